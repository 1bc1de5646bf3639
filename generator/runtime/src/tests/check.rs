//! Checks before sending: all violations, with their places.

use serde_json::json;

use super::read;
use super::shapes::{
    CaptureRequest, Everything, Filter, FullCapture, SimpleCapture, SimpleCaptureRequired, Status,
};
use crate::runtime::{Check, Checker, Rules, Value, Violation};

fn violations(value: &impl Check) -> Vec<Violation> {
    let mut violations = Vec::new();
    value.check(&mut Checker::new("body", &mut violations));
    violations
}

fn says(value: &impl Check) -> Vec<String> {
    violations(value).iter().map(Violation::to_string).collect()
}

/// What the rules of a place say about a value.
fn ruled<T: Check>(value: &T, rules: impl for<'r> FnOnce(Rules<'r>) -> Rules<'r>) -> Vec<String> {
    let mut violations = Vec::new();
    rules(Checker::new("query", &mut violations).member("m", value));
    violations.iter().map(Violation::to_string).collect()
}

#[test]
fn a_value_that_keeps_the_rules_has_no_violations() {
    let capture = SimpleCapture::new(SimpleCaptureRequired {
        packet_limit: 10_000,
        time_limit: 300,
    })
    .filter_v1(Filter::new().destination_port(443));
    assert_eq!(says(&capture), [""; 0]);
    assert_eq!(says(&CaptureRequest::from(capture)), [""; 0]);
}

#[test]
fn all_violations_are_collected_with_their_pointers() {
    let mut filter = Filter::new().destination_port(70_000);
    filter.extra.insert("odd/name".into(), Value::Null);
    let mut capture = SimpleCapture::new(SimpleCaptureRequired {
        packet_limit: 0,
        time_limit: 301,
    })
    .filter_v1(filter);
    capture.system = "magic-wan".into();
    assert_eq!(
        says(&capture),
        [
            "body `/packet_limit` must be at least 1, is 0",
            "body `/system` must be a value that the document names, is \"magic-wan\"",
            "body `/time_limit` must be at most 300, is 301",
            "body `/filter_v1/destination_port` must be at most 65535, is 70000",
            "body `/filter_v1/odd~1name` is no member that the document names",
        ]
    );
    let first = &violations(&capture)[0];
    assert_eq!(
        (first.place, first.pointer.as_str()),
        ("body", "/packet_limit")
    );
    assert_eq!(
        (first.rule.as_str(), first.value.as_deref()),
        ("must be at least 1", Some("0"))
    );
}

#[test]
fn an_unrecognized_variant_is_a_violation() {
    let request = CaptureRequest::Unrecognized(json!({"type": "huge"}));
    assert_eq!(
        says(&request),
        ["body must be one of the document's variants"]
    );
}

#[test]
fn length_counts_characters() {
    let mut filter = Filter::new();
    filter.destination_address = Some("äöü€😀".into());
    assert_eq!(says(&filter), [""; 0]);
    filter.destination_address = Some("äöü€😀!".into());
    assert_eq!(
        says(&filter),
        ["body `/destination_address` must have at most 5 characters, is \"äöü€😀!\""]
    );
}

#[test]
fn a_violation_never_shows_a_secret() {
    let full: FullCapture = read(r#"{"destination_conf":"s3://bucket?key=hunter2-hunter2"}"#);
    let found = violations(&full);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].to_string(),
        "body `/destination_conf` must have at most 24 characters"
    );
    assert!(!format!("{found:?}").contains("hunter2"));
}

#[test]
fn numbers_are_compared_by_value() {
    assert_eq!(ruled(&5_i64, |m| m.minimum(5).maximum(5)), [""; 0]);
    assert_eq!(
        ruled(&5_u8, |m| m.exclusive_minimum(5).exclusive_maximum(5)),
        [
            "query `/m` must be above 5, is 5",
            "query `/m` must be below 5, is 5"
        ]
    );
    assert_eq!(
        ruled(&5_i64, |m| m.minimum(5.5)),
        ["query `/m` must be at least 5.5, is 5"]
    );
    assert_eq!(
        ruled(&0.1_f64, |m| m.maximum(0)),
        ["query `/m` must be at most 0, is 0.1"]
    );
    assert_eq!(ruled(&u64::MAX, |m| m.maximum(i64::MAX)).len(), 1);
    assert_eq!(ruled(&f64::NAN, |m| m.minimum(0)).len(), 1);
}

#[test]
fn multiples_are_decimal() {
    assert_eq!(ruled(&0.3_f64, |m| m.multiple_of(0.1)), [""; 0]);
    assert_eq!(ruled(&19.99_f64, |m| m.multiple_of(0.01)), [""; 0]);
    assert_eq!(ruled(&300_i64, |m| m.multiple_of(60)), [""; 0]);
    assert_eq!(
        ruled(&301_i64, |m| m.multiple_of(60)),
        ["query `/m` must be a multiple of 60, is 301"]
    );
    assert_eq!(
        ruled(&0.35_f64, |m| m.multiple_of(0.1)),
        ["query `/m` must be a multiple of 0.1, is 0.35"]
    );
    assert_eq!(ruled(&7_i64, |m| m.multiple_of(3.5)), [""; 0]);
    assert_eq!(ruled(&1e300_f64, |m| m.multiple_of(7)), [""; 0]);
}

