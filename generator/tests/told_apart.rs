//! How the variants of a union are told apart, at the edges: what a mapping's key stands for, unions in unions, what values leave of a type.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod common;

use common::{api, api_with, codes};
use letterpress::api::{Api, JsonKind, Kind, Tell, Told, Type, Union};
use serde_json::{Value, json};

/// A document whose only operation sends and returns `Root`, which is this; `others` are schemas beside it.
fn document(root: Value, others: Value) -> String {
    let mut schemas = others;
    schemas["Root"] = root;
    let content =
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Root" } } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Test", "version": "1" },
        "paths": { "/things": { "post": {
            "operationId": "things.send",
            "requestBody": { "required": true, "content": content },
            "responses": { "200": { "description": "done", "content": content } },
        } } },
        "components": { "schemas": schemas },
    })
    .to_string()
}

fn named(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn kind<'a>(api: &'a Api, name: &str) -> &'a Kind {
    let types = api.types.iter().flat_map(|file| &file.types);
    let found = types.clone().find(|def| def.name.rust() == name);
    let names = || -> Vec<&str> { types.map(|def| def.name.rust()).collect() };
    &found
        .unwrap_or_else(|| panic!("no {name} among {:?}", names()))
        .kind
}

fn union<'a>(api: &'a Api, name: &str) -> &'a Union {
    match kind(api, name) {
        Kind::Union(union) => union,
        other => panic!("{name} is no union: {other:?}"),
    }
}

fn constants(union: &Union) -> Vec<Value> {
    let told = union.variants.iter().flat_map(|variant| &variant.told_by);
    told.map(|told| match told {
        Told::Constant(value) => value.clone(),
        other => panic!("{other:?}"),
    })
    .collect()
}

fn types(union: &Union) -> Vec<JsonKind> {
    let told = union.variants.iter().flat_map(|variant| &variant.told_by);
    told.map(|told| match told {
        Told::Type(kind) => *kind,
        other => panic!("{other:?}"),
    })
    .collect()
}

/// Two schemas whose member `on` is of this type, mapped from two keys.
fn mapped(on: Value, keys: [&str; 2]) -> (Value, Value) {
    let variant = |own: &str| {
        let mut properties = json!({ "on": on });
        properties[own] = json!({ "type": "string" });
        json!({ "type": "object", "required": ["on"], "properties": properties })
    };
    let root = json!({
        "oneOf": [named("One"), named("Two")],
        "discriminator": { "propertyName": "on", "mapping": {
            keys[0]: "#/components/schemas/One", keys[1]: "#/components/schemas/Two",
        } },
    });
    (root, json!({ "One": variant("a"), "Two": variant("b") }))
}

#[test]
fn a_key_of_a_mapping_is_of_the_type_that_its_member_has() {
    let cases = [
        (json!("boolean"), ["true", "false"], json!([true, false])),
        (json!("integer"), ["1", "2"], json!([1, 2])),
        (json!("string"), ["true", "1"], json!(["true", "1"])),
        // Where the member may be text, a key that looks like another type is text.
        (
            json!(["boolean", "string"]),
            ["true", "no"],
            json!(["true", "no"]),
        ),
        (
            json!(["integer", "string"]),
            ["1", "no"],
            json!(["1", "no"]),
        ),
        // A key that is no such value stays as it is written.
        (json!("boolean"), ["true", "on"], json!([true, "on"])),
    ];
    for (ty, keys, expected) in cases {
        let (root, others) = mapped(json!({ "type": ty }), keys);
        let (api, _) = api(&document(root, others));
        let union = union(&api, "Root");
        assert_eq!(union.tell, Tell::Tag("on".to_owned()), "{ty}");
        assert_eq!(json!(constants(union)), expected, "{ty}");
    }
}

/// An object whose member `kind` is one of these.
fn of_kinds(kinds: Value, own: &str) -> Value {
    let mut properties = json!({ "kind": { "enum": kinds } });
    properties[own] = json!({ "type": "string" });
    json!({ "type": "object", "required": ["kind"], "properties": properties })
}

