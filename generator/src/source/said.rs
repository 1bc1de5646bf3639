//! What a document says below a node, and where.

use std::sync::Arc;

use serde_json::Value;

use super::index::Step;
use super::patch::Key;
use super::sources::{Node, written};
use super::{FileId, Location, Origin, Sources};

impl Sources {
    /// What stands at the end of a way below a node: `info/version`, `tags/0`.
    #[must_use]
    pub fn said(&self, node: Origin, way: &str) -> Option<Value> {
        let (_, steps, content) = self.way(node)?;
        let value = follow(follow(&content, &steps)?, &keys(way))?;
        Some(value.clone())
    }

    /// Where that stands, if it does.
    #[must_use]
    pub fn locate_said(&self, node: Origin, way: &str) -> Option<Location> {
        let (file, mut steps, content) = self.way(node)?;
        steps.extend(keys(way));
        follow(&content, &steps)?;
        Some(self.locate_way(file, &steps).0)
    }

    /// Where a document has a path, and the pointer of that.
    #[must_use]
    pub fn locate_path(&self, document: Origin, path: &str) -> Option<(Location, String)> {
        let (file, mut steps, content) = self.way(document)?;
        steps.extend(["paths", path].map(|key| Key::Member(key.to_owned())));
        follow(&content, &steps)?;
        Some(self.locate_way(file, &steps))
    }

    /// Where a schema lists a value in its `enum` or as its `const`, and the pointer of that. `None` where it doesn't list it itself.
    ///
    /// `wire` is the value as a person would write it: a text as it is, anything else as JSON.
    #[must_use]
    pub fn locate_listed(&self, schema: Origin, wire: &str) -> Option<(Location, String)> {
        let (file, mut steps, content) = self.way(schema)?;
        let value = follow(&content, &steps)?;
        let is_meant = |value: &Value| match value {
            Value::String(text) => text == wire,
            other => {
                let text = other.to_string();
                text == wire
            }
        };
        let listed = value.get("enum").and_then(Value::as_array);
        if let Some(index) = listed.and_then(|listed| listed.iter().position(is_meant)) {
            steps.extend([Key::Member("enum".to_owned()), Key::Item(index)]);
        } else if value.get("const").is_some_and(is_meant) {
            steps.push(Key::Member("const".to_owned()));
        } else {
            return None;
        }
        Some(self.locate_way(file, &steps))
    }

    /// Where the schema that a member stands in says that it is required. `None` where it doesn't say so itself.
    #[must_use]
    pub fn locate_required(&self, member: Origin) -> Option<Location> {
        let schema = self.parent(self.parent(member)?)?;
        let (_, last) = self.steps(member);
        let Some(Step::Member(name)) = last.last() else {
            return None;
        };
        let (file, mut steps, content) = self.way(schema)?;
        let required = follow(&content, &steps)?.get("required")?.as_array()?;
        let index = required.iter().position(|one| one == *name)?;
        steps.extend([Key::Member("required".to_owned()), Key::Item(index)]);
        Some(self.locate_way(file, &steps).0)
    }

    /// The file of a node, the way to it, and what the file says.
    fn way(&self, node: Origin) -> Option<(FileId, Vec<Key>, Arc<Value>)> {
        let (top, steps) = self.steps(node);
        let Node::Root(file) = self.node(top) else {
            return None;
        };
        let steps = steps.iter().map(Key::from).collect();
        Some((*file, steps, self.content(*file)?))
    }

    fn locate_way(&self, file: FileId, way: &[Key]) -> (Location, String) {
        let steps: Vec<Step<'_>> = way.iter().map(Key::step).collect();
        let pointer = written(&steps);
        let (file, way) = self.standing(file, &steps);
        let steps: Vec<Step<'_>> = way.iter().map(Key::step).collect();
        let is_member = matches!(steps.last(), Some(Step::Member(_)));
        let range = self.index(file).find(self.text(file), &steps, is_member);
        (self.location(file, range), pointer)
    }
}

fn follow<'v>(mut value: &'v Value, way: &[Key]) -> Option<&'v Value> {
    for key in way {
        value = match key {
            Key::Member(name) => value.get(name)?,
            Key::Item(index) => value.get(index)?,
        };
    }
    Some(value)
}

/// Keywords and numbers of items, with `/` between them; empty: the node itself.
fn keys(way: &str) -> Vec<Key> {
    let keys = way.split('/').filter(|key| !key.is_empty()).map(|key| {
        let index = key.parse();
        index.map_or_else(|_| Key::Member(key.to_owned()), Key::Item)
    });
    keys.collect()
}
