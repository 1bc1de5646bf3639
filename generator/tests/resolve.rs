//! A `Document` is resolved into a `Contract`: operations, parameters, references, responses.

mod contracts;

use contracts::{broken, contract, problems, schema};
use letterpress::contract::{In, Requirement, SecurityKind, Status, Style};
use letterpress::diagnostic::Diagnostics;
use letterpress::source::Sources;

const NOTHING: &str = "";

/// A document with one operation, under `/things/{thing_id}`.
fn operation(members: &str, components: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: Things, version: '1'}}\npaths:\n  /things/{{thing_id}}:\n    get:\n{}      responses: {{'204': {{description: None.}}}}\n{components}",
        contracts::indented(members, 6)
    )
}

const THING_ID: &str =
    "parameters: [{name: thing_id, in: path, required: true, schema: {type: string}}]\n";

#[test]
fn parameters_of_the_path_are_pushed_down_and_replaced_by_those_of_the_operation() {
    let contract = contract(
        "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /a/{one}/b/{two}:
    parameters:
      - {name: page, in: query, schema: {type: integer}}
      - {name: two, in: path, required: true, schema: {type: string}}
      - {name: one, in: path, required: true, schema: {type: string}}
    get:
      parameters:
        - {name: trace, in: header, schema: {type: string}}
        - {name: page, in: query, required: true, schema: {type: string}}
      responses: {'204': {description: None.}}
    delete:
      responses: {'204': {description: None.}}
",
    );
    let names = |index: usize| -> Vec<&str> {
        let parameters = &contract.operations[index].parameters;
        parameters
            .iter()
            .map(|parameter| parameter.name.as_str())
            .collect()
    };
    assert_eq!(names(0), ["one", "two", "page", "trace"]);
    assert_eq!(names(1), ["one", "two", "page"]);
    let page = &contract.operations[0].parameters[2];
    assert!(page.required);
    assert!(contract.schema(page.schema.schema).types.string);
    assert!(!contract.operations[1].parameters[2].required);
}

#[test]
fn styles_have_their_defaults() {
    let text = operation(
        "parameters:
  - {name: thing_id, in: path, required: true, schema: {type: string}}
  - {name: a, in: query, schema: {type: string}}
  - {name: b, in: query, explode: false, schema: {type: string}}
  - {name: c, in: query, style: pipeDelimited, schema: {type: array, items: {type: string}}}
  - {name: d, in: query, style: deepObject, schema: {type: object}}
  - {name: e, in: header, schema: {type: string}}
  - {name: f, in: cookie, schema: {type: string}}
",
        NOTHING,
    );
    let contract = contract(&text);
    let styles: Vec<Style> = contract.operations[0]
        .parameters
        .iter()
        .map(|parameter| parameter.style)
        .collect();
    assert_eq!(
        styles,
        [
            Style::Simple { explode: false },
            Style::Form { explode: true },
            Style::Form { explode: false },
            Style::PipeDelimited { explode: false },
            Style::DeepObject,
            Style::Simple { explode: false },
            Style::Form { explode: true },
        ]
    );
}

#[test]
fn a_content_parameter_has_the_schema_of_its_media_type() {
    let text = operation(
        "parameters:
  - {name: thing_id, in: path, required: true, schema: {type: string}}
  - {name: filter, in: query, content: {application/json: {schema: {type: object}}}}
",
        NOTHING,
    );
    let contract = contract(&text);
    let filter = &contract.operations[0].parameters[1];
    assert_eq!(filter.content_type.as_deref(), Some("application/json"));
    assert!(contract.schema(filter.schema.schema).types.object);
}

#[test]
fn reserved_header_parameters_are_left_out_and_told() {
    let text = operation(
        "parameters:
  - {name: thing_id, in: path, required: true, schema: {type: string}}
  - {name: AUTHORIZATION, in: header, schema: {type: string}}
",
        NOTHING,
    );
    let (contract, problems) = problems(&text);
    assert_eq!(contract.operations[0].parameters.len(), 1);
    assert_eq!(problems, ["warning LP0253"]);
}

