//! The blocking client.

use std::fmt;
use std::io::Read;
use std::sync::Arc;
use std::time::Instant;

use http::{Request, Response};

use super::blocking_download::Download;
use super::blocking_transport::{Incoming, Limits, Transport, unread};
use super::blocking_transport_ureq::Ureq;
use super::builder::{Connection, Shell};
use super::exchange::{Arrived, Broken, Exchange, Moment, Next};
use super::options::Settings;
use super::setup::Setup;
use super::trace::Trace;
use super::wait::{Step, Wait};
use super::{
    Body, Bytes, ClientBuilder, Endpoint, Error, Operation, Options, Polled, Reply, Streamed, reply,
};

/// Sends endpoints. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Client {
    pub(super) setup: Arc<Setup>,
    transport: Arc<dyn Transport>,
}

/// An answer, and how many attempts it took.
struct Answer {
    payload: Payload,
    attempts: u32,
}

enum Payload {
    Whole(Response<Bytes>),
    Stream(Response<Incoming>, Option<Instant>),
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
    #[must_use]
    pub fn with(&self, options: Options) -> Self {
        Self {
            setup: Arc::new(self.setup.with(options)),
            transport: Arc::clone(&self.transport),
        }
    }

    /// Sends an endpoint, and hands over what its answer holds.
    ///
    /// # Errors
    /// The request is invalid, got no answer, or was refused; or its answer cannot be read.
    pub fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        Ok(self.send_full(endpoint)?.output)
    }

    /// Sends an endpoint, and hands over its answer with status, headers, messages and page information.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn send_full<E: Endpoint>(&self, endpoint: E) -> Result<Reply<E::Output>, Error> {
        let request = endpoint.request(self.setup.settings.checks)?;
        let (reply, attempts) = self.whole(E::OPERATION, request)?;
        E::response(reply).map_err(|error| error.of_answer(attempts, &self.setup.credentials))
    }

    /// Sends an endpoint, and hands over its answer while it arrives.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn open<E: Streamed>(&self, endpoint: E) -> Result<Download, Error> {
        let request = endpoint.request(self.setup.settings.checks)?;
        self.begin::<E>(request)
    }

    /// Sends a request of an endpoint, and hands over its answer while it arrives.
    pub(crate) fn begin<E: Endpoint>(&self, request: Request<Body>) -> Result<Download, Error> {
        let answer = self.call(E::OPERATION, request, true)?;
        let limit = self.setup.settings.response_limit;
        match answer.payload {
            Payload::Stream(reply, end) => Ok(Download::stream(
                E::OPERATION,
                reply,
                Arc::clone(&self.transport),
                limit,
                end,
            )),
            Payload::Whole(reply) => {
                let (parts, body) = reply.into_parts();
                let copy = Response::from_parts(parts.clone(), body.clone());
                let credentials = &self.setup.credentials;
                E::response(copy).map_err(|error| error.of_answer(answer.attempts, credentials))?;
                Ok(Download::whole(
                    E::OPERATION,
                    parts,
                    body,
                    Arc::clone(&self.transport),
                    limit,
                ))
            }
        }
    }

    /// Sends an endpoint again and again, until what it asks for is done.
    ///
    /// Once there was an answer, failures that may pass (no connection, 429, 5xx) do not end the wait: its deadline does.
    ///
    /// # Errors
    /// [`ErrorKind::WaitFailed`](super::ErrorKind::WaitFailed) with the reason,
    /// [`ErrorKind::WaitTimeout`](super::ErrorKind::WaitTimeout) at the deadline; others as [`send`](Self::send).
    pub fn wait<E: Polled>(&self, endpoint: E) -> Result<E::Output, Error> {
        let mut wait = Wait::new(
            E::OPERATION,
            &self.setup.settings,
            E::POLLING,
            self.transport.now(),
        );
        loop {
            let client = self.with(wait.options(self.transport.now()));
            let answer = client.send_full(&endpoint);
            match wait.answered::<E>(answer, self.transport.now(), self.transport.date()) {
                Step::Done(output) => return Ok(output),
                Step::Failed(error) => return Err(error),
                Step::Pause(pause) => self.transport.sleep(pause),
            }
        }
    }

    /// The request of an endpoint as this client would send it, for another HTTP stack: absolute, with its headers and credentials.
    /// What comes back goes to [`Endpoint::response`]. It holds the credentials: those in headers are marked as sensitive, one in the query
    /// stands in the URI for all to see.
    ///
    /// # Errors
    /// The request is invalid, or credentials are missing.
    pub fn prepare<E: Endpoint>(&self, endpoint: &E) -> Result<Request<Body>, Error> {
        let request = endpoint.request(self.setup.settings.checks)?;
        Ok(self.setup.prepare(E::OPERATION, request)?.0)
    }

    /// A call whose answer is taken into memory.
    fn whole(
        &self,
        operation: &'static Operation,
        request: Request<Body>,
    ) -> Result<(Response<Bytes>, u32), Error> {
        let answer = self.call(operation, request, false)?;
        match answer.payload {
            Payload::Whole(reply) => Ok((reply, answer.attempts)),
            // Never, since no stream was asked for.
            Payload::Stream(reply, _) => Ok((reply.map(|_| Bytes::new()), answer.attempts)),
        }
    }

    fn call(
        &self,
        operation: &'static Operation,
        request: Request<Body>,
        stream: bool,
    ) -> Result<Answer, Error> {
        let trace = Trace::new(operation);
        let result = trace.enter(|| self.attempts(operation, request, stream, &trace));
        trace.finish(result.as_ref().err());
        result
    }

    /// One call with all its attempts: compiled once, whatever the endpoint.
    fn attempts(
        &self,
        operation: &'static Operation,
        request: Request<Body>,
        stream: bool,
        trace: &Trace,
    ) -> Result<Answer, Error> {
        let transport = &*self.transport;
        let (mut request, mut prepared) = self.setup.prepare(operation, request)?;
        let mut exchange = Exchange::new(
            operation,
            &self.setup.settings,
            prepared.nature(),
            transport.now(),
        );
        loop {
            let end = exchange.begin(transport.now());
            trace.attempt(exchange.attempts());
            let limits = self.limits(end, exchange.deadline(), stream);
            let next = match transport.call(request, limits) {
                Err(error) => exchange.failed(error, self.moment()),
                Ok(head) => {
                    trace.status(head.status());
                    if stream
                        && exchange.is_whole(head.status(), head.headers())
                        && reply::streams(operation, &head)
                    {
                        let payload = Payload::Stream(head, exchange.deadline());
                        return Ok(Answer {
                            payload,
                            attempts: exchange.attempts(),
                        });
                    }
                    let mut arrived = self.collect(operation, head, end);
                    match exchange.arrived(prepared.uri(), &mut arrived, || self.moment()) {
                        Next::Return => {
                            let payload = Payload::Whole(arrived.into_response());
                            return Ok(Answer {
                                payload,
                                attempts: exchange.attempts(),
                            });
                        }
                        next => next,
                    }
                }
            };
            match next {
                Next::Return => {}
                Next::Fail(error) => return Err(error),
                Next::Follow(uri) => prepared.follow(uri),
                Next::Again(pause) => {
                    trace.again(pause);
                    transport.sleep(pause);
                }
            }
            request = prepared.again()?;
        }
    }

    /// The limits of an attempt that has to end by then. A stream has until the call's deadline once it has begun.
    fn limits(&self, end: Option<Instant>, deadline: Option<Instant>, stream: bool) -> Limits {
        let now = self.transport.now();
        let left = |end: Option<Instant>| end.map(|end| end.saturating_duration_since(now));
        if stream {
            let idle = Some(self.setup.settings.idle);
            Limits {
                whole: left(deadline),
                head: left(end),
                idle,
            }
        } else {
            Limits {
                whole: left(end),
                head: None,
                idle: None,
            }
        }
    }

    /// Takes an answer into memory, as far as it comes and the limit allows.
    fn collect(
        &self,
        operation: &Operation,
        head: Response<Incoming>,
        end: Option<Instant>,
    ) -> Arrived {
        let limit = self.setup.settings.response_limit;
        let (parts, incoming) = head.into_parts();
        let mut body = Vec::new();
        // One byte more tells an answer of exactly the limit from a longer one.
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let mut incoming = incoming.take(most);
        let mut chunk = vec![0; 16 * 1024];
        let broken = loop {
            if end.is_some_and(|end| self.transport.now() > end) {
                let late = super::TransportError::too_late(self.setup.settings.timeout);
                break Some(Broken::Transport(late));
            }
            match incoming.read(&mut chunk) {
                Ok(0) if body.len() > limit => break Some(Broken::TooLarge),
                Ok(0) => break None,
                Ok(count) => body.extend_from_slice(chunk.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => break Some(Broken::Transport(unread(error))),
            }
        };
        body.truncate(limit);
        Arrived::new(operation, parts, body.into(), broken)
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.setup.settings
    }

    fn moment(&self) -> Moment {
        let transport = &self.transport;
        Moment {
            now: transport.now(),
            date: transport.date(),
            random: transport.random(),
        }
    }
}

impl Shell for Client {
    type Transport = dyn Transport;

    fn transport(connection: &Connection) -> Result<Arc<dyn Transport>, Error> {
        Ok(Arc::new(Ureq::new(connection)?))
    }

    fn assemble(setup: Setup, transport: Arc<dyn Transport>) -> Self {
        Self {
            setup: Arc::new(setup),
            transport,
        }
    }
}

/// Names of credentials, never their values.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.setup).finish()
    }
}
