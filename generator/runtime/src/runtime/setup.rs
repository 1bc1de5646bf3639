//! What both clients are: where requests go, with what, and how. Makes a request ready to be sent.

use std::fmt;
use std::sync::Arc;

use http::header::{ACCEPT, RANGE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri, request};

use super::base::Base;
use super::base_url::Relative;
use super::credentials::with_query;
use super::exchange::Nature;
use super::options::{Settings, replace};
use super::{Body, Credentials, Error, Operation, Options};

/// The unchanging part of a client, shared by its clones.
#[derive(Clone)]
pub struct Setup {
    pub(crate) base: Arc<Base>,
    /// Whether operations with servers of their own go to them.
    pub(crate) elsewhere: bool,
    /// Whether there are credentials that must not be read on the way.
    pub(crate) secrets: bool,
    pub(crate) credentials: Arc<Credentials>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) settings: Arc<Settings>,
}

/// A request that can be sent, again and again. It is held as long as a call lasts: it keeps what is its own, and no more.
pub(crate) struct Prepared<'a> {
    setup: &'a Setup,
    operation: &'static Operation,
    method: Method,
    /// Without credentials.
    uri: Uri,
    /// Those of the endpoint. A list: most are never sent again, and it costs less than a map.
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Body,
}

/// A mark of a request whose URI is whole: a server has named it, and nothing is added to it.
#[derive(Clone, Debug)]
pub(crate) struct Whole;

impl Setup {
    pub(crate) fn with(&self, options: Options) -> Self {
        Self {
            settings: Arc::new(self.settings.with(options)),
            ..self.clone()
        }
    }

    /// An endpoint's request with the base URL, the headers of the client and its credentials, and what is needed to send it again.
    pub(crate) fn prepare(
        &self,
        operation: &'static Operation,
        request: Request<Body>,
    ) -> Result<(Request<Body>, Prepared<'_>), Error> {
        self.settings
            .verify()
            .map_err(|error| error.of(operation))?;
        let (mut parts, body) = request.into_parts();
        self.place(operation, &mut parts)?;
        let prepared = Prepared {
            setup: self,
            operation,
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            headers: listed(&parts.headers),
            body: body.clone(),
        };
        // Missing credentials are an error before any I/O.
        self.dress(operation, &mut parts)?;
        Ok((Request::from_parts(parts, body), prepared))
    }

    /// Where a request goes: to the client's base URL, unless the operation has a server of its own, and with the client's query.
    fn place(
        &self,
        operation: &'static Operation,
        parts: &mut request::Parts,
    ) -> Result<(), Error> {
        let unsendable = |error: http::Error| {
            Error::configuration(format!("no URL can be made of the request: {error}"))
                .of(operation)
        };
        if let (Some(Relative(relative)), false) = (parts.extensions.remove(), self.elsewhere) {
            parts.uri = relative;
        }
        let uri = std::mem::take(&mut parts.uri);
        parts.uri = if uri.authority().is_none() {
            self.base.join(uri)
        } else {
            let base = Base::of(&uri).map_err(|error| Error::configuration(error).of(operation))?;
            if self.secrets {
                base.verify_private().map_err(|error| error.of(operation))?;
            }
            base.join(uri)
        }
        .map_err(unsendable)?;
        let query = match parts.extensions.remove() {
            Some(Whole) => &[],
            None => self.settings.query.as_slice(),
        };
        for (name, value) in query {
            parts.uri = with_query(&parts.uri, name, value).map_err(unsendable)?;
        }
        Ok(())
    }

    /// Adds the headers of the client and its credentials.
    fn dress(
        &self,
        operation: &'static Operation,
        parts: &mut request::Parts,
    ) -> Result<(), Error> {
        if !parts.headers.contains_key(ACCEPT) {
            parts
                .headers
                .insert(ACCEPT, HeaderValue::from_static(operation.accept));
        }
        parts.headers.insert(USER_AGENT, self.user_agent.clone());
        replace(&mut parts.headers, &self.settings.headers);
        self.credentials.authorise(operation, parts)
    }
}

fn listed(headers: &HeaderMap) -> Vec<(HeaderName, HeaderValue)> {
    let headers = headers.iter();
    headers
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

impl<'a> Prepared<'a> {
    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    pub(crate) fn settings(&self) -> &'a Settings {
        &self.setup.settings
    }

    /// Where it goes.
    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }

    pub(crate) fn nature(&self) -> Nature {
        let asked = &self.setup.settings.headers;
        Nature {
            replayable: self.body.is_replayable(),
            ranged: self.headers.iter().any(|(name, _)| name == RANGE) || asked.contains_key(RANGE),
        }
    }

    /// From now on it goes to another URI of the same origin.
    pub(crate) fn follow(&mut self, uri: Uri) {
        self.uri = uri;
    }

    /// The request once more, with its credentials.
    pub(crate) fn again(&self) -> Result<Request<Body>, Error> {
        let (mut parts, body) = Request::new(self.body.clone()).into_parts();
        parts.method = self.method.clone();
        parts.uri = self.uri.clone();
        parts.headers = self.headers.iter().cloned().collect();
        self.setup.dress(self.operation, &mut parts)?;
        Ok(Request::from_parts(parts, body))
    }
}

/// The origin, names of credentials, and settings.
impl fmt::Debug for Setup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setup")
            .field("origin", &format_args!("{}", self.base.origin()))
            .field("credentials", &self.credentials)
            .field("user_agent", &self.user_agent)
            .field("timeout", &self.settings.timeout)
            .field("retries", &self.settings.retries)
            .finish_non_exhaustive()
    }
}
