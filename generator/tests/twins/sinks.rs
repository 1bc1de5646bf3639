//! One document with every place where a text of its author goes.

use serde_json::{Map, Value, json};

/// A place for a text.
#[derive(Clone, Copy)]
pub(crate) struct Sink {
    pub(crate) name: &'static str,
    /// Any text is right there, and none may be refused.
    pub(crate) is_prose: bool,
    put: fn(&mut Value, &str),
}

/// A document, and the letterpress.toml beside it.
pub(crate) struct Document {
    pub(crate) schema: Value,
    pub(crate) config: String,
}

/// The document with a text in one of its sinks.
pub(crate) fn document(sink: &Sink, text: &str) -> Document {
    let mut schema = base();
    (sink.put)(&mut schema, text);
    let mut package = Map::new();
    // What letterpress.toml says travels in the document up to here.
    if let Value::Object(members) = &mut schema {
        for key in ["description", "license", "author", "keyword", "version"] {
            if let Some(value) = members.remove(&format!("x-config-{key}")) {
                package.insert(key.to_owned(), value);
            }
        }
    }
    let mut config = String::from(
        "[[crate]]\nname = \"things\"\nschema = \"openapi.json\"\nout = \"out\"\n\n[crate.package]\n",
    );
    for (key, value) in package {
        // A JSON text is a TOML text, but for what TOML wants escaped too.
        let value = value.to_string().replace('\u{7f}', "\\u007f");
        match key.as_str() {
            "author" | "keyword" => config.push_str(&format!("{key}s = [{value}]\n")),
            _ => config.push_str(&format!("{key} = {value}\n")),
        }
    }
    Document { schema, config }
}

const fn prose(name: &'static str, put: fn(&mut Value, &str)) -> Sink {
    Sink {
        name,
        is_prose: true,
        put,
    }
}

const fn strict(name: &'static str, put: fn(&mut Value, &str)) -> Sink {
    Sink {
        name,
        is_prose: false,
        put,
    }
}

/// Sets the value at a pointer.
fn set(document: &mut Value, pointer: &str, value: Value) {
    *document
        .pointer_mut(pointer)
        .unwrap_or_else(|| panic!("the document has {pointer}")) = value;
}

/// Gives the member at a pointer another key; where it stands stays.
fn rename(document: &mut Value, parent: &str, old: &str, new: &str) {
    let parent = document
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("the document has {parent}"));
    let Value::Object(members) = parent else {
        panic!("an object holds {old}")
    };
    *members = std::mem::take(members)
        .into_iter()
        .map(|(key, value)| (if key == old { new.to_owned() } else { key }, value))
        .collect();
}

macro_rules! at {
    ($pointer:literal) => {
        |document, text| set(document, $pointer, json!(text))
    };
}

/// Where no word can stand, something else is harmless.
fn word<'t>(text: &'t str, harmless: &'t str) -> &'t str {
    if text == crate::WORD { harmless } else { text }
}

