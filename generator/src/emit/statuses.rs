//! Enums over statuses: what an answer carries where it differs, in the file of the endpoint.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::DocText;
use super::headers;
use super::items::ItemKind;
use super::page::{Page, growing_enum};
use super::streams;
use super::structs::DERIVES;
use super::text;
use super::types::Scope;
use crate::api::{ByStatus, Endpoint, Failure, Payload, StatusVariant, Statuses};

/// The names of the enums of an endpoint's answers.
pub(crate) fn names(endpoint: &Endpoint) -> impl Iterator<Item = Ident> {
    let outcome = match &endpoint.outcome.payload {
        Payload::ByStatus(enumeration) => Some(enumeration.name.ident()),
        _ => None,
    };
    let failure = match &endpoint.failure {
        Some(Failure::ByStatus(enumeration)) => Some(enumeration.name.ident()),
        _ => None,
    };
    outcome.into_iter().chain(failure)
}

/// The enums of an endpoint's answers.
pub(crate) fn emit(page: &mut Page, scope: &Scope<'_>, prefix: &str, endpoint: &Endpoint) {
    let function = endpoint.function.rust();
    if let Payload::ByStatus(enumeration) = &endpoint.outcome.payload {
        let words = format!("What a successful answer to [`{function}()`] holds, by its status.");
        let rest = quote! {
            /// Any other success: the status and the body.
            Unrecognized(runtime::http::StatusCode, runtime::Bytes),
        };
        let complete = enumeration
            .variants
            .iter()
            .any(|variant| variant.statuses == Statuses::Any);
        let rest = if complete { TokenStream::new() } else { rest };
        definition(page, scope, prefix, enumeration, &words, &rest);
        if !complete {
            let name = enumeration.name.ident();
            let path = format!("{prefix}{name}::Unrecognized");
            let signature = quote!(Unrecognized(http::StatusCode, Bytes));
            page.public(ItemKind::Variant, path, &signature, Some(endpoint.origin));
        }
    }
    if let Some(Failure::ByStatus(enumeration)) = &endpoint.failure {
        let words = format!("The documented bodies of failures of [`{function}()`], by status.");
        definition(
            page,
            scope,
            prefix,
            enumeration,
            &words,
            &TokenStream::new(),
        );
        page.push(failure(enumeration));
    }
}

