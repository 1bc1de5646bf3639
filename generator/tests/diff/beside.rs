//! Edits beside each other: each is told as it is told alone, and what one edit does is told once.

use letterpress::diff::{rust, wire};
use serde_json::{Value, json};

use super::reviewed;

type Told = (&'static str, wire::Verdict, rust::Verdict);

fn told(base: &Value, revision: &Value) -> Vec<Told> {
    let changes = reviewed(base, revision).changes;
    let told = changes.iter().map(|one| (one.rule, one.wire, one.rust));
    told.collect()
}

fn document(operation: &Value, schemas: &Value) -> Value {
    json!({
        "openapi": "3.1.0", "info": { "title": "T", "version": "1" },
        "paths": { "/t": { "post": operation } },
        "components": {
            "schemas": schemas,
            "securitySchemes": { "login": { "type": "oauth2", "flows": { "clientCredentials": {
                "tokenUrl": "https://a.test/token", "scopes": { "read": "", "write": "" } } } } },
        },
    })
}

fn answers(id: &str, responses: &Value) -> Value {
    let schemas = json!({
        "A": { "type": "object", "properties": { "x": { "type": "string" } } },
        "B": { "type": "object", "properties": { "y": { "type": "string" } } },
        "E": { "type": "object", "properties": { "code": { "type": "integer" } } },
        "F": { "type": "object", "properties": { "message": { "type": "string" } } },
    });
    let operation = json!({ "operationId": id, "responses": responses });
    document(&operation, &schemas)
}

fn answer(name: &str) -> Value {
    let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
    json!({ "description": "d", "content": { "application/json": { "schema": schema } } })
}

use rust::Verdict as Rust;
use wire::Verdict as Wire;

#[test]
fn a_failure_beside_another_success_is_still_new() {
    let base = answers("t.go", &json!({ "200": answer("A") }));
    let revision = answers(
        "t.go",
        &json!({ "200": answer("B"), "default": answer("E") }),
    );
    assert_eq!(
        told(&base, &revision),
        [
            ("type-replaced", Wire::Breaking, Rust::Breaking),
            ("default-response-added", Wire::Compatible, Rust::Additive),
        ]
    );
}

#[test]
fn a_failure_of_an_operation_that_is_called_otherwise_is_still_new() {
    let both = json!({ "200": answer("A"), "201": answer("E") });
    let mut failing = both.clone();
    failing["404"] = answer("E");
    assert_eq!(
        told(&answers("t.go", &both), &answers("t.run", &failing)),
        [
            ("operation-id-changed", Wire::None, Rust::Breaking),
            ("error-status-added", Wire::Compatible, Rust::Additive),
        ]
    );
}

#[test]
fn a_header_beside_another_failure_breaks_nothing() {
    let base = answers("t.go", &json!({ "200": answer("A"), "404": answer("E") }));
    let mut failure = answer("F");
    failure["headers"] = json!({ "X-Left": { "schema": { "type": "integer" } } });
    let revision = answers("t.go", &json!({ "200": answer("A"), "404": failure }));
    assert_eq!(
        told(&base, &revision),
        [
            ("type-replaced", Wire::Breaking, Rust::Breaking),
            ("response-header-added", Wire::Compatible, Rust::Additive),
        ]
    );
}

#[test]
fn documentation_beside_a_break_is_told_as_documentation() {
    let operation = |required: bool, text: &str| {
        json!({
            "operationId": "t.go", "description": text, "responses": { "204": { "description": "d" } },
            "parameters": [{ "name": "q", "in": "query", "required": required, "schema": { "type": "string" } }],
        })
    };
    let side = |required, text| document(&operation(required, text), &json!({}));
    assert_eq!(
        told(&side(false, "Goes."), &side(true, "Goes there.")),
        [
            ("parameter-became-required", Wire::Breaking, Rust::Breaking),
            ("docs-changed", Wire::None, Rust::Docs),
        ]
    );
}

/// A body, and an answer, of the kinds of a union.
fn union(kinds: &[&str]) -> Value {
    let of = |kind: &str| json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "const": kind } } });
    let refs = kinds
        .iter()
        .map(|kind| json!({ "$ref": format!("#/components/schemas/{kind}") }));
    let mut schemas = json!({ "U": { "oneOf": refs.collect::<Vec<_>>() } });
    for kind in kinds {
        schemas[*kind] = of(kind);
    }
    let operation = json!({
        "operationId": "t.go", "responses": { "200": answer("U") },
        "requestBody": { "required": true, "content": answer("U")["content"] },
    });
    document(&operation, &schemas)
}

