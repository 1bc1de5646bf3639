//! Bytes as the body of an answer: a client takes what serde_json takes, finds the same in it, and says where the rest is wrong.
#![no_main]

use letterpress_runtime::runtime::Tape;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let expected: Result<Value, _> = serde_json::from_slice(bytes);
    match (Tape::parse(bytes), expected) {
        (Ok(tape), Ok(expected)) => assert_eq!(tape.json().to_value(), expected),
        (Ok(_), Err(error)) => panic!("taken, although {error}"),
        (Err(error), Ok(_)) => panic!("refused: {error}"),
        (Err(error), Err(_)) => assert!(error.to_string().contains(" column ") || std::str::from_utf8(bytes).is_err(), "{error}"),
    }
});
