//! References and compositions: circles, chains without end, and products that nobody could write down.

use serde_json::{Value, json};

use super::{Case, document, reference, schema, schemas};

pub(super) fn cases(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let mut cases = circles();
    cases.extend(chains(of));
    cases.extend(products(of));
    cases
}

fn circles() -> Vec<Case> {
    let two = |name, one: Value, other: Value| {
        schemas(
            name,
            vec![
                ("A".to_owned(), one),
                ("B".to_owned(), other),
                (
                    "Bystander".to_owned(),
                    json!({ "type": "object", "properties": { "a": reference("A") } }),
                ),
            ],
        )
    };
    let object = |next: Value| json!({ "type": "object", "properties": { "next": next } });
    let content = |schema: Value| json!({ "application/json": { "schema": schema } });
    let response = |of: &str| json!({ "$ref": format!("#/components/{of}") });
    vec![
        two("a_reference_to_itself", reference("A"), json!({})),
        two(
            "two_references_to_each_other",
            reference("B"),
            reference("A"),
        ),
        two(
            "all_of_itself",
            json!({ "allOf": [reference("A")] }),
            json!({}),
        ),
        two(
            "all_of_itself_second",
            json!({ "allOf": [{ "type": "object" }, reference("A")] }),
            json!({}),
        ),
        two(
            "all_of_each_other",
            json!({ "allOf": [reference("B")] }),
            json!({ "allOf": [{ "type": "object" }, reference("A")] }),
        ),
        schemas(
            "all_of_each_other_from_a_bystander",
            vec![
                (
                    "Bystander".to_owned(),
                    json!({ "allOf": [{ "type": "object" }, reference("A")] }),
                ),
                (
                    "A".to_owned(),
                    json!({ "allOf": [reference("B"), { "properties": { "a": { "type": "string" } } }] }),
                ),
                (
                    "B".to_owned(),
                    json!({ "allOf": [{ "properties": { "b": { "type": "string" } } }, reference("A")] }),
                ),
            ],
        ),
        two(
            "one_of_itself",
            json!({ "oneOf": [reference("A"), { "type": "string" }] }),
            json!({}),
        ),
        two(
            "any_of_itself_alone",
            json!({ "anyOf": [reference("A")] }),
            json!({}),
        ),
        two(
            "one_of_each_other",
            json!({ "oneOf": [reference("B"), { "type": "string" }] }),
            json!({ "anyOf": [reference("A"), { "type": "integer" }] }),
        ),
        two(
            "all_of_one_of_itself",
            json!({ "allOf": [{ "oneOf": [reference("A"), { "type": "object" }] }] }),
            json!({}),
        ),
        two("not_itself", json!({ "not": reference("A") }), json!({})),
        two(
            "items_of_itself",
            json!({ "type": "array", "items": reference("A") }),
            json!({}),
        ),
        two(
            "items_of_each_other",
            json!({ "type": "array", "items": reference("B") }),
            json!({ "type": "object", "additionalProperties": reference("A") }),
        ),
        two(
            "required_of_itself",
            {
                let mut schema = object(reference("A"));
                schema["required"] = json!(["next"]);
                schema
            },
            json!({}),
        ),
        two(
            "both_sides_of_a_tree",
            json!({ "type": "object", "properties": { "l": reference("A"), "r": reference("A"), "b": reference("B") } }),
            json!({ "allOf": [reference("A"), { "properties": { "x": reference("B") } }] }),
        ),
        two(
            "all_of_through_properties",
            json!({ "allOf": [{ "type": "object", "properties": { "b": reference("B") } }] }),
            json!({ "allOf": [reference("A"), { "properties": { "b": { "allOf": [reference("B"), { "description": "x" }] } } }] }),
        ),
        two(
            "a_discriminator_that_leads_back",
            json!({ "oneOf": [reference("A"), reference("B")], "discriminator": { "propertyName": "kind" } }),
            object(reference("A")),
        ),
        schema(
            "a_reference_into_itself",
            json!({ "type": "object", "properties": { "a": { "$ref": "#/components/schemas/S/properties/a/properties/a" } } }),
        ),
        schema("a_reference_to_the_document", json!({ "$ref": "#" })),
        schema("a_reference_to_all_paths", json!({ "$ref": "#/paths" })),
        schema(
            "a_reference_to_a_far_item",
            json!({ "$ref": "#/paths/18446744073709551616/-/~2" }),
        ),
        document(
            "responses_parameters_and_bodies_in_circles",
            &json!({
                "operationId": "things.put",
                "parameters": [response("parameters/A"), response("parameters/A")],
                "requestBody": response("requestBodies/A"),
                "responses": { "200": response("responses/A") },
            }),
            &json!({
                "parameters": { "A": response("parameters/B"), "B": response("parameters/A") },
                "requestBodies": { "A": response("requestBodies/A") },
                "responses": { "A": response("responses/B"), "B": response("responses/A") },
                "headers": { "A": response("headers/A") },
                "examples": { "A": response("examples/A") },
                "pathItems": { "A": response("pathItems/A") },
            }),
        ),
        schema("an_example_that_descends_for_ever", {
            let mut value = json!(1);
            for _ in 0..60 {
                value = json!([value]);
            }
            let both = json!({ "type": "array", "items": reference("S") });
            json!({
                "anyOf": [both, { "type": "array", "minItems": 0, "items": reference("S") }, { "type": "array", "maxItems": 9, "items": reference("S") }],
                "examples": [value],
                "default": value,
            })
        }),
        document(
            "an_example_against_a_circle",
            &json!({
                "operationId": "things.put",
                "responses": { "200": { "description": "Done.", "content": content(json!({ "anyOf": [reference("A"), reference("A")], "example": {} })) } },
            }),
            &json!({ "schemas": { "A": { "allOf": [{ "anyOf": [reference("A"), reference("A")] }] } } }),
        ),
    ]
}

