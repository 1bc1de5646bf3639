//! What the runtime asks of the crate that it is in. The fixtures declare their own, and only their credentials reach it.

use crate::runtime;

pub(crate) const API: runtime::Api = runtime::Api {
    name: "accepted",
    version: env!("CARGO_PKG_VERSION"),
    base_url: Some("https://accepted.example"),
    base_url_env: None,
    schemes: &[],
    security: &[],
};
