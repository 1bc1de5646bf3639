//! Objects -> structs.

use serde_json::Value;

use crate::api::{Expression, Extra, Field, Kind, PatternField, Presence, Struct, Type};
use crate::contract::{SchemaId, Use};
use crate::names::{Claim, Name, Role, settle};
use crate::source::Origin;

use super::Lower;
use super::elsewhere;
use super::plan::{ExtraPlan, Member, PatternPlan, Plan, StructPlan};
use super::{bodies, docs, rules};

pub(super) fn build(lower: &Lower<'_>, id: SchemaId, plan: &StructPlan) -> Kind {
    let origin = lower.schema(id).origin;
    let members = plan.members.iter();
    let mut claims: Vec<Claim> = members.map(|member| claim(lower, plan, member)).collect();
    let patterns = plan.patterns.iter();
    claims.extend(patterns.map(|pattern| pattern_claim(lower, pattern)));
    let (names, collisions) = settle(Role::Field, &claims, &[]);
    for collision in collisions {
        lower.report_collision(
            &collision,
            origin,
            &claims,
            &names,
            "members of this object",
            |_, index| {
                let key = elsewhere::key(&claims[index].by);
                Some((key, names[index].rust().to_owned()))
            },
        );
    }
    let fields = plan
        .members
        .iter()
        .zip(&names)
        .map(|(member, name)| field(lower, id, member, name.clone()))
        .collect();
    let patterns = plan
        .patterns
        .iter()
        .zip(names.into_iter().skip(plan.members.len()))
        .map(|(pattern, name)| pattern_field(lower, pattern, name))
        .collect();
    let extra = match &plan.extra {
        ExtraPlan::Kept => Extra::Kept,
        ExtraPlan::Open => Extra::Open,
        ExtraPlan::Typed(usage) => Extra::Typed(lower.element(usage), rules::of(lower, usage)),
    };
    let required = lower.required_names.get(&id).cloned();
    Kind::Struct(Struct {
        positional: plan.positional,
        fields,
        patterns,
        extra,
        required,
        rules: plan.rules.clone(),
    })
}

fn claim(lower: &Lower<'_>, plan: &StructPlan, member: &Member) -> Claim {
    let words = if plan.positional {
        format!("item {}", member.wire)
    } else {
        member.wire.clone()
    };
    named(lower, member.origin, &words, &member.wire)
}

/// `^x-` are `x_members`; a pattern that begins with no word has `members`.
fn pattern_claim(lower: &Lower<'_>, pattern: &PatternPlan) -> Claim {
    let written = &pattern.written;
    let start = written.strip_prefix('^').unwrap_or_default();
    let is_word = |char: char| char.is_ascii_alphanumeric() || "-_".contains(char);
    let end = start.find(|char| !is_word(char)).unwrap_or(start.len());
    // What may be repeated or left out is no part of the word.
    let repeated = start[end..].starts_with(['*', '?', '{']);
    let word = &start[..end - usize::from(repeated && end > 0)];
    named(
        lower,
        pattern.usage.origin,
        format!("{word} members").trim_start(),
        written,
    )
}

fn named(lower: &Lower<'_>, origin: Origin, words: &str, wire: &str) -> Claim {
    let by = lower.pointer(origin);
    let (words, rank) = match lower.renamed(&by) {
        Some(to) => (to, 3),
        None => (words.to_owned(), 0),
    };
    let name = Name::spelled(Role::Field, &words, wire);
    Claim { name, by, rank }
}

fn pattern_field(lower: &Lower<'_>, pattern: &PatternPlan, name: Name) -> PatternField {
    let rules = rules::of(lower, &pattern.usage);
    PatternField {
        origin: pattern.usage.origin,
        name,
        docs: docs::value(&pattern.usage, &rules),
        pattern: pattern.pattern.clone(),
        ty: lower.element(&pattern.usage),
        rules,
    }
}

fn field(lower: &Lower<'_>, id: SchemaId, member: &Member, name: Name) -> Field {
    let usage = &member.usage;
    let file = bodies::file(lower, id, &member.wire, usage);
    let required = is_required(lower, id, member);
    // Of a file of which the schema says nothing, no null is meant either.
    let nullable = usage.nullable && !(file.is_some() && bodies::is_anything(lower, usage));
    let rules = match file {
        Some(Type::Upload) => Vec::new(),
        _ => rules::of(lower, usage),
    };
    let ty = file.unwrap_or_else(|| lower.ty(usage));
    Field {
        origin: member.origin,
        name,
        docs: docs::value(usage, &rules),
        nested: lower.is_checked(&ty),
        presence: presence(required, nullable, &ty),
        fixed: fixed_member(lower, id, member),
        ty,
        rules,
    }
}

