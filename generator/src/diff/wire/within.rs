//! Whether every value of one schema is one of another: as far as that can be seen, `false` where it can't.

use serde_json::Value;

use super::formats;
use crate::contract::{
    Additional, ArrayRules, Contract, NumberRules, Schema, StringRules, Types, Use,
};

/// A schema in its document.
#[derive(Clone, Copy)]
pub(super) struct In<'a>(pub(super) &'a Contract, pub(super) &'a Schema);

/// How deep schemas are looked into: one may hold itself.
const DEPTH: usize = 6;

pub(super) fn within(inner: In<'_>, outer: In<'_>) -> bool {
    inside(inner, outer, DEPTH)
}

fn inside(inner: In<'_>, outer: In<'_>, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let (rules, own) = (asked(outer), asked(inner));
    if !rules.iter().all(|rule| own.contains(rule)) {
        return false;
    }
    match (&inner.1.union, &outer.1.union) {
        (Some(union), _) => union.variants.iter().all(|variant| {
            let variant = In(inner.0, inner.0.schema(variant.schema.schema));
            inside(variant, outer, depth)
        }),
        (None, Some(union)) => pieces(inner.1).into_iter().all(|part| {
            let mut fits = union.variants.iter().filter(|variant| {
                let variant = In(outer.0, outer.0.schema(variant.schema.schema));
                inside(In(inner.0, &part), variant, depth)
            });
            // What is of two kinds at once is none of `oneOf`.
            fits.next().is_some() && !(union.exactly_one && fits.next().is_some())
        }),
        (None, None) => plain(inner, outer, depth),
    }
}

/// `not`, `if` and others of their kind.
fn asked<'a>(schema: In<'a>) -> Vec<(&'static str, &'a str)> {
    let asked = schema.0.asked(schema.1.origin).iter();
    asked.map(|one| (one.keyword, one.text.as_str())).collect()
}

/// A schema in pieces that have no value in common: a value each, else a type each.
fn pieces(schema: &Schema) -> Vec<Schema> {
    let Some(values) = &schema.values else {
        let parts = parts(schema.types).into_iter();
        return parts
            .map(|types| Schema {
                types,
                ..schema.clone()
            })
            .collect();
    };
    let values = values.iter().filter(|value| !value.is_null());
    values
        .map(|value| Schema {
            values: Some(vec![value.clone()]),
            types: type_of(value),
            ..schema.clone()
        })
        .collect()
}

fn type_of(value: &Value) -> Types {
    let is_whole = value.is_i64() || value.is_u64();
    Types {
        boolean: value.is_boolean(),
        integer: is_whole,
        number: value.is_number() && !is_whole,
        string: value.is_string(),
        array: value.is_array(),
        object: value.is_object(),
    }
}

/// Types that no value has at once.
fn parts(types: Types) -> Vec<Types> {
    let mut parts = Vec::new();
    let mut part = |has: bool, part: Types| {
        if has {
            parts.push(part);
        }
    };
    let none = Types::NONE;
    part(
        types.boolean,
        Types {
            boolean: true,
            ..none
        },
    );
    let (integer, number) = (types.integer, types.number);
    part(
        integer || number,
        Types {
            integer,
            number,
            ..none
        },
    );
    part(
        types.string,
        Types {
            string: true,
            ..none
        },
    );
    part(
        types.array,
        Types {
            array: true,
            ..none
        },
    );
    part(
        types.object,
        Types {
            object: true,
            ..none
        },
    );
    parts
}

/// Neither is a union.
fn plain(inner: In<'_>, outer: In<'_>, depth: usize) -> bool {
    let (In(_, one), In(_, all)) = (inner, outer);
    let has = |types: Types| parts(types).len();
    let types = Types {
        boolean: one.types.boolean && all.types.boolean,
        integer: one.types.integer && all.types.integer,
        number: one.types.number && all.types.number,
        string: one.types.string && all.types.string,
        array: one.types.array && all.types.array,
        object: one.types.object && all.types.object,
    };
    let values = match (&one.values, &all.values) {
        (_, None) => true,
        (Some(values), Some(all)) => values.iter().all(|value| all.contains(value)),
        (None, Some(_)) => false,
    };
    let scalar = types.string || types.integer || types.number;
    let formats = (formats::written(one), formats::written(all));
    let same = |inner: Option<&str>, outer: Option<&str>| outer.is_none() || inner == outer;
    let format = !scalar || (same(formats.0.0, formats.1.0) && same(formats.0.1, formats.1.1));
    let number = !(types.integer || types.number)
        || *all.number == NumberRules::default()
        || all.number == one.number;
    let string = !types.string || *all.string == StringRules::default() || all.string == one.string;
    types == one.types
        && has(types) > 0
        && values
        && format
        && number
        && string
        && (!types.array || arrays(inner, outer, depth))
        && (!types.object || objects(inner, outer, depth))
}

fn uses(inner: (&Contract, &Use), outer: (&Contract, &Use), depth: usize) -> bool {
    (outer.1.nullable || !inner.1.nullable)
        && inside(
            In(inner.0, inner.0.schema(inner.1.schema)),
            In(outer.0, outer.0.schema(outer.1.schema)),
            depth,
        )
}

fn arrays(inner: In<'_>, outer: In<'_>, depth: usize) -> bool {
    let (one, all) = (&inner.1.array, &outer.1.array);
    let counts = |rules: &ArrayRules| ArrayRules {
        items: None,
        prefix: Vec::new(),
        ..rules.clone()
    };
    let items = match (&one.items, &all.items) {
        (_, None) => true,
        (Some(one), Some(all)) => uses((inner.0, one), (outer.0, all), depth),
        (None, Some(_)) => false,
    };
    all.prefix.is_empty()
        && one.prefix.is_empty()
        && items
        && (counts(all) == ArrayRules::default() || counts(all) == counts(one))
}

fn objects(inner: In<'_>, outer: In<'_>, depth: usize) -> bool {
    let (one, all) = (&inner.1.object, &outer.1.object);
    let members = all.properties.iter().all(|(name, property)| {
        let own = one.properties.get(name);
        match own {
            Some(own) => {
                (own.required || !property.required)
                    && uses((inner.0, &own.schema), (outer.0, &property.schema), depth)
            }
            None => !property.required && one.additional == Additional::Forbidden,
        }
    });
    let undeclared = all.required_undeclared.keys().all(|name| {
        one.required_undeclared.contains_key(name)
            || one.properties.get(name).is_some_and(|own| own.required)
    });
    let additional = match (&one.additional, &all.additional) {
        (_, Additional::Unsaid | Additional::Any) => true,
        (Additional::Forbidden, Additional::Forbidden) => one
            .properties
            .keys()
            .all(|name| all.properties.contains_key(name)),
        (Additional::Typed(one_of), Additional::Typed(all_of)) => {
            one.properties
                .keys()
                .all(|name| all.properties.contains_key(name))
                && uses((inner.0, one_of), (outer.0, all_of), depth)
        }
        _ => false,
    };
    let counts = |one: Option<u64>, all: Option<u64>| all.is_none() || one == all;
    members
        && undeclared
        && additional
        && (all.patterns.is_empty() && one.patterns.is_empty())
        && (all.names.is_none() || all.names == one.names)
        && (all.dependent.is_empty() || all.dependent == one.dependent)
        && counts(one.min_properties, all.min_properties)
        && counts(one.max_properties, all.max_properties)
}
