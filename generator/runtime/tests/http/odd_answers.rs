//! Answers that are odd without being broken, or that nobody asked for: each call gets its own answer or an error, soon, and the next one is as good as ever.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use letterpress_runtime::runtime::{
    self, Body, Checks, Credentials, Endpoint, Error, ErrorKind, Options, http,
};

use crate::clients::{Any, clients, clients_with};
use crate::lighthouse::{Film, Lamp, Upload, create, film, get};
use crate::server::{Act, Server, answer, json};

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

fn lamp(name: &str) -> String {
    format!(r#"{{"fine":true,"data":{{"name":"{name}"}}}}"#)
}

/// An answer with its length and these headers, which need not be text.
fn with(headers: impl AsRef<[u8]>, name: &str) -> Vec<u8> {
    let body = lamp(name);
    let length = format!("content-length: {}\r\n\r\n{body}", body.len());
    [HEAD.as_bytes(), headers.as_ref(), length.as_bytes()].concat()
}

fn chunked(extension: &str, trailers: &str) -> Vec<u8> {
    let body = lamp("odd");
    format!(
        "{HEAD}transfer-encoding: chunked\r\n\r\n{:x}{extension}\r\n{body}\r\n0\r\n{trailers}\r\n",
        body.len()
    )
    .into_bytes()
}

/// A server that says this to all requests but those for the lamp `calm`, and the clients that ask it.
fn odd(acts: Vec<Act>) -> (Server, [Any; 2]) {
    let server = Server::start(move |request, _| {
        if request.target.ends_with("/calm") {
            vec![Act::Send(json("200 OK", &lamp("calm")))]
        } else {
            acts.clone()
        }
    });
    let clients = clients(&server.url());
    (server, clients)
}

fn is_calm(client: &Any) {
    for _ in 0..2 {
        assert_eq!(client.send(get("calm")).unwrap().name, "calm");
    }
}

#[test]
fn what_is_odd_and_allowed_is_taken() {
    let body = lamp("odd");
    let many: String = (0..90).map(|n| format!("x-{n}: y\r\n")).collect();
    let of_length = |length: String| format!("{HEAD}content-length: {length}\r\n\r\n{body}");
    let both = chunked("", "");
    let both = String::from_utf8(both).unwrap();
    let both = both.replacen("transfer-", "content-length: 3\r\ntransfer-", 1);
    for (name, bytes, end) in [
        ("ninety headers", with(&many, "odd"), None),
        (
            "a header that is no text",
            with(b"x-name: \xff\xfe\r\n", "odd"),
            None,
        ),
        ("an extension of a chunk", chunked(";a=\"b\";c", ""), None),
        ("trailers", chunked("", "x-checksum: 1\r\n"), None),
        // RFC 9112, section 6.3: the length does not count.
        ("a length and chunks", both.into_bytes(), None),
        (
            "the same length twice",
            of_length(format!("{0}, {0}", body.len())).into_bytes(),
            None,
        ),
        (
            "a hint before",
            [
                b"HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n".to_vec(),
                with("", "odd"),
            ]
            .concat(),
            None,
        ),
        (
            "HTTP/1.0",
            format!("HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n{body}").into_bytes(),
            Some(Act::Close),
        ),
    ] {
        let acts = std::iter::once(Act::Send(bytes)).chain(end).collect();
        let (_server, clients) = odd(acts);
        for client in clients {
            assert_eq!(client.send(get("n")).expect(name).name, "odd");
            assert_eq!(client.send(create(Lamp::new("n"))).expect(name).name, "odd");
            // It is no film, and all of it came.
            let error = client.download(film("n")).unwrap_err();
            assert_eq!(error.body(), body.as_bytes(), "{name}: {error}");
            is_calm(&client);
        }
    }
}

/// An answer too many lies in the connection when the next request goes out: it came at once, or while nobody asked for anything.
#[test]
fn an_answer_that_nobody_waits_for_is_nobodys() {
    let evil = with("", "evil");
    let together = |first: &[u8]| vec![Act::Send([first, &evil].concat())];
    let empty = format!("{HEAD}content-length: 2\r\n\r\n{{}}");
    for (acts, wait) in [
        (together(&with("", "odd")), 0),
        (together(b"HTTP/1.1 204 No Content\r\n\r\n"), 0),
        (together(empty.as_bytes()), 0),
        (
            vec![
                Act::Send(with("", "odd")),
                Act::Pause(Duration::from_millis(30)),
                Act::Send(evil.clone()),
            ],
            300,
        ),
    ] {
        let (_server, clients) = odd(acts);
        for client in clients {
            for _ in 0..3 {
                // Of the first answer, what the operation makes of it.
                let _ = client.send(get("n"));
                thread::sleep(Duration::from_millis(wait));
                is_calm(&client);
                let _ = client.download(film("n"));
                thread::sleep(Duration::from_millis(wait));
                is_calm(&client);
            }
        }
    }
}

#[test]
fn a_cookie_is_not_sent_back() {
    let (server, clients) = odd(vec![Act::Send(with(
        "set-cookie: session=evil; Path=/\r\n",
        "odd",
    ))]);
    for client in clients {
        client.send(get("n")).unwrap();
        is_calm(&client);
    }
    assert!(
        server
            .received()
            .iter()
            .all(|request| request.header("cookie").is_none())
    );
}

/// `GET /lamps/{id}/film` with a header of the document that asks for a part.
struct Part(Film);

impl Endpoint for Part {
    type Output = runtime::Bytes;
    type Failure = ();
    const OPERATION: &'static runtime::Operation = Film::OPERATION;

    fn request(&self, checks: Checks) -> Result<http::Request<Body>, Error> {
        let mut request = self.0.request(checks)?;
        let range = http::HeaderValue::from_static("bytes=0-3");
        request.headers_mut().insert(http::header::RANGE, range);
        Ok(request)
    }

    fn response(
        reply: http::Response<runtime::Bytes>,
    ) -> Result<runtime::Reply<runtime::Bytes>, Error> {
        Film::response(reply)
    }
}

impl runtime::Streamed for Part {}

#[test]
fn a_part_that_nobody_asked_for_is_not_taken_for_the_whole() {
    let headers = [
        ("content-type", "video/film"),
        ("content-range", "bytes 0-3/900"),
    ];
    let (_server, clients) = odd(vec![Act::Send(answer(
        "206 Partial Content",
        &headers,
        "film",
    ))]);
    for client in clients {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("film");
        for error in [
            client.download_to(film("n"), &path).unwrap_err(),
            client.download(film("n")).unwrap_err(),
            client.send(film("n")).unwrap_err(),
        ] {
            assert_eq!(
                (
                    error.kind(),
                    error.status().unwrap().as_u16(),
                    error.attempts()
                ),
                (ErrorKind::Decode, 206, 1)
            );
            assert!(
                error
                    .to_string()
                    .contains("a part came, and all was asked for"),
                "{error}"
            );
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert_eq!(client.download_to(Part(film("n")), &path).unwrap(), 4);
        assert_eq!(client.send(Part(film("n"))).unwrap(), "film");
        is_calm(&client);
    }
}

#[test]
fn what_an_api_calls_a_part_is_an_answer() {
    for range in ["0-3/900", "items 0-3/900"] {
        let headers = [("content-type", "video/film"), ("content-range", range)];
        let (_server, clients) = odd(vec![Act::Send(answer(
            "206 Partial Content",
            &headers,
            "film",
        ))]);
        for client in clients {
            assert_eq!(client.send(film("n")).unwrap(), "film");
        }
    }
}

/// A server that does this with each connection once the head of a request is there, and the number of those.
fn raw(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (heads, serve) = (Arc::new(AtomicUsize::new(0)), Arc::new(serve));
    let count = Arc::clone(&heads);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (serve, count) = (Arc::clone(&serve), Arc::clone(&count));
            thread::spawn(move || {
                let mut byte = [0];
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n")
                    && stream.read(&mut byte).is_ok_and(|read| read == 1)
                {
                    head.push(byte[0]);
                }
                if !head.is_empty() {
                    count.fetch_add(1, Ordering::SeqCst);
                    serve(stream);
                }
            });
        }
    });
    (url, heads)
}

