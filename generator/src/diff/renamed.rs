//! What is called otherwise now.

use std::collections::{BTreeMap, HashMap};

use super::Side;
use super::rust::Renamed;
use super::wire::Findings;
use crate::emit::{ItemKind, Items};
use crate::source::{Origin, Sources};

/// Types, functions and members whose place in the document has a counterpart, and that are called otherwise now.
pub(super) fn renamed(base: &Side<'_>, revision: &Side<'_>, found: &Findings) -> Vec<Renamed> {
    let named = |items: &Items, other: &Items, sources: &Sources| {
        let mut by_place: HashMap<(String, ItemKind), Option<String>> = HashMap::new();
        for item in items.without(other) {
            let kind = matches!(
                item.kind,
                ItemKind::Struct
                    | ItemKind::Enum
                    | ItemKind::Alias
                    | ItemKind::Function
                    | ItemKind::Field
                    | ItemKind::Variant
            );
            let (true, Some(origin)) = (kind, item.origin) else {
                continue;
            };
            // Where several have one place, none of them is the one: but a type's own name is shorter than that of its parts.
            let path = Some(item.path.clone())
                .filter(|path| !path.contains("Required::") && !path.ends_with("Required"));
            // Values of an enum stand at one place.
            if path.is_some() && item.wire.is_none() {
                by_place
                    .entry((place(sources, origin), item.kind))
                    .or_insert(path);
            }
        }
        by_place
    };
    let before = named(base.items, revision.items, base.sources);
    let after = named(revision.items, base.items, revision.sources);
    if before.is_empty() || after.is_empty() {
        return Vec::new();
    }
    let mut renamed = BTreeMap::new();
    for (from, to) in &found.pairs {
        let (from, to) = (place(base.sources, *from), place(revision.sources, *to));
        for kind in [
            ItemKind::Struct,
            ItemKind::Enum,
            ItemKind::Alias,
            ItemKind::Function,
            ItemKind::Field,
            ItemKind::Variant,
        ] {
            if let (Some(Some(was)), Some(Some(is))) = (
                before.get(&(from.clone(), kind)),
                after.get(&(to.clone(), kind)),
            ) {
                renamed.entry(was.clone()).or_insert_with(|| is.clone());
            }
        }
    }
    let mut list: Vec<Renamed> = renamed
        .into_iter()
        .map(|(from, to)| Renamed { from, to })
        .collect();
    // What several types have from one place is a member of each: it goes with its type.
    let whole = list.clone();
    list.retain(|one| {
        let (Some((was, _)), Some((is, _))) =
            (one.from.rsplit_once("::"), one.to.rsplit_once("::"))
        else {
            return true;
        };
        let is_member = was.contains(|letter: char| letter.is_uppercase());
        !is_member
            || was == is
            || whole
                .iter()
                .any(|other| other.from == was && other.to == is)
    });
    list.extend(followers(&list, base.items, revision.items));
    // A member follows its type, unless its own name changed too.
    let types: Vec<Renamed> = list.clone();
    list.retain(|one| {
        one.from.rsplit_once("::").is_none_or(|(owner, member)| {
            !types
                .iter()
                .any(|other| other.from == owner && one.to == format!("{}::{member}", other.to))
        })
    });
    list
}

/// What is called after another thing at its place: `XRequired` after `X`, the headers of its answers after an endpoint.
fn followers(list: &[Renamed], base: &Items, revision: &Items) -> Vec<Renamed> {
    let structs = |items: &Items| -> BTreeMap<String, Option<u32>> {
        let structs = items.0.iter().filter(|item| item.kind == ItemKind::Struct);
        structs
            .map(|item| (item.path.clone(), item.origin.map(|origin| origin.0)))
            .collect()
    };
    let (before, after) = (structs(base), structs(revision));
    let mut found = Vec::new();
    for one in list {
        let Some(origin) = before.get(&one.from) else {
            continue;
        };
        let longer = before.range(one.from.clone()..).skip(1);
        let longer = longer.map_while(|(path, at)| Some((path, path.strip_prefix(&one.from)?, at)));
        for (path, ending, at) in longer {
            let to = format!("{}{ending}", one.to);
            let is_known = list.iter().any(|other| other.from == *path);
            if at == origin && !is_known && after.contains_key(&to) && !after.contains_key(path) {
                found.push(Renamed {
                    from: path.clone(),
                    to,
                });
            }
        }
    }
    found
}

/// File and pointer.
pub(super) fn place(sources: &Sources, origin: Origin) -> String {
    let file = sources.file_of(origin).map_or(0, |file| file.0);
    format!("{file}#{}", sources.pointer(origin))
}
