//! The async client.

use std::fmt;
use std::future::ready;
use std::sync::Arc;

use http::{Request, Response};

use super::builder::{Connection, Shell};
use super::call::{Answer, Attempts, Call, Payload};
use super::options::Settings;
use super::setup::Setup;
use super::trace::Trace;
use super::transport::{BoxFuture, Transport};
use super::wait::{Step, Wait};
use super::{
    Body, ClientBuilder, Download, Endpoint, Error, Operation, Options, Polled, Reply, Streamed,
    transport_reqwest,
};

/// Sends endpoints. Cheap to clone; clones share connections.
#[derive(Clone)]
pub struct Client {
    pub(super) setup: Arc<Setup>,
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
    pub async fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        let answer = self.ask(endpoint)?.await?;
        Ok(answer.read::<E>(&self.setup)?.output)
    }

    /// Sends an endpoint, and hands over its answer with status, headers, messages and page information.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_full<E: Endpoint>(&self, endpoint: E) -> Result<Reply<E::Output>, Error> {
        self.ask(endpoint)?.await?.read::<E>(&self.setup)
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
                let credentials = &self.setup.credentials;
                E::response(copy).map_err(|error| error.of_answer(answer.attempts, credentials))?;
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
        Ok(self.setup.prepare(E::OPERATION, request)?.0)
    }

    /// A call whose answer is taken into memory. The endpoint is done with before anything is waited for.
    fn ask<E: Endpoint>(&self, endpoint: E) -> Result<BoxFuture<'_, Result<Answer, Error>>, Error> {
        let request = endpoint.request(self.setup.settings.checks)?;
        Ok(self.call(E::OPERATION, request, false))
    }

    /// In a box, so that it is compiled once, and what is generic over endpoints stays small.
    fn call(
        &self,
        operation: &'static Operation,
        request: Request<Body>,
        stream: bool,
    ) -> BoxFuture<'_, Result<Answer, Error>> {
        let trace = Trace::new(operation);
        match self.setup.prepare(operation, request) {
            Ok((request, prepared)) => {
                let attempts = Attempts::new(&*self.transport, prepared, stream);
                Box::pin(Call::new(trace, attempts, request))
            }
            Err(error) => {
                trace.finish(Some(&error));
                Box::pin(ready(Err(error)))
            }
        }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.setup.settings
    }
}

impl Shell for Client {
    type Transport = dyn Transport;

    fn transport(connection: &Connection) -> Result<Arc<dyn Transport>, Error> {
        Ok(Arc::new(transport_reqwest::Reqwest::new(connection)?))
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
