//! Both clients behind one face, over connections or in virtual time.

use std::collections::VecDeque;
use std::io::Cursor;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use letterpress_runtime::runtime::{
    self, Body, BoxFuture, Bytes, Client, Credentials, Endpoint, Error, Options, Polled, Reply,
    Streamed, TransportError, blocking, http,
};

/// The async client with a runtime to run it, or the blocking one.
pub enum Any {
    Async(Arc<tokio::runtime::Runtime>, Client),
    Blocking(blocking::Client),
}

/// Both clients, with a token.
pub fn clients(url: &str) -> [Any; 2] {
    clients_with(url, &Credentials::new().token("t0ken"), Options::new())
}

pub fn clients_with(url: &str, credentials: &Credentials, options: Options) -> [Any; 2] {
    let client = Client::builder()
        .base_url(url)
        .credentials(credentials.clone())
        .no_proxy()
        .build()
        .unwrap();
    let other = blocking::Client::builder()
        .base_url(url)
        .credentials(credentials.clone())
        .no_proxy()
        .build()
        .unwrap();
    [
        Any::Async(tokio(), client.with(options.clone())),
        Any::Blocking(other.with(options)),
    ]
}

pub fn tokio() -> Arc<tokio::runtime::Runtime> {
    let tokio = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    Arc::new(tokio)
}

impl Any {
    pub fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        match self {
            Self::Async(tokio, client) => tokio.block_on(client.send(endpoint)),
            Self::Blocking(client) => client.send(endpoint),
        }
    }

    pub fn send_full<E: Endpoint>(&self, endpoint: E) -> Result<Reply<E::Output>, Error> {
        match self {
            Self::Async(tokio, client) => tokio.block_on(client.send_full(endpoint)),
            Self::Blocking(client) => client.send_full(endpoint),
        }
    }

    pub fn wait<E: Polled>(&self, endpoint: E) -> Result<E::Output, Error> {
        match self {
            Self::Async(tokio, client) => tokio.block_on(client.wait(endpoint)),
            Self::Blocking(client) => client.wait(endpoint),
        }
    }

    /// Opens a download and reads it into memory.
    pub fn download<E: Streamed>(&self, endpoint: E) -> Result<Vec<u8>, Error> {
        match self {
            Self::Async(tokio, client) => {
                tokio.block_on(async { client.open(endpoint).await?.to_vec().await })
            }
            Self::Blocking(client) => client.open(endpoint)?.to_vec(),
        }
    }

    /// Opens a download and reads it into a file.
    pub fn download_to<E: Streamed>(
        &self,
        endpoint: E,
        path: &std::path::Path,
    ) -> Result<u64, Error> {
        match self {
            Self::Async(tokio, client) => {
                tokio.block_on(async { client.open(endpoint).await?.to_file(path).await })
            }
            Self::Blocking(client) => client.open(endpoint)?.to_file(path),
        }
    }

    pub fn with(&self, options: Options) -> Self {
        match self {
            Self::Async(tokio, client) => Self::Async(Arc::clone(tokio), client.with(options)),
            Self::Blocking(client) => Self::Blocking(client.with(options)),
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Async(..) => "async",
            Self::Blocking(_) => "blocking",
        }
    }
}

/// What happens to a request in virtual time.
#[derive(Clone)]
pub enum Fate {
    /// An answer.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// No connection.
    NoConnection,
    /// The connection breaks after the request was sent.
    Breaks,
    /// An answer that never comes.
    Hangs,
}

impl Fate {
    pub fn status(status: u16) -> Self {
        Self::Answer(status, Vec::new(), String::new())
    }

    pub fn retry_after(status: u16, value: &str) -> Self {
        Self::Answer(
            status,
            vec![("retry-after", value.to_owned())],
            String::new(),
        )
    }

    pub fn json(body: &str) -> Self {
        Self::Answer(
            200,
            vec![("content-type", "application/json".to_owned())],
            body.to_owned(),
        )
    }
}

/// A transport without connections, whose clock runs only while somebody sleeps.
#[derive(Clone)]
pub struct Stage(Arc<Mutex<State>>);

struct State {
    start: Instant,
    passed: Duration,
    fates: VecDeque<Fate>,
    calls: Vec<(Duration, String)>,
    sleeps: Vec<Duration>,
}

/// The date at which virtual time starts: Sat, 01 Jan 2000 00:00:00 GMT.
pub const START: Duration = Duration::from_secs(946_684_800);

