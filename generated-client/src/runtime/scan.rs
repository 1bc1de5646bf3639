//! Reads a JSON text onto a tape (RFC 8259).
//!
//! Every answer is read here, so it is no visitor of a generic reader: it goes over the text once, and makes nothing but nodes.
//! What it does not take, it does not explain either: serde_json reads such a text again, and says what is wrong with it.

use super::tape::Node;
use super::tape_builder::{Builder, Members};

/// What a text holds; none where it is no JSON, or refused.
pub(super) fn nodes(text: &str) -> Option<Vec<Node<'_>>> {
    let mut scanner = Scanner {
        text,
        at: 0,
        // A node for each 8 to 12 bytes is what lists of records have.
        builder: Builder::new(text.len() / 8 + 1),
    };
    scanner.space();
    scanner.value()?;
    scanner.space();
    (scanner.at == text.len()).then_some(scanner.builder.nodes)
}

struct Scanner<'a> {
    text: &'a str,
    /// The next byte.
    at: usize,
    builder: Builder<'a>,
}

impl<'a> Scanner<'a> {
    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Passes over a byte that has to be next, and the space behind it.
    fn pass(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)?;
        self.space();
        Some(())
    }

    fn value(&mut self) -> Option<()> {
        let node = match self.peek()? {
            b'"' => self.string()?,
            b'{' => return self.object(),
            b'[' => return self.array(),
            b'-' | b'0'..=b'9' => self.number()?,
            b't' => self.word("true", Node::Boolean(true))?,
            b'f' => self.word("false", Node::Boolean(false))?,
            b'n' => self.word("null", Node::Null)?,
            _ => return None,
        };
        self.builder.nodes.push(node);
        Some(())
    }

    fn array(&mut self) -> Option<()> {
        let start = self.builder.open().ok()?;
        self.at += 1;
        self.space();
        let mut len = 0;
        if self.peek()? != b']' {
            loop {
                self.value()?;
                len += 1;
                self.space();
                if self.peek()? == b']' {
                    break;
                }
                self.pass(b',')?;
            }
        }
        self.at += 1;
        self.builder.close(start, len).ok()
    }

    fn object(&mut self) -> Option<()> {
        let mut members = self.builder.open_object().ok()?;
        self.at += 1;
        self.space();
        if self.peek()? != b'}' {
            loop {
                self.member(&mut members)?;
                self.space();
                if self.peek()? == b'}' {
                    break;
                }
                self.pass(b',')?;
            }
        }
        self.at += 1;
        self.builder.close_object(members).ok()
    }

    fn member(&mut self, members: &mut Members) -> Option<()> {
        if self.peek()? != b'"' {
            return None;
        }
        let name = self.string()?;
        self.builder.name(members, name);
        self.space();
        self.pass(b':')?;
        self.value()
    }

    fn word(&mut self, word: &str, node: Node<'a>) -> Option<Node<'a>> {
        let rest = self.bytes().get(self.at..)?;
        if !rest.starts_with(word.as_bytes()) {
            return None;
        }
        self.at += word.len();
        Some(node)
    }

    /// A string, of which the quote is next.
    #[inline]
    fn string(&mut self) -> Option<Node<'a>> {
        let start = self.at + 1;
        let end = self.plain(start)?;
        if self.bytes().get(end) != Some(&b'"') {
            return self.escaped(start, end);
        }
        self.at = end + 1;
        self.text.get(start..end).map(Node::Text)
    }

    /// A string with an escape at `at`: most have none.
    #[cold]
    fn escaped(&mut self, start: usize, mut at: usize) -> Option<Node<'a>> {
        let (mut text, mut from) = (String::new(), start);
        loop {
            text.push_str(self.text.get(from..at)?);
            match self.bytes()[at] {
                b'"' => {
                    self.at = at + 1;
                    return Some(Node::Owned(text.into()));
                }
                b'\\' => {
                    let (letter, next) = self.escape(at + 1)?;
                    text.push(letter);
                    from = next;
                    at = self.plain(next)?;
                }
                // A control character.
                _ => return None,
            }
        }
    }

    /// What the escape behind a backslash stands for, and where it ends.
    fn escape(&self, at: usize) -> Option<(char, usize)> {
        let letter = match *self.bytes().get(at)? {
            letter @ (b'"' | b'\\' | b'/') => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unit(at + 1),
            _ => return None,
        };
        Some((letter, at + 1))
    }

    /// A character in one UTF-16 unit or two.
    fn unit(&self, at: usize) -> Option<(char, usize)> {
        let high = self.digits(at)?;
        let end = at + 4;
        if !(0xd800..0xdc00).contains(&high) {
            return Some((char::from_u32(high)?, end));
        }
        if self.bytes().get(end..end + 2)? != b"\\u" {
            return None;
        }
        let low = self.digits(end + 2)?;
        if !(0xdc00..0xe000).contains(&low) {
            return None;
        }
        let letter = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
        Some((char::from_u32(letter)?, end + 6))
    }

    /// Four hexadecimal digits.
    fn digits(&self, at: usize) -> Option<u32> {
        let digits = self.bytes().get(at..at + 4)?;
        digits.iter().try_fold(0, |value, digit| {
            Some(value * 16 + char::from(*digit).to_digit(16)?)
        })
    }

    /// Where the first quote, backslash or control character is: eight bytes at a time.
    #[inline]
    fn plain(&self, mut at: usize) -> Option<usize> {
        let bytes = self.bytes();
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let found = special(u64::from_le_bytes(*eight));
            if found != 0 {
                return Some(at + found.trailing_zeros() as usize / 8);
            }
            at += 8;
        }
        plain_end(bytes, at)
    }

    fn number(&mut self) -> Option<Node<'a>> {
        let start = self.at;
        let is_negative = self.peek() == Some(b'-');
        self.at += usize::from(is_negative);
        let first = self.at;
        // Beyond 19 digits it may wrap, and is not looked at.
        let mut value = 0_u64;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
        let len = self.at - first;
        if len == 0 || (len > 1 && self.bytes()[first] == b'0') {
            return None;
        }
        if let Some(b'.' | b'e' | b'E') = self.peek() {
            self.fraction()?;
            return float(self.text.get(start..self.at)?);
        }
        if len < 20 && !is_negative {
            return Some(Node::Unsigned(value));
        }
        let text = self.text.get(start..self.at)?;
        match (text.parse(), text.parse()) {
            (_, Ok(value)) => Some(Node::Unsigned(value)),
            // `-0` is below zero only as a float.
            (Ok(value), _) if value < 0 => Some(Node::Signed(value)),
            _ => float(text),
        }
    }

    /// What follows the whole part of a number.
    fn fraction(&mut self) -> Option<()> {
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.some_digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.some_digits()?;
        }
        Some(())
    }

    fn some_digits(&mut self) -> Option<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }
}

/// Where the first quote, backslash or control character is among the last bytes of a text.
#[cold]
fn plain_end(bytes: &[u8], at: usize) -> Option<usize> {
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
    let rest = bytes.get(at..)?;
    rest.iter().position(is_special).map(|more| at + more)
}

/// A number that is no whole one, or too large for an integer.
fn float<'a>(text: &str) -> Option<Node<'a>> {
    let value: f64 = text.parse().ok()?;
    value.is_finite().then_some(Node::Float(value))
}

/// Of eight bytes: the high bit of the first that is a quote, a backslash or a control character. Bits above it say nothing.
fn special(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let quote = bytes ^ (ONES * b'"' as u64);
    let backslash = bytes ^ (ONES * b'\\' as u64);
    let is_quote = quote.wrapping_sub(ONES) & !quote;
    let is_backslash = backslash.wrapping_sub(ONES) & !backslash;
    let is_control = bytes.wrapping_sub(ONES * 0x20) & !bytes;
    (is_quote | is_backslash | is_control) & HIGH
}
