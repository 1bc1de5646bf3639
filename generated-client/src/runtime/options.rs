//! What can be set for a client, and again for a call.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{Checks, Error};

/// Options of some calls: `client.with(Options::new().retries(0)).send(..)`.
///
/// What is not set stays as the client has it.
///
/// `Debug` shows names of headers and query parameters, not their values.
#[derive(Clone, Default)]
#[must_use = "options do nothing until `client.with(..)` takes them"]
pub struct Options {
    timeout: Option<Duration>,
    deadline: Option<Duration>,
    idle: Option<Duration>,
    retries: Option<u32>,
    longest_wait: Option<Duration>,
    poll_interval: Option<Duration>,
    response_limit: Option<usize>,
    checks: Option<Checks>,
    headers: HeaderMap,
    query: Vec<(String, String)>,
    problems: Vec<String>,
}

impl Options {
    /// No option set.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long one attempt may take, its answer included (of a download that is streamed: until the answer begins). At first 60 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long a call may take with all its attempts and the waits between them; of `wait`, the whole waiting. At first there is none.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// How long a download that is streamed may stand still. At first 30 s.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle = Some(timeout);
        self
    }

    /// How often a call may be sent again after its first attempt. At first twice.
    pub fn retries(mut self, retries: u32) -> Self {
        self.retries = Some(retries);
        self
    }

    /// The longest `Retry-After` that is waited for. Beyond it the error comes back at once and says how long to wait. At first 60 s.
    pub fn longest_retry_after(mut self, wait: Duration) -> Self {
        self.longest_wait = Some(wait);
        self
    }

    /// The pause between two questions of `wait`. At first what the API declares.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.poll_interval = Some(interval);
        self
    }

    /// The most bytes of an answer that are taken into memory. At first 16 MiB.
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.response_limit = Some(bytes);
        self
    }

    /// Whether the constraints of the document are checked before a request is sent. At first they are.
    ///
    /// Servers move limits: with checks off the server decides, and members and values that the document does not name may be sent.
    pub fn checks(mut self, checks: Checks) -> Self {
        self.checks = Some(checks);
        self
    }

    /// A header for the request; it replaces one of that name that the client or the endpoint sets, but no credential.
    /// One that cannot be sent is an error of the call.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match header(name.as_ref(), value.as_ref()) {
            Ok((name, value)) => {
                self.headers.append(name, value);
            }
            Err(problem) => self.problems.push(problem),
        }
        self
    }

    /// A parameter for the query, after those of the endpoint.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("idle_timeout", &self.idle)
            .field("retries", &self.retries)
            .field("longest_retry_after", &self.longest_wait)
            .field("poll_interval", &self.poll_interval)
            .field("response_limit", &self.response_limit)
            .field("checks", &self.checks)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field(
                "query",
                &self.query.iter().map(|(name, _)| name).collect::<Vec<_>>(),
            )
            .finish()
    }
}

/// Everything that can be set, with its value.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) timeout: Duration,
    pub(crate) deadline: Option<Duration>,
    pub(crate) wait_deadline: Option<Duration>,
    pub(crate) idle: Duration,
    pub(crate) retries: u32,
    pub(crate) longest_wait: Duration,
    pub(crate) poll_interval: Option<Duration>,
    pub(crate) response_limit: usize,
    pub(crate) checks: Checks,
    pub(crate) headers: HeaderMap,
    pub(crate) query: Vec<(String, String)>,
    problems: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            deadline: None,
            wait_deadline: None,
            idle: Duration::from_secs(30),
            retries: 2,
            longest_wait: Duration::from_secs(60),
            poll_interval: None,
            response_limit: 16 * 1024 * 1024,
            checks: Checks::On,
            headers: HeaderMap::new(),
            query: Vec::new(),
            problems: Vec::new(),
        }
    }
}

impl Settings {
    /// These settings with options over them.
    pub(crate) fn with(&self, options: Options) -> Self {
        let mut headers = self.headers.clone();
        replace(&mut headers, &options.headers);
        Self {
            timeout: options.timeout.unwrap_or(self.timeout),
            deadline: options.deadline.or(self.deadline),
            wait_deadline: options.deadline.or(self.wait_deadline),
            idle: options.idle.unwrap_or(self.idle),
            retries: options.retries.unwrap_or(self.retries),
            longest_wait: options.longest_wait.unwrap_or(self.longest_wait),
            poll_interval: options.poll_interval.or(self.poll_interval),
            response_limit: options.response_limit.unwrap_or(self.response_limit),
            checks: options.checks.unwrap_or(self.checks),
            headers,
            query: self.query.iter().cloned().chain(options.query).collect(),
            problems: self
                .problems
                .iter()
                .cloned()
                .chain(options.problems)
                .collect(),
        }
    }

    /// The error of options that cannot be followed.
    pub(crate) fn verify(&self) -> Result<(), Error> {
        match self.problems.as_slice() {
            [] => Ok(()),
            problems => Err(Error::configuration(problems.join("; "))),
        }
    }
}

/// Puts headers over others: every value of a name replaces every value of that name.
pub(crate) fn replace(headers: &mut HeaderMap, over: &HeaderMap) {
    for name in over.keys() {
        headers.remove(name);
        for value in over.get_all(name) {
            headers.append(name, value.clone());
        }
    }
}

/// A header that a caller may set. The problem does not repeat the value.
fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), String> {
    /// What the transport writes itself; a second opinion would make a request that two servers read in two ways.
    const FRAMING: [&str; 7] = [
        "connection",
        "content-length",
        "host",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];

    let name: HeaderName = name
        .parse()
        .map_err(|_| format!("{name:?} is no name of a header"))?;
    if FRAMING.contains(&name.as_str()) {
        return Err(format!(
            "the header `{name}` is written by the transport and cannot be set"
        ));
    }
    let value = value.parse().map_err(|_| {
        format!("the value for the header `{name}` has a character that no header can carry")
    })?;
    Ok((name, value))
}
