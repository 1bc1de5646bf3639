//! A canary in every credential and in the query of every bucket: nothing prints it.

use std::error::Error as _;

use letterpress_tests::server::Fault;

use super::pcap::types::{
    CaptureRequest, OwnershipRequest, OwnershipValidation, OwnershipValidationRequired,
};
use super::pcap::{Checks, ErrorKind, ownership, pcaps};
use super::*;
use crate::{bodies, log};

const BUCKET: &str = "s3://access:c4nary@pcaps-bucket?region=eu&secret-access-key=c4nary";

fn canaries() -> [Credentials; 2] {
    [
        Credentials::new().api_token("c4nary"),
        Credentials::new()
            .api_email("c4nary@example.com")
            .api_key("c4nary"),
    ]
}

fn silent(shown: &str) {
    assert!(!shown.contains("c4nary"), "{shown}");
}

fn print(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    text
}

fn validation() -> OwnershipValidation {
    OwnershipValidation::new(OwnershipValidationRequired {
        destination_conf: BUCKET.into(),
        ownership_challenge: "proof".into(),
    })
}

#[test]
fn requests_and_values_do_not_print_it() {
    let one = pcaps::create(ACCOUNT, full(1, "ORD", BUCKET));
    let two = ownership::create(ACCOUNT, OwnershipRequest::new(BUCKET));
    let three = ownership::validate(ACCOUNT, validation());
    silent(&format!(
        "{one:?} {one:#?} {two:?} {two:#?} {three:?} {three:#?}"
    ));
    silent(&format!("{:?}", one.request(Checks::On)));
    silent(&format!("{:?}", two.request(Checks::On)));
    silent(&format!("{:?}", three.request(Checks::On)));
    // One of a kind that is not known yet, too.
    let unknown = serde_json::json!({"type": "future", "destination_conf": BUCKET});
    let unknown = CaptureRequest::Unrecognized(unknown);
    silent(&format!("{unknown:?} {unknown:#?}"));
    let shown = format!("{:?} {}", three.body, three.body.destination_conf);
    assert!(
        shown.contains("pcaps-bucket"),
        "what is not secret is shown: {shown}"
    );
    silent(&shown);
    // It travels, of course.
    let body = one.request(Checks::On).unwrap().body().as_bytes().unwrap();
    assert_eq!(bodies::parse(body)["destination_conf"], BUCKET);
}

#[test]
fn answers_do_not_print_it() {
    each(|server, client| {
        let answer =
            bodies::text("ownership-create-response.json").replace("gs://bucket-test", BUCKET);
        server.fault(bodies::canned(200, &answer));
        let own = ownership::create(ACCOUNT, OwnershipRequest::new("s3://b"));
        let reply = client.send_full(own).unwrap();
        assert_eq!(reply.output.destination_conf.expose(), BUCKET);
        silent(&format!("{reply:?} {:#?}", reply.output));
    });
}

#[test]
fn clients_do_not_print_it() {
    for credentials in canaries() {
        let builder = Client::builder()
            .credentials(credentials.clone())
            .base_url("http://127.0.0.1:9")
            .proxy("http://c4nary:c4nary@127.0.0.1:9")
            .header("x-secret", "c4nary")
            .query("secret", "c4nary");
        silent(&format!("{credentials:?} {builder:?} {builder:#?}"));
        let client = builder.build().unwrap();
        silent(&format!("{client:?} {client:#?}"));
        let client = Client::builder().credentials(credentials);
        let client = client.base_url("http://127.0.0.1:9").build().unwrap();
        let prepared = client.prepare(&pcaps::get(ACCOUNT, "1")).unwrap();
        silent(&format!("{prepared:?}"));
    }
    let options = Options::new()
        .header("x-secret", "c4nary")
        .query("secret", "c4nary");
    silent(&format!("{options:?} {options:#?}"));
}

/// What goes wrong, and how it is called then.
fn faults(server: &Server) -> Vec<(Fault, ErrorKind)> {
    let elsewhere = "http://127.0.0.2:9/?secret=c4nary".to_owned();
    vec![
        (Fault::Html502, ErrorKind::Api),
        (Fault::TooManyRequests(300), ErrorKind::Api),
        (Fault::SuccessFalse, ErrorKind::Api),
        (bodies::file(403, "error-unauthorized.json"), ErrorKind::Api),
        (Fault::Truncated, ErrorKind::Decode),
        (Fault::Empty, ErrorKind::Decode),
        (Fault::Drop, ErrorKind::Transport),
        (Fault::Short, ErrorKind::Transport),
        (Fault::Delay(2_000), ErrorKind::Timeout),
        (Fault::Redirect(307, elsewhere), ErrorKind::Redirect),
        (Fault::Redirect(308, server.origin()), ErrorKind::Redirect),
        (
            bodies::canned(200, r#"{"success":true,"result":{"destination_conf":7}}"#),
            ErrorKind::Decode,
        ),
    ]
}

#[test]
fn no_error_and_no_log_prints_it() {
    std::thread::scope(|scope| {
        for credentials in canaries() {
            scope.spawn(move || every_failure(&credentials));
        }
    });
}

/// All of it on this thread, so that the log misses nothing.
fn every_failure(credentials: &Credentials) {
    let local = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut options = server::Options::default();
    options.token = "c4nary".into();
    options.email = "c4nary@example.com".into();
    options.key = "c4nary".into();
    let server = Server::start(options).unwrap();
    let options = once()
        .timeout(Duration::from_millis(500))
        .header("x-secret", "c4nary")
        .query("secret", "c4nary");
    let own = ownership::create(ACCOUNT, OwnershipRequest::new(BUCKET));
    let text = log::of(|| {
        for client in Any::both(&server.base_url(), credentials) {
            let client = client.with(options.clone());
            let send = || match &client {
                Any::Async(client) => local.block_on(client.send(&own)),
                Any::Blocking(client) => client.send(&own),
            };
            silent(&format!("{:?}", send().unwrap()));
            for (fault, kind) in faults(&server) {
                server.fault(fault.clone());
                let error = send().unwrap_err();
                assert_eq!(error.kind(), kind, "{}, {fault:?}: {error}", client.name());
                silent(&print(&error));
            }
            let capture = pcaps::create(ACCOUNT, full(0, "ORD", BUCKET));
            let error = client.send(capture).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Invalid);
            silent(&print(&error));
        }
    });
    assert!(text.contains(TARGET), "{text}");
    silent(&text);
}
