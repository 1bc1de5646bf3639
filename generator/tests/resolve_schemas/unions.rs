//! Unions: what is left of them in intersections, how they are simplified, what discriminators map.

use letterpress::contract::{Discriminator, Union};

use super::*;

#[test]
fn success_and_failure_do_not_intersect() {
    let text = ENVELOPE.to_owned()
        + "both: {allOf: [{$ref: '#/components/schemas/common'}, {$ref: '#/components/schemas/failure'}]}\n";
    let problems = broken(&schemas_3_0(&text));
    assert_eq!(
        problems,
        ["warning LP0210", "warning LP0210"],
        "success and result"
    );
}

#[test]
fn a_union_times_a_union_keeps_what_is_possible() {
    let contract = contract(&schemas(
        "A: {oneOf: [{type: string}, {type: integer}, {type: array, items: {type: string}}]}
B: {oneOf: [{type: integer, minimum: 1}, {type: string, maxLength: 3}]}
AB: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
",
    ));
    let both = schema(&contract, "AB");
    let variants = variants(&contract, both);
    assert_eq!(variants.len(), 2);
    assert_eq!(variants[0].string.max_length, Some(3));
    assert_eq!(variants[1].number.minimum, Some(1.into()));
    assert!(both.union.as_ref().is_some_and(|union| union.exactly_one));
}

#[test]
fn a_tag_drops_the_pairs_that_can_not_be() {
    let contract = contract(&schemas(
        "A: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
Cat: {type: object, required: [kind], properties: {kind: {const: cat}, lives: {type: integer}}}
Dog: {type: object, required: [kind], properties: {kind: {const: dog}}}
OnlyCat: {allOf: [{$ref: '#/components/schemas/A'}, {type: object, properties: {kind: {enum: [cat, cow]}}}]}
",
    ));
    let only = schema(&contract, "OnlyCat");
    assert!(only.union.is_none(), "one variant is no union");
    assert!(only.object.properties.contains_key("lives"));
    let kind = contract.schema(property(&contract, "OnlyCat", "kind").schema);
    assert_eq!(kind.values, Some(vec![json!("cat")]));
}

#[test]
fn members_beside_a_union_are_in_each_variant() {
    let contract = contract(&schemas(
        "A:
  type: object
  required: [id]
  properties: {id: {type: string}}
  anyOf:
    - {required: [a], properties: {a: {type: string}}}
    - {required: [b], properties: {b: {type: string}}}
",
    ));
    let a = schema(&contract, "A");
    assert!(a.object.properties.is_empty());
    let variants = variants(&contract, a);
    let keys: Vec<Vec<&String>> = variants
        .iter()
        .map(|variant| variant.object.properties.keys().collect())
        .collect();
    assert_eq!(keys, [["id", "a"], ["id", "b"]]);
    assert!(variants.iter().all(|variant| {
        variant
            .object
            .properties
            .values()
            .all(|property| property.required)
    }));
}

#[test]
fn unions_of_one_and_unions_in_unions_are_simplified() {
    let contract = contract(&schemas(
        "X: {type: string}
One: {type: object, properties: {x: {oneOf: [{$ref: '#/components/schemas/X'}]}}}
Nested: {anyOf: [{type: integer}, {anyOf: [{type: boolean}, {type: array}]}, {type: 'null'}]}
Kept: {anyOf: [{type: integer}, {oneOf: [{type: boolean}, {type: array}]}]}
Null: {anyOf: [{type: integer}, {type: [string, 'null']}]}
",
    ));
    assert_eq!(
        property(&contract, "One", "x").schema,
        contract.components["X"].schema
    );
    assert_eq!(variants(&contract, schema(&contract, "Nested")).len(), 3);
    assert!(contract.components["Nested"].nullable);
    assert_eq!(variants(&contract, schema(&contract, "Kept")).len(), 2);
    assert!(
        contract.components["Null"].nullable,
        "null of a variant is null of the union"
    );
    let union = schema(&contract, "Null")
        .union
        .as_ref()
        .expect("it is a union");
    assert!(
        union
            .variants
            .iter()
            .all(|variant| !variant.schema.nullable)
    );
}

const PETS: &str = "
Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cow'}]
  discriminator: {propertyName: kind, mapping: {miau: '#/components/schemas/Cat', wuff: Dog, woof: Dog}}
Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
Cow: {type: object, required: [kind], properties: {kind: {type: string}}}
";

fn pets(contract: &Contract) -> (&Union, &Discriminator) {
    let union = schema(contract, "Pet").union.as_ref();
    let union = union.expect("it is a union");
    let discriminator = union.discriminator.as_ref();
    (union, discriminator.expect("it has a discriminator"))
}

#[test]
fn a_discriminator_maps_by_reference_by_name_and_by_itself() {
    let contract = contract(&schemas(PETS));
    let (_, discriminator) = pets(&contract);
    assert_eq!(discriminator.property, "kind");
    let mapping: Vec<(&str, usize)> = discriminator
        .mapping
        .iter()
        .map(|(value, index)| (value.as_str(), *index))
        .collect();
    assert_eq!(mapping, [("miau", 0), ("wuff", 1), ("woof", 1), ("Cow", 2)]);
}

#[test]
fn a_mapping_to_no_variant_is_told() {
    let text = schemas(&PETS.replace("wuff: Dog", "wuff: Dgo"));
    let (_, _, list) = contracts::resolve(&text);
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].code.0, "LP0220");
    assert_eq!(list[0].help.as_deref(), Some("did you mean `Dog`?"));
    assert_eq!(underlined(&text), ["Dgo"]);
}

#[test]
fn a_discriminator_survives_members_beside_the_union() {
    let contract = contract(&schemas(&PETS.replace(
        "Pet:\n",
        "Pet:\n  type: object\n  properties: {id: {type: string}}\n",
    )));
    let (union, discriminator) = pets(&contract);
    assert_eq!(discriminator.mapping.len(), 4);
    let cat = contract.schema(union.variants[0].schema.schema);
    assert!(
        cat.object.properties.contains_key("id") && cat.object.properties.contains_key("lives")
    );
    assert_eq!(cat.merged, [contract.components["Cat"].schema]);
}

#[test]
fn a_discriminator_without_a_union_is_told() {
    let text = schemas(
        "A: {type: object, discriminator: {propertyName: kind}, required: [kind], properties: {kind: {type: string}}}\n",
    );
    assert_eq!(broken(&text), ["warning LP0221"]);
    assert_eq!(underlined(&text), ["discriminator"]);
}
