//! The ledger: every JSON pointer of every fixture is accounted for, and what is called used is.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod ablation;

use std::fs;
use std::path::{Path, PathBuf};

use letterpress::config::{Config, Crate};
use letterpress::diagnostic::Diagnostics;
use letterpress::ledger::{End, Ledger, ledger};
use letterpress::source::Sources;
use serde_json::Value;

/// The folders of fixtures of a kind.
fn folders(kind: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/fixtures")
        .join(kind);
    let mut folders: Vec<PathBuf> = fs::read_dir(root.canonicalize().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

fn document(folder: &Path) -> PathBuf {
    let names = ["openapi.yaml", "openapi.json"];
    names
        .map(|name| folder.join(name))
        .into_iter()
        .find(|path| path.exists())
        .unwrap()
}

/// As the folder's letterpress.toml asks, or of the document alone. `None` where that file is what is wrong.
fn account(folder: &Path) -> Option<Ledger> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let config = folder.join("letterpress.toml");
    let asked = if config.exists() {
        Config::read(&config, &mut sources, &mut diagnostics)?
            .crates
            .pop()?
    } else {
        Crate::new("things", &document(folder), &folder.join("crate")).unwrap()
    };
    ledger(&asked, &mut sources, &mut diagnostics)
}

fn unaccounted(ledger: &Ledger) -> Vec<String> {
    let open = ledger
        .pointers
        .iter()
        .filter(|entry| entry.end == End::Unaccounted);
    open.map(|entry| format!("{} ({})", entry.pointer, entry.by))
        .collect()
}

/// How many nodes a value has, itself among them.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

#[test]
fn nothing_of_any_fixture_is_unaccounted_for() {
    let mut open = Vec::new();
    let mut seen = 0;
    for folder in folders("accept").into_iter().chain(folders("reject")) {
        let Some(ledger) = account(&folder) else {
            continue;
        };
        seen += 1;
        for line in unaccounted(&ledger) {
            open.push(format!("{}: {line}", folder.display()));
        }
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
    assert!(seen > 90, "{seen} fixtures");
}

#[test]
fn every_node_has_one_line_in_yaml_and_in_json() {
    for folder in folders("accept")
        .into_iter()
        .filter(|folder| !folder.join("letterpress.toml").exists())
    {
        let ledger = account(&folder).unwrap();
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let file = sources.open(&document(&folder)).unwrap();
        let value = sources.value(file, &mut diagnostics).unwrap();
        assert_eq!(ledger.pointers.len(), count(&value), "{}", folder.display());
        let copy = tempfile::tempdir().unwrap();
        fs::write(copy.path().join("openapi.json"), value.to_string()).unwrap();
        // References to other files need them.
        if fs::read_dir(&folder).unwrap().count() <= 4 && !value.to_string().contains(".yaml") {
            assert_eq!(
                account(copy.path()).unwrap(),
                ledger,
                "{}",
                folder.display()
            );
        }
    }
}

#[test]
fn a_planted_keyword_shows() {
    let folder = tempfile::tempdir().unwrap();
    let write = |schema: &str| {
        let document = format!(
            "openapi: 3.1.0
info: {{ title: Planted, version: '1', contact: {{ name: Me }} }}
paths:
  /a:
    get:
      operationId: a.get
      responses:
        '200': {{ description: A., content: {{ application/json: {{ schema: {schema} }} }} }}
components:
  schemas:
    Unused: {{ type: object }}
"
        );
        fs::write(folder.path().join("openapi.yaml"), document).unwrap();
        account(folder.path()).unwrap()
    };
    let end = |ledger: &Ledger, tail: &str| {
        let found = ledger
            .pointers
            .iter()
            .find(|entry| entry.pointer.ends_with(tail));
        found.map(|entry| (entry.end, entry.by.clone())).unwrap()
    };
    let ledger = write("{ type: string, maxLenght: 3 }");
    assert_eq!(
        end(&ledger, "/maxLenght"),
        (End::Reported, "LP0102".to_owned())
    );
    let ledger = write("{ type: object, not: { propertyNames: { maxLength: 3 } } }");
    assert_eq!(
        end(&ledger, "/not/propertyNames"),
        (End::Reported, "LP0270".to_owned())
    );
    assert_eq!(
        end(&ledger, "/schema/type"),
        (End::Used, "Schema.type".to_owned())
    );
    assert_eq!(end(&ledger, "/info/contact/name").0, End::Noted);
    assert_eq!(end(&ledger, "/schemas/Unused/type").0, End::Noted);
    assert_eq!(ledger.summary.unaccounted, 0);
}

#[test]
fn other_files_are_accounted_for_where_references_lead() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "openapi.yaml",
        "openapi: 3.1.0
info: { title: Parts, version: '1' }
paths:
  /a:
    get:
      operationId: a.get
      parameters: [ { $ref: 'parts/common.yaml#/limit' } ]
      responses:
        '200': { description: A., content: { application/json: { schema: { $ref: 'parts/common.yaml#/schemas/Pet' } } } }
",
    );
    fs::create_dir(folder.path().join("parts")).unwrap();
    write(
        "parts/common.yaml",
        "limit: { name: limit, in: query, schema: { type: integer, minimun: 1 } }
schemas:
  Pet: { type: object, properties: { tag: { $ref: '#/schemas/Tag' }, owner: { $ref: 'owner.yaml' } } }
  Tag: { type: string, title: A tag }
  Unused: { type: object }
",
    );
    write(
        "parts/owner.yaml",
        "{ type: object, properties: { pet: { $ref: 'common.yaml#/schemas/Pet' } } }",
    );
    write("parts/other.yaml", "{ type: object }");
    let ledger = account(folder.path()).unwrap();
    let end = |tail: &str| {
        let mut all = ledger.pointers.iter();
        let found = all.find(|entry| entry.pointer.ends_with(tail));
        found.map(|entry| (entry.end, entry.by.as_str()))
    };
    assert_eq!(
        end("parts/common.yaml#/limit/schema/minimun"),
        Some((End::Reported, "LP0102"))
    );
    assert_eq!(
        end("parts/common.yaml#/limit/in"),
        Some((End::Used, "Parameter.in"))
    );
    let way = Some((End::Used, "on the way to what a reference reaches"));
    assert_eq!(end("parts/common.yaml#/schemas"), way);
    assert_eq!(
        end("parts/common.yaml#/schemas/Tag/type"),
        Some((End::Used, "Schema.type"))
    );
    let unused = Some((End::Noted, "no reference reaches it"));
    assert_eq!(end("parts/common.yaml#/schemas/Unused/type"), unused);
    assert_eq!(
        end("parts/owner.yaml#/properties/pet/$ref"),
        Some((End::Used, "Schema.$ref"))
    );
    assert_eq!(end("other.yaml#"), None);
    assert_eq!(ledger.summary.unaccounted, 0);
}
