//! A union that is left with one kind is that kind wherever it is used, and a kind that gets others beside it is the union: told once.

use std::collections::HashMap;

use super::operations::capital;
use super::{Wire, code, merged};
use crate::contract::Schema;

/// A use of the union, where it is one of its kinds now, or was.
pub(super) struct Changed {
    /// The schemas of both versions, by their places.
    schemas: (u32, u32),
    finding: usize,
    /// What is said where several uses changed so.
    title: String,
}

/// Notes a finding about a component in the place of another.
pub(super) fn note(
    wire: &mut Wire<'_>,
    finding: usize,
    (base, revision): (&Schema, &Schema),
    word: &str,
) {
    if let (Some(was), Some(is)) = (&base.name, &revision.name) {
        wire.lone.push(Changed {
            schemas: (base.origin.0, revision.origin.0),
            finding,
            title: format!("{} is {word}: {}", capital(&code(was)), code(is)),
        });
    }
}

/// Brings the uses together.
pub(super) fn tell(wire: &mut Wire<'_>) {
    let mut became: Vec<usize> = (0..wire.findings.len()).collect();
    let mut first: HashMap<(u32, u32), usize> = HashMap::new();
    for changed in std::mem::take(&mut wire.lone) {
        let told = *first.entry(changed.schemas).or_insert(changed.finding);
        if told == changed.finding {
            continue;
        }
        became[changed.finding] = told;
        let other = wire.findings[changed.finding].clone();
        let finding = &mut wire.findings[told];
        finding.title.reword(|_| changed.title.clone());
        finding.wire = finding.wire.max(other.wire);
        finding.directions.extend(&other.directions);
        finding.breaks.extend(&other.breaks);
        finding.also.extend(other.base.zip(other.revision));
        finding.also.extend(other.also);
        finding.uses.extend(other.uses);
    }
    merged::compact(wire, &became);
}
