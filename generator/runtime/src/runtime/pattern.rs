//! Patterns that texts have to match.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use regex_lite::Regex;

use super::{Measure, Rules};

/// A regular expression of the document, in the dialect that this crate runs.
#[derive(Clone, Copy, Debug)]
pub struct Pattern(pub &'static str);

impl Rules<'_> {
    /// The text has a part that matches this pattern.
    pub fn pattern(self, Pattern(pattern): Pattern) -> Self {
        let fine = match self.value.measure() {
            Measure::Text(text) | Measure::Secret(text) => matches(pattern, text),
            _ => true,
        };
        self.hold(fine, format_args!("must match the pattern {pattern}"))
    }
}

/// Whether a part of the text matches the pattern. What is no pattern of this dialect matches anything: the press lets none pass.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    static KNOWN: OnceLock<Mutex<HashMap<&'static str, Option<Parts>>>> = OnceLock::new();
    let mut known = KNOWN
        .get_or_init(Mutex::default)
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let parts = known
        .entry(pattern)
        .or_insert_with(|| parts(pattern))
        .clone();
    drop(known);
    parts.is_none_or(|parts| {
        let mut parts = parts.iter();
        parts.all(|(holds, regex)| regex.is_match(text) == *holds)
    })
}

/// What a pattern asks, each with whether it has to be found.
type Parts = Arc<[(bool, Regex)]>;

/// `^(?!a)(?=b)c` asks that `^(?:a)` is not found, `^(?:b)` is, and `^c` is; any other pattern asks for itself.
fn parts(pattern: &str) -> Option<Parts> {
    let looks = |rest: &str| rest.starts_with("(?=") || rest.starts_with("(?!");
    let Some(mut rest) = pattern.strip_prefix('^').filter(|rest| looks(rest)) else {
        return Some(Arc::new([(true, Regex::new(pattern).ok()?)]));
    };
    let mut parts = Vec::new();
    while looks(rest) {
        let end = end_of_group(rest)?;
        let asked = Regex::new(&format!("^(?:{})", &rest[3..end])).ok()?;
        parts.push((rest.starts_with("(?="), asked));
        rest = &rest[end + 1..];
    }
    parts.push((true, Regex::new(&format!("^{rest}")).ok()?));
    Some(parts.into())
}

/// Where the group ends that a pattern starts with. A bracket that means itself is escaped, in classes too.
fn end_of_group(pattern: &str) -> Option<usize> {
    let (mut depth, mut escaped) = (0_usize, false);
    pattern.char_indices().find_map(|(index, char)| {
        if std::mem::take(&mut escaped) {
            return None;
        }
        match char {
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(index)
    })
}
