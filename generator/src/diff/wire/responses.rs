//! Answers of an operation.

use super::bodies::{self, media};
use super::{Direction, Owner, Said, Verdict, WHO, Wire, headers};
use crate::contract::{Operation, Response, Status};

/// All answers, by status.
pub(super) fn compare(wire: &mut Wire<'_>, owner: Owner, base: &Operation, revision: &Operation) {
    let missing = |response: &&Response, others: &[Response]| {
        !others.iter().any(|other| other.status == response.status)
    };
    let mut new: Vec<&Response> = revision
        .responses
        .iter()
        .filter(|one| missing(one, &base.responses))
        .collect();
    let mut gone: Vec<&Response> = base
        .responses
        .iter()
        .filter(|one| missing(one, &revision.responses))
        .collect();
    for after in &revision.responses {
        if let Some(before) = base
            .responses
            .iter()
            .find(|before| before.status == after.status)
        {
            both(wire, owner, before, after, false);
        }
    }
    replaced(wire, owner, (base, &mut gone), (revision, &mut new));
    renumbered(wire, owner, &mut gone, &mut new);
    for after in new {
        let (rule, verdict) = match after.status {
            status if is_success(status) => ("success-status-added", Verdict::Risky),
            Status::Default => ("default-response-added", Verdict::Compatible),
            _ => ("error-status-added", Verdict::Compatible),
        };
        let title = format!("{WHO} may answer {}", shown(after.status));
        let said = Said::added(rule, title, after.origin).from(None, shown(after.status));
        wire.found(owner, Some(Direction::Response), verdict, said);
    }
    for before in gone {
        let (rule, verdict) = match before.status {
            status if is_success(status) => ("success-status-removed", Verdict::Risky),
            Status::Default => ("default-response-removed", Verdict::Compatible),
            _ => ("error-status-removed", Verdict::Compatible),
        };
        let title = format!("{} is no longer an answer of {WHO}", shown(before.status));
        let said = Said::removed(rule, title, before.origin).from(shown(before.status), None);
        wire.found(owner, Some(Direction::Response), verdict, said);
    }
}

/// The only success has another status now; where nothing but `default` is said, that is the success.
fn replaced(
    wire: &mut Wire<'_>,
    owner: Owner,
    (base, gone): (&Operation, &mut Vec<&Response>),
    (revision, new): (&Operation, &mut Vec<&Response>),
) {
    let has_success = |responses: &[Response]| responses.iter().any(|one| is_success(one.status));
    let only = |responses: &[&Response], all: &[Response]| {
        let is_meant = |one: &Response| {
            is_success(one.status) || (one.status == Status::Default && !has_success(all))
        };
        let mut successes = responses
            .iter()
            .enumerate()
            .filter(|(_, one)| is_meant(one));
        match (successes.next(), successes.next()) {
            (Some((index, _)), None) => Some(index),
            _ => None,
        }
    };
    let (Some(old), Some(fresh)) = (only(gone, &base.responses), only(new, &revision.responses))
    else {
        return;
    };
    let (before, after) = (gone.remove(old), new.remove(fresh));
    // `default` was any status, and is.
    let verdict = match (before.status, after.status) {
        (Status::Default, _) => Verdict::Compatible,
        (_, Status::Default) => Verdict::Risky,
        _ => Verdict::Breaking,
    };
    let body = match (before.content.is_empty(), after.content.is_empty()) {
        (true, false) => ", and has a body",
        (false, true) => ", and has no body any more",
        _ => "",
    };
    let title = format!(
        "The answer of {WHO} is {}, no longer {}{body}",
        shown(after.status),
        shown(before.status)
    );
    let said = Said::new("success-status-changed", title, before.origin, after.origin)
        .from(shown(before.status), shown(after.status));
    wire.found(owner, Some(Direction::Response), verdict, said);
    both(wire, owner, before, after, true);
}

/// The only failure that is gone has another status now, if both say the same.
fn renumbered(
    wire: &mut Wire<'_>,
    owner: Owner,
    gone: &mut Vec<&Response>,
    new: &mut Vec<&Response>,
) {
    let ([before], [after]) = (gone.as_slice(), new.as_slice()) else {
        return;
    };
    let (before, after) = (*before, *after);
    let (old, fresh) = (&before.content, &after.content);
    let alike = old.len() == fresh.len()
        && old.iter().zip(fresh).all(|(one, other)| {
            one.media_type == other.media_type && bodies::alike(wire, one, other)
        });
    if is_success(before.status) || is_success(after.status) || old.is_empty() || !alike {
        return;
    }
    gone.clear();
    new.clear();
    let title = format!(
        "The answer {} of {WHO} is {} now",
        shown(before.status),
        shown(after.status)
    );
    let said = Said::new("error-status-changed", title, before.origin, after.origin)
        .from(shown(before.status), shown(after.status));
    wire.found(owner, Some(Direction::Response), Verdict::Compatible, said);
    both(wire, owner, before, after, false);
}

/// `is_told`: that there is a body now, or none any more.
fn both(wire: &mut Wire<'_>, owner: Owner, base: &Response, revision: &Response, is_told: bool) {
    let response = Some(Direction::Response);
    let (from, to) = (base.origin, revision.origin);
    wire.pairs.push((from, to));
    let what = format!("the answer {} of {WHO}", shown(revision.status));
    wire.documented(
        owner,
        &what,
        (base.description.as_ref(), from),
        (revision.description.as_ref(), to),
        None,
    );
    match (base.content.is_empty(), revision.content.is_empty()) {
        (true, false) | (false, true) if is_told => {}
        (true, false) => {
            let said = Said::new(
                "response-body-added",
                format!("{} has a body now", super::operations::capital(&what)),
                from,
                to,
            );
            wire.found(owner, response, Verdict::Compatible, said);
        }
        (false, true) => {
            let said = Said::new(
                "response-body-removed",
                format!("{} has no body any more", super::operations::capital(&what)),
                from,
                to,
            );
            let verdict = if is_success(base.status) {
                Verdict::Breaking
            } else {
                Verdict::Risky
            };
            wire.found(owner, response, verdict, said);
        }
        _ => media(
            wire,
            owner,
            Direction::Response,
            &what,
            &base.content,
            &revision.content,
        ),
    }
    headers::compare(
        wire,
        owner,
        Direction::Response,
        &what,
        &base.headers,
        &revision.headers,
    );
}

fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Range(2))
}

pub(super) fn shown(status: Status) -> String {
    match status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(hundred) => format!("`{hundred}XX`"),
        Status::Default => "`default`".to_owned(),
    }
}
