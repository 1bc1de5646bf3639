//! Whether a value may be sent, before it is sent.

use std::fmt;

use super::decode_error::{push_token, quote};
use super::{Encode, Map, Rules, Value};

/// A type that is checked before it is sent.
pub trait Check: Encode {
    /// Notes every part that breaks the document's rules. Types without parts have nothing to note.
    fn check(&self, check: &mut Checker<'_>) {
        let _ = check;
    }

    /// What the rules of the place where the value stands compare.
    fn measure(&self) -> Measure<'_> {
        Measure::Other
    }

    /// Shows each item of a list to `visit`.
    fn each(&self, visit: &mut dyn FnMut(usize, &dyn Check)) {
        let _ = visit;
    }

    /// Shows each member of a map to `visit`.
    fn each_member(&self, visit: &mut dyn FnMut(&str, &dyn Check)) {
        let _ = visit;
    }
}

/// What rules compare.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Measure<'v> {
    /// There is no value: no rule applies.
    Absent,
    /// A whole number.
    Integer(i128),
    /// Another number.
    Float(f64),
    /// Text.
    Text(&'v str),
    /// Text that is not shown.
    Secret(&'v str),
    /// Text of so many characters, not shown.
    Length(usize),
    /// A list of so many items.
    Items(usize),
    /// An object of so many members.
    Members(usize),
    /// Something that only its JSON tells about.
    Other,
}

/// A part of a request that breaks a rule of the document.
#[derive(Clone, Eq, PartialEq)]
#[non_exhaustive]
pub struct Violation {
    /// The part of the request: `body`, `path`, `query`, `header` or `cookie`.
    pub place: &'static str,
    /// Where in that part, as a JSON Pointer: `/filter_v1/destination_port`, or `/name` of a parameter.
    pub pointer: String,
    /// The rule, in words: `must be at most 10000`.
    pub rule: String,
    /// The value, cut where it is long; none where it is secret or has many parts.
    pub value: Option<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.place)?;
        if !self.pointer.is_empty() {
            write!(f, " `{}`", self.pointer)?;
        }
        write!(f, " {}", self.rule)?;
        match &self.value {
            Some(value) => write!(f, ", is {value}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Violation({self})")
    }
}

/// Collects what breaks the rules, and knows where it is.
#[derive(Debug)]
pub struct Checker<'c> {
    pub(super) path: Path<'c>,
    pub(super) violations: &'c mut Vec<Violation>,
}

/// Where a value is, seen from the part of the request that it is in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'p> {
    Place(&'static str),
    /// A parameter: its place and its name.
    Parameter(&'static str, &'p str),
    Member(&'p str),
    Item(usize),
}

impl<'c> Checker<'c> {
    /// A checker of a part of a request, named as in [`Violation::place`].
    pub fn new(place: &'static str, violations: &'c mut Vec<Violation>) -> Self {
        Self {
            path: Path {
                parent: None,
                step: Step::Place(place),
            },
            violations,
        }
    }

    /// Checks a member, and returns it for the rules of its place.
    pub fn member<'r, T: Check>(&'r mut self, name: &'r str, value: &'r T) -> Rules<'r> {
        let path = Path {
            parent: Some(&self.path),
            step: Step::Member(name),
        };
        value.check(&mut Checker {
            path,
            violations: &mut *self.violations,
        });
        Rules {
            path,
            violations: &mut *self.violations,
            value,
        }
    }

    /// Returns the value itself for the rules of its type: how many members it may have.
    pub fn whole<'r, T: Check>(&'r mut self, value: &'r T) -> Rules<'r> {
        Rules {
            path: self.path,
            violations: &mut *self.violations,
            value,
        }
    }

    /// Notes every member that the document does not name.
    pub fn closed(&mut self, extra: &Map) {
        for name in extra.keys() {
            let path = Path {
                parent: Some(&self.path),
                step: Step::Member(name),
            };
            self.violations
                .push(path.violation("is no member that the document names", None));
        }
    }

    /// Notes that the value is none that the document names.
    pub fn unrecognized(&mut self) {
        self.violations.push(
            self.path
                .violation("must be one of the document's variants", None),
        );
    }

    /// As [`unrecognized`](Self::unrecognized), and shows the value.
    pub fn unrecognized_value(&mut self, value: &str) {
        let rule = "must be a value that the document names";
        self.violations
            .push(self.path.violation(rule, Some(quote(value))));
    }

    pub(super) fn part<T: Check>(&mut self, step: Step<'_>, value: &T) {
        let path = Path {
            parent: Some(&self.path),
            step,
        };
        value.check(&mut Checker {
            path,
            violations: &mut *self.violations,
        });
    }
}

impl<'p> Path<'p> {
    /// The path of a parameter.
    pub(super) fn parameter(place: &'static str, name: &'p str) -> Self {
        Self {
            parent: None,
            step: Step::Parameter(place, name),
        }
    }

