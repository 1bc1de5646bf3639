//! What a `$ref` leads to: any object of the document, by JSON pointer, or a schema by its `$anchor`.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::{
    Callback, Example, Header, MediaType, Parameter, PathItem, RefOr, Reference, RequestBody,
    Response, Schema, SecurityScheme, read_at,
};
use crate::source::Origin;
use crate::source::pointer::{escaped, unescaped};

use super::files::{Loaded, PATH_ITEM, Read, SCHEMA, refused};
use super::ids::Resources;
use super::walk::{Node, anchors, step};
use super::{Part, Resolver, address, part};

pub(super) use crate::diagnostic::did_you_mean as closest;

/// A kind of object that a `$ref` may stand for.
pub(super) trait Kind: Sized {
    /// As it is called in messages.
    const NAME: &'static str;
    /// Its folder under `components`.
    const FOLDER: &'static str;

    /// Reads one from another file.
    const READ: Read;

    /// The object, where a node is of this kind.
    fn of<'a>(node: &Node<'a>) -> Option<&'a RefOr<Self>>;
}

macro_rules! kinds {
    ($($kind:ident, $name:literal, $folder:literal;)*) => {$(
        impl Kind for $kind {
            const NAME: &'static str = $name;
            const FOLDER: &'static str = $folder;
            const READ: Read = |sources, file, pointer, version, diagnostics| {
                read_at(sources, file, pointer, version, diagnostics).map(Loaded::$kind)
            };

            fn of<'a>(node: &Node<'a>) -> Option<&'a RefOr<Self>> {
                match node {
                    Node::$kind(object) => Some(object),
                    _ => None,
                }
            }
        }
    )*};
}

kinds! {
    Parameter, "parameter", "parameters";
    RequestBody, "request body", "requestBodies";
    Response, "response", "responses";
    Header, "header", "headers";
    Example, "example", "examples";
    SecurityScheme, "security scheme", "securitySchemes";
    Callback, "callback", "callbacks";
    MediaType, "media type", "mediaTypes";
}

/// Why a reference leads to nothing.
pub(super) enum Lost<'a> {
    /// No such place; how far the pointer led, and the part that is not there.
    Nothing {
        at: Node<'a>,
        missing: String,
    },
    /// The other file has no such place.
    NothingInFile,
    NoAnchor,
    /// The other file may not be opened, or can't be.
    Refused(Box<Diagnostic>),
    OtherFile,
    NoPointer,
    /// What is wrong was told by the reader.
    Told,
}

impl<'a> Resolver<'a> {
    /// The schema that the `$ref` of a schema leads to, one step. `None`: there is no `$ref`, or its problem is told.
    pub(super) fn schema_at(&mut self, schema: &'a Schema) -> Option<&'a Schema> {
        let to = schema.reference.as_deref()?;
        let document = self.document;
        let resources = self.resources.get_or_insert_with(|| {
            // All schemas are looked at for it, and hardly any document has one.
            if self.sources.says("$id") {
                Resources::of(document)
            } else {
                Resources::default()
            }
        });
        if let Some(target) = resources.find(schema, to) {
            self.name_definition(to, target);
            return Some(target);
        }
        match self.node(schema.origin, to, "schema", SCHEMA) {
            Ok(Node::Schema(target)) => {
                self.name_definition(to, target);
                Some(target)
            }
            Ok(node) => {
                self.tell_kind(part(schema), schema.origin, to, "schema", "schemas", &node);
                None
            }
            Err(lost) => {
                self.tell_lost(part(schema), schema.origin, to, "schema", "schemas", &lost);
                None
            }
        }
    }

    /// The schema behind a reference that stands at `origin`; nothing is told.
    pub(super) fn schema_behind(&mut self, origin: Origin, to: &str) -> Option<&'a Schema> {
        match self.node(origin, to, "schema", SCHEMA) {
            Ok(Node::Schema(target)) => Some(target),
            _ => None,
        }
    }

    /// A schema under `$defs` is known by its name there.
    fn name_definition(&mut self, to: &str, target: &'a Schema) {
        let Some((before, name)) = to.rsplit_once('/') else {
            return;
        };
        if before.ends_with("/$defs") || before.ends_with("/definitions") {
            self.names
                .entry(address(target))
                .or_insert_with(|| unescaped(name));
        }
    }

