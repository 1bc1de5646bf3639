//! What is called otherwise beside something new: known by its name, its documentation or its shape; where nothing speaks for one of several, they stay apart.

use serde_json::{Value, json};

use super::reviewed;

type Told = (&'static str, Option<String>, Option<String>);

fn told(base: &Value, revision: &Value) -> Vec<Told> {
    let changes = reviewed(base, revision).changes;
    let told = changes.into_iter();
    told.map(|one| (one.rule, one.before, one.after)).collect()
}

fn changed(rule: &'static str, was: &str, is: &str) -> Told {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (rule, text(was), text(is))
}

fn document(paths: &Value, schemas: &Value) -> Value {
    json!({
        "openapi": "3.1.0", "info": { "title": "T", "version": "1" },
        "paths": paths, "components": { "schemas": schemas },
    })
}

fn things(schemas: &Value) -> Value {
    let thing = json!({ "$ref": "#/components/schemas/Thing" });
    let media = json!({ "application/json": { "schema": thing } });
    let put = json!({
        "operationId": "things.put", "requestBody": { "content": media },
        "responses": { "200": { "description": "d", "content": media } },
    });
    document(&json!({ "/things": { "put": put } }), schemas)
}

fn members(members: &Value) -> Value {
    things(&json!({ "Thing": { "type": "object", "properties": members } }))
}

fn states(states: &[&str]) -> Value {
    members(&json!({ "state": { "type": "string", "enum": states } }))
}

#[test]
fn a_member_is_known_by_its_name_beside_a_new_one() {
    let text = json!({ "type": "string" });
    assert_eq!(
        told(
            &members(&json!({ "id": text, "colour": text })),
            &members(&json!({ "id": text, "size": text, "color": text })),
        ),
        [
            changed("property-renamed", "colour", "color"),
            changed("property-optional-added", "", "size"),
        ]
    );
}

#[test]
fn a_member_is_known_by_its_documentation() {
    let text = json!({ "type": "string" });
    let named = json!({ "type": "string", "description": "What it is called." });
    assert_eq!(
        told(
            &members(&json!({ "name": named })),
            &members(&json!({ "size": text, "title": named })),
        ),
        [
            changed("property-renamed", "name", "title"),
            changed("property-optional-added", "", "size"),
        ]
    );
}

#[test]
fn a_member_spelled_otherwise_may_change_besides() {
    let limited = |most: u64| json!({ "type": "string", "maxLength": most });
    assert_eq!(
        told(
            &members(&json!({ "user_name": limited(20) })),
            &members(&json!({ "userName": limited(30), "size": limited(20) })),
        ),
        [
            changed("property-renamed", "user_name", "userName"),
            changed("max-length-changed", "20", "30"),
            changed("property-optional-added", "", "size"),
        ]
    );
}

#[test]
fn a_member_that_could_be_either_of_two_stays_apart() {
    let text = json!({ "type": "string" });
    assert_eq!(
        told(
            &members(&json!({ "name": text })),
            &members(&json!({ "size": text, "title": text })),
        ),
        [
            changed("property-optional-removed", "name", ""),
            changed("property-optional-added", "", "size"),
            changed("property-optional-added", "", "title"),
        ]
    );
}

#[test]
fn what_a_renamed_member_holds_is_compared() {
    let owner = |more: bool| {
        let mut deep = json!({ "type": "object", "properties": { "x": { "type": "string" } } });
        if more {
            deep["properties"]["y"] = json!({ "type": "string" });
        }
        for name in ["e", "d", "c", "b", "a"] {
            deep = json!({ "type": "object", "properties": { (name): deep } });
        }
        deep
    };
    let rules: Vec<_> = told(
        &members(&json!({ "owner": owner(false) })),
        &members(&json!({ "holder": owner(true) })),
    );
    let rules: Vec<_> = rules.iter().map(|told| told.0).collect();
    assert_eq!(rules, ["property-renamed", "property-optional-added"]);
}

#[test]
fn values_in_another_case_are_each_called_otherwise() {
    assert_eq!(
        told(
            &states(&["ACTIVE", "GONE", "new"]),
            &states(&["active", "gone", "new", "late"]),
        ),
        [
            changed("enum-value-renamed", "ACTIVE", "active"),
            changed("enum-value-renamed", "GONE", "gone"),
            changed("enum-value-added", "", "late"),
        ]
    );
}

#[test]
fn a_value_in_the_place_of_which_two_stand_is_gone() {
    assert_eq!(
        told(&states(&["v1", "new"]), &states(&["v2", "v3", "new"])),
        [
            changed("enum-value-removed", "v1", ""),
            changed("enum-value-added", "", "v2"),
            changed("enum-value-added", "", "v3"),
        ]
    );
}

#[test]
fn kinds_of_a_union_are_known_by_what_tells_them() {
    let union = |names: [&str; 2], last: &Value| {
        let at = |name: &str| format!("#/components/schemas/{name}");
        let kind = |more: &Value| {
            let mut kind = json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } });
            kind["properties"]["more"] = more.clone();
            kind
        };
        things(&json!({
            "Thing": {
                "oneOf": [{ "$ref": at(names[0]) }, { "$ref": at(names[1]) }],
                "discriminator": { "propertyName": "kind", "mapping": { "a": at(names[0]), "b": at(names[1]) } },
            },
            (names[0]): kind(&json!({ "type": "string" })),
            (names[1]): kind(last),
        }))
    };
    let text = json!({ "type": "string", "maxLength": 9 });
    assert_eq!(
        told(
            &union(["Cat", "Dog"], &json!({ "type": "string" })),
            &union(["Kitty", "Hound"], &text),
        )
        .iter()
        .map(|told| told.0)
        .collect::<Vec<_>>(),
        ["item-renamed", "item-renamed", "max-length-changed"]
    );
}

