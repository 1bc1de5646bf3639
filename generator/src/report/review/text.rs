use std::fmt::Write as _;

use super::{
    Class, behind, best, counted, few, is_urgent, label, line, noise, nothing, place, rust_words,
    unchanged, values, version, wire_words,
};
use crate::diff::{Change, Comparison};

/// Items that are shown of one change.
const ITEMS: usize = 6;

/// The reviews of all crates for a terminal.
#[must_use]
pub fn text(comparisons: &[Comparison]) -> String {
    let reports: Vec<String> = comparisons.iter().map(of_one).collect();
    reports.join("\n")
}

fn of_one(comparison: &Comparison) -> String {
    let review = &comparison.review;
    let mut text = format!(
        "{}: {} -> {}\n",
        comparison.name,
        label(&comparison.base),
        label(&comparison.revision)
    );
    let _ = writeln!(text, "{}.", version(comparison).replace('`', ""));
    if is_urgent(comparison) {
        text.push_str("It is urgent: crates that are released already stop working.\n");
    }
    for class in Class::ALL {
        let changes: Vec<&Change> = review
            .changes
            .iter()
            .filter(|change| Class::of(change) == class)
            .collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{} ({})", class.title(), changes.len());
        for change in changes {
            one(&mut text, change, class);
        }
    }
    if review.changes.is_empty() {
        let _ = writeln!(text, "\n{}", nothing(comparison));
    }
    if let Some(noise) = noise(comparison) {
        let _ = writeln!(text, "\n{noise}");
    }
    let _ = writeln!(text, "\n{}", unchanged(comparison));
    text
}

fn one(text: &mut String, change: &Change, class: Class) {
    let _ = writeln!(text, "\n  {}", line(&change.title).replace('`', ""));
    let where_it_is = best(change).map(place).unwrap_or_default();
    if class == Class::Docs {
        let _ = writeln!(text, "    {where_it_is}");
        // What is said of a path is said of each of its operations; a component has a name.
        let at_path = best(change).is_some_and(|at| at.pointer.starts_with("/paths/"));
        if let Some(operations) = behind(change).filter(|_| at_path) {
            let _ = writeln!(text, "    operations: {}", line(&few(operations, 5)));
        }
        return;
    }
    let _ = writeln!(
        text,
        "    {} · {} · {} · id {}",
        wire_words(change.wire),
        rust_words(change),
        where_it_is,
        change.id
    );
    if let Some(reason) = &change.acknowledged {
        let _ = writeln!(text, "    acknowledged: {}", line(reason));
    }
    if let Some((before, after)) = values(change) {
        let _ = writeln!(text, "    {} -> {}", line(before), line(after));
    }
    for (base, revision) in change.items.iter().take(ITEMS) {
        for (sign, line) in [('-', base), ('+', revision)] {
            if let Some(line) = line {
                let _ = writeln!(text, "    {sign} {line}");
            }
        }
    }
    if change.items.len() > ITEMS {
        let more = counted(change.items.len() - ITEMS, "more item");
        let _ = writeln!(text, "    … {more}");
    }
    if let Some(operations) = behind(change) {
        let _ = writeln!(text, "    operations: {}", line(&few(operations, 5)));
    }
    if let (Some(help), Class::Breaking | Class::Risky) = (&change.help, class) {
        let _ = writeln!(text, "    help: {}", line(help).replace('`', ""));
    }
}
