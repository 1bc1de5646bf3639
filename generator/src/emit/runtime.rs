//! What a crate has of the runtime's manifest, and of its names at the root.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::needs::Needs;

/// The manifest of the runtime's package: the only place that states features and dependencies.
const MANIFEST: &str = include_str!("../../runtime/Cargo.toml");

/// The tables of the runtime's manifest that a crate has, with their comments, as they stand there. A dependency that none of its files names is left out.
pub(crate) fn tables(needs: &Needs) -> String {
    let mut text = String::new();
    let mut wanted = false;
    let mut comment = "";
    for line in MANIFEST.lines() {
        if let Some(header) = line.strip_prefix('[') {
            wanted =
                header == "features]" || header == "dependencies]" || header.starts_with("target.");
            if wanted && !text.is_empty() {
                text.push('\n');
            }
        }
        if !wanted || line.is_empty() {
            continue;
        }
        if line.starts_with('#') {
            comment = line;
            continue;
        }
        if let Some((name, _)) = line.split_once(" = ")
            && !needs.dependency(name)
        {
            comment = "";
            continue;
        }
        for line in [std::mem::take(&mut comment), line] {
            if !line.is_empty() {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
}

/// A feature of every crate.
pub(crate) struct Feature {
    pub(crate) name: &'static str,
    /// What it turns on, as TOML.
    pub(crate) value: &'static str,
    /// The comment above it.
    pub(crate) words: &'static str,
}

impl Feature {
    /// The features of the crate that it turns on, where it is no dependency's.
    pub(crate) fn enables(&self) -> Vec<&'static str> {
        self.value
            .split('"')
            .skip(1)
            .step_by(2)
            .filter(|name| !name.contains([':', '/']))
            .collect()
    }
}

/// The features of the runtime's manifest, in their order.
pub(crate) fn features() -> Vec<Feature> {
    let table = MANIFEST
        .lines()
        .skip_while(|line| *line != "[features]")
        .skip(1);
    let mut words = "";
    let mut features = Vec::new();
    for line in table.take_while(|line| !line.starts_with('[')) {
        if let Some(comment) = line.strip_prefix("# ") {
            words = comment;
        } else if let Some((name, value)) = line.split_once(" = ") {
            features.push(Feature {
                name,
                value,
                words: std::mem::take(&mut words),
            });
        }
    }
    features
}

/// Names that a crate re-exports of its runtime at its root.
pub(crate) struct Reexport {
    pub(crate) names: &'static [&'static str],
    /// The features of which one must be on; none: always there.
    features: &'static [&'static str],
}

/// By subject, what a crate needs of them. No line is so long that a formatter would break it.
pub(crate) const REEXPORTS: &[Reexport] = &[
    always(&["Bytes", "Method", "http"]),
    always(&[
        "BaseUrl",
        "Body",
        "Checks",
        "Credentials",
        "Options",
        "Reader",
        "Reply",
        "Segment",
        "Upload",
    ]),
    always(&[
        "Endpoint",
        "Envelope",
        "Operation",
        "Polled",
        "Polling",
        "Progress",
        "Streamed",
    ]),
    always(&["Accepting", "AsBytes", "AsJson", "AsText", "Format"]),
    always(&["Event", "Framing", "Item", "Itemized"]),
    always(&["HeaderForm", "HeaderReader", "Headers"]),
    always(&["Answer", "QueryReader", "Received"]),
    always(&["Paged", "Turn"]),
    always(&[
        "Error",
        "ErrorKind",
        "Failure",
        "Notice",
        "TransportError",
        "Violation",
    ]),
    always(&[
        "Base64",
        "Decimal",
        "Entries",
        "Map",
        "Maybe",
        "Null",
        "Secret",
        "SecretUri",
        "Value",
    ]),
    always(&[
        "Date",
        "Ipv4",
        "Ipv6",
        "Span",
        "TextError",
        "Time",
        "Timestamp",
        "Uri",
        "Uuid",
    ]),
    always(&["CivilDate", "CivilTime", "UriParts"]),
    always(&["Decode", "DecodeError", "Json", "Kind", "Object", "Tape"]),
    always(&[
        "ArrayWriter",
        "Encode",
        "EncodeError",
        "ObjectWriter",
        "Writer",
    ]),
    Reexport {
        names: &["ClientBuilder"],
        features: &["async", "blocking"],
    },
    Reexport {
        names: &[
            "BoxError",
            "BoxFuture",
            "Client",
            "Download",
            "Incoming",
            "Transport",
        ],
        features: &["async"],
    },
    Reexport {
        names: &["ItemStream"],
        features: &["async"],
    },
    Reexport {
        names: &["Items", "Pages"],
        features: &["async"],
    },
    Reexport {
        names: &["blocking"],
        features: &["blocking"],
    },
    Reexport {
        names: &["BlockingItemStream"],
        features: &["blocking"],
    },
    Reexport {
        names: &["BlockingItems", "BlockingPages"],
        features: &["blocking"],
    },
];

const fn always(names: &'static [&'static str]) -> Reexport {
    Reexport {
        names,
        features: &[],
    }
}

impl Reexport {
    /// Those of its names that a crate has.
    pub(crate) fn names(&self, needs: &Needs) -> Vec<&'static str> {
        let names = self.names.iter().copied();
        names.filter(|name| needs.name(name)).collect()
    }

    /// `pub use runtime::{Client, Download};`
    pub(crate) fn tokens(&self, needs: &Needs) -> TokenStream {
        let condition = self.condition();
        let names = self.names(needs);
        let idents = names.iter().map(|name| ident(name));
        let list = match names.as_slice() {
            [] => return TokenStream::new(),
            [_] => quote!(#(#idents)*),
            _ => quote!({ #(#idents),* }),
        };
        quote!(#condition pub use runtime::#list;)
    }

    /// `#[cfg(feature = "async")]`
    pub(crate) fn condition(&self) -> TokenStream {
        let features = self.features.iter().map(|name| quote!(feature = #name));
        match self.features {
            [] => TokenStream::new(),
            [_] => quote!(#[cfg(#(#features)*)]),
            _ => quote!(#[cfg(any(#(#features),*))]),
        }
    }
}

pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
