use std::fmt::Write as _;

use super::{Class, best, rust_words, wire_words};
use crate::diff::Comparison;

/// A host shows ten annotations of a kind for a step and drops the rest.
const SHOWN: usize = 10;

/// The reviews of all crates as annotations of a workflow: the worst first, at their lines.
#[must_use]
pub fn github(comparisons: &[Comparison]) -> String {
    let mut text = String::new();
    for (class, level) in [
        (Class::Breaking, "error"),
        (Class::Risky, "warning"),
        (Class::New, "notice"),
    ] {
        let changes = comparisons.iter().flat_map(|one| {
            let whose = (comparisons.len() > 1).then_some(one.name.as_str());
            let changes = one.review.changes.iter();
            changes.map(move |change| (whose, change))
        });
        let changes: Vec<_> = changes
            .filter(|(_, change)| Class::of(change) == class)
            .collect();
        let shown = if changes.len() > SHOWN {
            SHOWN - 1
        } else {
            SHOWN
        };
        for (whose, change) in changes.iter().take(shown) {
            let level = if change.acknowledged.is_some() {
                "notice"
            } else {
                level
            };
            // What is gone stands at no line of the file as it is.
            let is_gone = change.revision.is_none();
            let at = best(change).map_or_else(String::new, |at| {
                let file = property(&at.file);
                match is_gone {
                    true => format!(" file={file},"),
                    false => format!(" file={file},line={},col={},", at.line, at.column),
                }
            });
            let was = best(change).filter(|_| is_gone);
            let was = was.map_or_else(String::new, |at| format!(", it was at line {}", at.line));
            let at = if at.is_empty() { " ".to_owned() } else { at };
            let title = property(&format!(
                "{}{}, {}",
                whose.map_or_else(String::new, |name| format!("{name}: ")),
                wire_words(change.wire),
                rust_words(change)
            ));
            let _ = writeln!(
                text,
                "::{level}{at}title={title}::{} (id {}{was})",
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
