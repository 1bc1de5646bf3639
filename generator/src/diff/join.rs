//! Wire and Rust together: a public item belongs to the change of the document at the place that caused it.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::identity::identify;
use super::renamed::{place, renamed};
use super::rust::{self, ItemChange, Renamed};
use super::wire::{self, Finding, Findings};
use super::{At, Change, Review, Semver, Side};
use crate::emit::{Item, ItemKind};
use crate::pipeline::shown;
use crate::source::Origin;

/// Compares two versions.
#[must_use]
pub fn review(base: &Side<'_>, revision: &Side<'_>) -> Review {
    let found = wire::compare(base.contract, revision.contract);
    let renamed = renamed(base, revision, &found);
    let items = rust::compare(base.items, revision.items, &renamed);
    let changed_now = items
        .iter()
        .filter(|change| change.revision.is_some())
        .count();
    let mut join = Join::new(base, revision, &found, &renamed);
    join.attach(&items);
    let changes = join.changes(&items);
    Review {
        changes,
        unchanged_operations: found.unchanged_operations,
        unchanged_items: revision.items.0.len() - changed_now,
    }
}

/// Findings by the place that they are about.
type ByPlace = BTreeMap<String, Vec<usize>>;

struct Join<'a> {
    base: &'a Side<'a>,
    revision: &'a Side<'a>,
    findings: &'a [Finding],
    renamed: &'a [Renamed],
    /// By place in the base and in the revision.
    by_base: ByPlace,
    by_revision: ByPlace,
    /// The findings about them.
    discriminators: Vec<usize>,
    /// The findings that each item change belongs to; empty: to none.
    homes: Vec<Vec<usize>>,
}