#[test]
fn a_template_and_its_parameters_have_to_agree() {
    let text = operation(
        "parameters: [{name: owner, in: path, required: true, schema: {type: string}}]\n",
        NOTHING,
    );
    assert_eq!(broken(&text), ["error LP0251", "error LP0250"]);
    let misspelt = text.replace("name: owner", "name: thingId");
    assert_eq!(broken(&misspelt), ["error LP0251"], "one slip, one error");
}

#[test]
fn a_parameter_that_comes_twice_by_reference_is_told() {
    let text = operation(
        "parameters:
  - {name: thing_id, in: path, required: true, schema: {type: string}}
  - $ref: '#/components/parameters/Id'
",
        "components: {parameters: {Id: {name: thing_id, in: path, required: true, schema: {type: string}}}}\n",
    );
    assert_eq!(broken(&text), ["error LP0252"]);
}

#[test]
fn references_lead_to_parameters_bodies_responses_headers_and_examples() {
    let contract = contract(
        "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /things:
    post:
      parameters: [{$ref: '#/components/parameters/Page'}]
      requestBody: {$ref: '#/components/requestBodies/Thing'}
      responses:
        '200': {$ref: '#/components/responses/Ok', description: Here it is.}
        4XX: {$ref: '#/paths/~1things/post/responses/default'}
        default: {description: Bad., content: {application/json: {schema: {$ref: '#/components/schemas/Thing/properties/name'}}}}
components:
  parameters:
    Page: {$ref: '#/components/parameters/Number'}
    Number: {name: page, in: query, schema: {type: integer}}
  requestBodies:
    Thing: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}, examples: {one: {$ref: '#/components/examples/One'}}}}}
  responses:
    Ok: {description: Fine., headers: {X-Left: {$ref: '#/components/headers/Left'}}}
  headers:
    Left: {required: true, schema: {type: integer}}
  examples:
    One: {value: {name: a}}
  schemas:
    Thing: {type: object, properties: {name: {type: string}}}
",
    );
    let operation = &contract.operations[0];
    assert_eq!(operation.parameters[0].name, "page");
    let body = operation.body.as_ref().expect("the body is resolved");
    assert!(body.required);
    assert_eq!(body.content[0].examples, [serde_json::json!({"name": "a"})]);
    let name = schema(&contract, "Thing").object.properties["name"]
        .schema
        .schema;
    let statuses: Vec<Status> = operation
        .responses
        .iter()
        .map(|response| response.status)
        .collect();
    assert_eq!(
        statuses,
        [Status::Code(200), Status::Range(4), Status::Default]
    );
    assert_eq!(
        operation.responses[0].description.as_deref(),
        Some("Here it is.")
    );
    assert_eq!(operation.responses[0].headers[0].name, "X-Left");
    for response in &operation.responses[1..] {
        let used = response.content[0]
            .schema
            .as_ref()
            .expect("it has a schema");
        assert_eq!(used.schema, name);
    }
}

#[test]
fn a_reference_to_nothing_suggests_the_nearest_name() {
    let text = contracts::schemas(
        "Thing: {type: object, properties: {pet: {$ref: '#/components/schemas/Pte'}}}\nPet: {type: string}\n",
    );
    let (_, _, list) = contracts::resolve(&text);
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].code.0, "LP0201");
    assert_eq!(
        list[0].help.as_deref(),
        Some("did you mean `#/components/schemas/Pet`?")
    );
}

#[test]
fn a_reference_of_the_wrong_kind_is_told_with_the_right_one() {
    let text =
        contracts::schemas("Thing: {$ref: '#/components/parameters/Pet'}\nPet: {type: string}\n")
            + "  parameters: {Pet: {name: pet, in: query, schema: {type: string}}}\n";
    let (_, _, list) = contracts::resolve(&text);
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].code.0, "LP0202");
    assert_eq!(
        list[0].help.as_deref(),
        Some("did you mean `#/components/schemas/Pet`?")
    );
}

