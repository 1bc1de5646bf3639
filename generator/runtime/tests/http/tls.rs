//! TLS: on, without anything installed for the whole process; servers that are not who they should be; HTTP/2 servers that take their leave.
//!
//! Whom a client trusts is the operating system's business, and on Linux a variable of the environment says whom. So these tests run in a process of their own.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{env, thread};

use letterpress_runtime::runtime::{ErrorKind, Options};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::certificates::{Authority, Certificate};
use crate::clients::{Any, clients};
use crate::lighthouse::{Lamp, create, get};

const ANSWER: &str = r#"{"fine":true,"data":{"name":"n"}}"#;

/// The folder of the parent's authority, in the child.
const FOLDER: &str = "LIGHTHOUSE_AUTHORITY";

#[test]
fn https_begins_with_a_client_hello() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let all = Arc::clone(&seen);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut start = vec![0; 2048];
            let count = stream.read(&mut start).unwrap();
            start.truncate(count);
            all.lock().unwrap().push(start);
        }
    });
    for client in clients(&url) {
        let error = client
            .with(Options::new().retries(0))
            .send(get("n"))
            .unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Connect | ErrorKind::Transport),
            "{error:?}"
        );
    }
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 2);
    for start in seen.iter() {
        assert_eq!(
            (start[0], start[1], start[5]),
            (22, 3, 1),
            "a handshake record, and in it a client hello"
        );
    }
    assert!(
        rustls::crypto::CryptoProvider::get_default().is_none(),
        "no provider was installed for the process"
    );
}

/// Runs a test of this file in a process that trusts our authority and nobody else.
pub fn in_a_process_that_trusts(name: &str, body: impl FnOnce(&Authority)) {
    if env::var_os(FOLDER).is_some() {
        // The authority of this process stands where the parent said, and its key is ours: made here, before the first client looks.
        let authority = Authority::new();
        authority.write(&std::path::Path::new(&env::var_os(FOLDER).unwrap()).join("authority.pem"));
        return body(&authority);
    }
    let folder = tempfile::tempdir().unwrap();
    let done = Command::new(env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env(FOLDER, folder.path())
        .env("SSL_CERT_FILE", folder.path().join("authority.pem"))
        .env_remove("SSL_CERT_DIR")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// A server behind TLS that answers every request alike. How many connections were opened, and how many requests came through.
fn server(config: Arc<ServerConfig>) -> (String, Arc<AtomicUsize>, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = on_localhost(listener.local_addr().unwrap());
    let (opened, requests) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counted, asked) = (Arc::clone(&opened), Arc::clone(&requests));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            counted.fetch_add(1, Ordering::SeqCst);
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let asked = Arc::clone(&asked);
            thread::spawn(move || {
                let mut stream = StreamOwned::new(connection, stream);
                let mut text = Vec::new();
                let mut chunk = [0; 4096];
                while let Ok(count @ 1..) = stream.read(&mut chunk) {
                    text.extend_from_slice(&chunk[..count]);
                    // The requests of these tests have short bodies: they come with their heads.
                    if text.windows(4).any(|end| end == b"\r\n\r\n") {
                        text.clear();
                        asked.fetch_add(1, Ordering::SeqCst);
                        let answer = format!(
                            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{ANSWER}",
                            ANSWER.len()
                        );
                        if stream.write_all(answer.as_bytes()).is_err() {
                            return;
                        }
                    }
                }
            });
        }
    });
    (url, opened, requests)
}

fn on_localhost(address: SocketAddr) -> String {
    format!("https://localhost:{}", address.port())
}

#[test]
fn a_server_that_proves_who_it_is_is_asked() {
    in_a_process_that_trusts(
        "tls::a_server_that_proves_who_it_is_is_asked",
        |authority| {
            let (url, _, requests) = server(authority.good().server(&[b"http/1.1"]));
            for client in clients(&url) {
                assert_eq!(client.send(get("n")).unwrap().name, "n");
            }
            assert_eq!(requests.load(Ordering::SeqCst), 2);
        },
    );
}

#[test]
fn a_server_that_is_not_who_it_should_be_is_asked_nothing_and_once() {
    in_a_process_that_trusts(
        "tls::a_server_that_is_not_who_it_should_be_is_asked_nothing_and_once",
        |authority| {
            for (name, certificate) in [
                ("expired", authority.expired()),
                ("of another host", authority.of_another_host()),
                ("self-signed", Certificate::self_signed()),
            ] {
                let (url, opened, requests) = server(certificate.server(&[b"http/1.1"]));
                for client in clients(&url) {
                    let before = opened.load(Ordering::SeqCst);
                    let began = Instant::now();
                    for error in [
                        client.send(get("n")).unwrap_err(),
                        client.send(create(Lamp::new("n"))).unwrap_err(),
                    ] {
                        assert_eq!(error.kind(), ErrorKind::Connect, "{name}: {error:?}");
                        let text = format!("{error}");
                        assert!(text.contains("not trusted"), "{name}: {text}");
                        assert!(!format!("{error:?}{error}").contains("t0ken"), "{name}");
                    }
                    assert!(
                        began.elapsed() < Duration::from_secs(5),
                        "{name}: no waiting"
                    );
                    // One connection for each call: asking again helps nobody.
                    assert_eq!(opened.load(Ordering::SeqCst) - before, 2, "{name}");
                }
                assert_eq!(requests.load(Ordering::SeqCst), 0, "{name}");
            }
        },
    );
}

