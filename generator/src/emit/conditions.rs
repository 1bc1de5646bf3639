//! Conditions as Rust: `value.has("a") && value.member("b", |value| value.is(1))`.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use serde_json::Value;

use super::expressions;
use super::runtime;
use crate::api::{CountRules, JsonType, Statement};
use crate::pattern;

/// More values than these stand in a list: a line each is read by nobody.
const LISTED: usize = 16;

/// `.holds("..", |value: runtime::Seen<'_>| ..)`
pub(crate) fn rule(words: &str, says: &Statement) -> TokenStream {
    let fact = fact(says);
    quote!(.holds(#words, |value: runtime::Seen<'_>| #fact))
}

/// Whether a statement holds of what is called `value`.
fn fact(says: &Statement) -> TokenStream {
    match says {
        Statement::Is(values) if values.len() > LISTED => {
            let values = values
                .iter()
                .map(|value| expressions::raw(&value.to_string()));
            quote!([#(#values),*].into_iter().any(|json| value.equals(json)))
        }
        Statement::Is(values) => either(values.iter().map(|value| {
            if value.is_array() || value.is_object() {
                let json = expressions::raw(&value.to_string());
                return quote!(value.equals(#json));
            }
            let value = scalar(value);
            quote!(value.is(#value))
        })),
        Statement::Kind(kinds) => either(kinds.iter().map(|kind| {
            let kind = self::kind(*kind);
            quote!(value.is_a(runtime::Kind::#kind))
        })),
        Statement::Text(rules) => {
            let mut facts = Vec::new();
            if let Some(least) = rules.min_length {
                let least = expressions::unsigned(least);
                facts.push(quote!(value.min_length(#least)));
            }
            if let Some(most) = rules.max_length {
                let most = expressions::unsigned(most);
                facts.push(quote!(value.max_length(#most)));
            }
            for written in &rules.patterns {
                let pattern = pattern::translated(written).unwrap_or_default();
                let pattern = expressions::pattern(&pattern);
                facts.push(quote!(value.pattern(#pattern)));
            }
            all(facts.into_iter())
        }
        Statement::Number(rules) => {
            let bounds = [
                ("minimum", &rules.minimum),
                ("maximum", &rules.maximum),
                ("exclusive_minimum", &rules.exclusive_minimum),
                ("exclusive_maximum", &rules.exclusive_maximum),
                ("multiple_of", &rules.multiple_of),
            ];
            all(bounds.into_iter().filter_map(|(verb, bound)| {
                let (verb, bound) = (runtime::ident(verb), super::rules::bound(bound.as_ref()?));
                Some(quote!(value.#verb(#bound)))
            }))
        }
        Statement::Has(name) => quote!(value.has(#name)),
        Statement::Member(name, says) => {
            let about = about(says);
            quote!(value.member(#name, #about))
        }
        Statement::Contains(says, least, most) => {
            let about = about(says);
            let least = expressions::unsigned(*least);
            let most = match most {
                Some(most) => expressions::unsigned(*most),
                None => quote!(None),
            };
            quote!(value.contains(#least, #most, #about))
        }
        Statement::Each(says) => {
            let about = about(says);
            quote!(value.each(#about))
        }
        Statement::Items(rules) => counted("items", rules),
        Statement::Unique => quote!(value.unique_items()),
        Statement::Members(rules) => counted("properties", rules),
        Statement::One(facts) => match &facts[..] {
            [one, other] => {
                let (one, other) = (operand(one), operand(other));
                quote!(#one != #other)
            }
            facts => {
                let facts = facts.iter().map(fact);
                quote!([#(#facts),*].into_iter().filter(|fact| *fact).count() == 1)
            }
        },
        Statement::All(facts) => all(facts.iter().map(operand)),
        Statement::Any(facts) => either(facts.iter().map(operand)),
        Statement::Not(says) => {
            let fact = operand(says);
            quote!(!#fact)
        }
        Statement::Where(says, then, otherwise) => {
            let (says, then, otherwise) = (fact(says), fact(then), fact(otherwise));
            quote!(if #says { #then } else { #otherwise })
        }
    }
}

/// A fact about a member or an item; one that is the same for all of them names none.
fn about(says: &Statement) -> TokenStream {
    let fact = fact(says);
    let name = if mentions_value(fact.clone()) {
        quote!(value)
    } else {
        quote!(_)
    };
    quote!(|#name| #fact)
}

fn mentions_value(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions_value(group.stream()),
        TokenTree::Ident(ident) => ident == "value",
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// `value.min_items(1) && value.max_items(4)`
fn counted(things: &str, rules: &CountRules) -> TokenStream {
    let bounds = [("min", rules.least), ("max", rules.most)];
    all(bounds.into_iter().filter_map(|(which, count)| {
        let verb = runtime::ident(&format!("{which}_{things}"));
        let count = expressions::unsigned(count?);
        Some(quote!(value.#verb(#count)))
    }))
}

/// A statement as an operand: in brackets where it is more than a call.
fn operand(says: &Statement) -> TokenStream {
    let fact = fact(says);
    let parts = match says {
        Statement::Is(values) if values.len() > LISTED => 1,
        Statement::Is(values) => values.len(),
        Statement::Kind(kinds) => kinds.len(),
        Statement::All(facts) | Statement::Any(facts) => facts.len(),
        Statement::Text(rules) => {
            let lengths = [rules.min_length, rules.max_length];
            rules.patterns.len() + lengths.iter().flatten().count()
        }
        Statement::Number(rules) => {
            let (low, high) = (&rules.minimum, &rules.maximum);
            let bounds = [
                low,
                high,
                &rules.exclusive_minimum,
                &rules.exclusive_maximum,
                &rules.multiple_of,
            ];
            bounds.into_iter().flatten().count()
        }
        Statement::Items(rules) | Statement::Members(rules) => {
            [rules.least, rules.most].iter().flatten().count()
        }
        Statement::Where(..) | Statement::One(_) => 2,
        Statement::Has(_)
        | Statement::Member(..)
        | Statement::Contains(..)
        | Statement::Each(_)
        | Statement::Unique
        | Statement::Not(_) => 1,
    };
    if parts > 1 { quote!((#fact)) } else { fact }
}

fn all(facts: impl Iterator<Item = TokenStream>) -> TokenStream {
    joined(facts, &quote!(&&)).unwrap_or_else(|| quote!(true))
}

fn either(facts: impl Iterator<Item = TokenStream>) -> TokenStream {
    joined(facts, &quote!(||)).unwrap_or_else(|| quote!(false))
}

/// Facts with an operator between; none where there is no fact.
fn joined(facts: impl Iterator<Item = TokenStream>, operator: &TokenStream) -> Option<TokenStream> {
    let mut facts = facts;
    let mut joined = facts.next()?;
    for fact in facts {
        joined.extend([operator.clone(), fact]);
    }
    Some(joined)
}

/// A literal that becomes a JSON value.
fn scalar(value: &Value) -> TokenStream {
    match value {
        Value::String(text) => quote!(#text),
        Value::Bool(value) => quote!(#value),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(value), _) => expressions::suffixed(&expressions::integer(value), "i64"),
            (None, Some(value)) => expressions::suffixed(&expressions::unsigned(value), "u64"),
            (None, None) => expressions::float(number.as_f64().unwrap_or_default()),
        },
        _ => quote!(runtime::Value::Null),
    }
}

fn kind(kind: JsonType) -> proc_macro2::Ident {
    runtime::ident(match kind {
        JsonType::Null => "Null",
        JsonType::Boolean => "Boolean",
        JsonType::Object => "Object",
        JsonType::Array => "Array",
        JsonType::Number => "Number",
        JsonType::String => "String",
        JsonType::Integer => "Integer",
    })
}
