//! What every endpoint and type stands on.
//!
//! - Values: how they travel as JSON (`json`, `decode`, `encode`), and how they are checked before they are sent (`check`, `rules`).
//! - Calls, without I/O: a request is drafted (`draft`, `style`), sent as the policy says (`exchange`, `wait`), its answer read (`reply`, `error`).
//! - Clients: the same for both (`builder`, `options`, `setup`, `credentials`), async (`client`, `call`, `download`) and blocking (`blocking_*`), each over a
//!   transport that can be replaced.

#![allow(
    dead_code,
    unused_imports,
    reason = "it is the same in every crate and under all features, and none needs all of it"
)]

mod accepting;
pub(crate) mod answer;
mod api;
pub(crate) mod base;
mod base64;
mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(feature = "blocking")]
mod blocking_client;
#[cfg(feature = "blocking")]
mod blocking_download;
#[cfg(feature = "blocking")]
mod blocking_item_stream;
#[cfg(feature = "blocking")]
mod blocking_pages;
#[cfg(feature = "blocking")]
mod blocking_transport;
#[cfg(feature = "blocking")]
mod blocking_transport_ureq;
mod body;
#[cfg(any(feature = "async", feature = "blocking"))]
mod builder;
#[cfg(feature = "async")]
mod call;
mod check;
mod civil;
#[cfg(feature = "async")]
mod client;
#[cfg(any(feature = "async", feature = "blocking"))]
mod course;
mod credentials;
mod decimal;
mod decode;
mod decode_error;
#[cfg(feature = "async")]
mod download;
mod draft;
mod encode;
mod encode_error;
mod entries;
mod error;
pub(crate) mod escape;
pub(crate) mod exchange;
mod fill;
mod headers;
mod ip;
pub(crate) mod item_frames;
pub(crate) mod item_lines;
#[cfg(feature = "async")]
mod item_stream;
pub mod items;
mod json;
mod macros;
mod matching;
mod maybe;
pub mod media_type;
mod multipart;
mod notice;
mod object;
mod operation;
pub(crate) mod options;
mod paged;
#[cfg(feature = "async")]
mod pages;
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod part_file;
mod pattern;
pub mod plain;
pub(crate) mod querystring;
mod reader;
pub mod received;
pub mod reply;
mod rules;
mod scan;
mod secret;
mod seen;
pub(crate) mod server;
#[cfg(any(feature = "async", feature = "blocking"))]
mod setup;
mod span;
pub(crate) mod style;
#[cfg(any(feature = "async", feature = "blocking"))]
mod tally;
mod tape;
mod tape_builder;
mod template;
mod text;
mod timestamp;
#[cfg(feature = "rustls")]
mod tls;
#[cfg(any(feature = "async", feature = "blocking"))]
mod trace;
#[cfg(feature = "async")]
mod transport;
mod transport_error;
#[cfg(feature = "async")]
mod transport_reqwest;
mod tuple;
mod unicode;
mod upload;
mod uri;
mod uuid;
mod value;
#[cfg(any(feature = "async", feature = "blocking"))]
mod wait;

pub use accepting::{Accepting, AsBytes, AsJson, AsText, Format};
pub use answer::Answer;
pub use api::{Api, Envelope, Place, Scheme};
pub use base_url::BaseUrl;
pub use base64::Base64;
#[cfg(feature = "blocking")]
pub use blocking_item_stream::BlockingItemStream;
#[cfg(feature = "blocking")]
pub use blocking_pages::{BlockingItems, BlockingPages};
pub use body::{Body, Segment};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use builder::ClientBuilder;
pub use check::{Check, Checker, Measure, Violation};
pub use civil::{CivilDate, CivilTime, Date, Time};
#[cfg(feature = "async")]
pub use client::Client;
pub use credentials::Credentials;
pub use decimal::Decimal;
pub(crate) use decode::deserialize;
pub use decode::{Decode, decode};
pub use decode_error::DecodeError;
#[cfg(feature = "async")]
pub use download::Download;
pub use draft::{Checks, Draft};
pub(crate) use encode::serialize;
pub use encode::{ArrayWriter, Encode, ObjectWriter, Writer, encode};
pub use encode_error::EncodeError;
pub use entries::Entries;
pub use error::{Error, ErrorKind};
pub use headers::{HeaderForm, HeaderReader, Headers};
pub use ip::{Ipv4, Ipv6};
#[cfg(feature = "async")]
pub use item_stream::ItemStream;
pub use items::{Event, Framing, Item, Itemized};
pub use json::{Json, Kind};
pub use matching::matching;
pub use maybe::Maybe;
pub use multipart::Multipart;
pub use notice::Notice;
pub use object::Object;
pub(crate) use operation::failure;
pub use operation::{Endpoint, Failure, Operation, Polled, Polling, Progress, Streamed};
pub use options::Options;
pub use paged::{Paged, Turn, next_link};
#[cfg(feature = "async")]
pub use pages::{Items, Pages};
pub use pattern::{Asked, Expression, Pattern};
pub use reader::Reader;
pub use received::{QueryReader, Received};
pub use reply::Reply;
pub use rules::{Bound, Rules};
pub use secret::{Secret, SecretUri};
pub use seen::Seen;
pub use span::Span;
pub use style::Style;
pub use tape::Tape;
pub use text::TextError;
pub use timestamp::Timestamp;
#[cfg(feature = "async")]
pub use transport::{BoxError, BoxFuture, Incoming, Transport};
pub use transport_error::TransportError;
pub use tuple::{TupleReader, TupleWriter};
pub use unicode::UnicodePattern;
pub use upload::{Upload, Uploads};
pub use uri::{Uri, UriParts};
pub use uuid::Uuid;
pub use value::Null;

pub use bytes::Bytes;
/// The types of requests and responses.
pub use http;
pub use http::Method;

pub(crate) use macros::{open_enum, open_value_enum};

pub(crate) use macros::serde;

pub(crate) use error::excerpt;

/// Any JSON value.
pub use serde_json::Value;

/// The members of an object of any JSON values, in order. A number with more digits than 64 bits or an `f64` hold is the nearest `f64`.
pub type Map = serde_json::Map<String, Value>;
