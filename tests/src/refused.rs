//! What the generated crate refuses to compile. Each example is one step away from the first, which compiles. A stable compiler only makes sure that
//! they fail; a nightly one, that they fail with the error in their title.
//!
//! ```
//! use cloudflare_pcap::types::{Filter, FullCapture, FullCaptureRequired, SimpleCapture, SimpleCaptureRequired};
//! use cloudflare_pcap::{Client, Error, ownership, pcaps};
//!
//! async fn all(client: Client) -> Result<(), Error> {
//!     let capture = SimpleCapture::new(SimpleCaptureRequired { time_limit: 300, packet_limit: 10_000 }).filter_v1(Filter::new());
//!     let pcap = client.send(pcaps::create("account", capture)).await?;
//!     client.wait(pcaps::get("account", pcap.id.unwrap_or_default())).await?;
//!     client.open(pcaps::download("account", "id")).await?.to_vec().await?;
//!     let full = FullCaptureRequired { time_limit: 300, colo_name: "ORD".into(), destination_conf: "gs://b".into() };
//!     client.send(pcaps::create("account", FullCapture::new(full).byte_limit(1))).await?;
//!     client.send(ownership::delete("account", "id")).await
//! }
//! ```
//!
//! A required member cannot be forgotten (E0063: missing field):
//!
//! ```compile_fail,E0063
//! use cloudflare_pcap::types::{SimpleCapture, SimpleCaptureRequired};
//! SimpleCapture::new(SimpleCaptureRequired { time_limit: 300 });
//! ```
//!
//! Two required members cannot be swapped, since they have no order (E0061: wrong number of arguments):
//!
//! ```compile_fail,E0061
//! use cloudflare_pcap::types::SimpleCapture;
//! SimpleCapture::new(300, 10_000);
//! ```
//!
//! A simple capture has no members of a full one (E0599: no such method; E0560: no such field):
//!
//! ```compile_fail,E0599
//! use cloudflare_pcap::types::{SimpleCapture, SimpleCaptureRequired};
//! SimpleCapture::new(SimpleCaptureRequired { time_limit: 300, packet_limit: 10_000 }).byte_limit(1);
//! ```
//!
//! ```compile_fail,E0560
//! use cloudflare_pcap::types::SimpleCaptureRequired;
//! let required = SimpleCaptureRequired { time_limit: 300, packet_limit: 10_000, colo_name: "ORD".into() };
//! ```
//!
//! Nor can it be called one (E0599: no such variant):
//!
//! ```compile_fail,E0599
//! use cloudflare_pcap::types::{SimpleCapture, SimpleCaptureRequired, SimpleCaptureType};
//! let mut capture = SimpleCapture::new(SimpleCaptureRequired { time_limit: 300, packet_limit: 10_000 });
//! capture.r#type = SimpleCaptureType::Full;
//! ```
//!
//! A body that another operation takes (E0277: no such conversion):
//!
//! ```compile_fail,E0277
//! use cloudflare_pcap::{pcaps, types::OwnershipRequest};
//! let _ = pcaps::create("account", OwnershipRequest::new("gs://b"));
//! ```
//!
//! A parameter of the path that is missing (E0061: wrong number of arguments):
//!
//! ```compile_fail,E0061
//! let _ = cloudflare_pcap::pcaps::get("account");
//! ```
//!
//! Waiting for what has no status to wait for, and streaming what is no stream (E0277: the trait is not implemented):
//!
//! ```compile_fail,E0277
//! async fn wait(client: cloudflare_pcap::Client) {
//!     let _ = client.wait(cloudflare_pcap::pcaps::list("account")).await;
//! }
//! ```
//!
//! ```compile_fail,E0277
//! async fn open(client: cloudflare_pcap::Client) {
//!     let _ = client.open(cloudflare_pcap::pcaps::get("account", "id")).await;
//! }
//! ```
//!
//! Code that would break when the document gains a member or a value: a struct written out (E0639: it may gain fields), one taken apart
//! without `..` (E0638), a `match` without another case (E0004: not exhaustive):
//!
//! ```compile_fail,E0639
//! let filter = cloudflare_pcap::types::Filter {
//!     source_address: None,
//!     source_port: None,
//!     destination_address: None,
//!     destination_port: None,
//!     protocol: None,
//!     extra: cloudflare_pcap::Map::new(),
//! };
//! ```
//!
//! ```compile_fail,E0638
//! fn take(list: cloudflare_pcap::pcaps::List) -> String {
//!     let cloudflare_pcap::pcaps::List { account_id } = list;
//!     account_id
//! }
//! ```
//!
//! ```compile_fail,E0004
//! use cloudflare_pcap::types::CaptureType;
//! fn name(kind: CaptureType) -> &'static str {
//!     match kind {
//!         CaptureType::Simple => "simple",
//!         CaptureType::Full => "full",
//!         CaptureType::Unrecognized(_) => "another",
//!     }
//! }
//! ```
