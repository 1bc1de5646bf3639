//! The rules of the place where a value stands.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::fmt;

use super::check::Path;
use super::decode_error::quote;
use super::{Check, Checker, Json, Measure, Tape, Value, Violation, encode};

/// A value whose place has rules: each method is one, and notes a violation where the value breaks it.
///
/// A value that is absent or null breaks none, nor does one that a rule has nothing to say about.
pub struct Rules<'r> {
    pub(super) path: Path<'r>,
    pub(super) violations: &'r mut Vec<Violation>,
    pub(super) value: &'r dyn Check,
}

/// A bound of a number, as the document has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// A whole number.
    Integer(i64),
    /// Another number.
    Float(f64),
}

impl Bound {
    pub(super) fn as_f64(self) -> f64 {
        match self {
            Self::Integer(value) => value as f64,
            Self::Float(value) => value,
        }
    }
}

impl From<i64> for Bound {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<i32> for Bound {
    fn from(value: i32) -> Self {
        Self::Integer(value.into())
    }
}

impl From<f64> for Bound {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value}"),
        }
    }
}

impl<'r> Rules<'r> {
    /// Checks a parameter, and returns it for the rules of its place, which is named as in [`Violation::place`].
    pub fn parameter<T: Check>(
        place: &'static str,
        name: &'r str,
        value: &'r T,
        violations: &'r mut Vec<Violation>,
    ) -> Self {
        let path = Path::parameter(place, name);
        value.check(&mut Checker {
            path,
            violations: &mut *violations,
        });
        Self {
            path,
            violations,
            value,
        }
    }
}

impl<'r> Rules<'r> {
    /// Checks a body, and returns it for the rules of its place.
    pub(super) fn body<T: Check>(value: &'r T, violations: &'r mut Vec<Violation>) -> Self {
        let mut checker = Checker::new("body", violations);
        value.check(&mut checker);
        let Checker { path, violations } = checker;
        Self {
            path,
            violations,
            value,
        }
    }
}

