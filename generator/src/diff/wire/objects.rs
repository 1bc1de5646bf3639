//! Objects: their members, and what is said of those that have no name.

use std::collections::HashSet;

use super::matched::{self, matched};
use super::operations::capital;
use super::{Direction, Owner, Said, Verdict, Wire, alike, code, schemas};
use crate::contract::{Additional, Contract, Notes, Property, Schema, SchemaId};
use crate::source::Origin;

/// The members of an object.
pub(super) fn compare(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Schema,
    revision: &Schema,
) {
    if became_map(wire, owner, direction, label, base, revision) {
        return;
    }
    let (before, after) = (&base.object.properties, &revision.object.properties);
    let mut new: Vec<(&String, &Property)> = after
        .iter()
        .filter(|(name, _)| !before.contains_key(*name))
        .collect();
    let mut gone: Vec<(&String, &Property)> = before
        .iter()
        .filter(|(name, _)| !after.contains_key(*name))
        .collect();
    for (name, property) in after {
        if let Some(old) = before.get(name) {
            let label = said_by(wire.revision, revision, name, property).unwrap_or(label.into());
            both(wire, owner, direction, &member(&label, name), old, property);
        }
    }
    let at = (label, base, revision);
    renamed(wire, owner, direction, at, &mut gone, &mut new);
    for (name, property) in new
        .into_iter()
        .filter(|(_, property)| travels(property, direction))
    {
        let label = said_by(wire.revision, revision, name, property).unwrap_or(label.into());
        let what = member(&label, name);
        let (rule, verdict, word) = if property.required {
            (
                "property-required-added",
                direction.pick(Verdict::Breaking, Verdict::Compatible),
                "a new property that is always needed",
            )
        } else {
            (
                "property-optional-added",
                Verdict::Compatible,
                "a new optional property",
            )
        };
        let said = Said::added(rule, format!("{what} is {word}"), property.origin)
            .from(None, (*name).clone());
        wire.found(owner, Some(direction), verdict, said);
    }
    for (name, property) in gone
        .into_iter()
        .filter(|(_, property)| travels(property, direction))
    {
        let (rule, verdict) = if property.required {
            (
                "property-required-removed",
                direction.pick(Verdict::Risky, Verdict::Breaking),
            )
        } else {
            ("property-optional-removed", Verdict::Risky)
        };
        let label = said_by(wire.base, base, name, property).unwrap_or(label.into());
        let said = Said::removed(
            rule,
            format!("{} is gone", member(&label, name)),
            property.origin,
        )
        .from((*name).clone(), None);
        wire.found(owner, Some(direction), verdict, said);
    }
    undeclared(wire, owner, direction, label, base, revision);
    additional(wire, owner, direction, label, base, revision);
}

/// Whether a member is part of what travels this way.
fn travels(property: &Property, direction: Direction) -> bool {
    let notes = &property.schema.notes;
    match direction {
        Direction::Request => !notes.read_only,
        Direction::Response => !notes.write_only,
    }
}

/// The component that `allOf` takes the member from, by its name: that is where it stands.
fn said_by(
    contract: &Contract,
    schema: &Schema,
    name: &str,
    property: &Property,
) -> Option<String> {
    let has = |part: &&SchemaId| {
        let own = contract.schema(**part).object.properties.get(name);
        own.is_some_and(|own| own.origin.0 == property.origin.0)
    };
    let (mut part, mut named, mut seen) = (schema, None, HashSet::new());
    while let Some(inner) = part.merged.iter().find(has).filter(|id| seen.insert(**id)) {
        part = contract.schema(*inner);
        named = part.name.as_deref().or(named);
    }
    named.map(code)
}

fn member(label: &str, name: &str) -> String {
    let owner = label.strip_prefix('`');
    let owner = owner.and_then(|label| label.strip_suffix('`'));
    match owner.filter(|owner| !owner.contains('`')) {
        Some(owner) => code(&format!("{owner}.{name}")),
        None => format!("{} of {label}", code(name)),
    }
}

