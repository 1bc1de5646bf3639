//! Envelopes, as levels of `allOf` say their parts again.

use super::*;

/// An envelope as it is found in the wild: each level says `result` again, and only the last one knows what it is.
pub(crate) const ENVELOPE: &str = "
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