impl Rules<'_> {
    /// The number is at least this.
    pub fn minimum(self, bound: impl Into<Bound>) -> Self {
        self.number(bound.into(), "must be at least", Ordering::is_ge)
    }

    /// The number is at most this.
    pub fn maximum(self, bound: impl Into<Bound>) -> Self {
        self.number(bound.into(), "must be at most", Ordering::is_le)
    }

    /// The number is above this.
    pub fn exclusive_minimum(self, bound: impl Into<Bound>) -> Self {
        self.number(bound.into(), "must be above", Ordering::is_gt)
    }

    /// The number is below this.
    pub fn exclusive_maximum(self, bound: impl Into<Bound>) -> Self {
        self.number(bound.into(), "must be below", Ordering::is_lt)
    }

    /// The number is a multiple of this, as decimal numbers: 0.3 is a multiple of 0.1.
    pub fn multiple_of(self, bound: impl Into<Bound>) -> Self {
        let bound = bound.into();
        let fine = match self.value.measure() {
            Measure::Integer(value) => is_multiple(&value.to_string(), &bound),
            Measure::Float(value) => is_multiple(&format!("{value:e}"), &bound),
            _ => true,
        };
        self.hold(fine, format_args!("must be a multiple of {bound}"))
    }

    /// The text has at least so many characters.
    pub fn min_length(self, least: u64) -> Self {
        let len = self.characters();
        self.at_least(len, least, "character")
    }

    /// The text has at most so many characters.
    pub fn max_length(self, most: u64) -> Self {
        let len = self.characters();
        self.at_most(len, most, "character")
    }

    /// The text is one of these.
    pub fn one_of(self, values: &[&str]) -> Self {
        let fine = match self.value.measure() {
            Measure::Text(text) | Measure::Secret(text) => values.contains(&text),
            _ => true,
        };
        let values = values.join("`, `");
        self.hold(fine, format_args!("must be one of `{values}`"))
    }

    /// The list has at least so many items.
    pub fn min_items(self, least: u64) -> Self {
        let len = self.items_len();
        self.at_least(len, least, "item")
    }

    /// The list has at most so many items.
    pub fn max_items(self, most: u64) -> Self {
        let len = self.items_len();
        self.at_most(len, most, "item")
    }

    /// No two items of the list are equal, as JSON values.
    pub fn unique_items(self) -> Self {
        // What cannot be written is refused where it is written.
        let fine = match json(self.value) {
            Some(Value::Array(items)) => all_differ(&items),
            _ => true,
        };
        self.hold(fine, format_args!("must have no two equal items"))
    }

    /// The object has at least so many members.
    pub fn min_properties(self, least: u64) -> Self {
        let len = self.members_len();
        self.at_least(len, least, "member")
    }

    /// The object has at most so many members.
    pub fn max_properties(self, most: u64) -> Self {
        let len = self.members_len();
        self.at_most(len, most, "member")
    }

    /// The rules of each item of the list.
    pub fn items(self, mut rules: impl FnMut(Rules<'_>)) -> Self {
        let Self {
            path,
            violations,
            value,
        } = self;
        value.each(&mut |index, item| {
            rules(Rules {
                path: path.item(index),
                violations: &mut *violations,
                value: item,
            });
        });
        Self {
            path,
            violations,
            value,
        }
    }

    /// The rules of each member of the map.
    pub fn values(self, mut rules: impl FnMut(Rules<'_>)) -> Self {
        let Self {
            path,
            violations,
            value,
        } = self;
        value.each_member(&mut |name, member| {
            rules(Rules {
                path: path.member(name),
                violations: &mut *violations,
                value: member,
            });
        });
        Self {
            path,
            violations,
            value,
        }
    }

    /// The rules of the name of each member.
    pub fn names(self, mut rules: impl FnMut(Rules<'_>)) -> Self {
        for name in self.names_of_members() {
            let before = self.violations.len();
            rules(Rules {
                path: self.path.member(&name),
                violations: &mut *self.violations,
                value: &name,
            });
            for violation in &mut self.violations[before..] {
                violation.rule.insert_str(0, "has a name that ");
            }
        }
        self
    }

    /// Where there is a member of this name, there are these too.
    pub fn dependent(self, name: &str, needs: &[&str]) -> Self {
        let names = self.names_of_members();
        let has = |name: &str| names.iter().any(|known| known == name);
        let mut rules = self;
        if has(name) {
            for needed in needs {
                let rule = format_args!("must have `{needed}` where it has `{name}`");
                rules = rules.hold_quietly(has(needed), rule);
            }
        }
        rules
    }

    /// The names of the members; none where the value is no object.
    fn names_of_members(&self) -> Vec<String> {
        match json(self.value) {
            Some(Value::Object(members)) => members.into_iter().map(|(name, _)| name).collect(),
            _ => Vec::new(),
        }
    }

    fn number(self, bound: Bound, rule: &str, holds: fn(Ordering) -> bool) -> Self {
        let order = match (self.value.measure(), bound) {
            (Measure::Integer(value), Bound::Integer(bound)) => Some(value.cmp(&bound.into())),
            (Measure::Integer(value), Bound::Float(bound)) => (value as f64).partial_cmp(&bound),
            (Measure::Float(value), Bound::Integer(bound)) => value.partial_cmp(&(bound as f64)),
            (Measure::Float(value), Bound::Float(bound)) => value.partial_cmp(&bound),
            _ => return self,
        };
        self.hold(order.is_some_and(holds), format_args!("{rule} {bound}"))
    }

    fn at_least(self, len: Option<u64>, least: u64, thing: &'static str) -> Self {
        let fine = len.is_none_or(|len| len >= least);
        self.hold(
            fine,
            format_args!("must have at least {}", Count(least, thing)),
        )
    }

    fn at_most(self, len: Option<u64>, most: u64, thing: &'static str) -> Self {
        let fine = len.is_none_or(|len| len <= most);
        self.hold(
            fine,
            format_args!("must have at most {}", Count(most, thing)),
        )
    }

    fn characters(&self) -> Option<u64> {
        match self.value.measure() {
            Measure::Text(text) | Measure::Secret(text) => Some(text.chars().count() as u64),
            Measure::Length(len) => Some(len as u64),
            _ => None,
        }
    }

    fn items_len(&self) -> Option<u64> {
        match self.value.measure() {
            Measure::Items(len) => Some(len as u64),
            Measure::Other => match json(self.value)? {
                Value::Array(items) => Some(items.len() as u64),
                _ => None,
            },
            _ => None,
        }
    }

    fn members_len(&self) -> Option<u64> {
        match self.value.measure() {
            Measure::Members(len) => Some(len as u64),
            Measure::Other => match json(self.value)? {
                Value::Object(members) => Some(members.len() as u64),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn hold(self, fine: bool, rule: fmt::Arguments<'_>) -> Self {
        if !fine {
            let value = show(self.value.measure());
            self.violations
                .push(self.path.violation(rule.to_string(), value));
        }
        self
    }

    /// As `hold`, for a rule whose words say all: the value is not shown. A union and its variant may both have the rule: it is told once.
    pub(super) fn hold_quietly(self, fine: bool, rule: fmt::Arguments<'_>) -> Self {
        if !fine {
            let violation = self.path.violation(rule.to_string(), None);
            if !self.violations.contains(&violation) {
                self.violations.push(violation);
            }
        }
        self
    }
}

impl fmt::Debug for Rules<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rules")
            .field("violations", &self.violations)
            .finish_non_exhaustive()
    }
}

/// The value for people; none where it is secret.
fn show(measure: Measure<'_>) -> Option<String> {
    match measure {
        Measure::Integer(value) => Some(value.to_string()),
        Measure::Float(value) => Some(value.to_string()),
        Measure::Text(text) => Some(quote(text)),
        Measure::Items(len) => Some(format!("a list of {}", Count(len as u64, "item"))),
        Measure::Members(len) => Some(format!("an object of {}", Count(len as u64, "member"))),
        Measure::Absent | Measure::Secret(_) | Measure::Length(_) | Measure::Other => None,
    }
}

/// So many of these, in words.
struct Count(u64, &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(number, thing) = self;
        let plural = if *number == 1 { "" } else { "s" };
        write!(f, "{number} {thing}{plural}")
    }
}

/// The value as it would be sent.
pub(super) fn json(value: &dyn Check) -> Option<Value> {
    let text = encode(value).ok()?;
    let tape = Tape::parse(&text).ok()?;
    Some(Json::to_value(tape.json()))
}

/// Whether no two values are equal.
pub(super) fn all_differ(values: &[Value]) -> bool {
    let mut seen = HashSet::new();
    let mut values = values.iter().cloned();
    values.all(|value| seen.insert(canonical(value)))
}

/// One text for all ways to write an equal JSON value.
fn canonical(mut value: Value) -> String {
    value.sort_all_objects();
    whole(value).to_string()
}

/// Whole floats as integers.
fn whole(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => {
                Value::from(float as i64)
            }
            _ => Value::Number(number),
        },
        Value::Array(items) => items.into_iter().map(whole).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (name, whole(value)))
            .collect(),
        other => other,
    }
}

