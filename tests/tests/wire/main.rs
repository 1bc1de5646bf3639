//! What a generated crate promises, over real connections to the local PCAP server.
//!
//! Each case runs over two crates: the one that `schema/pcap.yaml` makes and the one that the document as published makes; and, where the
//! client matters, with both clients of each.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test ends where something is wrong"
)]
#![allow(unreachable_pub, reason = "the modules of a test have no outside")]
#![allow(
    clippy::duplicate_mod,
    reason = "the cases are one source for two crates"
)]

mod bodies;
mod log;
mod ours;
mod published;
mod raw;

use std::sync::LazyLock;

/// Where async clients run. Calls are polled on the thread that makes them.
static TOKIO: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
});

/// The account that the server knows.
const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
