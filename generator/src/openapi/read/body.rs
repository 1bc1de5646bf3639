//! Request bodies, media types, encodings, examples.

use indexmap::IndexMap;

use super::Reader;
use super::cursor::{Cursor, Object};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::openapi::keywords::{ENCODING, EXAMPLE, MEDIA_TYPE, REQUEST_BODY};
use crate::openapi::{Encoding, Example, MediaType, RefOr, RequestBody, Version};
use crate::shared::Shared;

impl Reader<'_> {
    pub(super) fn request_body_or_ref(&mut self, cursor: Cursor<'_>) -> Option<RefOr<RequestBody>> {
        self.ref_or(cursor, Self::request_body)
    }

    fn request_body(&mut self, cursor: Cursor<'_>) -> Option<RequestBody> {
        let object = self.object(cursor, &REQUEST_BODY)?;
        let content = self.content(&object);
        if !object.has("content") {
            self.missing(cursor.origin, "content", "a request body");
        } else if content.is_empty() {
            self.diagnostics.push(
                Diagnostic::error(Code("LP0104"), "a request body needs a media type")
                    .at(cursor.origin.key_of("content"), "holds none")
                    .help("write `content: {application/json: {schema: ..}}`"),
            );
        }
        Some(RequestBody {
            origin: cursor.origin,
            description: self.text(&object, "description"),
            required: self.flag(&object, "required"),
            content,
        })
    }

    /// `content`: media types by their names.
    pub(super) fn content(&mut self, object: &Object<'_>) -> IndexMap<String, RefOr<MediaType>> {
        let mut content = IndexMap::new();
        for (name, cursor) in self.entries(object, "content") {
            if name.starts_with("x-") && !name.contains('/') {
                continue;
            }
            let meant = if is_media_type(name) {
                vec![name.to_owned()]
            } else {
                self.no_media_type(cursor, name)
            };
            if let Some(media_type) = self.media_type_or_ref(cursor) {
                for name in meant {
                    content.entry(name).or_insert_with(|| media_type.clone());
                }
            }
        }
        content
    }

    /// Says what is wrong with the name of a media type; the media types that it is taken for.
    fn no_media_type(&mut self, cursor: Cursor<'_>, name: &str) -> Vec<String> {
        let mut diagnostic =
            Diagnostic::error(Code("LP0122"), format!("`{name}` is no media type"))
                .at(cursor.origin.key(), "expected `type/subtype`");
        let meant = meant(name);
        diagnostic = if matches!(name, "schema" | "example" | "examples") {
            diagnostic.help("write the media type around it: `application/json: {schema: ..}`")
        } else {
            diagnostic.severity = Severity::Warning;
            let names: Vec<_> = meant.iter().map(|name| format!("`{name}`")).collect();
            diagnostic.help(format!(
                "write {}, as it is taken to be",
                names.join(" and ")
            ))
        };
        self.diagnostics.push(diagnostic);
        meant
    }

    /// Before 3.2, `$ref` was no keyword here.
    pub(super) fn media_type_or_ref(&mut self, cursor: Cursor<'_>) -> Option<RefOr<MediaType>> {
        if self.version >= Version::V3_2 {
            self.ref_or(cursor, Self::media_type)
        } else {
            self.media_type(cursor).map(RefOr::Item)
        }
    }

    fn media_type(&mut self, cursor: Cursor<'_>) -> Option<MediaType> {
        let object = self.object(cursor, &MEDIA_TYPE)?;
        let schema = self.member(&object, "schema");
        let items = self.member(&object, "itemSchema");
        let items = items.filter(|_| self.version >= Version::V3_2);
        Some(MediaType {
            origin: cursor.origin,
            schema: schema.and_then(|cursor| self.schema(cursor)),
            item_schema: items.and_then(|cursor| self.schema(cursor)).map(Box::new),
            example: object.shared("example"),
            examples: self.examples(&object),
            encoding: self.map(&object, "encoding", Self::encoding),
        })
    }

    fn encoding(&mut self, cursor: Cursor<'_>) -> Option<Encoding> {
        let object = self.object(cursor, &ENCODING)?;
        Some(Encoding {
            origin: cursor.origin,
            content_type: self.text(&object, "contentType"),
            headers: self.map(&object, "headers", Self::header_or_ref),
            style: self.style(
                &object,
                &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            ),
            explode: self.maybe_flag(&object, "explode"),
            allow_reserved: self.flag(&object, "allowReserved"),
        })
    }

    /// `examples` by name; `example` beside it is one too many.
    pub(super) fn examples(&mut self, object: &Object<'_>) -> IndexMap<String, RefOr<Example>> {
        if object.has("example") && object.has("examples") {
            let origin = object.origin;
            self.diagnostics.push(
                Diagnostic::error(
                    Code("LP0123"),
                    "`example` and `examples` exclude each other",
                )
                .at(origin.key_of("example"), "one of them")
                .at(origin.key_of("examples"), "the other")
                .help("move the `example` into `examples`, under a name and `value`"),
            );
        }
        self.map(object, "examples", Self::example_or_ref)
    }

    pub(super) fn example_or_ref(&mut self, cursor: Cursor<'_>) -> Option<RefOr<Example>> {
        self.ref_or(cursor, Self::example)
    }

    fn example(&mut self, cursor: Cursor<'_>) -> Option<Example> {
        let object = self.object(cursor, &EXAMPLE)?;
        if object.has("value") && object.has("externalValue") {
            let origin = object.origin;
            self.diagnostics.push(
                Diagnostic::error(
                    Code("LP0123"),
                    "`value` and `externalValue` exclude each other",
                )
                .at(origin.key_of("value"), "one of them")
                .at(origin.key_of("externalValue"), "the other")
                .help("keep `value`"),
            );
        }
        let data = object
            .get("dataValue")
            .filter(|_| self.version >= Version::V3_2);
        Some(Example {
            origin: cursor.origin,
            summary: self.text(&object, "summary"),
            description: self.text(&object, "description"),
            value: object.get("value").or(data).cloned().map(Shared::from),
            external_value: self.text(&object, "externalValue"),
        })
    }
}

