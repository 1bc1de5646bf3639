//! How a parameter's value becomes text (OpenAPI 3.1, section 4.8.12.3; RFC 6570).

use serde_json::{Number, Value};

use super::encode;
use super::escape::Escape;

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b`: paths and headers.
    Simple {
        /// Objects as `name=value` pairs.
        explode: bool,
    },
    /// `.a,b`: paths.
    Label {
        /// A dot before each item, objects as `name=value` pairs.
        explode: bool,
    },
    /// `;name=a,b`: paths.
    Matrix {
        /// A pair for each item.
        explode: bool,
    },
    /// `name=a,b`: queries, cookies and forms.
    Form {
        /// A pair for each item.
        explode: bool,
    },
    /// `name=a%20b`: queries.
    SpaceDelimited {
        /// A pair for each item, as `Form` has it.
        explode: bool,
    },
    /// `name=a%7Cb`: queries.
    PipeDelimited {
        /// A pair for each item, as `Form` has it.
        explode: bool,
    },
    /// `name[member]=value`, brackets encoded: queries. OpenAPI goes no deeper; items and deeper members follow as `[0]` and `[member]`,
    /// and a value that is neither list nor object stands under the name alone.
    DeepObject,
    /// `name=a,b`, nothing encoded: cookies.
    Cookie {
        /// A cookie for each item.
        explode: bool,
    },
    /// The value as JSON.
    Json,
    /// With `allowReserved`: what is reserved in a URL stays as it is.
    Reserved(&'static Self),
    /// Several segments of a path: slashes stay too.
    Segments(&'static Self),
    /// With `allowEmptyValue`: a list without items is sent as `name=`.
    OrEmpty(&'static Self),
}

impl Style {
    /// The text of a value: none where there is nothing to send. The error says what the style cannot carry.
    pub(crate) fn write(
        self,
        name: &str,
        value: &Value,
        escape: Escape,
    ) -> Result<Option<String>, String> {
        let (separator, explode, before) = match self {
            Self::Simple { explode } => (",", explode, "".to_owned()),
            Self::Label { explode } => (if explode { "." } else { "," }, explode, ".".to_owned()),
            Self::Matrix { explode: true } => {
                let mut text = String::new();
                for (name, value) in exploded(name, value, escape)? {
                    whole(&value, ";")?;
                    let equals = if value.is_empty() { "" } else { "=" };
                    text = text + ";" + &name + equals + &value;
                }
                return Ok((!text.is_empty()).then_some(text));
            }
            Self::Matrix { explode } => (",", explode, format!(";{}=", escape.name(name)?)),
            Self::Json if value.is_null() => return Ok(None),
            Self::Json => return escape.text(&value.to_string()).map(Some),
            Self::Reserved(style) => return style.write(name, value, escape.reserved()),
            Self::Segments(style) => return style.write(name, value, Escape::Segments),
            _ => return self.query(name, value, escape),
        };
        Ok(joined(value, separator, explode, escape)?.map(|text| {
            if text.is_empty() {
                before.trim_end_matches('=').to_owned()
            } else {
                before + &text
            }
        }))
    }

    /// The pairs of a value as a query has them.
    pub(crate) fn query(
        self,
        name: &str,
        value: &Value,
        escape: Escape,
    ) -> Result<Option<String>, String> {
        let pairs = self.pairs(name, value, escape)?;
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Ok((!pairs.is_empty()).then(|| pairs.join("&")))
    }

    /// A value as pairs of names and texts, in every style.
    pub(crate) fn pairs(
        self,
        name: &str,
        value: &Value,
        escape: Escape,
    ) -> Result<Vec<(String, String)>, String> {
        let separator = match self {
            Self::Form { explode: true }
            | Self::SpaceDelimited { explode: true }
            | Self::PipeDelimited { explode: true }
            | Self::Cookie { explode: true } => return exploded(name, value, escape),
            Self::Form { .. } | Self::Cookie { .. } => ",",
            Self::SpaceDelimited { .. } => escape.space(),
            Self::PipeDelimited { .. } => escape.pipe(),
            Self::DeepObject => {
                let mut pairs = Vec::new();
                deep(escape.name(name)?, value, escape, &mut pairs)?;
                return Ok(pairs);
            }
            Self::Reserved(style) => return style.pairs(name, value, escape.reserved()),
            Self::Segments(style) => return style.pairs(name, value, escape),
            Self::OrEmpty(style) => {
                let pairs = style.pairs(name, value, escape)?;
                return Ok(if pairs.is_empty() && !value.is_null() {
                    vec![(escape.name(name)?, String::new())]
                } else {
                    pairs
                });
            }
            Self::Simple { .. } | Self::Label { .. } | Self::Matrix { .. } | Self::Json => {
                let text = self.write(name, value, escape)?;
                let pair = text.map(|text| Ok((escape.name(name)?, text)));
                return pair.into_iter().collect();
            }
        };
        let text = joined(value, separator, false, escape)?;
        let pair = text.map(|text| Ok((escape.name(name)?, text)));
        pair.into_iter().collect()
    }
}

/// A scalar as text; none for null.
fn scalar(value: &Value, escape: Escape) -> Result<Option<String>, String> {
    Ok(match value {
        Value::Null => None,
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(escape.text(&digits(number))?),
        Value::String(text) => Some(escape.text(text)?),
        Value::Array(_) | Value::Object(_) => {
            return Err(
                "has a list or an object in it, which its place in the request cannot carry".into(),
            );
        }
    })
}

/// A number as a body has it.
fn digits(number: &Number) -> String {
    let float = number.as_f64().filter(|_| number.is_f64());
    let written = float.and_then(|float| encode(&float).ok());
    match written.map(String::from_utf8) {
        Some(Ok(digits)) => digits,
        _ => number.to_string(),
    }
}

/// Items between separators, members as `name=value` or as `name,value`. None where there is nothing to send.
fn joined(
    value: &Value,
    separator: &str,
    explode: bool,
    escape: Escape,
) -> Result<Option<String>, String> {
    let mut pieces = Vec::new();
    match value {
        Value::Array(items) => {
            for item in items {
                pieces.extend(scalar(item, escape)?);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                let Some(value) = scalar(value, escape)? else {
                    continue;
                };
                let name = escape.name(name)?;
                if explode {
                    whole(&name, "=")?;
                    whole(&name, separator)?;
                    pieces.push(format!("{name}={value}"));
                } else {
                    pieces.extend([name, value]);
                }
            }
        }
        value => return scalar(value, escape),
    }
    for piece in &pieces {
        whole(piece, separator)?;
    }
    Ok((!pieces.is_empty()).then(|| pieces.join(separator)))
}

/// Refuses text that would be read as two.
fn whole(text: &str, separator: &str) -> Result<(), String> {
    if !text.contains(separator) {
        return Ok(());
    }
    let separator = match separator {
        " " | "%20" => "a space",
        "%7C" => "`|`",
        "%5B" => "`[`",
        "%5D" => "`]`",
        separator => {
            return Err(format!(
                "has `{separator}` in an item, which parts items there"
            ));
        }
    };
    Err(format!(
        "has {separator} in an item, which parts items there"
    ))
}

/// A pair for each item or member, and one for a scalar. A list that is a member has a pair for each of its items.
fn exploded(name: &str, value: &Value, escape: Escape) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    let mut list = |name: &str, value: &Value| {
        let items = match value {
            Value::Array(items) => items.as_slice(),
            value => std::slice::from_ref(value),
        };
        for item in items {
            if let Some(text) = scalar(item, escape)? {
                pairs.push((escape.name(name)?, text));
            }
        }
        Ok::<(), String>(())
    };
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                list(member, value)?;
            }
        }
        value => list(name, value)?,
    }
    Ok(pairs)
}

/// A pair for each scalar, under the names that lead to it.
fn deep(
    name: String,
    value: &Value,
    escape: Escape,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), String> {
    let [open, close] = escape.brackets();
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                deep(format!("{name}{open}{index}{close}"), item, escape, pairs)?;
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                let member = escape.name(member)?;
                whole(&member, open)?;
                whole(&member, close)?;
                deep(format!("{name}{open}{member}{close}"), value, escape, pairs)?;
            }
        }
        value => pairs.extend(scalar(value, escape)?.map(|text| (name, text))),
    }
    Ok(())
}
