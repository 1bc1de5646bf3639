//! What a document says against itself: constraints that can't hold, values that break their schemas, keywords that are not honoured.

mod contracts;

use contracts::{broken, problems, resolve, schemas, underlined};

/// The first problem of a text, as it is shown: code, message, what stands beside the underline.
fn first(text: &str) -> (String, String, String) {
    let (_, _, list) = resolve(text);
    let problem = list.first().expect("there is a problem");
    (
        problem.code.0.to_owned(),
        problem.message.clone(),
        problem.labels[0].text.clone(),
    )
}

#[test]
fn bounds_that_leave_nothing_are_told() {
    for text in [
        "A: {type: integer, minimum: 2, maximum: 1}\n",
        "A: {type: number, exclusiveMinimum: 1, maximum: 1.0}\n",
        "A: {type: string, minLength: 2, maxLength: 1}\n",
        "A: {type: array, minItems: 2, maxItems: 1}\n",
        "A: {type: object, minProperties: 2, maxProperties: 1}\n",
        "A: {enum: [a], const: b}\n",
    ] {
        assert_eq!(broken(&schemas(text)), ["error LP0230"], "{text}");
    }
    let text = schemas("A: {type: integer, minimum: 2, maximum: 1}\n");
    assert_eq!(underlined(&text), ["2"]);
    assert!(broken(&schemas("A: {type: integer, minimum: 1, maximum: 1}\n")).is_empty());
}

#[test]
fn listed_values_have_to_pass_their_own_schema() {
    for text in [
        "A: {type: string, enum: [a, 1]}\n",
        "A: {type: integer, maximum: 3, enum: [2, 4]}\n",
        "A: {type: string, maxLength: 1, const: ab}\n",
        "A: {type: integer, format: int8, enum: [128]}\n",
    ] {
        assert_eq!(broken(&schemas(text)), ["warning LP0231"], "{text}");
    }
    assert_eq!(
        underlined(&schemas("A: {type: integer, maximum: 3, enum: [2, 4]}\n")),
        ["4"]
    );
    assert!(broken(&schemas("A: {type: integer, enum: [1.0, 2]}\n")).is_empty());
}

#[test]
fn required_members_have_to_be_declared() {
    let open = schemas("A: {type: object, required: [naem], properties: {name: {type: string}}}\n");
    let (_, _, list) = resolve(&open);
    assert_eq!(list[0].code.0, "LP0234");
    assert_eq!(list[0].help.as_deref(), Some("did you mean `name`?"));
    let closed = open.replace("}}}", "}}, additionalProperties: false}");
    assert_eq!(broken(&closed), ["warning LP0233"]);
    let together = schemas(
        "A: {allOf: [{type: object, properties: {name: {type: string}}}, {required: [name]}]}\n",
    );
    assert!(broken(&together).is_empty());
}

#[test]
fn patterns_are_expressions_of_ecma_262() {
    assert_eq!(
        broken(&schemas("A: {type: string, pattern: '[a'}\n")),
        ["error LP0235"]
    );
    for pattern in [
        "^(?=a)\\p{L}+$",
        "^[\\w.-]+$",
        "(?<year>[0-9]{4})",
        "^\\/a$",
        "[\\w-.]",
    ] {
        let text = schemas(&format!("A: {{type: string, pattern: '{pattern}'}}\n"));
        assert!(broken(&text).is_empty(), "{pattern}");
    }
    let deep = format!("A: {{type: string, pattern: '{}'}}\n", "(".repeat(20_000));
    assert_eq!(broken(&schemas(&deep)), ["warning LP0235"]);
    let text = schemas("A: {type: object, patternProperties: {'(': {type: string}}}\n");
    assert_eq!(broken(&text), ["error LP0235"]);
}

#[test]
fn a_default_has_to_be_a_value_of_its_schema() {
    let text = schemas(
        "A: {type: object, properties: {a: {type: integer, maximum: 300, default: 301}}}\n",
    );
    let (code, message, label) = first(&text);
    assert_eq!(code, "LP0240");
    assert_eq!(message, "the default breaks its own schema");
    assert_eq!(label, "is 301, and the maximum is 300");
    assert_eq!(underlined(&text), ["301"]);
    let beside = schemas(
        "X: {type: string}\nA: {type: object, properties: {a: {$ref: '#/components/schemas/X', default: 1}}}\n",
    );
    assert_eq!(broken(&beside), ["warning LP0240"]);
}

