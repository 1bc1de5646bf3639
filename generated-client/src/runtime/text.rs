//! Text that stands for something else: it is kept as it came, and parsed on demand. Each type of it has a file of its own.

use std::fmt;

/// Why a text does not stand for what it should: what was expected, and the text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TextError {
    expected: &'static str,
    text: String,
}

impl TextError {
    pub(super) fn new(expected: &'static str, text: &str) -> Self {
        Self {
            expected,
            text: text.to_owned(),
        }
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = super::decode_error::quote(&self.text);
        write!(f, "expected {}, found {text}", self.expected)
    }
}

impl std::error::Error for TextError {}

/// A type of text.
#[allow(
    unused_macros,
    reason = "numbers are read from text too, and an API may have no other"
)]
macro_rules! text_type {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(String);

        impl $name {
            /// The text as it travels.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl super::Decode for $name {
            #[inline]
            fn decode(json: super::Json<'_>) -> Result<Self, super::DecodeError> {
                json.text().map(Self::from)
            }
        }

        impl super::Encode for $name {
            fn encode(&self, json: &mut super::Writer) {
                json.text(&self.0);
            }
        }

        impl super::Check for $name {
            fn measure(&self) -> super::Measure<'_> {
                super::Measure::Text(&self.0)
            }
        }

        super::serde!($name);
    };
}

pub(super) use text_type;
