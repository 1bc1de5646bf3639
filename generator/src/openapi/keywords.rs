//! The keywords of every object of OpenAPI, and the versions that have them. A new keyword begins here.

use super::Version;
use super::Version::{V3_0, V3_1, V3_2};

/// An object of OpenAPI: what it may hold.
#[derive(Debug)]
pub(super) struct Kind {
    /// As it stands in a sentence: `an operation`.
    pub(super) name: &'static str,
    /// Sorted by name.
    keywords: &'static [Keyword],
    /// Words of other languages that people write here, and what to write instead.
    foreign: &'static [(&'static str, &'static str)],
}

/// A keyword, and what there is to know about it before its value is looked at.
#[derive(Debug)]
pub(super) struct Keyword {
    pub(super) name: &'static str,
    since: Version,
    until: Version,
    /// What to write in the versions that do not have it.
    pub(super) instead: &'static str,
    /// Known, and of no effect on the crate.
    pub(super) idle: bool,
    /// Taken for what it means also in the versions before it: nobody means anything else by it.
    meant: bool,
}

impl Kind {
    /// The keyword of that name, in any version.
    pub(super) fn find(&self, name: &str) -> Option<&'static Keyword> {
        let at = self
            .keywords
            .binary_search_by(|keyword| keyword.name.cmp(name));
        at.ok().map(|at| &self.keywords[at])
    }

    /// The names of the keywords of a version.
    pub(super) fn names(&self, version: Version) -> impl Iterator<Item = &'static str> {
        let all = self.keywords.iter();
        all.filter(move |keyword| keyword.is_of(version))
            .map(|keyword| keyword.name)
    }

    /// What to write instead of a word of another language.
    pub(super) fn foreign(&self, name: &str) -> Option<&'static str> {
        let mut all = self.foreign.iter();
        all.find(|(word, _)| *word == name).map(|(_, help)| *help)
    }
}

impl Keyword {
    /// Whether that version has the keyword.
    pub(super) fn is_of(&self, version: Version) -> bool {
        self.since <= version && version <= self.until
    }

    /// The version whose meaning people have in mind where this one does not have the keyword.
    pub(super) fn meant_in(&self, version: Version) -> Option<Version> {
        if self.until < version {
            return Some(self.until);
        }
        (version < self.since && self.meant).then_some(self.since)
    }

    /// The first version that has it.
    pub(super) fn since(&self) -> Version {
        self.since
    }
}

/// In all versions.
const fn word(name: &'static str) -> Keyword {
    Keyword {
        name,
        since: V3_0,
        until: V3_2,
        instead: "",
        idle: false,
        meant: false,
    }
}

/// Since a version; before it, write `instead`.
const fn since(since: Version, name: &'static str, instead: &'static str) -> Keyword {
    Keyword {
        since,
        instead,
        ..word(name)
    }
}

/// Since a version, and before it taken for what it means; write `instead`.
const fn meant_since(since: Version, name: &'static str, instead: &'static str) -> Keyword {
    Keyword {
        since,
        instead,
        meant: true,
        ..word(name)
    }
}

/// Since a version, without effect on the crate.
const fn idle_since(since: Version, name: &'static str) -> Keyword {
    Keyword {
        since,
        idle: true,
        instead: "remove it",
        ..word(name)
    }
}

/// Up to 3.0; later, write `instead`.
const fn until_3_0(name: &'static str, instead: &'static str) -> Keyword {
    Keyword {
        until: V3_0,
        instead,
        ..word(name)
    }
}

const NEEDS_3_1: &str = "write `openapi: 3.1.0` to use it, or remove it";
const NEEDS_3_2: &str = "write `openapi: 3.2.0` to use it, or remove it";

pub(super) static DOCUMENT: Kind = Kind {
    name: "the document",
    keywords: &[
        since(V3_2, "$self", "remove it"),
        word("components"),
        word("externalDocs"),
        word("info"),
        since(V3_1, "jsonSchemaDialect", "remove it"),
        word("openapi"),
        word("paths"),
        word("security"),
        word("servers"),
        word("tags"),
        since(V3_1, "webhooks", NEEDS_3_1),
    ],
    foreign: &[
        ("basePath", "write `servers: [{url: https://host/base}]`"),
        (
            "consumes",
            "write the media types under `content` of each request body",
        ),
        ("definitions", "write `components: {schemas: ..}`"),
        ("host", "write `servers: [{url: https://host/base}]`"),
        ("parameters", "write `components: {parameters: ..}`"),
        (
            "produces",
            "write the media types under `content` of each response",
        ),
        ("responses", "write `components: {responses: ..}`"),
        ("schemas", "write `components: {schemas: ..}`"),
        ("schemes", "write `servers: [{url: https://host/base}]`"),
        (
            "securityDefinitions",
            "write `components: {securitySchemes: ..}`",
        ),
        (
            "securitySchemes",
            "write `components: {securitySchemes: ..}`",
        ),
    ],
};

