//! `src/api.rs`: what the API declares, as data that the runtime reads.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::DocText;
use super::items::ItemKind;
use super::page::{Page, deprecated};
use super::text;
use crate::api::{Api, Envelope, Scheme, SchemePlace};

/// The only emitted module that the runtime refers to.
pub(crate) fn emit(api: &Api) -> Page {
    let words = "What the API declares: where it is, how requests are authenticated, what envelope its answers come in.";
    let mut page = Page {
        inner: DocText::own(words).inner(),
        ..Page::default()
    };
    page.push(quote!(
        use crate::runtime;
    ));
    page.push(declaration(api));
    if let Some(envelope) = api.envelope.as_ref().filter(|_| is_enveloped(api)) {
        page.push(self::envelope(envelope));
    }
    if !api.schemes.is_empty() {
        credentials(&mut page, api);
    }
    page
}

/// Whether any answer is in the envelope.
fn is_enveloped(api: &Api) -> bool {
    api.modules
        .iter()
        .flat_map(|module| &module.endpoints)
        .any(|endpoint| endpoint.outcome.enveloped)
}

fn declaration(api: &Api) -> TokenStream {
    let name = &api.package.name;
    let base_url = option(api.base_url.as_deref());
    let base_url_env = option(api.base_url_env.as_deref());
    let schemes = api.schemes.iter().map(scheme);
    let security = api.security.iter().map(|all| quote!(&[#(#all),*]));
    quote! {
        /// The API as data.
        pub(crate) const API: runtime::Api = runtime::Api {
            name: #name,
            version: env!("CARGO_PKG_VERSION"),
            base_url: #base_url,
            base_url_env: #base_url_env,
            schemes: &[#(#schemes),*],
            security: &[#(#security),*],
        };
    }
}

fn scheme(scheme: &Scheme) -> TokenStream {
    let name = scheme.name.wire();
    let env = option(scheme.env.as_deref());
    let place = match &scheme.place {
        SchemePlace::Bearer => quote!(runtime::Place::Bearer),
        SchemePlace::Basic => quote!(runtime::Place::Basic),
        SchemePlace::Header(name) => quote!(runtime::Place::Header(#name)),
        SchemePlace::Query(name) => quote!(runtime::Place::Query(#name)),
        SchemePlace::Cookie(name) => quote!(runtime::Place::Cookie(#name)),
    };
    quote!(runtime::Scheme { name: #name, env: #env, place: #place })
}

fn envelope(envelope: &Envelope) -> TokenStream {
    let result = &envelope.result;
    let success = option(envelope.success.as_deref());
    let errors = option(envelope.errors.as_deref());
    let messages = option(envelope.messages.as_deref());
    let page = option(envelope.page.as_deref());
    let code = &envelope.code;
    let message = &envelope.message;
    let pointer = &envelope.pointer;
    let documentation = option(envelope.documentation.as_deref());
    let request_id = option(envelope.request_id.as_deref());
    quote! {
        /// The envelope of JSON answers.
        pub(crate) const ENVELOPE: runtime::Envelope = runtime::Envelope {
            result: #result,
            success: #success,
            errors: #errors,
            messages: #messages,
            page: #page,
            code: #code,
            message: #message,
            pointer: &[#(#pointer),*],
            documentation: #documentation,
            request_id: #request_id,
        };
    }
}

/// A setter a scheme.
fn credentials(page: &mut Page, api: &Api) {
    let setters: Vec<TokenStream> = api
        .schemes
        .iter()
        .map(|scheme| {
            let name = scheme.name.ident();
            let wire = scheme.name.wire();
            let mut docs =
                DocText::of(&scheme.docs, &format!("The value of {}.", text::code(wire)));
            docs.paragraph([place_in_words(&scheme.place)]);
            if let Some(variable) = &scheme.env {
                docs.paragraph([format!(
                    "The environment variable {} holds it.",
                    text::code(variable)
                )]);
            }
            let docs = docs.outer();
            let deprecation = deprecated(scheme.docs.deprecated);
            let signature =
                |secret: TokenStream| quote!(pub fn #name(self, value: impl Into<#secret>) -> Self);
            let here = signature(quote!(runtime::Secret));
            let path = format!("Credentials::{name}");
            page.public(
                ItemKind::Method,
                path,
                &signature(quote!(Secret)),
                Some(scheme.origin),
            )
            .deprecated = scheme.docs.deprecated;
            quote! {
                #docs
                #deprecation
                #[must_use]
                #here {
                    self.set(#wire, value.into())
                }
            }
        })
        .collect();
    page.push(quote!(impl runtime::Credentials { #(#setters)* }));
}

pub(crate) fn place_in_words(place: &SchemePlace) -> String {
    match place {
        SchemePlace::Bearer => "Sent as `Authorization: Bearer ..`.".to_owned(),
        SchemePlace::Basic => "`user:password`, sent as `Authorization: Basic ..`.".to_owned(),
        SchemePlace::Header(name) => format!("Sent in the header {}.", text::code(name)),
        SchemePlace::Query(name) => {
            format!("Sent as the query parameter {}.", text::code(name))
        }
        SchemePlace::Cookie(name) => format!("Sent as the cookie {}.", text::code(name)),
    }
}

fn option(text: Option<&str>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}
