//! serde's own traits, a line a type.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::shapes::{CaptureRequest, Everything, Filter, Level, Status, Target};
use crate::runtime::Entries;

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Log {
    request: CaptureRequest,
    statuses: Vec<Status>,
    level: Level,
}

#[test]
fn types_can_be_part_of_a_derived_struct() {
    let text = r#"{"request":{"type":"full","destination_conf":"s3://b","byte_limit":300,"new":[1.5,-2,"a\"b",null]},"statuses":["unknown","odd"],"level":1}"#;
    let log: Log = serde_json::from_str(text).expect("the text is a log");
    assert_eq!(
        log.statuses,
        [Status::Unknown, Status::Unrecognized("odd".into())]
    );
    assert_eq!(serde_json::to_string(&log).expect("a log is JSON"), text);
}

#[test]
fn types_are_read_from_values_and_readers() {
    let value = json!({"protocol": 6.0, "destination_port": null, "b": {"c": [true]}, "a": -1});
    let filter: Filter = serde_json::from_value(value.clone()).expect("the value is a filter");
    assert_eq!(filter.protocol, Some(6));
    assert_eq!(
        serde_json::to_value(&filter).expect("a filter is JSON"),
        json!({"protocol": 6, "b": {"c": [true]}, "a": -1})
    );
    let text = value.to_string();
    assert_eq!(
        serde_json::from_reader::<_, Filter>(text.as_bytes()).expect("the text is a filter"),
        filter
    );
    assert_eq!(
        Filter::deserialize(&value).expect("the value is a filter"),
        filter
    );
}

#[test]
fn an_error_keeps_its_path() {
    let error = serde_json::from_value::<Vec<Filter>>(json!([{}, {"protocol": "tcp"}]))
        .expect_err("it is refused");
    assert_eq!(
        error.to_string(),
        "$.protocol: expected an integer, found the string \"tcp\""
    );
    let error = serde_json::to_string(&Target::Number(f64::NAN)).expect_err("it is refused");
    assert_eq!(error.to_string(), "NaN is no JSON number");
}

#[test]
fn depth_is_limited_for_every_format() {
    let mut value = json!(null);
    for _ in 0..200 {
        value = json!([value]);
    }
    let error = serde_json::from_value::<Target>(value).expect_err("it is refused");
    assert_eq!(error.to_string(), "arrays and objects are nested too deep");
}

#[test]
fn entries_keep_order_and_compare_without_it() {
    let entries: Entries<i64> = [("b", 1), ("a", 2), ("b", 3)].into_iter().collect();
    assert_eq!(entries.iter().collect::<Vec<_>>(), [("b", &3), ("a", &2)]);
    assert_eq!(entries, Entries::from([("a", 2), ("b", 3)]));
    assert_ne!(entries, Entries::from([("a", 2)]));
    assert_eq!(format!("{entries:?}"), r#"{"b": 3, "a": 2}"#);
    let mut entries = entries;
    assert_eq!(entries.insert("b", 4), Some(3));
    assert_eq!(entries.remove("b"), Some(4));
    assert_eq!(
        (entries.len(), entries.get("a"), entries.get("b")),
        (1, Some(&2), None)
    );
    let names: Vec<(String, i64)> = entries.into_iter().collect();
    assert_eq!(names, [("a".to_owned(), 2)]);
}

#[test]
fn everything_survives_serde() {
    let value = json!({
        "required": "success", "optional": "2020-01-01T00:00:00Z", "nullable": null, "maybe": 3,
        "list": [1, null, 7.5], "labels": {"b": "1"}, "bytes": "AQID", "inner": {"required": "a", "nullable": null}, "speed": 1.5,
    });
    let everything: Everything = serde_json::from_value(value.clone()).expect("it is one");
    assert_eq!(
        serde_json::to_value(&everything).expect("it is JSON"),
        value
    );
}
