//! Rules for values, intersected: of two bounds the tighter one holds.

use std::cmp::Ordering;

use serde_json::Number;

use crate::contract::by_value::{compare, float, is_multiple};
use crate::contract::{NameRules, NumberRules, StringRules, Types};

/// What both of two sets have.
pub(super) fn both(a: Types, b: Types) -> Types {
    Types {
        boolean: a.boolean && b.boolean,
        integer: a.integer && b.integer,
        number: a.number && b.number,
        string: a.string && b.string,
        array: a.array && b.array,
        object: a.object && b.object,
    }
}

/// The larger of two lower bounds.
pub(super) fn larger(a: Option<&Number>, b: Option<&Number>) -> Option<Number> {
    pick(a, b, Ordering::Greater)
}

/// The smaller of two upper bounds.
pub(super) fn smaller(a: Option<&Number>, b: Option<&Number>) -> Option<Number> {
    pick(a, b, Ordering::Less)
}

fn pick(a: Option<&Number>, b: Option<&Number>, wanted: Ordering) -> Option<Number> {
    match (a, b) {
        (Some(a), Some(b)) if compare(b, a) == wanted => Some(b.clone()),
        (Some(a), _) => Some(a.clone()),
        (None, b) => b.cloned(),
    }
}

/// Both rules; `None` in place of a `multipleOf` that no number can stand for.
pub(super) fn numbers(a: &NumberRules, b: &NumberRules) -> Option<NumberRules> {
    Some(NumberRules {
        minimum: larger(a.minimum.as_ref(), b.minimum.as_ref()),
        exclusive_minimum: larger(a.exclusive_minimum.as_ref(), b.exclusive_minimum.as_ref()),
        maximum: smaller(a.maximum.as_ref(), b.maximum.as_ref()),
        exclusive_maximum: smaller(a.exclusive_maximum.as_ref(), b.exclusive_maximum.as_ref()),
        multiple_of: multiple_of(a.multiple_of.as_ref(), b.multiple_of.as_ref())?,
    })
}

/// `Some(None)`: neither says anything. `None`: the least common multiple can't be written.
#[expect(
    clippy::option_option,
    reason = "the outer one is failure, the inner one is absence"
)]
fn multiple_of(a: Option<&Number>, b: Option<&Number>) -> Option<Option<Number>> {
    let (Some(a), Some(b)) = (a, b) else {
        return Some(a.or(b).cloned());
    };
    if is_multiple(a, b) {
        return Some(Some(a.clone()));
    }
    if is_multiple(b, a) {
        return Some(Some(b.clone()));
    }
    let (a, b) = (a.as_u64()?, b.as_u64()?);
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    Some(Some(Number::from((a / x).checked_mul(b)?)))
}

/// Both rules.
pub(super) fn strings(a: &StringRules, b: &StringRules) -> StringRules {
    let mut patterns = a.patterns.clone();
    for pattern in &b.patterns {
        if !patterns.contains(pattern) {
            patterns.push(pattern.clone());
        }
    }
    StringRules {
        min_length: a.min_length.max(b.min_length),
        max_length: least(a.max_length, b.max_length),
        patterns,
    }
}

/// Both rules for names.
pub(super) fn names(a: Option<&NameRules>, b: Option<&NameRules>) -> Option<NameRules> {
    let (Some(a), Some(b)) = (a, b) else {
        return a.or(b).cloned();
    };
    let values = match (&a.values, &b.values) {
        (Some(left), Some(right)) => {
            let shared = left.iter().filter(|name| right.contains(name));
            Some(shared.cloned().collect())
        }
        (left, right) => left.clone().or_else(|| right.clone()),
    };
    Some(NameRules {
        string: strings(&a.string, &b.string),
        values,
    })
}

/// The smaller of two upper bounds on a count.
pub(super) fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The pair of keywords that leaves no number, where there is one.
pub(super) fn contradiction(rules: &NumberRules) -> Option<(&'static str, &'static str)> {
    let pairs = [
        ("minimum", &rules.minimum, "maximum", &rules.maximum, false),
        (
            "exclusiveMinimum",
            &rules.exclusive_minimum,
            "maximum",
            &rules.maximum,
            true,
        ),
        (
            "minimum",
            &rules.minimum,
            "exclusiveMaximum",
            &rules.exclusive_maximum,
            true,
        ),
        (
            "exclusiveMinimum",
            &rules.exclusive_minimum,
            "exclusiveMaximum",
            &rules.exclusive_maximum,
            true,
        ),
    ];
    for (low, lower, high, upper, strict) in pairs {
        if let (Some(lower), Some(upper)) = (lower, upper) {
            let order = compare(lower, upper);
            if order == Ordering::Greater || (strict && order == Ordering::Equal) {
                return Some((low, high));
            }
        }
    }
    None
}

/// The bounds between which there is no multiple of a whole number.
pub(super) fn no_multiple(
    rules: &NumberRules,
    unit: Option<&Number>,
) -> Option<(&'static str, &'static str)> {
    let unit = i128::from(unit?.as_i64().filter(|unit| *unit > 0)?);
    let whole = |bound: &Option<Number>| Some(i128::from(bound.as_ref()?.as_i64()?));
    let least = whole(&rules.minimum).map(|least| ("minimum", least));
    let above = whole(&rules.exclusive_minimum).map(|least| ("exclusiveMinimum", least + 1));
    let most = whole(&rules.maximum).map(|most| ("maximum", most));
    let below = whole(&rules.exclusive_maximum).map(|most| ("exclusiveMaximum", most - 1));
    let (low, least) = least.into_iter().chain(above).max_by_key(|bound| bound.1)?;
    let (high, most) = most.into_iter().chain(below).min_by_key(|bound| bound.1)?;
    (most.div_euclid(unit) * unit < least).then_some((low, high))
}

/// The pair of keywords that leaves numbers, and no whole one.
pub(super) fn nothing_whole(rules: &NumberRules) -> Option<(&'static str, &'static str)> {
    /// Up to here every whole number is a float.
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let bound = |number: &Option<Number>| {
        let number = float(number.as_ref()?);
        (number.abs() < LARGEST).then_some(number)
    };
    let lower = [
        ("minimum", bound(&rules.minimum).map(f64::ceil)),
        (
            "exclusiveMinimum",
            bound(&rules.exclusive_minimum).map(|number| number.floor() + 1.0),
        ),
    ];
    let upper = [
        ("maximum", bound(&rules.maximum).map(f64::floor)),
        (
            "exclusiveMaximum",
            bound(&rules.exclusive_maximum).map(|number| number.ceil() - 1.0),
        ),
    ];
    for (low, least) in lower {
        for (high, most) in upper {
            if matches!((least, most), (Some(least), Some(most)) if least > most) {
                return Some((low, high));
            }
        }
    }
    None
}
