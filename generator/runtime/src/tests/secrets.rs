//! Secrets stay out of everything that people read.

use super::shapes::{CaptureRequest, FullCapture};
use super::{fault, read, write};
use crate::runtime::{Secret, SecretUri, Tape};

#[test]
fn a_secret_is_shown_nowhere_and_sent_whole() {
    let secret = Secret::from("hunter2");
    assert_eq!(
        format!("{secret} {secret:?} {secret:#?}"),
        "[redacted] Secret([redacted]) Secret([redacted])"
    );
    assert_eq!(secret.expose(), "hunter2");
    assert_eq!(write(&secret), "\"hunter2\"");
    assert_eq!(read::<Secret>("\"hunter2\""), secret);
}

#[test]
fn a_secret_uri_is_shown_without_query_fragment_and_user() {
    let shown = |text: &str| SecretUri::from(text).to_string();
    assert_eq!(
        shown("s3://bucket/a?region=x&key=hunter2"),
        "s3://bucket/a?[redacted]"
    );
    assert_eq!(
        shown("https://user:hunter2@host:1/p"),
        "https://[redacted]@host:1/p"
    );
    assert_eq!(shown("https://u:hunter2@x@host"), "https://[redacted]@host");
    assert_eq!(shown("https://host/#hunter2"), "https://host/#[redacted]");
    assert_eq!(shown("https://host/#a?hunter2"), "https://host/#[redacted]");
    assert_eq!(shown("gs://bucket"), "gs://bucket");
    assert_eq!(shown("https://host/@path"), "https://host/@path");
    assert_eq!(shown("?hunter2"), "?[redacted]");
    let uri = SecretUri::from("s3://b?key=hunter2");
    assert_eq!(format!("{uri:?}"), "SecretUri(\"s3://b?[redacted]\")");
    assert_eq!(uri.expose(), "s3://b?key=hunter2");
}

#[test]
fn a_struct_with_a_secret_does_not_show_it() {
    let text = r#"{"type":"full","destination_conf":"s3://b?key=hunter2"}"#;
    let request: CaptureRequest = read(text);
    assert!(!format!("{request:?} {request:#?}").contains("hunter2"));
    assert_eq!(write(&request), text);
}

#[test]
fn an_error_does_not_show_what_stands_in_place_of_a_secret() {
    let error = fault::<FullCapture>(r#"{"destination_conf":["hunter2"]}"#);
    assert_eq!(
        error.to_string(),
        "$.destination_conf: expected a string, found an array"
    );
    let error = fault::<Secret>("1234");
    assert_eq!(error.to_string(), "$: expected a string, found a number");
    assert_eq!(
        format!("{error:?}"),
        "DecodeError($: expected a string, found a number)"
    );
}

#[test]
fn a_tape_does_not_show_its_text() {
    let tape = Tape::parse(b"[\"hunter2\"]").expect("it is JSON");
    assert_eq!(
        format!("{tape:?} {:?}", tape.json()),
        "Tape { nodes: 2 } Json(Array)"
    );
}
