//! Tags: the value that tells a kind stands twice, in the mapping and as a value of the property, and changes once.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Direction, Owner, Said, Verdict, Wire};
use crate::contract::{Use, Variant};
use crate::source::Origin;

/// The values by which a union tells one of its kinds, where they are others now.
pub(super) struct Changed {
    pub(super) owner: Owner,
    pub(super) direction: Direction,
    pub(super) verdict: Verdict,
    pub(super) title: String,
    /// What the union and the kind are called.
    pub(super) names: [String; 2],
    pub(super) variants: (Origin, Origin),
    /// The schema of the property in both versions, where the kind describes it.
    pub(super) property: Option<(Origin, Origin)>,
    pub(super) values: (Vec<String>, Vec<String>),
}

/// The schema of a kind's property in both versions.
pub(super) fn property(
    wire: &Wire<'_>,
    (before, was): (&Variant, &str),
    (after, is): (&Variant, &str),
) -> Option<(Origin, Origin)> {
    let (base, revision) = (
        wire.base_of(&before.schema),
        wire.revision_of(&after.schema),
    );
    let was: &Use = &base.object.properties.get(was)?.schema;
    let is: &Use = &revision.object.properties.get(is)?.schema;
    Some((wire.base_of(was).origin, wire.revision_of(is).origin))
}

/// Tells it: with the property, where that says the same.
pub(super) fn tell(wire: &mut Wire<'_>) {
    // By finding, the kind and the unions that tell it.
    let mut told: BTreeMap<usize, (String, BTreeSet<String>)> = BTreeMap::new();
    for changed in std::mem::take(&mut wire.tags) {
        let (towards, (base, revision)) = (Some(changed.direction), changed.variants);
        let same = said_by_property(wire, &changed);
        for finding in &same {
            also(wire, *finding, &changed);
            let [union, kind] = changed.names.clone();
            let unions = told.entry(*finding).or_insert((kind, BTreeSet::new()));
            unions.1.insert(union);
        }
        if same.is_empty() {
            let (was, is) = (changed.values.0.join(", "), changed.values.1.join(", "));
            let said = Said::new("discriminator-value-changed", changed.title, base, revision);
            let index = wire.found(changed.owner, towards, changed.verdict, said.from(was, is));
            // Of several values one is asked for, a single one is filled in.
            wire.findings[index].also.extend(changed.property);
        }
    }
    for (finding, (kind, unions)) in told {
        let found = &mut wire.findings[finding];
        let tell = match (found.after.is_some(), unions.len()) {
            (false, _) => "told",
            (true, 1) => "tells",
            (true, _) => "tell",
        };
        let unions = Vec::from_iter(unions).join(" and ");
        found
            .title
            .reword(|title| format!("{title}: {unions} {tell} {kind} by it"));
    }
}

/// The union has the finding too, and what it is behind.
fn also(wire: &mut Wire<'_>, finding: usize, changed: &Changed) {
    let Changed {
        owner,
        direction,
        verdict,
        ..
    } = changed;
    let found = &mut wire.findings[finding];
    found.wire = found.wire.max(*verdict);
    found.directions.insert(*direction);
    found
        .breaks
        .extend((*verdict == Verdict::Breaking).then_some(*direction));
    found.also.push(changed.variants);
    if let Owner::Node(node) = owner {
        wire.nodes[*node].findings.push(finding);
    }
}

/// The changes of the property's values that are those of the mapping, if they are all of them.
fn said_by_property(wire: &Wire<'_>, changed: &Changed) -> Vec<usize> {
    let Some((base, revision)) = changed.property else {
        return Vec::new();
    };
    let number = |origin: Option<Origin>| origin.map(|origin| origin.0);
    let values = wire.findings.iter().enumerate().filter(|(_, found)| {
        found.rule.starts_with("enum-value-")
            && (number(found.base), number(found.revision)) == (Some(base.0), Some(revision.0))
    });
    let (was, is) = &changed.values;
    let mut gone: HashSet<&String> = was.iter().filter(|value| !is.contains(value)).collect();
    let mut new: HashSet<&String> = is.iter().filter(|value| !was.contains(value)).collect();
    let mut same = Vec::new();
    for (index, found) in values {
        let (before, after) = (found.before.as_ref(), found.after.as_ref());
        let left = before.is_none_or(|value| gone.contains(value));
        if left && after.is_none_or(|value| new.contains(value)) {
            before.map(|value| gone.remove(value));
            after.map(|value| new.remove(value));
            same.push(index);
        }
    }
    if gone.is_empty() && new.is_empty() {
        same
    } else {
        Vec::new()
    }
}
