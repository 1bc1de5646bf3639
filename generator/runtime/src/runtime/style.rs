//! How a parameter's value becomes text (OpenAPI 3.1, section 4.8.12.3; RFC 6570).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`: paths and headers.
    Simple {
        /// Objects as `name=value` pairs.
        explode: bool,
    },
    /// `.a.b`: paths.
    Label {
        /// Objects as `name=value` pairs.
        explode: bool,
    },
    /// `;name=a,b`: paths.
    Matrix {
        /// A pair for each item.
        explode: bool,
    },
    /// `name=a,b`: queries and cookies.
    Form {
        /// A pair for each item.
        explode: bool,
    },
    /// As `Form`, with `allowReserved`: the characters `:/?@!$'()*,;` stay as they are.
    Reserved {
        /// A pair for each item.
        explode: bool,
    },
    /// `name=a%20b`: queries.
    SpaceDelimited {
        /// A pair for each item.
        explode: bool,
    },
    /// `name=a%7Cb`: queries.
    PipeDelimited {
        /// A pair for each item.
        explode: bool,
    },
    /// `name[member]=value`, brackets encoded: queries.
    DeepObject,
    /// The value as JSON.
    Json,
}

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What `allowReserved` lets through without making another query of it.
const ALLOWED: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// Text as it stands in a URL.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Text as it stands in a header.
pub(crate) fn plain(text: &str) -> String {
    text.to_owned()
}

/// A value without its parts in their order, before they are joined.
enum Parts {
    None,
    One(String),
    List(Vec<String>),
    Pairs(Vec<(String, String)>),
}

impl Style {
    /// The text of a value: none where there is nothing to send. The error says what the style cannot carry.
    pub(crate) fn write(
        self,
        name: &str,
        value: &Value,
        escape: fn(&str) -> String,
    ) -> Result<Option<String>, String> {
        if self == Self::Json {
            return Ok((!value.is_null()).then(|| escape(&value.to_string())));
        }
        let parts = parts(
            value,
            if matches!(self, Self::Reserved { .. }) {
                allowed
            } else {
                escape
            },
        )?;
        if matches!(parts, Parts::None) {
            return Ok(None);
        }
        let name = escape(name);
        Ok(Some(match self {
            Self::Json => return Ok(None),
            Self::Simple { explode } => joined(&parts, ",", explode, ","),
            Self::Label { explode } => format!(
                ".{}",
                joined(&parts, if explode { "." } else { "," }, explode, ",")
            ),
            Self::Matrix { explode } => matrix(&name, &parts, explode),
            Self::Form { explode } | Self::Reserved { explode } => {
                form(&name, &parts, explode, ",")
            }
            Self::SpaceDelimited { explode } => form(&name, &parts, explode, "%20"),
            Self::PipeDelimited { explode } => form(&name, &parts, explode, "%7C"),
            Self::DeepObject => match parts {
                Parts::Pairs(pairs) => {
                    let pairs: Vec<_> = pairs
                        .iter()
                        .map(|(member, value)| format!("{name}%5B{member}%5D={value}"))
                        .collect();
                    pairs.join("&")
                }
                _ => return Err("must be an object: it is written member by member".into()),
            },
        }))
    }

    /// As [`write`](Self::write) for a query: with the parameter's name in every style.
    pub(crate) fn query(self, name: &str, value: &Value) -> Result<Option<String>, String> {
        let text = self.write(name, value, encoded)?;
        Ok(match self {
            Self::Json | Self::Simple { .. } | Self::Label { .. } | Self::Matrix { .. } => {
                text.map(|text| format!("{}={text}", encoded(name)))
            }
            _ => text,
        })
    }
}

impl Style {
    /// As [`query`](Self::query), as pairs of names and values that are not encoded.
    pub(crate) fn pairs(self, name: &str, value: &Value) -> Result<Vec<(String, String)>, String> {
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let text = self.query(name, value)?.unwrap_or_default();
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        Ok(pairs
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect())
    }
}

fn allowed(text: &str) -> String {
    utf8_percent_encode(text, ALLOWED).to_string()
}

/// A scalar as text; none for null.
fn scalar(value: &Value, escape: fn(&str) -> String) -> Result<Option<String>, String> {
    Ok(match value {
        Value::Null => None,
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(escape(&number.to_string())),
        Value::String(text) => Some(escape(text)),
        Value::Array(_) | Value::Object(_) => {
            return Err(
                "has a list or an object in it, which its place in the request cannot carry".into(),
            );
        }
    })
}

fn parts(value: &Value, escape: fn(&str) -> String) -> Result<Parts, String> {
    Ok(match value {
        Value::Array(items) => {
            let items = items
                .iter()
                .filter_map(|item| scalar(item, escape).transpose())
                .collect::<Result<Vec<_>, _>>()?;
            if items.is_empty() {
                Parts::None
            } else {
                Parts::List(items)
            }
        }
        Value::Object(members) => {
            let pairs = members
                .iter()
                .filter_map(|(name, value)| {
                    scalar(value, escape)
                        .transpose()
                        .map(|value| value.map(|value| (escape(name), value)))
                })
                .collect::<Result<Vec<_>, _>>()?;
            if pairs.is_empty() {
                Parts::None
            } else {
                Parts::Pairs(pairs)
            }
        }
        value => scalar(value, escape)?.map_or(Parts::None, Parts::One),
    })
}

/// Items between separators; pairs as `name=value` with one separator, or as `name,value` with the other.
fn joined(parts: &Parts, separator: &str, explode: bool, flat: &str) -> String {
    match parts {
        Parts::None => String::new(),
        Parts::One(value) => value.clone(),
        Parts::List(items) => items.join(separator),
        Parts::Pairs(pairs) if explode => pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join(separator),
        Parts::Pairs(pairs) => pairs
            .iter()
            .map(|(name, value)| format!("{name}{flat}{value}"))
            .collect::<Vec<_>>()
            .join(flat),
    }
}

fn matrix(name: &str, parts: &Parts, explode: bool) -> String {
    match (parts, explode) {
        (Parts::One(value), _) if value.is_empty() => format!(";{name}"),
        (Parts::List(items), true) => items.iter().map(|item| format!(";{name}={item}")).collect(),
        (Parts::Pairs(pairs), true) => pairs
            .iter()
            .map(|(member, value)| format!(";{member}={value}"))
            .collect(),
        (parts, _) => format!(";{name}={}", joined(parts, ",", false, ",")),
    }
}

fn form(name: &str, parts: &Parts, explode: bool, separator: &str) -> String {
    match (parts, explode) {
        (Parts::List(items), true) => items
            .iter()
            .map(|item| format!("{name}={item}"))
            .collect::<Vec<_>>()
            .join("&"),
        (Parts::Pairs(_), true) => joined(parts, "&", true, separator),
        (parts, _) => format!("{name}={}", joined(parts, separator, false, separator)),
    }
}
