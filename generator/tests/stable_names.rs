//! Adding to a document renames nothing that its crate has, and moving what it has changes nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use letterpress::config::Config;
use letterpress::diagnostic::Diagnostics;
use letterpress::pipeline::Output;
use letterpress::source::Sources;
use serde_json::{Map, Value, json};

/// What is added is looked for by this word.
const ADDED: &str = "added";

/// Before all others by name and after them, in front and at the end: schemas that are the same as what is written in place, and operations that send and
/// return what is there.
#[test]
fn what_is_added_renames_nothing() {
    let mut documents = 0;
    for document in documents_of_fixtures(read) {
        let Some(before) = names(&document) else {
            continue;
        };
        documents += 1;
        for (first, front) in [("aaa", true), ("zzz", false)] {
            let mut grown = document.clone();
            add(&mut grown, first, front);
            hold(
                &document,
                &before,
                &grown,
                &format!("{first}, front: {front}"),
            );
        }
    }
    assert!(documents > 40, "only {documents} documents were looked at");
}

/// Paths, their methods and components the other way round. Security schemes stay: their order is that of the setters.
#[test]
fn what_moves_changes_nothing() {
    let (mut documents, mut differing) = (0, Vec::new());
    for document in documents_of_fixtures(|file| parsed(&fs::read_to_string(file).ok()?)) {
        let Some(before) = press(&document) else {
            continue;
        };
        documents += 1;
        let mut turned = document.clone();
        turn(&mut turned["paths"]);
        let paths = turned["paths"].as_object_mut();
        paths.into_iter().flatten().for_each(|(_, item)| turn(item));
        let components = turned.pointer_mut("/components");
        let components = components.and_then(Value::as_object_mut);
        for (kind, components) in components.into_iter().flatten() {
            if kind != "securitySchemes" {
                turn(components);
            }
        }
        let after = press(&turned).expect("it is the same document");
        let files = before.files.0.iter();
        let moved = files.filter(|(path, text)| after.files.0.get(*path) != Some(text));
        let title = &document["info"]["title"];
        differing.extend(moved.map(|(path, _)| format!("{title}: {path}")));
    }
    assert!(documents > 40, "only {documents} documents were looked at");
    assert!(differing.is_empty(), "{differing:#?}");
}

fn turn(value: &mut Value) {
    if let Some(members) = value.as_object_mut() {
        *members = std::mem::take(members).into_iter().rev().collect();
    }
}

/// At every place of some documents.
#[test]
fn what_is_added_anywhere_renames_nothing() {
    for fixture in [
        "union_merged",
        "unions_of_unions",
        "inline_types",
        "several_types",
    ] {
        let document = read(&fixtures().join(fixture).join("openapi.yaml")).expect("a document");
        let before = names(&document).expect("a crate");
        let count = |list: &Value| list.as_object().map_or(0, Map::len);
        let places = count(&document["paths"]).max(count(&document["components"]["schemas"]));
        for at in 0..=places {
            let mut grown = document.clone();
            add_at(&mut grown, "mmm", at);
            hold(
                &document,
                &before,
                &grown,
                &format!("{fixture}, place {at}"),
            );
        }
    }
}

/// A later version of every path, of a document without operationIds.
#[test]
fn a_later_version_renames_nothing() {
    let file = fixtures().join("without_operation_ids/openapi.yaml");
    let document = read(&file).expect("a document");
    let before = names(&document).expect("a crate");
    let mut grown = document.clone();
    let paths = document["paths"].as_object().expect("paths");
    for (path, item) in paths {
        let mut item = item.clone();
        for operation in item.as_object_mut().expect("an object").values_mut() {
            operation
                .as_object_mut()
                .expect("an object")
                .remove("operationId");
        }
        grown["paths"][format!("/v9{path}")] = item;
    }
    hold(&document, &before, &grown, "later versions");
}

fn hold(document: &Value, before: &BTreeSet<String>, grown: &Value, how: &str) {
    let after = names(grown);
    assert!(
        after.is_some(),
        "{}: {how}: refused",
        document["info"]["title"]
    );
    let after = after.unwrap_or_default();
    let gone: Vec<&String> = before.difference(&after).collect();
    assert!(
        gone.is_empty(),
        "{}: {how}: gone are {gone:#?}",
        document["info"]["title"]
    );
}

