//! A use of a schema -> the Rust type that stands there.

use serde_json::Number;

use crate::api::{JsonKind, TextKind, Type};
use crate::contract::{Redact, Schema, Types, Use};
use crate::diagnostic::{Code, Diagnostic};

use super::Lower;
use super::elsewhere;
use super::plan::Plan;

/// The JSON types of a set, the widest number only: `number` covers `integer`.
pub(super) fn kinds(types: Types) -> Vec<JsonKind> {
    let mut kinds = Vec::new();
    if types.boolean {
        kinds.push(JsonKind::Boolean);
    }
    if types.number {
        kinds.push(JsonKind::Number);
    } else if types.integer {
        kinds.push(JsonKind::Integer);
    }
    if types.string {
        kinds.push(JsonKind::String);
    }
    if types.array {
        kinds.push(JsonKind::Array);
    }
    if types.object {
        kinds.push(JsonKind::Object);
    }
    kinds
}

pub(super) fn string(schema: &Schema) -> Type {
    match schema.notes.redact {
        Some(Redact::Value) => return Type::Secret,
        Some(Redact::Query) => return Type::SecretUri,
        None => {}
    }
    if schema.content_encoding.as_deref() == Some("base64") {
        return Type::Base64;
    }
    match schema.format.as_deref() {
        Some("date-time") => Type::Text(TextKind::Timestamp),
        Some("date") => Type::Text(TextKind::Date),
        Some("time") => Type::Text(TextKind::Time),
        Some("duration") => Type::Text(TextKind::Span),
        // .NET's word for it.
        Some("uuid" | "guid") => Type::Text(TextKind::Uuid),
        Some("uri" | "url") => Type::Text(TextKind::Uri),
        Some("ipv4") => Type::Text(TextKind::Ipv4),
        Some("ipv6") => Type::Text(TextKind::Ipv6),
        Some("byte") => Type::Base64,
        _ => Type::String,
    }
}

pub(super) fn integer(schema: &Schema) -> Type {
    let (bits, signed) = match schema.format.as_deref() {
        Some("int8") => (8, true),
        Some("int16") => (16, true),
        Some("int32") => (32, true),
        Some("uint8") => (8, false),
        Some("uint16") => (16, false),
        Some("uint32") => (32, false),
        Some("uint64" | "uint") => (64, false),
        _ => (64, true),
    };
    Type::Integer { bits, signed }
}

/// A bound that lies outside of what an `i64` holds, where no format asks for another type: fewer values are read and sent than the document allows.
pub(super) fn report_beyond(lower: &Lower<'_>, schema: &Schema) {
    if integer(schema)
        != (Type::Integer {
            bits: 64,
            signed: true,
        })
    {
        return;
    }
    // Rounded, as documents that were written by JavaScript have them: 9223372036854776000.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let rules = &schema.number;
    let bounds = [
        ("maximum", &rules.maximum),
        ("exclusiveMaximum", &rules.exclusive_maximum),
        ("minimum", &rules.minimum),
        ("exclusiveMinimum", &rules.exclusive_minimum),
    ];
    let value = |bound: &Option<Number>| bound.as_ref().and_then(Number::as_f64);
    let beyond = bounds
        .iter()
        .find(|(_, bound)| value(bound).is_some_and(|bound| bound.abs() > LIMIT));
    let Some((keyword, _)) = beyond else {
        return;
    };
    let least = value(&rules.minimum).or(value(&rules.exclusive_minimum));
    let most = value(&rules.maximum).or(value(&rules.exclusive_maximum));
    let fits =
        least.is_some_and(|least| least >= 0.0) && most.is_some_and(|most| most <= 2.0 * LIMIT);
    let help = if fits {
        "write `format: uint64`"
    } else {
        "a number with all its digits is `type: number` with `format: decimal`; an integer beyond 64 bits is refused where it is received"
    };
    lower.report(
        Diagnostic::warning(
            Code("LP0339"),
            format!("`{keyword}` lies beyond an `i64`, which the integer becomes"),
        )
        .at(schema.origin.key_of(keyword), "beyond 64 bits")
        .help(help),
    );
}

pub(super) fn float(schema: &Schema) -> Type {
    match schema.format.as_deref() {
        Some("decimal" | "decimal128") => Type::Decimal,
        Some(
            "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64"
            | "uint",
        ) => integer(schema),
        _ => Type::Float,
    }
}

impl Lower<'_> {
    /// What `[crate.secrets]` says of a value, by the pointer of its schema or of the place of use.
    fn secret(&self, usage: &Use) -> Option<Redact> {
        if self.secrets.is_empty() {
            return None;
        }
        let schema = self.ruled(usage.schema).origin;
        [schema, usage.origin].into_iter().find_map(|origin| {
            self.secrets
                .get(&elsewhere::key(&self.pointer(origin)))
                .copied()
        })
    }

    /// The type of a value where null is somebody else's business (an `Option`, a `Maybe`).
    pub(super) fn ty(&self, usage: &Use) -> Type {
        match self.plan(usage) {
            // What is hidden is text to a caller, whatever its format.
            Plan::Plain(text @ (Type::String | Type::Text(_) | Type::Base64)) => {
                match usage.notes.redact.or_else(|| self.secret(usage)) {
                    Some(Redact::Value) => Type::Secret,
                    Some(Redact::Query) => Type::SecretUri,
                    None => text.clone(),
                }
            }
            Plan::Plain(ty) => ty.clone(),
            Plan::List(items) => Type::List(Box::new(self.element(items))),
            Plan::Entries(values) => Type::Entries(Box::new(self.element(values))),
            Plan::Narrowed(whole, _) => self.ty(whole),
            Plan::Struct(_) | Plan::Enum(_) | Plan::Union(_) => {
                Type::Named(self.names[&self.one(usage.schema)].clone())
            }
        }
    }

    /// The type of an element of a list or a map, null included.
    pub(super) fn element(&self, usage: &Use) -> Type {
        let ty = self.ty(usage);
        if usage.nullable && !matches!(ty, Type::Null | Type::Value) {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }

    /// Whether a check must look into values of this type.
    pub(super) fn is_checked(&self, ty: &Type) -> bool {
        match ty {
            Type::Named(_) => true,
            Type::List(inner)
            | Type::Entries(inner)
            | Type::Nullable(inner)
            | Type::Boxed(inner) => self.is_checked(inner),
            _ => false,
        }
    }
}
