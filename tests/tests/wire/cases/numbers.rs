//! Whole numbers leave as such, and are read however they are written.

use super::pcap::types::{Filter, Pcap};
use super::pcap::{Bytes, http, pcaps};
use super::*;
use crate::bodies;

#[test]
fn whole_numbers_leave_without_a_point() {
    each(|server, client| {
        let filter = Filter::new()
            .source_port(0)
            .destination_port(65_535)
            .protocol(6);
        client
            .send(pcaps::create(
                ACCOUNT,
                simple(300, 10_000).filter_v1(filter.clone()),
            ))
            .unwrap();
        let full = full(86_400, "ORD", "gs://b")
            .packet_limit(1)
            .byte_limit(1_000_000_000);
        let _refused = client.send(pcaps::create(ACCOUNT, full.filter_v1(filter)));
        let seen = server.requests();
        for (seen, numbers) in seen
            .iter()
            .zip([&["300", "10000"][..], &["86400", "1", "1000000000"]])
        {
            let text = String::from_utf8(seen.body.clone()).unwrap();
            for number in numbers.iter().chain(&["0", "65535", "6"]) {
                let whole = [",", "}"].map(|end| format!(":{number}{end}"));
                assert!(
                    whole.iter().any(|whole| text.contains(whole)),
                    "{number}: {text}"
                );
            }
            assert!(!text.contains(".0"), "{text}");
        }
    });
}

#[test]
fn they_are_read_however_they_are_written() {
    each(|server, client| {
        for text in ["300", "300.0", "3e2", "3.0E+2", "30000e-2"] {
            let result = format!(
                r#"{{"id":"1","time_limit":{text},"byte_limit":{text},"packets_captured":{text},"filter_v1":{{"protocol":{text}}}}}"#
            );
            server.fault(bodies::canned(
                200,
                &format!(r#"{{"success":true,"result":{result}}}"#),
            ));
            let pcap = client.send(pcaps::get(ACCOUNT, "1")).unwrap();
            assert_eq!(pcap.time_limit, Some(number(300)), "{text}");
            assert_eq!(pcap.byte_limit, Some(number(300)));
            assert_eq!(pcap.packets_captured, Some(300));
            assert_eq!(pcap.filter_v1.as_ref().unwrap().protocol, Some(number(300)));
            let written = serde_json::to_string(&pcap).unwrap();
            assert_eq!(written.matches(":300").count(), 4, "{written}");
            assert!(!written.contains("300.0"), "{written}");
        }
    });
}

#[test]
fn no_digit_of_a_large_number_is_lost() {
    let answer = r#"{"success":true,"result":{"packets_captured":9007199254740993,"offset":18446744073709551615}}"#;
    let reply = http::Response::new(Bytes::from(answer));
    let pcap: Pcap = pcaps::Get::response(reply).unwrap().output;
    assert_eq!(pcap.packets_captured, Some(9_007_199_254_740_993));
    assert_eq!(pcap.extra["offset"], u64::MAX);
    let text = serde_json::to_string(&pcap).unwrap();
    assert_eq!(
        text,
        r#"{"packets_captured":9007199254740993,"offset":18446744073709551615}"#
    );
}
