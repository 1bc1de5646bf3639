//! What several variants of a union have in common, where nothing tells them apart: the widest scalar, a list of either, one struct with the members of all.

mod widest;

use std::collections::BTreeSet;

use crate::api::{JsonKind, Type};
use crate::contract::{self, Additional, Schema, SchemaId, Statement, Union, Use, Variant};

use widest::{common_notes, common_values, same, widest_number, widest_text};

use super::plan::{ExtraPlan, Member, Plan, StructPlan, untyped};
use super::unions::{DEEPEST, note_variant, only, same_as};
use super::{Lower, enums, loose, rules, undeclared};

/// One use that holds of whatever any of a group, all of one JSON type, holds of.
///
/// `says` is what the union that they are of asks for.
pub(super) fn one(
    lower: &mut Lower<'_>,
    parent: SchemaId,
    kind: JsonKind,
    group: &[Use],
    says: Option<&Statement>,
) -> Use {
    if group.iter().all(|usage| usage.schema == group[0].schema) {
        return Use {
            nullable: group.iter().any(|usage| usage.nullable),
            ..group[0].clone()
        };
    }
    let schemas: Vec<Schema> = group
        .iter()
        .map(|usage| lower.schema(usage.schema).clone())
        .collect();
    let origin = group[0].origin;
    let mut open = false;
    let mut merged = Schema {
        origin,
        types: only(kind),
        ..Schema::default()
    };
    match kind {
        JsonKind::String => {
            merged.values = common_values(&schemas, true, &mut open);
            merged.extensions = enums::annotations(group, &schemas).into();
            merged.format = same(schemas.iter().map(|schema| schema.format.clone())).flatten();
            merged.string = widest_text(&schemas).into();
        }
        JsonKind::Number | JsonKind::Integer => {
            merged.types = only(if schemas.iter().any(|schema| schema.types.number) {
                JsonKind::Number
            } else {
                JsonKind::Integer
            });
            merged.values = common_values(&schemas, false, &mut open);
            merged.extensions = enums::annotations(group, &schemas).into();
            merged.format = same(schemas.iter().map(|schema| schema.format.clone())).flatten();
            merged.number = widest_number(&schemas).into();
        }
        JsonKind::Array => {
            if schemas.iter().any(|schema| !schema.array.prefix.is_empty()) {
                untyped(
                    lower,
                    origin,
                    "`prefixItems` in a union with other arrays: nothing tells them apart",
                );
            }
            let items: Option<Vec<Use>> = schemas
                .iter()
                .map(|schema| schema.array.items.clone())
                .collect();
            // What is asked of the whole list is asked of its items.
            let said = says.is_some();
            merged.array.items = items.map(|items| {
                let all = either(lower, parent, "item", &items, None);
                let said = said && items.iter().all(|one| one.schema != all.schema);
                let known = lower.said_above.entry(all.schema).or_insert(said);
                *known &= said;
                all
            });
        }
        JsonKind::Object => merged.union = Some(union(origin, group, None).into()),
        JsonKind::Boolean | JsonKind::Null => {}
    }
    let merged_kind = match kind {
        JsonKind::Number if !merged.types.number => JsonKind::Integer,
        kind => kind,
    };
    if kind != JsonKind::Object && loose::is_looser(&merged, &schemas, open) {
        match says {
            Some(says) => merged
                .conditions
                .extend(loose::condition(says, merged_kind, origin)),
            None => lower.loose.push((parent, origin)),
        }
    }
    let schema = lower.synthesize(merged);
    if open {
        lower.open_values.insert(schema);
    }
    Use {
        origin,
        schema,
        nullable: group.iter().any(|usage| usage.nullable),
        notes: common_notes(group).into(),
    }
}

/// A use of any of several schemas, placed below `parent` under `words`. The same parts are the same schema: what is recursive would have no end otherwise.
///
/// `says` is what they ask for together.
fn either(
    lower: &mut Lower<'_>,
    parent: SchemaId,
    words: &str,
    uses: &[Use],
    says: Option<Statement>,
) -> Use {
    let nullable = uses.iter().any(|usage| usage.nullable);
    if uses.iter().all(|usage| usage.schema == uses[0].schema) {
        return Use {
            nullable,
            notes: common_notes(uses).into(),
            ..uses[0].clone()
        };
    }
    let mut key = BTreeSet::new();
    for usage in uses {
        parts(lower, usage, 0, &mut key);
    }
    let schema = match lower.merged.get(&key) {
        Some(known) => *known,
        None if lower.merged.len() < MOST => {
            // Null is said where the union is used, and no variant says it again.
            let never_null = |usage: &Use| Use {
                nullable: false,
                ..usage.clone()
            };
            let uses: Vec<Use> = uses.iter().map(never_null).collect();
            let made = any_of(lower, &uses, says);
            lower.merged.insert(key, made);
            made
        }
        None => {
            let origin = uses[0].origin;
            untyped(lower, origin, "too many unions come of unions in unions");
            lower.synthesize(Schema {
                origin,
                types: contract::Types::ANY,
                ..Schema::default()
            })
        }
    };
    place(lower, schema, parent, words);
    Use {
        origin: uses[0].origin,
        schema,
        nullable,
        notes: common_notes(uses).into(),
    }
}

