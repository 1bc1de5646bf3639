//! A PCAP server in memory, on loopback: the nine operations as Cloudflare answers them, and every way to break an answer.
//!
//! It keeps to what is documented of the API; where nothing is documented, it takes the plainest guess and says so at that place.
//!
//! ```no_run
//! use letterpress_tests::server::{Fault, Options, Server};
//!
//! let server = Server::start(Options::default())?;
//! server.fault(Fault::Html502); // the next request is answered so
//! println!("{}", server.base_url());
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! - `answer` makes answers: the envelope, failures, the headers that each has.
//! - `control` is what a person with curl can ask for: faults, the bucket, a capture's status.
//! - `fault` names the ways in which an answer can go wrong.
//! - `operations` carries out the nine operations.
//! - `packets` writes a pcap file.
//! - `serve` speaks HTTP; nothing else here does I/O.
//! - `state` is what the server remembers, and how captures advance.
//! - `validate` refuses bodies that the API would refuse.

mod answer;
mod control;
mod fault;
mod operations;
mod packets;
mod serve;
mod state;
mod validate;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::sync::oneshot;

pub use fault::{Canned, Fault};
pub use state::Seen;

use state::State;

/// How a server behaves.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The API token that is accepted.
    pub token: String,
    /// The email address that is accepted together with [`key`](Self::key).
    pub email: String,
    /// The API key that is accepted together with [`email`](Self::email).
    pub key: String,
    /// The only account that the credentials may use: 32 hexadecimal digits.
    pub account: String,
    /// How long a capture stays in one status. A simple capture takes two of them, a full one at most thirteen.
    pub pace: Duration,
    /// Whether a second simple capture within a minute is refused, as Cloudflare does.
    pub one_simple_a_minute: bool,
    /// How many requests are answered in five minutes before all are refused with 429.
    pub requests: u32,
    /// Whether each request is noted on standard error.
    pub log: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            token: "local-token".to_owned(),
            email: "user@example.com".to_owned(),
            key: "local-key".to_owned(),
            account: "023e105f4ecef8ad9ca31a8372d0c353".to_owned(),
            pace: Duration::from_millis(20),
            one_simple_a_minute: false,
            requests: 1200,
            log: false,
        }
    }
}

/// A server that runs on a thread of its own until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts to listen; requests are answered when this returns.
    ///
    /// # Errors
    ///
    /// The port is taken, or the thread can't be started.
    pub fn start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::new(options)));
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let shared = Arc::clone(&state);
        let thread = std::thread::Builder::new()
            .name("pcap-server".to_owned())
            .spawn(move || runtime.block_on(serve::run(listener, shared, stopped)))?;
        Ok(Self {
            address,
            state,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// What a client takes as its base URL: `http://127.0.0.1:<port>/client/v4`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("{}/client/v4", self.origin())
    }

    /// Scheme, host and port, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Breaks the next request that has no fault yet; faults are used up in the order in which they are given.
    pub fn fault(&self, fault: Fault) {
        self.state().faults.push_back(fault);
    }

    /// The requests so far, in order of arrival, those to `/_control` left out.
    #[must_use]
    pub fn requests(&self) -> Vec<Seen> {
        self.state().seen.clone()
    }

    /// Forgets the requests so far.
    pub fn forget_requests(&self) {
        self.state().seen.clear();
    }

    /// Lays members over a capture's answer from now on: a status of any name, a member that no schema has. False: there is no such capture.
    pub fn set_capture(&self, id: &str, members: Map<String, Value>) -> bool {
        self.state().set_capture(id, members)
    }

    /// The content of a challenge file, which the owner of the bucket would read there.
    #[must_use]
    pub fn challenge(&self, filename: &str) -> Option<String> {
        self.state().challenge(filename).map(str::to_owned)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The thread may have ended by itself; then nobody listens.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            // A panic over there has already been printed; a second one here would only hide it.
            let _ = thread.join();
        }
    }
}
