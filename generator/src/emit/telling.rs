//! Which variant of a union was received, and how it is decoded.

use proc_macro2::TokenStream;
use quote::quote;

use super::expressions;
use crate::api::{JsonKind, Tell, Told, TypeDef, Union, UnionVariant};

/// How many kinds of JSON values there are.
const KINDS: usize = 7;

pub(super) fn decode(def: &TypeDef, union: &Union) -> TokenStream {
    let name = def.name.ident();
    let body = match &union.tell {
        Tell::Tag(tag) => decode_tag(union, tag),
        Tell::Type => decode_type(union),
        Tell::Key => decode_conditions(union),
    };
    quote! {
        impl runtime::Decode for #name {
            fn decode(json: runtime::Json<'_>) -> Result<Self, runtime::DecodeError> {
                #body
            }
        }
    }
}

/// A match over the tag, where all tags are of one JSON type.
fn decode_tag(union: &Union, tag: &str) -> TokenStream {
    let constants = || {
        union
            .variants
            .iter()
            .flat_map(|variant| &variant.told_by)
            .filter(|told| **told != Told::Rest)
    };
    let are = |test: fn(&serde_json::Value) -> bool| {
        constants().all(|told| matches!(told, Told::Constant(value) if test(value)))
    };
    let look = if constants().next().is_none() {
        return decode_conditions(union);
    } else if are(serde_json::Value::is_string) {
        quote!(json.tag(#tag))
    } else if are(serde_json::Value::is_boolean) {
        quote!(json.tag_bool(#tag))
    } else if are(serde_json::Value::is_i64) {
        quote!(json.tag_integer(#tag))
    } else {
        return decode_conditions(union);
    };
    let arms = union.variants.iter().filter_map(|variant| {
        let patterns = variant.told_by.iter().filter_map(|told| match told {
            Told::Constant(value) => Some(scalar(value)),
            _ => None,
        });
        let patterns: Vec<TokenStream> = patterns.collect();
        let made = made(union, variant);
        (!patterns.is_empty()).then(|| quote!(Some(#(#patterns)|*) => #made))
    });
    let rest = rest(union);
    quote! {
        match #look {
            #(#arms,)*
            _ => #rest,
        }
    }
}

/// A match over the JSON type.
fn decode_type(union: &Union) -> TokenStream {
    let kinds = || union.variants.iter().flat_map(|variant| &variant.told_by);
    if !kinds().all(|told| matches!(told, Told::Type(_) | Told::Rest))
        || kinds().all(|told| *told == Told::Rest)
    {
        return decode_conditions(union);
    }
    let arms = union
        .variants
        .iter()
        .filter(|variant| !is_rest(variant))
        .map(|variant| {
            let patterns = variant
                .told_by
                .iter()
                .flat_map(|told| kind_patterns(union, told));
            let made = made(union, variant);
            quote!(#(#patterns)|* => #made)
        });
    // Two patterns of one kind don't come here: a type tells variants apart.
    let covered: usize = kinds().map(|told| kind_patterns(union, told).len()).sum();
    let rest = (covered < KINDS)
        .then(|| rest(union))
        .map(|rest| quote!(_ => #rest,));
    quote! {
        match json.kind() {
            #(#arms,)*
            #rest
        }
    }
}

/// A number is also an integer, unless another variant is for integers.
fn kind_patterns(union: &Union, told: &Told) -> Vec<TokenStream> {
    let integers = union
        .variants
        .iter()
        .any(|variant| variant.told_by.contains(&Told::Type(JsonKind::Integer)));
    match told {
        Told::Type(JsonKind::Number) if !integers => {
            vec![
                quote!(runtime::Kind::Integer),
                quote!(runtime::Kind::Number),
            ]
        }
        Told::Type(kind) => vec![self::kind(*kind)],
        _ => Vec::new(),
    }
}

fn kind(kind: JsonKind) -> TokenStream {
    match kind {
        JsonKind::Null => quote!(runtime::Kind::Null),
        JsonKind::Boolean => quote!(runtime::Kind::Boolean),
        JsonKind::Integer => quote!(runtime::Kind::Integer),
        JsonKind::Number => quote!(runtime::Kind::Number),
        JsonKind::String => quote!(runtime::Kind::String),
        JsonKind::Array => quote!(runtime::Kind::Array),
        JsonKind::Object => quote!(runtime::Kind::Object),
    }
}

/// Condition by condition: telling keys, or tags of several JSON types.
fn decode_conditions(union: &Union) -> TokenStream {
    let branches = union.variants.iter().filter_map(|variant| {
        let told = variant.told_by.iter().filter(|told| **told != Told::Rest);
        let conditions: Vec<TokenStream> = told.map(|told| condition(union, told)).collect();
        let made = made(union, variant);
        (!conditions.is_empty()).then(|| quote!(if #(#conditions)||* { return #made; }))
    });
    // A member that is null tells less than one that has a value: it is asked for last.
    let null_branches = union.variants.iter().filter_map(|variant| {
        let condition = variant.told_by.iter().find_map(null_condition)?;
        let made = made(union, variant);
        Some(quote!(if #condition { return #made; }))
    });
    let rest = rest(union);
    quote! {
        #(#branches)*
        #(#null_branches)*
        #rest
    }
}

/// All telling keys are there, those that may be null with or without a value.
fn null_condition(told: &Told) -> Option<TokenStream> {
    let Told::Keys(keys) = told else { return None };
    let wires = |nullable: bool| -> Vec<&str> {
        let keys = keys.iter().filter(|key| key.nullable == nullable);
        keys.map(|key| key.wire.as_str()).collect()
    };
    let (null, plain) = (wires(true), wires(false));
    if null.is_empty() {
        return None;
    }
    let members = quote!(json.has_members(&[#(#null),*]));
    Some(match plain.is_empty() {
        true => members,
        false => {
            let values = has(&plain);
            quote!(#values && #members)
        }
    })
}

/// The members are there and not null.
fn has(wires: &[&str]) -> TokenStream {
    match wires {
        [only] => quote!(json.has(#only)),
        wires => quote!(json.has_all(&[#(#wires),*])),
    }
}

fn condition(union: &Union, told: &Told) -> TokenStream {
    match (told, &union.tell) {
        (Told::Keys(keys), _) => {
            let wires: Vec<&str> = keys.iter().map(|key| key.wire.as_str()).collect();
            has(&wires)
        }
        (Told::Type(_), _) => {
            let kinds = kind_patterns(union, told);
            quote!(matches!(json.kind(), #(#kinds)|*))
        }
        (Told::Constant(value), Tell::Tag(tag)) => {
            let look = match value {
                serde_json::Value::Bool(_) => quote!(tag_bool),
                serde_json::Value::Number(_) => quote!(tag_integer),
                _ => quote!(tag),
            };
            let value = scalar(value);
            quote!(json.#look(#tag) == Some(#value))
        }
        (Told::Constant(_) | Told::Rest, _) => quote!(false),
    }
}

/// A tag's value as a literal.
pub(super) fn scalar(value: &serde_json::Value) -> TokenStream {
    match value {
        serde_json::Value::Bool(value) => quote!(#value),
        serde_json::Value::Number(value) => {
            expressions::integer(value.as_i64().unwrap_or_default())
        }
        other => {
            let text = other.as_str().unwrap_or_default();
            quote!(#text)
        }
    }
}

/// Whether a variant is what is left, whatever else tells it.
fn is_rest(variant: &UnionVariant) -> bool {
    variant.told_by.contains(&Told::Rest)
}

/// What is left: the variant for it, or what the crate does not know.
fn rest(union: &Union) -> TokenStream {
    let variant = union.variants.iter().find(|variant| is_rest(variant));
    match (variant, &union.tell) {
        (Some(variant), Tell::Tag(tag)) => {
            let name = variant.name.ident();
            quote!(json.rest(#tag, Self::#name, Self::Unrecognized))
        }
        (Some(variant), _) => made(union, variant),
        (None, _) => quote!(json.variant().map(Self::Unrecognized)),
    }
}

/// A variant made of the JSON; without the tag, where its struct has no member for that.
fn made(union: &Union, variant: &UnionVariant) -> TokenStream {
    let name = variant.name.ident();
    match tag_to_write(union, variant) {
        Some((tag, _)) => quote!(json.untagged(#tag).variant().map(Self::#name)),
        None => quote!(json.variant().map(Self::#name)),
    }
}

/// The tag and its value, where the union writes them.
pub(super) fn tag_to_write<'u>(
    union: &'u Union,
    variant: &'u UnionVariant,
) -> Option<(&'u str, &'u serde_json::Value)> {
    match (&union.tell, variant.told_by.first()) {
        // One that is also what is left may have come without.
        (Tell::Tag(tag), Some(Told::Constant(value)))
            if !variant.declares_tag && !is_rest(variant) =>
        {
            Some((tag, value))
        }
        _ => None,
    }
}
