//! An operation.

use indexmap::IndexMap;
use serde_json::Value;

use super::Reader;
use super::cursor::{Cursor, Object};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::keywords::OPERATION;
use crate::openapi::{Callback, Operation, RefOr, Response, Version};

impl Reader<'_> {
    pub(super) fn operation(&mut self, cursor: Cursor<'_>) -> Option<Operation> {
        let object = self.object(cursor, &OPERATION)?;
        let mut operation_id = self.text(&object, "operationId");
        if let Some(id) = &operation_id {
            self.operation_id(&object, id);
        }
        operation_id = operation_id.filter(|id| !id.is_empty());
        let body = self.member(&object, "requestBody");
        Some(Operation {
            origin: cursor.origin,
            tags: self.texts(&object, "tags"),
            summary: self.text(&object, "summary"),
            description: self.text(&object, "description"),
            external_docs: self.external_docs(&object),
            operation_id,
            parameters: self.parameters(&object),
            request_body: body.and_then(|cursor| self.request_body_or_ref(cursor)),
            responses: self.responses(&object),
            callbacks: self.map(&object, "callbacks", Self::callback_or_ref),
            deprecated: self.flag(&object, "deprecated"),
            security: self.security(&object),
            servers: self.list(&object, "servers", Self::server),
            extensions: object.extensions(),
        })
    }

    /// An operationId is one in the whole document.
    fn operation_id(&mut self, object: &Object<'_>, id: &str) {
        let place = object.origin.value_of("operationId");
        if id.is_empty() {
            self.diagnostics.push(
                Diagnostic::warning(Code("LP0108"), "an operationId must not be empty")
                    .at(place, "here")
                    .help("name the operation, as in `pcaps.create`; without a name it is named by its path, as if the keyword were not there"),
            );
            return;
        }
        let Some(first) = self.operation_ids.get(id) else {
            self.operation_ids.insert(id.to_owned(), place);
            return;
        };
        let message = format!("the operationId `{id}` stands twice");
        self.diagnostics.push(
            Diagnostic::error(Code("LP0113"), message)
                .at(place, "again here")
                .at(first.clone(), "first here")
                .help("give each operation an id of its own: it names the function"),
        );
    }

    pub(super) fn callback_or_ref(&mut self, cursor: Cursor<'_>) -> Option<RefOr<Callback>> {
        self.ref_or(cursor, Self::callback)
    }

    /// Path items by expressions; `x-` begins none.
    fn callback(&mut self, cursor: Cursor<'_>) -> Option<Callback> {
        let mut items = IndexMap::new();
        for (expression, cursor) in self.entries_of(cursor, "callbacks") {
            if expression.starts_with("x-") {
                continue;
            }
            if let Some(item) = self.path_item(cursor) {
                items.insert(expression.to_owned(), item);
            }
        }
        Some(Callback {
            origin: cursor.origin,
            items,
        })
    }

    /// Responses by status.
    fn responses(&mut self, object: &Object<'_>) -> IndexMap<String, RefOr<Response>> {
        let mut responses = IndexMap::new();
        if !object.has("responses") {
            self.no_responses(object);
            return responses;
        }
        let entries = self.entries(object, "responses");
        let mut documented = false;
        for (status, cursor) in entries {
            if status.starts_with("x-") {
                continue;
            }
            documented = true;
            if !is_status(status) {
                self.no_status(cursor, status);
            }
            if let Some(response) = self.response_or_ref(cursor) {
                responses.insert(status.to_owned(), response);
            }
        }
        if !documented && object.get("responses").is_some_and(Value::is_object) {
            self.no_responses(object);
        }
        responses
    }

    fn no_responses(&mut self, object: &Object<'_>) {
        if self.is_misspelt(object.origin, "responses") {
            return;
        }
        // 3.1 made the keyword optional; without it nothing is known of an answer.
        let message = "the operation has no response";
        let diagnostic = match self.version {
            Version::V3_0 => Diagnostic::error(Code("LP0124"), message),
            Version::V3_1 | Version::V3_2 => Diagnostic::warning(Code("LP0124"), message),
        };
        self.diagnostics.push(
            diagnostic
                .at(object.origin.key_of("responses"), "no status is documented")
                .help("write the answer of success at least: `'200': {description: ..}`"),
        );
    }

    fn no_status(&mut self, cursor: Cursor<'_>, status: &str) {
        let upper = status.to_ascii_uppercase();
        let help = if is_status(&upper) {
            format!("write `{upper}`")
        } else if status.eq_ignore_ascii_case("default") {
            "write `default`".to_owned()
        } else {
            "write a status such as `200`, a range such as `4XX`, or `default`".to_owned()
        };
        self.diagnostics.push(
            Diagnostic::error(Code("LP0109"), format!("`{status}` is no status of HTTP"))
                .at(cursor.origin.key(), "expected a status")
                .help(help),
        );
    }
}

/// `100` to `599`, `1XX` to `5XX`, `default`.
fn is_status(status: &str) -> bool {
    let bytes = status.as_bytes();
    match bytes {
        b"default" => true,
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}
