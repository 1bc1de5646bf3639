//! What comes under a good status in the place of a download, and is none.

use letterpress_runtime::runtime::ErrorKind;

use crate::clients::clients;
use crate::download::{FILM, names};
use crate::lighthouse::film;
use crate::server::{Server, answer, json};

#[test]
fn what_is_no_film_is_no_file() {
    let part = |range| {
        let mut headers = FILM.to_vec();
        headers.extend(range);
        answer("206 Partial Content", &headers, "fi")
    };
    let page = |kind| answer("200 OK", &[("content-type", kind)], "<html>log in</html>");
    for (answer, kind, says) in [
        (
            page("text/html; charset=utf-8"),
            ErrorKind::Decode,
            "is text/html, which begins \"<html>log in</html>\"; video/film was asked for",
        ),
        (
            json("200 OK", r#"{"fine":true,"data":null}"#),
            ErrorKind::Decode,
            "is application/json; video/film was asked for",
        ),
        (
            json("200 OK", r#"{"fine":false,"problems":[{"number":3}]}"#),
            ErrorKind::Api,
            "code 3",
        ),
        (
            part(None),
            ErrorKind::Decode,
            "a part came, and all was asked for",
        ),
        (
            part(Some(("content-range", "bytes 0-1/9"))),
            ErrorKind::Decode,
            "a part came, and all was asked for",
        ),
    ] {
        let server = Server::answering(answer);
        for client in clients(&server.url()) {
            let folder = tempfile::tempdir().unwrap();
            let error = client
                .download_to(film("n"), &folder.path().join("f"))
                .unwrap_err();
            assert_eq!(error.kind(), kind, "{error}");
            assert!(error.to_string().contains(says), "{error}");
            assert!(names(folder.path()).is_empty());
            assert_eq!(client.download(film("n")).unwrap_err().kind(), kind);
        }
    }
    // A server that does not know what it has, or has another name for it.
    for kind in [
        "application/octet-stream",
        "video/other",
        "nonsense",
        "text/plain",
    ] {
        let server = Server::answering(answer("200 OK", &[("content-type", kind)], "film"));
        for client in clients(&server.url()) {
            assert_eq!(client.download(film("n")).unwrap(), b"film");
        }
    }
}
