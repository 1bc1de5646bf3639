//! Which keywords the stages honour, by the objects that hold them. A keyword without a rule is unaccounted for.

use serde_json::Value;

use super::End;

/// An object of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Info,
    Server,
    Variable,
    Tag,
    Docs,
    Components,
    PathItem,
    Operation,
    Parameter,
    Header,
    Body,
    Media,
    Encoding,
    Example,
    Response,
    Callback,
    Scheme,
    Discriminator,
    Schema,
}

/// What a keyword holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// A value that is taken as a whole.
    Value,
    One(Kind),
    List(Kind),
    Map(Kind),
    /// A map whose names beginning with `x-` are extensions.
    Paths,
}

/// How a keyword ends, and what it holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    name: &'static str,
    pub(super) end: End,
    pub(super) part: Part,
}

impl Rule {
    pub(super) const fn used(name: &'static str, part: Part) -> Self {
        Self {
            name,
            end: End::Used,
            part,
        }
    }

    pub(super) fn noted(_: &str) -> Self {
        NOTED
    }

    /// The rule of an item or of a member of a map.
    pub(super) fn inner(&self) -> Self {
        let part = match self.part {
            Part::List(kind) | Part::Map(kind) => Part::One(kind),
            Part::Paths => Part::One(Kind::PathItem),
            part => part,
        };
        Self { part, ..*self }
    }

    pub(super) fn is_named_extension(&self, name: &str) -> bool {
        matches!(self.part, Part::Paths) && name.starts_with("x-")
    }
}

const NOTED: Rule = noted("");
const UNKNOWN: Rule = Rule {
    name: "",
    end: End::Unaccounted,
    part: Part::Value,
};

/// A value that a stage reads.
const fn value(name: &'static str) -> Rule {
    Rule::used(name, Part::Value)
}

/// Documentation of the document, or for other tools.
const fn noted(name: &'static str) -> Rule {
    Rule {
        name,
        end: End::Noted,
        part: Part::Value,
    }
}

const fn one(name: &'static str, kind: Kind) -> Rule {
    Rule::used(name, Part::One(kind))
}

const fn list(name: &'static str, kind: Kind) -> Rule {
    Rule::used(name, Part::List(kind))
}

const fn map(name: &'static str, kind: Kind) -> Rule {
    Rule::used(name, Part::Map(kind))
}

impl Kind {
    /// The rule of a member, and what the ledger says of it.
    pub(super) fn rule(self, name: &str, object: &Value) -> (Rule, String) {
        if name == "x-letterpress-redact" {
            return (
                value("x-letterpress-redact"),
                "Schema.x-letterpress-redact".to_owned(),
            );
        }
        // A schema's properties stand one level deeper, so that `x-` here is always an extension.
        if name.starts_with("x-") {
            return (NOTED, "extension".to_owned());
        }
        if self.may_be_reference() && object.get("$ref").is_some() {
            return match name {
                "$ref" => (value("$ref"), format!("{self:?}.$ref")),
                "summary" | "description" => (NOTED, "documentation".to_owned()),
                _ => (UNKNOWN, "beside `$ref`".to_owned()),
            };
        }
        if self == Self::Callback {
            return (one("", Kind::PathItem), "Callback".to_owned());
        }
        match self.rules().iter().find(|rule| rule.name == name) {
            Some(rule) if rule.end == End::Noted => (*rule, "documentation".to_owned()),
            Some(rule) => (*rule, format!("{self:?}.{name}")),
            None => (UNKNOWN, format!("no rule for {self:?}.{name}")),
        }
    }

    fn may_be_reference(self) -> bool {
        matches!(
            self,
            Self::Parameter
                | Self::Header
                | Self::Body
                | Self::Example
                | Self::Response
                | Self::Media
                | Self::Scheme
                | Self::Callback
        )
    }

    fn rules(self) -> &'static [Rule] {
        match self {
            Self::Document => DOCUMENT,
            Self::Info => INFO,
            Self::Server => SERVER,
            Self::Variable => VARIABLE,
            Self::Tag => TAG,
            Self::Docs => DOCS,
            Self::Components => COMPONENTS,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::Parameter => PARAMETER,
            Self::Header => HEADER,
            Self::Body => BODY,
            Self::Media => MEDIA,
            Self::Encoding => ENCODING,
            Self::Example => EXAMPLE,
            Self::Response => RESPONSE,
            Self::Scheme => SCHEME,
            Self::Callback => &[],
            Self::Discriminator => DISCRIMINATOR,
            Self::Schema => SCHEMA,
        }
    }
}

const DOCUMENT: &[Rule] = &[
    value("openapi"),
    value("$self"),
    one("info", Kind::Info),
    list("servers", Kind::Server),
    Rule::used("paths", Part::Paths),
    map("webhooks", Kind::PathItem),
    one("components", Kind::Components),
    value("security"),
    list("tags", Kind::Tag),
    noted("externalDocs"),
    noted("jsonSchemaDialect"),
];

const INFO: &[Rule] = &[
    value("title"),
    value("description"),
    value("version"),
    noted("summary"),
    noted("termsOfService"),
    noted("contact"),
    noted("license"),
];

const SERVER: &[Rule] = &[
    value("url"),
    value("name"),
    map("variables", Kind::Variable),
    value("description"),
];

const VARIABLE: &[Rule] = &[value("default"), value("enum"), value("description")];

const TAG: &[Rule] = &[
    value("name"),
    value("description"),
    noted("externalDocs"),
    noted("summary"),
    noted("parent"),
    noted("kind"),
];

