//! Where a document refers to a part of it.

use std::path::Path;

use serde_json::Value;

use super::index::Step;
use super::patch::Key;
use super::sources::{Node, written};
use super::{FileId, Location, Origin, Sources};

impl Sources {
    /// Where, inside of a node, a `$ref` leads to a component, of the same file or of another, and the pointer of that.
    #[must_use]
    pub fn locate_reference(&self, inside: Origin, target: Origin) -> Option<(Location, String)> {
        let (top, mut steps) = self.steps(inside);
        let (other, _) = self.steps(target);
        let (Node::Root(file), Node::Root(same)) = (self.node(top), self.node(other)) else {
            return None;
        };
        let canonical = |file: FileId| self.file(file).canonical.as_deref();
        let (from, to) = (canonical(*file), canonical(*same));
        let pointer = self.pointer(target);
        let is_it = |reference: &str| {
            let Some((path, rest)) = reference.split_once('#') else {
                return false;
            };
            let leads = match (path, from.and_then(Path::parent)) {
                ("", _) => file.0 == same.0,
                // The same file, by whatever way.
                (path, Some(folder)) => {
                    to.is_some() && folder.join(path).canonicalize().ok().as_deref() == to
                }
                _ => false,
            };
            rest == pointer && leads
        };
        let content = self.content(*file)?;
        let mut value = &*content;
        for step in &steps {
            value = match step {
                Step::Member(name) => value.get(*name)?,
                Step::Item(index) => value.get(*index)?,
            };
        }
        if !refers(value, &is_it, &mut steps) {
            return None;
        }
        let pointer = written(&steps);
        let (file, way) = self.standing(*file, &steps);
        let steps: Vec<Step<'_>> = way.iter().map(Key::step).collect();
        let range = self.index(file).find(self.text(file), &steps, true);
        Some((self.location(file, range), pointer))
    }

    /// The node that holds a node.
    #[must_use]
    pub fn parent(&self, origin: Origin) -> Option<Origin> {
        match self.node(origin) {
            Node::Member { parent, .. } | Node::Item { parent, .. } => Some(*parent),
            _ => None,
        }
    }
}

/// Goes on to the first node that refers to the target; whether there is one.
fn refers<'v>(value: &'v Value, target: &dyn Fn(&str) -> bool, steps: &mut Vec<Step<'v>>) -> bool {
    let mut into = |step: Step<'v>, inner: &'v Value| {
        steps.push(step);
        let found = refers(inner, target, steps);
        if !found {
            steps.pop();
        }
        found
    };
    match value {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            reference.is_some_and(target)
                || members
                    .iter()
                    .any(|(name, inner)| into(Step::Member(name), inner))
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .any(|(index, inner)| into(Step::Item(index), inner)),
        _ => false,
    }
}
