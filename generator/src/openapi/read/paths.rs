//! `paths`, and the path items in it.

use std::collections::{HashMap, hash_map};

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::Reader;
use super::cursor::{Cursor, Object};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::keywords::PATH_ITEM;
use crate::openapi::{Operation, PathItem, Reference, Version};
use crate::source::Origin;

/// The keywords that are methods, in OpenAPI's order. `query` is of 3.2.
const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

impl Reader<'_> {
    pub(super) fn paths(&mut self, cursor: Cursor<'_>) -> IndexMap<String, PathItem> {
        let mut paths = IndexMap::new();
        let mut shapes: HashMap<String, String> = HashMap::new();
        for (path, item) in self.entries_of(cursor, "paths") {
            if path.starts_with("x-") {
                continue;
            }
            if !path.starts_with('/') {
                self.no_slash(cursor.origin, path);
            }
            match shapes.entry(shape(path)) {
                hash_map::Entry::Occupied(first) => {
                    self.same_path(cursor.origin, path, first.get());
                }
                hash_map::Entry::Vacant(entry) => {
                    entry.insert(path.to_owned());
                }
            }
            if let Some(item) = self.path_item(item) {
                paths.insert(path.to_owned(), item);
            }
        }
        paths
    }

    fn same_path(&mut self, paths: Origin, path: &str, first: &str) {
        let message = format!("the paths `{first}` and `{path}` are identical");
        self.diagnostics.push(
            Diagnostic::warning(Code("LP0127"), message)
                .at(paths.key_of(path), "only the names of parameters differ")
                .at(paths.key_of(first), "from this one")
                .help("write their operations under one of the two"),
        );
    }

    fn no_slash(&mut self, paths: Origin, path: &str) {
        let message = format!("the path `{path}` does not begin with `/`");
        self.diagnostics.push(
            Diagnostic::error(Code("LP0112"), message)
                .at(paths.key_of(path), "relative to what?")
                .help(format!("write `/{path}`")),
        );
    }

    pub(super) fn path_item(&mut self, cursor: Cursor<'_>) -> Option<PathItem> {
        let object = self.object(cursor, &PATH_ITEM)?;
        let reference = self.text(&object, "$ref").map(|to| Reference {
            origin: cursor.origin,
            to,
            summary: None,
            description: None,
        });
        Some(PathItem {
            origin: cursor.origin,
            reference,
            summary: self.text(&object, "summary"),
            description: self.text(&object, "description"),
            operations: self.operations(&object),
            servers: self.list(&object, "servers", Self::server),
            parameters: self.parameters(&object),
        })
    }

    fn operations(&mut self, object: &Object<'_>) -> IndexMap<String, Operation> {
        let mut operations = IndexMap::new();
        let is_method = |name: &&String| METHODS.contains(&name.as_str());
        for name in object.members.keys().filter(is_method) {
            if name == "query" && self.version < Version::V3_2 {
                continue;
            }
            let operation = self.member(object, name);
            if let Some(operation) = operation.and_then(|cursor| self.operation(cursor)) {
                operations.insert(name.to_ascii_uppercase(), operation);
            }
        }
        if self.version >= Version::V3_2 {
            self.additional_operations(object, &mut operations);
        }
        operations
    }

    /// 3.2: methods that have no keyword, under their own name.
    fn additional_operations(
        &mut self,
        object: &Object<'_>,
        operations: &mut IndexMap<String, Operation>,
    ) {
        for (method, cursor) in self.entries(object, "additionalOperations") {
            let keyword = method.to_ascii_lowercase();
            if METHODS.contains(&keyword.as_str()) {
                let message = format!("`{method}` has a keyword of its own");
                self.diagnostics.push(
                    Diagnostic::error(Code("LP0108"), message)
                        .at(cursor.origin.key(), "not an additional operation")
                        .help(format!("write it as `{keyword}` in the path item")),
                );
                continue;
            }
            let token =
                |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
            if method.is_empty() || !method.bytes().all(token) {
                self.diagnostics.push(
                    Diagnostic::error(Code("LP0108"), format!("`{method}` is no method of HTTP"))
                        .at(cursor.origin.key(), "has a character that no method has")
                        .help("a method is a word such as `COPY`"),
                );
                continue;
            }
            let Some(operation) = self.operation(cursor) else {
                continue;
            };
            if let Entry::Vacant(entry) = operations.entry(method.to_owned()) {
                entry.insert(operation);
            }
        }
    }
}

/// A path without the names of its parameters.
fn shape(path: &str) -> String {
    let mut shape = String::with_capacity(path.len());
    let mut inside = false;
    for char in path.chars() {
        inside &= char != '}';
        if !inside {
            shape.push(char);
        }
        inside |= char == '{';
    }
    shape
}
