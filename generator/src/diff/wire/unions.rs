//! Unions: which variants belong together, and what tells them apart.

use std::collections::HashSet;

use super::matched::matched;
use super::operations::capital;
use super::tags::{self, Changed};
use super::within::{In, within};
use super::{Direction, Owner, Said, Verdict, Wire, alike, code, lone, missing, schemas};
use crate::contract::{Contract, Discriminator, Schema, SchemaId, Union, Use, Variant};
use crate::source::Origin;

/// A union against a union. The order of variants says nothing.
pub(super) fn compare(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Union,
    revision: &Union,
) {
    let taken = paired(wire, base, revision);
    for (index, before) in base.variants.iter().enumerate() {
        match taken[index] {
            Some(other) => {
                let after = &revision.variants[other];
                wire.pairs.push((before.origin, after.origin));
                let what = named(wire.revision_of(&after.schema), label);
                schemas::uses(wire, owner, direction, &what, &before.schema, &after.schema);
            }
            None => {
                let what = kind(wire.base_of(&before.schema));
                let said = Said::removed(
                    "union-member-removed",
                    format!("{} is no longer {what}", capital(label)),
                    before.origin,
                );
                wire.found(owner, Some(direction), direction.narrower(), said);
            }
        }
    }
    for (index, after) in revision.variants.iter().enumerate() {
        if !taken.contains(&Some(index)) {
            let what = kind(wire.revision_of(&after.schema));
            let said = Said::added(
                "union-member-added",
                format!("{} may be {what}", capital(label)),
                after.origin,
            );
            wire.found(owner, Some(direction), direction.wider(), said);
        }
    }
    let are_apart = are_apart(wire.base, base) && are_apart(wire.revision, revision);
    if base.exactly_one != revision.exactly_one && !are_apart {
        let word = |union: &Union| if union.exactly_one { "oneOf" } else { "anyOf" }.to_owned();
        let verdict = if revision.exactly_one {
            direction.pick(Verdict::Risky, Verdict::Compatible)
        } else {
            direction.pick(Verdict::Compatible, Verdict::Risky)
        };
        let said = Said::new(
            "union-kind-changed",
            if revision.exactly_one {
                format!("{} is of one kind, and of no other at once", capital(label))
            } else {
                format!("{} may be of several kinds at once", capital(label))
            },
            base.origin,
            revision.origin,
        )
        .from(word(base), word(revision));
        wire.found(owner, Some(direction), verdict, said);
    }
    discriminators(wire, owner, direction, label, base, revision, &taken);
}

/// What became of each variant of the base: the number of one of the revision.
fn paired(wire: &Wire<'_>, base: &Union, revision: &Union) -> Vec<Option<usize>> {
    let mut taken = vec![None; base.variants.len()];
    pass(wire, base, revision, &mut taken, by_name);
    called_otherwise(wire, base, revision, &mut taken);
    for fits in [by_likeness, by_place] {
        pass(wire, base, revision, &mut taken, fits);
    }
    taken
}

