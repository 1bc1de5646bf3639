//! The reader of answers beside serde_json's: they take the same texts, and find the same in them.

use crate::runtime::{Tape, Value};

/// What serde_json finds; none where it is no JSON, or nested deeper than it goes.
fn expected(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

fn found(text: &str) -> Option<Value> {
    Tape::scan(text).map(|tape| tape.json().to_value())
}

#[track_caller]
fn agree(text: &str) {
    let (found, expected) = (found(text), expected(text));
    let same = match (&found, &expected) {
        (Some(found), Some(expected)) => same(found, expected),
        (found, expected) => found.is_none() && expected.is_none(),
    };
    assert!(same, "{text:?}: {found:?}, and {expected:?} by serde_json");
}

/// serde_json rounds the last digit of some floats the wrong way, unless it is told to take its time.
fn same(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Number(found), Value::Number(expected)) if found.is_f64() && expected.is_f64() => {
            let (found, expected) = (found.as_f64(), expected.as_f64());
            found.zip(expected).is_some_and(|(found, expected)| {
                found == expected || (found / expected - 1.0).abs() < 1e-15
            })
        }
        (Value::Array(found), Value::Array(expected)) => {
            found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| same(a, b))
        }
        (Value::Object(found), Value::Object(expected)) => {
            let same = |(name, value)| expected.get(name).is_some_and(|other| same(value, other));
            found.len() == expected.len() && found.iter().all(same)
        }
        (found, expected) => found == expected,
    }
}

/// Every kind of value, of space, of escape, and lengths around eight.
const GOOD: &[&str] = &[
    "null",
    " \t\r\n true \t\r\n ",
    "false",
    "0",
    "-0",
    "-0.0",
    "7",
    "-7",
    "300.0",
    "3e2",
    "-3E+2",
    "1.5e-7",
    "0.1",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "1234567890123456789012345678901234567890",
    "1e308",
    "5e-324",
    "1e-400",
    r#""""#,
    r#""1""#,
    r#""1234567""#,
    r#""12345678""#,
    r#""123456789""#,
    r#""1234567\n""#,
    r#""12345678\"""#,
    r#""\"\\\/\b\f\n\r\t""#,
    r#""\u0000\u001f\u00e9\u20ac\uD83D\uDE00\uffff""#,
    "\"\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}\"",
    "\"éééééééééééééé\"",
    "[]",
    "[ ]",
    "[1,2 , 3]",
    "[[],[[]],{}]",
    "{}",
    "{ }",
    r#"{"a":1,"b" : [ {"c":null} ] , "\u0061b":{}}"#,
    r#"{"a":1,"a":2,"b":3,"a":4}"#,
    r#"{"":{"":""}}"#,
    r#"{"$serde_json::private::Number":"1"}"#,
];

/// One thing wrong in each.
const BAD: &[&str] = &[
    "",
    " ",
    "nul",
    "nulll",
    "True",
    "NaN",
    "Infinity",
    "+1",
    "-",
    "01",
    "-01",
    "1.",
    ".5",
    "1.e3",
    "1e",
    "1e+",
    "0x10",
    "1_000",
    "1e400",
    "-1e400",
    "'a'",
    "\"",
    "\"abc",
    "\"12345678",
    "\"a\nb\"",
    "\"1234567\u{1f}\"",
    "\"\u{0}\"",
    r#""\""#,
    r#""\x41""#,
    r#""\u12""#,
    r#""\u12g4""#,
    r#""\ud800""#,
    r#""\ud800\n""#,
    r#""\ud800\ud800""#,
    r#""\udc00""#,
    r#""\u+123""#,
    "[",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1}",
    "]",
    "{",
    r#"{"a""#,
    r#"{"a":"#,
    r#"{"a":1"#,
    r#"{"a":1,"#,
    r#"{"a":1,}"#,
    r#"{,"a":1}"#,
    r#"{"a" 1}"#,
    r#"{"a":1 "b":2}"#,
    r#"{a:1}"#,
    r#"{1:1}"#,
    r#"{"a":1]"#,
    "1 1",
    "{}{}",
    "// no\n1",
    "\u{feff}1",
    "\u{a0}1",
];

