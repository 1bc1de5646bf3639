//! Requests that the API makes: a file for each, with what a receiver reads.

use proc_macro2::TokenStream;
use quote::quote;

use super::answered;
use super::docs::DocText;
use super::endpoint_docs::led;
use super::headers::{self, presence};
use super::items::ItemKind;
use super::modules;
use super::page::{Page, deprecated, derive};
use super::structs::DERIVES;
use super::text;
use super::types::{Index, Place, Scope};
use crate::api::{Module, Payload, Received, ReceivedBody, ReceivedContent};

/// The file of a request.
pub(crate) fn emit(index: &Index<'_>, module: &Module, request: &Received) -> Page {
    let scope = Scope::new(index, Place::Endpoint(&module.name, &request.function));
    let prefix = format!("{}::", module.name.ident());
    let mut items = Page::default();
    definition(&mut items, &scope, &prefix, request);
    items.push(implementation(request));
    if let Some(answers) = &request.answer {
        answered::emit(&mut items, &scope, &prefix, request, answers);
    }
    for def in &request.types {
        modules::definition(&mut items, &scope, &prefix, def);
    }
    items.in_a_module(&scope, touches_deprecated(index, request))
}

fn definition(page: &mut Page, scope: &Scope<'_>, prefix: &str, request: &Received) {
    let docs = docs(request);
    let said = docs.text();
    let docs = docs.outer();
    let derives = derive(DERIVES);
    let deprecation = deprecated(request.docs.deprecated);
    let name = request.name.ident();
    let fields = request
        .headers
        .iter()
        .map(|field| headers::field(scope, field));
    let body = request.body.as_ref().map(|body| {
        let docs = body_docs(body).outer();
        let name = body.name.ident();
        let ty = ty(scope, body);
        quote!(#docs pub #name: #ty,)
    });
    page.push(quote! {
        #docs
        #derives
        #deprecation
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #body
        }
    });

    let signature = quote!(#[non_exhaustive] pub struct #name);
    let path = format!("{prefix}{name}");
    let item = page.public(
        ItemKind::Struct,
        path.clone(),
        &signature,
        Some(request.origin),
    );
    item.derives = DERIVES.to_vec();
    item.deprecated = request.docs.deprecated;
    item.docs = said;
    headers::public(page, scope, prefix, &request.name, &request.headers);
    if let Some(body) = &request.body {
        let field = body.name.ident();
        let ty = ty(&scope.user(), body);
        let signature = quote!(pub #field: #ty);
        let item = page.public(
            ItemKind::Field,
            format!("{path}::{field}"),
            &signature,
            Some(body.origin),
        );
        item.docs = body_docs(body).text();
    }
    let signature = quote!(impl Received for #name);
    page.public(ItemKind::Impl, path, &signature, Some(request.origin));
}

fn docs(request: &Received) -> DocText {
    let fallback = format!("What the API sends as {}.", text::code(&request.id));
    let mut docs = DocText::of(&request.docs, &fallback);
    let to = match &request.url {
        Some(url) => format!(" to {}", text::code(url)),
        None => String::new(),
    };
    docs.paragraph([format!("Sent as {}{to}.", text::code(&request.method))]);
    if !request.answers.is_empty() {
        docs.paragraph(["# Answers".to_owned()]);
        docs.paragraph(
            request
                .answers
                .iter()
                .map(|(status, description)| led(&text::code(status), description.as_deref())),
        );
        if let Some(answers) = &request.answer {
            docs.paragraph([format!("[`{}`] makes them.", answers.name.ident())]);
        }
    }
    docs
}

fn body_docs(body: &ReceivedBody) -> DocText {
    DocText::of(&body.docs, "The body.")
}

fn ty(scope: &Scope<'_>, body: &ReceivedBody) -> TokenStream {
    match &body.content {
        ReceivedContent::Json(ty) | ReceivedContent::Form(ty, _) => {
            scope.member(ty, presence(body.required))
        }
        ReceivedContent::Text => quote!(String),
        ReceivedContent::Bytes => scope.runtime("Bytes"),
    }
}

fn implementation(request: &Received) -> TokenStream {
    let name = request.name.ident();
    let id = &request.id;
    let method = &request.method;
    let has = |in_query: bool| {
        let mut all = request.headers.iter();
        all.any(|field| field.in_query == in_query)
    };
    let headers =
        has(false).then(|| quote!(let headers = runtime::HeaderReader::new(request.headers());));
    let query = has(true).then(|| quote!(let query = runtime::QueryReader::new(request.uri());));
    let fields = request.headers.iter().map(headers::read);
    let body = request.body.as_ref().map(|body| {
        let name = body.name.ident();
        match (&body.content, body.required) {
            (ReceivedContent::Json(_), true) => quote!(#name: runtime::received::json(request)?,),
            (ReceivedContent::Json(_), false) => {
                quote!(#name: runtime::received::json_if_any(request)?,)
            }
            (ReceivedContent::Form(_, members), required) => {
                let members = members.iter().map(|(name, form)| {
                    let form = headers::form(*form);
                    quote!((#name, #form))
                });
                let read = super::runtime::ident(if required { "form" } else { "form_if_any" });
                quote!(#name: runtime::received::#read(request, &[#(#members),*])?,)
            }
            (ReceivedContent::Text, _) => quote!(#name: runtime::received::text(request),),
            (ReceivedContent::Bytes, _) => quote!(#name: runtime::received::bytes(request),),
        }
    });
    let argument = super::runtime::ident(if request.headers.is_empty() && body.is_none() {
        "_request"
    } else {
        "request"
    });
    quote! {
        impl runtime::Received for #name {
            const NAME: &'static str = #id;
            const METHOD: &'static str = #method;

            fn read(
                #argument: &runtime::http::Request<runtime::Bytes>,
            ) -> Result<Self, runtime::DecodeError> {
                #headers
                #query
                Ok(Self { #(#fields,)* #body })
            }
        }
    }
}

fn touches_deprecated(index: &Index<'_>, request: &Received) -> bool {
    let body = request.body.iter().any(|body| match &body.content {
        ReceivedContent::Json(ty) | ReceivedContent::Form(ty, _) => index.deprecated(ty),
        ReceivedContent::Text | ReceivedContent::Bytes => false,
    });
    let headers = request
        .headers
        .iter()
        .any(|field| field.docs.deprecated || index.deprecated(&field.ty));
    let inline = request
        .types
        .iter()
        .any(|def| index.touches_deprecated(def));
    let answers = request.answer.iter().flat_map(|answer| &answer.variants);
    let answers = answers.map(|one| &one.variant.payload);
    let mut answers = answers.filter_map(|payload| match payload {
        Payload::Json(ty) | Payload::Plain(ty, _) => Some(ty),
        _ => None,
    });
    let answered = answers.any(|ty| index.deprecated(ty));
    request.docs.deprecated || body || headers || inline || answered
}
