//! A JSON value while it is decoded.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::tape::{Node, Tape, mark};
use super::{Decode, DecodeError, Map, Object, Value};

/// A JSON value that is being decoded: a view into a [`Tape`], cheap to copy.
#[derive(Clone, Copy)]
pub struct Json<'a> {
    tape: &'a Tape<'a>,
    at: usize,
    /// The members that [`untagged`](Self::untagged) took away, as a list of the tape.
    hidden: u32,
}

/// What JSON calls the type of a value.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A whole number, however it is written: `300`, `300.0` or `3e2`.
    Integer,
    /// A number with a fraction.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl<'a> Json<'a> {
    pub(super) fn new(tape: &'a Tape<'a>, at: usize, hidden: u32) -> Self {
        Self { tape, at, hidden }
    }

    /// The JSON type of the value.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self.node() {
            Node::Null | Node::Dropped => Kind::Null,
            Node::Boolean(_) => Kind::Boolean,
            Node::Unsigned(_) | Node::Signed(_) => Kind::Integer,
            Node::Float(value) if value.fract() == 0.0 => Kind::Integer,
            Node::Float(_) => Kind::Number,
            Node::Text(_) | Node::Owned(_) => Kind::String,
            Node::Array { .. } => Kind::Array,
            Node::Object { .. } => Kind::Object,
        }
    }

    /// Whether the value is null.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self.node(), Node::Null)
    }

    /// The member of this name; none where there is no such member, or the value is no object.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Self> {
        let at = self.find(name)?;
        Some(Self::new(self.tape, at + 1, 0))
    }

    /// Whether the value is an object with a member of this name that is not null.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        self.get(name).is_some_and(|member| !member.is_null())
    }

    /// Whether the value is an object with members of all these names, none of them null.
    #[must_use]
    pub fn has_all(self, names: &[&str]) -> bool {
        names.iter().all(|name| self.has(name))
    }

    /// Whether the value is an object with members of all these names, null or not.
    #[must_use]
    pub fn has_members(self, names: &[&str]) -> bool {
        names.iter().all(|name| self.find(name).is_some())
    }

    /// The text of the member that tells the variants of a union apart; none where it is absent or no string.
    #[must_use]
    pub fn tag(self, name: &str) -> Option<&'a str> {
        self.get(name)?.as_str()
    }

    /// As [`tag`](Self::tag), for a tag that is a boolean.
    #[must_use]
    pub fn tag_bool(self, name: &str) -> Option<bool> {
        match self.get(name)?.node() {
            Node::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// As [`tag`](Self::tag), for a tag that is an integer.
    #[must_use]
    pub fn tag_integer(self, name: &str) -> Option<i64> {
        let value = self.get(name)?.as_integer()?;
        i64::try_from(value).ok()
    }

    /// The same object without its tag, for a variant that does not declare it.
    #[must_use]
    pub fn untagged(self, name: &str) -> Self {
        match self.find(name) {
            Some(at) => Self {
                hidden: self.tape.hide(self.hidden, at),
                ..self
            },
            None => self,
        }
    }

    /// Decodes the value: the payload of a union's variant.
    ///
    /// # Errors
    ///
    /// Those of the variant.
    pub fn variant<T: Decode>(self) -> Result<T, DecodeError> {
        T::decode(self)
    }

    /// Decodes the value as the variant for every other tag. What does not fit it, and has a tag, is of a kind that came later: it is kept as it is.
    ///
    /// # Errors
    ///
    /// Those of the variant, where the value has no tag.
    pub fn rest<T: Decode, U>(
        self,
        tag: &str,
        variant: impl FnOnce(T) -> U,
        unrecognized: impl FnOnce(Value) -> U,
    ) -> Result<U, DecodeError> {
        match T::decode(self) {
            Ok(value) => Ok(variant(value)),
            Err(_) if self.has(tag) => Ok(unrecognized(self.to_value())),
            Err(error) => Err(error),
        }
    }

    /// The members of the object.
    ///
    /// # Errors
    ///
    /// Where the value is no object.
    #[inline]
    pub fn object(self) -> Result<Object<'a>, DecodeError> {
        match self.node() {
            Node::Object { end, marks, .. } => Ok(Object::new(
                self.tape,
                self.at + 1,
                *end as usize,
                *marks,
                self.hidden,
            )),
            _ => Err(self.mismatch("an object")),
        }
    }

    /// The items of the array.
    ///
    /// # Errors
    ///
    /// Where the value is no array.
    pub fn items(self) -> Result<impl ExactSizeIterator<Item = Json<'a>>, DecodeError> {
        match self.node() {
            Node::Array { len, .. } => {
                let (tape, mut at) = (self.tape, self.at + 1);
                Ok((0..*len as usize).map(move |_| {
                    let item = Self::new(tape, at, 0);
                    at = tape.after(at);
                    item
                }))
            }
            _ => Err(self.mismatch("an array")),
        }
    }

    /// The text of the string.
    ///
    /// # Errors
    ///
    /// Where the value is no string.
    #[inline]
    pub fn text(self) -> Result<&'a str, DecodeError> {
        self.as_str().ok_or_else(|| self.mismatch("a string"))
    }

    /// The boolean.
    ///
    /// # Errors
    ///
    /// Where the value is neither `true` nor `false`.
    #[inline]
    pub fn boolean(self) -> Result<bool, DecodeError> {
        match self.node() {
            Node::Boolean(value) => Ok(*value),
            _ => Err(self.mismatch("a boolean")),
        }
    }

    /// The number.
    ///
    /// # Errors
    ///
    /// Where the value is no number.
    #[inline]
    pub fn number(self) -> Result<f64, DecodeError> {
        match self.node() {
            Node::Float(value) => Ok(*value),
            Node::Unsigned(value) => Ok(*value as f64),
            Node::Signed(value) => Ok(*value as f64),
            _ => Err(self.mismatch("a number")),
        }
    }

    /// The whole number, from `300`, `300.0` and `3e2` alike; none where the value is something else.
    #[inline]
    #[must_use]
    pub fn as_integer(self) -> Option<i128> {
        match self.node() {
            Node::Unsigned(value) => Some(i128::from(*value)),
            Node::Signed(value) => Some(i128::from(*value)),
            // Beyond the range of i128 the cast would lie; no integer type reaches that far.
            Node::Float(value) if value.fract() == 0.0 && value.abs() < 1e38 => {
                Some(*value as i128)
            }
            _ => None,
        }
    }

    /// The text; none where the value is no string.
    #[inline]
    #[must_use]
    pub fn as_str(self) -> Option<&'a str> {
        match self.node() {
            Node::Text(text) => Some(text),
            Node::Owned(text) => Some(text),
            _ => None,
        }
    }

    /// The value as a tree of its own.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self.node() {
            Node::Null | Node::Dropped => Value::Null,
            Node::Boolean(value) => Value::Bool(*value),
            Node::Unsigned(value) => Value::from(*value),
            Node::Signed(value) => Value::from(*value),
            Node::Float(value) => Value::from(*value),
            Node::Text(text) => Value::from(*text),
            Node::Owned(text) => Value::from(&**text),
            Node::Array { .. } => match self.items() {
                Ok(items) => items.map(Self::to_value).collect(),
                Err(_) => Value::Null,
            },
            Node::Object { .. } => Value::Object(self.to_map()),
        }
    }

    /// The members of the object as a map of their own; empty where the value is no object.
    fn to_map(self) -> Map {
        let members = self.members();
        let mut map = Map::with_capacity(members.size_hint().0);
        for (name, value) in members {
            map.insert(name.to_owned(), value.to_value());
        }
        map
    }

    /// The members of the object in order; none where the value is no object.
    pub fn members(self) -> impl Iterator<Item = (&'a str, Json<'a>)> {
        let (mut at, end) = match self.node() {
            Node::Object { end, .. } => (self.at + 1, *end as usize),
            _ => (0, 0),
        };
        let Self { tape, hidden, .. } = self;
        std::iter::from_fn(move || {
            while at < end {
                let name = at;
                at = tape.after(name + 1);
                if hidden != 0 && tape.hides(hidden, name) {
                    continue;
                }
                if let Some(text) = tape.name(name) {
                    return Some((text, Self::new(tape, name + 1, 0)));
                }
            }
            None
        })
    }

    /// Whether it says nothing: null, or a list without items.
    pub(super) fn is_blank(self) -> bool {
        matches!(self.node(), Node::Null | Node::Array { len: 0, .. })
    }

    /// How many members or items there are; none for other values.
    pub(super) fn len(self) -> usize {
        match self.node() {
            Node::Array { len, .. } | Node::Object { len, .. } => *len as usize,
            _ => 0,
        }
    }

    /// The error that this value is not what was expected.
    #[cold]
    #[must_use]
    pub fn mismatch(self, expected: &'static str) -> DecodeError {
        DecodeError::mismatch(expected, self)
    }

    #[inline]
    pub(super) fn node(self) -> &'a Node<'a> {
        self.tape.node(self.at)
    }

    pub(super) fn tape(self) -> &'a Tape<'a> {
        self.tape
    }

    pub(super) fn at(self) -> usize {
        self.at
    }

    /// Where the name of a member stands.
    fn find(self, name: &str) -> Option<usize> {
        let Node::Object { end, marks, .. } = self.node() else {
            return None;
        };
        if marks & mark(name) == 0 {
            return None;
        }
        let mut at = self.at + 1;
        while at < *end as usize {
            if self.tape.name(at) == Some(name) && !self.tape.hides(self.hidden, at) {
                return Some(at);
            }
            at = self.tape.after(at + 1);
        }
        None
    }
}

impl std::fmt::Debug for Json<'_> {
    /// Says what kind of value it is, never the value: it may be secret.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Json({:?})", self.kind())
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.node() {
            Node::Null | Node::Dropped => serializer.serialize_unit(),
            Node::Boolean(value) => serializer.serialize_bool(*value),
            Node::Unsigned(value) => serializer.serialize_u64(*value),
            Node::Signed(value) => serializer.serialize_i64(*value),
            Node::Float(value) => serializer.serialize_f64(*value),
            Node::Text(text) => serializer.serialize_str(text),
            Node::Owned(text) => serializer.serialize_str(text),
            Node::Array { .. } => {
                let mut array = serializer.serialize_seq(Some(self.len()))?;
                for item in self.items().map_err(serde::ser::Error::custom)? {
                    array.serialize_element(&item)?;
                }
                array.end()
            }
            Node::Object { .. } => {
                let mut object = serializer.serialize_map(None)?;
                for (name, value) in self.members() {
                    object.serialize_entry(name, &value)?;
                }
                object.end()
            }
        }
    }
}
