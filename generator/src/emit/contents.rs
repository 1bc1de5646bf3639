//! The enum over the media types of a body, in the file of the endpoint.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::DocText;
use super::items::ItemKind;
use super::page::{Page, growing_enum};
use super::structs::DERIVES;
use super::text;
use super::types::Scope;
use crate::api::{Body, Content, Endpoint, Type};

/// The name of the enum, where there is one.
pub(crate) fn name(endpoint: &Endpoint) -> Option<Ident> {
    let body = endpoint.body.as_ref()?;
    match &body.ty {
        Type::Named(choice) if !body.others.is_empty() => Some(choice.name.ident()),
        _ => None,
    }
}

/// What a body is sent as.
pub(crate) fn in_words(body: &Body) -> String {
    let types: Vec<String> = body
        .contents()
        .map(|content| text::code(&content.media_type))
        .collect();
    format!("The body, {}.", types.join(" or "))
}

/// The enum, and how its first content becomes it.
pub(crate) fn emit(
    page: &mut Page,
    scope: &Scope<'_>,
    prefix: &str,
    endpoint: &Endpoint,
    body: &Body,
) {
    let Some(name) = name(endpoint) else { return };
    let words = format!(
        "The body of [`{}()`], by media type.",
        endpoint.function.rust()
    );
    let docs = DocText::own(words).outer();
    let variants = body.contents().map(|content| {
        let docs = DocText::own(format!("Sent as {}.", text::code(&content.media_type))).outer();
        let signature = signature(scope, content);
        quote!(#docs #signature,)
    });
    page.push(growing_enum(&docs, DERIVES, &name, variants));
    let first = scope.ty(&body.content.ty);
    let variant = body.content.name.ident();
    let from = quote!(impl From<#first> for #name);
    page.push(quote! {
        #from {
            fn from(body: #first) -> Self {
                Self::#variant(body)
            }
        }
    });

    let user = scope.user();
    let path = format!("{prefix}{name}");
    let enumeration = quote!(#[non_exhaustive] pub enum #name);
    page.public(
        ItemKind::Enum,
        path.clone(),
        &enumeration,
        Some(body.origin),
    )
    .derives = DERIVES.to_vec();
    let first = user.ty(&body.content.ty);
    let from = quote!(impl From<#first> for #name);
    page.public(ItemKind::Impl, path, &from, Some(body.origin));
    for content in body.contents() {
        let path = format!("{prefix}{name}::{}", content.name.ident());
        let signature = signature(&user, content);
        page.public(ItemKind::Variant, path, &signature, Some(content.origin));
    }
}

fn signature(scope: &Scope<'_>, content: &Content) -> TokenStream {
    let name = content.name.ident();
    let ty = scope.ty(&content.ty);
    quote!(#name(#ty))
}
