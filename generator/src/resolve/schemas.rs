//! The table of schemas: an id for each, contents when they are needed.

use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Value;

use crate::contract::{self, Notes, SchemaId};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::Schema;
use crate::shared::Shared;
use crate::source::Origin;

use super::Resolver;

/// How deep schemas may be composed of each other by `$ref`, `allOf`, `anyOf` and `oneOf`.
pub(super) const COMPOSITION_DEPTH: usize = 48;

/// All schemas so far.
#[derive(Default)]
pub(super) struct Table<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    queue: VecDeque<SchemaId>,
    /// Intersections, by the sorted set of what they intersect.
    pub(super) merges: HashMap<Vec<SchemaId>, SchemaId>,
    /// How often a member's name was held against a pattern.
    pub(super) matched: usize,
    depth: usize,
}

/// A schema in the making.
pub(super) struct Entry<'a> {
    pub(super) definition: Definition<'a>,
    pub(super) origin: Origin,
    pub(super) name: Option<String>,
    pub(super) notes: Shared<Notes>,
    /// `None`: the document does not write it as one schema, it came about by merging members or distributing a union.
    pub(super) extensions: Option<&'a IndexMap<String, Value>>,
    /// Whether null is a value of all parts of an intersection.
    pub(super) shares_null: bool,
    state: State,
}

/// What a schema is made of.
#[derive(Clone)]
pub(super) enum Definition<'a> {
    /// Any value.
    Any,
    /// The keywords of a schema without those that compose.
    Own(&'a Schema),
    /// The `anyOf` of a schema.
    AnyOf(&'a Schema),
    /// The `oneOf` of a schema.
    OneOf(&'a Schema),
    /// Whatever is made of a base with a discriminator.
    Family(&'a Schema),
    /// The intersection of others, in the order in which they were written.
    Merge(Rc<[SchemaId]>),
}

enum State {
    Waiting,
    Building,
    Done(Rc<Content>),
}

/// The contents of a schema, with what is needed to intersect it further.
#[derive(Clone, Default)]
pub(super) struct Content {
    pub(super) schema: contract::Schema,
    /// The keyword that `types` was guessed from, where no `type` stands.
    pub(super) inferred: Option<(&'static str, Origin)>,
    /// Which schema says what, for messages: keyword and node.
    pub(super) said: Vec<(&'static str, Origin)>,
    /// Why no value but perhaps null is left. Told only where the schema is used.
    pub(super) empty: Option<Diagnostic>,
    /// Other problems of an intersection. Told only where the schema is used.
    pub(super) problems: Vec<Diagnostic>,
    /// Schemas that this one may turn out to be equal to.
    pub(super) candidates: Vec<SchemaId>,
}

impl Content {
    /// The node that says `keyword`, else the schema's own.
    pub(super) fn origin_of(&self, keyword: &str) -> Option<Origin> {
        self.said
            .iter()
            .rev()
            .find(|(said, _)| *said == keyword)
            .map(|(_, origin)| *origin)
    }

    /// Whether nothing is said about the value.
    pub(super) fn is_any(&self) -> bool {
        let schema = &self.schema;
        schema.types == contract::Types::ANY
            && schema.values.is_none()
            && schema.format.is_none()
            && schema.content_encoding.is_none()
            && schema.content_media_type.is_none()
            && schema.number == contract::NumberRules::default()
            && schema.string == contract::StringRules::default()
            && schema.array == contract::ArrayRules::default()
            && schema.object == contract::ObjectRules::default()
            && schema.conditions.is_empty()
            && schema.union.is_none()
    }

    /// Any value.
    pub(super) fn any(origin: Origin) -> Self {
        Self {
            schema: contract::Schema {
                origin,
                types: contract::Types::ANY,
                ..contract::Schema::default()
            },
            ..Self::default()
        }
    }
}

impl<'a> Table<'a> {
    /// A new schema, whose contents are made later.
    pub(super) fn add(
        &mut self,
        definition: Definition<'a>,
        origin: Origin,
        notes: Shared<Notes>,
    ) -> SchemaId {
        let id = u32::try_from(self.entries.len())
            .expect("a document that fits in memory has fewer than 2^32 schemas");
        let id = SchemaId(id);
        self.entries.push(Entry {
            definition,
            origin,
            name: None,
            notes,
            extensions: None,
            shares_null: false,
            state: State::Waiting,
        });
        self.queue.push_back(id);
        id
    }

    pub(super) fn entry(&self, id: SchemaId) -> &Entry<'a> {
        &self.entries[id.0 as usize]
    }

    pub(super) fn entry_mut(&mut self, id: SchemaId) -> &mut Entry<'a> {
        &mut self.entries[id.0 as usize]
    }

    /// Takes the contents of a schema that is made: nobody asks for them again.
    pub(super) fn take(&mut self, id: SchemaId) -> Option<Content> {
        let state = &mut self.entry_mut(id).state;
        match std::mem::replace(state, State::Waiting) {
            State::Done(content) => Some(Rc::unwrap_or_clone(content)),
            State::Waiting | State::Building => None,
        }
    }

    /// The contents of a schema, where they are made already.
    pub(super) fn made(&self, id: SchemaId) -> Option<&Rc<Content>> {
        match &self.entry(id).state {
            State::Done(content) => Some(content),
            State::Waiting | State::Building => None,
        }
    }
}

impl Resolver<'_> {
    /// Makes the contents of all schemas that wait.
    pub(super) fn drain(&mut self) {
        while let Some(id) = self.table.queue.pop_front() {
            self.content(id);
        }
    }

    /// The contents of a schema, made now if they are not yet.
    pub(super) fn content(&mut self, id: SchemaId) -> Rc<Content> {
        let entry = self.table.entry(id);
        let origin = entry.origin;
        match &entry.state {
            State::Done(content) => return Rc::clone(content),
            // The cycle was reported when the schemas were placed.
            State::Building => return Rc::new(Content::any(origin)),
            State::Waiting => {}
        }
        let definition = entry.definition.clone();
        if self.table.depth >= COMPOSITION_DEPTH {
            self.tell(too_deep(origin));
            return self.store(id, Content::any(origin));
        }
        self.table.entry_mut(id).state = State::Building;
        self.table.depth += 1;
        let content = match definition {
            Definition::Any => Content::any(origin),
            Definition::Own(schema) => self.own_content(schema),
            Definition::AnyOf(schema) => self.union_content(schema, &schema.any_of, false),
            Definition::OneOf(schema) => self.union_content(schema, &schema.one_of, true),
            Definition::Family(base) => self.family_content(base),
            Definition::Merge(parts) => self.merged_content(&parts, origin),
        };
        self.table.depth -= 1;
        self.store(id, content)
    }

    fn store(&mut self, id: SchemaId, content: Content) -> Rc<Content> {
        let content = Rc::new(content);
        self.table.entry_mut(id).state = State::Done(Rc::clone(&content));
        content
    }
}

/// Composition nested deeper than can be followed.
pub(super) fn too_deep(origin: Origin) -> Diagnostic {
    Diagnostic::error(
        Code("LP0206"),
        format!("schemas are composed of each other more than {COMPOSITION_DEPTH} levels deep"),
    )
    .at(
        origin.place(),
        "this schema is the part of a part, and so on",
    )
    .help("name the innermost part under components/schemas and use it directly")
}
