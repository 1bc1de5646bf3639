//! `oneOf` and `anyOf` by analysis, never by trial: what tells the variants apart in what was received?
//!
//! In this order: a declared discriminator; a required member whose constants differ in every variant; the JSON type; a key that is required in one
//! variant and no member of the others. Objects that nothing tells apart become one struct with the members of all.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::Value;

use crate::api::{Docs, JsonKind, Kind, Told, Type, Union, UnionVariant};
use crate::contract::{self, Schema, SchemaId, Statement, Types, Use};
use crate::names::{Claim, Name, Role, settle};

use super::Lower;
use super::elsewhere;
use super::merge;
use super::plan::{Plan, TellPlan, UnionPlan, VariantPlan};
use super::types::kinds;
use super::{rules, tell, undeclared};

/// Unions of the same component schemas that the config calls by one name are one type: that of a component, where there is one, else that of the first by
/// pointer. All others are types of their own, so that none takes its name from what is written elsewhere.
pub(super) fn find_same(lower: &mut Lower<'_>) {
    let mut groups: HashMap<(Vec<SchemaId>, String), Vec<SchemaId>> = HashMap::new();
    for (index, schema) in lower.contract.schemas.iter().enumerate() {
        let Some(union) = &schema.union else { continue };
        let key = elsewhere::key(&lower.pointer(schema.origin));
        let Some(chosen) = lower.chosen_type(&key) else {
            continue;
        };
        let variants = union.variants.iter();
        let mut variants: Vec<SchemaId> = variants.map(|variant| variant.schema.schema).collect();
        let named = variants.iter().all(|id| lower.schema(*id).name.is_some());
        if named && union.discriminator.is_none() {
            variants.sort_unstable();
            let id = SchemaId(u32::try_from(index).expect("ids are u32"));
            groups.entry((variants, chosen)).or_default().push(id);
        }
    }
    for mut group in groups.into_values() {
        group.sort_by_cached_key(|id| {
            let schema = lower.schema(*id);
            (schema.name.is_none(), lower.pointer(schema.origin))
        });
        let mut group = group.into_iter();
        let Some(first) = group.next() else { continue };
        for id in group {
            // The name is said for both.
            let key = lower.rename_key(id);
            lower.renamed_type(&key);
            lower.same_unions.insert(id, first);
        }
    }
}

/// Which value each member that tells variants apart has, in each of the variants: the constructors fill it in.
pub(super) fn note_tags(lower: &mut Lower<'_>) {
    let mut tags: HashMap<(SchemaId, String), Option<Value>> = HashMap::new();
    for plan in lower.plans.values() {
        let Plan::Union(union) = plan else { continue };
        let TellPlan::Tag(property) = &union.tell else {
            continue;
        };
        for variant in union.variants.iter().filter(|variant| variant.declares_tag) {
            let value = match &variant.told_by[..] {
                [Told::Constant(value)] => Some(value.clone()),
                _ => None,
            };
            let key = (lower.one(variant.usage.schema), property.clone());
            let known = tags.entry(key).or_insert_with(|| value.clone());
            if *known != value {
                // Unions that disagree leave it to the caller.
                *known = None;
            }
        }
    }
    lower.tags = tags;
}

/// What a union becomes.
pub(super) fn plan(
    lower: &mut Lower<'_>,
    id: SchemaId,
    schema: &Schema,
    union: &contract::Union,
) -> Plan {
    let variants: Vec<Use> = union
        .variants
        .iter()
        .map(|variant| variant.schema.clone())
        .collect();
    if variants.iter().all(|usage| is_object(lower, usage)) {
        return objects(lower, id, schema, union, &variants);
    }
    by_type(lower, id, &variants, union.says.as_ref())
}

