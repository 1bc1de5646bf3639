//! LP0000 to LP0099, the text of files.

use super::Entry;

pub(crate) const ENTRIES: &[Entry] = &[
    Entry {
        code: "LP0001",
        title: "a file cannot be read",
        text: "The file that letterpress.toml, the command line or a `$ref` names does not exist, or this user may not read it. \
               Paths in letterpress.toml are relative to letterpress.toml, paths on the command line to the current folder, and \
               the path of a `$ref` to the file in which it stands.",
        wrong: "[[crate]]\nschema = \"shcema/pets.yaml\"",
        right: "[[crate]]\nschema = \"schema/pets.yaml\"",
    },
    Entry {
        code: "LP0002",
        title: "a file is not text",
        text: "Documents are UTF-8. Bytes that are not, and NUL characters, come from another encoding (Latin-1, UTF-16) or from a \
               damaged file. A byte order mark at the beginning and line ends of Windows are fine.",
        wrong: "info: {title: \"Pets\u{0}\", version: '1'}",
        right: "info: {title: \"Pets\", version: '1'}",
    },
    Entry {
        code: "LP0003",
        title: "a file is not YAML",
        text: "The reader of YAML stopped. Most often a line is indented by more or fewer spaces than its neighbours, a tab stands \
               in the indentation, or a text holds `: ` or ` #` or begins with one of `*&!|>%@[{` and is not quoted.",
        wrong: "components:\n  schemas:\n    Pet:\n      description: Note: a colon",
        right: "components:\n  schemas:\n    Pet:\n      description: 'Note: a colon'",
    },
    Entry {
        code: "LP0004",
        title: "a file is not JSON",
        text: "The reader of JSON stopped. JSON has no comments, no comma after the last member, and quotes around every key. A file \
               is read as JSON where its name ends in `.json`, or where it has another ending and begins with `{`.",
        wrong: "{\n  \"openapi\": \"3.1.0\",\n  \"info\": {\"title\": \"Pets\", \"version\": \"1\"},\n  \"paths\": {},\n}",
        right: "{\n  \"openapi\": \"3.1.0\",\n  \"info\": {\"title\": \"Pets\", \"version\": \"1\"},\n  \"paths\": {}\n}",
    },
    Entry {
        code: "LP0005",
        title: "a key stands twice in one object",
        text: "Readers of YAML and JSON keep the last of the two silently, and what the first one says is lost. Letterpress drops \
               nothing silently: keep one of them.",
        wrong: "components:\n  schemas:\n    Pet: {type: object}\n    Pet: {type: string}",
        right: "components:\n  schemas:\n    Pet: {type: object}\n    PetName: {type: string}",
    },
    Entry {
        code: "LP0006",
        title: "a merge key",
        text: "`<<` is of YAML 1.1. YAML 1.2, which OpenAPI uses, does not have it, and readers differ in what they make of it. Write \
               the members out, or say the same in OpenAPI: `allOf` with a `$ref` in a schema.",
        wrong: "components:\n  schemas:\n    Base: &base {type: object}\n    Pet:\n      <<: *base\n      title: A pet",
        right: "components:\n  schemas:\n    Base: {type: object}\n    Pet:\n      allOf: [{$ref: '#/components/schemas/Base'}]\n      title: A pet",
    },
    Entry {
        code: "LP0007",
        title: "a number that JSON does not have",
        text: "YAML has infinities and `.nan`; JSON, which an API speaks, has neither. Readers turn them into null silently. Leave \
               the bound out where there is none.",
        wrong: "components:\n  schemas:\n    Ratio: {type: number, minimum: 0, maximum: .inf}",
        right: "components:\n  schemas:\n    Ratio: {type: number, minimum: 0}",
    },
    Entry {
        code: "LP0008",
        title: "a document is nested too deeply",
        text: "Objects and lists may stand 128 levels deep in each other. A document that a person maintains stays far below; move \
               inner schemas to `components/schemas` and refer to them.",
        wrong: "allOf: [{allOf: [{allOf: [..]}]}]",
        right: "allOf: [{$ref: '#/components/schemas/Inner'}]",
    },
    Entry {
        code: "LP0009",
        title: "a document is too large",
        text: "A file may be 256 MiB long and hold 5 million values, with each alias of YAML counted as a copy of what it names, and \
               aliases may not make it more than about ten times as large as its text. These limits keep a hostile document from \
               filling the memory.",
        wrong: "a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b, *b]",
        right: "a: {$ref: '#/components/schemas/A'}",
    },
    Entry {
        code: "LP0010",
        title: "several documents in a file",
        text: "YAML can hold several documents in a file, with `---` between them. OpenAPI has one document a file.",
        wrong: "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\n---\nopenapi: 3.1.0",
        right: "---\nopenapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}",
    },
    Entry {
        code: "LP0011",
        title: "a tag of YAML",
        text: "A tag such as `!include` asks the reader to make something else of a value; no two readers agree on what. Use `$ref` \
               to reach other files.",
        wrong: "components:\n  schemas: !include schemas.yaml",
        right: "components:\n  schemas:\n    Pet: {$ref: 'schemas.yaml#/Pet'}",
    },
    Entry {
        code: "LP0012",
        title: "a key that is no text",
        text: "YAML allows a list or an object as a key; JSON, in which OpenAPI is defined, does not. Numbers are fine: `200:` is the \
               key `200`.",
        wrong: "components:\n  schemas:\n    [Pet, Dog]: {type: object}",
        right: "components:\n  schemas:\n    Pet: {type: object}\n    Dog: {type: object}",
    },
    Entry {
        code: "LP0013",
        title: "a `$ref` leads out of the folder",
        text: "A `$ref` may reach files in the folder of the root document and in the folders below it, links followed. So a document \
               from elsewhere cannot make the generator read, and quote in its messages, other files of this machine.",
        wrong: "$ref: '../../common.yaml#/Error'",
        right: "$ref: 'common.yaml#/Error'",
    },
    Entry {
        code: "LP0014",
        title: "a `$ref` to the network",
        text: "Nothing is fetched: the same document makes the same crate tomorrow, without a network, and a document from elsewhere \
               cannot make this machine call others. Download the file beside the document.",
        wrong: "$ref: 'https://example.com/common.yaml#/Error'",
        right: "$ref: 'common.yaml#/Error'",
    },
];
