//! Schemas of a document become schemas of a contract: what they are composed of is put together, null is spelled one way.

#[path = "resolve_schemas/bounds.rs"]
mod bounds;
mod contracts;
#[path = "resolve_schemas/envelopes.rs"]
mod envelopes;
#[path = "resolve_schemas/unions.rs"]
mod unions;

use contracts::{broken, contract, problems, schema, schemas, schemas_3_0, underlined};
use envelopes::ENVELOPE;
use letterpress::contract::{Additional, Contract, Redact, Schema, Statement, Types, Use};
use serde_json::json;

fn property<'c>(contract: &'c Contract, name: &str, member: &str) -> &'c Use {
    &schema(contract, name).object.properties[member].schema
}

fn variants<'c>(contract: &'c Contract, schema: &'c Schema) -> Vec<&'c Schema> {
    let union = schema.union.as_ref().expect("it is a union");
    let ids = union.variants.iter().map(|variant| variant.schema.schema);
    ids.map(|id| contract.schema(id)).collect()
}

fn names(schemas: &[&Schema]) -> Vec<String> {
    let name = |schema: &&Schema| schema.name.clone().unwrap_or_default();
    schemas.iter().map(name).collect()
}

const STRING: Types = Types {
    string: true,
    ..Types::NONE
};

