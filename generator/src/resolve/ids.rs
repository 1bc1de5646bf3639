//! `$id`: a schema that is a resource of its own. References in it start there, and others may call it by its name.

use std::collections::HashMap;

use crate::openapi::{Document, Schema};

use super::address;
use super::walk::{Node, schemas, step};
use crate::source::pointer::unescaped;

/// The resources of a document.
#[derive(Default)]
pub(super) struct Resources<'a> {
    by_uri: HashMap<String, &'a Schema>,
    /// The innermost resource of each schema that is in one, with its URI.
    around: HashMap<usize, (&'a Schema, String)>,
    /// The schemas of a resource by their `$anchor`, each with the resource's address.
    anchors: HashMap<(usize, &'a str), &'a Schema>,
}

impl<'a> Resources<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut resources = Self::default();
        schemas(&Node::Document(document), &mut |schema,
                                                 outer: Option<&(
            &'a Schema,
            String,
        )>| {
            let base = outer.map_or("", |(_, uri)| uri.as_str());
            let own = schema.id.as_deref().map(|id| (schema, joined(base, id)));
            if let Some((schema, uri)) = &own {
                resources.by_uri.entry(uri.clone()).or_insert(*schema);
            }
            let around = own.or_else(|| outer.cloned());
            if let Some(around) = &around {
                resources.around.insert(address(schema), around.clone());
                for anchor in schema.anchor.iter().chain(&schema.dynamic_anchor) {
                    let key = (address(around.0), anchor.as_str());
                    resources.anchors.entry(key).or_insert(schema);
                }
            }
            around
        });
        resources
    }

    /// What a reference of a schema leads to, where that is in a resource.
    pub(super) fn find(&self, schema: &Schema, to: &str) -> Option<&'a Schema> {
        if self.by_uri.is_empty() {
            return None;
        }
        let (uri, fragment) = to.split_once('#').unwrap_or((to, ""));
        let around = self.around.get(&address(schema));
        let resource = if uri.is_empty() {
            around.map(|(resource, _)| *resource)?
        } else {
            let base = around.map_or("", |(_, uri)| uri.as_str());
            *self.by_uri.get(&joined(base, uri))?
        };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            let found = self.anchors.get(&(address(resource), fragment));
            return found.copied();
        }
        let mut node = Node::Schema(resource);
        for token in fragment.split('/').skip(1) {
            node = step(&node, &unescaped(token))?;
        }
        match node {
            Node::Schema(found) => Some(found),
            _ => None,
        }
    }
}

/// A reference to a resource, from one: the rules of RFC 3986 that names of schemas need.
fn joined(base: &str, reference: &str) -> String {
    let reference = reference.trim_end_matches('#');
    if reference.contains("://") || reference.starts_with("urn:") || base.is_empty() {
        return reference.to_owned();
    }
    // Where no name says where the document is, they are relative to one another.
    let Some(host) = base.find("://").map(|at| at + 3) else {
        return match base.rfind('/') {
            Some(at) if !reference.starts_with('/') => format!("{}/{reference}", &base[..at]),
            _ => reference.to_owned(),
        };
    };
    let path = base[host..].find('/').map_or(base.len(), |at| host + at);
    if reference.starts_with('/') {
        return format!("{}{reference}", &base[..path]);
    }
    match base.rfind('/').filter(|at| *at >= path) {
        Some(at) => format!("{}/{reference}", &base[..at]),
        None => format!("{base}/{reference}"),
    }
}
