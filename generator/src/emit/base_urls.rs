//! `src/base_urls.rs`: the servers of the document, to choose from.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::DocText;
use super::items::ItemKind;
use super::page::{Page, derive};
use super::types::{Index, Place, Scope};
use super::{enums, structs, text};
use crate::api::{Api, Endpoint, Kind, Server, ServerVariable};

/// What a server derives of which nothing is to be said.
const EMPTY_DERIVES: &[&str] = &["Clone", "Copy", "Debug", "Default", "Eq", "PartialEq"];
const DERIVES: &[&str] = &["Clone", "Debug", "Eq", "PartialEq"];

/// The module that the types are in.
const PREFIX: &str = "base_urls::";

/// The file.
pub(crate) fn emit(api: &Api, index: &Index<'_>) -> Page {
    let words = "Where the API is: the servers that the document names. `base_url` takes one, as it takes any other URL.";
    let mut page = Page {
        inner: DocText::own(words).inner(),
        ..Page::default()
    };
    page.push(quote!(
        use crate::runtime;
    ));
    let scope = Scope::new(index, Place::User);
    for server in &api.servers {
        if server.variables.is_empty() && !server.is_relative {
            unit(&mut page, server);
        } else {
            template(&mut page, server);
        }
        for def in server
            .variables
            .iter()
            .filter_map(|one| one.values.as_ref())
        {
            if let Kind::Enum(values) = &def.kind {
                enums::emit(&mut page, &scope, PREFIX, def, values);
            }
        }
    }
    page
}

fn docs(server: &Server) -> DocText {
    DocText::of(&server.docs, "A server.")
}

