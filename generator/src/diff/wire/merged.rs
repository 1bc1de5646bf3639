//! What `allOf` takes from a component is a change of the component: however many schemas take it, it is told once.

use std::collections::HashSet;

use super::{Finding, Node, Owner, Pair, Said, Verdict, Wire, code, schemas};
use crate::contract::{Contract, Schema, SchemaId};
use crate::source::Origin;

/// Brings the findings about merged schemas to the components that say it.
pub(super) fn tell(wire: &mut Wire<'_>) {
    let mut pairs: Vec<(usize, Pair)> = wire
        .numbers
        .iter()
        .map(|(pair, node)| (*node, *pair))
        .filter(|(node, pair)| {
            !wire.nodes[*node].findings.is_empty()
                && !wire.base.schema(pair.base).merged.is_empty()
                && !wire.revision.schema(pair.revision).merged.is_empty()
        })
        .collect();
    pairs.sort_unstable_by_key(|(node, _)| *node);
    let mut became: Vec<usize> = (0..wire.findings.len()).collect();
    let mut settled = HashSet::new();
    for (node, pair) in pairs {
        let own = wire.nodes[node].findings.clone();
        // The innermost part says it.
        for (part, said) in said_by_parts(wire, pair).into_iter().rev() {
            for number in &own {
                if !settled.contains(number) && says(&said, &wire.findings[*number], wire, pair) {
                    let other = relocate(wire, *number, &said, part);
                    became[*number] = other;
                    settled.extend([*number, other]);
                }
            }
        }
    }
    compact(wire, &became);
}

/// Whether a finding is about the schema itself, not about a member.
fn is_of(finding: &Finding, wire: &Wire<'_>, pair: Pair) -> bool {
    let (base, revision) = (
        wire.base.schema(pair.base).origin,
        wire.revision.schema(pair.revision).origin,
    );
    finding.rule != "docs-changed"
        && (finding.base.is_some_and(|origin| origin.0 == base.0)
            || finding
                .revision
                .is_some_and(|origin| origin.0 == revision.0))
}

/// The member that is needed now, or no longer: a part may say it of a member that another describes.
fn member<'w>(finding: &Finding, wire: &Wire<'w>, pair: Pair) -> Option<&'w String> {
    if !matches!(
        finding.rule,
        "property-became-required" | "property-became-optional"
    ) {
        return None;
    }
    let base: &'w Schema = wire.base.schema(pair.base);
    let mut properties = base.object.properties.iter();
    let is_it = |origin: u32| finding.base.is_some_and(|base| base.0 == origin);
    Some(properties.find(|(_, one)| is_it(one.origin.0))?.0)
}

/// What the components say that both schemas are merged from, each by itself.
fn said_by_parts(wire: &Wire<'_>, pair: Pair) -> Vec<((SchemaId, SchemaId), Finding)> {
    let (before, after) = (
        parts(wire.base, pair.base),
        parts(wire.revision, pair.revision),
    );
    let mut said = Vec::new();
    for base in before {
        let name = &wire.base.schema(base).name;
        let mut after = after.iter().copied();
        let Some(revision) = after.find(|part| wire.revision.schema(*part).name == *name) else {
            continue;
        };
        let mut alone = Wire::new(wire.base, wire.revision);
        alone.nodes.push(Node::default());
        let label = name.as_deref().map(code).unwrap_or_default();
        let part = Pair {
            base,
            revision,
            ..pair
        };
        schemas::compare(&mut alone, part, 0, &label);
        let findings = alone.findings.into_iter();
        said.extend(findings.map(|finding| ((base, revision), finding)));
    }
    said
}

/// The components that a schema is merged from, and those that they are merged from.
fn parts(contract: &Contract, schema: SchemaId) -> Vec<SchemaId> {
    let mut parts = contract.schema(schema).merged.clone();
    let mut seen: HashSet<SchemaId> = parts.iter().copied().collect();
    let mut next = 0;
    while let Some(part) = parts.get(next).copied() {
        let inner = contract.schema(part).merged.iter().copied();
        parts.extend(inner.filter(|inner| seen.insert(*inner)));
        next += 1;
    }
    parts
}

/// Whether a part says what was found of the whole.
fn says(said: &Finding, found: &Finding, wire: &Wire<'_>, pair: Pair) -> bool {
    let number = |origin: Option<Origin>| origin.map(|origin| origin.0);
    let places = |one: &Finding| (number(one.base), number(one.revision));
    let is_same = (said.rule, &said.before, &said.after, &said.value)
        == (found.rule, &found.before, &found.after, &found.value);
    if is_same && places(said) == places(found) {
        return true;
    }
    match (member(found, wire, pair), said.rule) {
        (Some(name), "member-became-required") => {
            found.rule == "property-became-required" && said.after.as_ref() == Some(name)
        }
        (Some(name), "member-became-optional") => {
            found.rule == "property-became-optional" && said.before.as_ref() == Some(name)
        }
        (Some(_), _) => false,
        (None, _) => is_same && is_of(found, wire, pair),
    }
}

/// Tells a finding of the part; where that is told already, it is the same.
fn relocate(
    wire: &mut Wire<'_>,
    number: usize,
    said: &Finding,
    (base, revision): (SchemaId, SchemaId),
) -> usize {
    let found = wire.findings[number].clone();
    let (from, to) = (
        wire.base.schema(base).origin,
        wire.revision.schema(revision).origin,
    );
    // Of one that is nowhere in a version, the place in the other stays.
    let place = Said {
        rule: found.rule,
        title: said.title.sentence().to_owned(),
        before: said.before.clone(),
        after: said.after.clone(),
        base: said.base.or(found.base.map(|_| from)),
        revision: said.revision.or(found.revision.map(|_| to)),
        value: found.value.as_deref(),
    };
    let towards = found.directions.iter().next().copied();
    let other = wire.found(Owner::Api, towards, Verdict::None, place);
    let told = &mut wire.findings[other];
    told.title.clone_from(&said.title);
    if other == number {
        return other;
    }
    told.wire = told.wire.max(found.wire);
    told.directions.extend(&found.directions);
    told.breaks.extend(&found.breaks);
    told.silent |= found.silent;
    told.also.extend(found.also);
    if let (Some(base), Some(revision)) = (found.base, found.revision) {
        told.also.push((base, revision));
    }
    other
}

/// Leaves out the findings that became others.
pub(super) fn compact(wire: &mut Wire<'_>, became: &[usize]) {
    let is_kept = |number: &usize| became.get(*number).is_none_or(|other| other == number);
    let mut place = vec![0; wire.findings.len()];
    let mut kept = 0;
    for (number, place) in place.iter_mut().enumerate() {
        *place = kept;
        kept += usize::from(is_kept(&number));
    }
    if kept == wire.findings.len() {
        return;
    }
    let now = |mut number: usize| {
        while let Some(other) = became.get(number).filter(|other| **other != number) {
            number = *other;
        }
        place[number]
    };
    for node in &mut wire.nodes {
        for finding in &mut node.findings {
            *finding = now(*finding);
        }
    }
    for (_, finding) in &mut wire.own {
        *finding = now(*finding);
    }
    let mut number = 0;
    wire.findings.retain(|_| {
        number += 1;
        is_kept(&(number - 1))
    });
}
