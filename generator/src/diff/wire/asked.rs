//! `not`, `if`, `contains` and others of their kind, whether a crate checks them or not: they are compared as text.

use serde_json::Value;

use super::operations::capital;
use super::{Direction, Owner, Said, Verdict, Wire, code};
use crate::contract::Asked;
use crate::source::Origin;

/// What two schemas, or two uses of schemas, say by such keywords.
pub(super) fn compare(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: Origin,
    revision: Origin,
) {
    let before = wire.base.asked(base);
    let after = wire.revision.asked(revision);
    let contains = |all: &[Asked]| all.iter().any(|one| one.keyword == "contains");
    // How many items are to be found says nothing without what is to be found.
    let searched = contains(before) && contains(after);
    let told = |one: &&Asked| searched || !is_count(one.keyword);
    let (mut gone, mut new): (Vec<&Asked>, Vec<&Asked>) = (
        before.iter().filter(told).collect(),
        after.iter().filter(told).collect(),
    );
    let alike = |one: &Asked, other: &Asked| {
        one.keyword == other.keyword
            && (one.text == other.text || unordered(&one.text) == unordered(&other.text))
    };
    gone.retain(|one| match new.iter().position(|other| alike(one, other)) {
        Some(index) => {
            new.remove(index);
            false
        }
        None => true,
    });
    for after in new {
        let same = gone.iter().position(|one| one.keyword == after.keyword);
        match same.map(|index| gone.remove(index)) {
            Some(before) => changed(wire, owner, direction, label, before, after),
            None => {
                let title = format!("{} has a new `{}`", capital(label), after.keyword);
                let said = Said::added(rules(after.keyword)[0], title, after.origin)
                    .from(None, after.text.clone());
                // Without a least number it is one.
                let verdict = match after.keyword {
                    "minContains" if after.text == "0" => direction.wider(),
                    _ => direction.narrower(),
                };
                wire.found(owner, Some(direction), verdict, said);
            }
        }
    }
    for before in gone {
        let title = format!("{} has no `{}` any more", capital(label), before.keyword);
        let said = Said::removed(rules(before.keyword)[1], title, before.origin)
            .from(before.text.clone(), None);
        let verdict = match before.keyword {
            "minContains" if before.text == "0" => direction.narrower(),
            _ => direction.wider(),
        };
        wire.found(owner, Some(direction), verdict, said);
    }
}

/// A schema in which lists whose order says nothing are sorted.
fn unordered(text: &str) -> Option<Value> {
    fn sort(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(sort),
            Value::Object(members) => {
                for (name, value) in members {
                    sort(value);
                    if let ("enum" | "type" | "required", Value::Array(items)) =
                        (name.as_str(), value)
                    {
                        items.sort_by_key(Value::to_string);
                    }
                }
            }
            _ => {}
        }
    }
    let mut value = serde_json::from_str(text).ok()?;
    sort(&mut value);
    Some(value)
}

fn changed(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Asked,
    revision: &Asked,
) {
    let keyword = revision.keyword;
    let count = |text: &str| text.parse::<u64>().ok();
    let grew = count(&base.text) < count(&revision.text);
    let verdict = match keyword {
        "minContains" if grew => direction.narrower(),
        "minContains" => direction.wider(),
        "maxContains" if grew => direction.wider(),
        "maxContains" => direction.narrower(),
        _ => direction.pick(Verdict::Breaking, Verdict::Risky),
    };
    let said = Said::new(
        rules(keyword)[2],
        format!("The {} of {label} changed", code(keyword)),
        base.origin,
        revision.origin,
    )
    .from(base.text.clone(), revision.text.clone());
    wire.found(owner, Some(direction), verdict, said);
}

fn is_count(keyword: &str) -> bool {
    matches!(keyword, "minContains" | "maxContains")
}

/// Added, removed, changed.
fn rules(keyword: &str) -> [&'static str; 3] {
    match keyword {
        "not" => ["not-added", "not-removed", "not-changed"],
        "if" => ["if-added", "if-removed", "if-changed"],
        "contains" => ["contains-added", "contains-removed", "contains-changed"],
        "minContains" => [
            "min-contains-added",
            "min-contains-removed",
            "min-contains-changed",
        ],
        "maxContains" => [
            "max-contains-added",
            "max-contains-removed",
            "max-contains-changed",
        ],
        "contentSchema" => [
            "content-schema-added",
            "content-schema-removed",
            "content-schema-changed",
        ],
        "dependentSchemas" => [
            "dependent-schemas-added",
            "dependent-schemas-removed",
            "dependent-schemas-changed",
        ],
        "unevaluatedItems" => [
            "unevaluated-items-added",
            "unevaluated-items-removed",
            "unevaluated-items-changed",
        ],
        _ => [
            "unevaluated-properties-added",
            "unevaluated-properties-removed",
            "unevaluated-properties-changed",
        ],
    }
}
