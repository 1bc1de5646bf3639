//! The nodes of JSON, straight off its bytes: what a parser of YAML takes a third of a second for in a document of 13 MB.

use std::borrow::Cow;
use std::ops::Range;

use super::index::Builder;

/// Adds the nodes of a text. `None`: it is not JSON, and may be YAML.
pub(super) fn read(text: &str, builder: &mut Builder<'_>) -> Option<()> {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
    };
    // What closes the objects and lists that are open.
    let mut open = Vec::new();
    loop {
        scanner.skip_space();
        let start = scanner.at;
        match scanner.next()? {
            b'{' | b'[' => {
                let object = scanner.bytes[start] == b'{';
                let close = if object { b'}' } else { b']' };
                builder.start(object, true, range(start..scanner.at), 0);
                scanner.skip_space();
                if scanner.peek() != Some(close) {
                    open.push(close);
                    if object {
                        scanner.key(text, builder)?;
                    }
                    continue;
                }
                scanner.at += 1;
                builder.end(range(scanner.at - 1..scanner.at));
            }
            b'"' => {
                scanner.skip_string()?;
                builder.scalar("", range(start..scanner.at), 0);
            }
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
                scanner.skip_word();
                builder.scalar("", range(start..scanner.at), 0);
            }
            _ => return None,
        }
        // What follows a value: an end of what holds it, and of what holds that, or the next.
        loop {
            scanner.skip_space();
            let Some(close) = open.last() else {
                return scanner.peek().is_none().then_some(());
            };
            match scanner.next()? {
                b',' if *close == b'}' => {
                    scanner.skip_space();
                    scanner.key(text, builder)?;
                    break;
                }
                b',' => break,
                found if found == *close => {
                    builder.end(range(scanner.at - 1..scanner.at));
                    open.pop();
                }
                _ => return None,
            }
        }
    }
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// A number, `true`, `false`, `null`.
    fn skip_word(&mut self) {
        while let Some(b'a'..=b'z' | b'E' | b'0'..=b'9' | b'+' | b'-' | b'.') = self.peek() {
            self.at += 1;
        }
    }

    /// The rest of a string. Whether anything in it is escaped.
    fn skip_string(&mut self) -> Option<bool> {
        let mut escaped = false;
        loop {
            match self.next()? {
                b'"' => return Some(escaped),
                b'\\' => {
                    escaped = true;
                    self.at += 1;
                }
                _ => {}
            }
        }
    }

    /// A key and its colon.
    fn key(&mut self, text: &str, builder: &mut Builder<'_>) -> Option<()> {
        let start = self.at;
        if self.next()? != b'"' {
            return None;
        }
        let escaped = self.skip_string()?;
        let written = text.get(start..self.at)?;
        let key = if escaped {
            Cow::Owned(serde_json::from_str::<String>(written).ok()?)
        } else {
            Cow::Borrowed(&written[1..written.len() - 1])
        };
        builder.scalar(&key, range(start..self.at), 0);
        self.skip_space();
        (self.next()? == b':').then_some(())
    }
}

/// A file is at most 256 MiB.
fn range(range: Range<usize>) -> Range<u32> {
    let narrow = |at| u32::try_from(at).unwrap_or(u32::MAX);
    narrow(range.start)..narrow(range.end)
}

#[cfg(test)]
mod tests {
    use super::super::index::Index;

    /// What the parser of YAML finds in JSON, this finds.
    #[test]
    fn the_nodes_are_those_of_the_parser_of_yaml() {
        for text in [
            "{}",
            "[]",
            " [ ] ",
            r#"{"a": 1, "b": [true, null, -1.5e3, "x\"y"], "c": {"d": {}, "e": []}}"#,
            "{\n  \"ä \\n key\": \"wert\",\n  \"list\": [\n    {\"x\": [[1, 2], []]},\n    3\n  ]\n}\n",
        ] {
            let (ours, theirs) = (Index::new(text), Index::of_yaml(text));
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{text}");
        }
    }

    /// The parser of YAML is asked about what is no JSON.
    #[test]
    fn what_is_no_json_is_left_to_the_other() {
        for text in [
            "{a: 1}",
            "{\"a\": 1",
            "[1 2]",
            "{\"a\": 1}}",
            "['x']",
            "{\"a\" 1}",
            "",
        ] {
            let (ours, theirs) = (Index::new(text), Index::of_yaml(text));
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{text}");
        }
    }
}