#[test]
fn a_component_is_one_schema_whoever_uses_it() {
    let contract = contract(&schemas(
        "A: {type: object, properties: {x: {$ref: '#/components/schemas/B'}, y: {$ref: '#/components/schemas/B', description: Mine.}}}
B: {type: string, description: Everybody's., maxLength: 3}
",
    ));
    let (x, y) = (property(&contract, "A", "x"), property(&contract, "A", "y"));
    assert_eq!(x.schema, y.schema);
    assert_eq!(x.schema, contract.components["B"].schema);
    assert_eq!(x.notes.description.as_deref(), Some("Everybody's."));
    assert_eq!(y.notes.description.as_deref(), Some("Mine."));
    assert_eq!(contract.schemas.len(), 2);
}

#[test]
fn every_spelling_of_null_is_a_nullable_use() {
    let contract = contract(&schemas(
        "X: {type: string}
N: {type: [string, 'null']}
All:
  type: object
  properties:
    type: {type: [string, 'null']}
    any_of: {anyOf: [{$ref: '#/components/schemas/X'}, {type: 'null'}]}
    one_of: {oneOf: [{type: 'null'}, {$ref: '#/components/schemas/X'}]}
    target: {$ref: '#/components/schemas/N'}
    listed: {enum: [a, null]}
    constant: {anyOf: [{type: string}, {const: null}]}
    through: {allOf: [{$ref: '#/components/schemas/N'}]}
    anything: {}
",
    ));
    let all = &schema(&contract, "All").object.properties;
    for (name, property) in all {
        assert!(property.schema.nullable, "{name}");
    }
    let x = contract.components["X"].schema;
    assert_eq!(all["any_of"].schema.schema, x);
    assert_eq!(all["one_of"].schema.schema, x);
    let listed = contract.schema(all["listed"].schema.schema);
    assert_eq!(listed.values, Some(vec![json!("a")]));
    assert_eq!(listed.types, STRING);
    assert!(contract.components["N"].nullable);
    assert_eq!(schema(&contract, "N").types, STRING);
    assert!(!contract.components["X"].nullable);
}

#[test]
fn nullable_of_3_0_is_a_nullable_use_too() {
    let contract = contract(&schemas_3_0(
        "X: {type: string}
All:
  type: object
  properties:
    plain: {type: string, nullable: true}
    through: {nullable: true, allOf: [{$ref: '#/components/schemas/X'}]}
    part: {allOf: [{$ref: '#/components/schemas/X'}, {nullable: true}]}
    listed: {type: string, nullable: true, enum: [a, b]}
    listed_null: {type: string, nullable: true, enum: [a, null]}
    union: {nullable: true, oneOf: [{$ref: '#/components/schemas/X'}, {type: integer}]}
",
    ));
    let all = &schema(&contract, "All").object.properties;
    for (name, property) in all {
        assert!(property.schema.nullable, "{name}");
    }
    let x = contract.components["X"].schema;
    assert_eq!(all["through"].schema.schema, x);
    assert_eq!(all["part"].schema.schema, x);
    let listed = contract.schema(all["listed_null"].schema.schema);
    assert_eq!(listed.values, Some(vec![json!("a")]));
}

#[test]
fn only_null_has_no_type() {
    let contract = contract(&schemas_3_0(
        "Failure: {type: object, properties: {result: {type: object, enum: [null], nullable: true}}}\n",
    ));
    let result = property(&contract, "Failure", "result");
    assert!(result.nullable);
    assert_eq!(contract.schema(result.schema).types, Types::NONE);
    assert_eq!(contract.schema(result.schema).values, None);
}

#[test]
fn null_in_the_type_that_the_enum_does_not_list_is_told() {
    let (contract, problems) = problems(&schemas("A: {type: [string, 'null'], enum: [a]}\n"));
    assert_eq!(problems, ["warning LP0224"]);
    assert!(!contract.components["A"].nullable);
}

#[test]
fn all_of_is_an_intersection() {
    let contract = contract(&schemas(
        "Base: {type: object, required: [id], properties: {id: {type: string, minLength: 1, pattern: '^a'}, size: {type: number, minimum: 0, maximum: 10}}}
Leaf:
  allOf:
    - $ref: '#/components/schemas/Base'
    - type: object
      required: [size, name]
      properties:
        id: {type: string, maxLength: 32, minLength: 2, pattern: 'b$'}
        size: {type: integer, minimum: 1, maximum: 20}
        name: {type: string}
      additionalProperties: {type: string}
",
    ));
    let leaf = schema(&contract, "Leaf");
    assert_eq!(leaf.merged, [contract.components["Base"].schema]);
    let keys: Vec<_> = leaf.object.properties.keys().collect();
    assert_eq!(keys, ["id", "size", "name"]);
    assert!(
        leaf.object
            .properties
            .values()
            .all(|property| property.required)
    );
    let id = contract.schema(property(&contract, "Leaf", "id").schema);
    assert_eq!(
        (id.string.min_length, id.string.max_length),
        (Some(2), Some(32))
    );
    assert_eq!(id.string.patterns, ["^a", "b$"]);
    let size = contract.schema(property(&contract, "Leaf", "size").schema);
    assert!(size.types.integer && !size.types.number);
    assert_eq!(size.number.minimum, Some(1.into()));
    assert_eq!(size.number.maximum, Some(10.into()));
    assert!(matches!(leaf.object.additional, Additional::Typed(_)));
}

#[test]
fn all_of_one_with_documentation_is_a_use() {
    let contract = contract(&schemas(
        "X: {type: string}
A: {type: object, properties: {a: {description: Mine., default: b, allOf: [{$ref: '#/components/schemas/X'}, {title: T}]}}}
",
    ));
    let a = property(&contract, "A", "a");
    assert_eq!(a.schema, contract.components["X"].schema);
    assert_eq!(a.notes.description.as_deref(), Some("Mine."));
    assert_eq!(a.notes.title.as_deref(), Some("T"));
    assert_eq!(a.notes.default, Some(json!("b")));
}

#[test]
fn an_intersection_that_adds_nothing_is_its_part() {
    let contract = contract(&schemas(
        "X: {type: object, properties: {a: {type: string}}}
A: {type: object, properties: {a: {type: object, allOf: [{$ref: '#/components/schemas/X'}]}, b: {$ref: '#/components/schemas/X', type: object}}}
",
    ));
    let x = contract.components["X"].schema;
    assert_eq!(property(&contract, "A", "a").schema, x);
    assert_eq!(property(&contract, "A", "b").schema, x);
}

#[test]
fn constraints_beside_a_reference_make_a_schema_of_its_own() {
    let contract = contract(&schemas(
        "X: {type: string, minLength: 1}
A: {type: object, properties: {a: {$ref: '#/components/schemas/X', maxLength: 5}}}
",
    ));
    let a = contract.schema(property(&contract, "A", "a").schema);
    assert_eq!(
        (a.string.min_length, a.string.max_length),
        (Some(1), Some(5))
    );
    assert_eq!(a.merged, [contract.components["X"].schema]);
    assert_eq!(schema(&contract, "X").string.max_length, None);
}

#[test]
fn recursion_through_members_ends() {
    let contract = contract(&schemas(
        "Tree: {type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
Big: {allOf: [{$ref: '#/components/schemas/Tree'}, {$ref: '#/components/schemas/Named'}]}
Named: {type: object, properties: {name: {type: string}, children: {type: array, items: {$ref: '#/components/schemas/Named'}}}}
",
    ));
    let children = contract.schema(property(&contract, "Tree", "children").schema);
    let items = children.array.items.as_ref().expect("children have items");
    assert_eq!(items.schema, contract.components["Tree"].schema);
    // An item of both lists is both, and its own children are again.
    let children = contract.schema(property(&contract, "Big", "children").schema);
    let both = children.array.items.as_ref().expect("children have items");
    let both = contract.schema(both.schema);
    assert!(both.object.properties.contains_key("name"));
    let again = contract.schema(both.object.properties["children"].schema.schema);
    let again = again.array.items.as_ref().expect("children have items");
    assert!(
        contract
            .schema(again.schema)
            .object
            .properties
            .contains_key("name")
    );
}

#[test]
fn a_schema_composed_of_itself_is_told() {
    let direct = schemas("A: {allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}\n");
    assert_eq!(broken(&direct), ["error LP0205"]);
    let through = schemas(
        "Pet: {type: object, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object}]}
Dog: {type: object}
",
    );
    assert_eq!(broken(&through), ["error LP0205"]);
}

#[test]
fn what_parts_can_not_agree_on_is_told_with_both_places() {
    let text = schemas("A: {allOf: [{type: string}, {type: integer}]}\n");
    let (_, _, list) = contracts::resolve(&text);
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].code.0, "LP0210");
    assert_eq!(list[0].labels.len(), 2);
    for (text, code) in [
        (
            "A: {allOf: [{enum: [a, b]}, {enum: [c]}]}\n",
            "warning LP0210",
        ),
        (
            "A: {allOf: [{type: integer, minimum: 5}, {type: integer, maximum: 4}]}\n",
            "warning LP0210",
        ),
        (
            "A: {allOf: [{type: string, minLength: 5}, {type: string, maxLength: 4}]}\n",
            "warning LP0210",
        ),
        (
            "A: {allOf: [{type: string, format: date}, {type: string, format: uuid}]}\n",
            "warning LP0211",
        ),
        (
            "A: {allOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {a: {type: array}}}]}\n",
            "warning LP0210",
        ),
        (
            "A: {allOf: [{type: object, additionalProperties: false}, {type: object, properties: {a: {type: string}}}]}\n",
            "warning LP0212",
        ),
    ] {
        assert_eq!(broken(&schemas(text)), [code], "{text}");
    }
}

