//! Edits in other places than members of a schema: webhooks, queries, references, bodies of one media type of several; each is one change.

use letterpress::diff::{rust, wire};
use serde_json::{Value, json};

use super::reviewed;

fn document(paths: Value, more: &Value) -> Value {
    let mut whole =
        json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": paths });
    let members = whole.as_object_mut().expect("an object");
    members.extend(more.as_object().expect("an object").clone());
    whole
}

fn content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

fn operation(more: &Value) -> Value {
    let mut operation =
        json!({ "operationId": "t.get", "responses": { "204": { "description": "d" } } });
    let members = operation.as_object_mut().expect("an object");
    members.extend(more.as_object().expect("an object").clone());
    operation
}

/// The only change from the one to the other.
fn told(base: &Value, revision: &Value) -> (&'static str, wire::Verdict, rust::Verdict) {
    let changes = reviewed(base, revision).changes;
    let all: Vec<_> = changes.iter().map(|one| (one.rule, &one.title)).collect();
    assert_eq!(all.len(), 1, "{all:#?}");
    (changes[0].rule, changes[0].wire, changes[0].rust)
}

#[test]
fn a_webhook_that_may_come_without_its_body() {
    let side = |required: bool, status: &str| {
        let body =
            json!({ "required": required, "content": content(&json!({ "type": "string" })) });
        let post = json!({ "requestBody": body, "responses": { status: { "description": "d" } } });
        document(json!({}), &json!({ "webhooks": { "w": { "post": post } } }))
    };
    use {rust::Verdict as Rust, wire::Verdict as Wire};
    let (must, may) = (side(true, "204"), side(false, "204"));
    let gone = (
        "webhook-body-became-optional",
        Wire::Breaking,
        Rust::Breaking,
    );
    assert_eq!(told(&must, &may), gone);
    let there = (
        "webhook-body-became-required",
        Wire::Compatible,
        Rust::Breaking,
    );
    assert_eq!(told(&may, &must), there);
    let answer = ("webhook-answer-changed", Wire::Risky, Rust::Docs);
    assert_eq!(told(&must, &side(true, "200")), answer);
}

/// Text takes what a number is written as, in lists and objects of a query and in forms; not in JSON.
#[test]
fn numbers_that_become_text_in_a_query() {
    let wire = |schema: fn(&str) -> Value, form: Option<&str>| {
        let side = |ty: &str| {
            let more = match form {
                None => {
                    json!({ "parameters": [{ "name": "q", "in": "query", "schema": schema(ty) }] })
                }
                Some(media) => {
                    json!({ "requestBody": { "content": { media: { "schema": schema(ty) } } } })
                }
            };
            document(json!({ "/t": { "post": operation(&more) } }), &json!({}))
        };
        let there = told(&side("integer"), &side("string"));
        let back = told(&side("string"), &side("integer"));
        (there.1, back.1)
    };
    let list = |ty: &str| json!({ "type": "array", "items": { "type": ty } });
    let object = |ty: &str| json!({ "type": "object", "properties": { "a": { "type": ty } } });
    let widened = (wire::Verdict::Compatible, wire::Verdict::Breaking);
    assert_eq!(wire(list, None), widened);
    assert_eq!(wire(object, None), widened);
    assert_eq!(
        wire(object, Some("application/x-www-form-urlencoded")),
        widened
    );
    let apart = (wire::Verdict::Breaking, wire::Verdict::Breaking);
    assert_eq!(wire(object, Some("application/json")), apart);
}

#[test]
fn another_component_in_the_place_of_one() {
    let side = |name: &str| {
        let named = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let of = |members: &[&str]| {
            let all = members
                .iter()
                .map(|name| ((*name).to_owned(), json!({ "type": "string" })));
            json!({ "type": "object", "properties": all.collect::<serde_json::Map<_, _>>() })
        };
        let schemas = json!({
            "S": { "type": "object", "properties": { "it": named(name), "a": named("A"), "b": named("B") } },
            "A": of(&["one", "two", "three"]), "B": of(&["four", "five"]),
        });
        let more = json!({ "requestBody": { "content": content(&named("S")) } });
        let components = json!({ "components": { "schemas": schemas } });
        document(json!({ "/t": { "post": operation(&more) } }), &components)
    };
    assert_eq!(told(&side("A"), &side("B")).0, "type-replaced");
}

/// What is called by the path, by its media type or by the member that tells it follows these.
#[test]
fn names_follow_what_gives_them() {
    let moved = |path: &str| {
        let kind = json!({ "name": "kind", "in": "path", "required": true, "schema": { "type": "string", "enum": ["a", "b"] } });
        let item = json!({ "parameters": [kind], "get": operation(&json!({})) });
        document(json!({ path: item }), &json!({}))
    };
    let change = told(&moved("/old/{kind}"), &moved("/new/{kind}"));
    assert_eq!(
        (change.0, change.2),
        ("path-changed", rust::Verdict::Breaking)
    );
    let of = |name: &str| json!({ "schema": { "type": "object", "properties": { name: { "type": "string" } } } });
    let bodies = |both: bool| {
        let mut all = json!({ "multipart/form-data": of("file") });
        if both {
            all["application/x-www-form-urlencoded"] = of("url");
        }
        let more = json!({ "requestBody": { "content": all } });
        document(json!({ "/t": { "post": operation(&more) } }), &json!({}))
    };
    assert_eq!(
        told(&bodies(true), &bodies(false)).0,
        "request-media-type-removed"
    );
    assert_eq!(
        told(&bodies(false), &bodies(true)).0,
        "request-media-type-added"
    );
    let kinds = |name: &str| {
        let kind = |name: &str| json!({ "type": "object", "required": [name], "properties": { name: { "type": "string" } } });
        let more = json!({ "responses": { "200": { "description": "d", "content": content(&json!({ "oneOf": [kind(name), kind("other")] })) } } });
        document(json!({ "/t": { "get": operation(&more) } }), &json!({}))
    };
    assert_eq!(
        told(&kinds("added"), &kinds("inserted")).0,
        "property-renamed"
    );
}

/// What a list of values excludes, no rule beside it excludes once more.
#[test]
fn rules_beside_a_list_of_values_say_nothing() {
    let side = |schema: Value| {
        let body = json!({ "type": "object", "properties": { "a": schema } });
        let more = json!({ "requestBody": { "content": content(&body) } });
        document(json!({ "/t": { "post": operation(&more) } }), &json!({}))
    };
    let (free, listed) = (
        side(json!({ "type": "string", "maxLength": 8 })),
        side(json!({ "type": "string", "enum": ["a", "b"] })),
    );
    assert_eq!(told(&free, &listed).0, "became-enum");
    let back = told(&listed, &free);
    assert_eq!(
        (back.0, back.1),
        ("enum-removed", wire::Verdict::Compatible)
    );
}

#[test]
fn a_server_in_another_spelling_is_the_same() {
    let side = |url: &str| {
        let paths = json!({ "/t": { "get": operation(&json!({})) } });
        document(paths, &json!({ "servers": [{ "url": url }] }))
    };
    let changes = reviewed(&side("https://a.test/v1"), &side("HTTPS://A.test:443/v1/")).changes;
    assert!(changes.is_empty(), "{changes:#?}");
}
