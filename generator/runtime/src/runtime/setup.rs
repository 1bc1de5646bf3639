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

/// A request that can be sent, again and again. It is held as long as a call lasts: it keeps what is needed, and no more.
pub(crate) struct Prepared {
    operation: &'static Operation,
    base: Arc<Base>,
    credentials: Arc<Credentials>,
    method: Method,
    /// Without credentials.
    uri: Uri,
    /// Without credentials. A list: most are never sent again, and it costs less than a map.
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
    ) -> Result<(Request<Body>, Prepared), Error> {
        self.settings
            .verify()
            .map_err(|error| error.of(operation))?;
        let (mut parts, body) = request.into_parts();
        let unsendable = |error: http::Error| {
            Error::configuration(format!("no URL can be made of the request: {error}"))
                .of(operation)
        };
        let base = self
            .place(&mut parts)
            .map_err(|error| error.of(operation))?;
        parts.uri = base.join(&parts.uri).map_err(unsendable)?;
        let query = match parts.extensions.remove() {
            Some(Whole) => &[],
            None => self.settings.query.as_slice(),
        };
        for (name, value) in query {
            parts.uri = with_query(&parts.uri, name, value).map_err(unsendable)?;
        }
        if !parts.headers.contains_key(ACCEPT) {
            parts
                .headers
                .insert(ACCEPT, HeaderValue::from_static(operation.accept));
        }
        parts.headers.insert(USER_AGENT, self.user_agent.clone());
        replace(&mut parts.headers, &self.settings.headers);
        let listed = parts.headers.iter();
        let listed = listed.map(|(name, value)| (name.clone(), value.clone()));
        let prepared = Prepared {
            operation,
            base,
            credentials: Arc::clone(&self.credentials),
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            headers: listed.collect(),
            body: body.clone(),
        };
        // Missing credentials are an error before any I/O.
        self.credentials.authorise(operation, &mut parts)?;
        Ok((Request::from_parts(parts, body), prepared))
    }
}

impl Setup {
    /// Where a request goes: to the client's base URL, unless the operation has a server of its own.
    fn place(&self, parts: &mut request::Parts) -> Result<Arc<Base>, Error> {
        if let (Some(Relative(relative)), false) = (parts.extensions.remove(), self.elsewhere) {
            parts.uri = relative;
        }
        if parts.uri.authority().is_none() {
            return Ok(Arc::clone(&self.base));
        }
        let base = Base::of(&parts.uri).map_err(Error::configuration)?;
        if self.secrets {
            base.verify_private()?;
        }
        Ok(Arc::new(base))
    }
}

impl Prepared {
    /// Where it goes.
    pub(crate) fn base(&self) -> &Arc<Base> {
        &self.base
    }

    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }

    pub(crate) fn nature(&self) -> Nature {
        Nature {
            replayable: self.body.is_replayable(),
            ranged: self.headers.iter().any(|(name, _)| name == RANGE),
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
        parts.headers = HeaderMap::from_iter(self.headers.iter().cloned());
        self.credentials.authorise(self.operation, &mut parts)?;
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
