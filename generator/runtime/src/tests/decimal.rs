//! Decimals keep their digits.

use crate::runtime::{Decimal, decode, encode};

#[test]
fn every_digit_comes_back() {
    let texts = [
        "[12.50,0.10,3,-0.0,1e2,0.1234567890123456789012345678901234567890]",
        "[18446744073709551616,-9223372036854775808,1.0E-3]",
    ];
    for text in texts {
        let numbers: Vec<Decimal> = decode(text.as_bytes()).expect("numbers");
        let again = encode(&numbers).expect("no number is refused");
        assert_eq!(String::from_utf8_lossy(&again), text);
    }
}

#[test]
fn numbers_are_found_behind_texts_and_members() {
    let text = br#"{"a \" 1.5": "2.50", "b": [true, 7, "\\"], "c": 3.50, "c": 4.50}"#;
    let map: crate::runtime::Map = decode(text).expect("an object");
    assert_eq!(map["c"], 4.5);
    struct Last(Decimal);
    impl crate::runtime::Decode for Last {
        fn decode(json: crate::runtime::Json<'_>) -> Result<Self, crate::runtime::DecodeError> {
            json.object()?.required("c").map(Self)
        }
    }
    let Last(last) = decode(text).expect("an object with `c`");
    assert_eq!(last.as_str(), "4.50");
}

#[test]
fn only_numbers_of_json_are_made_of_text() {
    for text in ["1", "-1.50", "0", "10", "1e9", "1.5E-3", "0.0"] {
        assert_eq!(
            text.parse::<Decimal>().map(|found| found.to_string()),
            Ok(text.to_owned())
        );
    }
    for text in [
        "", "-", "01", "1.", ".5", "1e", "NaN", "1,5", " 1", "+1", "0x1",
    ] {
        assert!(text.parse::<Decimal>().is_err(), "{text:?}");
    }
    assert_eq!(Decimal::from(-3_i64).as_str(), "-3");
}

#[test]
fn what_no_text_was_read_from_has_the_digits_of_64_bits() {
    let number: Decimal = serde_json::from_value(serde_json::json!(0.5)).expect("a number");
    assert_eq!(number.as_str(), "0.5");
}
