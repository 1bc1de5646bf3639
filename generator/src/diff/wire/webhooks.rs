//! Webhooks and callbacks: requests that the server sends. What they hold travels as answers do, what is answered to them as requests do.

use super::bodies::media;
use super::{Direction, Owner, Said, Verdict, Wire, alike, code, operations, responses, schemas};
use crate::contract::{In, Operation, Response, Webhook};

const SENT: Option<Direction> = Some(Direction::Response);

/// All of them.
pub(super) fn compare(wire: &mut Wire<'_>) {
    let (base, revision) = (&wire.base.webhooks, &wire.revision.webhooks);
    let mut taken = vec![false; base.len()];
    let same = |one: &Webhook, other: &Webhook| {
        one.name == other.name && one.request.method == other.request.method
    };
    let mut found: Vec<Option<usize>> = vec![None; revision.len()];
    // Of one name there may be several, each at a URL of its own.
    for whole in [true, false] {
        for (after, found) in revision.iter().zip(&mut found) {
            let fits = |(index, before): (usize, &Webhook)| {
                !taken[index] && same(before, after) && (!whole || before.url == after.url)
            };
            if found.is_none() {
                *found = base.iter().enumerate().position(fits);
                if let Some(index) = *found {
                    taken[index] = true;
                }
            }
        }
    }
    moved(wire, &mut found, &mut taken);
    for (after, found) in revision.iter().zip(found) {
        match found {
            Some(index) => both(wire, &base[index], after),
            None => {
                let title = format!("{} is new", capital(after));
                let rule = rule(after, "callback-added", "webhook-added");
                let said = Said::added(rule, title, after.request.origin);
                wire.found(Owner::Api, SENT, Verdict::Compatible, said);
            }
        }
    }
    for (before, _) in base.iter().zip(taken).filter(|(_, taken)| !taken) {
        let title = format!("{} is gone", capital(before));
        let rule = rule(before, "callback-removed", "webhook-removed");
        let said = Said::removed(rule, title, before.request.origin);
        wire.found(Owner::Api, SENT, Verdict::Risky, said);
    }
}

/// One that is sent by another method is the same still; so is one under another name that brings the same, where no other does.
fn moved(wire: &Wire<'_>, found: &mut [Option<usize>], taken: &mut [bool]) {
    let (base, revision) = (&wire.base.webhooks, &wire.revision.webhooks);
    let alone =
        |name: &str, all: &[Webhook]| all.iter().filter(|one| one.name == name).count() == 1;
    for by_name in [true, false] {
        for (index, after) in revision.iter().enumerate() {
            if found[index].is_some() {
                continue;
            }
            let fits = |number: &usize| {
                let before = &base[*number];
                let is_same = if by_name {
                    before.name == after.name
                        && alone(&after.name, base)
                        && alone(&after.name, revision)
                } else {
                    before.request.method == after.request.method
                        && before.url == after.url
                        && brings_the_same(wire, before, after)
                };
                !taken[*number] && is_same
            };
            let all: Vec<usize> = (0..base.len()).filter(fits).collect();
            if let [only] = all[..] {
                taken[only] = true;
                found[index] = Some(only);
            }
        }
    }
}

fn brings_the_same(wire: &Wire<'_>, before: &Webhook, after: &Webhook) -> bool {
    let (Some(before), Some(after)) = (&before.request.body, &after.request.body) else {
        return false;
    };
    let mut pairs = before.content.iter().zip(&after.content);
    before.content.len() == after.content.len()
        && pairs.all(|(before, after)| match (&before.schema, &after.schema) {
            (Some(was), Some(is)) => {
                // The same component is the same thing, whatever else became of it.
                before.media_type == after.media_type
                    && alike::likeness(wire, was, is).is_some_and(|speaks| speaks > 0)
            }
            (was, is) => before.media_type == after.media_type && was.is_none() == is.is_none(),
        })
}

fn rule(webhook: &Webhook, callback: &'static str, other: &'static str) -> &'static str {
    if webhook.url.is_some() {
        callback
    } else {
        other
    }
}