pub(super) static INFO: Kind = Kind {
    name: "`info`",
    keywords: &[
        word("contact"),
        word("description"),
        word("license"),
        since(
            V3_1,
            "summary",
            "write it at the beginning of `description`",
        ),
        word("termsOfService"),
        word("title"),
        word("version"),
    ],
    foreign: &[],
};

pub(super) static CONTACT: Kind = Kind {
    name: "a contact",
    keywords: &[word("email"), word("name"), word("url")],
    foreign: &[],
};

pub(super) static LICENSE: Kind = Kind {
    name: "a license",
    keywords: &[
        since(V3_1, "identifier", "write `url`"),
        word("name"),
        word("url"),
    ],
    foreign: &[],
};

pub(super) static SERVER: Kind = Kind {
    name: "a server",
    keywords: &[
        word("description"),
        since(V3_2, "name", "write it in `description`"),
        word("url"),
        word("variables"),
    ],
    foreign: &[],
};

pub(super) static SERVER_VARIABLE: Kind = Kind {
    name: "a server variable",
    keywords: &[word("default"), word("description"), word("enum")],
    foreign: &[],
};

pub(super) static TAG: Kind = Kind {
    name: "a tag",
    keywords: &[
        word("description"),
        word("externalDocs"),
        since(V3_2, "kind", "remove it"),
        word("name"),
        since(V3_2, "parent", "remove it"),
        since(V3_2, "summary", "write `description`"),
    ],
    foreign: &[],
};

pub(super) static EXTERNAL_DOCS: Kind = Kind {
    name: "external documentation",
    keywords: &[word("description"), word("url")],
    foreign: &[],
};

pub(super) static COMPONENTS: Kind = Kind {
    name: "`components`",
    keywords: &[
        word("callbacks"),
        word("examples"),
        word("headers"),
        word("links"),
        since(V3_2, "mediaTypes", NEEDS_3_2),
        word("parameters"),
        since(V3_1, "pathItems", NEEDS_3_1),
        word("requestBodies"),
        word("responses"),
        word("schemas"),
        word("securitySchemes"),
    ],
    foreign: &[
        ("definitions", "write `schemas`"),
        ("models", "write `schemas`"),
        ("securityDefinitions", "write `securitySchemes`"),
    ],
};

pub(super) static PATH_ITEM: Kind = Kind {
    name: "a path item",
    keywords: &[
        word("$ref"),
        since(V3_2, "additionalOperations", NEEDS_3_2),
        word("delete"),
        word("description"),
        word("get"),
        word("head"),
        word("options"),
        word("parameters"),
        word("patch"),
        word("post"),
        word("put"),
        since(V3_2, "query", NEEDS_3_2),
        word("servers"),
        word("summary"),
        word("trace"),
    ],
    foreign: &[("tags", "write `tags` in each operation")],
};

pub(super) static OPERATION: Kind = Kind {
    name: "an operation",
    keywords: &[
        word("callbacks"),
        word("deprecated"),
        word("description"),
        word("externalDocs"),
        word("operationId"),
        word("parameters"),
        word("requestBody"),
        word("responses"),
        word("security"),
        word("servers"),
        word("summary"),
        word("tags"),
    ],
    foreign: &[
        ("body", "write `requestBody`"),
        (
            "consumes",
            "write the media types under `requestBody: {content: ..}`",
        ),
        ("id", "write `operationId`"),
        (
            "produces",
            "write the media types under `content` of each response",
        ),
        ("schemes", "write `servers`"),
    ],
};

const UNDER_SCHEMA: &str = "write it under `schema`";

pub(super) static PARAMETER: Kind = Kind {
    name: "a parameter",
    keywords: &[
        word("allowEmptyValue"),
        word("allowReserved"),
        word("content"),
        word("deprecated"),
        word("description"),
        word("example"),
        word("examples"),
        word("explode"),
        word("in"),
        word("name"),
        word("required"),
        word("schema"),
        word("style"),
    ],
    foreign: &[
        ("collectionFormat", "write `style` and `explode`"),
        ("default", UNDER_SCHEMA),
        ("enum", UNDER_SCHEMA),
        ("exclusiveMaximum", UNDER_SCHEMA),
        ("exclusiveMinimum", UNDER_SCHEMA),
        ("format", UNDER_SCHEMA),
        ("items", UNDER_SCHEMA),
        ("maxItems", UNDER_SCHEMA),
        ("maxLength", UNDER_SCHEMA),
        ("maximum", UNDER_SCHEMA),
        ("minItems", UNDER_SCHEMA),
        ("minLength", UNDER_SCHEMA),
        ("minimum", UNDER_SCHEMA),
        ("multipleOf", UNDER_SCHEMA),
        ("nullable", UNDER_SCHEMA),
        ("oneOf", UNDER_SCHEMA),
        ("pattern", UNDER_SCHEMA),
        ("title", UNDER_SCHEMA),
        ("type", UNDER_SCHEMA),
    ],
};

