//! Answers that are items: read while they arrive, by both clients.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use letterpress_runtime::runtime::{
    self, Client, Credentials, Error, ErrorKind, Event, Itemized, Options,
};

use crate::clients::{Any, clients, tokio};
use crate::lighthouse::Lamp;
use crate::server::{Act, Server, answer, json};

type Request = Result<runtime::http::Request<runtime::Body>, runtime::Error>;
type Response = runtime::http::Response<runtime::Bytes>;

macro_rules! itemized {
    ($name:ident, $id:literal, $accept:literal, $framing:ident, $item:ty) => {
        #[derive(Clone, Debug, PartialEq)]
        struct $name;

        impl runtime::Endpoint for $name {
            type Output = Vec<$item>;
            type Failure = ();
            const OPERATION: &'static runtime::Operation = &runtime::Operation {
                id: $id,
                method: "GET",
                path: "/items",
                accept: $accept,
                security: &[],
                envelope: Some(&crate::lighthouse::ENVELOPE),
            };

            fn request(&self, checks: runtime::Checks) -> Request {
                runtime::Draft::new(Self::OPERATION, checks).finish()
            }

            fn response(reply: Response) -> Result<runtime::Reply<Vec<$item>>, runtime::Error> {
                runtime::items::all::<Self>(reply)
            }
        }

        impl runtime::Itemized for $name {
            type Item = $item;
            const FRAMING: runtime::Framing = runtime::Framing::$framing;
            const ACCEPT: &'static str = $accept;
        }
    };
}

itemized!(
    Events,
    "lamps.events",
    "text/event-stream",
    Events,
    Event<Lamp>
);
itemized!(Lines, "lamps.lines", "application/x-ndjson", Lines, Lamp);

/// All items of an answer while it arrives, and the error with which it may end.
fn items<E: Itemized>(client: &Any, endpoint: E) -> Result<Vec<Result<E::Item, Error>>, Error> {
    match client {
        Any::Async(tokio, client) => tokio.block_on(async {
            let mut stream = client.stream(endpoint).await?;
            let mut all = Vec::new();
            while let Some(item) = stream.next().await {
                all.push(item);
            }
            assert!(stream.next().await.is_none(), "the end is the end");
            Ok(all)
        }),
        Any::Blocking(client) => {
            let mut stream = client.stream(endpoint)?;
            let all = stream.by_ref().collect();
            assert!(stream.next().is_none(), "the end is the end");
            Ok(all)
        }
    }
}

fn names<'i>(items: impl IntoIterator<Item = &'i Result<Lamp, Error>>) -> Vec<String> {
    let name = |item: &Result<Lamp, Error>| match item {
        Ok(lamp) => lamp.name.clone(),
        Err(error) => error.to_string(),
    };
    items.into_iter().map(name).collect()
}

/// The head of an answer whose end nobody knows, and its body in chunks of HTTP.
fn chunked(media_type: &str, portions: &[&str]) -> Vec<Act> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    let mut acts = vec![Act::Send(head.into_bytes())];
    for portion in portions {
        let chunk = format!("{:x}\r\n{portion}\r\n", portion.len());
        acts.push(Act::Send(chunk.into_bytes()));
        acts.push(Act::Pause(Duration::from_millis(5)));
    }
    acts
}

const LAST: &[u8] = b"0\r\n\r\n";
const EVENTS: &str = "text/event-stream; charset=utf-8";