fn capital(webhook: &Webhook) -> String {
    super::operations::capital(&what(webhook))
}

fn what(webhook: &Webhook) -> String {
    let name = code(&webhook.name);
    if webhook.url.is_some() {
        format!("the callback {name}")
    } else {
        format!("the webhook {name}")
    }
}

fn both(wire: &mut Wire<'_>, base: &Webhook, revision: &Webhook) {
    let owner = Owner::Api;
    let what = what(revision);
    let (from, to) = (&base.request, &revision.request);
    wire.pairs.push((from.origin, to.origin));
    if base.name != revision.name {
        // The name is the document's. Whether it is another event that brings the same, nobody says.
        let title = format!("{} is now called {}", capital(base), code(&revision.name));
        let rule = rule(revision, "callback-renamed", "webhook-renamed");
        let said = Said::new(rule, title, from.origin, to.origin)
            .from(base.name.clone(), revision.name.clone());
        wire.found(owner, SENT, Verdict::Risky, said);
    }
    if from.method != to.method {
        let title = format!(
            "{} is sent by {}, no longer by {}",
            capital(revision),
            to.method,
            from.method
        );
        let rule = rule(
            revision,
            "callback-method-changed",
            "webhook-method-changed",
        );
        let said = Said::new(rule, title, from.origin, to.origin)
            .from(from.method.clone(), to.method.clone());
        wire.found(owner, SENT, Verdict::Breaking, said);
    }
    if base.url != revision.url {
        let title = format!("{} is sent to another URL", capital(revision));
        let said = Said::new("callback-url-changed", title, from.origin, to.origin)
            .from(base.url.clone(), revision.url.clone());
        wire.found(owner, SENT, Verdict::Risky, said);
    }
    let docs = |request: &Operation| {
        let all = [&request.summary, &request.description];
        let words: Vec<&str> = all.into_iter().flatten().map(String::as_str).collect();
        words.join(" ")
    };
    wire.documented(
        owner,
        &what,
        (Some(&docs(from)), from.origin),
        (Some(&docs(to)), to.origin),
        None,
    );
    parameters(wire, &what, from, to);
    let body = format!("the body of {what}");
    match (&from.body, &to.body) {
        (None, None) => {}
        (Some(before), Some(after)) => {
            wire.pairs.push((before.origin, after.origin));
            if before.required != after.required {
                let (rule, verdict, word) = if after.required {
                    (
                        "webhook-body-became-required",
                        Verdict::Compatible,
                        "is always there",
                    )
                } else {
                    (
                        "webhook-body-became-optional",
                        Verdict::Breaking,
                        "may be missing",
                    )
                };
                let title = format!("{} {word}", operations::capital(&body));
                let said = Said::new(rule, title, before.origin, after.origin);
                wire.found(owner, SENT, verdict, said);
            }
            media(
                wire,
                owner,
                Direction::Response,
                &body,
                &before.content,
                &after.content,
            );
        }
        (None, Some(after)) => {
            let title = format!("{} has a body now", capital(revision));
            let said = Said::added("webhook-body-added", title, after.origin);
            wire.found(owner, SENT, Verdict::Compatible, said);
        }
        (Some(before), None) => {
            let title = format!("{} has no body any more", capital(revision));
            let said = Said::removed("webhook-body-removed", title, before.origin);
            wire.found(owner, SENT, Verdict::Breaking, said);
        }
    }
    answers(wire, &what, from, to);
}

