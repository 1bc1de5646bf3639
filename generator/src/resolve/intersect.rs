//! Intersection: what all parts of an `allOf` allow together.
//!
//! A part that is a union is distributed: a value is in the intersection when it is in one of the pairs. See `union`.

use std::collections::HashSet;
use std::rc::Rc;

use crate::contract::by_value;
use crate::contract::{self, Additional, ArrayRules, ObjectRules, Property, SchemaId, Types, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::shared::Shared;
use crate::source::Origin;

use super::emptiness::{emptiness, place};
use super::schemas::{Content, Definition};
use super::unhonoured::not_honoured;
use super::values;
use super::{Resolver, notes, null, part, rules};

/// How many intersections a document may make. Thousands are a large document; more come only of parts that multiply each other.
const INTERSECTIONS: usize = 12_500;

impl Resolver<'_> {
    /// The contents of an intersection of `parts`.
    pub(super) fn merged_content(&mut self, parts: &[SchemaId], origin: Origin) -> Content {
        let (mut plain, mut unions) = (Vec::new(), Vec::new());
        for part in parts {
            let content = self.content(*part);
            if content.schema.union.is_some() {
                unions.push((*part, content));
            } else {
                plain.push((*part, content));
            }
        }
        let mut beside = Vec::new();
        if !unions.is_empty() {
            plain.retain_mut(|(_, content)| {
                let conditions = &content.schema.conditions;
                beside.extend(conditions.iter().map(|one| {
                    let help = "beside a union it is not checked; write it in the variants";
                    not_honoured(one.origin, one.keyword, help)
                }));
                Rc::make_mut(content).schema.conditions.clear();
                !content.is_any()
            });
        }
        let mut content = if unions.is_empty() {
            self.fold(&plain, origin)
        } else {
            self.distribute(&plain, &unions, origin)
        };
        content.problems.extend(beside);
        content.schema.origin = origin;
        content.candidates.extend_from_slice(parts);
        content
    }

    fn fold(&mut self, parts: &[(SchemaId, Rc<Content>)], origin: Origin) -> Content {
        let mut parts = parts.iter();
        let Some((_, first)) = parts.next() else {
            return Content::any(origin);
        };
        let mut merged = Content::clone(first);
        merged.candidates.clear();
        for (_, part) in parts {
            merged = self.intersect(&merged, part);
        }
        merged
    }

    /// What two schemas without unions allow together.
    fn intersect(&mut self, a: &Content, b: &Content) -> Content {
        if is_moot(b, a) {
            return a.clone();
        }
        if is_moot(a, b) {
            return b.clone();
        }
        let mut merged = Content {
            said: a.said.iter().chain(&b.said).copied().collect(),
            empty: a.empty.clone().or_else(|| b.empty.clone()),
            problems: a.problems.iter().chain(&b.problems).cloned().collect(),
            ..Content::default()
        };
        let (left, right) = (&a.schema, &b.schema);
        (merged.schema.types, merged.inferred) = types(a, b);
        merged.schema.format = text(&mut merged.problems, a, b, "format", |schema| {
            &schema.format
        });
        merged.schema.content_encoding =
            text(&mut merged.problems, a, b, "contentEncoding", |schema| {
                &schema.content_encoding
            });
        merged.schema.content_media_type =
            text(&mut merged.problems, a, b, "contentMediaType", |schema| {
                &schema.content_media_type
            });
        merged.schema.number = rules::numbers(&left.number, &right.number)
            .unwrap_or_else(|| {
                merged.problems.push(multiples(a, b));
                (*left.number).clone()
            })
            .into();
        merged.schema.string = rules::strings(&left.string, &right.string).into();
        merged.schema.array = self.arrays(&left.array, &right.array).into();
        merged.schema.object = self.objects(a, b, &mut merged.problems).into();
        merged.schema.conditions = left.conditions.clone();
        for condition in &right.conditions {
            if !left.conditions.contains(condition) {
                merged.schema.conditions.push(condition.clone());
            }
        }
        merged.schema.values = shared_values(a, b, &merged.schema);
        if merged.empty.is_none() {
            merged.empty = emptiness(a, b, &merged);
        }
        merged
    }

    /// A use of what two uses allow together: the second one is the later one, and its notes win.
    pub(super) fn merge_uses(&mut self, a: &Use, b: &Use) -> Use {
        let silent = |id: SchemaId| matches!(&self.table.entry(id).definition, Definition::Own(schema) if null::abstains(schema));
        let nullable = match (silent(a.schema), silent(b.schema)) {
            (true, false) => b.nullable,
            (false, true) => a.nullable,
            _ => a.nullable && b.nullable,
        };
        // What both leave beside null may be nothing at all.
        let only_null = |id: &SchemaId| matches!(&self.table.entry(*id).definition, Definition::Own(schema) if null::only(schema));
        let alone = [a.schema, b.schema].into_iter().find(only_null);
        let schema = alone
            .filter(|_| nullable)
            .unwrap_or_else(|| self.merge(&[a.schema, b.schema], b.origin));
        self.table.entry_mut(schema).shares_null |= nullable;
        Use {
            origin: b.origin,
            schema,
            nullable,
            notes: notes::over(b.notes.clone(), &a.notes),
        }
    }

    /// The id of the intersection of schemas. The same set is the same schema.
    pub(super) fn merge(&mut self, schemas: &[SchemaId], origin: Origin) -> SchemaId {
        let mut atoms = Vec::new();
        for schema in schemas {
            self.atoms(*schema, &mut atoms);
        }
        let mut key = atoms.clone();
        key.sort_unstable();
        // One of them may be an intersection of all the others already.
        for schema in schemas {
            let mut own = Vec::new();
            self.atoms(*schema, &mut own);
            own.sort_unstable();
            if own == key {
                return *schema;
            }
        }
        if let Some(known) = self.table.merges.get(&key) {
            return *known;
        }
        if self.table.merges.len() >= INTERSECTIONS {
            return self.too_many(schemas[0], origin);
        }
        let mut notes = Shared::default();
        for schema in schemas.iter().rev() {
            notes = notes::flags_over(notes, &self.table.entry(*schema).notes);
        }
        let mut parts = Vec::new();
        for schema in schemas {
            self.written_parts(*schema, &mut parts);
        }
        let id = self
            .table
            .add(Definition::Merge(parts.into()), origin, notes);
        self.table.merges.insert(key, id);
        id
    }

    fn too_many(&mut self, instead: SchemaId, origin: Origin) -> SchemaId {
        if self.told.insert(part(self.document)) {
            self.tell(
                Diagnostic::error(
                    Code("LP0207"),
                    format!(
                        "the document asks for more than {INTERSECTIONS} intersections of schemas"
                    ),
                )
                .at(origin.place(), "this is one too many")
                .help("merge fewer unions and recursive schemas by `allOf`"),
            );
        }
        instead
    }

    /// What a schema is an intersection of, without what says nothing.
    fn atoms(&self, id: SchemaId, atoms: &mut Vec<SchemaId>) {
        match &self.table.entry(id).definition {
            Definition::Merge(parts) => {
                for part in parts.iter() {
                    self.atoms(*part, atoms);
                }
            }
            Definition::Any => {}
            _ if atoms.contains(&id) => {}
            _ => atoms.push(id),
        }
    }

    /// The parts of an intersection as the document wrote them: a schema that it composed stays whole, so that its name is known.
    fn written_parts(&self, id: SchemaId, parts: &mut Vec<SchemaId>) {
        let entry = self.table.entry(id);
        match &entry.definition {
            Definition::Merge(inner) if entry.extensions.is_none() => {
                for part in inner.iter() {
                    self.written_parts(*part, parts);
                }
            }
            Definition::Any => {}
            _ if parts.contains(&id) => {}
            _ => parts.push(id),
        }
    }

    fn arrays(&mut self, a: &ArrayRules, b: &ArrayRules) -> ArrayRules {
        let length = a.prefix.len().max(b.prefix.len());
        let mut prefix = Vec::with_capacity(length);
        for index in 0..length {
            // Past its prefix an array's items are what `items` says.
            let left = a.prefix.get(index).or(a.items.as_ref());
            let right = b.prefix.get(index).or(b.items.as_ref());
            if let Some(item) = self.merge_optional(left, right) {
                prefix.push(item);
            }
        }
        ArrayRules {
            items: self.merge_optional(a.items.as_ref(), b.items.as_ref()),
            prefix,
            min_items: a.min_items.max(b.min_items),
            max_items: rules::least(a.max_items, b.max_items),
            unique_items: a.unique_items || b.unique_items,
        }
    }

    fn merge_optional(&mut self, a: Option<&Use>, b: Option<&Use>) -> Option<Use> {
        match (a, b) {
            (Some(a), Some(b)) => Some(self.merge_uses(a, b)),
            (a, b) => a.or(b).cloned(),
        }
    }

    fn objects(&mut self, a: &Content, b: &Content, problems: &mut Vec<Diagnostic>) -> ObjectRules {
        let (left, right) = (&a.schema.object, &b.schema.object);
        let mut merged = ObjectRules {
            min_properties: left.min_properties.max(right.min_properties),
            max_properties: rules::least(left.max_properties, right.max_properties),
            ..ObjectRules::default()
        };
        let (mut by_left, mut by_right) = (Vec::new(), Vec::new());
        for (name, property) in &left.properties {
            let required = property.required || right.required_undeclared.contains_key(name);
            let property = match right.properties.get(name) {
                Some(other) => Property {
                    origin: other.origin,
                    required: required || other.required,
                    schema: self.merge_uses(&property.schema, &other.schema),
                },
                None => Property {
                    required,
                    ..self.as_additional(name, property, b, &mut by_right)
                },
            };
            merged.properties.insert(name.clone(), property);
        }
        for (name, property) in &right.properties {
            if !left.properties.contains_key(name) {
                let required = property.required || left.required_undeclared.contains_key(name);
                let property = Property {
                    required,
                    ..self.as_additional(name, property, a, &mut by_left)
                };
                merged.properties.insert(name.clone(), property);
            }
        }
        problems.extend(told_forbidden(&by_right, b));
        problems.extend(told_forbidden(&by_left, a));
        let undeclared = left.required_undeclared.iter();
        for (name, origin) in undeclared.chain(&right.required_undeclared) {
            if !merged.properties.contains_key(name) {
                let undeclared = merged.required_undeclared.entry(name.clone());
                undeclared.or_insert(*origin);
            }
        }
        merged.names = rules::names(left.names.as_ref(), right.names.as_ref());
        merged.dependent = left.dependent.clone();
        for (name, needs) in &right.dependent {
            let known = merged.dependent.entry(name.clone()).or_default();
            known.extend(
                needs
                    .iter()
                    .filter(|need| !known.contains(need))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
        }
        merged.patterns = left.patterns.clone();
        for (pattern, right) in &right.patterns {
            let schema = match merged.patterns.get(pattern).cloned() {
                Some(left) => self.merge_uses(&left, right),
                None => right.clone(),
            };
            merged.patterns.insert(pattern.clone(), schema);
        }
        merged.additional = self.additionals(&left.additional, &right.additional);
        merged
    }

    /// A property that `other` does not declare: what `other` says of additional properties holds of it.
    fn as_additional(
        &mut self,
        name: &str,
        property: &Property,
        other: &Content,
        forbidden: &mut Vec<(String, Origin)>,
    ) -> Property {
        let mut property = property.clone();
        let patterns = &other.schema.object.patterns;
        let mut matched = false;
        if self.may_match(1, patterns.len(), property.origin) {
            let by_patterns = self.by_patterns(name, &property.schema, patterns);
            matched = by_patterns.schema != property.schema.schema;
            property.schema = by_patterns;
        }
        match &other.schema.object.additional {
            _ if matched => {}
            Additional::Typed(schema) => {
                let notes = property.schema.notes.clone();
                property.schema = self.merge_uses(schema, &property.schema);
                property.schema.notes = notes;
            }
            Additional::Forbidden if other.schema.object.patterns.is_empty() => {
                forbidden.push((name.to_owned(), property.origin));
            }
            Additional::Forbidden | Additional::Unsaid | Additional::Any => {}
        }
        property
    }

    fn additionals(&mut self, a: &Additional, b: &Additional) -> Additional {
        match (a, b) {
            (Additional::Forbidden, _) | (_, Additional::Forbidden) => Additional::Forbidden,
            (Additional::Typed(a), Additional::Typed(b)) => {
                Additional::Typed(Box::new(self.merge_uses(a, b)))
            }
            (Additional::Typed(schema), _) | (_, Additional::Typed(schema)) => {
                Additional::Typed(schema.clone())
            }
            (Additional::Any, _) | (_, Additional::Any) => Additional::Any,
            (Additional::Unsaid, Additional::Unsaid) => Additional::Unsaid,
        }
    }
}

/// The properties that a part forbids by what it does not declare, told once.
fn told_forbidden(properties: &[(String, Origin)], by: &Content) -> Option<Diagnostic> {
    let (_, first) = properties.first()?;
    let names: Vec<String> = properties
        .iter()
        .take(4)
        .map(|(name, _)| contract::inline(name))
        .collect();
    let what = match (&names[..], properties.len() - names.len()) {
        ([name], _) => format!("the property {name} is"),
        ([rest @ .., last], 0) => format!("the properties {} and {last} are", rest.join(", ")),
        (names, more) => format!("the properties {} and {more} more are", names.join(", ")),
    };
    Some(
        Diagnostic::warning(
            Code("LP0212"),
            format!("{what} declared by one part and forbidden by another"),
        )
        .at(first.key(), "declared here")
        .at(
            place(by, "additionalProperties"),
            "`additionalProperties: false` forbids what this part does not declare itself",
        )
        .help("say `additionalProperties: false` in none of the parts: `allOf` does not add to the properties of a part; until then it is taken to be allowed"),
    )
}

/// Whether rules for strings or numbers, without a type of their own, stand beside a type that they say nothing about.
pub(super) fn is_moot(rules: &Content, beside: &Content) -> bool {
    let types = rules.schema.types;
    rules.inferred.is_some()
        && !types.object
        && !types.array
        && beside.inferred.is_none()
        && rules::both(types, beside.schema.types) == Types::NONE
        && beside.schema.types != Types::NONE
}

/// The types of an intersection. A type that was guessed from rules for strings or numbers gives way to one that is said.
fn types(a: &Content, b: &Content) -> (Types, Option<(&'static str, Origin)>) {
    let (left, right) = (a.schema.types, b.schema.types);
    let both = rules::both(left, right);
    let structural = |types: Types| types.object || types.array;
    let said = |content: &Content| content.inferred.is_none() && content.schema.types != Types::ANY;
    match (&a.inferred, &b.inferred) {
        (Some(_), None) if said(b) && both != Types::NONE => {
            (if structural(left) { both } else { right }, None)
        }
        (None, Some(_)) if said(a) && both != Types::NONE => {
            (if structural(right) { both } else { left }, None)
        }
        (inferred, other) => (both, inferred.or(*other)),
    }
}

/// The values that both list, or one lists and the rules of both let pass.
fn shared_values(
    a: &Content,
    b: &Content,
    merged: &contract::Schema,
) -> Option<Vec<serde_json::Value>> {
    let values = match (&a.schema.values, &b.schema.values) {
        (None, None) => return None,
        (Some(values), None) | (None, Some(values)) => values.clone(),
        (Some(left), Some(right)) => {
            let right: HashSet<String> = right.iter().map(by_value::key).collect();
            let shared = |value: &&serde_json::Value| right.contains(&by_value::key(value));
            left.iter().filter(shared).cloned().collect()
        }
    };
    let fits = |value: &serde_json::Value| values::fits_scalar_rules(merged, value).is_ok();
    Some(values.into_iter().filter(fits).collect())
}

/// A keyword whose value is a name: both say the same, or only one says it.
fn text(
    problems: &mut Vec<Diagnostic>,
    a: &Content,
    b: &Content,
    keyword: &'static str,
    of: impl Fn(&contract::Schema) -> &Option<String>,
) -> Option<String> {
    let (Some(left), Some(right)) = (of(&a.schema), of(&b.schema)) else {
        return of(&a.schema).clone().or_else(|| of(&b.schema).clone());
    };
    match (left.as_str(), right.as_str()) {
        (left, right) if left == right => {}
        ("int32", "int64") | ("float", "double") => {}
        ("int64", "int32") | ("double", "float") => return Some(right.clone()),
        _ => {
            problems.push(
                Diagnostic::warning(
                    Code("LP0211"),
                    format!("two parts disagree on `{keyword}`: `{left}` and `{right}`"),
                )
                .at(place(a, keyword), format!("`{left}` here"))
                .at(place(b, keyword), format!("`{right}` here"))
                .help(format!(
                    "say one `{keyword}`, in one place; until then neither is honoured"
                )),
            );
            return None;
        }
    }
    Some(left.clone())
}

fn multiples(a: &Content, b: &Content) -> Diagnostic {
    Diagnostic::warning(
        Code("LP0213"),
        "two `multipleOf` have no common multiple that can be written as one",
    )
    .at(place(a, "multipleOf"), "this one is checked")
    .at(place(b, "multipleOf"), "this one is not")
    .help("say one `multipleOf`, in one place")
}
