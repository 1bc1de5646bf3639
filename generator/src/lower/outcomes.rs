//! Responses -> what an answer that is no failure carries.

use indexmap::IndexMap;

use crate::api::{HeaderForm, Outcome, Payload, Type};
use crate::contract::media_type::is_json;
use crate::contract::{Media, Operation, Response, Status, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::Name;

use super::alternatives::{self, AlternativePlan};
use super::plan::{Plan, reach};
use super::streams::{self, StreamPlan};
use super::{Lower, bodies, statuses};

/// What an answer that is no failure carries, before anything has a name.
pub(super) struct OutcomePlan<'a> {
    accept: String,
    shape: Shape<'a>,
    pub(super) enveloped: bool,
    pub(super) stream: Option<StreamPlan>,
    pub(super) alternatives: Vec<AlternativePlan<'a>>,
}

enum Shape<'a> {
    One(PayloadPlan),
    /// None under these statuses.
    Optional(PayloadPlan, Vec<Status>),
    ByStatus(Vec<(&'a Response, PayloadPlan)>),
}

#[derive(Clone)]
pub(super) enum PayloadPlan {
    Empty,
    Json(Option<Use>),
    Text,
    Plain(Use, HeaderForm),
    Bytes,
    /// What the operation's stream has.
    Items(StreamPlan),
}

impl PayloadPlan {
    /// Whether both are one Rust type.
    fn is_same(&self, other: &Self, lower: &Lower<'_>) -> bool {
        match (self, other) {
            (Self::Empty, Self::Empty)
            | (Self::Text, Self::Text)
            | (Self::Bytes, Self::Bytes)
            | (Self::Json(None), Self::Json(None)) => true,
            (Self::Json(Some(one)), Self::Json(Some(other))) => is_same(lower, one, other),
            (Self::Plain(one, form), Self::Plain(other, other_form)) => {
                form == other_form && is_same(lower, one, other)
            }
            (Self::Items(one), Self::Items(other)) => one.is_same(other, lower),
            _ => false,
        }
    }
}

/// Whether two uses are one Rust type: one schema, or scalars and lists of such that are written alike.
pub(super) fn is_same(lower: &Lower<'_>, one: &Use, other: &Use) -> bool {
    let (id, other_id) = (lower.one(one.schema), lower.one(other.schema));
    let alike = || match (lower.plans.get(&id), lower.plans.get(&other_id)) {
        (Some(Plan::Plain(one)), Some(Plan::Plain(other))) => one == other,
        (Some(Plan::List(one)), Some(Plan::List(other)))
        | (Some(Plan::Entries(one)), Some(Plan::Entries(other))) => is_same(lower, one, other),
        _ => false,
    };
    one.nullable == other.nullable && (id == other_id || alike())
}

impl OutcomePlan<'_> {
    /// Whether the output is an enum that needs a name.
    pub(super) fn is_by_status(&self) -> bool {
        matches!(self.shape, Shape::ByStatus(_))
    }
}

/// Of what is received: it has none.
pub(super) fn none<'a>() -> OutcomePlan<'a> {
    OutcomePlan {
        accept: String::new(),
        shape: Shape::One(PayloadPlan::Empty),
        enveloped: false,
        stream: None,
        alternatives: Vec::new(),
    }
}

