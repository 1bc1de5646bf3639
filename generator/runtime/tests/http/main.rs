//! The HTTP half of the runtime: over real connections to a server that misbehaves, and in virtual time.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test ends where something is wrong"
)]
#![allow(unreachable_pub, reason = "the modules of a test have no outside")]
#![cfg(all(feature = "async", feature = "blocking"))]

#[path = "../server/mod.rs"]
mod server;

mod at_once;
mod certificates;
mod clients;
mod lighthouse;
#[cfg(feature = "tracing")]
mod log;

mod cancel;
mod credentials;
mod download;
mod endpoints;
mod envelope;
mod errors;
mod faults;
mod items;
mod limits;
mod no_download;
mod odd_answers;
mod pages;
#[cfg(all(feature = "tracing", feature = "rustls"))]
mod random_failures;
mod redirects;
mod retries;
mod secrets;
#[cfg(feature = "tracing")]
mod spans;
#[cfg(feature = "rustls")]
mod tls;
mod wait;
