//! A thousand calls that fail, each in a way of its own: nothing that is printed about them holds a byte of a secret.

use std::error::Error as _;
use std::time::Duration;

use letterpress_runtime::runtime::{Credentials, Error, Options};

use crate::clients::{Any, clients_with};
use crate::lighthouse::{Lamp, create, film, get};
use crate::server::{Act, Server, answer, json, nobody};

/// Everything that a program may print of an error; a panic, by `unwrap` or `expect`, prints its Debug.
fn printed(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?} {:?}", error.violations());
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    text
}

/// A secret that stands nowhere else, with signs that are written in another way in a URL, in a header, in JSON and in Debug.
fn secret(random: &mut fastrand::Rng) -> String {
    let letters: String = (0..12).map(|_| random.alphanumeric()).collect();
    format!(
        "{letters}{}",
        random
            .choice(["", "+/=", " x", "%2e", "\"q", "&a=b", "\\n"])
            .unwrap()
    )
}

/// A part of it that every spelling keeps.
fn trace(secret: &str) -> &str {
    &secret[..12]
}

fn credentials(kind: usize, secret: &str) -> Credentials {
    match kind % 5 {
        0 => Credentials::new().token(secret),
        1 => Credentials::new().keeper(secret).lamp_key(secret),
        2 => Credentials::new().ticket(secret),
        3 => Credentials::new().session(secret.replace([' ', '"', '\\'], "-")),
        _ => Credentials::new().password(format!("ada:{secret}")),
    }
}

fn call(client: &Any, kind: usize) -> Option<Error> {
    match kind % 3 {
        0 => client.send(get("n")).err(),
        1 => client.send(create(Lamp::new("n"))).err(),
        _ => client.download(film("n")).err(),
    }
}

#[test]
fn nothing_printed_about_a_failing_call_holds_a_secret() {
    let mut random = fastrand::Rng::with_seed(7);
    let servers = [
        Server::answering(json("200 OK", "{")),
        Server::answering(json("500 Internal Server Error", r#"{"fine":false}"#)),
        Server::answering(answer("403 Forbidden", &[], "<html>")),
        Server::answering(answer(
            "302 Found",
            &[("location", "http://127.0.0.2:9/?a=b")],
            "",
        )),
        Server::answering(answer(
            "308 Permanent Redirect",
            &[("location", "//evil.test")],
            "",
        )),
        Server::answering(answer(
            "429 Too Many Requests",
            &[("retry-after", "7200")],
            "",
        )),
        Server::start(|_, _| vec![Act::Reset]),
        Server::start(|_, _| vec![Act::Close]),
        Server::start(|_, _| vec![Act::Send(b"rubbish\r\n\r\n".to_vec()), Act::Close]),
        Server::start(|_, _| {
            vec![
                Act::Send(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{".to_vec()),
                Act::Close,
            ]
        }),
    ];
    let urls: Vec<String> = servers.iter().map(Server::url).chain([nobody()]).collect();
    let mut failed = 0;
    let mut own = String::new();
    let mut clients = clients_with(&urls[0], &Credentials::new(), Options::new());
    // A client costs more than a call: ten calls each, with a secret of their own beside the client's.
    for number in 0..1_000 {
        if number % 20 == 0 {
            own = secret(&mut random);
            clients = clients_with(
                random.choice(&urls).unwrap(),
                &credentials(random.usize(..5), &own),
                Options::new().retries(0).timeout(Duration::from_secs(5)),
            );
        }
        let other = secret(&mut random);
        let client = clients[number % 2].with(Options::new().query("key", &other));
        let Some(error) = call(&client, random.usize(..3)) else {
            continue;
        };
        failed += 1;
        let printed = printed(&error);
        for secret in [&own, &other] {
            assert!(!printed.contains(trace(secret)), "call {number}: {printed}");
        }
    }
    assert!(failed > 900, "{failed}");
}
