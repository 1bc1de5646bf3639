//! Null, as a type.

use super::{Check, Decode, DecodeError, Encode, Json, Writer};

/// The type whose only value is `null`.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Null;

impl Decode for Null {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        if json.is_null() {
            Ok(Self)
        } else {
            Err(json.mismatch("null"))
        }
    }
}

impl Encode for Null {
    fn encode(&self, json: &mut Writer) {
        json.null();
    }
}

impl Check for Null {}

super::serde!(Null);
