//! An endpoint is a value: what it requests, without a client, and as a client would send it.

use letterpress_runtime::runtime::{
    Body, Checks, Client, Credentials, Endpoint, ErrorKind, Options, Segment, blocking, http,
};

use crate::clients::{clients, clients_with};
use crate::lighthouse::{LAMP, Lamp, Upload, create, get, list, off};
use crate::server::{Server, answer, json};

#[test]
fn a_request_is_made_and_an_answer_read_without_a_client() {
    let endpoint = create(Lamp {
        power: Some(300),
        ..Lamp::new("north")
    });
    assert_eq!(endpoint, endpoint.clone());

    let request = endpoint.request(Checks::On).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "/lamps");
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(
        request.body(),
        &Body::from(r#"{"name":"north","power":300}"#)
    );
    assert_eq!(
        format!("{:?}", request.body()),
        "Body([Bytes(28)])",
        "a body may hold secrets"
    );

    let reply = <crate::lighthouse::Create as Endpoint>::response(http::Response::new(LAMP.into()))
        .unwrap();
    assert_eq!(reply.output.name, "north");
    assert_eq!(reply.output.power, Some(300));
}

#[test]
fn a_client_makes_the_whole_request_for_another_stack() {
    let client = Client::builder()
        .base_url("https://lighthouse.example/api/v4/")
        .credentials(Credentials::new().keeper("ada").lamp_key("k3y"))
        .user_agent("rounds/2.0")
        .header("x-tour", "night")
        .query("trace", "a b")
        .build()
        .unwrap();
    let request = client.prepare(&get("n 1")).unwrap();
    assert_eq!(
        request.uri(),
        "https://lighthouse.example/api/v4/lamps/n%201?trace=a%20b",
        "the path of the base URL is kept"
    );
    assert_eq!(request.headers()["x-keeper"], "ada");
    assert_eq!(request.headers()["x-lamp-key"], "k3y");
    assert_eq!(request.headers()["x-tour"], "night");
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(
        request.headers()["user-agent"],
        format!("lighthouse/{} rounds/2.0", env!("CARGO_PKG_VERSION")).as_str()
    );
    assert!(request.headers()["x-lamp-key"].is_sensitive());
    assert!(!format!("{request:?}").contains("k3y"));
}

