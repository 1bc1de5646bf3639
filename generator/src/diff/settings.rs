//! What letterpress.toml says otherwise: names, pages, waiting, secrets and the rest that no document says.
//!
//! What the tables of the revision make of the base's document shows which public items follow them; each of those belongs to the entry that it comes from.

mod entries;

use std::collections::{BTreeSet, HashSet};

pub(super) use entries::compare;

use super::Side;
use super::join::owner;
use super::rust::{ItemChange, Moves, Renamed, written_out};
use super::wire::{self, Finding, Title};
use crate::config::{Crate, Located};
use crate::contract::Operation;
use crate::emit::{Item, ItemKind};
use crate::source::Origin;

/// An entry of letterpress.toml that changed.
pub(super) struct Setting {
    pub(super) finding: Finding,
    about: About,
}

/// What an entry is about.
enum About {
    Name,
    Features,
    Environment,
    Envelope,
    /// How the answers of an operation are gone through.
    Operation(&'static str),
    /// A string that is hidden, by its pointer.
    Secret(String),
    /// Something that is called otherwise: its pointer, or an operationId; and the old names that stay for it.
    Rename(String, Vec<String>),
    /// An old name.
    Alias(String),
}

/// Whether both make the same of a document.
#[must_use]
pub fn is_same(base: &Crate, revision: &Crate) -> bool {
    let tables = |asked: &Crate| Crate {
        schema: Located::default(),
        out: Located::default(),
        overlays: Vec::new(),
        select: None,
        package: crate::config::PackageTable::default(),
        max_untyped: None,
        dev_dependencies: Vec::new(),
        examples: Vec::new(),
        ..asked.clone()
    };
    tables(base) == tables(revision)
}

impl Setting {
    fn new(
        about: About,
        rule: &'static str,
        title: impl Into<Title>,
        (base, revision): (Option<Origin>, Option<Origin>),
    ) -> Self {
        let finding = Finding {
            rule,
            title: title.into(),
            wire: wire::Verdict::None,
            directions: BTreeSet::new(),
            breaks: BTreeSet::new(),
            operations: Vec::new(),
            before: None,
            after: None,
            base,
            revision,
            value: None,
            silent: false,
            also: Vec::new(),
            uses: Vec::new(),
        };
        Self { finding, about }
    }

    /// Whether the item comes from the entry.
    fn has(&self, change: &ItemChange<'_>, sides: [&Side<'_>; 2]) -> bool {
        let item = change.item();
        match &self.about {
            About::Name => item.kind == ItemKind::Crate,
            About::Features => {
                let gates = change.base.zip(change.revision);
                item.kind == ItemKind::Feature
                    || gates.is_some_and(|(was, is)| was.feature != is.feature)
            }
            About::Environment => false,
            About::Envelope => {
                let gates = change.base.zip(change.revision);
                item.kind == ItemKind::Impl || gates.is_none_or(|(was, is)| was.path == is.path)
            }
            About::Operation(head) => {
                let operation = self.finding.operations.first();
                let origins = sides.into_iter().filter_map(|side| {
                    let mut all = side.contract.operations.iter();
                    Some((side, all.find(|one| one.id.as_ref() == operation)?.origin))
                });
                let is_its = |(side, origin): (&Side<'_>, Origin)| {
                    let pointer = side.sources.pointer(origin);
                    of_side(change, side, sides).is_some_and(|item| below(side, item, &pointer))
                };
                written_out(item).is_some_and(|name| name.starts_with(head))
                    && origins.into_iter().any(is_its)
            }
            About::Secret(pointer) => {
                let is_at = |side| {
                    let item = of_side(change, side, sides);
                    item.is_some_and(|item| below(side, item, plain(pointer)))
                };
                sides.into_iter().any(is_at)
            }
            About::Rename(key, olds) => {
                let moved = change.base.zip(change.revision);
                let moved = moved.is_none_or(|(was, is)| was.path != is.path);
                let is_at = |side: &Side<'_>| {
                    let mut operations = side.contract.operations.iter();
                    let is_it = |one: &&Operation| one.id.as_ref() == Some(key);
                    let pointer = match operations.find(is_it) {
                        Some(operation) => side.sources.pointer(operation.origin),
                        None => plain(key).to_owned(),
                    };
                    let item = of_side(change, side, sides);
                    item.is_some_and(|item| below(side, item, &pointer))
                };
                olds.iter().any(|old| is_named(item, old))
                    || (moved && (item.kind == ItemKind::Module || sides.into_iter().any(is_at)))
            }
            About::Alias(old) => is_named(item, old),
        }
    }
}

/// Whether an item is that of an old name.
fn is_named(item: &Item, old: &str) -> bool {
    item.path == old || item.path.strip_suffix("Required") == Some(old)
}

/// The pointer of a key: within its file.
fn plain(key: &str) -> &str {
    key.split_once('#').map_or(key, |(_, pointer)| pointer)
}

/// The item as one of the two sides has it.
fn of_side<'i>(
    change: &ItemChange<'i>,
    side: &Side<'_>,
    [base, _]: [&Side<'_>; 2],
) -> Option<&'i Item> {
    if std::ptr::eq(side, base) {
        change.base
    } else {
        change.revision
    }
}

/// Whether an item comes from a place, or from one inside of it.
fn below(side: &Side<'_>, item: &Item, pointer: &str) -> bool {
    let whole = || {
        let mut items = side.items.0.iter();
        items.find(|one| one.path == owner(item))?.origin
    };
    let Some(origin) = item.origin.or_else(whole) else {
        return false;
    };
    let at = side.sources.pointer(origin);
    let rest = at.strip_prefix(pointer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The items that follow letterpress.toml, each with the entries that it comes from; `None`: the document changed it.
pub(super) fn homes(
    settings: &[Setting],
    items: &[ItemChange<'_>],
    base: &Side<'_>,
    revision: &Side<'_>,
    renamed: &[Renamed],
) -> Vec<Option<Vec<usize>>> {
    let Some(asked) = base.asked_otherwise.filter(|_| !settings.is_empty()) else {
        return vec![None; items.len()];
    };
    let lines: HashSet<String> = asked.0.iter().map(Item::line).collect();
    let keys: HashSet<_> = asked
        .0
        .iter()
        .map(|item| key(item, item.path.clone()))
        .collect();
    let moved = Moves::new(renamed);
    let sides = [base, revision];
    let mut homes: Vec<Option<Vec<usize>>> = items
        .iter()
        .map(|change| {
            let follows = match (change.base, change.revision) {
                (_, Some(is)) => lines.contains(&is.line()),
                (Some(was), None) => !keys.contains(&key(was, moved.path(&was.path).into_owned())),
                (None, None) => false,
            };
            let found = settings.iter().enumerate();
            let found = found.filter(|(_, setting)| setting.has(change, sides));
            follows.then(|| found.map(|(number, _)| number).take(1).collect())
        })
        .collect();
    // What is left goes with the first that did anything, for letterpress.toml did it.
    let first = homes.iter().flatten().flatten().min().copied();
    let only = (settings.len() == 1).then_some(0);
    for home in homes.iter_mut().flatten() {
        if home.is_empty() {
            home.extend(first.or(only));
        }
    }
    homes
}

/// What an item is found again by: its path, its kind, and the trait of an implementation.
fn key(item: &Item, path: String) -> (String, ItemKind, &str) {
    let name = written_out(item).unwrap_or_default();
    (path, item.kind, name.split('<').next().unwrap_or_default())
}
