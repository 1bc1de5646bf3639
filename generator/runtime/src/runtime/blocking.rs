//! The blocking client: the same endpoints, the same policy, no async runtime.

pub use super::ClientBuilder;
pub use super::blocking_client::Client;
pub use super::blocking_download::Download;
pub use super::blocking_transport::{Incoming, Limits, Transport};
