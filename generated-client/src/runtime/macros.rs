//! What is the same for every type: a line of emitted code each.

/// `Serialize` and `Deserialize` of a type, through its `Encode` and `Decode`.
macro_rules! serde_through_json {
    ($name:ty) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::runtime::serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::runtime::deserialize(deserializer)
            }
        }
    };
}

/// How an enum of strings travels: it has `KNOWN`, `as_str` and `Unrecognized(String)`. With `any`, other values may be sent.
#[allow(unused_macros, reason = "an API may have no such enums")]
macro_rules! open_enum {
    ($name:ident) => {
        $crate::runtime::open_enum!(@travels $name);

        impl $crate::runtime::Check for $name {
            fn check(&self, check: &mut $crate::runtime::Checker<'_>) {
                if let Self::Unrecognized(value) = self {
                    check.unrecognized_value(value);
                }
            }

            fn measure(&self) -> $crate::runtime::Measure<'_> {
                $crate::runtime::Measure::Text(self.as_str())
            }
        }
    };
    ($name:ident, any) => {
        $crate::runtime::open_enum!(@travels $name);

        impl $crate::runtime::Check for $name {
            fn measure(&self) -> $crate::runtime::Measure<'_> {
                $crate::runtime::Measure::Text(self.as_str())
            }
        }
    };
    (@travels $name:ident) => {
        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match Self::KNOWN.iter().find(|known| known.as_str() == value) {
                    ::core::option::Option::Some(known) => known.clone(),
                    ::core::option::Option::None => Self::Unrecognized(value.to_owned()),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::runtime::Decode for $name {
            fn decode(
                json: $crate::runtime::Json<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::DecodeError> {
                json.text().map(Self::from)
            }
        }

        impl $crate::runtime::Encode for $name {
            fn encode(&self, json: &mut $crate::runtime::Writer) {
                json.text(self.as_str());
            }
        }

        $crate::runtime::serde!($name);
    };
}

/// How an enum of numbers, booleans or mixed values travels: it has `KNOWN`, `to_value` and `Unrecognized(Value)`. With `any`, other values may be sent.
#[allow(unused_macros, reason = "an API may have no such enums")]
macro_rules! open_value_enum {
    ($name:ident) => {
        $crate::runtime::open_value_enum!(@travels $name);

        impl $crate::runtime::Check for $name {
            fn check(&self, check: &mut $crate::runtime::Checker<'_>) {
                if let Self::Unrecognized(value) = self {
                    check.unrecognized_value(&value.to_string());
                }
            }
        }
    };
    ($name:ident, any) => {
        $crate::runtime::open_value_enum!(@travels $name);

        impl $crate::runtime::Check for $name {}
    };
    (@travels $name:ident) => {
        impl ::core::convert::From<$crate::runtime::Value> for $name {
            fn from(value: $crate::runtime::Value) -> Self {
                use $crate::runtime::{Check as _, Measure};
                let number = match value.measure() {
                    number @ Measure::Integer(_) => ::core::option::Option::Some(number),
                    _ => ::core::option::Option::None,
                };
                let known = Self::KNOWN.iter().find(|known| {
                    let known = known.to_value();
                    known == value || number == ::core::option::Option::Some(known.measure())
                });
                match known {
                    ::core::option::Option::Some(known) => known.clone(),
                    ::core::option::Option::None => Self::Unrecognized(value),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.to_value(), f)
            }
        }

        impl $crate::runtime::Decode for $name {
            fn decode(
                json: $crate::runtime::Json<'_>,
            ) -> ::core::result::Result<Self, $crate::runtime::DecodeError> {
                ::core::result::Result::Ok(Self::from(json.to_value()))
            }
        }

        impl $crate::runtime::Encode for $name {
            fn encode(&self, json: &mut $crate::runtime::Writer) {
                json.value(&self.to_value());
            }
        }

        $crate::runtime::serde!($name);
    };
}

#[allow(unused_imports, reason = "an API may have no such enums")]
pub(crate) use {open_enum, open_value_enum};

pub(crate) use serde_through_json as serde;
