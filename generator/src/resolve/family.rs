//! Inheritance: a base with a `discriminator` stands for every component that is made of it by `allOf` (OpenAPI 3.1, section 4.8.25).
//!
//! Where the base is used, the value is one of these: a union. Where it is a part of an `allOf`, the base itself is meant.

use crate::contract::{self, Types, Union, Use, Variant};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::{Discriminator, Schema};
use crate::source::pointer::unescaped;

use super::place::Placed;
use super::references::closest;
use super::schemas::{Content, Definition};
use super::tags::Meant;
use super::unhonoured::not_honoured;
use super::{Resolver, address};

/// The discriminator of a base.
pub(super) fn discriminator_of(base: &Schema) -> Option<&Discriminator> {
    carrier(base)?.discriminator.as_ref()
}

/// Where the discriminator of a base stands: in the base itself, or in a part of its `allOf` that is written in place.
pub(super) fn carrier(schema: &Schema) -> Option<&Schema> {
    let is_one = |schema: &Schema| {
        schema.discriminator.is_some() && schema.any_of.is_empty() && schema.one_of.is_empty()
    };
    if is_one(schema) {
        return Some(schema);
    }
    schema.all_of.iter().rfind(|part| is_one(part))
}

/// Whether a member of a family is a base with another discriminator, and all that is made of it has one value for that of the family.
pub(super) fn is_inner(schema: &Schema, tag: &str) -> bool {
    let is_other = discriminator_of(schema).is_some_and(|own| own.property_name != tag);
    let mut parts = std::iter::once(schema).chain(&schema.all_of);
    let fixes = |part: &Schema| {
        part.properties.get(tag).is_some_and(|property| {
            let listed = property.values.as_ref().map_or(0, Vec::len);
            property.constant.is_some() || listed == 1
        })
    };
    is_other && parts.any(fixes)
}

impl<'a> Resolver<'a> {
    /// Whether uses of a schema are unions of what is made of it.
    pub(super) fn is_base(&self, schema: &Schema) -> bool {
        self.kin.families.contains_key(&address(schema))
    }

    /// Whether a component is made of a base: then `allOf` means the base itself, even where nothing stands beside it.
    pub(super) fn is_heir(&self, schema: &Schema) -> bool {
        self.kin.heirs.contains(&address(schema))
    }

    /// Whether the discriminator that stands in a schema is that of a base with heirs.
    pub(super) fn is_carrier(&self, schema: &Schema) -> bool {
        self.kin.carriers.contains(&address(schema))
    }

    /// A base where it is used.
    pub(super) fn place_family(&mut self, base: &'a Schema) -> Placed {
        let plain = self.place_base(base);
        let notes = plain.notes.clone();
        let schema = self
            .table
            .add(Definition::Family(base), base.origin, notes.clone());
        let entry = self.table.entry_mut(schema);
        entry.name = self.names.get(&address(base)).cloned();
        entry.extensions = Some(&base.extensions);
        Placed { schema, ..plain }
    }

    /// A base as a part of what is made of it, by the name of `..Base`.
    pub(super) fn place_base(&mut self, base: &'a Schema) -> Placed {
        if let Some(placed) = self.bases.get(&address(base)) {
            return placed.clone();
        }
        let placed = self.place_own(base);
        let entry = self.table.entry_mut(placed.schema);
        entry.name = entry.name.take().map(|name| format!("{name}Base"));
        self.bases.insert(address(base), placed.clone());
        placed
    }

    /// A part of an `allOf`: a base is meant itself.
    pub(super) fn place_part(&mut self, part: &'a Schema) -> Placed {
        let placed = self.place(part);
        if self.kin.families.is_empty() || super::own::says_something(part) {
            return placed;
        }
        match self.target_of(part) {
            Some(target) if self.is_base(target) => self.place_base(target),
            _ => placed,
        }
    }

    /// The union of everything that is made of a base, and of what else its mapping names.
    pub(super) fn family_content(&mut self, base: &'a Schema) -> Content {
        let mut members = self.kin.families[&address(base)].clone();
        let Some(discriminator) = discriminator_of(base) else {
            return Content::any(base.origin);
        };
        if discriminator.default_mapping.is_some() {
            self.tell(not_honoured(
                discriminator.origin,
                "defaultMapping",
                "a value of the property that no mapping names is kept as it came; list the variants in a `oneOf` beside the discriminator, and it is honoured",
            ));
        }
        let mut mapping: Vec<(String, usize)> = Vec::new();
        for (value, target) in &discriminator.mapping {
            let document = self.document;
            let by_name = document.components.schemas.get(target);
            let meant = match by_name {
                Some(meant) => Some(meant),
                None => self.schema_behind(discriminator.origin, target),
            };
            let Some(meant) = meant else {
                self.tell_stale(discriminator, value, target, &members);
                continue;
            };
            let meant = self.behind(meant);
            let index = members
                .iter()
                .position(|member| std::ptr::eq(*member, meant))
                .unwrap_or_else(|| {
                    members.push(meant);
                    members.len() - 1
                });
            mapping.push((value.clone(), index));
        }
        if let Some(values) = self.values_of_base(base, discriminator) {
            // Where a base is made of another, a value may be no more than it.
            let known = members
                .iter()
                .position(|member| std::ptr::eq(*member, base));
            let index = known.unwrap_or(members.len());
            if known.is_none() {
                members.push(base);
            }
            for value in values {
                if !mapping.iter().any(|(known, _)| *known == value) {
                    mapping.push((value, index));
                }
            }
        }
        let variants: Vec<Variant> = members
            .iter()
            .map(|member| {
                let mut schema = self.member_of_family(member, &discriminator.property_name);
                schema.nullable = false;
                Variant {
                    origin: member.origin,
                    schema,
                }
            })
            .collect();
        let meant: Vec<Meant> = members
            .iter()
            .zip(&variants)
            .map(|(member, variant)| Meant {
                schema: variant.schema.schema,
                name: self.names.get(&address(*member)).cloned(),
            })
            .collect();
        let mapping = self.values_of_tag(discriminator, &meant, mapping);
        let union = Union {
            origin: base.origin,
            exactly_one: true,
            variants,
            discriminator: mapping.map(|mapping| contract::Discriminator {
                origin: discriminator.origin,
                property: discriminator.property_name.clone(),
                mapping,
                default: None,
            }),
            says: None,
        };
        Content {
            schema: contract::Schema {
                origin: base.origin,
                types: Types {
                    object: true,
                    ..Types::NONE
                },
                union: Some(union.into()),
                ..contract::Schema::default()
            },
            ..Content::default()
        }
    }

