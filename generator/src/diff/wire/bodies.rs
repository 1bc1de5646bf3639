//! Bodies: whether there is one, its media types, and how parts of a form are written.

use std::collections::BTreeSet;

use super::operations::capital;
use super::{Direction, Owner, Said, Spelled, Verdict, WHO, Wire, alike, code, headers};
use crate::contract::{Body, Contract, Media, Operation, PartEncoding, Schema, Use};
use crate::source::Origin;

/// The bodies of an operation.
pub(super) fn compare(wire: &mut Wire<'_>, owner: Owner, base: &Operation, revision: &Operation) {
    let request = Some(Direction::Request);
    match (&base.body, &revision.body) {
        (None, None) => {}
        (None, Some(body)) => {
            let (rule, verdict, word) = if body.required {
                ("body-required-added", Verdict::Breaking, "must have a body")
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
                Said::added(rule, format!("{WHO} {word}"), body.origin),
            );
        }
        (Some(body), None) => {
            let said = Said::removed(
                "body-removed",
                format!("The body of {WHO} is gone"),
                body.origin,
            );
            wire.found(owner, request, Verdict::Breaking, said);
        }
        (Some(before), Some(after)) => bodies(wire, owner, before, after),
    }
}

fn bodies(wire: &mut Wire<'_>, owner: Owner, base: &Body, revision: &Body) {
    wire.pairs.push((base.origin, revision.origin));
    if base.required != revision.required {
        let (rule, verdict, word) = if revision.required {
            ("body-became-required", Verdict::Breaking, "must be sent")
        } else {
            (
                "body-became-optional",
                Verdict::Compatible,
                "may be left out",
            )
        };
        let said = Said::new(
            rule,
            format!("The body of {WHO} {word}"),
            base.origin,
            revision.origin,
        );
        wire.found(owner, Some(Direction::Request), verdict, said);
    }
    wire.documented(
        owner,
        &format!("the body of {WHO}"),
        (base.description.as_ref(), base.origin),
        (revision.description.as_ref(), revision.origin),
        None,
    );
    media(
        wire,
        owner,
        Direction::Request,
        &format!("the body of {WHO}"),
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
    let other = renamed(wire, base, revision);
    if let Some((before, after)) = other {
        let rule = match direction {
            Direction::Request => "request-media-type-changed",
            Direction::Response => "response-media-type-changed",
        };
        let (was, is) = (&before.media_type, &after.media_type);
        let title = format!("{} is {}, no longer {}", capital(what), code(is), code(was));
        let said =
            Said::new(rule, title, before.origin, after.origin).from(was.clone(), is.clone());
        wire.found(owner, Some(direction), Verdict::Breaking, said);
        if alike(wire, before, after) {
            contents(wire, owner, direction, what, before, after);
        }
    }
    let is_other = |media: &Media| {
        other.is_some_and(|(before, after)| {
            std::ptr::eq(before, media) || std::ptr::eq(after, media)
        })
    };
    for after in revision.iter().filter(|media| !is_other(media)) {
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
        .filter(|before| !is_other(before))
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

/// A media type without its parameters.
fn plain(media: &Media) -> String {
    let text = media.media_type.split(';').next().unwrap_or_default();
    text.trim().to_ascii_lowercase()
}

/// The only media type that is gone, and the only new one, where both hold the same or there is no other.
fn renamed<'m>(
    wire: &Wire<'_>,
    base: &'m [Media],
    revision: &'m [Media],
) -> Option<(&'m Media, &'m Media)> {
    let only = |medias: &'m [Media], others: &[Media]| {
        let missing = |media: &&Media| !others.iter().any(|other| plain(other) == plain(media));
        let mut missing = medias.iter().filter(missing);
        missing.next().filter(|_| missing.next().is_none())
    };
    let (before, after) = (only(base, revision)?, only(revision, base)?);
    let are_alone = base.len() == 1 && revision.len() == 1;
    (are_alone || alike(wire, before, after)).then_some((before, after))
}

/// Whether two media types hold the same; a component is the same, whatever became of it.
pub(super) fn alike(wire: &Wire<'_>, base: &Media, revision: &Media) -> bool {
    match (&base.schema, &revision.schema) {
        (Some(before), Some(after)) => {
            let name = &wire.base_of(before).name;
            (name.is_some() && *name == wire.revision_of(after).name)
                || alike::alike(wire, before, after)
        }
        (before, after) => before.is_none() == after.is_none(),
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
    let mut schemas = vec![
        (&base.schema, &revision.schema),
        (&base.item_schema, &revision.item_schema),
    ];
    // Of lines and events a schema is that of each, by whichever keyword.
    let is_only = |one: &Option<Use>, other: &Option<Use>| one.is_some() && other.is_none();
    let [before, after] = [base, revision].map(|media| (&media.schema, &media.item_schema));
    if !plain(base).ends_with("/json") && !plain(base).ends_with("+json") {
        if is_only(before.0, before.1) && is_only(after.1, after.0) {
            schemas = vec![(before.0, after.1)];
        } else if is_only(before.1, before.0) && is_only(after.0, after.1) {
            schemas = vec![(before.1, after.0)];
        }
    }
    let is_said = |usage: &Option<Use>, contract: &Contract| {
        let schema = usage.as_ref().map(|usage| contract.schema(usage.schema));
        schema.is_some_and(|schema| !super::formats::is_any_bytes(schema))
    };
    for (before, after) in schemas {
        match (before, after) {
            (Some(_), None) if !is_said(before, wire.base) => {}
            (None, Some(_)) if !is_said(after, wire.revision) => {}
            (Some(before), Some(after)) => {
                let spelled = if has_text_parts(base) && has_text_parts(revision) {
                    Spelled::Parts
                } else {
                    Spelled::Json
                };
                wire.spelled(spelled, |wire| {
                    super::schemas::uses(wire, owner, direction, what, before, after);
                });
            }
            (None, None) => {}
            (before, after) => {
                let (rule, verdict) = if after.is_some() {
                    ("media-schema-added", direction.narrower())
                } else {
                    ("media-schema-removed", direction.wider())
                };
                let origin = |usage: &Option<Use>, media: &Media| {
                    usage.as_ref().map_or(media.origin, |usage| usage.origin)
                };
                let word = if after.is_some() {
                    "is described, and was not"
                } else {
                    "is no longer described: it may be anything"
                };
                let title = format!("{} {word}", capital(what));
                let said = Said::new(rule, title, origin(before, base), origin(after, revision));
                wire.found(owner, Some(direction), verdict, said);
            }
        }
    }
    encodings(wire, owner, direction, what, base, revision);
}

/// Whether scalars are parts of a form, written as text.
fn has_text_parts(media: &Media) -> bool {
    let is_form = matches!(
        plain(media).as_str(),
        "application/x-www-form-urlencoded" | "multipart/form-data"
    );
    let is_json = |one: &PartEncoding| {
        let kind = one.content_type.as_deref();
        kind.is_some_and(|kind| kind.contains("json"))
    };
    is_form && !media.encoding.values().any(is_json)
}

/// How the parts of a form are written.
fn encodings(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &Media,
    revision: &Media,
) {
    let silent = PartEncoding::default();
    let said = |media: &'_ Media, part: &str| media.encoding.get(part).cloned();
    let parts: BTreeSet<&String> = base
        .encoding
        .keys()
        .chain(revision.encoding.keys())
        .collect();
    for part in parts {
        let (was, is) = (said(base, part), said(revision, part));
        let from = was.as_ref().map_or(base.origin, |one| one.origin);
        let to = is.as_ref().map_or(revision.origin, |one| one.origin);
        wire.pairs.push((from, to));
        let (before, after) = (
            was.as_ref().unwrap_or(&silent),
            is.as_ref().unwrap_or(&silent),
        );
        let text = |encoding: &PartEncoding, schema: Option<&Schema>| {
            let style = encoding.style.map(super::parameters::written);
            let said = style.or_else(|| encoding.content_type.clone());
            said.or_else(|| schema.map(|schema| unsaid(schema).to_owned()))
        };
        let texts = [
            text(before, part_of(wire.base, base, part)),
            text(after, part_of(wire.revision, revision, part)),
        ];
        let name = format!("the part {} of {what}", code(part));
        // Where the part is another thing, that is told already.
        if texts[0] != texts[1]
            && (was.is_some() && is.is_some() || is_same_part(wire, base, revision, part))
        {
            let [before, after] = texts;
            let verdict = match (kinds(before.as_deref()), kinds(after.as_deref())) {
                (was, is) if was.is_subset(&is) => direction.wider(),
                (was, is) if is.is_subset(&was) => direction.narrower(),
                _ => Verdict::Breaking,
            };
            let word = |text: &Option<String>| match text.as_deref() {
                Some(text) if !text.starts_with("its ") => code(text),
                text => text.unwrap_or("nothing").to_owned(),
            };
            let title = format!(
                "{} is written as {}, no longer as {}",
                capital(&name),
                word(&after),
                word(&before)
            );
            let said = Said::new("encoding-changed", title, from, to).from(before, after);
            wire.found(owner, Some(direction), verdict, said);
        }
        reserved(
            wire,
            owner,
            direction,
            &name,
            (before.allow_reserved, from),
            (after.allow_reserved, to),
        );
        headers::compare(
            wire,
            owner,
            direction,
            &name,
            &before.headers,
            &after.headers,
        );
    }
}

/// The media types of a part: any of them will do.
fn kinds(text: Option<&str>) -> BTreeSet<String> {
    let all = text.unwrap_or_default().split(',');
    all.map(|one| one.trim().to_ascii_lowercase()).collect()
}

/// The schema of a part.
fn part_of<'c>(contract: &'c Contract, media: &Media, part: &str) -> Option<&'c Schema> {
    let schema = contract.schema(media.schema.as_ref()?.schema);
    let property = schema.object.properties.get(part)?;
    Some(contract.schema(property.schema.schema))
}