#[test]
fn a_union_in_a_union_is_told_by_the_constants_of_all_that_is_in_it() {
    let root = json!({ "oneOf": [named("Inner"), named("Cat")] });
    let others = json!({
        "Inner": { "oneOf": [named("Deep"), named("Dog")] },
        "Deep": { "oneOf": [named("Ant"), named("Bee")] },
        "Ant": of_kinds(json!(["ant"]), "legs"),
        "Bee": of_kinds(json!(["bee", "wasp"]), "wings"),
        "Dog": of_kinds(json!(["dog"]), "bark"),
        "Cat": of_kinds(json!(["cat"]), "purr"),
    });
    let (api, _) = api(&document(root, others));
    let outer = union(&api, "Root");
    assert_eq!(outer.tell, Tell::Tag("kind".to_owned()));
    assert_eq!(
        json!(constants(outer)),
        json!(["ant", "bee", "wasp", "dog", "cat"])
    );
    assert_eq!(
        json!(constants(union(&api, "Deep"))),
        json!(["ant", "bee", "wasp"])
    );
}

#[test]
fn a_union_in_a_mapped_one_has_the_values_of_its_own_mapping_where_the_member_is_the_same() {
    let variant = |own: &str| {
        let mut properties = json!({ "kind": { "type": "string" }, "sort": { "type": "string" } });
        properties[own] = json!({ "type": "string" });
        json!({ "type": "object", "required": ["kind", "sort", own], "properties": properties })
    };
    for (inner, expected) in [
        ("kind", json!(["ant", "bee", "cat"])),
        ("sort", json!(["Inner", "cat"])),
    ] {
        let root = json!({
            "oneOf": [named("Inner"), named("Cat")],
            "discriminator": { "propertyName": "kind", "mapping": { "cat": "#/components/schemas/Cat" } },
        });
        let others = json!({
            "Inner": {
                "oneOf": [named("Ant"), named("Bee")],
                "discriminator": { "propertyName": inner, "mapping": {
                    "ant": "#/components/schemas/Ant", "bee": "#/components/schemas/Bee",
                } },
            },
            "Ant": variant("legs"), "Bee": variant("wings"), "Cat": variant("purr"),
        });
        let (api, _) = api(&document(root, others));
        let mut told = constants(union(&api, "Root"));
        told.sort_by_key(Value::to_string);
        assert_eq!(json!(told), expected, "{inner}");
    }
}