fn pass(
    wire: &Wire<'_>,
    base: &Union,
    revision: &Union,
    taken: &mut [Option<usize>],
    fits: fn(&Wire<'_>, Side<'_>, Side<'_>) -> bool,
) {
    for (index, after) in revision.variants.iter().enumerate() {
        if taken.contains(&Some(index)) {
            continue;
        }
        let found = base.variants.iter().enumerate().position(|(at, before)| {
            taken[at].is_none() && fits(wire, (at, before, base), (index, after, revision))
        });
        if let Some(found) = found {
            taken[found] = Some(index);
        }
    }
}

/// Components that are called otherwise now: by what they are called, how they are described, and what tells them.
fn called_otherwise(wire: &Wire<'_>, base: &Union, revision: &Union, taken: &mut [Option<usize>]) {
    let [names, others] = &wire.names;
    let was = |variant: &Variant| wire.base_of(&variant.schema).name.clone();
    let is = |variant: &Variant| wire.revision_of(&variant.schema).name.clone();
    let gone: Vec<(usize, String)> = (0..taken.len())
        .filter(|index| taken[*index].is_none())
        .filter_map(|index| Some((index, was(&base.variants[index])?)))
        .filter(|(_, name)| !others.contains(name.as_str()))
        .collect();
    let new: Vec<(usize, String)> = (0..revision.variants.len())
        .filter(|index| !taken.contains(&Some(*index)))
        .filter_map(|index| Some((index, is(&revision.variants[index])?)))
        .filter(|(_, name)| !names.contains(name.as_str()))
        .collect();
    let told = |union: &Union, variant: usize| {
        let mapping = &union.discriminator.as_ref()?.mapping;
        let mut values = mapping.iter().filter(|(_, index)| *index == variant);
        values.next().map(|(value, _)| value.clone())
    };
    let names =
        |all: &[(usize, String)]| all.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
    let pairs = matched(&names(&gone), &names(&new), |was, is| {
        let (was, is) = (gone[was].0, new[is].0);
        let shape = alike::likeness(
            wire,
            &base.variants[was].schema,
            &revision.variants[is].schema,
        );
        let value = told(base, was).filter(|value| Some(value) == told(revision, is).as_ref());
        match (shape, value) {
            (None, None) => None,
            (shape, value) => Some(shape.unwrap_or_default() + 4 * u32::from(value.is_some())),
        }
    });
    for (was, is) in pairs {
        taken[gone[was].0] = Some(new[is].0);
    }
}

fn named(schema: &Schema, otherwise: &str) -> String {
    schema
        .name
        .as_deref()
        .map_or_else(|| otherwise.to_owned(), code)
}

/// A variant in words: its name, else its type.
fn kind(schema: &Schema) -> String {
    match (&schema.name, schemas::types_of(schema).as_str()) {
        (Some(name), _) => code(name),
        (None, "nothing") => "a kind of its own".to_owned(),
        (None, "object") => {
            let members = schema.object.properties.iter();
            let needed: Vec<String> = members
                .filter(|(_, property)| property.required)
                .map(|(name, _)| code(name))
                .collect();
            match needed.as_slice() {
                [] => "of the type object".to_owned(),
                needed => format!("an object with {}", needed.join(" and ")),
            }
        }
        (None, types) => format!("of the type {types}"),
    }
}

type Side<'s> = (usize, &'s Variant, &'s Union);

fn by_name(wire: &Wire<'_>, base: Side<'_>, revision: Side<'_>) -> bool {
    let name = &wire.base_of(&base.1.schema).name;
    name.is_some() && *name == wire.revision_of(&revision.1.schema).name
}

fn by_likeness(wire: &Wire<'_>, base: Side<'_>, revision: Side<'_>) -> bool {
    alike::alike(wire, &base.1.schema, &revision.1.schema)
}

/// Variants without names stand where they stood.
fn by_place(wire: &Wire<'_>, base: Side<'_>, revision: Side<'_>) -> bool {
    base.0 == revision.0
        && base.2.variants.len() == revision.2.variants.len()
        && wire.base_of(&base.1.schema).name.is_none()
        && wire.revision_of(&revision.1.schema).name.is_none()
}

fn discriminators(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Union,
    revision: &Union,
    taken: &[Option<usize>],
) {
    let towards = Some(direction);
    let (before, after): (&Discriminator, &Discriminator) =
        match (&base.discriminator, &revision.discriminator) {
            (None, None) => {
                constants(wire, owner, direction, label, (base, revision), taken);
                return;
            }
            (Some(before), Some(after)) => (before, after),
            (before, after) => {
                let (rule, word) = if after.is_some() {
                    ("discriminator-added", "is told by a property")
                } else {
                    ("discriminator-removed", "is no longer told by a property")
                };
                let at = |found: &Option<Discriminator>, union: &Union| {
                    found.as_ref().map_or(union.origin, |found| found.origin)
                };
                let property = |found: &Option<Discriminator>| {
                    found.as_ref().map(|found| found.property.clone())
                };
                let said = Said::new(
                    rule,
                    format!("{} {word}", capital(label)),
                    at(before, base),
                    at(after, revision),
                )
                .from(property(before), property(after));
                wire.found(
                    owner,
                    towards,
                    direction.pick(Verdict::None, Verdict::Risky),
                    said,
                );
                return;
            }
        };
    if before.property != after.property {
        let said = Said::new(
            "discriminator-property-changed",
            format!("{} is told by another property", capital(label)),
            before.origin,
            after.origin,
        )
        .from(before.property.clone(), after.property.clone());
        wire.found(owner, towards, Verdict::Breaking, said);
    }
    let values = |found: &Discriminator, variant: usize| {
        let mut values: Vec<String> = found
            .mapping
            .iter()
            .filter(|(_, index)| *index == variant)
            .map(|(value, _)| value.clone())
            .collect();
        values.sort();
        values.extend((found.default == Some(variant)).then(|| "anything else".to_owned()));
        values
    };
    for (index, other) in taken.iter().enumerate() {
        let Some(other) = other else { continue };
        let (was, is) = (values(before, index), values(after, *other));
        if was != is {
            let what = named(
                wire.revision_of(&revision.variants[*other].schema),
                "a kind",
            );
            let verdict = if was.iter().all(|value| is.contains(value)) {
                direction.wider()
            } else {
                Verdict::Breaking
            };
            let (variant, now) = (&base.variants[index], &revision.variants[*other]);
            let changed = Changed {
                owner,
                direction,
                verdict,
                title: format!(
                    "{} of {label} is told by {}",
                    capital(&what),
                    told(&was, &is)
                ),
                names: [label.to_owned(), what],
                variants: (variant.origin, now.origin),
                property: tags::property(wire, (variant, &before.property), (now, &after.property)),
                values: (was, is),
            };
            wire.tags.push(changed);
        }
    }
}

/// What tells kinds apart that no discriminator tells: a member of which each has a value of its own.
fn constants(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    (base, revision): (&Union, &Union),
    taken: &[Option<usize>],
) {
    let Some(first) = base.variants.first() else {
        return;
    };
    let names = wire.base_of(&first.schema).object.properties.keys();
    let tells = |contract: &Contract, union: &Union, name: &str| {
        let mut all = union.variants.iter();
        all.all(|variant| constant(contract, variant, name).is_some())
    };
    let name = names
        .into_iter()
        .find(|name| tells(wire.base, base, name) && tells(wire.revision, revision, name));
    let Some(name) = name else {
        return;
    };
    for (index, other) in taken.iter().enumerate() {
        let Some(other) = other else { continue };
        let (before, after) = (&base.variants[index], &revision.variants[*other]);
        let values = (
            constant(wire.base, before, name),
            constant(wire.revision, after, name),
        );
        if let (Some(was), Some(is)) = values
            && was != is
        {
            let what = named(wire.revision_of(&after.schema), "a kind");
            let changed = Changed {
                owner,
                direction,
                verdict: Verdict::Breaking,
                title: format!("{} of {label} is told by {is}", capital(&what)),
                names: [label.to_owned(), what],
                variants: (before.origin, after.origin),
                property: tags::property(wire, (before, name), (after, name)),
                values: (vec![was.to_owned()], vec![is.to_owned()]),
            };
            wire.tags.push(changed);
        }
    }
}

/// The only value of a member that a variant needs.
fn constant<'c>(contract: &'c Contract, variant: &Variant, name: &str) -> Option<&'c str> {
    let properties = &contract.schema(variant.schema.schema).object.properties;
    let property = properties.get(name).filter(|one| one.required)?;
    match contract.schema(property.schema.schema).values.as_deref()? {
        [value] => value.as_str(),
        _ => None,
    }
}