#[test]
fn references_in_a_circle_are_told_once() {
    let text = contracts::schemas(
        "A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}\n",
    );
    assert_eq!(broken(&text), ["error LP0203"]);
    let text = operation(
        THING_ID,
        "components: {parameters: {A: {$ref: '#/components/parameters/B'}, B: {$ref: '#/components/parameters/A'}}}\n",
    )
    .replace("parameters: [{name", "parameters: [{$ref: '#/components/parameters/A'}, {name");
    assert_eq!(broken(&text), ["error LP0203"]);
}

#[test]
fn anchors_and_definitions_are_followed() {
    let contract = contract(&contracts::schemas(
        "Thing: {type: object, properties: {a: {$ref: '#tag'}, b: {$ref: '#/components/schemas/Thing/$defs/Tag'}}, $defs: {Tag: {$anchor: tag, type: string}}}\n",
    ));
    let properties = &schema(&contract, "Thing").object.properties;
    assert_eq!(properties["a"].schema.schema, properties["b"].schema.schema);
    let tag = contract.schema(properties["b"].schema.schema);
    assert_eq!(tag.name.as_deref(), Some("Tag"));
}

#[test]
fn other_files_are_followed_and_their_references_are_their_own() {
    let folder = tempfile::tempdir().expect("a folder for the files");
    let root = contracts::schemas(
        "A: {$ref: 'common.yaml#/Pet'}
B: {$ref: 'common.yaml#/Pet'}
C: {type: object, properties: {c: {$ref: 'parts/whole.yaml'}}}
D: {$ref: 'common.yaml#/Nothing'}
",
    ) + "  parameters: {P: {$ref: 'common.yaml#/Page'}}\n";
    let root = root.replace(
        "paths: {}",
        "paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/P'}], responses: {'204': {description: None.}}}}}",
    );
    let files = [
        ("openapi.yaml", root.as_str()),
        (
            "common.yaml",
            "Pet: {type: object, properties: {home: {$ref: '#/Home'}, friend: {$ref: '#/Pet'}, a: {$ref: 'openapi.yaml#/components/schemas/A'}}}
Home: {type: string}
Page: {name: page, in: query, schema: {type: integer}}
",
        ),
        ("parts/whole.yaml", "{type: array, items: {$ref: '../common.yaml#/Home'}}\n"),
    ];
    std::fs::create_dir(folder.path().join("parts")).expect("a folder is made");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file is written");
    }
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let file = sources
        .open(&folder.path().join("openapi.yaml"))
        .expect("the file was written");
    let document = letterpress::openapi::read(&mut sources, file, &mut diagnostics)
        .expect("the text is a document");
    let contract = letterpress::resolve::resolve(&document, &mut sources, &mut diagnostics);
    let codes: Vec<_> = diagnostics.iter().map(|problem| problem.code.0).collect();
    assert_eq!(codes, ["LP0201"], "only `D` leads to nothing");
    assert_eq!(
        contract.components["A"].schema,
        contract.components["B"].schema
    );
    let pet = schema(&contract, "A");
    assert_eq!(pet.name.as_deref(), Some("Pet"));
    let member = |name: &str| pet.object.properties[name].schema.schema;
    assert_eq!(member("friend"), contract.components["A"].schema);
    assert_eq!(member("a"), contract.components["A"].schema);
    let list = contract.schema(schema(&contract, "C").object.properties["c"].schema.schema);
    assert_eq!(list.name.as_deref(), Some("whole"));
    assert_eq!(
        list.array.items.as_ref().map(|items| items.schema),
        Some(member("home"))
    );
    assert_eq!(contract.operations[0].parameters[0].name, "page");
}

#[test]
fn path_items_are_shared_by_reference() {
    let contract = contract(
        "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /things: {$ref: '#/components/pathItems/Things'}
components:
  pathItems:
    Things:
      get: {operationId: list, responses: {'204': {description: None.}}}
",
    );
    assert_eq!(contract.operations[0].path, "/things");
    assert_eq!(contract.operations[0].id.as_deref(), Some("list"));
}

