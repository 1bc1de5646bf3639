//! Changes as a reviewer is told them: once, under an id that stays, in words that help.

#![allow(clippy::panic, missing_docs, reason = "a test fails by panicking")]

use std::path::Path;

use letterpress::config::Crate;
use letterpress::diagnostic::Diagnostics;
use letterpress::diff::{Review, Side, review, wire};
use letterpress::pipeline;
use letterpress::source::Sources;
use serde_json::{Value, json};

#[path = "diff/answers.rs"]
mod answers;
#[path = "diff/beside.rs"]
mod beside;
#[path = "diff/letters.rs"]
mod letters;
#[path = "diff/lines.rs"]
mod lines;
#[path = "diff/meaning.rs"]
mod meaning;
#[path = "diff/moves.rs"]
mod moves;
#[path = "diff/once.rs"]
mod once;
#[path = "diff/renames.rs"]
mod renames;
#[path = "diff/travels.rs"]
mod travels;
#[path = "diff/wider.rs"]
mod wider;

/// Both documents, read as the command reads them.
fn reviewed(base: &Value, revision: &Value) -> Review {
    let texts = [base, revision].map(|one| serde_json::to_string_pretty(one).expect("JSON"));
    reviewed_texts([&texts[0], &texts[1]], "json")
}

fn reviewed_texts(texts: [&str; 2], ending: &str) -> Review {
    let folder = tempfile::tempdir().expect("a folder");
    let mut sources = [Sources::new(), Sources::new()];
    let mut sides = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let path = folder.path().join(format!("{index}.{ending}"));
        std::fs::write(&path, text).expect("a file");
        let asked = Crate::new("client", &path, Path::new("client")).expect("a good name");
        let mut diagnostics = Diagnostics::new();
        let side = pipeline::sides(&asked, &mut sources[index], &mut diagnostics);
        sides.push(side.unwrap_or_else(|| {
            panic!(
                "{}",
                letterpress::report::text::render(&diagnostics, &sources[index], false)
            )
        }));
    }
    let side = |index: usize| Side {
        contract: &sides[index].0,
        items: &sides[index].1,
        sources: &sources[index],
        folder: None,
        asked: None,
        asked_otherwise: None,
    };
    review(&side(0), &side(1))
}

/// What says the same in other words.
#[test]
fn what_means_the_same_is_no_change() {
    let pcap = pcap();
    let base: Value = serde_yaml::from_str(&pcap).expect("YAML");
    let mut other = base.clone();
    // Keys in another order, everywhere.
    fn turned(value: &Value) -> Value {
        match value {
            Value::Object(members) => members
                .iter()
                .rev()
                .map(|(key, value)| (key.clone(), turned(value)))
                .collect(),
            Value::Array(items) => items.iter().map(turned).collect(),
            other => other.clone(),
        }
    }
    for part in ["components", "tags"] {
        other[part] = turned(&base[part]);
    }
    let changes = reviewed(&base, &other).changes;
    assert!(changes.is_empty(), "{changes:#?}");

    // All keys of all objects, with answers, headers and the values of a part of a URL.
    let many = json!({
        "openapi": "3.1.0", "info": { "title": "T", "version": "1" },
        "servers": [{ "url": "https://{region}.test", "variables": { "region": { "default": "eu", "enum": ["eu", "us"] } } }],
        "paths": { "/t": { "put": { "operationId": "t.put", "responses": {
            "200": {
                "description": "d",
                "headers": { "X-A": { "schema": { "type": "integer" } }, "X-B": { "required": true, "schema": { "type": "string" } } },
                "content": { "application/json": { "schema": { "type": "object", "properties": { "a": { "type": "string" } } } } },
            },
            "202": { "description": "d", "content": { "application/json": { "schema": { "type": "object", "properties": { "b": { "type": "string" } } } } } },
        } } } },
    });
    let mut other = turned(&many);
    let values = other.pointer_mut("/servers/0/variables/region/enum");
    values
        .and_then(Value::as_array_mut)
        .expect("values")
        .reverse();
    let changes = reviewed(&many, &other).changes;
    assert!(changes.is_empty(), "{changes:#?}");

    // A description that is wrapped otherwise, and an example.
    let filter = "/components/schemas/Filter/properties/protocol";
    let mut other = base.clone();
    let protocol = other.pointer_mut(filter).expect("a property");
    let text = protocol["description"]
        .as_str()
        .expect("text")
        .replacen(' ', "\n", 1);
    protocol["description"] = json!(text);
    protocol["examples"] = json!([17]);
    let changes = reviewed(&base, &other).changes;
    assert!(changes.is_empty(), "{changes:#?}");
}

