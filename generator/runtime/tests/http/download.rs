//! Downloads: to memory, to a writer, to a file that is complete or absent.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use letterpress_runtime::runtime::{
    Body, Client, Credentials, ErrorKind, Options, TransportError, blocking, http,
};

use crate::clients::{Any, Fate, Stage, clients, tokio};
use crate::lighthouse::film;
use crate::server::{Act, Server, answer};

/// What a progress callback was told.
type Told = (u64, Option<u64>);

pub const FILM: &[(&str, &str)] = &[("content-type", "video/film")];

pub fn names(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn a_file_is_complete_or_absent() {
    let whole = answer("200 OK", FILM, vec![b'f'; 1000]);
    let head = whole.len() - 1000;
    for cut in [0, 1, 500, 999, 1000] {
        let bytes = whole[..head + cut].to_vec();
        let server = Server::start(move |_, _| {
            vec![
                Act::Send(bytes.clone()),
                Act::Pause(Duration::from_millis(20)),
                Act::Close,
            ]
        });
        for client in clients(&server.url()) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("north.film");
            let result = client.download_to(film("n"), &path);
            if cut == 1000 {
                assert_eq!(result.unwrap(), 1000);
                assert_eq!(names(folder.path()), ["north.film"]);
                assert_eq!(std::fs::read(path).unwrap(), vec![b'f'; 1000]);
            } else {
                let error = result.unwrap_err();
                assert_eq!(
                    (error.kind(), error.status().unwrap().as_u16()),
                    (ErrorKind::Transport, 200),
                    "{cut} {}",
                    client.name()
                );
                assert!(
                    names(folder.path()).is_empty(),
                    "{cut}: {:?}",
                    names(folder.path())
                );
            }
        }
    }
}

#[test]
fn chunks_that_end_too_early_leave_the_old_file() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-type: video/film\r\ntransfer-encoding: chunked\r\n\r\n4\r\nfilm\r\n".to_vec();
    let server = Server::start(move |_, _| vec![Act::Send(head.clone()), Act::Close]);
    for client in clients(&server.url()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("north.film");
        std::fs::write(&path, "old").unwrap();
        client.download_to(film("n"), &path).unwrap_err();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), ["north.film"]);
    }
}

#[test]
fn a_file_that_cannot_be_written_is_an_io_error() {
    let server = Server::answering(answer("200 OK", FILM, "film"));
    for client in clients(&server.url()) {
        let folder = tempfile::tempdir().unwrap();
        let error = client
            .download_to(film("n"), &folder.path().join("no/such/folder"))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io);
        let error = client
            .download_to(
                film("n"),
                folder.path().parent().unwrap().join("..").as_path(),
            )
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io);
    }
}

#[test]
fn progress_is_told_and_ends_at_the_length() {
    let server = Server::answering(answer("200 OK", FILM, vec![b'f'; 300_000]));
    let seen = Arc::new(Mutex::new(Vec::new()));
    let watch = |seen: &Arc<Mutex<Vec<Told>>>| {
        let seen = Arc::clone(seen);
        move |received, length| seen.lock().unwrap().push((received, length))
    };
    let [client, other] = clients(&server.url());
    drop((client, other));
    let client = Client::builder()
        .base_url(server.url())
        .credentials(Credentials::new().token("t"))
        .build()
        .unwrap();
    let bytes = tokio().block_on(async {
        let download = client.open(film("n")).await.unwrap();
        assert_eq!(
            (
                download.status().as_u16(),
                download.length(),
                download.received()
            ),
            (200, Some(300_000), 0)
        );
        let mut out = Vec::new();
        assert_eq!(
            download
                .on_progress(watch(&seen))
                .to_writer(&mut out)
                .await
                .unwrap(),
            300_000
        );
        out
    });
    assert_eq!(bytes.len(), 300_000);
    let blocking = blocking::Client::builder()
        .base_url(server.url())
        .credentials(Credentials::new().token("t"))
        .build()
        .unwrap();
    let mut out = Vec::new();
    blocking
        .open(film("n"))
        .unwrap()
        .on_progress(watch(&seen))
        .to_writer(&mut out)
        .unwrap();
    assert_eq!(out, bytes);
    let seen = seen.lock().unwrap();
    assert_eq!(
        seen.iter()
            .filter(|(received, _)| *received == 300_000)
            .count(),
        2
    );
    assert!(seen.iter().all(|(_, length)| *length == Some(300_000)));
}

