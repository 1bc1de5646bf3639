//! Why an intersection is empty: two parts that no value satisfies together. What is left of it is what neither part contradicts.

use crate::contract::{self, Types};
use crate::diagnostic::{Code, Diagnostic};
use crate::shared::Shared;
use crate::source::Place;

use super::schemas::Content;
use super::{rules, values};

/// Why nothing is left of two parts, each of which allows something.
pub(super) fn emptiness(a: &Content, b: &Content, merged: &Content) -> Option<Diagnostic> {
    let schema = &merged.schema;
    let (left, right) = (&a.schema, &b.schema);
    if schema.types == Types::NONE {
        if left.types == Types::NONE || right.types == Types::NONE {
            return Some(contradiction(a, "enum", b, "enum"));
        }
        return Some(contradiction(a, "type", b, "type"));
    }
    if schema.values.as_ref().is_some_and(Vec::is_empty) {
        let keyword = |content: &Content| {
            if content.schema.values.is_none() {
                "type"
            } else if content.origin_of("enum").is_some() {
                "enum"
            } else {
                "const"
            }
        };
        return Some(contradiction(a, keyword(a), b, keyword(b)));
    }
    if schema.values.is_some() {
        return None;
    }
    let numbers = schema.types.integer || schema.types.number;
    let already = |content: &Content| rules::contradiction(&content.schema.number).is_some();
    if let Some((low, high)) = rules::contradiction(&schema.number)
        && numbers
        && !schema.types.string
        && !already(a)
        && !already(b)
    {
        let (lower, upper) = if a.origin_of(low).is_some() && b.origin_of(high).is_some() {
            (a, b)
        } else {
            (b, a)
        };
        return Some(contradiction(lower, low, upper, high));
    }
    counts(a, b, schema)
}

/// A lower bound on a count above the upper one, from two parts.
fn counts(a: &Content, b: &Content, merged: &contract::Schema) -> Option<Diagnostic> {
    let of = |schema: &contract::Schema| {
        [
            (
                "minLength",
                schema.string.min_length,
                "maxLength",
                schema.string.max_length,
            ),
            (
                "minItems",
                schema.array.min_items,
                "maxItems",
                schema.array.max_items,
            ),
            (
                "minProperties",
                schema.object.min_properties,
                "maxProperties",
                schema.object.max_properties,
            ),
        ]
    };
    let only = |schema: &contract::Schema, index: usize| {
        let kind = match index {
            0 => Types {
                string: true,
                ..Types::NONE
            },
            1 => Types {
                array: true,
                ..Types::NONE
            },
            _ => Types {
                object: true,
                ..Types::NONE
            },
        };
        schema.types == kind
    };
    let crossed = |low: Option<u64>, high: Option<u64>| matches!((low, high), (Some(low), Some(high)) if low > high);
    let (left, right) = (of(&a.schema), of(&b.schema));
    for (index, (low, lower, high, upper)) in of(merged).into_iter().enumerate() {
        let before =
            crossed(left[index].1, left[index].3) || crossed(right[index].1, right[index].3);
        if crossed(lower, upper) && only(merged, index) && !before {
            let a_is_low = left[index].1 == lower && right[index].3 == upper;
            let (lower, upper) = if a_is_low { (a, b) } else { (b, a) };
            return Some(contradiction(lower, low, upper, high));
        }
    }
    None
}

/// What is meant instead of a schema that has no value: the rules that contradict each other are gone, and where the types do, so are the types.
pub(super) fn relaxed(schema: contract::Schema) -> contract::Schema {
    if schema.types == Types::NONE {
        return contract::Schema {
            origin: schema.origin,
            types: Types::ANY,
            ..contract::Schema::default()
        };
    }
    let mut schema = schema;
    schema.values = schema.values.filter(|values| !values.is_empty());
    if rules::contradiction(&schema.number).is_some() {
        schema.number = Shared::default();
    }
    let crossed = |low: &mut Option<u64>, high: &mut Option<u64>| {
        if matches!((*low, *high), (Some(low), Some(high)) if low > high) {
            (*low, *high) = (None, None);
        }
    };
    let (string, array) = (&mut *schema.string, &mut *schema.array);
    crossed(&mut string.min_length, &mut string.max_length);
    crossed(&mut array.min_items, &mut array.max_items);
    let object = &mut *schema.object;
    crossed(&mut object.min_properties, &mut object.max_properties);
    schema
}

fn contradiction(a: &Content, left: &str, b: &Content, right: &str) -> Diagnostic {
    let instead = if rules::both(a.schema.types, b.schema.types) == Types::NONE {
        "any JSON value is taken here"
    } else if matches!(left, "type" | "enum" | "const") {
        "any value of the type is taken here"
    } else {
        "neither is checked"
    };
    Diagnostic::warning(
        Code("LP0210"),
        format!(
            "no value satisfies both parts: {} against {}",
            said(a, left),
            said(b, right)
        ),
    )
    .at(place(a, left), "one part says this")
    .at(place(b, right), "another part says this")
    .help(format!("`allOf`, and members beside a `$ref` or a union, have to hold all at once; change one of the two; until then {instead}"))
}

/// What a part says, in words.
fn said(content: &Content, keyword: &str) -> String {
    let schema = &content.schema;
    match keyword {
        "type" => format!("`type: {}`", values::type_words(schema.types)),
        "enum" | "const" if schema.types == Types::NONE => "only null".to_owned(),
        "enum" | "const" => {
            let values = schema.values.iter().flatten().take(4);
            let values: Vec<String> = values.map(ToString::to_string).collect();
            format!("`{keyword}: [{}]`", values.join(", "))
        }
        keyword => match bound(schema, keyword) {
            Some(bound) => format!("`{keyword}: {bound}`"),
            None => format!("`{keyword}`"),
        },
    }
}

/// Where a part says something: the value of the keyword, else the part.
pub(super) fn place(content: &Content, keyword: &str) -> Place {
    match content.origin_of(keyword) {
        Some(origin) => origin.value_of(keyword),
        None => content.schema.origin.place(),
    }
}

/// The value of a bound.
fn bound(schema: &contract::Schema, keyword: &str) -> Option<String> {
    let number = |number: &Option<serde_json::Number>| number.as_ref().map(ToString::to_string);
    let count = |count: Option<u64>| count.map(|count| count.to_string());
    match keyword {
        "minimum" => number(&schema.number.minimum),
        "maximum" => number(&schema.number.maximum),
        "exclusiveMinimum" => number(&schema.number.exclusive_minimum),
        "exclusiveMaximum" => number(&schema.number.exclusive_maximum),
        "minLength" => count(schema.string.min_length),
        "maxLength" => count(schema.string.max_length),
        "minItems" => count(schema.array.min_items),
        "maxItems" => count(schema.array.max_items),
        "minProperties" => count(schema.object.min_properties),
        "maxProperties" => count(schema.object.max_properties),
        _ => None,
    }
}
