//! Where a public item is at home: at the change of the document that caused what became of it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use super::join::{Join, owner};
use super::rules::{about, is_quiet};
use super::rust::{self, ItemChange, Part, Silent};
use crate::emit::{Item, ItemKind};

impl Join<'_> {
    /// Finds a home for every item: at its place, above it, or below it; else where an item that names it is at home.
    ///
    /// `asked`: what letterpress.toml is the cause of, and the entries in it.
    pub(super) fn attach(&mut self, items: &[ItemChange<'_>], asked: Vec<Option<Vec<usize>>>) {
        let homes = items.iter().zip(&asked).map(|(change, asked)| match asked {
            Some(entries) => entries
                .iter()
                .map(|entry| self.of_document + entry)
                .collect(),
            None => self.home(change),
        });
        self.homes = homes.collect();
        self.attach_former(items);
        let named = [
            Naming::new(items, |change| change.base),
            Naming::new(items, |change| change.revision),
        ];
        let mut by_path: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, change) in items.iter().enumerate() {
            by_path.entry(&change.item().path).or_default().push(index);
        }
        // What left a module has another path there.
        for (index, change) in items.iter().enumerate() {
            let was = change.base.map(|item| item.path.as_str());
            let was = was.filter(|_| change.revision.is_some());
            was.into_iter().for_each(|was| {
                by_path.entry(was).or_default().push(index);
            });
        }
        self.attach_renamed(items, &by_path);
        for _ in 0..4 {
            let mut moved = false;
            for (index, change) in items.iter().enumerate() {
                let is_settled = asked[index].is_some() || !self.homes[index].is_empty();
                if is_settled || self.is_renamed(change) || change.part == Part::Docs {
                    continue;
                }
                let home = self.with_others(change, items, &named, &by_path);
                moved |= !home.is_empty();
                self.homes[index] = home;
            }
            if !moved {
                break;
            }
        }
        self.attach_reached(items);
        self.attach_reexports(items);
        self.attach_rest(items);
    }

    /// A type is sent or answered no longer, or for the first time: its derives follow the operation, body or answer that came or went.
    fn attach_reached(&mut self, items: &[ItemChange<'_>]) {
        let comes_or_goes = |rule: &str| {
            let whole = [
                "operation-",
                "body-",
                "request-media-",
                "response-",
                "success-",
                "error-",
                "webhook-",
            ];
            (rule.contains("-added") || rule.contains("-removed"))
                && whole.iter().any(|one| rule.starts_with(one))
        };
        let causes = self.numbers(|finding| comes_or_goes(finding.rule));
        if causes.is_empty() {
            return;
        }
        for (index, change) in items.iter().enumerate() {
            let stays = change.base.is_some() && change.revision.is_some();
            let is_settled = !self.homes[index].is_empty() || self.is_renamed(change);
            if !stays || is_settled || change.part == Part::Docs {
                continue;
            }
            let operations = self.operations_of(owner(change.item()));
            let reaches = |number: &&usize| {
                let mut behind = self.findings[**number].operations.iter();
                behind.any(|name| operations.contains(name))
            };
            let home = causes.iter().find(reaches).copied();
            self.homes[index] = home.into_iter().collect();
        }
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

    /// What is called otherwise because something else is: where that is at home.
    fn attach_renamed(&mut self, items: &[ItemChange<'_>], by_path: &BTreeMap<&str, Vec<usize>>) {
        for (index, change) in items.iter().enumerate() {
            if !self.homes[index].is_empty() || change.part == Part::Docs {
                continue;
            }
            let root = self.root_of(change).and_then(|root| by_path.get(root));
            let mut homes = root.into_iter().flatten().map(|root| &self.homes[*root]);
            if let Some(home) = homes.find(|home| !home.is_empty()).cloned() {
                self.homes[index] = home;
            }
        }
    }

    /// The home of what an item belongs to, of an item that names it, or of one that it names.
    fn with_others(
        &self,
        change: &ItemChange<'_>,
        items: &[ItemChange<'_>],
        named: &[Naming<'_>; 2],
        by_path: &BTreeMap<&str, Vec<usize>>,
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
            .filter_map(|path| by_path.get(path))
            .flatten();
        // A resource has a feature and a module.
        let resource = owner.strip_prefix("feature ");
        let resource = resource.map(|name| name.replace('-', "_"));
        let resource = resource.and_then(|name| by_path.get(name.as_str()));
        let resource = resource.into_iter().flatten();
        let naming = naming.of(owner).iter();
        let signatures = [change.base, change.revision].into_iter().flatten();
        let named: Vec<&str> = signatures.flat_map(|item| paths(&item.signature)).collect();
        // What a function takes are the fields of what it makes.
        let is_function = change.item().kind == ItemKind::Function;
        let fields = named
            .iter()
            .filter(|path| is_function && path.contains("::"))
            .flat_map(|path| parts_of(by_path, path))
            .filter(|field| {
                let field = &items[**field];
                field.verdict == rust::Verdict::Breaking
                    && field.base.is_some()
                    && field.revision.is_some()
            });
        let words = named.iter().filter_map(|path| by_path.get(path)).flatten();
        // Its documentation follows the parts of what it names.
        let is_docs = change.verdict == rust::Verdict::Docs;
        let parts = named
            .iter()
            .filter(|path| is_docs && path.contains("::"))
            .flat_map(|path| parts_of(by_path, path));
        // A module comes and goes with what is in it.
        let module = (change.item().kind == ItemKind::Module).then(|| change.item().path.as_str());
        let inside = module
            .filter(|_| !is_docs)
            .into_iter()
            .flat_map(|path| parts_of(by_path, path));
        // What a type needs to be made follows the member that is needed, wherever the document says it: `allOf` takes it from elsewhere.
        let about = about(change.item().kind);
        let is_whole = change.base.is_none() || change.revision.is_none();
        let members = [Some(owner), owner.strip_suffix("Required")]
            .into_iter()
            .flatten()
            .filter(|_| !is_docs)
            .flat_map(|path| parts_of(by_path, path))
            .filter(|other| {
                let mut rules = self.homes[**other].iter();
                is_whole || rules.any(|number| about(self.findings[*number].rule))
            });
        // What its members became changes what is said of it, should nothing else.
        // A module is described by its tag, and by nothing in it.
        let is_module = change.item().kind == ItemKind::Module;
        let documented = parts_of(by_path, owner).filter(|_| is_docs && !is_module);
        owners
            .chain(resource)
            .chain(members)
            .chain(fields)
            .chain(naming)
            .chain(words)
            .chain(inside)
            .chain(parts)
            .chain(documented)
            .map(|other| &self.homes[*other])
            .find(|home| home.iter().any(|number| self.tells(*number, change)))
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
            if follows && self.homes[index].is_empty() && change.part != Part::Docs {
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
}

/// The changes of what stands in a module or a type.
fn parts_of<'m>(
    by_path: &'m BTreeMap<&str, Vec<usize>>,
    path: &str,
) -> impl Iterator<Item = &'m usize> + use<'m> {
    let below = format!("{path}::");
    by_path
        .range::<str, _>((Bound::Excluded(below.as_str()), Bound::Unbounded))
        .take_while(move |(other, _)| other.starts_with(&below))
        .flat_map(|(_, indices)| indices)
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
