//! Waiting: how an endpoint's output tells whether something is done.

use proc_macro2::TokenStream;
use quote::quote;

use super::expressions;
use super::types::Scope;
use crate::api::{Endpoint, Polling, Presence};
use crate::names::Name;

/// `impl Polled`.
pub(crate) fn emit(scope: &Scope<'_>, endpoint: &Endpoint, polling: &Polling) -> TokenStream {
    let name = endpoint.name.ident();
    let member = polling.member.ident();
    let interval = duration(polling.interval_ms);
    let deadline = duration(polling.deadline_ms);
    let reason = match &polling.reason {
        Some((reason, presence)) => {
            let reason = reason.ident();
            match presence {
                Presence::Required => quote!(Some(output.#reason.clone())),
                Presence::Optional | Presence::Nullable => quote!(output.#reason.clone()),
                Presence::Maybe => quote!(output.#reason.value().cloned()),
            }
        }
        None => quote!(None),
    };
    let done = arm(
        scope,
        polling,
        &polling.done,
        &quote!(runtime::Progress::Done),
    );
    let failed = arm(
        scope,
        polling,
        &polling.failed,
        &quote!(runtime::Progress::Failed(#reason)),
    );
    let (told, state) = match polling.presence {
        Presence::Required => (
            quote!(&output.#member),
            quote!(Some(output.#member.to_string())),
        ),
        Presence::Optional | Presence::Nullable => (
            quote!(&output.#member),
            quote!(output.#member.as_ref().map(ToString::to_string)),
        ),
        Presence::Maybe => (
            quote!(output.#member.value()),
            quote!(output.#member.value().map(ToString::to_string)),
        ),
    };
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

/// `Some(types::Status::Success | types::Status::Complete) => ..,`
fn arm(
    scope: &Scope<'_>,
    polling: &Polling,
    variants: &[Name],
    progress: &TokenStream,
) -> Option<TokenStream> {
    if variants.is_empty() {
        return None;
    }
    let path = scope.path(&polling.enum_name);
    let variants = variants.iter().map(Name::ident);
    let pattern = quote!(#(#path::#variants)|*);
    let pattern = match polling.presence {
        Presence::Required => pattern,
        _ => quote!(Some(#pattern)),
    };
    Some(quote!(#pattern => #progress,))
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
