//! LP0100 to LP0199, the document as it is written.

use super::Entry;

pub(crate) const ENTRIES: &[Entry] = &[
    Entry {
        code: "LP0100",
        title: "not an OpenAPI document",
        text: "The root of a document is an object with the member `openapi`. A file that is empty, holds a list or something else \
               is perhaps not the file that was meant.",
        wrong: "name: pets\nversion: 1",
        right: "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}",
    },
    Entry {
        code: "LP0101",
        title: "a version that is not supported",
        text: "OpenAPI 3.0, 3.1 and 3.2 are read. Swagger 2.0 says the same things in another way; convert such a document once, and \
               maintain the result. The version is a text of three numbers: `3.1` alone is a number for YAML.",
        wrong: "swagger: '2.0'\ninfo: {title: Pets, version: '1'}\npaths: {}",
        right: "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}",
    },
    Entry {
        code: "LP0102",
        title: "an unknown keyword",
        text: "A keyword that nobody knows is a slip of the pen, and what it was to say would be lost silently. Keywords are spelled \
               exactly, upper and lower case included. Words of earlier drafts of JSON Schema are read as those of today, \
               with a warning (`definitions`, `additionalItems`, `dependencies`). What is meant for another tool begins with `x-`.",
        wrong: "components:\n  schemas:\n    Pet: {type: string, maxLenght: 32}",
        right: "components:\n  schemas:\n    Pet: {type: string, maxLength: 32, x-shown-as: title}",
    },
    Entry {
        code: "LP0103",
        title: "a value of the wrong type",
        text: "The value of a keyword is a text where a list is expected, a number where a text is, and so on. YAML makes some of \
               these: `1.10` and `true` are a number and a flag unless they are quoted, and `key:` with nothing behind it is null. \
               What OpenAPI 3.1 or an earlier draft would read is read so, with a warning: a list in `type` or `items`, `type: null`.",
        wrong: "info: {title: Pets, version: 1.10}",
        right: "info: {title: Pets, version: '1.10'}",
    },
    Entry {
        code: "LP0104",
        title: "a required member is missing",
        text: "Some members of OpenAPI's objects must be there: `info` with `title` and `version`, `paths` (from 3.1 on, `components` \
               or `webhooks` will do), `name` and `in` of a parameter, `content` of a request body, `description` of a response \
               before 3.2.",
        wrong: "paths:\n  /pets:\n    get:\n      parameters: [{name: page, schema: {type: integer}}]\n      responses: {'200': {description: All pets.}}",
        right: "paths:\n  /pets:\n    get:\n      parameters: [{name: page, in: query, schema: {type: integer}}]\n      responses: {'200': {description: All pets.}}",
    },
    Entry {
        code: "LP0105",
        title: "a keyword of another version of OpenAPI",
        text: "The keyword exists, but not in the version that the document says it is written in; there it says nothing. Where it can mean but one thing it is taken for \
               that, since who writes it means it: `nullable` of 3.0 later on, `const` and the other rules of JSON Schema in 3.0. Anything else that came later is ignored. \
               Write what that version has in its place, or change the version.",
        wrong: "openapi: 3.1.0\ncomponents:\n  schemas:\n    Name: {type: string, nullable: true}",
        right: "openapi: 3.1.0\ncomponents:\n  schemas:\n    Name: {type: [string, 'null']}",
    },
    Entry {
        code: "LP0106",
        title: "a keyword without effect",
        text: "The keyword is right, and the crate does not honour it: nothing in the crate depends on it, or it has no meaning in \
               this place. It is a warning, so that nobody relies on it; `deny = \"warnings\"` in letterpress.toml makes it an error.",
        wrong: "openapi: 3.1.0\ncomponents:\n  schemas:\n    Name: { type: string, $vocabulary: { 'https://example.com/words': true } }",
        right: "openapi: 3.1.0\ncomponents:\n  schemas:\n    Name: { type: string }",
    },
    Entry {
        code: "LP0107",
        title: "an unknown extension of ours",
        text: "`x-letterpress-redact` is the one extension that letterpress itself reads: `query` hides the query of a URI wherever \
               a value is printed. Another name that begins so is a slip of the pen.",
        wrong: "components:\n  schemas:\n    Target: {type: string, format: uri, x-letterpress-redakt: query}",
        right: "components:\n  schemas:\n    Target: {type: string, format: uri, x-letterpress-redact: query}",
    },
    Entry {
        code: "LP0108",
        title: "a word that is not one of the known",
        text: "Some keywords take one of a few words: `type`, `in`, `style`. Types are those of JSON; `int64`, `date` or `uuid` are a \
               `format` beside them.",
        wrong: "components:\n  schemas:\n    Age: {type: int64}",
        right: "components:\n  schemas:\n    Age: {type: integer, format: int64}",
    },
    Entry {
        code: "LP0109",
        title: "not a status of HTTP",
        text: "The keys of `responses` are a status of three digits (`200`), a range in capitals (`4XX`), or `default`.",
        wrong: "paths:\n  /pets:\n    get: {responses: {2xx: {description: All pets.}}}",
        right: "paths:\n  /pets:\n    get: {responses: {2XX: {description: All pets.}}}",
    },
    Entry {
        code: "LP0110",
        title: "`schema` and `content` of a parameter",
        text: "A parameter or a header has one of them. `schema` says its type, and it travels as plain text; `content` says that it \
               travels as a document of its own, as JSON for instance.",
        wrong: "components:\n  parameters:\n    Page: {name: page, in: query}",
        right: "components:\n  parameters:\n    Page: {name: page, in: query, schema: {type: integer}}",
    },
    Entry {
        code: "LP0111",
        title: "a parameter stands twice in one list",
        text: "A parameter is identified by its name and its place together. An operation may repeat a parameter of its path item; \
               then the operation's is meant. The names of headers are the same in upper and lower case.",
        wrong: "paths:\n  /pets:\n    get:\n      parameters:\n        - {name: page, in: query, schema: {type: integer}}\n        - {name: page, in: query, schema: {type: string}}\n      responses: {'200': {description: All pets.}}",
        right: "paths:\n  /pets:\n    get:\n      parameters:\n        - {name: page, in: query, schema: {type: integer}}\n      responses: {'200': {description: All pets.}}",
    },
    Entry {
        code: "LP0112",
        title: "a path without `/`",
        text: "Paths are appended to the URL of the server, and begin with `/`.",
        wrong: "paths:\n  pets:\n    get: {responses: {'200': {description: All pets.}}}",
        right: "paths:\n  /pets:\n    get: {responses: {'200': {description: All pets.}}}",
    },
    Entry {
        code: "LP0113",
        title: "an operationId stands twice",
        text: "The operationId names the function of an operation, so each has one of its own. Names with a dot, `pets.list`, give \
               the module and the function.",
        wrong: "paths:\n  /pets:\n    get: {operationId: pets, responses: {'200': {description: All pets.}}}\n    post: {operationId: pets, responses: {'201': {description: Created.}}}",
        right: "paths:\n  /pets:\n    get: {operationId: pets.list, responses: {'200': {description: All pets.}}}\n    post: {operationId: pets.create, responses: {'201': {description: Created.}}}",
    },
    Entry {
        code: "LP0114",
        title: "a path parameter that is not required",
        text: "A path is not complete without its parameters, so OpenAPI wants `required: true` to be written for each of them.",
        wrong: "paths:\n  /pets/{id}:\n    parameters: [{name: id, in: path, schema: {type: string}}]",
        right: "paths:\n  /pets/{id}:\n    parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
    },
    Entry {
        code: "LP0115",
        title: "`required` as a flag in a schema",
        text: "In a schema, `required` is a list of the names of its properties. A flag inside a property is of early drafts of JSON \
               Schema; only parameters, headers and request bodies have it today.",
        wrong: "components:\n  schemas:\n    Pet:\n      type: object\n      properties:\n        name: {type: string, required: true}",
        right: "components:\n  schemas:\n    Pet:\n      type: object\n      required: [name]\n      properties:\n        name: {type: string}",
    },
    Entry {
        code: "LP0116",
        title: "an exclusive bound of another version",
        text: "In OpenAPI 3.0 `exclusiveMinimum` is a flag beside `minimum`; from 3.1 on it is the bound itself. The same holds for \
               `exclusiveMaximum`. The other version's form is taken for what it means there.",
        wrong: "openapi: 3.1.0\ncomponents:\n  schemas:\n    Share: {type: number, minimum: 0, exclusiveMinimum: true}",
        right: "openapi: 3.1.0\ncomponents:\n  schemas:\n    Share: {type: number, exclusiveMinimum: 0}",
    },
    Entry {
        code: "LP0117",
        title: "a number that a keyword cannot have",
        text: "Lengths and counts are whole numbers from 0 up; `multipleOf` is above 0.",
        wrong: "components:\n  schemas:\n    Name: {type: string, minLength: -1}",
        right: "components:\n  schemas:\n    Name: {type: string, minLength: 0}",
    },
    Entry {
        code: "LP0118",
        title: "a keyword beside `$ref`",
        text: "Outside of schemas, `$ref` replaces the whole object: only `summary` and `description` may stand beside it, and \
               anything else is ignored.",
        wrong: "paths:\n  /pets:\n    get:\n      parameters: [{$ref: '#/components/parameters/Page', required: true}]\n      responses: {'200': {description: All pets.}}\ncomponents:\n  parameters:\n    Page: {name: page, in: query, schema: {type: integer}}",
        right: "paths:\n  /pets:\n    get:\n      parameters: [{$ref: '#/components/parameters/Page'}]\n      responses: {'200': {description: All pets.}}\ncomponents:\n  parameters:\n    Page: {name: page, in: query, required: true, schema: {type: integer}}",
    },
    Entry {
        code: "LP0119",
        title: "a list that is empty, or holds something twice",
        text: "`enum`, `allOf`, `anyOf` and `oneOf` hold one item at least; without any, no value at all would be valid. A value that \
               stands twice in `enum`, `required` or `type` is a warning.",
        wrong: "components:\n  schemas:\n    Color: {type: string, enum: []}",
        right: "components:\n  schemas:\n    Color: {type: string, enum: [red, green]}",
    },
    Entry {
        code: "LP0120",
        title: "not a name of a component",
        text: "Names of components are made of ASCII letters, digits, `.`, `-` and `_`, so that a `$ref` can name them without \
               escapes. Other names are read as they stand, and a warning; a component without a name is refused.",
        wrong: "components:\n  schemas:\n    Pet Shop: {type: object}",
        right: "components:\n  schemas:\n    PetShop: {type: object}",
    },
    Entry {
        code: "LP0121",
        title: "a parameter of several media types",
        text: "`content` of a parameter or a header holds one media type: the one in which it travels.",
        wrong: "components:\n  parameters:\n    Where:\n      name: where\n      in: query\n      content: {application/json: {}, text/plain: {}}",
        right: "components:\n  parameters:\n    Where:\n      name: where\n      in: query\n      content: {application/json: {}}",
    },
    Entry {
        code: "LP0122",
        title: "not a media type",
        text: "The keys of `content` are media types, `type/subtype`, perhaps with parameters or `*`. \
               Another name is taken for the media type that is meant, or for bytes.",
        wrong: "components:\n  responses:\n    Pets: {description: All pets., content: {json: {schema: {type: array}}}}",
        right: "components:\n  responses:\n    Pets: {description: All pets., content: {application/json: {schema: {type: array}}}}",
    },
    Entry {
        code: "LP0123",
        title: "keywords that exclude each other",
        text: "`example` is one example, `examples` are several with names; an object has one of the two. In an example, `value` and \
               `externalValue` exclude each other too.",
        wrong: "components:\n  parameters:\n    Page:\n      name: page\n      in: query\n      schema: {type: integer}\n      example: 1\n      examples: {second: {value: 2}}",
        right: "components:\n  parameters:\n    Page:\n      name: page\n      in: query\n      schema: {type: integer}\n      examples: {first: {value: 1}, second: {value: 2}}",
    },
    Entry {
        code: "LP0124",
        title: "an operation without a response",
        text: "Without a response nothing is known of what an operation answers. OpenAPI 3.0 wants one at least; later versions only \
               advise it, and there it is a warning.",
        wrong: "paths:\n  /pets:\n    get: {responses: {}}",
        right: "paths:\n  /pets:\n    get: {responses: {'200': {description: All pets.}}}",
    },
    Entry {
        code: "LP0125",
        title: "too many of one thing",
        text: "One schema may have 10,000 properties and as many names in `required`, an `enum` 50,000 values, and `allOf`, `anyOf` and `oneOf` 2,000 schemas each. An operation may have 10,000 parameters, an answer as many \
               headers; `content`, `servers` and `security` may have 2,000 entries, an item of `security` 100 schemes. More is not what anybody writes by hand, reads as Rust or compiles. It usually is data: a table of names belongs behind a request, not into the types.",
        wrong: "an `enum` of a hundred thousand codes of five digits",
        right: "components:\n  schemas:\n    Code: {type: string, pattern: '^[0-9]{5}$'}",
    },
    Entry {
        code: "LP0126",
        title: "no name of a header",
        text: "The name of a header holds letters, digits and a few signs, and no space (RFC 9110, section 5.1). No request can have a header of another name: one that would is refused.",
        wrong: "components:\n  parameters:\n    Page: { name: X Page, in: header, schema: { type: integer } }",
        right: "components:\n  parameters:\n    Page: { name: X-Page, in: header, schema: { type: integer } }",
    },
    Entry {
        code: "LP0127",
        title: "two paths that are one",
        text: "Paths that differ in nothing but the names of their parameters are identical, and a document holds only one of them. Each of their operations becomes a function all the same; \
               a server can't tell their requests apart.",
        wrong: "paths:\n  /pets/{id}:\n    get: {responses: {'200': {description: A pet.}}}\n  /pets/{name}:\n    delete: {responses: {'204': {description: Gone.}}}",
        right: "paths:\n  /pets/{id}:\n    get: {responses: {'200': {description: A pet.}}}\n    delete: {responses: {'204': {description: Gone.}}}",
    },
    Entry {
        code: "LP0128",
        title: "a keyword beside the `$ref` of a schema, in 3.0",
        text: "OpenAPI 3.0 has tools ignore whatever stands beside a `$ref`; 3.1 has them honour it. Who writes `nullable` or `readOnly` there means it, so that the crate honours it in both. Another \
               tool may not: `allOf` with the `$ref` as its only part says the same to all of them.",
        wrong: "openapi: 3.0.3\ncomponents:\n  schemas:\n    Name: {type: string}\n    Pet:\n      type: object\n      properties:\n        name: {$ref: '#/components/schemas/Name', nullable: true}",
        right: "openapi: 3.0.3\ncomponents:\n  schemas:\n    Name: {type: string}\n    Pet:\n      type: object\n      properties:\n        name: {nullable: true, allOf: [{$ref: '#/components/schemas/Name'}]}",
    },
];
