//! A thousand calls that fail, each in a way of its own: nothing that is printed, traced or logged about them, or said in a panic, holds a byte of a secret.

use std::error::Error as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use letterpress_runtime::runtime::{Credentials, Error, Options};

use crate::clients::{Any, clients_with};
use crate::lighthouse::{Lamp, create, film, get};
use crate::log::Log;
use crate::server::{Act, Server, answer, json, nobody};
use crate::tls::{in_a_process_that_trusts, refusing};

/// Everything that a program may print of an error.
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

fn servers() -> Vec<Server> {
    vec![
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
    ]
}

/// What panics say about a failing call; the hook of the process writes it into the log.
fn panic_over(error: &Error) {
    let result: Result<(), &Error> = std::hint::black_box(Err(error));
    catch_unwind(AssertUnwindSafe(|| result.unwrap())).unwrap_err();
    catch_unwind(AssertUnwindSafe(|| result.expect("a lamp"))).unwrap_err();
    catch_unwind(AssertUnwindSafe(|| panic!("no lamp: {error}"))).unwrap_err();
}

/// All spans, events, records and panics of a process are looked at, so it is a process of its own.
#[test]
fn nothing_said_about_a_failing_call_holds_a_secret() {
    in_a_process_that_trusts(
        "random_failures::nothing_said_about_a_failing_call_holds_a_secret",
        |authority| {
            let log = Log::of_this_process();
            let servers = servers();
            let mut urls: Vec<String> = servers.iter().map(Server::url).collect();
            urls.push(nobody());
            urls.push(refusing(authority));
            fail_a_thousand_times(&urls, &log);
            for speaker in ["letterpress_runtime", "h2::", "ureq", "reqwest", "panic"] {
                assert!(log.heard(speaker), "{speaker} said nothing");
            }
        },
    );
}

fn fail_a_thousand_times(urls: &[String], log: &Log) {
    let mut random = fastrand::Rng::with_seed(7);
    let mut failed = 0;
    // What is said about a call may come after it.
    let (mut secrets, mut earlier) = (Vec::new(), Vec::new());
    let mut clients = clients_with(&urls[0], &Credentials::new(), Options::new());
    // A client costs more than a call: ten calls each, with a secret of their own beside the client's.
    for number in 0..1_000 {
        if number % 20 == 0 {
            silent(log, &[&secrets, &earlier]);
            earlier = std::mem::take(&mut secrets);
            let own = secret(&mut random);
            clients = clients_with(
                &urls[number / 20 % urls.len()],
                &credentials(random.usize(..5), &own),
                Options::new().retries(0).timeout(Duration::from_secs(5)),
            );
            secrets.push(own);
        }
        let other = secret(&mut random);
        let options = Options::new()
            .query("key", &other)
            .header("x-key", trace(&other));
        secrets.push(other);
        let Some(error) = call(&clients[number % 2].with(options), random.usize(..3)) else {
            continue;
        };
        failed += 1;
        panic_over(&error);
        let printed = printed(&error);
        for secret in &secrets {
            assert!(!printed.contains(trace(secret)), "call {number}: {printed}");
        }
    }
    silent(log, &[&secrets, &earlier]);
    assert!(failed > 900, "{failed}");
}

/// What was said since the last time holds none of these.
fn silent(log: &Log, secrets: &[&Vec<String>]) {
    let said = log.take();
    for secret in secrets.iter().copied().flatten() {
        let line = said.lines().find(|line| line.contains(trace(secret)));
        assert!(line.is_none(), "{secret:?} in {line:?}");
    }
}
