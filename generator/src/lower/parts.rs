//! How the members of forms are sent: encodings, media types of parts.

use crate::api::{BodyFormat, Encoding, EncodingHow, ParamStyle};
use crate::contract::media_type::{essence, is_json};
use crate::contract::{Media, PartEncoding, SchemaId, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Origin;
use indexmap::IndexMap;

use super::Lower;
use super::media_types::is_text_type;
use super::parameters::of_style;

/// How members of a form are sent, where the document says so.
pub(super) fn encoding(
    lower: &Lower<'_>,
    said: &IndexMap<String, PartEncoding>,
    format: BodyFormat,
) -> Vec<Encoding> {
    let mut encodings = Vec::new();
    for (member, encoding) in said {
        let how = match format {
            BodyFormat::Form | BodyFormat::Multipart => how(lower, encoding, format),
            _ => {
                report_encoding(lower, encoding);
                None
            }
        };
        if let Some(how) = how {
            let member = member.clone();
            encodings.push(Encoding { member, how });
        }
    }
    encodings
}

/// How parts are sent: what is no text goes as JSON, and says so.
pub(super) fn parts(lower: &Lower<'_>, media: &Media) -> Vec<Encoding> {
    let mut encodings = encoding(lower, &media.encoding, BodyFormat::Multipart);
    let Some(usage) = &media.schema else {
        return encodings;
    };
    let form = lower.one(usage.schema);
    encodings.retain_mut(|Encoding { member, how }| {
        let EncodingHow::Content(content_type) = how else {
            return true;
        };
        let properties = &lower.schema(form).object.properties;
        let property = properties
            .get(member)
            .map(|property| property.schema.schema);
        let Some(property) = property.filter(|_| !lower.files.contains(&(form, member.clone())))
        else {
            return true;
        };
        let text = is_text_part(lower, property);
        let listed = content_type.split(',').map(str::trim);
        let mut fitting = listed.filter(|one| !one.contains('*') && (text || is_json(one)));
        if let Some(one) = fitting.next() {
            *content_type = one.to_owned();
            return true;
        }
        if !text && !content_type.contains('*') {
            let origin = media.encoding[&*member].origin;
            report_part(lower, origin, member, content_type);
        }
        false
    });
    let known: Vec<&str> = encodings.iter().map(|one| one.member.as_str()).collect();
    let described = described(lower, form, |member| {
        !known.contains(&member) && !media.encoding.contains_key(member)
    });
    encodings.extend(described);
    encodings
}

/// Texts of which the schema itself says the media type (`contentMediaType`), and that are no files.
fn described(lower: &Lower<'_>, form: SchemaId, is_open: impl Fn(&str) -> bool) -> Vec<Encoding> {
    let text = |id: SchemaId| {
        let schema = lower.schema(id);
        let items = schema.array.items.as_ref().filter(|_| schema.types.array);
        items.map_or(schema, |items| lower.schema(items.schema))
    };
    let properties = lower.schema(form).object.properties.iter();
    let described = properties.filter_map(|(member, property)| {
        let schema = text(property.schema.schema);
        let content_type = schema.content_media_type.as_ref()?;
        let is_text = schema.types.string && !content_type.contains('*') && !is_json(content_type);
        let is_file = lower.files.contains(&(form, member.clone()));
        (is_text && !is_file && is_open(member)).then(|| Encoding {
            member: member.clone(),
            how: EncodingHow::Content(content_type.clone()),
        })
    });
    described.collect()
}

/// Whether a part is a scalar, or a list of which each item is one.
fn is_text_part(lower: &Lower<'_>, id: SchemaId) -> bool {
    let schema = lower.schema(id);
    if schema.types.string || !(schema.types.array || schema.types.object) {
        return true;
    }
    let scalar = |usage: &Use| {
        let types = lower.schema(usage.schema).types;
        types.string || !(types.array || types.object)
    };
    !schema.types.object && schema.array.items.as_ref().is_some_and(scalar)
}

fn report_part(lower: &Lower<'_>, origin: Origin, member: &str, content_type: &str) {
    lower.report(
        Diagnostic::warning(
            Code("LP0335"),
            format!("the part `{member}` is sent as JSON, not as `{content_type}`"),
        )
        .at(origin.key_of("contentType"), "not honoured")
        .help("make the property a string, which is sent as it is, or write `contentType: application/json`"),
    );
}

fn how(lower: &Lower<'_>, encoding: &PartEncoding, format: BodyFormat) -> Option<EncodingHow> {
    match (encoding.style, &encoding.content_type) {
        (Some(style), _) if encoding.allow_reserved => Some(reserved(of_style(style))),
        (Some(style), _) => Some(EncodingHow::Style(of_style(style))),
        (None, _) if encoding.allow_reserved => Some(reserved(ParamStyle::Form { explode: true })),
        (None, Some(content_type)) if format == BodyFormat::Form => {
            if is_json(content_type) {
                return Some(EncodingHow::Style(ParamStyle::Json));
            }
            if !is_text_type(&essence(content_type)) {
                report_encoding(lower, encoding);
            }
            None
        }
        (None, Some(content_type)) => Some(EncodingHow::Content(content_type.clone())),
        (None, None) => None,
    }
}

fn reserved(style: ParamStyle) -> EncodingHow {
    EncodingHow::Style(ParamStyle::Reserved(Box::new(style)))
}

pub(super) fn report_encoding(lower: &Lower<'_>, encoding: &PartEncoding) {
    lower.report(
        Diagnostic::warning(Code("LP0335"), "this `encoding` is not honoured")
            .at(encoding.origin.key(), "")
            .help("it says something in a multipart form; in a urlencoded one, JSON and text are known"),
    );
}