    /// The values that mean a base itself among the heirs of another base with the same property.
    fn values_of_base(
        &self,
        base: &'a Schema,
        discriminator: &Discriminator,
    ) -> Option<Vec<String>> {
        if !self.is_heir(base) {
            return None;
        }
        let schemas = self.kin.all.iter();
        let mut outer = schemas.filter_map(|schema| {
            let heirs = self.kin.families.get(&address(*schema))?;
            let is_heir = heirs.iter().any(|heir| std::ptr::eq(*heir, base));
            let outer = discriminator_of(schema)?;
            (is_heir && outer.property_name == discriminator.property_name).then_some(outer)
        });
        let outer = outer.next()?;
        let name = self.names.get(&address(base))?;
        let means = |target: &str| unescaped(target.rsplit('/').next().unwrap_or(target)) == *name;
        let mapped = outer.mapping.iter();
        let mapped = mapped.filter(|(_, target)| means(target));
        Some(mapped.map(|(value, _)| value.clone()).collect())
    }

    /// The base that all of a union are made of, or are: people list what a base stands for without saying again what tells it apart.
    pub(super) fn common_base(&mut self, listed: &[&'a Schema]) -> Option<&'a Schema> {
        if self.kin.families.is_empty() || listed.len() < 2 {
            return None;
        }
        let mut targets = Vec::with_capacity(listed.len());
        for schema in listed {
            let target = self.target_of(schema)?;
            if !self.is_heir(target) && !self.is_base(target) {
                return None;
            }
            targets.push(target);
        }
        let bases = self.kin.all.iter().copied();
        let bases = bases.filter_map(|base| Some((base, self.kin.families.get(&address(base))?)));
        let covers = |(base, heirs): &(&'a Schema, &Vec<&'a Schema>)| {
            targets.iter().all(|target| {
                std::ptr::eq(*target, *base)
                    || heirs.iter().any(|heir| std::ptr::eq(*target, *heir))
            })
        };
        let nearest = bases.filter(covers).min_by_key(|(_, heirs)| heirs.len());
        nearest.map(|(base, _)| base)
    }

    /// Where a union lists the base of all others: then it is what the base stands for.
    pub(super) fn listed_base(&mut self, base: &Schema, listed: &[&'a Schema]) -> Option<usize> {
        let mut listed = listed.iter();
        listed.position(|schema| {
            let target = self.target_of(schema);
            target.is_some_and(|target| std::ptr::eq(target, base))
        })
    }

    /// The discriminator of a union of heirs: that of their base.
    pub(super) fn discriminator_of_heirs(
        &mut self,
        base: &'a Schema,
        variants: &[Variant],
        sources: &[&'a Schema],
    ) -> Option<contract::Discriminator> {
        let discriminator = discriminator_of(base)?;
        let mut mapping: Vec<(String, usize)> = Vec::new();
        for (value, target) in &discriminator.mapping {
            let index = self.mapped(discriminator, target, variants, sources);
            mapping.extend(index.ok().map(|index| (value.clone(), index)));
        }
        let meant = self.meant(variants, sources);
        let mapping = self.values_of_tag(discriminator, &meant, mapping)?;
        Some(contract::Discriminator {
            origin: discriminator.origin,
            property: discriminator.property_name.clone(),
            mapping,
            default: None,
        })
    }

    fn member_of_family(&mut self, member: &'a Schema, tag: &str) -> Use {
        if !self.is_base(member) || is_inner(member, tag) {
            return self.use_of(member);
        }
        let placed = self.place_base(member);
        Use {
            origin: member.origin,
            schema: placed.schema,
            nullable: placed.nullable,
            notes: placed.notes.clone(),
        }
    }

    fn tell_stale(
        &mut self,
        discriminator: &Discriminator,
        value: &str,
        target: &str,
        members: &[&'a Schema],
    ) {
        let place = self
            .sources
            .member(discriminator.origin, "mapping")
            .value_of(value);
        let names: Vec<&str> = members
            .iter()
            .filter_map(|member| self.names.get(&address(*member)))
            .map(String::as_str)
            .collect();
        let name = target.rsplit('/').next().unwrap_or(target);
        let help = match closest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "map to a component schema, or remove the line; until then an object of this value is kept as it came".to_owned(),
        };
        let message = format!("the discriminator maps `{value}` to `{target}`, which is no schema");
        self.tell(
            Diagnostic::warning(Code("LP0220"), message)
                .at(place, "no schema")
                .help(help),
        );
    }
}
