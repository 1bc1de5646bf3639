//! Answers over loopback, read by both clients: headers with their types, and items while they arrive.

#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use letterpress_accepted::fixtures::{
    answers_in_other_media_types, response_headers, streams, streams_before_3_2,
};
use letterpress_accepted::{
    Client, Credentials, Endpoint, Error, ErrorKind, Event, Itemized, Reply, blocking,
};

/// A server that gives this answer to every request, and says which media types were asked for.
fn server(head: &'static str, body: &'static str) -> (String, std::sync::mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let address = listener.local_addr().expect("it is bound");
    let (asked, accepted) = std::sync::mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a client comes");
            let mut request = Vec::new();
            while !request.windows(4).any(|four| four == b"\r\n\r\n") {
                let mut chunk = [0; 1024];
                let count = stream.read(&mut chunk).expect("the client sends");
                assert!(count > 0, "the request ends early");
                request.extend_from_slice(&chunk[..count]);
            }
            let mut headers = [httparse::EMPTY_HEADER; 64];
            let mut parsed = httparse::Request::new(&mut headers);
            parsed.parse(&request).expect("HTTP");
            let accept = parsed
                .headers
                .iter()
                .find(|header| header.name.eq_ignore_ascii_case("accept"))
                .map(|header| String::from_utf8_lossy(header.value).into_owned());
            let _ = asked.send(accept.unwrap_or_default());
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
            );
            stream
                .write_all(answer.as_bytes())
                .expect("the client waits");
        }
    });
    (format!("http://{address}"), accepted)
}

fn clients(url: &str) -> (tokio::runtime::Runtime, Client, blocking::Client) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let client = Client::builder()
        .base_url(url)
        .credentials(Credentials::none())
        .no_proxy();
    let other = blocking::Client::builder()
        .base_url(url)
        .credentials(Credentials::none())
        .no_proxy();
    (
        runtime,
        client.build().expect("a client"),
        other.build().expect("a client"),
    )
}

/// What each client makes of an answer.
fn sent<E: Endpoint>(url: &str, make: impl Fn() -> E) -> [Result<Reply<E::Output>, Error>; 2] {
    let (runtime, client, other) = clients(url);
    [
        runtime.block_on(client.send_full(make())),
        other.send_full(make()),
    ]
}

/// The items that each client reads of an answer.
fn streamed<E: Itemized>(url: &str, make: impl Fn() -> E) -> [Vec<Result<E::Item, Error>>; 2] {
    let (runtime, client, other) = clients(url);
    let first = runtime.block_on(async {
        let mut stream = client.stream(make()).await.expect("a stream");
        let mut items = Vec::new();
        while let Some(item) = stream.next().await {
            items.push(item);
        }
        items
    });
    [first, other.stream(make()).expect("a stream").collect()]
}

#[test]
fn headers_have_their_types() {
    use response_headers::things;
    let (url, _) = server(
        "200 OK\r\nContent-Type: application/json\r\nX-Total: 12\r\nETag: \"a, b\"\r\nX-Tags: a, b\r\nX-Tags: c\r\nX-Flags: true,false\r\nX-State: dim\r\nX-Until: 2024-01-01T00:00:00Z\r\nX-Limits: {\"per_hour\":5,\"new\":1}\r\nSet-Cookie: a=1; Expires=Mon, 01 Jan\r\nSet-Cookie: b=2\r\nX-Range: first,1\r\nX-Type: text",
        "[]",
    );
    for reply in sent(&url, things::list) {
        let reply = reply.expect("a success");
        let headers: things::ListHeaders = reply.typed_headers().expect("as described");
        assert_eq!(headers.x_total, 12);
        assert_eq!(headers.e_tag.as_deref(), Some("\"a, b\""));
        assert_eq!(headers.x_tags.expect("some"), ["a", "b", "c"]);
        assert_eq!(headers.x_flags.expect("some"), [true, false]);
        assert_eq!(headers.x_state.expect("some").as_str(), "dim");
        assert_eq!(
            headers.x_until.expect("some").as_str(),
            "2024-01-01T00:00:00Z"
        );
        let limits = headers.x_limits.expect("some");
        assert_eq!((limits.per_hour, limits.extra.len()), (Some(5), 1));
        let cookies = headers.set_cookie.expect("some");
        assert_eq!(cookies, ["a=1; Expires=Mon, 01 Jan", "b=2"]);
        assert_eq!(
            headers.x_range.as_deref(),
            Some("first,1"),
            "an object stays text"
        );
        assert_eq!(headers.x_type, "text", "two types stay text");
    }
}