#[test]
fn a_value_that_fifty_operations_share_is_one_change() {
    let document = |values: &[&str]| {
        let content =
            json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S" } } });
        let paths: serde_json::Map<String, Value> = (0..50)
            .map(|number| {
                let operation = json!({
                    "operationId": format!("things.do{number}"),
                    "requestBody": { "content": content },
                    "responses": { "200": { "description": "d", "content": content } },
                });
                (format!("/things/{number}"), json!({ "post": operation }))
            })
            .collect();
        let schema = json!({ "type": "object", "properties": { "a": { "type": "string", "enum": values } } });
        json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": paths, "components": { "schemas": { "S": schema } } })
    };
    let review = reviewed(&document(&["x", "y"]), &document(&["x", "y", "z"]));
    assert_eq!(review.changes.len(), 1, "{:#?}", review.changes);
    assert_eq!(review.changes[0].rule, "enum-value-added");
    assert_eq!(review.changes[0].operations.len(), 50);
    assert_eq!(review.changes[0].directions.len(), 2);
}

/// The server sends them: what it holds may get narrower, not wider.
#[test]
fn webhooks_travel_as_answers_do() {
    let document = |name: &str, method: &str, limit: u32| {
        let content = json!({ "application/json": { "schema": { "type": "object", "properties": { "a": { "type": "string", "maxLength": limit } } } } });
        let operation = json!({ "requestBody": { "required": true, "content": content }, "responses": { "204": { "description": "d" } } });
        json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": {}, "webhooks": { name: { method: operation } } })
    };
    let verdicts = |base: &Value, revision: &Value| -> Vec<(&str, wire::Verdict)> {
        let changes = reviewed(base, revision).changes;
        changes
            .iter()
            .map(|change| (change.rule, change.wire))
            .collect()
    };
    let base = document("added", "post", 9);
    assert_eq!(
        verdicts(&base, &document("added", "post", 5)),
        [("max-length-changed", wire::Verdict::Compatible)]
    );
    assert_eq!(
        verdicts(&base, &document("added", "post", 20)),
        [("max-length-changed", wire::Verdict::Breaking)]
    );
    assert_eq!(
        verdicts(&base, &document("added", "put", 9)),
        [("webhook-method-changed", wire::Verdict::Breaking)]
    );
    // Another name, or another event that brings the same. One that brings another thing is another one.
    assert_eq!(
        verdicts(&base, &document("gone", "post", 9)),
        [("webhook-renamed", wire::Verdict::Risky)]
    );
    let mut other = document("gone", "post", 9);
    let body = "/webhooks/gone/post/requestBody/content/application~1json/schema/properties";
    *other.pointer_mut(body).expect("the members") = json!({ "b": { "type": "integer" } });
    let mut other = verdicts(&base, &other);
    other.sort_unstable();
    assert_eq!(
        other,
        [
            ("webhook-added", wire::Verdict::Compatible),
            ("webhook-removed", wire::Verdict::Risky),
        ]
    );
}

/// A change of what tells the variants apart changes their names too. What is filled in is asked of nobody where it may be left out.
#[test]
fn a_discriminator_is_told_once() {
    let document = |property: &str, value: &str| {
        let mapping =
            json!({ value: "#/components/schemas/Cat", "dog": "#/components/schemas/Dog" });
        let animal = |name: &str| json!({ "type": "object", "required": [name], "properties": { "kind": { "type": "string" }, "sort": { "type": "string" }, name: { "type": "string" } } });
        let union = json!({
            "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }],
            "discriminator": { "propertyName": property, "mapping": mapping },
        });
        let content =
            json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Animal" } } });
        let operation = json!({ "operationId": "animals.add", "requestBody": { "content": content }, "responses": { "200": { "description": "d", "content": content } } });
        json!({
            "openapi": "3.1.0",
            "info": { "title": "T", "version": "1" },
            "paths": { "/animals": { "post": operation } },
            "components": { "schemas": { "Cat": animal("cat"), "Dog": animal("dog"), "Animal": union } },
        })
    };
    let base = document("kind", "cat");
    for (revision, rule) in [
        (document("sort", "cat"), "discriminator-property-changed"),
        (document("kind", "kitty"), "discriminator-value-changed"),
    ] {
        let changes = reviewed(&base, &revision).changes;
        assert_eq!(changes.len(), 1, "{changes:#?}");
        assert_eq!(changes[0].rule, rule);
        assert_eq!(changes[0].directions.len(), 2);
    }
    let renamed = &reviewed(&base, &document("kind", "kitty")).changes[0];
    assert_eq!(
        renamed.help.as_deref(),
        Some("write `types::Animal::Kitty` for `types::Animal::Cat`")
    );
}

