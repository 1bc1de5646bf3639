//! Operations and schemas that stand elsewhere or are called otherwise: each edit once, and what else changed beside it.

use letterpress::diff::Change;
use serde_json::{Value, json};

use super::reviewed;

fn document() -> Value {
    let list = |id: &str| {
        json!({
            "tags": ["Things"], "operationId": id,
            "responses": { "200": { "description": "d", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } } } },
        })
    };
    json!({
        "openapi": "3.1.0", "info": { "title": "T", "version": "1" },
        "paths": {
            "/things": { "get": list("listThings"), "post": list("makeThing") },
            "/things/all": { "delete": list("clearThings") },
        },
        "components": { "schemas": { "Thing": { "type": "object", "properties": {
            "state": { "type": "string", "enum": ["a", "b"] },
            "part": { "type": "object", "properties": { "x": { "type": "integer" } } },
        } } } },
    })
}

/// Rule, both verdicts, and of how many operations.
fn told(changes: &[Change]) -> Vec<String> {
    let line = |one: &Change| {
        let (rule, wire, rust, count) = (one.rule, one.wire, one.rust, one.operations.len());
        format!("{rule}: wire {wire:?}, Rust {rust:?}, of {count}")
    };
    changes.iter().map(line).collect()
}

fn moved(document: &mut Value, from: &str, to: &str) {
    let paths = document["paths"].as_object_mut().expect("paths");
    let item = paths.remove(from).expect("a path");
    paths.insert(to.to_owned(), item);
}

#[test]
fn a_path_that_moves_takes_its_operations_along_as_one_change() {
    let mut revision = document();
    moved(&mut revision, "/things", "/items");
    let changes = reviewed(&document(), &revision).changes;
    assert_eq!(
        told(&changes),
        ["path-changed: wire Breaking, Rust None, of 2"]
    );
    assert_eq!(
        changes[0].title,
        "2 operations moved from `/things` to `/items`"
    );
}

#[test]
fn a_tag_that_several_operations_have_is_renamed_once() {
    let text = document().to_string().replace("\"Things\"", "\"Goods\"");
    let revision = serde_json::from_str(&text).expect("JSON");
    let changes = reviewed(&document(), &revision).changes;
    assert_eq!(
        told(&changes),
        ["tags-changed: wire None, Rust Breaking, of 3"]
    );
    assert_eq!(
        changes[0].title,
        "The tag of 3 operations is `Goods`, no longer `Things`"
    );
    let help = changes[0].help.as_deref().unwrap_or_default();
    assert!(
        help.contains("`goods::clear_things` for `things::clear_things`"),
        "{help}"
    );
}

/// What an operation needs besides is told by itself, wherever the operation is now and whatever it is called.
#[test]
fn what_changed_inside_of_what_moved_breaks_by_itself() {
    let needed = json!([{ "name": "shop", "in": "query", "required": true, "schema": { "type": "string" } }]);
    let mut revision = document();
    revision["paths"]["/things"]["get"]["parameters"] = needed.clone();
    moved(&mut revision, "/things", "/items");
    let changes = reviewed(&document(), &revision).changes;
    assert_eq!(
        told(&changes),
        [
            "path-changed: wire Breaking, Rust None, of 2",
            "parameter-required-added: wire Breaking, Rust Breaking, of 1",
        ]
    );

    let mut revision = document();
    revision["paths"]["/things"]["get"]["parameters"] = needed;
    revision["paths"]["/things"]["get"]["operationId"] = json!("searchThings");
    let changes = reviewed(&document(), &revision).changes;
    assert_eq!(
        told(&changes),
        [
            "operation-id-changed: wire None, Rust Breaking, of 1",
            "parameter-required-added: wire Breaking, Rust Breaking, of 1",
        ]
    );
    let helps: Vec<&str> = changes
        .iter()
        .filter_map(|one| one.help.as_deref())
        .collect();
    assert!(
        helps[0].starts_with("write `things::search_things` for"),
        "{helps:#?}"
    );
    assert!(
        helps[1].starts_with("call it as `pub fn search_things(shop:"),
        "{helps:#?}"
    );
}

/// `Result` is a name of Rust's own: the type has another, its parts have not.
#[test]
fn parts_follow_a_schema_whose_new_name_they_do_not_begin_with() {
    let text = document()
        .to_string()
        .replace("schemas/Thing\"", "schemas/Result\"");
    let text = text.replace("\"Thing\":", "\"Result\":");
    let revision = serde_json::from_str(&text).expect("JSON");
    let changes = reviewed(&document(), &revision).changes;
    assert_eq!(changes.len(), 1, "{changes:#?}");
    assert_eq!(
        changes[0].title,
        "`types::Thing` is now called `types::ResultObject`"
    );
    let items: Vec<_> = changes[0]
        .items
        .iter()
        .filter_map(|(_, now)| now.as_deref())
        .collect();
    for name in ["types::ResultState", "types::ResultPart"] {
        assert!(
            items.iter().any(|line| line.starts_with(name)),
            "{items:#?}"
        );
    }
}

/// What stands in a component is called by that, wherever `allOf` takes it to.
#[test]
fn a_member_is_called_by_the_component_that_it_stands_in() {
    let with = |limit: u64, member: &str| {
        let mut document = document();
        let schemas = document["components"]["schemas"]
            .as_object_mut()
            .expect("schemas");
        schemas.insert(
            "Named".to_owned(),
            json!({ "type": "object", "properties": {
            member: { "type": "string", "maxLength": limit } } }),
        );
        schemas.insert(
            "Inner".to_owned(),
            json!({ "allOf": [{ "$ref": "#/components/schemas/Named" }, { "type": "object" }] }),
        );
        let thing = schemas.remove("Thing").expect("a schema");
        schemas.insert(
            "Thing".to_owned(),
            json!({ "allOf": [{ "$ref": "#/components/schemas/Inner" }, thing] }),
        );
        document
    };
    let titles = |base: &Value, revision: &Value| {
        let changes = reviewed(base, revision).changes.into_iter();
        changes.map(|one| one.title).collect::<Vec<_>>()
    };
    assert_eq!(
        titles(&with(80, "name"), &with(60, "name")),
        ["The greatest length of `Named.name` is 60, it was 80"]
    );
    assert_eq!(
        titles(&with(80, "name"), &with(80, "title")),
        ["`Named.name` is now called `title`"]
    );
    let mut without = with(80, "name");
    without["components"]["schemas"]["Named"]["properties"] = json!({});
    assert_eq!(
        titles(&with(80, "name"), &without),
        ["`Named.name` is gone"]
    );
    assert_eq!(
        titles(&without, &with(80, "name")),
        ["`Named.name` is a new optional property"]
    );
}
