//! The transport of the async client, over reqwest.

use std::collections::VecDeque;
use std::fs::File;
use std::future::ready as done;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::{Mutex, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::uri::{Authority, Scheme};
use http::{HeaderValue, Request, Response, Uri};
use http_body::{Frame, SizeHint};
use reqwest::Url;
use tokio::task::JoinHandle;

use super::body::says_empty;
use super::builder::{Connection, Proxy};
use super::transport::{BoxError, BoxFuture, Incoming, Transport};
use super::{Body, Error, Segment, TransportError};

/// How much of a file is read at once.
const CHUNK: usize = 64 * 1024;

/// reqwest as a transport: it follows no redirect, retries nothing and asks for no compression.
#[derive(Debug)]
pub(crate) struct Reqwest {
    client: reqwest::Client,
    /// Where the first request went, as both of reqwest's worlds name it: most go there again.
    origin: OnceLock<(Scheme, Authority, Url)>,
}

impl Reqwest {
    pub(crate) fn new(connection: &Connection) -> Result<Self, Error> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(connection.connect_timeout);
        let builder = match &connection.proxy {
            Proxy::Environment => builder,
            Proxy::None => builder.no_proxy(),
            Proxy::Url(url) => {
                // What is wrong is not repeated: the URL may hold a password.
                let proxy = reqwest::Proxy::all(url.expose())
                    .map_err(|_| Error::configuration("the proxy's URL is none"))?;
                builder.proxy(proxy)
            }
        };
        #[cfg(feature = "rustls")]
        let builder = builder.tls_backend_preconfigured(super::tls::config(connection.secure)?);
        match builder.build() {
            Ok(client) => Ok(Self {
                client,
                origin: OnceLock::new(),
            }),
            Err(error) => Err(Error::configuration(format!(
                "the HTTP client cannot be set up: {}",
                causes(&error.without_url())
            ))),
        }
    }
}

