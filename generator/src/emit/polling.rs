//! Waiting: how an endpoint's output tells whether something is done.

use proc_macro2::TokenStream;
use quote::quote;

use super::expressions;
use super::paging::{Reached, reached_from};
use super::types::Scope;
use crate::api::{Endpoint, Polling, PollingTold, Step};
use crate::names::Name;

/// `impl Polled`.
pub(crate) fn emit(scope: &Scope<'_>, endpoint: &Endpoint, polling: &Polling) -> TokenStream {
    let name = endpoint.name.ident();
    let interval = duration(polling.interval_ms);
    let deadline = duration(polling.deadline_ms);
    let told: Vec<(TokenStream, TokenStream)> = polling
        .told
        .iter()
        .map(|told| (progress(scope, told), state(told)))
        .collect();
    let (progress, state) = match (&polling.told[..], &told[..]) {
        ([PollingTold { variant: None, .. }], [(progress, state)]) => {
            (progress.clone(), state.clone())
        }
        _ => {
            let variants = polling.told.iter().filter_map(|told| told.variant.as_ref());
            let patterns: Vec<TokenStream> = variants
                .map(|(union, variant)| {
                    let (union, variant) = (scope.path(union), variant.ident());
                    quote!(#union::#variant(output))
                })
                .collect();
            let progress = told.iter().map(|(progress, _)| progress);
            let state = told.iter().map(|(_, state)| state);
            (
                quote!(match output { #(#patterns => #progress,)* _ => runtime::Progress::Pending }),
                quote!(match output { #(#patterns => #state,)* _ => None }),
            )
        }
    };
    quote! {
        impl runtime::Polled for #name {
            const POLLING: runtime::Polling = runtime::Polling {
                interval: #interval,
                deadline: #deadline,
            };

            fn progress(output: &Self::Output) -> runtime::Progress {
                #progress
            }

            fn state(output: &Self::Output) -> Option<String> {
                #state
            }
        }
    }
}

fn reached(steps: &[Step]) -> Reached {
    reached_from(quote!(output), "output", steps)
}

/// What `output` says of the progress.
fn progress(scope: &Scope<'_>, told: &PollingTold) -> TokenStream {
    let reason = match told.reason.as_deref().map(reached) {
        Some(Reached::Value(reason)) => quote!(Some(#reason.clone())),
        Some(Reached::Option(reason)) => quote!(#reason.clone()),
        Some(Reached::Borrowed(reason)) => quote!(#reason.cloned()),
        None => quote!(None),
    };
    let (member, always) = match reached(&told.member) {
        Reached::Value(member) => (quote!(&#member), true),
        Reached::Option(member) => (quote!(&#member), false),
        Reached::Borrowed(member) => (member, false),
    };
    let path = scope.path(&told.enum_name);
    let arm = |variants: &[Name], progress: TokenStream| {
        let variants = variants.iter().map(Name::ident);
        let pattern = quote!(#(#path::#variants)|*);
        let pattern = if always {
            pattern
        } else {
            quote!(Some(#pattern))
        };
        quote!(#pattern => #progress,)
    };
    let done = (!told.done.is_empty()).then(|| arm(&told.done, quote!(runtime::Progress::Done)));
    let failed = (!told.failed.is_empty())
        .then(|| arm(&told.failed, quote!(runtime::Progress::Failed(#reason))));
    quote! {
        match #member {
            #done
            #failed
            _ => runtime::Progress::Pending,
        }
    }
}

/// The state that `output` names.
fn state(told: &PollingTold) -> TokenStream {
    match reached(&told.member) {
        Reached::Value(member) => quote!(Some(#member.to_string())),
        Reached::Option(member) => quote!(#member.as_ref().map(ToString::to_string)),
        Reached::Borrowed(member) => quote!(#member.map(ToString::to_string)),
    }
}

/// In seconds, where it is whole seconds.
fn duration(milliseconds: u64) -> TokenStream {
    if milliseconds.is_multiple_of(1000) {
        let seconds = expressions::unsigned(milliseconds / 1000);
        quote!(std::time::Duration::from_secs(#seconds))
    } else {
        let milliseconds = expressions::unsigned(milliseconds);
        quote!(std::time::Duration::from_millis(#milliseconds))
    }
}
