//! A parameter of a path is one segment, whatever is in it.

use super::pcap::{Checks, ErrorKind, ownership, pcaps};
use super::*;

#[test]
fn what_would_be_another_path_is_refused_before_any_io() {
    each(|server, client| {
        for id in [
            "", ".", "..", "a/../b", "../..", "a/.", "a\\..\\b", "%2e%2e", ".%2E", "%2e", "a\nb",
            "a\0b", "\u{7f}", "\u{85}",
        ] {
            // Off or on: no server decides over where a request goes.
            for checks in [Checks::On, Checks::Off] {
                let client = client.with(Options::new().checks(checks));
                let errors = [
                    client.send(pcaps::get(ACCOUNT, id)).unwrap_err(),
                    client.send(pcaps::list(id)).unwrap_err(),
                    client.send(pcaps::stop(ACCOUNT, id)).unwrap_err(),
                    client.send(pcaps::create(id, simple(1, 1))).unwrap_err(),
                    client.send(ownership::delete(ACCOUNT, id)).unwrap_err(),
                    client.download(pcaps::download(ACCOUNT, id)).unwrap_err(),
                ];
                for error in errors {
                    assert_eq!(
                        (error.kind(), error.attempts()),
                        (ErrorKind::Invalid, 0),
                        "{id:?}"
                    );
                    assert_eq!(error.violations().len(), 1, "{error}");
                    assert!(!error.to_string().contains(char::is_control), "{error:?}");
                }
            }
        }
        assert_eq!(server.requests().len(), 0);
    });
}

#[test]
fn everything_else_is_encoded() {
    each(|server, client| {
        for (id, sent) in [
            ("%2f", "%252f"),
            ("100%", "100%25"),
            ("a/b", "a%2Fb"),
            ("a?b#c", "a%3Fb%23c"),
            ("a b;c=d", "a%20b%3Bc%3Dd"),
            ("a\\b", "a%5Cb"),
            ("...", "..."),
            ("ü", "%C3%BC"),
            ("-_~.x", "-_~.x"),
        ] {
            let error = client.send(pcaps::get(ACCOUNT, id)).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Api, "{id}: {error}");
            let seen = server.requests().pop().unwrap();
            let target = format!("/client/v4/accounts/{ACCOUNT}/pcaps/{sent}");
            // `;` and `=` may stand in a segment as they are.
            let plain = target.replace("%3B", ";").replace("%3D", "=");
            assert!(
                seen.target == target || seen.target == plain,
                "{}",
                seen.target
            );
        }
    });
}

#[test]
fn thirty_two_characters_are_the_most() {
    let thirty_two = "é".repeat(32);
    assert!(pcaps::get(ACCOUNT, thirty_two).request(Checks::On).is_ok());
    let longer = pcaps::get(ACCOUNT, "a".repeat(33));
    let error = longer.request(Checks::On).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("`/pcap_id` must have at most 32 characters"),
        "{error}"
    );
    assert!(longer.request(Checks::Off).is_ok());
    let both = pcaps::get("a".repeat(33), "..")
        .request(Checks::On)
        .unwrap_err();
    assert_eq!(both.violations().len(), 2, "{both}");
}
