//! The async client.

use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response, response};

use super::builder::{Connection, Shell};
use super::exchange::{Arrived, Broken, Exchange, Moment, Next};
use super::setup::Setup;
use super::trace::Trace;
use super::transport::{Incoming, Transport};
use super::transport_error::timed_out;
use super::wait::{Step, Wait};
use super::{
    Body, ClientBuilder, Download, Endpoint, Error, Operation, Options, Polled, Reply, Streamed,
    TransportError, reply, transport_reqwest,
};

/// How much of an answer that nobody wants is read, so that its connection can be used again.
const DRAINED: usize = 64 * 1024;

/// Sends endpoints. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Client {
    setup: Setup,
    transport: Arc<dyn Transport>,
}

impl Client {
    /// A client with the API's own base URL and no credentials yet.
    pub fn builder() -> ClientBuilder<Self> {
        ClientBuilder::new()
    }

    /// A client with credentials, and the base URL where one is set, from the environment.
    ///
    /// # Errors
    /// Those of [`ClientBuilder::env`] and [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().env()?.build()
    }

    /// This client with options over its own.
    pub fn with(&self, options: Options) -> Self {
        Self {
            setup: self.setup.with(options),
            transport: Arc::clone(&self.transport),
        }
    }

    /// Sends an endpoint, and hands over what its answer holds.
    ///
    /// # Errors
    /// The request is invalid, got no answer, or was refused; or its answer cannot be read.
    pub async fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        Ok(self.send_full(endpoint).await?.output)
    }

    /// Sends an endpoint, and hands over its answer with status, headers, messages and page information.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_full<E: Endpoint>(&self, endpoint: E) -> Result<Reply<E::Output>, Error> {
        let request = endpoint.request(self.setup.settings.checks)?;
        let (reply, attempts) = self.exchange(E::OPERATION, request).await?;
        E::response(reply).map_err(|error| error.attempted(attempts))
    }

    /// Sends an endpoint, and hands over its answer while it arrives.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn open<E: Streamed>(&self, endpoint: E) -> Result<Download, Error> {
        let request = endpoint.request(self.setup.settings.checks)?;
        match self.stream(E::OPERATION, request).await? {
            Opened::Download(download) => Ok(download),
            Opened::Whole(reply, attempts) => match E::response(reply) {
                Ok(reply) => Ok(Download::whole(E::OPERATION, reply)),
                Err(error) => Err(error.attempted(attempts)),
            },
        }
    }

    /// Sends an endpoint again and again, until what it asks for is done.
    ///
    /// Failures that may pass (no connection, 429, 5xx) do not end the wait, its deadline does.
    ///
    /// # Errors
    /// [`ErrorKind::WaitFailed`](super::ErrorKind::WaitFailed) with the reason, [`ErrorKind::WaitTimeout`](super::ErrorKind::WaitTimeout) at
    /// the deadline; other errors as [`send`](Self::send).
    pub async fn wait<E: Polled>(&self, endpoint: E) -> Result<E::Output, Error> {
        let mut wait = Wait::new(
            E::OPERATION,
            &self.setup.settings,
            E::POLLING,
            self.transport.now(),
        );
        loop {
            let client = self.with(wait.options(self.transport.now()));
            let answer = client.send_full(&endpoint).await;
            match wait.answered::<E>(answer, self.transport.now()) {
                Step::Done(output) => return Ok(output),
                Step::Failed(error) => return Err(error),
                Step::Pause(pause) => self.transport.sleep(pause).await,
            }
        }
    }

    /// The request of an endpoint as this client would send it: absolute, with its headers and credentials, for another HTTP stack.
    /// What comes back goes to [`Endpoint::response`].
    ///
    /// # Errors
    /// The request is invalid, or credentials are missing.
    pub fn prepare<E: Endpoint>(&self, endpoint: &E) -> Result<Request<Body>, Error> {
        let request = endpoint.request(self.setup.settings.checks)?;
        self.setup.prepare(E::OPERATION, request)?.request()
    }

    /// A call whose answer is taken into memory: the answer, and the attempts that it took.
    async fn exchange(
        &self,
        operation: &'static Operation,
        request: Request<Body>,
    ) -> Result<(Response<Bytes>, u32), Error> {
        match self.call(operation, request, false).await? {
            Opened::Whole(reply, attempts) => Ok((reply, attempts)),
            Opened::Download(_) => Err(Error::content(operation, "the answer was streamed")),
        }
    }

    async fn stream(
        &self,
        operation: &'static Operation,
        request: Request<Body>,
    ) -> Result<Opened, Error> {
        self.call(operation, request, true).await
    }

    async fn call(
        &self,
        operation: &'static Operation,
        request: Request<Body>,
        stream: bool,
    ) -> Result<Opened, Error> {
        let trace = Trace::new(operation);
        let result = trace
            .run(self.attempts(operation, request, stream, &trace))
            .await;
        trace.finish(result.as_ref().err());
        result
    }

    /// One call with all its attempts, compiled once.
    async fn attempts(
        &self,
        operation: &'static Operation,
        request: Request<Body>,
        stream: bool,
        trace: &Trace,
    ) -> Result<Opened, Error> {
        let settings = &*self.setup.settings;
        let mut prepared = self.setup.prepare(operation, request)?;
        let mut exchange =
            Exchange::new(operation, settings, &self.setup.base, self.transport.now());
        loop {
            let end = exchange.begin(self.transport.now());
            trace.attempt(exchange.attempts());
            let head = self
                .within(end, self.transport.call(prepared.request()?))
                .await;
            let next = match head {
                Err(error) => exchange.failed(error, self.moment()),
                Ok(head) => {
                    trace.status(head.status());
                    let (parts, incoming) = head.into_parts();
                    if stream && parts.status.is_success() && !reply::is_json(&parts.headers) {
                        let download = Download::new(
                            operation,
                            parts,
                            incoming,
                            Arc::clone(&self.transport),
                            settings,
                        );
                        return Ok(Opened::Download(download));
                    }
                    let again = exchange.would_repeat(parts.status);
                    let limit = if again {
                        DRAINED.min(settings.response_limit)
                    } else {
                        settings.response_limit
                    };
                    let _ = limit;
                    let mut arrived = self
                        .collect(parts, incoming, settings.response_limit, end)
                        .await;
                    match exchange.arrived(prepared.uri(), &mut arrived, self.moment()) {
                        Next::Return => {
                            return Ok(Opened::Whole(arrived.into_response(), exchange.attempts()));
                        }
                        next => next,
                    }
                }
            };
            match next {
                Next::Return => return Err(Error::content(operation, "no answer")),
                Next::Fail(error) => return Err(error),
                Next::Follow(uri) => prepared.follow(uri),
                Next::Again(wait) => {
                    trace.again(wait);
                    self.transport.sleep(wait).await;
                }
            }
        }
    }
}
