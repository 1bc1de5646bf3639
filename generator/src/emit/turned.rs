//! What of a request differs from page to page: read, and set for the next one.

use proc_macro2::TokenStream;
use quote::quote;

use super::expressions;
use super::paging::{Reached, number, reached_from};
use crate::api::{Endpoint, Presence, Turned, Type};

/// The turn to the request with another value.
pub(crate) fn turned(endpoint: &Endpoint, turned: &Turned, value: TokenStream) -> TokenStream {
    let name = turned.name.ident();
    let plain = name == value.to_string() && turned.presence == Presence::Required;
    let value = match turned.presence {
        Presence::Required => value,
        Presence::Optional | Presence::Nullable => quote!(Some(#value)),
        Presence::Maybe => quote!(runtime::Maybe::Value(#value)),
    };
    if !turned.through.is_empty() {
        let way = turned.through.iter().map(|step| {
            let name = step.name.ident();
            match step.presence {
                Presence::Required => quote!(.#name),
                _ => quote!(.#name.get_or_insert_default()),
            }
        });
        return quote! {
            let mut page = self.clone();
            page #(#way)* .#name = #value;
            runtime::Turn::Next(page)
        };
    }
    let member = if plain {
        quote!(#name)
    } else {
        quote!(#name: #value)
    };
    let parts = endpoint.params.len() + usize::from(endpoint.body.is_some());
    if parts == 1 {
        quote!(runtime::Turn::Next(Self { #member }))
    } else {
        quote!(runtime::Turn::Next(Self { #member, ..self.clone() }))
    }
}

/// `|| self.per_page.is_some_and(|size| count < size)`
pub(crate) fn short(size: &Turned, default: Option<u64>) -> TokenStream {
    let read = match read(size) {
        Ok(value) => {
            let size = number(&size.ty, &value);
            return quote!(|| count < #size);
        }
        Err(option) => option,
    };
    if let Some(default) = default {
        let size = number(&size.ty, &given(size, default));
        return quote!(|| count < #size);
    }
    let size = number(&size.ty, &quote!(size));
    quote!(|| #read.is_some_and(|size| count < #size))
}

/// The value that a request has, or what it is where it is not given.
pub(crate) fn given(turned: &Turned, default: u64) -> TokenStream {
    let option = match read(turned) {
        Ok(value) => return value,
        Err(option) => option,
    };
    let default = match turned.ty {
        #[allow(clippy::cast_precision_loss, reason = "a page's number is small")]
        Type::Float => expressions::float(default as f64),
        _ => expressions::unsigned(default),
    };
    quote!(#option.unwrap_or(#default))
}

/// A number of a request, or an `Option` of it.
fn read(turned: &Turned) -> Result<TokenStream, TokenStream> {
    match reached_from(quote!(self), "request", &turned.steps()) {
        Reached::Value(value) => Ok(value),
        other => Err(other.copied()),
    }
}
