//! A server that misbehaves, in every way that a connection has: for each the right error, soon and in little memory, no write sent twice, and the client as good as new afterwards.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use letterpress_runtime::runtime::{Credentials, ErrorKind, Options};

use crate::at_once::at_once;
use crate::clients::clients_with;
use crate::lighthouse::{Lamp, create, film, get};
use crate::server::{Act, Server, answer, json, nobody};

const GOOD: &str = r#"{"fine":true,"data":{"name":"n"}}"#;
const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

/// A fault, and the errors that it may be: of a read, of a write.
struct Fault {
    name: &'static str,
    acts: Vec<Act>,
    kinds: &'static [ErrorKind],
}

fn send(text: impl AsRef<[u8]>) -> Act {
    Act::Send(text.as_ref().to_vec())
}

/// A hundred megabytes of spaces in a hundred kilobytes.
fn bomb() -> Vec<u8> {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let spaces = vec![b' '; 0x0010_0000];
    for _ in 0..100 {
        std::io::Write::write_all(&mut bomb, &spaces).unwrap();
    }
    bomb.finish().unwrap()
}

fn faults() -> Vec<Fault> {
    use ErrorKind::{Api, Decode, Redirect, Timeout, TooLarge, Transport};
    let fault = |name, acts, kinds| Fault { name, acts, kinds };
    let long = Act::Pause(Duration::from_millis(700));
    let drip = |text: &'static [u8], pause: u64| {
        text.iter()
            .flat_map(move |byte| [send([*byte]), Act::Pause(Duration::from_millis(pause))])
            .collect::<Vec<_>>()
    };
    let redirect = |status: &str, to: &str| vec![send(answer(status, &[("location", to)], ""))];
    let throttled = |wait: &str| {
        vec![send(answer(
            "429 Too Many Requests",
            &[("retry-after", wait)],
            "{}",
        ))]
    };
    let chunk = [
        b"100000\r\n".to_vec(),
        vec![b' '; 0x0010_0000],
        b"\r\n".to_vec(),
    ]
    .concat();
    let mut endless = vec![send(format!("{HEAD}transfer-encoding: chunked\r\n\r\n"))];
    endless.extend((0..100).map(|_| send(&chunk)));
    let hint = b"HTTP/1.1 103 Early Hints\r\n\r\n".as_slice();
    let hints = [hint; 40]
        .into_iter()
        .flat_map(|hint| [send(hint), Act::Pause(Duration::from_millis(30))])
        .collect();
    let mut all = vec![
        fault("a reset before the answer", vec![Act::Reset], &[Transport]),
        fault("an end before the answer", vec![Act::Close], &[Transport]),
        fault(
            "an end within the head",
            vec![send("HTTP/1.1 200 OK\r\ncontent-"), Act::Close],
            &[Transport],
        ),
        fault(
            "a reset within the body",
            vec![
                send(format!("{HEAD}content-length: 900\r\n\r\n{{\"fine\"")),
                Act::Pause(Duration::from_millis(30)),
                Act::Reset,
            ],
            &[Transport],
        ),
        fault(
            "an end within the body",
            vec![
                send(format!("{HEAD}content-length: 900\r\n\r\n{{\"fine\"")),
                Act::Close,
            ],
            &[Transport],
        ),
        fault(
            "an end within a chunk",
            vec![
                send(format!(
                    "{HEAD}transfer-encoding: chunked\r\n\r\n40\r\n{{\"fine\""
                )),
                Act::Close,
            ],
            &[Transport],
        ),
        fault(
            "a chunk of no size",
            vec![
                send(format!(
                    "{HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n"
                )),
                Act::Close,
            ],
            &[Transport],
        ),
        fault(
            "a length that is too short",
            vec![
                send(format!("{HEAD}content-length: 9\r\n\r\n{GOOD}")),
                Act::Close,
            ],
            &[Decode],
        ),
        fault(
            "a length that is none",
            vec![
                send(format!("{HEAD}content-length: many\r\n\r\n{GOOD}")),
                Act::Close,
            ],
            &[Transport],
        ),
        fault(
            "two lengths",
            vec![
                send(format!(
                    "{HEAD}content-length: 3\r\ncontent-length: 33\r\n\r\n{GOOD}"
                )),
                Act::Close,
            ],
            &[Transport, Decode],
        ),
        fault("no answer", vec![long.clone()], &[Timeout]),
        fault(
            "a head that drips",
            drip(b"HTTP/1.1 200 OK\r\ncontent-type: a/b\r\n\r\n", 40),
            &[Timeout],
        ),
        fault(
            "a body that drips",
            [
                vec![send(format!("{HEAD}content-length: 33\r\n\r\n"))],
                drip(GOOD.as_bytes(), 40),
            ]
            .concat(),
            &[Timeout],
        ),
        fault(
            "a body that stops",
            vec![
                send(format!("{HEAD}content-length: 33\r\n\r\n{{\"fine\"")),
                long,
            ],
            &[Timeout],
        ),
        fault(
            "a head without end",
            vec![
                send("HTTP/1.1 200 OK\r\n"),
                send(format!("x-a: {}\r\n", "x".repeat(2_000_000))),
                Act::Close,
            ],
            &[Transport],
        ),
        fault(
            "no HTTP",
            vec![send("SSH-2.0-OpenSSH_9.2\r\n\r\n"), Act::Close],
            &[Transport],
        ),
        fault(
            "a status that is none",
            vec![send("HTTP/1.1 9999 What\r\n\r\n"), Act::Close],
            &[Transport],
        ),
        fault(
            "HTML",
            vec![send(answer(
                "200 OK",
                &[("content-type", "text/html")],
                "<html>",
            ))],
            &[Decode],
        ),
        fault(
            "nothing",
            vec![send(answer(
                "200 OK",
                &[("content-type", "application/json")],
                "",
            ))],
            &[Decode],
        ),
        fault(
            "half of the JSON",
            vec![send(json("200 OK", "{\"fine\":true,\"data\":{"))],
            &[Decode],
        ),
        fault(
            "JSON nested too deeply",
            vec![send(json("200 OK", &"[".repeat(100_000)))],
            &[Decode],
        ),
        fault("a body of 100 MB", endless, &[TooLarge]),
        fault(
            "ten thousand headers",
            vec![send(format!("{HEAD}{}", "x-a: b\r\n".repeat(10_000)))],
            &[Transport],
        ),
        fault(
            "an extension of a chunk without end",
            vec![send(format!(
                "{HEAD}transfer-encoding: chunked\r\n\r\n2;a={}",
                "b".repeat(4_000_000)
            ))],
            &[Transport],
        ),
        fault(
            "trailers without end",
            vec![send(format!(
                "{HEAD}transfer-encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\nx-a: {}",
                "b".repeat(4_000_000)
            ))],
            &[Transport],
        ),
        fault("hints that drip", hints, &[Timeout]),
        fault(
            "trailers that drip",
            [
                vec![send(format!(
                    "{HEAD}transfer-encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n"
                ))],
                drip(b"x-a: bbbbbbbbbbbbbbbbbbb\r\n\r\n", 40),
            ]
            .concat(),
            &[Timeout],
        ),
        fault(
            "an answer without content",
            vec![send("HTTP/1.1 204 No Content\r\n\r\n")],
            &[Decode],
        ),
        fault(
            "not modified",
            vec![send("HTTP/1.1 304 Not Modified\r\netag: \"a\"\r\n\r\n")],
            &[Api],
        ),
        fault(
            "a status above all",
            vec![send(answer("999 Odd", &[], "{}"))],
            &[Api],
        ),
        fault(
            "a redirect that is no text",
            vec![send(
                b"HTTP/1.1 302 Found\r\nlocation: /\xff\r\ncontent-length: 0\r\n\r\n",
            )],
            &[Redirect],
        ),
        fault(
            "bytes that are no gzip",
            vec![send(answer(
                "200 OK",
                &[("content-encoding", "gzip")],
                [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff],
            ))],
            &[Decode],
        ),
        fault(
            "a bomb of gzip",
            vec![send(answer(
                "200 OK",
                &[("content-encoding", "gzip")],
                bomb(),
            ))],
            &[Decode],
        ),
        fault("a circle", redirect("302 Found", "?"), &[Redirect, Api]),
        fault(
            "another origin",
            redirect("307 Temporary Redirect", "http://127.0.0.2:9/"),
            &[Redirect],
        ),
        fault(
            "a redirect to a file",
            redirect("301 Moved Permanently", "file:///etc/hostname"),
            &[Redirect],
        ),
        fault(
            "a redirect to nowhere",
            redirect("308 Permanent Redirect", "http://[::"),
            &[Redirect],
        ),
        fault(
            "an upgrade",
            vec![
                send(
                    "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
                ),
                Act::Close,
            ],
            &[Transport, Decode, Api],
        ),
    ];
    for (name, head) in [
        ("a length below nothing", "content-length: -1\r\n"),
        ("a length with a sign", "content-length: +33\r\n"),
        (
            "a length beyond numbers",
            "content-length: 18446744073709551616\r\n",
        ),
        (
            "a length beyond memory",
            "content-length: 9223372036854775808\r\n",
        ),
        ("a NUL in a header", "x-a: a\0b\r\ncontent-length: 33\r\n"),
        (
            "a header that is folded",
            "x-a: a\r\n b\r\ncontent-length: 33\r\n",
        ),
        (
            "a space in a header's name",
            "x a: b\r\ncontent-length: 33\r\n",
        ),
    ] {
        let acts = vec![send(format!("{HEAD}{head}\r\n{GOOD}")), Act::Close];
        all.push(fault(name, acts, &[Transport]));
    }
    for (name, line) in [
        ("another HTTP", "HTTP/2 200 OK"),
        ("a status below all", "HTTP/1.1 099 Odd"),
    ] {
        let acts = vec![send(format!("{line}\r\ncontent-length: 2\r\n\r\n{{}}"))];
        all.push(fault(name, acts, &[Transport]));
    }
    for (name, to) in [
        (
            "a redirect with a password",
            "http://canary:canary@127.0.0.1/",
        ),
        ("a redirect to a file server", "ftp://127.0.0.1/a"),
        ("a redirect to code", "javascript:alert(1)"),
        ("a redirect to data", "data:application/json,{}"),
        ("a redirect to a share", "\\\\127.0.0.1\\share"),
    ] {
        all.push(fault(name, redirect("302 Found", to), &[Redirect]));
    }
    for (name, wait) in [
        ("a wait of years", "99999999"),
        ("a wait beyond numbers", "99999999999999999999999999"),
        ("a wait below nothing", "-1"),
        ("a wait of no number", "NaN"),
        ("a wait in the far past", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("a wait in the far future", "Fri, 31 Dec 9999 23:59:59 GMT"),
        ("a wait of text", "soon; drop table"),
    ] {
        all.push(fault(name, throttled(wait), &[Api]));
    }
    all
}

