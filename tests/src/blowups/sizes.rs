//! One thing very often, or one thing very long.

use serde_json::{Map, Value, json};

use super::{Case, document, reference, schema, schemas};

pub(super) fn cases(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let mut cases = many(of);
    cases.extend(many_of_an_operation(of));
    cases.extend(long_names(of));
    cases.extend(prose(of));
    cases.extend(patterns(of));
    cases.extend(values(of));
    cases
}

fn numbered(count: usize, name: &str, value: impl Fn(usize) -> Value) -> Map<String, Value> {
    (0..count)
        .map(|number| (format!("{name}{number}"), value(number)))
        .collect()
}

fn many(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let texts = |count: usize| {
        (0..count)
            .map(|number| json!(format!("value-{number}")))
            .collect::<Vec<_>>()
    };
    let variants = |count: usize| {
        let mut schemas: Vec<(String, Value)> = numbered(count, "V", |number| {
            json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "const": format!("k{number}") } } })
        })
        .into_iter()
        .collect();
        let all: Vec<_> = (0..count)
            .map(|number| reference(format!("V{number}")))
            .collect();
        schemas.insert(0, ("All".to_owned(), json!({ "oneOf": all })));
        schemas
    };
    let all_types = ["string", "null", "integer"].repeat(of(9_000));
    let collide = |count: usize| (0..count).map(|number| format!("a{}b", "-".repeat(number + 1)));
    vec![
        schema("an_enum_of_50_000", json!({ "type": "string", "enum": texts(of(50_000)) })),
        schema("an_enum_of_50_000_numbers", json!({ "enum": (0..of(50_000)).collect::<Vec<_>>() })),
        schema("an_enum_of_one_word_in_many_spellings", {
            json!({ "type": "string", "enum": collide(of(2_000)).collect::<Vec<_>>() })
        }),
        schema("an_enum_of_one_value", json!({ "type": "string", "enum": vec!["same"; of(50_000)] })),
        schema("properties_100_000", json!({ "type": "object", "properties": numbered(of(100_000), "p", |_| json!({ "type": "string" })) })),
        schema("properties_of_one_word", {
            let all: Map<_, _> = collide(of(2_000)).map(|name| (name, json!({ "type": "string" }))).collect();
            json!({ "type": "object", "properties": all })
        }),
        schema("required_100_000", {
            let all = numbered(of(100_000), "p", |_| json!({ "type": "string" }));
            let names: Vec<_> = all.keys().cloned().collect();
            json!({ "type": "object", "required": names, "properties": all })
        }),
        schema("required_and_not_declared", json!({ "type": "object", "required": texts(of(100_000)) })),
        schemas("variants_5_000", variants(of(5_000))),
        schemas("variants_5_000_with_a_discriminator", {
            let mut all = variants(of(5_000));
            let mapping: Map<_, _> = numbered(of(5_000), "k", |number| json!(format!("#/components/schemas/V{number}")));
            all[0].1["discriminator"] = json!({ "propertyName": "kind", "mapping": mapping });
            all
        }),
        schemas("variants_5_000_that_nothing_tells_apart", {
            let mut all = variants(of(5_000));
            for (_, schema) in &mut all[1..] {
                *schema = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
            }
            all[0].1 = json!({ "anyOf": all[0].1["oneOf"] });
            all
        }),
        schema("all_of_5_000", {
            let parts: Vec<_> = (0..of(5_000))
                .map(|number| json!({ "type": "object", "properties": { format!("p{number}"): { "type": "string" } } }))
                .collect();
            json!({ "allOf": parts })
        }),
        schemas("schemas_20_000", numbered(of(20_000), "S", |number| {
            json!({ "type": "object", "properties": { "a": { "type": "string" }, "next": reference(format!("S{}", number / 2)) } })
        }).into_iter().collect()),
        schemas("mistakes_100_000", {
            vec![("S".to_owned(), json!({ "type": "object", "properties": numbered(of(100_000), "p", |_| json!({ "type": "strin" })) }))]
        }),
        schemas("references_to_nothing_100_000", {
            vec![("S".to_owned(), json!({ "type": "object", "properties": numbered(of(100_000), "p", |_| reference("Nothing")) }))]
        }),
        schema("an_enum_of_20_000_objects", {
            let value = |number: usize| json!({ "k": number, "v": [number] });
            json!({ "enum": (0..of(20_000)).map(value).collect::<Vec<_>>() })
        }),
        schema("not_one_of_50_000", json!({ "not": { "enum": (0..of(50_000)).collect::<Vec<_>>() } })),
        schema("keywords_that_are_none_50_000", {
            let mut all = numbered(of(50_000), "kw", |_| json!(1));
            all.insert("type".to_owned(), json!("object"));
            Value::Object(all)
        }),
        schema("patterns_of_members_5_000", json!({
            "type": "object",
            "properties": numbered(of(2_000), "p", |_| json!({ "type": "string" })),
            "patternProperties": numbered(of(5_000), ".[0-9]{1,50}x", |_| json!({ "type": "string" })),
        })),
        schema("a_value_of_many_members_and_patterns", json!({
            "type": "object",
            "default": numbered(of(2_000), "p", |_| json!("")),
            "patternProperties": numbered(of(5_000), ".[0-9]{1,50}x", |_| json!({ "type": "string" })),
        })),
        schema("types_without_end", json!({ "type": all_types })),
    ]
}

