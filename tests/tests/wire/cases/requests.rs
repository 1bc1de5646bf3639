//! What a request may be: nothing but what the document allows, unless checks are off.
//!
//! What does not even compile stands in `tests/src/refused.rs`.

use serde_json::json;

use super::pcap::types::{CaptureRequest, Filter, OwnershipRequest, System};
use super::pcap::{Checks, ErrorKind, ownership, pcaps};
use super::*;
use crate::bodies;

fn example() -> Filter {
    Filter::new()
        .source_address("1.2.3.4")
        .source_port(123)
        .destination_address("5.6.7.8")
        .destination_port(80)
        .protocol(6)
}

#[test]
fn bodies_are_those_of_the_guides() {
    each(|server, client| {
        let mut own = bodies::json("create-full-request.json");
        // The guides write `colo`, the reference `colo_name`.
        let colo = own.as_object_mut().unwrap().remove("colo").unwrap();
        own["colo_name"] = colo;
        let full = full(300, "ORD", "gs://bucket-name")
            .packet_limit(10_000)
            .byte_limit(100_000_000)
            .filter_v1(Filter::new());
        let requests: [(CaptureRequest, _); 3] = [
            (
                simple(300, 10_000).filter_v1(example()).into(),
                bodies::json("create-simple-request.json"),
            ),
            (
                simple(300, 10_000).into(),
                bodies::json("reference-create-request.json"),
            ),
            (full.into(), own),
        ];
        for (request, expected) in requests {
            server.fault(bodies::file(200, "create-simple-response.json"));
            client.send(pcaps::create(ACCOUNT, request)).unwrap();
            let seen = server.requests().pop().unwrap();
            assert_eq!(bodies::parse(&seen.body), expected);
        }
    });
}

#[test]
fn what_is_read_back_is_what_was_sent() {
    let request: CaptureRequest = simple(300, 10_000)
        .filter_v1(example())
        .offset_time("2020-01-01T08:00:00Z")
        .into();
    let text = serde_json::to_string(&request).unwrap();
    assert_eq!(
        serde_json::from_str::<CaptureRequest>(&text).unwrap(),
        request
    );
    let request: CaptureRequest = full(86_400, "ord02", "s3://b?region=eu").into();
    let text = serde_json::to_string(&request).unwrap();
    assert_eq!(
        serde_json::from_str::<CaptureRequest>(&text).unwrap(),
        request
    );
}

#[test]
fn all_violations_are_in_one_error_and_nothing_is_sent() {
    each(|server, client| {
        let mut filter = Filter::new();
        filter.extra.insert("vlan".into(), json!(7));
        let mut capture = simple(301, 0).filter_v1(filter);
        capture.system = System::Unrecognized("magic-wan".into());
        capture.extra.insert("dscp".into(), json!("EF"));
        let error = client
            .send(pcaps::create("a".repeat(33), capture))
            .unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Invalid, 0));
        let mut found: Vec<&str> = error
            .violations()
            .iter()
            .map(|violation| violation.pointer.as_str())
            .collect();
        found.sort_unstable();
        assert_eq!(
            found,
            [
                "/account_id",
                "/dscp",
                "/filter_v1/vlan",
                "/packet_limit",
                "/system",
                "/time_limit"
            ]
        );
        let text = error.to_string();
        for part in [
            "the request was not sent",
            "`/time_limit` must be at most 300, is 301",
            "at least 1",
            "at most 32 characters",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(server.requests().len(), 0);
    });
}

#[test]
fn a_full_capture_has_limits_of_its_own() {
    for (capture, at) in [
        (full(86_401, "ORD", "gs://b"), "/time_limit"),
        (full(0, "ORD", "gs://b"), "/time_limit"),
        (
            full(1, "ORD", "gs://b").packet_limit(10_001),
            "/packet_limit",
        ),
        (
            full(1, "ORD", "gs://b").byte_limit(1_000_000_001),
            "/byte_limit",
        ),
        (full(1, "ORD", "gs://b").byte_limit(0), "/byte_limit"),
    ] {
        let error = pcaps::create(ACCOUNT, capture)
            .request(Checks::On)
            .unwrap_err();
        assert_eq!(error.violations().len(), 1, "{error}");
        assert_eq!(error.pointer(), Some(at));
    }
    let most = full(86_400, "ORD", "gs://b")
        .packet_limit(10_000)
        .byte_limit(1_000_000_000);
    assert!(pcaps::create(ACCOUNT, most).request(Checks::On).is_ok());
}

#[test]
fn with_checks_off_the_server_decides() {
    each(|server, client| {
        let open = client.with(Options::new().checks(Checks::Off));
        let mut capture = simple(301, 10_001);
        capture.system = System::Unrecognized("magic-wan".into());
        capture.extra.insert("colo".into(), json!(["ORD", "LHR"]));
        let error = open.send(pcaps::create(ACCOUNT, capture)).unwrap_err();
        assert_eq!((error.kind(), error.codes()), (ErrorKind::Api, vec![9207]));
        assert_eq!(
            error.pointer(),
            Some("/system"),
            "what the server points at"
        );
        let seen = server.requests().pop().unwrap();
        let expected = json!({
            "type": "simple", "system": "magic-wan", "time_limit": 301, "packet_limit": 10_001, "colo": ["ORD", "LHR"],
        });
        assert_eq!(bodies::parse(&seen.body), expected);

        let value = json!({ "type": "sampled", "rate": 0.5, "system": "magic-transit" });
        let unrecognized = CaptureRequest::Unrecognized(value.clone());
        let refused = client
            .send(pcaps::create(ACCOUNT, unrecognized.clone()))
            .unwrap_err();
        assert_eq!(
            (refused.kind(), server.requests().len()),
            (ErrorKind::Invalid, 1)
        );
        open.send(pcaps::create(ACCOUNT, unrecognized)).unwrap_err();
        assert_eq!(bodies::parse(&server.requests()[1].body), value);
    });
}

#[test]
fn checks_can_be_off_for_all_of_a_client() {
    let server = server();
    let builder = Client::builder()
        .base_url(server.base_url())
        .credentials(token())
        .no_proxy();
    let client = Any::Async(builder.checks(Checks::Off).build().unwrap());
    let mut body = OwnershipRequest::new("gs://b");
    body.extra.insert("note".into(), json!(1));
    client
        .send(ownership::create(ACCOUNT, body.clone()))
        .unwrap();
    let strict = client.with(Options::new().checks(Checks::On));
    let error = strict.send(ownership::create(ACCOUNT, body)).unwrap_err();
    assert_eq!(error.pointer(), Some("/note"));
    assert_eq!(server.requests().len(), 1);
}
