//! Schemas of a document become schemas of a contract: what they are composed of is put together, null is spelled one way.

mod contracts;

use contracts::{broken, contract, problems, schema, schemas, schemas_3_0, underlined};
use letterpress::contract::{Additional, Contract, Redact, Schema, Types, Use};
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

/// An envelope as it is found in the wild: each level says `result` again, and only the last one knows what it is.
const ENVELOPE: &str = "
common:
  type: object
  required: [success, result]
  properties:
    success: {type: boolean, enum: [true]}
    result: {anyOf: [{type: object}, {type: array, items: {}}, {type: string}]}
collection:
  allOf:
    - $ref: '#/components/schemas/common'
    - properties:
        result: {type: array, nullable: true, items: {}}
        result_info: {type: object, properties: {page: {type: number}}}
      type: object
single:
  allOf:
    - $ref: '#/components/schemas/common'
    - type: object
      properties:
        result: {anyOf: [{type: object}, {type: string}]}
failure:
  type: object
  required: [success, result]
  properties:
    success: {type: boolean, enum: [false]}
    result: {type: object, enum: [null], nullable: true}
simple: {type: object, properties: {id: {type: string}}}
full: {type: object, properties: {colo: {type: string}}}
capture: {anyOf: [{$ref: '#/components/schemas/simple'}, {$ref: '#/components/schemas/full'}]}
capture_single:
  allOf:
    - $ref: '#/components/schemas/single'
    - type: object
      properties: {result: {$ref: '#/components/schemas/capture'}}
simple_single:
  allOf:
    - $ref: '#/components/schemas/single'
    - properties: {result: {$ref: '#/components/schemas/simple'}}
capture_collection:
  allOf:
    - $ref: '#/components/schemas/collection'
    - type: object
      properties: {result: {type: array, items: {$ref: '#/components/schemas/capture'}}}
default:
  oneOf: [{$ref: '#/components/schemas/capture_single'}, {$ref: '#/components/schemas/failure'}]
";

#[test]
fn an_envelope_said_three_times_has_the_result_of_its_leaf() {
    let contract = contract(&schemas_3_0(ENVELOPE));
    let component = |name: &str| contract.components[name].schema;
    assert_eq!(
        property(&contract, "simple_single", "result").schema,
        component("simple")
    );
    assert_eq!(
        property(&contract, "capture_single", "result").schema,
        component("capture")
    );
    let list = contract.schema(property(&contract, "capture_collection", "result").schema);
    assert!(list.union.is_none());
    let items = list.array.items.as_ref().expect("the list has items");
    assert_eq!(items.schema, component("capture"));
    assert!(!property(&contract, "capture_collection", "result").nullable);
    let single = schema(&contract, "capture_single");
    assert_eq!(single.merged, [component("single")]);
    assert!(single.object.properties["result"].required);
    let result = contract.schema(property(&contract, "single", "result").schema);
    let kinds: Vec<_> = variants(&contract, result)
        .iter()
        .map(|variant| (variant.types.object, variant.types.string))
        .collect();
    assert_eq!(kinds, [(true, false), (false, true)]);
    let default = variants(&contract, schema(&contract, "default"));
    assert_eq!(names(&default), ["capture_single", "failure"]);
}

#[test]
fn a_composed_leaf_of_an_envelope_keeps_its_name() {
    let text = ENVELOPE.to_owned()
        + "owned: {allOf: [{$ref: '#/components/schemas/simple'}, {type: object, properties: {owner: {type: string}}}]}
owned_single: {allOf: [{$ref: '#/components/schemas/single'}, {type: object, properties: {result: {$ref: '#/components/schemas/owned'}}}]}
tagged:
  type: object
  properties: {extra: {type: string}}
  oneOf: [{$ref: '#/components/schemas/owned'}, {type: object, required: [x], properties: {x: {type: string}}}]
";
    let contract = contract(&schemas_3_0(&text));
    let owned = contract.components["owned"].schema;
    assert_eq!(property(&contract, "owned_single", "result").schema, owned);
    let tagged = variants(&contract, schema(&contract, "tagged"));
    assert_eq!(tagged[0].merged, [owned]);
}

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

#[test]
fn a_discriminator_maps_by_reference_by_name_and_by_itself() {
    let contract = contract(&schemas(PETS));
    let union = schema(&contract, "Pet")
        .union
        .as_ref()
        .expect("it is a union");
    let discriminator = union
        .discriminator
        .as_ref()
        .expect("it has a discriminator");
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
    let union = schema(&contract, "Pet")
        .union
        .as_ref()
        .expect("it is a union");
    let discriminator = union
        .discriminator
        .as_ref()
        .expect("it has a discriminator");
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
        "A: {type: object, properties: {a: true, b: false}}\n",
    ));
    let (a, b) = (property(&contract, "A", "a"), property(&contract, "A", "b"));
    assert_eq!(
        (contract.schema(a.schema).types, a.nullable),
        (Types::ANY, true)
    );
    assert_eq!(
        (contract.schema(b.schema).types, b.nullable),
        (Types::NONE, false)
    );
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
fn deep_composition_is_refused_and_deep_members_are_fine() {
    let mut chain = String::new();
    for index in 0..400 {
        chain += &format!(
            "S{index}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}, {{type: object}}]}}\n",
            index + 1
        );
    }
    chain += "S400: {type: object}\n";
    assert!(broken(&schemas(&chain)).contains(&"error LP0206".to_owned()));
    let mut chain = String::new();
    for index in 0..2000 {
        chain += &format!(
            "S{index}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/S{}'}}}}}}\n",
            index + 1
        );
    }
    chain += "S2000: {type: object}\n";
    assert_eq!(contract(&schemas(&chain)).schemas.len(), 2001);
}

#[test]
fn unions_within_unions_are_followed_on_a_small_stack() {
    let mut chain = String::new();
    for index in 0..60 {
        chain += &format!(
            "S{index}: {{type: object, properties: {{p{index}: {{type: string}}}}, anyOf: [{{$ref: '#/components/schemas/S{}'}}, {{type: object, required: [p{index}]}}]}}\n",
            index + 1
        );
    }
    chain += "S60: {type: object}\n";
    let text = schemas(&chain);
    let small = std::thread::Builder::new().stack_size(1 << 20);
    let problems = small
        .spawn(move || broken(&text))
        .expect("a thread can be started")
        .join()
        .expect("the stack was deep enough");
    assert!(problems.contains(&"error LP0206".to_owned()));
}

#[test]
fn what_multiplies_without_end_is_refused() {
    let mut unions = String::new();
    let mut parts = Vec::new();
    for union in 0..6 {
        let variants: Vec<_> = (0..10)
            .map(|variant| {
                format!("{{type: object, properties: {{p{union}_{variant}: {{type: string}}}}}}")
            })
            .collect();
        unions += &format!("U{union}: {{anyOf: [{}]}}\n", variants.join(", "));
        parts.push(format!("{{$ref: '#/components/schemas/U{union}'}}"));
    }
    let text = format!("{unions}All: {{allOf: [{}]}}\n", parts.join(", "));
    assert_eq!(broken(&schemas(&text)), ["error LP0207"]);
}

#[test]
fn the_same_document_gives_the_same_contract() {
    let text = schemas_3_0(ENVELOPE);
    let first = format!("{:?}", contract(&text));
    for _ in 0..5 {
        assert_eq!(format!("{:?}", contract(&text)), first);
    }
}
