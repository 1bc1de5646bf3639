//! Where a schema of the document ends up: an id of its own, or a use of another.
//!
//! A schema that only points at another (`$ref`, `allOf` of one, a union of one beside null) is a use of it.

use crate::contract::{Notes, SchemaId, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::Schema;
use crate::shared::Shared;

use super::schemas::{COMPOSITION_DEPTH, Definition, too_deep};
use super::{Resolver, address, notes, null, own};

/// What became of a schema of the document.
#[derive(Clone)]
pub(super) struct Placed {
    pub(super) schema: SchemaId,
    /// Whether null is a value of it.
    pub(super) nullable: bool,
    /// Whether null is the only value of it.
    pub(super) only_null: bool,
    pub(super) notes: Shared<Notes>,
}

/// What a schema points at when it says nothing of its own.
struct Wrapped<'a> {
    inner: &'a Schema,
    /// Whether the wrapper adds null.
    null: bool,
    /// Parts of an `allOf` that are documentation only.
    documentation: Vec<&'a Schema>,
}

impl<'a> Resolver<'a> {
    /// A use of a schema where it stands.
    pub(super) fn use_of(&mut self, schema: &'a Schema) -> Use {
        let placed = self.place(schema);
        Use {
            origin: schema.origin,
            schema: placed.schema,
            nullable: placed.nullable,
            notes: placed.notes.clone(),
        }
    }

    /// Where a schema ends up. Follows composition only, never properties or items.
    pub(super) fn place(&mut self, schema: &'a Schema) -> Placed {
        let schema = self.first(schema);
        if let Some(placed) = self.placed.get(&address(schema)) {
            return placed.clone();
        }
        if let Some(start) = self
            .placing
            .iter()
            .position(|open| std::ptr::eq(*open, schema))
        {
            self.tell_cycle(start);
            return self.any(schema);
        }
        if self.placing.len() >= COMPOSITION_DEPTH {
            self.tell(too_deep(schema.origin));
            return self.any(schema);
        }
        self.meet(schema);
        self.visit(schema);
        self.placing.push(schema);
        let placed = if self.is_base(schema) {
            self.place_family(schema)
        } else {
            match self.wrapped(schema) {
                Some(wrapped) => self.place_wrapper(schema, &wrapped),
                None => self.place_own(schema),
            }
        };
        self.placing.pop();
        self.note_asked(schema);
        self.placed.insert(address(schema), placed.clone());
        placed
    }

    fn place_wrapper(&mut self, schema: &'a Schema, wrapped: &Wrapped<'a>) -> Placed {
        // A component that wraps an inline schema is that schema: it gives it name and prose.
        let mut named = false;
        if schema.reference.is_none()
            && wrapped.inner.reference.is_none()
            && let Some(name) = self.names.get(&address(schema)).cloned()
        {
            self.names.entry(address(wrapped.inner)).or_insert(name);
            named = true;
        }
        let inner = self.place(wrapped.inner);
        let mut notes = notes::of(schema);
        for part in wrapped.documentation.iter().rev() {
            notes = notes::over(notes, &notes::of(part));
        }
        let notes = notes::over(notes, &inner.notes);
        if named {
            self.table.entry_mut(inner.schema).notes = notes.clone();
        }
        Placed {
            schema: inner.schema,
            nullable: inner.nullable || wrapped.null || schema.nullable,
            only_null: inner.only_null,
            notes,
        }
    }