/// What a server does with a connection.
type Fault = fn(std::net::TcpStream);

/// One that speaks plain HTTP where TLS is due, one that says nothing, one that hangs up.
#[test]
fn a_handshake_that_fails_ends_soon_and_reaches_nobody() {
    in_a_process_that_trusts(
        "tls::a_handshake_that_fails_ends_soon_and_reaches_nobody",
        |_| {
            let faults: [(&str, Fault); 3] = [
                ("plain HTTP", |mut stream| {
                    let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
                }),
                ("silence", |stream| {
                    thread::sleep(Duration::from_secs(20));
                    drop(stream);
                }),
                ("an end", drop),
            ];
            for (name, fault) in faults {
                let listener = TcpListener::bind("127.0.0.1:0").unwrap();
                let url = on_localhost(listener.local_addr().unwrap());
                thread::spawn(move || {
                    for stream in listener.incoming().flatten() {
                        thread::spawn(move || fault(stream));
                    }
                });
                for client in clients(&url) {
                    let client = client.with(
                        Options::new()
                            .retries(1)
                            .timeout(Duration::from_millis(800)),
                    );
                    let began = Instant::now();
                    let error = client.send(create(Lamp::new("n"))).unwrap_err();
                    assert!(
                        matches!(
                            error.kind(),
                            ErrorKind::Connect | ErrorKind::Transport | ErrorKind::Timeout
                        ),
                        "{name}: {error:?}"
                    );
                    assert!(
                        began.elapsed() < Duration::from_secs(8),
                        "{name}: {error:?}"
                    );
                }
            }
        },
    );
}

/// How an HTTP/2 server leaves.
#[derive(Clone, Copy)]
enum Leaving {
    /// It answers, then says that it takes no more.
    AfterAnAnswer,
    /// It refuses the request and says that it takes no more.
    Refusing,
}

/// An HTTP/2 server that leaves after each connection's first request.
fn leaving(config: Arc<ServerConfig>, how: Leaving) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let url = on_localhost(listener.local_addr().unwrap());
    let seen = Arc::new(Mutex::new(Vec::new()));
    let all = Arc::clone(&seen);
    thread::spawn(move || {
        let tokio = crate::clients::tokio();
        tokio.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let acceptor = tokio_rustls::TlsAcceptor::from(config);
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, all) = (acceptor.clone(), Arc::clone(&all));
                tokio::spawn(async move {
                    let stream = acceptor.accept(stream).await.unwrap();
                    let mut connection = h2::server::handshake(stream).await.unwrap();
                    while let Some(Ok((request, mut respond))) = connection.accept().await {
                        match how {
                            Leaving::AfterAnAnswer => {
                                all.lock().unwrap().push(request.method().to_string());
                                let head = http::Response::builder()
                                    .header("content-type", "application/json")
                                    .body(())
                                    .unwrap();
                                let mut body = respond.send_response(head, false).unwrap();
                                body.send_data(ANSWER.into(), true).unwrap();
                            }
                            Leaving::Refusing => respond.send_reset(h2::Reason::REFUSED_STREAM),
                        }
                        connection.graceful_shutdown();
                    }
                });
            }
        });
    });
    (url, seen)
}

/// An HTTP/2 server that refuses every request.
pub fn refusing(authority: &Authority) -> String {
    leaving(authority.good().server(&[b"h2"]), Leaving::Refusing).0
}

#[test]
fn an_http2_server_that_leaves_loses_no_call_and_gets_none_twice() {
    in_a_process_that_trusts(
        "tls::an_http2_server_that_leaves_loses_no_call_and_gets_none_twice",
        |authority| {
            let (url, seen) = leaving(authority.good().server(&[b"h2"]), Leaving::AfterAnAnswer);
            let [client, _] = clients(&url);
            for _ in 0..20 {
                client.send(get("n")).unwrap();
                client.send(create(Lamp::new("n"))).unwrap();
            }
            let seen = seen.lock().unwrap();
            let count = |method: &str| seen.iter().filter(|one| *one == method).count();
            assert_eq!(count("POST"), 20, "no write is lost, none is sent twice");
            assert!(count("GET") >= 20);
        },
    );
}

#[test]
fn an_http2_server_that_refuses_gets_an_end() {
    in_a_process_that_trusts(
        "tls::an_http2_server_that_refuses_gets_an_end",
        |authority| {
            let (url, seen) = leaving(authority.good().server(&[b"h2"]), Leaving::Refusing);
            let [client, _]: [Any; 2] = clients(&url);
            let client = client.with(Options::new().retries(1).timeout(Duration::from_secs(5)));
            for error in [
                client.send(get("n")).unwrap_err(),
                client.send(create(Lamp::new("n"))).unwrap_err(),
            ] {
                assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
            }
            assert!(seen.lock().unwrap().is_empty());
        },
    );
}
