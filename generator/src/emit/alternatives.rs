//! Methods of a request that ask for its answer in another media type.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::DocText;
use super::items::ItemKind;
use super::page::Page;
use super::statuses;
use super::text;
use super::types::Scope;
use crate::api::{Alternative, Endpoint, Payload};

/// A method for each.
pub(crate) fn emit(page: &mut Page, scope: &Scope<'_>, prefix: &str, endpoint: &Endpoint) {
    let alternatives = &endpoint.outcome.alternatives;
    if alternatives.is_empty() {
        return;
    }
    let name = endpoint.name.ident();
    let methods = alternatives.iter().map(|alternative| {
        let media_type = &alternative.media_type;
        let docs = DocText::own(format!(
            "Asks for the answer as {}.",
            text::code(media_type)
        ));
        let docs = docs.outer();
        let signature = signature(scope, alternative);
        let accepting = scope.runtime("Accepting");
        quote! {
            #docs
            #signature {
                #accepting::new(self, #media_type)
            }
        }
    });
    page.push(quote!(impl #name { #(#methods)* }));
    let user = scope.user();
    for alternative in alternatives {
        let path = format!("{prefix}{name}::{}", alternative.name.ident());
        let signature = signature(&user, alternative);
        page.public(ItemKind::Method, path, &signature, Some(alternative.origin));
    }
}

fn signature(scope: &Scope<'_>, alternative: &Alternative) -> TokenStream {
    let name = alternative.name.ident();
    let accepting = scope.runtime("Accepting");
    let format = match &alternative.payload {
        Payload::Text => scope.runtime("AsText"),
        Payload::Bytes => scope.runtime("AsBytes"),
        payload => {
            let (json, ty) = (scope.runtime("AsJson"), statuses::ty(scope, payload));
            quote!(#json<#ty>)
        }
    };
    quote!(pub fn #name(self) -> #accepting<Self, #format>)
}
