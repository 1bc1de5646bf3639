//! Code that compiles as before and does another thing: a name that another thing took, arguments that changed places.

use std::collections::HashMap;

use crate::emit::{Item, ItemKind, Items};
use crate::source::Origin;

/// Where things of the base stand in the revision.
pub(super) struct Places<'a> {
    now: HashMap<u32, Vec<u32>>,
    items: HashMap<(u32, ItemKind), Vec<&'a Item>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(revision: &'a Items, pairs: &[(Origin, Origin)]) -> Self {
        let mut now: HashMap<u32, Vec<u32>> = HashMap::new();
        for (before, after) in pairs {
            let all = now.entry(before.0).or_default();
            if !all.contains(&after.0) {
                all.push(after.0);
            }
        }
        let mut items: HashMap<(u32, ItemKind), Vec<&Item>> = HashMap::new();
        for item in revision.0.iter().filter(|item| names_one(item)) {
            if let Some(origin) = item.origin {
                items.entry((origin.0, item.kind)).or_default().push(item);
            }
        }
        Self { now, items }
    }

    /// What the name meant before, where it means another thing now: another member of the same type, another operation.
    pub(super) fn elsewhere(&self, base: &Item, revision: &Item) -> Option<&'a Item> {
        let now = self.now.get(&base.origin.filter(|_| names_one(base))?.0)?;
        if now.contains(&revision.origin?.0) {
            return None;
        }
        let owner = |item: &Item| {
            item.path
                .rsplit_once("::")
                .map(|(owner, _)| owner.to_owned())
        };
        let mut items = now
            .iter()
            .filter_map(|origin| self.items.get(&(*origin, revision.kind)))
            .flatten();
        items
            .find(|item| item.kind == ItemKind::Function || owner(item) == owner(revision))
            .copied()
    }
}

/// Whether a caller means one place of the document by the item's name.
fn names_one(item: &Item) -> bool {
    matches!(
        item.kind,
        ItemKind::Function | ItemKind::Method | ItemKind::Field
    )
}

/// Whether arguments of one type changed places: what a caller gives for one is taken for the other.
pub(super) fn swapped(base: &Item, before: &str, revision: &Item) -> bool {
    if !matches!(revision.kind, ItemKind::Function | ItemKind::Method)
        || base.signature == revision.signature
    {
        return false;
    }
    let (before, after) = (arguments(before), arguments(&revision.signature));
    let moves = |(index, (name, ty)): (usize, &(&str, &str))| {
        after
            .iter()
            .position(|(other, same)| other == name && same == ty)
            .is_some_and(|now| now != index)
    };
    before.len() == after.len() && before.iter().enumerate().any(moves)
}

/// Whether a function takes what it took, in another order: nothing but the path can say that.
pub(super) fn only_turned(base: &Item, revision: &Item) -> bool {
    let (mut before, mut after) = (arguments(&base.signature), arguments(&revision.signature));
    let is_other = before != after;
    before.sort_unstable();
    after.sort_unstable();
    is_other && before == after
}

/// The arguments of a function, names and types.
fn arguments(signature: &str) -> Vec<(&str, &str)> {
    let Some((_, rest)) = signature.split_once('(') else {
        return Vec::new();
    };
    let rest = rest.rsplit_once(" -> ").map_or(rest, |(rest, _)| rest);
    let all = rest.strip_suffix(')').unwrap_or(rest).split(", ");
    all.filter_map(|one| one.split_once(": ")).collect()
}
