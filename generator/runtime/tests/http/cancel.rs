//! A call that is dropped, at every point where it waits: nothing is left behind, and the client goes on.

use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Waker};
use std::time::Duration;

use letterpress_runtime::runtime::{Client, Credentials, Options};

use crate::at_once::at_once;
use crate::clients::tokio;
use crate::lighthouse::{Lamp, create, film, get};
use crate::server::{Act, Server, answer, json};

/// A server that takes its time over every part of an answer, so that a call waits often.
fn slow() -> Server {
    Server::start(|request, _| {
        let whole = if request.target.contains("film") {
            answer("200 OK", &[("content-type", "video/film")], "film")
        } else {
            json("200 OK", r#"{"fine":true,"data":{"name":"n"}}"#)
        };
        whole
            .chunks(24)
            .flat_map(|part| {
                [
                    Act::Send(part.to_vec()),
                    Act::Pause(Duration::from_millis(3)),
                ]
            })
            .collect()
    })
}

/// Polls a call so many times, with time for something to happen in between, and drops it. Whether it was over before.
async fn dropped_after<F: Future>(polls: usize, call: F) -> bool {
    let mut call = pin!(call);
    for _ in 0..polls {
        let mut context = Context::from_waker(Waker::noop());
        if call.as_mut().poll(&mut context).is_ready() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    false
}

#[test]
fn a_call_may_be_dropped_wherever_it_waits() {
    // Each part has a server of its own.
    const PARTS: usize = 6;
    let ended = AtomicUsize::new(0);
    at_once(0..PARTS, |part| {
        ended.fetch_add(dropped((part..60).step_by(PARTS)), Ordering::Relaxed);
    });
    assert!(ended.into_inner() > 0, "no call was ever polled to its end");
}

/// Drops calls after so many polls each. Returns how many were over by then.
fn dropped(counts: impl Iterator<Item = usize>) -> usize {
    let server = slow();
    let client = Client::builder()
        .base_url(server.url())
        .credentials(Credentials::new().token("t0ken"))
        .no_proxy()
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film");
    let mut ended = 0;
    tokio().block_on(async {
        let once = client.with(Options::new().retries(0));
        for polls in counts {
            let before = server.received().len();
            ended += usize::from(dropped_after(polls, once.send(create(Lamp::new("n")))).await);
            tokio::time::sleep(Duration::from_millis(1)).await;
            assert!(
                server.received().len() - before <= 1,
                "a dropped write is not sent again"
            );
            let download = async { once.open(film("n")).await?.to_file(&path).await };
            let is_over = dropped_after(polls, download).await;
            assert!(!is_over || path.exists());
            // A file that is being renamed when the call is dropped may arrive: under the final name is the whole of it or nothing.
            if path.exists() {
                assert_eq!(
                    std::fs::read(&path).unwrap(),
                    b"film",
                    "after {polls} polls"
                );
                std::fs::remove_file(&path).unwrap();
            }
            assert_eq!(
                client.send(get("n")).await.unwrap().name,
                "n",
                "after {polls} polls"
            );
        }
    });
    ended
}
