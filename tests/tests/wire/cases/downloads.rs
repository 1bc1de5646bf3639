//! A download: as a stream, in memory up to a limit, into a writer, into a file that is complete or absent.

use std::sync::{Arc, Mutex};

use letterpress_tests::server::Fault;
use serde_json::Map;

use super::pcap::{ErrorKind, pcaps};
use super::*;
use crate::bodies;

/// A pcap file of so many packets has so many bytes.
const fn size(packets: usize) -> usize {
    24 + packets * (16 + 160)
}

type Calls = Arc<Mutex<Vec<(u64, Option<u64>)>>>;

/// Chunk by chunk, with a progress callback.
fn in_chunks(client: &Any, id: &str, calls: &Calls) -> (Vec<usize>, Option<u64>) {
    let noted = Arc::clone(calls);
    let note = move |received, total| noted.lock().unwrap().push((received, total));
    let endpoint = pcaps::download(ACCOUNT, id);
    let mut sizes = Vec::new();
    let mut length = None;
    match client {
        Any::Async(client) => TOKIO.block_on(async {
            let mut download = client.open(endpoint).await.unwrap().on_progress(note);
            length = download.length();
            assert_eq!(
                download.headers()["content-type"],
                "application/vnd.tcpdump.pcap"
            );
            while let Some(chunk) = download.chunk().await.unwrap() {
                sizes.push(chunk.len());
            }
            assert_eq!(
                download.chunk().await.unwrap(),
                None,
                "the end stays the end"
            );
        }),
        Any::Blocking(client) => {
            let mut download = client.open(endpoint).unwrap().on_progress(note);
            length = download.length();
            assert_eq!(
                download.headers()["content-type"],
                "application/vnd.tcpdump.pcap"
            );
            while let Some(chunk) = download.chunk().unwrap() {
                sizes.push(chunk.len());
            }
            assert_eq!(download.chunk().unwrap(), None, "the end stays the end");
        }
    }
    (sizes, length)
}

#[test]
fn it_is_streamed_with_its_progress() {
    each(|_, client| {
        let id = captured(client, 2_000);
        let calls = Calls::default();
        let (sizes, length) = in_chunks(client, &id, &calls);
        let total = size(2_000);
        assert!(sizes.len() > 1, "{}: it came as {sizes:?}", client.name());
        assert_eq!(
            (sizes.iter().sum::<usize>(), length),
            (total, Some(total as u64))
        );
        let calls = calls.lock().unwrap();
        assert_eq!(calls.len(), sizes.len());
        assert!(calls.is_sorted() && calls.iter().all(|(_, whole)| *whole == Some(total as u64)));
        assert_eq!(calls.last().unwrap().0, total as u64);
    });
}

#[test]
fn it_arrives_before_it_is_complete() {
    each(|server, client| {
        let id = captured(client, 500);
        server.fault(Fault::Slow(500));
        let started = std::time::Instant::now();
        let first = match client {
            Any::Async(client) => TOKIO.block_on(async {
                let mut download = client.open(pcaps::download(ACCOUNT, &id)).await.unwrap();
                download.chunk().await.unwrap().unwrap()
            }),
            Any::Blocking(client) => {
                let mut download = client.open(pcaps::download(ACCOUNT, &id)).unwrap();
                download.chunk().unwrap().unwrap()
            }
        };
        assert!(first.len() < size(500), "{}", client.name());
        assert!(
            started.elapsed() < Duration::from_secs(2),
            "{:?}",
            started.elapsed()
        );
    });
}

#[test]
fn memory_has_a_limit() {
    each(|_, client| {
        let id = captured(client, 100);
        let endpoint = pcaps::download(ACCOUNT, &id);
        assert_eq!(client.download(&endpoint).unwrap().len(), size(100));
        let exact = client.with(Options::new().response_limit(size(100)));
        assert_eq!(exact.download(&endpoint).unwrap().len(), size(100));
        assert_eq!(exact.send(&endpoint).unwrap().len(), size(100));
        let little = client.with(Options::new().response_limit(size(100) - 1));
        for error in [
            little.download(&endpoint).unwrap_err(),
            little.send(&endpoint).unwrap_err(),
        ] {
            assert_eq!(
                (error.kind(), error.status().unwrap().as_u16()),
                (ErrorKind::TooLarge, 200),
                "{error}"
            );
            assert!(
                error.to_string().contains(&(size(100) - 1).to_string()),
                "{error}"
            );
        }
    });
}