/// Schemas that each lead to the next one, `length` in all; the last one is a text.
fn chain(name: &'static str, length: usize, link: impl Fn(Value) -> Value) -> Case {
    let last = length - 1;
    let made = (0..length).map(|number| {
        let schema = if number == last {
            json!({ "type": "string" })
        } else {
            link(reference(format!("S{}", number + 1)))
        };
        (format!("S{number}"), schema)
    });
    schemas(name, made.collect())
}

fn chains(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let length = of(10_000);
    vec![
        chain("references_in_a_row", length, |next| next),
        chain("all_of_in_a_row", length, |next| json!({ "allOf": [next] })),
        chain(
            "all_of_in_a_row_with_members",
            of(2_000),
            |next| json!({ "allOf": [next, { "type": "object", "properties": { "a": { "type": "string" } } }] }),
        ),
        chain(
            "one_of_in_a_row",
            length,
            |next| json!({ "oneOf": [next, { "type": "integer" }] }),
        ),
        chain(
            "any_of_in_a_row",
            length,
            |next| json!({ "anyOf": [next, { "type": "integer" }] }),
        ),
        chain(
            "properties_in_a_row",
            of(2_000),
            |next| json!({ "type": "object", "properties": { "next": next } }),
        ),
        chain(
            "required_properties_in_a_row",
            of(2_000),
            |next| json!({ "type": "object", "required": ["next"], "properties": { "next": next } }),
        ),
        chain(
            "items_in_a_row",
            length,
            |next| json!({ "type": "array", "items": next }),
        ),
        chain(
            "maps_in_a_row",
            length,
            |next| json!({ "type": "object", "additionalProperties": next }),
        ),
        chain("not_in_a_row", length, |next| json!({ "not": next })),
        schemas("all_of_that_inherits_more_and_more", {
            let made = (0..of(500)).map(|number| {
                let own = json!({ "type": "object", "properties": { format!("p{number}"): { "type": "string" } } });
                let schema = if number == 0 { own } else { json!({ "allOf": [reference(format!("S{}", number - 1)), own] }) };
                (format!("S{number}"), schema)
            });
            made.collect::<Vec<_>>().into_iter().rev().collect()
        }),
    ]
}

/// Schemas that each lead to the next one twice.
fn diamond(name: &'static str, keyword: &'static str) -> Case {
    chain(name, 60, |next| match keyword {
        "properties" => {
            json!({ "type": "object", "required": ["a", "b"], "properties": { "a": next, "b": next } })
        }
        "allOf of wrapped" => json!({ "allOf": [{ "allOf": [next] }, { "allOf": [next] }] }),
        _ => json!({ keyword: [next, next] }),
    })
}

fn products(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let choice = |keyword: &str, letter: char, count: usize| {
        let variants = (0..count).map(|number| {
            json!({ "type": "object", "required": [format!("{letter}{number}")], "properties": { format!("{letter}{number}"): { "type": "string" } } })
        });
        json!({ keyword: variants.collect::<Vec<_>>() })
    };
    let product = |keyword: &str, letters: &str, count: usize| {
        let parts: Vec<_> = letters
            .chars()
            .map(|letter| choice(keyword, letter, count))
            .collect();
        json!({ "allOf": parts })
    };
    let scalars = |count: usize| {
        let variants =
            (0..count).map(|number| json!({ "type": "string", "enum": [format!("v{number}")] }));
        json!({ "anyOf": variants.collect::<Vec<_>>() })
    };
    let nested = |levels: usize| {
        (0..levels).fold(json!({ "type": "string" }), |inner, level| {
            json!({ "anyOf": [
                { "type": "object", "properties": { format!("a{level}"): inner } },
                { "type": "object", "properties": { format!("b{level}"): inner } },
            ] })
        })
    };
    vec![
        schema("twenty_times_twenty", product("anyOf", "ab", 20)),
        schema("twenty_times_twenty_of_one", product("oneOf", "ab", 20)),
        schema("twenty_to_the_fourth", product("anyOf", "abcd", 20)),
        schema("twenty_to_the_tenth", product("oneOf", "abcdefghij", 20)),
        schema(
            "scalars_times_scalars",
            json!({ "allOf": vec![scalars(30); 6] }),
        ),
        schema("choices_within_choices", nested(9)),
        schema("choices_beside_properties", {
            let mut schema = product("anyOf", "abc", 12);
            schema["type"] = json!("object");
            schema["properties"] = json!({ "x": { "type": "string" } });
            schema
        }),
        diamond("diamonds_of_all_of", "allOf"),
        diamond("diamonds_of_wrapped_all_of", "allOf of wrapped"),
        diamond("diamonds_of_one_of", "oneOf"),
        diamond("diamonds_of_any_of", "anyOf"),
        diamond("diamonds_of_properties", "properties"),
        schemas("every_one_of_every", {
            let count = of(100);
            let made = (0..count).map(|number| {
                let all: Vec<_> = (0..count)
                    .filter(|other| *other != number)
                    .map(|other| reference(format!("S{other}")))
                    .collect();
                (format!("S{number}"), json!({ "oneOf": all }))
            });
            made.collect()
        }),
        schemas("every_property_of_every", {
            let count = of(60);
            let made = (0..count).map(|number| {
                let all: serde_json::Map<_, _> = (0..count)
                    .map(|other| (format!("p{other}"), reference(format!("S{other}"))))
                    .collect();
                (
                    format!("S{number}"),
                    json!({ "type": "object", "properties": all }),
                )
            });
            made.collect()
        }),
    ]
}