/// Options under which waiting is short where that is the point; elsewhere a busy machine has its time.
fn hasty(retries: u32, kinds: &[ErrorKind]) -> Options {
    let (whole, idle) = match kinds {
        [ErrorKind::Timeout] => (400, 300),
        _ => (20_000, 20_000),
    };
    Options::new()
        .retries(retries)
        .timeout(Duration::from_millis(whole))
        .idle_timeout(Duration::from_millis(idle))
}

#[test]
fn each_fault_is_the_right_error_and_the_client_is_as_good_as_new() {
    at_once(faults(), |fault| {
        let broken = Arc::new(AtomicBool::new(true));
        let (is_broken, acts) = (Arc::clone(&broken), fault.acts.clone());
        let server = Server::start(move |_, _| {
            if is_broken.load(Ordering::SeqCst) {
                acts.clone()
            } else {
                vec![send(json("200 OK", GOOD))]
            }
        });
        for client in clients_with(
            &server.url(),
            &Credentials::new().token("t0ken"),
            hasty(0, fault.kinds),
        ) {
            broken.store(true, Ordering::SeqCst);
            let before = server.received().len();
            let start = Instant::now();
            let of_a_write = client.send(create(Lamp::new("n"))).unwrap_err();
            let writes = server.received().len() - before;
            let of_a_read = client.send(get("n")).unwrap_err();
            let took = start.elapsed();
            for error in [&of_a_write, &of_a_read] {
                assert!(
                    fault.kinds.contains(&error.kind()),
                    "{}: {error:?}",
                    fault.name
                );
                assert!(
                    error.body().len() <= 16 << 20,
                    "{}: {} bytes are kept",
                    fault.name,
                    error.body().len()
                );
            }
            assert_eq!(writes, 1, "{}: a write went out {writes} times", fault.name);
            assert!(took < Duration::from_secs(40), "{}: {took:?}", fault.name);
            broken.store(false, Ordering::SeqCst);
            let calm = client.with(Options::new().timeout(Duration::from_secs(20)));
            for _ in 0..3 {
                assert_eq!(calm.send(get("n")).expect(fault.name).name, "n");
            }
        }
    });
}