#[test]
fn a_header_that_is_wrong_is_an_error_of_who_asks_for_it() {
    use response_headers::things;
    let (url, _) = server(
        "200 OK\r\nContent-Type: application/json\r\nX-Total: many\r\nX-Type: 1",
        "[\"a\"]",
    );
    for reply in sent(&url, things::list) {
        let reply = reply.expect("the answer itself is as it should be");
        assert_eq!(reply.output, ["a"]);
        let error = reply
            .typed_headers::<things::ListHeaders>()
            .expect_err("no number");
        assert_eq!(
            error.to_string(),
            "things.list: a header cannot be read: $[\"X-Total\"]: expected an integer, found the string \"many\""
        );
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
    let (url, _) = server(
        "429 Too Many Requests\r\nRetry-After: 0\r\nX-Ratio: 0.5",
        "",
    );
    for error in sent(&url, things::list) {
        let error = error.expect_err("a failure");
        let headers: things::ListFaultHeaders = error.typed_headers().expect("as described");
        #[expect(deprecated, reason = "the document deprecates this header")]
        let ratio = headers.x_ratio;
        assert_eq!(ratio, Some(0.5));
        assert_eq!(error.retry_after(), Some(std::time::Duration::ZERO));
    }
}

#[test]
fn an_operation_answers_at_once_or_item_by_item() {
    use streams_before_3_2::{chat, types};
    let body = || chat::CreateBody::new("hi").stream(true);
    let events = "data: {\"delta\":\"a\"}\n\nevent: last\ndata: {\"delta\":\"b\"}\n\ndata: [DONE]\n\ndata: no item\n\n";
    let (url, asked) = server("200 OK\r\nContent-Type: text/event-stream", events);
    for items in streamed(&url, || chat::create(body())) {
        let items: Vec<Event<types::Part>> = items
            .into_iter()
            .map(|item| item.expect("an item"))
            .collect();
        let [first, last] = &items[..] else {
            panic!("{items:?}");
        };
        assert_eq!(
            (first.data.delta.as_str(), first.event.as_deref()),
            ("a", None)
        );
        assert_eq!(
            (last.data.delta.as_str(), last.event.as_deref()),
            ("b", Some("last"))
        );
        assert_eq!(asked.recv().expect("it was asked"), "text/event-stream");
    }
    let (url, asked) = server(
        "200 OK\r\nContent-Type: application/json",
        "{\"text\":\"ab\"}",
    );
    for reply in sent(&url, || chat::create(body())) {
        assert_eq!(reply.expect("a success").output.text, "ab");
        assert_eq!(asked.recv().expect("it was asked"), "application/json");
    }
}

#[test]
fn an_answer_is_asked_for_in_another_media_type() {
    use answers_in_other_media_types::reports;
    let (url, asked) = server("200 OK\r\nContent-Type: text/csv", "id\n1");
    for reply in sent(&url, || reports::get().accept_csv(true).accept_csv_gvuw()) {
        assert_eq!(reply.expect("a success").output, "id\n1");
        assert_eq!(asked.recv().expect("it was asked"), "text/csv");
    }
    let (url, asked) = server("200 OK\r\nContent-Type: application/xml", "<id/>");
    let (_, _, client) = clients(&url);
    let download = client
        .open(reports::get().accept_xml())
        .expect("bytes that arrive");
    assert_eq!(download.to_vec().expect("all of it"), b"<id/>");
    assert_eq!(asked.recv().expect("it was asked"), "application/xml");
}

#[test]
fn items_of_every_kind_arrive() {
    use streams::readings;
    let (url, _) = server(
        "200 OK\r\nContent-Type: application/jsonl",
        "{\"at\":1}\n{\"at\":\"x\"}\n{\"at\":3}",
    );
    for items in streamed(&url, readings::lines) {
        let shown: Vec<String> = items
            .iter()
            .map(|item| match item {
                Ok(reading) => reading.at.to_string(),
                Err(error) => error.to_string(),
            })
            .collect();
        let wrong = "readings.lines: line 2 cannot be read: $.at: expected an integer, found the string \"x\"; the server answered 200 OK";
        assert_eq!(shown, ["1", wrong, "3"]);
    }
    let (url, _) = server(
        "200 OK\r\nContent-Type: application/geo+json-seq",
        "\u{1e}{\"at\":1}\n\u{1e}{\"at\":2}\n",
    );
    for items in streamed(&url, readings::sequence) {
        assert_eq!(items.len(), 2);
        assert!(items.iter().all(Result::is_ok));
    }
}