pub(crate) const SINKS: &[Sink] = &[
    prose("info.title", at!("/info/title")),
    prose("info.summary", at!("/info/summary")),
    prose("info.description", at!("/info/description")),
    prose("info.version", at!("/info/version")),
    prose("info.contact.name", at!("/info/contact/name")),
    prose("info.termsOfService", at!("/info/termsOfService")),
    prose("info.license.name", at!("/info/license/name")),
    prose("the description of a server", at!("/servers/0/description")),
    strict("the URL of a server", |document, text| {
        set(
            document,
            "/servers/0/url",
            json!(format!("https://a.example/{text}")),
        )
    }),
    strict("a server without a scheme", at!("/servers/0/url")),
    strict(
        "the default of a server's variable",
        at!("/servers/1/variables/v/default"),
    ),
    prose("the name of a tag", |document, text| {
        set(document, "/tags/0/name", json!(text));
        set(document, "/paths/~1things~1{id}/post/tags/0", json!(text));
    }),
    prose("the description of a tag", at!("/tags/0/description")),
    prose(
        "the URL of external docs",
        at!("/paths/~1things~1{id}/post/externalDocs/url"),
    ),
    prose(
        "the summary of an operation",
        at!("/paths/~1things~1{id}/post/summary"),
    ),
    prose(
        "the description of an operation",
        at!("/paths/~1things~1{id}/post/description"),
    ),
    strict(
        "an operationId",
        at!("/paths/~1things~1{id}/post/operationId"),
    ),
    strict("an operationId behind a dot", |document, text| {
        set(
            document,
            "/paths/~1things~1{id}/post/operationId",
            json!(format!("things.{text}")),
        )
    }),
    strict("a path", |document, text| {
        rename(document, "/paths", "/plain", &format!("/plain/{text}"))
    }),
    strict("a path without an operationId", |document, text| {
        rename(
            document,
            "/paths",
            "/unnamed",
            &format!("/unnamed/part/{text}"),
        )
    }),
    prose(
        "the description of a parameter",
        at!("/paths/~1things~1{id}/post/parameters/1/description"),
    ),
    strict(
        "the name of a query parameter",
        at!("/paths/~1things~1{id}/post/parameters/1/name"),
    ),
    strict(
        "the name of a header parameter",
        at!("/paths/~1things~1{id}/post/parameters/2/name"),
    ),
    strict(
        "the name of a cookie",
        at!("/paths/~1things~1{id}/post/parameters/3/name"),
    ),
    prose(
        "the example of a parameter",
        at!("/paths/~1things~1{id}/post/parameters/0/example"),
    ),
    prose(
        "the default of a parameter",
        at!("/paths/~1things~1{id}/post/parameters/1/schema/default"),
    ),
    prose(
        "the description of a body",
        at!("/paths/~1things~1{id}/post/requestBody/description"),
    ),
    strict("a media type of a request", |document, text| {
        rename(
            document,
            "/paths/~1things~1{id}/put/requestBody/content",
            "application/octet-stream",
            &format!("application/{text}"),
        )
    }),
    strict("a media type of an answer", |document, text| {
        rename(
            document,
            "/paths/~1things~1{id}/put/responses/200/content",
            "application/octet-stream",
            &format!("application/{text}"),
        )
    }),
    prose(
        "the description of an answer",
        at!("/paths/~1things~1{id}/post/responses/200/description"),
    ),
    prose(
        "the description of a failure",
        at!("/paths/~1things~1{id}/post/responses/404/description"),
    ),
    strict("a status", |document, text| {
        rename(
            document,
            "/paths/~1things~1{id}/post/responses",
            "404",
            word(text, "418"),
        )
    }),
    strict("the name of an answer's header", |document, text| {
        rename(
            document,
            "/paths/~1things~1{id}/post/responses/200/headers",
            "X-Page",
            text,
        )
    }),
    prose(
        "the description of an answer's header",
        at!("/paths/~1things~1{id}/post/responses/200/headers/X-Page/description"),
    ),
    strict("the name of a schema", |document, text| {
        rename(document, "/components/schemas", "Other", text);
        let pointer = text
            .replace('~', "~0")
            .replace('/', "~1")
            .replace('%', "%25");
        set(
            document,
            "/components/schemas/Thing/properties/other",
            json!({ "$ref": format!("#/components/schemas/{pointer}") }),
        );
    }),
    prose(
        "the title of a schema",
        at!("/components/schemas/Thing/title"),
    ),
    prose(
        "the description of a schema",
        at!("/components/schemas/Thing/description"),
    ),
    prose(
        "the title of a property",
        at!("/components/schemas/Thing/properties/name/title"),
    ),
    prose(
        "the description of a property",
        at!("/components/schemas/Thing/properties/name/description"),
    ),
    strict("the name of a property", |document, text| {
        rename(
            document,
            "/components/schemas/Thing/properties",
            "spare",
            text,
        )
    }),
    strict("the name of a required property", |document, text| {
        rename(
            document,
            "/components/schemas/Thing/properties",
            "must",
            text,
        );
        set(
            document,
            "/components/schemas/Thing/required/1",
            json!(text),
        );
        for content in ["requestBody", "responses/200"] {
            let example =
                format!("/paths/~1things~1{{id}}/post/{content}/content/application~1json/example");
            rename(document, &example, "must", text);
        }
    }),
    prose(
        "a default",
        at!("/components/schemas/Thing/properties/name/default"),
    ),
    prose(
        "an example of a property",
        at!("/components/schemas/Thing/properties/name/example"),
    ),
    prose("an example of a body", |document, text| {
        set(
            document,
            "/paths/~1things~1{id}/post/requestBody/content/application~1json/example",
            json!({ "name": text, "must": text, "kind": "a" }),
        )
    }),
    strict(
        "a value of an enum",
        at!("/components/schemas/Thing/properties/colour/enum/1"),
    ),
    strict("the only value of an enum", |document, text| {
        set(
            document,
            "/components/schemas/Thing/properties/fixed/enum/0",
            json!(text),
        )
    }),
    strict(
        "a constant",
        at!("/components/schemas/Thing/properties/fixed_too/const"),
    ),
    strict(
        "a pattern",
        at!("/components/schemas/Thing/properties/formatted/pattern"),
    ),
    strict(
        "a format",
        at!("/components/schemas/Thing/properties/formatted/format"),
    ),
    strict("the property of a discriminator", |document, text| {
        set(
            document,
            "/components/schemas/Either/discriminator/propertyName",
            json!(text),
        );
        for variant in ["Left", "Right"] {
            rename(
                document,
                &format!("/components/schemas/{variant}/properties"),
                "kind",
                text,
            );
            set(
                document,
                &format!("/components/schemas/{variant}/required/0"),
                json!(text),
            );
        }
    }),
    strict("a key of a mapping", |document, text| {
        rename(
            document,
            "/components/schemas/Either/discriminator/mapping",
            "left",
            text,
        )
    }),
    strict("the name of an extension", |document, text| {
        rename(
            document,
            "/components/schemas/Thing",
            "x-plain",
            &format!("x-{text}"),
        )
    }),
    prose(
        "the value of an extension",
        at!("/components/schemas/Thing/x-plain"),
    ),
    strict("the name of a security scheme", |document, text| {
        rename(document, "/components/securitySchemes", "key", text);
        rename(document, "/security/0", "key", text);
    }),
    prose(
        "the description of a security scheme",
        at!("/components/securitySchemes/key/description"),
    ),
    strict(
        "the header of a security scheme",
        at!("/components/securitySchemes/key/name"),
    ),
    strict(
        "the query parameter of a security scheme",
        at!("/components/securitySchemes/query/name"),
    ),
    prose(
        "the summary of an example",
        at!("/paths/~1things~1{id}/post/parameters/1/examples/one/summary"),
    ),
    prose("the name of an example", |document, text| {
        rename(
            document,
            "/paths/~1things~1{id}/post/parameters/1/examples",
            "one",
            text,
        )
    }),
    prose("package.description", at!("/x-config-description")),
    prose("package.authors", at!("/x-config-author")),
    strict("package.license", |document, text| {
        set(document, "/x-config-license", json!(word(text, "MIT")))
    }),
    strict("package.keywords", at!("/x-config-keyword")),
    strict("package.version", |document, text| {
        set(document, "/x-config-version", json!(word(text, "1.2.3")))
    }),
];