pub(super) static HEADER: Kind = Kind {
    name: "a header",
    keywords: &[
        word("content"),
        word("deprecated"),
        word("description"),
        word("example"),
        word("examples"),
        word("explode"),
        word("required"),
        word("schema"),
        word("style"),
    ],
    foreign: &[
        ("enum", UNDER_SCHEMA),
        ("format", UNDER_SCHEMA),
        ("in", "remove it; the place of a header is known"),
        ("name", "remove it; the key is the name of the header"),
        ("type", UNDER_SCHEMA),
    ],
};

pub(super) static REQUEST_BODY: Kind = Kind {
    name: "a request body",
    keywords: &[word("content"), word("description"), word("required")],
    foreign: &[("schema", UNDER_CONTENT)],
};

const UNDER_CONTENT: &str = "write `content: {application/json: {schema: ..}}`";

pub(super) static MEDIA_TYPE: Kind = Kind {
    name: "a media type",
    keywords: &[
        word("encoding"),
        word("example"),
        word("examples"),
        idle_since(V3_2, "itemEncoding"),
        since(V3_2, "itemSchema", NEEDS_3_2),
        idle_since(V3_2, "prefixEncoding"),
        word("schema"),
    ],
    foreign: &[("type", UNDER_SCHEMA), ("properties", UNDER_SCHEMA)],
};

pub(super) static ENCODING: Kind = Kind {
    name: "an encoding",
    keywords: &[
        word("allowReserved"),
        word("contentType"),
        idle_since(V3_2, "encoding"),
        word("explode"),
        word("headers"),
        idle_since(V3_2, "itemEncoding"),
        idle_since(V3_2, "prefixEncoding"),
        word("style"),
    ],
    foreign: &[],
};

pub(super) static EXAMPLE: Kind = Kind {
    name: "an example",
    keywords: &[
        since(V3_2, "dataValue", "write `value`"),
        word("description"),
        word("externalValue"),
        since(V3_2, "serializedValue", "write `value`"),
        word("summary"),
        word("value"),
    ],
    foreign: &[],
};

pub(super) static RESPONSE: Kind = Kind {
    name: "a response",
    keywords: &[
        word("content"),
        word("description"),
        word("headers"),
        word("links"),
        since(V3_2, "summary", "write `description`"),
    ],
    foreign: &[
        ("examples", "write `examples` under the media type"),
        ("example", "write `example` under the media type"),
        ("schema", UNDER_CONTENT),
    ],
};

pub(super) static SECURITY_SCHEME: Kind = Kind {
    name: "a security scheme",
    keywords: &[
        word("bearerFormat"),
        since(V3_2, "deprecated", NEEDS_3_2),
        word("description"),
        word("flows"),
        word("in"),
        word("name"),
        since(V3_2, "oauth2MetadataUrl", "remove it"),
        word("openIdConnectUrl"),
        word("scheme"),
        word("type"),
    ],
    foreign: &[
        ("flow", "write `flows`"),
        ("scopes", "write `scopes` in each flow of `flows`"),
    ],
};

pub(super) static FLOWS: Kind = Kind {
    name: "`flows`",
    keywords: &[
        word("authorizationCode"),
        word("clientCredentials"),
        since(V3_2, "deviceAuthorization", NEEDS_3_2),
        word("implicit"),
        word("password"),
    ],
    foreign: &[
        ("accessCode", "write `authorizationCode`"),
        ("application", "write `clientCredentials`"),
    ],
};

pub(super) static FLOW: Kind = Kind {
    name: "an OAuth flow",
    keywords: &[
        word("authorizationUrl"),
        since(V3_2, "deviceAuthorizationUrl", NEEDS_3_2),
        word("refreshUrl"),
        word("scopes"),
        word("tokenUrl"),
    ],
    foreign: &[],
};

pub(super) static LINK: Kind = Kind {
    name: "a link",
    keywords: &[
        word("description"),
        word("operationId"),
        word("operationRef"),
        word("parameters"),
        word("requestBody"),
        word("server"),
    ],
    foreign: &[],
};

pub(super) static XML: Kind = Kind {
    name: "`xml`",
    keywords: &[
        word("attribute"),
        word("name"),
        word("namespace"),
        since(V3_2, "nodeType", "write `attribute` or `wrapped`"),
        word("prefix"),
        word("wrapped"),
    ],
    foreign: &[],
};

