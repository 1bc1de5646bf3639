//! Why a request got no answer.

use std::fmt;

/// Why a transport got no answer, or not all of it.
///
/// What it wraps must name neither the URL nor a header: it is printed.
#[derive(Debug)]
pub struct TransportError {
    fault: Fault,
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// What is known about a failed call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No connection: nothing was sent.
    Connect,
    /// The server is not who it should be: nothing was sent, and asking again helps nobody.
    Untrusted,
    /// It took too long; the request may have arrived.
    Timeout,
    /// The request itself cannot be sent, now or later.
    Request,
    /// Anything else; the request may have arrived.
    Broken,
}

impl TransportError {
    /// A failure after which the server may have seen the request: only a request that reads is sent again.
    pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            fault: Fault::Broken,
            source: source.into(),
        }
    }

    /// A failure before anything was sent: any request may be sent again.
    pub fn nothing_sent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            fault: Fault::Connect,
            source: source.into(),
        }
    }

    /// A server that does not prove to be who it should be: nothing was sent, and nothing will be.
    pub fn untrusted(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            fault: Fault::Untrusted,
            source: source.into(),
        }
    }

    /// A time limit that passed; the server may have seen the request.
    pub fn timed_out(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            fault: Fault::Timeout,
            source: source.into(),
        }
    }

    /// A request that cannot be sent at all, such as one whose file is missing.
    pub fn unsendable(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            fault: Fault::Request,
            source: source.into(),
        }
    }

    /// The failure that a time limit of the client passed.
    pub(crate) fn too_late(limit: std::time::Duration) -> Self {
        Self::timed_out(format!("{:.1} s have passed", limit.as_secs_f64()))
    }

    pub(crate) fn fault(&self) -> Fault {
        self.fault
    }

    pub(crate) fn into_source(self) -> Box<dyn std::error::Error + Send + Sync> {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.fault {
            Fault::Connect => "no connection",
            Fault::Untrusted => "the server is not trusted",
            Fault::Timeout => "no answer in time",
            Fault::Request => "the request cannot be sent",
            Fault::Broken => "the connection broke",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
