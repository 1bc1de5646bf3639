//! What travels as before is told so, and what one edit does to several things is one change.

use letterpress::diff::{rust, wire};
use serde_json::{Value, json};

use super::reviewed;
use rust::Verdict as Rust;
use wire::Verdict as Wire;

type Told = (&'static str, Wire, Rust);

fn told(base: &Value, revision: &Value) -> Vec<Told> {
    let changes = reviewed(base, revision).changes;
    let told = changes.iter().map(|one| (one.rule, one.wire, one.rust));
    told.collect()
}

fn document(operation: &Value) -> Value {
    json!({
        "openapi": "3.2.0", "info": { "title": "T", "version": "1" },
        "paths": { "/t/{id}": { "post": operation } },
        "components": { "securitySchemes": {
            "key": { "type": "apiKey", "in": "header", "name": "X-Key" },
            "token": { "type": "http", "scheme": "bearer" },
        } },
    })
}

fn taking(parameter: &Value, security: &Value) -> Value {
    let id =
        json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    document(&json!({
        "operationId": "t.go", "security": security,
        "parameters": [id, parameter], "responses": { "204": { "description": "d" } },
    }))
}

fn open(parameter: &Value) -> Value {
    taking(parameter, &json!([]))
}

fn secured(security: &Value) -> Value {
    taking(
        &json!({ "name": "q", "in": "query", "schema": { "type": "string" } }),
        security,
    )
}

/// An answer with the schema.
fn answered(schema: &Value) -> Value {
    let object = json!({ "type": "object", "properties": { "x": schema } });
    let content = json!({ "application/json": { "schema": object } });
    let id =
        json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    document(&json!({
        "operationId": "t.go", "parameters": [id],
        "responses": { "200": { "description": "d", "content": content } },
    }))
}

#[test]
fn a_list_without_keys_is_written_with_commas_either_way() {
    let header = |explode: bool, kind: &Value| {
        open(&json!({ "name": "X-A", "in": "header", "explode": explode, "schema": kind }))
    };
    let list = json!({ "type": "array", "items": { "type": "string" } });
    assert_eq!(told(&header(false, &list), &header(true, &list)), []);
    let object = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    assert_eq!(
        told(&header(false, &object), &header(true, &object)),
        [("parameter-style-changed", Wire::Breaking, Rust::None)]
    );
}

#[test]
fn a_parameter_travels_without_its_media_type() {
    let parameter = |media_type: &str| {
        let schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
        let content = json!({ media_type: { "schema": schema } });
        open(&json!({ "name": "q", "in": "query", "content": content }))
    };
    let json = parameter("application/json");
    assert_eq!(told(&json, &parameter("application/vnd.t+json")), []);
}

#[test]
fn who_has_more_credentials_than_are_needed_goes_on() {
    let all = secured(&json!([{ "key": [], "token": [] }]));
    let any = secured(&json!([{ "key": [] }, { "token": [] }]));
    let compatible = [("security-changed", Wire::Compatible, Rust::None)];
    assert_eq!(told(&all, &any), compatible);
    let breaking = [("security-changed", Wire::Breaking, Rust::None)];
    assert_eq!(told(&any, &all), breaking);
}

#[test]
fn alternatives_of_the_same_schemes_are_told_apart_by_their_scopes() {
    let one = json!({ "token": ["read"], "key": [] });
    let other = json!({ "key": [], "token": ["write"] });
    let base = secured(&json!([one, other]));
    // In another order they ask for the same; the first that is complete is sent, which the documentation tells.
    let turned = json!([{ "key": [], "token": ["read"] }, { "token": ["write"], "key": [] }]);
    assert_eq!(told(&base, &secured(&turned)), []);
    let swapped = secured(&json!([other, one]));
    let documentation = [("item-documentation-changed", Wire::None, Rust::Docs)];
    assert_eq!(told(&base, &swapped), documentation);
    let changes = reviewed(&secured(&json!([one])), &base).changes;
    let added: Vec<_> = changes.iter().map(|one| (one.rule, one.wire)).collect();
    assert_eq!(added, [("security-alternative-added", Wire::Compatible)]);
    assert_eq!(
        changes[0].title,
        "`t.go` takes `key` with `token` (`write`) too"
    );
}

#[test]
fn media_types_may_stand_in_any_order() {
    let answered = |first: &str, second: &str| {
        let schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
        let content = json!({ first: { "schema": schema }, second: { "schema": schema } });
        let id =
            json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
        document(&json!({
            "operationId": "t.go", "parameters": [id], "requestBody": { "content": content },
            "responses": { "200": { "description": "d", "content": content } },
        }))
    };
    for (one, other) in [
        ("application/json", "text/json"),
        ("application/json", "application/x-www-form-urlencoded"),
        ("text/csv", "application/pdf"),
    ] {
        assert_eq!(told(&answered(one, other), &answered(other, one)), []);
    }
}

#[test]
fn paths_and_tags_may_stand_in_any_order() {
    // Two paths that only the names of their parameters tell apart, two spellings of one module.
    let item = |id: &str, name: &str, tag: &str| {
        let name =
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
        json!({ "get": {
            "operationId": id, "tags": [tag], "parameters": [name],
            "responses": { "200": { "description": "d", "content": { "application/json": { "schema": {
                "type": "object", "properties": { id: { "type": "string" } },
            } } } } },
        } })
    };
    let one = item("byName", "name", "Fast rooms");
    let other = item("byDoor", "door", "fast_rooms");
    let document = |paths: Value| json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": paths });
    let base = document(json!({ "/t/{name}": one, "/t/{door}": other }));
    let turned = document(json!({ "/t/{door}": other, "/t/{name}": one }));
    assert_eq!(told(&base, &turned), []);
}

#[test]
fn a_list_that_becomes_a_tuple_is_one_change() {
    let list = answered(&json!({ "type": "array", "items": { "type": "string" } }));
    let items = json!([{ "type": "string" }, { "type": "integer" }]);
    let tuple = answered(&json!({ "type": "array", "prefixItems": items, "items": false }));
    assert_eq!(
        told(&list, &tuple),
        [("tuple-added", Wire::Risky, Rust::Breaking)]
    );
    assert_eq!(
        told(&tuple, &list),
        [("tuple-removed", Wire::Breaking, Rust::Breaking)]
    );
}

#[test]
fn further_items_of_a_tuple_are_new_where_there_were_none() {
    let tuple = |rest: &Value| {
        let items = json!([{ "type": "string" }]);
        let schema = json!({ "type": "array", "prefixItems": items, "items": rest });
        let content = json!({ "application/json": { "schema": schema } });
        let id =
            json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
        document(&json!({
            "operationId": "t.go", "parameters": [id],
            "requestBody": { "required": true, "content": content },
            "responses": { "204": { "description": "d" } },
        }))
    };
    let (closed, open) = (tuple(&json!(false)), tuple(&json!({ "type": "boolean" })));
    assert_eq!(
        told(&closed, &open),
        [("items-added", Wire::Compatible, Rust::Breaking)]
    );
    assert_eq!(
        told(&open, &closed),
        [("items-added", Wire::Breaking, Rust::Breaking)]
    );
}

#[test]
fn a_value_of_another_type_is_a_new_value() {
    let base = answered(&json!({ "enum": ["x", 1] }));
    let revision = answered(&json!({ "enum": ["x", 1, true] }));
    assert_eq!(
        told(&base, &revision),
        [("enum-value-added", Wire::Risky, Rust::Additive)]
    );
}

#[test]
fn kinds_that_a_constant_tells_apart_are_one_at_a_time() {
    let kind = |tag: &str| json!({ "type": "object", "required": ["tag"], "properties": { "tag": { "const": tag } } });
    let union = |word: &str, tags: [&str; 2]| answered(&json!({ word: tags.map(kind) }));
    assert_eq!(
        told(&union("oneOf", ["a", "b"]), &union("anyOf", ["a", "b"])),
        []
    );
}

#[test]
fn a_pattern_that_all_texts_match_is_none() {
    let text = |pattern: &str| answered(&json!({ "type": "string", "pattern": pattern }));
    let changes = told(&text("^a"), &text(""));
    assert_eq!(changes, [("pattern-removed", Wire::Risky, Rust::Docs)]);
}

#[test]
fn what_is_said_of_a_path_is_told_once() {
    let document = |summary: &str| {
        let operation =
            |id: &str| json!({ "operationId": id, "responses": { "204": { "description": "d" } } });
        json!({
            "openapi": "3.1.0", "info": { "title": "T", "version": "1" },
            "paths": { "/t": { "summary": summary, "get": operation("t.get"), "put": operation("t.put") } },
        })
    };
    let changes = reviewed(&document("Things."), &document("All things.")).changes;
    let [change] = &changes[..] else {
        panic!("{changes:#?}");
    };
    assert_eq!(change.title, "The documentation of 2 operations changed");
    assert_eq!(change.operations, ["t.get", "t.put"]);
}

#[test]
fn lines_that_become_events_are_one_change() {
    let watch = |members: &Value| {
        let item = json!({ "type": "object", "required": ["data"], "properties": members });
        let content = json!({ "text/event-stream": { "itemSchema": item } });
        json!({
            "openapi": "3.2.0", "info": { "title": "T", "version": "1" },
            "paths": { "/t": { "get": {
                "operationId": "t.watch",
                "responses": { "200": { "description": "d", "content": content } },
            } } },
        })
    };
    let text = json!({ "type": "string" });
    let base = watch(&json!({ "data": text }));
    let revision = watch(&json!({ "data": text, "more": text }));
    assert_eq!(
        told(&base, &revision),
        [("property-optional-added", Wire::Compatible, Rust::Breaking)]
    );
}

#[test]
fn the_headers_of_an_operation_follow_its_name_and_nothing_else() {
    let list = |id: &str, header: &str, parameters: &Value| {
        let schema = json!({ "type": "string" });
        let answer = json!({ "description": "d", "headers": { header: { "schema": schema } } });
        json!({
            "openapi": "3.1.0", "info": { "title": "T", "version": "1" },
            "paths": { "/t": { "get": { "operationId": id, "parameters": parameters, "responses": { "200": answer } } } },
        })
    };
    let none = json!([]);
    let (base, revision) = (list("t.list", "X-A", &none), list("t.all", "X-A", &none));
    let changes = reviewed(&base, &revision).changes;
    let help = changes[0].help.as_deref();
    assert_eq!(changes.len(), 1, "{changes:#?}");
    assert_eq!(
        help,
        Some(
            "write `t::all` for `t::list`, and `t::All` for `t::List`, and `t::AllHeaders` for `t::ListHeaders`"
        )
    );
    let page = json!([{ "name": "page", "in": "query", "schema": { "type": "integer" } }]);
    let mut bare = list("t.list", "X-A", &none);
    bare["paths"]["/t"]["get"]["responses"]["200"]["headers"] = json!({});
    let changes = reviewed(&bare, &list("t.list", "X-A", &page)).changes;
    let theirs = changes.iter().filter(|one| {
        let mut lines = one.items.iter().filter_map(|(_, is)| is.as_deref());
        lines.any(|line| line.starts_with("t::ListHeaders: "))
    });
    let rules: Vec<&str> = theirs.map(|one| one.rule).collect();
    assert_eq!(rules, ["response-header-added"]);
}

#[test]
fn a_credential_comes_with_the_operation_that_takes_it() {
    let document = |paths: &Value| {
        let mut document = secured(&json!([{ "key": [] }]));
        let all = document["paths"].as_object_mut().expect("an object");
        all.extend(paths.as_object().expect("an object").clone());
        document
    };
    let new = json!({ "/u": { "get": {
        "operationId": "u.get", "security": [{ "token": [] }],
        "responses": { "204": { "description": "d" } },
    } } });
    assert_eq!(
        told(&document(&json!({})), &document(&new)),
        [("operation-added", Wire::Compatible, Rust::Additive)]
    );
    assert_eq!(
        told(&document(&new), &document(&json!({}))),
        [("operation-removed", Wire::Breaking, Rust::Breaking)]
    );
}
