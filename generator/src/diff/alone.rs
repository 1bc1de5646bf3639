//! Items that no change of the wire explains: names, the configuration, or something that left or entered the crate.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Bound;

use super::help::help;
use super::homes::paths;
use super::join::{Join, owner, semver};
use super::lines::at;
use super::renamed::place;
use super::rust::{self, ItemChange, Renamed};
use super::{Change, Side};
use crate::emit::{Item, ItemKind};

/// Changes by what they are told as.
type Groups<'i, 'c> = BTreeMap<&'i str, Vec<&'c ItemChange<'i>>>;

impl Join<'_> {
    /// By the type or function that they belong to. What came or went with another, or follows its new name, is told with that.
    pub(super) fn groups<'i, 'c>(&self, items: &[&'c ItemChange<'i>]) -> Groups<'i, 'c>
    where
        Self: 'i,
    {
        let mut groups = Groups::new();
        for change in items {
            groups
                .entry(owner(change.item()))
                .or_default()
                .push(*change);
        }
        let mut leaders: HashMap<&str, &str> = HashMap::new();
        let mut documented: HashMap<String, &str> = HashMap::new();
        for (path, group) in &groups {
            let leader = self
                .root_of(group[0])
                .and_then(|root| Some(*groups.get_key_value(root)?.0))
                .or_else(|| namer(path, group, items))
                .or_else(|| {
                    let whole = path.strip_suffix("Required")?;
                    Some(*groups.get_key_value(whole)?.0)
                })
                .or_else(|| inside(path, group, &groups))
                .or_else(|| self.beside(path, group, &mut documented));
            if let Some(leader) = leader.filter(|leader| leader != path) {
                leaders.insert(*path, leader);
            }
        }
        let mut told = Groups::new();
        for (path, group) in groups {
            told.entry(leader(path, &leaders))
                .or_default()
                .extend(group);
        }
        told
    }

    /// The new name of what the thing's own name starts with: `types::Address` of `types::AddressRequired`.
    pub(super) fn root_of(&self, change: &ItemChange<'_>) -> Option<&str> {
        let (was, is) = (owner(change.base?), owner(change.revision?));
        let mut roots = self.renamed.iter().filter(|one| {
            let rest = was.strip_prefix(&one.from).zip(is.strip_prefix(&one.to));
            let ends = |rest: &str| rest.starts_with(|letter: char| letter.is_uppercase());
            rest.is_some_and(|(was, is)| was == is && ends(was))
        });
        let Some(first) = roots.next() else {
            return self.outer(change);
        };
        let shortest = roots.fold(first, |one, other| {
            if other.from.len() < one.from.len() {
                other
            } else {
                one
            }
        });
        Some(&shortest.to)
    }

    /// The new name of the outermost thing that the type stands in, where that is called otherwise too: its own name may not start with that.
    fn outer(&self, change: &ItemChange<'_>) -> Option<&str> {
        let item = change.base.filter(|item| owner(item) == item.path)?;
        let place = place(self.base.sources, item.origin?);
        let ends = place.match_indices('/').map(|(end, _)| end);
        let mut above = ends.filter_map(|end| self.renamed_at().get(&place[..end]));
        above.next().copied()
    }

    /// By their places, the new names of components that are called otherwise.
    fn renamed_at(&self) -> &HashMap<String, &str> {
        self.renamed_at.get_or_init(|| {
            let olds = self.renamed.iter().map(|one| (one.from.as_str(), one));
            let olds: HashMap<&str, &Renamed> = olds.collect();
            let items = self.base.items.0.iter();
            let whole = items.filter(|item| owner(item) == item.path);
            let places = whole.filter_map(|item| {
                let new = olds.get(item.path.as_str())?;
                Some((place(self.base.sources, item.origin?), new.to.as_str()))
            });
            places.collect()
        })
    }

    /// What is only documented otherwise, and was before at the same place of the document.
    fn beside<'i>(
        &self,
        path: &'i str,
        group: &[&ItemChange<'_>],
        documented: &mut HashMap<String, &'i str>,
    ) -> Option<&'i str> {
        let is_docs = |change: &&ItemChange<'_>| change.verdict == rust::Verdict::Docs;
        if !group.iter().all(is_docs) {
            return None;
        }
        let origins = group.iter().filter_map(|change| change.revision?.origin);
        let places = origins.map(|origin| place(self.revision.sources, origin));
        let mut leader = None;
        for place in places {
            leader = leader.or(Some(*documented.entry(place).or_insert(path)));
        }
        leader
    }

    /// What an entry of letterpress.toml calls otherwise: the function, else the type or member.
    pub(super) fn of_rename(&self, change: &mut Change, items: &[&ItemChange<'_>]) {
        let is_function = |item: &&Item| item.kind == ItemKind::Function;
        let mut before = items.iter().filter_map(|one| one.base);
        let mut after = items.iter().filter_map(|one| one.revision);
        let function = before
            .find(is_function)
            .zip(after.find(|item| is_function(item) && !item.deprecated));
        let function = function.filter(|(was, is)| was.path != is.path);
        let moved = items.iter().find_map(|one| {
            let sides = one.base.zip(one.revision)?;
            (sides.0.path != sides.1.path).then_some(sides)
        });
        // A value of an enum has another variant.
        let gone = items
            .iter()
            .find_map(|one| one.base.filter(|_| one.revision.is_none()));
        let new = items
            .iter()
            .find_map(|one| one.revision.filter(|_| one.base.is_none()));
        let Some((was, is)) = function.or(moved).or(gone.zip(new)) else {
            return;
        };
        // Types that change places are told by their members.
        let types = (owner(was), owner(is));
        let (from, to) = if types.0 == types.1 || types.0 == was.path {
            (was.path.as_str(), is.path.as_str())
        } else {
            types
        };
        change.title = format!("`{from}` is now called `{to}`");
        change.item = Some(to.to_owned());
        (change.before, change.after) = (Some(was.line()), Some(is.line()));
        let place = |side: &Side<'_>, item: &Item| at(side, item.origin?, item.wire.as_ref(), None);
        change.base = change.base.take().or_else(|| place(self.base, was));
        change.revision = change.revision.take().or_else(|| place(self.revision, is));
    }

    /// The operations whose functions reach any of the items.
    pub(super) fn behind(&self, items: &[&ItemChange<'_>]) -> Vec<String> {
        let paths: BTreeSet<&str> = items.iter().map(|one| owner(one.item())).collect();
        let mut operations: Vec<String> = Vec::new();
        for operation in paths.into_iter().flat_map(|path| self.operations_of(path)) {
            if !operations.contains(&operation) {
                operations.push(operation);
            }
        }
        operations
    }

    /// Items that no change of the wire explains: names, the configuration, or something that left or entered the crate.
    pub(super) fn of_items(&self, path: &str, items: &[&ItemChange<'_>]) -> Change {
        let items = &mut items.to_vec();
        let mut change = self.with_items(items, |_| 0);
        let is_whole = |item: &Item| owner(item) == item.path;
        let first = items
            .iter()
            .filter(|one| one.verdict == items[0].verdict)
            .find(|one| is_whole(one.item()))
            .unwrap_or(&items[0]);
        let path = if owners(items) > 1 {
            owner(first.item())
        } else {
            path
        };
        let whole = is_whole(first.item());
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
            _ if change.rust == rust::Verdict::Docs => (
                "item-documentation-changed",
                format!("The documentation of {} changed", called(path)),
            ),
            (Some(_), None) | (None, _) if rust::written_out(first.item()).is_some() => {
                let name = rust::written_out(first.item()).unwrap_or_default();
                let word = if first.revision.is_none() {
                    "is no longer"
                } else {
                    "is also"
                };
                ("item-changed", format!("`{path}` {word} `{name}`"))
            }
            (Some(_), None) if !whole => {
                let gone = &first.item().path;
                (
                    "item-changed",
                    format!("`{gone}` is no longer part of the crate"),
                )
            }
            (None, _) if !whole => (
                "item-changed",
                format!("`{}` is new in the crate", first.item().path),
            ),
            _ if !whole => ("item-changed", format!("`{}` changed", first.item().path)),
            (Some(_), Some(_)) => ("item-changed", format!("`{path}` changed")),
            (Some(_), None) => (
                "item-removed",
                format!("`{path}` is no longer part of the crate"),
            ),
            (None, _) => ("item-added", format!("`{path}` is new in the crate")),
        };
        change.operations = self.operations_of(path);
        change.before = first.base.map(Item::line);
        change.after = first.revision.map(Item::line);
        let cause = |side: &Side<'_>, item: Option<&Item>| {
            let item = item?;
            match (item.origin, item.kind) {
                (Some(origin), _) => at(side, origin, item.wire.as_ref(), None),
                (None, ItemKind::Module) => {
                    let tag = tag_of(side, &item.path);
                    at(
                        side,
                        side.contract.origin,
                        None,
                        tag.as_deref().or(Some("tags")),
                    )
                }
                // The document says it of the whole.
                (None, _) => at(side, side.contract.origin, None, None),
            }
        };
        change.base = cause(self.base, first.base);
        change.revision = cause(self.revision, first.revision);
        change.semver = semver(&change, items);
        change.help = help(&change, items, &BTreeSet::new());
        change
    }
}