#[test]
fn a_union_that_is_left_with_one_kind_is_one_change() {
    let (both, one) = (union(&["Cat", "Dog"]), union(&["Cat"]));
    assert_eq!(
        told(&both, &one),
        [("no-longer-union", Wire::Breaking, Rust::Breaking)]
    );
    assert_eq!(
        told(&one, &both),
        [("became-union", Wire::Breaking, Rust::Breaking)]
    );
    let title = &reviewed(&both, &one).changes[0].title;
    assert_eq!(title, "`U` is of one kind: `Cat`");
}

/// A value that tells the kinds of a union apart, where no discriminator says so.
#[test]
fn a_constant_that_tells_kinds_apart_changes_once() {
    let (base, mut revision) = (union(&["Cat", "Dog"]), union(&["Cat", "Dog"]));
    revision["components"]["schemas"]["Cat"]["properties"]["kind"] = json!({ "const": "Felis" });
    assert_eq!(
        told(&base, &revision),
        [("enum-value-renamed", Wire::Breaking, Rust::Breaking)]
    );
}

/// Parts of a form are text: a number is one that looks like it, and a list is several of one name.
#[test]
fn parts_of_a_form_are_text() {
    let form = |media: &str, part: Value| {
        let schema = json!({ "type": "object", "properties": { "part": part } });
        let operation = json!({
            "operationId": "t.go", "responses": { "204": { "description": "d" } },
            "requestBody": { "required": true, "content": { media: { "schema": schema } } },
        });
        document(&operation, &json!({}))
    };
    let list = json!({ "type": "array", "items": { "type": "string" } });
    let inner = |ty: &str| json!({ "type": "object", "properties": { "in": { "type": ty } } });
    let (integer, string) = (json!({ "type": "integer" }), json!({ "type": "string" }));
    for media in ["multipart/form-data", "application/x-www-form-urlencoded"] {
        let verdict = |from: &Value, to: &Value| {
            let all = told(&form(media, from.clone()), &form(media, to.clone()));
            assert_eq!(all.len(), 1, "{media}: {all:#?}");
            all[0].1
        };
        assert_eq!(verdict(&integer, &string), Wire::Compatible);
        assert_eq!(verdict(&string, &integer), Wire::Breaking);
        assert_eq!(verdict(&string, &list), Wire::Compatible);
        assert_eq!(verdict(&list, &string), Wire::Breaking);
        // What is inside of a part is JSON.
        assert_eq!(verdict(&inner("integer"), &inner("string")), Wire::Breaking);
    }
}

#[test]
fn where_tokens_come_from_is_told() {
    let operation = |scopes: [&str; 2]| {
        json!({
            "operationId": "t.go", "responses": { "204": { "description": "d" } },
            "security": [{ "login": scopes }],
        })
    };
    let base = document(&operation(["read", "write"]), &json!({}));
    let mut revision = base.clone();
    revision["components"]["securitySchemes"]["login"]["flows"]["clientCredentials"]["tokenUrl"] =
        json!("https://b.test/token");
    assert_eq!(
        told(&base, &revision),
        [("security-url-changed", Wire::Risky, Rust::None)]
    );
    let turned = document(&operation(["write", "read"]), &json!({}));
    assert_eq!(told(&base, &turned), []);
}

#[test]
fn what_is_said_of_a_path_is_said_of_its_operations() {
    let side = |text: &str| {
        let operation =
            json!({ "operationId": "t.go", "responses": { "204": { "description": "d" } } });
        let mut whole = document(&operation, &json!({}));
        whole["paths"]["/t"]["description"] = json!(text);
        whole
    };
    assert_eq!(
        told(&side("Goes."), &side("Goes there.")),
        [("docs-changed", Wire::None, Rust::Docs)]
    );
}

#[test]
fn the_same_bound_and_the_same_media_type_in_other_words() {
    let side = |bound: Value, media: &str| {
        let mut of = bound;
        of["type"] = json!("integer");
        let schema = json!({ "type": "object", "properties": { "n": of } });
        let operation = json!({
            "operationId": "t.go", "responses": { "204": { "description": "d" } },
            "requestBody": { "required": true, "content": { media: { "schema": schema } } },
        });
        document(&operation, &json!({}))
    };
    let base = side(json!({ "maximum": 100 }), "application/json");
    let revision = side(json!({ "exclusiveMaximum": 101 }), "Application/JSON");
    assert_eq!(told(&base, &revision), []);
}

#[test]
fn what_may_be_anything_has_no_parts_that_come_or_go() {
    let side = |schema: Value| {
        let body = json!({ "type": "object", "properties": { "x": schema } });
        let operation = json!({
            "operationId": "t.go", "responses": { "204": { "description": "d" } },
            "requestBody": { "required": true, "content": { "application/json": { "schema": body } } },
        });
        document(&operation, &json!({}))
    };
    let object = json!({ "type": "object", "properties": { "y": { "type": "string" } } });
    assert_eq!(
        told(&side(json!({})), &side(object.clone())),
        [("type-narrowed", Wire::Breaking, Rust::Breaking)]
    );
    assert_eq!(
        told(&side(object), &side(json!({}))),
        [("type-widened", Wire::Compatible, Rust::Breaking)]
    );
}

