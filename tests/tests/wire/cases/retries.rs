//! Reads are sent again; writes only where nothing was done. In real time, so few: the policy has its own tests in virtual time.

use std::time::Instant;

use letterpress_tests::server::Fault;

use super::pcap::{ErrorKind, ownership, pcaps};
use super::*;
use crate::bodies;

#[test]
fn a_read_is_sent_again() {
    std::thread::scope(|scope| {
        for fault in [
            Fault::Html502,
            Fault::Failure(500),
            Fault::Failure(408),
            Fault::TooManyRequests(0),
            Fault::TooManyRequestsDate(1),
            Fault::Drop,
            Fault::Short,
        ] {
            scope.spawn(move || {
                each(|server, client| {
                    server.fault(fault.clone());
                    let list = client.send(pcaps::list(ACCOUNT));
                    assert_eq!(list.unwrap(), [], "{}, {fault:?}", client.name());
                    assert_eq!(server.requests().len(), 2, "{}, {fault:?}", client.name());
                });
            });
        }
    });
}

#[test]
fn a_read_is_not_sent_for_ever() {
    each(|server, client| {
        for _ in 0..5 {
            server.fault(Fault::Failure(503));
        }
        let error = client
            .with(Options::new().retries(1))
            .send(pcaps::list(ACCOUNT))
            .unwrap_err();
        assert_eq!((error.attempts(), server.requests().len()), (2, 2));
        assert!(error.to_string().contains("after 2 attempts"), "{error}");
        for status in [400, 401, 403, 404, 409] {
            server.forget_requests();
            server.fault(bodies::file(status, "error-body.json"));
            // The first of these still meets what is left of the faults above.
            let error = client.with(once()).send(pcaps::list(ACCOUNT)).unwrap_err();
            assert_eq!((error.attempts(), server.requests().len()), (1, 1));
        }
    });
}

#[test]
fn a_write_is_sent_once() {
    each(|server, client| {
        for fault in [
            Fault::Html502,
            Fault::Failure(500),
            Fault::Failure(408),
            Fault::Drop,
            Fault::Short,
        ] {
            server.forget_requests();
            server.fault(fault.clone());
            let error = client
                .send(pcaps::create(ACCOUNT, simple(1, 1)))
                .unwrap_err();
            let expected = match fault {
                Fault::Drop | Fault::Short => ErrorKind::Transport,
                _ => ErrorKind::Api,
            };
            assert_eq!(
                (error.kind(), error.attempts()),
                (expected, 1),
                "{fault:?}: {error}"
            );
            assert_eq!(server.requests().len(), 1, "{}, {fault:?}", client.name());
        }
        // The other verbs that write.
        for _ in 0..2 {
            server.fault(Fault::Html502);
        }
        server.forget_requests();
        client.send(pcaps::stop(ACCOUNT, "1")).unwrap_err();
        client.send(ownership::delete(ACCOUNT, "1")).unwrap_err();
        assert_eq!(server.requests().len(), 2);
    });
}

#[test]
fn a_write_that_was_throttled_is_sent_again_as_it_was() {
    each(|server, client| {
        server.fault(Fault::TooManyRequests(1));
        let started = Instant::now();
        client.send(pcaps::create(ACCOUNT, simple(1, 1))).unwrap();
        let waited = started.elapsed();
        assert!(
            waited >= Duration::from_secs(1),
            "as long as it asks: {waited:?}"
        );
        let seen = server.requests();
        assert_eq!(seen.len(), 2, "{}", client.name());
        assert_eq!(
            (&seen[0].body, &seen[0].target),
            (&seen[1].body, &seen[1].target)
        );
        assert_eq!((seen[0].status, seen[1].status), (429, 200));
        assert_eq!(
            client.send(pcaps::list(ACCOUNT)).unwrap().len(),
            1,
            "it was carried out once"
        );
    });
}

#[test]
fn beyond_the_cap_the_error_comes_at_once_and_says_how_long() {
    each(|server, client| {
        let started = Instant::now();
        server.fault(Fault::TooManyRequests(300));
        let error = client.send(pcaps::list(ACCOUNT)).unwrap_err();
        assert_eq!(
            (error.attempts(), error.retry_after()),
            (1, Some(Duration::from_secs(300)))
        );
        server.fault(Fault::TooManyRequestsDate(300));
        let error = client
            .send(pcaps::create(ACCOUNT, simple(1, 1)))
            .unwrap_err();
        let asked = error.retry_after().unwrap().as_secs();
        assert!(
            (298..=301).contains(&asked) && error.attempts() == 1,
            "{error}"
        );
        assert!(error.to_string().contains(&format!("{asked} s")), "{error}");
        server.fault(Fault::TooManyRequests(2));
        let little = client.with(Options::new().longest_retry_after(Duration::from_secs(1)));
        let error = little.send(pcaps::list(ACCOUNT)).unwrap_err();
        assert_eq!((error.attempts(), error.codes()), (1, vec![971]));
        assert!(started.elapsed() < Duration::from_secs(1));
        assert_eq!(server.requests().len(), 3);
    });
}
