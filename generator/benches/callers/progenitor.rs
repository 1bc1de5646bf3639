//! Lists captures by progenitor's crate of the published document.

use pcap_progenitor::Client;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().expect("a base URL");
    let calls: u32 = arguments
        .next()
        .map_or(1, |calls| calls.parse().expect("a number"));
    #[cfg(feature = "tls")]
    let _ = rustls::crypto::ring::default_provider().install_default();
    let token = HeaderValue::from_static("Bearer token");
    let http = reqwest::Client::builder()
        .default_headers(HeaderMap::from_iter([(AUTHORIZATION, token)]))
        .build()
        .expect("a client");
    let client = Client::new_with_client(&url, http);
    let account = "account".parse().expect("an account");
    for _ in 0..calls {
        let answer = client
            .magic_pcap_collection_list_packet_capture_requests(&account)
            .await
            .expect("an answer");
        assert_eq!(answer.into_inner().result.len(), 2);
    }
}
