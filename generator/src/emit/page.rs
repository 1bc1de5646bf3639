//! A page: one Rust file in the making, and the public items that stand on it.

use proc_macro2::TokenStream;
use quote::quote;

use super::items::{Item, ItemKind};
use super::render;
use super::types::Scope;
use crate::source::Origin;

/// One Rust file as tokens.
#[derive(Default)]
pub(crate) struct Page {
    /// Inner documentation and attributes.
    pub(crate) inner: TokenStream,
    /// Items that stand together; between blocks comes a blank line.
    pub(crate) blocks: Vec<TokenStream>,
    pub(crate) items: Vec<Item>,
}

impl Page {
    /// Adds a block.
    pub(crate) fn push(&mut self, tokens: TokenStream) {
        self.blocks.push(tokens);
    }

    /// The same as the file of an operation: below what it imports.
    pub(crate) fn in_a_module(mut self, scope: &Scope<'_>, touches_deprecated: bool) -> Self {
        self.inner = allow_deprecated(touches_deprecated);
        let imports = if scope.uses_types() {
            quote!(
                use crate::{runtime, types};
            )
        } else {
            quote!(
                use crate::runtime;
            )
        };
        self.blocks.insert(0, imports);
        self
    }

    /// Notes a public item; `signature` has its types as a user writes them.
    pub(crate) fn public(
        &mut self,
        kind: ItemKind,
        path: String,
        signature: &TokenStream,
        origin: Option<Origin>,
    ) -> &mut Item {
        self.items.push(Item {
            path,
            kind,
            signature: render::one_line(signature),
            derives: Vec::new(),
            deprecated: false,
            feature: None,
            docs: String::new(),
            wire: None,
            origin,
        });
        let last = self.items.len() - 1;
        &mut self.items[last]
    }
}

/// `#[deprecated]`, where the document says so.
pub(crate) fn deprecated(yes: bool) -> TokenStream {
    if yes {
        quote!(#[deprecated])
    } else {
        TokenStream::new()
    }
}

/// `#[derive(..)]` of traits by name.
pub(crate) fn derive(traits: &[&'static str]) -> TokenStream {
    let traits = traits
        .iter()
        .map(|name| proc_macro2::Ident::new(name, proc_macro2::Span::call_site()));
    quote!(#[derive(#(#traits),*)])
}

/// An enum that may grow, of what an API takes or gives by status or by media type.
pub(crate) fn growing_enum(
    docs: &TokenStream,
    traits: &[&'static str],
    name: &proc_macro2::Ident,
    variants: impl Iterator<Item = TokenStream>,
) -> TokenStream {
    let derives = derive(traits);
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

/// At the top of a file whose code names something deprecated: the crate's own code may, its users are warned.
pub(crate) fn allow_deprecated(yes: bool) -> TokenStream {
    if yes {
        quote!(#![allow(deprecated, reason = "what the document deprecates still travels")])
    } else {
        TokenStream::new()
    }
}
