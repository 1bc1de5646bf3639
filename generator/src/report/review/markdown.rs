use std::fmt::Write as _;

use super::{
    Class, behind, best, counted, few, is_urgent, label, noise, nothing, place, rust_words,
    unchanged, values, version, wire_words,
};
use crate::contract::inline;
use crate::diff::{Change, Comparison};

/// What a comment of a pull request may hold, in characters, with room for what a workflow adds.
const LIMIT: usize = 60_000;
/// Items that are shown of one change.
const ITEMS: usize = 8;

/// The reviews of all crates as one comment of a pull request, which is known by its first line. What is too long is left out by whole
/// sections, the least important first.
#[must_use]
pub fn markdown(comparisons: &[Comparison]) -> String {
    let mark = match comparisons {
        [only] => format!("<!-- letterpress:diff {} -->\n", only.name),
        _ => "<!-- letterpress:diff -->\n".to_owned(),
    };
    let mut reports: Vec<String> = comparisons
        .iter()
        .map(|one| of_one(one, usize::MAX))
        .collect();
    // What short ones leave is for the long ones.
    let mut by_length: Vec<usize> = (0..reports.len()).collect();
    by_length.sort_by_key(|index| reports[*index].chars().count());
    let mut room = LIMIT;
    for (number, index) in by_length.iter().enumerate() {
        let share = room / (reports.len() - number);
        if reports[*index].chars().count() > share {
            reports[*index] = of_one(&comparisons[*index], share);
        }
        room = room.saturating_sub(reports[*index].chars().count());
    }
    mark + &reports.join("\n")
}

fn of_one(comparison: &Comparison, limit: usize) -> String {
    let review = &comparison.review;
    let mut text = format!(
        "### API review: `{}`, `{}` → `{}`\n",
        comparison.revision.schema,
        label(&comparison.base),
        label(&comparison.revision)
    );
    let mark = match comparison.is_version_enough() {
        Some(false) => " ❌",
        _ => "",
    };
    let _ = writeln!(text, "**{}**{mark}", version(comparison));
    if is_urgent(comparison) {
        text.push_str("\n⚠️ Urgent: crates that are released already stop working, while code compiles as before.\n");
    }
    let _ = writeln!(
        text,
        "\n| breaking | to be judged | compatible | docs only |\n|--|--|--|--|"
    );
    let counts: Vec<String> = Class::ALL
        .iter()
        .map(|class| {
            review
                .changes
                .iter()
                .filter(|change| Class::of(change) == *class)
                .count()
                .to_string()
        })
        .collect();
    let _ = writeln!(text, "| {} |", counts.join(" | "));
    if review.changes.is_empty() {
        let _ = writeln!(text, "\n{}", nothing(comparison));
    }
    let mut end = String::new();
    if let Some(noise) = noise(comparison) {
        let _ = writeln!(end, "\n{noise}");
    }
    let _ = writeln!(end, "\n{}", unchanged(comparison));
    for class in Class::ALL {
        let changes: Vec<&Change> = review
            .changes
            .iter()
            .filter(|change| Class::of(change) == class)
            .collect();
        section(
            &mut text,
            class,
            &changes,
            limit.saturating_sub(end.chars().count()),
        );
    }
    text + &end
}