#[test]
fn an_example_is_followed_to_the_member_at_fault() {
    let text = schemas(
        "A:
  type: object
  required: [list]
  properties: {list: {type: array, items: {$ref: '#/components/schemas/B'}}}
  example:
    list:
      - {size: 3}
      - {size: big}
B: {type: object, properties: {size: {type: integer}}}
",
    );
    let (code, message, label) = first(&text);
    assert_eq!(code, "LP0241");
    assert_eq!(
        message,
        "the example breaks its own schema at `/list/1/size`"
    );
    assert_eq!(label, "is `\"big\"`, and has to be an integer");
    assert_eq!(underlined(&text), ["big"]);
}

#[test]
fn every_rule_is_asked_of_an_example() {
    for (schema, example) in [
        ("type: string", "1"),
        ("type: string", "null"),
        ("type: boolean", "'true'"),
        ("type: integer", "1.5"),
        ("type: integer, format: int32", "4294967296"),
        ("type: number, multipleOf: 0.01", "0.123"),
        ("type: number, exclusiveMinimum: 0", "0"),
        ("type: string, enum: [a, b]", "c"),
        ("type: string, minLength: 3", "ab"),
        ("type: array, maxItems: 1, items: {type: string}", "[a, b]"),
        ("type: array, uniqueItems: true", "[1, 1.0]"),
        ("type: array, prefixItems: [{type: string}]", "[1]"),
        (
            "type: object, required: [a], properties: {a: {type: string}}",
            "{}",
        ),
        ("type: object, additionalProperties: false", "{a: 1}"),
        (
            "type: object, additionalProperties: {type: string}",
            "{a: 1}",
        ),
        ("type: object, minProperties: 1", "{}"),
        ("oneOf: [{type: integer}, {type: number}]", "1"),
        ("anyOf: [{type: integer}, {type: boolean}]", "a"),
    ] {
        let text = schemas(&format!("A: {{{schema}, example: {example}}}\n"));
        assert_eq!(broken(&text), ["warning LP0241"], "{schema}: {example}");
    }
}

#[test]
fn what_a_schema_allows_is_no_error() {
    for (schema, example) in [
        ("type: integer", "3.0"),
        ("type: number", "3"),
        ("type: [string, 'null']", "null"),
        ("type: number, multipleOf: 0.01", "0.29"),
        ("type: string, maxLength: 3", "äöü"),
        ("type: object", "{anything: [1, {a: null}]}"),
        (
            "type: object, properties: {a: {type: string}}",
            "{a: x, b: 1}",
        ),
        (
            "type: object, required: [id], properties: {id: {type: string, readOnly: true}}",
            "{}",
        ),
        ("oneOf: [{type: integer}, {type: string}]", "1"),
        ("anyOf: [{type: integer}, {type: number}]", "1"),
    ] {
        let text = schemas(&format!("A: {{{schema}, example: {example}}}\n"));
        assert_eq!(broken(&text), [""; 0], "{schema}: {example}");
    }
}

#[test]
fn examples_of_parameters_and_media_types_are_checked() {
    let text = "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string, maxLength: 2}, example: abc}]
    get:
      responses:
        '200':
          description: Fine.
          headers: {X-Left: {schema: {type: integer}, example: few}}
          content: {application/json: {schema: {type: integer}, examples: {one: {value: 1}, two: {value: b}}}}
    delete: {responses: {'204': {description: None.}}}
";
    assert_eq!(
        broken(text),
        ["warning LP0241"; 3],
        "the parameter of the path is told once"
    );
    assert_eq!(underlined(text), ["abc", "few", "b"]);
}