/// What a server says before it has read the body is what it says, or the connection is broken; it never gets the request twice.
#[test]
fn an_answer_before_the_end_of_the_body_is_no_reason_to_send_it_again() {
    for status in [
        "413 Content Too Large",
        "401 Unauthorized",
        "503 Service Unavailable",
    ] {
        let reply = answer(status, &[("connection", "close")], "");
        let (url, heads) = raw(move |mut stream| {
            let _ = stream.write_all(&reply);
        });
        let patient = Options::new().retries(3).timeout(Duration::from_secs(20));
        for client in clients_with(&url, &Credentials::new().token("t0ken"), patient) {
            let before = heads.load(Ordering::SeqCst);
            let start = Instant::now();
            let error = client
                .send(Upload {
                    body: Body::from(vec![0; 8 << 20]),
                })
                .unwrap_err();
            assert!(
                matches!(error.kind(), ErrorKind::Api | ErrorKind::Transport),
                "{error:?}"
            );
            assert!(
                start.elapsed() < Duration::from_secs(15),
                "{:?}",
                start.elapsed()
            );
            assert_eq!(
                heads.load(Ordering::SeqCst) - before,
                1,
                "{status} {}",
                client.name()
            );
        }
    }
}

/// A server that has said its last word, and listens on.
#[test]
fn half_a_connection_is_an_end() {
    let whole = with("", "odd");
    for cut in [0, 20, whole.len() - 1] {
        let part = whole[..cut].to_vec();
        let (url, _) = raw(move |mut stream| {
            let _ = stream.write_all(&part);
            let _ = stream.shutdown(Shutdown::Write);
            thread::sleep(Duration::from_secs(30));
        });
        for client in clients_with(
            &url,
            &Credentials::new().token("t0ken"),
            Options::new().retries(0),
        ) {
            let start = Instant::now();
            let error = client.send(get("n")).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Transport, "{cut}: {error:?}");
            assert!(
                start.elapsed() < Duration::from_secs(10),
                "{:?}",
                start.elapsed()
            );
        }
    }
}
