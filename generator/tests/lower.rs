//! What a document becomes in Rust: the decisions of `lower`, read off the Api.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod common;

use common::{api, api_with, codes};
use letterpress::api::{
    Api, Extra, Kind, Payload, Presence, Tell, TellingKey, Told, Type, TypeDef,
};
use serde_json::json;

const INTEGER: Type = Type::Integer {
    bits: 64,
    signed: true,
};

/// A document whose only operation sends `Root` and returns `Root`.
fn document(schemas: &str) -> String {
    let indented: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!(
        "openapi: 3.1.0
info: {{ title: Test, version: '1' }}
paths:
  /things:
    post:
      operationId: things.send
      requestBody:
        required: true
        content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Root' }} }} }}
      responses:
        '200':
          description: done
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Root' }} }} }}
components:
  schemas:
{indented}"
    )
}

fn names(api: &Api) -> Vec<&str> {
    api.types
        .iter()
        .flat_map(|file| &file.types)
        .map(|def| def.name.rust())
        .collect()
}

fn find<'a>(api: &'a Api, name: &str) -> &'a TypeDef {
    let found = api
        .types
        .iter()
        .flat_map(|file| &file.types)
        .find(|def| def.name.rust() == name);
    found.unwrap_or_else(|| panic!("no type {name} among {:?}", names(api)))
}

fn fields<'a>(api: &'a Api, name: &str) -> Vec<(&'a str, &'a Type, Presence)> {
    match &find(api, name).kind {
        Kind::Struct(object) => object
            .fields
            .iter()
            .map(|field| (field.name.rust(), &field.ty, field.presence))
            .collect(),
        other => panic!("{name} is no struct: {other:?}"),
    }
}

fn union<'a>(api: &'a Api, name: &str) -> &'a letterpress::api::Union {
    match &find(api, name).kind {
        Kind::Union(union) => union,
        other => panic!("{name} is no union: {other:?}"),
    }
}

#[test]
fn presence_has_four_kinds() {
    let (api, _) = api(&document(
        "Root:
  type: object
  required: [a, c]
  properties:
    a: { type: integer }
    b: { type: integer }
    c: { type: [integer, 'null'] }
    d: { type: [integer, 'null'] }",
    ));
    use Presence::{Maybe, Nullable, Optional, Required};
    let expected = [
        ("a", &INTEGER, Required),
        ("b", &INTEGER, Optional),
        ("c", &INTEGER, Nullable),
        ("d", &INTEGER, Maybe),
    ];
    assert_eq!(fields(&api, "Root"), expected);
}

#[test]
fn two_required_members_are_given_by_name_and_a_constant_is_never_asked_for() {
    let (api, _) = api(&document(
        "Root: { type: object, required: [one], properties: { one: { $ref: '#/components/schemas/Two' } } }
Two:
  type: object
  required: [a, b, c]
  properties: { a: { type: string }, b: { type: string }, c: { const: fixed } }",
    ));
    let required = |name: &str| match &find(&api, name).kind {
        Kind::Struct(object) => object.required.as_ref().map(|name| name.rust().to_owned()),
        _ => None,
    };
    assert_eq!(
        (required("Root"), required("Two").as_deref()),
        (None, Some("TwoRequired"))
    );
    let Kind::Struct(two) = &find(&api, "Two").kind else {
        panic!("a struct")
    };
    assert!(two.fields[2].fixed.is_some());
}