fn add(document: &mut Value, first: &str, front: bool) {
    add_at(document, first, if front { 0 } else { usize::MAX });
}

/// Schemas and operations at a place of their lists.
fn add_at(document: &mut Value, first: &str, at: usize) {
    let mut inline = Vec::new();
    find_unions(document, true, &mut inline);
    let known = document["components"]["schemas"].as_object();
    let known: Vec<String> = known.into_iter().flat_map(Map::keys).cloned().collect();
    let mut schemas = Vec::new();
    let mut members = Map::new();
    for (index, union) in inline.into_iter().enumerate() {
        members.insert(format!("inline{index}"), union.clone());
        schemas.push((format!("{first}_{ADDED}_{index}"), union));
    }
    for (index, name) in known.iter().rev().enumerate() {
        let name = name.replace('~', "~0").replace('/', "~1");
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        members.insert(format!("known{index}"), reference);
    }
    let new: Vec<String> = schemas.iter().map(|(name, _)| name.clone()).collect();
    for (index, name) in new.iter().enumerate() {
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        members.insert(format!("new{index}"), reference);
    }
    let whole = json!({ "type": "object", "properties": members });
    schemas.push((format!("{first}_{ADDED}"), whole));
    let content = json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{first}_{ADDED}") } } });
    let operation = |id: &str| {
        json!({
            "operationId": format!("{first}{id}"),
            "requestBody": { "content": content },
            "responses": { "200": { "description": "Added.", "content": content } }
        })
    };
    let path = json!({ "post": operation("Added") });
    insert(
        &mut document["paths"],
        vec![(format!("/{first}-{ADDED}"), path)],
        at,
    );
    insert(&mut document["components"]["schemas"], schemas, at);
}

fn insert(list: &mut Value, added: Vec<(String, Value)>, at: usize) {
    let old = std::mem::take(list);
    let mut new: Vec<(String, Value)> = match old {
        Value::Object(members) => members.into_iter().collect(),
        _ => Vec::new(),
    };
    let at = at.min(new.len());
    new.splice(at..at, added);
    *list = new.into_iter().collect::<Map<_, _>>().into();
}

/// The unions that are written in place, as they are.
fn find_unions(value: &Value, named: bool, found: &mut Vec<Value>) {
    match value {
        Value::Object(members) => {
            let is_union = members
                .get("oneOf")
                .or(members.get("anyOf"))
                .is_some_and(Value::is_array);
            if is_union && !named && !found.contains(value) {
                found.push(value.clone());
            }
            for (name, member) in members {
                if !matches!(name.as_str(), "example" | "examples" | "default") {
                    find_unions(member, name == "schemas", found);
                }
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| find_unions(item, false, found)),
        _ => {}
    }
}

/// What the crate of a document makes public, by name; none of one that makes no crate.
fn names(document: &Value) -> Option<BTreeSet<String>> {
    let items = press(document)?.into_items().0.into_iter();
    Some(items.map(|item| item.path).collect())
}

fn press(document: &Value) -> Option<Output> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::write(folder.path().join("openapi.json"), document.to_string()).expect("written");
    let file = folder.path().join("letterpress.toml");
    let config = "[[crate]]\nname = \"things\"\nschema = \"openapi.json\"\nout = \"out\"\n";
    fs::write(&file, config).expect("a file can be written");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let config = Config::read(&file, &mut sources, &mut diagnostics)?;
    letterpress::press(&config.crates[0], &mut sources, &mut diagnostics)
}

fn documents_of_fixtures(read: fn(&Path) -> Option<Value>) -> Vec<Value> {
    let folders = fs::read_dir(fixtures()).expect("the fixtures");
    let mut files: Vec<PathBuf> = folders
        .map(|folder| folder.expect("a folder").path())
        // Names that a person chose, or several files, are another matter.
        .filter(|folder| !folder.join("letterpress.toml").exists())
        .map(|folder| folder.join("openapi.yaml"))
        .collect();
    files.sort();
    files.iter().filter_map(|file| read(file)).collect()
}

fn read(file: &Path) -> Option<Value> {
    let text = fs::read_to_string(file).ok()?;
    // What is added here travels both ways: where that is for some members only, it changes what a type needs, and no name.
    if text.contains("readOnly") || text.contains("writeOnly") {
        return None;
    }
    parsed(&text)
}

fn parsed(text: &str) -> Option<Value> {
    serde_yaml::from_str(text).ok()
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/accept")
}
