//! More in one place than anybody can read or compile as Rust is refused.

use serde_json::Value;

use super::Reader;
use super::cursor::Object;
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::keywords::{COMPONENTS, Kind};
use crate::source::Place;

impl Reader<'_> {
    /// Whether a keyword of an object holds more than its limit, which is reported.
    pub(super) fn too_many(&mut self, object: &Object<'_>, name: &str, kind: &Kind) -> bool {
        // A document may hold as many as its operations need.
        if std::ptr::eq(kind, &COMPONENTS) {
            return false;
        }
        let (most, what, help) = match name {
            "properties" => (10_000, "properties", IN_COMMON),
            "required" => (10_000, "names", IN_COMMON),
            "enum" => (50_000, "values", IN_COMMON),
            "allOf" | "anyOf" | "oneOf" => (2_000, "schemas", IN_COMMON),
            "parameters" => (
                10_000,
                "parameters",
                "let one parameter be an object, or a list",
            ),
            "headers" => (10_000, "headers", "describe those that callers read"),
            "content" => (2_000, "media types", "write a range: `application/*`"),
            "servers" => (
                2_000,
                "servers",
                "write one with variables: `https://{region}.example.com`",
            ),
            "security" => (
                2_000,
                "alternatives",
                "let callers have one scheme, or a few",
            ),
            _ => return false,
        };
        let count = match object.get(name) {
            Some(Value::Array(items)) => items.len(),
            Some(Value::Object(members)) => members.len(),
            _ => 0,
        };
        if count > most {
            let message = format!("`{name}` holds {count} {what}; the limit is {most}");
            self.refuse(message, object.origin.key_of(name), help);
        }
        count > most
    }

    /// Whether a call would need more schemes at once than the limit, which is reported.
    pub(super) fn too_many_schemes(&mut self, requirement: &Object<'_>) -> bool {
        let (count, most) = (requirement.members.len(), 100);
        if count > most {
            let message =
                format!("an item of `security` holds {count} schemes; the limit is {most}");
            let help =
                "schemes of one item are needed together; write alternatives as items of their own";
            self.refuse(message, requirement.origin.place(), help);
        }
        count > most
    }

    fn refuse(&mut self, message: String, place: Place, help: &str) {
        let diagnostic = Diagnostic::error(Code("LP0125"), message);
        self.diagnostics
            .push(diagnostic.at(place, "here").help(help));
    }
}

const IN_COMMON: &str =
    "describe what they have in common: a map, a string with a `pattern`, a schema of its own";
