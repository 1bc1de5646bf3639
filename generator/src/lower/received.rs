//! Webhooks and callbacks -> what a receiver reads. They are in the module `webhooks`, each in a file of its own.

use crate::api::{Docs, HeaderForm, Received, ReceivedBody, ReceivedContent, Type};
use crate::contract::media_type::{essence, is_json};
use crate::contract::{Additional, In, Media, Operation, Style, Use, Webhook};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Name, Role};

use super::answered::{self, AnswersPlan};
use super::endpoints::PlannedOperation;
use super::failures::FailurePlan;
use super::headers::{self, HeaderPlan, HeadersPlan};
use super::naming::OperationNames;
use super::outcomes;
use super::plan::reach;
use super::{Lower, media_types, statuses};

/// The module of all that is received.
const MODULE: &str = "webhooks";

/// A request that the API makes, before anything has a name.
pub(super) struct ReceivedPlan<'a> {
    webhook: &'a Webhook,
    headers: Vec<HeaderPlan<'a>>,
    body: Option<(&'a Media, Content)>,
    pub(super) answers: AnswersPlan<'a>,
}

enum Content {
    Json(Option<Use>),
    Form(Use, Vec<(String, HeaderForm)>),
    Text,
    Bytes,
}

/// `alone`: no other request has its name, as those of one path item have.
pub(super) fn plan<'a>(
    lower: &mut Lower<'a>,
    webhook: &'a Webhook,
    alone: bool,
) -> PlannedOperation<'a> {
    let request = &webhook.request;
    let body = body(lower, request);
    let answers = answered::plan(lower, request);
    let key = super::naming::rename_key(lower, request);
    let renamed = lower.renamed(&key);
    let function = renamed.map(|name| match name.rsplit_once('.') {
        Some((_, function)) => function.to_owned(),
        None => name,
    });
    PlannedOperation {
        operation: request,
        module: MODULE.to_owned(),
        function: function.unwrap_or_else(|| match request.method.as_str() {
            // What an API sends is posted; another method beside that is part of the name.
            method if !alone && method != "POST" => {
                format!("{} {}", webhook.name, method.to_ascii_lowercase())
            }
            _ => webhook.name.clone(),
        }),
        body: Vec::new(),
        part_headers: Vec::new(),
        outcome: outcomes::none(),
        failure: FailurePlan::None,
        headers: HeadersPlan {
            successes: Vec::new(),
            failures: Vec::new(),
        },
        received: Some(ReceivedPlan {
            webhook,
            headers: request_headers(lower, request),
            body,
            answers,
        }),
    }
}

/// Headers, and parameters of the query that are written as in a form.
fn request_headers<'a>(lower: &mut Lower<'a>, request: &'a Operation) -> Vec<HeaderPlan<'a>> {
    let mut plans = Vec::new();
    for parameter in &request.parameters {
        let in_query = parameter.place == In::Query;
        let plain = parameter.content_type.is_some()
            || parameter.style == Style::Form { explode: true }
            || !lower.schema(parameter.schema.schema).types.array;
        if parameter.place != In::Header && !(in_query && plain) {
            lower.report(
                Diagnostic::warning(Code("LP0348"), "a part of what is received is not read")
                    .at(parameter.origin.place(), "")
                    .help("headers, the query as a form, and the body are read; the rest is in the request's URI"),
            );
            continue;
        }
        let media_type = parameter.content_type.as_deref();
        let (name, schema) = (&parameter.name, &parameter.schema);
        let mut plan = headers::one(lower, parameter.origin, name, schema, media_type);
        plan.required = parameter.required;
        plan.deprecated = parameter.deprecated;
        plan.in_query = in_query;
        plan.description = parameter.description.as_deref();
        plans.push(plan);
    }
    plans
}

