//! Every document of `tests/fixtures/accept`, pressed when this crate is built: a module each, over one runtime.
//!
//! To add a behaviour, add a folder with the smallest `openapi.yaml` that shows it, and `cases.json`: what its types and endpoints are executed on. `tests/values.rs` says what a case can hold.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::should_implement_trait,
    clippy::approx_constant,
    reason = "what generated crates allow themselves, or do not ask for"
)]

mod api;
#[path = "../../../generator/runtime/src/runtime/mod.rs"]
mod runtime;
pub mod table;

#[cfg(feature = "async")]
pub use runtime::Client;
#[cfg(feature = "async")]
pub use runtime::ItemStream;
#[cfg(feature = "blocking")]
pub use runtime::blocking;
pub use runtime::{
    Answer, BaseUrl, Body, Bytes, Checks, Credentials, Endpoint, Entries, Error, ErrorKind, Event,
    Headers, Itemized, Map, Maybe, Polled, Progress, Received, Reply, Upload, Value, decode,
    encode, http,
};

include!(concat!(env!("OUT_DIR"), "/fixtures.rs"));