#[test]
fn int32_within_int64_is_int32() {
    let contract = contract(&schemas(
        "A: {allOf: [{type: integer, format: int64, multipleOf: 4}, {type: integer, format: int32, multipleOf: 6}]}\n",
    ));
    let a = schema(&contract, "A");
    assert_eq!(a.format.as_deref(), Some("int32"));
    assert_eq!(a.number.multiple_of, Some(12.into()));
}

#[test]
fn additional_properties_are_told_apart() {
    let contract = contract(&schemas(
        "A: {type: object}
B: {type: object, additionalProperties: true}
C: {type: object, additionalProperties: false}
D: {type: object, additionalProperties: {type: string}}
E: {type: object, additionalProperties: {}}
",
    ));
    let additional = |name: &str| &schema(&contract, name).object.additional;
    assert_eq!(additional("A"), &Additional::Unsaid);
    assert_eq!(additional("B"), &Additional::Any);
    assert_eq!(additional("C"), &Additional::Forbidden);
    assert!(
        matches!(additional("D"), Additional::Typed(used) if contract.schema(used.schema).types == STRING)
    );
    assert_eq!(additional("E"), &Additional::Any);
}

#[test]
fn a_missing_type_is_guessed_from_the_rules_and_told() {
    let text = schemas("A: {properties: {a: {minLength: 1}}}\n");
    let (contract, problems) = problems(&text);
    assert_eq!(problems, ["warning LP0225", "warning LP0225"]);
    assert!(schema(&contract, "A").types.object && !contract.components["A"].nullable);
    assert_eq!(
        contract.schema(property(&contract, "A", "a").schema).types,
        STRING
    );
    assert_eq!(underlined(&text), ["properties", "minLength"]);
}

