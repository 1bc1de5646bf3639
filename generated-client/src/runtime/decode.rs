//! From JSON to a value.

use serde::Deserializer;

use super::{DecodeError, Json, Map, Tape, Value};

/// A type that is read from JSON.
pub trait Decode: Sized {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// Where the JSON is not such a value: the error has the path from `json` to the part at fault.
    fn decode(json: Json<'_>) -> Result<Self, DecodeError>;

    /// The value that stands for none at all: where an answer is empty, or its envelope holds null. An empty list, `None`, `()`.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a value from a JSON text.
///
/// # Errors
///
/// Where the text is no JSON, or not such a value.
pub fn decode<T: Decode>(text: &[u8]) -> Result<T, DecodeError> {
    let tape = Tape::parse(text)?;
    T::decode(tape.json())
}

/// Reads a value from any format of serde that describes itself: what `Deserialize` of every type does.
///
/// # Errors
///
/// Those of the format, and those of [`Decode`], with their path.
pub(crate) fn deserialize<'de, T: Decode, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let tape = Tape::read(deserializer)?;
    T::decode(tape.json()).map_err(serde::de::Error::custom)
}

impl Decode for String {
    #[inline]
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        json.text().map(str::to_owned)
    }
}

impl Decode for bool {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        json.boolean()
    }
}

impl Decode for f64 {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        json.number()
    }
}

macro_rules! integers {
    ($($name:ty),*) => {$(
        impl Decode for $name {
            #[inline]
            fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
                match json.as_integer().map(Self::try_from) {
                    Some(Ok(value)) => Ok(value),
                    _ => Err(not_integer(json, Self::MIN.into(), Self::MAX.into())),
                }
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

#[cold]
fn not_integer(json: Json<'_>, min: i128, max: i128) -> DecodeError {
    match json.kind() {
        super::Kind::Integer => {
            DecodeError::mismatch(format!("an integer from {min} to {max}"), json)
        }
        _ => json.mismatch("an integer"),
    }
}

impl Decode for Value {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        Ok(json.to_value())
    }
}

impl Decode for Map {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        json.object()?.extra()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        let items = json.items()?;
        let mut list = Self::with_capacity(items.len());
        for (index, item) in items.enumerate() {
            match T::decode(item) {
                Ok(item) => list.push(item),
                Err(error) => return Err(error.in_item(index)),
            }
        }
        Ok(list)
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: Decode> Decode for Option<T> {
    /// Null is `None`.
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        if json.is_null() {
            Ok(None)
        } else {
            T::decode(json).map(Some)
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl Decode for () {
    /// Anything is nothing: what is not described is not read.
    fn decode(_json: Json<'_>) -> Result<Self, DecodeError> {
        Ok(())
    }

    fn absent() -> Option<Self> {
        Some(())
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        T::decode(json).map(Self::new)
    }
}