    /// The object itself, or what its `$ref` leads to in the end, with the references on the way. `None`: the problem is told.
    pub(super) fn target<T: Kind>(&mut self, object: &'a RefOr<T>) -> Option<Target<'a, T>> {
        let mut object = object;
        let mut way: Vec<&'a Reference> = Vec::new();
        loop {
            let reference = match object {
                RefOr::Item(item) => return Some(Target { item, way }),
                RefOr::Ref(reference) => reference,
            };
            if way.iter().any(|passed| std::ptr::eq(*passed, reference)) {
                self.tell_loop(&way);
                return None;
            }
            way.push(reference);
            let (key, to) = (part(reference), reference.to.as_str());
            match self.node(reference.origin, to, T::NAME, T::READ) {
                Ok(node) => match T::of(&node) {
                    Some(next) => object = next,
                    None => {
                        self.tell_kind(key, reference.origin, to, T::NAME, T::FOLDER, &node);
                        return None;
                    }
                },
                Err(lost) => {
                    self.tell_lost(key, reference.origin, to, T::NAME, T::FOLDER, &lost);
                    return None;
                }
            }
        }
    }

    /// The path items that a path item is made of: itself, then what its `$ref` leads to.
    pub(super) fn path_items(&mut self, item: &'a PathItem) -> Vec<&'a PathItem> {
        let mut items = vec![item];
        let mut way: Vec<&'a Reference> = Vec::new();
        while let Some(reference) = items[items.len() - 1].reference.as_ref() {
            if way.iter().any(|passed| std::ptr::eq(*passed, reference)) {
                self.tell_loop(&way);
                break;
            }
            way.push(reference);
            let (key, to) = (part(reference), reference.to.as_str());
            match self.node(reference.origin, to, "path item", PATH_ITEM) {
                Ok(Node::PathItem(next)) => items.push(next),
                Ok(node) => {
                    self.tell_kind(key, reference.origin, to, "path item", "pathItems", &node);
                    break;
                }
                Err(lost) => {
                    self.tell_lost(key, reference.origin, to, "path item", "pathItems", &lost);
                    break;
                }
            }
        }
        items
    }

    /// What a reference leads to, one step; `origin` tells in which file it stands.
    fn node(
        &mut self,
        origin: Origin,
        to: &str,
        kind: &'static str,
        read: Read,
    ) -> Result<Node<'a>, Lost<'a>> {
        let (file, fragment) = match to.split_once('#') {
            Some(parts) => parts,
            None if to.contains(['/', '.']) => (to, ""),
            None => return Err(Lost::NoPointer),
        };
        let file = percent_decoded(file);
        let fragment = percent_decoded(fragment);
        let is_self = self.document.self_uri.as_ref() == Some(&file);
        if !is_self && let Some(file) = self.other_file(origin, &file)? {
            if fragment.is_empty() || fragment.starts_with('/') {
                return self.loaded(file, &fragment, kind, read);
            }
            let pointer = self.anchored_in(file, &fragment).ok_or(Lost::NoAnchor)?;
            return self.loaded(file, &pointer, kind, read);
        }
        if fragment.is_empty() {
            return Ok(Node::Document(self.document));
        }
        let Some(pointer) = fragment.strip_prefix('/') else {
            return match self.anchored(&fragment).first() {
                Some(schema) => Ok(Node::Schema(schema)),
                None => Err(Lost::NoAnchor),
            };
        };
        let mut node = Node::Document(self.document);
        for token in pointer.split('/') {
            let token = unescaped(token);
            node = match step(&node, &token) {
                Some(next) => next,
                None => {
                    return Err(Lost::Nothing {
                        at: node,
                        missing: token,
                    });
                }
            };
        }
        Ok(node)
    }

    /// The schemas of an `$anchor` or `$dynamicAnchor`.
    fn anchored(&mut self, anchor: &str) -> &[&'a Schema] {
        let document = self.document;
        let anchors = self.anchors.get_or_insert_with(|| anchors(document));
        anchors.get(anchor).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether several schemas have the anchor that a `$dynamicRef` names: which one is meant depends on the way there.
    pub(super) fn is_overridden(&mut self, to: &str) -> bool {
        let anchor = to.strip_prefix('#');
        anchor.is_some_and(|anchor| self.anchored(anchor).len() > 1)
    }

    fn tell_lost(
        &mut self,
        key: Part,
        origin: Origin,
        to: &str,
        kind: &str,
        folder: &str,
        lost: &Lost<'a>,
    ) {
        self.lost = true;
        if !self.told.insert(key) || matches!(lost, Lost::Told) {
            return;
        }
        let error = |code, message| Diagnostic::error(Code(code), message);
        let place = origin.value_of("$ref");
        let diagnostic = match lost {
            Lost::Nothing { at, missing } => {
                let known = at.members();
                let help = match closest(missing, known.iter().copied()) {
                    Some(near) => format!("did you mean `{}`?", replaced(to, missing, near)),
                    None if to.starts_with("#/definitions/") => {
                        "OpenAPI 3 keeps schemas under `#/components/schemas/`".to_owned()
                    }
                    None => format!("declare it, or refer to a {kind} under `#/components/{folder}/`"),
                };
                error("LP0201", format!("`$ref` to `{to}`, and nothing is there"))
                    .at(place, format!("{} has no `{missing}`", at.words()))
                    .help(help)
            }
            Lost::NothingInFile => error(
                "LP0201",
                format!("`$ref` to `{to}`, and nothing is there"),
            )
            .at(place, "the file has no such place")
            .help("the pointer starts at the root of the other file: `common.yaml#/components/schemas/Pet`"),
            Lost::Refused(diagnostic) => refused(Diagnostic::clone(diagnostic), origin),
            Lost::NoAnchor => {
                let names: Vec<&str> = self
                    .anchors
                    .iter()
                    .flat_map(HashMap::keys)
                    .copied()
                    .collect();
                let anchor = to.trim_start_matches('#');
                let help = match nearest_sorted(anchor, names) {
                    Some(near) => format!("did you mean `#{near}`?"),
                    None => "a pointer starts with `#/`; a name after `#` is an `$anchor`".to_owned(),
                };
                error("LP0201", format!("`$ref` to `{to}`, and no schema has this `$anchor`"))
                    .at(place, "no such `$anchor`")
                    .help(help)
            }
            Lost::NoPointer => {
                error("LP0201", format!("`$ref` to `{to}`, which is neither a file nor a pointer"))
                    .at(place, "not a reference")
                    .help(format!("write `#/components/{folder}/{to}`"))
            }
            // A document that was made by hand, not read from a file.
            Lost::OtherFile | Lost::Told => error(
                "LP0204",
                format!("`$ref` to `{to}`, and it is not known where the other file is"),
            )
            .at(place, "in another file")
            .help("read the document from a file"),
        };
        self.tell(diagnostic);
    }

    fn tell_kind(
        &mut self,
        key: Part,
        origin: Origin,
        to: &str,
        kind: &str,
        folder: &str,
        found: &Node<'a>,
    ) {
        self.lost = true;
        if !self.told.insert(key) {
            return;
        }
        let mut diagnostic = Diagnostic::error(
            Code("LP0202"),
            format!(
                "`$ref` to `{to}` leads to {}, and a {kind} is needed here",
                found.words()
            ),
        )
        .at(origin.value_of("$ref"), format!("needs to be a {kind}"));
        if let Some(found) = found.origin() {
            diagnostic = diagnostic.at(found.place(), "leads here");
        }
        let name = to.rsplit('/').next().unwrap_or(to);
        let help = match step(&Node::Components(&self.document.components), folder)
            .and_then(|folder| step(&folder, &unescaped(name)))
        {
            Some(_) => format!("did you mean `#/components/{folder}/{name}`?"),
            None => format!("refer to a {kind}, for instance one under `#/components/{folder}/`"),
        };
        self.tell(diagnostic.help(help));
    }

    fn tell_loop(&mut self, way: &[&'a Reference]) {
        let Some(first) = way.first() else { return };
        if way
            .iter()
            .any(|reference| self.told.contains(&part(*reference)))
        {
            return;
        }
        let mut diagnostic = Diagnostic::error(Code("LP0203"), "a `$ref` leads back to itself");
        for reference in way {
            self.told.insert(part(*reference));
            let text = if std::ptr::eq(*reference, *first) {
                "starts here"
            } else {
                "leads on here"
            };
            diagnostic = diagnostic.at(reference.origin.value_of("$ref"), text);
        }
        self.tell(diagnostic.help("one of these has to be an object, not a `$ref`"));
    }
}

/// What a reference leads to in the end.
pub(super) struct Target<'a, T> {
    pub(super) item: &'a T,
    /// The references on the way, the outermost first.
    way: Vec<&'a Reference>,
}

impl<T> Target<'_, T> {
    /// The description beside the outermost reference that has one.
    pub(super) fn description(&self) -> Option<String> {
        self.way
            .iter()
            .find_map(|reference| reference.description.clone())
    }
}

/// The text of a reference with its last occurrence of a part replaced.
fn replaced(to: &str, missing: &str, near: &str) -> String {
    let written = escaped(missing);
    match to.rfind(&written) {
        Some(at) => format!(
            "{}{}{}",
            &to[..at],
            escaped(near),
            &to[at + written.len()..]
        ),
        None => near.to_owned(),
    }
}

/// The nearest of names that come in no order.
fn nearest_sorted<'n>(word: &str, mut names: Vec<&'n str>) -> Option<&'n str> {
    names.sort_unstable();
    closest(word, names)
}

/// A fragment with its `%XX` decoded; what is no valid escape stays.
pub(crate) fn percent_decoded(fragment: &str) -> String {
    if !fragment.contains('%') {
        return fragment.to_owned();
    }
    let bytes = fragment.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = (bytes[at] == b'%')
            .then(|| bytes.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match digits {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| fragment.to_owned())
}
