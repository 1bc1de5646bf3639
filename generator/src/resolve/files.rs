//! Objects of other files that a `$ref` leads to. They are read when they are first asked for, and live as long as the document.

use std::cell::OnceCell;
use std::path::Path;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::openapi::{
    Absent, Callback, Example, Header, MediaType, Parameter, PathItem, RefOr, RequestBody,
    Response, Schema, SecurityScheme, Version, read_at,
};
use crate::source::pointer::{escaped, unescaped};
use crate::source::{FileId, Origin, Sources};

use super::references::Lost;
use super::walk::{Node, schemas};
use super::{Resolver, address};

/// An object of another file.
pub(super) enum Loaded {
    Schema(Schema),
    PathItem(PathItem),
    Parameter(RefOr<Parameter>),
    RequestBody(RefOr<RequestBody>),
    Response(RefOr<Response>),
    Header(RefOr<Header>),
    Example(RefOr<Example>),
    SecurityScheme(RefOr<SecurityScheme>),
    Callback(RefOr<Callback>),
    MediaType(RefOr<MediaType>),
}

impl Loaded {
    fn node(&self) -> Node<'_> {
        match self {
            Self::Schema(object) => Node::Schema(object),
            Self::PathItem(object) => Node::PathItem(object),
            Self::Parameter(object) => Node::Parameter(object),
            Self::RequestBody(object) => Node::RequestBody(object),
            Self::Response(object) => Node::Response(object),
            Self::Header(object) => Node::Header(object),
            Self::Example(object) => Node::Example(object),
            Self::SecurityScheme(object) => Node::SecurityScheme(object),
            Self::Callback(object) => Node::Callback(object),
            Self::MediaType(object) => Node::MediaType(object),
        }
    }
}

/// How an object of one kind is read.
pub(super) type Read =
    fn(&mut Sources, FileId, &str, Version, &mut Diagnostics) -> Result<Loaded, Absent>;

/// Reads a schema.
pub(super) const SCHEMA: Read = |sources, file, pointer, version, diagnostics| {
    read_at(sources, file, pointer, version, diagnostics).map(Loaded::Schema)
};

/// Reads a path item.
pub(super) const PATH_ITEM: Read = |sources, file, pointer, version, diagnostics| {
    read_at(sources, file, pointer, version, diagnostics).map(Loaded::PathItem)
};

/// A list that grows while what is in it is borrowed.
#[derive(Default)]
pub(super) struct Shelf {
    first: Slot,
}

type Slot = OnceCell<Box<Link>>;

/// An object, and the place for the next one.
pub(super) struct Link {
    object: Loaded,
    next: Slot,
}

impl Shelf {
    /// The place for the first object.
    pub(super) fn start(&self) -> &Slot {
        &self.first
    }
}

impl Drop for Shelf {
    /// One after another: a list that drops its rest inside of its first would need a stack as deep as it is long.
    fn drop(&mut self) {
        let mut rest = self.first.take();
        while let Some(mut link) = rest {
            rest = link.next.take();
        }
    }
}

