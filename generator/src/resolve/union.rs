//! Unions: `oneOf` and `anyOf`, alone and intersected.

use std::rc::Rc;

use crate::contract::{self, SchemaId, Statement, Types, Union, Use, Variant};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::Schema;
use crate::shared::Shared;
use crate::source::Origin;

use super::schemas::{Content, Definition};
use super::{Resolver, discriminator, own};

/// How many variants an intersection of unions may have before impossible ones are dropped.
const PAIRS: usize = 1_000;

impl<'a> Resolver<'a> {
    /// The contents of the `oneOf` or `anyOf` of a schema. Null is not among its variants.
    pub(super) fn union_content(
        &mut self,
        schema: &'a Schema,
        listed: &'a [Schema],
        exactly_one: bool,
    ) -> Content {
        let mut variants: Vec<Variant> = Vec::with_capacity(listed.len());
        // The schemas as listed that have become the variant at the same index.
        let mut sources: Vec<&'a Schema> = Vec::with_capacity(listed.len());
        for variant in listed {
            if self.place(variant).only_null {
                continue;
            }
            let mut schema_use = self.use_of(variant);
            schema_use.nullable = false;
            if schema.discriminator.is_none()
                && let Some(inner) = self.flattened(schema_use.schema, exactly_one)
            {
                sources.resize(sources.len() + inner.len(), variant);
                variants.extend(inner);
                continue;
            }
            if variants
                .iter()
                .any(|known| known.schema.schema == schema_use.schema)
            {
                if exactly_one {
                    self.tell(twice(variant));
                }
                continue;
            }
            sources.push(variant);
            variants.push(Variant {
                origin: variant.origin,
                schema: schema_use,
            });
        }
        if let [only] = &variants[..] {
            let id = only.schema.schema;
            self.alone.insert(only.origin.0);
            let mut content = Content::clone(&*self.content(id));
            content.candidates.push(id);
            return content;
        }
        let base = match &schema.discriminator {
            Some(_) => None,
            None => self.common_base(&sources),
        };
        if let Some(base) = base
            && let Some(listed) = self.listed_base(base, &sources)
        {
            let id = variants[listed].schema.schema;
            let mut content = Content::clone(&*self.content(id));
            content.candidates.push(id);
            return content;
        }
        let discriminator = match base {
            Some(base) => self.discriminator_of_heirs(base, &variants, &sources),
            None => self.discriminator(schema, &variants, &sources),
        };
        let says = self.alternatives(listed, exactly_one);
        let union = Union {
            origin: schema.origin,
            exactly_one,
            variants,
            discriminator,
            says,
        };
        self.as_content(union, schema.origin)
    }

    /// The variants of a variant that is a union itself, where the two levels say the same as one.
    fn flattened(&mut self, id: SchemaId, exactly_one: bool) -> Option<Vec<Variant>> {
        let entry = self.table.entry(id);
        let inline = matches!(
            entry.definition,
            Definition::AnyOf(_) | Definition::OneOf(_)
        );
        if entry.name.is_some() || !inline {
            return None;
        }
        let content = self.content(id);
        let union = content.schema.union.as_ref()?;
        (union.exactly_one == exactly_one && union.discriminator.is_none())
            .then(|| union.variants.clone())
    }

    fn as_content(&mut self, union: Union, origin: Origin) -> Content {
        let mut types = Types::NONE;
        for variant in &union.variants {
            types = own::either(types, self.content(variant.schema.schema).schema.types);
        }
        Content {
            schema: contract::Schema {
                origin,
                types,
                union: (!union.variants.is_empty()).then(|| union.into()),
                ..contract::Schema::default()
            },
            ..Content::default()
        }
    }

