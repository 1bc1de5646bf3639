//! Headers of the parts of forms: the document knows their value, a file brings them, or the caller gives them.

use serde_json::Value;

use crate::api::{BodyFormat, Param, ParamPlace, PartHeader};
use crate::contract::{In, Media, Operation, Parameter, ResponseHeader, Style, Use};
use crate::names::Name;

use super::bodies::PlannedContent;
use super::plan::reach;
use super::{Lower, parameters, parts};

/// A header that the caller gives: nobody else knows its value.
pub(super) struct AskedHeader {
    /// The member whose parts have it, as it travels.
    pub(super) member: String,
    /// What there is to say of it, as of any header of a request.
    pub(super) parameter: Parameter,
    /// Whether it must be there where the part is, which need not be.
    required: bool,
}

impl AskedHeader {
    /// Words for the argument or the setter.
    pub(super) fn words(&self) -> String {
        format!("{} {}", self.member, self.parameter.name)
    }

    pub(super) fn param(&self, lower: &Lower<'_>, name: Name) -> Param {
        let param = parameters::param(lower, &self.parameter, name);
        let ParamPlace::Header(style) = param.place else {
            unreachable!("it was made a header below");
        };
        Param {
            place: ParamPlace::PartHeader {
                member: self.member.clone(),
                style,
                required: self.required && !param.required,
            },
            ..param
        }
    }
}

/// The headers that are asked for, of all contents.
pub(super) fn plan(
    lower: &mut Lower<'_>,
    operation: &Operation,
    contents: &[PlannedContent<'_>],
) -> Vec<AskedHeader> {
    let mut asked = Vec::new();
    let alone = contents.len() == 1 && operation.body.as_ref().is_some_and(|body| body.required);
    for content in contents {
        if content.format != BodyFormat::Multipart {
            continue;
        }
        for (member, encoding) in &content.media.encoding {
            for header in &encoding.headers {
                if value_of(lower, content.media, member, header) == ValueOf::Caller {
                    let always = alone && has_always(lower, content.media, member);
                    let parameter = parameter(header, always);
                    reach(lower, &parameter.schema, true);
                    asked.push(AskedHeader {
                        member: member.clone(),
                        parameter,
                        required: header.required,
                    });
                }
            }
        }
    }
    asked
}

/// A header of a request with all that the document says of the part's.
fn parameter(header: &ResponseHeader, always: bool) -> Parameter {
    Parameter {
        origin: header.origin,
        name: header.name.clone(),
        place: In::Header,
        required: header.required && always,
        deprecated: header.deprecated,
        description: header.description.clone(),
        schema: header.schema.clone(),
        style: Style::Simple { explode: false },
        content_type: header.content_type.clone(),
        encoding: indexmap::IndexMap::new(),
        allow_reserved: false,
        segments: false,
        allow_empty_value: false,
        examples: Vec::new(),
    }
}

/// Whether every body has the part.
fn has_always(lower: &Lower<'_>, media: &Media, member: &str) -> bool {
    media.schema.as_ref().is_some_and(|usage| {
        let form = lower.schema(lower.one(usage.schema));
        let property = form.object.properties.get(member);
        property.is_some_and(|property| property.required && !property.schema.nullable)
    })
}

/// The headers that need no argument: those of one value, and those that files bring.
pub(super) fn build(lower: &Lower<'_>, media: &Media, format: BodyFormat) -> Vec<PartHeader> {
    let mut headers = Vec::new();
    for (member, encoding) in &media.encoding {
        if !encoding.headers.is_empty() && format != BodyFormat::Multipart {
            parts::report_encoding(lower, encoding);
            continue;
        }
        for header in &encoding.headers {
            let fixed = match value_of(lower, media, member, header) {
                ValueOf::Document(text) => Some(text),
                ValueOf::File => None,
                ValueOf::Caller => continue,
            };
            headers.push(PartHeader {
                member: member.clone(),
                name: header.name.clone(),
                description: header.description.clone(),
                fixed,
                required: header.required,
            });
        }
    }
    headers
}

/// Who knows the value of a header.
#[derive(PartialEq)]
enum ValueOf {
    Document(String),
    File,
    Caller,
}

fn value_of(lower: &Lower<'_>, media: &Media, member: &str, header: &ResponseHeader) -> ValueOf {
    if let Some(text) = fixed(lower, &header.schema) {
        return ValueOf::Document(text);
    }
    let form = media.schema.as_ref().map(|usage| lower.one(usage.schema));
    let is_file = form.is_some_and(|form| lower.files.contains(&(form, member.to_owned())));
    if is_file {
        ValueOf::File
    } else {
        ValueOf::Caller
    }
}

/// The text of the only value that there is.
fn fixed(lower: &Lower<'_>, usage: &Use) -> Option<String> {
    match lower.schema(usage.schema).values.as_deref() {
        Some([Value::String(text)]) if !usage.nullable => Some(text.clone()),
        Some([value @ (Value::Bool(_) | Value::Number(_))]) if !usage.nullable => {
            Some(value.to_string())
        }
        _ => None,
    }
}