    fn wrapped(&mut self, schema: &'a Schema) -> Option<Wrapped<'a>> {
        if own::says_something(schema) || self.is_heir(schema) {
            return None;
        }
        let compositions = [
            schema.reference.is_some(),
            !schema.all_of.is_empty(),
            !schema.any_of.is_empty(),
            !schema.one_of.is_empty(),
        ];
        if compositions.iter().filter(|present| **present).count() != 1 {
            return None;
        }
        if schema.reference.is_some() {
            let inner = self.schema_at(schema)?;
            return Some(Wrapped {
                inner,
                null: false,
                documentation: Vec::new(),
            });
        }
        if !schema.all_of.is_empty() {
            let (documentation, parts): (Vec<_>, Vec<_>) = schema
                .all_of
                .iter()
                .partition(|part| own::is_documentation(part));
            return match parts[..] {
                [inner] => Some(Wrapped {
                    inner,
                    null: documentation.iter().any(|part| part.nullable),
                    documentation,
                }),
                _ => None,
            };
        }
        let variants = schema.any_of.iter().chain(&schema.one_of);
        // An inline variant is not placed before it has its name: see `place_wrapper`.
        let (nulls, variants): (Vec<_>, Vec<_>) = variants.partition(|variant| {
            if variant.reference.is_some() {
                self.place(variant).only_null
            } else {
                null::only(variant)
            }
        });
        match variants[..] {
            [inner] => {
                self.alone.insert(inner.origin.0);
                Some(Wrapped {
                    inner,
                    null: !nulls.is_empty(),
                    documentation: Vec::new(),
                })
            }
            _ => None,
        }
    }

    /// A schema that says something of its own, or is composed of several.
    pub(super) fn place_own(&mut self, schema: &'a Schema) -> Placed {
        let mut notes = notes::of(schema);
        let mut parts = Vec::new();
        // One opinion on null for each part that has one.
        let mut nulls = Vec::new();
        if own::says_something(schema) && !null::abstains(schema) {
            nulls.push(null::allowed(schema));
        }
        if let Some(target) = self.schema_at(schema) {
            let base = self.behind(target);
            let target = if self.is_base(base) {
                self.place_base(base)
            } else {
                self.place(target)
            };
            nulls.push(target.nullable);
            notes = notes::over(notes, &target.notes);
            parts.push(target.schema);
        }
        for part in schema.all_of.iter().rev() {
            let placed = self.place_part(part);
            if !null::abstains(part) {
                nulls.push(placed.nullable);
            }
            notes = if part.reference.is_some() {
                notes::flags_over(notes, &placed.notes)
            } else {
                notes::over(notes, &placed.notes)
            };
        }
        let mut only_null = None;
        for part in &schema.all_of {
            if !own::is_documentation(part) {
                let placed = self.place_part(part);
                only_null = only_null.or(placed.only_null.then_some(placed.schema));
                parts.push(placed.schema);
            }
        }
        for variants in [&schema.any_of, &schema.one_of] {
            if !variants.is_empty() {
                // Every variant is placed, so that a cycle through any of them is found.
                let mut any = false;
                for variant in variants {
                    any |= self.place(variant).nullable;
                }
                // Rules without a type leave null to what stands beside them, in one variant as elsewhere.
                let left_open = variants.iter().any(null::abstains);
                if !left_open || nulls.is_empty() {
                    nulls.push(any);
                }
            }
        }
        // Null beside nothing else is meant to be added, not to be the only thing that is left.
        let forced = schema.nullable
            || schema
                .all_of
                .iter()
                .any(|part| part.nullable && own::is_documentation(part));
        let silent = nulls.is_empty() && (null::abstains(schema) || !schema.all_of.is_empty());
        let nullable = !silent && nulls.iter().all(|null| *null);
        // Null in all parts, and nothing beside it in one of them, is null: what the others allow beside it is no contradiction.
        let only_null = only_null.filter(|_| nullable);
        let id = match only_null {
            Some(null) => self.add(schema, Definition::Merge([null].into()), &notes),
            None => self.add_own(schema, parts, &notes),
        };
        self.table.entry_mut(id).shares_null = nullable;
        Placed {
            schema: id,
            nullable: nullable || forced,
            only_null: only_null.is_some() || null::only(schema),
            notes,
        }
    }

    /// A new schema of what `schema` says itself and of the parts that it refers to.
    fn add_own(
        &mut self,
        schema: &'a Schema,
        mut parts: Vec<SchemaId>,
        notes: &Shared<Notes>,
    ) -> SchemaId {
        let mut definitions = Vec::new();
        if own::says_something(schema) {
            definitions.push(Definition::Own(schema));
        }
        if !schema.any_of.is_empty() {
            definitions.push(Definition::AnyOf(schema));
        }
        if !schema.one_of.is_empty() {
            definitions.push(Definition::OneOf(schema));
        }
        let definition = if parts.is_empty() && definitions.len() <= 1 {
            definitions.pop().unwrap_or(Definition::Any)
        } else {
            for definition in definitions {
                parts.push(self.table.add(definition, schema.origin, Shared::default()));
            }
            Definition::Merge(parts.into())
        };
        self.add(schema, definition, notes)
    }

    fn add(
        &mut self,
        schema: &'a Schema,
        definition: Definition<'a>,
        notes: &Shared<Notes>,
    ) -> SchemaId {
        let id = self.table.add(definition, schema.origin, notes.clone());
        let entry = self.table.entry_mut(id);
        entry.name = self.names.get(&address(schema)).cloned();
        entry.extensions = Some(&schema.extensions);
        id
    }

    /// A stand-in for a schema that can't be followed; the problem is told already.
    fn any(&mut self, schema: &'a Schema) -> Placed {
        let notes = notes::of(schema);
        Placed {
            schema: self
                .table
                .add(Definition::Any, schema.origin, notes.clone()),
            nullable: true,
            only_null: false,
            notes,
        }
    }

    fn tell_cycle(&mut self, start: usize) {
        let cycle: Vec<&Schema> = self.placing[start..].to_vec();
        let only_references = cycle
            .iter()
            .all(|schema| schema.reference.is_some() && !own::says_something(schema));
        let (code, message, help) = if only_references {
            (
                Code("LP0203"),
                "a `$ref` leads back to itself",
                "one of these has to be a schema, not a `$ref`",
            )
        } else {
            (
                Code("LP0205"),
                "a schema is composed of itself",
                "move what both share into a schema of its own, and let both refer to that one; recursion through a property or through items is fine",
            )
        };
        let mut diagnostic = Diagnostic::error(code, message);
        for (index, schema) in cycle.iter().enumerate() {
            let keyword = if schema.reference.is_some() {
                "$ref"
            } else if !schema.all_of.is_empty() {
                "allOf"
            } else if !schema.any_of.is_empty() {
                "anyOf"
            } else {
                "oneOf"
            };
            let text = if index + 1 == cycle.len() {
                "and this leads back to the first"
            } else if index == 0 {
                "starts here"
            } else {
                "leads through here"
            };
            diagnostic = diagnostic.at(schema.origin.key_of(keyword), text);
        }
        self.tell(diagnostic.help(help));
    }
}
