//! What bodies and responses carry: media types, their examples, the parts of forms, headers.

use indexmap::IndexMap;
use serde_json::Value;

use crate::contract::{self, Media, PartEncoding, ResponseHeader, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::{Encoding, Example, Header, MediaType, RefOr};
use crate::shared::Shared;
use crate::source::Origin;

use super::references::closest;
use super::schemas::Definition;
use super::{Check, Resolver, Subject, address, parameters, part};

impl<'a> Resolver<'a> {
    /// The media types of a body or of a response, the one that is taken where nobody chooses first. Which one that is doesn't depend on where they stand.
    pub(super) fn media_types(
        &mut self,
        content: &'a IndexMap<String, RefOr<MediaType>>,
    ) -> Vec<Media> {
        let mut media_types = Vec::with_capacity(content.len());
        for (name, media) in content {
            if let Some(target) = self.target(media) {
                media_types.push(self.media(name, target.item));
            }
        }
        media_types.sort_by(|one, other| {
            rank(&one.media_type)
                .cmp(&rank(&other.media_type))
                .then_with(|| one.media_type.cmp(&other.media_type))
        });
        media_types
    }

    /// The media type that a parameter or a header has instead of a schema.
    pub(super) fn only_media(
        &mut self,
        content: &'a IndexMap<String, RefOr<MediaType>>,
    ) -> Option<(&'a String, &'a MediaType)> {
        let (name, media) = content.first()?;
        Some((name, self.target(media)?.item))
    }

    fn media(&mut self, name: &str, media: &'a MediaType) -> Media {
        let schema = media.schema.as_ref().map(|schema| self.use_of(schema));
        let item_schema = media
            .item_schema
            .as_deref()
            .map(|schema| self.use_of(schema));
        let examples = self.examples(
            media.example.as_ref(),
            &media.examples,
            media.origin,
            schema.as_ref(),
        );
        Media {
            origin: media.origin,
            media_type: spelled(name),
            examples,
            encoding: self.encodings(media, schema.as_ref()),
            schema,
            item_schema,
        }
    }

    /// `example`, then the values of `examples`; each is checked against the schema later, where there is one.
    pub(super) fn examples(
        &mut self,
        example: Option<&'a Shared<Value>>,
        examples: &'a IndexMap<String, RefOr<Example>>,
        origin: Origin,
        schema: Option<&Use>,
    ) -> Vec<Shared<Value>> {
        let mut values = Vec::new();
        let mut found = Vec::new();
        if let Some(value) = example {
            found.push((value, origin.value_of("example")));
        }
        for example in examples.values() {
            if let Some(target) = self.target(example)
                && let Some(value) = &target.item.value
            {
                found.push((value, target.item.origin.value_of("value")));
            }
        }
        for (value, place) in found {
            values.push(value.clone());
            let Some(schema) = schema else { continue };
            // One example may stand at a parameter that many operations have.
            if self.seen_examples.insert((address(value), schema.schema)) {
                self.checks.push(Check {
                    value,
                    place,
                    index: None,
                    code: Code("LP0241"),
                    what: "example",
                    subject: Subject::Use(schema.schema, schema.nullable),
                });
            }
        }
        values
    }

    pub(super) fn encodings(
        &mut self,
        media: &'a MediaType,
        schema: Option<&Use>,
    ) -> IndexMap<String, PartEncoding> {
        let mut encodings = IndexMap::with_capacity(media.encoding.len());
        for (name, encoding) in &media.encoding {
            self.part_is_declared(name, encoding, schema);
            let style = encoding
                .style
                .as_deref()
                .or_else(|| encoding.explode.map(|_| "form"))
                .and_then(|name| parameters::style(name, encoding.explode));
            let part = PartEncoding {
                origin: encoding.origin,
                content_type: encoding.content_type.clone(),
                style,
                allow_reserved: encoding.allow_reserved,
                headers: self.headers(&encoding.headers),
            };
            encodings.insert(name.clone(), part);
        }
        encodings
    }

    fn part_is_declared(&mut self, name: &str, encoding: &'a Encoding, schema: Option<&Use>) {
        let Some(schema) = schema else { return };
        let content = self.content(schema.schema);
        let properties = &content.schema.object.properties;
        if content.schema.union.is_some() || properties.contains_key(name) {
            return;
        }
        let help = match closest(name, properties.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare the property in the schema, or remove the encoding".to_owned(),
        };
        let diagnostic = Diagnostic::warning(
            Code("LP0264"),
            format!("`encoding` is about `{name}`, which is no property of the schema"),
        )
        .at(encoding.origin.key(), "no such property")
        .help(help);
        self.tell(diagnostic);
    }

    /// The headers of a response or of a part, in document order.
    pub(super) fn headers(
        &mut self,
        headers: &'a IndexMap<String, RefOr<Header>>,
    ) -> Vec<ResponseHeader> {
        let mut resolved = Vec::with_capacity(headers.len());
        for (name, header) in headers {
            let Some(target) = self.target(header) else {
                continue;
            };
            let item = target.item;
            if name.eq_ignore_ascii_case("content-type") {
                self.tell_ignored(item);
                continue;
            }
            let media = self.only_media(&item.content);
            let schema = match (
                &item.schema,
                media.and_then(|(_, media)| media.schema.as_ref()),
            ) {
                (Some(schema), _) | (None, Some(schema)) => self.use_of(schema),
                (None, None) => self.any_use(item.origin),
            };
            self.examples(
                item.example.as_ref(),
                &item.examples,
                item.origin,
                Some(&schema),
            );
            resolved.push(ResponseHeader {
                origin: item.origin,
                name: name.clone(),
                required: item.required,
                deprecated: item.deprecated,
                description: target.description().or_else(|| item.description.clone()),
                content_type: item.content.keys().next().cloned(),
                schema,
            });
        }
        resolved
    }

    fn tell_ignored(&mut self, header: &'a Header) {
        if self.told.insert(part(header)) {
            self.tell(
                Diagnostic::warning(
                    Code("LP0253"),
                    "the header `Content-Type` is ignored, as OpenAPI says",
                )
                .at(header.origin.key(), "ignored")
                .help("the media types under `content` say it, and `contentType` of an encoding"),
            );
        }
    }

    /// A use of any value, where the document says nothing.
    pub(super) fn any_use(&mut self, origin: Origin) -> Use {
        let notes = Shared::default();
        contract::Use {
            origin,
            schema: self.table.add(Definition::Any, origin, notes),
            nullable: true,
            notes: Shared::default(),
        }
    }
}

/// A media type in lower case, which says the same; its parameters as they are.
fn spelled(name: &str) -> String {
    let (kind, parameters) = name.split_at(name.find(';').unwrap_or(name.len()));
    kind.to_ascii_lowercase() + parameters
}

/// JSON comes before forms, and text after all that says more than that it is text; a range comes last.
fn rank(media_type: &str) -> u8 {
    let essence = media_type.split(';').next().unwrap_or_default().trim_end();
    match essence.split_once('/') {
        Some(("application", "json")) => 0,
        Some((_, subtype)) if subtype == "json" || subtype.ends_with("+json") => 1,
        Some(("application", "x-www-form-urlencoded")) => 2,
        Some(("multipart", _)) => 3,
        Some((_, "*")) | None => 6,
        Some(("text", _)) => 5,
        Some(_) => 4,
    }
}