/// A server that is one URL.
fn unit(page: &mut Page, server: &Server) {
    let name = server.name.ident();
    let docs = docs(server);
    let (said, docs) = (docs.text(), docs.outer());
    let derives = derive(EMPTY_DERIVES);
    let url = &server.url;
    page.push(quote! {
        #docs
        #derives
        pub struct #name;
    });
    page.push(quote! {
        impl From<#name> for runtime::BaseUrl {
            fn from(_: #name) -> Self {
                Self::documented(#url)
            }
        }
    });
    let item = page.public(
        ItemKind::Struct,
        format!("{PREFIX}{name}"),
        &quote!(pub struct #name),
        Some(server.origin),
    );
    item.derives = EMPTY_DERIVES.to_vec();
    item.docs = said;
    conversion(page, server);
}

fn conversion(page: &mut Page, server: &Server) {
    let name = server.name.ident();
    let signature = quote!(impl From<base_urls::#name> for BaseUrl);
    page.public(
        ItemKind::Impl,
        "BaseUrl".to_owned(),
        &signature,
        Some(server.origin),
    );
}

/// A server with variables, or one that is relative to the document.
fn template(page: &mut Page, server: &Server) {
    let name = server.name.ident();
    let docs = docs(server);
    let (said, docs) = (docs.text(), docs.outer());
    let derives = derive(DERIVES);
    let document = server.is_relative.then(|| {
        quote! {
            /// The URL of the OpenAPI document, to which that of the server is relative.
            pub document: String,
        }
    });
    let fields = server.variables.iter().map(|variable| {
        let docs = field_docs(variable).outer();
        let (name, ty) = (variable.name.ident(), ty(variable));
        quote!(#docs pub #name: #ty)
    });
    page.push(quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub struct #name {
            #document
            #(#fields,)*
        }
    });
    let item = page.public(
        ItemKind::Struct,
        format!("{PREFIX}{name}"),
        &quote!(#[non_exhaustive] pub struct #name),
        Some(server.origin),
    );
    item.derives = DERIVES.to_vec();
    item.docs = said;
    if server.is_relative {
        field(page, server, "document", &quote!(pub document: String));
    }
    for variable in &server.variables {
        let (field_name, ty) = (variable.name.ident(), user_ty(variable));
        let signature = quote!(pub #field_name: #ty);
        field(page, server, &field_name.to_string(), &signature);
    }
    methods(page, server);
    page.push(url(server));
    conversion(page, server);
}

fn field(page: &mut Page, server: &Server, field: &str, signature: &TokenStream) {
    let path = format!("{PREFIX}{}::{field}", server.name.ident());
    page.public(ItemKind::Field, path, signature, Some(server.origin));
}

fn field_docs(variable: &ServerVariable) -> DocText {
    let name = text::code(variable.name.wire());
    DocText::of(&variable.docs, &format!("The variable {name}."))
}

/// The type of a field, in the file itself.
fn ty(variable: &ServerVariable) -> TokenStream {
    match &variable.values {
        Some(def) => {
            let name = def.name.ident();
            quote!(#name)
        }
        None => quote!(String),
    }
}

fn user_ty(variable: &ServerVariable) -> TokenStream {
    let ty = ty(variable);
    if variable.values.is_some() {
        quote!(base_urls::#ty)
    } else {
        ty
    }
}

/// `new`, with the defaults of the document, and a setter a variable.
fn methods(page: &mut Page, server: &Server) {
    let name = server.name.ident();
    let own = format!("{PREFIX}{name}");
    let origin = Some(server.origin);
    let defaults = server.variables.iter().map(|variable| {
        let field = variable.name.ident();
        let value = default(variable);
        quote!(#field: #value)
    });
    let (parameter, document) = if server.is_relative {
        (
            quote!(document: impl Into<String>),
            quote!(document: document.into(),),
        )
    } else {
        (TokenStream::new(), TokenStream::new())
    };
    let words = if server.is_relative {
        "The server of a document that is served at this URL, with the document's values for its variables."
    } else {
        "The server with the document's values for its variables."
    };
    let docs = DocText::own(words).outer();
    let new = quote!(pub fn new(#parameter) -> Self);
    page.public(ItemKind::Method, format!("{own}::new"), &new, origin);
    let mut setters = Vec::new();
    for variable in &server.variables {
        let field = variable.name.ident();
        let setter =
            |ty: TokenStream| quote!(pub fn #field(mut self, value: impl Into<#ty>) -> Self);
        let docs = structs::field_link("Sets", "Self", &variable.name).outer();
        let here = setter(ty(variable));
        setters.push(quote! {
            #docs
            #[must_use]
            #here {
                self.#field = value.into();
                self
            }
        });
        let path = format!("{own}::{field}");
        page.public(ItemKind::Method, path, &setter(user_ty(variable)), origin);
    }
    page.push(quote! {
        impl #name {
            #docs
            #[must_use]
            #new {
                Self { #document #(#defaults),* }
            }
            #(#setters)*
        }
    });
    if !server.is_relative {
        page.push(quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        });
        page.public(ItemKind::Impl, own, &quote!(impl Default for #name), origin);
    }
}

fn default(variable: &ServerVariable) -> TokenStream {
    let text = &variable.default;
    let Some(def) = &variable.values else {
        return quote!(#text.to_owned());
    };
    let ty = def.name.ident();
    let Kind::Enum(values) = &def.kind else {
        unreachable!("the values of a variable are an enum");
    };
    let mut variants = values.variants.iter();
    match variants.find(|variant| variant.value.as_str() == Some(text)) {
        Some(variant) => {
            let variant = variant.name.ident();
            quote!(#ty::#variant)
        }
        None => quote!(#ty::from(#text)),
    }
}

fn url(server: &Server) -> TokenStream {
    let name = server.name.ident();
    let template = &server.url;
    let values = server.variables.iter().map(|variable| {
        let (wire, field) = (variable.name.wire(), variable.name.ident());
        quote!((#wire, server.#field.as_str()))
    });
    let made = if server.is_relative {
        quote!(runtime::server::relative_to(&server.document, #template, &[#(#values),*]))
    } else {
        quote!(runtime::server::of_template(#template, &[#(#values),*]))
    };
    quote! {
        impl From<#name> for runtime::BaseUrl {
            fn from(server: #name) -> Self {
                #made
            }
        }
    }
}

/// The servers of an endpoint that has its own, the default first.
pub(crate) fn of<'a>(api: &'a Api, endpoint: &'a Endpoint) -> impl Iterator<Item = &'a Server> {
    let names = endpoint.servers.iter();
    names.filter_map(|name| api.servers.iter().find(|server| server.name == *name))
}

/// The servers that are not only those of single operations.
pub(crate) fn of_all(api: &Api) -> impl DoubleEndedIterator<Item = &Server> {
    let modules = api.modules.iter();
    let own = move |server: &&Server| {
        let mut endpoints = modules.clone().flat_map(|module| &module.endpoints);
        endpoints.any(|endpoint| endpoint.servers.contains(&server.name))
    };
    api.servers.iter().filter(move |server| !own(server))
}

/// A server with the document's values, as an expression in the crate.
pub(crate) fn made(server: &Server) -> TokenStream {
    let named = named(server);
    quote!(crate::#named)
}

/// The same as a user writes it.
pub(crate) fn named(server: &Server) -> TokenStream {
    let name = server.name.ident();
    if server.variables.is_empty() {
        quote!(base_urls::#name)
    } else {
        quote!(base_urls::#name::new())
    }
}
