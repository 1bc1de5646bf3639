//! A document to the Api, without a printed line: every stage holds, and says what it does not take.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    letterpress_fuzz::api(bytes);
});