/// The registered types that a subtype may follow.
const TOP_LEVEL: [&str; 9] = [
    "application",
    "audio",
    "font",
    "image",
    "message",
    "model",
    "multipart",
    "text",
    "video",
];

/// What is meant by the name of a media type that is none: a blank for the slash, one of several in a list, a parameter without its `;`, a word for a format.
fn meant(name: &str) -> Vec<String> {
    let listed: Vec<&str> = name.split([',', ' ']).map(str::trim).collect();
    let known: Vec<String> = listed
        .iter()
        .filter(|part| is_media_type(part))
        .map(|part| (*part).to_owned())
        .collect();
    if !known.is_empty() {
        return known;
    }
    if let [kind, subtype] = listed[..]
        && TOP_LEVEL.contains(&kind.to_ascii_lowercase().as_str())
    {
        return vec![format!("{kind}/{subtype}")];
    }
    let word = match name.trim().to_ascii_lowercase().as_str() {
        "json" | "jwt_token" => "application/json",
        "xml" => "application/xml",
        "html" => "text/html",
        "csv" => "text/csv",
        "text" | "txt" | "plain" => "text/plain",
        "form-data" | "multipart" => "multipart/form-data",
        "form" | "urlencoded" | "x-www-form-urlencoded" => "application/x-www-form-urlencoded",
        "*" | "" => "*/*",
        _ => "application/octet-stream",
    };
    vec![word.to_owned()]
}

/// `type/subtype`, with parameters or ranges (`text/*`) as they may be.
fn is_media_type(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or(name).trim();
    let token = |part: &str| {
        let allowed = |char: char| char.is_ascii_alphanumeric() || "!#$&^_.+-*'%`|~".contains(char);
        !part.is_empty() && part.chars().all(allowed)
    };
    essence
        .split_once('/')
        .is_some_and(|(kind, subtype)| token(kind) && token(subtype))
}
