//! What the stage says that turns a contract into Rust: names, unions, endpoints, and letterpress.toml held against the document.

use super::Entry;

pub(crate) const ENTRIES: &[Entry] = &[
    Entry {
        code: "LP0301",
        title: "names collide",
        text: "Two things of one scope have the same Rust name, or a thing has a name that the crate itself uses. The one whose spelling in the document is \
               the Rust name already keeps it; the others get four letters made from their own spelling, the same whatever the order in the document. \
               A name that a person chose is better: put it under [crate.rename].",
        wrong: "components:\n  schemas:\n    foo_bar: { type: object, properties: { a: { type: string } } }\n    FooBar: { type: object, properties: { b: { type: string } } }",
        right: "# letterpress.toml\n[crate.rename]\n\"#/components/schemas/foo_bar\" = \"LegacyFooBar\"",
    },
    Entry {
        code: "LP0310",
        title: "no type for this",
        text: "The value becomes a `serde_json::Value`: nothing is lost, but the crate says nothing of its shape. Unions that nothing tells apart end here, and \
               properties by a pattern that can't be run.",
        wrong: "value:\n  oneOf:\n    - { type: array, items: { type: string } }\n    - { type: [string, integer] }\n    - { type: [integer, boolean] }",
        right: "value:\n  oneOf:\n    - { type: array, items: { type: string } }\n    - { type: string }\n    - { type: integer }",
    },
    Entry {
        code: "LP0311",
        title: "more untyped places than letterpress.toml allows",
        text: "`max_untyped` is a budget: at most so many places of the document may become a `serde_json::Value` because the crate has no type for them (each is a \
               warning, LP0310). Places of which the document itself allows any value (`{}`, `true`, an object without properties) do not count: there is nothing to be typed. \
               `letterpress inspect untyped` lists both kinds.",
        wrong: "[[crate]]\nmax_untyped = 0          # and the document has a union that nothing tells apart",
        right: "[[crate]]\nmax_untyped = 1",
    },
    Entry {
        code: "LP0320",
        title: "a rename applies to nothing",
        text: "A line under [crate.rename] names an operationId or a JSON pointer that the crate does not hold. It is misspelt, or outlived its reason.",
        wrong: "[crate.rename]\n\"#/components/schemas/Fitler\" = \"Filter\"",
        right: "[crate.rename]\n\"#/components/schemas/filter_v1\" = \"Filter\"",
    },
    Entry {
        code: "LP0321",
        title: "the envelope is around nothing",
        text: "[crate.envelope] declares the member that holds the payload of an answer, and no success of the document has it.",
        wrong: "[crate.envelope]\nresult = \"reslut\"",
        right: "[crate.envelope]\nresult = \"result\"",
    },
    Entry {
        code: "LP0322",
        title: "no such member of the envelope",
        text: "A line of [crate.envelope] names a member that no answer with the payload's member has, and no failure.",
        wrong: "[crate.envelope]\nresult = \"result\"\nmessages = \"notes\"",
        right: "[crate.envelope]\nresult = \"result\"\nmessages = \"messages\"",
    },
    Entry {
        code: "LP0323",
        title: "no such security scheme",
        text: "[crate.env] gives environment variables to security schemes, by their names under components/securitySchemes, and to `base_url`.",
        wrong: "[crate.env]\ntoken = \"EXAMPLE_TOKEN\"        # the document calls it api_token",
        right: "[crate.env]\napi_token = \"EXAMPLE_TOKEN\"",
    },
    Entry {
        code: "LP0324",
        title: "letterpress.toml names no operation",
        text: "[[crate.wait]] and [[crate.pages]] name the operation that they are about by its operationId; one without an operationId by its module and function, `jobs.get_by_id`.",
        wrong: "[[crate.wait]]\noperation = \"jobs.fetch\"",
        right: "[[crate.wait]]\noperation = \"jobs.get\"",
    },
    Entry {
        code: "LP0325",
        title: "waiting does not fit the document",
        text: "The member that tells must be an enum of the operation's output, the values that end the wait must be values of that enum, and the reason must \
               be a string beside it. Where the output is a union, that holds in each of its variants.",
        wrong: "[[crate.wait]]\noperation = \"jobs.get\"\nmember = \"status\"\ndone = [\"finnished\"]",
        right: "[[crate.wait]]\noperation = \"jobs.get\"\nmember = \"status\"\ndone = [\"finished\"]",
    },
    Entry {
        code: "LP0326",
        title: "a secret hides nothing",
        text: "A line under [crate.secrets] names a JSON pointer behind which the crate has no string. What was meant to be hidden would be shown.",
        wrong: "[crate.secrets]\n\"#/components/schemas/Bucket\" = \"query\"              # an object",
        right: "[crate.secrets]\n\"#/components/schemas/Bucket/properties/uri\" = \"query\"",
    },
    Entry {
        code: "LP0327",
        title: "an alias is of nothing",
        text: "[crate.alias] keeps an old name beside the new one: a type, a function with its module, or a module. What stands on the right side must be in the crate, and a \
               function stays in its module.",
        wrong: "[crate.alias]\nFitler = \"Filtre\"",
        right: "[crate.alias]\nFitler = \"Filter\"\n\"jobs.fetch\" = \"jobs.get\"\nthings = \"jobs\"",
    },
    Entry {
        code: "LP0328",
        title: "an alias takes a name that is taken",
        text: "The old name of [crate.alias] is that of another type, function or module, or of something of the crate's own. It can't mean both.",
        wrong: "[crate.alias]\nBucket = \"Job\"               # and the document has a Bucket",
        right: "[crate.rename]\n\"#/components/schemas/Bucket\" = \"Storage\"\n\n[crate.alias]\nBucket = \"Storage\"",
    },
    Entry {
        code: "LP0329",
        title: "features of one resource",
        text: "`[crate.features] resources = true` makes a cargo feature of each resource, so that who uses one compiles no other. A crate of one resource has nothing to leave out.",
        wrong: "[crate.features]\nresources = true             # and all operations are in one module",
        right: "# no [crate.features]",
    },
    Entry {
        code: "LP0330",
        title: "pages do not fit the document",
        text: "What [[crate.pages]] names must be in the document: query parameters that the operation has, numbers where they count; members of its output, with a `/` between those on the way \
               (`paging/next`), or of what the envelope says about the page (`result_info/cursor`). The items are a list, and what an answer names is what the parameter takes.",
        wrong: "[[crate.pages]]\noperation = \"jobs.list\"\npage = \"page_number\"     # the document calls it page",
        right: "[[crate.pages]]\noperation = \"jobs.list\"\npage = \"page\"",
    },
    Entry {
        code: "LP0332",
        title: "a parameter is sent as JSON",
        text: "A parameter with `content` is serialized in its media type. The crate knows JSON, and sends a string as it is, whatever the media type; a whole query is a form too.",
        wrong: "- { name: filter, in: query, content: { application/xml: { schema: { type: object } } } }",
        right: "- { name: filter, in: query, content: { application/json: { schema: { type: object } } } }",
    },
    Entry {
        code: "LP0333",
        title: "a pattern is not checked",
        text: "`pattern` is an ECMA-262 regular expression. The crate checks it before a request is sent, in time that grows with the text alone: there is no look-behind and no \
               back-reference, and look-ahead (`(?=..)`, `(?!..)`) from the start of the text alone. A property of Unicode is one that ECMA-262 knows (`\\p{L}`, `\\p{Script=Greek}`), not Java's `\\p{Alnum}`. A pattern that needs more is documented; the server has the last word.",
        wrong: "password: { type: string, pattern: '^.+(?<![0-9])$' }",
        right: "password: { type: string, pattern: '^.*[^0-9]$' }",
    },
    Entry {
        code: "LP0334",
        title: "a style without room for a value",
        text: "A style writes a list or an object of scalars, and an exploded form also an object whose members are lists; deeper, OpenAPI says nothing and no server could take the text apart, \
               so that such a value is refused when the request is made. `deepObject` goes as deep as it must: OpenAPI defines one level, the crate writes the rest as the widespread `qs` reads it, \
               members as `[name]` and items as `[0]`.",
        wrong: "- { name: points, in: query, schema: { type: array, items: { type: array, items: { type: integer } } } }",
        right: "- { name: points, in: query, content: { application/json: { schema: { type: array, items: { type: array, items: { type: integer } } } } } }",
    },
    Entry {
        code: "LP0335",
        title: "an encoding is not honoured",
        text: "`encoding` says how a member of a form is sent: in a multipart form any media type or style, in a urlencoded one a style, JSON or text. Elsewhere it says nothing. \
               A part that is an object, or a list of such, is sent as JSON and in no other media type.",
        wrong: "application/x-www-form-urlencoded:\n  schema: { type: object, properties: { icon: { type: string } } }\n  encoding: { icon: { contentType: image/png } }",
        right: "multipart/form-data:\n  schema: { type: object, properties: { icon: { type: string } } }\n  encoding: { icon: { contentType: image/png } }",
    },
    Entry {
        code: "LP0336",
        title: "no value of the type is empty",
        text: "`allowEmptyValue` lets a query parameter be sent as `name=`. Where the type is a string, empty text is sent so; where it is a list or an object, one without items or members is; \
               a number or a boolean has no such value. OpenAPI discourages the keyword.",
        wrong: "- { name: count, in: query, allowEmptyValue: true, schema: { type: integer } }",
        right: "- { name: count, in: query, schema: { type: integer } }",
    },
    Entry {
        code: "LP0337",
        title: "a server relative to the document",
        text: "A server's URL may be relative to that of the document, but a document that was read from a file does not say where it is served. The crate has no base URL then: \
               `base_url` sets it, from a URL or from the server's type under `base_urls`, which takes the URL of the document. Operations with such a server of their own go to the \
               client's base URL, unless the request is given one.",
        wrong: "servers: [{ url: /v1 }]",
        right: "servers: [{ url: 'https://api.example.com/v1' }]",
    },
    Entry {
        code: "LP0339",
        title: "an integer beyond 64 bits",
        text: "`integer` is an `i64` unless `format` says otherwise (`int8` to `uint64`): a bound never changes the type. Where a bound lies beyond it, values that the document allows are \
               not read or sent.",
        wrong: "size: { type: integer, minimum: 0, maximum: 18446744073709551615 }",
        right: "size: { type: integer, format: uint64, minimum: 0, maximum: 18446744073709551615 }",
    },
    Entry {
        code: "LP0341",
        title: "an answer's media type is never asked for",
        text: "An answer is described in several media types. The crate asks for JSON where there is JSON, else for what is no text, else for text, for the first by name, with all that are read in the same way (bytes of any kind, text of any kind, JSON of one schema); \
               server-sent events and JSON by the line are read by `client.stream(..)`. For any other, the request has a method, such as `accept_csv`, if all statuses of success have the media type, of one \
               schema and in the same envelope. What is left is never asked for.",
        wrong: "responses:\n  '200': { description: done, content: { application/json: {}, text/csv: {} } }\n  '202': { description: not yet, content: { application/json: {} } }",
        right: "responses:\n  '200': { description: done, content: { application/json: {}, text/csv: {} } }\n  '202': { description: not yet }",
    },
    Entry {
        code: "LP0343",
        title: "content where there is none",
        text: "An answer of 204 or 205 has no content (RFC 9110, section 15.3.5). What is described there is never read.",
        wrong: "responses:\n  '204': { description: done, content: { application/json: { schema: { $ref: '#/components/schemas/Job' } } } }",
        right: "responses:\n  '200': { description: done, content: { application/json: { schema: { $ref: '#/components/schemas/Job' } } } }",
    },
    Entry {
        code: "LP0345",
        title: "an itemSchema is not honoured",
        text: "`itemSchema` describes each item of a stream. Answers are read by the item where they are server-sent events, JSON by the line or a JSON text sequence; other media \
               types, and bodies of requests, are taken whole.",
        wrong: "content:\n  multipart/mixed: { itemSchema: { $ref: '#/components/schemas/Reading' } }",
        right: "content:\n  application/x-ndjson: { itemSchema: { $ref: '#/components/schemas/Reading' } }",
    },
    Entry {
        code: "LP0346",
        title: "a schema of all items is not honoured",
        text: "Beside `itemSchema`, `schema` is about all items of a stream together, and nobody has them together while they arrive. Without `itemSchema`, `schema` is taken to \
               be of an item, or of the list of all items.",
        wrong: "application/x-ndjson:\n  schema: { type: array, maxItems: 10 }\n  itemSchema: { $ref: '#/components/schemas/Reading' }",
        right: "application/x-ndjson:\n  itemSchema: { $ref: '#/components/schemas/Reading' }",
    },
    Entry {
        code: "LP0347",
        title: "a header is not read as its type",
        text: "The headers of answers, and those of webhooks, are read as text, a number, a boolean, or a list of these between commas. A header that is an object, or has one type \
               under one status and another under another, is read as text.",
        wrong: "headers:\n  X-Range: { schema: { type: object, properties: { first: { type: integer } } } }",
        right: "headers:\n  X-Range: { content: { application/json: { schema: { type: object, properties: { first: { type: integer } } } } } }",
    },
    Entry {
        code: "LP0348",
        title: "a part of what is received is not read",
        text: "A webhook or a callback is read on the side of who receives it: its headers, the parameters of its query, and its body in one media type, JSON where there is JSON. Of forms, \
               those that are urlencoded and an object are read, a pair for each item of a list. Parameters elsewhere, lists in one parameter, and other media types are the receiver's own business.",
        wrong: "webhooks:\n  newPet:\n    post:\n      parameters:\n        - { name: session, in: cookie, schema: { type: string } }",
        right: "webhooks:\n  newPet:\n    post:\n      parameters:\n        - { name: X-Signature, in: header, schema: { type: string } }",
    },
    Entry {
        code: "LP0349",
        title: "a part of what is answered has no type",
        text: "Where an answer to a webhook or a callback has content, there is an enum of all answers, and `response()` makes the HTTP response. It has one media type a status, JSON where there is JSON; \
               headers and other media types are the receiver's own business.",
        wrong: "responses:\n  '200': { description: Taken., headers: { X-Receipt: { schema: { type: string } } } }",
        right: "responses:\n  '200': { description: Taken., content: { application/json: { schema: { type: object } } } }",
    },
    Entry {
        code: "LP0350",
        title: "a security scheme is not used",
        text: "A request carries http basic and bearer credentials, apiKeys in a header, a query parameter or a cookie, and oauth2 and openIdConnect tokens as \
               bearer tokens. Anything else is the business of the HTTP client that you bring.",
        wrong: "securitySchemes:\n  certificate: { type: mutualTLS }",
        right: "securitySchemes:\n  token: { type: http, scheme: bearer }",
    },
    Entry {
        code: "LP0351",
        title: "two credentials in one header",
        text: "Schemes in one item of `security` are needed together. A request has one `Authorization`, and so room for one of two schemes that are written there.",
        wrong: "security: [{ token: [], password: [] }]        # http bearer and http basic",
        right: "security: [{ token: [] }, { password: [] }]",
    },
    Entry {
        code: "LP0352",
        title: "a condition about a member that nothing declares",
        text: "`not`, `if`, `dependentSchemas` and `dependentRequired` ask for a member, and no property of the object declares it. The crate has no field for it, and a request with a member that the document does not name \
               is refused before it is sent. So the condition can't be met, or never fails.",
        wrong: "properties: { kind: { type: string } }\nif: { properties: { kind: { const: company } } }\nthen: { required: [tax_id] }",
        right: "properties: { kind: { type: string }, tax_id: { type: string } }\nif: { properties: { kind: { const: company } } }\nthen: { required: [tax_id] }",
    },
    Entry {
        code: "LP0353",
        title: "a document without operations",
        text: "A crate has the operations of the document, and the types that they reach. Without an operation there are neither. Component schemas that no operation reaches become types where \
               `schemas` of [crate.select] picks them; `*` stands for anything.",
        wrong: "openapi: 3.1.0\ninfo: { title: Shared types, version: '1' }\ncomponents: { schemas: { Job: { type: object } } }",
        right: "[crate.select]\ninclude = { schemas = [\"*\"] }",
    },
    Entry {
        code: "LP0354",
        title: "an end of events where there are none",
        text: "`[[crate.stream]]` says which data of an event means that nothing follows. The operation answers no server-sent events.",
        wrong: "[[crate.stream]]\noperation = \"jobs.log\"      # answers application/x-ndjson\ndone = \"[DONE]\"",
        right: "[[crate.stream]]\noperation = \"chat.create\"   # answers text/event-stream\ndone = \"[DONE]\"",
    },
    Entry {
        code: "LP0355",
        title: "the schema of a body that is no JSON",
        text: "The crate makes types of JSON, of forms, and of multipart bodies whose schema is an object. A body in any other media type is sent and read as it is, as text or bytes: \
               of its schema, only what it says of a text is honoured. Each schema is told once for a media type, and not where it stands in JSON beside it.",
        wrong: "application/xml:\n  schema: { type: object, properties: { name: { type: string } } }",
        right: "application/json:\n  schema: { type: object, properties: { name: { type: string } } }",
    },
    Entry {
        code: "LP0356",
        title: "variants of a union that are one type, and not checked",
        text: "Nothing tells the variants of this union apart, so they are one type with the members of all. Before a request is sent, the crate checks what the variants ask for together: types, constants, bounds, patterns, items, members. These variants ask for more, such as a tuple or the type of members that have no name, and a mix that none of them allows is sent.",
        wrong: "anyOf:\n  - {type: object, required: [a], properties: {a: {type: object, additionalProperties: {type: string}}}}\n  - {type: object, properties: {a: {type: object, additionalProperties: {type: string}}}}\n",
        right: "anyOf:\n  - {type: object, required: [kind, a], properties: {kind: {const: full}, a: {type: array, items: {type: string}}}}\n  - {type: object, required: [kind], properties: {kind: {const: empty}}}\n",
    },
];
