//! An object of members that are all of one type.

use std::fmt;

use indexmap::IndexMap;

use super::check::Step;
use super::{
    Check, Checker, Decode, DecodeError, Encode, Json, Measure, Object, ObjectWriter, Writer,
};

/// The members of an object that are all of one type, by name, in order.
///
/// Two are equal where they have the same members, in whatever order.
#[derive(Clone, PartialEq)]
pub struct Entries<T>(IndexMap<String, T>);

impl<T> Entries<T> {
    /// No members.
    #[must_use]
    pub fn new() -> Self {
        Self(IndexMap::new())
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.get(name)
    }

    /// The value of a name, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.0.get_mut(name)
    }

    /// Sets the value of a name; returns the one that it had. A new name comes last.
    pub fn insert(&mut self, name: impl Into<String>, value: T) -> Option<T> {
        self.0.insert(name.into(), value)
    }

    /// Takes a name out; the others keep their order.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        self.0.shift_remove(name)
    }

    /// Whether there is such a name.
    #[must_use]
    pub fn contains_key(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Entries<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<N: Into<String>, T> FromIterator<(N, T)> for Entries<T> {
    /// Of two equal names the last value stays.
    fn from_iter<I: IntoIterator<Item = (N, T)>>(members: I) -> Self {
        Self(
            members
                .into_iter()
                .map(|(name, value)| (name.into(), value))
                .collect(),
        )
    }
}

impl<N: Into<String>, T> Extend<(N, T)> for Entries<T> {
    fn extend<I: IntoIterator<Item = (N, T)>>(&mut self, members: I) {
        self.0.extend(
            members
                .into_iter()
                .map(|(name, value)| (name.into(), value)),
        );
    }
}

impl<N: Into<String>, T, const LEN: usize> From<[(N, T); LEN]> for Entries<T> {
    fn from(members: [(N, T); LEN]) -> Self {
        members.into_iter().collect()
    }
}

/// Names and values of [`Entries`], by value.
#[derive(Debug)]
pub struct IntoIter<T>(indexmap::map::IntoIter<String, T>);

impl<T> Iterator for IntoIter<T> {
    type Item = (String, T);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// Names and values of [`Entries`], borrowed.
#[derive(Debug)]
pub struct Iter<'e, T>(indexmap::map::Iter<'e, String, T>);

impl<'e, T> Iterator for Iter<'e, T> {
    type Item = (&'e str, &'e T);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name.as_str(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T> IntoIterator for Entries<T> {
    type Item = (String, T);
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self.0.into_iter())
    }
}

impl<'e, T> IntoIterator for &'e Entries<T> {
    type Item = (&'e str, &'e T);
    type IntoIter = Iter<'e, T>;

    fn into_iter(self) -> Iter<'e, T> {
        Iter(self.0.iter())
    }
}

impl<T: Decode> Decode for Entries<T> {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        json.object()?.entries()
    }
}

impl<T: Encode> Encode for Entries<T> {
    fn encode(&self, json: &mut Writer) {
        json.object().entries(self);
    }
}

impl<T: Check> Check for Entries<T> {
    fn check(&self, check: &mut Checker<'_>) {
        for (name, value) in self {
            check.part(Step::Member(name), value);
        }
    }

    fn measure(&self) -> Measure<'_> {
        Measure::Members(self.len())
    }

    fn each_member(&self, visit: &mut dyn FnMut(&str, &dyn Check)) {
        for (name, value) in self {
            visit(name, value);
        }
    }
}

impl Object<'_> {
    /// The members that nobody took, in order, each a `T`.
    ///
    /// # Errors
    ///
    /// Where a value is not a `T`.
    pub fn entries<T: Decode>(self) -> Result<Entries<T>, DecodeError> {
        let mut entries = Entries::new();
        self.rest(|name, value| {
            let value = T::decode(value).map_err(|error| error.in_member(name.to_owned()))?;
            entries.insert(name, value);
            Ok(())
        })?;
        Ok(entries)
    }
}

impl ObjectWriter<'_> {
    /// Writes members that are all of one type.
    pub fn entries<T: Encode>(&mut self, entries: &Entries<T>) {
        for (name, value) in entries {
            self.undeclared(name, value);
        }
    }
}
