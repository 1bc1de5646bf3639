//! Responses -> the documented body of a failure.

use crate::api::{Failure, Payload};
use crate::contract::{Operation, Response, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::Name;

use super::outcomes::{is_json, is_same, is_success};
use super::plan::reach;
use super::{Lower, statuses};

/// The documented bodies of failures, envelope included, before anything has a name.
pub(super) enum FailurePlan<'a> {
    None,
    One(Use),
    ByStatus(Vec<(&'a Response, Use)>),
}

impl FailurePlan<'_> {
    /// Whether the failure is an enum that needs a name.
    pub(super) fn is_by_status(&self) -> bool {
        matches!(self, Self::ByStatus(_))
    }
}

pub(super) fn plan<'a>(lower: &mut Lower<'a>, operation: &'a Operation) -> FailurePlan<'a> {
    let mut bodies: Vec<(&Response, Use)> = Vec::new();
    for response in bad(operation) {
        let media = response
            .content
            .iter()
            .find(|media| is_json(&media.media_type));
        if let Some(usage) = media.and_then(|media| media.schema.as_ref()) {
            bodies.push((response, without_success(lower, usage)));
            report_others(lower, response, usage);
        } else if let (None, Some(media)) = (media, response.content.first()) {
            super::bodies::report_schema(lower, media, "the bytes are in the error's `body()`");
        }
    }
    for (_, usage) in &bodies {
        reach(lower, usage, false);
    }
    let Some((_, first)) = bodies.first() else {
        return FailurePlan::None;
    };
    if bodies.iter().all(|(_, usage)| is_same(lower, usage, first)) {
        let first = first.clone();
        return FailurePlan::One(first);
    }
    FailurePlan::ByStatus(bodies)
}

pub(super) fn build(
    lower: &Lower<'_>,
    plan: &FailurePlan<'_>,
    name: Option<&Name>,
) -> Option<Failure> {
    match plan {
        FailurePlan::None => None,
        FailurePlan::One(usage) => Some(Failure::Body(lower.element(usage))),
        FailurePlan::ByStatus(bodies) => Some(Failure::ByStatus(statuses::build(
            name.expect("a failure by status claims a name"),
            bodies
                .iter()
                .map(|(response, usage)| (*response, Payload::Json(lower.element(usage)))),
        ))),
    }
}

/// Says of what JSON no type is made, since another media type of the same status has one.
fn report_others(lower: &mut Lower<'_>, response: &Response, read: &Use) {
    for media in &response.content {
        let other = media.schema.as_ref().filter(|_| is_json(&media.media_type));
        let same = |other: &Use| {
            let (one, other) = (lower.schema(read.schema), lower.schema(other.schema));
            std::ptr::eq(one, other) || one == other
        };
        if other.is_none_or(same) {
            continue;
        }
        lower.report(
            Diagnostic::warning(
                Code("LP0357"),
                format!("a failure as `{}` has no type of its own", media.media_type),
            )
            .at(
                media.origin.key(),
                "read as the first JSON of its status says",
            )
            .help("describe one body a status, or let both be of one schema, such as an `anyOf` of the two; `body()` of the error has the bytes"),
        );
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