const DOCS: &[Rule] = &[value("url"), noted("description")];

const COMPONENTS: &[Rule] = &[
    map("schemas", Kind::Schema),
    map("responses", Kind::Response),
    map("parameters", Kind::Parameter),
    map("requestBodies", Kind::Body),
    map("headers", Kind::Header),
    map("securitySchemes", Kind::Scheme),
    map("examples", Kind::Example),
    map("pathItems", Kind::PathItem),
    map("callbacks", Kind::Callback),
    map("mediaTypes", Kind::Media),
    noted("links"),
];

const PATH_ITEM: &[Rule] = &[
    value("$ref"),
    noted("summary"),
    noted("description"),
    list("servers", Kind::Server),
    list("parameters", Kind::Parameter),
    one("get", Kind::Operation),
    one("put", Kind::Operation),
    one("post", Kind::Operation),
    one("delete", Kind::Operation),
    one("options", Kind::Operation),
    one("head", Kind::Operation),
    one("patch", Kind::Operation),
    one("trace", Kind::Operation),
    one("query", Kind::Operation),
    map("additionalOperations", Kind::Operation),
];

const OPERATION: &[Rule] = &[
    value("operationId"),
    value("tags"),
    value("summary"),
    value("description"),
    one("externalDocs", Kind::Docs),
    value("deprecated"),
    list("parameters", Kind::Parameter),
    one("requestBody", Kind::Body),
    map("responses", Kind::Response),
    value("security"),
    list("servers", Kind::Server),
    map("callbacks", Kind::Callback),
];

const PARAMETER: &[Rule] = &[
    value("name"),
    value("in"),
    value("required"),
    value("description"),
    value("deprecated"),
    value("style"),
    value("explode"),
    value("allowReserved"),
    value("allowEmptyValue"),
    one("schema", Kind::Schema),
    map("content", Kind::Media),
    value("example"),
    map("examples", Kind::Example),
];

const HEADER: &[Rule] = &[
    value("description"),
    value("required"),
    value("deprecated"),
    value("style"),
    value("explode"),
    one("schema", Kind::Schema),
    map("content", Kind::Media),
    value("example"),
    map("examples", Kind::Example),
];

const BODY: &[Rule] = &[
    value("description"),
    value("required"),
    map("content", Kind::Media),
];

const MEDIA: &[Rule] = &[
    one("schema", Kind::Schema),
    one("itemSchema", Kind::Schema),
    value("example"),
    map("examples", Kind::Example),
    map("encoding", Kind::Encoding),
];

const ENCODING: &[Rule] = &[
    value("contentType"),
    value("style"),
    value("explode"),
    value("allowReserved"),
    map("headers", Kind::Header),
];

const EXAMPLE: &[Rule] = &[
    value("value"),
    value("dataValue"),
    noted("summary"),
    noted("description"),
    noted("externalValue"),
    noted("serializedValue"),
];

const RESPONSE: &[Rule] = &[
    value("description"),
    value("summary"),
    map("headers", Kind::Header),
    map("content", Kind::Media),
    noted("links"),
];

const SCHEME: &[Rule] = &[
    value("type"),
    value("in"),
    value("name"),
    value("scheme"),
    value("description"),
    value("deprecated"),
    noted("bearerFormat"),
    // Tokens are brought by the user: how one is got is documentation.
    value("flows"),
    value("openIdConnectUrl"),
    noted("oauth2MetadataUrl"),
];

const DISCRIMINATOR: &[Rule] = &[
    value("propertyName"),
    value("mapping"),
    value("defaultMapping"),
];

const SCHEMA: &[Rule] = &[
    value("$ref"),
    value("$anchor"),
    map("$defs", Kind::Schema),
    map("definitions", Kind::Schema),
    noted("$comment"),
    noted("$schema"),
    value("$dynamicAnchor"),
    value("$dynamicRef"),
    value("$id"),
    value("type"),
    value("nullable"),
    value("enum"),
    value("const"),
    value("format"),
    value("title"),
    value("description"),
    value("default"),
    value("example"),
    value("examples"),
    value("deprecated"),
    value("readOnly"),
    value("writeOnly"),
    one("externalDocs", Kind::Docs),
    noted("xml"),
    value("multipleOf"),
    value("maximum"),
    value("exclusiveMaximum"),
    value("minimum"),
    value("exclusiveMinimum"),
    value("maxLength"),
    value("minLength"),
    value("pattern"),
    value("contentEncoding"),
    value("contentMediaType"),
    one("contentSchema", Kind::Schema),
    one("items", Kind::Schema),
    list("prefixItems", Kind::Schema),
    one("unevaluatedItems", Kind::Schema),
    one("contains", Kind::Schema),
    value("minContains"),
    value("maxContains"),
    value("maxItems"),
    value("minItems"),
    value("uniqueItems"),
    map("properties", Kind::Schema),
    map("patternProperties", Kind::Schema),
    one("additionalProperties", Kind::Schema),
    one("unevaluatedProperties", Kind::Schema),
    one("propertyNames", Kind::Schema),
    value("required"),
    value("dependentRequired"),
    map("dependentSchemas", Kind::Schema),
    value("maxProperties"),
    value("minProperties"),
    list("allOf", Kind::Schema),
    list("anyOf", Kind::Schema),
    list("oneOf", Kind::Schema),
    one("not", Kind::Schema),
    one("if", Kind::Schema),
    one("then", Kind::Schema),
    one("else", Kind::Schema),
    one("discriminator", Kind::Discriminator),
];