fn many_of_an_operation(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let done = json!({ "200": { "description": "Done." } });
    let parameter = |number: usize| json!({ "name": format!("q{number}"), "in": "query", "schema": { "type": "string" } });
    let segments: String = (0..of(5_000))
        .map(|number| format!("/{{p{number}}}"))
        .collect();
    let placed: Vec<_> = (0..of(5_000))
        .map(|number| json!({ "name": format!("p{number}"), "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    let whole = |name: &'static str, value: Value| super::json(name, value.to_string());
    let info = json!({ "title": "Things", "version": "1" });
    vec![
        document(
            "parameters_50_000",
            &json!({ "operationId": "a.b", "parameters": (0..of(50_000)).map(parameter).collect::<Vec<_>>(), "responses": done }),
            &json!({}),
        ),
        document(
            "responses_and_headers",
            &json!({ "operationId": "a.b", "responses": { "200": { "description": "Done.", "headers": numbered(of(10_000), "X-H", |_| json!({ "schema": { "type": "string" } })) } } }),
            &json!({}),
        ),
        document(
            "media_types_5_000",
            &json!({ "operationId": "a.b", "responses": { "200": { "description": "Done.", "content": numbered(of(5_000), "application/x", |_| json!({ "schema": { "type": "string" } })) } } }),
            &json!({}),
        ),
        document(
            "security_of_10_000_at_once",
            &json!({ "operationId": "a.b", "responses": done, "security": [numbered(of(10_000), "s", |_| json!([]))] }),
            &json!({ "securitySchemes": numbered(of(10_000), "s", |number| json!({ "type": "apiKey", "in": "header", "name": format!("X-{number}") })) }),
        ),
        document(
            "security_10_000",
            &json!({ "operationId": "a.b", "responses": done, "security": (0..of(10_000)).map(|number| json!({ format!("s{number}"): [] })).collect::<Vec<_>>() }),
            &json!({ "securitySchemes": numbered(of(10_000), "s", |number| json!({ "type": "apiKey", "in": "header", "name": format!("X-{number}") })) }),
        ),
        whole(
            "a_path_of_5_000_parameters",
            json!({
                "openapi": "3.1.0", "info": info,
                "paths": { segments: { "get": { "operationId": "a.b", "parameters": placed, "responses": done } } },
            }),
        ),
        whole(
            "operations_5_000",
            json!({
                "openapi": "3.1.0", "info": info,
                "paths": numbered(of(5_000), "/a/b", |number| json!({ "get": { "operationId": format!("r{}.op{number}", number % 50), "responses": done } })),
            }),
        ),
        whole(
            "operations_without_a_name",
            json!({
                "openapi": "3.1.0", "info": info,
                "paths": numbered(of(5_000), "/a/b", |_| json!({ "get": { "responses": done } })),
            }),
        ),
        whole(
            "operations_of_one_name",
            json!({
                "openapi": "3.1.0", "info": info,
                "paths": numbered(of(5_000), "/a/b", |number| json!({ "get": { "operationId": format!("a.b{}", "-".repeat(number % 500)), "responses": done } })),
            }),
        ),
        whole(
            "servers_tags_and_variables",
            json!({
                "openapi": "3.1.0", "info": info, "paths": {},
                "tags": (0..of(10_000)).map(|number| json!({ "name": format!("t{number}") })).collect::<Vec<_>>(),
                "servers": (0..of(2_000)).map(|number| json!({
                    "url": format!("https://{{v{number}}}.example"),
                    "variables": { format!("v{number}"): { "default": "a", "enum": ["a"] } },
                })).collect::<Vec<_>>(),
            }),
        ),
    ]
}

fn long_names(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let long = "name".repeat(of(25_000));
    let one =
        |key: &str, value: Value| Value::Object([(key.to_owned(), value)].into_iter().collect());
    let text = json!({ "type": "string" });
    let done = json!({ "200": { "description": "Done." } });
    let operation = |member: &str, value: Value| {
        let mut operation = json!({ "operationId": "a.b", "responses": done });
        operation[member] = value;
        operation
    };
    vec![
        schemas("a_long_schema", vec![(long.clone(), json!({ "type": "object", "properties": { "a": text } }))]),
        schema("a_long_property", json!({ "type": "object", "properties": one(&long, text.clone()) })),
        schema("a_long_value", json!({ "type": "string", "enum": [long] })),
        schema("a_long_default", json!({ "type": "string", "default": long, "example": long, "title": long })),
        schema("a_long_keyword", one(&long, json!(1))),
        schema("a_long_reference", json!({ "$ref": format!("#/components/schemas/{long}") })),
        schema("a_long_file", json!({ "$ref": format!("{long}.yaml") })),
        schema("a_deep_reference", json!({ "$ref": format!("#{}", "/a".repeat(of(50_000))) })),
        document("a_long_operation", &operation("operationId", json!(long)), &json!({})),
        document("a_long_tag", &operation("tags", json!([long])), &json!({})),
        document("a_long_parameter", &operation("parameters", json!([{ "name": long, "in": "query", "schema": text }])), &json!({})),
        document("a_long_header", &operation("parameters", json!([{ "name": long, "in": "header", "schema": text }])), &json!({})),
        document("a_long_media_type", &operation("requestBody", json!({ "content": one(&format!("application/{long}"), json!({})) })), &json!({})),
        document("a_long_status", &operation("responses", one(&long, json!({ "description": "x" }))), &json!({})),
        document("a_long_scheme", &operation("security", json!([one(&long, json!([]))])), &json!({ "securitySchemes": one(&long, json!({ "type": "http", "scheme": "bearer" })) })),
        super::json("a_long_path", json!({ "openapi": "3.1.0", "info": { "title": long, "version": long }, "paths": one(&format!("/{long}"), json!({ "get": { "responses": done } })), "servers": [{ "url": format!("https://a.example/{long}") }] }).to_string()),
    ]
}

/// Markdown that takes readers of Markdown more time than it has letters.
fn prose(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let told = |name: &'static str, text: String| {
        schema(name, json!({ "type": "object", "description": text }))
    };
    let count = of(50_000);
    vec![
        told("quotes_in_quotes", "> ".repeat(count)),
        told(
            "quotes_in_quotes_with_text",
            format!("{}x", ">".repeat(count)),
        ),
        told("lists_in_lists", "- ".repeat(count)),
        told(
            "lists_on_deeper_lines",
            (0..of(1_000))
                .map(|level| format!("{}- x\n", "  ".repeat(level)))
                .collect(),
        ),
        told("brackets", "[".repeat(count)),
        told(
            "brackets_closed",
            format!("{}{}", "[".repeat(count), "]".repeat(count)),
        ),
        told(
            "links_in_links",
            format!(
                "{}{}",
                "[".repeat(count),
                "](http://a.example)".repeat(of(5_000))
            ),
        ),
        told(
            "images_in_images",
            format!(
                "{}{}",
                "![".repeat(of(5_000)),
                "](http://a.example)".repeat(of(5_000))
            ),
        ),
        told("stars", "*".repeat(count)),
        told("stars_around_words", "*a **b ".repeat(count)),
        told(
            "stars_nested",
            format!("{}x{}", "*a ".repeat(of(5_000)), " a*".repeat(of(5_000))),
        ),
        told("underscores", "_a ".repeat(count)),
        told(
            "ticks_of_all_lengths",
            (1..of(1_000))
                .map(|length| format!("{} ", "`".repeat(length)))
                .collect(),
        ),
        told("angles", "<".repeat(count)),
        told("comments_that_never_end", "<!--".repeat(count)),
        told("declarations", "<?".repeat(count)),
        told("cdata", "<![CDATA[".repeat(count)),
        told("ampersands", "&".repeat(count)),
        told(
            "references_to_nothing",
            (0..of(5_000))
                .map(|number| format!("[a{number}][b]"))
                .collect(),
        ),
        told(
            "definitions",
            (0..of(5_000))
                .map(|number| format!("[a{number}]: http://a.example\n"))
                .collect(),
        ),
        told("backslashes", "\\".repeat(count)),
        told(
            "table_columns",
            format!(
                "{}\n{}\n{}\n",
                "|a".repeat(of(5_000)),
                "|-".repeat(of(5_000)),
                "|\n".repeat(of(5_000))
            ),
        ),
        told("lines", "\n".repeat(count)),
        told("sentences", "A. ".repeat(count)),
        told("urls", "http://a.example ".repeat(of(20_000))),
        told(
            "urls_without_end",
            format!("http://a.example/{}", "(".repeat(count)),
        ),
        told("footnotes", "[^a]: ".repeat(of(5_000))),
        told("math_and_strikes", "~~$$".repeat(count)),
    ]
}

fn patterns(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let pattern = |name: &'static str, pattern: String| {
        schema(
            name,
            json!({ "type": "object", "properties": { "a": { "type": "string", "pattern": pattern, "example": "a".repeat(40), "default": "a".repeat(40) } } }),
        )
    };
    let count = of(20_000);
    vec![
        pattern("a_pattern_that_backtracks", "^(a+)+$b".to_owned()),
        pattern(
            "a_pattern_that_backtracks_more",
            format!("^{}{}$", "(a?)".repeat(40), "a".repeat(41)),
        ),
        pattern(
            "groups_in_groups",
            format!("{}a{}", "(".repeat(count), ")".repeat(count)),
        ),
        pattern("groups_that_never_end", "(".repeat(count)),
        pattern(
            "looks_ahead",
            format!("{}a{}", "(?=".repeat(count), ")".repeat(count)),
        ),
        pattern("classes_that_never_end", "[".repeat(count)),
        pattern("alternatives", "a|".repeat(count)),
        pattern("a_count_beyond_all", "a{1000000000}".to_owned()),
        pattern(
            "counts_of_counts",
            "((((a{1000}){1000}){1000}){1000})".to_owned(),
        ),
        pattern(
            "a_count_no_number_holds",
            format!("a{{{}}}", "9".repeat(400)),
        ),
        pattern("back_references", "(a)\\1".repeat(of(5_000))),
    ]
}

fn values(of: &dyn Fn(usize) -> usize) -> Vec<Case> {
    let count = of(50_000);
    let deep = (0..100).fold(json!(1), |inner, _| json!({ "a": [inner] }));
    let numbers: Vec<_> = (0..count).collect();
    let objects: Vec<_> = (0..of(20_000))
        .map(|number| json!({ "a": number, "b": [number] }))
        .collect();
    let digits = |text: String| serde_json::from_str::<Value>(&text).unwrap_or(json!(0));
    vec![
        schema(
            "a_deep_example",
            json!({ "example": deep, "default": deep }),
        ),
        schema(
            "a_wide_example",
            json!({ "type": "array", "items": { "type": "integer" }, "example": numbers, "default": numbers }),
        ),
        schema(
            "unique_items",
            json!({ "type": "array", "uniqueItems": true, "items": {}, "example": objects }),
        ),
        schema("an_enum_of_objects", json!({ "enum": objects })),
        schema(
            "an_enum_of_deep_values",
            json!({ "enum": [deep, [deep], { "a": deep }] }),
        ),
        schema("an_example_against_many_variants", {
            let variants: Vec<_> = (0..of(500)).map(|number| json!({ "type": "object", "required": [format!("p{number}")], "properties": { format!("p{number}"): { "type": "string" } } })).collect();
            json!({ "type": "array", "items": { "oneOf": variants }, "example": vec![json!({ "p1": "x" }); of(500)] })
        }),
        schema(
            "limits_beyond_all",
            json!({
                "type": "object",
                "properties": {
                    "a": { "type": "string", "minLength": u64::MAX, "maxLength": 0 },
                    "b": { "type": "number", "minimum": 1e308, "maximum": -1e308, "multipleOf": 1e-300 },
                    "c": { "type": "array", "items": {}, "minItems": u64::MAX },
                    "d": { "type": "integer", "minimum": i64::MIN, "maximum": u64::MAX, "example": i64::MIN },
                    "e": { "type": "integer", "format": "int8", "minimum": 1e300 },
                    "f": { "type": "number", "multipleOf": 0 },
                    "g": { "type": "string", "minLength": -1 },
                },
            }),
        ),
        schema(
            "digits_without_end",
            json!({ "type": "number", "maximum": digits(format!("1{}", "0".repeat(300))), "multipleOf": digits(format!("0.{}1", "0".repeat(300))), "example": 1e300 }),
        ),
    ]
}