#[test]
fn security_is_the_documents_unless_the_operation_says_its_own() {
    let text = "openapi: 3.1.0
info: {title: Things, version: '1'}
security: [{token: []}, {email: [], key: []}]
paths:
  /a: {get: {responses: {'204': {description: None.}}}}
  /b: {get: {security: [], responses: {'204': {description: None.}}}}
  /c: {get: {security: [{}], responses: {'204': {description: None.}}}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    email: {type: apiKey, in: header, name: X-Auth-Email}
    key: {type: apiKey, in: header, name: X-Auth-Key}
    device: {type: mutualTLS}
    login: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a/b', scopes: {}}}}
";
    let contract = contract(text);
    let names = |all: &[Requirement]| -> Vec<Vec<String>> {
        let all = all.iter().map(|one| one.schemes.keys().cloned().collect());
        all.collect()
    };
    let operations = contract.operations.iter();
    let security: Vec<_> = operations.map(|one| names(&one.security)).collect();
    assert_eq!(security[0], [vec!["token"], vec!["email", "key"]]);
    assert!(security[1].is_empty());
    assert_eq!(security[2], [Vec::<String>::new()]);
    let kinds: Vec<_> = contract
        .security_schemes
        .values()
        .map(|scheme| &scheme.kind)
        .collect();
    assert_eq!(kinds[0], &SecurityKind::Bearer);
    assert_eq!(kinds[1], &SecurityKind::Header("X-Auth-Email".to_owned()));
    assert_eq!(kinds[3], &SecurityKind::Other("mutualTLS".to_owned()));
    assert_eq!(kinds[4], &SecurityKind::Bearer);
    let undeclared = text.replace("{token: []}", "{tokne: []}");
    assert_eq!(broken(&undeclared), ["error LP0260"]);
}

#[test]
fn variables_of_servers_are_filled_in() {
    let text = "openapi: 3.1.0
info: {title: Things, version: '1'}
servers:
  - url: https://{region}.example.com/{base}
    variables: {region: {default: eu}, base: {default: v4}}
paths: {}
";
    assert_eq!(contract(text).servers[0].url, "https://eu.example.com/v4");
    assert_eq!(broken(&text.replace("{base}", "{bsae}")), ["error LP0261"]);
}

#[test]
fn an_operation_has_its_own_servers_or_those_of_its_path() {
    let text = "openapi: 3.1.0
info: {title: Things, version: '1'}
servers: [{url: https://example.com}]
paths:
  /a:
    servers: [{url: https://path.example.com}]
    get: {responses: {'204': {description: None.}}}
    put: {servers: [{url: https://own.example.com}], responses: {'204': {description: None.}}}
  /b:
    get: {responses: {'204': {description: None.}}}
";
    let contract = contract(text);
    let urls = contract.operations.iter().map(|operation| {
        let urls = operation.servers.iter().map(|server| server.url.as_str());
        urls.collect::<Vec<_>>()
    });
    let urls: Vec<_> = urls.collect();
    let expected: [&[&str]; 3] = [
        &["https://path.example.com"],
        &["https://own.example.com"],
        &[],
    ];
    assert_eq!(urls, expected);
}

#[test]
fn webhooks_and_callbacks_are_kept() {
    let text = "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      callbacks: {done: {'{$request.query.url}': {post: {responses: {'204': {description: None.}}}}}}
      responses: {'204': {description: None., links: {next: {operationId: b}}}}
webhooks:
  made: {post: {responses: {'204': {description: None.}}}}
";
    let (contract, problems) = problems(text);
    assert_eq!(problems, Vec::<String>::new());
    let webhooks: Vec<_> = contract
        .webhooks
        .iter()
        .map(|webhook| (webhook.name.as_str(), webhook.url.as_deref()))
        .collect();
    assert_eq!(
        webhooks,
        [
            ("made", None),
            ("GET /a done", Some("{$request.query.url}"))
        ]
    );
    assert_eq!(
        contract.operations[0]
            .parameters
            .iter()
            .filter(|parameter| parameter.place == In::Path)
            .count(),
        0
    );
}

#[test]
fn tags_and_extensions_are_kept() {
    let text = operation(
        &format!("{THING_ID}tags: [things]\nx-rate: 5\n"),
        "tags: [{name: things, description: All of them.}]\n",
    );
    let contract = contract(&text);
    assert_eq!(contract.tags["things"].as_deref(), Some("All of them."));
    assert_eq!(contract.operations[0].extensions["x-rate"], 5);
}
