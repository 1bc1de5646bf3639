//! Parts of an object that are empty for most and the same for many.
//!
//! A schema could have some sixty keywords and has three. With all of them in its place it takes 1.7 kB, and a document of 13 MB has 70,000 of them.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// A `T` that takes one word where it is the default, and is copied when it is first changed.
///
/// It reads and writes as the `T` itself.
#[derive(Clone, Debug)]
pub struct Shared<T>(Option<Arc<T>>);

/// A type with one default for all.
pub trait Empty: Clone + Default + PartialEq + 'static {
    /// The default.
    fn empty() -> &'static Self;
}

impl<T: Empty> Shared<T> {
    /// The value, copied where others have it too.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0.map(Arc::unwrap_or_clone).unwrap_or_default()
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Empty> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Self((value != *T::empty()).then(|| Arc::new(value)))
    }
}

impl<T: Empty> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            Some(value) => value,
            None => T::empty(),
        }
    }
}

impl<T: Empty> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(self.0.get_or_insert_default())
    }
}

impl<T: Empty> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) if Arc::ptr_eq(one, other) => true,
            (None, None) => true,
            _ => **self == **other,
        }
    }
}

impl<T: Empty> PartialEq<T> for Shared<T> {
    fn eq(&self, other: &T) -> bool {
        **self == *other
    }
}

impl<T: Empty + Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

/// Says which types may be [`Shared`].
macro_rules! shared {
    ($($shared:ty),* $(,)?) => {
        $(impl Empty for $shared {
            fn empty() -> &'static Self {
                static EMPTY: LazyLock<$shared> = LazyLock::new(Default::default);
                &EMPTY
            }
        })*
    };
}

shared!(
    crate::contract::ArrayRules,
    crate::contract::Notes,
    crate::contract::NumberRules,
    crate::contract::ObjectRules,
    crate::contract::StringRules,
    crate::openapi::Uncommon,
    IndexMap<String, Value>,
    Value,
    IndexMap<String, crate::openapi::Schema>,
);