#[test]
fn a_writer_takes_it() {
    each(|_, client| {
        let id = captured(client, 10);
        let endpoint = pcaps::download(ACCOUNT, &id);
        let mut file = Vec::new();
        let count = match client {
            Any::Async(client) => TOKIO.block_on(async {
                client
                    .open(endpoint)
                    .await
                    .unwrap()
                    .to_writer(&mut file)
                    .await
            }),
            Any::Blocking(client) => client.open(endpoint).unwrap().to_writer(&mut file),
        };
        assert_eq!((count.unwrap(), file.len()), (size(10) as u64, size(10)));
        // A writer with no room: the reason is kept.
        let mut room = [0_u8; 100];
        let endpoint = pcaps::download(ACCOUNT, &id);
        let error = match client {
            Any::Async(client) => TOKIO.block_on(async {
                client
                    .open(endpoint)
                    .await
                    .unwrap()
                    .to_writer(&mut room[..])
                    .await
            }),
            Any::Blocking(client) => client.open(endpoint).unwrap().to_writer(&mut room[..]),
        };
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Io);
    });
}

#[test]
fn a_file_is_complete_or_absent() {
    each(|server, client| {
        let id = captured(client, 2_000);
        let endpoint = pcaps::download(ACCOUNT, &id);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("capture.pcap");
        let left = || std::fs::read_dir(folder.path()).unwrap().count();
        server.fault(Fault::Short);
        let error = client.download_to(&endpoint, &file).unwrap_err();
        assert_eq!(
            (error.kind(), error.status().unwrap().as_u16()),
            (ErrorKind::Transport, 200),
            "{error}"
        );
        assert_eq!(left(), 0, "{}", client.name());

        // A connection that breaks before anything came is tried again.
        server.fault(Fault::Drop);
        let count = client.download_to(&endpoint, &file).unwrap();
        assert_eq!((count, left()), (size(2_000) as u64, 1));
        let whole = std::fs::read(&file).unwrap();
        assert_eq!(whole, client.send(&endpoint).unwrap());

        // What was there before stays until all of the new is.
        std::fs::write(&file, "before").unwrap();
        server.fault(Fault::Short);
        client.download_to(&endpoint, &file).unwrap_err();
        assert_eq!(
            (std::fs::read(&file).unwrap(), left()),
            (b"before".to_vec(), 1)
        );
        client.download_to(&endpoint, &file).unwrap();
        assert_eq!((std::fs::read(&file).unwrap(), left()), (whole, 1));

        let nowhere = folder.path().join("no/such/folder/capture.pcap");
        let error = client.download_to(&endpoint, &nowhere).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io);
    });
}

#[test]
fn a_failure_is_no_file() {
    each(|server, client| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("capture.pcap");
        let client = client.with(once());
        for (fault, status, codes) in [
            (
                bodies::file(200, "success-false-under-200.json"),
                200,
                vec![10_001],
            ),
            (
                bodies::file(404, "error-route-404.json"),
                404,
                vec![7003, 7000],
            ),
            (Fault::Html502, 502, vec![]),
        ] {
            for _ in 0..2 {
                server.fault(fault.clone());
            }
            let endpoint = pcaps::download(ACCOUNT, "1");
            let error = client.download_to(&endpoint, &file).unwrap_err();
            assert_eq!(
                (error.kind(), error.codes()),
                (ErrorKind::Api, codes),
                "{error}"
            );
            assert_eq!(error.status().unwrap().as_u16(), status);
            let error = client.send(&endpoint).unwrap_err();
            assert_eq!(error.status().unwrap().as_u16(), status);
        }
        let created = client.send(pcaps::create(ACCOUNT, simple(1, 1))).unwrap();
        let id = created.id.unwrap();
        server.set_capture(&id, Map::from_iter([("status".into(), "running".into())]));
        let error = client
            .download_to(pcaps::download(ACCOUNT, id), &file)
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.codes()),
            (ErrorKind::Api, vec![9207]),
            "it is not finished"
        );
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    });
}

#[test]
fn standing_still_is_an_error() {
    each(|server, client| {
        let id = captured(client, 500);
        server.fault(Fault::Slow(2_000));
        let hasty = client.with(once().idle_timeout(Duration::from_millis(80)));
        let started = std::time::Instant::now();
        let error = hasty.download(pcaps::download(ACCOUNT, &id)).unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::Timeout,
            "{}: {error}",
            client.name()
        );
        assert!(
            started.elapsed() < Duration::from_secs(1),
            "{:?}",
            started.elapsed()
        );
    });
}
