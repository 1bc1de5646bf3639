//! What was found, for people and for programs.

mod excerpt;
pub mod json;
pub mod review;
pub mod text;

use std::collections::HashSet;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Sources;

/// Each problem once, in the order of the text; those without a place first.
///
/// A node that several places reach, by an alias of YAML for instance, is read several times and has its problems each time.
fn ordered<'d>(diagnostics: &'d Diagnostics, sources: &Sources) -> Vec<&'d Diagnostic> {
    let mut seen = HashSet::new();
    let mut placed: Vec<_> = diagnostics
        .iter()
        .map(|diagnostic| {
            let label = diagnostic.labels.first();
            let found = label.and_then(|label| sources.find(&label.place));
            let place = found.map(|(file, range)| (file, range.start));
            (place, diagnostic)
        })
        .filter(|(place, diagnostic)| {
            seen.insert((*place, diagnostic.code, diagnostic.message.as_str()))
        })
        .collect();
    placed.sort_by_key(|(place, _)| *place);
    placed
        .into_iter()
        .map(|(_, diagnostic)| diagnostic)
        .collect()
}

/// A path as it is shown: relative to the current folder where it lies in it.
fn shown(path: &Path) -> String {
    let current = std::env::current_dir().ok();
    let inside = current.and_then(|current| path.strip_prefix(current).ok());
    let path = inside.unwrap_or(path);
    let path = path.strip_prefix(".").unwrap_or(path);
    printable(&path.display().to_string())
}

/// A fragment of a document, safe to print: characters that a terminal acts upon, or that nobody sees, are spelled out.
fn printable(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\n' => safe.push_str("\\n"),
            '\r' => safe.push_str("\\r"),
            '\t' => safe.push_str("\\t"),
            char if is_odd(char) => safe.extend(char.escape_unicode()),
            char => safe.push(char),
        }
    }
    safe
}

/// Controls, and what changes direction or has no width.
fn is_odd(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
