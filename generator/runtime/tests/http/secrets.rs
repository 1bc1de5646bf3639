//! A canary in every credential and in the query: nothing prints it.

use std::error::Error as _;
use std::time::Duration;

use letterpress_runtime::runtime::{Client, Credentials, Error, Options, blocking};

use crate::clients::clients_with;
use crate::lighthouse::{Lamp, create, film, get};
use crate::server::{Act, Received, Server, answer, json, nobody};

const CANARY: &str = "c4nary";

fn all() -> Vec<Credentials> {
    vec![
        Credentials::new().token(CANARY),
        Credentials::new().keeper(CANARY).lamp_key(CANARY),
        Credentials::new().ticket(CANARY),
        Credentials::new().session(CANARY),
        Credentials::new().password(format!("ada:{CANARY}")),
    ]
}

fn silent(error: &Error) {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    assert!(!text.contains(CANARY), "{text}");
}

#[test]
fn credentials_and_clients_print_no_value() {
    for credentials in all() {
        let builder = Client::builder()
            .credentials(credentials.clone())
            .proxy(format!("http://ada:{CANARY}@127.0.0.1:1"));
        let shown = format!("{credentials:?} {builder:?}");
        let text = format!("{shown} {:?}", builder.build().unwrap());
        assert!(!text.contains(CANARY), "{text}");
        let client = blocking::Client::builder()
            .credentials(credentials)
            .header("x-secret", CANARY)
            .query("secret", CANARY)
            .build()
            .unwrap();
        assert!(!format!("{client:?} {client:#?}").contains(CANARY));
    }
}

#[test]
fn no_error_prints_a_value() {
    let servers = [
        Server::answering(json("200 OK", "{}")),
        Server::answering(json(
            "403 Forbidden",
            r#"{"fine":false,"problems":[{"number":1,"text":"no"}]}"#,
        )),
        Server::answering(answer(
            "302 Found",
            &[("location", "https://evil.test/")],
            "",
        )),
        Server::start(|_, _| vec![Act::Reset]),
        Server::start(|_, _| vec![Act::Send(b"garbage\r\n\r\n".to_vec()), Act::Close]),
        Server::start(|_, _| vec![Act::Pause(Duration::from_millis(150))]),
    ];
    let urls = servers
        .iter()
        .map(Server::url)
        .chain([nobody(), "http://nowhere.localhost:1".to_owned()]);
    for url in urls {
        for credentials in all() {
            let options = Options::new()
                .retries(0)
                .timeout(Duration::from_millis(60))
                .query("secret", CANARY);
            for client in clients_with(&url, &credentials, options) {
                silent(&client.send(get("n")).unwrap_err());
                silent(&client.send(create(Lamp::new("n"))).unwrap_err());
                if let Err(error) = client.download(film("n")) {
                    silent(&error);
                }
            }
        }
    }
}

#[test]
fn no_error_prints_what_a_server_says_that_it_was_sent() {
    fn sent(request: &Received) -> String {
        let headers: Vec<String> = request
            .headers
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        // So that an excerpt could end in the middle of it.
        let filling = "x".repeat(150);
        format!(
            "{} {} {filling} {}",
            request.target,
            headers.join(" "),
            headers.join(" ")
        )
    }
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let servers = [
        Server::start(move |request, _| {
            let message = quoted(&sent(request));
            let body = format!(
                r#"{{"fine":false,"problems":[{{"number":3,"text":{message},"at":{message}}}],"notes":[{{"text":{message}}}]}}"#
            );
            vec![Act::Send(json("403 Forbidden", &body))]
        }),
        Server::start(|request, _| {
            vec![Act::Send(answer(
                "502 Bad Gateway",
                &[("content-type", "text/plain")],
                sent(request),
            ))]
        }),
        Server::start(|request, _| {
            vec![Act::Send(answer(
                "200 OK",
                &[("content-type", "text/html")],
                sent(request),
            ))]
        }),
    ];
    for url in servers.iter().map(Server::url) {
        for credentials in all() {
            for client in clients_with(&url, &credentials, Options::new().retries(0)) {
                for error in [
                    client.send(get("n")).unwrap_err(),
                    client.send(create(Lamp::new("n"))).unwrap_err(),
                    client.download(film("n")).unwrap_err(),
                ] {
                    silent(&error);
                    let lists = format!("{:?} {:?}", error.errors(), error.messages());
                    assert!(!lists.contains(CANARY), "{lists}");
                }
            }
        }
    }
}