#[test]
fn good_texts_are_read_as_serde_json_reads_them() {
    for text in GOOD {
        assert!(expected(text).is_some(), "{text}");
        agree(text);
    }
}

#[test]
fn bad_texts_are_refused_with_a_reason() {
    for text in BAD {
        assert_eq!(expected(text), None, "{text}");
        assert!(Tape::scan(text).is_none(), "{text}");
        let error = Tape::parse(text.as_bytes())
            .map(drop)
            .map_err(|error| error.to_string());
        assert!(
            error.is_err_and(
                |error| error.contains("line 1 column") || error.contains("line 2 column")
            ),
            "{text}"
        );
    }
}

/// Every good text with every byte left out, said twice, or another in its place, alone and inside of others.
#[test]
fn what_is_almost_good_is_judged_as_serde_json_does() {
    let wraps = ["@", "[@]", r#"{"k":@}"#, "[1,@,2]"];
    for text in GOOD {
        for wrap in wraps {
            let text = wrap.replace('@', text);
            for (at, letter) in text.char_indices() {
                let behind = &text[at + letter.len_utf8()..];
                agree(&format!("{}{behind}", &text[..at]));
                agree(&text[..at]);
                for other in [
                    '"', '\\', ',', ':', '{', '}', '[', ']', '0', '9', '-', '.', 'e', 'u', ' ',
                    '\u{1}', 'é',
                ] {
                    agree(&format!("{}{other}{behind}", &text[..at]));
                    agree(&format!("{}{other}{letter}{behind}", &text[..at]));
                }
            }
        }
    }
}

#[test]
fn nesting_ends_where_serde_json_ends_it() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        for depth in [1, 126, 127, 128, 129, 100_000] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            assert_eq!(Tape::scan(&text).is_some(), depth <= 127, "{depth}");
            assert_eq!(
                Tape::parse(text.as_bytes()).is_ok(),
                depth <= 127,
                "{depth}"
            );
        }
    }
}

/// All digits count: the nearest float, as the standard library finds it.
#[test]
fn fractions_are_the_nearest_float() {
    for text in [
        "0.30000000000000004",
        "1.7976931348623157e308",
        "2.2250738585072011e-308",
        "9007199254740992.9",
        "123456789.123456789",
        "8.41245e-7",
    ] {
        let expected: f64 = text.parse().expect("a float");
        let tape = Tape::scan(text).expect("a number");
        assert_eq!(tape.json().number().ok(), Some(expected), "{text}");
    }
}

/// A member that comes again takes the place of the first, however many there are.
#[test]
fn many_members_are_told_apart_as_few_are() {
    for count in [2, 31, 32, 33, 34, 500] {
        let mut members: Vec<String> = (0..count).map(|n| format!(r#""m{n}":{n}"#)).collect();
        members.extend(
            (0..count)
                .step_by(3)
                .map(|n| format!(r#""m{n}":{}"#, n + 1000)),
        );
        let text = format!("{{{}}}", members.join(","));
        let found = found(&text).expect("an object");
        let expected = expected(&text).expect("an object");
        assert_eq!(found, expected, "{count}");
    }
}

/// Names that come again and again are not compared with all that came before.
#[test]
fn one_name_may_come_a_hundred_thousand_times() {
    for names in [vec!["a"], vec!["a", "b", "c"], vec!["a", "\\u0061"]] {
        let members: Vec<String> = (0..100_000)
            .map(|n| format!(r#""{}":{n}"#, names[n % names.len()]))
            .collect();
        let text = format!("{{{}}}", members.join(","));
        let found = found(&text).expect("an object");
        assert_eq!(Some(found), expected(&text));
    }
}
