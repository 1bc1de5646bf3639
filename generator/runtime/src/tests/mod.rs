//! What only a crate sees of its own runtime: the macros, on the shapes that the generator emits.

mod base;
mod check;
mod credentials;
mod decimal;
mod decode;
mod draft;
mod encode;
mod items;
mod numbers;
mod order;
#[cfg(any(feature = "async", feature = "blocking"))]
mod part_file;
mod policy;
mod round_trip;
mod scan;
mod secrets;
mod serde_traits;
mod shapes;
mod style;
mod text;

use crate::runtime::{self, Decode, DecodeError, Encode};

/// Decodes a text that is as it should be.
fn read<T: Decode>(text: &str) -> T {
    match runtime::decode(text.as_bytes()) {
        Ok(value) => value,
        Err(error) => unreachable!("{error}"),
    }
}

/// The error of a text that is not as it should be.
fn fault<T: Decode>(text: &str) -> DecodeError {
    match runtime::decode::<T>(text.as_bytes()) {
        Ok(_) => unreachable!("`{text}` was decoded"),
        Err(error) => error,
    }
}

/// Encodes a value that has a JSON text.
fn write<T: Encode>(value: &T) -> String {
    let text = runtime::encode(value).expect("the value has a JSON text");
    String::from_utf8(text).expect("JSON is UTF-8")
}
