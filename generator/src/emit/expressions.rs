//! Rust expressions: constants that constructors fill in, rules' bounds, arguments of examples.

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use serde_json::{Number, Value};

use super::types::Scope;
use crate::api::{Expression, Presence};
use crate::pattern;

/// An expression as the document's example has it.
pub(crate) fn expression(scope: &Scope<'_>, expression: &Expression) -> TokenStream {
    match expression {
        Expression::Text(text) => quote!(#text),
        Expression::TextInto(text) => quote!(#text.into()),
        Expression::Integer(value) => integer(*value),
        Expression::Unsigned(value) => unsigned(*value),
        Expression::Float(value) => float(*value),
        Expression::Boolean(value) => quote!(#value),
        Expression::Variant(ty, variant) => {
            let path = scope.path(ty);
            let variant = variant.ident();
            quote!(#path::#variant)
        }
        Expression::New {
            ty,
            required,
            arguments,
            setters,
        } => {
            let path = scope.path(ty);
            let values = arguments
                .iter()
                .map(|(_, value)| self::expression(scope, value));
            let arguments = match required {
                None => quote!(#(#values),*),
                Some(required) => {
                    let names = arguments.iter().map(|(name, _)| name.ident());
                    let required = scope.path(&crate::api::TypeRef {
                        endpoint: ty.endpoint.clone(),
                        name: required.clone(),
                    });
                    quote!(#required { #(#names: #values),* })
                }
            };
            let setters = setters.iter().map(|(name, value)| {
                let name = name.ident();
                let value = self::expression(scope, value);
                quote!(.#name(#value))
            });
            quote!(#path::new(#arguments) #(#setters)*)
        }
        Expression::Wrap(ty, variant, inner) => {
            let path = scope.path(ty);
            let variant = variant.ident();
            let inner = self::expression(scope, inner);
            quote!(#path::#variant(#inner))
        }
        Expression::List(values) => {
            let values = values.iter().map(|value| self::expression(scope, value));
            quote!(vec![#(#values),*])
        }
        Expression::Json(value) => {
            let value = json(value);
            quote!(serde_json::json!(#value))
        }
        Expression::Null => scope.runtime("Null"),
        Expression::File { upload, path } => {
            let ty = scope.runtime(if *upload { "Upload" } else { "Body" });
            quote!(#ty::file(#path))
        }
    }
}

/// What a constructor fills in: of the very type of the member, so that text is converted.
pub(crate) fn constant(scope: &Scope<'_>, value: &Expression, presence: Presence) -> TokenStream {
    let value = match value {
        Expression::Text(text) => quote!(#text.into()),
        other => expression(scope, other),
    };
    match presence {
        Presence::Required => value,
        Presence::Optional | Presence::Nullable => quote!(Some(#value)),
        Presence::Maybe => {
            let maybe = scope.runtime("Maybe");
            quote!(#maybe::Value(#value))
        }
    }
}

/// A value of JSON as the argument of `json!`.
fn json(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(null),
        Value::Bool(value) => quote!(#value),
        Value::Number(value) => number(value),
        Value::String(value) => quote!(#value),
        Value::Array(values) => {
            let values = values.iter().map(json);
            quote!([#(#values),*])
        }
        Value::Object(members) => {
            let names = members.keys();
            let values = members.values().map(json);
            quote!({ #(#names: #values),* })
        }
    }
}

/// A JSON scalar as a `runtime::Value`.
pub(crate) fn value(scope: &Scope<'_>, value: &Value) -> TokenStream {
    let ty = scope.runtime("Value");
    match value {
        Value::Null => quote!(#ty::Null),
        Value::Bool(value) => quote!(#ty::from(#value)),
        Value::String(value) => quote!(#ty::from(#value)),
        // The suffix decides between the conversions that `Value` has.
        Value::Number(number) => {
            let number = match (number.as_i64(), number.as_u64()) {
                (Some(value), _) => suffixed(&integer(value), "i64"),
                (None, Some(value)) => suffixed(&unsigned(value), "u64"),
                (None, None) => suffixed(&float(number.as_f64().unwrap_or_default()), "f64"),
            };
            quote!(#ty::from(#number))
        }
        other => {
            let value = json(other);
            quote!(serde_json::json!(#value))
        }
    }
}

/// A number of JSON as a literal without a suffix.
pub(crate) fn number(number: &Number) -> TokenStream {
    match (number.as_i64(), number.as_u64()) {
        (Some(value), _) => integer(value),
        (None, Some(value)) => unsigned(value),
        (None, None) => float(number.as_f64().unwrap_or_default()),
    }
}

/// `-10_000`: the sign is a token of its own.
pub(crate) fn integer(value: i64) -> TokenStream {
    let digits = unsigned(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { digits }
}

/// `10_000`: digits in groups of three from five digits on.
pub(crate) fn unsigned(value: u64) -> TokenStream {
    let digits = value.to_string();
    if digits.len() < 5 {
        return Literal::u64_unsuffixed(value).into_token_stream();
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    literal(&text)
}

/// A float; what is no number (and can't come from JSON) is written as the constant.
pub(crate) fn float(value: f64) -> TokenStream {
    if !value.is_finite() {
        return quote!(f64::NAN);
    }
    let digits = Literal::f64_unsuffixed(value.abs());
    if value.is_sign_negative() {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

/// A number with its type behind it.
pub(crate) fn suffixed(number: &TokenStream, suffix: &str) -> TokenStream {
    number
        .clone()
        .into_iter()
        .map(|token| match token {
            TokenTree::Literal(digits) => {
                literal(&format!("{digits}_{suffix}")).into_iter().collect()
            }
            other => TokenStream::from(other),
        })
        .collect()
}

/// A text as a literal; with backslashes in it as one that needs no escapes.
pub(crate) fn raw(text: &str) -> TokenStream {
    let plain = |char: char| char != '"' && !char.is_control();
    let written = format!("r\"{text}\"");
    match written.parse::<Literal>() {
        Ok(raw) if text.contains('\\') && text.chars().all(plain) => raw.into_token_stream(),
        _ => quote!(#text),
    }
}

/// A pattern, as the crate runs it.
pub(crate) fn pattern(text: &str) -> TokenStream {
    let written = raw(text);
    if pattern::names_property(text) {
        quote!(runtime::UnicodePattern(#written))
    } else {
        quote!(runtime::Pattern(#written))
    }
}

/// Digits as a token.
fn literal(text: &str) -> TokenStream {
    text.parse::<Literal>()
        .map_or_else(|_| quote!(0), ToTokens::into_token_stream)
}
