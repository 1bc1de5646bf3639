//! Responses.

use indexmap::IndexMap;
use serde_json::Value;

use super::Reader;
use super::cursor::{Cursor, Object};
use crate::openapi::keywords::{LINK, RESPONSE};
use crate::openapi::{RefOr, Response, Version};

impl Reader<'_> {
    pub(super) fn response_or_ref(&mut self, cursor: Cursor<'_>) -> Option<RefOr<Response>> {
        self.ref_or(cursor, Self::response)
    }

    fn response(&mut self, cursor: Cursor<'_>) -> Option<Response> {
        let object = self.object(cursor, &RESPONSE)?;
        // 3.2 made the description optional.
        if !object.has("description") && self.version < Version::V3_2 {
            self.missing(cursor.origin, "description", "a response");
        }
        Some(Response {
            origin: cursor.origin,
            description: self
                .text(&object, "description")
                .or_else(|| self.text(&object, "summary")),
            headers: self.map(&object, "headers", Self::header_or_ref),
            content: self.content(&object),
            links: self.links(&object),
        })
    }

    /// Kept as they are; only their keywords are looked at.
    fn links(&mut self, object: &Object<'_>) -> IndexMap<String, Value> {
        self.map(object, "links", |reader, cursor| {
            if cursor.value.get("$ref").is_none() {
                reader.object(cursor, &LINK)?;
            }
            Some(cursor.value.clone())
        })
    }
}