/// What describes a module: the tag of an operation in it.
fn tag_of(side: &Side<'_>, module: &str) -> Option<String> {
    let inside = |item: &&Item| {
        item.kind == ItemKind::Function
            && item.path.rsplit_once("::").map(|at| at.0) == Some(module)
    };
    let mut causes = side
        .items
        .0
        .iter()
        .filter(inside)
        .filter_map(|item| item.origin);
    causes.find_map(|origin| {
        let mut operations = side.contract.operations.iter();
        let tag = operations
            .find(|one| one.origin.0 == origin.0)?
            .tags
            .first()?;
        let ways = side.contract.tags.get_index_of(tag);
        let ways = ways.map(|index| [format!("tags/{index}/description"), format!("tags/{index}")]);
        let mut ways = ways.into_iter().flatten();
        ways.find(|way| side.sources.said(side.contract.origin, way).is_some())
    })
}

/// What names a thing that came or went, and changed with it.
fn namer<'i>(path: &str, group: &[&ItemChange<'_>], items: &[&ItemChange<'i>]) -> Option<&'i str> {
    let new = group.iter().all(|change| change.base.is_none());
    let gone = group.iter().all(|change| change.revision.is_none());
    let names = |change: &&&ItemChange<'i>| {
        let item = match (new, gone) {
            (true, _) => change.revision,
            (_, true) => change.base,
            _ => None,
        };
        item.is_some_and(|item| {
            owner(item) != path && paths(&item.signature).any(|word| word == path)
        })
    };
    let mut namers = items.iter().filter(names);
    let changed = |change: &&&ItemChange<'_>| change.base.is_some() && change.revision.is_some();
    let first = namers.clone().find(changed).or_else(|| namers.next())?;
    Some(owner(first.item()))
}