/// A schema of several types without a union: a variant for each type.
pub(super) fn of_types(
    lower: &mut Lower<'_>,
    id: SchemaId,
    schema: &Schema,
    several: &[JsonKind],
) -> Plan {
    let variants = several
        .iter()
        .map(|kind| {
            let mut part = schema.clone();
            part.name = None;
            part.types = only(*kind);
            part.notes = contract::Notes::default().into();
            Use {
                origin: schema.origin,
                schema: lower.synthesize(part),
                nullable: false,
                notes: contract::Notes::default().into(),
            }
        })
        .collect::<Vec<_>>();
    by_type(lower, id, &variants, Some(&Statement::NOTHING))
}

/// Groups the variants by JSON type. What is left in one group is one thing.
fn by_type(
    lower: &mut Lower<'_>,
    id: SchemaId,
    variants: &[Use],
    says: Option<&Statement>,
) -> Plan {
    let mut groups: Vec<(JsonKind, Vec<Use>)> = Vec::new();
    let mut parted = Vec::new();
    for usage in variants {
        part(lower, usage, 0, &mut parted);
    }
    for usage in &parted {
        let several = kinds(narrowed(lower.schema(usage.schema)));
        if several.len() != 1 {
            // A variant that may be anything leaves nothing to tell.
            return Plan::Plain(Type::Value);
        }
        // A number may look like an integer: they are one group.
        let kind = if several[0] == JsonKind::Integer {
            JsonKind::Number
        } else {
            several[0]
        };
        match groups.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, group)) => group.push(usage.clone()),
            None => groups.push((kind, vec![usage.clone()])),
        }
    }
    let mut plans = Vec::new();
    for (kind, group) in &groups {
        let usage = merge::one(lower, id, *kind, group, says);
        plans.push((*kind, usage));
    }
    if let [(_, only)] = &plans[..] {
        for usage in variants.iter().chain(&parted) {
            note_variant(lower, id, usage, None);
        }
        return same_as(lower, id, only.schema);
    }
    let variants = plans
        .into_iter()
        .zip(&groups)
        .map(|((kind, usage), (_, group))| {
            let integer = kinds(lower.schema(usage.schema).types) == [JsonKind::Integer];
            let word = type_word(if integer { JsonKind::Integer } else { kind });
            let words = lower
                .schema(usage.schema)
                .name
                .clone()
                .unwrap_or_else(|| word.to_owned());
            lower
                .placed
                .entry(usage.schema)
                .or_insert_with(|| (id, word.to_owned()));
            for usage in group {
                note_variant(lower, id, usage, Some(word));
            }
            let told = match kind {
                JsonKind::Number if integer => vec![Told::Type(JsonKind::Integer)],
                JsonKind::Number => {
                    vec![Told::Type(JsonKind::Integer), Told::Type(JsonKind::Number)]
                }
                other => vec![Told::Type(other)],
            };
            VariantPlan {
                usage,
                words,
                told_by: told,
                declares_tag: false,
            }
        })
        .collect();
    Plan::Union(UnionPlan {
        tell: TellPlan::Type,
        variants,
    })
}

/// How deep unions in unions are taken apart.
pub(super) const DEEPEST: usize = 16;

/// A variant of several JSON types as variants of one each: those of its own union, or one a type.
fn part(lower: &mut Lower<'_>, usage: &Use, depth: usize, parts: &mut Vec<Use>) {
    let schema = lower.schema(usage.schema).clone();
    let several = kinds(narrowed(&schema));
    if several.len() <= 1 || depth > DEEPEST || schema.types == Types::ANY {
        parts.push(usage.clone());
        return;
    }
    if let Some(union) = &schema.union {
        for variant in &union.variants {
            let mut inner = variant.schema.clone();
            inner.nullable |= usage.nullable;
            part(lower, &inner, depth + 1, parts);
        }
        return;
    }
    for kind in several {
        let mut one = schema.clone();
        one.name = None;
        one.types = only(kind);
        if let Some(values) = &mut one.values {
            values.retain(|value| kinds(narrowed_value(value)) == [kind]);
        }
        parts.push(Use {
            schema: lower.synthesize(one),
            ..usage.clone()
        });
    }
}

fn narrowed_value(value: &Value) -> Types {
    narrowed(&Schema {
        values: Some(vec![value.clone()]),
        ..Schema::default()
    })
}

