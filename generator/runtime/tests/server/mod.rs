//! A server on loopback that does what it is told: also what no well-behaved server does.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    pub method: String,
    pub target: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Which connection it came over, from 0.
    pub connection: usize,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What the server does after a request.
#[derive(Clone, Debug)]
pub enum Act {
    /// Sends bytes.
    Send(Vec<u8>),
    /// Does nothing for a while.
    Pause(Duration),
    /// Ends the connection.
    Close,
    /// Breaks the connection: the other side sees a reset.
    Reset,
}

type Script = dyn Fn(&Received, usize) -> Vec<Act> + Send + Sync;

/// A server on a port of its own.
pub struct Server {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// A server that does for each request what the script says; it is told the request and its number, from 0.
    pub fn start(script: impl Fn(&Received, usize) -> Vec<Act> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let address = listener
            .local_addr()
            .expect("a bound listener has an address");
        let received = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let script: Arc<Script> = Arc::new(script);
        let (all, count) = (Arc::clone(&received), Arc::clone(&connections));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let connection = count.fetch_add(1, Ordering::SeqCst);
                let (script, all) = (Arc::clone(&script), Arc::clone(&all));
                // A connection that the client ends is the end of its thread.
                thread::spawn(move || serve(stream, connection, &script, &all));
            }
        });
        Self {
            address,
            received,
            connections,
        }
    }

    /// A server that gives the same answer to every request.
    pub fn answering(answer: Vec<u8>) -> Self {
        Self::start(move |_, _| vec![Act::Send(answer.clone())])
    }

    /// A server that gives each answer once, and the last one from then on.
    pub fn sequence(answers: Vec<Vec<Act>>) -> Self {
        Self::start(move |_, number| answers[number.min(answers.len() - 1)].clone())
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().expect("no script panics").clone()
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// A port where nobody listens.
pub fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    format!(
        "http://{}",
        listener
            .local_addr()
            .expect("a bound listener has an address")
    )
}

/// An answer with its length.
pub fn answer(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut head = format!("HTTP/1.1 {status}\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    let mut all = head.into_bytes();
    all.extend_from_slice(body);
    all
}

/// An answer of JSON.
pub fn json(status: &str, body: &str) -> Vec<u8> {
    answer(status, &[("content-type", "application/json")], body)
}

fn serve(
    mut stream: TcpStream,
    connection: usize,
    script: &Arc<Script>,
    all: &Mutex<Vec<Received>>,
) -> io::Result<()> {
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer, connection)? {
        let number = {
            let mut all = all.lock().expect("no script panics");
            all.push(request.clone());
            all.len() - 1
        };
        for act in script(&request, number) {
            match act {
                Act::Send(bytes) => {
                    stream.write_all(&bytes)?;
                    stream.flush()?;
                }
                Act::Pause(time) => thread::sleep(time),
                Act::Close => return Ok(()),
                Act::Reset => {
                    return socket2::SockRef::from(&stream).set_linger(Some(Duration::ZERO));
                }
            }
        }
    }
    Ok(())
}

fn read_request(
    stream: &mut TcpStream,
    buffer: &mut Vec<u8>,
    connection: usize,
) -> io::Result<Option<Received>> {
    let end = loop {
        if let Some(at) = buffer.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if read_more(stream, buffer)? == 0 {
            return Ok(None);
        }
    };
    let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
    buffer.drain(..end);
    let mut lines = head.lines();
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (method, target) = (
        first.next().unwrap_or_default().to_owned(),
        first.next().unwrap_or_default().to_owned(),
    );
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let mut request = Received {
        method,
        target,
        headers,
        body: Vec::new(),
        connection,
    };
    let length: usize = request
        .header("content-length")
        .and_then(|value| value.parse().ok())
        .unwrap_or(0);
    while buffer.len() < length {
        if read_more(stream, buffer)? == 0 {
            return Ok(None);
        }
    }
    request.body = buffer.drain(..length).collect();
    Ok(Some(request))
}

fn read_more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let mut chunk = [0; 4096];
    let count = stream.read(&mut chunk)?;
    buffer.extend_from_slice(&chunk[..count]);
    Ok(count)
}