#[test]
fn a_write_in_doubt_is_not_sent_again_however_many_retries_there_are() {
    // What takes its whole time limit is long with every retry; one of them is enough.
    let tried = |fault: &Fault| {
        !fault.name.starts_with("a wait")
            && (fault.kinds != [ErrorKind::Timeout] || fault.name == "no answer")
    };
    at_once(faults().into_iter().filter(tried), |fault| {
        let acts = fault.acts;
        let server = Server::start(move |_, _| acts.clone());
        for client in clients_with(
            &server.url(),
            &Credentials::new().token("t0ken"),
            hasty(3, fault.kinds),
        ) {
            let before = server.received().len();
            client.send(create(Lamp::new("n"))).unwrap_err();
            assert_eq!(server.received().len() - before, 1, "{}", fault.name);
        }
    });
}

#[test]
fn what_nobody_takes_is_told_as_such() {
    for client in clients_with(&nobody(), &Credentials::new().token("t0ken"), hasty(0, &[])) {
        assert_eq!(
            client.send(get("n")).unwrap_err().kind(),
            ErrorKind::Connect
        );
        assert_eq!(
            client.send(create(Lamp::new("n"))).unwrap_err().kind(),
            ErrorKind::Connect
        );
    }
}

#[test]
fn no_download_that_breaks_leaves_a_file() {
    // A download of any bytes takes what is no JSON for its content.
    let breaks = |fault: &Fault| {
        !fault.kinds.contains(&ErrorKind::Decode) && fault.kinds != [ErrorKind::TooLarge]
    };
    at_once(faults().into_iter().filter(breaks), |fault| {
        let acts = fault.acts;
        let server = Server::start(move |_, _| acts.clone());
        for client in clients_with(
            &server.url(),
            &Credentials::new().token("t0ken"),
            hasty(0, fault.kinds),
        ) {
            let folder = tempfile::tempdir().unwrap();
            // A download as a whole has no time limit; what drips arrives in the end.
            if let Err(error) = client.download_to(film("n"), &folder.path().join("film")) {
                let left = std::fs::read_dir(folder.path()).unwrap().count();
                assert_eq!(left, 0, "{}: {error}", fault.name);
            } else {
                assert_eq!(fault.kinds, [ErrorKind::Timeout], "{}", fault.name);
            }
        }
    });
}
