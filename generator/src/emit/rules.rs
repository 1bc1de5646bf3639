//! Rules: constraints that are checked before a request is sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::expressions;
use crate::api::{Extra, Field, Rule, Struct, Type, TypeDef};

/// `impl Check` of a struct: a line for each member that has rules or can hold something to check.
pub(crate) fn check(def: &TypeDef, object: &Struct) -> TokenStream {
    let name = def.name.ident();
    let members = object.fields.iter().filter_map(member);
    let extra = match &object.extra {
        Extra::Kept => Some(quote!(check.closed(&self.extra);)),
        Extra::Typed(ty, rules) => {
            let nested =
                holds_checks(ty).then(|| quote!(runtime::Check::check(&self.extra, check);));
            let rules = (!rules.is_empty()).then(|| {
                let rules = each(&quote!(values), &quote!(value), rules);
                quote!(check.whole(&self.extra) #rules;)
            });
            Some(quote!(#nested #rules))
        }
        Extra::Open => None,
    };
    let own = chain(&object.rules);
    let own = (!object.rules.is_empty()).then(|| quote!(check.whole(self) #own;));
    let lines: Vec<TokenStream> = members.chain(extra).chain(own).collect();
    if lines.iter().all(TokenStream::is_empty) {
        return quote!(impl runtime::Check for #name {});
    }
    quote! {
        impl runtime::Check for #name {
            fn check(&self, check: &mut runtime::Checker<'_>) {
                #(#lines)*
            }
        }
    }
}

/// Whether a value of the type can hold something to check: a named type, or a container of one.
pub(crate) fn holds_checks(ty: &Type) -> bool {
    match ty {
        Type::Named(_) => true,
        Type::List(inner) | Type::Entries(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
            holds_checks(inner)
        }
        _ => false,
    }
}

fn member(field: &Field) -> Option<TokenStream> {
    if field.rules.is_empty() && !field.nested {
        return None;
    }
    let name = field.name.ident();
    let wire = field.name.wire();
    let rules = chain(&field.rules);
    Some(quote!(check.member(#wire, &self.#name) #rules;))
}

/// `.items(|item| { item.minimum(1); })`
fn each(verb: &TokenStream, name: &TokenStream, rules: &[Rule]) -> TokenStream {
    let chain = chain(rules);
    quote!(.#verb(|#name| { #name #chain; }))
}

/// `.minimum(1).maximum(10_000)`
pub(crate) fn chain(rules: &[Rule]) -> TokenStream {
    rules.iter().map(rule).collect()
}

fn rule(rule: &Rule) -> TokenStream {
    match rule {
        Rule::Minimum(bound) => bounded(quote!(minimum), bound),
        Rule::Maximum(bound) => bounded(quote!(maximum), bound),
        Rule::ExclusiveMinimum(bound) => bounded(quote!(exclusive_minimum), bound),
        Rule::ExclusiveMaximum(bound) => bounded(quote!(exclusive_maximum), bound),
        Rule::MultipleOf(bound) => bounded(quote!(multiple_of), bound),
        Rule::MinLength(count) => counted(quote!(min_length), *count),
        Rule::MaxLength(count) => counted(quote!(max_length), *count),
        Rule::Pattern(pattern) => quote!(.pattern(#pattern)),
        Rule::MinItems(count) => counted(quote!(min_items), *count),
        Rule::MaxItems(count) => counted(quote!(max_items), *count),
        Rule::UniqueItems => quote!(.unique_items()),
        Rule::MinProperties(count) => counted(quote!(min_properties), *count),
        Rule::MaxProperties(count) => counted(quote!(max_properties), *count),
        Rule::Present => quote!(.present()),
        Rule::Items(rules) => each(&quote!(items), &quote!(item), rules),
        Rule::Values(rules) => each(&quote!(values), &quote!(value), rules),
    }
}

/// A bound is an `i64` or an `f64`: a whole number beyond `i64` is written as the latter, and one that a literal
/// without a type could not hold has its type behind it.
fn bounded(verb: TokenStream, bound: &serde_json::Number) -> TokenStream {
    let bound = match (bound.as_i64(), bound.as_f64()) {
        (Some(whole), _) if i32::try_from(whole).is_ok() => expressions::integer(whole),
        (Some(whole), _) => expressions::suffixed(&expressions::integer(whole), "i64"),
        (None, float) => expressions::float(float.unwrap_or_default()),
    };
    quote!(.#verb(#bound))
}

fn counted(verb: TokenStream, count: u64) -> TokenStream {
    let count = expressions::unsigned(count);
    quote!(.#verb(#count))
}
