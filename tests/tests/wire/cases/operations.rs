//! All nine operations: what the server sees of each, and what comes back.

use letterpress_tests::server::{Seen, Server};

use super::pcap::types::{
    CaptureType, Filter, OwnershipRequest, OwnershipStatus, OwnershipValidation,
    OwnershipValidationRequired, PcapStatus,
};
use super::pcap::{ownership, pcaps};
use super::*;

const BUCKET: &str = "s3://pcaps-bucket?region=us-east-1";

/// The last request, which must be this one.
fn last(server: &Server, method: &str, rest: &str) -> Seen {
    let seen = server.requests().pop().unwrap();
    let target = format!("/client/v4/accounts/{ACCOUNT}/pcaps{rest}");
    assert_eq!((seen.method.as_str(), &seen.target), (method, &target));
    seen
}

#[test]
fn the_five_of_captures() {
    each(|server, client| {
        let capture = simple(300, 3).filter_v1(Filter::new().destination_port(443));
        let created = client.send(pcaps::create(ACCOUNT, capture)).unwrap();
        let seen = last(server, "POST", "");
        assert_eq!(
            crate::bodies::parse(&seen.body),
            serde_json::json!({
                "type": "simple", "system": "magic-transit", "time_limit": 300, "packet_limit": 3,
                "filter_v1": { "destination_port": 443 },
            })
        );
        let id = created.id.unwrap();
        assert_eq!(created.status, Some(PcapStatus::Pending));
        assert_eq!(created.r#type, Some(CaptureType::Simple));
        assert_eq!(created.time_limit, Some(number(300)));
        assert_eq!(
            created.filter_v1.unwrap().destination_port,
            Some(number(443))
        );

        let done = client.with(fast()).wait(pcaps::get(ACCOUNT, &id)).unwrap();
        last(server, "GET", &format!("/{id}"));
        assert_eq!(
            (done.id.as_ref(), done.status),
            (Some(&id), Some(PcapStatus::Success))
        );

        let file = client.send(pcaps::download(ACCOUNT, &id)).unwrap();
        last(server, "GET", &format!("/{id}/download"));
        assert_eq!(file.len(), 24 + 3 * (16 + 160));
        assert_eq!(file[..4], [0xd4, 0xc3, 0xb2, 0xa1]);

        client.send(pcaps::create(ACCOUNT, simple(1, 1))).unwrap();
        let list = client.send(pcaps::list(ACCOUNT)).unwrap();
        last(server, "GET", "");
        assert_eq!((list.len(), list[1].id.as_ref()), (2, Some(&id)));

        let refused = client.send(pcaps::stop(ACCOUNT, &id)).unwrap_err();
        last(server, "PUT", &format!("/{id}/stop"));
        assert_eq!(refused.codes(), [9207], "{}: {refused}", client.name());
    });
}

#[test]
fn the_four_of_buckets_and_a_full_capture() {
    // The capture is still running when it is stopped.
    let mut slow = server::Options::default();
    slow.pace = Duration::from_secs(60);
    each_over(&slow, &pair(), |server, client| {
        let own = ownership::create(ACCOUNT, OwnershipRequest::new(BUCKET));
        let owned = client.send(own).unwrap();
        let seen = last(server, "POST", "/ownership");
        assert_eq!(
            seen.body,
            format!(r#"{{"destination_conf":"{BUCKET}"}}"#).as_bytes()
        );
        assert_eq!(owned.status, OwnershipStatus::Pending);
        assert_eq!(owned.destination_conf.expose(), BUCKET);
        assert_eq!(owned.validated.as_deref(), Some(""));

        let challenge = server.challenge(&owned.filename).unwrap();
        let proof = OwnershipValidation::new(OwnershipValidationRequired {
            destination_conf: BUCKET.into(),
            ownership_challenge: challenge,
        });
        let valid = client.send(ownership::validate(ACCOUNT, proof)).unwrap();
        last(server, "POST", "/ownership/validate");
        assert_eq!(valid.status, OwnershipStatus::Success);

        let list = client.send(ownership::list(ACCOUNT)).unwrap();
        last(server, "GET", "/ownership");
        assert_eq!(list, [valid]);

        let capture = full(3600, "ORD", BUCKET).byte_limit(1_000_000);
        let id = client
            .send(pcaps::create(ACCOUNT, capture))
            .unwrap()
            .id
            .unwrap();
        client.send(pcaps::stop(ACCOUNT, &id)).unwrap();
        let seen = last(server, "PUT", &format!("/{id}/stop"));
        assert_eq!((seen.status, seen.body.len()), (204, 0));
        let stopped = client.send(pcaps::get(ACCOUNT, &id)).unwrap();
        assert!(stopped.stop_requested.unwrap().parse().is_ok());
        assert_eq!(stopped.byte_limit, Some(number(1_000_000)));

        client.send(ownership::delete(ACCOUNT, &owned.id)).unwrap();
        last(server, "DELETE", &format!("/ownership/{}", owned.id));
        assert_eq!(client.send(ownership::list(ACCOUNT)).unwrap(), []);
        for seen in server.requests() {
            assert_eq!(seen.header("x-auth-email"), Some("user@example.com"));
            assert_eq!(seen.header("x-auth-key"), Some("local-key"));
            assert_eq!(seen.header("authorization"), None);
        }
    });
}

#[test]
fn every_request_has_the_headers_that_it_needs() {
    each(|server, client| {
        let id = captured(client, 1);
        client.send(pcaps::list(ACCOUNT)).unwrap();
        client.send(pcaps::download(ACCOUNT, &id)).unwrap();
        client.send(pcaps::stop(ACCOUNT, &id)).unwrap_err();
        client.send(ownership::delete(ACCOUNT, &id)).unwrap_err();
        for seen in server.requests() {
            let shown = format!("{}: {seen:?}", client.name());
            assert_eq!(
                seen.header("authorization"),
                Some("Bearer local-token"),
                "{shown}"
            );
            let accept = match seen.method.as_str() {
                "PUT" | "DELETE" => "*/*",
                _ if seen.target.ends_with("/download") => "application/vnd.tcpdump.pcap",
                _ => "application/json",
            };
            assert_eq!(seen.header("accept"), Some(accept), "{shown}");
            let content_type = (seen.method == "POST").then_some("application/json");
            assert_eq!(seen.header("content-type"), content_type, "{shown}");
            let length =
                matches!(seen.method.as_str(), "POST" | "PUT").then(|| seen.body.len().to_string());
            assert_eq!(seen.header("content-length"), length.as_deref(), "{shown}");
            let agent = seen.header("user-agent").unwrap();
            assert_eq!(agent, format!("{NAME}/0.1.0"), "{shown}");
        }
    });
}
