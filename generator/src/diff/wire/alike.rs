//! Whether two things look the same: enough to know one again under another name.

use super::matched::of_words;
use super::{Wire, schemas};
use crate::contract::{Schema, Use};

/// Whether two uses look the same, a few levels deep: enough to know a thing again under another name.
pub(super) fn alike(wire: &Wire<'_>, base: &Use, revision: &Use) -> bool {
    base.nullable == revision.nullable
        && same(wire, wire.base_of(base), wire.revision_of(revision), 4)
}

/// How much the shape of two uses speaks for the same thing under another name (see [`matched`]); `None` where they are no such thing.
pub(super) fn likeness(wire: &Wire<'_>, base: &Use, revision: &Use) -> Option<u32> {
    let (before, after) = (wire.base_of(base), wire.revision_of(revision));
    let said = of_words(
        base.notes.description.as_ref(),
        revision.notes.description.as_ref(),
    );
    // What holds itself has a member of another name in it too.
    let is_one = before.name.is_some() && wire.now(before) == after.name.as_deref();
    if alike(wire, base, revision) || (is_one && base.nullable == revision.nullable) {
        return Some(1 + said);
    }
    let is_of_kind = before.types == after.types
        && !schemas::is_another(wire, before, after)
        && before.union.is_some() == after.union.is_some();
    is_of_kind.then_some(said)
}

pub(super) fn same(wire: &Wire<'_>, base: &Schema, revision: &Schema, depth: usize) -> bool {
    if depth == 0 {
        return base.name == revision.name;
    }
    // Known once it was asked: schemas hold each other, and as often as there are ways.
    let inside = |before: &Use, after: &Use| {
        let pair = (before.schema, after.schema, depth - 1);
        let known = wire.alike.borrow().get(&pair).copied();
        let is_same = known.unwrap_or_else(|| {
            let (before, after) = (wire.base_of(before), wire.revision_of(after));
            let found = same(wire, before, after, depth - 1);
            wire.alike.borrow_mut().insert(pair, found);
            found
        });
        before.nullable == after.nullable && is_same
    };
    let items = match (&base.array.items, &revision.array.items) {
        (Some(before), Some(after)) => inside(before, after),
        (before, after) => before.is_none() == after.is_none(),
    };
    let (before, after) = (&base.object.properties, &revision.object.properties);
    let members = before.len() == after.len()
        && before.iter().all(|(name, one)| {
            after.get(name).is_some_and(|other| {
                one.required == other.required && inside(&one.schema, &other.schema)
            })
        });
    let unions = match (&base.union, &revision.union) {
        (Some(before), Some(after)) => {
            before.variants.len() == after.variants.len()
                && before
                    .variants
                    .iter()
                    .zip(&after.variants)
                    .all(|(one, other)| inside(&one.schema, &other.schema))
        }
        (before, after) => before.is_none() == after.is_none(),
    };
    base.types == revision.types
        && base.values == revision.values
        && base.format == revision.format
        && base.number == revision.number
        && base.string == revision.string
        && items
        && members
        && unions
}