/// Members that are called otherwise now.
fn renamed(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    (label, base, revision): (&str, &Schema, &Schema),
    gone: &mut Vec<(&String, &Property)>,
    new: &mut Vec<(&String, &Property)>,
) {
    let names = |members: &[(&String, &Property)]| -> Vec<String> {
        members.iter().map(|(name, _)| (*name).clone()).collect()
    };
    let (was, is) = (names(gone), names(new));
    let pairs = matched(&was, &is, |was, is| {
        let (before, after) = (gone[was].1, new[is].1);
        if before.required != after.required
            || !travels(before, direction)
            || !travels(after, direction)
        {
            return None;
        }
        alike::likeness(wire, &before.schema, &after.schema)
    });
    for (was, is) in &pairs {
        let ((was, before), (is, after)) = (gone[*was], new[*is]);
        let old = said_by(wire.base, base, was, before).unwrap_or(label.into());
        let title = format!("{} is now called {}", member(&old, was), code(is));
        let said = Said::new("property-renamed", title, before.origin, after.origin)
            .from(was.clone(), is.clone());
        wire.found(owner, Some(direction), Verdict::Breaking, said);
        let label = said_by(wire.revision, revision, is, after).unwrap_or(label.into());
        both(wire, owner, direction, &member(&label, is), before, after);
    }
    matched::keep_others(gone, new, &pairs);
}

fn both(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &Property,
    revision: &Property,
) {
    let (from, to) = (base.origin, revision.origin);
    wire.pairs.push((from, to));
    read_write(wire, owner, direction, what, base, revision);
    if !travels(base, direction) || !travels(revision, direction) {
        return;
    }
    if base.required != revision.required {
        let (rule, verdict, word) = if revision.required {
            (
                "property-became-required",
                direction.narrower(),
                match direction {
                    Direction::Request => "must be sent",
                    Direction::Response => "is always there",
                },
            )
        } else {
            (
                "property-became-optional",
                direction.wider(),
                match direction {
                    Direction::Request => "may be left out",
                    Direction::Response => "may be missing",
                },
            )
        };
        wire.found(
            owner,
            Some(direction),
            verdict,
            Said::new(rule, format!("{} {word}", capital(what)), from, to),
        );
    }
    schemas::uses(wire, owner, direction, what, &base.schema, &revision.schema);
}

/// `readOnly` and `writeOnly`.
fn read_write(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &Property,
    revision: &Property,
) {
    let (before, after) = (&base.schema.notes, &revision.schema.notes);
    let told = what;
    let place = |note: fn(&Notes) -> &bool| {
        let at = schemas::Place::of(wire, told, &base.schema, &revision.schema, note);
        if at.what == told {
            return (at.what, base.origin, revision.origin);
        }
        (at.what, at.base, at.revision)
    };
    let (read, written) = (
        place(|notes| &notes.read_only),
        place(|notes| &notes.write_only),
    );
    let seen = (base.origin, revision.origin);
    if before.read_only != after.read_only {
        let (what, from, to) = read;
        let (rule, verdict, word) = if after.read_only {
            (
                "became-read-only",
                direction.pick(Verdict::Risky, Verdict::None),
                "is only read",
            )
        } else {
            let verdict = if revision.required {
                Verdict::Breaking
            } else {
                Verdict::Compatible
            };
            (
                "became-not-read-only",
                direction.pick(verdict, Verdict::None),
                "may be sent too",
            )
        };
        let said = Said::new(rule, format!("{} {word}", capital(&what)), from, to);
        let index = wire.found(owner, Some(direction), verdict, said);
        wire.findings[index].also.push(seen);
    }
    if before.write_only != after.write_only {
        let (what, from, to) = written;
        let (rule, verdict, word) = if after.write_only {
            (
                "became-write-only",
                direction.pick(
                    Verdict::None,
                    if base.required {
                        Verdict::Breaking
                    } else {
                        Verdict::Risky
                    },
                ),
                "is only written",
            )
        } else {
            (
                "became-not-write-only",
                direction.pick(Verdict::None, Verdict::Compatible),
                "is answered too",
            )
        };
        let said = Said::new(rule, format!("{} {word}", capital(&what)), from, to);
        let index = wire.found(owner, Some(direction), verdict, said);
        wire.findings[index].also.push(seen);
    }
}

