//! Null, in all its spellings: `nullable: true`, `type: [X, "null"]`, `enum` with null, `const: null`, a union with `type: null`.

use crate::openapi::{JsonType, Schema};

use super::own;

/// Whether what the schema itself says, without what it is composed of, lets null pass.
pub(super) fn allowed(schema: &Schema) -> bool {
    if let Some(boolean) = schema.boolean {
        return boolean;
    }
    if schema.nullable {
        return true;
    }
    if let Some(constant) = &schema.constant {
        return constant.is_null();
    }
    if let Some(values) = &schema.values {
        return values.iter().any(serde_json::Value::is_null);
    }
    if schema.types.is_empty() {
        return !abstains(schema);
    }
    schema.types.contains(&JsonType::Null)
}

/// Whether a schema has rules without a type. They are about values of the type that they are rules for: alone they are taken to mean that type,
/// without null; beside a type they leave null to it.
pub(super) fn abstains(schema: &Schema) -> bool {
    schema.boolean.is_none()
        && !schema.nullable
        && schema.types.is_empty()
        && schema.values.is_none()
        && schema.constant.is_none()
        && own::says_something(schema)
}

/// Whether null is all that the schema itself lets pass.
pub(super) fn only(schema: &Schema) -> bool {
    if let Some(constant) = &schema.constant {
        return constant.is_null();
    }
    if let Some(values) = &schema.values {
        return !values.is_empty() && values.iter().all(serde_json::Value::is_null);
    }
    !schema.types.is_empty() && schema.types.iter().all(|kind| *kind == JsonType::Null)
}
