//! Lists over all their pages: each way of turning them, with both clients, from a server on loopback.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use letterpress_accepted::fixtures::pages::{events, files, hosts, jobs, log, search, zones};
use letterpress_accepted::{Client, blocking};

/// What the server says: headers, and JSON.
type Said = (&'static str, String);

/// A server that answers each target as it is told; the targets that were asked for.
struct Server {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answer: impl Fn(&str) -> Said + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let address = listener.local_addr().expect("it is bound");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&asked);
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let target = target(&mut stream);
                let (headers, body) = answer(&target);
                all.lock().expect("nobody panics").push(target);
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
                    body.len()
                );
                // A client that has gone needs no answer.
                let _ = stream.write_all((head + &body).as_bytes());
            }
        });
        Self {
            url: format!("http://{address}"),
            asked,
        }
    }

    /// What was asked for since the last time.
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().expect("nobody panics"))
    }
}

/// The target of a request, and its body behind a space where it has one.
fn target(stream: &mut TcpStream) -> String {
    let (mut bytes, mut chunk) = (Vec::new(), [0; 1024]);
    loop {
        let count = stream.read(&mut chunk).expect("a client sends");
        bytes.extend_from_slice(&chunk[..count]);
        let mut headers = [httparse::EMPTY_HEADER; 32];
        let mut request = httparse::Request::new(&mut headers);
        let httparse::Status::Complete(start) = request.parse(&bytes).expect("HTTP") else {
            continue;
        };
        let target = request.path.expect("a target").to_owned();
        let length = request
            .headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case("content-length"))
            .map_or(0, |header| {
                let text = std::str::from_utf8(header.value).expect("a number");
                text.parse().expect("a number")
            });
        while bytes.len() < start + length {
            let count = stream.read(&mut chunk).expect("a client sends");
            bytes.extend_from_slice(&chunk[..count]);
        }
        let body = String::from_utf8_lossy(&bytes[start..]);
        return format!("{target} {body}").trim_end().to_owned();
    }
}

fn runtime() -> tokio::runtime::Runtime {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().expect("a runtime")
}

/// Both clients go through a list: the items, and what was asked for.
macro_rules! all {
    ($server:expr, $endpoint:expr) => {{
        let server = &$server;
        let client = Client::builder().base_url(&server.url).no_proxy();
        let client = client.build().expect("a client");
        let items = runtime().block_on(client.items($endpoint).collect());
        let items = items.expect("all pages come");
        let asked = server.asked();

        let client = blocking::Client::builder().base_url(&server.url).no_proxy();
        let client = client.build().expect("a client");
        let same: Result<Vec<_>, _> = client.items($endpoint).collect();
        assert_eq!(same.expect("all pages come"), items);
        assert_eq!(server.asked(), asked, "both clients ask the same");
        (items, asked)
    }};
}

fn json(text: &str) -> Said {
    ("", text.to_owned())
}

#[test]
fn a_parameter_counts_pages() {
    let server = Server::start(|target| {
        json(match target {
            "/jobs?state=on" | "/jobs?per_page=2&state=on" => r#"{"jobs":[{"id":1},{"id":2}]}"#,
            "/jobs?page=2&state=on" => r#"{"jobs":[{"id":3}]}"#,
            "/jobs?page=2&per_page=2&state=on" => r#"{"jobs":[{"id":3}]}"#,
            _ => r#"{"jobs":[]}"#,
        })
    });
    let (items, asked) = all!(server, jobs::list().state("on"));
    let ids: Vec<i64> = items.iter().map(|job| job.id).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert_eq!(
        asked,
        [
            "/jobs?state=on",
            "/jobs?page=2&state=on",
            "/jobs?page=3&state=on"
        ],
        "an empty page is the end"
    );
    let (items, asked) = all!(server, jobs::list().state("on").per_page(2));
    assert_eq!(items.len(), 3);
    assert_eq!(
        asked,
        [
            "/jobs?per_page=2&state=on",
            "/jobs?page=2&per_page=2&state=on"
        ],
        "so is one with fewer than were asked for"
    );
    let (items, asked) = all!(server, jobs::list().state("on").page(2));
    assert_eq!((items.len(), asked.len()), (1, 2), "from any page on");
}

