//! Where the nodes of a patched document stand: in its own file, or in the overlay that put them there.

use std::collections::BTreeMap;

use super::index::Step;
use super::sources::FileId;

/// A step of the way to a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Member(String),
    Item(usize),
}

impl From<&Step<'_>> for Key {
    fn from(step: &Step<'_>) -> Self {
        match step {
            Step::Member(name) => Self::Member((*name).to_owned()),
            Step::Item(index) => Self::Item(*index),
        }
    }
}

impl Key {
    pub(super) fn step(&self) -> Step<'_> {
        match self {
            Self::Member(name) => Step::Member(name),
            Self::Item(index) => Step::Item(*index),
        }
    }
}

/// Where a node came from: a file, and the way there.
pub(crate) type Standing = (FileId, Vec<Key>);

/// The patched nodes of a document, as a tree. A node that is not in it stands where its parent does, one step further.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    from: Option<Standing>,
    children: BTreeMap<Key, Trace>,
}

impl Trace {
    /// Where the node at the end of a way stands.
    pub(crate) fn resolve(&self, file: FileId, way: &[Key]) -> Standing {
        let mut found = (file, Vec::new());
        let mut node = Some(self);
        for key in way {
            found.1.push(key.clone());
            node = node.and_then(|node| node.children.get(key));
            if let Some(from) = node.and_then(|node| node.from.as_ref()) {
                found.clone_from(from);
            }
        }
        found
    }

    /// A node, and all below it, was put there by another place.
    pub(crate) fn set(&mut self, way: &[Key], from: Standing) {
        *self.at(way) = Self {
            from: Some(from),
            children: BTreeMap::new(),
        };
    }

    /// A node is gone; items behind it move up.
    pub(crate) fn remove(&mut self, file: FileId, way: &[Key], length: usize) {
        let Some((last, parent)) = way.split_last() else {
            return;
        };
        let Key::Item(index) = last else {
            self.at(parent).children.remove(last);
            return;
        };
        for next in index + 1..length {
            let old = [parent, &[Key::Item(next)]].concat();
            let from = self.resolve(file, &old);
            let node = self.at(parent);
            let mut moved = node.children.remove(&Key::Item(next)).unwrap_or_default();
            moved.from = Some(from);
            node.children.insert(Key::Item(next - 1), moved);
        }
        if length > 0 {
            self.at(parent).children.remove(&Key::Item(length - 1));
        }
    }

    fn at(&mut self, way: &[Key]) -> &mut Self {
        let mut node = self;
        for key in way {
            node = node.children.entry(key.clone()).or_default();
        }
        node
    }
}
