//! The two generated crates against the local server: the same cases over the one that our schema makes and the one that the published document makes.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

use std::time::Duration;

use letterpress_tests::press::root;
use letterpress_tests::server::{Canned, Fault, Options, Server};
use serde_json::Value;

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const BUCKET: &str = "s3://pcaps-bucket?region=us-east-1&secret-access-key=canary-bucket";

fn server() -> Server {
    Server::start(Options::default()).unwrap()
}

fn body(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/fixtures/bodies").join(name)).unwrap()
}

fn canned(status: u16, name: &str) -> Fault {
    Fault::Canned(Canned::json(status, body(name)))
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

/// Numbers by value, so that `300.0` is `300`; everything else as it is.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            // A null where a value is optional is absent.
            let present = |value: &serde_json::Map<String, Value>| {
                value.values().filter(|value| !value.is_null()).count()
            };
            present(one) == present(other)
                && one
                    .iter()
                    .filter(|(_, value)| !value.is_null())
                    .all(|(name, value)| other.get(name).is_some_and(|other| same(value, other)))
        }
        _ => one == other,
    }
}

macro_rules! cases {
    ($module:ident, $library:ident, { $($extra:tt)* }) => {
        mod $module {
            use $library as pcap;
            use pcap::types::{self, Filter, FullCapture, FullCaptureRequired, SimpleCapture, SimpleCaptureRequired};
            use pcap::{Checks, Client, Credentials, Endpoint, ErrorKind, blocking, ownership, pcaps};

            use super::*;

            $($extra)*

            fn client(server: &Server) -> Client {
                with(server, Credentials::new().api_token("local-token"))
            }

            fn with(server: &Server, credentials: Credentials) -> Client {
                Client::builder().base_url(server.base_url()).credentials(credentials).build().unwrap()
            }

            async fn created(server: &Server, client: &Client) -> String {
                let _ = server;
                client.send(pcaps::create(ACCOUNT, simple(300, 10_000))).await.unwrap().id.unwrap()
            }

            #[tokio::test]
            async fn a_simple_capture_from_request_to_file() {
                let server = server();
                let client = client(&server);
                let capture = simple(300, 10_000).filter_v1(Filter::new().destination_port(443));
                let pcap = client.send(pcaps::create(ACCOUNT, capture)).await.unwrap();
                let id = pcap.id.unwrap();
                assert_eq!(pcap.status, Some(types::PcapStatus::Pending));
                let seen = &server.requests()[0];
                assert_eq!((seen.method.as_str(), seen.target.as_str()), ("POST", format!("/client/v4/accounts/{ACCOUNT}/pcaps").as_str()));
                assert_eq!(seen.header("authorization"), Some("Bearer local-token"));
                let text = String::from_utf8(seen.body.clone()).unwrap();
                assert!(text.contains(":10000") && !text.contains("10000.0"), "{text}");
                let expected = serde_json::json!({"type": "simple", "system": "magic-transit", "time_limit": 300, "packet_limit": 10_000, "filter_v1": {"destination_port": 443}});
                assert!(same(&json(text.as_bytes()), &expected), "{text}");
                let fast = client.with(pcap::Options::new().poll_interval(Duration::from_millis(5)).deadline(Duration::from_secs(10)));
                let done = fast.wait(pcaps::get(ACCOUNT, &id)).await.unwrap();
                assert_eq!(done.status, Some(types::PcapStatus::Success));
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("capture.pcap");
                let download = client.open(pcaps::download(ACCOUNT, &id)).await.unwrap();
                let length = download.length().unwrap();
                assert_eq!(download.to_file(&file).await.unwrap(), length);
                assert_eq!(std::fs::metadata(&file).unwrap().len(), length);
                let whole = client.send(pcaps::download(ACCOUNT, &id)).await.unwrap();
                assert_eq!(whole[..], std::fs::read(&file).unwrap()[..]);
            }

            #[tokio::test]
            async fn the_other_operations() {
                let server = server();
                let client = with(&server, Credentials::new().api_email("user@example.com").api_key("local-key"));
                let owned = client.send(ownership::create(ACCOUNT, types::OwnershipRequest::new(BUCKET))).await.unwrap();
                assert_eq!(owned.status, types::OwnershipStatus::Pending);
                let challenge = server.challenge(&owned.filename).unwrap();
                let proof = types::OwnershipValidation::new(types::OwnershipValidationRequired {
                    destination_conf: BUCKET.into(),
                    ownership_challenge: challenge.into(),
                });
                let owned = client.send(ownership::validate(ACCOUNT, proof)).await.unwrap();
                assert_eq!(client.send(ownership::list(ACCOUNT)).await.unwrap().len(), 1);
                let full = client.send(pcaps::create(ACCOUNT, full(3600, "ORD", BUCKET))).await.unwrap();
                let id = full.id.unwrap();
                client.send(pcaps::stop(ACCOUNT, &id)).await.unwrap();
                assert!(client.send(pcaps::get(ACCOUNT, &id)).await.unwrap().stop_requested.is_some());
                assert_eq!(client.send(pcaps::list(ACCOUNT)).await.unwrap().len(), 1);
                client.send(ownership::delete(ACCOUNT, &owned.id)).await.unwrap();
                let seen = server.requests();
                let methods: Vec<&str> = seen.iter().map(|seen| seen.method.as_str()).collect();
                assert_eq!(methods, ["POST", "POST", "GET", "POST", "PUT", "GET", "GET", "DELETE"]);
                assert!(seen.iter().all(|seen| seen.header("x-auth-key") == Some("local-key") && seen.header("authorization").is_none()));
            }

            #[test]
            fn the_blocking_client_does_the_same() {
                let server = server();
                let client = blocking::Client::builder().base_url(server.base_url()).credentials(Credentials::new().api_token("local-token")).build().unwrap();
                let id = client.send(pcaps::create(ACCOUNT, simple(60, 5))).unwrap().id.unwrap();
                let fast = client.with(pcap::Options::new().poll_interval(Duration::from_millis(5)));
                assert_eq!(fast.wait(pcaps::get(ACCOUNT, &id)).unwrap().status, Some(types::PcapStatus::Success));
                assert!(!client.send(pcaps::download(ACCOUNT, &id)).unwrap().is_empty());
                server.fault(canned(200, "success-false-under-200.json"));
                assert_eq!(client.send(pcaps::get(ACCOUNT, &id)).unwrap_err().kind(), ErrorKind::Api);
            }

            #[tokio::test]
            async fn nothing_of_an_answer_is_lost() {
                let server = server();
                let client = client(&server);
                server.fault(canned(200, "list-ten.json"));
                let list = client.send(pcaps::list(ACCOUNT)).await.unwrap();
                assert_eq!(list.len(), 10);
                let received = json(&body("list-ten.json"));
                for (pcap, received) in list.iter().zip(received["result"].as_array().unwrap()) {
                    let sent = serde_json::to_value(pcap).unwrap();
                    assert!(same(&sent, received), "{sent} is not {received}");
                }
                server.fault(canned(200, "list-null.json"));
                assert_eq!(client.send(pcaps::list(ACCOUNT)).await.unwrap(), []);
                server.fault(canned(200, "ownership-create-response.json"));
                let owned = client.send(ownership::create(ACCOUNT, types::OwnershipRequest::new("gs://bucket-test"))).await.unwrap();
                assert_eq!(serde_json::to_value(&owned).unwrap()["validated"], "");
            }

            #[tokio::test]
            async fn numbers_are_read_however_they_are_written() {
                for text in ["300", "300.0", "3e2"] {
                    let answer = format!("{{\"success\":true,\"errors\":[],\"messages\":[],\"result\":{{\"time_limit\":{text}}}}}");
                    let reply = pcap::http::Response::new(pcap::Bytes::from(answer));
                    let reply = pcaps::Get::response(reply).unwrap();
                    assert_eq!(serde_json::to_value(&reply.output).unwrap()["time_limit"].as_f64(), Some(300.0));
                }
            }

            #[tokio::test]
            async fn the_envelope_is_taken_off_and_kept() {
                let server = server();
                let client = client(&server);
                server.fault(canned(200, "reference-create-response.json"));
                let reply = client.send_full(pcaps::create(ACCOUNT, simple(1, 1))).await.unwrap();
                assert!(!reply.errors.is_empty() && !reply.messages.is_empty(), "success decides, and errors are kept");
                assert_eq!(reply.errors[0].pointer.as_deref(), Some("pointer"));
                assert!(reply.headers.contains_key("cf-ray") || reply.request_id().is_none());
                server.fault(canned(200, "list-with-page.json"));
                let reply = client.send_full(pcaps::list(ACCOUNT)).await.unwrap();
                assert!(reply.page_info::<types::ResultInfo>().unwrap().is_some());
                server.fault(canned(200, "success-errors-null.json"));
                client.send(pcaps::get(ACCOUNT, "1")).await.unwrap();
            }

            #[tokio::test]
            async fn an_error_never_loses_the_status() {
                let server = server();
                let client = client(&server).with(pcap::Options::new().retries(0));
                for (fault, status) in [("html-502", 502), ("truncated", 200), ("empty", 200)] {
                    server.fault(fault.parse().unwrap_or_else(|_| panic!("{fault}")));
                    let error = client.send(pcaps::list(ACCOUNT)).await.unwrap_err();
                    assert_eq!(error.status().map(|status| status.as_u16()), Some(status), "{fault}: {error}");
                }
                server.fault(Fault::Canned(Canned::json(200, body("error-502.html"))));
                let error = client.send(pcaps::list(ACCOUNT)).await.unwrap_err();
                assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Decode, Some(200)));
                server.fault(canned(401, "error-authentication.json"));
                let error = client.send(pcaps::list(ACCOUNT)).await.unwrap_err();
                assert_eq!((error.kind(), error.codes()), (ErrorKind::Api, vec![10_000]));
                server.fault(canned(403, "error-large-code.json"));
                let error = client.send(pcaps::list(ACCOUNT)).await.unwrap_err();
                assert!(error.codes().iter().any(|code| *code > i64::from(u16::MAX)), "{:?}", error.codes());
                server.fault(canned(200, "success-false-under-200.json"));
                let error = client.send(pcaps::list(ACCOUNT)).await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Api);
                assert!(!error.codes().is_empty());
                server.fault(Fault::Canned(Canned::json(200, br#"{"success":true,"result":[{"filter_v1":{"protocol":"six"}}]}"#.to_vec())));
                let error = client.send(pcaps::list(ACCOUNT)).await.unwrap_err();
                assert_eq!(error.pointer(), Some("/result/0/filter_v1/protocol"), "{error}");
            }

            #[tokio::test]
            async fn reads_are_retried_and_writes_are_not() {
                let server = server();
                let client = client(&server);
                let id = created(&server, &client).await;
                server.forget_requests();
                server.fault("html-502".parse().unwrap());
                client.send(pcaps::get(ACCOUNT, &id)).await.unwrap();
                assert_eq!(server.requests().len(), 2);
                server.forget_requests();
                server.fault("html-502".parse().unwrap());
                let error = client.send(pcaps::create(ACCOUNT, simple(1, 1))).await.unwrap_err();
                assert_eq!((error.attempts(), server.requests().len()), (1, 1));
                server.forget_requests();
                server.fault("429:1".parse().unwrap());
                client.send(pcaps::create(ACCOUNT, simple(1, 1))).await.unwrap();
                assert_eq!(server.requests().len(), 2);
                server.fault("429:300".parse().unwrap());
                let error = client.send(pcaps::get(ACCOUNT, &id)).await.unwrap_err();
                assert_eq!((error.retry_after(), error.attempts()), (Some(Duration::from_secs(300)), 1));
            }

            #[tokio::test]
            async fn credentials_never_follow_a_redirect() {
                let (server, other) = (server(), super::server());
                let client = with(&server, Credentials::new().api_email("user@example.com").api_key("local-key")).with(pcap::Options::new().retries(0));
                for status in [301, 302, 303, 307, 308] {
                    server.fault(format!("redirect:{status}:{}/elsewhere", other.origin()).parse().unwrap());
                    client.send(pcaps::create(ACCOUNT, simple(1, 1))).await.unwrap_err();
                    server.fault(format!("redirect:{status}:{}/elsewhere", other.origin()).parse().unwrap());
                    client.send(pcaps::list(ACCOUNT)).await.unwrap_err();
                }
                assert_eq!(other.requests().len(), 0);
                assert!(server.requests().iter().filter(|seen| seen.method == "POST").count() == 5);
            }

            #[tokio::test]
            async fn what_the_document_forbids_is_not_sent() {
                let server = server();
                let client = client(&server);
                let error = client.send(pcaps::create(ACCOUNT, simple(301, 0))).await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::Invalid);
                let pointers: Vec<&str> = error.violations().iter().map(|violation| violation.pointer.as_str()).collect();
                assert!(pointers.contains(&"/time_limit") && pointers.contains(&"/packet_limit"), "{pointers:?}");
                for id in ["", ".", "..", "a\nb", &"x".repeat(33)] {
                    assert!(client.send(pcaps::get(ACCOUNT, id)).await.is_err(), "{id:?}");
                }
                assert_eq!(server.requests().len(), 0);
                let unchecked = client.with(pcap::Options::new().checks(Checks::Off));
                let _ = unchecked.send(pcaps::create(ACCOUNT, simple(301, 0))).await;
                assert_eq!(server.requests().len(), 1);
                let _ = client.send(pcaps::get(ACCOUNT, "a/b%2e")).await;
                assert!(server.requests()[1].target.ends_with("/pcaps/a%2Fb%252e"), "{}", server.requests()[1].target);
            }

            #[tokio::test]
            async fn a_download_is_complete_or_absent() {
                let server = server();
                let client = client(&server);
                let id = created(&server, &client).await;
                let fast = client.with(pcap::Options::new().poll_interval(Duration::from_millis(5)));
                fast.wait(pcaps::get(ACCOUNT, &id)).await.unwrap();
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("capture.pcap");
                server.fault("short".parse().unwrap());
                let download = client.open(pcaps::download(ACCOUNT, &id)).await.unwrap();
                assert!(download.to_file(&file).await.is_err());
                assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
                let little = client.with(pcap::Options::new().response_limit(1000));
                assert!(little.send(pcaps::download(ACCOUNT, &id)).await.is_err());
                server.fault(canned(200, "success-false-under-200.json"));
                assert!(client.open(pcaps::download(ACCOUNT, &id)).await.is_err());
            }

            #[tokio::test]
            async fn a_wait_ends() {
                let server = server();
                let client = client(&server).with(pcap::Options::new().poll_interval(Duration::from_millis(5)).deadline(Duration::from_millis(300)));
                let id = created(&server, &client).await;
                let members = |status: &str| {
                    let members = serde_json::json!({"status": status, "error_message": "No packets matched."});
                    members.as_object().unwrap().clone()
                };
                assert!(server.set_capture(&id, members("failed")));
                let error = client.wait(pcaps::get(ACCOUNT, &id)).await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::WaitFailed);
                assert!(error.to_string().contains("No packets matched."), "{error}");
                server.set_capture(&id, members("paused_by_the_moon"));
                let error = client.wait(pcaps::get(ACCOUNT, &id)).await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::WaitTimeout);
                assert!(error.to_string().contains("paused_by_the_moon"), "{error}");
            }

            #[test]
            fn half_a_pair_is_an_error_before_anything_is_sent() {
                for half in [Credentials::new().api_email("a@example.com"), Credentials::new().api_key("k")] {
                    assert!(Client::builder().base_url("http://127.0.0.1:9").credentials(half).build().is_err());
                }
            }

            #[tokio::test]
            async fn secrets_are_shown_nowhere() {
                let server = server();
                let credentials = Credentials::new().api_email("canary-mail@example.com").api_key("canary-key");
                let client = with(&server, credentials.clone());
                let request = pcaps::create(ACCOUNT, full(1, "ORD", BUCKET));
                let error = client.send(&request).await.unwrap_err();
                let built = request.request(Checks::On).unwrap();
                let shown = format!("{credentials:?} {client:?} {request:?} {error} {error:?} {built:?} {:?}", client.prepare(&request));
                for canary in ["canary-key", "canary-bucket", "canary-mail"] {
                    assert!(!shown.contains(canary), "{canary}: {shown}");
                }
            }
        }
    };
}

cases!(ours, cloudflare_pcap, {
    fn simple(time_limit: i64, packet_limit: i64) -> SimpleCapture {
        SimpleCapture::new(SimpleCaptureRequired {
            time_limit,
            packet_limit,
        })
    }

    fn full(time_limit: i64, colo_name: &str, bucket: &str) -> FullCapture {
        FullCapture::new(FullCaptureRequired {
            time_limit,
            colo_name: colo_name.into(),
            destination_conf: bucket.into(),
        })
    }
});

cases!(published, cloudflare_pcap_published, {
    fn simple(time_limit: i32, packet_limit: i32) -> SimpleCapture {
        let r#type = types::CaptureType::Simple;
        SimpleCapture::new(SimpleCaptureRequired {
            time_limit: time_limit.into(),
            packet_limit: packet_limit.into(),
            r#type,
        })
    }

    fn full(time_limit: i32, colo_name: &str, bucket: &str) -> FullCapture {
        let r#type = types::CaptureType::Full;
        FullCapture::new(FullCaptureRequired {
            time_limit: time_limit.into(),
            colo_name: colo_name.into(),
            destination_conf: bucket.into(),
            r#type,
        })
    }
});
