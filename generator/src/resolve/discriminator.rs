//! Discriminators: the property that tells the variants of a union apart, and which value of it means which variant.

use crate::contract::{self, Union, Variant};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::{Discriminator, Schema};

use super::references::closest;
use super::tags::Meant;
use super::{Resolver, address};

impl<'a> Resolver<'a> {
    /// The discriminator of a union; `sources` are the schemas as listed, one a variant.
    pub(super) fn discriminator(
        &mut self,
        schema: &'a Schema,
        variants: &[Variant],
        sources: &[&'a Schema],
    ) -> Option<contract::Discriminator> {
        let discriminator = schema.discriminator.as_ref()?;
        let mut mapping: Vec<(String, usize)> = Vec::new();
        let mut lost = Vec::new();
        for (value, target) in &discriminator.mapping {
            match self.mapped(discriminator, target, variants, sources) {
                Ok(index) => mapping.push((value.clone(), index)),
                Err(is_schema) => lost.push((value.as_str(), target.as_str(), is_schema)),
            }
        }
        let names: Vec<String> = sources
            .iter()
            .filter_map(|source| self.variant_name(source))
            .collect();
        let nowhere = |(_, target, is_schema): &(&str, &str, bool)| {
            !is_schema && closest(last_word(target), names.iter().map(String::as_str)).is_none()
        };
        if mapping.is_empty() && !lost.is_empty() && lost.iter().all(nowhere) {
            self.tell_nowhere(discriminator, &lost);
            return None;
        }
        for known in lost {
            let (value, target, is_schema) = known;
            if nowhere(&known) {
                self.tell_absent(discriminator, value, target);
            } else {
                self.tell_unmapped(discriminator, value, target, is_schema, &names);
            }
        }
        let default = discriminator.default_mapping.as_deref().and_then(|target| {
            let index = self.mapped(discriminator, target, variants, sources);
            if index.is_err() {
                self.tell_no_default(discriminator, target, &names);
            }
            index.ok()
        });
        let meant = self.meant(variants, sources);
        let mapping = self.values_of_tag(discriminator, &meant, mapping)?;
        Some(contract::Discriminator {
            origin: discriminator.origin,
            property: discriminator.property_name.clone(),
            mapping,
            default,
        })
    }

    /// What a discriminator may mean: the variants, by the names of their components.
    pub(super) fn meant(&mut self, variants: &[Variant], sources: &[&'a Schema]) -> Vec<Meant> {
        let variants = variants.iter().zip(sources);
        let meant = variants.map(|(variant, source)| Meant {
            schema: variant.schema.schema,
            name: self.variant_name(source),
        });
        meant.collect()
    }

    fn tell_no_default(&mut self, discriminator: &Discriminator, target: &str, names: &[String]) {
        let near = closest(last_word(target), names.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the variants are {}", listed(names)),
        };
        let message = format!("`defaultMapping` is `{target}`, which is no variant of the union");
        self.tell(
            Diagnostic::error(Code("LP0220"), message)
                .at(
                    discriminator.origin.value_of("defaultMapping"),
                    "not a variant",
                )
                .help(help),
        );
    }

    /// The variant that a mapping means: by the name of a component schema, or by a reference; where it means an heir of one, that one.
    /// Without a variant: whether it means a schema at all.
    pub(super) fn mapped(
        &mut self,
        discriminator: &'a Discriminator,
        target: &str,
        variants: &[Variant],
        sources: &[&'a Schema],
    ) -> Result<usize, bool> {
        let document = self.document;
        let meant = document.components.schemas.get(target).or_else(|| {
            let target = target.contains(['#', '/', '.']).then_some(target)?;
            self.schema_behind(discriminator.origin, target)
        });
        let meant = meant.ok_or(false)?;
        let by_id = self.place(meant).schema;
        let mut listed = variants.iter();
        let index = listed.position(|variant| variant.schema.schema == by_id);
        let mut sources = sources.iter();
        let index = index.or_else(|| sources.position(|source| self.has_heir(source, meant)));
        index.ok_or(true)
    }

    /// Whether a variant is a base, and the schema is made of it: the base tells its heirs apart itself.
    fn has_heir(&mut self, variant: &'a Schema, schema: &'a Schema) -> bool {
        let Some(base) = self.target_of(variant) else {
            return false;
        };
        let schema = self.behind(schema);
        let mut heirs = self.kin.families.get(&address(base)).into_iter().flatten();
        heirs.any(|heir| address(*heir) == address(schema))
    }

    fn tell_unmapped(
        &mut self,
        discriminator: &Discriminator,
        value: &str,
        target: &str,
        is_schema: bool,
        names: &[String],
    ) {
        let what = if is_schema {
            "no variant of the union"
        } else {
            "no schema"
        };
        let near = closest(last_word(target), names.iter().map(String::as_str));
        let help = match near {
            _ if is_schema => format!(
                "add it to the union; so far the variants are {}",
                listed(names)
            ),
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => {
                "map to a component schema that the union refers to by `$ref`".to_owned()
            }
            None => format!("the variants are {}", listed(names)),
        };
        let mapping = self.sources.member(discriminator.origin, "mapping");
        self.tell(
            Diagnostic::error(
                Code("LP0220"),
                format!("the discriminator maps `{value}` to `{target}`, which is {what}"),
            )
            .at(mapping.value_of(value), "not a variant")
            .help(help),
        );
    }

    /// What is mapped to is not there, and no variant has nearly its name; the other values still tell the others apart.
    fn tell_absent(&mut self, discriminator: &Discriminator, value: &str, target: &str) {
        let mapping = self.sources.member(discriminator.origin, "mapping");
        self.tell(
            Diagnostic::warning(
                Code("LP0232"),
                format!("the discriminator maps `{value}` to `{target}`, which is not there"),
            )
            .at(mapping.value_of(value), "leads nowhere")
            .help("a value of this kind is kept as it came, as an unrecognized variant; bring the schema, and list it as a variant"),
        );
    }

    /// Nothing that is mapped to is there, nor anything with such a name: the document was bundled without its files.
    fn tell_nowhere(&mut self, discriminator: &Discriminator, lost: &[(&str, &str, bool)]) {
        let Some((value, target, _)) = lost.first() else {
            return;
        };
        let more = match lost.len() - 1 {
            0 => String::new(),
            more => format!(", nor what {more} others lead to"),
        };
        let mapping = self.sources.member(discriminator.origin, "mapping");
        self.tell(
            Diagnostic::warning(
                Code("LP0232"),
                format!("the discriminator maps `{value}` to `{target}`, which is not there{more}"),
            )
            .at(mapping.value_of(value), "leads nowhere")
            .help("the variants are told apart by their members instead; map to component schemas that the union refers to by `$ref`"),
        );
    }

    /// The name of the component schema that a variant refers to.
    fn variant_name(&mut self, source: &'a Schema) -> Option<String> {
        let target = self.schema_at(source)?;
        self.names.get(&address(target)).cloned()
    }
}

fn last_word(target: &str) -> &str {
    target.rsplit('/').next().unwrap_or(target)
}

fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The discriminator of an intersection of unions: the last one whose variants are still told apart, and what is to be said where there is none.
pub(super) fn of_product(
    unions: &[&Union],
    choices: &[&[usize]],
) -> (Option<contract::Discriminator>, Option<Diagnostic>) {
    let mut lost = None;
    for (at, union) in unions.iter().enumerate().rev() {
        let Some(discriminator) = &union.discriminator else {
            continue;
        };
        let mut mapping = Vec::with_capacity(discriminator.mapping.len());
        let mut unique = true;
        let mut pair_of = |index: usize| {
            let pairs = choices.iter().enumerate();
            let mut pairs = pairs.filter(|(_, choice)| choice[at] == index);
            let first = pairs.next().map(|(pair, _)| pair);
            unique &= pairs.next().is_none();
            first
        };
        for (value, index) in &discriminator.mapping {
            mapping.extend(pair_of(*index).map(|pair| (value.clone(), pair)));
        }
        let default = discriminator.default.and_then(&mut pair_of);
        if unique {
            let discriminator = contract::Discriminator {
                mapping,
                default,
                ..discriminator.clone()
            };
            return (Some(discriminator), None);
        }
        lost.get_or_insert_with(|| {
            Diagnostic::warning(
                Code("LP0223"),
                "the discriminator does not tell the variants apart once this union is merged with another",
            )
            .at(discriminator.origin.place(), "several variants remain for one value")
            .help("the variants are told apart by their members instead; merge only one union, or give each variant a value of its own")
        });
    }
    (None, lost)
}
