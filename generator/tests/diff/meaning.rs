//! What a change means: to names that stay, to components that many use, to ids, to who has to mend a call.

use letterpress::diff::{Semver, wire};
use serde_json::{Value, json};

use super::reviewed;

/// Operations and schemas as a document.
fn document(paths: Value, schemas: Value) -> Value {
    json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": paths, "components": { "schemas": schemas } })
}

fn empty(id: &str) -> Value {
    json!({ "operationId": id, "responses": { "204": { "description": "d" } } })
}

fn answering(id: &str, schema: &Value) -> Value {
    let content = json!({ "application/json": { "schema": schema } });
    json!({ "operationId": id, "responses": { "200": { "description": "d", "content": content } } })
}

fn asking(id: &str, parameters: Value) -> Value {
    let mut operation = empty(id);
    operation["parameters"] = parameters;
    operation
}

/// Code that compiles as before and does another thing: each with the item, and the help that names what was meant.
#[test]
fn a_name_that_means_another_thing_is_told() {
    let text = json!({ "type": "string" });
    let members = |names: &[&str]| {
        let members: serde_json::Map<String, Value> = names
            .iter()
            .map(|name| ((*name).to_owned(), text.clone()))
            .collect();
        let body =
            json!({ "application/json": { "schema": { "$ref": "#/components/schemas/T" } } });
        let mut operation = empty("a.post");
        operation["requestBody"] = json!({ "required": true, "content": body });
        document(
            json!({ "/a": { "post": operation } }),
            json!({ "T": { "type": "object", "properties": members } }),
        )
    };
    let query = |names: &[&str]| {
        let parameters: Vec<Value> = names
            .iter()
            .map(|name| json!({ "name": name, "in": "query", "schema": text }))
            .collect();
        document(
            json!({ "/a": { "get": asking("a.get", json!(parameters)) } }),
            json!({}),
        )
    };
    let path = |path: &str| {
        let parameter =
            |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": text });
        let parameters = json!([parameter("x"), parameter("y")]);
        document(
            json!({ path: { "get": asking("a.get", parameters) } }),
            json!({}),
        )
    };
    let two = |first: &str, second: &str| {
        let paths = json!({ "/a": { "get": empty(first) }, "/b": { "get": empty(second) } });
        document(paths, json!({}))
    };
    let cases = [
        (
            members(&["userId"]),
            members(&["userId", "user_id"]),
            1,
            "types::T::user_id",
        ),
        (
            query(&["userId"]),
            query(&["userId", "user_id"]),
            1,
            "a::Get::user_id",
        ),
        (two("t.list", "t.get"), two("t.old", "t.list"), 1, "t::list"),
        (two("x.one", "x.two"), two("x.two", "x.one"), 2, "x::two"),
        (path("/a/{x}/{y}"), path("/a/{y}/{x}"), 1, "a::get"),
    ];
    for (base, revision, count, item) in cases {
        let review = reviewed(&base, &revision);
        let silent: Vec<_> = review.changes.iter().filter(|one| one.silent).collect();
        assert_eq!(silent.len(), count, "{item}: {:#?}", review.changes);
        assert_eq!(silent[0].item.as_deref(), Some(item));
        assert!(
            silent[0]
                .help
                .as_ref()
                .is_some_and(|help| help.contains(item) || help.contains("fn get"))
        );
        assert_eq!(review.semver(), Semver::Major, "{item}");
    }
    // A new name for a path parameter is no other argument, and the same names in the same places are none either.
    let renamed = reviewed(&path("/a/{x}/{y}"), &path("/a/{x}/{y}"));
    assert!(renamed.changes.is_empty());
}

/// What a component says of itself is one change, whoever uses it.
#[test]
fn what_a_component_says_is_told_once() {
    let using = |schema: Value| {
        let used = json!({ "$ref": "#/components/schemas/M" });
        let holder = json!({ "type": "object", "properties": { "a": used, "b": used } });
        document(
            json!({ "/a": { "get": answering("a.get", &json!({ "$ref": "#/components/schemas/H" })) }, "/b": { "get": answering("b.get", &used) } }),
            json!({ "M": schema, "H": holder }),
        )
    };
    let base = using(json!({ "type": "string", "description": "One." }));
    let edits = [
        (
            "docs-changed",
            json!({ "type": "string", "description": "Two." }),
        ),
        (
            "became-nullable",
            json!({ "type": ["string", "null"], "description": "One." }),
        ),
        (
            "deprecated",
            json!({ "type": "string", "description": "One.", "deprecated": true }),
        ),
        (
            "became-write-only",
            json!({ "type": "string", "description": "One.", "writeOnly": true }),
        ),
    ];
    for (rule, edited) in edits {
        let review = reviewed(&base, &using(edited));
        let changes: Vec<_> = review
            .changes
            .iter()
            .map(|one| (one.rule, &one.title))
            .collect();
        assert_eq!(changes.len(), 1, "{changes:#?}");
        assert_eq!(changes[0].0, rule);
        let at = review.changes[0].revision.as_ref().expect("a place");
        assert_eq!(at.pointer, "/components/schemas/M");
    }
    // One use alone is told there.
    let mut alone = base.clone();
    alone["components"]["schemas"]["H"]["properties"]["a"] =
        json!({ "anyOf": [{ "$ref": "#/components/schemas/M" }, { "type": "null" }] });
    let review = reviewed(&base, &alone);
    assert_eq!(review.changes.len(), 1);
    assert_eq!(review.changes[0].operations, ["a.get"]);
}

