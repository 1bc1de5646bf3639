//! Null: a component that may be null makes each of its uses nullable, and that is one change.

use std::collections::{HashMap, HashSet};

use super::operations::capital;
use super::{Direction, Owner, Said, Verdict, Wire, code, schemas};
use crate::contract::{Schema, SchemaId, Types, Use};
use crate::source::Origin;

/// A use that may be null now, or no longer.
struct Changed {
    owner: Owner,
    direction: Direction,
    what: String,
    base: Origin,
    revision: Origin,
    now: bool,
}

/// What was noted, by the schemas that are used.
#[derive(Default)]
pub(super) struct Nulls {
    changed: Vec<((SchemaId, SchemaId), Changed)>,
    steady: HashSet<(SchemaId, SchemaId)>,
}

/// Notes whether null became possible, or impossible.
pub(super) fn note(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &Use,
    revision: &Use,
) {
    // That its type changed tells it.
    let (before, after) = (wire.base_of(base), wire.revision_of(revision));
    if is_null(before, base) != is_null(after, revision) {
        return;
    }
    let schemas = (base.schema, revision.schema);
    if base.nullable == revision.nullable {
        wire.nulls.steady.insert(schemas);
        return;
    }
    let changed = Changed {
        owner,
        direction,
        what: what.to_owned(),
        base: base.origin,
        revision: revision.origin,
        now: revision.nullable,
    };
    wire.nulls.changed.push((schemas, changed));
}

/// Whether a use is of nothing but null now, or no longer: its type says so, and is told.
pub(super) fn only(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &Use,
    revision: &Use,
) -> bool {
    let (before, after) = (wire.base_of(base), wire.revision_of(revision));
    let verdict = match (is_null(before, base), is_null(after, revision)) {
        (true, true) | (false, false) => return false,
        (true, false) if revision.nullable => direction.wider(),
        (false, true) if base.nullable => direction.narrower(),
        _ => Verdict::Breaking,
    };
    let text = |schema: &Schema, usage: &Use| match schemas::types_of(schema).as_str() {
        _ if is_null(schema, usage) => "null".to_owned(),
        types if usage.nullable => format!("{types} or null"),
        types => types.to_owned(),
    };
    let (was, is) = (text(before, base), text(after, revision));
    let is_of_component = before.name.is_some() && before.name == after.name;
    let (what, from, to) = match &after.name {
        Some(name) if is_of_component => (code(name), before.origin, after.origin),
        _ => (what.to_owned(), base.origin, revision.origin),
    };
    let title = format!("{} is {is}, no longer {was}", capital(&what));
    let said = Said::new("type-changed", title, from, to).from(was, is);
    let seen = (base.origin, revision.origin);
    let index = wire.found(owner, Some(direction), verdict, said);
    wire.findings[index].also.push(seen);
    true
}

/// Whether null is all that it may be.
fn is_null(schema: &Schema, usage: &Use) -> bool {
    usage.nullable && schema.types == Types::NONE && schema.union.is_none()
}

/// Tells it: of the component, where all of its uses changed alike.
pub(super) fn tell(wire: &mut Wire<'_>) {
    let Nulls { changed, steady } = std::mem::take(&mut wire.nulls);
    let mut uses: HashMap<_, HashSet<(u32, u32, bool)>> = HashMap::new();
    for (schemas, one) in &changed {
        let use_of = (one.base.0, one.revision.0, one.now);
        uses.entry(*schemas).or_default().insert(use_of);
    }
    for (schemas, one) in changed {
        let (before, after) = (wire.base.schema(schemas.0), wire.revision.schema(schemas.1));
        let several = uses[&schemas].len() > 1
            && uses[&schemas].iter().all(|(.., now)| *now == one.now)
            && !steady.contains(&schemas);
        let (what, from, to) = match &after.name {
            Some(name) if several && before.name.is_some() => {
                (code(name), before.origin, after.origin)
            }
            _ => (one.what, one.base, one.revision),
        };
        let (rule, verdict, word) = if one.now {
            ("became-nullable", one.direction.wider(), "may be null")
        } else {
            (
                "became-not-nullable",
                one.direction.narrower(),
                "is never null",
            )
        };
        let said = Said::new(rule, format!("{} {word}", capital(&what)), from, to);
        let index = wire.found(one.owner, Some(one.direction), verdict, said);
        wire.findings[index].also.push((one.base, one.revision));
    }
}
