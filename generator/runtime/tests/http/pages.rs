//! Lists over all their pages: over real connections, and in virtual time.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Waker};
use std::time::Duration;

use letterpress_runtime::runtime::http::{HeaderMap, HeaderValue, header};
use letterpress_runtime::runtime::{
    Client, Credentials, Error, ErrorKind, Options, Paged, next_link,
};

use crate::clients::{Any, Fate, Stage, clients, clients_with, tokio};
use crate::lighthouse::{Lamp, List, linked, list};
use crate::server::{Act, Received, Server, answer, json};

/// A page as the server sends it.
fn page(names: &[&str]) -> String {
    let lamps: Vec<String> = names
        .iter()
        .map(|name| format!(r#"{{"name":"{name}"}}"#))
        .collect();
    format!(r#"{{"data":[{}],"fine":true}}"#, lamps.join(","))
}

/// The number of the page that a request asks for.
fn number(request: &Received) -> usize {
    let number = request.target.split_once("page=").map(|(_, number)| {
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    });
    number.unwrap_or(1)
}

/// A server with three pages of lamps, two on each but the last, and nothing behind them.
fn three_pages() -> Server {
    Server::start(|request, _| {
        let names: &[&str] = match number(request) {
            1 => &["a", "b"],
            2 => &["c", "d"],
            3 => &["e"],
            _ => &[],
        };
        vec![Act::Send(json("200 OK", &page(names)))]
    })
}

/// All that a list gives, the names and the errors, and then nothing for good.
fn all<E>(client: &Any, endpoint: E, limit: Option<usize>) -> (Vec<String>, Vec<Error>)
where
    E: Paged<Item = Lamp, Output = Vec<Lamp>> + Send + Sync + 'static,
{
    let limit = limit.unwrap_or(usize::MAX);
    let (mut names, mut errors) = (Vec::new(), Vec::new());
    let mut add = |item: Result<Lamp, Error>| match item {
        Ok(lamp) => names.push(lamp.name),
        Err(error) => errors.push(error),
    };
    match client {
        Any::Async(tokio, client) => tokio.block_on(async {
            let mut items = client.items(endpoint).limit(limit);
            while let Some(item) = items.next().await {
                add(item);
            }
            assert!(items.next().await.is_none());
        }),
        Any::Blocking(client) => {
            let mut items = client.items(endpoint).limit(limit);
            items.by_ref().for_each(add);
            assert!(items.next().is_none());
        }
    }
    (names, errors)
}

#[test]
fn items_come_over_all_pages_in_order() {
    let server = three_pages();
    for client in clients(&server.url()) {
        let before = server.received().len();
        let (names, errors) = all(&client, list(), None);
        assert_eq!(names.concat(), "abcde", "{}", client.name());
        assert!(errors.is_empty());
        let received = server.received().split_off(before);
        let targets: Vec<_> = received.iter().map(|request| &*request.target).collect();
        assert_eq!(
            targets,
            ["/lamps", "/lamps?page=2", "/lamps?page=3", "/lamps?page=4"]
        );
        let token = Some("Bearer t0ken");
        assert!(
            received
                .iter()
                .all(|request| request.header("authorization") == token)
        );
    }
}

#[test]
fn pages_come_with_all_that_came_with_them() {
    let server = three_pages();
    for client in clients(&server.url()) {
        let replies: Vec<_> = match &client {
            Any::Async(tokio, client) => tokio.block_on(async {
                let mut pages = client.pages(list());
                let mut replies = Vec::new();
                while let Some(page) = pages.next().await {
                    replies.push(page.unwrap());
                }
                replies
            }),
            Any::Blocking(client) => client.pages(list()).map(Result::unwrap).collect(),
        };
        let counts: Vec<_> = replies.iter().map(|reply| reply.output.len()).collect();
        assert_eq!(counts, [2, 2, 1, 0]);
        assert!(replies.iter().all(|reply| reply.status == 200));
    }
}

#[test]
fn no_page_is_asked_for_before_it_is_needed() {
    let server = three_pages();
    for client in clients(&server.url()) {
        for (limit, requests) in [(0, 0), (1, 1), (2, 1), (3, 2), (5, 3)] {
            let before = server.received().len();
            let (names, errors) = all(&client, list(), Some(limit));
            assert_eq!((names.len(), errors.len()), (limit, 0));
            assert_eq!(server.received().len() - before, requests, "{limit} items");
        }
    }
    for client in clients(&server.url()) {
        let before = server.received().len();
        if let Any::Blocking(client) = &client {
            assert_eq!(client.items(list()).take(2).count(), 2);
            assert_eq!(server.received().len() - before, 1, "an early stop");
        }
    }
}

#[test]
fn each_page_is_retried_and_an_error_keeps_its_place() {
    let fates = || {
        vec![
            Fate::json(&page(&["a"])),
            Fate::NoConnection,
            Fate::status(503),
            Fate::json(&page(&["b"])),
            Fate::status(404),
            Fate::json(&page(&["c"])),
            Fate::json(&page(&[])),
        ]
    };
    for (stage, client) in Stage::clients(fates, Options::new()) {
        let (mut names, mut failed) = (Vec::new(), None);
        let mut add = |item: Option<Result<Lamp, Error>>| match item? {
            Ok(lamp) => {
                names.push(lamp.name);
                Some(())
            }
            Err(error) => {
                failed = Some(error);
                None
            }
        };
        let at = match &client {
            Any::Async(tokio, client) => tokio.block_on(async {
                let mut items = client.items(list());
                while add(items.next().await).is_some() {}
                assert!(items.next().await.is_none(), "it has ended");
                let at = items.endpoint().clone();
                items.resume();
                while add(items.next().await).is_some() {}
                at
            }),
            Any::Blocking(client) => {
                let mut items = client.items(list());
                while add(items.next()).is_some() {}
                assert!(items.next().is_none(), "it has ended");
                let at = items.endpoint().clone();
                items.resume();
                while add(items.next()).is_some() {}
                at
            }
        };
        assert_eq!(at.page, Some(3), "the page that failed");
        assert_eq!(failed.unwrap().status().unwrap(), 404);
        assert_eq!(names.concat(), "abc");
        assert_eq!(stage.calls().len(), 7);
        assert!(stage.passed() > 0.0, "between attempts there is a pause");
    }
}

#[test]
fn links_are_followed_to_their_end() {
    let forms = [
        r#"<http://HOST/lamps?after=1>; rel="next""#,
        r#"</lamps?after=1>; rel=next, </lamps>; rel="first""#,
        r#"</lamps?a,b>; title="x\", <y>"; rel="prev", <?after=1>; REL="last next"; rel="no""#,
    ];
    for form in forms {
        let server = Server::start(move |request, _| {
            let link = form.replace("HOST", request.header("host").unwrap());
            let reply = if request.target.contains("after=1") {
                json("200 OK", &page(&["b"]))
            } else {
                let kind = ("content-type", "application/json");
                answer("200 OK", &[kind, ("link", &link)], page(&["a"]))
            };
            vec![Act::Send(reply)]
        });
        for client in clients_with(
            &server.url(),
            &Credentials::new().ticket("t0ken"),
            Options::new().query("version", "2"),
        ) {
            let before = server.received().len();
            let (names, errors) = all(&client, linked(), None);
            assert!(errors.is_empty(), "{errors:?}");
            assert_eq!(names.concat(), "ab", "{form}");
            let received = server.received().split_off(before);
            let targets: Vec<_> = received.iter().map(|request| &*request.target).collect();
            assert_eq!(
                targets,
                [
                    "/lamps?version=2&ticket=t0ken",
                    "/lamps?after=1&ticket=t0ken"
                ],
                "the URL as the server has it, with the credentials"
            );
        }
    }
}

#[test]
fn a_next_page_at_another_origin_is_not_asked_for() {
    let other = Server::answering(json("200 OK", &page(&["x"])));
    let targets = [
        format!("{}/lamps?after=1", other.url()),
        other.url().replace("http:", ""),
        "https://127.0.0.1/lamps".to_owned(),
        "http://ada:pw@HOST/lamps".to_owned(),
        "ftp://HOST/lamps".to_owned(),
        "http:\\\\HOST".to_owned(),
    ];
    for target in targets {
        let server = Server::start(move |request, _| {
            let link = format!("<{target}>; rel=next");
            let link = link.replace("HOST", request.header("host").unwrap());
            let kind = ("content-type", "application/json");
            vec![Act::Send(answer(
                "200 OK",
                &[kind, ("link", &link)],
                page(&["a"]),
            ))]
        });
        for client in clients(&server.url()) {
            let before = server.received().len();
            let (names, errors) = all(&client, linked(), None);
            assert_eq!(names, ["a"], "what was there is handed over first");
            assert_eq!(errors.len(), 1);
            assert_eq!(errors[0].kind(), ErrorKind::Pages, "{}", errors[0]);
            assert!(!errors[0].to_string().contains("pw"), "{}", errors[0]);
            assert_eq!(server.received().len() - before, 1);
        }
    }
    assert!(other.received().is_empty());
}

#[test]
fn a_circle_ends_with_an_error() {
    let server = Server::start(|request, _| {
        let next = match request.target.as_str() {
            "/lamps?after=1" => "/lamps?after=2",
            _ => "/lamps?after=1",
        };
        let kind = ("content-type", "application/json");
        let link = format!("<{next}>; rel=next");
        let name = next.rsplit('=').next().unwrap();
        vec![Act::Send(answer(
            "200 OK",
            &[kind, ("link", &link)],
            page(&[name]),
        ))]
    });
    for client in clients(&server.url()) {
        let (names, errors) = all(&client, linked(), None);
        assert_eq!(
            names.concat(),
            "121",
            "the first page, and the two of the circle"
        );
        assert_eq!(errors[0].kind(), ErrorKind::Pages);
        assert!(errors[0].to_string().contains("circle"), "{}", errors[0]);
    }
}

#[test]
fn a_server_that_does_not_turn_pages_is_found_out() {
    let server = Server::answering(json("200 OK", &page(&["a", "b"])));
    for client in clients(&server.url()) {
        let (names, errors) = all(&client, list(), None);
        assert_eq!(names.concat(), "abab");
        assert_eq!(errors[0].kind(), ErrorKind::Pages);
        assert!(errors[0].to_string().contains("the same"), "{}", errors[0]);
    }
}

#[test]
fn a_dropped_future_loses_no_item_and_asks_for_no_page_twice() {
    let server = Server::start(|request, _| {
        let names: &[&str] = match number(request) {
            1 => &["a", "b"],
            2 => &["c"],
            _ => &[],
        };
        let whole = json("200 OK", &page(names));
        let parts = whole.chunks(20).flat_map(|part| {
            [
                Act::Send(part.to_vec()),
                Act::Pause(Duration::from_millis(2)),
            ]
        });
        parts.collect()
    });
    let client = Client::builder()
        .base_url(server.url())
        .credentials(Credentials::new().token("t0ken"))
        .no_proxy()
        .build()
        .unwrap();
    tokio().block_on(async {
        let mut items = client.items(list());
        let (mut names, mut dropped) = (String::new(), 0);
        loop {
            // One poll, and the future is gone.
            let polled = pin!(items.next()).poll(&mut Context::from_waker(Waker::noop()));
            match polled {
                std::task::Poll::Ready(Some(item)) => names += &item.unwrap().name,
                std::task::Poll::Ready(None) => break,
                std::task::Poll::Pending => {
                    dropped += 1;
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
            }
        }
        assert_eq!(names, "abc");
        assert!(dropped > 3, "it was dropped on the way");
    });
    assert_eq!(server.received().len(), 3);
}

#[test]
fn the_async_ones_are_streams() {
    fn stream<S: futures_core::Stream + Unpin + Send>(stream: S) -> S {
        stream
    }
    let server = three_pages();
    let [client, _] = clients(&server.url());
    let Any::Async(tokio, client) = client else {
        panic!("the first one is async")
    };
    tokio.block_on(async {
        let mut items = stream(client.items(list()));
        let mut count = 0;
        while poll_fn(|context| futures_core::Stream::poll_next(Pin::new(&mut items), context))
            .await
            .is_some()
        {
            count += 1;
        }
        assert_eq!(count, 5);
        let mut pages = stream(client.pages(List::default()));
        assert!(pages.next().await.is_some());
        let lamps = client.items(list()).limit(4).collect().await.unwrap();
        assert_eq!(lamps.len(), 4);
    });
}

#[test]
fn links_of_nothing() {
    let of = |values: &[&'static str]| {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::LINK, HeaderValue::from_static(value));
        }
        next_link(&headers)
    };
    for none in [
        "",
        "<",
        "<a",
        "<a>",
        "<a>; rel",
        "<a>; rel=prev",
        "rel=next",
        "<a>; rel=\"nextpage\"",
        "<a>; title=\"; rel=next",
    ] {
        assert_eq!(of(&[none]), None, "{none}");
    }
    assert_eq!(
        of(&["<a>; rel=prev", "< b >;rel= next"]).as_deref(),
        Some("b")
    );
    assert_eq!(of(&["<a;b,c>;rel=next"]).as_deref(), Some("a;b,c"));
}
