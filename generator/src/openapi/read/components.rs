//! `components`: what a document refers to by name.

use super::Reader;
use super::cursor::{Cursor, Object};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::keywords::COMPONENTS;
use crate::openapi::{Components, Version};

const KINDS: [&str; 10] = [
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "securitySchemes",
    "examples",
    "pathItems",
    "callbacks",
    "mediaTypes",
];

impl Reader<'_> {
    pub(super) fn components(&mut self, cursor: Cursor<'_>) -> Option<Components> {
        let object = self.object(cursor, &COMPONENTS)?;
        for kind in KINDS {
            self.component_names(&object, kind);
        }
        let path_items = if self.version >= Version::V3_1 {
            self.map(&object, "pathItems", Self::path_item)
        } else {
            Default::default()
        };
        let media_types = if self.version >= Version::V3_2 {
            self.map(&object, "mediaTypes", Self::media_type_or_ref)
        } else {
            Default::default()
        };
        Some(Components {
            origin: cursor.origin,
            schemas: self.map(&object, "schemas", Self::schema),
            responses: self.map(&object, "responses", Self::response_or_ref),
            parameters: self.map(&object, "parameters", Self::parameter_or_ref),
            request_bodies: self.map(&object, "requestBodies", Self::request_body_or_ref),
            headers: self.map(&object, "headers", Self::header_or_ref),
            security_schemes: self.map(&object, "securitySchemes", Self::security_scheme_or_ref),
            examples: self.map(&object, "examples", Self::example_or_ref),
            path_items,
            callbacks: self.map(&object, "callbacks", Self::callback_or_ref),
            media_types,
        })
    }

    /// Names of components are letters, digits, `.`, `-` and `_`. Tools write others, such as `Page«Order»`, and references find them.
    fn component_names(&mut self, object: &Object<'_>, kind: &str) {
        let Some(members) = object.get(kind).and_then(|value| value.as_object()) else {
            return;
        };
        for name in members.keys().filter(|name| !is_component_name(name)) {
            let origin = self.sources.member(object.origin, kind);
            let better: String = name.chars().map(better).collect();
            let message = format!("`{name}` is no name of a component");
            let (diagnostic, help) = if better.is_empty() {
                let diagnostic = Diagnostic::error(Code("LP0120"), message);
                (diagnostic, "give it a name".to_owned())
            } else {
                let help = format!(
                    "write `{better}`, and change the references to it, so that every tool reads it"
                );
                (Diagnostic::warning(Code("LP0120"), message), help)
            };
            self.diagnostics.push(
                diagnostic
                    .at(
                        origin.key_of(name),
                        "only letters, digits, `.`, `-` and `_` may stand here",
                    )
                    .help(help),
            );
        }
    }
}

fn is_component_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|char| better(char) == char)
}

fn better(char: char) -> char {
    if char.is_ascii_alphanumeric() || ".-_".contains(char) {
        char
    } else {
        '_'
    }
}
