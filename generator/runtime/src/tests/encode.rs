//! Writing: the text itself.

use serde_json::json;

use super::shapes::{
    CaptureRequest, Everything, Filter, FullCapture, Outer, SimpleCapture, SimpleCaptureRequired,
};
use super::{read, write};
use crate::runtime::{self, Base64, Encode, Maybe, Writer};

fn full() -> FullCapture {
    read(r#"{"destination_conf":"s3://b?k=1","byte_limit":100}"#)
}

#[test]
fn members_are_written_in_the_document_s_order() {
    let capture = SimpleCapture::new(SimpleCaptureRequired {
        packet_limit: 10_000,
        time_limit: 300,
    })
    .filter_v1(Filter::new().destination_port(443));
    assert_eq!(
        write(&CaptureRequest::from(capture)),
        r#"{"packet_limit":10000,"system":"magic-transit","type":"simple","time_limit":300,"filter_v1":{"destination_port":443}}"#
    );
    assert_eq!(write(&Filter::new()), "{}");
}

#[test]
fn a_tag_that_the_variant_does_not_declare_comes_first() {
    assert_eq!(
        write(&CaptureRequest::Full(full())),
        r#"{"type":"full","destination_conf":"s3://b?k=1","byte_limit":100}"#
    );
    assert_eq!(
        write(&Outer::Capture(CaptureRequest::Full(full()))),
        r#"{"kind":"capture","type":"full","destination_conf":"s3://b?k=1","byte_limit":100}"#
    );
    assert_eq!(
        write(&Outer::Retry(full())),
        r#"{"retry":true,"destination_conf":"s3://b?k=1","byte_limit":100}"#
    );
}

#[test]
fn a_tag_needs_an_object() {
    let refused = |value: &dyn Encode| {
        let mut json = Writer::new();
        json.tagged("type", "full", value);
        json.finish().map_err(|error| error.to_string())
    };
    let message = Err(String::from("a tag can only be written into an object"));
    assert_eq!(refused(&"text"), message);
    assert_eq!(refused(&vec![full()]), message);
    assert_eq!(
        refused(&json!({"a": 1})),
        Ok(br#"{"type":"full","a":1}"#.to_vec())
    );
    assert_eq!(refused(&json!({})), Ok(br#"{"type":"full"}"#.to_vec()));
}

#[test]
fn null_is_written_where_a_member_is_nullable() {
    let mut value: Everything = read(r#"{"required":"success"}"#);
    assert_eq!(write(&value), r#"{"required":"success","nullable":null}"#);
    value.maybe = Maybe::Null;
    value.nullable = Some("x".into());
    assert_eq!(
        write(&value),
        r#"{"required":"success","nullable":"x","maybe":null}"#
    );
    value.maybe = 3.into();
    assert_eq!(
        write(&value),
        r#"{"required":"success","nullable":"x","maybe":3}"#
    );
}

#[test]
fn text_is_escaped() {
    let text = "\"\\\n\u{1}é\u{1F600}</script>\u{2028}";
    let written = write(&text);
    assert_eq!(
        serde_json::from_str::<String>(&written).expect("it is JSON"),
        text
    );
    assert_eq!(read::<String>(&written), text);
}

#[test]
fn a_member_is_never_written_twice() {
    let mut filter = Filter::new().destination_port(443);
    filter.extra.insert("destination_port".into(), json!(80));
    let error = runtime::encode(&vec![filter]).expect_err("it is refused");
    assert_eq!(error.pointer(), "/0/destination_port");
    let mut filter = Filter::new();
    filter.extra.insert("destination_port".into(), json!(80));
    assert_eq!(write(&filter), r#"{"destination_port":80}"#);
    let mut capture: SimpleCapture = read(
        r#"{"packet_limit":1,"system":"magic-transit","type":"simple","time_limit":2,"filter_v1":{"protocol":6}}"#,
    );
    capture.extra.insert("protocol".into(), json!(17));
    assert!(write(&capture).ends_with(r#""filter_v1":{"protocol":6},"protocol":17}"#));
    let mut tagged = full();
    tagged.extra.insert("type".into(), json!("simple"));
    assert_eq!(
        runtime::encode(&CaptureRequest::Full(tagged))
            .expect_err("it is refused")
            .pointer(),
        "/type"
    );
}

#[test]
fn bytes_travel_as_base64() {
    let cases = [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ];
    for (bytes, text) in cases {
        let value = Base64::from(bytes.as_bytes());
        assert_eq!(value.to_string(), text);
        assert_eq!(read::<Base64>(&write(&value)), value);
        let bare = text.trim_end_matches('=');
        assert_eq!(
            read::<Base64>(&write(&bare)),
            value,
            "padding may be missing"
        );
    }
    let all: Vec<u8> = (0..=255).collect();
    assert_eq!(read::<Base64>(&write(&Base64(all.clone()))).as_bytes(), all);
    assert_eq!(
        read::<Base64>("\"_-8\"").as_bytes(),
        read::<Base64>("\"/+8=\"").as_bytes()
    );
    // As MIME has it, and as it may come by hand.
    for text in ["YWJjZGVm", "YWJj\\r\\nZGVm", " YWJj ZGVm\\n", "YWJjZGVm=="] {
        let read = read::<Base64>(&format!("\"{text}\""));
        assert_eq!(read.as_bytes(), b"abcdef", "{text}");
        assert_eq!(write(&read), "\"YWJjZGVm\"");
    }
    for wrong in ["A", "A===", "Zg=a", "Zm9v!"] {
        super::fault::<Base64>(&write(&wrong));
    }
}
