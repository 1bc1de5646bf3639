//! Responses -> the documented body of a failure.

use crate::api::{Failure, Payload};
use crate::contract::media_type::essence;
use crate::contract::{Media, Operation, Response, Use};
use crate::names::Name;

use super::outcomes::{is_same, is_success, reads_json};
use super::plan::reach;
use super::{Lower, statuses};

/// The documented bodies of failures, envelope included, before anything has a name.
pub(super) enum FailurePlan<'a> {
    None,
    One(Use),
    ByStatus(Vec<Body<'a>>),
}

/// A body of a failure: that of a status, or of one that is described in several kinds of JSON.
pub(super) struct Body<'a> {
    response: &'a Response,
    usage: Use,
    /// The media type that it is read from, where another is read otherwise.
    only: Option<&'a str>,
}

impl FailurePlan<'_> {
    /// Whether the failure is an enum that needs a name.
    pub(super) fn is_by_status(&self) -> bool {
        matches!(self, Self::ByStatus(_))
    }
}

pub(super) fn plan<'a>(lower: &mut Lower<'a>, operation: &'a Operation) -> FailurePlan<'a> {
    let mut bodies: Vec<Body<'a>> = Vec::new();
    for response in bad(operation) {
        let read = of_status(lower, response);
        if read.is_empty()
            && let Some(media) = response.content.first()
        {
            super::bodies::report_schema(lower, media, "the bytes are in the error's `body()`");
        }
        bodies.extend(read);
    }
    for body in &bodies {
        reach(lower, &body.usage, false);
    }
    let Some(first) = bodies.first() else {
        return FailurePlan::None;
    };
    let same = |body: &Body<'_>| body.only.is_none() && is_same(lower, &body.usage, &first.usage);
    if bodies.iter().all(same) {
        return FailurePlan::One(first.usage.clone());
    }
    FailurePlan::ByStatus(bodies)
}

/// What a status says in JSON: one body, or one for each media type that says something else. Then the least that is said of a media type is
/// said of all others too: a range, or `application/json` before JSON of any other name.
fn of_status<'a>(lower: &Lower<'_>, response: &'a Response) -> Vec<Body<'a>> {
    let content = response.content.iter();
    let mut json: Vec<&Media> = content.filter(|media| reads_json(lower, media)).collect();
    json.sort_by_key(|media| {
        let parameters = media.media_type.matches(';').count();
        let essence = essence(&media.media_type);
        let range = essence.matches('*').count();
        (
            std::cmp::Reverse(range),
            essence != "application/json",
            parameters,
        )
    });
    let Some(least) = json.first() else {
        return Vec::new();
    };
    let mut bodies: Vec<Body<'a>> = Vec::new();
    for media in &json {
        let Some(usage) = &media.schema else { continue };
        let usage = without_success(lower, usage);
        if bodies.iter().any(|body| is_one(lower, &body.usage, &usage)) {
            continue;
        }
        let only = (!std::ptr::eq(*media, *least)).then_some(media.media_type.as_str());
        bodies.push(Body {
            response,
            usage,
            only,
        });
    }
    bodies
}

/// Whether both are of one schema, said once or twice.
fn is_one(lower: &Lower<'_>, one: &Use, other: &Use) -> bool {
    let (schema, other_schema) = (lower.schema(one.schema), lower.schema(other.schema));
    one.nullable == other.nullable && (std::ptr::eq(schema, other_schema) || schema == other_schema)
}

pub(super) fn build(
    lower: &Lower<'_>,
    plan: &FailurePlan<'_>,
    name: Option<&Name>,
) -> Option<Failure> {
    match plan {
        FailurePlan::None => None,
        FailurePlan::One(usage) => Some(Failure::Body(lower.element(usage))),
        FailurePlan::ByStatus(bodies) => Some(Failure::ByStatus(statuses::build_by_media(
            name.expect("a failure by status claims a name"),
            bodies.iter().map(|body| {
                let payload = Payload::Json(lower.element(&body.usage));
                (body.response, body.only, payload)
            }),
        ))),
    }
}

fn bad(operation: &Operation) -> impl Iterator<Item = &Response> {
    operation
        .responses
        .iter()
        .filter(|response| !is_success(response.status))
}

/// A failure that may also look like a success: where the envelope says which is which, only the variants that are failures are left.
fn without_success(lower: &Lower<'_>, usage: &Use) -> Use {
    let success = lower
        .config
        .envelope
        .as_ref()
        .and_then(|envelope| envelope.value.success.as_ref());
    let (Some(success), Some(union)) = (success, &lower.schema(usage.schema).union) else {
        return usage.clone();
    };
    let is_success = |usage: &Use| {
        let member = lower.schema(usage.schema).object.properties.get(success);
        member.is_some_and(|member| {
            lower.schema(member.schema.schema).values.as_deref()
                == Some(&[serde_json::Value::Bool(true)])
        })
    };
    let mut failures = union
        .variants
        .iter()
        .map(|variant| &variant.schema)
        .filter(|usage| !is_success(usage));
    match (failures.next(), failures.next()) {
        (Some(only), None) => only.clone(),
        _ => usage.clone(),
    }
}

/// What the document says of each failure, in its order. `default` is one even where it stands for success too.
pub(super) fn described(operation: &Operation) -> Vec<(String, Option<String>)> {
    bad(operation)
        .map(|response| {
            (
                statuses::words(response.status),
                response.description.clone(),
            )
        })
        .collect()
}