/// A module comes and goes with what is in it.
fn inside<'i>(path: &str, group: &[&ItemChange<'_>], groups: &Groups<'i, '_>) -> Option<&'i str> {
    let is_module = |change: &&ItemChange<'_>| {
        change.item().kind == ItemKind::Module
            && (change.base.is_none() || change.revision.is_none())
    };
    let below = format!("{path}::");
    let mut inner = groups.range::<str, _>((Bound::Included(below.as_str()), Bound::Unbounded));
    let (first, _) = inner
        .next()
        .filter(|(first, _)| first.starts_with(&below))?;
    group.iter().all(is_module).then_some(*first)
}

/// The end of the way from one to the next; of a circle, the first in it.
fn leader<'i>(path: &'i str, leaders: &HashMap<&'i str, &'i str>) -> &'i str {
    let (mut path, mut seen) = (path, HashSet::new());
    while let Some(next) = leaders.get(path) {
        if !seen.insert(path) {
            // It is in the circle, which the way into it is no part of.
            let round = std::iter::successors(Some(*next), |one| leaders.get(one).copied());
            let others = round.take_while(|one| *one != path);
            return others.fold(path, |first, other| first.min(other));
        }
        path = next;
    }
    path
}

/// How many types and functions they belong to.
fn owners(items: &[&ItemChange<'_>]) -> usize {
    let owners: HashSet<&str> = items.iter().map(|change| owner(change.item())).collect();
    owners.len()
}

fn called(path: &str) -> String {
    match path {
        "crate" => "the crate".to_owned(),
        _ => format!("`{path}`"),
    }
}