#[test]
fn a_parameter_counts_items() {
    let server = Server::start(|target| {
        json(match target {
            "/events?skip=0" => r#"{"data":{"events":[{"id":1},{"id":2}]},"paging":{"total":4}}"#,
            "/events?skip=2" => r#"{"data":{"events":[{"id":3},{"id":4}]},"paging":{"total":4}}"#,
            "/events?skip=1" => r#"{"data":{"events":[{"id":2}]},"paging":{}}"#,
            "/events?skip=7" => r#"{"data":{"events":null},"paging":{}}"#,
            _ => r#"{"paging":{}}"#,
        })
    });
    let (items, asked) = all!(server, events::list(0));
    assert_eq!(items.len(), 4);
    assert_eq!(
        asked,
        ["/events?skip=0", "/events?skip=2"],
        "that were all there are"
    );
    let (items, asked) = all!(server, events::list(1));
    assert_eq!(
        (items.len(), asked.len()),
        (1, 1),
        "fewer than the document says that a page has"
    );
    for nothing in [7, 8] {
        let (items, asked) = all!(server, events::list(nothing));
        assert_eq!((items.len(), asked.len()), (0, 1));
    }
}

#[test]
fn the_answer_names_a_cursor() {
    let server = Server::start(|target| {
        json(match target {
            "/log" => r#"{"lines":["a","b"],"more":true,"paging":{"next":"x y"}}"#,
            "/log?after=x%20y" => r#"{"lines":[],"more":true,"paging":{"next":"z"}}"#,
            "/log?after=z" => r#"{"lines":["c"],"more":false,"paging":{"next":"never"}}"#,
            "/log?after=empty" => r#"{"lines":["d"],"more":true,"paging":{"next":""}}"#,
            "/log?after=null" => r#"{"lines":["d"],"more":true,"paging":{"next":null}}"#,
            _ => r#"{"lines":["d"],"more":true}"#,
        })
    });
    let (items, asked) = all!(server, log::read());
    assert_eq!(items.concat(), "abc", "an empty page is no end here");
    assert_eq!(asked, ["/log", "/log?after=x%20y", "/log?after=z"]);
    for end in ["empty", "null", "absent"] {
        let (items, asked) = all!(server, log::read().after(end));
        assert_eq!((items.concat().as_str(), asked.len()), ("d", 1), "{end}");
    }

    let server = Server::start(|target| {
        json(match target {
            "/log/numbered" => r#"{"lines":["a"],"next":17}"#,
            _ => r#"{"lines":["b"],"next":null}"#,
        })
    });
    let (items, asked) = all!(server, log::numbered());
    assert_eq!(items.concat(), "ab");
    assert_eq!(asked, ["/log/numbered", "/log/numbered?from=17"]);
}

