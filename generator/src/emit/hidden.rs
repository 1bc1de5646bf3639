//! Which types hold what must not be shown, and how a union of such is shown.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Extra, Kind, Type, TypeDef, TypeRef, Union};

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

/// Where a known variant hides a member, that of an unknown one may be it: nothing of it is shown.
pub(crate) fn debug(def: &TypeDef, union: &Union) -> TokenStream {
    let name = def.name.ident();
    let arms = union.variants.iter().map(|variant| {
        let (name, text) = (variant.name.ident(), variant.name.rust());
        quote!(Self::#name(value) => formatter.debug_tuple(#text).field(value).finish())
    });
    quote! {
        impl std::fmt::Debug for #name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    #(#arms,)*
                    Self::Unrecognized(_) => formatter.write_str("Unrecognized(..)"),
                }
            }
        }
    }
}
