//! Answers of items: what makes them known to `client.stream`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::items::ItemKind;
use super::page::Page;
use super::runtime;
use super::types::Scope;
use crate::api::{Endpoint, Framing, Stream, Type};

/// The implementation for an endpoint.
pub(crate) fn emit(
    page: &mut Page,
    scope: &Scope<'_>,
    prefix: &str,
    endpoint: &Endpoint,
    stream: &Stream,
) {
    let name = endpoint.name.ident();
    let item = item(scope, stream.framing, &stream.ty);
    let framing = framing(stream.framing);
    let accept = &stream.accept;
    let done = stream
        .done
        .as_ref()
        .map(|done| quote!(const DONE: Option<&'static str> = Some(#done);));
    page.push(quote! {
        impl runtime::Itemized for #name {
            type Item = #item;

            const FRAMING: runtime::Framing = runtime::Framing::#framing;
            const ACCEPT: &'static str = #accept;
            #done
        }
    });
    let item = self::item(&scope.user(), stream.framing, &stream.ty);
    let signature = quote!(impl Itemized<Item = #item> for #name);
    let path = format!("{prefix}{name}");
    page.public(ItemKind::Impl, path, &signature, Some(endpoint.origin));
}

/// The type of an item.
pub(crate) fn item(scope: &Scope<'_>, framing: Framing, ty: &Type) -> TokenStream {
    let ty = scope.ty(ty);
    match framing {
        Framing::Events | Framing::TextEvents => {
            let event = scope.runtime("Event");
            quote!(#event<#ty>)
        }
        _ => ty,
    }
}

fn framing(framing: Framing) -> Ident {
    runtime::ident(match framing {
        Framing::Lines => "Lines",
        Framing::Sequence => "Sequence",
        Framing::Events => "Events",
        Framing::TextEvents => "TextEvents",
        Framing::EventObjects => "EventObjects",
        Framing::EventObjectsOfJson => "EventObjectsOfJson",
    })
}
