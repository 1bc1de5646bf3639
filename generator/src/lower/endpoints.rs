//! Operations -> endpoints: modules, functions, parameters, bodies.

use crate::api::{Body, BodyFormat, Docs, Endpoint, Module, Param, ParamPlace, ParamStyle, Type};
use crate::contract::{self, In, Media, Operation, Parameter, Style};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Claim, Name, Role, settle};

use super::failures::{self, FailurePlan};
use super::naming::{Naming, OperationNames};
use super::outcomes::{self, OutcomePlan};
use super::plan::reach;
use super::untyped::note_body;
use super::{Lower, docs, rules, structs};

/// An operation with what is decided of it before anything has a name.
pub(super) struct PlannedOperation<'a> {
    pub(super) operation: &'a Operation,
    /// Words for the module.
    pub(super) module: String,
    /// Words for the function.
    pub(super) function: String,
    pub(super) body: Option<(&'a Media, BodyFormat)>,
    pub(super) outcome: OutcomePlan<'a>,
    pub(super) failure: FailurePlan<'a>,
}

pub(super) fn plan<'a>(lower: &mut Lower<'a>) -> Vec<PlannedOperation<'a>> {
    let contract: &'a contract::Contract = lower.contract;
    contract
        .operations
        .iter()
        .map(|operation| plan_one(lower, operation))
        .collect()
}

fn plan_one<'a>(lower: &mut Lower<'a>, operation: &'a Operation) -> PlannedOperation<'a> {
    for parameter in &operation.parameters {
        reach(lower, &parameter.schema, true);
    }
    let body = operation
        .body
        .as_ref()
        .and_then(|body| choose_body(lower, body));
    if let Some(schema) = body.and_then(|(media, _)| media.schema.as_ref()) {
        reach(lower, schema, true);
    }
    let outcome = outcomes::plan(lower, operation);
    let failure = failures::plan(lower, operation);
    let (module, function) = words(lower, operation);
    PlannedOperation {
        operation,
        module,
        function,
        body,
        outcome,
        failure,
    }
}

/// `pcaps.create` is module and function; another operationId is taken whole; without one, method and path.
fn words(lower: &mut Lower<'_>, operation: &Operation) -> (String, String) {
    let key = super::naming::rename_key(lower, operation);
    let renamed = lower.renamed(&key);
    let id = renamed.or_else(|| operation.id.clone());
    if let Some((module, function)) = id.as_deref().and_then(|id| id.rsplit_once('.')) {
        return (module.replace('.', " "), function.to_owned());
    }
    let module = operation
        .tags
        .first()
        .cloned()
        .unwrap_or_else(|| first_words(&operation.path));
    (module, id.unwrap_or_else(|| function_words(operation)))
}

/// The first segment of a path that is neither a parameter nor a version.
fn first_words(path: &str) -> String {
    let version = |segment: &str| {
        segment.starts_with('v')
            && segment[1..]
                .chars()
                .all(|letter| letter.is_ascii_digit() || letter == '.')
    };
    path.split('/')
        .find(|segment| !segment.is_empty() && !segment.contains('{') && !version(segment))
        .unwrap_or("root")
        .to_owned()
}

/// `GET /accounts/{account_id}/pcaps` -> `get accounts by account_id pcaps`.
fn function_words(operation: &Operation) -> String {
    let mut words = operation.method.to_ascii_lowercase();
    for segment in operation
        .path
        .split('/')
        .filter(|segment| !segment.is_empty())
    {
        words.push(' ');
        if segment.contains('{') {
            words.push_str("by ");
        }
        words.push_str(segment);
    }
    words
}

