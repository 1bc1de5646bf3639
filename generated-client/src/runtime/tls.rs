//! TLS by rustls: a configuration of our own, so that nothing is installed for the whole process.

use std::sync::Arc;

use rustls::crypto::CryptoProvider;

use super::Error;

/// ring.
pub(crate) fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// TLS 1.2 and 1.3, trusting whom the operating system trusts. Where nothing says whom (a container without `ca-certificates`), that is an
/// error for an API behind https; for one on this machine it does not matter, and nobody is trusted.
pub(crate) fn config(secure: bool) -> Result<rustls::ClientConfig, Error> {
    use rustls_platform_verifier::BuilderVerifierExt;

    let builder = || {
        rustls::ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
    };
    let trusting = match builder().and_then(BuilderVerifierExt::with_platform_verifier) {
        Err(_) if !secure => {
            builder().map(|builder| builder.with_root_certificates(rustls::RootCertStore::empty()))
        }
        trusting => trusting,
    };
    match trusting {
        Ok(builder) => {
            let mut config = builder.with_no_client_auth();
            config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
            Ok(config)
        }
        Err(error) => Err(Error::configuration(format!(
            "TLS cannot be set up: {error} (a container may lack `ca-certificates`)"
        ))),
    }
}

/// Whether a failure is that of a certificate: expired, of another host, from nobody who is trusted.
pub(crate) fn is_untrusted(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut error = Some(error);
    while let Some(cause) = error {
        if let Some(rustls::Error::InvalidCertificate(_)) = cause.downcast_ref() {
            return true;
        }
        // What an I/O error was made of is not its source.
        let inner = cause
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        error = match inner {
            Some(inner) => Some(inner),
            None => cause.source(),
        };
    }
    false
}
