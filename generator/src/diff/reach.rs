//! Which operations reach a public item: those whose functions name it, or name what does.

use std::collections::{HashMap, HashSet};

use super::Side;
use super::homes::paths;
use super::join::owner;
use super::wire;

/// What the items of a side name.
pub(super) struct Reach<'a> {
    /// By what is named, the types and functions that name it.
    namers: HashMap<&'a str, Vec<&'a str>>,
    /// By type or function, the nodes that caused it and its parts.
    causes: HashMap<&'a str, HashSet<u32>>,
    /// Ids and nodes, in document order.
    operations: Vec<(String, u32)>,
}

impl<'a> Reach<'a> {
    pub(super) fn new(side: &Side<'a>) -> Self {
        let mut namers: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut causes: HashMap<&str, HashSet<u32>> = HashMap::new();
        for item in &side.items.0 {
            let own = owner(item);
            for path in paths(&item.signature).filter(|path| *path != own) {
                namers.entry(path).or_default().push(own);
            }
            let cause = item.origin.map(|origin| origin.0);
            causes.entry(own).or_default().extend(cause);
        }
        let operations = side.contract.operations.iter();
        Self {
            namers,
            causes,
            operations: operations
                .map(|one| (wire::name_of(one), one.origin.0))
                .collect(),
        }
    }

    pub(super) fn operations_of(&self, path: &str) -> impl Iterator<Item = &str> {
        let (mut seen, mut open) = (HashSet::from([path]), vec![path]);
        let mut causes: HashSet<u32> = HashSet::new();
        while let Some(path) = open.pop() {
            causes.extend(self.causes.get(path).into_iter().flatten());
            let namers = self.namers.get(path).into_iter().flatten();
            open.extend(namers.copied().filter(|namer| seen.insert(namer)));
        }
        let operations = self.operations.iter();
        operations
            .filter(move |(_, origin)| causes.contains(origin))
            .map(|(name, _)| name.as_str())
    }
}