    /// Each way of taking one variant of each union, with what stands beside them.
    pub(super) fn distribute(
        &mut self,
        plain: &[(SchemaId, Rc<Content>)],
        unions: &[(SchemaId, Rc<Content>)],
        origin: Origin,
    ) -> Content {
        let beside: Vec<SchemaId> = plain
            .iter()
            .filter(|(_, content)| !content.is_any())
            .map(|(id, _)| *id)
            .collect();
        let unions: Vec<&Union> = unions
            .iter()
            .filter_map(|(_, content)| content.schema.union.as_deref())
            .collect();
        let count = unions
            .iter()
            .try_fold(1_usize, |count, union| {
                count.checked_mul(union.variants.len())
            })
            .filter(|count| *count <= PAIRS);
        if count.is_none() {
            self.tell(too_many(origin));
            return Content::any(origin);
        }
        let mut possible: Vec<(Vec<usize>, Variant)> = Vec::new();
        let mut rejected = None;
        for choice in choices(&unions) {
            let variant = self.combined(&beside, &unions, &choice);
            if self.is_possible(&variant.schema, 0) {
                possible.push((choice, variant));
            } else if rejected.is_none() {
                rejected = Some(variant.schema.schema);
            }
        }
        let told: Vec<bool> = possible
            .iter()
            .map(|(choice, variant)| self.is_told(&unions, choice, variant))
            .collect();
        if told.contains(&true) {
            let mut told = told.into_iter();
            possible.retain(|_| told.next() == Some(true));
        }
        match (possible.len(), rejected) {
            (0, rejected) => {
                let mut content = Content::any(origin);
                content.schema.types = Types::NONE;
                content.empty = rejected.and_then(|id| self.content(id).empty.clone());
                content
            }
            (1, _) => {
                let id = possible[0].1.schema.schema;
                let taken = unions.iter().zip(&possible[0].0);
                let taken = taken.map(|(union, index)| union.variants[*index].origin.0);
                self.alone.extend(taken);
                let mut content = Content::clone(&*self.content(id));
                if self.is_merge(id) && self.table.entry(id).name.is_none() {
                    // It came about here, and is named by where it stands.
                    content.schema.origin = origin;
                } else {
                    content.candidates.push(id);
                }
                content
            }
            _ => self.product(&unions, possible, origin),
        }
    }

    fn product(
        &mut self,
        unions: &[&Union],
        possible: Vec<(Vec<usize>, Variant)>,
        origin: Origin,
    ) -> Content {
        // Where no variant of a union is in two pairs, exactly one pair holds when exactly one of its variants does.
        let single = |index: usize| {
            possible.iter().enumerate().all(|(at, (choice, _))| {
                possible[..at]
                    .iter()
                    .all(|(before, _)| before[index] != choice[index])
            })
        };
        let exactly_one = unions.iter().all(|union| union.exactly_one)
            || unions
                .iter()
                .enumerate()
                .any(|(index, union)| union.exactly_one && single(index));
        let choices: Vec<&[usize]> = possible
            .iter()
            .map(|(choice, _)| choice.as_slice())
            .collect();
        let (mut discriminator, lost) = discriminator::of_product(unions, &choices);
        if let Some(discriminator) = &mut discriminator {
            self.narrow_tags(discriminator, &possible);
        }
        let says: Option<Vec<_>> = unions.iter().map(|union| union.says.clone()).collect();
        let union = Union {
            origin,
            exactly_one,
            variants: possible.into_iter().map(|(_, variant)| variant).collect(),
            discriminator,
            says: says.map(Statement::all),
        };
        let mut content = self.as_content(union, origin);
        content.problems.extend(lost);
        content
    }

    fn combined(&mut self, beside: &[SchemaId], unions: &[&Union], choice: &[usize]) -> Variant {
        let variants: Vec<&Variant> = unions
            .iter()
            .zip(choice)
            .map(|(union, index)| &union.variants[*index])
            .collect();
        let last = variants
            .last()
            .expect("distribution is over at least one union");
        if let ([], [only]) = (beside, &variants[..]) {
            return Variant::clone(only);
        }
        let mut parts = beside.to_vec();
        parts.extend(variants.iter().map(|variant| variant.schema.schema));
        let notes = variants.iter().fold(Shared::default(), |notes, variant| {
            super::notes::over(variant.schema.notes.clone(), &notes)
        });
        Variant {
            origin: last.origin,
            schema: Use {
                origin: last.schema.origin,
                schema: self.merge(&parts, last.origin),
                nullable: false,
                notes,
            },
        }
    }