/// What the receiver may answer. Whether a sender minds another success, nobody says.
fn answers(wire: &mut Wire<'_>, what: &str, from: &Operation, to: &Operation) {
    let owner = Owner::Api;
    let towards = Some(Direction::Request);
    let among =
        |one: &Response, all: &[Response]| all.iter().any(|other| other.status == one.status);
    let (before, after) = (&from.responses, &to.responses);
    let gone: Vec<_> = before.iter().filter(|one| !among(one, after)).collect();
    let new: Vec<_> = after.iter().filter(|one| !among(one, before)).collect();
    let shown = |response: &Response| responses::shown(response.status);
    if let ([before], [after]) = (gone.as_slice(), new.as_slice()) {
        let title = format!(
            "The answer to {what} is {}, no longer {}",
            shown(after),
            shown(before)
        );
        wire.pairs.push((before.origin, after.origin));
        let said = Said::new("webhook-answer-changed", title, before.origin, after.origin);
        wire.found(owner, towards, Verdict::Risky, said);
    } else {
        for after in &new {
            let title = format!(
                "{} may be answered by {}",
                operations::capital(what),
                shown(after)
            );
            let said = Said::added("webhook-answer-added", title, after.origin);
            wire.found(owner, towards, Verdict::Compatible, said);
        }
        for before in &gone {
            let title = format!("{} is no longer an answer to {what}", shown(before));
            let said = Said::removed("webhook-answer-removed", title, before.origin);
            wire.found(owner, towards, Verdict::Risky, said);
        }
    }
    for after in &to.responses {
        let mut all = from.responses.iter();
        let Some(before) = all.find(|before| before.status == after.status) else {
            continue;
        };
        wire.pairs.push((before.origin, after.origin));
        let answer = format!("the answer {} to {what}", responses::shown(after.status));
        // What a sender does with an answer, nobody says.
        let said = match (before.content.first(), after.content.first()) {
            (None, Some(body)) => {
                let title = format!("{} has a body now", operations::capital(&answer));
                Some(Said::added("webhook-answer-body-added", title, body.origin))
            }
            (Some(body), None) => {
                let title = format!("{} has no body any more", operations::capital(&answer));
                Some(Said::removed(
                    "webhook-answer-body-removed",
                    title,
                    body.origin,
                ))
            }
            _ => None,
        };
        if let Some(said) = said {
            wire.found(owner, towards, Verdict::Risky, said);
            continue;
        }
        media(
            wire,
            owner,
            Direction::Request,
            &answer,
            &before.content,
            &after.content,
        );
    }
}

/// Headers and what else the request brings.
fn parameters(wire: &mut Wire<'_>, what: &str, base: &Operation, revision: &Operation) {
    let owner = Owner::Api;
    let word = |place: In| match place {
        In::Header => "header",
        In::Cookie => "cookie",
        _ => "parameter",
    };
    for after in &revision.parameters {
        let name = format!("the {} {} of {what}", word(after.place), code(&after.name));
        let mut all = base.parameters.iter();
        let same = all.find(|one| one.place == after.place && one.name == after.name);
        let Some(before) = same else {
            let title = format!("{} is new", super::operations::capital(&name));
            let said = Said::added("webhook-parameter-added", title, after.origin);
            wire.found(owner, SENT, Verdict::Compatible, said);
            continue;
        };
        let (from, to) = (before.origin, after.origin);
        wire.pairs.push((from, to));
        if before.required != after.required {
            let (verdict, word) = if after.required {
                (Verdict::Compatible, "is always there")
            } else {
                (Verdict::Breaking, "may be missing")
            };
            let title = format!("{} {word}", super::operations::capital(&name));
            let said = Said::new("webhook-parameter-changed", title, from, to);
            wire.found(owner, SENT, verdict, said);
        }
        schemas::uses(
            wire,
            owner,
            Direction::Response,
            &name,
            &before.schema,
            &after.schema,
        );
    }
    for before in &base.parameters {
        let mut all = revision.parameters.iter();
        if !all.any(|one| one.place == before.place && one.name == before.name) {
            let title = format!(
                "{what} has no {} {} any more",
                word(before.place),
                code(&before.name)
            );
            let verdict = if before.required {
                Verdict::Breaking
            } else {
                Verdict::Risky
            };
            let title = super::operations::capital(&title);
            let said = Said::removed("webhook-parameter-removed", title, before.origin);
            wire.found(owner, SENT, verdict, said);
        }
    }
}
