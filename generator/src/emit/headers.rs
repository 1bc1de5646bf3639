//! Declared headers: a struct for those of successes and one for those of failures, in the file of the endpoint.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::DocText;
use super::items::ItemKind;
use super::page::{Page, deprecated, derive};
use super::runtime;
use super::structs::DERIVES;
use super::text;
use super::types::Scope;
use crate::api::{Endpoint, Header, HeaderForm, Headers, Presence};
use crate::names::Name;
use crate::source::Origin;

/// The names of the structs of an endpoint.
pub(crate) fn names(endpoint: &Endpoint) -> impl Iterator<Item = Ident> {
    endpoint
        .header_types
        .iter()
        .map(|headers| headers.name.ident())
}

/// The structs of an endpoint.
pub(crate) fn emit(page: &mut Page, scope: &Scope<'_>, prefix: &str, endpoint: &Endpoint) {
    for headers in &endpoint.header_types {
        definition(page, scope, prefix, endpoint, headers);
        let name = headers.name.ident();
        let reads = headers.fields.iter().map(read);
        page.push(quote! {
            impl runtime::Headers for #name {
                fn read(headers: &runtime::http::HeaderMap) -> Result<Self, runtime::DecodeError> {
                    let headers = runtime::HeaderReader::new(headers);
                    Ok(Self { #(#reads,)* })
                }
            }
        });
        let signature = quote!(impl Headers for #name);
        let path = format!("{prefix}{name}");
        page.public(
            ItemKind::Impl,
            path,
            &signature,
            Some(origin(endpoint, headers)),
        );
    }
}

fn definition(
    page: &mut Page,
    scope: &Scope<'_>,
    prefix: &str,
    endpoint: &Endpoint,
    headers: &Headers,
) {
    let function = endpoint.function.rust();
    let words = if headers.failures {
        format!(
            "The declared headers of failures of [`{function}()`]: `error.typed_headers()` reads them."
        )
    } else {
        format!(
            "The declared headers of answers to [`{function}()`]: `reply.typed_headers()` reads them."
        )
    };
    let docs = DocText::own(words).outer();
    let derives = derive(DERIVES);
    let name = headers.name.ident();
    let fields = headers.fields.iter().map(|field| self::field(scope, field));
    page.push(quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    });
    let signature = quote!(#[non_exhaustive] pub struct #name);
    let path = format!("{prefix}{name}");
    let item = page.public(
        ItemKind::Struct,
        path,
        &signature,
        Some(origin(endpoint, headers)),
    );
    item.derives = DERIVES.to_vec();
    public(page, scope, prefix, &headers.name, &headers.fields);
}

/// The struct is there because headers are: the first of them says so.
fn origin(endpoint: &Endpoint, headers: &Headers) -> Origin {
    let first = headers.fields.first();
    first.map_or(endpoint.origin, |field| field.origin)
}

/// Notes the fields as public items.
pub(crate) fn public(
    page: &mut Page,
    scope: &Scope<'_>,
    prefix: &str,
    of: &Name,
    fields: &[Header],
) {
    let user = scope.user();
    for field in fields {
        let name = field.name.ident();
        let ty = user.member(&field.ty, presence(field.required));
        let path = format!("{prefix}{}::{name}", of.ident());
        let item = page.public(
            ItemKind::Field,
            path,
            &quote!(pub #name: #ty),
            Some(field.origin),
        );
        item.docs = docs(field).text();
        item.deprecated = field.docs.deprecated;
    }
}

/// The definition of a field.
pub(crate) fn field(scope: &Scope<'_>, field: &Header) -> TokenStream {
    let docs = docs(field).outer();
    let name = field.name.ident();
    let ty = scope.member(&field.ty, presence(field.required));
    let deprecation = deprecated(field.docs.deprecated);
    quote!(#docs #deprecation pub #name: #ty)
}

fn docs(field: &Header) -> DocText {
    let what = if field.in_query {
        "query parameter"
    } else {
        "header"
    };
    let fallback = format!("The {what} {}.", text::code(field.name.wire()));
    DocText::of(&field.docs, &fallback)
}

pub(crate) fn presence(required: bool) -> Presence {
    if required {
        Presence::Required
    } else {
        Presence::Optional
    }
}

/// The member of a struct literal that is read from `headers`, or from the `query`.
pub(crate) fn read(field: &Header) -> TokenStream {
    let name = field.name.ident();
    let wire = field.name.wire();
    let form = form(field.form);
    let method = runtime::ident(if field.required {
        "required"
    } else {
        "optional"
    });
    let reader = runtime::ident(if field.in_query { "query" } else { "headers" });
    quote!(#name: #reader.#method(#wire, #form)?)
}

/// How a text is read, in the runtime's words.
pub(crate) fn form(form: HeaderForm) -> TokenStream {
    let form = runtime::ident(match form {
        HeaderForm::Text => "Text",
        HeaderForm::Plain => "Plain",
        HeaderForm::Texts => "Texts",
        HeaderForm::Plains => "Plains",
        HeaderForm::Json => "Json",
    });
    quote!(runtime::HeaderForm::#form)
}
