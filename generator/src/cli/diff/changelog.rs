//! Each crate's CHANGELOG.md: a file of people, which `generate` never touches.

use std::io::ErrorKind;

use super::{Reviewed, unreadable};
use crate::cli::Verdict;
use crate::cli::screen::Screen;
use crate::files;
use crate::pipeline::shown;
use crate::report::review as report;

/// Writes the entry.
pub(super) fn write(reviewed: &Reviewed, screen: &mut Screen) -> Verdict {
    let comparison = &reviewed.comparison;
    let file = reviewed.out.join("CHANGELOG.md");
    let before = match std::fs::read_to_string(&file) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            screen.problems([unreadable(&file, &error)]);
            return Verdict::Bad;
        }
    };
    let shown = shown(&file).display().to_string();
    let nothing = comparison.review.changes.is_empty();
    let text = report::changelog(comparison, before.as_deref(), reviewed.earlier.as_deref());
    let is_same = before.as_ref().map(|before| before.trim_end()) == Some(text.trim_end());
    if is_same || (before.is_none() && nothing) {
        let word = if nothing {
            "nothing changed"
        } else {
            "has all of it"
        };
        screen.data(&format!("{shown}: {word}\n"));
        return Verdict::Fine;
    }
    if let Err(problem) = files::replace(&file, &text) {
        screen.problems([problem]);
        return Verdict::Bad;
    }
    screen.data(&format!("{shown}: written\n"));
    Verdict::Fine
}
