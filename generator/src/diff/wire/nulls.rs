//! Null: a component that may be null makes each of its uses nullable, and that is one change.

use std::collections::{HashMap, HashSet};

use super::operations::capital;
use super::{Direction, Owner, Said, Wire, code};
use crate::contract::{SchemaId, Use};
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
