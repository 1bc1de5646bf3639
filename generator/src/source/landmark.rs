//! Pointers that stay when lists change their order, and whether a pointer leads anywhere.

use serde_json::Value;

use super::index::Step;
use super::sources::Node;
use super::{FileId, Origin, Sources, pointer};

impl Sources {
    /// Whether a document that was read has this pointer.
    #[must_use]
    pub fn holds(&self, pointer: &str) -> bool {
        (0..self.files.len())
            .filter_map(|file| self.content(FileId(u32::try_from(file).ok()?)))
            .any(|content| content.pointer(pointer).is_some())
    }

    /// The pointer of a node, with what names the members of lists instead of their numbers: it stays when they change their order.
    #[must_use]
    pub fn landmark(&self, origin: Origin) -> String {
        let (top, steps) = self.steps(origin);
        let content = match self.node(top) {
            Node::Root(file) if steps.iter().any(|step| matches!(step, Step::Item(_))) => {
                self.content(*file)
            }
            _ => None,
        };
        let mut value = content.as_deref();
        let mut text = String::new();
        for step in &steps {
            text.push('/');
            match step {
                Step::Member(name) => {
                    value = value.and_then(|value| value.get(*name));
                    pointer::push(name, &mut text);
                }
                Step::Item(index) => {
                    value = value.and_then(|value| value.get(*index));
                    let name = value.map_or_else(|| index.to_string(), named);
                    pointer::push(&name, &mut text);
                }
            }
        }
        text
    }
}

/// What tells a member of a list from the others: what it refers to, its name and place, else all that it says but documentation.
fn named(value: &Value) -> String {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    match (text("$ref"), text("in"), text("name")) {
        (Some(target), ..) => target.to_owned(),
        (None, Some(place), Some(name)) => format!("{place} {name}"),
        _ => undocumented(value).to_string(),
    }
}

fn undocumented(value: &Value) -> Value {
    const WORDS: &[&str] = &["title", "summary", "description", "example", "examples"];
    match value {
        Value::Array(items) => items.iter().map(undocumented).collect(),
        Value::Object(members) => {
            // A property may have such a name: it holds a schema, no text.
            let is_said = |name: &str, value: &Value| {
                WORDS.contains(&name) && !(value.is_object() && name != "example")
            };
            let mut kept: Vec<(&String, &Value)> = members
                .iter()
                .filter(|(name, value)| !is_said(name, value))
                .collect();
            kept.sort_by_key(|(name, _)| *name);
            let kept = kept.into_iter();
            kept.map(|(name, value)| (name.clone(), undocumented(value)))
                .collect()
        }
        other => other.clone(),
    }
}
