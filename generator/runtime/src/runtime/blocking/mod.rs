//! The blocking client: the same endpoints, the same policy, no async runtime.

mod client;
mod download;
mod transport;
mod transport_ureq;

pub use client::Client;
pub use download::Download;
pub use transport::{Incoming, Limits, Transport};

pub use super::ClientBuilder;
