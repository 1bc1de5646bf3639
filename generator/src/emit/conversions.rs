//! From what an answer has to what a request has.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::DocText;
use super::items::ItemKind;
use super::page::Page;
use super::types::Scope;
use crate::api::{Extra, Kind, Presence, Struct, Type, TypeDef, TypeRef, Union};

/// `impl From<Pet> for PetInput`: what a request has of an answer.
pub(crate) fn emit(
    page: &mut Page,
    scope: &Scope<'_>,
    prefix: &str,
    def: &TypeDef,
    answer: &TypeRef,
) {
    let Some(known) = scope.index.get(answer) else {
        return;
    };
    let body = match (&def.kind, &known.kind) {
        (Kind::Struct(input), Kind::Struct(answer)) => object(input, answer),
        (Kind::Union(input), Kind::Union(known)) => {
            let from = scope.path(answer);
            union(input, known, &from)
        }
        _ => return,
    };
    let name = def.name.ident();
    let from = scope.path(answer);
    let docs = DocText::own(
        "What a request has of an answer: members that only answers have are left out, and those that the document does not name.",
    )
    .outer();
    page.push(quote! {
        impl From<#from> for #name {
            #docs
            fn from(value: #from) -> Self {
                #body
            }
        }
    });
    let from = scope.user().path(answer);
    let signature = quote!(impl From<#from> for #name);
    page.public(
        ItemKind::Impl,
        format!("{prefix}{name}"),
        &signature,
        Some(def.origin),
    );
}

fn object(input: &Struct, answer: &Struct) -> TokenStream {
    let fields = input.fields.iter().filter_map(|to| {
        let wire = to.name.wire();
        let from = answer.fields.iter().find(|from| from.name.wire() == wire)?;
        let (name, place) = (to.name.ident(), from.name.ident());
        let optional = to.presence != Presence::Required && from.ty != to.ty;
        let value = if optional {
            mapped(&quote!(value.#place), &from.ty, &to.ty)
        } else {
            converted(&quote!(value.#place), &from.ty, &to.ty)
        };
        Some(quote!(#name: #value))
    });
    let patterns = input.patterns.iter().filter_map(|to| {
        let mut known = answer.patterns.iter();
        let from = known.find(|from| from.pattern == to.pattern)?;
        let (name, place) = (to.name.ident(), from.name.ident());
        Some(quote!(#name: value.#place))
    });
    let extra = match &input.extra {
        Extra::Typed(..) => quote!(value.extra),
        Extra::Kept | Extra::Open => quote!(runtime::Map::new()),
    };
    quote!(Self { #(#fields,)* #(#patterns,)* extra: #extra })
}

fn union(input: &Union, answer: &Union, from: &TokenStream) -> TokenStream {
    let arms = input.variants.iter().filter_map(|to| {
        let known = answer.variants.iter().find(|known| known.name == to.name)?;
        let name = to.name.ident();
        let value = converted(&quote!(value), &known.ty, &to.ty);
        Some(quote!(#from::#name(value) => Self::#name(#value)))
    });
    quote! {
        match value {
            #(#arms,)*
            #from::Unrecognized(value) => Self::Unrecognized(value),
        }
    }
}

/// The expression that makes one type of another.
fn converted(value: &TokenStream, from: &Type, to: &Type) -> TokenStream {
    match (from, to) {
        (from, to) if from == to => value.clone(),
        (Type::Boxed(from), Type::Boxed(to)) => {
            let inner = converted(&quote!((*#value)), from, to);
            quote!(Box::new(#inner))
        }
        (Type::Boxed(from), to) if **from == *to => quote!(*#value),
        (Type::Boxed(from), to) => converted(&quote!((*#value)), from, to),
        (from, Type::Boxed(to)) => {
            let inner = converted(value, from, to);
            quote!(Box::new(#inner))
        }
        (Type::Nullable(from), Type::Nullable(to)) => mapped(value, from, to),
        (Type::List(from), Type::List(to)) => {
            let items = mapped(&quote!(#value.into_iter()), from, to);
            quote!(#items.collect())
        }
        (Type::Entries(from), Type::Entries(to)) => {
            let inner = converted(&quote!(value), from, to);
            quote!(#value.into_iter().map(|(name, value)| (name, #inner)).collect())
        }
        _ => quote!(#value.into()),
    }
}

/// As [`converted`], of each value that there is.
fn mapped(value: &TokenStream, from: &Type, to: &Type) -> TokenStream {
    if let (Type::Named(_), Type::Named(_)) = (from, to) {
        return quote!(#value.map(Into::into));
    }
    let inner = converted(&quote!(value), from, to);
    quote!(#value.map(|value| #inner))
}