/// Whether a decimal number is a multiple of a bound. What decimals of 38 digits cannot tell passes: the server decides.
pub(super) fn is_multiple(value: &str, bound: &Bound) -> bool {
    let bound = match bound {
        Bound::Integer(bound) => bound.to_string(),
        Bound::Float(bound) => format!("{bound:e}"),
    };
    let (Some((value, exponent)), Some((bound, bound_exponent))) =
        (decimal(value), decimal(&bound))
    else {
        return true;
    };
    let scale = exponent.min(bound_exponent);
    let value = scaled(value, exponent - scale);
    let bound = scaled(bound, bound_exponent - scale);
    match (value, bound) {
        (Some(value), Some(bound)) if bound != 0 => value % bound == 0,
        _ => true,
    }
}

/// Digits and exponent of `12`, `1.2e1`.
fn decimal(text: &str) -> Option<(i128, i32)> {
    let (digits, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let digits = format!("{whole}{fraction}").parse().ok()?;
    let exponent: i32 = exponent.parse().ok()?;
    Some((digits, exponent - i32::try_from(fraction.len()).ok()?))
}

fn scaled(digits: i128, exponent: i32) -> Option<i128> {
    10_i128
        .checked_pow(u32::try_from(exponent).ok()?)?
        .checked_mul(digits)
}
