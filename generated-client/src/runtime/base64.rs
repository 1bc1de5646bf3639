//! Bytes that travel as base64.

use std::fmt;

use super::{Check, Decode, DecodeError, Encode, Json, Measure, Writer};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes that travel as base64 (RFC 4648, section 4), in a JSON string.
///
/// Read with or without padding, in the alphabet of URLs too, and over several lines as MIME has it (RFC 2045, section 6.8); written in the standard alphabet, with padding, in one line.
#[derive(Clone, Default, Eq, Hash, PartialEq)]
pub struct Base64(pub Vec<u8>);

impl Base64 {
    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The text that travels.
    fn text(&self) -> String {
        let mut text = String::with_capacity(self.text_len());
        for chunk in self.0.chunks(3) {
            let second = chunk.get(1).copied().unwrap_or(0);
            let third = chunk.get(2).copied().unwrap_or(0);
            let bits = u32::from(chunk[0]) << 16 | u32::from(second) << 8 | u32::from(third);
            for place in 0..4 {
                if place <= chunk.len() {
                    let digit = bits >> (18 - 6 * place) & 63;
                    text.push(char::from(ALPHABET[digit as usize]));
                } else {
                    text.push('=');
                }
            }
        }
        text
    }

    /// How many characters travel.
    fn text_len(&self) -> usize {
        self.0.len().div_ceil(3) * 4
    }
}

/// The bytes of a text; none where it is no base64.
fn read(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0_u32, 0);
    let (mut digits, mut padding) = (0_usize, 0);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                padding += 1;
                continue;
            }
            b' ' | b'\t' | b'\r' | b'\n' => continue,
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        digits += 1;
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    (padding <= 2 && digits % 4 != 1).then_some(bytes)
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.0.len())
    }
}

impl Decode for Base64 {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        match json.as_str().and_then(read) {
            Some(bytes) => Ok(Self(bytes)),
            None => Err(json.mismatch("base64")),
        }
    }
}

impl Encode for Base64 {
    fn encode(&self, json: &mut Writer) {
        json.text(&self.text());
    }
}

impl Check for Base64 {
    fn measure(&self) -> Measure<'_> {
        Measure::Length(self.text_len())
    }
}

super::serde!(Base64);
