//! Rules: constraints that are checked before a request is sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::{conditions, expressions};
use crate::api::{Extra, Field, PatternField, Presence, Rule, Struct, Type, TypeDef};

/// `impl Check` of a struct: a line for each member that has rules or can hold something to check.
pub(crate) fn check(def: &TypeDef, object: &Struct) -> TokenStream {
    let name = def.name.ident();
    let members = object.fields.iter().filter_map(member);
    let patterns = object.patterns.iter().map(pattern);
    let extra = if object.positional {
        rest(object)
    } else {
        extra(object)
    };
    let own = chain(&object.rules);
    let own = (!own.is_empty()).then(|| quote!(check.whole(self) #own;));
    let lines: Vec<TokenStream> = members.chain(patterns).chain(extra).chain(own).collect();
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

/// What holds of the members that the document does not name.
fn extra(object: &Struct) -> Option<TokenStream> {
    match &object.extra {
        Extra::Kept => Some(quote!(check.closed(&self.extra);)),
        Extra::Typed(ty, rules) => {
            let rules = each(&quote!(values), &quote!(value), rules);
            Some(entries(&quote!(self.extra), ty, &rules))
        }
        Extra::Open => None,
    }
}

/// What holds of a field of members by pattern: of their names too.
fn pattern(field: &PatternField) -> TokenStream {
    let name = field.name.ident();
    let pattern = expressions::pattern(&field.pattern);
    let rules = each(&quote!(values), &quote!(value), &field.rules);
    let rules = quote!(.names(|name| { name.pattern(#pattern); }) #rules);
    entries(&quote!(self.#name), &field.ty, &rules)
}

fn entries(place: &TokenStream, ty: &Type, rules: &TokenStream) -> TokenStream {
    let nested = holds_checks(ty).then(|| quote!(runtime::Check::check(&#place, check);));
    let rules = (!rules.is_empty()).then(|| quote!(check.whole(&#place) #rules;));
    quote!(#nested #rules)
}

/// What holds of the items that have no place, and of those that may be absent: none is where one behind it is given.
fn rest(object: &Struct) -> Option<TokenStream> {
    let count = object.fields.len();
    let may_be_absent =
        |field: &&Field| matches!(field.presence, Presence::Optional | Presence::Maybe);
    let mut given: Vec<TokenStream> = object
        .fields
        .iter()
        .map(|field| {
            let name = field.name.ident();
            match field.presence {
                Presence::Required | Presence::Nullable => quote!(true),
                Presence::Optional => quote!(self.#name.is_some()),
                Presence::Maybe => quote!(!self.#name.is_absent()),
            }
        })
        .collect();
    given.push(quote!(!self.extra.is_empty()));
    let order = object.fields.iter().any(|field| may_be_absent(&field));
    let order = order.then(|| quote!(check.in_order(&[#(#given),*]);));
    let extra = match &object.extra {
        Extra::Kept => {
            let count = expressions::unsigned(count as u64);
            Some(quote!(check.no_rest(#count, &self.extra);))
        }
        Extra::Typed(ty, rules) => {
            let count = expressions::unsigned(count as u64);
            let rules = chain(rules);
            let body = (!rules.is_empty()).then(|| quote!(item #rules;));
            let item = body.as_ref().map_or(quote!(_), |_| quote!(item));
            (body.is_some() || holds_checks(ty))
                .then(|| quote!(check.rest(#count, &self.extra, |#item| { #body });))
        }
        Extra::Open => None,
    };
    Some(quote!(#order #extra))
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
    let rules = chain(&field.rules);
    if rules.is_empty() && !field.nested {
        return None;
    }
    let name = field.name.ident();
    let wire = field.name.wire();
    Some(quote!(check.member(#wire, &self.#name) #rules;))
}

/// `.items(|item| { item.minimum(1); })`; nothing where nothing is checked.
fn each(verb: &TokenStream, name: &TokenStream, rules: &[Rule]) -> TokenStream {
    let chain = chain(rules);
    if chain.is_empty() {
        return chain;
    }
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
        Rule::Pattern {
            checked: Some(checked),
            written,
        } => {
            let pattern = expressions::pattern(checked);
            if checked == written {
                quote!(.pattern(#pattern))
            } else {
                let written = expressions::raw(written);
                quote!(.pattern_of(#written, #pattern))
            }
        }
        Rule::Pattern { checked: None, .. } => TokenStream::new(),
        Rule::OneOf(values) => quote!(.one_of(&[#(#values),*])),
        Rule::Names(rules) => each(&quote!(names), &quote!(name), rules),
        Rule::Dependent(name, needs) => quote!(.dependent(#name, &[#(#needs),*])),
        Rule::Holds { words, says } => conditions::rule(words, says),
        Rule::MinItems(count) => counted(quote!(min_items), *count),
        Rule::MaxItems(count) => counted(quote!(max_items), *count),
        Rule::UniqueItems => quote!(.unique_items()),
        Rule::MinProperties(count) => counted(quote!(min_properties), *count),
        Rule::MaxProperties(count) => counted(quote!(max_properties), *count),
        Rule::Items(rules) => each(&quote!(items), &quote!(item), rules),
        Rule::Values(rules) => each(&quote!(values), &quote!(value), rules),
    }
}

/// A bound is an `i64` or an `f64`: a whole number beyond `i64` is written as the latter, and one that a literal
/// without a type could not hold has its type behind it.
pub(crate) fn bound(bound: &serde_json::Number) -> TokenStream {
    match (bound.as_i64(), bound.as_f64()) {
        (Some(whole), _) if i32::try_from(whole).is_ok() => expressions::integer(whole),
        (Some(whole), _) => expressions::suffixed(&expressions::integer(whole), "i64"),
        (None, float) => expressions::float(float.unwrap_or_default()),
    }
}

fn bounded(verb: TokenStream, bound: &serde_json::Number) -> TokenStream {
    let bound = self::bound(bound);
    quote!(.#verb(#bound))
}

fn counted(verb: TokenStream, count: u64) -> TokenStream {
    let count = expressions::unsigned(count);
    quote!(.#verb(#count))
}
