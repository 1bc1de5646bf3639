//! Endpoints: a file an operation, with its function, the request that it returns, and its inline types.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::alternatives;
use super::base_urls;
use super::contents;
use super::docs::DocText;
use super::endpoint_deprecated::touches_deprecated;
use super::endpoint_docs::{function_docs, place_in_words, route};
use super::expressions;
use super::headers;
use super::items::ItemKind;
use super::modules;
use super::page::{Page, deprecated, derive};
use super::paging;
use super::polling;
use super::requests;
use super::statuses;
use super::streams;
use super::structs::{self, DERIVES};
use super::text;
use super::types::{Index, Place, Scope};
use crate::api::{Api, Docs, Endpoint, Failure, Module, Param, ParamPlace, Presence, Type};
use crate::names::Name;
use crate::source::Origin;

/// The file of an operation.
pub(crate) fn emit(api: &Api, index: &Index<'_>, module: &Module, endpoint: &Endpoint) -> Page {
    let scope = Scope::new(index, Place::Endpoint(&module.name, &endpoint.function));
    let prefix = format!("{}::", module.name.ident());
    let mut items = Page::default();
    function(&mut items, api, &scope, module, endpoint);
    definition(&mut items, &scope, &prefix, endpoint);
    setters(&mut items, &scope, &prefix, endpoint);
    alternatives::emit(&mut items, &scope, &prefix, endpoint);
    items.push(implementation(api, &scope, endpoint));
    if let Some(body) = &endpoint.body {
        contents::emit(&mut items, &scope, &prefix, endpoint, body);
    }
    statuses::emit(&mut items, &scope, &prefix, endpoint);
    headers::emit(&mut items, &scope, &prefix, endpoint);
    let name = endpoint.name.ident();
    if endpoint.outcome.payload.is_streamed() {
        items.push(quote!(impl runtime::Streamed for #name {}));
        let signature = quote!(impl Streamed for #name);
        items.public(
            ItemKind::Impl,
            format!("{prefix}{name}"),
            &signature,
            Some(endpoint.origin),
        );
    }
    if let Some(stream) = &endpoint.stream {
        streams::emit(&mut items, &scope, &prefix, endpoint, stream);
    }
    if let Some(polling) = &endpoint.polling {
        items.push(polling::emit(&scope, endpoint, polling));
        let signature = quote!(impl Polled for #name);
        items.public(
            ItemKind::Impl,
            format!("{prefix}{name}"),
            &signature,
            Some(endpoint.origin),
        );
    }
    if let Some(paging) = &endpoint.paging {
        items.push(paging::emit(&scope, endpoint, paging));
        items.public(
            ItemKind::Impl,
            format!("{prefix}{name}"),
            &paging::signature(&scope.user(), endpoint, paging),
            Some(endpoint.origin),
        );
    }
    for def in &endpoint.types {
        modules::definition(&mut items, &scope, &prefix, def);
    }

    items.in_a_module(&scope, touches_deprecated(index, endpoint))
}

/// A field of the request: a parameter or the body.
pub(crate) struct Part<'a> {
    name: &'a Name,
    pub(crate) docs: &'a Docs,
    fallback: String,
    pub(crate) ty: &'a Type,
    required: bool,
    fixed: Option<&'a crate::api::Expression>,
    origin: Origin,
}

impl Part<'_> {
    fn presence(&self) -> Presence {
        if self.required {
            Presence::Required
        } else {
            Presence::Optional
        }
    }

    /// Whether the function asks for it, by position.
    fn asked(&self) -> bool {
        self.required && self.fixed.is_none()
    }
}

/// Parameters in their order, then the body.
pub(crate) fn parts(endpoint: &Endpoint) -> Vec<Part<'_>> {
    let params = endpoint.params.iter().map(|param| Part {
        name: &param.name,
        docs: &param.docs,
        fallback: fallback(param),
        ty: &param.ty,
        required: param.required,
        fixed: param.fixed.as_ref(),
        origin: param.origin,
    });
    let body = endpoint.body.iter().map(|body| Part {
        name: &body.name,
        docs: &body.docs,
        fallback: contents::in_words(body),
        ty: &body.ty,
        required: body.required,
        fixed: None,
        origin: body.origin,
    });
    params.chain(body).collect()
}

/// What stands there where the document says nothing of a parameter.
fn fallback(param: &Param) -> String {
    let name = text::code(param.name.wire());
    match &param.place {
        ParamPlace::PartHeader { member, .. } => {
            format!("The header {name} of the part {}.", text::code(member))
        }
        place => format!("The {} {name}.", place_in_words(place)),
    }
}

/// The arguments of the function.
pub(crate) fn arguments(endpoint: &Endpoint) -> Vec<Ident> {
    parts(endpoint)
        .iter()
        .filter(|part| part.asked())
        .map(|part| part.name.ident())
        .collect()
}

fn function(page: &mut Page, api: &Api, scope: &Scope<'_>, module: &Module, endpoint: &Endpoint) {
    let function = endpoint.function.ident();
    let name = endpoint.name.ident();
    let docs = function_docs(api, scope, module, endpoint);
    let said = docs.text();
    let docs = docs.outer();
    let deprecation = deprecated(endpoint.docs.deprecated);
    let parts = parts(endpoint);
    let signature = |scope: &Scope<'_>, name: TokenStream| {
        let arguments = parts.iter().filter(|part| part.asked()).map(|part| {
            let name = part.name.ident();
            let ty = scope.argument(part.ty);
            quote!(#name: #ty)
        });
        quote!(pub fn #function(#(#arguments),*) -> #name)
    };
    let values = parts.iter().map(|part| {
        let name = part.name.ident();
        match part.fixed {
            Some(fixed) => {
                let value = expressions::constant(scope, fixed, part.presence());
                quote!(#name: #value)
            }
            None if part.required => scope.initialized(part.ty, &name),
            None => quote!(#name: None),
        }
    });
    let values = values.chain(own_server(endpoint).then(|| quote!(base_url: None)));
    let here = signature(scope, quote!(#name));
    // As many as clippy takes.
    let many = (parts.iter().filter(|part| part.asked()).count() > 7).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "the document asks for as many")]),
    );
    page.push(quote! {
        #docs
        #deprecation
        #many
        #here {
            #name { #(#values),* }
        }
    });
    let module = module.name.ident();
    let public = signature(&scope.user(), quote!(#module::#name));
    let path = format!("{module}::{function}");
    let item = page.public(ItemKind::Function, path, &public, Some(endpoint.origin));
    item.deprecated = endpoint.docs.deprecated;
    item.docs = said;
    former_names(page, scope, &module, endpoint, &parts, &many);
}

/// A deprecated function for each old name of the endpoint's, and the type of its request.
fn former_names(
    page: &mut Page,
    scope: &Scope<'_>,
    module: &Ident,
    endpoint: &Endpoint,
    parts: &[Part<'_>],
    many: &Option<TokenStream>,
) {
    let function = endpoint.function.ident();
    let name = endpoint.name.ident();
    for former in &endpoint.former {
        let old = former.function.ident();
        let note = format!("it is called `{function}` now");
        let docs = DocText::own(format!("The former name of [`{function}`].")).outer();
        let asked = || parts.iter().filter(|part| part.asked());
        let signature = |scope: &Scope<'_>, name: TokenStream| {
            let arguments = asked().map(|part| {
                let name = part.name.ident();
                let ty = scope.argument(part.ty);
                quote!(#name: #ty)
            });
            quote!(pub fn #old(#(#arguments),*) -> #name)
        };
        let values = asked().map(|part| part.name.ident());
        let here = signature(scope, quote!(#name));
        page.push(quote! {
            #docs
            #[deprecated = #note]
            #many
            #here {
                #function(#(#values),*)
            }
        });
        let public = signature(&scope.user(), quote!(#module::#name));
        let path = format!("{module}::{old}");
        page.public(ItemKind::Function, path, &public, Some(endpoint.origin))
            .deprecated = true;
        let Some(old) = former.name.as_ref().map(Name::ident) else {
            continue;
        };
        let note = format!("it is called `{name}` now");
        let docs = DocText::own(format!("The former name of [`{name}`].")).outer();
        page.push(quote! {
            #docs
            #[deprecated = #note]
            pub type #old = #name;
        });
        let public = quote!(pub type #old = #module::#name);
        let path = format!("{module}::{old}");
        page.public(ItemKind::Alias, path, &public, Some(endpoint.origin))
            .deprecated = true;
    }
}

fn definition(page: &mut Page, scope: &Scope<'_>, prefix: &str, endpoint: &Endpoint) {
    let name = endpoint.name.ident();
    let function = endpoint.function.rust();
    let words = format!(
        "The request that [`{function}()`] makes: {}.",
        route(endpoint)
    );
    let docs = DocText::own(words).outer();
    let derives = derive(DERIVES);
    let deprecation = deprecated(endpoint.docs.deprecated);
    let parts = parts(endpoint);
    let docs_of_parts: Vec<DocText> = parts
        .iter()
        .map(|part| DocText::of(part.docs, &part.fallback))
        .collect();
    let fields = parts.iter().zip(&docs_of_parts).map(|(part, docs)| {
        let docs = docs.outer();
        let deprecation = deprecated(part.docs.deprecated);
        let name = part.name.ident();
        let ty = scope.member(part.ty, part.presence());
        quote!(#docs #deprecation pub #name: #ty)
    });
    let base_url = own_server(endpoint).then(|| {
        quote! {
            /// The server that it goes to, instead of the document's.
            pub base_url: Option<runtime::BaseUrl>,
        }
    });
    page.push(quote! {
        #docs
        #derives
        #deprecation
        #[must_use = "a request does nothing until a client sends it"]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #base_url
        }
    });

    let signature = quote!(#[non_exhaustive] pub struct #name);
    let item = page.public(
        ItemKind::Struct,
        format!("{prefix}{name}"),
        &signature,
        Some(endpoint.origin),
    );
    item.derives = DERIVES.to_vec();
    item.deprecated = endpoint.docs.deprecated;
    let user = scope.user();
    for (part, docs) in parts.iter().zip(&docs_of_parts) {
        let field = part.name.ident();
        let ty = user.member(part.ty, part.presence());
        let signature = quote!(pub #field: #ty);
        let path = format!("{prefix}{name}::{field}");
        let item = page.public(ItemKind::Field, path, &signature, Some(part.origin));
        item.deprecated = part.docs.deprecated;
        item.docs = docs.text();
    }
    if own_server(endpoint) {
        let path = format!("{prefix}{name}::base_url");
        let signature = quote!(pub base_url: Option<BaseUrl>);
        page.public(ItemKind::Field, path, &signature, endpoint.server_origin);
    }
    let signature = endpoint_signature(&user, endpoint);
    page.public(
        ItemKind::Impl,
        format!("{prefix}{name}"),
        &signature,
        Some(endpoint.origin),
    );
}

/// What a caller gets: part of the public surface though no item of its own.
fn endpoint_signature(scope: &Scope<'_>, endpoint: &Endpoint) -> TokenStream {
    let name = endpoint.name.ident();
    let output = statuses::ty(scope, &endpoint.outcome.payload);
    let failure = failure(scope, endpoint);
    quote!(impl Endpoint<Output = #output, Failure = #failure> for #name)
}

/// A setter for each part that may be left out.
fn setters(page: &mut Page, scope: &Scope<'_>, prefix: &str, endpoint: &Endpoint) {
    let name = endpoint.name.ident();
    let user = scope.user();
    let mut setters = Vec::new();
    for part in parts(endpoint).iter().filter(|part| !part.required) {
        let field = part.name.ident();
        let docs = structs::field_link("Sets", "Self", part.name).outer();
        let deprecation = deprecated(part.docs.deprecated);
        let value = Ident::new("value", Span::call_site());
        let signature = |scope: &Scope<'_>| {
            let ty = scope.argument(part.ty);
            quote!(pub fn #field(mut self, #value: #ty) -> Self)
        };
        let here = signature(scope);
        let converted = scope.converted(part.ty, &value);
        setters.push(quote! {
            #docs
            #deprecation
            #here {
                self.#field = Some(#converted);
                self
            }
        });
        let path = format!("{prefix}{name}::{field}");
        page.public(ItemKind::Method, path, &signature(&user), Some(part.origin))
            .deprecated = part.docs.deprecated;
    }
    if own_server(endpoint) {
        let signature =
            |ty: TokenStream| quote!(pub fn base_url(mut self, url: impl Into<#ty>) -> Self);
        let here = signature(quote!(runtime::BaseUrl));
        setters.push(quote! {
            /// Sets [`base_url`](field@Self::base_url): one of [`base_urls`](crate::base_urls), or any other URL.
            #here {
                self.base_url = Some(url.into());
                self
            }
        });
        let path = format!("{prefix}{name}::base_url");
        let signature = signature(quote!(BaseUrl));
        page.public(ItemKind::Method, path, &signature, endpoint.server_origin);
    }
    if !setters.is_empty() {
        page.push(quote!(impl #name { #(#setters)* }));
    }
}

fn implementation(api: &Api, scope: &Scope<'_>, endpoint: &Endpoint) -> TokenStream {
    let name = endpoint.name.ident();
    let output = statuses::ty(scope, &endpoint.outcome.payload);
    let failure = failure(scope, endpoint);
    let id = &endpoint.id;
    let method = &endpoint.method;
    let path = &endpoint.path;
    let accept = &endpoint.outcome.accept;
    let security = endpoint.security.iter().map(|all| quote!(&[#(#all),*]));
    let enveloped = endpoint.outcome.enveloped && api.envelope.is_some();
    let envelope = if enveloped {
        quote!(Some(&crate::api::ENVELOPE))
    } else {
        quote!(None)
    };
    let params = endpoint.params.iter();
    let params = params.filter_map(|param| requests::param(scope.index, param));
    let body = endpoint.body.as_ref();
    let body = body.map(|body| requests::body(scope.index, endpoint, body));
    let binding = if endpoint.params.is_empty() && body.is_none() {
        quote!(request)
    } else {
        quote!(mut request)
    };
    let finish = finish(api, endpoint);
    let read = statuses::read(&endpoint.outcome.payload);
    quote! {
        impl runtime::Endpoint for #name {
            type Output = #output;
            type Failure = #failure;

            const OPERATION: &'static runtime::Operation = &runtime::Operation {
                id: #id,
                method: #method,
                path: #path,
                accept: #accept,
                security: &[#(#security),*],
                envelope: #envelope,
            };

            fn request(
                &self,
                checks: runtime::Checks,
            ) -> Result<runtime::http::Request<runtime::Body>, runtime::Error> {
                let #binding = runtime::Draft::new(Self::OPERATION, checks);
                #(#params)*
                #body
                #finish
            }

            fn response(
                reply: runtime::http::Response<runtime::Bytes>,
            ) -> Result<runtime::Reply<Self::Output>, runtime::Error> {
                #read
            }
        }
    }
}

/// Whether the document places the operation on servers of its own.
pub(crate) fn own_server(endpoint: &Endpoint) -> bool {
    !endpoint.servers.is_empty()
}

/// The end of a request: where it goes, if not to the client's base URL.
fn finish(api: &Api, endpoint: &Endpoint) -> TokenStream {
    match base_urls::of(api, endpoint).next() {
        None => quote!(request.finish()),
        Some(server) if server.is_relative => {
            quote!(runtime::server::finish_where_known(
                request,
                self.base_url.as_ref()
            ))
        }
        Some(server) => {
            let server = base_urls::made(server);
            quote!(runtime::server::finish(request, self.base_url.as_ref(), #server))
        }
    }
}

fn failure(scope: &Scope<'_>, endpoint: &Endpoint) -> TokenStream {
    match &endpoint.failure {
        None => quote!(()),
        Some(Failure::Body(ty)) => scope.ty(ty),
        Some(Failure::ByStatus(enumeration)) => scope.local(&enumeration.name),
    }
}