/// An operation that answers a text.
fn operation(id: Option<&str>, summary: &str) -> Value {
    let media = json!({ "application/json": { "schema": { "type": "string" } } });
    let mut operation = json!({ "responses": { "200": { "description": "d", "content": media } } });
    if let Some(id) = id {
        operation["operationId"] = json!(id);
    }
    if !summary.is_empty() {
        operation["summary"] = json!(summary);
    }
    operation
}

fn at(path: &str, method: &str, operation: Value) -> Value {
    document(&json!({ (path): { (method): operation } }), &json!({}))
}

#[test]
fn an_operation_without_an_id_is_known_at_its_new_path() {
    assert_eq!(
        told(
            &at("/v1/things", "get", operation(None, "")),
            &at("/v2/things", "get", operation(None, "")),
        ),
        [changed("path-changed", "/v1/things", "/v2/things")]
    );
    let with_body = || {
        let mut operation = operation(None, "");
        let media = json!({ "application/json": { "schema": { "type": "string" } } });
        operation["requestBody"] = json!({ "content": media });
        operation
    };
    assert_eq!(
        told(
            &at("/things", "put", with_body()),
            &at("/things", "post", with_body()),
        ),
        [changed("method-changed", "PUT", "POST")]
    );
    assert_eq!(
        told(
            &at("/things", "get", operation(None, "")),
            &at("/things", "delete", operation(None, "")),
        ),
        [
            changed("operation-removed", "GET /things", ""),
            changed("operation-added", "", "DELETE /things"),
        ]
    );
}

#[test]
fn an_operation_under_another_id_and_path_is_known_by_its_documentation() {
    assert_eq!(
        told(
            &at(
                "/users",
                "get",
                operation(Some("users.all"), "Lists users.")
            ),
            &at(
                "/people",
                "get",
                operation(Some("people.list"), "Lists users.")
            ),
        ),
        [
            changed("path-changed", "/users", "/people"),
            changed("operation-id-changed", "users.all", "people.list"),
        ]
    );
}

#[test]
fn an_operation_at_a_path_below_is_another_one() {
    assert_eq!(
        told(
            &at("/pets", "get", operation(Some("pets.list"), "")),
            &at("/pets/photos", "get", operation(Some("pets.photos"), "")),
        ),
        [
            changed("operation-removed", "GET /pets", ""),
            changed("operation-added", "", "GET /pets/photos"),
        ]
    );
}

#[test]
fn a_parameter_spelled_otherwise_is_known_beside_a_new_one() {
    let listed = |names: &[&str]| {
        let parameters = names
            .iter()
            .map(|name| json!({ "name": name, "in": "query", "schema": { "type": "string" } }));
        let mut get = operation(Some("t.list"), "");
        get["parameters"] = parameters.collect();
        at("/t", "get", get)
    };
    assert_eq!(
        told(&listed(&["per_page"]), &listed(&["after", "perPage"])),
        [
            changed("parameter-renamed", "per_page", "perPage"),
            changed("parameter-optional-added", "", "after"),
        ]
    );
}

#[test]
fn a_member_that_is_null_now_changes_once() {
    let [text, null] = [json!({ "type": "string" }), json!({ "type": "null" })];
    let [base, revision] = [text, null].map(|schema| members(&json!({ "note": schema })));
    assert_eq!(
        told(&base, &revision),
        [changed("type-changed", "string", "null")]
    );
    assert_eq!(
        told(&revision, &base),
        [changed("type-changed", "null", "string")]
    );
}

