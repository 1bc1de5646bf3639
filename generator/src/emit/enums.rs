//! Open enums: JSON scalars that the document names, and whatever else a server sends.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::DocText;
use super::expressions;
use super::items::ItemKind;
use super::page::{Page, deprecated, derive};
use super::text;
use super::types::Scope;
use crate::api::{Enum, TypeDef};

/// What an enum of strings derives.
const STRING_DERIVES: &[&str] = &["Clone", "Debug", "Eq", "Hash", "PartialEq"];
/// What an enum over other scalars derives: floats are no keys.
const VALUE_DERIVES: &[&str] = &["Clone", "Debug", "PartialEq"];

/// An enum with its values.
pub(crate) fn emit(page: &mut Page, scope: &Scope<'_>, prefix: &str, def: &TypeDef, values: &Enum) {
    let name = def.name.ident();
    definition(page, scope, prefix, def, values);

    let known = values.variants.iter().map(|variant| variant.name.ident());
    let (conversion, signature) = conversion(scope, values);
    page.push(quote! {
        impl #name {
            /// Every value that the document names, in its order.
            pub const KNOWN: &'static [Self] = &[#(Self::#known),*];
            #conversion
        }
    });
    let known = quote!(pub const KNOWN: &'static [Self]);
    page.public(
        ItemKind::Const,
        format!("{prefix}{name}::KNOWN"),
        &known,
        Some(def.origin),
    );
    page.public(
        ItemKind::Method,
        format!("{prefix}{name}::{}", method(values)),
        &signature,
        Some(def.origin),
    );

    let traits = if values.strings {
        quote!(open_enum)
    } else {
        quote!(open_value_enum)
    };
    let any = (!values.closed).then(|| quote!(, any));
    page.push(quote!(runtime::#traits!(#name #any);));
}

fn definition(page: &mut Page, scope: &Scope<'_>, prefix: &str, def: &TypeDef, values: &Enum) {
    let name = def.name.ident();
    let docs = DocText::of(
        &def.docs,
        &format!("The values of {}.", text::code(def.name.wire())),
    );
    let said = docs.text();
    let docs = docs.outer();
    let deprecation = deprecated(def.docs.deprecated);
    let traits = if values.strings {
        STRING_DERIVES
    } else {
        VALUE_DERIVES
    };
    let derives = derive(traits);
    let docs_of_variants: Vec<DocText> = values
        .variants
        .iter()
        .map(|variant| DocText::led(&text::code(&shown(&variant.value)), "", &variant.docs))
        .collect();
    let variants = values
        .variants
        .iter()
        .zip(&docs_of_variants)
        .map(|(variant, docs)| {
            let docs = docs.outer();
            let deprecation = deprecated(variant.docs.deprecated);
            let name = variant.name.ident();
            quote!(#docs #deprecation #name)
        });
    let payload = |scope: &Scope<'_>| {
        if values.strings {
            quote!(String)
        } else {
            scope.runtime("Value")
        }
    };
    let unrecognized = payload(scope);
    page.push(quote! {
        #docs
        #derives
        #deprecation
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this crate does not know, as received.
            Unrecognized(#unrecognized),
        }
    });

    let signature = quote!(#[non_exhaustive] pub enum #name);
    let item = page.public(
        ItemKind::Enum,
        format!("{prefix}{name}"),
        &signature,
        Some(def.origin),
    );
    item.derives = traits.to_vec();
    item.deprecated = def.docs.deprecated;
    item.docs = said;
    for (variant, docs) in values.variants.iter().zip(&docs_of_variants) {
        let variant_name = variant.name.ident();
        let path = format!("{prefix}{name}::{variant_name}");
        let item = page.public(
            ItemKind::Variant,
            path,
            &quote!(#variant_name),
            Some(variant.origin),
        );
        item.deprecated = variant.docs.deprecated;
        item.docs = docs.text();
        item.wire = Some(shown(&variant.value));
    }
    let unrecognized = payload(&scope.user());
    let path = format!("{prefix}{name}::Unrecognized");
    page.public(
        ItemKind::Variant,
        path,
        &quote!(Unrecognized(#unrecognized)),
        None,
    );
}

/// `as_str` or `to_value`, with its signature as a user reads it.
fn conversion(scope: &Scope<'_>, values: &Enum) -> (TokenStream, TokenStream) {
    let names = values.variants.iter().map(|variant| variant.name.ident());
    let docs = DocText::own("The value as it travels.").outer();
    if values.strings {
        let texts = values
            .variants
            .iter()
            .map(|variant| variant.value.as_str().unwrap_or_default());
        let signature = quote!(pub fn as_str(&self) -> &str);
        let method = quote! {
            #docs
            #[must_use]
            #signature {
                match self {
                    #(Self::#names => #texts,)*
                    Self::Unrecognized(value) => value,
                }
            }
        };
        return (method, signature);
    }
    let scalars = values
        .variants
        .iter()
        .map(|variant| expressions::value(scope, &variant.value));
    let signature = |scope: &Scope<'_>| {
        let value = scope.runtime("Value");
        quote!(pub fn to_value(&self) -> #value)
    };
    let here = signature(scope);
    let method = quote! {
        #docs
        #[must_use]
        #here {
            match self {
                #(Self::#names => #scalars,)*
                Self::Unrecognized(value) => value.clone(),
            }
        }
    };
    (method, signature(&scope.user()))
}

fn method(values: &Enum) -> &'static str {
    if values.strings { "as_str" } else { "to_value" }
}

/// The value as a person would write it.
fn shown(value: &serde_json::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
