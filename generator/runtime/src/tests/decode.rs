//! Reading: tolerance, what is kept, and what an error says.

use serde_json::json;

use super::shapes::{
    CaptureRequest, Everything, Filter, Level, Outer, SimpleCapture, Status, Target,
};
use super::{fault, read};
use crate::runtime::{self, Maybe, Value};

#[test]
fn null_and_absent_optional_members_are_none() {
    let filter: Filter = read(r#"{"destination_port": null, "protocol": 6}"#);
    assert_eq!(filter.destination_port, None);
    assert_eq!(filter.destination_address, None);
    assert_eq!(filter.protocol, Some(6));
    assert!(filter.extra.is_empty());
}

#[test]
fn unknown_members_are_kept_in_order() {
    let filter: Filter =
        read(r#"{"zeta": [1, {"a": null}], "protocol": 6, "alpha": "x", "\u006did": 1.5}"#);
    let extra: Vec<(&str, &Value)> = filter
        .extra
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    assert_eq!(
        extra,
        [
            ("zeta", &json!([1, {"a": null}])),
            ("alpha", &json!("x")),
            ("mid", &json!(1.5))
        ]
    );
}

#[test]
fn unknown_enum_values_are_kept() {
    assert_eq!(read::<Status>(r#""unknown""#), Status::Unknown);
    assert_eq!(
        read::<Status>(r#""brand-new""#),
        Status::Unrecognized("brand-new".into())
    );
    assert_eq!(Status::from("success"), Status::Success);
    assert_eq!(Status::from("x").to_string(), "x");
}

#[test]
fn value_enums_compare_numbers_as_json_does() {
    assert_eq!(read::<Level>("1"), Level::One);
    assert_eq!(read::<Level>("1.0"), Level::One);
    assert_eq!(read::<Level>("false"), Level::Off);
    assert_eq!(read::<Level>("\"auto\""), Level::Auto);
    assert_eq!(read::<Level>("true"), Level::Unrecognized(json!(true)));
    assert_eq!(read::<Level>("2"), Level::Unrecognized(json!(2)));
    assert_eq!(read::<Level>("0"), Level::Unrecognized(json!(0)));
}

#[test]
fn maybe_tells_absent_from_null() {
    let maybe = |text: &str| read::<Everything>(text).maybe;
    assert_eq!(maybe(r#"{"required": "x"}"#), Maybe::Absent);
    assert_eq!(maybe(r#"{"required": "x", "maybe": null}"#), Maybe::Null);
    assert_eq!(maybe(r#"{"required": "x", "maybe": 7}"#), Maybe::Value(7));
}

#[test]
fn a_known_tag_decodes_its_variant_and_an_unknown_one_is_kept_whole() {
    let simple = r#"{"time_limit":300,"packet_limit":10,"system":"magic-transit","type":"simple"}"#;
    assert!(matches!(read(simple), CaptureRequest::Simple(capture) if capture.time_limit == 300));
    let full = r#"{"type":"full","destination_conf":"s3://b","new":1}"#;
    let CaptureRequest::Full(full) = read(full) else {
        unreachable!("the tag says full");
    };
    assert_eq!(
        serde_json::Value::Object(full.extra),
        json!({"new": 1}),
        "the tag is no extra member"
    );
    let other = r#"{"type":"huge","a":1}"#;
    assert_eq!(
        read::<CaptureRequest>(other),
        CaptureRequest::Unrecognized(json!({"type": "huge", "a": 1}))
    );
    assert_eq!(
        read::<CaptureRequest>("3"),
        CaptureRequest::Unrecognized(json!(3))
    );
}

#[test]
fn a_known_tag_with_a_bad_payload_is_an_error() {
    let error =
        fault::<CaptureRequest>(r#"{"type":"simple","packet_limit":1,"system":"magic-transit"}"#);
    assert_eq!(error.path(), "$.time_limit");
}

#[test]
fn tags_of_nested_unions_are_all_taken_away() {
    let outer =
        read::<Outer>(r#"{"x":0,"kind":"capture","type":"full","destination_conf":"s3://b"}"#);
    let Outer::Capture(CaptureRequest::Full(full)) = outer else {
        unreachable!("the tags say so");
    };
    assert_eq!(serde_json::Value::Object(full.extra), json!({"x": 0}));
    let outer = read::<Outer>(r#"{"level":2.0,"destination_conf":"s3://b"}"#);
    assert!(matches!(outer, Outer::Retry(full) if full.extra.is_empty()));
}

#[test]
fn unions_are_told_by_key_and_by_type() {
    assert!(matches!(
        read(r#"{"destination_conf":"s3://b"}"#),
        Target::Full(_)
    ));
    assert!(matches!(
        read(r#"{"destination_conf":null,"protocol":6}"#),
        Target::Filter(_)
    ));
    assert_eq!(read::<Target>("\"a\""), Target::Name("a".into()));
    assert_eq!(read::<Target>("300"), Target::Number(300.0));
    assert_eq!(read::<Target>("1.5"), Target::Number(1.5));
    assert_eq!(
        read::<Target>("[null]"),
        Target::List(vec![Target::Unrecognized(Value::Null)])
    );
}

#[test]
fn an_error_names_path_and_pointer() {
    let text = r#"[{"destination_port":1},{},{},{"odd name/~":[{"protocol":1.5}]}]"#;
    let error = fault::<Vec<runtime::Entries<Vec<Filter>>>>(
        &text.replace("{\"destination_port\":1}", "{}"),
    );
    assert_eq!(error.path(), r#"$[3]["odd name/~"][0].protocol"#);
    assert_eq!(error.pointer(), "/3/odd name~1~0/0/protocol");
    assert_eq!(
        error.to_string(),
        r#"$[3]["odd name/~"][0].protocol: expected an integer, found the number 1.5"#
    );
    assert_eq!(error.position(), None);
}

#[test]
fn a_missing_required_member_is_named() {
    let error = fault::<Vec<SimpleCapture>>(r#"[{"packet_limit":1,"system":"s","type":"t"}]"#);
    assert_eq!(
        error.to_string(),
        "$[0].time_limit: the member is required and absent"
    );
    assert_eq!(error.pointer(), "/0/time_limit");
}

#[test]
fn null_is_no_value_of_a_required_member() {
    let error = fault::<Everything>(r#"{"required": null}"#);
    assert_eq!(
        error.to_string(),
        "$.required: expected a string, found null"
    );
}

#[test]
fn long_values_are_cut_in_errors() {
    let long = "ä".repeat(5_000);
    let error = fault::<i64>(&format!("\"{long}\"")).to_string();
    assert!(
        error.starts_with("$: expected an integer, found the string \"ää"),
        "{error}"
    );
    assert!(error.ends_with("and 9880 more bytes"), "{error}");
    assert!(error.len() < 250, "{error}");
    assert_eq!(
        fault::<i64>("[1, 2]").to_string(),
        "$: expected an integer, found an array"
    );
    assert_eq!(
        fault::<bool>("{}").to_string(),
        "$: expected a boolean, found an object"
    );
    assert_eq!(
        fault::<String>("true").to_string(),
        "$: expected a string, found `true`"
    );
}

#[test]
fn a_syntax_error_has_line_and_column() {
    let error = fault::<Filter>("{\n  \"protocol\": 6,\n  oops\n}");
    assert_eq!(error.position(), Some((3, 3)));
    assert_eq!(
        error.to_string(),
        "invalid JSON at line 3 column 3: key must be a string"
    );
    assert_eq!(
        fault::<Filter>("").to_string(),
        "invalid JSON at line 1 column 0: EOF while parsing a value"
    );
    assert_eq!(fault::<Filter>("{} x").position(), Some((1, 4)));
    assert_eq!(fault::<Filter>("{\"a\": 1").position(), Some((1, 7)));
    let html = fault::<Filter>("<html></html>");
    assert_eq!(html.position(), Some((1, 1)));
}

#[test]
fn text_that_is_not_utf8_is_an_error_with_its_place() {
    let error = runtime::decode::<Filter>(b"{\n\"a\": \"\xff\"}")
        .map(|_| ())
        .expect_err("it is refused");
    assert_eq!(
        error.to_string(),
        "invalid JSON at line 2 column 7: the text is not UTF-8"
    );
}

#[test]
fn deep_nesting_is_an_error() {
    let error = fault::<Value>(&"[".repeat(10_000));
    assert_eq!(
        error.to_string(),
        "invalid JSON at line 1 column 128: recursion limit exceeded"
    );
    let error = fault::<Target>(&"{\"a\":".repeat(10_000));
    assert!(error.position().is_some());
    let fine = format!("{}{}", "[".repeat(127), "]".repeat(127));
    read::<Value>(&fine);
    let wide = format!("[{}[{{}}]]", "[],{},".repeat(500));
    assert_eq!(read::<Vec<Value>>(&wide).len(), 1_001);
}

#[test]
fn looking_at_a_value_does_not_change_it() {
    let tape =
        runtime::Tape::parse(br#"{"type":"full","n":2.0,"b":true,"z":null}"#).expect("it is JSON");
    let json = tape.json();
    let untagged = json.untagged("type").untagged("nothing").untagged("b");
    let names = |json: runtime::Json<'_>| -> Vec<String> {
        json.members().map(|(name, _)| name.to_owned()).collect()
    };
    assert_eq!(untagged.tag("type"), None);
    assert_eq!(untagged.tag_bool("b"), None);
    assert_eq!(untagged.tag_integer("n"), Some(2));
    assert_eq!(names(untagged), ["n", "z"]);
    assert_eq!(json.tag("type"), Some("full"));
    assert_eq!(names(json), ["type", "n", "b", "z"]);
    assert!(json.has("b") && !json.has("z") && !json.has("y"));
    assert!(json.get("z").is_some_and(runtime::Json::is_null));
}

#[test]
fn the_error_of_a_map_names_the_entry() {
    let error = fault::<Everything>(r#"{"required":"x","labels":{"a":"b","c":[]}}"#);
    assert_eq!(error.path(), "$.labels.c");
    let error = fault::<Everything>(r#"{"required":"x","speed":1,"load":"high"}"#);
    assert_eq!(
        error.to_string(),
        "$.load: expected a number, found the string \"high\""
    );
    let error = fault::<Everything>(r#"{"required":"x","bytes":"*"}"#);
    assert_eq!(
        error.to_string(),
        "$.bytes: expected base64, found the string \"*\""
    );
    let error = fault::<Everything>(r#"{"required":"x","nothing":1}"#);
    assert_eq!(
        error.to_string(),
        "$.nothing: expected null, found the number 1"
    );
}
