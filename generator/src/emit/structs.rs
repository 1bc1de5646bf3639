//! Structs: objects of the document.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::docs::DocText;
use super::expressions;
use super::items::ItemKind;
use super::page::{Page, deprecated, derive};
use super::rules;
use super::types::Scope;
use super::{text, travel};
use crate::api::{Extra, Field, PatternField, Presence, Struct, Type, TypeDef};
use crate::names::Name;

/// What every struct derives.
pub(crate) const DERIVES: &[&str] = &["Clone", "Debug", "PartialEq"];

/// What a struct derives of which nothing has to be there: `new` makes an empty one.
const EMPTY_DERIVES: &[&str] = &["Clone", "Debug", "Default", "PartialEq"];

/// Whether a struct can be sent with nothing in it.
fn is_empty_by_default(def: &TypeDef, object: &Struct) -> bool {
    let may_be_absent = |field: &Field| {
        field.fixed.is_none() && matches!(field.presence, Presence::Optional | Presence::Maybe)
    };
    def.sent && object.fields.iter().all(may_be_absent)
}

/// A struct with all that belongs to it; `prefix` is its module as a user writes it: `types::`.
pub(crate) fn emit(
    page: &mut Page,
    scope: &Scope<'_>,
    prefix: &str,
    def: &TypeDef,
    object: &Struct,
) {
    definition(page, scope, prefix, def, object);
    if def.sent {
        if let Some(required) = &object.required {
            required_struct(page, scope, prefix, def, object, required);
        }
        constructors(page, scope, prefix, def, object);
    }
    page.push(travel::decode(def, object));
    page.push(travel::encode(def, object));
    if def.sent {
        page.push(rules::check(def, object));
    }
    let name = def.name.ident();
    page.push(quote!(runtime::serde!(#name);));
}

fn definition(page: &mut Page, scope: &Scope<'_>, prefix: &str, def: &TypeDef, object: &Struct) {
    let name = def.name.ident();
    let docs = DocText::of(
        &def.docs,
        &format!(
            "The {} {}.",
            if object.positional { "array" } else { "object" },
            text::code(def.name.wire())
        ),
    );
    let said = docs.text();
    let docs = docs.outer();
    let deprecation = deprecated(def.docs.deprecated);
    let all = if is_empty_by_default(def, object) {
        EMPTY_DERIVES
    } else {
        DERIVES
    };
    let derives = derive(all);
    let docs_of_fields: Vec<DocText> = object
        .fields
        .iter()
        .map(|field| field_docs(object, field))
        .collect();
    let docs_of_patterns: Vec<DocText> = object.patterns.iter().map(pattern_docs).collect();
    let fields = object
        .fields
        .iter()
        .zip(&docs_of_fields)
        .map(|(field, docs)| {
            let docs = docs.outer();
            let deprecation = deprecated(field.docs.deprecated);
            let name = field.name.ident();
            let ty = scope.member(&field.ty, field.presence);
            quote!(#docs #deprecation pub #name: #ty)
        });
    let patterns = object
        .patterns
        .iter()
        .zip(&docs_of_patterns)
        .map(|(field, docs)| {
            let docs = docs.outer();
            let deprecation = deprecated(field.docs.deprecated);
            let name = field.name.ident();
            let ty = entries_type(scope, &field.ty);
            quote!(#docs #deprecation pub #name: #ty)
        });
    let extra = extra_type(scope, object);
    let extra_docs = DocText::own(match &object.extra {
        Extra::Typed(..) if object.positional => "The items behind these, as many as there are.",
        _ if object.positional => "Items that the document has no place for, as received.",
        _ => "Members that the document does not name, as received.",
    })
    .outer();
    page.push(quote! {
        #docs
        #derives
        #deprecation
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
            #(#patterns,)*
            #extra_docs
            pub extra: #extra,
        }
    });

    let user = scope.user();
    let item = page.public(
        ItemKind::Struct,
        format!("{prefix}{name}"),
        &quote!(#[non_exhaustive] pub struct #name),
        Some(def.origin),
    );
    item.derives = all.to_vec();
    item.deprecated = def.docs.deprecated;
    item.docs = said;
    for (field, docs) in object.fields.iter().zip(&docs_of_fields) {
        let field_name = field.name.ident();
        let ty = user.member(&field.ty, field.presence);
        let path = format!("{prefix}{name}::{field_name}");
        let signature = quote!(pub #field_name: #ty);
        let item = page.public(ItemKind::Field, path, &signature, Some(field.origin));
        item.deprecated = field.docs.deprecated;
        item.docs = docs.text();
    }
    for (field, docs) in object.patterns.iter().zip(&docs_of_patterns) {
        let field_name = field.name.ident();
        let ty = entries_type(&user, &field.ty);
        let path = format!("{prefix}{name}::{field_name}");
        let signature = quote!(pub #field_name: #ty);
        let item = page.public(ItemKind::Field, path, &signature, Some(field.origin));
        item.deprecated = field.docs.deprecated;
        item.docs = docs.text();
    }
    let extra = extra_type(&user, object);
    page.public(
        ItemKind::Field,
        format!("{prefix}{name}::extra"),
        &quote!(pub extra: #extra),
        None,
    );
}

/// What the constructor asks for, by name.
fn required_struct(
    page: &mut Page,
    scope: &Scope<'_>,
    prefix: &str,
    def: &TypeDef,
    object: &Struct,
    required: &Name,
) {
    let name = required.ident();
    let owner = def.name.ident();
    let docs = DocText::own(format!("The members that every [`{owner}`] needs.")).outer();
    let derives = derive(DERIVES);
    let fields = asked(object).map(|field| {
        let name = field.name.ident();
        let docs = field_link("See", &owner.to_string(), &field.name).outer();
        let ty = scope.member(&field.ty, field.presence);
        quote!(#docs pub #name: #ty)
    });
    page.push(quote! {
        #docs
        #derives
        pub struct #name {
            #(#fields,)*
        }
    });

    let user = scope.user();
    let item = page.public(
        ItemKind::Struct,
        format!("{prefix}{name}"),
        &quote!(pub struct #name),
        Some(def.origin),
    );
    item.derives = DERIVES.to_vec();
    for field in asked(object) {
        let field_name = field.name.ident();
        let ty = user.member(&field.ty, field.presence);
        let path = format!("{prefix}{name}::{field_name}");
        page.public(
            ItemKind::Field,
            path,
            &quote!(pub #field_name: #ty),
            Some(field.origin),
        );
    }
}

/// `new` and the setters; `Default` where nothing is asked for.
fn constructors(page: &mut Page, scope: &Scope<'_>, prefix: &str, def: &TypeDef, object: &Struct) {
    let name = def.name.ident();
    let user = scope.user();
    let new = new(scope, def, object);
    page.public(
        ItemKind::Method,
        format!("{prefix}{name}::new"),
        &new_signature(&user, object),
        Some(def.origin),
    );
    let mut setters = Vec::new();
    for field in optional(object) {
        let field_name = field.name.ident();
        let mut docs = field_link("Sets", "Self", &field.name);
        if field.presence == Presence::Maybe {
            docs.add("For null, assign [`Maybe::Null`](crate::Maybe::Null) to the field.");
        }
        let docs = docs.outer();
        let deprecation = deprecated(field.docs.deprecated);
        let signature = setter_signature(scope, field);
        let value = scope.converted(&field.ty, &argument());
        let value = match field.presence {
            Presence::Maybe => quote!(runtime::Maybe::Value(#value)),
            _ => quote!(Some(#value)),
        };
        setters.push(quote! {
            #docs
            #deprecation
            #signature {
                self.#field_name = #value;
                self
            }
        });
        let path = format!("{prefix}{name}::{field_name}");
        let signature = setter_signature(&user, field);
        page.public(ItemKind::Method, path, &signature, Some(field.origin))
            .deprecated = field.docs.deprecated;
    }
    page.push(quote! {
        impl #name {
            #new
            #(#setters)*
        }
    });
    if asked(object).next().is_none() && !is_empty_by_default(def, object) {
        page.push(quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        });
        let signature = quote!(impl Default for #name);
        page.public(
            ItemKind::Impl,
            format!("{prefix}{name}"),
            &signature,
            Some(def.origin),
        );
    }
}

fn new(scope: &Scope<'_>, def: &TypeDef, object: &Struct) -> TokenStream {
    let name = def.name.ident();
    let article = text::article(&name.to_string());
    let part = if object.positional { "item" } else { "member" };
    let words = match asked(object).count() {
        0 => format!("{article} [`{name}`] with nothing set that may be left out."),
        1 => format!("{article} [`{name}`] with the {part} that it needs."),
        _ => format!("{article} [`{name}`] with the {part}s that it needs."),
    };
    let docs = DocText::own(words).outer();
    let signature = new_signature(scope, object);
    if is_empty_by_default(def, object) {
        // A member's setter may have the name, and would be called.
        let mut names = object.fields.iter().map(|field| field.name.ident());
        let value = if names.any(|name| name == "default") {
            quote!(Default::default())
        } else {
            quote!(Self::default())
        };
        return quote! {
            #docs
            #[must_use]
            #signature {
                #value
            }
        };
    }
    let values = object.fields.iter().map(|field| {
        let name = field.name.ident();
        match (&field.fixed, field.presence, &object.required) {
            (Some(fixed), presence, _) => {
                let value = expressions::constant(scope, fixed, presence);
                quote!(#name: #value)
            }
            (None, Presence::Optional, _) => quote!(#name: None),
            (None, Presence::Maybe, _) => quote!(#name: runtime::Maybe::Absent),
            (None, _, Some(_)) => quote!(#name: required.#name),
            (None, Presence::Nullable, None) => quote!(#name: #name.into()),
            (None, Presence::Required, None) => scope.initialized(&field.ty, &name),
        }
    });
    let patterns = object.patterns.iter().map(|field| {
        let name = field.name.ident();
        quote!(#name: runtime::Entries::new())
    });
    let extra = match &object.extra {
        _ if object.positional => quote!(Vec::new()),
        Extra::Kept | Extra::Open => quote!(runtime::Map::new()),
        Extra::Typed(..) => quote!(runtime::Entries::new()),
    };
    quote! {
        #docs
        #[must_use]
        #signature {
            Self { #(#values,)* #(#patterns,)* extra: #extra }
        }
    }
}

fn new_signature(scope: &Scope<'_>, object: &Struct) -> TokenStream {
    let arguments = match &object.required {
        Some(required) => {
            let required = required.ident();
            quote!(required: #required)
        }
        None => {
            let arguments = asked(object).map(|field| {
                let name = field.name.ident();
                let ty = match field.presence {
                    Presence::Nullable => {
                        let ty = scope.member(&field.ty, field.presence);
                        quote!(impl Into<#ty>)
                    }
                    _ => scope.argument(&field.ty),
                };
                quote!(#name: #ty)
            });
            quote!(#(#arguments),*)
        }
    };
    quote!(pub fn new(#arguments) -> Self)
}

fn setter_signature(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let name = field.name.ident();
    let ty = scope.argument(&field.ty);
    let value = argument();
    quote!(pub fn #name(mut self, #value: #ty) -> Self)
}

fn argument() -> Ident {
    Ident::new("value", Span::call_site())
}

/// What a constructor asks for: what must be there and is not filled in.
fn asked(object: &Struct) -> impl Iterator<Item = &Field> {
    object.fields.iter().filter(|field| {
        field.fixed.is_none() && matches!(field.presence, Presence::Required | Presence::Nullable)
    })
}

/// What has a setter.
fn optional(object: &Struct) -> impl Iterator<Item = &Field> {
    object
        .fields
        .iter()
        .filter(|field| matches!(field.presence, Presence::Optional | Presence::Maybe))
}

fn extra_type(scope: &Scope<'_>, object: &Struct) -> TokenStream {
    match &object.extra {
        Extra::Typed(ty, _) if object.positional => {
            let ty = scope.ty(ty);
            quote!(Vec<#ty>)
        }
        Extra::Kept | Extra::Open if object.positional => {
            let value = scope.runtime("Value");
            quote!(Vec<#value>)
        }
        Extra::Kept | Extra::Open => scope.runtime("Map"),
        Extra::Typed(ty, _) => entries_type(scope, ty),
    }
}

fn entries_type(scope: &Scope<'_>, ty: &Type) -> TokenStream {
    let entries = scope.runtime("Entries");
    let ty = scope.ty(ty);
    quote!(#entries<#ty>)
}

/// "Sets [`width`](field@Self::width)." A link has no use for `r#`.
pub(crate) fn field_link(verb: &str, owner: &str, field: &Name) -> DocText {
    let field = field.rust();
    DocText::own(format!("{verb} [`{field}`](field@{owner}::{field})."))
}

fn field_docs(object: &Struct, field: &Field) -> DocText {
    let wire = text::code(field.name.wire());
    let what = if object.positional { "item" } else { "member" };
    DocText::of(&field.docs, &format!("The {what} {wire}."))
}

fn pattern_docs(field: &PatternField) -> DocText {
    let pattern = text::code(field.name.wire());
    DocText::led(
        &format!("Members whose names match {pattern}"),
        ".",
        &field.docs,
    )
}
