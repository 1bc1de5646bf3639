//! The other files that references of the document lead into: what is reached there, and the rest.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::rules::{Kind, Part, Rule};
use super::{End, Entry, Reports, Walk};
use crate::diagnostic::Diagnostics;
use crate::resolve::percent_decoded;
use crate::source::pointer::escaped;
use crate::source::{FileId, Sources};

/// A `$ref` as it stands in a file, and what it has to lead to.
pub(super) type Link = (FileId, Kind, String);

/// Accounts for every node of each file that the links lead into, the files in the order in which they are met.
pub(super) fn account(
    links: Vec<Link>,
    document: FileId,
    reports: &Reports,
    sources: &mut Sources,
) -> Vec<Entry> {
    let mut order: Vec<FileId> = Vec::new();
    let mut reached: HashMap<FileId, HashMap<String, Entry>> = HashMap::new();
    let mut known: HashSet<(FileId, String)> = HashSet::new();
    let mut open: Vec<Link> = links.into_iter().rev().collect();
    while let Some((from, kind, to)) = open.pop() {
        let Some((file, pointer, value)) = target(from, &to, sources) else {
            continue;
        };
        if file == document || !known.insert((file, pointer.clone())) {
            continue;
        }
        if !order.contains(&file) {
            order.push(file);
        }
        let mut walk = Walk::new(file, None, reports);
        let rule = Rule::used("", Part::One(kind));
        walk.node(
            &value,
            pointer,
            &rule,
            &format!("a reference to a {kind:?}"),
            None,
        );
        let entries = walk.pointers.into_iter();
        let entries = entries.map(|entry| (entry.pointer.clone(), entry));
        reached.entry(file).or_default().extend(entries);
        open.extend(walk.links.into_iter().rev());
    }
    let mut all = Vec::new();
    for file in order {
        let Some(value) = sources.value(file, &mut Diagnostics::new()) else {
            continue;
        };
        let prefix = sources.path(file).display().to_string();
        let known = reached.remove(&file).unwrap_or_default();
        list(&value, String::new(), &known, &mut all, &prefix);
    }
    all
}

/// The node behind a reference, where the resolver finds one too.
fn target(from: FileId, to: &str, sources: &mut Sources) -> Option<(FileId, String, Value)> {
    let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
    let file = sources.open_ref(from, &percent_decoded(path)).ok()?;
    let value = sources.value(file, &mut Diagnostics::new())?;
    let fragment = percent_decoded(fragment);
    let pointer = if fragment.is_empty() || fragment.starts_with('/') {
        fragment
    } else {
        anchor(&value, &fragment, String::new())?
    };
    let found = value.pointer(&pointer)?.clone();
    Some((file, pointer, found))
}

/// The pointer of the schema with an `$anchor`.
fn anchor(value: &Value, name: &str, pointer: String) -> Option<String> {
    match value {
        Value::Object(members) => {
            if members.get("$anchor").and_then(Value::as_str) == Some(name) {
                return Some(pointer);
            }
            let mut members = members.iter();
            members.find_map(|(key, member)| {
                anchor(member, name, format!("{pointer}/{}", escaped(key)))
            })
        }
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(index, item)| anchor(item, name, format!("{pointer}/{index}")))
        }
        _ => None,
    }
}

/// Lists a node and what is below it; whether a reference reaches anything of it.
fn list(
    value: &Value,
    pointer: String,
    known: &HashMap<String, Entry>,
    all: &mut Vec<Entry>,
    prefix: &str,
) -> bool {
    let at = all.len();
    let found = known.get(&pointer);
    all.push(Entry {
        pointer: format!("{prefix}#{pointer}"),
        end: found.map_or(End::Noted, |entry| entry.end),
        by: found.map_or_else(
            || "no reference reaches it".to_owned(),
            |entry| entry.by.clone(),
        ),
    });
    let mut reaches = found.is_some();
    let mut below = |member: &Value, name: &str, all: &mut Vec<Entry>| {
        reaches |= list(member, format!("{pointer}/{name}"), known, all, prefix);
    };
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                below(item, &index.to_string(), all);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                below(member, &escaped(name), all);
            }
        }
        _ => {}
    }
    if reaches && found.is_none() {
        all[at].end = End::Used;
        "on the way to what a reference reaches".clone_into(&mut all[at].by);
    }
    reaches
}