pub(super) fn plan<'a>(lower: &mut Lower<'a>, operation: &'a Operation) -> OutcomePlan<'a> {
    let good = successes(operation);
    let mut chosen: Vec<(&Response, Option<&Media>)> = Vec::with_capacity(good.len());
    let (mut stream, mut rest) = (None, Vec::new());
    for response in good {
        let media = match response.status {
            // RFC 9110, sections 9.3.2, 15.3.5 and 15.3.6.
            _ if operation.method == "HEAD" => None,
            Status::Code(204 | 205) => {
                report_content(lower, response);
                None
            }
            _ => choose(lower, response, &mut stream, &mut rest),
        };
        chosen.push((response, media));
    }
    let mut accept: Vec<&str> = Vec::new();
    for (response, chosen) in &chosen {
        let Some(chosen) = chosen else { continue };
        let others = response.content.iter();
        let others = others.filter(|media| is_asked(lower, media, chosen));
        for media in std::iter::once(*chosen).chain(others) {
            if !accept.contains(&media.media_type.as_str()) {
                accept.push(&media.media_type);
            }
        }
    }
    let accept = match accept[..] {
        [] => "*/*".to_owned(),
        _ => accept.join(", "),
    };
    for media in chosen.iter().filter_map(|(_, media)| *media) {
        if bodies::plain(lower, media).is_none() {
            report_schema(lower, media);
        }
    }
    let enveloped = is_enveloped(lower, &chosen);
    let payloads: Vec<(&Response, PayloadPlan)> = chosen
        .iter()
        .map(|(response, media)| {
            (
                *response,
                payload(lower, *media, enveloped, stream.as_ref()),
            )
        })
        .collect();
    OutcomePlan {
        accept,
        shape: shape(lower, payloads),
        enveloped,
        stream,
        alternatives: alternatives::plan(lower, &chosen, rest, enveloped),
    }
}

/// The responses that are no failures: `default` only where no other is.
fn successes(operation: &Operation) -> Vec<&Response> {
    let good: Vec<&Response> = operation
        .responses
        .iter()
        .filter(|response| is_success(response.status))
        .collect();
    if !good.is_empty() {
        return good;
    }
    operation
        .responses
        .iter()
        .filter(|response| response.status == Status::Default)
        .collect()
}

