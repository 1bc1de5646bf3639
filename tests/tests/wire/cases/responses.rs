//! Answers are read without loss, and whatever a server may add tomorrow is there to be reached.

use super::pcap::types::{CaptureType, OwnershipRequest, OwnershipStatus, PcapStatus};
use super::pcap::{Bytes, http, ownership, pcaps};
use super::*;
use crate::bodies;

#[test]
fn ten_of_ten() {
    each(|server, client| {
        server.fault(bodies::file(200, "list-ten.json"));
        let list = client.send(pcaps::list(ACCOUNT)).unwrap();
        let received = bodies::json("list-ten.json")["result"].clone();
        let received = received.as_array().unwrap();
        assert_eq!((list.len(), received.len()), (10, 10));
        for (pcap, received) in list.iter().zip(received) {
            // As text: what is written is what counts.
            let written = bodies::parse(serde_json::to_string(pcap).unwrap());
            assert_eq!(written, bodies::without_nulls(received));
            assert_eq!(
                serde_json::from_value::<pcap::types::Pcap>(written).unwrap(),
                *pcap
            );
        }
        for [plain, new, status, odd, null] in [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]] {
            assert!(!list[plain].extra.contains_key("region"));
            assert_eq!(
                list[new].extra["region"]["colos"][1], 2,
                "a new member is within reach"
            );
            assert_eq!(
                list[status].status,
                Some(PcapStatus::Unrecognized("archived".into()))
            );
            assert_eq!(list[status].status.as_ref().unwrap().as_str(), "archived");
            assert_eq!(
                list[odd].submitted.as_ref().unwrap().as_str(),
                "yesterday 8:00"
            );
            assert_eq!(
                (&list[null].filter_v1, list[null].time_limit),
                (&None, None)
            );
        }
        assert_eq!(list[0].r#type, Some(CaptureType::Simple));
        assert_eq!(list[5].r#type, Some(CaptureType::Full));
        assert!(list[0].offset_time.as_ref().unwrap().parse().is_ok());
        assert_eq!(
            list[5].packets_captured,
            Some(3),
            "members of either kind are typed"
        );
        assert_eq!(list[5].error_message.as_deref(), Some("stopped"));
    });
}

#[test]
fn every_answer_of_the_guides_is_kept_whole() {
    for name in [
        "create-simple-response.json",
        "create-full-response.json",
        "get-full-failed.json",
        "get-full-finished.json",
        "reference-create-response.json",
        "success-errors-null.json",
    ] {
        let reply = http::Response::new(Bytes::from(bodies::text(name)));
        let pcap = pcaps::Get::response(reply).unwrap().output;
        let written = bodies::parse(serde_json::to_string(&pcap).unwrap());
        assert_eq!(written, bodies::json(name)["result"], "{name}");
    }
    for name in [
        "ownership-create-response.json",
        "ownership-validate-response.json",
    ] {
        let reply = http::Response::new(Bytes::from(bodies::text(name)));
        let owned = ownership::Create::response(reply).unwrap().output;
        let written = bodies::parse(serde_json::to_string(&owned).unwrap());
        assert_eq!(written, bodies::json(name)["result"], "{name}");
    }
}

#[test]
fn unknown_is_a_status_of_its_own() {
    each(|server, client| {
        server.fault(bodies::canned(200, r#"{"success":true,"result":[{"status":"unknown"},{"status":"Unknown"},{"status":""}]}"#));
        let list = client.send(pcaps::list(ACCOUNT)).unwrap();
        let statuses: Vec<_> = list.into_iter().map(|pcap| pcap.status.unwrap()).collect();
        let [known, other, empty] = &statuses[..] else {
            panic!("{statuses:?}")
        };
        assert_eq!(*known, PcapStatus::Unknown);
        assert_eq!(*other, PcapStatus::Unrecognized("Unknown".into()));
        assert_eq!(*empty, PcapStatus::Unrecognized(String::new()));
        assert!(PcapStatus::KNOWN.contains(known) && !PcapStatus::KNOWN.contains(other));
    });
}

#[test]
fn a_list_may_be_null() {
    each(|server, client| {
        // The server's own empty lists are null.
        assert_eq!(client.send(pcaps::list(ACCOUNT)).unwrap(), []);
        assert_eq!(client.send(ownership::list(ACCOUNT)).unwrap(), []);
        for text in [
            bodies::text("list-null.json"),
            r#"{"success":true}"#.into(),
            r#"{"success":true,"result":[]}"#.into(),
        ] {
            server.fault(bodies::canned(200, &text));
            assert_eq!(client.send(pcaps::list(ACCOUNT)).unwrap(), [], "{text}");
        }
        server.fault(bodies::file(200, "ownership-list-null.json"));
        assert_eq!(client.send(ownership::list(ACCOUNT)).unwrap(), []);
    });
}

#[test]
fn a_bucket_that_is_not_validated_says_so_with_an_empty_text() {
    each(|server, client| {
        server.fault(bodies::file(200, "ownership-create-response.json"));
        let own = ownership::create(ACCOUNT, OwnershipRequest::new("gs://bucket-test"));
        let owned = client.send(own).unwrap();
        assert_eq!(
            (owned.status, owned.validated.as_deref()),
            (OwnershipStatus::Pending, Some(""))
        );
        server.fault(bodies::file(200, "ownership-list.json"));
        let list = client.send(ownership::list(ACCOUNT)).unwrap();
        assert_eq!(list[0].validated.as_deref(), Some("2020-01-01T08:00:00Z"));
    });
}