/// Whether no value is of two kinds: a member has another value in each.
fn are_apart(contract: &Contract, union: &Union) -> bool {
    let Some(first) = union.variants.first() else {
        return false;
    };
    let mut names = contract
        .schema(first.schema.schema)
        .object
        .properties
        .keys();
    names.any(|name| {
        let mut seen = HashSet::new();
        let mut all = union.variants.iter();
        all.all(|variant| constant(contract, variant, name).is_some_and(|value| seen.insert(value)))
    })
}

/// The values that tell a kind, in words.
fn told(was: &[String], is: &[String]) -> String {
    let (new, gone) = (missing(is, was), missing(was, is));
    match (new.is_empty(), gone.is_empty()) {
        (false, true) => format!("{new} too"),
        (false, false) => format!("{new}, no longer by {gone}"),
        _ => format!("{gone} no longer"),
    }
}

/// A schema became one kind of several.
pub(super) fn became(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: (SchemaId, &Schema),
    revision: (&Union, &Schema),
    (from, to): (Origin, Origin),
) {
    let (plain, union) = (In(wire.base, base.1), In(wire.revision, revision.1));
    let narrower = within(union, plain);
    let wider = within(plain, union);
    if wider && narrower {
        return;
    }
    let found = revision.0.variants.iter().find(|variant| {
        let variant = wire.revision_of(&variant.schema);
        !narrower && (like(wire, base.1, variant) || schemas::covers(variant, base.1))
    });
    let (rule, verdict) = if narrower {
        ("became-union", direction.narrower())
    } else if wider || found.is_some() {
        ("became-union", direction.wider())
    } else {
        ("type-changed", Verdict::Breaking)
    };
    let said = Said::new(
        rule,
        format!("{} is one of several kinds", capital(label)),
        from,
        to,
    );
    let index = wire.found(owner, Some(direction), verdict, said);
    lone::note(wire, index, (base.1, revision.1), "one of several kinds");
    if let Some(variant) = found {
        let usage = Use {
            schema: base.0,
            ..variant.schema.clone()
        };
        wire.pair(owner, direction, &usage, &variant.schema, label.to_owned());
    }
}

/// A union became one of its kinds.
pub(super) fn was(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: (&Union, &Schema),
    revision: (SchemaId, &Schema),
    (from, to): (Origin, Origin),
) {
    let (union, plain) = (In(wire.base, base.1), In(wire.revision, revision.1));
    let wider = within(union, plain);
    let narrower = within(plain, union);
    if wider && narrower {
        return;
    }
    let found = base.0.variants.iter().find(|variant| {
        let variant = wire.base_of(&variant.schema);
        !wider && (like(wire, variant, revision.1) || schemas::covers(variant, revision.1))
    });
    let (rule, verdict) = if wider {
        ("no-longer-union", direction.wider())
    } else if narrower || found.is_some() {
        ("no-longer-union", direction.narrower())
    } else {
        ("type-changed", Verdict::Breaking)
    };
    let said = Said::new(rule, format!("{} is of one kind", capital(label)), from, to);
    let index = wire.found(owner, Some(direction), verdict, said);
    lone::note(wire, index, (base.1, revision.1), "of one kind");
    if let Some(variant) = found {
        let usage = Use {
            schema: revision.0,
            ..variant.schema.clone()
        };
        wire.pair(owner, direction, &variant.schema, &usage, label.to_owned());
    }
}

fn like(wire: &Wire<'_>, base: &Schema, revision: &Schema) -> bool {
    (base.name.is_some() && base.name == revision.name) || alike::same(wire, base, revision, 3)
}
