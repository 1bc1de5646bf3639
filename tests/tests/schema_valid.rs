//! `schema/pcap.yaml` is OpenAPI 3.1 by the judgement of the official meta-schema, and every example in it is what it is an example of.

use std::fs;
use std::path::Path;

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

/// Where the document stands among the resources of a validator.
const DOCUMENT: &str = "https://letterpress.invalid/pcap.yaml";

#[test]
fn the_document_is_openapi_3_1() {
    let problems = problems(&document());
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn a_broken_document_is_noticed() {
    let mut without_title = document();
    remove(&mut without_title, "/info", "title");
    assert!(!problems(&without_title).is_empty(), "info without a title");

    let mut misspelt = document();
    misspelt["paths"]["/accounts/{account_id}/pcaps"]["get"]["respnoses"] = json!({});
    assert!(
        !problems(&misspelt).is_empty(),
        "a misspelt keyword of an operation"
    );

    // Inside a Schema Object: the dialect is looked at too.
    let mut no_type = document();
    no_type["components"]["schemas"]["Filter"]["type"] = json!("objekt");
    assert!(
        !problems(&no_type).is_empty(),
        "a type that JSON Schema does not have"
    );

    let mut discriminator = document();
    remove(
        &mut discriminator,
        "/components/schemas/CaptureRequest/discriminator",
        "propertyName",
    );
    assert!(
        !problems(&discriminator).is_empty(),
        "a discriminator without its property"
    );
}

#[test]
fn every_example_satisfies_its_schema() {
    let document = document();
    let examples = examples(&document);
    assert!(
        examples.len() >= 70,
        "only {} examples were found",
        examples.len()
    );
    let wrong = wrong(&document, &examples);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_wrong_example_is_noticed() {
    let mut document = document();
    document["components"]["schemas"]["SimpleCapture"]["properties"]["time_limit"]["examples"] =
        json!([301]);
    document["components"]["parameters"]["PcapId"]["example"] =
        json!("0123456789abcdef0123456789abcdef0");
    let create = &mut document["paths"]["/accounts/{account_id}/pcaps"]["post"];
    let full =
        &mut create["requestBody"]["content"]["application/json"]["examples"]["full"]["value"];
    remove(full, "", "colo_name");
    let examples = examples(&document);
    let places: Vec<String> = wrong(&document, &examples)
        .into_iter()
        .map(|(place, _)| place)
        .collect();
    assert_eq!(
        places,
        [
            "/paths/~1accounts~1{account_id}~1pcaps/post/requestBody/content/application~1json/examples/full/value",
            "/components/parameters/PcapId/example",
            "/components/schemas/SimpleCapture/properties/time_limit/examples/0",
        ]
    );
}

#[test]
fn all_nine_operations_are_described() {
    let document = document();
    let items = document["paths"].as_object().expect("paths is an object");
    let operations = items
        .values()
        .flat_map(|item| item.as_object().into_iter().flatten());
    let mut ids: Vec<&str> = operations
        .filter_map(|(_, operation)| operation["operationId"].as_str())
        .collect();
    ids.sort_unstable();
    assert_eq!(
        ids,
        [
            "ownership.create",
            "ownership.delete",
            "ownership.list",
            "ownership.validate",
            "pcaps.create",
            "pcaps.download",
            "pcaps.get",
            "pcaps.list",
            "pcaps.stop",
        ]
    );
}

/// Of the bodies that Cloudflare shows, those that keep to what is documented.
#[test]
fn real_bodies_satisfy_the_document() {
    let bodies = [
        ("reference-create-request.json", "CaptureRequest"),
        ("reference-create-response.json", "PcapResponse"),
        ("create-simple-request.json", "CaptureRequest"),
        ("create-simple-response.json", "PcapResponse"),
        ("create-full-response.json", "PcapResponse"),
        ("get-full-finished.json", "PcapResponse"),
        ("get-full-failed.json", "PcapResponse"),
        ("list.json", "PcapList"),
        ("list-with-page.json", "PcapList"),
        ("ownership-create-response.json", "OwnershipResponse"),
        ("ownership-validate-response.json", "OwnershipResponse"),
        ("ownership-list.json", "OwnershipList"),
        ("error-authentication.json", "Failure"),
        ("error-body.json", "Failure"),
        ("error-headers.json", "Failure"),
        ("error-large-code.json", "Failure"),
        ("error-route.json", "Failure"),
        ("error-route-404.json", "Failure"),
        ("error-throttled.json", "Failure"),
        ("error-unauthorized.json", "Failure"),
        ("success-false-under-200.json", "Failure"),
    ];
    let document = document();
    let examples = bodies.map(|(file, component)| Example {
        place: file.to_owned(),
        schema: format!("/components/schemas/{component}"),
        value: json(&root().join("tests/fixtures/bodies").join(file)),
    });
    let wrong = wrong(&document, &examples);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A value that the document shows, where it stands, and the pointer of the schema that it must satisfy.
struct Example {
    place: String,
    schema: String,
    value: Value,
}

/// What the official meta-schema has to say against a document.
fn problems(document: &Value) -> Vec<String> {
    let vendor = root().join("tests/vendor/oas-3.1");
    let resource = |file: &str| {
        let schema = json(&vendor.join(file));
        let id = schema["$id"]
            .as_str()
            .expect("each vendored schema has its $id")
            .to_owned();
        (id, Draft::Draft202012.create_resource(schema))
    };
    let registry = Registry::new()
        .extend(
            [
                "schema.json",
                "schema-base.json",
                "dialect-base.json",
                "meta-base.json",
            ]
            .map(resource),
        )
        .and_then(|builder| builder.prepare())
        .expect("the vendored schemas refer to nothing outside");
    let validator = validator(&registry, "https://spec.openapis.org/oas/3.1/schema-base");
    validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// The examples that don't satisfy their schemas, and why.
fn wrong(document: &Value, examples: &[Example]) -> Vec<(String, String)> {
    let registry = Registry::new()
        .add(
            DOCUMENT,
            Draft::Draft202012.create_resource(document.clone()),
        )
        .and_then(|builder| builder.prepare())
        .expect("the document refers to nothing outside");
    let judge = |example: &Example| {
        let fragment = example.schema.replace('{', "%7B").replace('}', "%7D");
        let validator = validator(&registry, &format!("{DOCUMENT}#{fragment}"));
        let error = validator.iter_errors(&example.value).next()?;
        Some((
            example.place.clone(),
            format!("{}: {error}", error.instance_path()),
        ))
    };
    examples.iter().filter_map(judge).collect()
}

fn validator(registry: &Registry<'_>, to: &str) -> Validator {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .with_registry(registry)
        .should_validate_formats(true)
        .build(&json!({ "$ref": to }))
        .expect("the reference leads to a schema")
}

/// Every example and default of a document, in its order.
fn examples(document: &Value) -> Vec<Example> {
    let mut found = Vec::new();
    walk(document, "", &mut found);
    found
}

fn walk(value: &Value, place: &str, found: &mut Vec<Example>) {
    match value {
        Value::Object(members) => {
            let names_things = ["/properties", "/responses", "/schemas"]
                .iter()
                .any(|end| place.ends_with(end));
            if !names_things {
                look(value, place, found);
            }
            for (name, member) in members {
                // What is inside an example is nobody's schema.
                if names_things
                    || !matches!(
                        name.as_str(),
                        "example" | "examples" | "default" | "const" | "enum"
                    )
                {
                    walk(member, &format!("{place}/{}", escape(name)), found);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// The examples of one object: of a Schema Object against itself, of anything else against its `schema`.
fn look(object: &Value, place: &str, found: &mut Vec<Example>) {
    let schema = if object.get("schema").is_some() {
        format!("{place}/schema")
    } else {
        place.to_owned()
    };
    let mut add = |name: String, value: &Value| {
        found.push(Example {
            place: format!("{place}/{name}"),
            schema: schema.clone(),
            value: value.clone(),
        });
    };
    for name in ["example", "default"] {
        if let Some(value) = object.get(name) {
            add(name.to_owned(), value);
        }
    }
    match object.get("examples") {
        Some(Value::Array(items)) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, value)| add(format!("examples/{index}"), value));
        }
        Some(Value::Object(named)) => {
            named.iter().for_each(|(name, example)| {
                add(
                    format!("examples/{}/value", escape(name)),
                    &example["value"],
                )
            });
        }
        _ => {}
    }
}

fn document() -> Value {
    let text =
        fs::read_to_string(root().join("schema/pcap.yaml")).expect("schema/pcap.yaml can be read");
    serde_yaml::from_str(&text).expect("schema/pcap.yaml is YAML")
}

fn json(path: &Path) -> Value {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| format!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("the file is JSON")
}

fn remove(value: &mut Value, pointer: &str, name: &str) {
    let object = value
        .pointer_mut(pointer)
        .and_then(Value::as_object_mut)
        .expect("an object is there");
    assert!(
        object.shift_remove(name).is_some(),
        "{name} is not in {pointer}"
    );
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the workspace")
}