/// The items that a change leads with, by its rule.
fn items(base: &Value, revision: &Value) -> Vec<(&'static str, Option<String>)> {
    let changes = reviewed(base, revision).changes;
    changes
        .into_iter()
        .map(|one| (one.rule, one.item))
        .collect()
}

fn item(rule: &'static str, path: &str) -> (&'static str, Option<String>) {
    (rule, Some(path.to_owned()))
}

#[test]
fn a_server_of_its_own_is_told_with_the_server() {
    let side = |servers: Value, default: u32| {
        let page = json!({ "name": "page", "in": "query", "schema": { "type": "integer", "default": default } });
        let operation = json!({ "operationId": "t.go", "servers": servers, "parameters": [page],
            "responses": { "204": { "description": "d" } } });
        let mut side = document(&operation, &json!({}));
        side["servers"] = json!([{ "url": "https://t.test" }]);
        side
    };
    let own = json!([{ "url": "https://read.test" }]);
    let (base, revision) = (side(json!([]), 1), side(own, 2));
    for (one, other) in [(&base, &revision), (&revision, &base)] {
        let mut found = items(one, other);
        found.retain(|(rule, _)| *rule == "default-changed");
        assert_eq!(found, [item("default-changed", "t::Go::page")]);
    }
    let (default, server) = ("default-changed", "server-url-changed");
    assert_eq!(
        told(&revision, &base),
        [
            (server, Wire::Risky, Rust::Breaking),
            (default, Wire::Risky, Rust::Docs),
        ]
    );
}

#[test]
fn json_that_is_called_otherwise_has_no_part_in_what_else_is_answered() {
    let of = |media: &str, name: &str| {
        let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        json!({ "description": "d", "content": { media: { "schema": schema } } })
    };
    let base = answers(
        "t.go",
        &json!({ "200": answer("A"), "404": of("application/problem+json", "E") }),
    );
    let mut success = answer("A");
    success["headers"] = json!({ "ETag": { "schema": { "type": "string" } } });
    let revision = answers(
        "t.go",
        &json!({ "200": success, "404": answer("E"), "410": answer("F") }),
    );
    let media = "response-media-type-changed";
    assert_eq!(
        told(&base, &revision),
        [
            (media, Wire::Breaking, Rust::None),
            ("error-status-added", Wire::Compatible, Rust::Breaking),
            ("response-header-added", Wire::Compatible, Rust::Additive),
        ]
    );
}

#[test]
fn how_a_list_is_written_says_nothing_of_what_its_items_are() {
    let side = |explode: bool, items: Value, needed: bool| {
        let list = json!({ "name": "ids", "in": "query", "explode": explode,
            "schema": { "type": "array", "items": items } });
        let trace = json!({ "name": "trace", "in": "query", "required": true, "schema": { "type": "string" } });
        let parameters = if needed {
            json!([list, trace])
        } else {
            json!([list])
        };
        let operation = json!({ "operationId": "t.go", "parameters": parameters,
            "responses": { "204": { "description": "d" } } });
        document(&operation, &json!({}))
    };
    let long = json!({ "type": "integer", "format": "int64" });
    let short = json!({ "type": "integer", "format": "int32" });
    let mut found = items(&side(true, long, false), &side(false, short, true));
    found.sort();
    assert_eq!(
        found,
        [
            item("format-narrowed", "t::Go::ids"),
            item("parameter-required-added", "t::go"),
            ("parameter-style-changed", None),
        ]
    );
}

#[test]
fn a_webhook_is_known_under_another_name_though_its_body_changed() {
    let side = |name: &str, values: Value| {
        let body = json!({ "required": true, "content": { "application/json": {
            "schema": { "$ref": "#/components/schemas/Stock" } } } });
        let hook = json!({ "post": { "requestBody": body, "responses": { "204": { "description": "d" } } } });
        let level = json!({ "type": "string", "enum": values });
        let mut side = document(
            &json!({ "operationId": "t.go", "responses": { "204": { "description": "d" } } }),
            &json!({ "Stock": { "type": "object", "properties": { "level": level } } }),
        );
        side["webhooks"] = json!({ name: hook });
        side
    };
    let base = side("stock-low", json!(["low", "none"]));
    let revision = side("stock-short", json!(["low"]));
    let rules: Vec<&str> = told(&base, &revision).iter().map(|one| one.0).collect();
    assert_eq!(rules, ["enum-value-removed", "webhook-renamed"]);
}