    fn is_merge(&self, id: SchemaId) -> bool {
        matches!(self.table.entry(id).definition, Definition::Merge(_))
    }

    /// What a combination excludes no longer means it.
    fn narrow_tags(
        &mut self,
        discriminator: &mut contract::Discriminator,
        possible: &[(Vec<usize>, Variant)],
    ) {
        let property = &discriminator.property;
        let allowed: Vec<Option<Vec<String>>> = possible
            .iter()
            .map(|(_, variant)| {
                let id = variant.schema.schema;
                (!self.is_union(id)).then(|| self.tags_of(id, property, 0))?
            })
            .collect();
        let fits = |(value, index): &(String, usize)| {
            let allowed = allowed[*index].as_ref();
            allowed.is_none_or(|allowed| allowed.contains(value))
        };
        discriminator.mapping.retain(fits);
    }

    /// Whether a combination allows what its variants are told by: a tag that another part narrows means fewer of them.
    fn is_told(&mut self, unions: &[&Union], choice: &[usize], variant: &Variant) -> bool {
        unions.iter().zip(choice).all(|(union, index)| {
            let Some(discriminator) = &union.discriminator else {
                return true;
            };
            if self.is_union(variant.schema.schema) {
                return true;
            }
            if discriminator.default == Some(*index) {
                return true;
            }
            let meant = |value: &String| {
                let mut mapping = discriminator.mapping.iter();
                mapping.any(|(known, of)| of == index && known == value)
            };
            let allowed = self.tags_of(variant.schema.schema, &discriminator.property, 0);
            allowed.is_none_or(|allowed| allowed.iter().any(meant))
        })
    }

    /// Whether any value is left of a use. An intersection may be empty because a required member of it is.
    fn is_possible(&mut self, schema: &Use, depth: usize) -> bool {
        // Deeper contradictions are told at the member; here only what tells variants apart is looked for.
        const DEPTH: usize = 4;
        if schema.nullable || depth > DEPTH {
            return true;
        }
        let content = self.content(schema.schema);
        if content.empty.is_some() || content.schema.types == Types::NONE {
            return false;
        }
        let only_object = content.schema.types
            == Types {
                object: true,
                ..Types::NONE
            };
        !only_object
            || content.schema.object.properties.values().all(|property| {
                !property.required
                    || !self.is_merge(property.schema.schema)
                    || self.is_possible(&property.schema, depth + 1)
            })
    }
}

/// All ways of taking one index of each union, the last index running fastest.
fn choices(unions: &[&Union]) -> Vec<Vec<usize>> {
    let mut choices = vec![Vec::new()];
    for union in unions {
        let mut longer = Vec::with_capacity(choices.len() * union.variants.len());
        for choice in &choices {
            for index in 0..union.variants.len() {
                let mut choice = choice.clone();
                choice.push(index);
                longer.push(choice);
            }
        }
        choices = longer;
    }
    choices
}

fn twice(variant: &Schema) -> Diagnostic {
    Diagnostic::warning(
        Code("LP0222"),
        "a variant stands twice in `oneOf`, so that no value of it matches exactly one",
    )
    .at(variant.origin.place(), "the same schema as one before it")
    .help("remove it")
}

fn too_many(origin: Origin) -> Diagnostic {
    Diagnostic::error(
        Code("LP0207"),
        format!("the unions that are merged here have more than {PAIRS} combinations"),
    )
    .at(origin.place(), "merged here")
    .help("let `allOf` merge at most one large union")
}
