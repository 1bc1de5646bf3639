//! Members in any order, twice, and many of them.

use serde_json::json;

use super::read;
use super::shapes::{Filter, SimpleCapture, Target};
use crate::runtime::{Map, Tape, Value};

#[test]
fn members_may_come_in_any_order() {
    let members = [
        r#""packet_limit":1"#,
        r#""system":"magic-transit""#,
        r#""type":"simple""#,
        r#""time_limit":2"#,
        r#""filter_v1":{"protocol":6}"#,
        r#""other":{"protocol":7}"#,
    ];
    let straight = members.join(",");
    let expected: SimpleCapture = read(&format!("{{{straight}}}"));
    // Every rotation, forwards and backwards.
    for shift in 0..members.len() {
        let mut turned = members;
        turned.rotate_left(shift);
        assert_eq!(
            read::<SimpleCapture>(&format!("{{{}}}", turned.join(","))),
            expected
        );
        turned.reverse();
        assert_eq!(
            read::<SimpleCapture>(&format!("{{{}}}", turned.join(","))),
            expected
        );
    }
}

/// Near and far from where the last one stood, asked for in any order: each is found once, and what nobody asked for stays in order.
#[test]
fn of_many_members_each_is_found_in_any_order() {
    const COUNT: usize = 24;
    let names: [&'static str; COUNT] =
        std::array::from_fn(|number| &*Box::leak(format!("m{number}").into_boxed_str()));
    let mut chance = fastrand::Rng::with_seed(11);
    for _ in 0..500 {
        let mut written: Vec<usize> = (0..COUNT).collect();
        let mut asked = written.clone();
        // From a few that changed places to none in its place.
        for _ in 0..chance.usize(..COUNT) {
            written.swap(chance.usize(..COUNT), chance.usize(..COUNT));
            asked.swap(chance.usize(..COUNT), chance.usize(..COUNT));
        }
        asked.truncate(chance.usize(..=COUNT));
        let members: Vec<String> = written
            .iter()
            .map(|number| format!("\"m{number}\":[{number},{{\"m0\":0}}]"))
            .collect();
        let text = format!("{{{}}}", members.join(","));
        let tape = Tape::parse(text.as_bytes()).expect("JSON");
        let mut object = tape.json().object().expect("an object");
        for number in &asked {
            let found = object.optional::<Value>(names[*number]).expect("any");
            assert_eq!(
                found,
                Some(json!([number, {"m0": 0}])),
                "{asked:?} of {text}"
            );
            let again = object.optional::<Value>(names[*number]).expect("any");
            assert_eq!(again, None, "{asked:?} of {text}");
        }
        let left: Vec<String> = object
            .extra()
            .expect("any")
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        written.retain(|number| !asked.contains(number));
        let expected: Vec<String> = written
            .iter()
            .map(|number| names[*number].to_owned())
            .collect();
        assert_eq!(left, expected, "{asked:?} of {text}");
    }
}

#[test]
fn of_two_members_with_one_name_the_last_wins() {
    let text =
        r#"{"protocol":1,"x":1,"destination_port":2,"protocol":3,"x":{"x":0,"x":9},"protocol":4}"#;
    let filter: Filter = read(text);
    assert_eq!(filter.protocol, Some(4));
    assert_eq!(filter.destination_port, Some(2));
    assert_eq!(Value::Object(filter.extra), json!({"x": {"x": 9}}));
    let escaped: Filter = read(r#"{"protocol":1,"p\u0072otocol":2}"#);
    assert_eq!(escaped.protocol, Some(2));
    let last_is_null: Filter = read(r#"{"protocol":1,"protocol":null}"#);
    assert_eq!(last_is_null.protocol, None);
    assert!(matches!(
        read(r#"{"destination_conf":"a","destination_conf":null}"#),
        Target::Filter(_)
    ));
}

#[test]
fn of_many_members_the_last_wins_too() {
    let mut text = String::from("{\"protocol\":1,");
    for number in 0..3_000 {
        text.push_str(&format!("\"m{}\":{number},", number % 1_000));
    }
    text.push_str("\"protocol\":6,\"m5\":-1}");
    let filter: Filter = read(&text);
    assert_eq!(filter.protocol, Some(6));
    assert_eq!(filter.extra.len(), 1_000);
    assert_eq!(filter.extra["m5"], json!(-1));
    assert_eq!(filter.extra["m999"], json!(2_999));
    let expected: Map = serde_json::from_str::<Map>(&text)
        .map(|mut map| {
            map.shift_remove("protocol");
            map
        })
        .expect("the text is JSON");
    assert_eq!(filter.extra, expected);
}

#[test]
fn names_of_all_lengths_are_found() {
    let value: Value = read(r#"{"":1,"a":2,"ab":3,"é":4,"a\tb":5}"#);
    assert_eq!(value, json!({"": 1, "a": 2, "ab": 3, "é": 4, "a\tb": 5}));
}
