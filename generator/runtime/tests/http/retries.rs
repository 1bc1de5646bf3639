//! What is sent again, and when: in virtual time.

use std::time::Duration;

use letterpress_runtime::runtime::{ErrorKind, Options};

use crate::clients::{Any, Fate, Stage};
use crate::lighthouse::{LAMP, Lamp, create, get, off};

fn good() -> Fate {
    Fate::json(LAMP)
}

fn close(left: &[f64], right: &[f64]) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(left, right)| (left - right).abs() < 0.001)
}

/// Reads and writes against every fault: how often each is sent.
#[test]
fn reads_are_sent_again_on_any_doubt_and_writes_only_without_one() {
    let cases: [(Fate, usize, usize); 10] = [
        (Fate::NoConnection, 3, 3),
        (Fate::Breaks, 3, 1),
        (Fate::Hangs, 3, 1),
        (Fate::status(408), 3, 1),
        (Fate::status(429), 3, 3),
        (Fate::status(500), 3, 1),
        (Fate::status(502), 3, 1),
        (Fate::status(503), 3, 1),
        (Fate::status(404), 1, 1),
        (Fate::status(409), 1, 1),
    ];
    for (fate, reads, writes) in cases {
        for (stage, client) in Stage::clients(|| vec![fate.clone()], Options::new()) {
            let error = client.send(get("n")).unwrap_err();
            assert_eq!(
                (stage.calls().len(), error.attempts() as usize),
                (reads, reads),
                "{} {error}",
                client.name()
            );
        }
        for (stage, client) in Stage::clients(|| vec![fate.clone()], Options::new()) {
            client.send(create(Lamp::new("n"))).unwrap_err();
            client.send(off("n")).unwrap_err();
            assert_eq!(stage.calls().len(), 2 * writes, "{}", client.name());
        }
    }
}

#[test]
fn the_wait_doubles_up_to_its_cap() {
    for (stage, client) in Stage::clients(|| vec![Fate::status(503)], Options::new().retries(7)) {
        let error = client.send(get("n")).unwrap_err();
        assert!(
            close(&stage.sleeps(), &[0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]),
            "{:?}",
            stage.sleeps()
        );
        assert_eq!(error.attempts(), 8);
        assert!(error.to_string().ends_with("after 8 attempts"), "{error}");
    }
    for (stage, client) in Stage::clients(
        || vec![Fate::status(503), Fate::Breaks, good()],
        Options::new(),
    ) {
        assert_eq!(client.send(get("n")).unwrap().name, "north");
        assert_eq!(stage.calls().len(), 3);
    }
    for (stage, client) in Stage::clients(|| vec![Fate::status(503)], Options::new().retries(0)) {
        client.send(get("n")).unwrap_err();
        assert_eq!(stage.calls().len(), 1);
    }
}

/// `Retry-After` at virtual dates; the wait before the second attempt, or none.
#[test]
fn retry_after_is_honoured_up_to_its_cap() {
    let cases: [(&str, Option<f64>); 18] = [
        ("20", Some(20.0)),
        (" 7 ", Some(7.0)),
        ("0", Some(0.5)),
        ("60", Some(60.0)),
        ("61", None),
        ("300", None),
        ("99999999999999999999999", None),
        ("-10", Some(0.5)),
        ("1.5", Some(0.5)),
        ("NaN", Some(0.5)),
        ("1e3", Some(0.5)),
        ("", Some(0.5)),
        ("soon", Some(0.5)),
        ("Sat, 01 Jan 2000 00:00:20 GMT", Some(20.0)),
        ("Sat, 01 Jan 2000 00:01:01 GMT", None),
        ("Fri, 31 Dec 1999 23:59:59 GMT", Some(0.5)),
        ("Saturday, 01-Jan-00 00:00:20 GMT", Some(20.0)),
        ("Sat Jan  1 00:00:20 2000", Some(20.0)),
    ];
    for (value, wait) in cases {
        for (stage, client) in Stage::clients(
            || vec![Fate::retry_after(429, value), good()],
            Options::new(),
        ) {
            let result = client.send(create(Lamp::new("n")));
            match wait {
                Some(wait) => {
                    assert!(result.is_ok(), "{value:?}");
                    assert!(
                        close(&stage.sleeps(), &[wait]),
                        "{value:?}: {:?}",
                        stage.sleeps()
                    );
                }
                None => {
                    let error = result.unwrap_err();
                    assert_eq!(
                        (
                            error.kind(),
                            error.status().unwrap().as_u16(),
                            error.attempts()
                        ),
                        (ErrorKind::Api, 429, 1)
                    );
                    assert!(stage.sleeps().is_empty());
                }
            }
        }
    }
}

