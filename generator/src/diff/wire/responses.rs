//! Answers of an operation.

use super::operations::media;
use super::{Direction, Owner, Said, Verdict, Wire, code, schemas};
use crate::contract::{Operation, Response, Status};

/// All answers, by status.
pub(super) fn compare(
    wire: &mut Wire<'_>,
    owner: Owner,
    name: &str,
    base: &Operation,
    revision: &Operation,
) {
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
            both(wire, owner, name, before, after);
        }
    }
    replaced(wire, owner, name, &mut gone, &mut new);
    for after in new {
        let (rule, verdict) = match after.status {
            status if is_success(status) => ("success-status-added", Verdict::Risky),
            Status::Default => ("default-response-added", Verdict::Compatible),
            _ => ("error-status-added", Verdict::Compatible),
        };
        let title = format!("{name} may answer {}", shown(after.status));
        let said = Said::added(rule, title, after.origin).from(None, shown(after.status));
        wire.found(owner, Some(Direction::Response), verdict, said);
    }
    for before in gone {
        let (rule, verdict) = match before.status {
            status if is_success(status) => ("success-status-removed", Verdict::Risky),
            Status::Default => ("default-response-removed", Verdict::Compatible),
            _ => ("error-status-removed", Verdict::Compatible),
        };
        let title = format!("{name} no longer documents {}", shown(before.status));
        let said = Said::removed(rule, title, before.origin).from(shown(before.status), None);
        wire.found(owner, Some(Direction::Response), verdict, said);
    }
}

/// The only success has another status now.
fn replaced(
    wire: &mut Wire<'_>,
    owner: Owner,
    name: &str,
    gone: &mut Vec<&Response>,
    new: &mut Vec<&Response>,
) {
    let only = |responses: &[&Response]| {
        let mut successes = responses
            .iter()
            .enumerate()
            .filter(|(_, one)| is_success(one.status));
        match (successes.next(), successes.next()) {
            (Some((index, _)), None) => Some(index),
            _ => None,
        }
    };
    let (Some(old), Some(fresh)) = (only(gone), only(new)) else {
        return;
    };
    let (before, after) = (gone.remove(old), new.remove(fresh));
    let title = format!(
        "{name} answers {}, no longer {}",
        shown(after.status),
        shown(before.status)
    );
    let said = Said::new("success-status-changed", title, before.origin, after.origin)
        .from(shown(before.status), shown(after.status));
    wire.found(owner, Some(Direction::Response), Verdict::Breaking, said);
    both(wire, owner, name, before, after);
}

fn both(wire: &mut Wire<'_>, owner: Owner, name: &str, base: &Response, revision: &Response) {
    let response = Some(Direction::Response);
    let (from, to) = (base.origin, revision.origin);
    wire.pairs.push((from, to));
    let what = format!("the answer {} of {name}", shown(revision.status));
    wire.documented(
        owner,
        &what,
        (base.description.as_ref(), from),
        (revision.description.as_ref(), to),
    );
    match (base.content.is_empty(), revision.content.is_empty()) {
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
    for after in &revision.headers {
        let Some(before) = base
            .headers
            .iter()
            .find(|before| before.name.eq_ignore_ascii_case(&after.name))
        else {
            let title = format!(
                "{} has a header {}",
                super::operations::capital(&what),
                code(&after.name)
            );
            wire.found(
                owner,
                response,
                Verdict::Compatible,
                Said::added("response-header-added", title, after.origin),
            );
            continue;
        };
        let header = format!("the header {} of {what}", code(&after.name));
        if before.required != after.required {
            let (rule, verdict, word) = if after.required {
                (
                    "response-header-became-required",
                    Verdict::Compatible,
                    "is always there",
                )
            } else {
                (
                    "response-header-became-optional",
                    Verdict::Breaking,
                    "may be missing",
                )
            };
            let title = format!("{} {word}", super::operations::capital(&header));
            wire.found(
                owner,
                response,
                verdict,
                Said::new(rule, title, before.origin, after.origin),
            );
        }
        wire.documented(
            owner,
            &header,
            (before.description.as_ref(), before.origin),
            (after.description.as_ref(), after.origin),
        );
        schemas::uses(
            wire,
            owner,
            Direction::Response,
            &header,
            &before.schema,
            &after.schema,
        );
    }
    for before in &base.headers {
        if !revision
            .headers
            .iter()
            .any(|after| before.name.eq_ignore_ascii_case(&after.name))
        {
            let title = format!(
                "{} has no header {} any more",
                super::operations::capital(&what),
                code(&before.name)
            );
            let verdict = if before.required {
                Verdict::Breaking
            } else {
                Verdict::Risky
            };
            wire.found(
                owner,
                response,
                verdict,
                Said::removed("response-header-removed", title, before.origin),
            );
        }
    }
}

fn is_success(status: Status) -> bool {
    matches!(status, Status::Code(200..=299) | Status::Range(2))
}

fn shown(status: Status) -> String {
    match status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(hundred) => format!("`{hundred}XX`"),
        Status::Default => "`default`".to_owned(),
    }
}
