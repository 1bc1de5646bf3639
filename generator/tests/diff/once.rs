//! One edit of a document is one change, wherever it shows in the crate.

use letterpress::diff::{Change, rust};
use serde_json::{Value, json};

use super::{reviewed, reviewed_texts};

fn document(paths: Value, schemas: Value) -> Value {
    json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": paths, "components": { "schemas": schemas } })
}

fn content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

/// One operation that takes and answers it.
fn both(schema: &Value) -> Value {
    json!({ "/t": { "put": {
        "operationId": "t.put",
        "requestBody": { "required": true, "content": content(schema) },
        "responses": { "200": { "description": "d", "content": content(schema) } },
    } } })
}

fn sent(schema: &Value) -> Value {
    json!({ "/t": { "put": {
        "operationId": "t.put",
        "requestBody": { "required": true, "content": content(schema) },
        "responses": { "204": { "description": "d" } },
    } } })
}

fn named(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// The only change, which has to be of this rule.
fn only(base: &Value, revision: &Value, rule: &str) -> Change {
    let mut changes = reviewed(base, revision).changes;
    let told: Vec<_> = changes.iter().map(|one| (one.rule, &one.title)).collect();
    assert!(
        told.len() == 1 && told[0].0 == rule,
        "one `{rule}`, not {told:#?}"
    );
    changes.remove(0)
}

#[test]
fn what_a_body_is_as_a_whole_shows_in_function_and_endpoint() {
    let list =
        |format: &str| json!({ "type": "array", "items": { "type": "integer", "format": format } });
    for paths in [sent, both] {
        let (base, revision) = (
            document(paths(&list("int32")), json!({})),
            document(paths(&list("int64")), json!({})),
        );
        let mut changes = reviewed(&base, &revision).changes;
        changes.retain(|change| change.rule != "format-widened");
        assert!(changes.is_empty(), "{changes:#?}");
    }
    let thing = json!({ "A": { "type": "object", "properties": { "a": { "type": "string" } } } });
    let null = json!({ "anyOf": [named("A"), { "type": "null" }] });
    let change = only(
        &document(sent(&named("A")), thing.clone()),
        &document(sent(&null), thing),
        "became-nullable",
    );
    assert_eq!(change.rust, rust::Verdict::Breaking);
    assert_eq!(change.item.as_deref(), Some("t::put"));
}

/// A number that a component names has no type of its own.
#[test]
fn a_named_number_shows_where_it_is_used() {
    let schemas = |format: &str, least: i64| {
        json!({
            "N": { "type": "integer", "format": format, "minimum": least },
            "L": { "type": "array", "items": named("N") },
            "S": { "type": "object", "properties": { "n": named("N"), "l": named("L") } },
        })
    };
    for name in ["N", "L", "S"] {
        let side = |format, least| document(both(&named(name)), schemas(format, least));
        let change = only(&side("int32", 1), &side("int64", 1), "format-widened");
        assert_eq!(change.rust, rust::Verdict::Breaking, "{name}");
        only(&side("int32", 1), &side("int32", 2), "minimum-changed");
    }
}

#[test]
fn a_number_of_another_type_has_another_format() {
    let side = |schema: Value| {
        document(
            both(&named("S")),
            json!({ "S": { "type": "object", "properties": { "a": schema } } }),
        )
    };
    let (base, revision) = (
        side(json!({ "type": "integer", "format": "int32" })),
        side(json!({ "type": "number" })),
    );
    only(&base, &revision, "type-widened");
    only(&revision, &base, "type-narrowed");
}

/// Three schemas take it by `allOf`: one of them through another, one twice.
#[test]
fn what_all_of_takes_from_a_component_is_told_of_the_component() {
    let side = |more: Value| {
        let mut shared = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
        let members = shared.as_object_mut().expect("an object");
        members.extend(more.as_object().expect("an object").clone());
        let of = |name: &str, part: &str| json!({ "allOf": [named(part), { "type": "object", "properties": { name: { "type": "string" } } }] });
        let schemas = json!({
            "Shared": shared, "Cat": of("meow", "Shared"), "Dog": of("bark", "Shared"), "Pug": of("small", "Dog"),
            "All": { "type": "object", "properties": { "cat": named("Cat"), "dog": named("Dog"), "pug": named("Pug") } },
        });
        document(both(&named("All")), schemas)
    };
    let plain = side(json!({}));
    for (more, rule) in [
        (json!({ "minProperties": 1 }), "min-properties-changed"),
        (
            json!({ "additionalProperties": false }),
            "additional-closed",
        ),
        (
            json!({ "additionalProperties": { "type": "string" } }),
            "additional-typed",
        ),
        (json!({ "required": ["id"] }), "property-became-required"),
    ] {
        let changes = reviewed(&plain, &side(more)).changes;
        assert_eq!(changes.len(), 1, "{rule}: {changes:#?}");
        assert_eq!(changes[0].rule, rule);
        assert!(changes[0].title.contains("Shared"), "{}", changes[0].title);
    }
}

#[test]
fn a_new_name_is_one_change_with_all_that_follows_it() {
    let address = json!({
        "type": "object", "required": ["street", "city"],
        "properties": {
            "street": { "type": "string" }, "city": { "type": "string" },
            "kind": { "type": "string", "enum": ["home", "work"] },
            "geo": { "type": "object", "required": ["lat", "lon"], "properties": { "lat": { "type": "number" }, "lon": { "type": "number" } } },
        },
    });
    // A failure is named in the documentation too.
    let side = |name: &str| {
        let mut paths = both(&named(name));
        let failure = json!({ "description": "d", "content": content(&named(name)) });
        paths["/t"]["put"]["responses"]["404"] = failure;
        document(paths, json!({ name: address }))
    };
    let change = only(&side("Address"), &side("PostalAddress"), "item-renamed");
    assert_eq!(
        change.title,
        "`types::Address` is now called `types::PostalAddress`"
    );
    let help = change.help.expect("it breaks");
    assert!(
        help.contains("`types::PostalAddress` for `types::Address`"),
        "{help}"
    );
    let gone = |part: &str| {
        change
            .items
            .iter()
            .any(|(base, _)| base.as_ref().is_some_and(|line| line.starts_with(part)))
    };
    assert!(
        gone("types::AddressRequired:")
            && gone("types::AddressGeo:")
            && gone("types::AddressKind:")
    );

    let operation = |id: &str| {
        let mut paths = both(&address);
        paths["/t"]["put"]["operationId"] = json!(id);
        document(paths, json!({}))
    };
    let change = only(
        &operation("t.put"),
        &operation("t.replace"),
        "operation-id-changed",
    );
    assert!(change.items.iter().any(|(base, _)| {
        base.as_ref()
            .is_some_and(|line| line.starts_with("t::PutBodyGeo:"))
    }));
}

#[test]
fn a_resource_of_another_name_is_told_by_its_operations() {
    let side = |resource: &str| {
        let operation = |id: &str| json!({ "operationId": format!("{resource}.{id}"), "responses": { "204": { "description": "d" } } });
        document(
            json!({ "/a": { "get": operation("get"), "post": operation("post") } }),
            json!({}),
        )
    };
    let changes = reviewed(&side("a"), &side("alpha")).changes;
    let rules: Vec<_> = changes.iter().map(|one| one.rule).collect();
    assert_eq!(rules, ["operation-id-changed"; 2], "{changes:#?}");
}

#[test]
fn a_type_that_is_sent_otherwise_than_it_is_answered_is_one_change() {
    let side = |write_only: bool| {
        let schemas = json!({
            "S": { "type": "object", "required": ["a"], "properties": { "a": { "type": "string", "writeOnly": write_only } } },
            "H": { "type": "object", "properties": { "s": named("S"), "l": { "type": "array", "items": named("S") } } },
        });
        document(both(&named("H")), schemas)
    };
    only(&side(false), &side(true), "became-write-only");
    only(&side(true), &side(false), "became-not-write-only");
}

/// A new name is one change, and what happened in the thing besides is another.
#[test]
fn a_renamed_type_that_gains_a_member_is_two_changes() {
    let schemas = |name: &str, more: bool| {
        let mut schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
        if more {
            schema["properties"]["b"] = json!({ "type": "integer" });
        }
        document(both(&named(name)), json!({ name: schema }))
    };
    let changes = reviewed(&schemas("Old", false), &schemas("New", true)).changes;
    let told: Vec<_> = changes.iter().map(|one| (one.rule, one.rust)).collect();
    assert_eq!(
        told,
        [
            ("item-renamed", rust::Verdict::Breaking),
            ("property-optional-added", rust::Verdict::Additive),
        ]
    );
}

/// What the crate says where the document says nothing is no documentation: an inline schema became a component of the same name.
#[test]
fn a_schema_that_moves_and_keeps_its_name_changes_nothing() {
    let colour = json!({ "type": "string", "enum": ["a", "b"] });
    let size = json!({ "type": "object", "properties": { "w": { "type": "integer" } } });
    let thing = |colour: Value, size: Value| json!({ "type": "object", "properties": { "colour": colour, "sizes": { "type": "array", "items": size } } });
    let base = document(
        both(&named("Thing")),
        json!({ "Thing": thing(colour.clone(), size.clone()) }),
    );
    let revision = document(
        both(&named("Thing")),
        json!({ "Thing": thing(named("ThingColour"), named("ThingSizesItem")), "ThingColour": colour, "ThingSizesItem": size }),
    );
    for (base, revision) in [(&base, &revision), (&revision, &base)] {
        let changes = reviewed(base, revision).changes;
        assert!(changes.is_empty(), "{changes:#?}");
    }
}

/// `100` and `100.0` are one number.
#[test]
fn a_number_written_otherwise_changes_nothing() {
    let with = |most: Value| {
        let number = json!({ "type": "number", "exclusiveMinimum": 0, "maximum": most });
        document(
            both(&json!({ "type": "object", "properties": { "n": number } })),
            json!({}),
        )
    };
    let changes = reviewed(&with(json!(100)), &with(json!(100.0))).changes;
    assert!(changes.is_empty(), "{changes:#?}");
}

/// The first documented failure gives something to read where there was nothing.
#[test]
fn a_first_failure_is_an_addition() {
    let error =
        json!({ "E": { "type": "object", "properties": { "code": { "type": "integer" } } } });
    let failing = |fails: bool| {
        let mut paths =
            sent(&json!({ "type": "object", "properties": { "a": { "type": "string" } } }));
        if fails {
            paths["/t"]["put"]["responses"]["404"] =
                json!({ "description": "d", "content": content(&named("E")) });
        }
        document(paths, error.clone())
    };
    let change = only(&failing(false), &failing(true), "error-status-added");
    assert_eq!(change.rust, rust::Verdict::Additive);
    let change = only(&failing(true), &failing(false), "error-status-removed");
    assert_eq!(change.rust, rust::Verdict::Breaking);
}

#[test]
fn a_first_failure_with_headers_is_one_change() {
    let side = |more: bool| {
        let problem = json!({
            "description": "d",
            "headers": { "X-Request-Id": { "required": true, "schema": { "type": "string" } } },
            "content": content(&json!({ "type": "object", "properties": { "code": { "type": "integer" } } })),
        });
        let mut paths = both(&json!({ "type": "string" }));
        if more {
            paths["/t"]["put"]["responses"]["409"] =
                json!({ "$ref": "#/components/responses/Problem" });
        }
        let mut document = document(paths, json!({}));
        document["components"]["responses"] = json!({ "Problem": problem });
        document
    };
    only(&side(false), &side(true), "error-status-added");
    only(&side(true), &side(false), "error-status-removed");
}

/// Of what is replaced by the same under another key, the key changed.
#[test]
fn a_key_that_is_replaced_is_one_change() {
    let thing = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let side = |media: &str, status: &str| {
        let content = |media: &str| json!({ media: { "schema": thing } });
        let operation = json!({
            "operationId": "t.put",
            "requestBody": { "required": true, "content": content(media) },
            "responses": { "204": { "description": "d" }, status: { "description": "d", "content": content("application/json") } },
        });
        document(json!({ "/t": { "put": operation } }), json!({}))
    };
    let base = side("application/json", "404");
    let vendor = side("application/vnd.t+json", "404");
    only(&base, &vendor, "request-media-type-changed");
    let gone = side("application/json", "410");
    let change = only(&base, &gone, "error-status-changed");
    assert_eq!(change.before.as_deref(), Some("`404`"));
    // Another body under another key is another thing.
    let mut other = gone.clone();
    other["paths"]["/t"]["put"]["responses"]["410"]["content"] =
        content(&json!({ "type": "string" }));
    assert_eq!(reviewed(&base, &other).changes.len(), 2);
}

#[test]
fn an_enum_that_left_its_component_is_one_change() {
    let state = json!({ "type": "string", "enum": ["on", "off"] });
    let side = |schema: &Value| {
        let operation = |schema: &Value| json!({ "operationId": "t.list", "parameters": [{ "name": "state", "in": "query", "schema": schema }], "responses": { "204": { "description": "d" } } });
        let other = json!({ "operationId": "t.get", "parameters": [{ "name": "state", "in": "query", "schema": named("State") }], "responses": { "204": { "description": "d" } } });
        document(
            json!({ "/t": { "get": operation(schema) }, "/u": { "get": other } }),
            json!({ "State": state }),
        )
    };
    only(&side(&named("State")), &side(&state), "item-changed");
}

#[test]
fn an_object_that_left_its_component_is_one_change() {
    let money = json!({ "type": "object", "required": ["amount", "currency"], "properties": { "amount": { "type": "string" }, "currency": { "type": "string" } } });
    let side = |price: &Value| {
        let line =
            json!({ "type": "object", "properties": { "price": price, "tax": named("Money") } });
        document(
            both(&named("Line")),
            json!({ "Line": line, "Money": money }),
        )
    };
    only(&side(&named("Money")), &side(&money), "item-changed");
}

/// YAML repeats by an alias what it names by an anchor: one line was edited.
#[test]
fn what_an_alias_repeats_changed_once() {
    let text = |least: u32, kinds: &str| {
        format!(
            r"openapi: 3.1.0
info: {{ title: T, version: '1' }}
paths:
  /t:
    put:
      operationId: t.put
      requestBody:
        content:
          application/json:
            schema: &thing
              type: object
              properties:
                kind: {{ type: string, enum: [{kinds}] }}
                size: {{ type: integer, minimum: {least} }}
      responses:
        '200': {{ description: d, content: {{ application/json: {{ schema: *thing }} }} }}
"
        )
    };
    let base = text(1, "a, b");
    for revision in [text(2, "a, b"), text(1, "a, b, c"), text(1, "a")] {
        let changes = reviewed_texts([&base, &revision], "yaml").changes;
        assert_eq!(changes.len(), 1, "{changes:#?}");
        assert_eq!(changes[0].directions.len(), 2);
    }
}

/// The document says it somewhere, also where it says it of the whole.
#[test]
fn every_change_has_a_place() {
    let mut base = document(sent(&json!({ "type": "string" })), json!({}));
    base["tags"] = json!([{ "name": "t", "description": "Things." }]);
    base["paths"]["/t"]["put"]["tags"] = json!(["t"]);
    let mut revision = base.clone();
    revision["info"]["title"] = json!("Things");
    revision["tags"][0]["description"] = json!("All the things.");
    let changes = reviewed(&base, &revision).changes;
    assert_eq!(changes.len(), 2, "{changes:#?}");
    for (change, pointer) in changes.iter().zip(["/info/title", "/tags/0/description"]) {
        let places =
            [&change.base, &change.revision].map(|at| at.as_ref().map(|at| at.pointer.as_str()));
        assert_eq!(places, [Some(pointer); 2], "{change:#?}");
    }
}

/// A value of a member that is always there now: each item stands with the edit that made it.
#[test]
fn a_new_value_is_not_told_with_what_else_became_of_its_member() {
    let job = |values: &Value, required: &Value| {
        let state = json!({ "type": "string", "enum": values });
        let job =
            json!({ "type": "object", "required": required, "properties": { "state": state } });
        document(both(&named("Job")), json!({ "Job": job }))
    };
    let base = job(&json!(["open", "done"]), &json!([]));
    let revision = job(&json!(["open", "done", "lost"]), &json!(["state"]));
    let changes = reviewed(&base, &revision).changes;
    let with_the_value: Vec<&str> = changes
        .iter()
        .filter(|one| {
            let mut items = one.items.iter().filter_map(|(_, now)| now.as_deref());
            items.any(|line| line.starts_with("types::JobState::Lost"))
        })
        .map(|one| one.rule)
        .collect();
    assert_eq!(with_the_value, ["enum-value-added"], "{changes:#?}");
    assert!(changes.len() > 1, "{changes:#?}");
}