fn is_same_part(wire: &Wire<'_>, base: &Media, revision: &Media, part: &str) -> bool {
    let (before, after) = (
        part_of(wire.base, base, part),
        part_of(wire.revision, revision, part),
    );
    match (before, after) {
        (Some(before), Some(after)) => unsaid(before) == unsaid(after),
        _ => false,
    }
}

/// How a part is written where nothing says so.
fn unsaid(schema: &Schema) -> &'static str {
    let of_items = schema.types.array && !schema.types.object && schema.array.items.is_some();
    if schema.format.as_deref() == Some("binary") || schema.content_encoding.is_some() {
        "application/octet-stream"
    } else if schema.types.object || (schema.types.array && !of_items) {
        "application/json"
    } else if of_items {
        "its items, each by itself"
    } else {
        "text/plain"
    }
}

/// `allowReserved`: whether `/` is written as `%2F`. Servers that read one as the other are common, and not all.
pub(super) fn reserved(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: (bool, Origin),
    revision: (bool, Origin),
) {
    if base.0 == revision.0 {
        return;
    }
    let word = if revision.0 {
        "may hold reserved characters as they are"
    } else {
        "has its reserved characters percent-encoded"
    };
    let said = Said::new(
        "allow-reserved-changed",
        format!("{} {word}", capital(what)),
        base.1,
        revision.1,
    )
    .from(base.0.to_string(), revision.0.to_string());
    wire.found(owner, Some(direction), Verdict::Risky, said);
}
