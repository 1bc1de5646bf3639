//! What came in goes out: `encode(decode(x)) == x` by JSON value, for every shape.

use serde_json::Value;

use super::shapes::{
    CaptureRequest, Everything, Filter, Level, Outer, SimpleCapture, Status, Target,
};
use super::{read, write};
use crate::runtime::{Decode, Encode};

fn comes_back<T: Decode + Encode>(texts: &[&str]) {
    for text in texts {
        let written = write(&read::<T>(text));
        let before: Value = serde_json::from_str(text).expect("the test's text is JSON");
        let after: Value = serde_json::from_str(&written).expect("what is written is JSON");
        assert_eq!(after, before);
    }
}

#[test]
fn structs() {
    comes_back::<Filter>(&[
        "{}",
        r#"{"protocol":6,"new":{"a":[1,2.5,"x",null,true]},"destination_port":-1}"#,
    ]);
    comes_back::<SimpleCapture>(&[
        r#"{"type":"simple","system":"magic-transit","packet_limit":1,"time_limit":2,"filter_v1":{"x":{}},"y":[[]]}"#,
        r#"{"type":"odd","system":"new-system","packet_limit":1,"time_limit":2}"#,
    ]);
}

#[test]
fn every_kind_of_member() {
    comes_back::<Everything>(&[
        r#"{"required":"unknown","nullable":null}"#,
        r#"{"required":"new","nullable":"x","maybe":null,"nothing":null}"#,
        r#"{"required":"success","nullable":null,"optional":"2020-01-01 odd","maybe":255,"list":[1,null,"auto",7.5,[]],"labels":{"b":"1","a":"2"},"any":{"x":1.0},"free":{"y":[]},"bytes":"AQID","inner":{"required":"a","nullable":null,"z":-3},"speed":1.5,"load":2}"#,
    ]);
}

#[test]
fn unions() {
    let requests = [
        r#"{"type":"simple","system":"magic-transit","packet_limit":1,"time_limit":2,"new":1}"#,
        r#"{"destination_conf":"r2://b?secret=1","byte_limit":1.5,"type":"full","new":{"type":"full"}}"#,
        r#"{"type":"huge","x":1}"#,
        "null",
        "[1]",
    ];
    comes_back::<CaptureRequest>(&requests);
    comes_back::<Outer>(&[
        r#"{"kind":"capture","type":"full","destination_conf":"r2://b","x":1}"#,
        r#"{"retry":true,"destination_conf":"r2://b"}"#,
        r#"{"retry":false,"destination_conf":"r2://b"}"#,
    ]);
    comes_back::<Target>(&[
        r#"[{"destination_conf":"a"},{"protocol":1},"name",300,1.5,null,true,[[]]]"#,
    ]);
}

#[test]
fn enums() {
    comes_back::<Status>(&["\"unknown\"", "\"success\"", "\"\"", "\"Success\""]);
    comes_back::<Level>(&["1", "false", "\"auto\"", "null", "{\"a\":1}", "2.5"]);
}
