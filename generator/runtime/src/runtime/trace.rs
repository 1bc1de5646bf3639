//! Spans for calls, with the feature `tracing`. They hold what a log may show: no credential, no parameter, no body.

#[cfg(not(feature = "tracing"))]
pub(crate) use off::Trace;
#[cfg(feature = "tracing")]
pub(crate) use on::Trace;

#[cfg(feature = "tracing")]
mod on {
    use std::time::Duration;

    use http::StatusCode;
    use tracing::field::Empty;
    use tracing::{Span, debug, debug_span};

    use crate::runtime::{Error, Operation};

    /// The span of a call.
    pub(crate) struct Trace(Span);

    impl Trace {
        pub(crate) fn new(operation: &'static Operation) -> Self {
            Self(debug_span!(
                target: env!("CARGO_CRATE_NAME"),
                "request",
                operation = operation.id,
                method = operation.method,
                path = operation.path,
                status = Empty,
                attempt = Empty,
            ))
        }

        pub(crate) fn enter<T>(&self, call: impl FnOnce() -> T) -> T {
            self.0.in_scope(call)
        }

        pub(crate) fn attempt(&self, attempt: u32) {
            self.0.record("attempt", attempt);
        }

        pub(crate) fn status(&self, status: StatusCode) {
            self.0.record("status", status.as_u16());
        }

        pub(crate) fn again(&self, pause: Duration) {
            debug!(target: env!("CARGO_CRATE_NAME"), parent: &self.0, seconds = pause.as_secs_f64(), "waiting for the next attempt");
        }

        pub(crate) fn finish(&self, error: Option<&Error>) {
            if let Some(error) = error {
                debug!(target: env!("CARGO_CRATE_NAME"), parent: &self.0, kind = ?error.kind(), "the call failed");
            }
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::time::Duration;

    use http::StatusCode;

    use crate::runtime::{Error, Operation};

    /// Nothing, where the feature is off.
    pub(crate) struct Trace;

    impl Trace {
        pub(crate) fn new(_operation: &'static Operation) -> Self {
            Self
        }

        pub(crate) fn enter<T>(&self, call: impl FnOnce() -> T) -> T {
            call()
        }

        pub(crate) fn attempt(&self, _attempt: u32) {}

        pub(crate) fn status(&self, _status: StatusCode) {}

        pub(crate) fn again(&self, _pause: Duration) {}

        pub(crate) fn finish(&self, _error: Option<&Error>) {}
    }
}
