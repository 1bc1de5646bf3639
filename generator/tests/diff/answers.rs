//! What an operation answers, and by which tags: each change once, with all that follows it.

use letterpress::diff::{Change, rust, wire};
use serde_json::{Value, json};

use super::reviewed;

fn document(responses: Value, schemas: Value) -> Value {
    json!({
        "openapi": "3.1.0", "info": { "title": "T", "version": "1" },
        "paths": { "/t": { "get": { "operationId": "t.get", "responses": responses } } },
        "components": { "schemas": schemas },
    })
}

fn answer(schema: Value) -> Value {
    json!({ "description": "d", "content": { "application/json": { "schema": schema } } })
}

fn told(changes: &[Change]) -> Vec<(&str, wire::Verdict, rust::Verdict)> {
    let told = changes.iter().map(|one| (one.rule, one.wire, one.rust));
    told.collect()
}

/// Two unions over one animal; `tag`: its value, and how the property says it.
fn tagged(tag: &str, property: Value) -> Value {
    let union = |other: &str, others: &str| {
        json!({
            "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": format!("#/components/schemas/{other}") }],
            "discriminator": { "propertyName": "kind", "mapping": {
                tag: "#/components/schemas/Cat", others: format!("#/components/schemas/{other}") } },
        })
    };
    let animal = |kind: Value| json!({ "type": "object", "required": ["kind"], "properties": { "kind": kind } });
    let both = json!({ "type": "object", "properties": {
        "pet": { "$ref": "#/components/schemas/Pet" }, "wild": { "$ref": "#/components/schemas/Wild" } } });
    document(
        json!({ "200": answer(both) }),
        json!({
            "Pet": union("Dog", "dog"), "Wild": union("Fox", "fox"),
            "Cat": animal(property),
            "Dog": animal(json!({ "const": "dog" })), "Fox": animal(json!({ "const": "fox" })),
        }),
    )
}

#[test]
fn a_tag_that_changes_in_mapping_and_property_changed_once() {
    let (base, revision) = (
        tagged("cat", json!({ "const": "cat" })),
        tagged("feline", json!({ "const": "feline" })),
    );
    let changes = reviewed(&base, &revision).changes;
    assert_eq!(
        told(&changes),
        [(
            "enum-value-renamed",
            wire::Verdict::Breaking,
            rust::Verdict::Breaking
        )]
    );
    let change = &changes[0];
    assert_eq!(
        change.title,
        "The value `cat` of `Cat.kind` is now `feline`: `Pet` and `Wild` tell `Cat` by it"
    );
    let items: Vec<&str> = change
        .items
        .iter()
        .filter_map(|(_, now)| now.as_deref())
        .collect();
    for name in [
        "types::CatKind::Feline",
        "types::Pet::Feline",
        "types::Wild::Feline",
    ] {
        assert!(
            items.iter().any(|line| line.starts_with(name)),
            "{items:#?}"
        );
    }
    let help = change.help.as_deref().unwrap_or_default();
    assert!(
        help.contains("`types::Pet::Feline` for `types::Pet::Cat`"),
        "{help}"
    );
}

/// A property that may be any text says nothing of tags.
#[test]
fn a_tag_that_only_the_mapping_says_is_told_of_the_union() {
    let (base, revision) = (
        tagged("cat", json!({ "type": "string" })),
        tagged("feline", json!({ "type": "string" })),
    );
    let changes = reviewed(&base, &revision).changes;
    let one = (
        "discriminator-value-changed",
        wire::Verdict::Breaking,
        rust::Verdict::Breaking,
    );
    assert_eq!(told(&changes), [one, one]);
}

/// The property got another value than the mapping: both are told.
#[test]
fn a_tag_that_the_property_says_otherwise_is_told_twice() {
    let (base, revision) = (
        tagged("cat", json!({ "enum": ["cat", "kitten"] })),
        tagged("feline", json!({ "enum": ["feline", "lion", "kitten"] })),
    );
    let changes = reviewed(&base, &revision).changes;
    let rules: Vec<&str> = changes.iter().map(|one| one.rule).collect();
    assert_eq!(
        rules,
        ["enum-value-removed", "enum-value-added", "enum-value-added"]
    );
}

#[test]
fn a_failure_that_went_is_told_beside_a_success_that_came() {
    let problem =
        json!({ "Problem": { "type": "object", "properties": { "code": { "type": "integer" } } } });
    let fails = answer(json!({ "$ref": "#/components/schemas/Problem" }));
    let text = |name: &str| {
        answer(json!({ "type": "object", "properties": { name: { "type": "string" } } }))
    };
    let mut base = document(
        json!({ "200": text("a"), "default": fails }),
        problem.clone(),
    );
    let mut revision = document(json!({ "200": text("a"), "201": text("b") }), problem);
    // The type stays: another operation has it.
    for side in [&mut base, &mut revision] {
        side["paths"]["/other"] = json!({ "get": { "operationId": "other.get", "responses": { "200": text("c"), "default": fails } } });
    }
    let changes = reviewed(&base, &revision).changes;
    assert_eq!(
        told(&changes),
        [
            (
                "default-response-removed",
                wire::Verdict::Compatible,
                rust::Verdict::Breaking
            ),
            (
                "success-status-added",
                wire::Verdict::Risky,
                rust::Verdict::Breaking
            ),
        ]
    );
    let helps: Vec<&str> = changes
        .iter()
        .filter_map(|one| one.help.as_deref())
        .collect();
    assert!(helps[0].contains("error.failure::<t::Get>()"), "{helps:#?}");
    assert!(helps[1].starts_with("take `t::GetOutcome`"), "{helps:#?}");
    // The other way round, a failure that nobody could read before adds one.
    let back = reviewed(&revision, &base).changes;
    let breaks: Vec<bool> = back.iter().map(Change::breaks).collect();
    assert_eq!(breaks, [true, false], "{back:#?}");
}

/// Where nothing else is said, `default` is the success.
#[test]
fn a_default_that_becomes_a_status_is_one_answer() {
    let object =
        || answer(json!({ "type": "object", "properties": { "a": { "type": "string" } } }));
    let (base, revision) = (
        document(json!({ "default": object() }), json!({})),
        document(json!({ "200": object() }), json!({})),
    );
    let changes = reviewed(&base, &revision).changes;
    assert_eq!(changes.len(), 1, "{changes:#?}");
    assert_eq!(changes[0].rule, "success-status-changed");
    assert_eq!(changes[0].wire, wire::Verdict::Compatible);
    let back = reviewed(&revision, &base).changes;
    assert_eq!(back.len(), 1, "{back:#?}");
    assert_eq!(back[0].wire, wire::Verdict::Risky);
}
