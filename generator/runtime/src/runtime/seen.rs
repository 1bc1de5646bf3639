//! Conditions: what has to hold of a value beyond the rules of its own type.

use serde_json::Number;

use super::rules::json;
use super::{Bound, Expression, Kind, Map, Rules, Value};

/// A value as it would be sent, to be asked about. As in JSON Schema, what is about another kind of value holds.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'v>(&'v Value);

impl Rules<'_> {
    /// A fact holds of the value: `words` say which.
    pub fn holds(self, words: &str, fact: impl FnOnce(Seen<'_>) -> bool) -> Self {
        // What cannot be written is refused where it is written; what is absent or null breaks no rule.
        let fine = match json(self.value) {
            None | Some(Value::Null) => true,
            Some(value) => fact(Seen(&value)),
        };
        self.hold_quietly(fine, format_args!("must be such that {words}"))
    }
}

impl Seen<'_> {
    /// Whether it equals this value: `1` is `1.0`.
    #[must_use]
    pub fn is(self, value: impl Into<Value>) -> bool {
        match (self.0, value.into()) {
            (Value::Number(one), Value::Number(other)) => equal(one, &other),
            (one, other) => *one == other,
        }
    }

    /// Whether it equals the value that this JSON is.
    #[must_use]
    pub fn equals(self, json: &str) -> bool {
        let value: Option<Value> = serde_json::from_str(json).ok();
        value.is_some_and(|value| !super::rules::all_differ(&[self.0.clone(), value]))
    }

    /// Whether it has this type.
    #[must_use]
    pub fn is_a(self, kind: Kind) -> bool {
        match kind {
            Kind::Null => self.0.is_null(),
            Kind::Boolean => self.0.is_boolean(),
            Kind::Integer => self.0.as_f64().is_some_and(|number| number.fract() == 0.0),
            Kind::Number => self.0.is_number(),
            Kind::String => self.0.is_string(),
            Kind::Array => self.0.is_array(),
            Kind::Object => self.0.is_object(),
        }
    }

    /// Whether the number is at least this.
    #[must_use]
    pub fn minimum(self, bound: impl Into<Bound>) -> bool {
        self.number(|number| number >= bound.into().as_f64())
    }

    /// Whether the number is at most this.
    #[must_use]
    pub fn maximum(self, bound: impl Into<Bound>) -> bool {
        self.number(|number| number <= bound.into().as_f64())
    }

    /// Whether the number is above this.
    #[must_use]
    pub fn exclusive_minimum(self, bound: impl Into<Bound>) -> bool {
        self.number(|number| number > bound.into().as_f64())
    }

    /// Whether the number is below this.
    #[must_use]
    pub fn exclusive_maximum(self, bound: impl Into<Bound>) -> bool {
        self.number(|number| number < bound.into().as_f64())
    }

    /// Whether the text has at least so many characters.
    #[must_use]
    pub fn min_length(self, least: usize) -> bool {
        self.text(|text| text.chars().count() >= least)
    }

    /// Whether the text has at most so many characters.
    #[must_use]
    pub fn max_length(self, most: usize) -> bool {
        self.text(|text| text.chars().count() <= most)
    }

    /// Whether a part of the text matches the pattern.
    #[must_use]
    pub fn pattern(self, pattern: impl Expression) -> bool {
        self.text(|text| super::pattern::matches(pattern, text))
    }

    /// Whether the object has a member of this name.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        match self.0 {
            Value::Object(members) => members.contains_key(name),
            _ => true,
        }
    }

    /// Whether a fact holds of the member, if there is one.
    #[must_use]
    pub fn member(self, name: &str, fact: impl FnOnce(Seen<'_>) -> bool) -> bool {
        self.0.get(name).is_none_or(|member| fact(Seen(member)))
    }

    /// Whether a fact holds of at least so many items, and of at most so many.
    #[must_use]
    pub fn contains(
        self,
        least: usize,
        most: impl Into<Option<usize>>,
        fact: impl Fn(Seen<'_>) -> bool,
    ) -> bool {
        let Value::Array(items) = self.0 else {
            return true;
        };
        let count = items.iter().filter(|item| fact(Seen(item))).count();
        count >= least && most.into().is_none_or(|most| count <= most)
    }

    /// Whether the number is a multiple of this.
    #[must_use]
    pub fn multiple_of(self, unit: impl Into<Bound>) -> bool {
        match self.0 {
            Value::Number(number) => super::rules::is_multiple(&number.to_string(), &unit.into()),
            _ => true,
        }
    }

    /// Whether a fact holds of each item.
    #[must_use]
    pub fn each(self, fact: impl Fn(Seen<'_>) -> bool) -> bool {
        self.items(|items| items.iter().all(|item| fact(Seen(item))))
    }

    /// Whether the list has at least so many items.
    #[must_use]
    pub fn min_items(self, least: usize) -> bool {
        self.items(|items| items.len() >= least)
    }

    /// Whether the list has at most so many items.
    #[must_use]
    pub fn max_items(self, most: usize) -> bool {
        self.items(|items| items.len() <= most)
    }

    /// Whether no two items of the list are equal, as JSON values.
    #[must_use]
    pub fn unique_items(self) -> bool {
        self.items(super::rules::all_differ)
    }

    /// Whether the object has at least so many members.
    #[must_use]
    pub fn min_properties(self, least: usize) -> bool {
        self.members(|members| members.len() >= least)
    }

    /// Whether the object has at most so many members.
    #[must_use]
    pub fn max_properties(self, most: usize) -> bool {
        self.members(|members| members.len() <= most)
    }

    fn items(self, fact: impl FnOnce(&[Value]) -> bool) -> bool {
        match self.0 {
            Value::Array(items) => fact(items),
            _ => true,
        }
    }

    fn members(self, fact: impl FnOnce(&Map) -> bool) -> bool {
        match self.0 {
            Value::Object(members) => fact(members),
            _ => true,
        }
    }

    fn number(self, fact: impl FnOnce(f64) -> bool) -> bool {
        match self.0 {
            Value::Number(number) => number.as_f64().is_none_or(fact),
            _ => true,
        }
    }

    fn text(self, fact: impl FnOnce(&str) -> bool) -> bool {
        self.0.as_str().is_none_or(fact)
    }
}

fn equal(one: &Number, other: &Number) -> bool {
    let whole = |number: &Number| (number.as_i64(), number.as_u64());
    match (whole(one), whole(other)) {
        // Beyond 2^53 a float is near enough to be equal, and is not.
        ((None, None), _) | (_, (None, None)) => one.as_f64() == other.as_f64(),
        (one, other) => one == other,
    }
}