impl<'a> Join<'a> {
    fn new(
        base: &'a Side<'a>,
        revision: &'a Side<'a>,
        found: &'a Findings,
        renamed: &'a [Renamed],
    ) -> Self {
        let index = |side: &Side<'_>, origin: fn(&Finding) -> Option<Origin>| {
            let mut index = ByPlace::new();
            for (number, finding) in found.findings.iter().enumerate() {
                if let Some(origin) = origin(finding) {
                    index
                        .entry(place(side.sources, origin))
                        .or_default()
                        .push(number);
                }
            }
            index
        };
        Self {
            base,
            revision,
            findings: &found.findings,
            renamed,
            by_base: index(base, |finding| finding.base),
            by_revision: index(revision, |finding| finding.revision),
            discriminators: (0..found.findings.len())
                .filter(|number| found.findings[*number].rule.starts_with("discriminator-"))
                .collect(),
            homes: Vec::new(),
        }
    }

    /// Finds a home for every item: at its place, above it, or below it; else where an item that names it is at home.
    fn attach(&mut self, items: &[ItemChange<'_>]) {
        self.homes = items.iter().map(|change| self.home(change)).collect();
        let [base, revision] = [
            Naming::new(items, |change| change.base),
            Naming::new(items, |change| change.revision),
        ];
        for _ in 0..4 {
            let mut moved = false;
            for (index, change) in items.iter().enumerate() {
                if !self.homes[index].is_empty() || self.is_renamed(change) {
                    continue;
                }
                let naming = if change.revision.is_none() {
                    &base
                } else {
                    &revision
                };
                let mut named = naming.of(owner(change.item())).iter();
                let home = named
                    .find(|other| !self.homes[**other].is_empty())
                    .map(|other| self.homes[*other].clone())
                    .unwrap_or_default();
                moved |= !home.is_empty();
                self.homes[index] = home;
            }
            if !moved {
                break;
            }
        }
        self.attach_reexports(items);
    }

    /// What a crate re-exports follows what it uses: of those that nothing names, all go with one that something does.
    fn attach_reexports(&mut self, items: &[ItemChange<'_>]) {
        let is_reexport = |change: &ItemChange<'_>| change.item().kind == ItemKind::Reexport;
        for gone in [false, true] {
            let mut alike = (0..items.len())
                .filter(|index| is_reexport(&items[*index]))
                .filter(|index| items[*index].revision.is_none() == gone);
            let home = alike
                .clone()
                .map(|index| self.homes[index].clone())
                .find(|home| !home.is_empty());
            if let Some(home) = home {
                alike.by_ref().for_each(|index| {
                    if self.homes[index].is_empty() {
                        self.homes[index].clone_from(&home);
                    }
                });
            }
        }
    }

    fn is_renamed(&self, change: &ItemChange<'_>) -> bool {
        let Some(base) = change.base else {
            return false;
        };
        self.renamed.iter().any(|one| {
            base.path == one.from
                || base
                    .path
                    .strip_prefix(&one.from)
                    .is_some_and(|rest| rest.starts_with("::"))
        })
    }

    fn home(&self, change: &ItemChange<'_>) -> Vec<usize> {
        let sides = [
            (change.revision, self.revision, &self.by_revision),
            (change.base, self.base, &self.by_base),
        ];
        for above in [false, true] {
            for (item, side, index) in &sides {
                let Some(origin) = item.and_then(|item| item.origin) else {
                    continue;
                };
                let place = place(side.sources, origin);
                let found = if above {
                    self.above(&place, index)
                } else {
                    self.at(&place, index, change)
                };
                if !found.is_empty() {
                    return found;
                }
            }
        }
        for (item, side, index) in &sides {
            let Some(origin) = item.and_then(|item| item.origin) else {
                continue;
            };
            let place = place(side.sources, origin);
            let found = self.below(&place, index, change);
            if !found.is_empty() {
                return found;
            }
            // What tells variants apart stands beside them.
            let union = ["/oneOf/", "/anyOf/"]
                .iter()
                .find_map(|list| Some(place.rsplit_once(list)?.0));
            let beside = format!("{}/discriminator", union.unwrap_or(&place));
            if let Some(found) = index.get(&beside) {
                return found.clone();
            }
            let found = self.tags(&place);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// The discriminators that a property became, or no longer is: it is filled in, or asked for.
    fn tags(&self, place: &str) -> Vec<usize> {
        let Some((_, property)) = place.rsplit_once("/properties/") else {
            return Vec::new();
        };
        let is_tag = |number: &usize| {
            let finding = &self.findings[*number];
            let names = [&finding.before, &finding.after];
            names.iter().any(|name| name.as_deref() == Some(property))
        };
        let discriminators = self.discriminators.iter().copied();
        discriminators.filter(is_tag).collect()
    }

    /// Findings at the very place, of the value that the item is about.
    fn at(&self, place: &str, index: &ByPlace, change: &ItemChange<'_>) -> Vec<usize> {
        let Some(found) = index.get(place) else {
            return Vec::new();
        };
        let item = change.item();
        let fits = |number: &&usize| {
            let finding = &self.findings[**number];
            match (&finding.value, &item.wire) {
                (Some(value), Some(wire)) => value == wire,
                (Some(_), None) => false,
                (None, Some(wire)) => {
                    finding.rule != "enum-value-renamed"
                        || finding.before.as_ref() == Some(wire)
                        || finding.after.as_ref() == Some(wire)
                }
                (None, None) => {
                    finding.rule != "docs-changed" || change.verdict <= rust::Verdict::Docs
                }
            }
        };
        let all: Vec<usize> = found.iter().filter(fits).copied().collect();
        let telling: Vec<usize> = all
            .iter()
            .filter(|number| self.tells(**number, change))
            .copied()
            .collect();
        let constructor = change.verdict == rust::Verdict::Breaking
            && matches!(
                item.kind,
                ItemKind::Method | ItemKind::Impl | ItemKind::Struct
            )
            && change.base.is_some();
        if telling.is_empty() && constructor {
            return Vec::new();
        }
        if telling.is_empty() { all } else { telling }
    }

    /// Whether a finding can be the cause of what happened to the item.
    fn tells(&self, number: usize, change: &ItemChange<'_>) -> bool {
        let rule = self.findings[number].rule;
        let quiet = is_quiet(rule);
        match change.verdict {
            rust::Verdict::Docs => true,
            rust::Verdict::Deprecating => rule.ends_with("deprecated"),
            _ => !quiet,
        }
    }

    /// The nearest place above where something came, went, or became another thing.
    fn above(&self, place: &str, index: &ByPlace) -> Vec<usize> {
        let mut end = place.len();
        while let Some(before) = place[..end].rfind('/') {
            end = before;
            let found: Vec<usize> = index
                .get(&place[..end])
                .into_iter()
                .flatten()
                .filter(|number| {
                    let finding = &self.findings[**number];
                    finding.base.is_none() || finding.revision.is_none() || replaces(finding.rule)
                })
                .copied()
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// What happened inside of the thing: only what can change the thing itself.
    fn below(&self, place: &str, index: &ByPlace, change: &ItemChange<'_>) -> Vec<usize> {
        let item = change.item();
        let below = format!("{place}/");
        let mut found: Vec<usize> = index
            .range(below.clone()..)
            .take_while(|(other, _)| other.starts_with(&below))
            .flat_map(|(_, numbers)| numbers)
            .filter(|number| self.tells(**number, change))
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        let about: fn(&str) -> bool = match item.kind {
            ItemKind::Method | ItemKind::Struct => |rule| {
                rule.contains("required")
                    || rule.contains("optional")
                    || rule.contains("type")
                    || rule.contains("null")
                    || rule.contains("enum")
                    || rule.contains("format")
                    || rule.contains("read-only")
                    || rule.contains("renamed")
            },
            ItemKind::Impl => |rule| {
                rule.contains("status")
                    || rule.contains("response")
                    || rule.contains("media")
                    || rule.contains("required")
                    || rule.contains("union")
                    || rule.contains("type")
                    || rule.contains("body")
            },
            ItemKind::Function => |rule| {
                rule.contains("required")
                    || rule.contains("body")
                    || rule.contains("parameter")
                    || rule.contains("type")
                    || rule.contains("media")
            },
            ItemKind::Enum | ItemKind::Alias | ItemKind::Variant | ItemKind::Field => {
                |rule| replaces(rule) || rule.contains("media") || rule.contains("nullable")
            }
            _ => return Vec::new(),
        };
        if change.verdict == rust::Verdict::Docs {
            return found;
        }
        found.retain(|number| about(self.findings[*number].rule));
        let needed: Vec<usize> = found
            .iter()
            .filter(|number| {
                self.findings[**number].rule.contains("required")
                    || self.findings[**number].rule.contains("became-optional")
            })
            .copied()
            .collect();
        if matches!(item.kind, ItemKind::Method | ItemKind::Struct) && !needed.is_empty() {
            needed
        } else {
            found
        }
    }

    fn changes(&self, items: &[ItemChange<'_>]) -> Vec<Change> {
        let mut of_finding: Vec<Vec<&ItemChange<'_>>> = vec![Vec::new(); self.findings.len()];
        let mut alone: BTreeMap<String, Vec<&ItemChange<'_>>> = BTreeMap::new();
        for (change, home) in items.iter().zip(&self.homes) {
            if home.is_empty() {
                alone
                    .entry(owner(change.item()).to_owned())
                    .or_default()
                    .push(change);
            }
            for number in home {
                of_finding[*number].push(change);
            }
        }
        let mut changes: Vec<Change> = self
            .findings
            .iter()
            .zip(&of_finding)
            .map(|(finding, items)| self.of_finding(finding, items))
            .chain(alone.iter().map(|(path, items)| self.of_items(path, items)))
            .filter(|change| {
                change.semver != Semver::None || change.wire != wire::Verdict::None || change.silent
            })
            .collect();
        changes.sort_by_key(|change| {
            let place = change.revision.as_ref().or(change.base.as_ref());
            (
                !change.breaks(),
                place.is_none(),
                place.map(|place| (place.file.clone(), place.line)),
            )
        });
        identify(&mut changes);
        changes
    }

    fn of_finding(&self, finding: &Finding, items: &[&ItemChange<'_>]) -> Change {
        let mut change = self.with_items(items);
        change.rule = finding.rule;
        change.title.clone_from(&finding.title);
        change.wire = finding.wire;
        change.silent = finding.silent;
        change.directions = finding.directions.iter().copied().collect();
        change.operations.clone_from(&finding.operations);
        change.before.clone_from(&finding.before);
        change.after.clone_from(&finding.after);
        // A renamed value stands on each side under its own name.
        let renamed = finding.rule == "enum-value-renamed";
        let before = finding.before.as_ref().filter(|_| renamed);
        let after = finding.after.as_ref().filter(|_| renamed);
        let value = finding.value.as_ref();
        change.base = finding
            .base
            .and_then(|origin| at(self.base, origin, before.or(value)));
        change.revision = finding
            .revision
            .and_then(|origin| at(self.revision, origin, after.or(value)));
        change.semver = semver(&change);
        change.help = help(&change, items);
        change
    }

    /// Items that no change of the wire explains: names, the configuration, or something that left or entered the crate.
    fn of_items(&self, path: &str, items: &[&ItemChange<'_>]) -> Change {
        let mut change = self.with_items(items);
        let first = items
            .iter()
            .find(|one| owner(one.item()) == one.item().path)
            .unwrap_or(&items[0]);
        let whole = owner(first.item()) == first.item().path;
        let was = first.base.map(|item| owner(item).to_owned());
        (change.rule, change.title) = match (was, first.revision) {
            (Some(was), Some(_)) if was != path => {
                ("item-renamed", format!("`{was}` is now called `{path}`"))
            }
            (Some(_), Some(now)) if first.base.is_some_and(|was| was.path != now.path) => {
                let was = first.base.map_or("", |item| item.path.as_str());
                let title = format!("`{was}` is now called `{}`", now.path);
                ("item-renamed", title)
            }
            _ if !whole => ("item-changed", format!("`{path}` has other parts")),
            (Some(_), Some(_)) => ("item-changed", format!("`{path}` changed")),
            (Some(_), None) => (
                "item-removed",
                format!("`{path}` is no longer part of the crate"),
            ),
            (None, _) => ("item-added", format!("`{path}` is new in the crate")),
        };
        change.before = first.base.map(Item::line);
        change.after = first.revision.map(Item::line);
        let cause = |side: &Side<'_>, item: Option<&Item>| {
            let item = item?;
            at(side, item.origin?, item.wire.as_ref())
        };
        change.base = cause(self.base, first.base);
        change.revision = cause(self.revision, first.revision);
        change.semver = semver(&change);
        change.help = help(&change, items);
        change
    }

    fn with_items(&self, items: &[&ItemChange<'_>]) -> Change {
        let mut items = items.to_vec();
        items.sort_by_key(|change| {
            (
                std::cmp::Reverse(change.verdict),
                change.item().path.clone(),
                change.item().kind,
            )
        });
        let rust = items
            .iter()
            .map(|change| change.verdict)
            .max()
            .unwrap_or_default();
        Change {
            rust,
            item: items.first().map(|change| change.item().path.clone()),
            items: items
                .iter()
                .filter(|change| change.verdict > rust::Verdict::Docs)
                .map(|change| (change.base.map(Item::line), change.revision.map(Item::line)))
                .collect(),
            ..Change::default()
        }
    }
}

/// Documentation and numbers: they change no signature.
fn is_quiet(rule: &str) -> bool {
    rule == "docs-changed"
        || rule == "info-changed"
        || rule.starts_with("default-")
        || rule.starts_with("pattern-")
        || rule.starts_with("min")
        || rule.starts_with("max")
        || rule.starts_with("exclusive-")
        || rule.starts_with("multiple-of")
        || rule.starts_with("unique-items")
        || rule.ends_with("deprecated")
}

/// Whether what stood below is another thing now.
fn replaces(rule: &str) -> bool {
    rule.starts_with("type-")
        || rule.contains("enum")
        || rule.contains("union")
        || rule.contains("map")
        || rule.contains("format")
        || rule.contains("discriminator")
}

/// The type or function that an item belongs to.
fn owner(item: &Item) -> &str {
    match item.kind {
        ItemKind::Field | ItemKind::Variant | ItemKind::Const | ItemKind::Method => item
            .path
            .rsplit_once("::")
            .map_or(item.path.as_str(), |(owner, _)| owner),
        _ => &item.path,
    }
}

/// Which items name a path in their signature.
struct Naming<'a>(HashMap<&'a str, Vec<usize>>);

impl<'a> Naming<'a> {
    fn new(items: &[ItemChange<'a>], side: impl Fn(&ItemChange<'a>) -> Option<&'a Item>) -> Self {
        let mut naming: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, change) in items.iter().enumerate() {
            let signature = side(change).map_or("", |item| item.signature.as_str());
            let is_word =
                |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':' | '#');
            for word in signature.split(|letter| !is_word(letter)) {
                let named = naming.entry(word).or_default();
                if named.last() != Some(&index) {
                    named.push(index);
                }
            }
        }
        Self(naming)
    }

    /// In the order of the items.
    fn of(&self, path: &str) -> &[usize] {
        self.0.get(path).map_or(&[], Vec::as_slice)
    }
}

/// The place of a node; of a value that a schema lists, where it is listed.
fn at(side: &Side<'_>, origin: Origin, value: Option<&String>) -> Option<At> {
    let sources = side.sources;
    let listed = value.and_then(|value| sources.locate_listed(origin, value));
    let (location, pointer) = match listed {
        Some(listed) => listed,
        None => (sources.locate(&origin.key())?, sources.pointer(origin)),
    };
    let path = sources.path(location.file);
    let inside = side
        .folder
        .and_then(|folder| path.strip_prefix(folder).ok());
    Some(At {
        file: inside
            .map_or_else(|| shown(path), Path::to_path_buf)
            .display()
            .to_string(),
        line: location.line,
        column: location.column,
        pointer,
    })
}

fn semver(change: &Change) -> Semver {
    match (change.rust, change.wire) {
        (rust::Verdict::Breaking, _) => Semver::Major,
        (rust::Verdict::Additive | rust::Verdict::Deprecating, _) => Semver::Minor,
        _ if change.silent => Semver::Minor,
        (rust::Verdict::Docs, _) | (_, wire::Verdict::Breaking | wire::Verdict::Risky) => {
            Semver::Patch
        }
        _ => Semver::None,
    }
}

/// How a caller mends it.
fn help(change: &Change, items: &[&ItemChange<'_>]) -> Option<String> {
    let first = items
        .iter()
        .find(|one| one.verdict == rust::Verdict::Breaking);
    let instead = |gone: &Item| {
        let mut new = items.iter().filter_map(|one| match one.base {
            None => one.revision.filter(|item| item.kind == gone.kind),
            Some(_) => None,
        });
        let only = new.next().filter(|_| new.next().is_none())?;
        (gone.kind == ItemKind::Variant && owner(gone) == owner(only)).then_some(only)
    };
    let rust = first.map(|first| match (first.base, first.revision) {
        (Some(base), None) if instead(base).is_some_and(|new| new.wire.is_some()) => {
            let new = instead(base).map_or("", |new| new.path.as_str());
            format!("write `{new}` for `{}`", base.path)
        }
        (Some(base), Some(item)) if base.path != item.path => {
            format!("write `{}` for `{}`", item.path, base.path)
        }
        (Some(base), None) => format!("`{}` is gone: take it out of the calling code", base.path),
        (None, Some(item)) => format!("give `{}` where its siblings are given", item.path),
        (_, Some(item)) => match item.kind {
            ItemKind::Function | ItemKind::Method => format!("call it as `{}`", item.signature),
            _ => format!("read it as `{}`", item.signature),
        },
        (None, None) => String::new(),
    });
    let wire =
        (change.wire == wire::Verdict::Breaking).then(|| match change.directions.as_slice() {
            [wire::Direction::Response] => {
                "released crates may meet answers that they don't expect: release soon".to_owned()
            }
            _ => "released crates send what the server no longer takes: release soon".to_owned(),
        });
    rust.or(wire)
}