/// JSON before a form, a form before text, text before bytes; what is not taken is said.
fn choose_body<'a>(
    lower: &mut Lower<'_>,
    body: &'a contract::Body,
) -> Option<(&'a Media, BodyFormat)> {
    let rank = |format: BodyFormat| match format {
        BodyFormat::Json => 0,
        BodyFormat::Form => 1,
        BodyFormat::Multipart => 2,
        BodyFormat::Text => 3,
        BodyFormat::Bytes => 4,
    };
    let chosen = body
        .content
        .iter()
        .map(|media| (media, format(&media.media_type)))
        .min_by_key(|(_, format)| rank(*format))?;
    for media in body
        .content
        .iter()
        .filter(|media| media.media_type != chosen.0.media_type)
    {
        lower.report(
            Diagnostic::warning(
                Code("LP0330"),
                format!("the body is never sent as `{}`", media.media_type),
            )
            .at(media.origin.key(), "")
            .help(format!(
                "the crate sends `{}`; delete the other media type if nobody needs it",
                chosen.0.media_type
            )),
        );
    }
    if chosen.1 == BodyFormat::Multipart {
        lower.report(
            Diagnostic::warning(Code("LP0334"), "the crate does not make bodies of parts: the endpoint takes the bytes as they are")
                .at(chosen.0.origin.key(), "")
                .help("write the parts and their boundary yourself, or describe the body as `application/octet-stream`"),
        );
        return Some((chosen.0, BodyFormat::Bytes));
    }
    Some(chosen)
}

fn format(media_type: &str) -> BodyFormat {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match essence.as_str() {
        _ if outcomes::is_json(&essence) => BodyFormat::Json,
        "application/x-www-form-urlencoded" => BodyFormat::Form,
        _ if essence.starts_with("multipart/") => BodyFormat::Multipart,
        _ if essence.starts_with("text/") => BodyFormat::Text,
        _ => BodyFormat::Bytes,
    }
}