/// The line of the value, not of the schema; its neighbours may move around it.
#[test]
fn a_value_is_shown_where_it_is_listed() {
    let base: Value = serde_yaml::from_str(&pcap()).expect("YAML");
    let values = "/components/schemas/PcapStatus/enum";
    let with = |index: usize| {
        let mut other = base.clone();
        let list = other.pointer_mut(values).expect("a list");
        list.as_array_mut()
            .expect("a list")
            .insert(index, json!("archived"));
        reviewed(&base, &other).changes.remove(0)
    };
    let (first, third) = (with(0), with(2));
    let pointer =
        |change: &letterpress::diff::Change| change.revision.clone().expect("a place").pointer;
    assert_eq!(pointer(&first), format!("{values}/0"));
    assert_eq!(pointer(&third), format!("{values}/2"));
    assert_eq!(first.id, third.id);
}

#[test]
fn an_id_survives_moved_lines_and_other_words() {
    let base: Value = serde_yaml::from_str(&pcap()).expect("YAML");
    let gone = |mut document: Value| {
        let filter = document
            .pointer_mut("/components/schemas/Filter/properties")
            .expect("members");
        filter
            .as_object_mut()
            .expect("an object")
            .shift_remove("protocol");
        document
    };
    let id = |review: &Review| {
        let change = review
            .changes
            .iter()
            .find(|change| change.rule == "property-optional-removed");
        change.expect("the removal").id.clone()
    };
    let first = id(&reviewed(&base, &gone(base.clone())));
    let mut moved = base.clone();
    moved["info"]["description"] = json!("Many\n\nlines\n\nmore.");
    moved["components"]["schemas"]["Filter"]["description"] = json!("Other words.");
    assert_eq!(id(&reviewed(&moved, &gone(moved.clone()))), first);
}

/// Edits as a maintainer of the schema makes them: each report is what a reviewer reads.
#[test]
fn reports_of_edits_of_the_schema() {
    let edits: [(&str, &[(&str, &str)]); 3] = [
        (
            "a_new_optional_property",
            &[(
                "        protocol:\n          description: 'The IP",
                "        vlan:\n          type: integer\n          description: The VLAN that packets carry.\n          minimum: 1\n        protocol:\n          description: 'The IP",
            )],
        ),
        (
            "a_tightened_limit_and_a_new_status",
            &[
                ("          maximum: 10000\n", "          maximum: 5000\n"),
                (
                    "        - conversion_running\n",
                    "        - conversion_running\n        - archived\n",
                ),
            ],
        ),
        (
            "a_renamed_operation",
            &[("operationId: pcaps.get\n", "operationId: pcaps.show\n")],
        ),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    for (name, replacements) in edits {
        let mut text = pcap();
        for (from, to) in replacements {
            assert!(text.contains(from), "{name}: the schema has no {from:?}");
            text = text.replacen(from, to, 1);
        }
        let (base, revision) = (
            folder.path().join("base.yaml"),
            folder.path().join("pcap.yaml"),
        );
        std::fs::write(&base, pcap()).expect("a file");
        std::fs::write(&revision, text).expect("a file");
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_letterpress"))
            .args(["diff", "base.yaml", "pcap.yaml", "--format", "markdown"])
            .current_dir(folder.path())
            .output()
            .expect("the command runs");
        let report = String::from_utf8(output.stdout).expect("text");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../tests/diff/reports");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, report));
    }
}

fn pcap() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/pcap.yaml");
    std::fs::read_to_string(path).expect("the schema")
}
