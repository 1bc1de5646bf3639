//! Which values of a discriminator's property mean a variant where no mapping says so: its name, or what it allows itself.

use std::collections::HashSet;

use serde_json::Value;

use crate::contract::SchemaId;
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::Discriminator;

use super::Resolver;
use super::references::closest;

/// How deep unions in unions are looked into.
const DEEPEST: usize = 16;

/// A schema that a discriminator may mean.
pub(super) struct Meant {
    pub(super) schema: SchemaId,
    /// The name of the component, where it is one.
    pub(super) name: Option<String>,
}

impl Resolver<'_> {
    /// What each value means, mapped ones first. `None`: the discriminator tells nothing, which is reported.
    pub(super) fn values_of_tag(
        &mut self,
        discriminator: &Discriminator,
        variants: &[Meant],
        mut mapping: Vec<(String, usize)>,
    ) -> Option<Vec<(String, usize)>> {
        if !self.has_tag(discriminator, variants, !mapping.is_empty()) {
            return None;
        }
        let property = &discriminator.property_name;
        let allowed: Vec<Option<Vec<String>>> = variants
            .iter()
            .map(|variant| self.tags_of(variant.schema, property, 0))
            .collect();
        for (value, index) in std::mem::take(&mut mapping) {
            match &allowed[index] {
                Some(allowed)
                    if !allowed.contains(&value) && !self.is_union(variants[index].schema) =>
                {
                    self.tell_excluded(discriminator, &value, allowed);
                }
                _ => mapping.push((value, index)),
            }
        }
        let claims: Vec<Vec<String>> = variants
            .iter()
            .zip(allowed)
            .enumerate()
            .map(|(index, (variant, allowed))| {
                if mapping.iter().any(|(_, mapped)| *mapped == index) {
                    return Vec::new();
                }
                let name = variant.name.clone();
                match allowed {
                    Some(allowed) if name.as_ref().is_none_or(|name| !allowed.contains(name)) => {
                        let taken = |tag: &String| mapping.iter().any(|(value, _)| value == tag);
                        allowed.into_iter().filter(|tag| !taken(tag)).collect()
                    }
                    _ => name.into_iter().collect(),
                }
            })
            .collect();
        for (index, tags) in claims.iter().enumerate() {
            // What several allow means the one that allows the least.
            let alone = |tag: &&String| {
                !claims.iter().enumerate().any(|(other, theirs)| {
                    other != index && theirs.len() <= tags.len() && theirs.contains(*tag)
                })
            };
            mapping.extend(tags.iter().filter(alone).map(|tag| (tag.clone(), index)));
        }
        let told: HashSet<usize> = mapping.iter().map(|(_, index)| *index).collect();
        let without: Vec<usize> = (0..variants.len())
            .filter(|index| !told.contains(index))
            .collect();
        if let Some(first) = without.first() {
            // Where others are told, those with a name are left to it, though nothing is called so.
            let names = without.iter().map(|index| variants[*index].name.clone());
            let names: Option<Vec<String>> = names.collect();
            let names = names.filter(|_| !told.is_empty());
            let more = without.len() - 1;
            self.tell_without(discriminator, &variants[*first], more, names.is_some());
            mapping.extend(names?.into_iter().zip(without));
        }
        Some(mapping)
    }

    /// Whether values of any variant have the property. One that is mapped and in none is taken to be there, where no other is meant.
    fn has_tag(
        &mut self,
        discriminator: &Discriminator,
        variants: &[Meant],
        is_mapped: bool,
    ) -> bool {
        let property = &discriminator.property_name;
        let mut common: Option<Vec<String>> = None;
        for variant in variants {
            if self.members_in_all(variant.schema, property, 0, &mut common) {
                return true;
            }
        }
        let common = common.unwrap_or_default();
        let near = closest(property, common.iter().map(String::as_str));
        let is_taken = is_mapped && near.is_none();
        let what = if is_taken {
            "it is taken to be beside what they declare"
        } else {
            "the variants are told apart without it"
        };
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "declare it in each of them: `{property}: {{type: string}}`, and let them require it"
            ),
        };
        self.tell(
            Diagnostic::warning(
                Code("LP0227"),
                format!("no variant has the discriminator's property `{property}`: {what}"),
            )
            .at(
                discriminator.origin.value_of("propertyName"),
                "declared by no variant",
            )
            .help(help),
        );
        is_taken
    }

    /// Whether a schema has a member; else the members that it and those before have in common.
    fn members_in_all(
        &mut self,
        id: SchemaId,
        property: &str,
        depth: usize,
        common: &mut Option<Vec<String>>,
    ) -> bool {
        let content = self.content(id);
        if let Some(union) = content.schema.union.as_ref().filter(|_| depth < DEEPEST) {
            return union.variants.iter().any(|variant| {
                self.members_in_all(variant.schema.schema, property, depth + 1, common)
            });
        }
        let object = &content.schema.object;
        if content.is_any()
            || object.properties.contains_key(property)
            || object.required_undeclared.contains_key(property)
            || !object.patterns.is_empty()
        {
            return true;
        }
        match common {
            Some(common) => common.retain(|name| object.properties.contains_key(name)),
            None => *common = Some(object.properties.keys().cloned().collect()),
        }
        false
    }

    /// The values that a member may have in a schema, as a mapping writes them; `None`: any.
    pub(super) fn tags_of(
        &mut self,
        id: SchemaId,
        property: &str,
        depth: usize,
    ) -> Option<Vec<String>> {
        let content = self.content(id);
        if let Some(union) = content.schema.union.as_ref().filter(|_| depth < DEEPEST) {
            if let Some(inner) = &union.discriminator
                && inner.property == property
            {
                if inner.default.is_some() {
                    return None;
                }
                return Some(
                    inner
                        .mapping
                        .iter()
                        .map(|(value, _)| value.clone())
                        .collect(),
                );
            }
            let mut all = Vec::new();
            for variant in &union.variants {
                for tag in self.tags_of(variant.schema.schema, property, depth + 1)? {
                    if !all.contains(&tag) {
                        all.push(tag);
                    }
                }
            }
            return Some(all);
        }
        let declared = content.schema.object.properties.get(property)?;
        let declared = self.content(declared.schema.schema);
        let values = declared.schema.values.as_ref()?;
        values.iter().map(as_mapped).collect()
    }

    pub(super) fn is_union(&mut self, id: SchemaId) -> bool {
        self.content(id).schema.union.is_some()
    }

    fn tell_excluded(&mut self, discriminator: &Discriminator, value: &str, allowed: &[String]) {
        let property = &discriminator.property_name;
        let mapping = self.sources.member(discriminator.origin, "mapping");
        let allowed: Vec<String> = allowed.iter().map(|tag| format!("`{tag}`")).collect();
        self.tell(
            Diagnostic::warning(
                Code("LP0228"),
                format!("the discriminator maps `{value}` to a variant whose `{property}` is never `{value}`"),
            )
            .at(mapping.key_of(value), "not a value of it")
            .help(format!(
                "the variant allows {}, and is read where `{property}` is that; map that, or let the variant allow `{value}`",
                allowed.join(", ")
            )),
        );
    }

    fn tell_without(
        &mut self,
        discriminator: &Discriminator,
        variant: &Meant,
        more: usize,
        is_kept: bool,
    ) {
        let what = if is_kept {
            "nothing is read as that"
        } else {
            "the variants are told apart without the discriminator"
        };
        let property = &discriminator.property_name;
        let variant = match &variant.name {
            Some(name) => format!("the variant `{name}`"),
            None => "a variant that is written in place".to_owned(),
        };
        let more = match more {
            0 => String::new(),
            1 => " or one other".to_owned(),
            more => format!(" or {more} others"),
        };
        self.tell(
            Diagnostic::warning(
                Code("LP0229"),
                format!("no value of `{property}` means {variant}{more} alone: {what}"),
            )
            .at(discriminator.origin.place(), "tells too little")
            .help("give the property a `const` in each variant, or list its values in `mapping`"),
        );
    }
}

/// The key of a mapping that means a value.
fn as_mapped(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}