/// What is made of a member of several objects.
fn member(
    lower: &mut Lower<'_>,
    id: SchemaId,
    wire: &str,
    uses: &[Use],
    says: Option<Statement>,
) -> Use {
    let usage = either(lower, id, wire, uses, says);
    lower.said_above.insert(usage.schema, false);
    usage
}

/// How many unions are made of what nothing tells apart.
const MOST: usize = 10_000;

/// The schemas that a use may be: of a union that nothing is declared to tell apart, those of its variants.
fn parts(lower: &Lower<'_>, usage: &Use, depth: usize, found: &mut BTreeSet<(SchemaId, bool)>) {
    let schema = lower.schema(usage.schema);
    match &schema.union {
        Some(union)
            if depth < DEEPEST && union.discriminator.is_none() && schema.values.is_none() =>
        {
            for variant in &union.variants {
                let mut inner = variant.schema.clone();
                inner.nullable |= usage.nullable;
                parts(lower, &inner, depth + 1, found);
            }
        }
        _ => {
            found.insert((lower.one(usage.schema), usage.nullable));
        }
    }
}

/// A schema that is reached from several places stands below the one with the shortest way to a name, of those the first by pointer, whatever came first; never below itself.
fn place(lower: &mut Lower<'_>, schema: SchemaId, parent: SchemaId, words: &str) {
    if ancestors(lower, parent).any(|id| id == schema) {
        return;
    }
    let here = (parent, words.to_owned());
    let key = |lower: &Lower<'_>, (parent, words): &(SchemaId, String)| {
        let pointer = lower.pointer(lower.schema(*parent).origin);
        (ancestors(lower, *parent).count(), pointer, words.clone())
    };
    let known = lower.placed.get(&schema);
    if known.is_none_or(|known| key(lower, &here) < key(lower, known)) {
        lower.placed.insert(schema, here);
    }
}

/// A schema, the one that it was made for, and so on.
fn ancestors(lower: &Lower<'_>, id: SchemaId) -> impl Iterator<Item = SchemaId> {
    std::iter::successors(Some(id), |id| {
        lower.placed.get(id).map(|(parent, _)| *parent)
    })
}

fn any_of(lower: &mut Lower<'_>, uses: &[Use], says: Option<Statement>) -> SchemaId {
    let mut types = contract::Types::NONE;
    for usage in uses {
        let part = lower.schema(usage.schema).types;
        types = contract::Types {
            boolean: types.boolean || part.boolean,
            integer: types.integer || part.integer,
            number: types.number || part.number,
            string: types.string || part.string,
            array: types.array || part.array,
            object: types.object || part.object,
        };
    }
    let origin = uses[0].origin;
    lower.synthesize(Schema {
        origin,
        types,
        union: Some(union(origin, uses, says).into()),
        ..Schema::default()
    })
}

fn union(origin: crate::source::Origin, uses: &[Use], says: Option<Statement>) -> Union {
    let variants = uses
        .iter()
        .map(|usage| Variant {
            origin: usage.origin,
            schema: usage.clone(),
        })
        .collect();
    Union {
        origin,
        exactly_one: false,
        variants,
        discriminator: None,
        says,
    }
}

