//! Aliases: a component that is only another name.

use quote::quote;

use super::docs::DocText;
use super::items::ItemKind;
use super::page::{Page, deprecated};
use super::text;
use super::types::Scope;
use crate::api::{Type, TypeDef};

/// `pub type X = Y;`
pub(crate) fn emit(page: &mut Page, scope: &Scope<'_>, prefix: &str, def: &TypeDef, target: &Type) {
    let name = def.name.ident();
    let docs = DocText::of(
        &def.docs,
        &format!("The value {}.", text::code(def.name.wire())),
    );
    let said = docs.text();
    let docs = docs.outer();
    // The document has no alias: one keeps an old name for what is called otherwise now.
    let deprecation = match target {
        Type::Named(now) if def.docs.deprecated => {
            let note = format!("it is called `{}` now", now.name.rust());
            quote!(#[deprecated = #note])
        }
        _ => deprecated(def.docs.deprecated),
    };
    let signature = |scope: &Scope<'_>| {
        let target = scope.ty(target);
        quote!(pub type #name = #target)
    };
    let alias = signature(scope);
    page.push(quote!(#docs #deprecation #alias;));
    let item = page.public(
        ItemKind::Alias,
        format!("{prefix}{name}"),
        &signature(&scope.user()),
        Some(def.origin),
    );
    item.deprecated = def.docs.deprecated;
    item.docs = said;
}