#[test]
fn parameters_travel_in_their_places() {
    let server = Server::answering(json("200 OK", r#"{"data":[],"fine":true}"#));
    for client in clients(&format!("{}/v1", server.url())) {
        let mut endpoint = list();
        endpoint.page = Some(2);
        endpoint.colours = Some(vec!["red".into(), "a,b&c".into()]);
        endpoint.shift = Some("night".into());
        client.send(&endpoint).unwrap();
        client.send(endpoint).unwrap();
    }
    for request in server.received() {
        assert_eq!(request.target, "/v1/lamps?page=2&colours=red,a%2Cb%26c");
        assert_eq!(request.header("x-shift"), Some("night"));
        assert_eq!(request.header("cookie"), Some("shift=night"));
        assert_eq!(request.header("authorization"), Some("Bearer t0ken"));
        assert_eq!(
            request.header("accept-encoding"),
            None,
            "no compression is asked for"
        );
        assert_eq!(
            request.header("user-agent"),
            Some(format!("lighthouse/{}", env!("CARGO_PKG_VERSION")).as_str())
        );
    }
    assert_eq!(server.received().len(), 4);
}

#[test]
fn both_clients_send_the_same_bytes() {
    let server = Server::answering(json("200 OK", LAMP));
    for client in clients(&server.url()) {
        client
            .send(create(Lamp {
                power: Some(10_000),
                ..Lamp::new("north")
            }))
            .unwrap();
        client.send(off("n/1")).unwrap();
    }
    let received = server.received();
    for (one, other) in received[..2].iter().zip(&received[2..]) {
        assert_eq!(one.body, other.body);
        assert_eq!(one.target, other.target);
        let mut headers = [one.headers.clone(), other.headers.clone()];
        headers.iter_mut().for_each(|headers| headers.sort());
        assert_eq!(headers[0], headers[1]);
    }
    assert_eq!(
        received[0].body, br#"{"name":"north","power":10000}"#,
        "a whole number has no fraction"
    );
    assert_eq!(received[1].target, "/lamps/n%2F1/off");
    assert_eq!(received[1].header("content-length"), Some("0"));
    assert_eq!(received[1].header("content-type"), None);
    assert_eq!(received[1].header("accept"), Some("*/*"));
}

#[test]
fn everything_that_is_wrong_is_in_one_error_before_any_io() {
    let server = Server::answering(json("200 OK", LAMP));
    let mut lamp = Lamp {
        power: Some(20_000),
        ..Lamp::new("")
    };
    lamp.extra.insert("colour".into(), "red".into());
    for client in clients(&server.url()) {
        let error = client.send(create(lamp.clone())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid);
        let pointers: Vec<_> = error
            .violations()
            .iter()
            .map(|violation| violation.pointer.as_str())
            .collect();
        assert_eq!(pointers, ["/name", "/power", "/colour"]);
        assert_eq!(error.pointer(), Some("/name"));
        assert_eq!(error.attempts(), 0);
        assert!(error.to_string().starts_with("lamps.create: the request was not sent: body `/name` must have at least 1 character"), "{error}");
    }
    assert!(server.received().is_empty());

    let unchecked = Options::new().checks(Checks::Off);
    for client in clients_with(&server.url(), &Credentials::none(), unchecked) {
        client.send(create(lamp.clone())).unwrap();
    }
    assert_eq!(
        server.received()[1].body,
        br#"{"name":"","power":20000,"colour":"red"}"#,
        "the server decides"
    );
}

#[test]
fn a_path_parameter_is_no_other_path() {
    for id in [
        "",
        ".",
        "..",
        "%2e%2e",
        ".%2E",
        "%252e%252e",
        "a/../b",
        "..\\",
        "a\nb",
        "a\0",
        "\u{7f}",
    ] {
        for checks in [Checks::On, Checks::Off] {
            let error = get(id).request(checks).unwrap_err();
            assert_eq!(
                (error.kind(), error.pointer()),
                (ErrorKind::Invalid, Some("/id")),
                "{id:?}"
            );
        }
    }
    for (id, path) in [
        ("a b", "a%20b"),
        ("a/b", "a%2Fb"),
        ("50%", "50%25"),
        ("é?#", "%C3%A9%3F%23"),
        ("...", "..."),
        ("a.b", "a.b"),
        ("a;b", "a%3Bb"),
    ] {
        assert_eq!(
            get(id).request(Checks::On).unwrap().uri().path(),
            format!("/lamps/{path}")
        );
    }
    let error = get("123456789").request(Checks::On).unwrap_err();
    assert_eq!(error.violations().len(), 1);
    assert!(
        get("éééééééé").request(Checks::On).is_ok(),
        "characters are counted, not bytes"
    );
}

#[test]
fn options_are_per_call_and_cheap() {
    let server = Server::answering(json("200 OK", LAMP));
    for client in clients(&server.url()) {
        let other = client.with(
            Options::new()
                .header("X-Tour", "night")
                .header("accept", "application/lamp+json")
                .query("v", "2"),
        );
        other.send(get("n")).unwrap();
        client.send(get("n")).unwrap();
    }
    for pair in server.received().chunks(2) {
        assert_eq!(pair[0].target, "/lamps/n?v=2");
        assert_eq!(pair[0].header("x-tour"), Some("night"));
        assert_eq!(pair[0].header("accept"), Some("application/lamp+json"));
        assert_eq!(pair[1].target, "/lamps/n");
        assert_eq!(pair[1].header("x-tour"), None);
    }
}

#[test]
fn a_header_that_cannot_be_sent_is_an_error_without_its_value() {
    for (name, value) in [
        ("x tour", "v"),
        ("x-tour", "se\ncret"),
        ("Content-Length", "3"),
        ("host", "evil.test"),
    ] {
        let built = Client::builder().header(name, value).build();
        assert_eq!(built.unwrap_err().kind(), ErrorKind::Configuration);
        let client = blocking::Client::builder()
            .credentials(Credentials::none())
            .build()
            .unwrap();
        let error = client
            .with(Options::new().header(name, value))
            .send(get("n"))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!format!("{error} {error:?}").contains("cret"));
    }
}

#[test]
fn the_base_url_is_checked_before_any_io() {
    for url in [
        "lighthouse.example",
        "ftp://lighthouse.example",
        "https://",
        "https://ada:pw@lighthouse.example",
        "https://lighthouse.example/?a=1",
        "https://lighthouse.example/#a",
        "https://lighthouse.example/a/../b",
        "https://lighthouse.example/%2e%2e/b",
        "https://lighthouse.example\\a",
        "https://lighthouse.example/a b",
        "https://lighthouse.example:99999",
        "https://lighthouse.example//a",
    ] {
        let error = Client::builder().base_url(url).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{url}");
        assert!(!error.to_string().contains("pw"));
    }
}

#[test]
fn credentials_go_unencrypted_only_to_this_machine() {
    let with = |url: &str| {
        Client::builder()
            .base_url(url)
            .credentials(Credentials::new().token("t0ken"))
    };
    assert_eq!(
        with("http://lighthouse.example")
            .build()
            .unwrap_err()
            .kind(),
        ErrorKind::Configuration
    );
    assert_eq!(
        with("http://localhost.evil.test")
            .build()
            .unwrap_err()
            .kind(),
        ErrorKind::Configuration
    );
    for url in [
        "http://localhost:1",
        "http://127.0.0.1",
        "http://127.1.2.3:80/v1",
        "http://[::1]:3000",
        "https://lighthouse.example",
    ] {
        assert!(with(url).build().is_ok(), "{url}");
    }
    assert!(
        with("http://lighthouse.example")
            .allow_insecure_http()
            .build()
            .is_ok()
    );
    assert!(
        Client::builder()
            .base_url("http://lighthouse.example")
            .credentials(Credentials::none())
            .build()
            .is_ok()
    );
}

#[test]
fn connections_are_used_again() {
    let server = Server::sequence(vec![
        vec![crate::server::Act::Send(answer(
            "404 Not Found",
            &[],
            vec![b'x'; 20_000],
        ))],
        vec![crate::server::Act::Send(json("200 OK", LAMP))],
    ]);
    for client in clients(&server.url()) {
        let before = server.connections();
        for _ in 0..50 {
            let _ = client.send(get("n"));
            // Who calls at once, on a busy machine, is there before the connection is back with the pool.
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let opened = server.connections() - before;
        assert!(opened <= 2, "{}: {opened}", client.name());
    }
}

#[test]
fn files_are_sent_with_their_length_and_again_when_needed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    std::fs::write(&path, vec![b'l'; 200_000]).unwrap();
    let body = Body(vec![
        Segment::Bytes("head ".into()),
        Segment::File(path.clone()),
        Segment::Bytes(" tail".into()),
    ]);
    assert_eq!(body.length().unwrap(), Some(200_010));

    let server = Server::sequence(vec![
        vec![crate::server::Act::Send(answer(
            "429 Too Many Requests",
            &[("retry-after", "0")],
            "",
        ))],
        vec![crate::server::Act::Send(answer("204 No Content", &[], ""))],
    ]);
    for client in clients(&server.url()) {
        client.send(Upload { body: body.clone() }).unwrap();
    }
    for request in server.received() {
        assert_eq!(request.header("content-length"), Some("200010"));
        assert_eq!(request.body.len(), 200_010);
        assert!(request.body.starts_with(b"head lll") && request.body.ends_with(b"lll tail"));
    }
    assert_eq!(
        server.received().len(),
        3,
        "the first was refused and sent again"
    );

    std::fs::remove_file(path).unwrap();
    for client in clients(&server.url()) {
        let error = client.send(Upload { body: body.clone() }).unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Io, 1));
    }
    assert_eq!(
        server.received().len(),
        3,
        "nothing was sent without the file"
    );
}

