//! Arrays: their items, the first of which may each have a schema of their own.

use super::operations::capital;
use super::{Direction, Owner, Said, Verdict, Wire, schemas};
use crate::contract::{Contract, Schema, Types, Use};

/// The items of an array.
pub(super) fn compare(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Schema,
    revision: &Schema,
) {
    let (before, after) = (&base.array, &revision.array);
    for (index, (one, other)) in before.prefix.iter().zip(&after.prefix).enumerate() {
        let what = format!("item {index} of {label}");
        schemas::uses(wire, owner, direction, &what, one, other);
    }
    let common = before.prefix.len().min(after.prefix.len());
    let is_other = before.prefix.is_empty() != after.prefix.is_empty();
    if is_other {
        turned(wire, owner, direction, label, base, revision);
    }
    let own = if is_other { usize::MAX } else { common };
    for (index, item) in after.prefix.iter().enumerate().skip(own) {
        let verdict = came(direction, &rest(wire.base, &before.items));
        let title = format!("Item {index} of {label} is described");
        let said = Said::added("tuple-item-added", title, item.origin);
        wire.found(owner, Some(direction), verdict, said);
    }
    for (index, item) in before.prefix.iter().enumerate().skip(own) {
        let verdict = went(direction, &rest(wire.revision, &after.items));
        let title = format!("Item {index} of {label} is no longer described");
        let said = Said::removed("tuple-item-removed", title, item.origin);
        wire.found(owner, Some(direction), verdict, said);
    }
    let is_tuple = !before.prefix.is_empty() || !after.prefix.is_empty();
    let word = if is_tuple {
        "a further item"
    } else {
        "an item"
    };
    let (was, is) = (
        rest(wire.base, &before.items),
        rest(wire.revision, &after.items),
    );
    let told = was == Rest::Forbidden || is == Rest::Forbidden;
    match (&before.items, &after.items) {
        (Some(one), Some(other)) if !told => {
            let what = format!("{word} of {label}");
            schemas::uses(wire, owner, direction, &what, one, other);
        }
        _ if was == is || is_other => {}
        (one, other) => {
            let (rule, verdict, word) = match is {
                Rest::Any if is_tuple => (
                    "items-removed",
                    direction.wider(),
                    "may have any further items",
                ),
                Rest::Any => ("items-removed", direction.wider(), "may have any items"),
                Rest::Forbidden if is_tuple => {
                    ("items-added", direction.narrower(), "has no further items")
                }
                Rest::Forbidden => ("items-added", direction.narrower(), "has no items"),
                Rest::Some => {
                    let verdict = match was {
                        Rest::Forbidden => direction.wider(),
                        _ => direction.narrower(),
                    };
                    let word = match (&was, is_tuple) {
                        (Rest::Forbidden, true) => "may have further items, of one kind",
                        (Rest::Forbidden, false) => "may have items, of one kind",
                        (_, true) => "has further items of one kind",
                        (_, false) => "has items of one kind",
                    };
                    ("items-added", verdict, word)
                }
            };
            let origin = |items: &Option<Use>, schema: &Schema| {
                items.as_ref().map_or(schema.origin, |items| items.origin)
            };
            let said = Said::new(
                rule,
                format!("{} {word}", capital(label)),
                origin(one, base),
                origin(other, revision),
            );
            wire.found(owner, Some(direction), verdict, said);
        }
    }
}

/// An item has a schema of its own that was one of the rest.
fn came(direction: Direction, rest: &Rest) -> Verdict {
    match rest {
        Rest::Forbidden => direction.wider(),
        Rest::Any => direction.narrower(),
        Rest::Some => direction.pick(Verdict::Breaking, Verdict::Risky),
    }
}

/// An item that had a schema of its own is one of the rest.
fn went(direction: Direction, rest: &Rest) -> Verdict {
    match rest {
        Rest::Forbidden => direction.narrower(),
        Rest::Any => direction.wider(),
        Rest::Some => direction.pick(Verdict::Risky, Verdict::Breaking),
    }
}

/// A list became a tuple, or the reverse: one change, however many items there are.
fn turned(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Schema,
    revision: &Schema,
) {
    let (was, is) = (
        rest(wire.base, &base.array.items),
        rest(wire.revision, &revision.array.items),
    );
    let behind = match (&was, &is) {
        (was, is) if was == is => Verdict::None,
        (Rest::Forbidden, _) | (_, Rest::Any) => direction.wider(),
        _ => direction.narrower(),
    };
    let count = revision.array.prefix.len();
    let (rule, items, title) = if count > 0 {
        let ending = if count == 1 { "" } else { "s" };
        let title = format!("{} is a tuple of {count} item{ending} now", capital(label));
        ("tuple-added", came(direction, &was), title)
    } else {
        let title = format!("{} is a list, no longer a tuple", capital(label));
        ("tuple-removed", went(direction, &is), title)
    };
    let said = Said::new(rule, title, base.origin, revision.origin);
    wire.found(owner, Some(direction), items.max(behind), said);
}

/// What may stand behind the items that have a schema of their own.
#[derive(PartialEq, Eq)]
enum Rest {
    Any,
    Some,
    Forbidden,
}

fn rest(contract: &Contract, items: &Option<Use>) -> Rest {
    let Some(items) = items else {
        return Rest::Any;
    };
    let schema = contract.schema(items.schema);
    if schema.types == Types::NONE && !items.nullable {
        Rest::Forbidden
    } else if schema.types == Types::ANY && schema.values.is_none() && schema.union.is_none() {
        Rest::Any
    } else {
        Rest::Some
    }
}
