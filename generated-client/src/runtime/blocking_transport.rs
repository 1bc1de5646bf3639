//! What an HTTP stack has to do for the blocking client.

use std::io::Read;
use std::time::{Duration, Instant, SystemTime};

use http::{Request, Response};

use super::{Body, TransportError};

/// The body of a response, as it arrives.
pub type Incoming = Box<dyn Read + Send>;

/// How long a call may take. The transport has to keep to it: nothing can interrupt it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Until the whole answer was read. Past it, reading the body fails.
    pub whole: Option<Duration>,
    /// Until the head of the answer is there.
    pub head: Option<Duration>,
    /// How long reading the body may stand still.
    pub idle: Option<Duration>,
}

/// An HTTP stack of the blocking client, with its clock.
///
/// It sends one request and hands over the answer as it is: it follows no redirect (credentials would leave with it), retries nothing and
/// decompresses nothing. The clock is part of it, so that tests can run in virtual time.
pub trait Transport: Send + Sync {
    /// Sends a request, and returns with the head of the answer. A time limit that passes while the body is read is an error of
    /// [`ErrorKind::TimedOut`](std::io::ErrorKind::TimedOut).
    ///
    /// # Errors
    /// There is no answer; the error says whether something was sent.
    fn call(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Incoming>, TransportError>;

    /// Returns after that time.
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }

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

/// Why reading a body failed.
pub(crate) fn unread(error: std::io::Error) -> TransportError {
    if error.kind() == std::io::ErrorKind::TimedOut {
        TransportError::timed_out(error)
    } else {
        TransportError::new(error)
    }
}