#[test]
fn the_values_of_a_variant_say_of_which_types_it_is() {
    let root = json!({ "oneOf": [{ "enum": ["a", 1, "b", true] }, { "type": "array", "items": { "type": "string" } }] });
    let (api, _) = api(&document(root, json!({})));
    let root = union(&api, "Root");
    assert_eq!(root.tell, Tell::Type);
    let mut found = types(root);
    found.sort_by_key(|kind| format!("{kind:?}"));
    use JsonKind::{Array, Boolean, Integer, String};
    assert_eq!(found, [Array, Boolean, Integer, String]);
    // Each part has the values of its own type, and no others.
    let values = |of: JsonKind| -> Vec<Value> {
        let mut variants = root.variants.iter();
        let variant = variants.find(|variant| variant.told_by == [Told::Type(of)]);
        let Type::Named(reference) = &variant.unwrap().ty else {
            return Vec::new();
        };
        match kind(&api, reference.name.rust()) {
            Kind::Enum(found) => found.variants.iter().map(|one| one.value.clone()).collect(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(json!(values(String)), json!(["a", "b"]));
}

#[test]
fn a_value_beyond_i64_is_an_integer_all_the_same() {
    let root = json!({ "oneOf": [{ "enum": [u64::MAX] }, { "type": "string" }] });
    let (api, _) = api(&document(root, json!({})));
    assert_eq!(
        types(union(&api, "Root")),
        [JsonKind::Integer, JsonKind::String]
    );
}

#[test]
fn what_is_described_as_an_object_and_not_typed_is_one_and_a_typed_list_stays_a_list() {
    let properties = json!({ "a": { "type": "string" } });
    let root = json!({ "oneOf": [{ "properties": properties }, { "type": "string" }] });
    let (found, _) = api(&document(root, json!({})));
    assert_eq!(
        types(union(&found, "Root")),
        [JsonKind::Object, JsonKind::String]
    );
    let list = json!({ "type": "array", "items": { "type": "string" }, "properties": properties });
    let root = json!({ "oneOf": [list, { "type": "string" }] });
    let (found, _) = api(&document(root, json!({})));
    assert_eq!(
        types(union(&found, "Root")),
        [JsonKind::Array, JsonKind::String]
    );
}

const ONE_NAME: &str = "[[crate]]
name = \"things\"
schema = \"openapi.yaml\"
out = \"out\"

[crate.rename]
\"#/components/schemas/Root/properties/first\" = \"Pet\"
\"#/components/schemas/Root/properties/second\" = \"Pet\"
";

#[test]
fn equal_unions_that_the_config_calls_by_one_name_are_one_type() {
    let both = |variants: [Value; 2]| {
        let second: Vec<&Value> = variants.iter().rev().collect();
        json!({ "type": "object", "properties": { "first": { "oneOf": variants }, "second": { "oneOf": second } } })
    };
    let others =
        json!({ "Cat": of_kinds(json!(["cat"]), "purr"), "Dog": of_kinds(json!(["dog"]), "bark") });
    let (api, diagnostics) = api_with(
        &document(both([named("Cat"), named("Dog")]), others.clone()),
        ONE_NAME,
    );
    assert_eq!(codes(&diagnostics), Vec::<&str>::new());
    let Kind::Struct(root) = kind(&api, "Root") else {
        panic!("a struct")
    };
    assert_eq!(root.fields[0].ty, root.fields[1].ty);
    assert_eq!(union(&api, "Pet").variants.len(), 2);
    // What is written in place is there twice, and two types can't have one name.
    let written = [
        named("Cat"),
        json!({ "type": "object", "required": ["fins"], "properties": { "fins": { "type": "integer" } } }),
    ];
    let (_, diagnostics) = api_with(&document(both(written), others), ONE_NAME);
    assert!(!codes(&diagnostics).is_empty());
}

#[test]
fn all_variants_without_a_tag_are_counted() {
    let plain = |own: &str| {
        let mut properties = json!({ "kind": { "type": "string" } });
        properties[own] = json!({ "type": "string" });
        json!({ "type": "object", "required": ["kind", own], "properties": properties })
    };
    let root = json!({
        "oneOf": [plain("a"), plain("b"), plain("c"), plain("d")],
        "discriminator": { "propertyName": "kind" },
    });
    let (_, diagnostics) = api(&document(root, json!({})));
    let said: Vec<&str> = diagnostics.iter().map(|one| one.message.as_str()).collect();
    assert!(
        said.iter().any(|message| message.contains("or 3 others")),
        "{said:?}"
    );
}

/// Whether two objects whose `kind` is described so are told apart by it.
fn told_by_kind(of: impl Fn(&str) -> Value) -> bool {
    let root = json!({ "oneOf": [named("Ant"), named("Bee")] });
    let others = json!({ "Ant": of("ant"), "Bee": of("bee") });
    let (api, _) = api(&document(root, others));
    matches!(kind(&api, "Root"), Kind::Union(union) if union.tell == Tell::Tag("kind".to_owned()))
}

#[test]
fn a_constant_tells_where_it_is_in_every_value_and_can_be_compared() {
    let object = |required: bool, kind: Value| {
        let required = if required { json!(["kind"]) } else { json!([]) };
        json!({ "type": "object", "required": required, "properties": { "kind": kind } })
    };
    assert!(told_by_kind(|name| object(true, json!({ "const": name }))));
    // It may be absent.
    assert!(!told_by_kind(|name| object(
        false,
        json!({ "const": name })
    )));
    // It may be null in both.
    assert!(!told_by_kind(|name| object(
        true,
        json!({ "enum": [name, null] })
    )));
    // It is no text, number or truth.
    assert!(!told_by_kind(|name| object(
        true,
        json!({ "enum": [{ "is": name }, name] })
    )));
    // They share one.
    assert!(!told_by_kind(|name| object(
        true,
        json!({ "enum": [name, "both"] })
    )));
}

#[test]
fn a_key_that_a_mapping_gives_a_union_need_not_be_one_of_the_union_s_own() {
    let root = json!({
        "oneOf": [named("Inner"), named("Cat")],
        "discriminator": { "propertyName": "kind", "mapping": {
            "insect": "#/components/schemas/Inner", "cat": "#/components/schemas/Cat",
        } },
    });
    let others = json!({
        "Inner": { "oneOf": [named("Ant"), named("Bee")] },
        "Ant": of_kinds(json!(["ant"]), "legs"),
        "Bee": of_kinds(json!(["bee"]), "wings"),
        "Cat": of_kinds(json!(["cat"]), "purr"),
    });
    let (api, diagnostics) = api(&document(root, others));
    assert!(
        !codes(&diagnostics).contains(&"LP0228"),
        "{:?}",
        codes(&diagnostics)
    );
    assert_eq!(
        json!(constants(union(&api, "Root"))),
        json!(["insect", "cat"])
    );
}