#[test]
fn beyond_the_cap_the_error_says_how_long_to_wait() {
    for (_, client) in Stage::clients(|| vec![Fate::retry_after(429, "300")], Options::new()) {
        let error = client.send(get("n")).unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(300)));
        assert!(
            error.to_string().contains("it asks to wait for 300 s"),
            "{error}"
        );
        assert!(error.is_transient());
    }
    let options = Options::new().longest_retry_after(Duration::from_secs(300));
    for (stage, client) in Stage::clients(|| vec![Fate::retry_after(429, "300"), good()], options) {
        client.send(get("n")).unwrap();
        assert!(close(&stage.sleeps(), &[300.0]));
    }
}

/// The date of the server counts, not that of a machine whose clock is wrong.
#[test]
fn a_date_is_read_off_the_servers_own_clock() {
    let fate = Fate::Answer(
        503,
        vec![
            ("date", "Wed, 21 Oct 2015 07:28:00 GMT".into()),
            ("retry-after", "Wed, 21 Oct 2015 07:28:30 GMT".into()),
        ],
        String::new(),
    );
    for (stage, client) in Stage::clients(|| vec![fate.clone(), good()], Options::new()) {
        client.send(get("n")).unwrap();
        assert!(close(&stage.sleeps(), &[30.0]));
    }
}

#[test]
fn the_deadline_ends_the_call() {
    let options = Options::new().deadline(Duration::from_secs(30));
    for (stage, client) in Stage::clients(|| vec![Fate::retry_after(429, "40")], options.clone()) {
        let error = client.send(get("n")).unwrap_err();
        assert_eq!(
            error.status().unwrap(),
            429,
            "there is no time left for the wait, so the answer comes back at once"
        );
        assert!(stage.sleeps().is_empty());
    }
    for (stage, client) in Stage::clients(|| vec![Fate::Hangs], options.retries(9)) {
        let error = client.send(get("n")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(
            (stage.passed() - 30.0).abs() < 0.001,
            "the first attempt has the whole deadline: {}",
            stage.passed()
        );
    }
    let options = Options::new()
        .deadline(Duration::from_secs(30))
        .timeout(Duration::from_secs(12))
        .retries(9);
    for (stage, client) in Stage::clients(|| vec![Fate::Hangs], options) {
        client.send(get("n")).unwrap_err();
        assert!(
            close(&stage.calls(), &[0.0, 12.5, 25.5]),
            "{:?}",
            stage.calls()
        );
        assert!((stage.passed() - 30.0).abs() < 0.001, "{}", stage.passed());
    }
}

#[test]
fn attempts_have_sixty_seconds_at_first() {
    for (stage, client) in Stage::clients(|| vec![Fate::Hangs], Options::new()) {
        client.send(get("n")).unwrap_err();
        assert!(
            close(&stage.calls(), &[0.0, 60.5, 121.5]),
            "{:?}",
            stage.calls()
        );
    }
}

#[test]
fn over_real_connections_too() {
    use crate::clients::clients;
    use crate::server::{Act, Server, answer, json};

    let server = Server::start(|_, number| match number % 3 {
        0 => vec![Act::Reset],
        1 => vec![Act::Send(answer(
            "503 Service Unavailable",
            &[("retry-after", "0")],
            "",
        ))],
        _ => vec![Act::Send(json("200 OK", LAMP))],
    });
    for client in clients(&server.url()) {
        let client: Any = client.with(Options::new());
        assert_eq!(
            client.send(get("n")).unwrap().name,
            "north",
            "{}",
            client.name()
        );
    }
    assert_eq!(server.received().len(), 6);
    let server = Server::start(|_, _| vec![Act::Reset]);
    for client in clients(&server.url()) {
        client.send(create(Lamp::new("n"))).unwrap_err();
    }
    assert_eq!(
        server.received().len(),
        2,
        "a write whose fate is unknown is sent once"
    );
}
