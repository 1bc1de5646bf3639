//! The async client.

use std::fmt;
use std::future::{poll_fn, ready};
use std::pin::pin;
use std::sync::Arc;
use std::time::Instant;

use http::{Request, Response};

use super::builder::{Connection, Shell};
use super::exchange::{Arrived, Broken, Exchange, Moment, Next};
use super::options::Settings;
use super::setup::{Prepared, Setup};
use super::trace::Trace;
use super::transport::{BoxFuture, Incoming, Limit, Transport};
use super::wait::{Step, Wait};
use super::{
    Body, Bytes, ClientBuilder, Download, Endpoint, Error, Operation, Options, Polled, Reply,
    Streamed, TransportError, reply, transport_reqwest,
};

/// Sends endpoints. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Client {
    pub(super) setup: Setup,
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
        let (reply, attempts) = self.whole(E::OPERATION, request).await?;
        E::response(reply).map_err(|error| error.attempted(attempts))
    }

    /// Sends an endpoint, and hands over its answer while it arrives.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn open<E: Streamed>(&self, endpoint: E) -> Result<Download, Error> {
        let request = endpoint.request(self.setup.settings.checks)?;
        self.begin::<E>(request).await
    }

    /// Sends a request of an endpoint, and hands over its answer while it arrives.
    pub(crate) async fn begin<E: Endpoint>(
        &self,
        request: Request<Body>,
    ) -> Result<Download, Error> {
        let answer = self.call(E::OPERATION, request, true).await?;
        match answer.payload {
            Payload::Stream(reply, end) => {
                let settings = &self.setup.settings;
                Ok(Download::stream(
                    E::OPERATION,
                    reply,
                    Arc::clone(&self.transport),
                    settings,
                    end,
                ))
            }
            Payload::Whole(reply) => {
                let (parts, body) = reply.into_parts();
                let copy = Response::from_parts(parts.clone(), body.clone());
                E::response(copy).map_err(|error| error.attempted(answer.attempts))?;
                let settings = &self.setup.settings;
                Ok(Download::whole(
                    E::OPERATION,
                    parts,
                    body,
                    Arc::clone(&self.transport),
                    settings,
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
            match wait.answered::<E>(answer, self.transport.now(), self.transport.date()) {
                Step::Done(output) => return Ok(output),
                Step::Failed(error) => return Err(error),
                Step::Pause(pause) => self.transport.sleep(pause).await,
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
        self.setup.prepare(E::OPERATION, request)?.request()
    }

    /// A call whose answer is taken into memory.
    async fn whole(
        &self,
        operation: &'static Operation,
        request: Request<Body>,
    ) -> Result<(Response<Bytes>, u32), Error> {
        let answer = self.call(operation, request, false).await?;
        match answer.payload {
            Payload::Whole(reply) => Ok((reply, answer.attempts)),
            // Never, since no stream was asked for.
            Payload::Stream(reply, _) => Ok((reply.map(|_| Bytes::new()), answer.attempts)),
        }
    }

    /// In a box, so that it is compiled once, and what is generic over endpoints stays small. The request is made ready before: what a
    /// future takes and then keeps has two places in it.
    fn call(
        &self,
        operation: &'static Operation,
        request: Request<Body>,
        stream: bool,
    ) -> BoxFuture<'_, Result<Answer, Error>> {
        let trace = Trace::new(operation);
        let mut prepared = match self.setup.prepare(operation, request) {
            Ok(prepared) => prepared,
            Err(error) => {
                trace.finish(Some(&error));
                return Box::pin(ready(Err(error)));
            }
        };
        Box::pin(async move {
            let attempts = pin!(self.attempts(operation, &mut prepared, stream, &trace));
            let result = trace.run(attempts).await;
            trace.finish(result.as_ref().err());
            result
        })
    }

    /// One call with all its attempts.
    async fn attempts(
        &self,
        operation: &'static Operation,
        prepared: &mut Prepared,
        stream: bool,
        trace: &Trace,
    ) -> Result<Answer, Error> {
        let transport = &*self.transport;
        let base = prepared.base();
        let mut exchange = Exchange::new(
            operation,
            &self.setup.settings,
            &base,
            prepared.nature(),
            transport.now(),
        );
        loop {
            let end = exchange.begin(transport.now());
            trace.attempt(exchange.attempts());
            let mut limit = Limit::new(transport, end);
            let next = match limit.keep(transport.call(prepared.request()?)).await {
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
                    let (parts, mut incoming) = head.into_parts();
                    let (body, broken) = self.collect(&mut incoming, &mut limit).await;
                    let mut arrived = Arrived::new(operation, parts, body, broken);
                    match exchange.arrived(prepared.uri(), &mut arrived, self.moment()) {
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
                    transport.sleep(pause).await;
                }
            }
        }
    }

    /// Takes an answer into memory, as far as it comes and the limit allows.
    async fn collect(
        &self,
        incoming: &mut Incoming,
        limit: &mut Limit<'_>,
    ) -> (Bytes, Option<Broken>) {
        let most = self.setup.settings.response_limit;
        // Most answers come in one piece, which is taken as it is.
        let (mut first, mut body) = (Bytes::new(), Vec::new());
        let broken = loop {
            let mut data = match limit.keep(next_data(incoming)).await {
                Ok(None) => break None,
                Ok(Some(data)) => data,
                Err(error) => break Some(Broken::Transport(error)),
            };
            let room = most - first.len().max(body.len());
            let too_large = data.len() > room;
            data.truncate(room);
            if first.is_empty() && body.is_empty() {
                first = data;
            } else {
                if body.is_empty() {
                    body.extend_from_slice(&first);
                }
                body.extend_from_slice(&data);
            }
            if too_large {
                break Some(Broken::TooLarge);
            }
        };
        let body = if body.is_empty() { first } else { body.into() };
        (body, broken)
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

/// The next bytes of a body; none at its end.
pub(crate) async fn next_data(incoming: &mut Incoming) -> Result<Option<Bytes>, TransportError> {
    loop {
        let frame = poll_fn(|context| incoming.as_mut().poll_frame(context)).await;
        match frame {
            None => return Ok(None),
            Some(Err(error)) => return Err(TransportError::new(error)),
            Some(Ok(frame)) => {
                // What is no data is a trailer, which nothing reads.
                if let Ok(data) = frame.into_data() {
                    return Ok(Some(data));
                }
            }
        }
    }
}

impl Shell for Client {
    type Transport = dyn Transport;

    fn transport(connection: &Connection) -> Result<Arc<dyn Transport>, Error> {
        Ok(Arc::new(transport_reqwest::Reqwest::new(connection)?))
    }

    fn assemble(setup: Setup, transport: Arc<dyn Transport>) -> Self {
        Self { setup, transport }
    }
}

/// Names of credentials, never their values.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.setup).finish()
    }
}