#[test]
fn events_come_one_by_one_and_a_bad_one_is_not_the_end() {
    let server = Server::start(|request, _| {
        assert_eq!(request.header("accept"), Some("text/event-stream"));
        let mut acts = chunked(
            EVENTS,
            &[
                ": hello\n\nid: 1\nevent: lit\ndata: {\"name\":",
                "\ndata: \"north\",\"new\":[1]}\n\nretry: 3000\nda",
                "ta: {\"name\":5}\n\ndata: {\"na\n\ndata: {\"name\":\"south\"}\n",
                "\n",
            ],
        );
        acts.push(Act::Send(LAST.to_vec()));
        acts
    });
    for client in clients(&server.url()) {
        let all = items(&client, Events).unwrap();
        let north = all[0].as_ref().unwrap();
        assert_eq!(
            (north.data.name.as_str(), north.event.as_deref()),
            ("north", Some("lit"))
        );
        assert_eq!(north.id.as_deref(), Some("1"));
        assert_eq!(north.data.extra["new"][0], 1, "what is unknown is kept");
        let error = all[1].as_ref().unwrap_err();
        assert_eq!(
            error.to_string(),
            "lamps.events: event 2 at line 8 cannot be read: $.name: expected a string, found the number 5; the server answered 200 OK"
        );
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.pointer(), Some("/name"));
        assert_eq!(&error.body()[..], b"{\"name\":5}");
        let error = all[2].as_ref().unwrap_err();
        assert_eq!(
            error.to_string(),
            "lamps.events: event 3 at line 11 cannot be read: invalid JSON at line 1 column 4: EOF while parsing a string; the server answered 200 OK"
        );
        let south = all[3].as_ref().unwrap();
        assert_eq!(south.data.name, "south");
        assert_eq!(
            south.id.as_deref(),
            Some("1"),
            "the last one that was named"
        );
        assert_eq!(all.len(), 4, "{}", client.name());
    }
}

#[test]
fn what_a_request_that_goes_on_needs_is_there() {
    let server = Server::start(|_, _| {
        let mut acts = chunked(EVENTS, &["data: {\"name\":\"n\"}\n\nid: 9\nretry: 250\n\n"]);
        acts.push(Act::Send(LAST.to_vec()));
        acts
    });
    for client in clients(&server.url()) {
        let (id, retry) = match &client {
            Any::Async(tokio, client) => tokio.block_on(async {
                let mut stream = client.stream(Events).await.unwrap();
                while stream.next().await.is_some() {}
                (stream.last_event_id().map(str::to_owned), stream.retry())
            }),
            Any::Blocking(client) => {
                let mut stream = client.stream(Events).unwrap();
                while stream.next().is_some() {}
                (stream.last_event_id().map(str::to_owned), stream.retry())
            }
        };
        assert_eq!(id.as_deref(), Some("9"));
        assert_eq!(retry, Some(Duration::from_millis(250)));
    }
}

#[test]
fn an_answer_that_is_cut_short_is_an_error() {
    // Without the last chunk, the connection broke.
    let server = Server::start(|_, _| {
        let mut acts = chunked(
            "application/x-ndjson",
            &["{\"name\":\"a\"}\n{\"name\":\"b\"}"],
        );
        acts.push(Act::Close);
        acts
    });
    for client in clients(&server.url()) {
        let all = items(&client, Lines).unwrap();
        assert_eq!(names(&all[..1]), ["a"]);
        let error = all[1].as_ref().unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16(), all.len()),
            (ErrorKind::Transport, 200, 2),
            "{}",
            client.name()
        );
    }
    // With it, the server forgot something.
    let server = Server::start(|_, _| {
        let mut acts = chunked(
            EVENTS,
            &["data: {\"name\":\"a\"}\n\ndata: {\"name\":\"b\"}\n"],
        );
        acts.push(Act::Send(LAST.to_vec()));
        acts
    });
    for client in clients(&server.url()) {
        let all = items(&client, Events).unwrap();
        assert_eq!(all.len(), 2);
        let error = all[1].as_ref().unwrap_err();
        assert_eq!(
            error.to_string(),
            "lamps.events: the answer ends within event 2, which begins at line 3; the server answered 200 OK"
        );
        let error = client.send(Events).unwrap_err();
        assert!(error.to_string().contains("ends within event 2"), "{error}");
    }
}

#[test]
fn a_whole_answer_is_a_list() {
    let body = "{\"name\":\"a\"}\n\n{\"name\":\"b\"}";
    let server = Server::answering(answer(
        "200 OK",
        &[("content-type", "application/x-ndjson")],
        body,
    ));
    for client in clients(&server.url()) {
        let lamps = client.send(Lines).unwrap();
        assert_eq!(lamps.len(), 2);
        assert_eq!(names(&items(&client, Lines).unwrap()), ["a", "b"]);
    }
}