/// Whether every object has the member in the direction in which it travels: see `directions`.
pub(super) fn is_required(lower: &Lower<'_>, id: SchemaId, member: &Member) -> bool {
    let notes = &member.usage.notes;
    member.required
        && !(notes.read_only && lower.sent.contains(&id))
        && !(notes.write_only && lower.received.contains(&id))
}

fn presence(required: bool, nullable: bool, ty: &Type) -> Presence {
    // A required null is its own only value.
    let nullable = nullable && !(required && matches!(ty, Type::Null));
    match (required, nullable) {
        (true, false) => Presence::Required,
        (false, false) => Presence::Optional,
        (true, true) => Presence::Nullable,
        (false, true) => Presence::Maybe,
    }
}

/// The only value that a member can have: the constructor inserts it.
fn fixed_member(lower: &Lower<'_>, id: SchemaId, member: &Member) -> Option<Expression> {
    let usage = &member.usage;
    let by_tag = || {
        let value = lower.tags.get(&(id, member.wire.clone()))?.as_ref()?;
        constant(lower, usage, value)
    };
    let required = is_required(lower, id, member);
    by_tag().or_else(|| required.then(|| fixed(lower, usage)).flatten())
}

/// The only value that a use of a schema can have.
pub(super) fn fixed(lower: &Lower<'_>, usage: &Use) -> Option<Expression> {
    if usage.nullable {
        return None;
    }
    if let Plan::Plain(Type::Null) = lower.plan(usage) {
        return Some(Expression::Null);
    }
    match lower.schema(usage.schema).values.as_deref() {
        Some([only]) if !matches!(lower.plan(usage), Plan::Plain(Type::String)) => {
            constant(lower, usage, only)
        }
        _ => None,
    }
}

/// A scalar as an expression of the type of a use.
fn constant(lower: &Lower<'_>, usage: &Use, value: &Value) -> Option<Expression> {
    match (lower.plan(usage), value) {
        (Plan::Plain(Type::Boolean), Value::Bool(value)) => Some(Expression::Boolean(*value)),
        (Plan::Plain(Type::String | Type::Value), Value::String(text)) => {
            Some(Expression::Text(text.clone()))
        }
        (Plan::Enum(values), value)
            if values.contains(value) && !lower.open_values.contains(&usage.schema) =>
        {
            let ty = lower.names.get(&lower.one(usage.schema))?.clone();
            let variant = super::enums::variant(lower, usage.schema, values, value)?;
            Some(Expression::Variant(ty, variant))
        }
        (Plan::Narrowed(whole, _), value) => constant(lower, whole, value),
        _ => None,
    }
}

/// Whether two or more members must be given: then they are given by name.
pub(super) fn needs_required(lower: &Lower<'_>, id: SchemaId) -> bool {
    let Some(Plan::Struct(plan)) = lower.plans.get(&id) else {
        return false;
    };
    let asked = |member: &&Member| is_required(lower, id, member) && !is_fixed(lower, id, member);
    // A position is as good as a name, as long as they can be counted at a glance.
    let few = if plan.positional { 7 } else { 1 };
    lower.sent.contains(&id) && plan.members.iter().filter(asked).count() > few
}

/// As [`fixed_member`], before anything has a name.
fn is_fixed(lower: &Lower<'_>, id: SchemaId, member: &Member) -> bool {
    let usage = &member.usage;
    if let Some(Some(value)) = lower.tags.get(&(id, member.wire.clone()))
        && is_constant(lower, usage, value)
    {
        return true;
    }
    if usage.nullable {
        return false;
    }
    match lower.schema(usage.schema).values.as_deref() {
        _ if matches!(lower.plan(usage), Plan::Plain(Type::Null)) => true,
        Some([only]) if !matches!(lower.plan(usage), Plan::Plain(Type::String)) => {
            is_constant(lower, usage, only)
        }
        _ => false,
    }
}

/// As [`constant`], before anything has a name.
fn is_constant(lower: &Lower<'_>, usage: &Use, value: &Value) -> bool {
    match (lower.plan(usage), value) {
        (Plan::Plain(Type::Boolean), Value::Bool(_))
        | (Plan::Plain(Type::String | Type::Value), Value::String(_)) => true,
        (Plan::Enum(values), value) => {
            values.contains(value) && !lower.open_values.contains(&usage.schema)
        }
        (Plan::Narrowed(whole, _), value) => is_constant(lower, whole, value),
        _ => false,
    }
}
