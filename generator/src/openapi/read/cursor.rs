//! A value with its origin, and the ways into it: objects, lists, maps, references.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::keywords::Kind;
use crate::openapi::{RefOr, Reference};
use crate::shared::Shared;
use crate::source::Origin;

/// A value of the document, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'v> {
    pub(super) value: &'v Value,
    pub(super) origin: Origin,
}

/// An object whose keywords are checked.
pub(super) struct Object<'v> {
    pub(super) members: &'v Map<String, Value>,
    pub(super) origin: Origin,
}

impl<'v> Object<'v> {
    /// The value of a member.
    pub(super) fn get(&self, name: &str) -> Option<&'v Value> {
        self.members.get(name)
    }

    /// A copy of the value of a member, for all who need it.
    pub(super) fn shared(&self, name: &str) -> Option<Shared<Value>> {
        self.get(name).cloned().map(Shared::from)
    }

    /// Whether there is such a member.
    pub(super) fn has(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// The members that begin with `x-`.
    pub(super) fn extensions(&self) -> IndexMap<String, Value> {
        let all = self.members.iter();
        all.filter(|(name, _)| name.starts_with("x-"))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }
}

impl Reader<'_> {
    /// The value as an object of that kind; each of its keywords is known or reported.
    pub(super) fn object<'v>(&mut self, cursor: Cursor<'v>, kind: &Kind) -> Option<Object<'v>> {
        let Some(members) = cursor.value.as_object() else {
            self.wrong_type(cursor.origin.place(), kind.name, "an object", cursor.value);
            return None;
        };
        let object = Object {
            members,
            origin: cursor.origin,
        };
        for name in members.keys() {
            if self.keyword(&object, name, kind) {
                self.too_many(&object, name, kind);
            }
        }
        Some(object)
    }

    /// A member that is an object, a list or a schema.
    pub(super) fn member<'v>(&mut self, object: &Object<'v>, name: &str) -> Option<Cursor<'v>> {
        let value = object.get(name)?;
        let origin = self.sources.member(object.origin, name);
        Some(Cursor { value, origin })
    }

    /// The members of a member that is a map by names of the document's own.
    pub(super) fn entries<'v>(
        &mut self,
        object: &Object<'v>,
        name: &str,
    ) -> Vec<(&'v str, Cursor<'v>)> {
        match self.member(object, name) {
            Some(cursor) => self.entries_of(cursor, name),
            None => Vec::new(),
        }
    }

    /// The members of a map by names of the document's own; `name` is the keyword that holds it.
    pub(super) fn entries_of<'v>(
        &mut self,
        cursor: Cursor<'v>,
        name: &str,
    ) -> Vec<(&'v str, Cursor<'v>)> {
        let Some(members) = cursor.value.as_object() else {
            let what = format!("`{name}`");
            self.wrong_type(cursor.origin.place(), &what, "an object", cursor.value);
            return Vec::new();
        };
        let members = members.iter().map(|(key, value)| {
            let origin = self.sources.member(cursor.origin, key);
            (key.as_str(), Cursor { value, origin })
        });
        members.collect()
    }

    /// The items of a member that is a list.
    pub(super) fn items<'v>(&mut self, object: &Object<'v>, name: &str) -> Vec<Cursor<'v>> {
        match self.member(object, name) {
            Some(cursor) => self.items_of(cursor, name),
            None => Vec::new(),
        }
    }

    /// The items of a list; `name` is the keyword that holds it.
    pub(super) fn items_of<'v>(&mut self, cursor: Cursor<'v>, name: &str) -> Vec<Cursor<'v>> {
        let Some(items) = cursor.value.as_array() else {
            let what = format!("`{name}`");
            self.wrong_type(cursor.origin.place(), &what, "a list", cursor.value);
            return Vec::new();
        };
        let items = items.iter().enumerate().map(|(index, value)| {
            let origin = self.sources.item(cursor.origin, index);
            Cursor { value, origin }
        });
        items.collect()
    }

    /// A map by names, each read by `item`; what cannot be read is left out.
    pub(super) fn map<'v, T>(
        &mut self,
        object: &Object<'v>,
        name: &str,
        mut item: impl FnMut(&mut Self, Cursor<'v>) -> Option<T>,
    ) -> IndexMap<String, T> {
        let entries = self.entries(object, name);
        let mut map = IndexMap::with_capacity(entries.len());
        for (key, cursor) in entries {
            if let Some(item) = item(self, cursor) {
                map.insert(key.to_owned(), item);
            }
        }
        map
    }

    /// A list, each item read by `item`; what cannot be read is left out.
    pub(super) fn list<'v, T>(
        &mut self,
        object: &Object<'v>,
        name: &str,
        mut item: impl FnMut(&mut Self, Cursor<'v>) -> Option<T>,
    ) -> Vec<T> {
        let items = self.items(object, name);
        let mut list = Vec::with_capacity(items.len());
        for cursor in items {
            list.extend(item(self, cursor));
        }
        list
    }

    /// A `$ref`, or what `item` reads in its place.
    pub(super) fn ref_or<'v, T>(
        &mut self,
        cursor: Cursor<'v>,
        item: impl FnOnce(&mut Self, Cursor<'v>) -> Option<T>,
    ) -> Option<RefOr<T>> {
        match cursor.value.get("$ref") {
            Some(_) => self.reference(cursor).map(RefOr::Ref),
            None => item(self, cursor).map(RefOr::Item),
        }
    }

    /// A Reference Object. Beside `$ref` it has `summary` and `description`; anything else there is ignored by OpenAPI.
    fn reference(&mut self, cursor: Cursor<'_>) -> Option<Reference> {
        let object = Object {
            members: cursor.value.as_object()?,
            origin: cursor.origin,
        };
        let known = ["$ref", "summary", "description"];
        for name in object.members.keys() {
            if !known.contains(&name.as_str()) && !name.starts_with("x-") {
                self.diagnostics.push(ignored_sibling(object.origin, name));
            }
        }
        Some(Reference {
            origin: cursor.origin,
            to: self.text(&object, "$ref")?,
            summary: self.text(&object, "summary"),
            description: self.text(&object, "description"),
        })
    }
}

/// Says that OpenAPI ignores what stands beside a `$ref` outside of schemas.
pub(super) fn ignored_sibling(origin: Origin, name: &str) -> Diagnostic {
    let message = format!("`{name}` beside `$ref` is ignored");
    Diagnostic::warning(Code("LP0118"), message)
        .at(origin.key_of(name), "has no effect here")
        .at(
            origin.key_of("$ref"),
            "the whole object is replaced by what this names",
        )
        .help("remove it, or write it in the object that `$ref` names")
}