fn definition(
    page: &mut Page,
    scope: &Scope<'_>,
    prefix: &str,
    enumeration: &ByStatus,
    words: &str,
    rest: &TokenStream,
) {
    let name = enumeration.name.ident();
    let docs = DocText::own(words).outer();
    let variants = enumeration.variants.iter().map(|variant| {
        let docs = DocText::led(&lead(variant), ".", &variant.docs).outer();
        let signature = signature(scope, variant);
        quote!(#docs #signature,)
    });
    let variants = variants.chain([rest.clone()]);
    page.push(growing_enum(&docs, DERIVES, &name, variants));

    let origin = enumeration.variants.first().map(|variant| variant.origin);
    let path = format!("{prefix}{name}");
    let signature = quote!(#[non_exhaustive] pub enum #name);
    let item = page.public(ItemKind::Enum, path, &signature, origin);
    item.derives = DERIVES.to_vec();
    let user = scope.user();
    for variant in &enumeration.variants {
        let path = format!("{prefix}{name}::{}", variant.name.ident());
        let signature = self::signature(&user, variant);
        page.public(ItemKind::Variant, path, &signature, Some(variant.origin));
    }
}

pub(crate) fn lead(variant: &StatusVariant) -> String {
    let status = match variant.statuses {
        Statuses::Any => "Any other status".to_owned(),
        _ => text::code(variant.name.wire()),
    };
    match &variant.media_type {
        None => status,
        Some(media_type) => format!("{status} as {}", text::code(media_type)),
    }
}

fn signature(scope: &Scope<'_>, variant: &StatusVariant) -> TokenStream {
    let name = variant.name.ident();
    if variant.payload == Payload::Empty {
        return quote!(#name);
    }
    let ty = ty(scope, &variant.payload);
    quote!(#name(#ty))
}

/// The type of what an answer holds.
pub(crate) fn ty(scope: &Scope<'_>, payload: &Payload) -> TokenStream {
    match payload {
        Payload::Empty => quote!(()),
        Payload::Json(ty) => scope.ty(ty),
        Payload::Text => quote!(String),
        Payload::Plain(ty, _) => scope.ty(ty),
        Payload::Bytes => scope.runtime("Bytes"),
        Payload::Items(framing, ty) => {
            let item = streams::item(scope, *framing, ty);
            quote!(Vec<#item>)
        }
        Payload::Optional(payload, _) => {
            let ty = self::ty(scope, payload);
            quote!(Option<#ty>)
        }
        Payload::ByStatus(enumeration) => scope.local(&enumeration.name),
    }
}

/// The expression that reads an answer.
pub(crate) fn read(payload: &Payload) -> TokenStream {
    let arms: Vec<TokenStream> = match payload {
        Payload::Empty => return quote!(runtime::reply::empty(Self::OPERATION, reply)),
        Payload::Json(_) => return quote!(runtime::reply::json(Self::OPERATION, reply)),
        Payload::Text => return quote!(runtime::reply::text(Self::OPERATION, reply)),
        Payload::Plain(_, form) => {
            let form = headers::form(*form);
            return quote!(runtime::plain::read(Self::OPERATION, reply, #form));
        }
        Payload::Bytes => return quote!(runtime::reply::bytes(Self::OPERATION, reply)),
        Payload::Items(..) => return quote!(runtime::items::all::<Self>(reply)),
        Payload::Optional(payload, without) => {
            let codes: Vec<u16> = without.iter().copied().filter_map(code).collect();
            let patterns = without.iter().map(|statuses| pattern(*statuses, &codes));
            let some = match **payload {
                Payload::Json(_) => quote!(reply.json_if_any()),
                _ => one(payload, &quote!(Some)),
            };
            vec![
                quote!(#(#patterns)|* => reply.empty(None)),
                quote!(_ => #some),
            ]
        }
        Payload::ByStatus(enumeration) => {
            let name = enumeration.name.ident();
            let mut arms: Vec<TokenStream> = enumeration
                .variants
                .iter()
                .map(|variant| {
                    let pattern = pattern(variant.statuses, &codes(enumeration));
                    let variant_name = variant.name.ident();
                    let read = one(&variant.payload, &quote!(#name::#variant_name));
                    quote!(#pattern => #read)
                })
                .collect();
            if enumeration
                .variants
                .iter()
                .all(|variant| variant.statuses != Statuses::Any)
            {
                arms.push(quote!(_ => reply.rest(#name::Unrecognized)));
            }
            arms
        }
    };
    quote! {
        let reply = runtime::reply::success(Self::OPERATION, reply)?;
        match reply.status() {
            #(#arms,)*
        }
    }
}

/// Reads what one status carries, and wraps it.
fn one(payload: &Payload, wrap: &TokenStream) -> TokenStream {
    match payload {
        Payload::Json(_) => quote!(reply.json(#wrap)),
        Payload::Text => quote!(reply.text(#wrap)),
        Payload::Plain(_, form) => {
            let form = headers::form(*form);
            quote!(runtime::plain::of_status(Self::OPERATION, reply, #form, #wrap))
        }
        Payload::Bytes => quote!(reply.bytes(#wrap)),
        Payload::Items(..) => quote!(runtime::items::of_status::<Self, _>(reply, #wrap)),
        _ => quote!(reply.empty(#wrap)),
    }
}

fn code(statuses: Statuses) -> Option<u16> {
    match statuses {
        Statuses::Code(code) => Some(code),
        Statuses::Range(_) | Statuses::Any => None,
    }
}

/// The codes that have an arm of their own.
fn codes(enumeration: &ByStatus) -> Vec<u16> {
    let statuses = enumeration.variants.iter().map(|variant| variant.statuses);
    statuses.filter_map(code).collect()
}

/// What an arm matches. A range begins and ends at a code that no arm before it has: clippy takes the same end twice for a mistake.
fn pattern(statuses: Statuses, codes: &[u16]) -> TokenStream {
    let number = |number: u16| proc_macro2::Literal::u16_unsuffixed(number);
    match statuses {
        Statuses::Code(code) => {
            let code = number(code);
            quote!(#code)
        }
        Statuses::Range(hundred) => {
            let all = hundred * 100..=hundred * 100 + 99;
            let open = |code: &u16| !codes.contains(code);
            let first = all.clone().find(open).unwrap_or(*all.start());
            let last = all.clone().rev().find(open).unwrap_or(*all.end());
            if first == last {
                let only = number(first);
                return quote!(#only);
            }
            let (first, last) = (number(first), number(last));
            quote!(#first..=#last)
        }
        Statuses::Any => quote!(_),
    }
}

/// How the body of a failure is read: of what one status has in several media types, the one that no other is read from comes last.
fn failure(enumeration: &ByStatus) -> TokenStream {
    let name = enumeration.name.ident();
    let mut statuses: Vec<Statuses> = Vec::new();
    for variant in &enumeration.variants {
        if statuses.last() != Some(&variant.statuses) {
            statuses.push(variant.statuses);
        }
    }
    let arms = statuses.iter().flat_map(|statuses| {
        let of_status = |variant: &&StatusVariant| variant.statuses == *statuses;
        let variants = || enumeration.variants.iter().filter(of_status);
        let pattern = pattern(*statuses, &codes(enumeration));
        let guarded = variants().filter_map(|variant| {
            let media_type = variant.media_type.as_ref()?;
            let name = variant.name.ident();
            let guard = quote!(runtime::media_type::is(headers, #media_type));
            Some(quote!(#pattern if #guard => runtime::failure(body, Self::#name),))
        });
        let rest = variants().find(|variant| variant.media_type.is_none());
        let rest = match rest.map(|variant| variant.name.ident()) {
            Some(name) => quote!(#pattern => runtime::failure(body, Self::#name),),
            None => quote!(#pattern => None,),
        };
        guarded.chain([rest]).collect::<Vec<TokenStream>>()
    });
    let rest = (statuses.last() != Some(&Statuses::Any)).then(|| quote!(_ => None,));
    let media_types = |variant: &StatusVariant| variant.media_type.is_some();
    let headers = if enumeration.variants.iter().any(media_types) {
        quote!(headers)
    } else {
        quote!(_headers)
    };
    quote! {
        impl runtime::Failure for #name {
            fn read(
                status: runtime::http::StatusCode,
                #headers: &runtime::http::HeaderMap,
                body: &[u8],
            ) -> Option<Self> {
                match status.as_u16() {
                    #(#arms)*
                    #rest
                }
            }
        }
    }
}
