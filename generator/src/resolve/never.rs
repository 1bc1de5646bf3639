//! What no value satisfies (`false`, `not: {}`) says that nothing is there: no member, no item, no other member.

use crate::contract::{Additional, Condition, Contract, Schema, Statement, Types, Use};
use crate::source::Origin;

/// Takes the members that can't be there from the objects of a contract: what is left of them is that they must not be there.
///
/// A required one stays: there is no such object, and nothing to leave out.
pub(super) fn without_never(contract: &mut Contract) {
    let never: Vec<bool> = contract.schemas.iter().map(is_never).collect();
    let never = |usage: &Use| !usage.nullable && never[usage.schema.0 as usize];
    for schema in &mut contract.schemas {
        if matches!(&schema.object.additional, Additional::Typed(others) if never(others)) {
            schema.object.additional = Additional::Forbidden;
        }
        let properties = schema.object.properties.iter();
        let forbidden = properties
            .filter(|(_, property)| !property.required && never(&property.schema))
            .map(|(name, property)| (name.clone(), property.origin));
        let mut forbidden: Vec<(String, Origin)> = forbidden.collect();
        if !forbidden.is_empty() {
            let properties = &mut schema.object.properties;
            properties.retain(|_, property| property.required || !never(&property.schema));
        }
        // Elsewhere nobody can send what is no member.
        if is_open(schema) {
            // What is said doesn't depend on where a key stands.
            forbidden.sort_by(|(one, _), (other, _)| one.cmp(other));
            let conditions = forbidden.into_iter().map(|(name, origin)| Condition {
                origin,
                keyword: "properties",
                says: Statement::Not(Statement::Has(name).into()),
            });
            schema.conditions.extend(conditions);
        }
        let array = &schema.array;
        if array.prefix.is_empty() && array.items.as_ref().is_some_and(never) {
            schema.array.max_items = Some(0);
        }
    }
}

/// Whether members that the document does not name are sent.
fn is_open(schema: &Schema) -> bool {
    let object = &schema.object;
    !object.patterns.is_empty()
        || matches!(object.additional, Additional::Any | Additional::Typed(_))
}

fn is_never(schema: &Schema) -> bool {
    schema.types == Types::NONE && schema.values.is_none() && schema.union.is_none()
}