#[test]
fn an_absent_value_breaks_no_rule() {
    assert_eq!(ruled(&None::<i64>, |m| m.minimum(5)), [""; 0]);
    assert_eq!(ruled(&Some(4_i64), |m| m.minimum(5)).len(), 1);
    assert_eq!(
        ruled(&crate::runtime::Maybe::<i64>::Null, |m| m.minimum(5)),
        [""; 0]
    );
    assert_eq!(
        ruled(&crate::runtime::Maybe::Value(4_i64), |m| m.minimum(5)).len(),
        1
    );
}

#[test]
fn lists_are_counted_compared_and_looked_into() {
    let list = vec![1_i64, 20, 3, 1];
    assert_eq!(
        ruled(&list, |m| m.min_items(5).max_items(3).unique_items().items(
            |item| {
                item.maximum(10).minimum(2);
            }
        )),
        [
            "query `/m` must have at least 5 items, is a list of 4 items",
            "query `/m` must have at most 3 items, is a list of 4 items",
            "query `/m` must have no two equal items, is a list of 4 items",
            "query `/m/0` must be at least 2, is 1",
            "query `/m/1` must be at most 10, is 20",
            "query `/m/3` must be at least 2, is 1",
        ]
    );
    assert_eq!(
        ruled(
            &vec![json!({"a": 1, "b": 2}), json!({"b": 2.0, "a": 1})],
            |m| m.unique_items()
        )
        .len(),
        1
    );
    assert_eq!(
        ruled(&vec![json!(1), json!("1"), json!(true), json!([1])], |m| {
            m.unique_items()
        }),
        [""; 0]
    );
    let nested = Some(vec![vec!["ab".to_owned()], vec!["c".to_owned()]]);
    assert_eq!(
        ruled(&nested, |m| m.items(|list| {
            list.items(|text| {
                text.max_length(1);
            });
        })),
        ["query `/m/0/0` must have at most 1 character, is \"ab\""]
    );
}

#[test]
fn elements_and_entries_are_checked() {
    let list = vec![Filter::new(), Filter::new().destination_port(0)];
    assert_eq!(
        says(&list),
        ["body `/1/destination_port` must be at least 1, is 0"]
    );
    let entries = crate::runtime::Entries::from([("a~b", Filter::new().destination_port(0))]);
    assert_eq!(
        says(&entries),
        ["body `/a~0b/destination_port` must be at least 1, is 0"]
    );
}

#[test]
fn objects_are_counted_by_what_is_sent() {
    let small: Everything = read(r#"{"required":"success"}"#);
    assert_eq!(says(&small), ["body must have at least 3 members"]);
    let wrong: Everything = read(
        r#"{"required":"too long","maybe":0,"list":[],"labels":{"a":"1","b":"2"},"inner":{"required":"success","any":1,"maybe":10}}"#,
    );
    assert_eq!(
        says(&wrong),
        [
            "body must have at most 4 members",
            "body `/required` must be a value that the document names, is \"too long\"",
            "body `/required` must have at most 7 characters, is \"too long\"",
            "body `/maybe` must be above 0, is 0",
            "body `/list` must have at least 1 item, is a list of 0 items",
            "body `/labels` must have at most 1 member, is an object of 2 members",
            "body `/inner/maybe` must be below 9.5, is 10",
        ]
    );
}

#[test]
fn values_of_any_type_keep_the_rules_of_their_type() {
    assert_eq!(ruled(&json!(11), |m| m.maximum(10).max_length(1)).len(), 1);
    assert_eq!(
        ruled(&json!("ab"), |m| m.maximum(10).max_length(1)).len(),
        1
    );
    assert_eq!(
        ruled(&json!(null), |m| m.maximum(10).max_length(1)),
        [""; 0]
    );
    assert_eq!(ruled(&json!({"a": 1}), |m| m.min_properties(2)).len(), 1);
    assert_eq!(ruled(&json!([true]), |m| m.min_items(2)).len(), 1);
}

#[test]
fn a_parameter_has_rules_of_its_own() {
    let mut violations = Vec::new();
    let values = vec!["é€".to_owned(), "b".to_owned()];
    Rules::parameter("path", "account_id", &"abc", &mut violations).max_length(2);
    Rules::parameter("query", "status", &Status::from("odd"), &mut violations);
    Rules::parameter("header", "x/y", &values, &mut violations).items(|item| {
        item.min_length(2);
    });
    let violations: Vec<String> = violations.iter().map(Violation::to_string).collect();
    assert_eq!(
        violations,
        [
            "path `/account_id` must have at most 2 characters, is \"abc\"",
            "query `/status` must be a value that the document names, is \"odd\"",
            "header `/x~1y/1` must have at least 2 characters, is \"b\"",
        ]
    );
}

#[test]
fn a_fact_of_a_union_and_of_its_variant_is_told_once() {
    let text = "long".to_owned();
    let mut violations = Vec::new();
    for name in ["m", "m", "n"] {
        let mut checker = Checker::new("body", &mut violations);
        checker.member(name, &text).holds("it is short", |_| false);
    }
    let said: Vec<String> = violations.iter().map(Violation::to_string).collect();
    let told = |name: &str| format!("body `/{name}` must be such that it is short");
    assert_eq!(said, [told("m"), told("n")]);
}