#[test]
fn a_declared_discriminator_makes_a_tagged_union_named_by_the_mapping() {
    let (api, _) = api(&document(
        "Root:
  oneOf: [{ $ref: '#/components/schemas/ACat' }, { $ref: '#/components/schemas/ADog' }]
  discriminator: { propertyName: kind, mapping: { cat: '#/components/schemas/ACat', dog: ADog } }
ACat: { type: object, required: [kind], properties: { kind: { const: cat } } }
ADog: { type: object, properties: { bark: { type: boolean } } }",
    ));
    let union = union(&api, "Root");
    assert_eq!(union.tell, Tell::Tag("kind".into()));
    let told: Vec<_> = union
        .variants
        .iter()
        .map(|variant| {
            (
                variant.name.rust(),
                variant.told_by[0].clone(),
                variant.declares_tag,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Cat", Told::Constant(json!("cat")), true),
            ("Dog", Told::Constant(json!("dog")), false)
        ]
    );
}

#[test]
fn constants_that_differ_tell_without_a_discriminator() {
    let (api, _) = api(&document(
        "Root:
  anyOf:
    - { type: object, required: [ok], properties: { ok: { const: true }, value: { type: string } } }
    - { type: object, required: [ok], properties: { ok: { const: false }, reason: { type: string } } }",
    ));
    let union = union(&api, "Root");
    assert_eq!(union.tell, Tell::Tag("ok".into()));
    assert_eq!(union.variants[1].told_by, [Told::Constant(json!(false))]);
}

#[test]
fn a_key_that_only_one_requires_tells() {
    let (api, _) = api(&document(
        "Root: { anyOf: [{ $ref: '#/components/schemas/Plain' }, { $ref: '#/components/schemas/Long' }] }
Plain: { type: object, required: [limit], properties: { limit: { type: integer } } }
Long: { type: object, required: [bucket], properties: { limit: { type: integer }, bucket: { type: string } } }",
    ));
    let union = union(&api, "Root");
    assert_eq!(union.tell, Tell::Key);
    let told: Vec<_> = union
        .variants
        .iter()
        .map(|variant| (variant.name.rust(), &variant.told_by[0]))
        .collect();
    assert_eq!(
        told,
        [
            (
                "Long",
                &Told::Keys(vec![TellingKey {
                    wire: "bucket".into(),
                    nullable: false
                }])
            ),
            ("Plain", &Told::Rest)
        ]
    );
}

#[test]
fn objects_that_nothing_tells_apart_are_one_struct_with_the_members_of_all() {
    let (api, _) = api(&document(
        "Root: { anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
A: { type: object, properties: { id: { type: string }, limit: { type: integer, maximum: 300 } } }
B: { type: object, properties: { id: { type: string }, limit: { type: integer, maximum: 86400 }, bucket: { type: string } } }",
    ));
    assert_eq!(names(&api), ["Root"]);
    use Presence::Optional;
    assert_eq!(
        fields(&api, "Root"),
        [
            ("id", &Type::String, Optional),
            ("limit", &INTEGER, Optional),
            ("bucket", &Type::String, Optional)
        ]
    );
    let Kind::Struct(root) = &find(&api, "Root").kind else {
        panic!("a struct")
    };
    assert_eq!(
        root.fields[1].docs.facts,
        ["At most 86400."],
        "the widest of the limits"
    );
}

#[test]
fn json_types_tell() {
    let (api, _) = api(&document(
        "Root:
  type: object
  properties:
    value: { oneOf: [{ type: string }, { type: integer }, { type: array, items: { type: string } }] }",
    ));
    let union = union(&api, "RootValue");
    assert_eq!(union.tell, Tell::Type);
    let variants: Vec<_> = union
        .variants
        .iter()
        .map(|variant| (variant.name.rust(), &variant.ty))
        .collect();
    assert_eq!(
        variants,
        [
            ("Text", &Type::String),
            ("Integer", &INTEGER),
            ("List", &Type::List(Box::new(Type::String)))
        ]
    );
}

#[test]
fn an_enum_beside_a_free_string_takes_any_string() {
    let (api, _) = api(&document(
        "Root: { type: object, properties: { size: { anyOf: [{ type: string, enum: [small, big] }, { type: string }] } } }",
    ));
    let Kind::Enum(size) = &find(&api, "RootSize").kind else {
        panic!("an enum")
    };
    assert_eq!((size.closed, size.variants.len()), (false, 2));
}

#[test]
fn recursion_boxes_only_the_edge_that_closes_the_cycle() {
    let (api, _) = api(&document(
        "Root:
  type: object
  properties: { left: { $ref: '#/components/schemas/Twig' }, all: { type: array, items: { $ref: '#/components/schemas/Root' } } }
Twig: { type: object, properties: { up: { $ref: '#/components/schemas/Root' } } }",
    ));
    let boxed = |name: &str| {
        fields(&api, name)
            .iter()
            .filter(|(_, ty, _)| matches!(ty, Type::Boxed(_)))
            .count()
    };
    assert_eq!((boxed("Root"), boxed("Twig")), (0, 1));
}

#[test]
fn maps_lists_and_free_objects() {
    let (api, _) = api(&document(
        "Root:
  type: object
  additionalProperties: { type: integer }
  properties:
    counts: { type: object, additionalProperties: { type: integer } }
    free: { type: object }
    any: {}
    names: { type: array, items: { type: [string, 'null'] } }",
    ));
    let types: Vec<&Type> = fields(&api, "Root")
        .into_iter()
        .map(|(_, ty, _)| ty)
        .collect();
    let names = Type::List(Box::new(Type::Nullable(Box::new(Type::String))));
    assert_eq!(
        types,
        [
            &Type::Entries(Box::new(INTEGER)),
            &Type::Map,
            &Type::Value,
            &names
        ]
    );
    let Kind::Struct(root) = &find(&api, "Root").kind else {
        panic!("a struct")
    };
    assert_eq!(root.extra, Extra::Typed(INTEGER, Vec::new()));
}

#[test]
fn names_do_not_depend_on_order_and_a_collision_says_the_line_to_paste() {
    let root = "Root: { type: object, properties: { a: { $ref: '#/components/schemas/foo_bar' }, b: { $ref: '#/components/schemas/FooBar' } } }";
    let (snake, camel) = (
        "foo_bar: { type: object, properties: { x: { type: string } } }",
        "FooBar: { type: object, properties: { y: { type: string } } }",
    );
    let (one, diagnostics) = api(&document(&[root, snake, camel].join("\n")));
    let (two, _) = api(&document(&[camel, snake, root].join("\n")));
    assert_eq!(names(&one), names(&two));
    assert_eq!(
        fields(&one, "FooBar")[0].0,
        "y",
        "the exact spelling keeps the name"
    );
    assert_eq!(codes(&diagnostics), ["LP0301"]);
    let help = diagnostics
        .iter()
        .next()
        .and_then(|diagnostic| diagnostic.help.clone())
        .unwrap_or_default();
    assert!(help.contains("foo_bar\" = \"FooBar"), "{help}");
}

#[test]
fn intersections_that_are_written_in_one_place_have_names_of_their_own() {
    let (api, _) = api(&document(
        "Root:
  type: object
  properties:
    name: { oneOf: [{ $ref: '#/components/schemas/Ant' }] }
    meta: { oneOf: [{ $ref: '#/components/schemas/Owl' }, { $ref: '#/components/schemas/Cat' }] }
    dog: {}
  required: [dog]
Cat: { required: [cat] }
Fox: { type: object, properties: { next: { anyOf: [{ $ref: '#/components/schemas/Ant' }] } } }
Owl: { type: object, properties: { next: { additionalProperties: { type: string } }, name: { type: string }, owl: {} }, required: [name, owl] }
Ant:
  allOf:
    - { $ref: '#/components/schemas/Root' }
    - { properties: { meta: { oneOf: [{ $ref: '#/components/schemas/Root' }, { $ref: '#/components/schemas/Fox' }] } } }",
    ));
    let mut names = names(&api);
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "{names:?}");
    assert!(count > 6, "{names:?}");
}