impl Transport for Reqwest {
    fn call(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Incoming>, TransportError>> {
        let (mut parts, body) = request.into_parts();
        if body.is_empty() && says_empty(&parts.method) {
            parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(0));
        }
        let mut request = match self.url(&parts.uri) {
            Ok(url) => reqwest::Request::new(parts.method, url),
            Err(error) => return Box::pin(done(Err(TransportError::unsendable(error)))),
        };
        *request.headers_mut() = parts.headers;
        *request.version_mut() = parts.version;
        if let Some(bytes) = body.as_bytes() {
            *request.body_mut() = Some(bytes.into());
            return Box::pin(Sent(self.client.execute(request)));
        }
        Box::pin(async move {
            let body = sendable(body).await.map_err(TransportError::unsendable)?;
            *request.body_mut() = Some(body);
            Sent(self.client.execute(request)).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

impl Reqwest {
    /// A URI as reqwest takes it. To read a URL costs as much as half of a small answer, so what comes before its path is kept.
    fn url(&self, uri: &Uri) -> Result<Url, BoxError> {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err("the URI is not absolute".into());
        };
        let is_kept =
            |(before, at, _): &&(Scheme, Authority, Url)| before == scheme && at == authority;
        let mut url = match self.origin.get().filter(is_kept) {
            Some((_, _, url)) => url.clone(),
            None => {
                let url = Url::parse(&format!("{scheme}://{authority}/"))?;
                // Another one may have been first.
                let _ = self
                    .origin
                    .set((scheme.clone(), authority.clone(), url.clone()));
                url
            }
        };
        url.set_path(uri.path());
        url.set_query(uri.query());
        Ok(url)
    }
}

/// What failed, without the URL, whose query may be secret.
fn failed(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    #[cfg(feature = "rustls")]
    if super::tls::is_untrusted(&error) {
        return TransportError::untrusted(error);
    }
    if error.is_builder() {
        TransportError::unsendable(error)
    } else if error.is_connect() {
        TransportError::nothing_sent(error)
    } else if error.is_timeout() {
        TransportError::timed_out(error)
    } else {
        TransportError::new(error)
    }
}

/// An error and what caused it, in one line.
fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

/// A request that reqwest has, until its answer begins.
struct Sent<F>(F);

impl<F> Future for Sent<F>
where
    F: Future<Output = reqwest::Result<reqwest::Response>> + Unpin,
{
    type Output = Result<Response<Incoming>, TransportError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(Pin::new(&mut self.0).poll(context)).map_err(failed)?;
        let response: Response<reqwest::Body> = response.into();
        Poll::Ready(Ok(response.map(|body| Box::pin(Arriving(body)) as Incoming)))
    }
}

/// A body of an answer, with its errors as the transport's.
struct Arriving(reqwest::Body);

impl http_body::Body for Arriving {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Pin::new(&mut self.0)
            .poll_frame(context)
            .map_err(|error| error.without_url().into())
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

/// A body as reqwest takes it, as a stream over its files.
async fn sendable(body: Body) -> io::Result<reqwest::Body> {
    let (body, left) = tokio::task::spawn_blocking(move || {
        let length = body.length();
        length.map(|length| (body, length))
    })
    .await??;
    Ok(reqwest::Body::wrap(Segments {
        rest: body.0.into(),
        reading: Reading::Nothing,
        left,
    }))
}

/// Segments while they are sent.
struct Segments {
    rest: VecDeque<Segment>,
    reading: Reading,
    /// Bytes that were promised and are still to come; none where nobody knows.
    left: Option<u64>,
}

/// A file or the reader of a body. Nobody else asks for the lock: reqwest wants bodies that threads may share.
type Source = Mutex<Box<dyn Read + Send>>;

enum Reading {
    Nothing,
    Open(Source),
    Busy(JoinHandle<io::Result<(Bytes, Source)>>),
}

impl http_body::Body for Segments {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        loop {
            match std::mem::replace(&mut self.reading, Reading::Nothing) {
                Reading::Nothing => match self.rest.pop_front() {
                    None if self.left.unwrap_or(0) == 0 => return Poll::Ready(None),
                    None => return Poll::Ready(Some(Err(changed()))),
                    Some(Segment::Bytes(bytes)) => return Poll::Ready(Some(self.data(bytes))),
                    Some(Segment::File(path)) => {
                        self.reading = Reading::Busy(tokio::task::spawn_blocking(move || {
                            read(Mutex::new(Box::new(File::open(path)?)))
                        }));
                    }
                    Some(Segment::Reader(reader)) => match reader.open() {
                        Ok(reader) => self.reading = Reading::Open(Mutex::new(reader)),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    },
                },
                Reading::Open(file) => {
                    self.reading = Reading::Busy(tokio::task::spawn_blocking(move || read(file)))
                }
                Reading::Busy(mut task) => {
                    let Poll::Ready(done) = Pin::new(&mut task).poll(context) else {
                        self.reading = Reading::Busy(task);
                        return Poll::Pending;
                    };
                    match done.map_err(io::Error::other).and_then(|read| read) {
                        Err(error) => return Poll::Ready(Some(Err(error))),
                        Ok((bytes, _)) if bytes.is_empty() => {}
                        Ok((bytes, file)) => {
                            self.reading = Reading::Open(file);
                            return Poll::Ready(Some(self.data(bytes)));
                        }
                    }
                }
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

impl Segments {
    fn data(&mut self, bytes: Bytes) -> io::Result<Frame<Bytes>> {
        if let Some(left) = self.left {
            self.left = Some(left.checked_sub(bytes.len() as u64).ok_or_else(changed)?);
        }
        Ok(Frame::data(bytes))
    }
}

fn read(mut source: Source) -> io::Result<(Bytes, Source)> {
    let mut bytes = Vec::with_capacity(CHUNK);
    let reader = source.get_mut().map_err(|_| changed())?;
    Read::by_ref(reader)
        .take(CHUNK as u64)
        .read_to_end(&mut bytes)?;
    Ok((bytes.into(), source))
}

fn changed() -> io::Error {
    io::Error::other("a file changed its length while it was sent")
}
