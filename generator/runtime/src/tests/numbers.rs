//! Numbers: read as they come, written as the wire wants them, never changed.

use serde_json::json;

use super::shapes::Filter;
use super::{fault, read, write};
use crate::runtime::{self, Decode, Value};

#[test]
fn an_integer_is_read_from_every_spelling() {
    for text in ["300", "300.0", "3e2", "3.0E+2", "30000e-2"] {
        assert_eq!(read::<i64>(text), 300, "{text}");
        assert_eq!(read::<u16>(text), 300, "{text}");
        assert_eq!(read::<f64>(text), 300.0, "{text}");
    }
    assert_eq!(read::<i64>("-0"), 0);
    assert_eq!(read::<i64>("-9223372036854775808"), i64::MIN);
    assert_eq!(read::<u64>("18446744073709551615"), u64::MAX);
}

#[test]
fn an_integer_out_of_range_names_the_range() {
    fn says<T: Decode>(text: &str) -> String {
        fault::<Vec<T>>(&format!("[{text}]")).to_string()
    }
    assert_eq!(
        says::<i8>("128"),
        "$[0]: expected an integer from -128 to 127, found the number 128"
    );
    assert_eq!(
        says::<u8>("-1"),
        "$[0]: expected an integer from 0 to 255, found the number -1"
    );
    assert_eq!(
        says::<i64>("9223372036854775808"),
        "$[0]: expected an integer from -9223372036854775808 to 9223372036854775807, found the number 9223372036854775808"
    );
    assert_eq!(
        says::<u64>("1e300"),
        "$[0]: expected an integer from 0 to 18446744073709551615, found the number 1e300"
    );
    assert_eq!(
        says::<i8>("-1e38"),
        "$[0]: expected an integer from -128 to 127, found the number -1e38"
    );
    assert_eq!(
        says::<i64>("1.5"),
        "$[0]: expected an integer, found the number 1.5"
    );
    assert_eq!(
        says::<i64>("\"3\""),
        "$[0]: expected an integer, found the string \"3\""
    );
}

#[test]
fn whole_floats_leave_without_a_fraction() {
    assert_eq!(write(&300.0_f64), "300");
    assert_eq!(write(&10_000.0_f64), "10000");
    assert_eq!(write(&-0.0_f64), "-0");
    assert_eq!(write(&1e15_f64), "1000000000000000");
    assert_eq!(write(&1.5_f64), "1.5");
    assert_eq!(write(&0.1_f64), "0.1");
    assert_eq!(write(&1e300_f64), "1e300");
    assert_eq!(write(&1e-300_f64), "1e-300");
}

#[test]
fn floats_come_back_the_same() {
    let floats = [
        0.1,
        1.0 / 3.0,
        f64::MAX,
        f64::MIN_POSITIVE,
        5e-324,
        123_456_789.123,
        1e21,
        1e20,
        -2.5e-8,
    ];
    for float in floats {
        assert_eq!(
            read::<f64>(&write(&float)).to_bits(),
            float.to_bits(),
            "{float}"
        );
    }
}

#[test]
fn numbers_of_unknown_members_stay_exact() {
    let text = r#"{"a":18446744073709551615,"b":-9223372036854775808,"c":300.0,"d":0.1,"e":9007199254740993}"#;
    let filter: Filter = read(text);
    assert_eq!(filter.extra["a"], json!(u64::MAX));
    assert_eq!(filter.extra["b"], json!(i64::MIN));
    assert_eq!(filter.extra["e"], json!(9_007_199_254_740_993_i64));
    assert_eq!(write(&filter), text);
    assert_eq!(write(&read::<Value>(text)), text);
}

#[test]
fn what_is_no_number_is_refused_with_its_place() {
    let list = vec![
        runtime::Entries::from([("x", 1.0)]),
        runtime::Entries::from([("a/b", f64::NAN)]),
    ];
    let error = runtime::encode(&list).expect_err("it is refused");
    assert_eq!(error.pointer(), "/1/a~1b");
    assert_eq!(error.to_string(), "`/1/a~1b`: NaN is no JSON number");
    assert_eq!(
        runtime::encode(&f64::INFINITY)
            .expect_err("it is refused")
            .to_string(),
        "inf is no JSON number"
    );
}
