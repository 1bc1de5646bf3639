//! The blocking client: the same endpoints, the same policy, no async runtime.
//!
//! Its HTTP stack, ureq, logs the very bytes that travel, credentials among them, to the crate `log` at the level TRACE. Where a program logs
//! all there is, keep the targets `ureq` and `ureq_proto` at DEBUG, at which they show none.

pub use super::ClientBuilder;
pub use super::blocking_client::Client;
pub use super::blocking_download::Download;
pub use super::blocking_transport::{Incoming, Limits, Transport};
