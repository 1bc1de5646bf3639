//! Answers that are not what was expected: the status is never lost.

use std::error::Error as _;
use std::time::Duration;

use letterpress_runtime::runtime::{Error, ErrorKind, Options};

use crate::clients::{Any, clients};
use crate::lighthouse::{Get, LAMP, Lamp, create, get};
use crate::server::{Act, Server, answer, json, nobody};

fn once(client: &Any) -> Error {
    client
        .with(Options::new().retries(0))
        .send(get("n"))
        .unwrap_err()
}

#[test]
fn html_from_a_proxy_keeps_its_status() {
    let page =
        "<html>\n<head><title>502</title></head>\r\n<body>Bad\tgateway \u{1b}[31m</body></html>";
    let server = Server::answering(answer(
        "502 Bad Gateway",
        &[("content-type", "text/html"), ("x-request", "r2")],
        page,
    ));
    for client in clients(&server.url()) {
        let error = once(&client);
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Api, 502)
        );
        assert_eq!(error.body(), page);
        assert_eq!(error.request_id(), Some("r2"));
        assert_eq!(error.headers()["content-type"], "text/html");
        let text = error.to_string();
        assert!(
            text.contains("502 Bad Gateway") && text.contains("Bad gateway"),
            "{text}"
        );
        assert!(!text.contains('\n') && !text.contains('\u{1b}'), "{text}");
        assert!(error.failure::<Get>().is_none());
    }
}

#[test]
fn bodies_that_are_no_such_json_keep_their_status() {
    let cases: [(Vec<u8>, &str); 5] = [
        (
            json("200 OK", &LAMP[..30]),
            "invalid JSON at line 1 column 30",
        ),
        (
            answer("200 OK", &[("content-type", "text/html")], "<html>"),
            "the answer is no JSON: a page, which begins \"<html>\"",
        ),
        (json("200 OK", ""), "the answer is empty"),
        (json("202 Accepted", "\"north\""), "expected an object"),
        (
            answer(
                "200 OK",
                &[
                    ("content-type", "application/json"),
                    ("content-encoding", "gzip"),
                ],
                b"\x1f\x8b\x08",
            ),
            "invalid JSON",
        ),
    ];
    for (answer, detail) in cases {
        let server = Server::answering(answer);
        for client in clients(&server.url()) {
            let error = once(&client);
            assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
            assert!(error.status().unwrap().is_success());
            assert!(error.to_string().contains(detail), "{error}");
        }
    }
    // Text that is no page may be a secret.
    let headers = [("content-type", "text/plain")];
    let server = Server::answering(answer("200 OK", &headers, "c4nary"));
    for client in clients(&server.url()) {
        let error = once(&client);
        assert!(!error.to_string().contains("c4nary"), "{error}");
        assert_eq!(error.body(), "c4nary");
    }
    let server = Server::answering(answer("200 OK", &[("content-type", "text/plain")], LAMP));
    for client in clients(&server.url()) {
        assert_eq!(
            client.send(get("n")).unwrap().name,
            "north",
            "JSON under another name is JSON"
        );
    }
}

#[test]
fn a_decoding_error_names_the_json_path() {
    let server = Server::answering(json(
        "200 OK",
        r#"{"data":[{"name":"a"},{"name":"b","power":"much"}],"fine":true}"#,
    ));
    for client in clients(&server.url()) {
        let error = client.send(crate::lighthouse::list()).unwrap_err();
        assert_eq!(
            (error.kind(), error.pointer()),
            (ErrorKind::Decode, Some("/data/1/power"))
        );
        assert!(error.to_string().contains("$.data[1].power"), "{error}");
    }
}

#[test]
fn a_body_that_is_cut_short_is_a_broken_connection() {
    let mut short = json("200 OK", LAMP);
    short.truncate(short.len() - 5);
    let mut empty = json("200 OK", LAMP);
    empty.truncate(empty.len() - LAMP.len());
    let chunked = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"dat".to_vec();
    for bytes in [short, empty, chunked] {
        let server = Server::start(move |_, _| vec![Act::Send(bytes.clone()), Act::Close]);
        for client in clients(&server.url()) {
            let error = once(&client);
            assert_eq!(
                (error.kind(), error.status().unwrap().as_u16()),
                (ErrorKind::Transport, 200),
                "{} {error:?}",
                client.name()
            );
        }
    }
    let mut failing = answer("503 Service Unavailable", &[], "overloaded");
    failing.truncate(failing.len() - 3);
    let server = Server::start(move |_, _| vec![Act::Send(failing.clone()), Act::Close]);
    for client in clients(&server.url()) {
        let error = once(&client);
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Api, 503)
        );
        assert_eq!(error.body(), "overloa", "what came is kept");
    }
}

#[test]
fn a_connection_that_breaks_or_never_is() {
    let server = Server::start(|_, _| vec![Act::Reset]);
    for client in clients(&server.url()) {
        let error = once(&client);
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Transport, None),
            "{error:?}"
        );
        assert!(error.source().is_some());
    }
    for client in clients(&nobody()) {
        let error = client
            .with(Options::new().retries(1))
            .send(create(Lamp::new("n")))
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Connect, 2),
            "nothing was sent, so a write is tried again: {error:?}"
        );
        assert!(error.is_transient());
    }
}

#[test]
fn a_server_that_is_silent_ends_the_call() {
    let head = json("200 OK", LAMP)[..60].to_vec();
    let scripts: [Vec<Act>; 3] = [
        vec![Act::Pause(Duration::from_secs(5))],
        vec![Act::Send(head.clone()), Act::Pause(Duration::from_secs(5))],
        std::iter::once(Act::Send(json("200 OK", LAMP)[..80].to_vec()))
            .chain((0..50).flat_map(|_| {
                [
                    Act::Send(b" ".to_vec()),
                    Act::Pause(Duration::from_millis(100)),
                ]
            }))
            .collect(),
    ];
    for script in scripts {
        let server = Server::start(move |_, _| script.clone());
        for client in clients(&server.url()) {
            let client = client.with(
                Options::new()
                    .retries(0)
                    .timeout(Duration::from_millis(300)),
            );
            let started = std::time::Instant::now();
            let error = client.send(get("n")).unwrap_err();
            assert_eq!(
                error.kind(),
                ErrorKind::Timeout,
                "{} {error:?}",
                client.name()
            );
            let took = started.elapsed();
            assert!(
                took < Duration::from_millis(900),
                "{} {took:?}",
                client.name()
            );
        }
    }
}

#[test]
fn the_error_is_small() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    fn shared<T: Send + Sync + 'static>() {}
    shared::<Error>();
}
