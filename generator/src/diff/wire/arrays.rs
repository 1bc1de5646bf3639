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
    for (index, item) in after.prefix.iter().enumerate().skip(common) {
        let verdict = match rest(wire.base, &before.items) {
            Rest::Forbidden => direction.wider(),
            Rest::Any => direction.narrower(),
            Rest::Some => direction.pick(Verdict::Breaking, Verdict::Risky),
        };
        let title = format!("Item {index} of {label} is described");
        let said = Said::added("tuple-item-added", title, item.origin);
        wire.found(owner, Some(direction), verdict, said);
    }
    for (index, item) in before.prefix.iter().enumerate().skip(common) {
        let verdict = match rest(wire.revision, &after.items) {
            Rest::Forbidden => direction.narrower(),
            Rest::Any => direction.wider(),
            Rest::Some => direction.pick(Verdict::Risky, Verdict::Breaking),
        };
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
        _ if was == is => {}
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
                Rest::Some if is_tuple => (
                    "items-added",
                    direction.narrower(),
                    "has further items of one kind",
                ),
                Rest::Some => ("items-added", direction.narrower(), "has items of one kind"),
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
