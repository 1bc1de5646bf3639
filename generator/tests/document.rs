//! A file is read into a `Document`: what OpenAPI says lands in its field, in the order of the text, whatever the version.

use letterpress::diagnostic::Diagnostics;
use letterpress::openapi::{self, Document, In, JsonType, RefOr, Schema, Version};
use letterpress::source::Sources;

#[test]
fn yaml_and_json_read_into_the_same_document() {
    let yaml = read("openapi.yaml", PETS);
    let value: serde_json::Value = serde_yaml::from_str(PETS).expect("the text above is YAML");
    let json = read("openapi.json", &value.to_string());
    assert_eq!(yaml, json);
}

#[test]
fn members_keep_the_order_of_the_text() {
    let document = read("openapi.yaml", PETS);
    let statuses: Vec<_> = operation(&document).responses.keys().collect();
    assert_eq!(statuses, ["200", "4XX", "default"]);
    let properties: Vec<_> = schema(&document, "Pet").properties.keys().collect();
    assert_eq!(properties, ["name", "age", "012"]);
}

#[test]
fn keys_and_numbers_keep_their_spelling_and_value() {
    let document = read("openapi.yaml", PETS);
    let age = &schema(&document, "Pet").properties["age"];
    assert_eq!(
        age.maximum.as_ref().and_then(|number| number.as_u64()),
        Some(u64::MAX)
    );
    assert_eq!(
        age.minimum.as_ref().and_then(|number| number.as_i64()),
        Some(i64::MIN)
    );
}

#[test]
fn an_operation_holds_what_is_written() {
    let document = read("openapi.yaml", PETS);
    let operation = operation(&document);
    assert_eq!(operation.operation_id.as_deref(), Some("pets.get"));
    assert_eq!(operation.security, Some(Vec::new()));
    assert_eq!(operation.extensions["x-order"], 1);
    let [RefOr::Item(id), RefOr::Ref(page)] = operation.parameters.as_slice() else {
        unreachable!("one parameter inline, one by reference");
    };
    assert_eq!(
        (id.name.as_str(), id.place, id.required),
        ("id", In::Path, true)
    );
    assert_eq!(page.to, "#/components/parameters/Page");
}

#[test]
fn exclusive_flags_of_3_0_become_the_numbers_of_3_1() {
    let document = read("openapi.yaml", &BOUNDS.replace("VERSION", "3.0.3"));
    let bound = schema(&document, "Bound");
    assert_eq!(document.version, Version::V3_0);
    assert_eq!(bound.minimum, None);
    assert_eq!(bound.exclusive_minimum, Some(1.into()));
    assert_eq!(bound.maximum, Some(9.into()));
    assert!(bound.nullable);
}

#[test]
fn booleans_and_lists_of_types_are_schemas_of_3_1() {
    let document = read("openapi.yaml", PETS);
    let pet = schema(&document, "Pet");
    let closed = pet
        .additional_properties
        .as_deref()
        .map(|inner| inner.boolean);
    assert_eq!(closed, Some(Some(false)));
    assert_eq!(
        pet.properties["name"].types,
        [JsonType::String, JsonType::Null]
    );
}

#[test]
fn siblings_of_a_reference_are_kept_in_a_schema() {
    let document = read("openapi.yaml", PETS);
    let near = &schema(&document, "Pet").properties["012"];
    assert_eq!(near.reference.as_deref(), Some("#/components/schemas/Pet"));
    assert_eq!(near.description.as_deref(), Some("Another one."));
}

fn operation(document: &Document) -> &openapi::Operation {
    &document.paths["/pets/{id}"].operations["GET"]
}

fn schema<'d>(document: &'d Document, name: &str) -> &'d Schema {
    &document.components.schemas[name]
}

/// Reads a document that has no problem.
fn read(path: &str, text: &str) -> Document {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let file = sources.add_file(path, text);
    let document = openapi::read(&mut sources, file, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    document.expect("a document without a problem is read")
}

const PETS: &str = "
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    get:
      operationId: pets.get
      x-order: 1
      security: []
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - $ref: '#/components/parameters/Page'
      responses:
        200:
          description: OK
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
        4XX: {description: Not found}
        default: {description: Trouble}
components:
  parameters:
    Page: {name: page, in: query, schema: {type: integer}}
  schemas:
    Pet:
      type: object
      additionalProperties: false
      properties:
        name: {type: [string, 'null']}
        age: {type: integer, minimum: -9223372036854775808, maximum: 18446744073709551615}
        012: {$ref: '#/components/schemas/Pet', description: Another one.}
";

const BOUNDS: &str = "
openapi: VERSION
info: {title: Bounds, version: '1'}
paths: {}
components:
  schemas:
    Bound: {type: integer, minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false, nullable: true}
";