/// All prose at once.
pub(crate) const ALL_PROSE: Sink = prose("prose", |document, text| {
    for sink in SINKS.iter().filter(|sink| sink.is_prose) {
        (sink.put)(document, text);
    }
});

fn base() -> Value {
    let parameters = json!([
        { "name": "id", "in": "path", "required": true, "schema": { "type": "string" }, "example": "a-1" },
        { "name": "page", "in": "query", "description": "Which.", "schema": { "type": "string", "default": "a" }, "examples": { "one": { "summary": "One.", "value": "b" } } },
        { "name": "X-Trace", "in": "header", "schema": { "type": "string" } },
        { "name": "session", "in": "cookie", "schema": { "type": "string" } },
    ]);
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Thing" }, "example": { "name": "n", "must": "m", "kind": "a" } } });
    let bytes = json!({ "application/octet-stream": {} });
    let done = json!({ "200": { "description": "Done." } });
    let identity =
        json!([{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }]);
    let variant = |kind: &str| json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, kind: { "type": "string" } } });
    let text = json!({ "type": "string" });
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Things", "summary": "Short.", "description": "Long.", "version": "1.0.0", "termsOfService": "https://a.example",
            "contact": { "name": "Somebody" }, "license": { "name": "MIT" },
        },
        "servers": [
            { "url": "https://a.example", "description": "The one." },
            { "url": "https://{v}.example", "variables": { "v": { "default": "b" } } },
        ],
        "tags": [{ "name": "Tag", "description": "Told." }],
        "security": [{ "key": [] }, { "query": [] }],
        "paths": {
            "/things/{id}": {
                "post": {
                    "operationId": "things.post", "summary": "Posts.", "description": "Posts it.", "tags": ["Tag"],
                    "externalDocs": { "url": "https://a.example/docs" },
                    "parameters": parameters,
                    "requestBody": { "required": true, "description": "The body.", "content": content },
                    "responses": {
                        "200": { "description": "Done.", "content": content, "headers": { "X-Page": { "description": "Where.", "schema": text } } },
                        "404": { "description": "Gone." },
                    },
                },
                "put": {
                    "operationId": "things.put", "parameters": identity,
                    "requestBody": { "required": true, "content": bytes },
                    "responses": { "200": { "description": "Done.", "content": bytes } },
                },
            },
            "/plain": { "get": { "operationId": "plain.get", "responses": done } },
            "/unnamed": { "get": { "responses": done } },
        },
        "components": {
            "securitySchemes": {
                "key": { "type": "apiKey", "in": "header", "name": "X-Key", "description": "A key." },
                "query": { "type": "apiKey", "in": "query", "name": "key" },
            },
            "schemas": {
                "Thing": {
                    "type": "object", "title": "A thing", "description": "What it is.", "x-plain": "plain",
                    "required": ["name", "must"],
                    "properties": {
                        "name": { "type": "string", "title": "Its name", "description": "What it is called.", "default": "n", "example": "n" },
                        "must": text,
                        "kind": text,
                        "spare": text,
                        "colour": { "type": "string", "enum": ["red", "green"] },
                        "fixed": { "type": "string", "enum": ["one"] },
                        "fixed_too": { "const": "two" },
                        "formatted": { "type": "string", "format": "some", "pattern": "x" },
                        "other": { "$ref": "#/components/schemas/Other" },
                        "either": { "$ref": "#/components/schemas/Either" },
                    },
                },
                "Other": { "type": "object", "properties": { "a": text } },
                "Left": variant("l"),
                "Right": variant("r"),
                "Either": {
                    "oneOf": [{ "$ref": "#/components/schemas/Left" }, { "$ref": "#/components/schemas/Right" }],
                    "discriminator": { "propertyName": "kind", "mapping": { "left": "#/components/schemas/Left", "right": "#/components/schemas/Right" } },
                },
            },
        },
        "x-config-description": "Told.", "x-config-author": "Somebody", "x-config-license": "MIT", "x-config-keyword": "api", "x-config-version": "0.1.0",
    });
    document
}