/// Notes where what is written in place in a variant belongs. Of several unions with the variant, the one in which it is written.
pub(super) fn note_variant(
    lower: &mut Lower<'_>,
    union: SchemaId,
    variant: &Use,
    words: Option<&str>,
) {
    if lower.schema(variant.schema).name.is_some() {
        return;
    }
    let pointer = lower.pointer(variant.origin);
    let here = (union, words.map(str::to_owned));
    let key = |lower: &Lower<'_>, (union, words): &(SchemaId, Option<String>)| {
        let above = lower.pointer(lower.schema(*union).origin);
        let both = pointer.bytes().zip(above.bytes());
        let shared = both.take_while(|(one, other)| one == other).count();
        (Reverse(shared), above, words.clone())
    };
    let known = lower.variants.get(&pointer);
    if known.is_none_or(|known| key(lower, &here) < key(lower, known)) {
        lower.variants.insert(pointer, here);
    }
}

/// The plan of another schema, under this one's id.
pub(super) fn same_as(lower: &mut Lower<'_>, id: SchemaId, other: SchemaId) -> Plan {
    if lower.open_values.contains(&other) {
        lower.open_values.insert(id);
    }
    lower.stands_for.insert(id, other);
    super::plan::plan_of(lower, other)
}

fn objects(
    lower: &mut Lower<'_>,
    id: SchemaId,
    schema: &Schema,
    union: &contract::Union,
    variants: &[Use],
) -> Plan {
    let tagged =
        tell::declared_tag(lower, union, variants).or_else(|| tell::constant_tag(lower, variants));
    let (tell, told) = match tagged {
        Some((property, told)) => (TellPlan::Tag(property), told),
        None => match tell::telling_keys(lower, variants) {
            Some(told) => (TellPlan::Key, told),
            None => match tell::constant_tag_of_others(lower, variants) {
                Some((property, told)) => (TellPlan::Tag(property), told),
                None => return merge::objects(lower, id, schema, variants),
            },
        },
    };
    let variants = variants
        .iter()
        .zip(told)
        .map(|(usage, told_by)| {
            let inner = lower.schema(usage.schema);
            let words = inner.name.clone().unwrap_or_else(|| {
                let title = inner.notes.title.clone();
                match (told_words(&told_by), title) {
                    (Some(words), _) if told_by.len() == 1 => words,
                    (_, Some(title)) => title,
                    (Some(first), None) => format!("{first} and others"),
                    (None, None) => "other".into(),
                }
            });
            let is_union = inner.union.is_some();
            let declares_tag = match &tell {
                // A union among the variants writes its own.
                TellPlan::Tag(property) => {
                    is_union
                        || inner.object.properties.contains_key(property)
                        || undeclared::is_member(inner, property)
                }
                _ => false,
            };
            if inner.name.is_none() {
                lower
                    .placed
                    .entry(usage.schema)
                    .or_insert_with(|| (id, words.clone()));
            }
            note_variant(lower, id, usage, Some(&words));
            // A mapping's key is the variant's name: shorter than the schema's, and what the wire says. One of several would be a wrong one.
            let words = match &tell {
                TellPlan::Tag(_) if !is_union && told_by.len() == 1 => {
                    told_words(&told_by).unwrap_or(words)
                }
                _ => words,
            };
            VariantPlan {
                usage: usage.clone(),
                words,
                told_by,
                declares_tag,
            }
        })
        .collect();
    Plan::Union(UnionPlan { tell, variants })
}

