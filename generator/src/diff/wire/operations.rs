//! Operations: which belong together, and what each of the two says.

use std::time::{SystemTime, UNIX_EPOCH};

use super::pairs::{nameless, paired};
use super::{Group, Owner, Said, Verdict, WHO, Wire, bodies, code, name_of, parameters, responses};
use crate::contract::Operation;

/// All of them, and the API's own words.
pub(super) fn compare(wire: &mut Wire<'_>) {
    for (before, after) in paired(wire) {
        match (before, after) {
            (Some(before), Some(after)) => {
                let number = wire.operation(after);
                wire.pairs.push((before.origin, after.origin));
                wire.both.push((number, before, after));
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
    docs(wire);
    paths(wire);
    tags(wire);
    api(wire);
}

fn api(wire: &mut Wire<'_>) {
    let (base, revision) = (wire.base, wire.revision);
    if (&base.title, &base.summary, &base.version)
        != (&revision.title, &revision.summary, &revision.version)
        || !super::words(base.description.as_ref()).eq(super::words(revision.description.as_ref()))
    {
        let said = Said::new(
            "info-changed",
            "What the document says of itself changed".to_owned(),
            base.origin,
            revision.origin,
        )
        .from(base.version.clone(), revision.version.clone());
        wire.found(Owner::Api, None, Verdict::None, said);
    }
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
    parameters::compare(wire, owner, base, revision);
    bodies::compare(wire, owner, base, revision);
    responses::compare(wire, owner, base, revision);
}

/// What is said of operations. Those of one path that say nothing have what is said of the path: that is told once.
fn docs(wire: &mut Wire<'_>) {
    let text = |operation: &Operation| words_of(operation).collect::<Vec<_>>().join(" ");
    for group in wire.grouped_where(
        |base, revision| !words_of(base).eq(words_of(revision)),
        |operation| (operation.path.clone(), text(operation)),
    ) {
        let title = format!("The documentation of {WHO} changed");
        let (was, is) = (text(group.base), text(group.revision));
        let (was, is) = (Some(was), Some(is));
        together(wire, &group, Verdict::None, "docs-changed", title, was, is);
    }
}

pub(super) fn words_of(operation: &Operation) -> impl Iterator<Item = &str> {
    let texts = [
        &operation.summary,
        &operation.description,
        &operation.external_docs,
    ];
    let texts = texts.into_iter().flatten();
    texts.flat_map(|text| text.split_whitespace())
}

/// The first tag, which names the module.
fn tags(wire: &mut Wire<'_>) {
    for group in wire.grouped_where(
        |base, revision| base.tags.first() != revision.tags.first(),
        |operation| operation.tags.first().cloned(),
    ) {
        let tag = |operation: &Operation| operation.tags.first().cloned();
        let (was, is) = (tag(group.base), tag(group.revision));
        let title = match (&was, &is) {
            (_, None) => format!("The tag of {WHO} is gone"),
            (None, Some(is)) => format!("The tag of {WHO} is {}, there was none", code(is)),
            (Some(was), Some(is)) => {
                format!("The tag of {WHO} is {}, no longer {}", code(is), code(was))
            }
        };
        together(wire, &group, Verdict::None, "tags-changed", title, was, is);
    }
}

/// The path, the names of its parameters aside.
fn paths(wire: &mut Wire<'_>) {
    for group in wire.grouped_where(
        |base, revision| nameless(&base.path) != nameless(&revision.path),
        |operation| operation.path.clone(),
    ) {
        let (was, is) = (&group.base.path, &group.revision.path);
        let title = format!("{WHO} moved from {} to {}", code(was), code(is));
        let (was, is) = (Some(was.clone()), Some(is.clone()));
        together(
            wire,
            &group,
            Verdict::Breaking,
            "path-changed",
            title,
            was,
            is,
        );
    }
}

/// What several operations have in common changed once.
fn together(
    wire: &mut Wire<'_>,
    group: &Group<'_>,
    verdict: Verdict,
    rule: &'static str,
    title: String,
    was: Option<String>,
    is: Option<String>,
) {
    let said = Said::new(rule, title, group.base.origin, group.revision.origin).from(was, is);
    let index = wire.found_by(&group.operations, None, verdict, said);
    let all = wire.both.iter();
    let places = all
        .filter(|(number, ..)| group.operations.contains(number))
        .map(|(_, base, revision)| (base.origin, revision.origin));
    wire.findings[index].also = places.collect();
}

pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
