//! Waiting: how an endpoint's output tells whether something is done.

use proc_macro2::TokenStream;
use quote::quote;

use super::expressions;
use super::paging::{Reached, reached_from};
use super::types::Scope;
use crate::api::{Endpoint, Polling};
use crate::names::Name;

/// `impl Polled`.
pub(crate) fn emit(scope: &Scope<'_>, endpoint: &Endpoint, polling: &Polling) -> TokenStream {
    let name = endpoint.name.ident();
    let interval = duration(polling.interval_ms);
    let deadline = duration(polling.deadline_ms);
    let reached = |steps| reached_from(quote!(output), "output", steps);
    let reason = match polling.reason.as_deref().map(reached) {
        Some(Reached::Value(reason)) => quote!(Some(#reason.clone())),
        Some(Reached::Option(reason)) => quote!(#reason.clone()),
        Some(Reached::Borrowed(reason)) => quote!(#reason.cloned()),
        None => quote!(None),
    };
    let (told, state, always) = match reached(&polling.member) {
        Reached::Value(member) => (quote!(&#member), quote!(Some(#member.to_string())), true),
        Reached::Option(member) => {
            let state = quote!(#member.as_ref().map(ToString::to_string));
            (quote!(&#member), state, false)
        }
        Reached::Borrowed(member) => (
            member.clone(),
            quote!(#member.map(ToString::to_string)),
            false,
        ),
    };
    let path = scope.path(&polling.enum_name);
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
    let done = arm(&polling.done, quote!(runtime::Progress::Done));
    let failed = (!polling.failed.is_empty())
        .then(|| arm(&polling.failed, quote!(runtime::Progress::Failed(#reason))));
    quote! {
        impl runtime::Polled for #name {
            const POLLING: runtime::Polling = runtime::Polling {
                interval: #interval,
                deadline: #deadline,
            };

            fn progress(output: &Self::Output) -> runtime::Progress {
                match #told {
                    #done
                    #failed
                    _ => runtime::Progress::Pending,
                }
            }

            fn state(output: &Self::Output) -> Option<String> {
                #state
            }
        }
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
