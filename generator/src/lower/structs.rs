//! Objects -> structs.

use crate::api::{Expression, Extra, Field, Kind, Presence, Rule, Struct, Type};
use crate::contract::{SchemaId, Use};
use crate::names::{Claim, Name, Role, settle};

use super::Lower;
use super::plan::{ExtraPlan, Member, Plan, StructPlan};
use super::{bodies, docs, rules};

pub(super) fn build(lower: &mut Lower<'_>, id: SchemaId, plan: &StructPlan) -> Kind {
    let origin = lower.schema(id).origin;
    let claims: Vec<Claim> = plan
        .members
        .iter()
        .map(|member| claim(lower, member))
        .collect();
    let (names, collisions) = settle(Role::Field, &claims, &[]);
    for collision in collisions {
        lower.report_collision(
            &collision,
            origin,
            &claims,
            &names,
            "members of this object",
            |_, index| {
                let key = format!("#{}", claims[index].by);
                Some((key, names[index].rust().to_owned()))
            },
        );
    }
    let fields = plan
        .members
        .iter()
        .zip(names)
        .map(|(member, name)| field(lower, id, member, name))
        .collect();
    let extra = match &plan.extra {
        ExtraPlan::Kept => Extra::Kept,
        ExtraPlan::Open => Extra::Open,
        ExtraPlan::Typed(usage) => Extra::Typed(lower.element(usage), rules::of(lower, usage)),
    };
    let required = lower.required_names.get(&id).cloned();
    Kind::Struct(Struct {
        fields,
        extra,
        required,
        rules: rules::object(plan.min_properties, plan.max_properties),
    })
}

fn claim(lower: &mut Lower<'_>, member: &Member) -> Claim {
    let pointer = lower.pointer(member.origin);
    match lower.renamed(&pointer) {
        Some(to) => Claim {
            name: Name::spelled(Role::Field, &to, &member.wire),
            by: pointer,
            rank: 3,
        },
        None => Claim {
            name: Name::new(Role::Field, &member.wire),
            by: pointer,
            rank: 0,
        },
    }
}

fn field(lower: &mut Lower<'_>, id: SchemaId, member: &Member, name: Name) -> Field {
    let usage = &member.usage;
    let file = bodies::file(lower, id, &member.wire, usage);
    let mut rules = match file {
        Some(Type::Upload) => Vec::new(),
        _ => rules::of(lower, usage),
    };
    let ty = file.unwrap_or_else(|| lower.ty(usage));
    let required = is_required(lower, id, member);
    if member.required && usage.notes.write_only && !required && !usage.nullable {
        rules.insert(0, Rule::Present);
    }
    Field {
        origin: member.origin,
        name,
        docs: docs::value(usage, &rules),
        nested: lower.is_checked(&ty),
        presence: presence(required, usage, &ty),
        fixed: if required { fixed(lower, usage) } else { None },
        ty,
        rules,
    }
}

/// Whether every object has the member, wherever it travels. `readOnly` says that requests lack it, `writeOnly` that answers do (OpenAPI 3.1, section 4.8.24.1).
pub(super) fn is_required(lower: &Lower<'_>, id: SchemaId, member: &Member) -> bool {
    let notes = &member.usage.notes;
    member.required
        && !(notes.read_only && lower.sent.contains(&id))
        && !(notes.write_only && lower.received.contains(&id))
}

fn presence(required: bool, usage: &Use, ty: &Type) -> Presence {
    // A required null is its own only value.
    let nullable = usage.nullable && !(required && matches!(ty, Type::Null));
    match (required, nullable) {
        (true, false) => Presence::Required,
        (false, false) => Presence::Optional,
        (true, true) => Presence::Nullable,
        (false, true) => Presence::Maybe,
    }
}

/// The only value that a member can have: the constructor inserts it.
pub(super) fn fixed(lower: &Lower<'_>, usage: &Use) -> Option<Expression> {
    if usage.nullable {
        return None;
    }
    let values = lower.schema(usage.schema).values.clone();
    match lower.plan(usage) {
        Plan::Plain(Type::Null) => Some(Expression::Null),
        Plan::Plain(Type::Boolean) => match values.as_deref() {
            Some([serde_json::Value::Bool(value)]) => Some(Expression::Boolean(*value)),
            _ => None,
        },
        Plan::Enum(values) if !lower.open_values.contains(&usage.schema) => match &values[..] {
            [only] => {
                let ty = lower.names.get(&usage.schema)?.clone();
                Some(Expression::Variant(
                    ty,
                    super::enums::first_variant(lower, usage.schema, only),
                ))
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether two or more members must be given: then they are given by name.
pub(super) fn needs_required(lower: &Lower<'_>, id: SchemaId) -> bool {
    let Some(Plan::Struct(plan)) = lower.plans.get(&id) else {
        return false;
    };
    lower.sent.contains(&id)
        && plan
            .members
            .iter()
            .filter(|member| is_required(lower, id, member) && !is_fixed(lower, &member.usage))
            .count()
            >= 2
}

/// As [`fixed`], before anything has a name.
fn is_fixed(lower: &Lower<'_>, usage: &Use) -> bool {
    let single = lower
        .schema(usage.schema)
        .values
        .as_ref()
        .is_some_and(|values| values.len() == 1);
    !usage.nullable
        && match lower.plan(usage) {
            Plan::Plain(Type::Null) => true,
            Plan::Plain(Type::Boolean) => single,
            Plan::Enum(values) => values.len() == 1 && !lower.open_values.contains(&usage.schema),
            _ => false,
        }
}
