//! The document as a tree that a JSON pointer leads through, under the names of OpenAPI.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::openapi::{
    Callback, Components, Document, Example, Header, MediaType, Operation, Parameter, PathItem,
    RefOr, RequestBody, Response, Schema, SecurityScheme,
};
use crate::source::Origin;

type Map<'a, T> = &'a IndexMap<String, RefOr<T>>;

/// A place that a pointer leads to.
#[derive(Clone, Copy)]
pub(super) enum Node<'a> {
    Document(&'a Document),
    Components(&'a Components),
    Paths(&'a IndexMap<String, PathItem>),
    PathItem(&'a PathItem),
    Operation(&'a Operation),
    Schema(&'a Schema),
    Schemas(&'a IndexMap<String, Schema>),
    SchemaList(&'a [Schema]),
    Parameter(&'a RefOr<Parameter>),
    Parameters(Map<'a, Parameter>),
    ParameterList(&'a [RefOr<Parameter>]),
    RequestBody(&'a RefOr<RequestBody>),
    RequestBodies(Map<'a, RequestBody>),
    Response(&'a RefOr<Response>),
    Responses(Map<'a, Response>),
    Header(&'a RefOr<Header>),
    Headers(Map<'a, Header>),
    Example(&'a RefOr<Example>),
    Examples(Map<'a, Example>),
    SecurityScheme(&'a RefOr<SecurityScheme>),
    SecuritySchemes(Map<'a, SecurityScheme>),
    Callback(&'a RefOr<Callback>),
    Callbacks(Map<'a, Callback>),
    MediaType(&'a RefOr<MediaType>),
    Content(Map<'a, MediaType>),
}

/// One token of a pointer further.
pub(super) fn step<'a>(node: &Node<'a>, token: &str) -> Option<Node<'a>> {
    match *node {
        Node::Document(document) => match token {
            "components" => Some(Node::Components(&document.components)),
            "paths" => Some(Node::Paths(&document.paths)),
            "webhooks" => Some(Node::Paths(&document.webhooks)),
            _ => None,
        },
        Node::Components(components) => folder(components, token),
        Node::Paths(paths) => paths.get(token).map(Node::PathItem),
        Node::PathItem(item) => match token {
            "parameters" => Some(Node::ParameterList(&item.parameters)),
            method => item
                .operations
                .get(&method.to_ascii_uppercase())
                .map(Node::Operation),
        },
        Node::Operation(operation) => match token {
            "parameters" => Some(Node::ParameterList(&operation.parameters)),
            "requestBody" => operation.request_body.as_ref().map(Node::RequestBody),
            "responses" => Some(Node::Responses(&operation.responses)),
            "callbacks" => Some(Node::Callbacks(&operation.callbacks)),
            _ => None,
        },
        Node::Schema(schema) => keyword(schema, token),
        Node::Schemas(schemas) => schemas.get(token).map(Node::Schema),
        Node::SchemaList(schemas) => index(schemas, token).map(Node::Schema),
        Node::Parameters(map) => map.get(token).map(Node::Parameter),
        Node::ParameterList(list) => index(list, token).map(Node::Parameter),
        Node::RequestBodies(map) => map.get(token).map(Node::RequestBody),
        Node::Responses(map) => map.get(token).map(Node::Response),
        Node::Headers(map) => map.get(token).map(Node::Header),
        Node::Examples(map) => map.get(token).map(Node::Example),
        Node::SecuritySchemes(map) => map.get(token).map(Node::SecurityScheme),
        Node::Callbacks(map) => map.get(token).map(Node::Callback),
        Node::Callback(RefOr::Item(callback)) => callback.items.get(token).map(Node::PathItem),
        Node::Content(content) => content.get(token).map(Node::MediaType),
        Node::Parameter(RefOr::Item(parameter)) => match token {
            "schema" => parameter.schema.as_ref().map(Node::Schema),
            "content" => Some(Node::Content(&parameter.content)),
            "examples" => Some(Node::Examples(&parameter.examples)),
            _ => None,
        },
        Node::RequestBody(RefOr::Item(body)) => {
            (token == "content").then_some(Node::Content(&body.content))
        }
        Node::Response(RefOr::Item(response)) => match token {
            "content" => Some(Node::Content(&response.content)),
            "headers" => Some(Node::Headers(&response.headers)),
            _ => None,
        },
        Node::Header(RefOr::Item(header)) => match token {
            "schema" => header.schema.as_ref().map(Node::Schema),
            "content" => Some(Node::Content(&header.content)),
            "examples" => Some(Node::Examples(&header.examples)),
            _ => None,
        },
        Node::MediaType(RefOr::Item(media)) => match token {
            "schema" => media.schema.as_ref().map(Node::Schema),
            "itemSchema" => media.item_schema.as_deref().map(Node::Schema),
            "examples" => Some(Node::Examples(&media.examples)),
            _ => None,
        },
        // A pointer does not lead through a `$ref`.
        Node::Parameter(_)
        | Node::RequestBody(_)
        | Node::Response(_)
        | Node::Header(_)
        | Node::Example(_)
        | Node::SecurityScheme(_)
        | Node::MediaType(_)
        | Node::Callback(_) => None,
    }
}

fn folder<'a>(components: &'a Components, token: &str) -> Option<Node<'a>> {
    Some(match token {
        "schemas" => Node::Schemas(&components.schemas),
        "responses" => Node::Responses(&components.responses),
        "parameters" => Node::Parameters(&components.parameters),
        "requestBodies" => Node::RequestBodies(&components.request_bodies),
        "headers" => Node::Headers(&components.headers),
        "securitySchemes" => Node::SecuritySchemes(&components.security_schemes),
        "examples" => Node::Examples(&components.examples),
        "pathItems" => Node::Paths(&components.path_items),
        "callbacks" => Node::Callbacks(&components.callbacks),
        "mediaTypes" => Node::Content(&components.media_types),
        _ => return None,
    })
}

fn keyword<'a>(schema: &'a Schema, token: &str) -> Option<Node<'a>> {
    let one = |schema: &'a Option<Box<Schema>>| schema.as_deref().map(Node::Schema);
    match token {
        "$defs" | "definitions" => Some(Node::Schemas(&schema.defs)),
        "properties" => Some(Node::Schemas(&schema.properties)),
        "patternProperties" => Some(Node::Schemas(&schema.pattern_properties)),
        "dependentSchemas" => Some(Node::Schemas(&schema.dependent_schemas)),
        "allOf" => Some(Node::SchemaList(&schema.all_of)),
        "anyOf" => Some(Node::SchemaList(&schema.any_of)),
        "oneOf" => Some(Node::SchemaList(&schema.one_of)),
        "prefixItems" => Some(Node::SchemaList(&schema.prefix_items)),
        "items" => one(&schema.items),
        "additionalProperties" => one(&schema.additional_properties),
        "contains" => one(&schema.contains),
        "propertyNames" => one(&schema.property_names),
        "unevaluatedItems" => one(&schema.unevaluated_items),
        "unevaluatedProperties" => one(&schema.unevaluated_properties),
        "contentSchema" => one(&schema.content_schema),
        "not" => one(&schema.not),
        "if" => one(&schema.if_),
        "then" => one(&schema.then),
        "else" => one(&schema.else_),
        _ => None,
    }
}

fn index<'a, T>(list: &'a [T], token: &str) -> Option<&'a T> {
    list.get(token.parse::<usize>().ok()?)
}

fn keys<T>(map: &IndexMap<String, T>) -> Vec<&str> {
    map.keys().map(String::as_str).collect()
}

impl<'a> Node<'a> {
    /// What a pointer may name next, for a suggestion.
    pub(super) fn members(&self) -> Vec<&'a str> {
        match self {
            Node::Document(_) => vec!["components", "paths", "webhooks"],
            Node::Components(_) => vec![
                "schemas",
                "responses",
                "parameters",
                "requestBodies",
                "headers",
                "securitySchemes",
                "examples",
                "pathItems",
                "callbacks",
                "mediaTypes",
            ],
            Node::Paths(map) => keys(map),
            Node::Schemas(map) => keys(map),
            Node::Parameters(map) => keys(map),
            Node::RequestBodies(map) => keys(map),
            Node::Responses(map) => keys(map),
            Node::Headers(map) => keys(map),
            Node::Examples(map) => keys(map),
            Node::SecuritySchemes(map) => keys(map),
            Node::Callbacks(map) => keys(map),
            Node::Content(map) => keys(map),
            Node::Schema(_) => vec![
                "properties",
                "items",
                "prefixItems",
                "allOf",
                "anyOf",
                "oneOf",
                "additionalProperties",
                "patternProperties",
                "$defs",
            ],
            _ => Vec::new(),
        }
    }

    /// What it is, with an article.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Node::Document(_) => "the document",
            Node::Components(_) => "`components`",
            Node::Paths(_) => "the list of paths",
            Node::PathItem(_) => "a path item",
            Node::Operation(_) => "an operation",
            Node::Schema(_) => "a schema",
            Node::Schemas(_) => "the list of schemas",
            Node::SchemaList(_) => "a list of schemas",
            Node::Parameter(_) => "a parameter",
            Node::Parameters(_) | Node::ParameterList(_) => "the list of parameters",
            Node::RequestBody(_) => "a request body",
            Node::RequestBodies(_) => "the list of request bodies",
            Node::Response(_) => "a response",
            Node::Responses(_) => "the list of responses",
            Node::Header(_) => "a header",
            Node::Headers(_) => "the list of headers",
            Node::Example(_) => "an example",
            Node::Examples(_) => "the list of examples",
            Node::SecurityScheme(_) => "a security scheme",
            Node::SecuritySchemes(_) => "the list of security schemes",
            Node::Callback(_) => "a callback",
            Node::Callbacks(_) => "the list of callbacks",
            Node::MediaType(_) => "a media type",
            Node::Content(_) => "a list of media types",
        }
    }

    /// Where it stands, for the kinds that know.
    pub(super) fn origin(&self) -> Option<Origin> {
        Some(match self {
            Node::PathItem(item) => item.origin,
            Node::Operation(operation) => operation.origin,
            Node::Schema(schema) => schema.origin,
            Node::MediaType(RefOr::Item(item)) => item.origin,
            Node::Parameter(RefOr::Item(item)) => item.origin,
            Node::RequestBody(RefOr::Item(item)) => item.origin,
            Node::Response(RefOr::Item(item)) => item.origin,
            Node::Header(RefOr::Item(item)) => item.origin,
            Node::Example(RefOr::Item(item)) => item.origin,
            Node::SecurityScheme(RefOr::Item(item)) => item.origin,
            Node::Callback(RefOr::Item(item)) => item.origin,
            _ => return None,
        })
    }
}

/// The schemas of a document by their `$anchor`; of equal ones the first counts.
pub(super) fn anchors(document: &Document) -> HashMap<&str, Vec<&Schema>> {
    let mut anchors: HashMap<&str, Vec<&Schema>> = HashMap::new();
    let mut open: Vec<Node<'_>> = vec![Node::Document(document)];
    while let Some(node) = open.pop() {
        if let Node::Schema(schema) = node {
            for anchor in schema.anchor.iter().chain(&schema.dynamic_anchor) {
                anchors.entry(anchor.as_str()).or_default().push(schema);
            }
        }
        // The last is looked at first: a stack turns the order around.
        open.extend(children(&node).into_iter().rev());
    }
    anchors
}

/// Visits each schema below a node with what its parent's visit gave.
pub(super) fn schemas<'a, T>(
    root: &Node<'a>,
    visit: &mut dyn FnMut(&'a Schema, Option<&T>) -> Option<T>,
) where
    T: Clone,
{
    let mut open: Vec<(Node<'a>, Option<T>)> = vec![(*root, None)];
    while let Some((node, outer)) = open.pop() {
        let inner = match node {
            Node::Schema(schema) => visit(schema, outer.as_ref()),
            _ => outer,
        };
        let children = children(&node).into_iter().rev();
        open.extend(children.map(|child| (child, inner.clone())));
    }
}

fn children<'a>(node: &Node<'a>) -> Vec<Node<'a>> {
    let mut children = Vec::new();
    match node {
        Node::SchemaList(list) => children.extend(list.iter().map(Node::Schema)),
        Node::ParameterList(list) => children.extend(list.iter().map(Node::Parameter)),
        Node::PathItem(item) => {
            children.push(Node::ParameterList(&item.parameters));
            children.extend(item.operations.values().map(Node::Operation));
        }
        Node::Callback(RefOr::Item(callback)) => {
            children.extend(callback.items.values().map(Node::PathItem));
        }
        Node::Schema(_) => {
            for token in SCHEMA_KEYWORDS {
                children.extend(step(node, token));
            }
        }
        Node::Operation(_)
        | Node::Parameter(_)
        | Node::RequestBody(_)
        | Node::Response(_)
        | Node::Header(_)
        | Node::MediaType(_) => {
            for token in [
                "parameters",
                "requestBody",
                "responses",
                "callbacks",
                "headers",
                "content",
                "schema",
                "itemSchema",
            ] {
                children.extend(step(node, token));
            }
        }
        node => {
            for name in node.members() {
                children.extend(step(node, name));
            }
        }
    }
    children
}

/// The keywords behind which schemas stand.
const SCHEMA_KEYWORDS: [&str; 19] = [
    "$defs",
    "properties",
    "patternProperties",
    "additionalProperties",
    "items",
    "prefixItems",
    "allOf",
    "anyOf",
    "oneOf",
    "dependentSchemas",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "not",
    "if",
    "then",
    "else",
];