/// Objects that nothing tells apart: one struct with the members of all, each required where all require it.
pub(super) fn objects(
    lower: &mut Lower<'_>,
    id: SchemaId,
    schema: &Schema,
    variants: &[Use],
) -> Plan {
    let mut found = Vec::new();
    for usage in variants {
        leaves(lower, usage, 0, &mut found);
    }
    let mut schemas = Vec::with_capacity(found.len());
    for usage in found {
        note_variant(lower, id, &usage, None);
        schemas.push(lower.schema(usage.schema).clone());
    }
    let names_none = |schema: &Schema| {
        let object = &schema.object;
        object.properties.is_empty()
            && object.patterns.is_empty()
            && matches!(object.additional, Additional::Unsaid | Additional::Any)
    };
    if schemas.iter().any(names_none) {
        // The document leaves open what it is, and may ask for some of it.
        return match schemas.iter().any(asks_nothing) {
            true => Plan::Plain(Type::Map),
            false => map(lower, id, schema, Additional::Unsaid),
        };
    }
    let values: Option<Vec<Use>> = schemas.iter().map(only_values).collect();
    if let Some(values) = values {
        let value = either(lower, id, "value", &values, None);
        return map(lower, id, schema, Additional::Typed(Box::new(value)));
    }
    if schemas
        .iter()
        .any(|schema| schema.object.properties.is_empty() || schema.union.is_some())
    {
        untyped(
            lower,
            schema.origin,
            "nothing tells the variants apart, and one of them may have any members",
        );
        return Plan::Plain(Type::Map);
    }
    let mut wires: Vec<String> = Vec::new();
    for schema in &schemas {
        for wire in schema.object.properties.keys() {
            if !wires.contains(wire) {
                wires.push(wire.clone());
            }
        }
    }
    let asks = |wire: &str| {
        let says = schema.union.as_ref()?.says.as_ref()?;
        loose::of_member(says, wire, &schemas)
    };
    let mut members: Vec<Member> = wires
        .into_iter()
        .map(|wire| {
            let declared: Vec<contract::Property> = schemas
                .iter()
                .filter_map(|schema| schema.object.properties.get(&wire).cloned())
                .collect();
            let uses: Vec<Use> = declared
                .iter()
                .map(|property| property.schema.clone())
                .collect();
            let required = declared.len() == schemas.len()
                && declared.iter().all(|property| property.required);
            Member {
                origin: declared[0].origin,
                required,
                usage: member(lower, id, &wire, &uses, asks(&wire)),
                wire,
            }
        })
        .collect();
    let undeclared: Vec<Member> = schemas
        .iter()
        .flat_map(|schema| undeclared::members(lower, schema))
        .collect();
    for member in undeclared {
        if !members.iter().any(|known| known.wire == member.wire) {
            members.push(member);
        }
    }
    let open = schemas.iter().any(|schema| {
        matches!(
            schema.object.additional,
            Additional::Any | Additional::Typed(_)
        )
    });
    let extra = if open {
        ExtraPlan::Open
    } else {
        ExtraPlan::Kept
    };
    let needed = |wire: &String| {
        let mut members = members.iter();
        members.any(|member| member.wire == *wire && member.required)
    };
    let lost = schemas.iter().any(|schema| {
        let mut properties = schema.object.properties.iter();
        !schema.object.required_undeclared.is_empty()
            || schema.object.additional == Additional::Forbidden
            || properties.any(|(wire, property)| property.required && !needed(wire))
    });
    let mut rules = rules::conditions(schema);
    match schema.union.as_ref().map(|union| &union.says) {
        Some(Some(says)) if lost => {
            let condition = loose::condition(says, JsonKind::Object, schema.origin);
            rules.extend(condition.iter().flat_map(rules::holds));
        }
        Some(None) if lost => lower.loose.push((id, schema.origin)),
        _ => {}
    }
    Plan::Struct(StructPlan {
        positional: false,
        patterns: Vec::new(),
        members,
        extra,
        rules,
    })
}

/// Whether any object will do.
fn asks_nothing(schema: &Schema) -> bool {
    let mut object = (*schema.object).clone();
    if object.additional == Additional::Any {
        object.additional = Additional::Unsaid;
    }
    object == contract::ObjectRules::default() && schema.conditions.is_empty()
}

/// What every member of a map is; none of what is no map.
fn only_values(schema: &Schema) -> Option<Use> {
    let object = &schema.object;
    let is_map = object.properties.is_empty() && object.patterns.is_empty();
    match &object.additional {
        Additional::Typed(value) if is_map && schema.union.is_none() => Some(Use::clone(value)),
        _ => None,
    }
}

/// A map, under what the variants ask for together.
fn map(lower: &mut Lower<'_>, id: SchemaId, schema: &Schema, additional: Additional) -> Plan {
    let says = schema.union.as_ref().map(|union| &union.says);
    let condition = match says {
        Some(Some(says)) => loose::condition(says, JsonKind::Object, schema.origin),
        _ => None,
    };
    if let Some(None) = says {
        lower.loose.push((id, schema.origin));
    }
    let object = contract::ObjectRules {
        additional,
        ..contract::ObjectRules::default()
    };
    let schema = lower.synthesize(Schema {
        origin: schema.origin,
        types: only(JsonKind::Object),
        object: object.into(),
        conditions: schema.conditions.iter().cloned().chain(condition).collect(),
        ..Schema::default()
    });
    same_as(lower, id, schema)
}

/// The objects that a variant may be: itself, or those of a union that it is.
fn leaves(lower: &Lower<'_>, usage: &Use, depth: usize, found: &mut Vec<Use>) {
    match &lower.schema(usage.schema).union {
        Some(union) if depth < DEEPEST => {
            for variant in &union.variants {
                leaves(lower, &variant.schema, depth + 1, found);
            }
        }
        _ => found.push(usage.clone()),
    }
}