#[test]
fn the_order_of_a_defaults_members_says_nothing() {
    let with = |default: &str| {
        let default: Value = serde_json::from_str(default).expect("JSON");
        let schema = json!({ "type": "object", "default": default, "properties": {
            "a": { "type": "integer" }, "b": { "type": "integer" } } });
        members(&json!({ "where": schema }))
    };
    let base = with(r#"{ "a": 1, "b": 2 }"#);
    assert_eq!(told(&base, &with(r#"{ "b": 2, "a": 1 }"#)), []);
    assert_eq!(
        told(&base, &with(r#"{ "b": 3, "a": 1 }"#)),
        [changed(
            "default-changed",
            r#"{"a":1,"b":2}"#,
            r#"{"a":1,"b":3}"#
        )]
    );
}

#[test]
fn a_type_that_is_called_by_its_parameter_goes_with_that() {
    let listed = |name: &str| {
        let values = json!({ "type": "string", "enum": ["day", "week"] });
        let mut get = operation(Some("t.list"), "");
        get["parameters"] = json!([{ "name": name, "in": "query", "schema": values }]);
        at("/t", "get", get)
    };
    assert_eq!(
        told(&listed("range"), &listed("period")),
        [changed("parameter-renamed", "range", "period")]
    );
}

#[test]
fn a_type_that_nothing_sends_any_more_goes_with_what_sent_it() {
    let thing = json!({ "$ref": "#/components/schemas/Thing" });
    let media = json!({ "application/json": { "schema": thing } });
    let mut base = things(
        &json!({ "Thing": { "type": "object", "properties": { "a": { "type": "string" } } } }),
    );
    base["paths"]["/things"]["get"] = json!({
        "operationId": "things.get", "responses": { "200": { "description": "d", "content": media } },
    });
    let mut revision = base.clone();
    let path = revision["paths"]["/things"].as_object_mut();
    path.expect("a path").remove("put");
    assert_eq!(
        told(&base, &revision),
        [changed("operation-removed", "PUT /things", "")]
    );
}

#[test]
fn a_component_that_is_called_otherwise_is_known_where_it_is_new_too() {
    let side = |name: &str, more: &Value| {
        let mut members = json!({ "size": { "$ref": format!("#/components/schemas/{name}") } });
        members["other"] = more.clone();
        let size = json!({ "type": "object", "required": ["wide"], "properties": { "wide": { "type": "integer" } } });
        let thing = json!({ "type": "object", "properties": members });
        things(&json!({ "Thing": thing, (name): size }))
    };
    let at = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let rules = |base: &Value, revision: &Value| -> Vec<_> {
        told(base, revision).into_iter().map(|one| one.0).collect()
    };
    let base = side("Size", &at("Thing"));
    let revision = side("Dimensions", &at("Dimensions"));
    assert_eq!(rules(&base, &revision), ["type-replaced", "item-renamed"]);
    assert_eq!(rules(&revision, &base), ["type-replaced", "item-renamed"]);
}

#[test]
fn a_member_that_holds_its_own_type_is_known_by_that() {
    let side = |name: &str, more: bool| {
        let mut members = json!({ (name): { "$ref": "#/components/schemas/Thing" } });
        if more {
            members["count"] = json!({ "type": "integer" });
        }
        things(&json!({ "Thing": { "type": "object", "properties": members } }))
    };
    assert_eq!(
        told(&side("child", false), &side("kid", true)),
        [
            changed("property-renamed", "child", "kid"),
            changed("property-optional-added", "", "count"),
        ]
    );
}

/// Each holds all, and each of what is gone could be each of what is new: to follow every way would take days.
#[test]
fn components_that_hold_each_other_are_compared_once() {
    let all = |name: &str| -> Value {
        let members = (0..24).map(|one| {
            let schema = json!({ "$ref": format!("#/components/schemas/Part{one}") });
            (format!("p{one}"), schema)
        });
        let members: Value = members.collect();
        let schema = json!({ "type": "object", "properties": members });
        let named = (0..24).flat_map(|one| [format!("{name}{one}"), format!("Part{one}")]);
        let mut schemas: Value = named.map(|name| (name, schema.clone())).collect();
        let whole = (0..24).map(|one| {
            let schema = json!({ "$ref": format!("#/components/schemas/{name}{one}") });
            (format!("x{one}"), schema)
        });
        let whole: Value = whole.collect();
        schemas["Thing"] = json!({ "type": "object", "properties": whole });
        things(&schemas)
    };
    let found = told(&all("Alpha"), &all("Omega"));
    assert!(!found.is_empty());
}

#[test]
fn names_as_long_as_books_are_only_compared_by_their_letters() {
    let long = |word: &str| vec![word; 20_000].join(" ");
    let text = json!({ "type": "string" });
    let one = members(&json!({ long("far"): text, long("near"): text, "colour": text }));
    let other = members(&json!({ long("fear"): text, long("Near"): text, "color": text }));
    let found = told(&one, &other);
    let rules: Vec<&str> = found.iter().map(|(rule, ..)| *rule).collect();
    assert!(rules.contains(&"property-renamed"), "{rules:?}");
}
