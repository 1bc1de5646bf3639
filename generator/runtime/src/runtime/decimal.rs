//! Decimals: numbers that keep every digit.

use std::fmt;
use std::str::FromStr;

use super::tape::{Node, Tape};
use super::{Check, Decode, DecodeError, Encode, Json, Measure, TextError, Writer};

/// A number (`format: decimal`) with the digits that it travels with: `12.50` stays `12.50`, however many there are.
///
/// Compared as text.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Decimal(String);

impl Decimal {
    /// The number as it travels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest number of 64 bits.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl FromStr for Decimal {
    type Err = TextError;

    /// From digits as JSON has them: `-12.50`, `3`, `1e9`.
    fn from_str(text: &str) -> Result<Self, TextError> {
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let whole = whole.strip_prefix('-').unwrap_or(whole);
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let leads = whole.len() > 1 && whole.starts_with('0');
        if digits(whole) && digits(fraction) && digits(exponent) && !leads {
            Ok(Self(text.to_owned()))
        } else {
            Err(TextError::new("a number such as -12.50", text))
        }
    }
}

macro_rules! integers {
    ($($name:ty),*) => {$(
        impl From<$name> for Decimal {
            fn from(value: $name) -> Self {
                Self(value.to_string())
            }
        }
    )*};
}

integers!(i32, i64, u32, u64);

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Decode for Decimal {
    fn decode(json: Json<'_>) -> Result<Self, DecodeError> {
        match json.node() {
            Node::Unsigned(value) => Ok(Self(value.to_string())),
            Node::Signed(value) => Ok(Self(value.to_string())),
            Node::Float(value) => Ok(Self(match json.digits() {
                Some(digits) => digits.to_owned(),
                None => value.to_string(),
            })),
            _ => Err(json.mismatch("a number")),
        }
    }
}

impl Encode for Decimal {
    fn encode(&self, json: &mut Writer) {
        json.digits(&self.0);
    }
}

impl Check for Decimal {
    fn measure(&self) -> Measure<'_> {
        match self.0.parse() {
            Ok(whole) => Measure::Integer(whole),
            Err(_) => Measure::Float(self.to_f64()),
        }
    }
}

super::serde!(Decimal);

impl<'a> Json<'a> {
    /// A number as it is written; none where the tape was not read from a text.
    fn digits(self) -> Option<&'a str> {
        let text = self.tape().text?;
        let numbers = self
            .tape()
            .numbers
            .get_or_init(|| written(self.tape(), text));
        let index = numbers
            .binary_search_by_key(&self.at(), |(at, _)| *at)
            .ok()?;
        let start = numbers[index].1;
        let rest = &text[start..];
        let end = rest.find(|char: char| !is_in_number(char));
        Some(&rest[..end.unwrap_or(rest.len())])
    }
}

/// Where each number of a tape is written: both have them in one order.
fn written(tape: &Tape<'_>, text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut next = || {
        while at < bytes.len() {
            match bytes[at] {
                b'"' => {
                    at += 1;
                    while bytes[at] != b'"' {
                        at += if bytes[at] == b'\\' { 2 } else { 1 };
                    }
                    at += 1;
                }
                b'-' | b'0'..=b'9' => {
                    let start = at;
                    while at < bytes.len() && is_in_number(bytes[at].into()) {
                        at += 1;
                    }
                    return start;
                }
                _ => at += 1,
            }
        }
        at
    };
    let nodes = tape.nodes.iter().enumerate();
    let numbers = nodes
        .filter(|(_, node)| matches!(node, Node::Unsigned(_) | Node::Signed(_) | Node::Float(_)));
    numbers.map(|(index, _)| (index, next())).collect()
}

fn is_in_number(char: char) -> bool {
    char.is_ascii_digit() || "+-.eE".contains(char)
}