/// One class: breaking and risky changes are told one by one, the others in a table that is folded.
fn section(text: &mut String, class: Class, changes: &[&Change], limit: usize) {
    if changes.is_empty() {
        return;
    }
    let folded = matches!(class, Class::New | Class::Docs);
    let mut parts = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        parts.push(if folded {
            row(change)
        } else {
            full(change, number + 1)
        });
    }
    let head = if folded {
        format!(
            "\n<details><summary><b>{} ({})</b></summary>\n\n| change | Rust | where |\n|--|--|--|\n",
            class.title(),
            changes.len()
        )
    } else {
        format!("\n#### {} ({})\n", class.title(), changes.len())
    };
    let tail = if folded { "</details>\n" } else { "" };
    // Room for the sentence about what is left out.
    let mut room = limit
        .saturating_sub(text.chars().count() + head.chars().count() + tail.chars().count() + 200);
    let mut left_out = 0;
    let mut body = String::new();
    for part in parts {
        let length = part.chars().count();
        if left_out > 0 || length > room {
            left_out += 1;
        } else {
            room -= length;
            body.push_str(&part);
        }
    }
    if body.is_empty() && room < 200 {
        let _ = writeln!(
            text,
            "\n{} ({}): left out, the comment is full.",
            class.title(),
            changes.len()
        );
        return;
    }
    text.push_str(&head);
    text.push_str(&body);
    text.push_str(if folded { "\n" } else { "" });
    text.push_str(tail);
    if left_out > 0 {
        let _ = writeln!(
            text,
            "\n{left_out} more are left out: the comment is full. `letterpress diff` shows all."
        );
    }
}

fn full(change: &Change, number: usize) -> String {
    let mut text = format!(
        "\n**{number}. {}** · {} · {}",
        escaped(&change.title),
        wire_words(change.wire),
        rust_words(change)
    );
    if let Some(at) = best(change) {
        let _ = write!(text, " · `{}`", place(at));
    }
    let _ = writeln!(text, " · id `{}`", change.id);
    if !change.items.is_empty() {
        text.push_str("```diff\n");
        for (base, revision) in change.items.iter().take(ITEMS) {
            for (sign, line) in [('-', base), ('+', revision)] {
                if let Some(line) = line {
                    let _ = writeln!(text, "{sign} {line}");
                }
            }
        }
        if change.items.len() > ITEMS {
            let more = counted(change.items.len() - ITEMS, "more item");
            let _ = writeln!(text, "# {more}");
        }
        text.push_str("```\n");
    } else if let Some((before, after)) = values(change) {
        let _ = writeln!(text, "\n{} → {}", code(before), code(after));
    }
    if let Some(operations) = behind(change) {
        let operations: Vec<String> = operations.iter().map(|one| inline(one)).collect();
        let _ = writeln!(text, "Behind {}.", few(&operations, 5));
    }
    if let Some(help) = &change.help {
        let _ = writeln!(text, "To mend: {}.", escaped(help));
    }
    if let Some(reason) = &change.acknowledged {
        let _ = writeln!(text, "✅ Acknowledged: {}", escaped(reason));
    }
    text
}

fn row(change: &Change) -> String {
    let rust = match &change.item {
        Some(item) => format!("{}: {}", rust_words(change), code(item)),
        None => rust_words(change).to_owned(),
    };
    let at = best(change).map(|at| code(&place(at))).unwrap_or_default();
    let title = escaped(&change.title).replace('|', "\\|");
    format!("| {title} | {rust} | {at} |\n")
}

/// Text as code, in a table too.
fn code(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    inline(&line.join(" ").replace('|', "\\|"))
}

/// Titles are ours, but the names in them are the document's: between their backticks they are as they are, elsewhere there is no markup and no mention.
fn escaped(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    let mut out = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some(start) = rest.find('`') {
        let ticks = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        let inside = &rest[start + ticks..];
        let Some(end) = closing(inside, ticks) else {
            break;
        };
        out += &plain(&rest[..start]);
        let end = start + 2 * ticks + end;
        out += &rest[start..end];
        rest = &rest[end..];
    }
    // A backtick that nothing closes is one.
    out + &plain(rest).replace('`', "\\`")
}

/// Where as many backticks as opened it close a piece of code.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find('`')?;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        if run == ticks {
            return Some(start);
        }
        from = start + run;
    }
}

/// Text that is no code.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out += "&lt;",
            '&' => out += "&amp;",
            '@' => out += "@\u{2060}",
            '*' | '_' | '[' | ']' | '\\' | '~' => out.extend(['\\', letter]),
            _ => out.push(letter),
        }
    }
    out
}
