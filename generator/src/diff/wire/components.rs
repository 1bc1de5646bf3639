//! What components are called, before and now.

use std::collections::HashMap;

use super::matched::{matched, of_words};
use super::{Wire, alike};
use crate::contract::{Contract, Schema};

type Named<'a> = HashMap<&'a str, &'a Schema>;

/// Notes the names of both versions, and which components have another one now.
pub(super) fn note(wire: &mut Wire<'_>) {
    let (before, after) = (named(wire.base), named(wire.revision));
    let (gone, new) = (only(&before, &after), only(&after, &before));
    let texts = |names: &[&str]| {
        names
            .iter()
            .map(|&name| name.to_owned())
            .collect::<Vec<_>>()
    };
    let pairs = matched(&texts(&gone), &texts(&new), |was, is| {
        let (was, is) = (before[gone[was]], after[new[is]]);
        let said = of_words(
            was.notes.description.as_ref(),
            is.notes.description.as_ref(),
        );
        alike::same(wire, was, is, 4).then_some(1 + said)
    });
    let renamed = pairs.into_iter().map(|(was, is)| (gone[was], new[is]));
    wire.renamed = renamed.collect();
    let now = |name: &&'_ str| wire.renamed.get(name).copied();
    let names = before.keys().map(|name| now(name).unwrap_or(name));
    wire.names = [names.collect(), after.into_keys().collect()];
}

fn named(contract: &Contract) -> Named<'_> {
    let schemas = contract.schemas.iter();
    schemas
        .filter_map(|schema| Some((schema.name.as_deref()?, schema)))
        .collect()
}

/// By name.
fn only<'a>(own: &Named<'a>, other: &Named<'_>) -> Vec<&'a str> {
    let names = own.keys().filter(|name| !other.contains_key(*name));
    let mut names: Vec<&str> = names.copied().collect();
    names.sort_unstable();
    names
}