#[test]
fn a_rename_moves_type_file_module_and_function_and_an_unused_one_is_an_error() {
    let config = "[[crate]]\nname = \"things\"\nschema = \"openapi.yaml\"\nout = \"out\"\n[crate.rename]\n\"#/components/schemas/Root\" = \"Thing\"\n\
                  \"things.send\" = \"objects.put\"\n\"#/components/schemas/Nothing\" = \"Less\"";
    let (api, diagnostics) = api_with(
        &document("Root: { type: object, properties: { a: { type: string } } }"),
        config,
    );
    assert_eq!(
        (api.types[0].file.rust(), names(&api)),
        ("thing", vec!["Thing"])
    );
    assert_eq!(
        (
            api.modules[0].name.rust(),
            api.modules[0].endpoints[0].function.rust()
        ),
        ("objects", "put")
    );
    assert_eq!(codes(&diagnostics), ["LP0320"]);
}

#[test]
fn an_operation_without_an_id_is_named_by_method_and_path() {
    let (api, _) = api("openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /v1/users/{user_id}/posts:
    get:
      parameters: [{ name: user_id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: none } }
");
    let module = &api.modules[0];
    assert_eq!(
        (module.name.rust(), module.endpoints[0].function.rust()),
        ("users", "get_by_id_posts")
    );
    assert_eq!(module.endpoints[0].outcome.payload, Payload::Empty);
}

#[test]
fn an_inline_type_of_an_operation_stands_in_its_file() {
    let (api, _) = api("openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get:
      operationId: things.list
      parameters:
        - { name: sort by, in: query, schema: { type: string, enum: [up, down] } }
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } }
");
    let endpoint = &api.modules[0].endpoints[0];
    let inline: Vec<&str> = endpoint.types.iter().map(|def| def.name.rust()).collect();
    assert_eq!(inline, ["ListOutput", "ListSortBy"]);
    assert_eq!(endpoint.params[0].name.rust(), "sort_by");
}

