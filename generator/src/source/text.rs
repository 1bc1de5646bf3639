//! Bytes of a file to text, and offsets in a text to lines and columns.

use std::fs::File;
use std::io::{self, Read as _};
use std::ops::Range;
use std::path::Path;

use super::syntax::Finding;
use crate::diagnostic::{Code, Diagnostic};

/// The largest file that is read.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Reads a file. Where it is not text, a readable likeness of it comes with the finding that says so.
pub(super) fn read(path: &Path) -> Result<(String, Option<Finding>), Diagnostic> {
    let unreadable = |error| unreadable(path, &error);
    let file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(LARGEST)).unwrap_or(0) + 1);
    // A device has no length, and may have no end.
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        let message = format!(
            "`{}` is longer than {LARGEST} bytes, which is the limit",
            path.display()
        );
        return Err(Diagnostic::error(Code("LP0009"), message)
            .help("split the document, or make sure that this is the file you meant"));
    }
    Ok(decode(bytes))
}

/// Says that a file could not be read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("`{}` cannot be read: {error}", path.display());
    let diagnostic = Diagnostic::error(Code("LP0001"), message);
    match error.kind() {
        io::ErrorKind::NotFound => diagnostic.help(
            "paths are relative to letterpress.toml, or to the current folder for `--schema`",
        ),
        _ => diagnostic.help("name a file that this user may read"),
    }
}

/// A byte order mark is no part of the text.
pub(super) fn without_bom(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    text
}

fn decode(bytes: Vec<u8>) -> (String, Option<Finding>) {
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    match String::from_utf8(bytes) {
        Ok(text) => {
            let problem = text.find('\0').map(|at| nul(at - mark));
            (text, problem)
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let byte = bytes[valid];
            let text = String::from_utf8_lossy(&bytes).into_owned();
            (text, Some(not_utf8(valid - mark.min(valid), byte)))
        }
    }
}

fn nul(at: usize) -> Finding {
    Finding::new("LP0002", "the file holds a NUL character")
        .at(at..at + 1, "here")
        .help("remove it; a document is text")
}

fn not_utf8(at: usize, byte: u8) -> Finding {
    // U+FFFD stands where the byte was.
    Finding::new(
        "LP0002",
        format!("the file is not UTF-8: byte 0x{byte:02x}"),
    )
    .at(at..at + '\u{fffd}'.len_utf8(), "here")
    .help("save the file as UTF-8")
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// How many characters stand before each block: a text of one line is megabytes long, and thousands of places in it may be asked for.
    characters: Vec<usize>,
}

/// Bytes of a block.
const BLOCK: usize = 1024;

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        let mut before = 0;
        let mut characters = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            before += begun(block);
            characters.push(before);
        }
        Self { starts, characters }
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    pub(super) fn position(&self, text: &str, at: usize) -> (usize, usize) {
        let at = at.min(text.len());
        let line = self.starts.partition_point(|start| *start <= at);
        let start = self.starts[line - 1];
        let column = self.before(text, at) - self.before(text, start);
        (line, column + 1)
    }

    /// The bytes of a line, counted from 1, without its end.
    pub(super) fn bytes(&self, text: &str, line: usize) -> Range<usize> {
        let start = self.starts[line - 1];
        let end = self.starts.get(line).map_or(text.len(), |next| next - 1);
        let end = match text[start..end].ends_with('\r') {
            true => end - 1,
            false => end,
        };
        start..end
    }

    /// How many characters begin before a byte.
    fn before(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK;
        self.characters[block] + begun(&text.as_bytes()[block * BLOCK..at])
    }
}

/// How many characters begin in these bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn columns_are_counted_in_characters_across_blocks() {
        let text = format!("ab\n{}ü!\n", "é".repeat(3000));
        let lines = Lines::new(&text);
        assert_eq!(lines.position(&text, 0), (1, 1));
        assert_eq!(lines.position(&text, 3), (2, 1));
        assert_eq!(lines.position(&text, 3 + 2 * 2999), (2, 3000));
        assert_eq!(lines.position(&text, text.len() - 2), (2, 3002));
        assert_eq!(lines.position(&text, text.len()), (3, 1));
    }

    #[test]
    fn a_line_is_without_its_end() {
        let text = "a\r\n\nbc";
        let lines = Lines::new(text);
        assert_eq!(
            [1, 2, 3].map(|line| &text[lines.bytes(text, line)]),
            ["a", "", "bc"]
        );
        assert_eq!(Lines::new("").bytes("", 1), 0..0);
    }
}
