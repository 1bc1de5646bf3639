//! Lists captures by reqwest and serde: what somebody writes who needs no more than that.

use serde::Deserialize;

#[derive(Deserialize)]
struct Envelope {
    result: Vec<Capture>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read, and looked at by nobody")]
struct Capture {
    id: Option<String>,
    r#type: Option<Type>,
    system: Option<String>,
    status: Option<Status>,
    submitted: Option<String>,
    time_limit: Option<i64>,
    filter_v1: Option<Filter>,
    offset_time: Option<String>,
    packets_remaining: Option<i64>,
    colo_name: Option<String>,
    destination_conf: Option<String>,
    packet_limit: Option<i64>,
    byte_limit: Option<i64>,
    packets_captured: Option<i64>,
    stop_requested: Option<String>,
    error_message: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Type {
    Simple,
    Full,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Unknown,
    Success,
    Pending,
    Running,
    ConversionPending,
    ConversionRunning,
    Complete,
    Failed,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "read, and looked at by nobody")]
struct Filter {
    destination_address: Option<String>,
    destination_port: Option<i64>,
    protocol: Option<i64>,
    source_address: Option<String>,
    source_port: Option<i64>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().expect("a base URL");
    let calls: u32 = arguments
        .next()
        .map_or(1, |calls| calls.parse().expect("a number"));
    #[cfg(feature = "tls")]
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::new();
    let account = "account";
    for _ in 0..calls {
        let answer = client
            .get(format!("{url}/accounts/{account}/pcaps"))
            .bearer_auth("token")
            .send()
            .await
            .and_then(reqwest::Response::error_for_status)
            .expect("an answer");
        let text = answer.bytes().await.expect("all of the answer");
        let envelope: Envelope = serde_json::from_slice(&text).expect("captures");
        assert_eq!(envelope.result.len(), 2);
    }
}
