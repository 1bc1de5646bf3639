//! Media types that an answer has beside what is asked for -> methods that ask for them.

use crate::api::Alternative;
use crate::contract::media_type::is_json;
use crate::contract::{Media, Response};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Claim, Name, Role, settle};

use super::outcomes::{self, PayloadPlan};
use super::{Lower, bodies, media_types, streams};

/// A media type that is asked for where the caller says so, before anything has a name.
pub(super) struct AlternativePlan<'a> {
    media: &'a Media,
    read: PayloadPlan,
}

/// Of the media types that are not asked for otherwise, those that every success has.
pub(super) fn plan<'a>(
    lower: &mut Lower<'a>,
    successes: &[(&'a Response, Option<&'a Media>)],
    rest: Vec<&'a Media>,
    enveloped: bool,
) -> Vec<AlternativePlan<'a>> {
    let mut plans: Vec<AlternativePlan<'a>> = Vec::new();
    for media in rest {
        let known = |plan: &AlternativePlan<'_>| plan.media.media_type == media.media_type;
        if plans.iter().any(known) {
            continue;
        }
        if streams::is_stream(media) || !is_everywhere(lower, successes, media, enveloped) {
            report(lower, media, successes.len());
            continue;
        }
        // What stands in JSON beside it has its type there.
        let beside = successes.iter().flat_map(|(response, _)| &response.content);
        let mut beside = beside.filter(|other| outcomes::reads_json(lower, other));
        if !beside.any(|other| bodies::is_same_media(lower, other, media)) {
            outcomes::report_schema(lower, media);
        }
        let read = match outcomes::payload(lower, Some(media), enveloped, None) {
            PayloadPlan::Plain(..) => PayloadPlan::Text,
            read => read,
        };
        plans.push(AlternativePlan { media, read });
    }
    plans
}

/// Whether every success can be read as this media type says. One without content is empty text, and no JSON.
fn is_everywhere(
    lower: &mut Lower<'_>,
    successes: &[(&Response, Option<&Media>)],
    media: &Media,
    enveloped: bool,
) -> bool {
    let json = outcomes::reads_json(lower, media);
    if json && outcomes::unwrap(lower, media.schema.as_ref()).1 != enveloped {
        return false;
    }
    successes.iter().all(|(response, chosen)| {
        let same = |other: &&Media| other.media_type == media.media_type;
        match response.content.iter().find(same) {
            _ if chosen.is_none() => !json,
            Some(other) => outcomes::is_read_alike(lower, media, other),
            None => false,
        }
    })
}

fn report(lower: &mut Lower<'_>, media: &Media, successes: usize) {
    let what = if streams::is_stream(media) {
        "an operation is read as one stream, the first by the name of its media type: delete the other if this one is meant"
    } else if successes > 1 {
        "describe it alike for every status of success"
    } else {
        "let all media types of the answer have the members of [crate.envelope], or none"
    };
    let said = format!("an answer as `{}` is never asked for", media.media_type);
    lower.report(
        Diagnostic::warning(Code("LP0341"), said)
            .at(media.origin.key(), "")
            .help(format!("{what}; delete it if nobody needs it")),
    );
}

/// The methods; none is called as a parameter, whose setter has the name.
pub(super) fn build(
    lower: &Lower<'_>,
    plans: &[AlternativePlan<'_>],
    accept: &str,
    taken: &[&str],
) -> Vec<Alternative> {
    let asked = accept
        .split(", ")
        .map(|media_type| media_types::media_words(media_type, is_json(media_type)));
    let media_types = plans.iter().map(|plan| {
        let json = matches!(plan.read, PayloadPlan::Json(_));
        (plan.media.media_type.as_str(), json)
    });
    let words = media_types::told_apart(media_types, asked.collect());
    let claims: Vec<Claim> = plans
        .iter()
        .zip(words)
        .map(|(plan, words)| {
            let written = &plan.media.media_type;
            let words = format!("accept {words}");
            Claim {
                name: Name::spelled(Role::Function, &words, written),
                by: written.clone(),
                rank: 0,
            }
        })
        .collect();
    let (names, _) = settle(Role::Function, &claims, taken);
    plans
        .iter()
        .zip(names)
        .map(|(plan, name)| Alternative {
            origin: plan.media.origin,
            name,
            media_type: plan.media.media_type.clone(),
            payload: outcomes::payload_of(lower, &plan.read),
        })
        .collect()
}
