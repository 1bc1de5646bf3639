//! Who is made of whom by `allOf`: components, and what stands in other files.
//!
//! Another file is looked into where a component leads there, or where one of its bases is met. What a base of another file is made into, only its mapping says.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::openapi::{Document, Schema};
use crate::source::pointer::unescaped;

use super::family::{carrier, discriminator_of, is_inner};
use super::{Resolver, address, own};

/// How many references in a row lead to one schema.
const REFERENCES: usize = 32;

/// The schemas that bases and what is made of them are looked for among, and what came of it.
#[derive(Default)]
pub(super) struct Kin<'a> {
    /// Components by name, then what they lead to: where a component stands says nothing.
    pub(super) all: Vec<&'a Schema>,
    /// What each is made of, by its address.
    parents: HashMap<usize, Vec<&'a Schema>>,
    /// What is made of each base with a discriminator, by the address of the base.
    pub(super) families: HashMap<usize, Vec<&'a Schema>>,
    /// Where their discriminators stand, by address.
    pub(super) carriers: HashSet<usize>,
    /// All that is made of any, by address.
    pub(super) heirs: HashSet<usize>,
}

impl<'a> Resolver<'a> {
    /// Finds the families of the components.
    pub(super) fn find_families(&mut self) {
        let schemas = &self.document.components.schemas;
        let mut schemas: Vec<(&String, &Schema)> = schemas.iter().collect();
        schemas.sort_unstable_by_key(|(name, _)| *name);
        self.add_kin(schemas.into_iter().map(|(_, schema)| schema).collect());
    }

    /// Finds the families of the bases in other files that a schema is, or is made of.
    pub(super) fn meet(&mut self, schema: &'a Schema) {
        let leads_out =
            |part: &Schema| (part.reference.as_deref()).is_some_and(|to| !to.starts_with('#'));
        if self.loaded.is_empty() && !schema.all_of.iter().any(leads_out) {
            return;
        }
        let parents = schema.all_of.iter().filter_map(|part| self.parent(part));
        let mut met: Vec<&'a Schema> = parents.collect();
        met.push(schema);
        met.retain(|schema| {
            carrier(schema).is_some()
                && !self.kin.parents.contains_key(&address(*schema))
                && self.is_elsewhere(schema)
        });
        if !met.is_empty() {
            self.add_kin(met);
        }
    }

    fn add_kin(&mut self, schemas: Vec<&'a Schema>) {
        let mut open = VecDeque::from(schemas);
        while let Some(schema) = open.pop_front() {
            let schema = self.behind(schema);
            if self.kin.parents.contains_key(&address(schema)) {
                continue;
            }
            let parents = schema.all_of.iter().filter_map(|part| self.parent(part));
            let parents: Vec<&'a Schema> = parents.collect();
            open.extend(&parents);
            self.kin.all.push(schema);
            self.kin.parents.insert(address(schema), parents);
            if let Some(discriminator) = discriminator_of(schema)
                && self.is_elsewhere(schema)
            {
                let targets = discriminator.mapping.values();
                open.extend(
                    targets.filter_map(|target| self.schema_behind(discriminator.origin, target)),
                );
            }
        }
        self.sort_families();
    }

    fn sort_families(&mut self) {
        let kin = &mut self.kin;
        let mut children: HashMap<usize, Vec<&'a Schema>> = HashMap::new();
        for schema in &kin.all {
            for parent in &kin.parents[&address(*schema)] {
                children.entry(address(*parent)).or_default().push(schema);
            }
        }
        let all = kin.all.iter().enumerate();
        let numbers: HashMap<usize, usize> = all
            .map(|(number, schema)| (address(*schema), number))
            .collect();
        for base in &kin.all {
            let Some(discriminator) = discriminator_of(base) else {
                continue;
            };
            let tag = discriminator.property_name.as_str();
            let mut found = HashSet::new();
            let mut open = vec![*base];
            while let Some(schema) = open.pop() {
                let made = children.get(&address(schema)).into_iter().flatten();
                for child in made {
                    // What is made of a base inside is told apart there.
                    if found.insert(address(*child)) && !is_inner(child, tag) {
                        open.push(child);
                    }
                }
            }
            found.remove(&address(*base));
            let mut members: Vec<&Schema> = found
                .iter()
                .map(|member| kin.all[numbers[member]])
                .collect();
            members.sort_unstable_by_key(|member| numbers[&address(*member)]);
            if !members.is_empty() {
                kin.carriers.extend(carrier(base).map(address));
                kin.heirs.extend(&found);
                kin.families.insert(address(*base), members);
            }
        }
    }

    /// What a part of an `allOf` refers to: a component, or a schema of another file.
    fn parent(&mut self, part: &'a Schema) -> Option<&'a Schema> {
        let to = part.reference.as_deref()?;
        if !self.is_elsewhere(part) {
            if let Some(component) = component(self.document, to) {
                return Some(self.behind(component));
            }
            if to.starts_with('#') {
                return None;
            }
        }
        let target = self.schema_behind(part.origin, to)?;
        Some(self.behind(target))
    }

    /// What a reference leads to in the end.
    pub(super) fn target_of(&mut self, schema: &'a Schema) -> Option<&'a Schema> {
        let target = self.schema_at(schema)?;
        Some(self.behind(target))
    }

    /// The schema that one which is only a reference leads to.
    pub(super) fn behind(&mut self, schema: &'a Schema) -> &'a Schema {
        let mut schema = self.first(schema);
        for _ in 0..REFERENCES {
            let Some(to) = schema.reference.as_deref() else {
                break;
            };
            let is_composed = [&schema.all_of, &schema.any_of, &schema.one_of]
                .iter()
                .any(|parts| !parts.is_empty());
            if is_composed || own::says_something(schema) {
                break;
            }
            let target = match component(self.document, to).filter(|_| !self.is_elsewhere(schema)) {
                Some(component) => Some(component),
                None => self.schema_behind(schema.origin, to),
            };
            let Some(target) = target else {
                break;
            };
            schema = self.first(target);
        }
        schema
    }

    /// Whether a schema stands in another file than the document.
    fn is_elsewhere(&self, schema: &Schema) -> bool {
        !self.loaded.is_empty()
            && self.sources.file_of(schema.origin) != self.sources.file_of(self.document.origin)
    }
}

/// The component that a reference inside of the document names.
fn component<'d>(document: &'d Document, to: &str) -> Option<&'d Schema> {
    let name = to.strip_prefix("#/components/schemas/")?;
    document.components.schemas.get(&unescaped(name))
}
