//! LP0200 to LP0299, what the document means.

use super::Entry;

pub(crate) const ENTRIES: &[Entry] = &[
    Entry {
        code: "LP0201",
        title: "a `$ref` to nothing",
        text: "A `$ref` is a JSON pointer into the document: `#/components/schemas/Pet`. Any object of the right kind can be its target, \
               also one that stands under a path; a schema with an `$anchor` is reached by `#name` too.",
        wrong: "components:\n  schemas:\n    Pet: {type: string}\n    Home: {$ref: '#/components/schemas/Pte'}",
        right: "components:\n  schemas:\n    Pet: {type: string}\n    Home: {$ref: '#/components/schemas/Pet'}",
    },
    Entry {
        code: "LP0202",
        title: "a `$ref` to an object of the wrong kind",
        text: "Where a schema is needed a `$ref` has to lead to a schema, where a parameter is needed to a parameter, and so on.",
        wrong: "components:\n  parameters:\n    Page: {name: page, in: query, schema: {type: integer}}\n  schemas:\n    Home: {$ref: '#/components/parameters/Page'}",
        right: "components:\n  parameters:\n    Page: {name: page, in: query, schema: {type: integer}}\n  schemas:\n    Home: {$ref: '#/components/parameters/Page/schema'}",
    },
    Entry {
        code: "LP0203",
        title: "a `$ref` that leads back to itself",
        text: "References may lead to references, but in the end one has to lead to an object.",
        wrong: "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}",
        right: "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {type: string}",
    },
    Entry {
        code: "LP0204",
        title: "a reference to a file that is not known",
        text: "A `$ref` to another file is relative to the file in which it stands. A document that a program made, and did not read from a file, \
               stands nowhere.",
        wrong: "a `Document` that is made in memory, with `$ref: 'common.yaml#/components/schemas/A'`",
        right: "the same text, read from a file by `openapi::read`",
    },
    Entry {
        code: "LP0205",
        title: "a schema that is composed of itself",
        text: "`allOf`, `anyOf` and `oneOf` say that a value is also something else. A schema that is a part of itself in this way says nothing \
               that ends. The usual case is a base with `oneOf` over schemas that include the base: keep what they share in a schema of its own. \
               Recursion through a property or through items is fine.",
        wrong: "components:\n  schemas:\n    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: string}]}\n    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object}]}",
        right: "components:\n  schemas:\n    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: string}]}\n    Cat: {type: object, properties: {kitten: {$ref: '#/components/schemas/Pet'}}}",
    },
    Entry {
        code: "LP0206",
        title: "composition nested too deeply",
        text: "Schemas that are parts of parts (`$ref`, `allOf`, `anyOf`, `oneOf`) are followed 48 levels deep. Members and items may be \
               nested as deeply as the text allows.",
        wrong: "an `allOf` whose part has an `allOf` whose part .., 49 times",
        right: "the innermost part under components/schemas, used directly",
    },
    Entry {
        code: "LP0207",
        title: "too many combinations",
        text: "`allOf` over unions means every combination of their variants. A thousand combinations in one place, or fifty thousand in \
               a document, are not what anybody wants to read as Rust. Half a million comparisons of a member's name with a pattern of `patternProperties` take longer than anybody waits.",
        wrong: "`allOf` over three unions of 20 variants each",
        right: "`allOf` over one union and schemas without variants",
    },
    Entry {
        code: "LP0210",
        title: "parts that exclude each other",
        text: "The parts of an `allOf`, and what stands beside a `$ref` or a union, have to hold all at once. Here no value satisfies two of them. \
               `allOf` does not override: a part can only narrow what another one says. Until it is mended, what contradicts is not honoured: any JSON value \
               where the types exclude each other, any value of the type where the listed values do, no bounds where bounds do.",
        wrong: "components:\n  schemas:\n    Base: {type: object, properties: {id: {type: integer}}}\n    Leaf: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {id: {type: string}}}]}",
        right: "components:\n  schemas:\n    Base: {type: object, properties: {id: {type: [integer, string]}}}\n    Leaf: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {id: {type: string}}}]}",
    },
    Entry {
        code: "LP0211",
        title: "parts that disagree on a format",
        text: "Two parts of an `allOf` give a value two formats, encodings or media types. Only `int32` within `int64` and `float` within `double` \
               narrow each other. Until it is mended, neither is honoured.",
        wrong: "components:\n  schemas:\n    A: {allOf: [{type: string, format: date}, {type: string, format: uuid}]}",
        right: "components:\n  schemas:\n    A: {allOf: [{type: string, format: date}, {type: string, minLength: 1}]}",
    },
    Entry {
        code: "LP0212",
        title: "a property that another part forbids",
        text: "`additionalProperties: false` forbids every member that the same schema does not declare, also those that other parts of an `allOf` \
               declare. So a closed schema can't be extended by `allOf`. The crate takes the property to be allowed, as it is mostly meant.",
        wrong: "components:\n  schemas:\n    Base: {type: object, additionalProperties: false}\n    Leaf: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {a: {type: string}}}]}",
        right: "components:\n  schemas:\n    Base: {type: object}\n    Leaf: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, properties: {a: {type: string}}}]}",
    },
    Entry {
        code: "LP0213",
        title: "two steps with no common step",
        text: "Two parts give a number two `multipleOf` whose common multiple is not to be written as a number. The first is checked.",
        wrong: "components:\n  schemas:\n    A: {allOf: [{type: number, multipleOf: 0.3}, {type: number, multipleOf: 0.7}]}",
        right: "components:\n  schemas:\n    A: {type: number, multipleOf: 2.1}",
    },
    Entry {
        code: "LP0220",
        title: "a mapping to no variant",
        text: "A discriminator's `mapping` leads from a value of the property to a variant: by the name of a component schema, or by a reference to \
               one. The schema has to be in the `oneOf` or `anyOf` beside it.",
        wrong: "components:\n  schemas:\n    Cat: {type: object, properties: {kind: {type: string}}}\n    Dog: {type: object, properties: {kind: {type: string}}}\n    Pet:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      discriminator: {propertyName: kind, mapping: {wuff: Dgo}}",
        right: "components:\n  schemas:\n    Cat: {type: object, properties: {kind: {type: string}}}\n    Dog: {type: object, properties: {kind: {type: string}}}\n    Pet:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      discriminator: {propertyName: kind, mapping: {wuff: Dog}}",
    },
    Entry {
        code: "LP0221",
        title: "a discriminator without variants",
        text: "A `discriminator` on a base schema says that any component which includes the base by `allOf` may stand in its place: where the base is used, the \
               value is one of these. Here there is none, so the base is read and other members are kept. Let components include it, or list the variants in a \
               schema with `oneOf`, and put the discriminator there.",
        wrong: "components:\n  schemas:\n    Pet: {type: object, discriminator: {propertyName: kind}, required: [kind], properties: {kind: {type: string}}}",
        right: "components:\n  schemas:\n    Cat: {type: object, properties: {kind: {type: string}}}\n    Dog: {type: object, properties: {kind: {type: string}}}\n    Pet:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      discriminator: {propertyName: kind}",
    },
    Entry {
        code: "LP0222",
        title: "a variant that stands twice",
        text: "`oneOf` means exactly one. A value of a variant that stands twice matches two, so it is never valid.",
        wrong: "components:\n  schemas:\n    A: {type: string}\n    B: {oneOf: [{$ref: '#/components/schemas/A'}, {type: integer}, {$ref: '#/components/schemas/A'}]}",
        right: "components:\n  schemas:\n    A: {type: string}\n    B: {oneOf: [{$ref: '#/components/schemas/A'}, {type: integer}]}",
    },
    Entry {
        code: "LP0223",
        title: "a discriminator that no longer tells variants apart",
        text: "`allOf` over two unions has a variant for each possible pair. A value of the discriminator of one union then means several variants, \
               so the members have to tell them apart.",
        wrong: "components:\n  schemas:\n    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}\n    Dog: {type: object, required: [kind], properties: {kind: {type: string}}}\n    Pet:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      discriminator: {propertyName: kind}\n    Home: {anyOf: [{type: object, properties: {street: {type: string}}}, {type: object, properties: {farm: {type: string}}}]}\n    PetAtHome: {allOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Home'}]}",
        right: "components:\n  schemas:\n    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}\n    Dog: {type: object, required: [kind], properties: {kind: {type: string}}}\n    Pet:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      discriminator: {propertyName: kind}\n    Home: {type: object, properties: {street: {type: string}, farm: {type: string}}}\n    PetAtHome: {allOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Home'}]}",
    },
    Entry {
        code: "LP0224",
        title: "null in `type` and not in `enum`",
        text: "`enum` lists every value that is allowed, null included. Where `type` allows null and `enum` does not list it, null is not allowed.",
        wrong: "components:\n  schemas:\n    A: {type: [string, 'null'], enum: [a, b]}",
        right: "components:\n  schemas:\n    A: {type: [string, 'null'], enum: [a, b, null]}",
    },
    Entry {
        code: "LP0225",
        title: "rules without a type",
        text: "`properties` says something about objects only: without `type: object` a text or a number is allowed too. Nobody means that, so the \
               type is taken from the rules. `required`, `items`, `minLength`, `minimum` and their like are read in the same way.",
        wrong: "components:\n  schemas:\n    A: {properties: {a: {type: string}}}",
        right: "components:\n  schemas:\n    A: {type: object, properties: {a: {type: string}}}",
    },
    Entry {
        code: "LP0226",
        title: "a rule about another type",
        text: "`minLength` is about strings, `minimum` about numbers, `minItems` about arrays and `properties` about objects. Beside another type \
               the rule is valid and says nothing: perhaps another one was meant.",
        wrong: "components:\n  schemas:\n    A: {type: array, items: {type: string}, minLength: 1}",
        right: "components:\n  schemas:\n    A: {type: array, items: {type: string}, minItems: 1}",
    },
    Entry {
        code: "LP0227",
        title: "a discriminator's property that no variant has",
        text: "The property that `propertyName` names has to be declared in the variants. Where it is not, and they have one of almost the same name, or no value is mapped, the \
               variants are told apart without it: by a property whose values differ, by their types or keys. A property whose values are mapped is taken to be there, and is sent.",
        wrong: "components:\n  schemas:\n    B: {type: object, required: [kind], properties: {kind: {type: string}, x: {type: string}}}\n    C: {type: object, required: [kind], properties: {kind: {type: string}, y: {type: string}}}\n    A:\n      oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]\n      discriminator: {propertyName: knid}",
        right: "components:\n  schemas:\n    B: {type: object, required: [kind], properties: {kind: {type: string}, x: {type: string}}}\n    C: {type: object, required: [kind], properties: {kind: {type: string}, y: {type: string}}}\n    A:\n      oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]\n      discriminator: {propertyName: kind}",
    },
    Entry {
        code: "LP0228",
        title: "a mapped value that the variant excludes",
        text: "A value of a discriminator's `mapping` has to be one that the variant allows, where the variant lists them by `enum` or `const`. One that it excludes can't be \
               received or sent, so the values that it lists mean the variant.",
        wrong: "components:\n  schemas:\n    B: {type: object, required: [kind], properties: {kind: {const: b}, x: {type: string}}}\n    C: {type: object, required: [kind], properties: {kind: {const: c}, y: {type: string}}}\n    A:\n      oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]\n      discriminator: {propertyName: kind, mapping: {b: '#/components/schemas/B', see: '#/components/schemas/C'}}",
        right: "components:\n  schemas:\n    B: {type: object, required: [kind], properties: {kind: {const: b}, x: {type: string}}}\n    C: {type: object, required: [kind], properties: {kind: {const: c}, y: {type: string}}}\n    A:\n      oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]\n      discriminator: {propertyName: kind, mapping: {b: '#/components/schemas/B', c: '#/components/schemas/C'}}",
    },
    Entry {
        code: "LP0229",
        title: "a variant that no value of the discriminator means",
        text: "A variant is meant by the values that `mapping` leads to it by, else by its schema's name, else, where it excludes that, by the values that only it lists. A variant without any is \
               never read, where others have theirs; where none has, or one is written in place, the variants are told apart without the discriminator.",
        wrong: "components:\n  schemas:\n    B: {type: object, required: [kind], properties: {kind: {const: b}, x: {type: string}}}\n    C: {type: object, required: [kind], properties: {kind: {const: b}, y: {type: string}}}\n    A:\n      oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]\n      discriminator: {propertyName: kind}",
        right: "components:\n  schemas:\n    B: {type: object, required: [kind], properties: {kind: {const: b}, x: {type: string}}}\n    C: {type: object, required: [kind], properties: {kind: {const: c}, y: {type: string}}}\n    A:\n      oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]\n      discriminator: {propertyName: kind}",
    },
    Entry {
        code: "LP0230",
        title: "a constraint that can't hold",
        text: "Two bounds of one schema leave no value between them.",
        wrong: "components:\n  schemas:\n    A: {type: integer, minimum: 10, maximum: 1}",
        right: "components:\n  schemas:\n    A: {type: integer, minimum: 1, maximum: 10}",
    },
    Entry {
        code: "LP0231",
        title: "a listed value that its own schema forbids",
        text: "A value of `enum` or `const` has to have the schema's type and keep to its bounds, or it can never be sent. \
               The crate leaves the value out; where no value is left, it takes whatever the other rules allow.",
        wrong: "components:\n  schemas:\n    A: {type: string, enum: [small, 1]}",
        right: "components:\n  schemas:\n    A: {type: string, enum: [small, '1']}",
    },
    Entry {
        code: "LP0232",
        title: "a mapping that leads nowhere",
        text: "A value of a discriminator's `mapping` leads to nothing that is there, and no variant has such a name: mostly the document was bundled and the mapping still names its files. Where that holds of all values, the \
               variants are told apart by their members instead: by a property whose values differ, by their types or keys. Where it holds of some, an object of such a value is kept as it came.",
        wrong: "components:\n  schemas:\n    Cat: {type: object, required: [kind], properties: {kind: {type: string, enum: [miau]}}}\n    Dog: {type: object, required: [kind], properties: {kind: {type: string, enum: [wuff]}}}\n    Pet:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      discriminator: {propertyName: kind, mapping: {miau: 'models/felines.yml#/feline', wuff: 'models/canines.yml#/canine'}}",
        right: "components:\n  schemas:\n    Cat: {type: object, required: [kind], properties: {kind: {type: string, enum: [miau]}}}\n    Dog: {type: object, required: [kind], properties: {kind: {type: string, enum: [wuff]}}}\n    Pet:\n      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]\n      discriminator: {propertyName: kind, mapping: {miau: Cat, wuff: Dog}}",
    },
    Entry {
        code: "LP0233",
        title: "a required member that can't be there",
        text: "`required` names a member that `properties` does not declare, and `additionalProperties: false` forbids all others. No object is valid. \
               The crate does not ask for the member.",
        wrong: "components:\n  schemas:\n    A: {type: object, required: [naem], properties: {name: {type: string}}, additionalProperties: false}",
        right: "components:\n  schemas:\n    A: {type: object, required: [name], properties: {name: {type: string}}, additionalProperties: false}",
    },
    Entry {
        code: "LP0234",
        title: "a required member that is not declared",
        text: "`required` names a member that `properties` does not declare: perhaps a slip of the pen. The crate has a field for it, of the type that \
               `additionalProperties` gives to others, else of any. A request without it is refused before it is sent; an answer without it is taken.",
        wrong: "components:\n  schemas:\n    A: {type: object, required: [naem], properties: {name: {type: string}}}",
        right: "components:\n  schemas:\n    A: {type: object, required: [name], properties: {name: {type: string}}}",
    },
    Entry {
        code: "LP0235",
        title: "a pattern that is no regular expression",
        text: "`pattern` and the names of `patternProperties` are regular expressions as ECMA-262 (JavaScript) defines them. \
               One that is too large to be looked at is only documented.",
        wrong: "components:\n  schemas:\n    A: {type: string, pattern: '^(a'}",
        right: "components:\n  schemas:\n    A: {type: string, pattern: '^(a)'}",
    },
    Entry {
        code: "LP0236",
        title: "an unknown way of hiding",
        text: "`x-letterpress-redact: value` keeps a value out of debug output and traces, `x-letterpress-redact: query` the query of a URI.",
        wrong: "components:\n  schemas:\n    A: {type: string, x-letterpress-redact: all}",
        right: "components:\n  schemas:\n    A: {type: string, x-letterpress-redact: value}",
    },
    Entry {
        code: "LP0240",
        title: "a default that breaks its own schema",
        text: "A `default` is what the API takes where nothing is sent, so it has to be a value of the schema that it stands in. \
               The crate leaves it out.",
        wrong: "components:\n  schemas:\n    A: {type: integer, maximum: 300, default: 301}",
        right: "components:\n  schemas:\n    A: {type: integer, maximum: 300, default: 300}",
    },
    Entry {
        code: "LP0241",
        title: "an example that breaks its own schema",
        text: "Examples become the examples of the crate's documentation, which compile and run. Types, bounds, listed values and members are checked; \
               patterns and formats of text are not. A required member that is `readOnly` or `writeOnly` may be missing. The crate leaves out an example that breaks its schema.",
        wrong: "components:\n  schemas:\n    A: {type: object, properties: {size: {type: integer}}, example: {size: big}}",
        right: "components:\n  schemas:\n    A: {type: object, properties: {size: {type: integer}}, example: {size: 3}}",
    },
    Entry {
        code: "LP0250",
        title: "a part of the path without a parameter",
        text: "Each `{name}` of a path is filled in from a parameter with `in: path`, of the operation or of the path item. \
               A path ends before its `?`: what stands behind it and is declared with `in: query` is sent in the query. No URL has a space or a control character.",
        wrong: "paths:\n  /pets/{pet_id}:\n    get: {responses: {'204': {description: None.}}}",
        right: "paths:\n  /pets/{pet_id}:\n    get:\n      parameters: [{name: pet_id, in: path, required: true, schema: {type: string}}]\n      responses: {'204': {description: None.}}",
    },
    Entry {
        code: "LP0251",
        title: "a path parameter that is not in the path",
        text: "A parameter with `in: path` has its place in the path: `{name}`. The operators of RFC 6570 are none of OpenAPI's. `{+name}`, and `{name+}` as gateways write it, are taken as `{name}` \
               whose slashes stay, so that it may be several segments; what the others say, `style` and `explode` of the parameter say.",
        wrong: "paths:\n  /pets:\n    get:\n      parameters: [{name: pet_id, in: path, required: true, schema: {type: string}}]\n      responses: {'204': {description: None.}}",
        right: "paths:\n  /pets/{pet_id}:\n    get:\n      parameters: [{name: pet_id, in: path, required: true, schema: {type: string}}]\n      responses: {'204': {description: None.}}",
    },
    Entry {
        code: "LP0252",
        title: "a parameter that stands twice",
        text: "Two parameters of one list have the same name and the same place once their references are followed.",
        wrong: "paths:\n  /pets:\n    get:\n      parameters:\n        - {name: page, in: query, schema: {type: integer}}\n        - {$ref: '#/components/parameters/Page'}\n      responses: {'204': {description: None.}}\ncomponents: {parameters: {Page: {name: page, in: query, schema: {type: integer}}}}",
        right: "paths:\n  /pets:\n    get:\n      parameters:\n        - {$ref: '#/components/parameters/Page'}\n      responses: {'204': {description: None.}}\ncomponents: {parameters: {Page: {name: page, in: query, schema: {type: integer}}}}",
    },
    Entry {
        code: "LP0253",
        title: "a header that OpenAPI ignores",
        text: "`Accept` and `Content-Type` follow from the media types, `Authorization` from the security schemes. OpenAPI says that header parameters \
               of these names are ignored, and so is a response header `Content-Type`.",
        wrong: "paths:\n  /pets:\n    get:\n      parameters: [{name: Authorization, in: header, schema: {type: string}}]\n      responses: {'204': {description: None.}}",
        right: "security: [{token: []}]\npaths:\n  /pets:\n    get: {responses: {'204': {description: None.}}}\ncomponents: {securitySchemes: {token: {type: http, scheme: bearer}}}",
    },
    Entry {
        code: "LP0254",
        title: "more than the whole query",
        text: "A parameter with `in: querystring` is all of the query: a parameter with `in: query`, or a second one, has no room beside it.",
        wrong: "# 3.2.0\npaths:\n  /pets:\n    get:\n      parameters:\n        - { name: search, in: querystring, content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { name: { type: string } } } } } }\n        - { name: page, in: query, schema: { type: integer } }\n      responses: { '204': { description: None. } }",
        right: "# 3.2.0\npaths:\n  /pets:\n    get:\n      parameters:\n        - { name: search, in: querystring, content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { name: { type: string }, page: { type: integer } } } } } }\n      responses: { '204': { description: None. } }",
    },
    Entry {
        code: "LP0260",
        title: "a security scheme that is not declared",
        text: "`security` names schemes of `components.securitySchemes`.",
        wrong: "security: [{tokne: []}]\ncomponents: {securitySchemes: {token: {type: http, scheme: bearer}}}",
        right: "security: [{token: []}]\ncomponents: {securitySchemes: {token: {type: http, scheme: bearer}}}",
    },
    Entry {
        code: "LP0261",
        title: "a variable of a server that is not declared",
        text: "Each `{name}` in the URL of a server has a variable with a default: that is what the crate fills in.",
        wrong: "servers: [{url: 'https://{region}.example.com'}]",
        right: "servers: [{url: 'https://{region}.example.com', variables: {region: {default: eu}}}]",
    },
    Entry {
        code: "LP0262",
        title: "a variable of a server that the URL does not have",
        text: "The variables of a server stand in the braces of its URL. One that doesn't is never filled in.",
        wrong: "servers: [{url: 'https://example.com', variables: {region: {default: eu}}}]",
        right: "servers: [{url: 'https://{region}.example.com', variables: {region: {default: eu}}}]",
    },
    Entry {
        code: "LP0263",
        title: "neither a URL of HTTP nor a path",
        text: "The URL of a server begins with `https://` or `http://`, or is a path relative to the document. What has another beginning before its first colon, such as `localhost:8080`, is neither.",
        wrong: "servers: [{url: 'localhost:8080/v1'}]",
        right: "servers: [{url: 'http://localhost:8080/v1'}]",
    },
    Entry {
        code: "LP0264",
        title: "an encoding of no property",
        text: "`encoding` says how a property of a form is sent; each of its names is a property of the schema.",
        wrong: "paths:\n  /pets:\n    post:\n      requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {photo: {type: string}}}, encoding: {foto: {contentType: image/png}}}}}\n      responses: {'204': {description: None.}}",
        right: "paths:\n  /pets:\n    post:\n      requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {photo: {type: string}}}, encoding: {photo: {contentType: image/png}}}}}\n      responses: {'204': {description: None.}}",
    },
    Entry {
        code: "LP0265",
        title: "a scope that is not declared",
        text: "A security requirement asks for scopes of an OAuth2 scheme, and the flows of the scheme list the scopes that there are.",
        wrong: "security: [{oauth: [wriite]}]\ncomponents:\n  securitySchemes:\n    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.com/token', scopes: {write: Change pets.}}}}",
        right: "security: [{oauth: [write]}]\ncomponents:\n  securitySchemes:\n    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.com/token', scopes: {write: Change pets.}}}}",
    },
    Entry {
        code: "LP0270",
        title: "a keyword that is not honoured",
        text: "The keyword is valid OpenAPI, and the crate does not do what it says; the help line tells what it does instead. With \
               `deny = \"warnings\"` in letterpress.toml this stops the run.",
        wrong: "components:\n  schemas:\n    A: {type: object, not: {propertyNames: {maxLength: 1}}, properties: {aa: {type: string}, bb: {type: string}}}",
        right: "components:\n  schemas:\n    A: {type: object, propertyNames: {minLength: 2}, properties: {aa: {type: string}, bb: {type: string}}}",
    },
];
