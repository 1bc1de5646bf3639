//! Members that a schema requires and no property declares: they can be sent and read like the others.
//!
//! A request without one is refused. An answer without one is taken: what nobody described is as often a slip of the document.

use crate::contract::{Additional, Condition, Schema, Statement, Types, Use};
use crate::source::Origin;

use super::Lower;
use super::plan::Member;

/// The fields for them: of the type that the schema gives to other members, else of any.
pub(super) fn members(lower: &mut Lower<'_>, schema: &Schema) -> Vec<Member> {
    let mut members = Vec::new();
    // Those whose name a pattern describes are among the members by pattern.
    for (wire, origin) in schema.object.undescribed() {
        let usage = match &schema.object.additional {
            Additional::Typed(usage) => Use::clone(usage),
            _ => anything(lower, origin),
        };
        members.push(Member {
            origin,
            wire: wire.to_owned(),
            required: false,
            usage,
        });
    }
    members
}

/// Whether it is such a member.
pub(super) fn is_member(schema: &Schema, name: &str) -> bool {
    schema.object.undescribed().any(|(known, _)| known == name)
}

/// That they are there.
pub(super) fn condition(schema: &Schema) -> Option<Condition> {
    let required = &schema.object.required_undeclared;
    let (_, origin) = required.first()?;
    let has = required.keys().map(|name| Statement::Has(name.clone()));
    Some(Condition {
        origin: *origin,
        keyword: "required",
        says: Statement::all(has.collect()),
    })
}

fn anything(lower: &mut Lower<'_>, origin: Origin) -> Use {
    let schema = lower.synthesize(Schema {
        origin,
        types: Types::ANY,
        ..Schema::default()
    });
    Use {
        origin,
        schema,
        nullable: true,
        notes: crate::contract::Notes::default().into(),
    }
}
