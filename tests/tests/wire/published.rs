//! The crate that the document as published makes: limits are numbers, and the type of a capture is asked for.

use cloudflare_pcap_published as pcap;
use pcap::types::{
    CaptureType, FullCapture, FullCaptureRequired, SimpleCapture, SimpleCaptureRequired,
};

#[path = "cases/mod.rs"]
mod cases;

const NAME: &str = "cloudflare-pcap-published";

/// What a span of the crate is filed under.
const TARGET: &str = "cloudflare_pcap_published";

/// `pcaps.get`, as the document calls it.
const GET: &str = "magic-pcap-collection-get-pcap-request";

fn number(value: i32) -> f64 {
    value.into()
}

fn simple(time_limit: i32, packet_limit: i32) -> SimpleCapture {
    SimpleCapture::new(SimpleCaptureRequired {
        time_limit: time_limit.into(),
        packet_limit: packet_limit.into(),
        r#type: CaptureType::Simple,
    })
}

fn full(time_limit: i32, colo_name: &str, bucket: &str) -> FullCapture {
    FullCapture::new(FullCaptureRequired {
        time_limit: time_limit.into(),
        colo_name: colo_name.into(),
        destination_conf: bucket.into(),
        r#type: CaptureType::Full,
    })
}

/// Here limits are numbers, and a fraction is one.
#[test]
fn a_fraction_is_a_number() {
    let answer = r#"{"success":true,"result":{"id":"1","time_limit":300.5}}"#;
    let reply = pcap::http::Response::new(pcap::Bytes::from(answer));
    let reply = <pcap::pcaps::Get as pcap::Endpoint>::response(reply).unwrap();
    assert_eq!(reply.output.time_limit, Some(300.5));
    let text = serde_json::to_string(&reply.output).unwrap();
    assert_eq!(text, r#"{"id":"1","time_limit":300.5}"#);
}

/// JSON has no such numbers: they are refused, whatever is checked.
#[test]
fn what_is_no_number_is_not_sent() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        for checks in [pcap::Checks::On, pcap::Checks::Off] {
            let mut capture = simple(1, 1);
            capture.time_limit = value;
            let create = pcap::pcaps::create(crate::ACCOUNT, capture);
            let error = pcap::Endpoint::request(&create, checks).unwrap_err();
            assert_eq!(error.kind(), pcap::ErrorKind::Invalid, "{error}");
            assert_eq!(error.pointer(), Some("/time_limit"), "{error}");
        }
    }
    let mut capture = simple(1, 1);
    capture.time_limit = 0.5;
    let create = pcap::pcaps::create(crate::ACCOUNT, capture);
    let error = pcap::Endpoint::request(&create, pcap::Checks::On).unwrap_err();
    assert!(error.to_string().contains("at least 1, is 0.5"), "{error}");
}