#[test]
fn a_header_names_a_cursor() {
    const NEXT: &str = "0b5c4b1e-9f0a-4f52-8f3e-6b0f3a9c1d11";
    let server = Server::start(|target| {
        let next = "X-Next: 0b5c4b1e-9f0a-4f52-8f3e-6b0f3a9c1d11\r\n";
        match target.contains("after") {
            false => (next, r#"["a"]"#.to_owned()),
            true => ("", r#"["b"]"#.to_owned()),
        }
    });
    let (items, asked) = all!(server, hosts::idle("eu"));
    assert_eq!(items.concat(), "ab");
    assert_eq!(asked[1], format!("/hosts/idle?after={NEXT}&zone=eu"));
}

#[test]
fn a_link_and_a_url_are_followed() {
    let server = Server::start(|target| match target {
        "/hosts" => (
            "Link: </hosts?p=2>; rel=\"next\"\r\n",
            r#"["a"]"#.to_owned(),
        ),
        _ => ("Link: </hosts>; rel=\"prev\"\r\n", r#"["b"]"#.to_owned()),
    });
    let (items, asked) = all!(server, hosts::list());
    assert_eq!(items.concat(), "ab");
    assert_eq!(asked, ["/hosts", "/hosts?p=2"]);

    let server = Server::start(|target| {
        json(match target {
            "/files" => r#"{"files":["a"],"links":{"next":"?p=2"}}"#,
            "/files?p=2" => r#"{"files":["b"],"links":{"next":"/files/more"}}"#,
            "/files/more" => r#"{"links":{"next":""}}"#,
            _ => "{}",
        })
    });
    let (items, asked) = all!(server, files::list());
    assert_eq!(items.concat(), "ab");
    assert_eq!(asked, ["/files", "/files?p=2", "/files/more"]);
}

#[test]
fn the_body_turns_the_page() {
    let server = Server::start(|target| {
        json(match target {
            r#"/search {"query":"x"}"# => r#"{"found":["a"],"next":"2"}"#,
            r#"/search {"query":"x","after":"2"}"# => r#"{"found":["b"]}"#,
            _ => r#"{"found":["?"]}"#,
        })
    });
    let (items, asked) = all!(server, search::jobs(search::JobsBody::new("x")));
    assert_eq!(items.concat(), "ab");
    assert_eq!(asked.len(), 2);

    let server = Server::start(|target| {
        json(match target {
            "/search/numbered" => r#"["a","b"]"#,
            r#"/search/numbered {"paging":{"page":2}}"# => r#"["c"]"#,
            r#"/search/numbered {"paging":{"size":2}}"# => r#"["d","e"]"#,
            r#"/search/numbered {"paging":{"page":2,"size":2}}"# => r#"["f"]"#,
            _ => "[]",
        })
    });
    let (items, asked) = all!(server, search::numbered());
    assert_eq!(items.concat(), "abc");
    assert_eq!(asked.len(), 3, "an empty page is the last");
    let sized = search::NumberedBody::new().paging(search::NumberedBodyPaging::new().size(2));
    let (items, asked) = all!(server, search::numbered().body(sized.clone()));
    assert_eq!(items.concat(), "def");
    assert_eq!(asked.len(), 2, "a short page is the last");
}

#[test]
fn the_same_body_goes_to_the_next_url() {
    let server = Server::start(|target| match target {
        r#"/search/linked {"query":"x"}"# => {
            ("Link: <?page=2>; rel=next\r\n", r#"["a"]"#.to_owned())
        }
        r#"/search/linked?page=2 {"query":"x"}"# => ("", r#"["b"]"#.to_owned()),
        _ => ("", r#"["?"]"#.to_owned()),
    });
    let body = search::LinkedBody::new().query("x");
    let (items, _) = all!(server, search::linked(body.clone()));
    assert_eq!(items.concat(), "ab");
}

#[test]
fn the_envelope_says_where_to_go_on() {
    let server = Server::start(|target| {
        json(match target {
            "/zones" => r#"{"result":["a"],"result_info":{"more":true,"cursors":{"after":"x"}}}"#,
            "/zones?cursor=x" => {
                r#"{"result":["b"],"result_info":{"more":false,"cursors":{"after":"y"}}}"#
            }
            "/zones?cursor=y" => r#"{"result":["c"],"result_info":{"more":true}}"#,
            "/zones/numbered" => r#"{"result":["a"],"result_info":{"total_pages":2}}"#,
            "/zones/numbered?page=1" => r#"{"result":["b"],"result_info":{"total_pages":2}}"#,
            _ => r#"{"result":null}"#,
        })
    });
    let (items, asked) = all!(server, zones::list());
    assert_eq!(items.concat(), "ab");
    assert_eq!(asked.len(), 2);
    let (items, _) = all!(server, zones::list().cursor("y"));
    assert_eq!(items.concat(), "c");
    let (items, asked) = all!(server, zones::numbered());
    assert_eq!(items.concat(), "ab");
    assert_eq!(asked, ["/zones/numbered", "/zones/numbered?page=1"]);
    let (items, asked) = all!(server, zones::numbered().page(5.0));
    assert_eq!((items.len(), asked.len()), (0, 1));
}
