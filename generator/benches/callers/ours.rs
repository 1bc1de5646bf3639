//! Lists captures by the crate of this repository.

use cloudflare_pcap::{Client, Credentials, pcaps};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().expect("a base URL");
    let calls: u32 = arguments
        .next()
        .map_or(1, |calls| calls.parse().expect("a number"));
    let client = Client::builder()
        .base_url(url)
        .credentials(Credentials::new().api_token("token"))
        .build()
        .expect("a client");
    for _ in 0..calls {
        let captures = client
            .send(pcaps::list("account"))
            .await
            .expect("an answer");
        assert_eq!(captures.len(), 2);
    }
}