#[test]
fn a_rule_without_a_type_beside_a_type_is_no_guess() {
    let contract = contract(&schemas(
        "N: {type: [string, integer, 'null']}
A: {allOf: [{$ref: '#/components/schemas/N'}, {minimum: 3}]}
",
    ));
    let a = schema(&contract, "A");
    assert!(a.types.string && a.types.integer);
    assert!(contract.components["A"].nullable);
}

#[test]
fn a_rule_about_another_type_changes_nothing_and_is_told() {
    let text = schemas(
        "Messages: {type: array, items: {type: object, uniqueItems: true}}
A: {type: object, properties: {errors: {minLength: 1, allOf: [{$ref: '#/components/schemas/Messages'}]}}}
",
    );
    let (contract, problems) = problems(&text);
    assert_eq!(problems, ["warning LP0226"; 2]);
    assert_eq!(underlined(&text), ["uniqueItems", "minLength"]);
    let errors = property(&contract, "A", "errors").schema;
    assert_eq!(errors, contract.components["Messages"].schema);
    let about_a_variant =
        schemas("A: {minimum: 3, anyOf: [{type: string, maxLength: 3}, {type: integer}]}\n");
    assert!(broken(&about_a_variant).is_empty());
}

#[test]
fn secrets_are_marked() {
    let contract = contract(&schemas(
        "A: {type: object, properties: {a: {type: string, format: password}, b: {type: string, x-letterpress-redact: query}, c: {$ref: '#/components/schemas/S'}}}
S: {type: string, x-letterpress-redact: value}
",
    ));
    let redact = |name: &str| property(&contract, "A", name).notes.redact;
    assert_eq!(redact("a"), Some(Redact::Value));
    assert_eq!(redact("b"), Some(Redact::Query));
    assert_eq!(redact("c"), Some(Redact::Value));
    assert_eq!(
        schema(&contract, "S").extensions["x-letterpress-redact"],
        "value"
    );
    assert_eq!(
        broken(&schemas("A: {type: string, x-letterpress-redact: all}\n")),
        ["error LP0236"]
    );
}

#[test]
fn a_named_wrapper_of_an_inline_schema_keeps_its_name_and_prose() {
    let contract = contract(&schemas(
        "A: {description: Prose., anyOf: [{type: object, properties: {a: {type: string}}}, {type: 'null'}]}\n",
    ));
    assert!(contract.components["A"].nullable);
    let a = schema(&contract, "A");
    assert_eq!(a.name.as_deref(), Some("A"));
    assert_eq!(a.notes.description.as_deref(), Some("Prose."));
}

#[test]
fn boolean_schemas_are_anything_and_nothing() {
    let contract = contract(&schemas(
        "A: {type: object, properties: {a: true, b: false}, additionalProperties: true}\n",
    ));
    let a = property(&contract, "A", "a");
    assert_eq!(
        (contract.schema(a.schema).types, a.nullable),
        (Types::ANY, true)
    );
    // What nothing satisfies is no member, and one of that name is refused.
    let object = schema(&contract, "A");
    assert!(!object.object.properties.contains_key("b"));
    let says: Vec<_> = object.conditions.iter().map(|one| &one.says).collect();
    let absent = Statement::Not(Statement::Has("b".to_owned()).into());
    assert_eq!(says, [&absent]);
}

#[test]
fn prefixes_and_patterns_are_intersected() {
    let contract = contract(&schemas(
        "A: {type: array, prefixItems: [{type: string}], items: {type: number}}
B: {type: array, prefixItems: [{type: string, maxLength: 2}, {type: integer}], minItems: 1}
AB: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
",
    ));
    let array = &schema(&contract, "AB").array;
    assert_eq!(array.prefix.len(), 2);
    let second = contract.schema(array.prefix[1].schema);
    assert!(second.types.integer && !second.types.number);
    assert_eq!(
        contract.schema(array.prefix[0].schema).string.max_length,
        Some(2)
    );
    assert_eq!(array.min_items, Some(1));
}

#[test]
fn the_same_document_gives_the_same_contract() {
    let text = schemas_3_0(ENVELOPE);
    let first = format!("{:?}", contract(&text));
    for _ in 0..5 {
        assert_eq!(format!("{:?}", contract(&text)), first);
    }
}
