use std::fmt::Write as _;

use super::{Class, best, rust_words, wire_words};
use crate::diff::Comparison;

/// A host shows ten annotations of a kind for a step and drops the rest.
const SHOWN: usize = 10;

/// The review as annotations of a workflow: the worst first, at their lines.
#[must_use]
pub fn github(comparison: &Comparison) -> String {
    let mut text = String::new();
    for (class, level) in [
        (Class::Breaking, "error"),
        (Class::Risky, "warning"),
        (Class::New, "notice"),
    ] {
        let changes: Vec<_> = comparison
            .review
            .changes
            .iter()
            .filter(|change| Class::of(change) == class)
            .collect();
        let shown = if changes.len() > SHOWN {
            SHOWN - 1
        } else {
            SHOWN
        };
        for change in changes.iter().take(shown) {
            let level = if change.acknowledged.is_some() {
                "notice"
            } else {
                level
            };
            let at = best(change).map_or_else(String::new, |at| {
                format!(
                    " file={},line={},col={},",
                    property(&at.file),
                    at.line,
                    at.column
                )
            });
            let at = if at.is_empty() { " ".to_owned() } else { at };
            let title = property(&format!(
                "{}, {}",
                wire_words(change.wire),
                rust_words(change)
            ));
            let _ = writeln!(
                text,
                "::{level}{at}title={title}::{} (id {})",
                data(&change.title),
                change.id
            );
        }
        if changes.len() > shown {
            let _ = writeln!(
                text,
                "::{level} ::{} more: {}",
                changes.len() - shown,
                class.title()
            );
        }
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
