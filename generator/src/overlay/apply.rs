//! An action, applied to the value of a document.

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use super::{Action, Change, Growth, applies_to_nothing, changes_nothing, does_not_fit};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Key, Trace};

/// A document that is being patched, and where its nodes stand.
pub(super) struct Patch<'p> {
    pub(super) document: FileId,
    pub(super) overlay: FileId,
    pub(super) value: &'p mut Value,
    pub(super) trace: &'p mut Trace,
    pub(super) growth: &'p mut Growth,
}

impl Patch<'_> {
    pub(super) fn run(&mut self, action: &Action) -> Result<(), Diagnostic> {
        let targets = self.select(&action.target);
        if targets.is_empty() {
            return Err(applies_to_nothing(action));
        }
        match &action.change {
            Change::Remove => self.remove(action, targets),
            Change::Update(value) => self.update(action, &targets, value, "update"),
            Change::Copy(from, written) => {
                let sources = self.select(from);
                let [source] = &sources[..] else {
                    let message = format!("`copy` selects {} nodes: `{written}`", sources.len());
                    return Err(does_not_fit(
                        action,
                        message,
                        "write a JSONPath that selects the one node to be copied",
                    ));
                };
                let value = at(self.value, source).cloned().unwrap_or_default();
                self.update(action, &targets, &value, "copy")
            }
        }
    }

    fn select(&self, path: &JsonPath) -> Vec<Vec<Key>> {
        let nodes = path.query_located(self.value);
        let way = |element: &PathElement<'_>| match element {
            PathElement::Name(name) => Key::Member((*name).to_owned()),
            PathElement::Index(index) => Key::Item(*index),
        };
        let mut ways: Vec<Vec<Key>> = nodes
            .locations()
            .map(|location| location.iter().map(way).collect())
            .collect();
        ways.sort();
        ways.dedup();
        ways
    }

    fn remove(&mut self, action: &Action, targets: Vec<Vec<Key>>) -> Result<(), Diagnostic> {
        // The last first: what stands behind a removed item moves up, and what stands in a removed node is gone with it.
        for way in targets.iter().rev() {
            let Some((last, parent)) = way.split_last() else {
                let message = "the action removes the whole document".to_owned();
                return Err(does_not_fit(
                    action,
                    message,
                    "name the part of the document that is to go",
                ));
            };
            match (at(self.value, parent), last) {
                (Some(Value::Object(members)), Key::Member(name)) => {
                    members.shift_remove(name);
                    self.trace.remove(self.document, way, 0);
                }
                (Some(Value::Array(items)), Key::Item(index)) if *index < items.len() => {
                    let length = items.len();
                    items.remove(*index);
                    self.trace.remove(self.document, way, length);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn update(
        &mut self,
        action: &Action,
        targets: &[Vec<Key>],
        update: &Value,
        member: &str,
    ) -> Result<(), Diagnostic> {
        self.growth.add(action, targets.len(), update)?;
        let from = [
            Key::Member("actions".to_owned()),
            Key::Item(action.index),
            Key::Member(member.to_owned()),
        ];
        let mut changed = false;
        for way in targets {
            let Some(target) = at(self.value, way) else {
                continue;
            };
            let mut merge = Merge {
                overlay: self.overlay,
                trace: self.trace,
                changed: false,
            };
            let mut way = way.clone();
            match (&mut *target, update) {
                (Value::Array(items), value) if !value.is_array() => {
                    way.push(Key::Item(items.len()));
                    items.push(value.clone());
                    merge.put(&way, &from);
                }
                (Value::Object(_), Value::Object(_)) | (Value::Array(_), _) => {
                    merge.merge(target, update, &mut way, &mut from.to_vec());
                }
                (Value::Object(_), _) => {
                    let message = format!(
                        "an object can't be updated with what is none, at `{}`",
                        action.written
                    );
                    return Err(does_not_fit(
                        action,
                        message,
                        "write the members that are to be added or replaced",
                    ));
                }
                (_, Value::Object(_) | Value::Array(_)) => {
                    let message = format!("`{}` is neither an object nor a list", action.written);
                    return Err(does_not_fit(
                        action,
                        message,
                        "select the object around it, and write the member in `update`",
                    ));
                }
                _ => merge.merge(target, update, &mut way, &mut from.to_vec()),
            }
            changed |= merge.changed;
        }
        if changed {
            Ok(())
        } else {
            Err(changes_nothing(action))
        }
    }
}

/// Members are merged, lists joined, all else is replaced.
struct Merge<'m> {
    overlay: FileId,
    trace: &'m mut Trace,
    changed: bool,
}

impl Merge<'_> {
    fn merge(
        &mut self,
        target: &mut Value,
        update: &Value,
        way: &mut Vec<Key>,
        from: &mut Vec<Key>,
    ) {
        match (target, update) {
            (Value::Object(members), Value::Object(more)) => {
                for (name, value) in more {
                    let key = Key::Member(name.clone());
                    way.push(key.clone());
                    from.push(key);
                    match members.get_mut(name) {
                        Some(member) => self.merge(member, value, way, from),
                        None => {
                            members.insert(name.clone(), value.clone());
                            self.put(way, from);
                        }
                    }
                    way.pop();
                    from.pop();
                }
            }
            (Value::Array(items), Value::Array(more)) => {
                for (index, value) in more.iter().enumerate() {
                    // Joined lists say an item once: a second run of the same fix adds nothing.
                    if items.contains(value) {
                        continue;
                    }
                    way.push(Key::Item(items.len()));
                    from.push(Key::Item(index));
                    items.push(value.clone());
                    self.put(way, from);
                    way.pop();
                    from.pop();
                }
            }
            (target, update) if target != update => {
                *target = update.clone();
                self.put(way, from);
            }
            _ => {}
        }
    }

    fn put(&mut self, way: &[Key], from: &[Key]) {
        self.changed = true;
        self.trace.set(way, (self.overlay, from.to_vec()));
    }
}

/// The node at the end of a way.
fn at<'v>(value: &'v mut Value, way: &[Key]) -> Option<&'v mut Value> {
    way.iter().try_fold(value, |value, key| match key {
        Key::Member(name) => value.get_mut(name),
        Key::Item(index) => value.get_mut(index),
    })
}