/// What a download says of itself, before and after; and after its end, it stays at its end.
#[test]
fn a_download_tells_where_it_is() {
    let headers = [FILM[0], ("x-reel", "7")];
    let server = Server::answering(answer("203 Non-Authoritative", &headers, "film"));
    let credentials = Credentials::new().token("t");
    macro_rules! told {
        ($download:expr) => {
            format!(
                "{} {:?} {:?} {} {:?}",
                $download.status().as_u16(),
                $download.headers().get("x-reel"),
                $download.length(),
                $download.received(),
                $download
            )
        };
    }
    let told = |received: usize| {
        format!(
            "203 Some(\"7\") Some(4) {received} Download {{ operation: \"lamps.film\", status: 203, length: Some(4), received: {received}, .. }}"
        )
    };
    let client = blocking::Client::builder()
        .base_url(server.url())
        .credentials(credentials.clone())
        .build()
        .unwrap();
    let mut download = client.open(film("n")).unwrap();
    assert_eq!(told!(download), told(0));
    let mut all = Vec::new();
    while let Some(chunk) = download.chunk().unwrap() {
        all.extend_from_slice(&chunk);
    }
    assert_eq!(
        (all.as_slice(), told!(download)),
        (b"film".as_slice(), told(4))
    );
    assert_eq!(download.chunk().unwrap(), None);

    let client = Client::builder()
        .base_url(server.url())
        .credentials(credentials)
        .build()
        .unwrap();
    tokio().block_on(async {
        let mut download = client.open(film("n")).await.unwrap();
        assert_eq!(told!(download), told(0));
        let mut all = Vec::new();
        while let Some(chunk) = download.chunk().await.unwrap() {
            all.extend_from_slice(&chunk);
        }
        assert_eq!(
            (all.as_slice(), told!(download)),
            (b"film".as_slice(), told(4))
        );
        assert_eq!(download.chunk().await.unwrap(), None);
    });
}

/// A transport that ends a body too early without a word: the length tells.
#[test]
fn a_body_that_is_short_is_told_once() {
    let film_of = |length: &str| {
        let headers = vec![
            ("content-type", "video/film".to_owned()),
            ("content-length", length.to_owned()),
        ];
        Fate::Answer(200, headers, "film".to_owned())
    };
    for (_, client) in Stage::clients(|| vec![film_of("10")], Options::new().retries(0)) {
        match client {
            Any::Blocking(client) => {
                let mut download = client.open(film("n")).unwrap();
                assert_eq!(download.chunk().unwrap().unwrap(), "film");
                let error = download.chunk().unwrap_err();
                assert!(error.to_string().contains("4 bytes of 10 came"), "{error}");
                assert_eq!(download.chunk().unwrap(), None);
            }
            Any::Async(tokio, client) => tokio.block_on(async {
                let mut download = client.open(film("n")).await.unwrap();
                assert_eq!(download.chunk().await.unwrap().unwrap(), "film");
                let error = download.chunk().await.unwrap_err();
                assert!(error.to_string().contains("4 bytes of 10 came"), "{error}");
                assert_eq!(download.chunk().await.unwrap(), None);
            }),
        }
    }
}

/// Between two chunks, whoever reads may take as long as the call's deadline.
#[test]
fn a_deadline_counts_between_chunks() {
    let fates = || vec![Fate::Answer(200, Vec::new(), "film".to_owned())];
    let deadline = Duration::from_secs(10);
    for (late, is_late) in [(0, false), (1, true)] {
        let options = Options::new().deadline(deadline).retries(0);
        for (stage, client) in Stage::clients(fates, options) {
            let Any::Blocking(client) = client else {
                continue;
            };
            let mut download = client.open(film("n")).unwrap();
            stage.pass(deadline + Duration::from_millis(late));
            match download.chunk() {
                Ok(chunk) => assert_eq!((chunk.unwrap().as_ref(), is_late), (&b"film"[..], false)),
                Err(error) => {
                    assert_eq!((error.kind(), is_late), (ErrorKind::Timeout, true));
                    assert_eq!(download.chunk().unwrap(), None);
                }
            }
        }
    }
}

/// A body whose first reading is interrupted, as by a signal.
#[test]
fn an_interrupted_reading_is_done_again() {
    struct Interrupted;
    impl blocking::Transport for Interrupted {
        fn call(
            &self,
            _request: http::Request<Body>,
            _limits: blocking::Limits,
        ) -> Result<http::Response<blocking::Incoming>, TransportError> {
            struct Reader(bool, &'static [u8]);
            impl std::io::Read for Reader {
                fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                    if std::mem::replace(&mut self.0, true) {
                        return std::io::Read::read(&mut self.1, buffer);
                    }
                    Err(std::io::ErrorKind::Interrupted.into())
                }
            }
            Ok(http::Response::new(Box::new(Reader(false, b"film"))))
        }
    }
    let client = blocking::Client::builder()
        .credentials(Credentials::new().token("t"))
        .transport(Arc::new(Interrupted))
        .build()
        .unwrap();
    assert_eq!(client.open(film("n")).unwrap().to_vec().unwrap(), b"film");
}

