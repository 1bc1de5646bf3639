//! The transport of the blocking client, over ureq.

use std::fs::File;
use std::io::{self, Cursor, Read};

use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Request, Response};
use ureq::{AsSendBody, SendBody, Timeout};

use super::blocking_transport::{Incoming, Limits, Transport};
use super::body::says_empty;
use super::builder::{Connection, Proxy};
use super::{Body, Error, Segment, TransportError};

/// ureq as a transport: it follows no redirect, retries nothing and asks for no compression.
#[derive(Clone, Debug)]
pub(crate) struct Ureq(ureq::Agent);

impl Ureq {
    pub(crate) fn new(connection: &Connection) -> Result<Self, Error> {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .timeout_connect(Some(connection.connect_timeout))
            .timeout_resolve(Some(connection.connect_timeout))
            .timeout_per_read(Some(connection.idle));
        let config = match &connection.proxy {
            Proxy::Environment => config,
            Proxy::None => config.proxy(None),
            Proxy::Url(url) => {
                // What is wrong is not repeated: the URL may hold a password.
                let proxy = ureq::Proxy::new(url.expose())
                    .map_err(|_| Error::configuration("the proxy's URL is none"))?;
                config.proxy(Some(proxy))
            }
        };
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let config = config.tls_config(tls());
        Ok(Self(config.build().new_agent()))
    }

    fn run<S: AsSendBody>(
        &self,
        request: Request<S>,
        limits: Limits,
    ) -> Result<Response<ureq::Body>, ureq::Error> {
        let mut config = self
            .0
            .configure_request(request)
            .timeout_global(limits.whole);
        if limits.head.is_some() {
            config = config
                .timeout_send_request(limits.head)
                .timeout_send_body(limits.head)
                .timeout_recv_response(limits.head);
        }
        // An answer that is taken into memory has its time limit; one that is streamed may only not stand still.
        self.0.run(config.timeout_per_read(limits.idle).build())
    }
}

/// Trusting whom the operating system trusts; rustls where there are both.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn tls() -> ureq::tls::TlsConfig {
    let config = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier);
    #[cfg(feature = "rustls")]
    let config = config
        .provider(ureq::tls::TlsProvider::Rustls)
        .unversioned_rustls_crypto_provider(super::tls::provider());
    #[cfg(not(feature = "rustls"))]
    let config = config.provider(ureq::tls::TlsProvider::NativeTls);
    config.build()
}

impl Transport for Ureq {
    fn call(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Incoming>, TransportError> {
        let (mut parts, body) = request.into_parts();
        let response = match body.as_bytes() {
            Some(bytes) if bytes.is_empty() && !says_empty(&parts.method) => {
                self.run(Request::from_parts(parts, ()), limits)
            }
            Some(bytes) => self.run(Request::from_parts(parts, &bytes[..]), limits),
            None => {
                let length = body.length().map_err(TransportError::unsendable)?;
                if let Some(length) = length {
                    parts
                        .headers
                        .insert(CONTENT_LENGTH, HeaderValue::from(length));
                }
                let reader = reader(body).map_err(TransportError::unsendable)?;
                self.run(
                    Request::from_parts(parts, SendBody::from_owned_reader(reader)),
                    limits,
                )
            }
        };
        let response = response.map_err(failed)?;
        Ok(response.map(|body| Box::new(Arriving(body.into_reader())) as Incoming))
    }
}

/// Segments one after the other. Files are opened now, so that a missing one is noticed before anything is sent.
fn reader(body: Body) -> io::Result<Box<dyn Read>> {
    let mut all: Box<dyn Read> = Box::new(io::empty());
    for segment in body.0 {
        all = match segment {
            Segment::Bytes(bytes) => Box::new(all.chain(Cursor::new(bytes))),
            Segment::File(path) => Box::new(all.chain(File::open(path)?)),
            Segment::Reader(reader) => Box::new(all.chain(reader.open()?)),
        };
    }
    Ok(all)
}

/// What failed, without the URL, whose query may be secret.
fn failed(error: ureq::Error) -> TransportError {
    match error {
        #[cfg(feature = "rustls")]
        ureq::Error::Io(error) if super::tls::is_untrusted(&error) => {
            TransportError::untrusted(error)
        }
        ureq::Error::HostNotFound => TransportError::nothing_sent("the host is not known"),
        ureq::Error::ConnectionFailed => {
            TransportError::nothing_sent("no address of the host answers")
        }
        ureq::Error::ConnectProxyFailed(_) => {
            TransportError::nothing_sent("the proxy makes no connection")
        }
        ureq::Error::Timeout(limit @ (Timeout::Resolve | Timeout::Connect)) => {
            TransportError::nothing_sent(format!("no connection in time: {limit}"))
        }
        ureq::Error::Timeout(limit) => TransportError::timed_out(format!("too slow: {limit}")),
        ureq::Error::Io(error) if refused(error.kind()) => TransportError::nothing_sent(error),
        ureq::Error::Io(error) => TransportError::new(error),
        ureq::Error::BadUri(_) | ureq::Error::RequireHttpsOnly(_) => {
            TransportError::unsendable("the URL is none that can be asked")
        }
        ureq::Error::TlsRequired => {
            TransportError::unsendable("https needs the feature `rustls` or `native-tls`")
        }
        error => TransportError::new(error),
    }
}

/// Failures that only connecting has.
fn refused(kind: io::ErrorKind) -> bool {
    matches!(
        kind,
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::AddrNotAvailable
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
    )
}

/// A body of an answer, with ureq's time limits as those of any reader.
struct Arriving(ureq::BodyReader<'static>);

impl Read for Arriving {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            match error
                .get_ref()
                .and_then(|inner| inner.downcast_ref::<ureq::Error>())
            {
                Some(ureq::Error::Timeout(limit)) => {
                    io::Error::new(io::ErrorKind::TimedOut, format!("too slow: {limit}"))
                }
                _ => error,
            }
        })
    }
}
