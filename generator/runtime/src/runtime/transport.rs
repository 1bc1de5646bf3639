//! What an HTTP stack has to do for the async client, and why it may fail.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;

use super::{Body, TransportError};

/// A future in a box.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of any kind.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The body of a response, as it arrives.
pub type Incoming = Pin<Box<dyn http_body::Body<Data = Bytes, Error = BoxError> + Send>>;

/// An HTTP stack of the async client, with its clock.
///
/// It sends one request and hands over the answer as it is: it follows no redirect (credentials would leave with it), retries nothing and
/// decompresses nothing. Time limits are the client's: it drops the future of a call that takes too long.
/// The clock is part of it, so that tests can run in virtual time.
pub trait Transport: Send + Sync {
    /// Sends a request and resolves with the head of the answer.
    fn call(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Incoming>, TransportError>>;

    /// Resolves after that time.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// The time, for time limits.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// The date, for a `Retry-After` that is one.
    fn date(&self) -> SystemTime {
        SystemTime::now()
    }

    /// A number from 0 to 1, for the jitter of a wait.
    fn random(&self) -> f64 {
        fastrand::f64()
    }
}

/// A time limit over several steps: one sleep for all of them, and none where nothing is waited for.
pub(crate) struct Limit<'a> {
    transport: &'a dyn Transport,
    end: Option<Instant>,
    sleep: Option<(Duration, BoxFuture<'a, ()>)>,
}

impl<'a> Limit<'a> {
    pub(crate) fn new(transport: &'a dyn Transport, end: Option<Instant>) -> Self {
        Self {
            transport,
            end,
            sleep: None,
        }
    }

    /// The result of a step as far as it is there, or the failure that it did not come in time.
    pub(crate) fn poll<T>(
        &mut self,
        context: &mut Context<'_>,
        step: impl FnOnce(&mut Context<'_>) -> Poll<Result<T, TransportError>>,
    ) -> Poll<Result<T, TransportError>> {
        if let Poll::Ready(result) = step(context) {
            return Poll::Ready(result);
        }
        let Some(end) = self.end else {
            return Poll::Pending;
        };
        let (whole, sleep) = self.sleep.get_or_insert_with(|| {
            let left = end.saturating_duration_since(self.transport.now());
            (left, self.transport.sleep(left))
        });
        let late = sleep.as_mut().poll(context);
        late.map(|()| Err(TransportError::too_late(*whole)))
    }
}

/// The next bytes of a body as far as they are there; none at its end.
pub(crate) fn poll_data(
    incoming: &mut Incoming,
    context: &mut Context<'_>,
) -> Poll<Result<Option<Bytes>, TransportError>> {
    loop {
        match ready!(incoming.as_mut().poll_frame(context)) {
            None => return Poll::Ready(Ok(None)),
            Some(Err(error)) => return Poll::Ready(Err(TransportError::new(error))),
            Some(Ok(frame)) => {
                // What is no data is a trailer, which nothing reads.
                if let Ok(data) = frame.into_data() {
                    return Poll::Ready(Ok(Some(data)));
                }
            }
        }
    }
}
