//! Patterns that texts have to match.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

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
    static KNOWN: OnceLock<Mutex<HashMap<&'static str, Option<Regex>>>> = OnceLock::new();
    let mut known = KNOWN
        .get_or_init(Mutex::default)
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let regex = known
        .entry(pattern)
        .or_insert_with(|| Regex::new(pattern).ok())
        .clone();
    drop(known);
    regex.is_none_or(|regex| regex.is_match(text))
}