pub(super) fn build(lower: &Lower<'_>, id: SchemaId, plan: &UnionPlan) -> Kind {
    let schema = lower.schema(id).clone();
    let claims: Vec<Claim> = plan
        .variants
        .iter()
        .map(|variant| {
            let component = lower.schema(variant.usage.schema).name.clone();
            let pointer = lower.pointer(variant.usage.origin);
            if let Some(to) = lower.renamed_type(&pointer) {
                return Claim {
                    name: Name::spelled(Role::Variant, &to, &variant.words),
                    by: pointer,
                    rank: 3,
                };
            }
            // A type that was renamed names its variant too.
            let own = lower
                .names
                .get(&variant.usage.schema)
                .filter(|_| component.as_ref() == Some(&variant.words));
            let words = own.map_or_else(|| variant.words.clone(), |own| own.name.rust().to_owned());
            Claim {
                name: Name::spelled(Role::Variant, &words, &variant.words),
                by: component.unwrap_or(pointer),
                rank: 0,
            }
        })
        .collect();
    let (names, collisions) = settle(Role::Variant, &claims, &[]);
    for collision in collisions {
        lower.report_collision(
            &collision,
            schema.origin,
            &claims,
            &names,
            "variants of this union",
            |lower, index| {
                let pointer = lower.pointer(plan.variants[index].usage.origin);
                Some((elsewhere::key(&pointer), names[index].rust().to_owned()))
            },
        );
    }
    let mut variants: Vec<UnionVariant> = plan
        .variants
        .iter()
        .zip(names)
        .map(|(variant, name)| UnionVariant {
            origin: variant.usage.origin,
            name,
            docs: Docs {
                facts: rules::facts(&rules::of(lower, &variant.usage)),
                ..super::docs::summary(&variant.usage.notes)
            },
            ty: lower.element(&variant.usage),
            rules: rules::of(lower, &variant.usage),
            told_by: variant.told_by.clone(),
            declares_tag: variant.declares_tag,
        })
        .collect();
    // What is left when no key tells is looked at last.
    variants.sort_by_key(|variant| variant.told_by.contains(&Told::Rest));
    let tell = match &plan.tell {
        TellPlan::Tag(property) => crate::api::Tell::Tag(property.clone()),
        TellPlan::Type => crate::api::Tell::Type,
        TellPlan::Key => crate::api::Tell::Key,
    };
    Kind::Union(Union { tell, variants })
}

pub(super) fn is_object(lower: &Lower<'_>, usage: &Use) -> bool {
    kinds(narrowed(lower.schema(usage.schema))) == [JsonKind::Object]
}

/// The types that a schema's values leave possible; an object that is described and not typed is meant as an object.
pub(super) fn narrowed(schema: &Schema) -> Types {
    if let Some(values) = &schema.values {
        return Types {
            boolean: values.iter().any(Value::is_boolean),
            integer: values.iter().any(Value::is_i64) || values.iter().any(Value::is_u64),
            number: values.iter().any(Value::is_f64),
            string: values.iter().any(Value::is_string),
            array: values.iter().any(Value::is_array),
            object: values.iter().any(Value::is_object),
        };
    }
    if schema.types == Types::ANY && !schema.object.properties.is_empty() {
        only(JsonKind::Object)
    } else {
        schema.types
    }
}

pub(super) fn only(kind: JsonKind) -> Types {
    let mut types = Types::NONE;
    match kind {
        JsonKind::Null => {}
        JsonKind::Boolean => types.boolean = true,
        JsonKind::Integer => types.integer = true,
        JsonKind::Number => (types.integer, types.number) = (true, true),
        JsonKind::String => types.string = true,
        JsonKind::Array => types.array = true,
        JsonKind::Object => types.object = true,
    }
    types
}

fn type_word(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "boolean",
        JsonKind::Integer => "integer",
        JsonKind::Number => "number",
        JsonKind::String => "text",
        JsonKind::Array => "list",
        JsonKind::Object => "object",
    }
}

fn told_words(told: &[Told]) -> Option<String> {
    match told.first()? {
        Told::Constant(Value::String(text)) => Some(text.clone()),
        Told::Constant(Value::Bool(true)) => Some("true value".into()),
        Told::Constant(Value::Bool(false)) => Some("false value".into()),
        Told::Constant(other) => Some(other.to_string()),
        Told::Keys(keys) => keys.first().map(|key| key.wire.clone()),
        Told::Type(_) | Told::Rest => None,
    }
}
