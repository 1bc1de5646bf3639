//! What has to hold of a value beyond the rules of its own type: `not`, `if`, `contains`, `dependentSchemas`.

use std::cmp::Ordering;
use std::collections::HashSet;

use serde::Serialize;
use serde_json::{Number, Value};

use super::by_value::{compare, equal, is_multiple, key};
use super::{NumberRules, StringRules};
use crate::openapi::JsonType;
use crate::pattern::Pattern;
use crate::source::Origin;

/// A condition, with the keyword that says it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Condition {
    #[serde(skip)]
    pub origin: Origin,
    #[serde(skip)]
    pub keyword: &'static str,
    pub says: Statement,
}

/// What is said about a value. As everywhere in JSON Schema, a rule holds of every value that it is not about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Statement {
    /// It is one of these values.
    Is(Vec<Value>),
    /// It has one of these types.
    Kind(Vec<JsonType>),
    Text(StringRules),
    Number(NumberRules),
    /// It has this member.
    Has(String),
    /// This member is so.
    Member(String, Box<Statement>),
    /// So many of its items are so.
    Contains(Box<Statement>, u64, Option<u64>),
    /// Each of its items is so.
    Each(Box<Statement>),
    Items(CountRules),
    /// No two of its items are equal.
    Unique,
    Members(CountRules),
    All(Vec<Statement>),
    Any(Vec<Statement>),
    /// One of them holds, and no other does.
    One(Vec<Statement>),
    Not(Box<Statement>),
    /// Where the first holds, the second does; else the third.
    Where(Box<Statement>, Box<Statement>, Box<Statement>),
}

/// How many items or members there may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CountRules {
    pub least: Option<u64>,
    pub most: Option<u64>,
}

impl CountRules {
    fn fit(self, count: usize) -> bool {
        let count = count as u64;
        self.least.is_none_or(|least| count >= least) && self.most.is_none_or(|most| count <= most)
    }
}

impl Statement {
    /// What says nothing.
    pub const NOTHING: Self = Self::All(Vec::new());

    /// Whether it holds of a value.
    #[must_use]
    pub fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Is(values) => values.iter().any(|one| equal(one, value)),
            Self::Kind(kinds) => kinds.iter().any(|kind| is_a(value, *kind)),
            Self::Text(rules) => value.as_str().is_none_or(|text| text_fits(rules, text)),
            Self::Number(rules) => match value {
                Value::Number(number) => number_fits(rules, number),
                _ => true,
            },
            Self::Has(name) => value
                .as_object()
                .is_none_or(|object| object.contains_key(name)),
            Self::Member(name, says) => value.get(name).is_none_or(|member| says.holds(member)),
            Self::Contains(says, least, most) => value.as_array().is_none_or(|items| {
                let count = items.iter().filter(|item| says.holds(item)).count() as u64;
                count >= *least && most.is_none_or(|most| count <= most)
            }),
            Self::Each(says) => value
                .as_array()
                .is_none_or(|items| items.iter().all(|item| says.holds(item))),
            Self::Items(rules) => value.as_array().is_none_or(|items| rules.fit(items.len())),
            Self::Unique => value.as_array().is_none_or(|items| {
                let mut seen = HashSet::new();
                items.iter().all(|item| seen.insert(key(item)))
            }),
            Self::Members(rules) => value
                .as_object()
                .is_none_or(|object| rules.fit(object.len())),
            Self::All(all) => all.iter().all(|one| one.holds(value)),
            Self::Any(any) => any.iter().any(|one| one.holds(value)),
            Self::One(one) => one.iter().filter(|one| one.holds(value)).count() == 1,
            Self::Not(says) => !says.holds(value),
            Self::Where(says, then, otherwise) => {
                if says.holds(value) {
                    then.holds(value)
                } else {
                    otherwise.holds(value)
                }
            }
        }
    }

    /// The members of the value itself that it is about.
    pub fn members(&self) -> Vec<&str> {
        match self {
            Self::Has(name) | Self::Member(name, _) => vec![name],
            Self::All(all) | Self::Any(all) | Self::One(all) => {
                all.iter().flat_map(Self::members).collect()
            }
            Self::Not(says) => says.members(),
            Self::Where(says, then, otherwise) => [says, then, otherwise]
                .iter()
                .flat_map(|one| one.members())
                .collect(),
            Self::Is(_)
            | Self::Kind(_)
            | Self::Text(_)
            | Self::Number(_)
            | Self::Contains(..)
            | Self::Each(_)
            | Self::Items(_)
            | Self::Unique
            | Self::Members(_) => Vec::new(),
        }
    }

    /// All that is said of several statements.
    #[must_use]
    pub fn all(mut all: Vec<Self>) -> Self {
        all.retain(|one| *one != Self::NOTHING);
        match all.len() {
            1 => all.remove(0),
            _ => Self::All(all),
        }
    }

    /// One of them, in the fewest words.
    #[must_use]
    pub fn one(mut one: Vec<Self>) -> Self {
        if let [first, second] = &one[..] {
            match (*first == Self::NOTHING, *second == Self::NOTHING) {
                (true, true) => return Self::Any(Vec::new()),
                (true, false) => return Self::Not(second.clone().into()),
                (false, true) => return Self::Not(first.clone().into()),
                (false, false) => {}
            }
        }
        match one.len() {
            1 => one.remove(0),
            _ => Self::One(one),
        }
    }
}

fn is_a(value: &Value, kind: JsonType) -> bool {
    match kind {
        JsonType::Null => value.is_null(),
        JsonType::Boolean => value.is_boolean(),
        JsonType::Object => value.is_object(),
        JsonType::Array => value.is_array(),
        JsonType::Number => value.is_number(),
        JsonType::String => value.is_string(),
        JsonType::Integer => value.as_f64().is_some_and(|number| number.fract() == 0.0),
    }
}

fn text_fits(rules: &StringRules, text: &str) -> bool {
    let length = text.chars().count() as u64;
    rules.min_length.is_none_or(|least| length >= least)
        && rules.max_length.is_none_or(|most| length <= most)
        && rules
            .patterns
            .iter()
            .all(|written| Pattern::new(written).is_none_or(|pattern| pattern.matches(text)))
}

fn number_fits(rules: &NumberRules, number: &Number) -> bool {
    let fits = |bound: &Option<Number>, fine: fn(Ordering) -> bool| {
        bound
            .as_ref()
            .is_none_or(|bound| fine(compare(number, bound)))
    };
    fits(&rules.minimum, Ordering::is_ge)
        && fits(&rules.maximum, Ordering::is_le)
        && fits(&rules.exclusive_minimum, Ordering::is_gt)
        && fits(&rules.exclusive_maximum, Ordering::is_lt)
        && (rules.multiple_of.as_ref()).is_none_or(|unit| is_multiple(number, unit))
}
