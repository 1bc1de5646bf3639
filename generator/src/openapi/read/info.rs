//! `info`, servers, tags, external documentation.

use super::Reader;
use super::cursor::{Cursor, Object};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::keywords::{
    CONTACT, EXTERNAL_DOCS, INFO, Kind, LICENSE, SERVER, SERVER_VARIABLE, TAG,
};
use crate::openapi::{ExternalDocs, Info, Server, ServerVariable, Tag, Version};
use serde_json::Value;

impl Reader<'_> {
    pub(super) fn info(&mut self, cursor: Cursor<'_>) -> Option<Info> {
        let object = self.object(cursor, &INFO)?;
        let license = self.texts_of(&object, "license", &LICENSE);
        if let Some(license) = &license
            && license.get("name").is_none()
        {
            self.missing_in(&object, "license", "name", "a license");
        }
        let summary = self.text(&object, "summary");
        Some(Info {
            origin: cursor.origin,
            title: self.required_text(&object, "title", "`info`"),
            version: self.required_text(&object, "version", "`info`"),
            summary: summary.filter(|_| self.version >= Version::V3_1),
            description: self.text(&object, "description"),
            terms_of_service: self.text(&object, "termsOfService"),
            contact: self.texts_of(&object, "contact", &CONTACT),
            license,
        })
    }

    /// An object of texts, kept as it is.
    fn texts_of(&mut self, object: &Object<'_>, name: &str, kind: &'static Kind) -> Option<Value> {
        let cursor = self.member(object, name)?;
        let inner = self.object(cursor, kind)?;
        for member in kind.names(self.version) {
            self.text(&inner, member);
        }
        Some(cursor.value.clone())
    }

    fn missing_in(&mut self, object: &Object<'_>, member: &str, name: &str, what: &str) {
        let origin = self.sources.member(object.origin, member);
        self.missing(origin, name, what);
    }

    pub(super) fn server(&mut self, cursor: Cursor<'_>) -> Option<Server> {
        let object = self.object(cursor, &SERVER)?;
        let name = self.text(&object, "name");
        Some(Server {
            origin: cursor.origin,
            url: self.required_text(&object, "url", "a server"),
            name: name.filter(|_| self.version >= Version::V3_2),
            description: self.text(&object, "description"),
            variables: self.map(&object, "variables", Self::server_variable),
        })
    }

    fn server_variable(&mut self, cursor: Cursor<'_>) -> Option<ServerVariable> {
        let object = self.object(cursor, &SERVER_VARIABLE)?;
        let variable = ServerVariable {
            origin: cursor.origin,
            values: self.texts(&object, "enum"),
            default: self.required_text(&object, "default", "a server variable"),
            description: self.text(&object, "description"),
        };
        if object.has("enum") && variable.values.is_empty() {
            self.diagnostics.push(
                Diagnostic::warning(Code("LP0108"), "the `enum` of a server variable is empty")
                    .at(cursor.origin.value_of("enum"), "no value is allowed")
                    .help("list the values; without the keyword, any value may be chosen"),
            );
        }
        let known = variable.values.is_empty() || variable.values.contains(&variable.default);
        if object.has("default") && !known {
            let message = format!(
                "the default `{}` is none of the values in `enum`",
                variable.default
            );
            self.diagnostics.push(
                Diagnostic::error(Code("LP0108"), message)
                    .at(cursor.origin.value_of("default"), "not in the list")
                    .at(cursor.origin.key_of("enum"), "the values are listed here")
                    .help("write one of the values, or add this one to `enum`"),
            );
        }
        Some(variable)
    }

    pub(super) fn tag(&mut self, cursor: Cursor<'_>) -> Option<Tag> {
        let object = self.object(cursor, &TAG)?;
        Some(Tag {
            origin: cursor.origin,
            name: self.required_text(&object, "name", "a tag"),
            description: self.text(&object, "description"),
        })
    }

    pub(super) fn external_docs(&mut self, object: &Object<'_>) -> Option<ExternalDocs> {
        let cursor = self.member(object, "externalDocs")?;
        let object = self.object(cursor, &EXTERNAL_DOCS)?;
        Some(ExternalDocs {
            origin: cursor.origin,
            url: self.required_text(&object, "url", "external documentation"),
            description: self.text(&object, "description"),
        })
    }
}
