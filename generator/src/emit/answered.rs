//! What a receiver answers to a request that the API makes: an enum over statuses, in the file of the request.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::DocText;
use super::items::ItemKind;
use super::page::{Page, growing_enum};
use super::structs::DERIVES;
use super::types::Scope;
use super::{rules, statuses};
use crate::api::{Answered, Answers, Payload, Received, Statuses};

/// The enum, and how it becomes an answer.
pub(crate) fn emit(
    page: &mut Page,
    scope: &Scope<'_>,
    prefix: &str,
    request: &Received,
    answers: &Answers,
) {
    let name = answers.name.ident();
    let words = format!(
        "What is answered to [`{}`], by status.",
        request.name.ident()
    );
    let docs = DocText::own(words);
    let said = docs.text();
    let docs = docs.outer();
    let variants = answers.variants.iter().map(|answer| {
        let docs =
            DocText::led(&statuses::lead(&answer.variant), ".", &answer.variant.docs).outer();
        let signature = signature(scope, answer);
        quote!(#docs #signature,)
    });
    page.push(growing_enum(&docs, DERIVES, &name, variants));
    page.push(implementation(request, answers));

    let path = format!("{prefix}{name}");
    let signature = quote!(#[non_exhaustive] pub enum #name);
    let item = page.public(
        ItemKind::Enum,
        path.clone(),
        &signature,
        Some(request.origin),
    );
    item.derives = DERIVES.to_vec();
    item.docs = said;
    let user = scope.user();
    for answer in &answers.variants {
        let path = format!("{path}::{}", answer.variant.name.ident());
        let signature = self::signature(&user, answer);
        page.public(
            ItemKind::Variant,
            path,
            &signature,
            Some(answer.variant.origin),
        );
    }
    let signature = quote!(impl Answer for #name);
    page.public(ItemKind::Impl, path, &signature, Some(request.origin));
}

/// A range holds the status too: only who answers knows which it is.
fn signature(scope: &Scope<'_>, answer: &Answered) -> TokenStream {
    let name = answer.variant.name.ident();
    let status = match answer.variant.statuses {
        Statuses::Code(_) => None,
        Statuses::Range(_) | Statuses::Any => {
            let http = scope.runtime("http");
            Some(quote!(#http::StatusCode))
        }
    };
    let body = match &answer.variant.payload {
        Payload::Empty => None,
        payload => Some(statuses::ty(scope, payload)),
    };
    let held: Vec<TokenStream> = status.into_iter().chain(body).collect();
    match held[..] {
        [] => quote!(#name),
        _ => quote!(#name(#(#held),*)),
    }
}

fn implementation(request: &Received, answers: &Answers) -> TokenStream {
    let name = answers.name.ident();
    let (id, method) = (&request.id, &request.method);
    let arms = answers.variants.iter().map(arm);
    quote! {
        impl runtime::Answer for #name {
            fn response(
                &self,
                checks: runtime::Checks,
            ) -> Result<runtime::http::Response<runtime::Bytes>, runtime::Error> {
                const OPERATION: &runtime::Operation = &runtime::answer::operation(#id, #method);
                let mut answer = runtime::Draft::new(OPERATION, checks);
                match self {
                    #(#arms)*
                }
            }
        }
    }
}

fn arm(answer: &Answered) -> TokenStream {
    let variant = answer.variant.name.ident();
    let (status, finish) = match answer.variant.statuses {
        Statuses::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            (None, quote!(answer.answer(#code)))
        }
        Statuses::Range(hundred) => {
            let hundred = Literal::u16_unsuffixed(hundred);
            (
                Some(quote!(status)),
                quote!(answer.answer_in(#hundred, *status)),
            )
        }
        Statuses::Any => (Some(quote!(status)), quote!(answer.answer(status.as_u16()))),
    };
    let rules = rules::chain(&answer.rules);
    let media_type = answer.media_type.as_deref().unwrap_or_default();
    let body = match &answer.variant.payload {
        Payload::Empty => None,
        Payload::Json(_) if media_type == "application/json" => {
            Some(quote!(answer.json(body) #rules;))
        }
        Payload::Json(_) => Some(quote!(answer.json_as(#media_type, body) #rules;)),
        Payload::Plain(..) => Some(quote!(answer.plain(#media_type, body) #rules;)),
        Payload::Text => Some(quote!(answer.text(#media_type, body) #rules;)),
        _ => Some(quote!(answer.bytes(#media_type, body);)),
    };
    let held: Vec<TokenStream> = status
        .into_iter()
        .chain(body.as_ref().map(|_| quote!(body)))
        .collect();
    match held[..] {
        [] => quote!(Self::#variant => #finish,),
        _ => quote!(Self::#variant(#(#held),*) => { #body #finish }),
    }
}
