//! Parameters: where they stand, and how their values become text.

use crate::api::{Encoding, Param, ParamPlace, ParamStyle};
use crate::contract::media_type::{essence, is_json};
use crate::contract::{Additional, In, Parameter, Style, Types, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::Name;

use super::{Lower, docs, parts, rules, structs};

pub(super) fn param(lower: &Lower<'_>, parameter: &Parameter, name: Name) -> Param {
    let place = place(lower, parameter);
    let usage = &lower.outgoing(&parameter.schema);
    let rules = rules::of(lower, usage);
    let mut docs = docs::value(usage, &rules);
    docs.description = parameter.description.clone().or(docs.description);
    docs.deprecated |= parameter.deprecated;
    Param {
        origin: parameter.origin,
        name,
        place,
        docs,
        required: parameter.required || parameter.place == In::Path,
        ty: lower.ty(usage),
        fixed: if parameter.required && parameter.place != In::Path {
            structs::fixed(lower, usage)
        } else {
            None
        },
        rules,
    }
}

fn place(lower: &Lower<'_>, parameter: &Parameter) -> ParamPlace {
    if parameter.place == In::Querystring {
        let (style, encoding) = querystring(lower, parameter);
        return ParamPlace::Querystring(style, encoding);
    }
    let style = match &parameter.content_type {
        Some(media_type) => of_content(lower, parameter, media_type),
        None => of_schema(lower, parameter),
    };
    match parameter.place {
        In::Path => ParamPlace::Path(style),
        In::Query | In::Querystring => ParamPlace::Query(style),
        In::Header => ParamPlace::Header(style),
        In::Cookie => ParamPlace::Cookie(style),
    }
}

/// The style of a parameter with a `schema`, and what goes with it.
fn of_schema(lower: &Lower<'_>, parameter: &Parameter) -> ParamStyle {
    if is_beyond(lower, parameter.style, &parameter.schema) {
        report_beyond(lower, parameter);
    }
    let mut style = of_style(parameter.style);
    if parameter.segments {
        style = ParamStyle::Segments(Box::new(style));
    } else if parameter.allow_reserved && !matches!(style, ParamStyle::Cookie { .. }) {
        style = ParamStyle::Reserved(Box::new(style));
    }
    if parameter.allow_empty_value && parameter.place == In::Query {
        let types = lower.schema(parameter.schema.schema).types;
        if types.array || types.object {
            return ParamStyle::OrEmpty(Box::new(style));
        }
        if !types.string {
            report_empty(lower, parameter);
        }
    }
    style
}

/// How a value travels in a media type: JSON, or text that the caller has.
fn of_content(lower: &Lower<'_>, parameter: &Parameter, media_type: &str) -> ParamStyle {
    if is_json(media_type) {
        return ParamStyle::Json;
    }
    let types = lower.schema(parameter.schema.schema).types;
    if types.array || types.object {
        lower.report(
            Diagnostic::warning(
                Code("LP0332"),
                format!("the parameter is sent as JSON, not as `{media_type}`"),
            )
            .at(parameter.origin.place(), "")
            .help("write `content: { application/json: .. }`, or a `schema` with a `style`; a string is sent as it is"),
        );
        return ParamStyle::Json;
    }
    ParamStyle::Simple { explode: false }
}

/// A whole query: pairs, or what a media type makes of the value.
fn querystring(lower: &Lower<'_>, parameter: &Parameter) -> (ParamStyle, Vec<Encoding>) {
    let media_type = parameter.content_type.as_deref().unwrap_or_default();
    if essence(media_type) != "application/x-www-form-urlencoded" {
        return (of_content(lower, parameter, media_type), Vec::new());
    }
    let encoding = parts::encoding(lower, &parameter.encoding, crate::api::BodyFormat::Form);
    (ParamStyle::Form { explode: true }, encoding)
}

/// Whether a style has no room for what a value always holds.
fn is_beyond(lower: &Lower<'_>, style: Style, usage: &Use) -> bool {
    let lists = match style {
        Style::DeepObject => return false,
        Style::Form { explode }
        | Style::SpaceDelimited { explode }
        | Style::PipeDelimited { explode }
        | Style::Cookie { explode } => explode,
        Style::Simple { .. } | Style::Label { .. } | Style::Matrix { .. } => false,
    };
    let schema = lower.schema(usage.schema);
    let nested = |usage: &Use| is_nested(lower.schema(usage.schema).types);
    let items = schema.array.items.as_ref();
    if schema.types.array && items.is_some_and(nested) {
        return true;
    }
    let beyond = |usage: &Use| {
        let inner = lower.schema(usage.schema);
        if lists && !inner.types.object {
            inner.array.items.as_ref().is_some_and(nested)
        } else {
            nested(usage)
        }
    };
    let members = schema.object.properties.values();
    let mut members = members.map(|property| &property.schema);
    let rest = match &schema.object.additional {
        Additional::Typed(rest) => Some(&**rest),
        _ => None,
    };
    schema.types.object && (members.any(beyond) || rest.is_some_and(beyond))
}

/// Whether a value is a list or an object and nothing else.
fn is_nested(types: Types) -> bool {
    let scalar = types.boolean || types.integer || types.number || types.string;
    !scalar && (types.array || types.object)
}

fn report_beyond(lower: &Lower<'_>, parameter: &Parameter) {
    lower.report(
        Diagnostic::warning(
            Code("LP0334"),
            "the style of the parameter has no room for a list or an object in a list or an object",
        )
        .at(parameter.origin.place(), "a value with one is refused")
        .help(match parameter.place {
            In::Query => {
                "write `style: deepObject`, or `content: { application/json: { schema: .. } }`"
            }
            _ => "write `content: { application/json: { schema: .. } }`",
        }),
    );
}

fn report_empty(lower: &Lower<'_>, parameter: &Parameter) {
    lower.report(
        Diagnostic::warning(Code("LP0336"), "`allowEmptyValue` is not honoured")
            .at(
                parameter.origin.key_of("allowEmptyValue"),
                "no value of the parameter's type is empty",
            )
            .help("make the type a string, or leave the parameter out instead of sending it empty"),
    );
}

/// A style as the runtime has it.
pub(super) fn of_style(style: Style) -> ParamStyle {
    match style {
        Style::Simple { explode } => ParamStyle::Simple { explode },
        Style::Label { explode } => ParamStyle::Label { explode },
        Style::Matrix { explode } => ParamStyle::Matrix { explode },
        Style::Form { explode } => ParamStyle::Form { explode },
        Style::SpaceDelimited { explode } => ParamStyle::SpaceDelimited { explode },
        Style::PipeDelimited { explode } => ParamStyle::PipeDelimited { explode },
        Style::DeepObject => ParamStyle::DeepObject,
        Style::Cookie { explode } => ParamStyle::Cookie { explode },
    }
}
