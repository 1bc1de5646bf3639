//! That a keyword is used is held against the crate: taken out of a document, the crate or the diagnostics change.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use letterpress::api::Api;
use letterpress::config::Crate;
use letterpress::diagnostic::Diagnostics;
use letterpress::ledger::End;
use letterpress::pipeline;
use letterpress::source::Sources;
use serde_json::Value;

use super::{account, document, folders};

/// How often a keyword is tried before it counts as not used.
const TRIES: usize = 12;

/// Keywords that no accepted fixture shows an effect of, each with the reason. Nothing else may be without one.
const WITHOUT_EFFECT: &[(&str, &str)] = &[];

#[test]
fn what_is_called_used_changes_the_crate() {
    let folder = tempfile::tempdir().unwrap();
    let mut proven: BTreeSet<String> = BTreeSet::new();
    let mut tried: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for fixture in folders("accept") {
        if fixture.join("letterpress.toml").exists() {
            continue;
        }
        let value: Value = {
            let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
            let file = sources.open(&document(&fixture)).unwrap();
            (*sources.value(file, &mut diagnostics).unwrap()).clone()
        };
        let before = pressed(folder.path(), &value);
        for entry in account(&fixture).unwrap().pointers {
            let known = tried.get(&entry.by).map_or(0, Vec::len);
            if entry.end != End::Used || proven.contains(&entry.by) || known >= TRIES {
                continue;
            }
            let Some(without) = without(&value, &entry.pointer) else {
                continue;
            };
            if pressed(folder.path(), &without) == before {
                let place = format!("{} {}", fixture.display(), entry.pointer);
                tried.entry(entry.by).or_default().push(place);
            } else {
                tried.remove(&entry.by);
                proven.insert(entry.by);
            }
        }
    }
    let known: BTreeSet<&str> = WITHOUT_EFFECT.iter().map(|(keyword, _)| *keyword).collect();
    let idle: Vec<_> = tried
        .iter()
        .filter(|(keyword, _)| !known.contains(keyword.as_str()))
        .collect();
    assert!(
        idle.is_empty(),
        "called used, and without effect: {idle:#?}"
    );
    assert!(proven.len() > 80, "only {}: {proven:?}", proven.len());
}

/// The crate of a document, and what is said about it.
fn pressed(folder: &Path, value: &Value) -> (Option<Api>, Vec<(String, String)>) {
    let file = folder.join("openapi.json");
    fs::write(&file, value.to_string()).unwrap();
    let asked = Crate::new("things", &file, &folder.join("crate")).unwrap();
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let api = pipeline::api(&asked, &mut sources, &mut diagnostics);
    let said = diagnostics
        .iter()
        .map(|one| (one.code.0.to_owned(), one.message.clone()));
    (api, said.collect())
}

/// The document without a node.
fn without(value: &Value, pointer: &str) -> Option<Value> {
    let (parent, last) = pointer.rsplit_once('/')?;
    let mut value = value.clone();
    match value.pointer_mut(parent)? {
        Value::Object(members) => {
            members.shift_remove(&last.replace("~1", "/").replace("~0", "~"))?;
        }
        Value::Array(items) => {
            items.remove(last.parse().ok()?);
        }
        _ => return None,
    }
    Some(value)
}
