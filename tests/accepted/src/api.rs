//! What the runtime asks of the crate that it is in: what the fixture about credentials declares. All fixtures have one runtime, and only what sets credentials reaches it.

#[cfg(not(listed))]
pub(crate) use crate::fixtures::security::api::API;

/// Without the fixtures, an API that needs no credentials.
#[cfg(listed)]
pub(crate) const API: crate::runtime::Api = crate::runtime::Api {
    name: "accepted",
    version: env!("CARGO_PKG_VERSION"),
    base_url: Some("https://accepted.example"),
    base_url_env: None,
    schemes: &[],
    security: &[],
};