/// Members that are required and described by nothing.
fn undeclared(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Schema,
    revision: &Schema,
) {
    let (before, after) = (
        &base.object.required_undeclared,
        &revision.object.required_undeclared,
    );
    let known = |schema: &Schema, name: &String| schema.object.properties.contains_key(name);
    for name in after
        .keys()
        .filter(|name| !before.contains_key(*name) && !known(base, name))
    {
        let title = format!("{} must be there", member(label, name));
        let said = Said::new(
            "member-became-required",
            title,
            base.origin,
            revision.origin,
        )
        .from(None, name.clone());
        wire.found(owner, Some(direction), direction.narrower(), said);
    }
    for name in before
        .keys()
        .filter(|name| !after.contains_key(*name) && !known(revision, name))
    {
        let title = format!("{} may be missing", member(label, name));
        let said = Said::new(
            "member-became-optional",
            title,
            base.origin,
            revision.origin,
        )
        .from(name.clone(), None);
        wire.found(owner, Some(direction), direction.wider(), said);
    }
}

/// An object with named members became a map, or the reverse.
fn became_map(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Schema,
    revision: &Schema,
) -> bool {
    let is_map = |schema: &Schema| {
        schema.object.properties.is_empty()
            && matches!(schema.object.additional, Additional::Typed(_))
    };
    let is_object = |schema: &Schema| !schema.object.properties.is_empty();
    let (rule, word) = if is_object(base) && is_map(revision) {
        ("object-became-map", "is a map")
    } else if is_map(base) && is_object(revision) {
        ("map-became-object", "is an object with named members")
    } else {
        return false;
    };
    let said = Said::new(
        rule,
        format!("{} {word}", capital(label)),
        base.origin,
        revision.origin,
    );
    wire.found(owner, Some(direction), Verdict::Breaking, said);
    true
}

/// What is said of members without a name.
fn additional(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Schema,
    revision: &Schema,
) {
    let at = |additional: &Additional, schema: &Schema| -> Origin {
        match additional {
            Additional::Typed(usage) => usage.origin,
            _ => schema.origin,
        }
    };
    let (before, after) = (&base.object.additional, &revision.object.additional);
    let (rule, verdict, word) = match (before, after) {
        (Additional::Typed(before), Additional::Typed(after)) => {
            schemas::uses(
                wire,
                owner,
                direction,
                &format!("any other member of {label}"),
                before,
                after,
            );
            return patterns(wire, owner, direction, label, base, revision);
        }
        (Additional::Forbidden, Additional::Forbidden)
        | (Additional::Unsaid | Additional::Any, Additional::Unsaid | Additional::Any) => {
            return patterns(wire, owner, direction, label, base, revision);
        }
        (_, Additional::Forbidden) => (
            "additional-closed",
            direction.narrower(),
            "has no other members",
        ),
        (Additional::Forbidden, _) => (
            "additional-opened",
            direction.pick(Verdict::Compatible, Verdict::Risky),
            "may have other members",
        ),
        (_, Additional::Typed(_)) => (
            "additional-typed",
            direction.pick(Verdict::Risky, Verdict::Compatible),
            "has other members of one type",
        ),
        (Additional::Typed(_), _) => (
            "additional-untyped",
            direction.wider(),
            "has other members of any type",
        ),
    };
    let said = Said::new(
        rule,
        format!("{} {word}", capital(label)),
        at(before, base),
        at(after, revision),
    );
    wire.found(owner, Some(direction), verdict, said);
    patterns(wire, owner, direction, label, base, revision);
}

fn patterns(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Schema,
    revision: &Schema,
) {
    for (pattern, after) in &revision.object.patterns {
        let what = format!("a member of {label} like {}", code(pattern));
        match base.object.patterns.get(pattern) {
            Some(before) => schemas::uses(wire, owner, direction, &what, before, after),
            None => {
                let said = Said::added(
                    "pattern-members-added",
                    format!("Members of {label} like {} are described", code(pattern)),
                    after.origin,
                );
                wire.found(
                    owner,
                    Some(direction),
                    direction.pick(Verdict::Risky, Verdict::Compatible),
                    said,
                );
            }
        }
    }
    for (pattern, before) in &base.object.patterns {
        if !revision.object.patterns.contains_key(pattern) {
            let title = format!(
                "Members of {label} like {} are no longer described",
                code(pattern)
            );
            wire.found(
                owner,
                Some(direction),
                direction.pick(Verdict::Compatible, Verdict::Risky),
                Said::removed("pattern-members-removed", title, before.origin),
            );
        }
    }
}
