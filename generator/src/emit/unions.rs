//! Unions: one of several types, told apart by what the document says.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::DocText;
use super::expressions;
use super::hidden;
use super::items::ItemKind;
use super::page::{Page, deprecated, derive};
use super::rules;
use super::structs::DERIVES;
use super::telling;
use super::text;
use super::types::Scope;
use crate::api::{JsonKind, Tell, Told, Type, TypeDef, Union, UnionVariant};

/// A union with all that belongs to it.
pub(crate) fn emit(page: &mut Page, scope: &Scope<'_>, prefix: &str, def: &TypeDef, union: &Union) {
    definition(page, scope, prefix, def, union);
    conversions(page, scope, prefix, def, union);
    page.push(telling::decode(def, union));
    page.push(encode(def, union));
    if def.sent {
        page.push(check(def, union));
    }
    let name = def.name.ident();
    page.push(quote!(runtime::serde!(#name);));
}

fn definition(page: &mut Page, scope: &Scope<'_>, prefix: &str, def: &TypeDef, union: &Union) {
    let name = def.name.ident();
    let docs = DocText::of(
        &def.docs,
        &format!("One of the kinds of {}.", text::code(def.name.wire())),
    );
    let said = docs.text();
    let docs = docs.outer();
    let hides = scope.index.hides(def);
    let derives = derive(if hides {
        &["Clone", "PartialEq"]
    } else {
        DERIVES
    });
    let deprecation = deprecated(def.docs.deprecated);
    let docs_of_variants: Vec<DocText> = union
        .variants
        .iter()
        .map(|variant| DocText::led(&told(union, variant), ".", &variant.docs))
        .collect();
    let variants = union
        .variants
        .iter()
        .zip(&docs_of_variants)
        .map(|(variant, docs)| {
            let docs = docs.outer();
            let deprecation = deprecated(variant.docs.deprecated);
            let name = variant.name.ident();
            let ty = scope.ty(&variant.ty);
            quote!(#docs #deprecation #name(#ty))
        });
    let rest = match &union.tell {
        Tell::Tag(tag) => format!(
            "{} {} that this crate does not know, as received.",
            text::article(tag),
            text::code(tag)
        ),
        Tell::Type | Tell::Key => "A kind that this crate does not know, as received.".to_owned(),
    };
    let rest = DocText::own(rest).outer();
    page.push(quote! {
        #docs
        #derives
        #deprecation
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #rest
            Unrecognized(runtime::Value),
        }
    });
    if hides {
        page.push(hidden::debug(def, union));
    }

    let user = scope.user();
    let signature = quote!(#[non_exhaustive] pub enum #name);
    let item = page.public(
        ItemKind::Enum,
        format!("{prefix}{name}"),
        &signature,
        Some(def.origin),
    );
    item.derives = DERIVES.to_vec();
    item.deprecated = def.docs.deprecated;
    item.docs = said;
    for (variant, docs) in union.variants.iter().zip(&docs_of_variants) {
        let variant_name = variant.name.ident();
        let ty = user.ty(&variant.ty);
        let path = format!("{prefix}{name}::{variant_name}");
        let signature = quote!(#variant_name(#ty));
        let item = page.public(ItemKind::Variant, path, &signature, Some(variant.origin));
        item.deprecated = variant.docs.deprecated;
        item.docs = docs.text();
    }
    page.public(
        ItemKind::Variant,
        format!("{prefix}{name}::Unrecognized"),
        &quote!(Unrecognized(Value)),
        None,
    );
}

/// In words: "`type` is `simple`".
fn told(union: &Union, variant: &UnionVariant) -> String {
    let by = |told: &Told| match told {
        Told::Constant(value) => text::code(
            &value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        ),
        Told::Type(kind) => kind_in_words(*kind).to_owned(),
        Told::Keys(keys) => {
            let keys: Vec<String> = keys.iter().map(|key| text::code(&key.wire)).collect();
            match &keys[..] {
                [first @ .., last] if !first.is_empty() => {
                    format!("{} and {last}", first.join(", "))
                }
                keys => keys.concat(),
            }
        }
        Told::Rest => "anything else".to_owned(),
    };
    let alternatives: Vec<String> = variant.told_by.iter().map(by).collect();
    let alternatives = alternatives.join(" or ");
    let rest = variant
        .told_by
        .iter()
        .all(|told| matches!(told, Told::Rest));
    match &union.tell {
        _ if rest => "What is none of the others".to_owned(),
        Tell::Tag(tag) => format!("{} is {alternatives}", text::code(tag)),
        Tell::Type => capitalized(&alternatives),
        Tell::Key => format!("Has {alternatives}"),
    }
}

fn kind_in_words(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Null => "null",
        JsonKind::Boolean => "a boolean",
        JsonKind::Integer => "an integer",
        JsonKind::Number => "a number",
        JsonKind::String => "a string",
        JsonKind::Array => "an array",
        JsonKind::Object => "an object",
    }
}

fn capitalized(words: &str) -> String {
    let mut characters = words.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => "Told by nothing".to_owned(),
    }
}

/// `From` each payload that only one variant has; text also from `&str`, a boxed payload also from what is in the box.
fn conversions(page: &mut Page, scope: &Scope<'_>, prefix: &str, def: &TypeDef, union: &Union) {
    let name = def.name.ident();
    let user = scope.user();
    let payloads: Vec<Type> = union
        .variants
        .iter()
        .map(|variant| payload(scope, &variant.ty))
        .collect();
    for (index, (variant, own)) in union.variants.iter().zip(&payloads).enumerate() {
        let alone = payloads
            .iter()
            .enumerate()
            .all(|(other, payload)| other == index || payload != own);
        let itself = matches!(own, Type::Named(reference) if scope.index.get(reference).is_some_and(|own| std::ptr::eq(own, def)));
        if !alone || itself {
            continue;
        }
        let variant_name = variant.name.ident();
        let (source, boxed) = match &variant.ty {
            Type::Boxed(inner) => (inner.as_ref(), true),
            other => (other, false),
        };
        let value = if boxed {
            quote!(Box::new(value))
        } else {
            quote!(value)
        };
        let ty = scope.ty(source);
        let mut sources = vec![(ty, user.ty(source), value)];
        if *own == Type::String {
            sources.push((quote!(&str), quote!(&str), quote!(value.to_owned())));
        }
        for (ty, user_ty, value) in sources {
            page.push(quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#variant_name(#value)
                    }
                }
            });
            let signature = quote!(impl From<#user_ty> for #name);
            page.public(
                ItemKind::Impl,
                format!("{prefix}{name}"),
                &signature,
                Some(variant.origin),
            );
        }
    }
}

/// The type that a conversion is from: without aliases and boxes, where two of them are one to Rust.
fn payload(scope: &Scope<'_>, ty: &Type) -> Type {
    match scope.index.canonical(ty) {
        Type::Boxed(inner) => *inner,
        other => other,
    }
}

fn encode(def: &TypeDef, union: &Union) -> TokenStream {
    let name = def.name.ident();
    let arms = union.variants.iter().map(|variant| {
        let name = variant.name.ident();
        match telling::tag_to_write(union, variant) {
            Some((tag, value)) => {
                let value = match value {
                    serde_json::Value::Number(_) => {
                        expressions::suffixed(&telling::scalar(value), "i64")
                    }
                    _ => telling::scalar(value),
                };
                quote!(Self::#name(value) => json.tagged(#tag, #value, value))
            }
            None => quote!(Self::#name(value) => json.value(value)),
        }
    });
    quote! {
        impl runtime::Encode for #name {
            fn encode(&self, json: &mut runtime::Writer) {
                match self {
                    #(#arms,)*
                    Self::Unrecognized(value) => json.value(value),
                }
            }
        }
    }
}

fn check(def: &TypeDef, union: &Union) -> TokenStream {
    let name = def.name.ident();
    let arms = union.variants.iter().map(|variant| {
        let name = variant.name.ident();
        let rules = rules::chain(&variant.rules);
        let own = (!variant.rules.is_empty()).then(|| quote!(check.whole(value) #rules;));
        match own {
            Some(own) if !rules::holds_checks(&variant.ty) => {
                quote!(Self::#name(value) => { #own })
            }
            Some(own) => {
                quote!(Self::#name(value) => { runtime::Check::check(value, check); #own })
            }
            None => quote!(Self::#name(value) => runtime::Check::check(value, check),),
        }
    });
    quote! {
        impl runtime::Check for #name {
            fn check(&self, check: &mut runtime::Checker<'_>) {
                match self {
                    #(#arms)*
                    Self::Unrecognized(_) => check.unrecognized(),
                }
            }
        }
    }
}
