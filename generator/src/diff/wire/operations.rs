//! Operations: which belong together, and what each of the two says.

use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};

use super::{
    Direction, Owner, Said, Verdict, Wire, code, name_of, parameters, responses, security,
};
use crate::contract::{Body, Media, Operation, Webhook};

/// All of them, and the API's own words.
pub(super) fn compare(wire: &mut Wire<'_>) {
    let (base, revision) = (wire.base, wire.revision);
    let pairs = paired(&base.operations, &revision.operations);
    for (before, after) in pairs {
        match (before, after) {
            (Some(before), Some(after)) => {
                let number = wire.operation(after);
                wire.pairs.push((before.origin, after.origin));
                operation(wire, number, before, after);
            }
            (Some(before), None) => removed(wire, before),
            (None, Some(after)) => {
                let number = wire.operation(after);
                let title = format!(
                    "{} is new: {} {}",
                    code(&name_of(after)),
                    after.method,
                    after.path
                );
                let said = Said::added("operation-added", title, after.origin)
                    .from(None, format!("{} {}", after.method, after.path));
                wire.found(Owner::Operation(number), None, Verdict::Compatible, said);
            }
            (None, None) => {}
        }
    }
    webhooks(wire);
    api(wire);
}

/// Requests that the server sends, webhooks and callbacks: what they hold travels as answers do.
fn webhooks(wire: &mut Wire<'_>) {
    let (base, revision) = (&wire.base.webhooks, &wire.revision.webhooks);
    let (owner, direction) = (Owner::Api, Direction::Response);
    let same = |one: &Webhook, other: &Webhook| {
        one.name == other.name && one.request.method == other.request.method
    };
    for after in revision {
        let name = code(&after.name);
        let Some(before) = base.iter().find(|before| same(before, after)) else {
            let title = format!("The webhook {name} is new");
            let said = Said::added("webhook-added", title, after.request.origin);
            wire.found(owner, Some(direction), Verdict::Compatible, said);
            continue;
        };
        wire.pairs
            .push((before.request.origin, after.request.origin));
        if let (Some(before), Some(after)) = (&before.request.body, &after.request.body) {
            let what = format!("the body of the webhook {name}");
            media(
                wire,
                owner,
                direction,
                &what,
                &before.content,
                &after.content,
            );
        }
    }
    for before in base {
        if !revision.iter().any(|after| same(before, after)) {
            let title = format!("The webhook {} is gone", code(&before.name));
            let said = Said::removed("webhook-removed", title, before.request.origin);
            wire.found(owner, Some(direction), Verdict::Risky, said);
        }
    }
}

fn api(wire: &mut Wire<'_>) {
    let (base, revision) = (wire.base, wire.revision);
    let url = |contract: &crate::contract::Contract| {
        contract.servers.first().map(|server| server.url.clone())
    };
    if url(base) != url(revision) {
        let mut said = Said::new(
            "server-url-changed",
            "The server is another one".to_owned(),
            Default::default(),
            Default::default(),
        )
        .from(url(base), url(revision));
        said.base = base.servers.first().map(|server| server.origin);
        said.revision = revision.servers.first().map(|server| server.origin);
        let index = wire.found(Owner::Api, Some(Direction::Request), Verdict::Risky, said);
        wire.findings[index].silent = true;
    }
    if (&base.title, &base.summary, &base.version)
        != (&revision.title, &revision.summary, &revision.version)
        || super::words(base.description.as_ref()) != super::words(revision.description.as_ref())
    {
        let mut said = Said::new(
            "info-changed",
            "What the document says of itself changed".to_owned(),
            Default::default(),
            Default::default(),
        )
        .from(base.version.clone(), revision.version.clone());
        (said.base, said.revision) = (None, None);
        wire.found(Owner::Api, None, Verdict::None, said);
    }
}

/// By method and path, whatever the parameters of the path are called; what is left by operationId.
fn paired<'a>(
    base: &'a [Operation],
    revision: &'a [Operation],
) -> Vec<(Option<&'a Operation>, Option<&'a Operation>)> {
    let by_place: HashMap<_, _> = base
        .iter()
        .enumerate()
        .map(|(index, operation)| (place(operation), index))
        .collect();
    let mut taken = vec![false; base.len()];
    let mut matched: Vec<Option<usize>> = revision
        .iter()
        .map(|operation| {
            let index = *by_place.get(&place(operation))?;
            (!std::mem::replace(&mut taken[index], true)).then_some(index)
        })
        .collect();
    let by_id: HashMap<_, _> = base
        .iter()
        .enumerate()
        .filter(|(index, _)| !taken[*index])
        .filter_map(|(index, operation)| Some((operation.id.as_deref()?, index)))
        .collect();
    for (operation, found) in revision.iter().zip(&mut matched) {
        let left = operation
            .id
            .as_deref()
            .and_then(|id| by_id.get(id))
            .copied();
        if let (None, Some(index)) = (&found, left)
            && !std::mem::replace(&mut taken[index], true)
        {
            *found = Some(index);
        }
    }
    let gone = base
        .iter()
        .enumerate()
        .filter(|(index, _)| !taken[*index])
        .map(|(_, operation)| (Some(operation), None));
    revision
        .iter()
        .zip(&matched)
        .map(|(operation, found)| (found.map(|index| &base[index]), Some(operation)))
        .chain(gone)
        .collect()
}