#[test]
fn long_lists_of_values_are_intersected() {
    let list = |from: u32, to: u32| -> String {
        let values: Vec<_> = (from..to).map(|value| value.to_string()).collect();
        values.join(", ")
    };
    let text = schemas(&format!(
        "A: {{type: integer, enum: [{}]}}\nB: {{allOf: [{{$ref: '#/components/schemas/A'}}, {{enum: [{}]}}]}}\n",
        list(0, 20_000),
        list(19_999, 40_000)
    ));
    let (contract, problems) = problems(&text);
    assert_eq!(problems, [""; 0]);
    let values = contracts::schema(&contract, "B").values.clone();
    assert_eq!(values, Some(vec![serde_json::json!(19_999)]));
}

#[test]
fn a_tag_names_the_variant_that_an_example_is_checked_against() {
    let text = schemas(
        "Pet:
  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
  discriminator: {propertyName: kind}
  example: {kind: Cat, lives: many}
Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
Dog: {type: object, required: [kind], properties: {kind: {type: string}, bone: {type: string}}}
",
    );
    let (_, message, label) = first(&text);
    assert_eq!(message, "the example breaks its own schema at `/lives`");
    assert_eq!(label, "is `\"many\"`, and has to be an integer");
}

#[test]
fn each_keyword_that_is_not_honoured_is_told_at_its_key() {
    for (keyword, value) in [
        ("not", "{propertyNames: {maxLength: 3}}"),
        ("if", "{type: object}"),
        ("dependentSchemas", "{a: {propertyNames: {maxLength: 3}}}"),
        ("propertyNames", "{oneOf: [{maxLength: 1}, {minLength: 3}]}"),
        ("contentSchema", "{type: object}"),
    ] {
        let text = schemas(&format!("A: {{type: object, {keyword}: {value}}}\n"));
        let (_, problems) = problems(&text);
        assert_eq!(problems, ["warning LP0270"], "{keyword}");
        assert_eq!(underlined(&text), [keyword]);
    }
    let items =
        schemas("A: {type: array, contains: {type: array, prefixItems: [{type: string}]}}\n");
    assert_eq!(broken(&items), ["warning LP0270"]);
    let branch =
        schemas("A: {type: object, if: {required: [a]}, then: {propertyNames: {maxLength: 3}}}\n");
    assert_eq!(broken(&branch), ["warning LP0270"]);
    let closed = schemas(
        "A: {type: object, allOf: [{$ref: '#/components/schemas/B'}], unevaluatedProperties: false}
B: {type: object, properties: {a: {type: string}}}
C: {type: object, unevaluatedProperties: {type: string}}
D: {type: array, prefixItems: [{type: string}], unevaluatedItems: false}
",
    );
    assert!(broken(&closed).is_empty(), "{:?}", broken(&closed));
    let beside = schemas(
        "A: {type: object, allOf: [{$ref: '#/components/schemas/B'}], unevaluatedProperties: {type: string}}
B: {type: object, properties: {a: {type: string}}}
",
    );
    assert_eq!(broken(&beside), ["warning LP0270"]);
    let prose = schemas(
        "A: {type: object, title: T, description: D, $comment: C, externalDocs: {url: 'https://example.com'}, deprecated: true}\n",
    );
    assert!(broken(&prose).is_empty());
}

#[test]
fn a_component_that_nobody_uses_is_looked_at_too() {
    let text = schemas(
        "A: {type: object, properties: {a: {type: array, items: {not: {propertyNames: {maxLength: 3}}}}}}\n",
    );
    assert_eq!(broken(&text), ["warning LP0270"]);
}

#[test]
fn what_only_follows_from_a_misspelt_keyword_is_not_told() {
    let text = schemas(
        "Pet: {type: object, required: [name], propertis: {name: {type: string}}, properties: {age: {tpye: integer, minimum: 0}}}
Owner: {type: object, required: [name], properties: {city: {type: string}}}
Size: {minimum: 0}
",
    );
    assert_eq!(underlined(&text), ["propertis", "tpye", "name", "minimum"]);
    assert_eq!(
        broken(&text),
        [
            "error LP0102",
            "error LP0102",
            "warning LP0234",
            "warning LP0225"
        ]
    );
    let spelled = text
        .replace("propertis", "x-members")
        .replace("tpye", "x-type");
    assert_eq!(underlined(&spelled).len(), 4, "all are told by themselves");
}
