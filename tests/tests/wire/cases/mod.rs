//! The cases, a subject a file. They are compiled twice: `super` is a crate with what is its own about it.

mod clients;
mod credentials;
mod downloads;
mod endpoints;
mod envelope;
mod errors;
mod numbers;
mod operations;
mod paths;
mod redirects;
mod requests;
mod responses;
mod retries;
mod secrets;
mod spans;
mod waiting;

use std::path::Path;
use std::time::Duration;

use letterpress_tests::server::{self, Server};

use super::pcap::{
    self, Client, Credentials, Endpoint, Error, Options, Polled, Reply, Streamed, blocking,
};
use super::{GET, NAME, TARGET, full, number, simple};
use crate::{ACCOUNT, TOKIO};

/// Both clients behind one face.
#[derive(Clone, Debug)]
enum Any {
    Async(Client),
    Blocking(blocking::Client),
}

impl Any {
    fn asynchronous(base_url: &str, credentials: &Credentials) -> Self {
        let client = Client::builder()
            .base_url(base_url)
            .credentials(credentials.clone())
            .no_proxy();
        Self::Async(client.build().unwrap())
    }

    fn blocking(base_url: &str, credentials: &Credentials) -> Self {
        let client = blocking::Client::builder()
            .base_url(base_url)
            .credentials(credentials.clone())
            .no_proxy();
        Self::Blocking(client.build().unwrap())
    }

    fn both(base_url: &str, credentials: &Credentials) -> [Self; 2] {
        [
            Self::asynchronous(base_url, credentials),
            Self::blocking(base_url, credentials),
        ]
    }

    fn with(&self, options: Options) -> Self {
        match self {
            Self::Async(client) => Self::Async(client.with(options)),
            Self::Blocking(client) => Self::Blocking(client.with(options)),
        }
    }

    fn send<E: Endpoint>(&self, endpoint: E) -> Result<E::Output, Error> {
        match self {
            Self::Async(client) => TOKIO.block_on(client.send(endpoint)),
            Self::Blocking(client) => client.send(endpoint),
        }
    }

    fn send_full<E: Endpoint>(&self, endpoint: E) -> Result<Reply<E::Output>, Error> {
        match self {
            Self::Async(client) => TOKIO.block_on(client.send_full(endpoint)),
            Self::Blocking(client) => client.send_full(endpoint),
        }
    }

    fn wait<E: Polled>(&self, endpoint: E) -> Result<E::Output, Error> {
        match self {
            Self::Async(client) => TOKIO.block_on(client.wait(endpoint)),
            Self::Blocking(client) => client.wait(endpoint),
        }
    }

    fn prepare<E: Endpoint>(&self, endpoint: &E) -> Result<pcap::http::Request<pcap::Body>, Error> {
        match self {
            Self::Async(client) => client.prepare(endpoint),
            Self::Blocking(client) => client.prepare(endpoint),
        }
    }

    /// A download into memory, while it arrives.
    fn download<E: Streamed>(&self, endpoint: E) -> Result<Vec<u8>, Error> {
        match self {
            Self::Async(client) => {
                TOKIO.block_on(async { client.open(endpoint).await?.to_vec().await })
            }
            Self::Blocking(client) => client.open(endpoint)?.to_vec(),
        }
    }

    fn download_to<E: Streamed>(&self, endpoint: E, path: &Path) -> Result<u64, Error> {
        match self {
            Self::Async(client) => {
                TOKIO.block_on(async { client.open(endpoint).await?.to_file(path).await })
            }
            Self::Blocking(client) => client.open(endpoint)?.to_file(path),
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Async(_) => "async",
            Self::Blocking(_) => "blocking",
        }
    }
}

fn server() -> Server {
    Server::start(server::Options::default()).unwrap()
}

fn token() -> Credentials {
    Credentials::new().api_token("local-token")
}

fn pair() -> Credentials {
    Credentials::new()
        .api_email("user@example.com")
        .api_key("local-key")
}

/// Runs a case with each client, over a server of its own: at the same time, since most of the time is waiting.
fn each(case: impl Fn(&Server, &Any) + Sync) {
    each_with(&token(), case);
}

/// [`each`], with other credentials.
fn each_with(credentials: &Credentials, case: impl Fn(&Server, &Any) + Sync) {
    each_over(&server::Options::default(), credentials, case);
}

/// [`each_with`], over servers that behave so.
fn each_over(
    options: &server::Options,
    credentials: &Credentials,
    case: impl Fn(&Server, &Any) + Sync,
) {
    let case = &case;
    std::thread::scope(|scope| {
        for client in [Any::asynchronous, Any::blocking] {
            scope.spawn(move || {
                let server = Server::start(options.clone()).unwrap();
                case(&server, &client(&server.base_url(), credentials));
            });
        }
    });
}

/// Options under which an attempt is the only one.
fn once() -> Options {
    Options::new().retries(0)
}

/// Options under which waiting takes no longer than it must.
fn fast() -> Options {
    Options::new()
        .poll_interval(Duration::from_millis(5))
        .deadline(Duration::from_secs(10))
}

/// The id of a simple capture that is done.
fn captured(client: &Any, packet_limit: i32) -> String {
    let created = client
        .send(pcap::pcaps::create(ACCOUNT, simple(60, packet_limit)))
        .unwrap();
    let id = created.id.unwrap();
    client
        .with(fast())
        .wait(pcap::pcaps::get(ACCOUNT, &id))
        .unwrap();
    id
}