#[test]
fn clients_are_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + std::fmt::Debug + 'static>() {}
    fn sent<T: Send>(_: T) {}
    shared::<Client>();
    shared::<blocking::Client>();
    let client = Client::builder().build().unwrap();
    sent(client.send(get("n")));
    sent(client.wait(get("n")));
    sent(client.open(crate::lighthouse::film("n")));
}

#[test]
fn a_proxy_is_used_where_one_is_given() {
    let proxy = Server::start(|request, _| {
        let connected = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
        let reply = if request.method == "CONNECT" {
            connected
        } else {
            json("200 OK", LAMP)
        };
        vec![crate::server::Act::Send(reply)]
    });
    let client = Client::builder()
        .base_url("http://lighthouse.invalid/v1")
        .proxy(proxy.url());
    let client = client.credentials(Credentials::none()).build().unwrap();
    assert_eq!(
        crate::clients::tokio()
            .block_on(client.send(get("n")))
            .unwrap()
            .name,
        "north"
    );
    let client = blocking::Client::builder()
        .base_url("http://lighthouse.invalid/v1")
        .proxy(proxy.url());
    let client = client.credentials(Credentials::none()).build().unwrap();
    assert_eq!(client.send(get("n")).unwrap().name, "north");
    let received = proxy.received();
    assert!(received.iter().all(|request| {
        request
            .header("host")
            .is_some_and(|host| host.starts_with("lighthouse.invalid"))
    }));
    let error = Client::builder()
        .proxy("http://ada:pw@")
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(!format!("{error:?}").contains("pw"));
}
