//! Redirects: credentials never leave the origin, and no write goes elsewhere.

use letterpress_runtime::runtime::{Credentials, ErrorKind, Options};

use crate::clients::clients_with;
use crate::lighthouse::{LAMP, Lamp, create, film, get};
use crate::server::{Server, answer, json};

const STATUSES: [&str; 5] = [
    "301 Moved Permanently",
    "302 Found",
    "303 See Other",
    "307 Temporary Redirect",
    "308 Permanent Redirect",
];

fn kinds() -> [Credentials; 5] {
    [
        Credentials::new().token("canary"),
        Credentials::new().keeper("canary").lamp_key("canary"),
        Credentials::new().ticket("canary"),
        Credentials::new().session("canary"),
        Credentials::new().password("canary:canary"),
    ]
}

#[test]
fn nothing_reaches_another_origin() {
    let other = Server::answering(json("200 OK", LAMP));
    for status in STATUSES {
        let location = format!("{}/elsewhere?secret=1", other.url());
        let server = Server::answering(answer(status, &[("location", &location)], ""));
        for credentials in kinds() {
            for client in clients_with(&server.url(), &credentials, Options::new()) {
                let errors = [
                    client.send(get("n")).unwrap_err(),
                    client.send(create(Lamp::new("n"))).unwrap_err(),
                    client.download(film("n")).unwrap_err(),
                ];
                for error in errors {
                    assert_eq!(error.kind(), ErrorKind::Redirect);
                    assert_eq!(error.status().unwrap().as_str(), &status[..3]);
                    assert!(
                        error
                            .to_string()
                            .contains(&format!("leads to {}", other.url())),
                        "{error}"
                    );
                    assert!(!error.to_string().contains("secret"), "{error}");
                    assert_eq!(error.attempts(), 1);
                }
            }
        }
    }
    assert!(other.received().is_empty());
}

#[test]
fn a_read_follows_at_the_same_origin() {
    for status in STATUSES {
        for location in [
            "/moved/lamp?v=2",
            "../moved/lamp?v=2",
            "//HOST/moved/lamp?v=2",
            "http://HOST/moved/lamp?v=2",
        ] {
            let server = Server::start(move |request, _| {
                let location = location.replace("HOST", request.header("host").unwrap());
                let reply = if request.target.starts_with("/moved") {
                    json("200 OK", LAMP)
                } else {
                    answer(status, &[("location", &location)], "")
                };
                vec![crate::server::Act::Send(reply)]
            });
            for credentials in kinds() {
                for client in clients_with(&server.url(), &credentials, Options::new()) {
                    assert_eq!(client.send(get("n")).unwrap().name, "north");
                }
            }
            let received = server.received();
            for pair in received.chunks(2) {
                let moved = &pair[1];
                assert_eq!(moved.method, "GET");
                assert!(
                    moved.target.starts_with("/moved/lamp?v=2"),
                    "{}",
                    moved.target
                );
                let shown = format!("{moved:?}");
                assert!(
                    shown.contains("canary") || shown.contains("Basic "),
                    "the credentials are still needed"
                );
            }
        }
    }
}

#[test]
fn a_write_is_sent_to_no_place_but_its_own() {
    for status in STATUSES {
        let server = Server::answering(answer(status, &[("location", "/lamps/")], ""));
        for client in clients_with(
            &server.url(),
            &Credentials::new().token("t"),
            Options::new(),
        ) {
            let error = client.send(create(Lamp::new("n"))).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Redirect);
        }
        let methods: Vec<_> = server
            .received()
            .into_iter()
            .map(|request| request.method)
            .collect();
        assert_eq!(
            methods,
            ["POST", "POST"],
            "one for each client, and never a GET"
        );
    }
}

#[test]
fn circles_and_nonsense_end() {
    for (location, count) in [
        ("/lamps/n", 6),
        ("http://ada:pw@127.0.0.1/", 1),
        ("https:\\\\evil.test", 1),
        ("ftp://evil.test/", 1),
        ("http://", 1),
    ] {
        let server = Server::answering(answer("302 Found", &[("location", location)], ""));
        for client in clients_with(
            &server.url(),
            &Credentials::new().token("t"),
            Options::new(),
        ) {
            let before = server.received().len();
            let error = client.send(get("n")).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Redirect, "{location}");
            assert!(!error.to_string().contains("pw"));
            assert_eq!(server.received().len() - before, count, "{location}");
        }
    }
    for status in ["304 Not Modified", "300 Multiple Choices", "302 Found"] {
        let server = Server::answering(answer(status, &[], ""));
        for client in clients_with(
            &server.url(),
            &Credentials::new().token("t"),
            Options::new(),
        ) {
            let error = client.send(get("n")).unwrap_err();
            assert_eq!(
                (error.kind(), error.status().unwrap().as_str()),
                (ErrorKind::Api, &status[..3]),
                "no place to go is a plain answer"
            );
        }
    }
}