/// Method, and path with nameless parameters.
fn place(operation: &Operation) -> (&str, String) {
    (&operation.method, nameless(&operation.path))
}

fn nameless(path: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in path.chars() {
        inside = (inside || letter == '{') && letter != '}';
        if !inside || letter == '{' {
            text.push(letter);
        }
    }
    text
}

fn removed(wire: &mut Wire<'_>, operation: &Operation) {
    let (verdict, rule) = if operation.deprecated && sunset_is_over(operation) {
        (Verdict::Compatible, "operation-removed-after-sunset")
    } else {
        (Verdict::Breaking, "operation-removed")
    };
    let title = format!(
        "{} is gone: {} {}",
        code(&name_of(operation)),
        operation.method,
        operation.path
    );
    let said = Said::removed(rule, title, operation.origin)
        .from(format!("{} {}", operation.method, operation.path), None);
    let index = wire.found(Owner::Api, None, verdict, said);
    wire.findings[index].operations = Vec::new();
    // It is no operation of the revision, but the one that the finding is about.
    let number = wire.operation(operation);
    wire.own.push((number, index));
}

/// `x-sunset: 2026-01-31` lies in the past.
fn sunset_is_over(operation: &Operation) -> bool {
    let date = operation
        .extensions
        .get("x-sunset")
        .and_then(|value| value.as_str());
    let Some([year, month, day]) = date.and_then(|date| {
        let parts: Vec<i64> = date
            .get(..10)?
            .split('-')
            .map(|part| part.parse().ok())
            .collect::<Option<_>>()?;
        <[i64; 3]>::try_from(parts).ok()
    }) else {
        return false;
    };
    // Days since 1970 in the proleptic Gregorian calendar, years beginning in March.
    let (years, months) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = 365 * years + years.div_euclid(4) - years.div_euclid(100)
        + years.div_euclid(400)
        + (153 * months + 2) / 5
        + day
        - 1
        - 719_468;
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs() / 86_400);
    u64::try_from(days).is_ok_and(|days| days < now)
}

fn operation(wire: &mut Wire<'_>, number: usize, base: &Operation, revision: &Operation) {
    let owner = Owner::Operation(number);
    let name = code(&name_of(revision));
    let (from, to) = (base.origin, revision.origin);
    let say = |wire: &mut Wire<'_>,
               rule,
               verdict,
               title: String,
               before: Option<String>,
               after: Option<String>| {
        wire.found(
            owner,
            None,
            verdict,
            Said::new(rule, title, from, to).from(before, after),
        )
    };
    let url = |operation: &Operation| operation.servers.first().map(|server| server.url.clone());
    if url(base) != url(revision) {
        let title = format!("{name} goes to another server");
        let (before, after) = (url(base), url(revision));
        say(
            wire,
            "server-url-changed",
            Verdict::Risky,
            title,
            before,
            after,
        );
    }
    if nameless(&base.path) != nameless(&revision.path) {
        let title = format!(
            "{name} moved from {} to {}",
            code(&base.path),
            code(&revision.path)
        );
        say(
            wire,
            "path-changed",
            Verdict::Breaking,
            title,
            Some(base.path.clone()),
            Some(revision.path.clone()),
        );
    } else if base.path != revision.path {
        let title = format!("Parameters in the path of {name} are called otherwise");
        say(
            wire,
            "path-parameter-renamed",
            Verdict::None,
            title,
            Some(base.path.clone()),
            Some(revision.path.clone()),
        );
    }
    if base.method != revision.method {
        let title = format!(
            "{name} is sent by {}, no longer by {}",
            revision.method, base.method
        );
        say(
            wire,
            "method-changed",
            Verdict::Breaking,
            title,
            Some(base.method.clone()),
            Some(revision.method.clone()),
        );
    }
    if base.id != revision.id {
        let title = format!("{} is now called {name}", code(&name_of(base)));
        say(
            wire,
            "operation-id-changed",
            Verdict::None,
            title,
            base.id.clone(),
            revision.id.clone(),
        );
    }
    if base.deprecated != revision.deprecated {
        let (rule, title) = if revision.deprecated {
            ("operation-deprecated", format!("{name} is deprecated"))
        } else {
            (
                "operation-undeprecated",
                format!("{name} is no longer deprecated"),
            )
        };
        say(wire, rule, Verdict::None, title, None, None);
    }
    let docs = |operation: &Operation| {
        [
            &operation.summary,
            &operation.description,
            &operation.external_docs,
        ]
        .into_iter()
        .flatten()
        .flat_map(|text| text.split_whitespace())
        .collect::<Vec<_>>()
        .join(" ")
    };
    if docs(base) != docs(revision) {
        let title = format!("The documentation of {name} changed");
        say(
            wire,
            "docs-changed",
            Verdict::None,
            title,
            Some(docs(base)),
            Some(docs(revision)),
        );
    }
    security::operation(wire, owner, &name, base, revision);
    parameters::compare(wire, owner, &name, base, revision);
    body(wire, owner, &name, base, revision);
    responses::compare(wire, owner, &name, base, revision);
}

