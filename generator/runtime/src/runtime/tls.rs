//! TLS by rustls: a configuration of our own, so that nothing is installed for the whole process.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;

use super::Error;

/// ring.
pub(crate) fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// TLS 1.2 and 1.3, trusting whom the operating system trusts.
pub(crate) fn config() -> Result<rustls::ClientConfig, Error> {
    use rustls_platform_verifier::BuilderVerifierExt;

    rustls::ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .map(|builder| builder.with_no_client_auth())
        .map_err(|error| Error::configuration(format!("TLS cannot be set up: {error}")))
}
