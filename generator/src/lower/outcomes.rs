//! Responses -> what an answer carries: the payload of success, the body of failure.

use crate::api::{Outcome, Payload, Type};
use crate::contract::{Media, Operation, Response, Status, Use};
use crate::diagnostic::{Code, Diagnostic};

use super::Lower;
use super::plan::reach;

pub(super) struct OutcomePlan {
    accept: String,
    payload: PayloadPlan,
    pub(super) enveloped: bool,
}

enum PayloadPlan {
    Empty,
    Json(Option<Use>),
    Text,
    Bytes,
}

pub(super) fn is_json(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json"
        || essence == "text/json"
        || essence.ends_with("+json")
        || essence == "*/*"
}

pub(super) fn plan(lower: &mut Lower<'_>, operation: &Operation) -> OutcomePlan {
    let mut good: Vec<&Response> = operation
        .responses
        .iter()
        .filter(|response| is_success(response.status))
        .collect();
    if good.is_empty() {
        good.extend(
            operation
                .responses
                .iter()
                .filter(|response| response.status == Status::Default),
        );
    }
    let with_content = good
        .iter()
        .position(|response| !response.content.is_empty());
    let Some(chosen) = with_content
        .or(if good.is_empty() { None } else { Some(0) })
        .map(|index| good[index])
    else {
        return OutcomePlan {
            accept: "*/*".into(),
            payload: PayloadPlan::Empty,
            enveloped: false,
        };
    };
    for response in good
        .iter()
        .filter(|response| !std::ptr::eq(**response, chosen) && differs(response, chosen))
    {
        lower.report(
            Diagnostic::warning(
                Code("LP0340"),
                "the answer of this status is not typed: another success has a body of its own",
            )
            .at(response.origin.key(), "")
            .at(chosen.origin.key(), "this one is what the endpoint returns")
            .help("give both statuses one schema, or describe only one success"),
        );
    }
    let Some(media) = choose(lower, chosen) else {
        return OutcomePlan {
            accept: "*/*".into(),
            payload: PayloadPlan::Empty,
            enveloped: false,
        };
    };
    let accept = media.media_type.clone();
    if is_json(&media.media_type) {
        let (usage, enveloped) = unwrap(lower, media.schema.as_ref());
        if let Some(usage) = &usage {
            reach(lower, usage, false);
        } else {
            super::untyped::note_body(lower, media.origin);
        }
        return OutcomePlan {
            accept,
            payload: PayloadPlan::Json(usage),
            enveloped,
        };
    }
    let payload = if media.media_type.to_ascii_lowercase().starts_with("text/") {
        PayloadPlan::Text
    } else {
        PayloadPlan::Bytes
    };
    OutcomePlan {
        accept,
        payload,
        enveloped: false,
    }
}

fn differs(one: &Response, other: &Response) -> bool {
    let types = |response: &Response| {
        response
            .content
            .iter()
            .map(|media| media.media_type.clone())
            .collect::<Vec<_>>()
    };
    let schemas = |response: &Response| {
        response
            .content
            .iter()
            .map(|media| media.schema.as_ref().map(|usage| usage.schema))
            .collect::<Vec<_>>()
    };
    types(one) != types(other) || schemas(one) != schemas(other)
}

fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Range(2))
}

/// JSON before anything else; what is not taken is said.
fn choose<'r>(lower: &mut Lower<'_>, response: &'r Response) -> Option<&'r Media> {
    let chosen = response
        .content
        .iter()
        .find(|media| is_json(&media.media_type))
        .or_else(|| response.content.first())?;
    for media in response
        .content
        .iter()
        .filter(|media| media.media_type != chosen.media_type)
    {
        lower.report(
            Diagnostic::warning(
                Code("LP0341"),
                format!("an answer as `{}` is never asked for", media.media_type),
            )
            .at(media.origin.key(), "")
            .help(format!(
                "the crate accepts `{}`; delete the other media type if nobody needs it",
                chosen.media_type
            )),
        );
    }
    Some(chosen)
}

/// The inner value, where the answer wears the declared envelope.
fn unwrap(lower: &mut Lower<'_>, usage: Option<&Use>) -> (Option<Use>, bool) {
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

/// The documented failure body, envelope included: of `default`, else of the lowest status that has one.
pub(super) fn failure(lower: &mut Lower<'_>, operation: &Operation) -> Option<Use> {
    let bad = operation
        .responses
        .iter()
        .filter(|response| !is_success(response.status));
    let mut bodies: Vec<(Status, &Use)> = bad
        .filter_map(|response| {
            let media = response
                .content
                .iter()
                .find(|media| is_json(&media.media_type))?;
            Some((response.status, media.schema.as_ref()?))
        })
        .collect();
    bodies.sort_by_key(|(status, _)| (*status != Status::Default, *status));
    let (_, chosen) = bodies.first()?;
    let chosen = without_success(lower, chosen);
    let others: Vec<Use> = bodies
        .iter()
        .map(|(_, usage)| without_success(lower, usage))
        .filter(|usage| usage.schema != chosen.schema)
        .collect();
    for usage in others {
        lower.report(
            Diagnostic::warning(Code("LP0342"), "the failure body of this status is not typed: another failure has a body of its own")
                .at(usage.origin.place(), "")
                .at(chosen.origin.place(), "`error.failure()` gives this one")
                .help("give all failures one schema; the raw body is kept in any case"),
        );
    }
    reach(lower, &chosen, false);
    Some(chosen)
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

pub(super) fn build(lower: &Lower<'_>, plan: &OutcomePlan) -> Outcome {
    let payload = match &plan.payload {
        PayloadPlan::Empty => Payload::Empty,
        PayloadPlan::Json(None) => Payload::Json(Type::Value),
        PayloadPlan::Json(Some(usage)) => Payload::Json(output(lower, usage)),
        PayloadPlan::Text => Payload::Text,
        PayloadPlan::Bytes => Payload::Bytes,
    };
    // What is no JSON wears no envelope, but its failures do, under any status.
    let bare = !matches!(payload, Payload::Json(_));
    Outcome {
        accept: plan.accept.clone(),
        payload,
        enveloped: plan.enveloped || (bare && lower.config.envelope.is_some()),
    }
}

/// A list that may be null is an empty list.
fn output(lower: &Lower<'_>, usage: &Use) -> Type {
    match lower.ty(usage) {
        list @ Type::List(_) => list,
        _ => lower.element(usage),
    }
}

/// What the document says of each failure, in its order.
pub(super) fn failures(operation: &Operation) -> Vec<(String, Option<String>)> {
    let failures = operation
        .responses
        .iter()
        .filter(|response| !is_success(response.status));
    failures
        .map(|response| (words(response.status), response.description.clone()))
        .collect()
}

/// The headers of answers, by name in document order, with the statuses that carry them.
pub(super) fn headers(operation: &Operation) -> Vec<(String, Vec<String>, Option<String>)> {
    let mut headers: Vec<(String, Vec<String>, Option<String>)> = Vec::new();
    for response in &operation.responses {
        for header in &response.headers {
            let status = words(response.status);
            match headers
                .iter_mut()
                .find(|(name, _, _)| name.eq_ignore_ascii_case(&header.name))
            {
                Some((_, statuses, _)) => statuses.push(status),
                None => headers.push((
                    header.name.clone(),
                    vec![status],
                    header.description.clone(),
                )),
            }
        }
    }
    headers
}

/// A status as the document writes it.
fn words(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(hundred) => format!("{hundred}XX"),
        Status::Default => "default".into(),
    }
}
