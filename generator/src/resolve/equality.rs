//! Whether two schemas allow the same values and say the same about their members.

use crate::contract::{Additional, Schema, SchemaId, Use};

use super::schemas::Content;

/// Names, prose and places of the schemas themselves are no difference; prose of their members is, because it would be lost.
/// Members are compared by id, after `stands_for`.
pub(super) fn same_shape(a: &Content, b: &Content, stands_for: &[SchemaId]) -> bool {
    if a.empty.is_some() || !a.problems.is_empty() {
        return false;
    }
    let (a, b) = (&a.schema, &b.schema);
    scalars(a) == scalars(b)
        && arrays(a, b, stands_for)
        && objects(a, b, stands_for)
        && unions(a, b, stands_for)
}

fn scalars(schema: &Schema) -> impl PartialEq + '_ {
    (
        schema.types,
        &schema.values,
        &schema.format,
        &schema.content_encoding,
        &schema.content_media_type,
        &schema.number,
        &schema.string,
        &schema.conditions,
    )
}

fn arrays(a: &Schema, b: &Schema, stands_for: &[SchemaId]) -> bool {
    let (a, b) = (&a.array, &b.array);
    let (rules, others) = (
        (a.min_items, a.max_items, a.unique_items),
        (b.min_items, b.max_items, b.unique_items),
    );
    rules == others
        && a.prefix.len() == b.prefix.len()
        && a.prefix
            .iter()
            .zip(&b.prefix)
            .all(|(a, b)| uses(a, b, stands_for))
        && optional(a.items.as_ref(), b.items.as_ref(), stands_for)
}

fn objects(a: &Schema, b: &Schema, stands_for: &[SchemaId]) -> bool {
    let (a, b) = (&a.object, &b.object);
    let additional = match (&a.additional, &b.additional) {
        (Additional::Typed(a), Additional::Typed(b)) => uses(a, b, stands_for),
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    };
    additional
        && (a.min_properties, a.max_properties) == (b.min_properties, b.max_properties)
        && a.required_undeclared == b.required_undeclared
        && a.names == b.names
        && a.dependent == b.dependent
        && a.properties.len() == b.properties.len()
        && a.properties.iter().all(|(name, property)| {
            b.properties.get(name).is_some_and(|other| {
                property.required == other.required
                    && uses(&property.schema, &other.schema, stands_for)
            })
        })
        && a.patterns.len() == b.patterns.len()
        && a.patterns.iter().all(|(pattern, schema)| {
            b.patterns
                .get(pattern)
                .is_some_and(|other| uses(schema, other, stands_for))
        })
}

fn unions(a: &Schema, b: &Schema, stands_for: &[SchemaId]) -> bool {
    match (&a.union, &b.union) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            a.exactly_one == b.exactly_one
                && a.discriminator == b.discriminator
                && a.variants.len() == b.variants.len()
                && a.variants.iter().zip(&b.variants).all(|(a, b)| {
                    canonical(a.schema.schema, stands_for) == canonical(b.schema.schema, stands_for)
                })
        }
        _ => false,
    }
}

fn optional(a: Option<&Use>, b: Option<&Use>, stands_for: &[SchemaId]) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => uses(a, b, stands_for),
        _ => false,
    }
}

fn uses(a: &Use, b: &Use, stands_for: &[SchemaId]) -> bool {
    canonical(a.schema, stands_for) == canonical(b.schema, stands_for)
        && a.nullable == b.nullable
        && a.notes == b.notes
}

fn canonical(id: SchemaId, stands_for: &[SchemaId]) -> SchemaId {
    let mut id = id;
    while stands_for[id.0 as usize] != id {
        id = stands_for[id.0 as usize];
    }
    id
}
