//! Where a public item is at home: at the change of the document that caused what became of it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use super::Side;
use super::join::{ByPlace, Join, owner};
use super::renamed::place;
use super::rules::{about, is_quiet, replaces};
use super::rust::{self, ItemChange, Silent};
use super::wire::{self, Finding};
use crate::emit::{Item, ItemKind};
use crate::source::Origin;

impl Join<'_> {
    /// Finds a home for every item: at its place, above it, or below it; else where an item that names it is at home.
    pub(super) fn attach(&mut self, items: &[ItemChange<'_>]) {
        self.homes = items.iter().map(|change| self.home(change)).collect();
        self.attach_former(items);
        let named = [
            Naming::new(items, |change| change.base),
            Naming::new(items, |change| change.revision),
        ];
        let mut by_path: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, change) in items.iter().enumerate() {
            by_path.entry(&change.item().path).or_insert(index);
        }
        for _ in 0..4 {
            let mut moved = false;
            for (index, change) in items.iter().enumerate() {
                if !self.homes[index].is_empty() || self.is_renamed(change) {
                    continue;
                }
                let home = self.with_others(change, &named, &by_path);
                moved |= !home.is_empty();
                self.homes[index] = home;
            }
            if !moved {
                break;
            }
        }
        self.attach_reexports(items);
        self.attach_rest(items);
    }

    /// A new name for what another thing took the name of.
    fn attach_former(&mut self, items: &[ItemChange<'_>]) {
        for (index, change) in items.iter().enumerate() {
            let Some(Silent::Elsewhere(now)) = change.silent else {
                continue;
            };
            for (other, new) in items.iter().enumerate() {
                if self.homes[other].is_empty() && new.item().path == now.path {
                    self.homes[other] = self.homes[index].clone();
                }
            }
        }
    }

    /// The home of what an item belongs to, of an item that names it, or of one that it names.
    fn with_others(
        &self,
        change: &ItemChange<'_>,
        named: &[Naming<'_>; 2],
        by_path: &BTreeMap<&str, usize>,
    ) -> Vec<usize> {
        let owner = owner(change.item());
        let [base, revision] = named;
        let naming = if change.revision.is_none() {
            base
        } else {
            revision
        };
        let owners = [Some(owner), owner.strip_suffix("Required")];
        let owners = owners
            .into_iter()
            .flatten()
            .filter_map(|path| by_path.get(path));
        // A resource has a feature and a module.
        let resource = owner.strip_prefix("feature ");
        let resource = resource.map(|name| name.replace('-', "_"));
        let resource = resource.and_then(|name| by_path.get(name.as_str()));
        let naming = naming.of(owner).iter();
        let signatures = [change.base, change.revision].into_iter().flatten();
        let named: Vec<&str> = signatures.flat_map(|item| paths(&item.signature)).collect();
        let words = named.iter().filter_map(|path| by_path.get(path));
        // Its documentation follows the parts of what it names.
        let is_docs = change.verdict == rust::Verdict::Docs;
        let parts = named
            .iter()
            .filter(|path| is_docs && path.contains("::"))
            .flat_map(|path| parts_of(by_path, path));
        // A module comes and goes with what is in it.
        let module = (change.item().kind == ItemKind::Module).then(|| change.item().path.as_str());
        let inside = module.into_iter().flat_map(|path| parts_of(by_path, path));
        // What a type needs to be made follows the member that is needed, wherever the document says it: `allOf` takes it from elsewhere.
        let about = about(change.item().kind);
        let members = [Some(owner), owner.strip_suffix("Required")]
            .into_iter()
            .flatten()
            .filter(|_| !is_docs)
            .flat_map(|path| parts_of(by_path, path))
            .filter(|other| {
                let mut rules = self.homes[**other].iter();
                rules.any(|number| about(self.findings[*number].rule))
            });
        owners
            .chain(resource)
            .chain(members)
            .chain(naming)
            .chain(words)
            .chain(inside)
            .chain(parts)
            .map(|other| &self.homes[*other])
            .find(|home| !home.is_empty())
            .cloned()
            .unwrap_or_default()
    }

    /// What the crate says of itself has an example of its calls in it, and re-exports what its types need: both follow what those are.
    fn attach_rest(&mut self, items: &[ItemChange<'_>]) {
        let first = (0..self.findings.len()).find(|number| !is_quiet(self.findings[*number].rule));
        for (index, change) in items.iter().enumerate() {
            let follows = match change.item().kind {
                ItemKind::Crate => change.verdict == rust::Verdict::Docs,
                ItemKind::Reexport => true,
                _ => false,
            };
            if follows && self.homes[index].is_empty() {
                self.homes[index] = first.into_iter().collect();
            }
        }
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
                let Some(origin) = item.and_then(|item| cause(side, item)) else {
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
            let Some(origin) = item.and_then(|item| cause(side, item)) else {
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
            let found = [self.tags(&place), self.schemes(&place)].concat();
            if !found.is_empty() {
                return found;
            }
            let found = self.of_operation(&place, index, change);
            if !found.is_empty() {
                return found;
            }
        }
        if change.item().kind == ItemKind::Crate {
            return self.numbers(|finding| finding.rule == "info-changed");
        }
        Vec::new()
    }

    /// What came with a thing that is new isn't what left with another, and the reverse.
    fn of_its_kind(&self, found: Vec<usize>, change: &ItemChange<'_>) -> Vec<usize> {
        let fits = |number: &&usize| {
            let finding = &self.findings[**number];
            match (change.base, change.revision) {
                (None, _) => finding.revision.is_some(),
                (_, None) => finding.base.is_some(),
                _ => true,
            }
        };
        let kept: Vec<usize> = found.iter().filter(fits).copied().collect();
        if kept.is_empty() { found } else { kept }
    }

    fn numbers(&self, fits: impl Fn(&Finding) -> bool) -> Vec<usize> {
        let all = 0..self.findings.len();
        all.filter(|number| fits(&self.findings[*number])).collect()
    }

    /// What is said of the credentials that operations take, where a credential came or went with it.
    fn schemes(&self, place: &str) -> Vec<usize> {
        let Some((_, scheme)) = place.rsplit_once("/components/securitySchemes/") else {
            return Vec::new();
        };
        let name = format!("`{scheme}`");
        self.numbers(|finding| {
            let mut texts = [&finding.before, &finding.after].into_iter().flatten();
            finding.rule.starts_with("security-") && texts.any(|text| text.contains(&name))
        })
    }

    /// What an operation has from elsewhere, its path or a component: the findings about it alone or among others.
    fn of_operation(&self, at: &str, index: &ByPlace, change: &ItemChange<'_>) -> Vec<usize> {
        let side = if std::ptr::eq(index, &self.by_base) {
            self.base
        } else {
            self.revision
        };
        let mut operations = side.contract.operations.iter();
        let Some(operation) = operations.find(|one| place(side.sources, one.origin) == at) else {
            return Vec::new();
        };
        let name = wire::name_of(operation);
        let about = about(change.item().kind);
        let docs = change.verdict == rust::Verdict::Docs;
        let mut found = self
            .numbers(|finding| (docs || about(finding.rule)) && finding.operations.contains(&name));
        found.retain(|number| self.tells(*number, change));
        self.of_its_kind(found, change)
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
        if change.verdict == rust::Verdict::Docs {
            return found;
        }
        found = self.of_its_kind(found, change);
        let about = about(item.kind);
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
}

/// The place that caused an item; of a part without one, what caused the whole.
fn cause(side: &Side<'_>, item: &Item) -> Option<Origin> {
    let whole = || {
        let mut items = side.items.0.iter();
        items.find(|one| one.path == owner(item))?.origin
    };
    item.origin.or_else(whole)
}

/// The changes of what stands in a module or a type.
fn parts_of<'m>(
    by_path: &'m BTreeMap<&str, usize>,
    path: &str,
) -> impl Iterator<Item = &'m usize> + use<'m> {
    let below = format!("{path}::");
    by_path
        .range::<str, _>((Bound::Excluded(below.as_str()), Bound::Unbounded))
        .take_while(move |(other, _)| other.starts_with(&below))
        .map(|(_, index)| index)
}

/// The words of a signature, a path being one.
pub(super) fn paths(signature: &str) -> impl Iterator<Item = &str> {
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':' | '#');
    signature
        .split(move |letter| !is_word(letter))
        .filter(|word| !word.is_empty())
}

/// Which items name a path in their signature.
struct Naming<'a>(HashMap<&'a str, Vec<usize>>);

impl<'a> Naming<'a> {
    fn new(items: &[ItemChange<'a>], side: impl Fn(&ItemChange<'a>) -> Option<&'a Item>) -> Self {
        let mut naming: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, change) in items.iter().enumerate() {
            let signature = side(change).map_or("", |item| item.signature.as_str());
            for word in paths(signature) {
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