fn body(wire: &mut Wire<'_>, owner: Owner, name: &str, base: &Operation, revision: &Operation) {
    let request = Some(Direction::Request);
    match (&base.body, &revision.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let (rule, verdict, word) = if body.required {
                ("body-required-added", Verdict::Breaking, "needs a body")
            } else {
                (
                    "body-optional-added",
                    Verdict::Compatible,
                    "may have a body",
                )
            };
            wire.found(
                owner,
                request,
                verdict,
                Said::added(rule, format!("{name} {word}"), body.origin),
            );
        }
        (Some(body), None) => {
            let said = Said::removed(
                "body-removed",
                format!("{name} has no body any more"),
                body.origin,
            );
            wire.found(owner, request, Verdict::Breaking, said);
        }
        (Some(before), Some(after)) => bodies(wire, owner, name, before, after),
    }
}

fn bodies(wire: &mut Wire<'_>, owner: Owner, name: &str, base: &Body, revision: &Body) {
    wire.pairs.push((base.origin, revision.origin));
    if base.required != revision.required {
        let (rule, verdict, word) = if revision.required {
            (
                "body-became-required",
                Verdict::Breaking,
                "needs its body now",
            )
        } else {
            (
                "body-became-optional",
                Verdict::Compatible,
                "may leave out its body",
            )
        };
        let said = Said::new(rule, format!("{name} {word}"), base.origin, revision.origin);
        wire.found(owner, Some(Direction::Request), verdict, said);
    }
    wire.documented(
        owner,
        &format!("the body of {name}"),
        (base.description.as_ref(), base.origin),
        (revision.description.as_ref(), revision.origin),
    );
    media(
        wire,
        owner,
        Direction::Request,
        &format!("the body of {name}"),
        &base.content,
        &revision.content,
    );
}

/// The media types of a body or an answer.
pub(super) fn media(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &[Media],
    revision: &[Media],
) {
    let (added, removed) = match direction {
        Direction::Request => ("request-media-type-added", "request-media-type-removed"),
        Direction::Response => ("response-media-type-added", "response-media-type-removed"),
    };
    let plain = |media: &Media| {
        let text = media.media_type.split(';').next().unwrap_or_default();
        text.trim().to_ascii_lowercase()
    };
    for after in revision {
        let Some(before) = base.iter().find(|before| plain(before) == plain(after)) else {
            let title = format!(
                "{} has a new media type, {}",
                capital(what),
                code(&after.media_type)
            );
            let said = Said::added(added, title, after.origin).from(None, after.media_type.clone());
            wire.found(owner, Some(direction), Verdict::Compatible, said);
            continue;
        };
        contents(wire, owner, direction, what, before, after);
    }
    for before in base
        .iter()
        .filter(|before| !revision.iter().any(|after| plain(before) == plain(after)))
    {
        let title = format!(
            "{} has no media type {} any more",
            capital(what),
            code(&before.media_type)
        );
        let said =
            Said::removed(removed, title, before.origin).from(before.media_type.clone(), None);
        wire.found(owner, Some(direction), Verdict::Breaking, said);
    }
}

fn contents(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &Media,
    revision: &Media,
) {
    wire.pairs.push((base.origin, revision.origin));
    let schemas = [
        (&base.schema, &revision.schema),
        (&base.item_schema, &revision.item_schema),
    ];
    for (before, after) in schemas {
        match (before, after) {
            (Some(before), Some(after)) => {
                super::schemas::uses(wire, owner, direction, what, before, after);
            }
            (None, None) => {}
            (before, after) => {
                let (rule, verdict) = if after.is_some() {
                    ("media-schema-added", direction.narrower())
                } else {
                    ("media-schema-removed", direction.wider())
                };
                let origin = |usage: &Option<crate::contract::Use>, media: &Media| {
                    usage.as_ref().map_or(media.origin, |usage| usage.origin)
                };
                let title = format!("{} has another description", capital(what));
                let said = Said::new(rule, title, origin(before, base), origin(after, revision));
                wire.found(owner, Some(direction), verdict, said);
            }
        }
    }
    for (part, after) in &revision.encoding {
        if let Some(before) = base.encoding.get(part)
            && (&before.content_type, before.style) != (&after.content_type, after.style)
        {
            let title = format!("The part {} of {what} is written otherwise", code(part));
            let said = Said::new("encoding-changed", title, before.origin, after.origin)
                .from(before.content_type.clone(), after.content_type.clone());
            wire.found(owner, Some(direction), Verdict::Breaking, said);
        }
    }
}

pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
