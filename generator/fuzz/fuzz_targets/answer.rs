//! Bytes as the body of an answer: a client takes what serde_json takes, finds the same in it, and says where the rest is wrong.
#![no_main]

use letterpress_runtime::runtime::Tape;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let expected: Result<Value, _> = serde_json::from_slice(bytes);
    match (Tape::parse(bytes), expected) {
        (Ok(tape), Ok(expected)) => assert_eq!(tape.json().to_value(), expected),
        (found, expected) => {
            let (found, expected) = (found.err(), expected.err());
            assert_eq!(found.is_some(), expected.is_some(), "{found:?}, and {expected:?} by serde_json");
            let said = found.map(|error| error.to_string()).unwrap_or_default();
            assert!(said.contains(" column ") || std::str::from_utf8(bytes).is_err(), "{said}");
        }
    }
});
