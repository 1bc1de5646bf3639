//! What a receiver answers to a webhook or a callback -> an enum over statuses, where any answer has content.

use crate::api::{Answered, Answers, BodyFormat, HeaderForm, Payload, Rule, Type};
use crate::contract::{Media, Operation, Response, Status};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::Name;
use crate::source::Place;

use super::plan::reach;
use super::{Lower, bodies, outcomes, rules, statuses, streams};

/// Every answer that is described, with the content that it is written in.
pub(super) struct AnswersPlan<'a>(Vec<(&'a Response, Option<PlannedAnswer<'a>>)>);

struct PlannedAnswer<'a> {
    media: &'a Media,
    format: BodyFormat,
}

impl AnswersPlan<'_> {
    /// Whether there is anything that needs a type.
    pub(super) fn have_content(&self) -> bool {
        self.0.iter().any(|(_, content)| content.is_some())
    }
}

pub(super) fn plan<'a>(lower: &mut Lower<'a>, request: &'a Operation) -> AnswersPlan<'a> {
    let mut planned = Vec::new();
    for response in &request.responses {
        for header in &response.headers {
            report(lower, header.origin.key(), "a header is the receiver's own");
        }
        let content = match response.status {
            Status::Code(204 | 205) => {
                outcomes::report_content(lower, response);
                None
            }
            _ => content(lower, response),
        };
        planned.push((response, content));
    }
    // As the variants of the enum.
    planned.sort_by_key(|(response, _)| statuses::rank(statuses::of(response.status)));
    AnswersPlan(planned)
}

/// JSON before anything else.
fn content<'a>(lower: &mut Lower<'a>, response: &'a Response) -> Option<PlannedAnswer<'a>> {
    let all = &response.content;
    let json = all.iter().find(|media| outcomes::reads_json(lower, media));
    let media = json.or_else(|| all.first())?;
    for other in all {
        if other.media_type != media.media_type {
            let how = format!("it is answered as `{}`", media.media_type);
            report(lower, other.origin.key(), &how);
        }
    }
    streams::report_item_schema(lower, media);
    let format = if outcomes::reads_json(lower, media) {
        BodyFormat::Json
    } else if bodies::plain(lower, media).is_some() {
        BodyFormat::Plain
    } else if outcomes::reads_text(lower, media) {
        BodyFormat::Text
    } else {
        BodyFormat::Bytes
    };
    match (format, &media.schema) {
        (BodyFormat::Json | BodyFormat::Plain, Some(schema)) => reach(lower, schema, true),
        (BodyFormat::Json, None) => super::untyped::note_body(lower, media.origin),
        _ => bodies::report_schema(lower, media, "whoever answers writes it"),
    }
    Some(PlannedAnswer { media, format })
}

fn report(lower: &mut Lower<'_>, place: Place, label: &str) {
    lower.report(
        Diagnostic::warning(Code("LP0349"), "a part of what is answered has no type")
            .at(place, label)
            .help("add it to the response that `response()` of the answer gives"),
    );
}

/// The enum.
pub(super) fn build(lower: &Lower<'_>, plan: &AnswersPlan<'_>, name: &Name) -> Answers {
    let mut sent = Vec::new();
    let answers = plan.0.iter().map(|(response, content)| {
        let (payload, rules) = match content {
            Some(content) => payload(lower, content),
            None => (Payload::Empty, Vec::new()),
        };
        sent.push((content.as_ref().map(media_type), rules));
        (*response, payload)
    });
    let variants = statuses::build(name, answers).variants;
    let variants = variants.into_iter().zip(sent);
    Answers {
        name: name.clone(),
        variants: variants
            .map(|(variant, (media_type, rules))| Answered {
                variant,
                media_type,
                rules,
            })
            .collect(),
    }
}

fn payload(lower: &Lower<'_>, content: &PlannedAnswer<'_>) -> (Payload, Vec<Rule>) {
    match (content.format, &content.media.schema) {
        (BodyFormat::Text, _) => (Payload::Text, Vec::new()),
        (BodyFormat::Bytes, _) => (Payload::Bytes, Vec::new()),
        (_, None) => (Payload::Json(Type::Value), Vec::new()),
        (format, Some(usage)) => {
            let usage = lower.outgoing(usage);
            let ty = lower.element(&usage);
            let payload = match format {
                BodyFormat::Plain => Payload::Plain(ty, HeaderForm::Plain),
                _ => Payload::Json(ty),
            };
            (payload, rules::of(lower, &usage))
        }
    }
}

/// What `Content-Type` says: never a range.
fn media_type(content: &PlannedAnswer<'_>) -> String {
    let written = &content.media.media_type;
    if !written.contains('*') {
        return written.clone();
    }
    match content.format {
        BodyFormat::Json => "application/json",
        BodyFormat::Text => "text/plain",
        _ => "application/octet-stream",
    }
    .to_owned()
}