#[test]
fn an_item_has_a_limit() {
    let line = format!("{{\"name\":\"{}\"}}", "x".repeat(5000));
    let body = format!("{{\"name\":\"a\"}}\n{line}\n{{\"name\":\"b\"}}\n");
    let server = Server::answering(answer(
        "200 OK",
        &[("content-type", "application/x-ndjson")],
        &body,
    ));
    for client in clients(&server.url()) {
        let client = client.with(Options::new().response_limit(1000));
        let all = items(&client, Lines).unwrap();
        assert_eq!(all.len(), 2, "{}", client.name());
        let error = all[1].as_ref().unwrap_err().to_string();
        assert!(
            error.contains("item 2 is larger than 1000 bytes"),
            "{error}"
        );
    }
}

#[test]
fn what_is_no_stream_is_an_error() {
    let server = Server::answering(json(
        "200 OK",
        r#"{"fine":false,"problems":[{"number":3}]}"#,
    ));
    for client in clients(&server.url()) {
        let error = items(&client, Events).unwrap_err();
        assert_eq!((error.kind(), error.codes()), (ErrorKind::Api, vec![3]));
    }
    let server = Server::answering(answer("200 OK", &[("content-type", "text/html")], "<p>"));
    for client in clients(&server.url()) {
        for error in [
            items(&client, Events).unwrap_err(),
            client.send(Events).unwrap_err(),
        ] {
            assert_eq!(
                error.to_string(),
                "lamps.events: the answer is text/html, which begins \"<p>\"; text/event-stream was asked for; the server answered 200 OK"
            );
            assert_eq!(&error.body()[..], b"<p>");
        }
    }
    let server = Server::answering(json("404 Not Found", r#"{"fine":false}"#));
    for client in clients(&server.url()) {
        let error = items(&client, Events).unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 404);
    }
}

#[test]
fn a_stream_that_stands_still_is_given_up() {
    let server = Server::start(|_, _| {
        let mut acts = chunked(EVENTS, &["data: {\"name\":\"a\"}\n\n"]);
        acts.push(Act::Pause(Duration::from_secs(2)));
        acts
    });
    for client in clients(&server.url()) {
        let options = Options::new()
            .idle_timeout(Duration::from_millis(100))
            .retries(0);
        let all = items(&client.with(options), Events).unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(all[1].as_ref().unwrap_err().kind(), ErrorKind::Timeout);
    }
}

/// A wait for an item may be given up at every point: no item is lost, none comes twice.
#[test]
fn to_give_up_a_wait_loses_nothing() {
    let server = Server::start(|_, _| {
        let lines: Vec<String> = (0..20).map(|n| format!("{{\"name\":\"{n}\"}}\n")).collect();
        let body = lines.concat();
        let portions: Vec<&str> = (0..body.len())
            .step_by(7)
            .map(|at| &body[at..body.len().min(at + 7)])
            .collect();
        let mut acts = chunked("application/x-ndjson", &portions);
        acts.push(Act::Send(LAST.to_vec()));
        acts
    });
    let client = Client::builder()
        .base_url(server.url())
        .credentials(Credentials::none())
        .no_proxy()
        .build()
        .unwrap();
    tokio().block_on(async {
        let mut stream = client.stream(Lines).await.unwrap();
        let mut got = Vec::new();
        loop {
            let polled = {
                let mut wait = pin!(stream.next());
                let mut context = Context::from_waker(Waker::noop());
                wait.as_mut().poll(&mut context)
            };
            match polled {
                Poll::Ready(Some(item)) => got.push(item.unwrap().name),
                Poll::Ready(None) => break,
                Poll::Pending => tokio::time::sleep(Duration::from_millis(1)).await,
            }
        }
        let expected: Vec<String> = (0..20).map(|n| n.to_string()).collect();
        assert_eq!(got, expected);
    });
}
