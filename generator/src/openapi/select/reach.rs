//! Which components the selected operations reach, by following every `$ref`, in this file and in others.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostics;
use crate::source::pointer::{escaped, unescaped};
use crate::source::{FileId, Sources};

/// Drops the components that nothing reaches from outside of `components`; these schemas are kept in any case.
pub(super) fn keep_reached(
    value: &mut Value,
    schemas: &[String],
    file: FileId,
    sources: &mut Sources,
) {
    let Some(root) = value.as_object() else {
        return;
    };
    let empty = Map::new();
    let components = root
        .get("components")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let mut walk = Walk {
        file,
        sources,
        root: value,
        heirs: heirs(components),
        kept: BTreeSet::new(),
        seen: HashSet::new(),
        work: Vec::new(),
    };
    for (_, part) in root.iter().filter(|(name, _)| *name != "components") {
        walk.references(part, file);
    }
    for scheme in security_schemes(root) {
        walk.keep("securitySchemes", &scheme);
    }
    for schema in schemas {
        walk.keep("schemas", schema);
    }
    walk.run();
    let kept = walk.kept;
    let components = value.get_mut("components").and_then(Value::as_object_mut);
    for (kind, parts) in components.into_iter().flatten() {
        if let Some(parts) = parts.as_object_mut().filter(|_| !kind.starts_with("x-")) {
            parts.retain(|name, _| kept.contains(&(kind.clone(), name.clone())));
        }
    }
}

/// The value behind a reference of the document's own file.
pub(super) fn target(root: &Value, file: FileId, to: &str, sources: &mut Sources) -> Option<Value> {
    let (other, pointer) = to.split_once('#').unwrap_or((to, ""));
    if other.is_empty() {
        return root.pointer(pointer).cloned();
    }
    let other = sources.open_ref(file, other).ok()?;
    // What is wrong with the file is told where it is read.
    let value = sources.value(other, &mut Diagnostics::new())?;
    value.pointer(pointer).cloned()
}

/// The schemas that are made of another one by `allOf`: a base with a discriminator means all of them.
fn heirs(components: &Map<String, Value>) -> HashMap<String, Vec<String>> {
    let mut heirs: HashMap<String, Vec<String>> = HashMap::new();
    let schemas = components.get("schemas").and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        let parts = schema.get("allOf").and_then(Value::as_array);
        let parts = parts
            .into_iter()
            .flatten()
            .filter_map(|part| part.get("$ref")?.as_str());
        for base in parts.filter_map(|to| to.strip_prefix("#/components/schemas/")) {
            heirs.entry(unescaped(base)).or_default().push(name.clone());
        }
    }
    heirs
}

/// The schemes that some operation asks for, by itself or through the document.
fn security_schemes(root: &Map<String, Value>) -> BTreeSet<String> {
    let names = |list: &Value| -> Vec<String> {
        let list = list
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_object);
        list.flat_map(|one| one.keys().cloned()).collect()
    };
    let items = ["paths", "webhooks"]
        .into_iter()
        .filter_map(|name| root.get(name)?.as_object());
    let operations: Vec<&Value> = items
        .flat_map(|items| items.values())
        .flat_map(super::operations)
        .map(|(_, operation)| operation)
        .collect();
    let mut used: BTreeSet<String> = operations
        .iter()
        .filter_map(|operation| operation.get("security"))
        .flat_map(names)
        .collect();
    let unsaid = operations.is_empty()
        || operations
            .iter()
            .any(|operation| operation.get("security").is_none());
    let by_reference = root
        .get("paths")
        .and_then(Value::as_object)
        .is_some_and(|items| items.values().any(|item| item.get("$ref").is_some()));
    if unsaid || by_reference {
        used.extend(root.get("security").map(names).unwrap_or_default());
    }
    used
}

struct Walk<'w> {
    file: FileId,
    sources: &'w mut Sources,
    root: &'w Value,
    heirs: HashMap<String, Vec<String>>,
    /// Kind and name.
    kept: BTreeSet<(String, String)>,
    seen: HashSet<(FileId, String)>,
    work: Vec<(FileId, String)>,
}

impl Walk<'_> {
    fn run(&mut self) {
        while let Some((file, pointer)) = self.work.pop() {
            let value = if file == self.file {
                self.root.pointer(&pointer).cloned()
            } else {
                let value = self.sources.value(file, &mut Diagnostics::new());
                value.and_then(|value| value.pointer(&pointer).cloned())
            };
            if let Some(value) = value {
                self.references(&value, file);
            }
        }
    }

    /// Keeps a component of the document, and looks into it.
    fn keep(&mut self, kind: &str, name: &str) {
        if !self.kept.insert((kind.to_owned(), name.to_owned())) {
            return;
        }
        let pointer = format!("/components/{kind}/{}", escaped(name));
        let schema = self.root.pointer(&pointer);
        if kind == "schemas" && schema.is_some_and(|schema| schema.get("discriminator").is_some()) {
            self.keep_heirs(name);
        }
        self.work.push((self.file, pointer));
    }

    /// Keeps what is made of a base, and what is made of that.
    fn keep_heirs(&mut self, base: &str) {
        for heir in self.heirs.remove(base).unwrap_or_default() {
            self.keep("schemas", &heir);
            self.keep_heirs(&heir);
        }
    }

    /// Everything that a value refers to. Where an example only looks like a reference, a component too much is kept.
    fn references(&mut self, value: &Value, file: FileId) {
        let mut stack = vec![value];
        while let Some(value) = stack.pop() {
            match value {
                Value::Array(items) => stack.extend(items),
                Value::Object(members) => {
                    for (name, member) in members {
                        match (name.as_str(), member) {
                            ("$ref" | "$dynamicRef", Value::String(to)) => self.follow(to, file),
                            ("mapping", Value::Object(mapping)) => {
                                for to in mapping.values().filter_map(Value::as_str) {
                                    self.keep("schemas", to);
                                    self.follow(to, file);
                                }
                            }
                            _ => {}
                        }
                        stack.push(member);
                    }
                }
                _ => {}
            }
        }
    }

    fn follow(&mut self, to: &str, from: FileId) {
        let (other, fragment) = to.split_once('#').unwrap_or((to, ""));
        let Ok(file) = self.sources.open_ref(from, other) else {
            return;
        };
        if file != self.file {
            if self.seen.insert((file, fragment.to_owned())) {
                self.work.push((file, fragment.to_owned()));
            }
            return;
        }
        let mut steps = fragment.split('/');
        match (steps.next(), steps.next(), steps.next(), steps.next()) {
            (Some(""), Some("components"), Some(kind), Some(name)) => {
                self.keep(kind, &unescaped(name));
            }
            (Some(anchor), None, ..) if !anchor.is_empty() => self.anchored(anchor),
            _ => {}
        }
    }

    /// Keeps the components in which a name of `$anchor` stands.
    fn anchored(&mut self, anchor: &str) {
        let schemas = self
            .root
            .pointer("/components/schemas")
            .and_then(Value::as_object);
        for (name, schema) in schemas.into_iter().flatten() {
            if declares(schema, anchor) {
                self.keep("schemas", name);
            }
        }
    }
}

fn declares(value: &Value, anchor: &str) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, member)| {
            (matches!(name.as_str(), "$anchor" | "$dynamicAnchor") && member == anchor)
                || declares(member, anchor)
        }),
        Value::Array(items) => items.iter().any(|item| declares(item, anchor)),
        _ => false,
    }
}
