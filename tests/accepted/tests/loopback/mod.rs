//! A server on loopback that keeps what comes: `httparse` reads heads and chunks, and nothing of ours.

#![allow(
    dead_code,
    reason = "each test that has it as a module uses a part of it"
)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use letterpress_accepted::{Client, Credentials, Endpoint, blocking};

/// A request as it came: method and target, header lines, and the body without its transfer coding.
#[derive(Debug, PartialEq)]
pub(crate) struct Received {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(other, _)| other.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// What stands behind `?`; empty where there is none.
    pub(crate) fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a text")
    }
}

/// A server, and both clients of it.
pub(crate) struct Loopback {
    url: String,
    client: Client,
    blocking: blocking::Client,
    runtime: tokio::runtime::Runtime,
    received: Receiver<Received>,
}

impl Loopback {
    pub(crate) fn start() -> Self {
        Self::with(Credentials::none())
    }

    /// Both clients have these credentials.
    pub(crate) fn with(credentials: Credentials) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let address = listener.local_addr().expect("it is bound");
        let (send, received) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a client comes");
                let came = receive(&mut stream);
                // Whoever waits for the answer finds the request there.
                if send.send(came).is_err() {
                    return;
                }
                stream
                    .write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
                    .expect("the client waits");
            }
        });
        let url = format!("http://{address}");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let client = Client::builder()
            .base_url(&url)
            .credentials(credentials.clone())
            .no_proxy()
            .build()
            .expect("a client");
        let blocking = blocking::Client::builder()
            .base_url(&url)
            .credentials(credentials)
            .no_proxy()
            .build()
            .expect("a client");
        Self {
            url,
            client,
            blocking,
            runtime,
            received,
        }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The message where neither client sends an endpoint.
    pub(crate) fn refused<E: Endpoint>(&self, endpoint: &E) -> String {
        let sent = self.runtime.block_on(self.client.send(endpoint));
        let error = sent.map(drop).expect_err("it is not sent").to_string();
        let other = self.blocking.send(endpoint).map(drop);
        assert_eq!(other.expect_err("it is not sent").to_string(), error);
        assert!(self.received.try_recv().is_err(), "nothing came");
        error
    }

    /// Sends by each client what goes to another server.
    pub(crate) fn send_elsewhere<E: Endpoint>(&self, endpoint: &E) {
        let sent = self.runtime.block_on(self.client.send(endpoint));
        sent.map(drop).expect("it is sent");
        self.blocking.send(endpoint).map(drop).expect("it is sent");
        assert!(self.received.try_recv().is_err(), "nothing came here");
    }

    /// What comes when each client sends an endpoint.
    pub(crate) fn sent_twice<E: Endpoint>(&self, make: impl Fn() -> E) -> [Received; 2] {
        let sent = self.client.send(make());
        self.runtime.block_on(sent).map(drop).expect("it is sent");
        let first = self.came();
        self.blocking.send(make()).map(drop).expect("it is sent");
        [first, self.came()]
    }

    /// The same where it makes no difference which client sends.
    pub(crate) fn sent<E: Endpoint>(&self, endpoint: &E) -> Received {
        let [first, second] = self.sent_twice(|| endpoint);
        assert_eq!(first.target, second.target);
        assert_eq!(first.body, second.body);
        for (name, value) in &first.headers {
            if !["accept-encoding", "connection"].contains(&name.as_str()) {
                assert_eq!(second.header(name), Some(value.as_str()), "{name}");
            }
        }
        first
    }

    /// The next request that came.
    pub(crate) fn came(&self) -> Received {
        self.received.try_recv().expect("it came")
    }
}

/// Reads a request.
fn receive(stream: &mut TcpStream) -> Received {
    let mut bytes = Vec::new();
    let (mut received, start) = loop {
        more(stream, &mut bytes);
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut request = httparse::Request::new(&mut headers);
        if let httparse::Status::Complete(start) = request.parse(&bytes).expect("HTTP") {
            let text = |value: &[u8]| String::from_utf8(value.to_vec()).expect("a text");
            let headers: Vec<_> = request
                .headers
                .iter()
                .map(|header| (header.name.to_ascii_lowercase(), text(header.value)))
                .collect();
            let received = Received {
                method: request.method.expect("a method").to_owned(),
                target: request.path.expect("a target").to_owned(),
                headers,
                body: Vec::new(),
            };
            break (received, start);
        }
    };
    let mut rest = bytes.split_off(start);
    let length = received.header("content-length").map(|length| {
        let length: usize = length.parse().expect("a number");
        length
    });
    if let Some(length) = length {
        while rest.len() < length {
            more(stream, &mut rest);
        }
        received.body = rest;
    } else if received.header("transfer-encoding").is_some() {
        loop {
            match httparse::parse_chunk_size(&rest).expect("chunks") {
                httparse::Status::Complete((_, 0)) => break,
                httparse::Status::Complete((start, size)) => {
                    let end = start + usize::try_from(size).expect("small");
                    while rest.len() < end + 2 {
                        more(stream, &mut rest);
                    }
                    received.body.extend_from_slice(&rest[start..end]);
                    rest.drain(..end + 2);
                }
                httparse::Status::Partial => more(stream, &mut rest),
            }
        }
    }
    received
}

fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) {
    let mut chunk = [0; 4096];
    let count = stream.read(&mut chunk).expect("the client sends on");
    assert!(count > 0, "the request ends early");
    bytes.extend_from_slice(&chunk[..count]);
}
