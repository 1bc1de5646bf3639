//! Parameters and headers.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::Reader;
use super::cursor::{Cursor, Object};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::openapi::keywords::{HEADER, PARAMETER};
use crate::openapi::{Header, In, MediaType, Parameter, RefOr, Version};

impl Reader<'_> {
    /// `parameters` of an operation or a path item. Name and place together are one in the list.
    pub(super) fn parameters(&mut self, object: &Object<'_>) -> Vec<RefOr<Parameter>> {
        let parameters = self.list(object, "parameters", Self::parameter_or_ref);
        let mut seen = HashMap::new();
        for parameter in &parameters {
            let RefOr::Item(item) = parameter else {
                continue;
            };
            let key = (item.key(), item.place as u8);
            let place = item.origin.value_of("name");
            let Some((name, first)) = seen.get(&key) else {
                seen.insert(key, (item.name.as_str(), place));
                continue;
            };
            let (message, help) = if *name == item.name {
                (
                    format!("the parameter `{name}` stands twice in one list"),
                    "remove one of them, or change its name or its `in`".to_owned(),
                )
            } else {
                (
                    format!("the header `{}` is the header `{name}`", item.name),
                    "remove one of them: until then the first is sent".to_owned(),
                )
            };
            let mut diagnostic = Diagnostic::error(Code("LP0111"), message)
                .at(place, "again here")
                .at(Clone::clone(first), "first here")
                .help(help);
            if *name != item.name {
                diagnostic.severity = Severity::Warning;
            }
            self.diagnostics.push(diagnostic);
        }
        parameters
    }

    pub(super) fn parameter_or_ref(&mut self, cursor: Cursor<'_>) -> Option<RefOr<Parameter>> {
        self.ref_or(cursor, Self::parameter)
    }

    fn parameter(&mut self, cursor: Cursor<'_>) -> Option<Parameter> {
        let object = self.object(cursor, &PARAMETER)?;
        let name = self.required_text(&object, "name", "a parameter");
        let place = self.place(&object)?;
        let required = self.flag(&object, "required");
        if place == In::Path && !required {
            self.path_not_required(&object, &name);
        }
        if place == In::Header {
            self.header_name(&object, &name);
        }
        let content = self.one_of_content(&object, "a parameter");
        let schema = self.member(&object, "schema");
        if place == In::Querystring && schema.is_some() {
            self.querystring_of_schema(&object);
        }
        let allow_empty_value = self.flag(&object, "allowEmptyValue");
        if allow_empty_value && place != In::Query {
            self.only_in_query(&object, "allowEmptyValue");
        }
        let mut allow_reserved = self.flag(&object, "allowReserved");
        let in_path = place == In::Path && self.version >= Version::V3_2;
        if allow_reserved && !(place == In::Query || in_path) {
            self.only_in_query(&object, "allowReserved");
            allow_reserved = false;
        }
        Some(Parameter {
            origin: cursor.origin,
            name,
            place,
            description: self.text(&object, "description"),
            required,
            deprecated: self.flag(&object, "deprecated"),
            allow_empty_value,
            style: self.style(&object, styles(place, self.version)),
            explode: self.maybe_flag(&object, "explode"),
            allow_reserved,
            schema: schema.and_then(|cursor| self.schema(cursor)),
            content,
            example: object.shared("example"),
            examples: self.examples(&object),
            extensions: object.extensions(),
        })
    }

    /// `in`; without a known one, nothing can be made of a parameter.
    fn place(&mut self, object: &Object<'_>) -> Option<In> {
        if !object.has("in") {
            self.missing(object.origin, "in", "a parameter");
        }
        let word = self.text(object, "in")?;
        let place = object.origin.value_of("in");
        let instead = match word.as_str() {
            "body" => Some("a body is no parameter in OpenAPI 3: write `requestBody`"),
            "formData" => Some(
                "a form is no parameter in OpenAPI 3: write `requestBody` with `content: {application/x-www-form-urlencoded: ..}`",
            ),
            _ => None,
        };
        if let Some(instead) = instead {
            let message = format!("`{word}` is no value of `in`");
            let diagnostic = Diagnostic::error(Code("LP0108"), message);
            self.diagnostics
                .push(diagnostic.at(place, "of Swagger 2.0").help(instead));
            return None;
        }
        let known: &[&'static str] = match self.version {
            Version::V3_0 | Version::V3_1 => &["path", "query", "header", "cookie"],
            Version::V3_2 => &["path", "query", "header", "cookie", "querystring"],
        };
        self.one_of(place, "in", &word, known)
            .map(|word| match word {
                "path" => In::Path,
                "query" => In::Query,
                "header" => In::Header,
                "cookie" => In::Cookie,
                _ => In::Querystring,
            })
    }

    /// A header that no request can have.
    pub(super) fn header_name(&mut self, object: &Object<'_>, name: &str) {
        let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || name.bytes().all(token) {
            return;
        }
        self.diagnostics.push(
            Diagnostic::warning(Code("LP0126"), format!("`{name}` is no name of a header"))
                .at(
                    object.origin.value_of("name"),
                    "a request with it is refused",
                )
                .help("write it with letters, digits and `-`, as the server reads it"),
        );
    }

    fn querystring_of_schema(&mut self, object: &Object<'_>) {
        self.diagnostics.push(
            Diagnostic::error(
                Code("LP0110"),
                "a whole query string has no `schema` of its own",
            )
            .at(object.origin.key_of("schema"), "in which media type?")
            .help("write `content: { application/x-www-form-urlencoded: { schema: .. } }`"),
        );
    }

    fn path_not_required(&mut self, object: &Object<'_>, name: &str) {
        let message = format!("the path parameter `{name}` must say `required: true`");
        let place = if object.has("required") {
            object.origin.value_of("required")
        } else {
            object.origin.place()
        };
        self.diagnostics.push(
            Diagnostic::error(Code("LP0114"), message)
                .at(place, "a path is not complete without it")
                .help("add `required: true`"),
        );
    }

    fn only_in_query(&mut self, object: &Object<'_>, name: &str) {
        let message = format!("`{name}` has a meaning for `in: query` only");
        self.diagnostics.push(
            Diagnostic::warning(Code("LP0106"), message)
                .at(object.origin.key_of(name), "has no effect here")
                .help("remove it"),
        );
    }

    /// `style`, one of those that the place has.
    pub(super) fn style(&mut self, object: &Object<'_>, known: &[&'static str]) -> Option<String> {
        let style = self.text(object, "style")?;
        let place = object.origin.value_of("style");
        self.one_of(place, "style", &style, known)
            .map(str::to_owned)
    }

    /// `content` of a parameter or a header: one media type, in the place of `schema`.
    fn one_of_content(
        &mut self,
        object: &Object<'_>,
        what: &str,
    ) -> IndexMap<String, RefOr<MediaType>> {
        let content = self.content(object);
        let origin = object.origin;
        let diagnostic = match (object.has("schema"), object.has("content")) {
            (true, true) => {
                let message = format!("{what} has both `schema` and `content`");
                Diagnostic::error(Code("LP0110"), message)
                    .at(origin.key_of("content"), "one way to travel")
                    .at(origin.key_of("schema"), "and another")
                    .help(
                        "keep `schema`; `content` is for values that travel as JSON, for instance",
                    )
            }
            (false, false)
                if ["schema", "content"]
                    .iter()
                    .any(|name| self.is_misspelt(origin, name)) =>
            {
                return content;
            }
            (false, false) => {
                let message = format!("{what} has neither `schema` nor `content`");
                Diagnostic::error(Code("LP0110"), message)
                    .at(origin.place(), "its type is not known")
                    .help("add `schema: {type: string}`, or the type that it has")
            }
            (false, true) if content.len() > 1 => {
                let message = format!("`content` of {what} holds {} media types", content.len());
                Diagnostic::error(Code("LP0121"), message)
                    .at(origin.key_of("content"), "expected one")
                    .help("keep the media type in which the value travels")
            }
            _ => return content,
        };
        self.diagnostics.push(diagnostic);
        content
    }

    pub(super) fn header_or_ref(&mut self, cursor: Cursor<'_>) -> Option<RefOr<Header>> {
        self.ref_or(cursor, Self::header)
    }

    fn header(&mut self, cursor: Cursor<'_>) -> Option<Header> {
        let object = self.object(cursor, &HEADER)?;
        let content = self.one_of_content(&object, "a header");
        let schema = self.member(&object, "schema");
        Some(Header {
            origin: cursor.origin,
            description: self.text(&object, "description"),
            required: self.flag(&object, "required"),
            deprecated: self.flag(&object, "deprecated"),
            style: self.style(&object, &["simple"]),
            explode: self.maybe_flag(&object, "explode"),
            schema: schema.and_then(|cursor| self.schema(cursor)),
            content,
            example: object.shared("example"),
            examples: self.examples(&object),
        })
    }
}

/// The styles that a place has.
fn styles(place: In, version: Version) -> &'static [&'static str] {
    match place {
        In::Path => &["simple", "label", "matrix"],
        In::Query => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        In::Header => &["simple"],
        In::Cookie if version >= Version::V3_2 => &["form", "cookie"],
        In::Cookie => &["form"],
        In::Querystring => &[],
    }
}
