//! The crate that `schema/pcap.yaml` makes, and what is its own about it.

use cloudflare_pcap as pcap;
use pcap::types::{FullCapture, FullCaptureRequired, SimpleCapture, SimpleCaptureRequired};

#[path = "cases/mod.rs"]
mod cases;

const NAME: &str = "cloudflare-pcap";

/// What a span of the crate is filed under.
const TARGET: &str = "cloudflare_pcap";

/// `pcaps.get`, as the document calls it.
const GET: &str = "pcaps.get";

fn number(value: i32) -> i64 {
    value.into()
}

fn simple(time_limit: i32, packet_limit: i32) -> SimpleCapture {
    SimpleCapture::new(SimpleCaptureRequired {
        time_limit: time_limit.into(),
        packet_limit: packet_limit.into(),
    })
}

fn full(time_limit: i32, colo_name: &str, bucket: &str) -> FullCapture {
    FullCapture::new(FullCaptureRequired {
        time_limit: time_limit.into(),
        colo_name: colo_name.into(),
        destination_conf: bucket.into(),
    })
}

/// Here limits are whole numbers.
#[test]
fn a_fraction_is_no_whole_number() {
    let answer = r#"{"success":true,"result":{"id":"1","time_limit":300.5}}"#;
    let reply = pcap::http::Response::new(pcap::Bytes::from(answer));
    let error = <pcap::pcaps::Get as pcap::Endpoint>::response(reply).unwrap_err();
    assert_eq!(error.pointer(), Some("/result/time_limit"));
    assert!(error.to_string().contains("300.5"), "{error}");
}
