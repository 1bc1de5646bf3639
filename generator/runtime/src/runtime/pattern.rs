//! Patterns that texts have to match.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{Measure, Rules};

/// A regular expression of the document.
pub trait Expression: Copy {
    /// In the dialect that this crate runs.
    fn text(self) -> &'static str;

    /// What a text is asked, where this is an expression of the dialect.
    fn asked(text: &str) -> Option<Asked>;
}

/// Whether a part of a text matches.
pub type Asked = Box<dyn Fn(&str) -> bool + Send + Sync>;

/// An expression that names no property of Unicode.
#[derive(Clone, Copy, Debug)]
pub struct Pattern(pub &'static str);

impl Expression for Pattern {
    fn text(self) -> &'static str {
        self.0
    }

    fn asked(text: &str) -> Option<Asked> {
        let regex = regex_lite::Regex::new(text).ok()?;
        Some(Box::new(move |text| regex.is_match(text)))
    }
}

impl Rules<'_> {
    /// The text has a part that matches this pattern.
    pub fn pattern<E: Expression>(self, pattern: E) -> Self {
        self.pattern_of(pattern.text(), pattern)
    }

    /// The same, of a pattern that the document writes in another dialect.
    pub fn pattern_of<E: Expression>(self, written: &str, pattern: E) -> Self {
        let fine = match self.value.measure() {
            Measure::Text(text) | Measure::Secret(text) => matches(pattern, text),
            _ => true,
        };
        self.hold(fine, format_args!("must match the pattern {written}"))
    }
}

/// Whether a part of the text matches the pattern. What is no pattern of this dialect matches anything: the press lets none pass.
pub(super) fn matches<E: Expression>(pattern: E, text: &str) -> bool {
    known(pattern.text(), E::asked).is_none_or(|parts| {
        let mut parts = parts.iter();
        parts.all(|(holds, asked)| asked(text) == *holds)
    })
}

/// What each pattern asks is made once.
fn known(pattern: &'static str, asked: fn(&str) -> Option<Asked>) -> Option<Parts> {
    static KNOWN: OnceLock<Mutex<HashMap<&'static str, Option<Parts>>>> = OnceLock::new();
    let mut known = KNOWN
        .get_or_init(Mutex::default)
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let parts = known.entry(pattern);
    parts.or_insert_with(|| parts_of(pattern, asked)).clone()
}

/// What a pattern asks, each with whether it has to be found.
type Parts = Arc<[(bool, Asked)]>;

/// `^(?!a)(?=b)c` asks that `^(?:a)` is not found, `^(?:b)` is, and `^c` is; any other pattern asks for itself.
fn parts_of(pattern: &str, asked: fn(&str) -> Option<Asked>) -> Option<Parts> {
    let looks = |rest: &str| rest.starts_with("(?=") || rest.starts_with("(?!");
    let Some(mut rest) = pattern.strip_prefix('^').filter(|rest| looks(rest)) else {
        return Some(Arc::new([(true, asked(pattern)?)]));
    };
    let mut parts = Vec::new();
    while looks(rest) {
        let end = end_of_group(rest)?;
        let ahead = asked(&format!("^(?:{})", &rest[3..end]))?;
        parts.push((rest.starts_with("(?="), ahead));
        rest = &rest[end + 1..];
    }
    parts.push((true, asked(&format!("^{rest}"))?));
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