fn shape<'a>(lower: &Lower<'_>, payloads: Vec<(&'a Response, PayloadPlan)>) -> Shape<'a> {
    let empty = |payload: &PayloadPlan| matches!(payload, PayloadPlan::Empty);
    let Some((_, first)) = payloads.iter().find(|(_, payload)| !empty(payload)) else {
        return Shape::One(PayloadPlan::Empty);
    };
    let one = payloads
        .iter()
        .all(|(_, payload)| empty(payload) || payload.is_same(first, lower));
    if !one {
        return Shape::ByStatus(payloads);
    }
    let without: Vec<Status> = payloads
        .iter()
        .filter(|(_, payload)| empty(payload))
        .map(|(response, _)| response.status)
        .collect();
    if without.is_empty() {
        Shape::One(first.clone())
    } else {
        Shape::Optional(first.clone(), without)
    }
}

/// Whether the envelope is around every answer of JSON: where some go without, none is taken off.
fn is_enveloped(lower: &mut Lower<'_>, chosen: &[(&Response, Option<&Media>)]) -> bool {
    let mut json = chosen
        .iter()
        .filter_map(|(_, media)| *media)
        .filter(|media| is_json(&media.media_type) && !streams::is_stream(media))
        .peekable();
    json.peek().is_some() && json.all(|media| unwrap(lower, media.schema.as_ref()).1)
}

pub(super) fn payload(
    lower: &mut Lower<'_>,
    media: Option<&Media>,
    enveloped: bool,
    stream: Option<&StreamPlan>,
) -> PayloadPlan {
    let Some(media) = media else {
        return PayloadPlan::Empty;
    };
    if let Some(stream) = stream.filter(|_| streams::is_stream(media)) {
        return PayloadPlan::Items(stream.clone());
    }
    if reads_json(lower, media) {
        let usage = if enveloped {
            unwrap(lower, media.schema.as_ref()).0
        } else {
            media.schema.clone()
        };
        if let Some(usage) = &usage {
            reach(lower, usage, false);
        } else {
            super::untyped::note_body(lower, media.origin);
        }
        return PayloadPlan::Json(usage);
    }
    if let Some((usage, form)) = bodies::plain(lower, media) {
        reach(lower, &usage, false);
        return PayloadPlan::Plain(usage, form);
    }
    if reads_text(lower, media) {
        PayloadPlan::Text
    } else {
        PayloadPlan::Bytes
    }
}

/// Says where no type is made of the schema of an answer, which is read as it came.
pub(super) fn report_schema(lower: &mut Lower<'_>, media: &Media) {
    if streams::is_stream(media) || reads_json(lower, media) {
        return;
    }
    let how = if reads_text(lower, media) {
        "whoever gets it reads the text"
    } else {
        "whoever gets it reads the bytes"
    };
    bodies::report_schema(lower, media, how);
}

/// Whether an answer of the media type is read as JSON: under `*/*`, where the schema is of more than text or bytes.
pub(super) fn reads_json(lower: &Lower<'_>, media: &Media) -> bool {
    if media.media_type.trim() != "*/*" {
        return is_json(&media.media_type);
    }
    let schema = media.schema.as_ref();
    schema
        .is_some_and(|schema| !bodies::is_binary(lower, schema) && !bodies::is_text(lower, schema))
}

/// Whether an answer that is no JSON is read as text.
pub(super) fn reads_text(lower: &Lower<'_>, media: &Media) -> bool {
    let any = media.media_type.trim() == "*/*";
    let schema = media.schema.as_ref().filter(|_| any);
    media.media_type.to_ascii_lowercase().starts_with("text/")
        || schema.is_some_and(|schema| !bodies::is_binary(lower, schema))
}

/// Whether answers of both media types are read in one way, so that both are asked for: which one came, `Content-Type` tells.
pub(super) fn is_read_alike(lower: &Lower<'_>, one: &Media, other: &Media) -> bool {
    match (reads_json(lower, one), reads_json(lower, other)) {
        (true, true) => match (&one.schema, &other.schema) {
            (Some(one), Some(other)) => is_same(lower, one, other),
            (one, other) => one.is_none() && other.is_none(),
        },
        (false, false) => {
            let plain = [one, other].map(|media| bodies::plain(lower, media).is_some());
            let same =
                plain[0] == plain[1] && (!plain[0] || bodies::is_same_media(lower, one, other));
            same && reads_text(lower, one) == reads_text(lower, other)
        }
        _ => false,
    }
}

pub(super) fn report_content(lower: &mut Lower<'_>, response: &Response) {
    if let Some(media) = response.content.first() {
        lower.report(
            Diagnostic::warning(
                Code("LP0343"),
                "an answer of this status has no content, whatever is described",
            )
            .at(media.origin.key(), "never arrives")
            .help("delete `content`, or describe the answer under `200`"),
        );
    }
}

pub(super) fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Range(2))
}

/// JSON before anything else, and what is whole before a stream; what is not asked for is left for `rest`.
fn choose<'r>(
    lower: &mut Lower<'_>,
    response: &'r Response,
    stream: &mut Option<StreamPlan>,
    rest: &mut Vec<&'r Media>,
) -> Option<&'r Media> {
    let content = &response.content;
    let whole = || content.iter().filter(|media| !streams::is_stream(media));
    let chosen = whole()
        .find(|media| reads_json(lower, media))
        .or_else(|| whole().next())
        .or_else(|| content.first())?;
    for media in content {
        let streamed = takes_stream(lower, media, stream);
        if !streamed && !is_asked(lower, media, chosen) {
            rest.push(media);
        }
    }
    Some(chosen)
}

/// Whether a media type is asked for: the chosen one, and what is read as it is.
fn is_asked(lower: &Lower<'_>, media: &Media, chosen: &Media) -> bool {
    let whole = !streams::is_stream(media) && !streams::is_stream(chosen);
    media.media_type == chosen.media_type || (whole && is_read_alike(lower, media, chosen))
}

/// Whether a media type is the operation's stream: the first one, or another that is the same.
fn takes_stream(lower: &mut Lower<'_>, media: &Media, stream: &mut Option<StreamPlan>) -> bool {
    let Some(plan) = streams::plan(lower, media) else {
        streams::report_item_schema(lower, media);
        return false;
    };
    match stream {
        Some(known) => known.is_same(&plan, lower),
        None => {
            *stream = Some(plan);
            true
        }
    }
}

