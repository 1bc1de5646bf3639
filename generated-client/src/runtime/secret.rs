//! Values that no log shows.

use std::fmt;

use super::{Check, Decode, DecodeError, Encode, Json, Measure, Writer};

/// What stands in place of a secret.
const REDACTED: &str = "[redacted]";

/// Text that `Debug`, `Display` and errors never show.
///
/// It is written as it is where it travels, so `Serialize` writes it too.
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Secret(String);

/// A URI whose query, fragment and user information `Debug`, `Display` and errors never show.
///
/// It is written whole where it travels, so `Serialize` writes it whole too.
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct SecretUri(String);

impl SecretUri {
    /// The URI without what is secret.
    fn redacted(&self) -> String {
        let cut = self.0.find(['?', '#']).unwrap_or(self.0.len());
        let (shown, hidden) = self.0.split_at(cut);
        let mut text = String::with_capacity(shown.len() + REDACTED.len() + 1);
        // User information ends at the last `@` of the authority.
        let authority = shown.find("//").map_or(0, |at| at + 2);
        let path = shown[authority..]
            .find('/')
            .map_or(shown.len(), |at| authority + at);
        match shown[authority..path].rfind('@') {
            Some(at) => {
                text.push_str(&shown[..authority]);
                text.push_str(REDACTED);
                text.push_str(&shown[authority + at..]);
            }
            None => text.push_str(shown),
        }
        if let Some(separator) = hidden.chars().next() {
            text.push(separator);
            text.push_str(REDACTED);
        }
        text
    }
}

macro_rules! secret {
    ($($name:ident)*) => {$(
        impl $name {
            /// The value itself.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                Self(value.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(value: String) -> Self {
                Self(value)
            }
        }

        impl Decode for $name {
            fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
                match json.as_str() {
                    Some(text) => Ok(Self::from(text)),
                    None => Err(DecodeError::mismatch_secret("a string", json)),
                }
            }
        }

        impl Encode for $name {
            fn encode(&self, json: &mut Writer) {
                json.text(&self.0);
            }
        }

        impl Check for $name {
            fn measure(&self) -> Measure<'_> {
                Measure::Secret(&self.0)
            }
        }

        super::serde!($name);
    )*};
}

secret!(Secret SecretUri);

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret({REDACTED})")
    }
}

impl fmt::Display for SecretUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.redacted())
    }
}

impl fmt::Debug for SecretUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretUri({:?})", self.redacted())
    }
}