/// Lists whose order says nothing: what was acknowledged stays so.
#[test]
fn an_id_survives_another_order() {
    let query = |names: &[&str]| {
        let parameters: Vec<Value> = names
            .iter()
            .map(|name| json!({ "name": name, "in": "query", "required": true, "schema": { "type": "string" } }))
            .collect();
        document(
            json!({ "/a": { "get": asking("a.get", json!(parameters)) } }),
            json!({}),
        )
    };
    let union = |names: &[&str]| {
        let one = |name: &str| json!({ "type": "object", "required": [name], "properties": { name: { "type": "string" } } });
        let variants: Vec<Value> = names
            .iter()
            .map(|name| {
                if *name == "fox" {
                    one("fox")
                } else {
                    json!({ "$ref": format!("#/components/schemas/{name}") })
                }
            })
            .collect();
        document(
            json!({ "/a": { "get": answering("a.get", &json!({ "oneOf": variants })) } }),
            json!({ "Cat": one("cat"), "Dog": one("dog") }),
        )
    };
    let secured = |names: &[&str]| {
        let mut operation = empty("a.get");
        let alternatives: Vec<Value> = names.iter().map(|name| json!({ *name: [] })).collect();
        operation["security"] = json!(alternatives);
        let mut document = document(json!({ "/a": { "get": operation } }), json!({}));
        document["components"]["securitySchemes"] = json!({
            "k": { "type": "apiKey", "in": "header", "name": "X" },
            "t": { "type": "http", "scheme": "bearer" },
        });
        document
    };
    let ids = |base: &Value, revision: &Value| {
        let review = reviewed(base, revision);
        assert!(!review.changes.is_empty());
        let changes = review.changes.into_iter();
        let mut ids: Vec<String> = changes.map(|change| change.id).collect();
        ids.sort();
        ids
    };
    let added = ids(&query(&["x"]), &query(&["x", "n"]));
    assert_eq!(ids(&query(&["x"]), &query(&["n", "x"])), added);
    let gone = ids(&query(&["x", "n"]), &query(&["x"]));
    assert_eq!(ids(&query(&["n", "x"]), &query(&["x"])), gone);
    let added = ids(&union(&["Cat", "Dog"]), &union(&["Cat", "Dog", "fox"]));
    assert_eq!(
        ids(&union(&["Dog", "Cat"]), &union(&["fox", "Dog", "Cat"])),
        added
    );
    let gone = ids(&secured(&["k", "t"]), &secured(&["k"]));
    assert_eq!(ids(&secured(&["t", "k"]), &secured(&["k"])), gone);
}

/// An item that no change of the wire explains names the operations that reach it, and the rest is unchanged.
#[test]
fn a_renamed_schema_names_the_operations_behind_it() {
    let named = |name: &str| {
        let used = json!({ "$ref": format!("#/components/schemas/{name}") });
        let list = json!({ "type": "array", "items": { "$ref": "#/components/schemas/H" } });
        document(
            json!({ "/a": { "get": answering("a.get", &used) }, "/b": { "get": answering("b.get", &list) }, "/c": { "get": empty("c.get") } }),
            json!({ name: { "type": "object", "properties": { "x": { "type": "string" } } }, "H": { "type": "object", "properties": { "m": used } } }),
        )
    };
    let review = reviewed(&named("M"), &named("N"));
    assert_eq!(review.changes.len(), 1);
    assert_eq!(review.changes[0].rule, "item-renamed");
    assert_eq!(review.changes[0].operations, ["a.get", "b.get"]);
    assert_eq!(review.unchanged_operations, 1);
}

/// The commonest break of all: a member that has to be sent now.
#[test]
fn help_names_the_call_that_no_longer_compiles() {
    let needing = |required: Value| {
        let body =
            json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S" } } });
        let mut operation = empty("a.post");
        operation["requestBody"] = json!({ "required": true, "content": body });
        let schema = json!({ "type": "object", "required": required, "properties": { "a": { "type": "string" } } });
        document(
            json!({ "/a": { "post": operation } }),
            json!({ "S": schema }),
        )
    };
    let review = reviewed(&needing(json!([])), &needing(json!(["a"])));
    let help = review.changes[0].help.as_deref().unwrap_or_default();
    assert!(help.contains("pub fn new(a: impl Into<String>)"), "{help}");
}

