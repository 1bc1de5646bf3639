//! What every endpoint and type stands on: how values travel as JSON, and how they are checked before they are sent.

#![allow(
    dead_code,
    reason = "it is the same for every API, and none needs all of it"
)]

mod api;
mod base;
mod base64;
mod body;
mod builder;
mod check;
#[cfg(feature = "async")]
mod client;
mod credentials;
mod decode;
mod decode_error;
mod draft;
mod encode;
mod encode_error;
mod entries;
mod error;
mod exchange;
mod json;
mod macros;
mod maybe;
mod notice;
mod object;
mod operation;
mod options;
pub mod reply;
mod rules;
mod secret;
mod setup;
mod style;
mod tape;
mod text;
mod transport_error;
mod value;

pub use api::{Api, Envelope, Place, Scheme};
pub use base64::Base64;
pub use body::{Body, Segment};
pub use builder::ClientBuilder;
pub use check::{Check, Checker, Measure, Violation};
pub use credentials::Credentials;
pub use decode::{Decode, decode, deserialize};
pub use decode_error::DecodeError;
pub use draft::{Checks, Draft};
pub use encode::{ArrayWriter, Encode, ObjectWriter, Writer, encode, serialize};
pub use encode_error::EncodeError;
pub use entries::Entries;
pub use error::{Error, ErrorKind};
pub use json::{Json, Kind};
pub use maybe::Maybe;
pub use notice::Notice;
pub use object::Object;
pub use operation::{Endpoint, Operation, Polled, Polling, Progress, Streamed};
pub use options::Options;
pub use reply::Reply;
pub use rules::{Bound, Rules, same_value};
pub use secret::{Secret, SecretUri};
pub use style::Style;
pub use tape::Tape;
pub use text::{
    CivilDate, CivilTime, Date, Ipv4, Ipv6, Span, TextError, Time, Timestamp, Uri, UriParts, Uuid,
};
pub use transport_error::TransportError;
pub use value::Null;

pub use bytes::Bytes;
/// The types of requests and responses.
pub use http;
pub use http::Method;

#[allow(unused_imports, reason = "an API may have no such enums")]
pub(crate) use macros::{open_enum, open_value_enum};

pub(crate) use macros::serde;

pub(crate) use error::excerpt;

/// Any JSON value.
pub use serde_json::Value;

/// The members of an object of any JSON values, in order.
pub type Map = serde_json::Map<String, Value>;