impl<'a> Resolver<'a> {
    /// The object of another file behind a reference, and which file that is; `None`: the file is the document's own.
    pub(super) fn other_file(
        &mut self,
        origin: Origin,
        relative: &str,
    ) -> Result<Option<FileId>, Lost<'a>> {
        let document = self.sources.file_of(self.document.origin);
        let (Some(here), Some(document)) = (self.sources.file_of(origin), document) else {
            // A document that was made by hand has no files.
            return if relative.is_empty() {
                Ok(None)
            } else {
                Err(Lost::OtherFile)
            };
        };
        let file = self
            .sources
            .open_ref(here, relative)
            .map_err(|diagnostic| Lost::Refused(Box::new(diagnostic)))?;
        Ok((file != document).then_some(file))
    }

    /// Reads the object behind a pointer of another file, or finds it where it was read before.
    pub(super) fn loaded(
        &mut self,
        file: FileId,
        pointer: &str,
        kind: &'static str,
        read: Read,
    ) -> Result<Node<'a>, Lost<'a>> {
        let key = (file, pointer.to_owned(), kind);
        if let Some(known) = self.loaded.get(&key) {
            return Ok(known.node());
        }
        let mut diagnostics = Diagnostics::new();
        let version = self.document.version;
        let outcome = read(self.sources, file, pointer, version, &mut diagnostics);
        self.problems.extend(diagnostics);
        let object = match outcome {
            Ok(object) => object,
            Err(Absent::Nothing) => return Err(Lost::NothingInFile),
            Err(Absent::Unreadable) => return Err(Lost::Told),
        };
        let next = Slot::new();
        let link: &'a Link = self.shelf.get_or_init(|| Box::new(Link { object, next }));
        self.shelf = &link.next;
        self.loaded.insert(key, &link.object);
        self.first_read(file, &link.object.node());
        if let Loaded::Schema(schema) = &link.object
            && let Some(name) = self.name_in_file(file, pointer)
        {
            let schema = self.first(schema);
            self.names.insert(address(schema), name);
        }
        Ok(link.object.node())
    }

    /// The pointer of the schema of another file that has an `$anchor`.
    pub(super) fn anchored_in(&mut self, file: FileId, anchor: &str) -> Option<String> {
        let mut diagnostics = Diagnostics::new();
        let value = self.sources.value(file, &mut diagnostics)?;
        anchored(&value, anchor)
    }

    /// Notes the schemas of an object of another file. What was read before, as an object of its own or as a part of another, is the same schema.
    fn first_read(&mut self, file: FileId, node: &Node<'a>) {
        let mut found: Vec<&'a Schema> = Vec::new();
        schemas(node, &mut |schema, _: Option<&()>| {
            found.push(schema);
            None
        });
        for schema in found {
            let place = (file, self.sources.pointer(schema.origin));
            let first = *self.read.entry(place).or_insert(schema);
            if !std::ptr::eq(first, schema) {
                self.again.insert(address(schema), first);
            }
        }
    }

    /// The schema that a schema of another file was first read as.
    pub(super) fn first(&self, schema: &'a Schema) -> &'a Schema {
        if self.again.is_empty() {
            return schema;
        }
        self.again.get(&address(schema)).copied().unwrap_or(schema)
    }

    /// A schema of another file is called as its key there; where it is the whole file, as the file.
    fn name_in_file(&self, file: FileId, pointer: &str) -> Option<String> {
        match pointer.rsplit_once('/') {
            None => {
                let stem = Path::new(self.sources.path(file)).file_stem()?;
                Some(stem.to_string_lossy().into_owned())
            }
            Some((folder, name)) => {
                let named = folder.is_empty()
                    || ["/components/schemas", "/schemas", "/$defs", "/definitions"]
                        .iter()
                        .any(|list| folder.ends_with(list));
                named.then(|| unescaped(name))
            }
        }
    }
}

/// The problem that the opener of files had, at the reference that asked.
pub(super) fn refused(mut diagnostic: Diagnostic, origin: Origin) -> Diagnostic {
    if diagnostic.labels.is_empty() {
        diagnostic = diagnostic.at(origin.value_of("$ref"), "leads to another file");
    }
    diagnostic
}

/// The pointer of what has an `$anchor`, in a value or below it.
fn anchored(value: &Value, anchor: &str) -> Option<String> {
    let is_it = |keyword| value.get(keyword).and_then(Value::as_str) == Some(anchor);
    if is_it("$anchor") || is_it("$dynamicAnchor") {
        return Some(String::new());
    }
    let below = |step: &str, inner| Some(format!("/{}{}", escaped(step), anchored(inner, anchor)?));
    match value {
        Value::Object(members) => members.iter().find_map(|(name, inner)| below(name, inner)),
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(index, inner)| below(&index.to_string(), inner))
        }
        _ => None,
    }
}
