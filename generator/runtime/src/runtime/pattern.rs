//! Patterns: of texts, and of the names of members.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use regex_lite::Regex;

use super::{Decode, DecodeError, Entries, Json, Measure, Object, Rules};

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

impl Object<'_> {
    /// The members whose names match this pattern, of those that nobody took, each a `T`.
    ///
    /// # Errors
    ///
    /// Where a value is not a `T`.
    pub fn matching<T: Decode>(
        &mut self,
        Pattern(pattern): Pattern,
    ) -> Result<Entries<T>, DecodeError> {
        self.pass_to(self.end);
        let mut entries = Entries::new();
        for at in std::mem::take(&mut self.passed) {
            match self.tape.name(at as usize) {
                Some(name) if matches(pattern, name) => {
                    let value = Json::new(self.tape, at as usize + 1, 0);
                    let value =
                        T::decode(value).map_err(|error| error.in_member(name.to_owned()))?;
                    entries.insert(name, value);
                }
                _ => self.passed.push(at),
            }
        }
        Ok(entries)
    }
}

/// Whether a part of the text matches the pattern. What is no pattern of this dialect matches anything: the press lets none pass.
fn matches(pattern: &'static str, text: &str) -> bool {
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