/// The inner value, where the answer wears the declared envelope.
pub(super) fn unwrap(lower: &mut Lower<'_>, usage: Option<&Use>) -> (Option<Use>, bool) {
    let (Some(usage), Some(envelope)) = (usage, &lower.config.envelope) else {
        return (usage.cloned(), false);
    };
    let (result, page) = (envelope.value.result.clone(), envelope.value.page.clone());
    let properties = &lower.schema(usage.schema).object.properties;
    let Some(inner) = properties
        .get(&result)
        .map(|property| property.schema.clone())
    else {
        return (Some(usage.clone()), false);
    };
    let page = page.and_then(|page| {
        properties
            .get(&page)
            .map(|property| property.schema.clone())
    });
    if let Some(page) = page {
        reach(lower, &page, false);
    }
    (Some(inner), true)
}

pub(super) fn build(
    lower: &Lower<'_>,
    plan: &OutcomePlan<'_>,
    name: Option<&Name>,
    taken: &[&str],
) -> Outcome {
    let of = |plan: &PayloadPlan| payload_of(lower, plan);
    let payload = match &plan.shape {
        Shape::One(payload) => of(payload),
        Shape::Optional(payload, without) => Payload::Optional(
            Box::new(of(payload)),
            without.iter().copied().map(statuses::of).collect(),
        ),
        Shape::ByStatus(payloads) => Payload::ByStatus(statuses::build(
            name.expect("an outcome by status claims a name"),
            payloads
                .iter()
                .map(|(response, payload)| (*response, of(payload))),
        )),
    };
    // What is no JSON wears no envelope, but its failures do, under any status.
    let bare = !has_json(&payload);
    Outcome {
        accept: plan.accept.clone(),
        payload,
        enveloped: plan.enveloped || (bare && lower.config.envelope.is_some()),
        alternatives: alternatives::build(lower, &plan.alternatives, &plan.accept, taken),
    }
}

pub(super) fn payload_of(lower: &Lower<'_>, plan: &PayloadPlan) -> Payload {
    match plan {
        PayloadPlan::Empty => Payload::Empty,
        PayloadPlan::Json(None) => Payload::Json(Type::Value),
        PayloadPlan::Json(Some(usage)) => Payload::Json(output(lower, usage)),
        PayloadPlan::Text => Payload::Text,
        PayloadPlan::Plain(usage, form) => Payload::Plain(lower.element(usage), *form),
        PayloadPlan::Bytes => Payload::Bytes,
        PayloadPlan::Items(stream) => Payload::Items(stream.framing, streams::ty(lower, stream)),
    }
}

fn has_json(payload: &Payload) -> bool {
    match payload {
        Payload::Json(_) => true,
        Payload::Empty
        | Payload::Text
        | Payload::Plain(..)
        | Payload::Bytes
        | Payload::Items(..) => false,
        Payload::Optional(payload, _) => has_json(payload),
        Payload::ByStatus(by) => by.variants.iter().any(|variant| has_json(&variant.payload)),
    }
}

/// A list that may be null is an empty list.
fn output(lower: &Lower<'_>, usage: &Use) -> Type {
    match lower.ty(usage) {
        list @ Type::List(_) => list,
        _ => lower.element(usage),
    }
}

/// The headers of answers, by name in document order, with the statuses that carry them, sorted.
pub(super) fn headers(operation: &Operation) -> Vec<(String, Vec<String>, Option<String>)> {
    let mut headers = IndexMap::new();
    for response in &operation.responses {
        for header in &response.headers {
            let (_, statuses, _) = headers
                .entry(header.name.to_ascii_lowercase())
                .or_insert_with(|| (header.name.clone(), Vec::new(), header.description.clone()));
            statuses.push(statuses::words(response.status));
        }
    }
    let mut headers: Vec<_> = headers.into_values().collect();
    for (_, statuses, _) in &mut headers {
        statuses.sort();
    }
    headers
}
