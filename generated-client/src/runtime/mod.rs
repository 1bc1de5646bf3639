//! What every endpoint and type stands on: how values travel as JSON, and how they are checked before they are sent.

mod base64;
mod check;
mod civil;
mod decode;
mod decode_error;
mod encode;
mod encode_error;
mod entries;
mod fill;
mod json;
mod macros;
mod maybe;
mod object;
mod rules;
mod secret;
mod tape;
mod text;
mod uri;
mod value;

pub use base64::Base64;
pub use check::{Check, Checker, Measure, Violation};
pub use civil::{CivilDate, CivilTime};
pub(crate) use decode::deserialize;
pub use decode::{Decode, decode};
pub use decode_error::DecodeError;
pub(crate) use encode::serialize;
pub use encode::{ArrayWriter, Encode, ObjectWriter, Writer, encode};
pub use encode_error::EncodeError;
pub use entries::Entries;
pub use json::{Json, Kind};
pub use maybe::Maybe;
pub use object::Object;
pub use rules::{Bound, Rules};
pub use secret::{Secret, SecretUri};
pub use tape::Tape;
pub use text::{Date, Ipv4, Ipv6, Span, TextError, Time, Timestamp, Uri, Uuid};
pub use uri::UriParts;
pub use value::Null;

#[allow(unused_imports, reason = "an API may have no such enums")]
pub(crate) use macros::{open_enum, open_value_enum};

pub(crate) use macros::serde;

/// Any JSON value.
pub use serde_json::Value;

/// The members of an object of any JSON values, in order.
pub type Map = serde_json::Map<String, Value>;
