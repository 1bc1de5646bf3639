//! The envelope: what is in it, and what is around it.

use letterpress_runtime::runtime::{Bytes, Decode, DecodeError, Endpoint, ErrorKind, Json, http};

use crate::clients::clients;
use crate::lighthouse::{Film, Get, List, get};
use crate::server::{Server, json};

fn reply(body: &str) -> http::Response<Bytes> {
    http::Response::builder()
        .header("content-type", "application/json; charset=utf-8")
        .body(Bytes::from(body.to_owned()))
        .unwrap()
}

#[derive(Debug, PartialEq)]
struct Paging {
    page: i64,
}

impl Decode for Paging {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        Ok(Self {
            page: json.object()?.required("page")?,
        })
    }
}

#[test]
fn the_result_is_unwrapped_and_the_rest_is_within_reach() {
    let body = r#"{"data":{"name":"north","new":[1]},"fine":true,
        "problems":[{"number":1001,"text":"odd","where":{"path":"/power","line":3},"help":"https://h.example","chain":[1]}],
        "notes":["hello",{"number":"7","text":"hi"}],"paging":{"page":2,"of":9}}"#;
    let server = Server::answering(crate::server::answer(
        "201 Created",
        &[("content-type", "application/json"), ("x-request", "r1")],
        body,
    ));
    for client in clients(&server.url()) {
        let reply = client.send_full(get("n")).unwrap();
        assert_eq!(reply.output.name, "north");
        assert_eq!(
            reply.output.extra["new"],
            serde_json::json!([1]),
            "unknown members are kept"
        );
        assert_eq!(reply.status, 201);
        assert_eq!(reply.headers["x-request"], "r1");
        assert_eq!(reply.request_id(), Some("r1"));
        let error = &reply.errors[0];
        assert_eq!(
            (
                error.code,
                error.message.as_deref(),
                error.pointer.as_deref()
            ),
            (Some(1001), Some("odd"), Some("/power"))
        );
        assert_eq!(
            error.documentation_url.as_deref(),
            Some("https://h.example")
        );
        assert_eq!(
            serde_json::to_string(&error.extra).unwrap(),
            r#"{"where":{"line":3},"chain":[1]}"#
        );
        assert_eq!(reply.messages[0].message.as_deref(), Some("hello"));
        assert_eq!(reply.messages[1].code, Some(7));
        assert_eq!(
            reply.page_info::<Paging>().unwrap(),
            Some(Paging { page: 2 })
        );
        assert_eq!(reply.page.as_ref().unwrap()["of"], 9);
    }
}

#[test]
fn what_is_missing_or_null_around_the_result_is_fine() {
    for body in [
        r#"{"data":{"name":"north"}}"#,
        r#"{"data":{"name":"north"},"fine":null,"problems":null,"notes":null,"paging":null}"#,
        r#"{"problems":[],"fine":true,"data":{"name":"north"}}"#,
    ] {
        let reply = Get::response(reply(body)).unwrap();
        assert_eq!(reply.output.name, "north");
        assert!(reply.errors.is_empty() && reply.messages.is_empty() && reply.page.is_none());
    }
}

#[test]
fn no_list_is_an_empty_list() {
    for body in [
        r#"{"data":null,"fine":true}"#,
        r#"{"fine":true}"#,
        r#"{"data":[],"fine":true}"#,
    ] {
        assert_eq!(List::response(reply(body)).unwrap().output, [], "{body}");
    }
    // A body that is cut off altogether is no list.
    let error = List::response(reply("")).unwrap_err();
    assert_eq!(
        (error.kind(), error.status().unwrap().as_u16()),
        (ErrorKind::Decode, 200)
    );
    for (body, path) in [
        (r#"{"data":null,"fine":true}"#, "$.data"),
        (r#"{"fine":true}"#, "$.data"),
        (r#"{"data":{"name":3}}"#, "$.data.name"),
    ] {
        let error = Get::response(reply(body)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(path), "{error}");
        assert_eq!(error.status().unwrap(), 200);
    }
}

#[test]
fn success_false_is_an_error_under_any_status() {
    let body = r#"{"data":null,"fine":false,"problems":[{"number":81053,"text":"no such lamp"}],"notes":[]}"#;
    for status in [
        "200 OK",
        "201 Created",
        "400 Bad Request",
        "500 Internal Server Error",
    ] {
        let server = Server::answering(json(status, body));
        for client in clients(&server.url()) {
            let error = client
                .with(letterpress_runtime::runtime::Options::new().retries(0))
                .send(get("n"))
                .unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Api);
            assert_eq!(error.status().unwrap().as_str(), &status[..3]);
            assert_eq!(error.codes(), [81053]);
            assert_eq!(
                error.failure::<Get>().unwrap()["problems"][0]["text"],
                "no such lamp"
            );
            assert!(
                error.to_string().contains("no such lamp (code 81053)"),
                "{error}"
            );
        }
    }
}

#[test]
fn an_error_in_an_envelope_is_no_download() {
    let body = r#"{"fine":false,"problems":[{"number":9,"text":"not filmed"}]}"#;
    let server = Server::answering(json("200 OK", body));
    for client in clients(&server.url()) {
        for error in [
            client.send(crate::lighthouse::film("n")).unwrap_err(),
            client.download(crate::lighthouse::film("n")).unwrap_err(),
        ] {
            assert_eq!((error.kind(), error.codes()), (ErrorKind::Api, vec![9]));
        }
    }
    // Nor is any other JSON a film, unless the server does not say that it is JSON.
    let body = r#"{"fine":true,"frames":3}"#;
    let error = Film::response(reply(body)).unwrap_err();
    assert_eq!(
        (error.kind(), &error.body()[..]),
        (ErrorKind::Decode, body.as_bytes())
    );
    let mut film = reply(body);
    film.headers_mut().remove("content-type");
    assert_eq!(Film::response(film).unwrap().output, body);
}

#[test]
fn odd_errors_lose_nothing() {
    let body = r#"{"fine":false,"problems":{"number":971.0,"text":5,"where":"x","meta":null}}"#;
    let error = Get::response(reply(body)).unwrap_err();
    let notice = &error.errors()[0];
    assert_eq!(notice.code, Some(971));
    assert_eq!(notice.message, None);
    assert_eq!(
        serde_json::to_string(&notice.extra).unwrap(),
        r#"{"text":5,"where":"x","meta":null}"#
    );
    let error = Get::response(reply(r#"{"fine":false}"#)).unwrap_err();
    assert_eq!((error.kind(), error.errors().len()), (ErrorKind::Api, 0));
    let error = Get::response(reply("[1]")).unwrap_err();
    assert_eq!(
        (error.kind(), error.pointer()),
        (ErrorKind::Decode, Some(""))
    );
}