/// Into memory goes as much as the limit says, to the byte.
#[test]
fn a_download_into_memory_has_its_limit() {
    let server = Server::answering(answer("200 OK", FILM, vec![b'f'; 200_000]));
    for client in clients(&server.url()) {
        let of = |limit: usize| {
            let client = client.with(Options::new().response_limit(limit));
            client.download(film("n"))
        };
        assert_eq!(of(200_000).unwrap().len(), 200_000);
        let error = of(199_999).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
        assert_eq!(error.status().unwrap().as_u16(), 200);
    }
}

#[test]
fn a_stream_has_no_time_limit_but_may_not_stand_still() {
    let slow = |pause: u64| {
        Server::start(move |_, _| {
            let whole = answer("200 OK", FILM, vec![b'f'; 10]);
            let (head, body) = whole.split_at(whole.len() - 10);
            let drips = body.iter().flat_map(move |byte| {
                [
                    Act::Pause(Duration::from_millis(pause)),
                    Act::Send(vec![*byte]),
                ]
            });
            std::iter::once(Act::Send(head.to_vec()))
                .chain(drips)
                .collect()
        })
    };
    let options = Options::new()
        .timeout(Duration::from_millis(300))
        .idle_timeout(Duration::from_millis(300))
        .retries(0);
    let server = slow(80);
    for client in clients(&server.url()) {
        assert_eq!(
            client
                .with(options.clone())
                .download(film("n"))
                .unwrap()
                .len(),
            10,
            "{}: 800 ms in all, never 300 ms still",
            client.name()
        );
        let error = client.with(options.clone()).send(film("n")).unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::Timeout,
            "into memory the attempt has its limit"
        );
        let error = client
            .with(options.clone().deadline(Duration::from_millis(400)))
            .download(film("n"))
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{}", client.name());
    }
    let server = slow(2000);
    for client in clients(&server.url()) {
        let started = std::time::Instant::now();
        let error = client
            .with(options.clone())
            .download(film("n"))
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Timeout, 200),
            "{} {error:?}",
            client.name()
        );
        assert!(
            started.elapsed() < Duration::from_millis(900),
            "{}",
            client.name()
        );
    }
}

#[test]
fn a_failure_is_no_stream() {
    let server = Server::answering(crate::server::json(
        "404 Not Found",
        r#"{"fine":false,"problems":[{"number":3}]}"#,
    ));
    for client in clients(&server.url()) {
        let folder = tempfile::tempdir().unwrap();
        let error = client
            .download_to(film("n"), &folder.path().join("f"))
            .unwrap_err();
        assert_eq!((error.kind(), error.codes()), (ErrorKind::Api, vec![3]));
        assert!(names(folder.path()).is_empty());
    }
    let server = Server::sequence(vec![
        vec![Act::Send(answer(
            "503 Service Unavailable",
            &[("retry-after", "0")],
            "",
        ))],
        vec![Act::Send(answer("200 OK", FILM, "film"))],
    ]);
    let [client, _] = clients(&server.url());
    assert_eq!(
        client.download(film("n")).unwrap(),
        b"film",
        "until the answer begins, a read is sent again"
    );
}

/// Dropped at any moment, a download leaves no file, and the client is as good as before.
#[test]
fn a_download_that_is_given_up_leaves_nothing() {
    use std::task::Poll;

    let server = Server::start(|_, _| {
        let whole = answer("200 OK", FILM, vec![b'f'; 100]);
        let (head, body) = whole.split_at(whole.len() - 50);
        vec![
            Act::Send(head.to_vec()),
            Act::Pause(Duration::from_millis(10)),
            Act::Send(body.to_vec()),
        ]
    });
    let client = Client::builder()
        .base_url(server.url())
        .credentials(Credentials::new().token("t"))
        .build()
        .unwrap();
    let tokio = tokio();
    for polls in 0..12 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("film");
        let finished = tokio.block_on(async {
            let mut left = polls;
            let mut work = Box::pin(async { client.open(film("n")).await?.to_file(&path).await });
            std::future::poll_fn(|context| match work.as_mut().poll(context) {
                Poll::Ready(result) => Poll::Ready(Some(result)),
                Poll::Pending if left == 0 => Poll::Ready(None),
                Poll::Pending => {
                    left -= 1;
                    Poll::Pending
                }
            })
            .await
        });
        match finished {
            Some(result) => assert_eq!(result.unwrap(), 100),
            None => assert!(
                comes_true(|| names(folder.path()).iter().all(|name| name == "film")),
                "{:?}",
                names(folder.path())
            ),
        }
        assert_eq!(tokio.block_on(client.send(film("n"))).unwrap().len(), 100);
    }
}

/// What a thread for files was doing is done soon; on a busy machine, later.
fn comes_true(mut holds: impl FnMut() -> bool) -> bool {
    let patience = std::time::Instant::now() + Duration::from_secs(10);
    while !holds() && std::time::Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(5));
    }
    holds()
}
