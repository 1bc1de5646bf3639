//! JSON by value: `300`, `300.0` and `3e2` are one number, and the order of members is no difference.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// Numbers by value: `300` and `300.0` are equal.
pub(crate) fn compare(a: &Number, b: &Number) -> Ordering {
    match (integer(a), integer(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => float(a).total_cmp(&float(b)),
    }
}

/// A number as an integer, where it is written as one.
pub(crate) fn integer(number: &Number) -> Option<i128> {
    number
        .as_i64()
        .map(i128::from)
        .or_else(|| number.as_u64().map(i128::from))
}

pub(crate) fn float(number: &Number) -> f64 {
    // Zero has one sign here: `total_cmp` tells them apart.
    number.as_f64().unwrap_or(f64::NAN) + 0.0
}

/// Whether a number has no fraction, however it is written.
pub(crate) fn is_whole(number: &Number) -> bool {
    integer(number).is_some() || float(number).fract() == 0.0
}

/// Whether `number` is a multiple of `unit`, with the tolerance that decimal fractions in binary need.
pub(crate) fn is_multiple(number: &Number, unit: &Number) -> bool {
    if let (Some(number), Some(unit)) = (integer(number), integer(unit)) {
        return unit == 0 || number % unit == 0;
    }
    let times = float(number) / float(unit);
    (times - times.round()).abs() <= times.abs().max(1.0) * 1e-9
}

/// Equal as JSON: `1` is `1.0`, the order of members is no difference.
pub(crate) fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => compare(a, b).is_eq(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(name, a)| b.get(name).is_some_and(|b| equal(a, b)))
        }
        (a, b) => a == b,
    }
}

/// A text that two values share exactly when they are equal: long lists are searched by it.
pub(crate) fn key(value: &Value) -> String {
    match value {
        Value::Number(number) => match integer(number) {
            Some(integer) => integer.to_string(),
            // A whole float of this size is exactly an i128.
            None if is_whole(number) && float(number).abs() < 1e38 => {
                (float(number) as i128).to_string()
            }
            None => format!("{:e}", float(number)),
        },
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(key).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(name, member)| format!("{name:?}:{}", key(member)))
                .collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        value => value.to_string(),
    }
}
