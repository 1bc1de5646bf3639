//! A member that may be absent, or null, or have a value.

use super::{
    Check, Checker, Decode, DecodeError, Encode, Measure, Null, Object, ObjectWriter, Writer,
};

/// A member that is optional and nullable: absent, null and a value are three things.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Maybe<T> {
    /// The member is not there.
    #[default]
    Absent,
    /// The member is `null`.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value, where there is one.
    #[must_use]
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value itself, where there is one.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the member is not there.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T: Encode> Encode for Maybe<T> {
    /// Absent is null where something must be written; as a member it is left out.
    fn encode(&self, json: &mut Writer) {
        match self {
            Self::Value(value) => value.encode(json),
            Self::Absent | Self::Null => json.null(),
        }
    }
}

impl<T: Check> Check for Maybe<T> {
    fn check(&self, check: &mut Checker<'_>) {
        if let Self::Value(value) = self {
            value.check(check);
        }
    }

    fn measure(&self) -> Measure<'_> {
        self.value().map_or(Measure::Absent, T::measure)
    }

    fn each(&self, visit: &mut dyn FnMut(usize, &dyn Check)) {
        if let Self::Value(value) = self {
            value.each(visit);
        }
    }

    fn each_member(&self, visit: &mut dyn FnMut(&str, &dyn Check)) {
        if let Self::Value(value) = self {
            value.each_member(visit);
        }
    }
}

impl Object<'_> {
    /// A member that may be absent or null, which are two things.
    ///
    /// # Errors
    ///
    /// Where the value is neither null nor a `T`.
    pub fn maybe<T: Decode>(&mut self, name: &'static str) -> Result<Maybe<T>, DecodeError> {
        match self.take(name) {
            None => Ok(Maybe::Absent),
            Some(value) if value.is_null() => Ok(Maybe::Null),
            Some(value) => match T::decode(value) {
                Ok(value) => Ok(Maybe::Value(value)),
                Err(error) => Err(error.in_member(name)),
            },
        }
    }
}

impl ObjectWriter<'_> {
    /// Writes a member, null, or nothing.
    pub fn maybe<T: Encode>(&mut self, name: &'static str, value: &Maybe<T>) {
        match value {
            Maybe::Absent => {}
            Maybe::Null => self.required(name, &Null),
            Maybe::Value(value) => self.required(name, value),
        }
    }
}