/// JSON before anything else.
fn body<'a>(lower: &mut Lower<'a>, request: &'a Operation) -> Option<(&'a Media, Content)> {
    let content = &request.body.as_ref()?.content;
    let json = content.iter().find(|media| is_json(&media.media_type));
    let chosen = json.or_else(|| content.first())?;
    for media in content
        .iter()
        .filter(|media| media.media_type != chosen.media_type)
    {
        lower.report(
            Diagnostic::warning(Code("LP0348"), "a part of what is received is not read")
                .at(
                    media.origin.key(),
                    format!("a body is read as `{}`", chosen.media_type),
                )
                .help("describe the body in the media type that the API sends"),
        );
    }
    let essence = essence(&chosen.media_type);
    let form = chosen.schema.as_ref().filter(|_| essence == FORM);
    let read = if is_json(&essence) {
        match &chosen.schema {
            Some(schema) => reach(lower, schema, false),
            None => super::untyped::note_body(lower, chosen.origin),
        }
        Content::Json(chosen.schema.clone())
    } else if let Some(schema) = form.filter(|schema| is_object(lower, schema)) {
        reach(lower, schema, false);
        Content::Form(schema.clone(), members(lower, chosen, schema))
    } else if media_types::is_text_type(&essence) || essence == FORM {
        Content::Text
    } else {
        Content::Bytes
    };
    if chosen.schema.as_ref().is_some_and(|schema| {
        let types = lower.schema(schema.schema).types;
        types.object && !types.string && matches!(read, Content::Text | Content::Bytes)
    }) {
        lower.report(
            Diagnostic::warning(Code("LP0348"), "a part of what is received is not read")
                .at(
                    chosen.origin.key_of("schema"),
                    format!("a body of `{}` is handed over as it is", chosen.media_type),
                )
                .help("parse it where it is received; JSON is, and so are forms whose schema is an object"),
        );
    }
    Some((chosen, read))
}

const FORM: &str = "application/x-www-form-urlencoded";

/// Whether a form can be read by its members.
fn is_object(lower: &Lower<'_>, usage: &Use) -> bool {
    let schema = lower.schema(usage.schema);
    let texts = match &schema.object.additional {
        Additional::Typed(usage) => headers::form(lower, usage) == Some(HeaderForm::Text),
        _ => true,
    };
    let named = texts && schema.object.patterns.is_empty();
    schema.types.object && !schema.types.array && schema.union.is_none() && named
}

/// How the text of each member of a form is read: objects are JSON in it.
fn members(lower: &Lower<'_>, media: &Media, usage: &Use) -> Vec<(String, HeaderForm)> {
    for encoding in media.encoding.values() {
        let plain = matches!(encoding.style, None | Some(Style::Form { explode: true }));
        if !plain {
            lower.report(
                Diagnostic::warning(Code("LP0348"), "a part of what is received is not read")
                    .at(
                        encoding.origin.key_of("style"),
                        "read as in the style `form`",
                    )
                    .help("a form has a pair for each item of a list; what else is in one text, the receiver takes apart"),
            );
        }
    }
    let properties = lower.schema(usage.schema).object.properties.iter();
    let members = properties.map(|(name, property)| {
        let form = headers::form(lower, &property.schema);
        (name.clone(), form.unwrap_or(HeaderForm::Json))
    });
    members.collect()
}

/// The module's docs, where nothing else is in it.
pub(super) fn module_docs() -> Docs {
    Docs {
        title: Some("Requests that the API makes: webhooks and callbacks, on the side of who receives them.".to_owned()),
        ..Docs::default()
    }
}

pub(super) fn build(
    lower: &Lower<'_>,
    planned: &PlannedOperation<'_>,
    plan: &ReceivedPlan<'_>,
    settled: &OperationNames,
) -> Received {
    let request = planned.operation;
    let body = plan.body.as_ref().zip(request.body.as_ref());
    let body = body.map(|((media, content), body)| ReceivedBody {
        origin: media.origin,
        name: Name::body(),
        docs: Docs {
            description: body.description.clone(),
            ..Docs::default()
        },
        required: body.required,
        content: match content {
            Content::Json(Some(usage)) => ReceivedContent::Json(lower.element(usage)),
            Content::Json(None) => ReceivedContent::Json(Type::Value),
            Content::Form(usage, members) => {
                ReceivedContent::Form(lower.element(usage), members.clone())
            }
            Content::Text => ReceivedContent::Text,
            Content::Bytes => ReceivedContent::Bytes,
        },
    });
    let answers = request.responses.iter().map(|response| {
        let status = statuses::words(response.status);
        (status, response.description.clone())
    });
    Received {
        origin: request.origin,
        id: request
            .id
            .clone()
            .unwrap_or_else(|| plan.webhook.name.clone()),
        function: settled.function.clone(),
        name: settled.endpoint.clone(),
        docs: super::endpoints::operation_docs(request),
        method: request.method.clone(),
        url: plan.webhook.url.clone(),
        headers: headers::fields(lower, &plan.headers, Role::Param),
        body,
        answers: answers.collect(),
        answer: (settled.outcome.as_ref()).map(|name| answered::build(lower, &plan.answers, name)),
        types: Vec::new(),
    }
}
