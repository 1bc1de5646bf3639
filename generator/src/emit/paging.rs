//! Pages: where an endpoint's output has its items, and how the next page is asked for.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::expressions;
use super::turned::{given, short, turned};
use super::types::Scope;
use crate::api::{
    Counts, Endpoint, JsonKind, PageTurn, Paging, Presence, Said, Step, Turned, Type,
};

/// `impl Paged`.
pub(crate) fn emit(scope: &Scope<'_>, endpoint: &Endpoint, paging: &Paging) -> TokenStream {
    let name = endpoint.name.ident();
    let item = scope.ty(&paging.item);
    let items = owned(&paging.items);
    let turn = turn(scope, endpoint, paging);
    let more = paging.more.as_ref().map(no_more);
    let more = more.map(|no_more| {
        quote! {
            if #no_more {
                return runtime::Turn::End;
            }
        }
    });
    quote! {
        impl runtime::Paged for #name {
            type Item = #item;

            fn items(output: Self::Output) -> Vec<Self::Item> {
                #items
            }

            fn turn(&self, reply: &runtime::Reply<Self::Output>) -> runtime::Turn<Self> {
                #more
                #turn
            }
        }
    }
}

/// `impl Paged<Item = types::Job> for List`: what stands in the list of what is public.
pub(crate) fn signature(scope: &Scope<'_>, endpoint: &Endpoint, paging: &Paging) -> TokenStream {
    let name = endpoint.name.ident();
    let item = scope.ty(&paging.item);
    quote!(impl Paged<Item = #item> for #name)
}

fn turn(scope: &Scope<'_>, endpoint: &Endpoint, paging: &Paging) -> TokenStream {
    match &paging.turn {
        PageTurn::Url(Said::Link) => quote! {
            runtime::next_link(&reply.headers).map_or(runtime::Turn::End, runtime::Turn::Url)
        },
        PageTurn::Url(next) => {
            let next = text(next, &quote!(ToString::to_string));
            quote! {
                let next = #next.filter(|url| !url.is_empty());
                next.map_or(runtime::Turn::End, runtime::Turn::Url)
            }
        }
        PageTurn::Cursor { param, next } => {
            let next = cursor(scope, param, next);
            let turned = turned(endpoint, param, quote!(cursor));
            quote! {
                let next = #next;
                match next {
                    Some(cursor) => { #turned }
                    None => runtime::Turn::End,
                }
            }
        }
        PageTurn::Count {
            param,
            counts,
            size,
            total,
        } => {
            let first = match counts {
                Counts::Pages(first) => *first,
                Counts::Items => 0,
            };
            let now = number(&param.ty, &given(param, first));
            let now = match param.ty {
                Type::Float => quote!((#now)),
                _ => now,
            };
            let count = count(&paging.items);
            let size = size.as_ref().map(|(size, default)| short(size, *default));
            let needs_count = size.is_some() || matches!(counts, Counts::Items);
            let count_of_items =
                needs_count.then(|| quote!(let count = i64::try_from(items).unwrap_or(i64::MAX);));
            let step = match counts {
                Counts::Pages(_) => quote!(1),
                Counts::Items => quote!(count),
            };
            // How many of what is counted there were, this page included.
            let seen = match first {
                0 => quote!(next),
                1 if matches!(counts, Counts::Pages(_)) => quote!(next.saturating_sub(1)),
                _ => {
                    let first = expressions::unsigned(first);
                    quote!(next.saturating_sub(#first))
                }
            };
            let total = total.as_ref().map(|total| {
                let total = said_number(total);
                quote!(|| #total.is_some_and(|total| #seen >= total))
            });
            let value = converted(&param.ty, quote!(next));
            let turned = turned(endpoint, param, value);
            quote! {
                let items = #count;
                #count_of_items
                let next = #now.saturating_add(#step);
                if items == 0 #size #total {
                    return runtime::Turn::End;
                }
                #turned
            }
        }
    }
}

/// A number of some type as an `i64`.
pub(crate) fn number(ty: &Type, value: &TokenStream) -> TokenStream {
    match ty {
        Type::Integer {
            bits: 64,
            signed: false,
        } => quote!(i64::try_from(#value).unwrap_or(i64::MAX)),
        Type::Integer { bits, .. } if *bits < 64 => quote!(i64::from(#value)),
        Type::Float => quote!(#value as i64),
        _ => quote!(#value),
    }
}

/// An `i64` as a number of some type.
fn converted(ty: &Type, value: TokenStream) -> TokenStream {
    let (bits, signed) = match ty {
        Type::Float => return quote!(#value as f64),
        Type::Integer {
            bits: 64,
            signed: true,
        } => return value,
        Type::Integer { bits, signed } => (*bits, *signed),
        _ => return value,
    };
    let name = format!("{}{bits}", if signed { 'i' } else { 'u' });
    let name = Ident::new(&name, Span::call_site());
    quote!(#name::try_from(#value).unwrap_or(#name::MAX))
}

/// What stands at the end of a way into the output of a `reply`.
pub(crate) enum Reached {
    /// A value: `reply.output.a.b`.
    Value(TokenStream),
    /// An optional one: `reply.output.a.b`, an `Option`.
    Option(TokenStream),
    /// A reference to one that may be missing.
    Borrowed(TokenStream),
}

impl Reached {
    /// As an `Option` of a reference.
    fn borrowed(self) -> TokenStream {
        match self {
            Self::Value(value) => quote!(Some(&#value)),
            Self::Option(option) => quote!(#option.as_ref()),
            Self::Borrowed(borrowed) => borrowed,
        }
    }

    /// As an `Option` of a value that is copied.
    pub(crate) fn copied(self) -> TokenStream {
        match self {
            Self::Value(value) => quote!(Some(#value)),
            Self::Option(option) => option,
            Self::Borrowed(borrowed) => quote!(#borrowed.copied()),
        }
    }
}

/// Goes a way into the output.
fn reached(steps: &[Step]) -> Reached {
    reached_from(quote!(reply.output), "output", steps)
}

/// Goes a way into a value that is called so.
pub(crate) fn reached_from(value: TokenStream, name: &str, steps: &[Step]) -> Reached {
    let mut here = Reached::Value(value);
    let mut last = Ident::new(name, Span::call_site());
    for step in steps {
        let name = step.name.ident();
        here = match (here, step.presence) {
            (Reached::Value(value), Presence::Required) => Reached::Value(quote!(#value.#name)),
            (Reached::Value(value), Presence::Maybe) => {
                Reached::Borrowed(quote!(#value.#name.value()))
            }
            (Reached::Value(value), _) => Reached::Option(quote!(#value.#name)),
            (other, Presence::Required) => {
                let other = other.borrowed();
                Reached::Borrowed(quote!(#other.map(|#last| &#last.#name)))
            }
            (other, Presence::Maybe) => {
                let other = other.borrowed();
                Reached::Borrowed(quote!(#other.and_then(|#last| #last.#name.value())))
            }
            (other, _) => {
                let other = other.borrowed();
                Reached::Borrowed(quote!(#other.and_then(|#last| #last.#name.as_ref())))
            }
        };
        last = name;
    }
    here
}

/// The list at the end of a way into an `output`, taken out of it.
fn owned(steps: &[Step]) -> TokenStream {
    let mut here = quote!(output);
    let mut optional = false;
    let mut last = Ident::new("output", Span::call_site());
    for step in steps {
        let name = step.name.ident();
        here = match (optional, step.presence) {
            (false, Presence::Required | Presence::Optional | Presence::Nullable) => {
                quote!(#here.#name)
            }
            (false, Presence::Maybe) => quote!(#here.#name.into_value()),
            (true, Presence::Required) => quote!(#here.map(|#last| #last.#name)),
            (true, Presence::Optional | Presence::Nullable) => {
                quote!(#here.and_then(|#last| #last.#name))
            }
            (true, Presence::Maybe) => quote!(#here.and_then(|#last| #last.#name.into_value())),
        };
        optional |= step.presence != Presence::Required;
        last = name;
    }
    if optional {
        quote!(#here.unwrap_or_default())
    } else {
        here
    }
}

/// How many items there are.
fn count(steps: &[Step]) -> TokenStream {
    match reached(steps) {
        Reached::Value(value) => quote!(#value.len()),
        other => {
            let list = other.borrowed();
            quote!(#list.map_or(0, Vec::len))
        }
    }
}

/// Whether an answer says that there are no more pages.
fn no_more(more: &Said) -> TokenStream {
    match more {
        Said::Output(steps, _) => match reached(steps) {
            Reached::Value(value) => quote!(!#value),
            Reached::Option(option) => quote!(#option == Some(false)),
            Reached::Borrowed(borrowed) => quote!(#borrowed == Some(&false)),
        },
        other => {
            let member = in_page(other, &Ident::new("as_bool", Span::call_site()));
            quote!(#member == Some(false))
        }
    }
}

/// A number that an answer says, as an `Option<i64>`.
fn said_number(said: &Said) -> TokenStream {
    match said {
        Said::Output(steps, ty) => {
            let value = reached(steps).copied();
            let converted = number(ty, &quote!(total));
            if converted.to_string() == "total" {
                value
            } else {
                quote!(#value.map(|total| #converted))
            }
        }
        Said::Page(_, JsonKind::Number) => {
            let member = in_page(said, &Ident::new("as_f64", Span::call_site()));
            quote!(#member.map(|total| total as i64))
        }
        other => in_page(other, &Ident::new("as_i64", Span::call_site())),
    }
}

/// A member of what the envelope says about the page: `reply.page.as_ref().and_then(|page| page["next"].as_str())`.
fn in_page(said: &Said, read: &Ident) -> TokenStream {
    let words = match said {
        Said::Page(words, _) => words.as_slice(),
        _ => &[],
    };
    quote!(reply.page.as_ref().and_then(|page| page #([#words])* .#read()))
}

/// What an answer says, as an `Option` of a text that `make` makes of it.
fn text(said: &Said, make: &TokenStream) -> TokenStream {
    match said {
        Said::Output(steps, _) => {
            let value = reached(steps).borrowed();
            quote!(#value.map(#make))
        }
        Said::Page(_, JsonKind::Integer) => {
            let member = in_page(said, &Ident::new("as_i64", Span::call_site()));
            quote!(#member.map(|number| number.to_string()))
        }
        Said::Page(..) => {
            let member = in_page(said, &Ident::new("as_str", Span::call_site()));
            quote!(#member.map(#make))
        }
        Said::Header(name) => quote! {
            reply.headers.get(#name).and_then(|value| value.to_str().ok()).map(#make)
        },
        Said::Link => quote!(runtime::next_link(&reply.headers)),
    }
}

/// What an answer says, as an `Option` of what a parameter takes. An empty text is none.
fn cursor(scope: &Scope<'_>, param: &Turned, next: &Said) -> TokenStream {
    let takes = scope.index.resolved(&param.ty);
    match (takes, next) {
        (Type::Integer { .. }, Said::Output(steps, _)) => reached(steps).copied(),
        (Type::Integer { .. }, said) => in_page(said, &Ident::new("as_i64", Span::call_site())),
        (Type::String, Said::Output(steps, ty)) if *scope.index.resolved(ty) == Type::String => {
            let next = reached(steps).borrowed();
            quote!(#next.filter(|cursor| !cursor.is_empty()).cloned())
        }
        (Type::String, said) => {
            let next = text(said, &quote!(ToString::to_string));
            quote!(#next.filter(|cursor| !cursor.is_empty()))
        }
        (_, said) => {
            let ty = scope.ty(takes);
            let next = text(said, &quote!(ToString::to_string));
            quote!(#next.filter(|cursor| !cursor.is_empty()).map(#ty::from))
        }
    }
}
