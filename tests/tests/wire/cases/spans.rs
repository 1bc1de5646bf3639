//! A span for each operation: method, template of the path, status, attempt, and nothing secret.

use letterpress_tests::server::Fault;

use super::pcap::pcaps;
use super::*;
use crate::log;

#[test]
fn a_span_says_what_was_called_and_how_it_went() {
    each(|server, client| {
        let id = captured(client, 1);
        let text = log::of(|| {
            server.fault(Fault::Failure(503));
            client.send(pcaps::get(ACCOUNT, &id)).unwrap();
        });
        let ours: Vec<&str> = text.lines().filter(|line| line.contains(TARGET)).collect();
        let last = ours
            .last()
            .unwrap_or_else(|| panic!("{}: {text}", client.name()));
        for part in [
            "request{",
            &format!("operation=\"{GET}\""),
            "method=\"GET\"",
            "path=\"/accounts/{account_id}/pcaps/{pcap_id}\"",
            "status=200",
            "attempt=2",
        ] {
            assert!(last.contains(part), "{}, {part}: {text}", client.name());
        }
        assert_eq!(
            ours.iter().filter(|line| line.contains(": new")).count(),
            1,
            "{text}"
        );
        assert!(text.contains("waiting for the next attempt"), "{text}");
        let said = ours.join("\n");
        for secret in ["local-token", ACCOUNT, &id] {
            assert!(!said.contains(secret), "{secret}: {said}");
        }
    });
}

#[test]
fn a_failure_is_traced_with_its_kind() {
    each(|server, client| {
        let text = log::of(|| {
            server.fault(Fault::Failure(403));
            client
                .send(pcaps::create(ACCOUNT, simple(1, 1)))
                .unwrap_err();
        });
        let failed = text
            .lines()
            .find(|line| line.contains("the call failed") || line.contains("status=403"));
        let failed = failed.unwrap_or_else(|| panic!("{}: {text}", client.name()));
        assert!(
            failed.contains("method=\"POST\"")
                && failed.contains("path=\"/accounts/{account_id}/pcaps\""),
            "{failed}"
        );
    });
}
