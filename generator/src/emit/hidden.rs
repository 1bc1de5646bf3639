//! Which types hold what must not be shown.

use std::collections::HashSet;

use crate::api::{Extra, Kind, Type, TypeDef, TypeRef};

/// The types of `all` that hold a secret, or a type that does; by address.
pub(crate) fn holders<'a>(
    all: &[&'a TypeDef],
    get: impl Fn(&TypeRef) -> Option<&'a TypeDef>,
) -> HashSet<usize> {
    let mut holders = HashSet::new();
    // A round finds what holds those of the round before: as many as types are nested, and one where no secret is.
    loop {
        let before = holders.len();
        for def in all {
            let holds = |ty: &Type| {
                holds(ty, &|reference| {
                    get(reference).is_some_and(|def| holders.contains(&address(def)))
                })
            };
            if parts(def).into_iter().any(holds) {
                holders.insert(address(def));
            }
        }
        if holders.len() == before {
            return holders;
        }
    }
}

pub(crate) fn address(def: &TypeDef) -> usize {
    std::ptr::from_ref(def).addr()
}

fn holds(ty: &Type, named: &dyn Fn(&TypeRef) -> bool) -> bool {
    match ty {
        Type::Secret | Type::SecretUri => true,
        Type::Named(reference) => named(reference),
        Type::List(inner) | Type::Entries(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            holds(inner, named)
        }
        _ => false,
    }
}

/// The types that a type is made of.
fn parts(def: &TypeDef) -> Vec<&Type> {
    match &def.kind {
        Kind::Struct(object) => {
            let fields = object.fields.iter().map(|field| &field.ty);
            let patterns = object.patterns.iter().map(|field| &field.ty);
            let extra = match &object.extra {
                Extra::Typed(ty, _) => Some(ty),
                Extra::Kept | Extra::Open => None,
            };
            fields.chain(patterns).chain(extra).collect()
        }
        Kind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Kind::Alias(target) => vec![target],
        Kind::Enum(_) => Vec::new(),
    }
}
