//! Building a client: the same settings for both.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use crate::api::API;

use super::base::Base;
use super::options::Settings;
use super::setup::Setup;
use super::{BaseUrl, Checks, Credentials, Error, Options, Secret};

/// Sets a client up. Made by `Client::builder()` and `blocking::Client::builder()`.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C: Shell> {
    base_url: Option<BaseUrl>,
    credentials: Credentials,
    allow_insecure_http: bool,
    user_agent: Option<String>,
    options: Options,
    connection: Connection,
    transport: Option<Arc<C::Transport>>,
}

/// How the transport connects.
#[derive(Clone, Debug)]
pub struct Connection {
    /// Whether the API is behind https.
    pub(crate) secure: bool,
    pub(crate) connect_timeout: Duration,
    pub(crate) proxy: Proxy,
    /// How long a blocking read may stand still.
    pub(crate) idle: Duration,
}

/// Through which proxy.
#[derive(Clone, Debug)]
pub(crate) enum Proxy {
    /// As `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say.
    Environment,
    None,
    /// A URL, which may hold a password.
    Url(Secret),
}

/// A client that can be built: a shell over a transport.
pub trait Shell: Sized {
    /// The HTTP stack under it.
    type Transport: ?Sized;

    /// The HTTP stack that comes with the crate.
    ///
    /// # Errors
    /// It cannot be set up; the error says why.
    #[doc(hidden)]
    fn transport(connection: &Connection) -> Result<Arc<Self::Transport>, Error>;

    #[doc(hidden)]
    fn assemble(setup: Setup, transport: Arc<Self::Transport>) -> Self;
}

impl<C: Shell> ClientBuilder<C> {
    pub(crate) fn new() -> Self {
        let connection = Connection {
            secure: true,
            connect_timeout: Duration::from_secs(10),
            proxy: Proxy::Environment,
            idle: Duration::from_secs(30),
        };
        Self {
            base_url: API.base_url.map(BaseUrl::documented),
            credentials: Credentials::new(),
            allow_insecure_http: false,
            user_agent: None,
            options: Options::new(),
            connection,
            transport: None,
        }
    }

    /// Takes credentials, and the base URL where one is set, from the environment.
    ///
    /// # Errors
    /// No set of credentials is complete; the error names the variables that are missing.
    pub fn env(mut self) -> Result<Self, Error> {
        self.credentials = Credentials::from_env()?;
        let base_url = API
            .base_url_env
            .and_then(|name| std::env::var(name).ok())
            .filter(|url| !url.is_empty());
        if base_url.is_some() {
            self.base_url = base_url.map(BaseUrl::from);
        }
        Ok(self)
    }

    /// What authenticates requests.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// Where the API is. A path in it is kept: `https://example.com/v4` and `https://example.com/v4/` mean the same.
    ///
    /// Every request goes there, also of operations that the document places on servers of their own; unless what is given is a server of the document.
    pub fn base_url(mut self, url: impl Into<BaseUrl>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sends credentials over `http://` to other machines too, where anybody on the way can read them.
    pub fn allow_insecure_http(mut self) -> Self {
        self.allow_insecure_http = true;
        self
    }

    /// Words for the user agent, after the crate's own: `my-tool/1.2`.
    pub fn user_agent(mut self, words: impl Into<String>) -> Self {
        self.user_agent = Some(words.into());
        self
    }

    /// How long connecting may take. At first 10 s.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connection.connect_timeout = timeout;
        self
    }

    /// How long one attempt may take, its answer included. At first 60 s. See [`Options::timeout`].
    pub fn timeout(self, timeout: Duration) -> Self {
        self.set(|options| options.timeout(timeout))
    }

    /// How long a call may take with all its attempts. At first there is no end. It is not the deadline of `wait`.
    pub fn deadline(self, deadline: Duration) -> Self {
        self.set(|options| options.deadline(deadline))
    }

    /// How long a download that is streamed may stand still. At first 30 s.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.connection.idle = timeout;
        self.set(|options| options.idle_timeout(timeout))
    }

    /// How often a call may be sent again. At first twice. See [`Options::retries`].
    pub fn retries(self, retries: u32) -> Self {
        self.set(|options| options.retries(retries))
    }

    /// The longest `Retry-After` that is waited for. At first 60 s. See [`Options::longest_retry_after`].
    pub fn longest_retry_after(self, wait: Duration) -> Self {
        self.set(|options| options.longest_retry_after(wait))
    }

    /// The most bytes of an answer that are taken into memory. At first 16 MiB.
    pub fn response_limit(self, bytes: usize) -> Self {
        self.set(|options| options.response_limit(bytes))
    }

    /// Whether constraints are checked before a request is sent. At first they are. See [`Options::checks`].
    pub fn checks(self, checks: Checks) -> Self {
        self.set(|options| options.checks(checks))
    }

    /// A header for every request. See [`Options::header`].
    pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        self.set(|options| options.header(name, value))
    }

    /// A query parameter for every request.
    pub fn query(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.set(|options| options.query(name, value))
    }

    /// Connects through this proxy. At first the environment decides: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.connection.proxy = Proxy::Url(Secret::from(url.into()));
        self
    }

    /// Connects through no proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.connection.proxy = Proxy::None;
        self
    }

    /// Sends requests through another HTTP stack. It must not follow redirects: see the trait.
    /// Timeout of connecting and proxy are then its own.
    pub fn transport(mut self, transport: Arc<C::Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// There is no base URL, or one that cannot be; half a pair of credentials, or one that no header can carry; credentials that would go
    /// over `http://`; a header that cannot be sent. No I/O has happened.
    pub fn build(self) -> Result<C, Error> {
        let url = self.base_url.as_ref().ok_or_else(|| {
            Error::configuration(
                "there is no base URL: the document names no server that is known without it, so set `base_url`",
            )
        })?;
        let base = Base::parse(url.as_str()).map_err(Error::configuration)?;
        let elsewhere = url.is_documented();
        self.credentials.verify()?;
        let secrets = !(self.credentials.is_empty() || self.allow_insecure_http);
        if secrets {
            base.verify_private()?;
        }
        let mut settings = Settings::default().with(self.options);
        settings.wait_deadline = None;
        settings.verify()?;
        let user_agent = match &self.user_agent {
            Some(words) => format!("{}/{} {words}", API.name, API.version),
            None => format!("{}/{}", API.name, API.version),
        };
        let user_agent = HeaderValue::try_from(user_agent).map_err(|_| {
            Error::configuration("the user agent has a character that no header can carry")
        })?;
        let transport = match self.transport {
            Some(transport) => transport,
            None if base.origin().is_secure()
                && cfg!(not(any(feature = "rustls", feature = "native-tls"))) =>
            {
                return Err(Error::configuration(
                    "https needs the feature `rustls` or `native-tls`",
                ));
            }
            None => C::transport(&Connection {
                secure: base.origin().is_secure(),
                ..self.connection
            })?,
        };
        let setup = Setup {
            base: Arc::new(base),
            elsewhere,
            secrets,
            credentials: Arc::new(self.credentials),
            user_agent,
            settings: Arc::new(settings),
        };
        Ok(C::assemble(setup, transport))
    }

    fn set(mut self, option: impl FnOnce(Options) -> Options) -> Self {
        self.options = option(self.options);
        self
    }
}

impl<C: Shell> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