#[test]
fn an_envelope_is_taken_off_and_held_against_the_document() {
    let document = "openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get:
      operationId: things.list
      responses:
        '200':
          description: ok
          content: { application/json: { schema: { $ref: '#/components/schemas/Things' } } }
components:
  schemas:
    Things:
      type: object
      required: [data]
      properties: { data: { type: array, items: { $ref: '#/components/schemas/Thing' } }, ok: { type: boolean } }
    Thing: { type: object, properties: { a: { type: string } } }
";
    let config = "[[crate]]\nname = \"things\"\nschema = \"openapi.yaml\"\nout = \"out\"\n[crate.envelope]\nresult = \"data\"\nsuccess = \"ok\"\n";
    let (api, diagnostics) = api_with(document, config);
    assert_eq!(codes(&diagnostics), [""; 0]);
    assert!(matches!(
        &api.modules[0].endpoints[0].outcome.payload,
        Payload::Json(Type::List(_))
    ));
    assert_eq!(
        names(&api),
        ["Thing"],
        "nobody needs the envelope's own type"
    );
    let (_, diagnostics) = api_with(document, &config.replace("\"ok\"", "\"okay\""));
    assert_eq!(codes(&diagnostics), ["LP0322"]);
    let (_, diagnostics) = api_with(document, &config.replace("\"data\"", "\"dat\""));
    assert!(codes(&diagnostics).contains(&"LP0321"), "{diagnostics:?}");
}

#[test]
fn a_list_that_holds_itself_ends_in_json_and_is_said() {
    let (api, diagnostics) = api(&document(
        "Root: { type: object, properties: { tree: { $ref: '#/components/schemas/Tree' }, nest: { $ref: '#/components/schemas/Nest' } } }
Tree: { type: array, items: { $ref: '#/components/schemas/Tree' } }
Nest: { type: object, additionalProperties: { type: array, items: { $ref: '#/components/schemas/Nest' } } }",
    ));
    let list = Type::List(Box::new(Type::Value));
    let types: Vec<&Type> = fields(&api, "Root")
        .into_iter()
        .map(|(_, ty, _)| ty)
        .collect();
    assert_eq!(types, [&list, &Type::Entries(Box::new(list.clone()))]);
    assert_eq!(codes(&diagnostics), ["LP0310", "LP0310"]);
}
