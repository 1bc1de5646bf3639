//! How much of an answer goes into memory.

use letterpress_runtime::runtime::{ErrorKind, Options};

use crate::clients::clients;
use crate::lighthouse::{film, get};
use crate::server::{Act, Server, answer};

#[test]
fn an_answer_beyond_the_limit_is_an_error_with_its_status() {
    let server = Server::answering(answer(
        "200 OK",
        &[("content-type", "video/film")],
        vec![b'x'; 1001],
    ));
    for client in clients(&server.url()) {
        let limited = client.with(Options::new().response_limit(1000));
        for error in [
            limited.send(film("n")).unwrap_err(),
            limited.download(film("n")).unwrap_err(),
        ] {
            assert_eq!(
                (error.kind(), error.status().unwrap().as_u16()),
                (ErrorKind::TooLarge, 200)
            );
            assert!(error.to_string().contains("1000 bytes"), "{error}");
        }
        let enough = client.with(Options::new().response_limit(1001));
        assert_eq!(enough.send(film("n")).unwrap().len(), 1001);
        assert_eq!(enough.download(film("n")).unwrap().len(), 1001);
    }
}

#[test]
fn an_answer_without_end_is_not_read_to_its_end() {
    let server = Server::start(|_, _| {
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n".to_vec();
        let chunk = [b"10000\r\n".to_vec(), vec![b' '; 0x10000], b"\r\n".to_vec()].concat();
        std::iter::once(Act::Send(head))
            .chain((0..400).map(|_| Act::Send(chunk.clone())))
            .collect()
    });
    for client in clients(&server.url()) {
        let error = client.send(get("n")).unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::TooLarge,
            "16 MiB are the limit at first"
        );
        assert_eq!(error.body().len(), 16 * 1024 * 1024);
    }
}

#[test]
fn a_failing_status_is_kept_beyond_the_limit() {
    let server = Server::answering(answer("404 Not Found", &[], vec![b'x'; 5000]));
    for client in clients(&server.url()) {
        let error = client
            .with(Options::new().response_limit(1000))
            .send(get("n"))
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Api, 404)
        );
        assert_eq!(error.body().len(), 1000);
    }
}
