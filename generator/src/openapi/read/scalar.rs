//! Texts, flags, numbers and counts: the value of a keyword as what it must be, or a diagnostic.

use serde_json::{Number, Value};

use super::Reader;
use super::cursor::Object;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::{Origin, Place};

impl Reader<'_> {
    /// A text.
    pub(super) fn text(&mut self, object: &Object<'_>, name: &str) -> Option<String> {
        let value = object.get(name)?;
        self.as_text(object.origin, name, value)
    }

    /// A text that must be there; empty where it is missing, which is reported.
    pub(super) fn required_text(&mut self, object: &Object<'_>, name: &str, what: &str) -> String {
        if !object.has(name) {
            self.missing(object.origin, name, what);
        }
        self.text(object, name).unwrap_or_default()
    }

    /// `true` or `false`, where one is written.
    pub(super) fn maybe_flag(&mut self, object: &Object<'_>, name: &str) -> Option<bool> {
        let value = object.get(name)?;
        self.as_flag(object.origin, name, value)
    }

    /// `true` or `false`; absent is `false`.
    pub(super) fn flag(&mut self, object: &Object<'_>, name: &str) -> bool {
        self.maybe_flag(object, name).unwrap_or_default()
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, object: &Object<'_>, name: &str) -> Vec<String> {
        self.list(object, name, |reader, cursor| match cursor.value {
            Value::String(text) => Some(text.clone()),
            other => {
                let what = format!("an item of `{name}`");
                reader.wrong_type(cursor.origin.place(), &what, "a text", other);
                None
            }
        })
    }

    pub(super) fn as_text(&mut self, origin: Origin, name: &str, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            other => {
                self.wrong_member(origin, name, "a text", other);
                None
            }
        }
    }

    pub(super) fn as_flag(&mut self, origin: Origin, name: &str, value: &Value) -> Option<bool> {
        let flag = value.as_bool();
        if flag.is_none() {
            self.wrong_member(origin, name, "`true` or `false`", value);
        }
        flag
    }

    pub(super) fn as_number(
        &mut self,
        origin: Origin,
        name: &str,
        value: &Value,
    ) -> Option<Number> {
        match value {
            Value::Number(number) => Some(number.clone()),
            other => {
                self.wrong_member(origin, name, "a number", other);
                None
            }
        }
    }

    /// A whole number that is not negative; `3.0` is one.
    pub(super) fn as_count(&mut self, origin: Origin, name: &str, value: &Value) -> Option<u64> {
        let Value::Number(number) = value else {
            self.wrong_member(origin, name, "a whole number", value);
            return None;
        };
        let count = number.as_u64().or_else(|| {
            let float = number.as_f64()?;
            let whole = float >= 0.0 && float.fract() == 0.0 && float < 9_007_199_254_740_992.0;
            whole.then_some(float as u64)
        });
        if count.is_none() {
            let message = format!("`{name}` is {number}, and counts something");
            self.diagnostics.push(
                Diagnostic::error(Code("LP0117"), message)
                    .at(origin.value_of(name), "not a whole number from 0 up")
                    .help("write a whole number, 0 or more"),
            );
        }
        count
    }

    /// One of a few words; another one is reported with the nearest.
    pub(super) fn one_of(
        &mut self,
        place: Place,
        name: &str,
        word: &str,
        known: &[&'static str],
    ) -> Option<&'static str> {
        let found = known.iter().copied().find(|candidate| *candidate == word);
        if found.is_none() {
            let help = match did_you_mean(word, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", super::keyword::quoted(known)),
            };
            let message = format!("`{word}` is no value of `{name}`");
            self.diagnostics.push(
                Diagnostic::error(Code("LP0108"), message)
                    .at(place, "not known here")
                    .help(help),
            );
        }
        found
    }

    /// Says that a member that must be there is not.
    pub(super) fn missing(&mut self, origin: Origin, name: &str, what: &str) {
        if self.is_misspelt(origin, name) {
            return;
        }
        let message = format!("{what} needs `{name}`");
        self.diagnostics.push(
            Diagnostic::error(Code("LP0104"), message)
                .at(origin.place(), format!("`{name}` is missing"))
                .help(format!("add `{name}`")),
        );
    }

    pub(super) fn wrong_member(
        &mut self,
        origin: Origin,
        name: &str,
        expected: &str,
        found: &Value,
    ) {
        let what = format!("`{name}`");
        self.wrong_type(origin.value_of(name), &what, expected, found);
    }

    /// Says what a value is and what it must be.
    pub(super) fn wrong_type(&mut self, place: Place, what: &str, expected: &str, found: &Value) {
        let message = format!("{what} must be {expected}, and is {}", described(found));
        let mut diagnostic =
            Diagnostic::error(Code("LP0103"), message).at(place, format!("expected {expected}"));
        diagnostic = diagnostic.help(mended(expected, found));
        self.diagnostics.push(diagnostic);
    }
}

/// What a value is, for a sentence.
pub(super) fn described(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty (null)",
        Value::Bool(true) => "`true`",
        Value::Bool(false) => "`false`",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// What to write instead.
fn mended(expected: &str, found: &Value) -> String {
    guessed(expected, found).unwrap_or_else(|| match expected {
        "a number" => "write a number, such as `0.5`".to_owned(),
        "a whole number" => "write a whole number, such as `32`".to_owned(),
        "a list" => "write a list: `[first, second]`".to_owned(),
        "an object" | "a mapping" => "write members by name: `{name: value}`".to_owned(),
        other => format!("write {other}"),
    })
}

/// What was probably meant.
fn guessed(expected: &str, found: &Value) -> Option<String> {
    match (expected, found) {
        ("a text", Value::Number(_) | Value::Bool(_)) => {
            Some("put it in quotes, so that YAML reads a text".to_owned())
        }
        ("`true` or `false`", Value::String(text)) => {
            let word = text.to_ascii_lowercase();
            match word.as_str() {
                "true" | "yes" | "on" => Some("write `true`, without quotes".to_owned()),
                "false" | "no" | "off" => Some("write `false`, without quotes".to_owned()),
                _ => None,
            }
        }
        ("a number" | "a whole number", Value::String(text)) if text.parse::<f64>().is_ok() => {
            Some(format!("write `{text}` without quotes"))
        }
        ("a list", Value::String(text)) if text.len() < 40 => {
            Some(format!("write a list: `[{text}]`"))
        }
        ("a list", Value::Object(_)) => Some("begin each item with `- `".to_owned()),
        ("an object", Value::Array(_)) => {
            Some("write its members by name, `name: value`, without `-`".to_owned())
        }
        (_, Value::Null) => Some("write its value, or remove the keyword".to_owned()),
        _ => None,
    }
}
