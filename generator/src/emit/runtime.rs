//! The runtime: its sources go into every crate as they are, and so do its features and dependencies.

use proc_macro2::TokenStream;
use quote::quote;

/// Path below `src/runtime/`, and text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));

/// The manifest of the runtime's package: the only place that states features and dependencies.
const MANIFEST: &str = include_str!("../../runtime/Cargo.toml");

/// The runtime's sources.
pub(crate) fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied()
}

/// The tables of the runtime's manifest that every crate has, with their comments, as they stand there.
pub(crate) fn tables() -> String {
    let mut text = String::new();
    let mut wanted = false;
    for line in MANIFEST.lines() {
        if let Some(header) = line.strip_prefix('[') {
            wanted =
                header == "features]" || header == "dependencies]" || header.starts_with("target.");
            if wanted && !text.is_empty() {
                text.push('\n');
            }
        }
        if wanted && !(line.is_empty()) {
            text.push_str(line);
            text.push('\n');
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

/// What a crate re-exports of its runtime at its root, by subject. No line is so long that a formatter would break it.
pub(crate) fn reexports() -> Vec<TokenStream> {
    vec![
        quote!(
            pub use runtime::{Bytes, Method, http};
        ),
        quote!(
            pub use runtime::{Body, Checks, Credentials, Options, Reply, Segment};
        ),
        quote!(
            pub use runtime::{Endpoint, Envelope, Operation, Polled, Polling, Progress, Streamed};
        ),
        quote!(
            pub use runtime::{Error, ErrorKind, Notice, TransportError, Violation};
        ),
        quote!(
            pub use runtime::{Base64, Entries, Map, Maybe, Null, Secret, SecretUri, Value};
        ),
        quote!(
            pub use runtime::{Date, Ipv4, Ipv6, Span, TextError, Time, Timestamp, Uri, Uuid};
        ),
        quote!(
            pub use runtime::{CivilDate, CivilTime, UriParts};
        ),
        quote!(
            pub use runtime::{Decode, DecodeError, Json, Kind, Object, Tape};
        ),
        quote!(
            pub use runtime::{ArrayWriter, Encode, EncodeError, ObjectWriter, Writer};
        ),
        quote! {
            #[cfg(any(feature = "async", feature = "blocking"))]
            pub use runtime::ClientBuilder;
        },
        quote! {
            #[cfg(feature = "async")]
            pub use runtime::{BoxError, BoxFuture, Client, Download, Incoming, Transport};
        },
        quote! {
            #[cfg(feature = "blocking")]
            pub use runtime::blocking;
        },
    ]
}