impl Stage {
    pub fn new(fates: Vec<Fate>) -> Self {
        let state = State {
            start: Instant::now(),
            passed: Duration::ZERO,
            fates: fates.into(),
            calls: Vec::new(),
            sleeps: Vec::new(),
        };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Both clients, each on a stage of its own.
    pub fn clients(fates: impl Fn() -> Vec<Fate>, options: Options) -> Vec<(Self, Any)> {
        let stage = Self::new(fates());
        let client = Client::builder()
            .credentials(Credentials::new().token("t0ken"))
            .transport(Arc::new(stage.clone()));
        let client = client.build().unwrap().with(options.clone());
        let other = Self::new(fates());
        let blocking = blocking::Client::builder()
            .credentials(Credentials::new().token("t0ken"))
            .transport(Arc::new(other.clone()));
        let blocking = blocking.build().unwrap().with(options);
        vec![
            (stage, Any::Async(tokio(), client)),
            (other, Any::Blocking(blocking)),
        ]
    }

    /// When requests were made, since the start.
    pub fn calls(&self) -> Vec<f64> {
        self.0
            .lock()
            .unwrap()
            .calls
            .iter()
            .map(|(at, _)| at.as_secs_f64())
            .collect()
    }

    pub fn passed(&self) -> f64 {
        self.0.lock().unwrap().passed.as_secs_f64()
    }

    pub fn sleeps(&self) -> Vec<f64> {
        self.0
            .lock()
            .unwrap()
            .sleeps
            .iter()
            .map(Duration::as_secs_f64)
            .collect()
    }

    /// The answer to a request; none where there is never one.
    fn act(
        &self,
        request: &http::Request<Body>,
    ) -> Option<Result<http::Response<Bytes>, TransportError>> {
        let mut state = self.0.lock().unwrap();
        let at = state.passed;
        state
            .calls
            .push((at, format!("{} {}", request.method(), request.uri())));
        // The last one stays.
        let fate = if state.fates.len() > 1 {
            state.fates.pop_front()?
        } else {
            state.fates.front()?.clone()
        };
        answer(&fate)
    }

    /// Time passes.
    pub fn pass(&self, time: Duration) {
        let mut state = self.0.lock().unwrap();
        state.passed += time;
        state.sleeps.push(time);
    }
}

fn answer(fate: &Fate) -> Option<Result<http::Response<Bytes>, TransportError>> {
    Some(match fate {
        Fate::Answer(status, headers, body) => {
            let mut response = http::Response::builder().status(*status);
            for (name, value) in headers {
                response = response.header(*name, value);
            }
            Ok(response.body(Bytes::from(body.clone())).unwrap())
        }
        Fate::NoConnection => Err(TransportError::nothing_sent("refused")),
        Fate::Breaks => Err(TransportError::new("reset")),
        Fate::Hangs => return None,
    })
}

/// A body that is all there.
struct Ready(Option<Bytes>);

impl http_body::Body for Ready {
    type Data = Bytes;
    type Error = runtime::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, runtime::BoxError>>> {
        std::task::Poll::Ready(self.0.take().map(|bytes| Ok(http_body::Frame::data(bytes))))
    }
}

impl runtime::Transport for Stage {
    fn call(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<runtime::Incoming>, TransportError>> {
        match self.act(&request) {
            Some(answer) => {
                let answer = answer.map(|response| {
                    response.map(|body| Box::pin(Ready(Some(body))) as runtime::Incoming)
                });
                Box::pin(std::future::ready(answer))
            }
            None => Box::pin(std::future::pending()),
        }
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.pass(duration) })
    }

    fn now(&self) -> Instant {
        let state = self.0.lock().unwrap();
        state.start + state.passed
    }

    fn date(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + START + self.0.lock().unwrap().passed
    }

    /// No jitter: waits are as long as they can be.
    fn random(&self) -> f64 {
        0.0
    }
}

impl blocking::Transport for Stage {
    fn call(
        &self,
        request: http::Request<Body>,
        limits: blocking::Limits,
    ) -> Result<http::Response<blocking::Incoming>, TransportError> {
        match self.act(&request) {
            Some(answer) => answer.map(|response| {
                response.map(|body| Box::new(Cursor::new(body)) as blocking::Incoming)
            }),
            None => {
                self.pass(limits.whole.expect("a call has a time limit"));
                Err(TransportError::timed_out("too late"))
            }
        }
    }

    fn sleep(&self, duration: Duration) {
        self.pass(duration);
    }

    fn now(&self) -> Instant {
        runtime::Transport::now(self)
    }

    fn date(&self) -> SystemTime {
        runtime::Transport::date(self)
    }

    fn random(&self) -> f64 {
        0.0
    }
}