    /// The path of an item of the list at this path.
    pub(super) fn item(&'p self, index: usize) -> Self {
        Self {
            parent: Some(self),
            step: Step::Item(index),
        }
    }

    /// The path of a member of the map at this path.
    pub(super) fn member(&'p self, name: &'p str) -> Self {
        Self {
            parent: Some(self),
            step: Step::Member(name),
        }
    }

    pub(super) fn violation(&self, rule: impl Into<String>, value: Option<String>) -> Violation {
        let mut pointer = String::new();
        let place = self.write(&mut pointer);
        Violation {
            place,
            pointer,
            rule: rule.into(),
            value,
        }
    }

    /// Writes the pointer, returns the place.
    fn write(&self, pointer: &mut String) -> &'static str {
        let place = self.parent.map_or("", |parent| parent.write(pointer));
        match self.step {
            Step::Place(place) => return place,
            Step::Parameter(place, name) => {
                push_token(pointer, name);
                return place;
            }
            Step::Member(name) => push_token(pointer, name),
            Step::Item(index) => push_token(pointer, &index.to_string()),
        }
        place
    }
}

impl<T: Check + ?Sized> Check for &T {
    fn check(&self, check: &mut Checker<'_>) {
        (**self).check(check);
    }

    fn measure(&self) -> Measure<'_> {
        (**self).measure()
    }

    fn each(&self, visit: &mut dyn FnMut(usize, &dyn Check)) {
        (**self).each(visit);
    }

    fn each_member(&self, visit: &mut dyn FnMut(&str, &dyn Check)) {
        (**self).each_member(visit);
    }
}

impl<T: Check> Check for Box<T> {
    fn check(&self, check: &mut Checker<'_>) {
        (**self).check(check);
    }

    fn measure(&self) -> Measure<'_> {
        (**self).measure()
    }

    fn each(&self, visit: &mut dyn FnMut(usize, &dyn Check)) {
        (**self).each(visit);
    }

    fn each_member(&self, visit: &mut dyn FnMut(&str, &dyn Check)) {
        (**self).each_member(visit);
    }
}

impl<T: Check> Check for Option<T> {
    fn check(&self, check: &mut Checker<'_>) {
        if let Some(value) = self {
            value.check(check);
        }
    }

    fn measure(&self) -> Measure<'_> {
        self.as_ref().map_or(Measure::Absent, T::measure)
    }

    fn each(&self, visit: &mut dyn FnMut(usize, &dyn Check)) {
        if let Some(value) = self {
            value.each(visit);
        }
    }

    fn each_member(&self, visit: &mut dyn FnMut(&str, &dyn Check)) {
        if let Some(value) = self {
            value.each_member(visit);
        }
    }
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, check: &mut Checker<'_>) {
        for (index, item) in self.iter().enumerate() {
            check.part(Step::Item(index), item);
        }
    }

    fn measure(&self) -> Measure<'_> {
        Measure::Items(self.len())
    }

    fn each(&self, visit: &mut dyn FnMut(usize, &dyn Check)) {
        for (index, item) in self.iter().enumerate() {
            visit(index, item);
        }
    }
}

impl Check for Map {
    fn measure(&self) -> Measure<'_> {
        Measure::Members(self.len())
    }
}

impl Check for Value {
    /// A whole number is an integer, however it is written.
    fn measure(&self) -> Measure<'_> {
        match self {
            Self::Null => Measure::Absent,
            Self::Bool(_) => Measure::Other,
            Self::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(value), _, _) => Measure::Integer(value.into()),
                (_, Some(value), _) => Measure::Integer(value.into()),
                (_, _, Some(value)) if value.fract() == 0.0 && value.abs() < 1e38 => {
                    Measure::Integer(value as i128)
                }
                (_, _, Some(value)) => Measure::Float(value),
                (None, None, None) => Measure::Other,
            },
            Self::String(text) => Measure::Text(text),
            Self::Array(items) => Measure::Items(items.len()),
            Self::Object(members) => Measure::Members(members.len()),
        }
    }

    fn each(&self, visit: &mut dyn FnMut(usize, &dyn Check)) {
        if let Self::Array(items) = self {
            items.each(visit);
        }
    }
}

impl Check for bool {}

impl Check for str {
    fn measure(&self) -> Measure<'_> {
        Measure::Text(self)
    }
}

impl Check for String {
    fn measure(&self) -> Measure<'_> {
        Measure::Text(self)
    }
}

impl Check for f64 {
    fn measure(&self) -> Measure<'_> {
        Measure::Float(*self)
    }
}

macro_rules! integers {
    ($($name:ty),*) => {$(
        impl Check for $name {
            fn measure(&self) -> Measure<'_> {
                Measure::Integer((*self).into())
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);
