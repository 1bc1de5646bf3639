//! The root object: its version, and its members.

use serde_json::Value;

use super::cursor::{Cursor, Object};
use super::{Reader, scalar};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::openapi::keywords::DOCUMENT;
use crate::openapi::{Document, Version};
use crate::source::Origin;

/// The version that a document says it is written in, or why it is none of ours.
pub(super) fn version(root: Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<Version> {
    let diagnostic = match (root.value.get("openapi"), root.value.get("swagger")) {
        (Some(Value::String(written)), _) => match known(written) {
            Some(version) => return Some(version),
            None => Diagnostic::error(Code("LP0101"), format!("OpenAPI `{written}` is not supported"))
                .at(root.origin.value_of("openapi"), "not 3.0, 3.1 or 3.2")
                .help("write `openapi: 3.1.0`, and look at what the other version does differently"),
        },
        (Some(Value::Number(written)), _) => {
            let message = "the version of OpenAPI must be a text, and is a number";
            let help = format!("write `openapi: '{written}.0'`");
            Diagnostic::error(Code("LP0101"), message)
                .at(root.origin.value_of("openapi"), "expected three numbers, as in 3.1.0")
                .help(match known(&format!("{written}.0")) {
                    Some(_) => help,
                    None => "write `openapi: 3.1.0`".to_owned(),
                })
        }
        (Some(other), _) => {
            let found = scalar::described(other);
            let message = format!("the version of OpenAPI must be a text, and is {found}");
            Diagnostic::error(Code("LP0101"), message)
                .at(root.origin.value_of("openapi"), "expected three numbers, as in 3.1.0")
                .help("write `openapi: 3.1.0`")
        }
        (None, Some(_)) => {
            Diagnostic::error(Code("LP0101"), "this is a Swagger 2.0 document, not OpenAPI 3")
                .at(root.origin.key_of("swagger"), "Swagger ended with 2.0")
                .help("convert the document to OpenAPI 3 first, with swagger2openapi for instance, and maintain the result")
        }
        (None, None) if root.value.is_null() => {
            Diagnostic::error(Code("LP0100"), "the file is empty")
                .at(root.origin.place(), "nothing is here")
                .help("a document begins with `openapi: 3.1.0`")
        }
        (None, None) => Diagnostic::error(Code("LP0100"), "this is not an OpenAPI document")
            .at(root.origin.place(), "there is no `openapi` here")
            .help("a document begins with `openapi: 3.1.0`"),
    };
    diagnostics.push(diagnostic);
    None
}

/// `3.1.0`, `3.1.1`, .. Patch releases change no meaning; `3.1` alone is read too.
fn known(written: &str) -> Option<Version> {
    let mut parts = written.trim().splitn(3, '.');
    let minor = (parts.next(), parts.next());
    match minor {
        (Some("3"), Some("0")) => Some(Version::V3_0),
        (Some("3"), Some("1")) => Some(Version::V3_1),
        (Some("3"), Some("2")) => Some(Version::V3_2),
        _ => None,
    }
}

/// Dialects of JSON Schema that mean what we read.
pub(super) const DIALECTS: [&str; 5] = [
    "https://json-schema.org/draft/2020-12/schema",
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://spec.openapis.org/oas/3.1/dialect/2024-10-25",
    "https://spec.openapis.org/oas/3.1/dialect/2024-11-10",
    "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
];

impl Reader<'_> {
    pub(super) fn document(&mut self, root: Cursor<'_>) -> Option<Document> {
        let object = self.object(root, &DOCUMENT)?;
        let servers = self.list(&object, "servers", Self::server);
        let security = self.security(&object);
        let info = match self.member(&object, "info") {
            Some(cursor) => self.info(cursor),
            None => {
                self.missing(root.origin, "info", "the document");
                None
            }
        };
        let tags = self.list(&object, "tags", Self::tag);
        let paths = match self.member(&object, "paths") {
            Some(cursor) => self.paths(cursor),
            None => {
                self.no_paths(&object);
                Default::default()
            }
        };
        let webhooks = if self.version >= Version::V3_1 {
            self.map(&object, "webhooks", Self::path_item)
        } else {
            Default::default()
        };
        let components = self.member(&object, "components");
        let components = components.and_then(|cursor| self.components(cursor));
        let external_docs = self.external_docs(&object);
        if let Some(Value::String(dialect)) = object.get("jsonSchemaDialect") {
            self.dialect(object.origin, "jsonSchemaDialect", dialect);
        }
        Some(Document {
            origin: root.origin,
            version: self.version,
            self_uri: self.text(&object, "$self"),
            info: info.unwrap_or_default(),
            servers,
            paths,
            webhooks,
            components: components.unwrap_or_default(),
            security,
            tags,
            external_docs,
            extensions: object.extensions(),
        })
    }

    /// 3.0 needs `paths`; later versions need one of three.
    fn no_paths(&mut self, object: &Object<'_>) {
        let instead = ["components", "webhooks"];
        let enough = instead.iter().any(|name| object.has(name));
        if self.version == Version::V3_0 || !enough {
            self.missing(object.origin, "paths", "the document");
        }
    }

    /// Reports a dialect of JSON Schema that may mean something else by the same words.
    pub(super) fn dialect(&mut self, origin: Origin, name: &str, dialect: &str) {
        if DIALECTS.contains(&dialect.trim_end_matches('#')) {
            return;
        }
        let message =
            format!("the dialect `{dialect}` is not known; schemas are read as OpenAPI's own");
        self.diagnostics.push(
            Diagnostic::warning(Code("LP0106"), message)
                .at(origin.value_of(name), "has no effect on the crate")
                .help(format!(
                    "remove `{name}`: OpenAPI's own dialect is the default"
                )),
        );
    }
}