pub(super) static DISCRIMINATOR: Kind = Kind {
    name: "a discriminator",
    keywords: &[
        since(V3_2, "defaultMapping", NEEDS_3_2),
        word("mapping"),
        word("propertyName"),
    ],
    foreign: &[],
};

const ENUM_OF_ONE: &str = "write `enum: [value]`";

pub(super) static SCHEMA: Kind = Kind {
    name: "a schema",
    keywords: &[
        since(V3_1, "$anchor", NEEDS_3_1),
        since(
            V3_1,
            "$comment",
            "write a comment of YAML, or `description`",
        ),
        since(
            V3_1,
            "$defs",
            "write the schemas in `components: {schemas: ..}`",
        ),
        since(V3_1, "$dynamicAnchor", NEEDS_3_1),
        since(V3_1, "$dynamicRef", NEEDS_3_1),
        since(V3_1, "$id", NEEDS_3_1),
        word("$ref"),
        since(V3_1, "$schema", "remove it"),
        idle_since(V3_1, "$vocabulary"),
        word("additionalProperties"),
        word("allOf"),
        word("anyOf"),
        meant_since(V3_1, "const", ENUM_OF_ONE),
        meant_since(V3_1, "contains", NEEDS_3_1),
        meant_since(V3_1, "contentEncoding", "write `format: byte` for Base64"),
        meant_since(V3_1, "contentMediaType", NEEDS_3_1),
        since(V3_1, "contentSchema", NEEDS_3_1),
        word("default"),
        meant_since(V3_1, "dependentRequired", NEEDS_3_1),
        meant_since(V3_1, "dependentSchemas", NEEDS_3_1),
        word("deprecated"),
        word("description"),
        word("discriminator"),
        meant_since(V3_1, "else", NEEDS_3_1),
        word("enum"),
        word("example"),
        since(V3_1, "examples", "write `example: value`"),
        word("exclusiveMaximum"),
        word("exclusiveMinimum"),
        word("externalDocs"),
        word("format"),
        meant_since(V3_1, "if", NEEDS_3_1),
        word("items"),
        meant_since(V3_1, "maxContains", NEEDS_3_1),
        word("maxItems"),
        word("maxLength"),
        word("maxProperties"),
        word("maximum"),
        meant_since(V3_1, "minContains", NEEDS_3_1),
        word("minItems"),
        word("minLength"),
        word("minProperties"),
        word("minimum"),
        word("multipleOf"),
        word("not"),
        until_3_0(
            "nullable",
            "write `type: [string, 'null']`, with the type of this schema",
        ),
        word("oneOf"),
        word("pattern"),
        meant_since(V3_1, "patternProperties", "write `additionalProperties`"),
        meant_since(V3_1, "prefixItems", NEEDS_3_1),
        word("properties"),
        meant_since(V3_1, "propertyNames", NEEDS_3_1),
        word("readOnly"),
        word("required"),
        meant_since(V3_1, "then", NEEDS_3_1),
        word("title"),
        word("type"),
        meant_since(V3_1, "unevaluatedItems", NEEDS_3_1),
        meant_since(
            V3_1,
            "unevaluatedProperties",
            "write `additionalProperties`",
        ),
        word("uniqueItems"),
        word("writeOnly"),
        word("xml"),
    ],
    foreign: &[
        ("$recursiveAnchor", "write `$dynamicAnchor`"),
        ("$recursiveRef", "write `$dynamicRef`, or `$ref`"),
        ("additionalItems", "write `items` beside `prefixItems`"),
        (
            "dependencies",
            "write `dependentRequired` or `dependentSchemas`",
        ),
        ("enumNames", "remove it, or write `x-enumNames`"),
        ("id", "write `$id`, or `title`"),
        ("in", "remove it; only parameters have a place"),
        ("name", "write `title`; the name of a property is its key"),
        (
            "optional",
            "list the required properties in `required`; all others are optional",
        ),
        ("schema", "write what it holds right here"),
        ("values", "write `enum`"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted_so_that_they_are_found() {
        let kinds = [
            &DOCUMENT,
            &INFO,
            &CONTACT,
            &LICENSE,
            &SERVER,
            &SERVER_VARIABLE,
            &TAG,
            &EXTERNAL_DOCS,
            &COMPONENTS,
            &PATH_ITEM,
            &OPERATION,
            &PARAMETER,
            &HEADER,
            &REQUEST_BODY,
            &MEDIA_TYPE,
            &ENCODING,
            &EXAMPLE,
            &RESPONSE,
            &SECURITY_SCHEME,
            &FLOWS,
            &FLOW,
            &LINK,
            &XML,
            &DISCRIMINATOR,
            &SCHEMA,
        ];
        for kind in kinds {
            for keyword in kind.keywords {
                let found = kind.find(keyword.name).map(|found| found.name);
                assert_eq!(found, Some(keyword.name), "of {}", kind.name);
            }
        }
    }
}