pub(super) fn build(
    lower: &mut Lower<'_>,
    operations: &[PlannedOperation<'_>],
    naming: &Naming,
) -> Vec<Module> {
    let mut modules: Vec<Module> = Vec::new();
    for (planned, names) in operations.iter().zip(&naming.operations) {
        let module = &names.module;
        let endpoint = endpoint(lower, planned, names);
        match modules
            .iter_mut()
            .find(|known| known.name.rust() == module.rust())
        {
            Some(known) => known.endpoints.push(endpoint),
            None => modules.push(Module {
                name: module.clone(),
                docs: module_docs(lower, planned),
                former: Vec::new(),
                feature: None,
                endpoints: vec![endpoint],
            }),
        }
    }
    for module in &mut modules {
        module
            .endpoints
            .sort_by(|one, other| one.function.rust().cmp(other.function.rust()));
    }
    modules.sort_by(|one, other| one.name.rust().cmp(other.name.rust()));
    modules
}

fn module_docs(lower: &Lower<'_>, planned: &PlannedOperation<'_>) -> Docs {
    let tag = planned.operation.tags.first();
    let description = tag.and_then(|tag| lower.contract.tags.get(tag).cloned().flatten());
    // A tag that only repeats the module's name says nothing.
    let title =
        tag.filter(|tag| Name::new(Role::Module, tag).rust() != **tag || description.is_none());
    Docs {
        title: title.cloned(),
        description,
        ..Docs::default()
    }
}

fn endpoint(
    lower: &mut Lower<'_>,
    planned: &PlannedOperation<'_>,
    settled: &OperationNames,
) -> Endpoint {
    let operation = planned.operation;
    let (module, function) = (&settled.module, &settled.function);
    let claims: Vec<Claim> = operation
        .parameters
        .iter()
        .map(|parameter| {
            let pointer = lower.pointer(parameter.origin);
            let words = lower.renamed(&pointer);
            let rank = if words.is_some() {
                3
            } else {
                u8::from(parameter.place == In::Path)
            };
            let name = Name::spelled(
                Role::Param,
                words.as_deref().unwrap_or(&parameter.name),
                &parameter.name,
            );
            Claim {
                name,
                by: format!("{:?} {}", parameter.place, parameter.name),
                rank,
            }
        })
        .collect();
    let (names, collisions) = settle(Role::Param, &claims, &[]);
    for collision in collisions {
        lower.report_collision(
            &collision,
            operation.origin,
            &claims,
            &names,
            "parameters of this operation",
            |lower, index| {
                let pointer = lower.pointer(operation.parameters[index].origin);
                Some((format!("#{pointer}"), names[index].rust().to_owned()))
            },
        );
    }
    let params = operation
        .parameters
        .iter()
        .zip(names)
        .filter_map(|(parameter, name)| param(lower, parameter, name))
        .collect();
    let body = planned
        .body
        .map(|(media, format)| body(lower, operation, media, format));
    let outcome = outcomes::build(lower, &planned.outcome, settled.outcome.as_ref());
    let failure = failures::build(lower, &planned.failure, settled.failure.as_ref());
    Endpoint {
        origin: operation.origin,
        id: operation
            .id
            .clone()
            .unwrap_or_else(|| format!("{}.{}", module.rust(), function.rust())),
        function: function.clone(),
        name: settled.endpoint.clone(),
        docs: operation_docs(operation),
        method: operation.method.clone(),
        path: operation.path.clone(),
        params,
        body,
        outcome,
        failure,
        failures: failures::described(operation),
        headers: outcomes::headers(operation),
        position: lower
            .contract
            .operations
            .iter()
            .position(|other| std::ptr::eq(other, operation))
            .unwrap_or_default(),
        security: operation.security.clone(),
        polling: None,
        former: Vec::new(),
        types: Vec::new(),
        example: Vec::new(),
    }
}

fn operation_docs(operation: &Operation) -> Docs {
    Docs {
        title: operation.summary.clone(),
        description: operation.description.clone(),
        facts: Vec::new(),
        deprecated: operation.deprecated,
        link: operation.external_docs.clone(),
    }
}

fn param(lower: &mut Lower<'_>, parameter: &Parameter, name: Name) -> Option<Param> {
    let style = style(lower, parameter);
    let place = match parameter.place {
        In::Path => ParamPlace::Path(style),
        In::Query => ParamPlace::Query(style),
        In::Header => ParamPlace::Header(style),
        In::Cookie => ParamPlace::Cookie(style),
        In::Querystring => {
            lower.report(
                Diagnostic::warning(
                    Code("LP0331"),
                    "a parameter that is the whole query string is not sent",
                )
                .at(parameter.origin.place(), "")
                .help("describe each query parameter by itself, `in: query`"),
            );
            return None;
        }
    };
    let usage = &parameter.schema;
    let rules = rules::of(lower, usage);
    let mut docs = docs::value(usage, &rules);
    docs.description = parameter.description.clone().or(docs.description);
    docs.deprecated |= parameter.deprecated;
    Some(Param {
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
    })
}

fn style(lower: &mut Lower<'_>, parameter: &Parameter) -> ParamStyle {
    if let Some(media_type) = &parameter.content_type {
        if !outcomes::is_json(media_type) {
            lower.report(
                Diagnostic::warning(
                    Code("LP0332"),
                    format!("the parameter is sent as JSON, not as `{media_type}`"),
                )
                .at(parameter.origin.place(), "")
                .help("write `content: { application/json: .. }`, or a `schema` with a `style`"),
            );
        }
        return ParamStyle::Json;
    }
    match parameter.style {
        Style::Simple { explode } => ParamStyle::Simple { explode },
        Style::Label { explode } => ParamStyle::Label { explode },
        Style::Matrix { explode } => ParamStyle::Matrix { explode },
        Style::Form { explode } => ParamStyle::Form {
            explode,
            allow_reserved: parameter.allow_reserved,
        },
        Style::SpaceDelimited { .. } => ParamStyle::SpaceDelimited { explode: false },
        Style::PipeDelimited { .. } => ParamStyle::PipeDelimited { explode: false },
        Style::DeepObject => ParamStyle::DeepObject,
    }
}

fn body(lower: &mut Lower<'_>, operation: &Operation, media: &Media, format: BodyFormat) -> Body {
    let described = operation
        .body
        .as_ref()
        .and_then(|body| body.description.clone());
    let required = operation.body.as_ref().is_some_and(|body| body.required);
    let ty = match (format, &media.schema) {
        (BodyFormat::Text, _) => Type::String,
        (BodyFormat::Bytes, _) => Type::Bytes,
        (_, Some(usage)) => lower.element(usage),
        (_, None) => {
            note_body(lower, media.origin);
            Type::Value
        }
    };
    let rules = match (format, &media.schema) {
        (BodyFormat::Bytes, _) | (_, None) => Vec::new(),
        (_, Some(usage)) => rules::of(lower, usage),
    };
    Body {
        origin: media.origin,
        docs: Docs {
            description: described,
            facts: rules::facts(&rules),
            ..Docs::default()
        },
        name: Name::body(),
        required,
        media_type: media.media_type.clone(),
        format,
        ty,
        rules,
    }
}