/// `/` is where requests go when the document says nothing.
#[test]
fn a_server_that_says_nothing_is_no_change_of_the_wire() {
    let base = document(json!({ "/a": { "get": empty("a.get") } }), json!({}));
    let mut written = base.clone();
    written["servers"] = json!([{ "url": "/" }]);
    let review = reviewed(&base, &written);
    assert_eq!(review.wire(), wire::Verdict::None, "{:#?}", review.changes);
    assert!(review.changes.iter().all(|one| !one.silent));
}

/// What an operation takes from a component that was there before: the reference is what is new, and what a reader looks for.
#[test]
fn a_reference_that_came_or_went_is_where_it_stands() {
    let side = |more: bool| {
        let mut operation = empty("t.list");
        if more {
            operation["responses"]["429"] = json!({ "$ref": "#/components/responses/Bad" });
            operation["parameters"] = json!([{ "$ref": "#/components/parameters/Page" }]);
        }
        let mut document = document(json!({ "/t": { "get": operation } }), json!({}));
        document["components"]["responses"] = json!({ "Bad": { "description": "d" } });
        document["components"]["parameters"] =
            json!({ "Page": { "name": "page", "in": "query", "schema": { "type": "integer" } } });
        document
    };
    let pointers = |base, revision| -> Vec<(String, String)> {
        let changes = reviewed(&side(base), &side(revision)).changes;
        let places = changes.into_iter().filter_map(|one| {
            let at = one.revision.or(one.base)?;
            Some((one.rule.to_owned(), at.pointer))
        });
        places.collect()
    };
    let place = |rule: &str, pointer: &str| (rule.to_owned(), format!("/paths/~1t/get/{pointer}"));
    let mut added = pointers(false, true);
    added.sort();
    assert_eq!(
        added,
        [
            place("error-status-added", "responses/429"),
            place("parameter-optional-added", "parameters/0")
        ]
    );
    let mut removed = pointers(true, false);
    removed.sort();
    assert_eq!(
        removed,
        [
            place("error-status-removed", "responses/429"),
            place("parameter-optional-removed", "parameters/0")
        ]
    );
}

/// A variant more may be sent by nobody yet, and is answered to everybody: the help tells of the direction that breaks.
#[test]
fn help_is_about_the_direction_that_breaks() {
    let schemas = |names: &[&str]| {
        let variants: Vec<Value> = names
            .iter()
            .map(|name| json!({ "$ref": format!("#/components/schemas/{name}") }))
            .collect();
        let one = |name: &str| json!({ "type": "object", "required": [name], "properties": { name: { "type": "string" } } });
        json!({ "A": one("a"), "B": one("b"), "C": one("c"), "U": { "oneOf": variants } })
    };
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/U" } } });
    let operation = json!({
        "operationId": "t.put", "requestBody": { "required": true, "content": content },
        "responses": { "200": { "description": "d", "content": content } },
    });
    let side = |names: &[&str]| document(json!({ "/t": { "put": operation } }), schemas(names));
    let changes = reviewed(&side(&["A", "B"]), &side(&["A", "B", "C"])).changes;
    assert_eq!(changes.len(), 1, "{changes:#?}");
    assert_eq!(changes[0].directions.len(), 2);
    let help = changes[0].help.as_deref().unwrap_or_default();
    assert!(help.contains("may meet answers"), "{help}");
}

#[test]
fn a_style_is_told_in_the_words_of_the_document() {
    let side = |explode: bool| {
        let parameters = json!([{ "name": "ids", "in": "query", "explode": explode, "schema": { "type": "array", "items": { "type": "string" } } }]);
        document(
            json!({ "/t": { "get": asking("t.list", parameters) } }),
            json!({}),
        )
    };
    let changes = reviewed(&side(false), &side(true)).changes;
    let values = [&changes[0].before, &changes[0].after].map(|text| text.as_deref());
    assert_eq!(
        values,
        [
            Some("style: form, explode: false"),
            Some("style: form, explode: true")
        ]
    );
}

#[test]
fn all_operations_are_behind_a_server() {
    let side = |url: &str| {
        let paths = json!({ "/t": { "get": empty("t.list") }, "/u": { "get": empty("u.list") } });
        let mut document = document(paths, json!({}));
        document["servers"] = json!([{ "url": url }]);
        document
    };
    let changes = reviewed(&side("https://a.test"), &side("https://b.test")).changes;
    assert_eq!(changes[0].operations, ["t.list", "u.list"]);
}
