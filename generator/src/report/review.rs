//! A review, for people and for programs.

mod changelog;
mod github;
mod json;
mod markdown;
mod text;

pub use changelog::{changelog, entries};
pub use github::github;
pub use json::json;
pub use markdown::markdown;
pub use text::text;

use crate::diff::{At, Change, Compared, Comparison, rust, wire};

/// The classes of a report, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Breaking,
    Risky,
    New,
    Docs,
}

impl Class {
    const ALL: [Self; 4] = [Self::Breaking, Self::Risky, Self::New, Self::Docs];

    fn of(change: &Change) -> Self {
        if change.breaks() {
            Self::Breaking
        } else if change.wire == wire::Verdict::Risky || change.silent {
            Self::Risky
        } else if matches!(
            change.rust,
            rust::Verdict::Additive | rust::Verdict::Deprecating
        ) || change.wire == wire::Verdict::Compatible
        {
            Self::New
        } else {
            Self::Docs
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking",
            Self::Risky => "To be judged",
            Self::New => "Compatible",
            Self::Docs => "Documentation only",
        }
    }
}

fn wire_words(verdict: wire::Verdict) -> &'static str {
    match verdict {
        wire::Verdict::None => "wire same",
        wire::Verdict::Compatible => "wire compatible",
        wire::Verdict::Risky => "wire risky",
        wire::Verdict::Breaking => "wire breaks",
    }
}

fn rust_words(change: &Change) -> &'static str {
    match change.rust {
        rust::Verdict::Breaking => "Rust breaks",
        _ if change.silent => "Rust compiles and does another thing",
        rust::Verdict::None => "Rust same",
        rust::Verdict::Docs => "Rust docs",
        rust::Verdict::Deprecating => "Rust warns",
        rust::Verdict::Additive => "Rust adds",
    }
}

fn place(at: &At) -> String {
    format!("{}:{}:{}", at.file, at.line, at.column)
}

/// The place to look at: where it is now, else where it was.
fn best(change: &Change) -> Option<&At> {
    change.revision.as_ref().or(change.base.as_ref())
}

/// What a side is called: of a commit, as much as tells it from others.
fn label(side: &Compared) -> &str {
    let id = side.label.strip_prefix("git:").filter(|id| id.len() == 40);
    let is_hex = id.is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_hex {
        &side.label[..14]
    } else {
        &side.label
    }
}

/// Words of a document on one line of ours: a terminal obeys nothing in them.
fn line(text: &str) -> String {
    let letters = text.chars();
    let letters = letters.map(|letter| if letter.is_control() { ' ' } else { letter });
    letters.collect()
}

/// A few of many.
fn few(names: &[String], most: usize) -> String {
    let shown: Vec<&str> = names.iter().take(most).map(String::as_str).collect();
    match names.len().saturating_sub(most) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Before and after, where the title doesn't say them.
fn values(change: &Change) -> Option<(&str, &str)> {
    let said = |text: &Option<String>| {
        let text = text.as_deref();
        text.is_none_or(|text| change.title.contains(text))
    };
    if !change.items.is_empty() || (said(&change.before) && said(&change.after)) {
        return None;
    }
    let before = change.before.as_deref().unwrap_or("nothing");
    let after = change.after.as_deref().unwrap_or("nothing");
    Some((before, after))
}

/// The operations behind a change, where the title doesn't name the only one.
fn behind(change: &Change) -> Option<&[String]> {
    match change.operations.as_slice() {
        [] => None,
        [only] if change.title.contains(&format!("`{only}`")) => None,
        all => Some(all),
    }
}

/// "needs 0.2.0; letterpress.toml says 0.1.0".
fn version(comparison: &Comparison) -> String {
    let semver = match comparison.semver() {
        crate::diff::Semver::None => return "No release is needed".to_owned(),
        crate::diff::Semver::Patch => "patch",
        crate::diff::Semver::Minor => "minor",
        crate::diff::Semver::Major => "major",
    };
    let Some(needed) = comparison.needed() else {
        return format!("The next release is {}", article(semver));
    };
    let below = comparison.base.version.as_ref();
    let mut words = match below.is_some_and(|version| version.major == 0) {
        true => format!(
            "`{}` needs {needed}: a {semver} change, which the {} number says below 1.0",
            comparison.name,
            if semver == "major" && needed.minor > 0 {
                "second"
            } else {
                "third"
            }
        ),
        false => format!("`{}` needs {needed}: {}", comparison.name, article(semver)),
    };
    if let (Some(false), Some(version)) =
        (comparison.is_version_enough(), &comparison.revision.version)
    {
        words.push_str(&format!("; letterpress.toml says {version}"));
    }
    words
}

fn article(semver: &str) -> String {
    format!("a {semver} release")
}

/// Whether the wire breaks while code does not: a release that mends it is urgent.
fn is_urgent(comparison: &Comparison) -> bool {
    comparison.review.wire() == wire::Verdict::Breaking
        && comparison.review.rust() != rust::Verdict::Breaking
}

/// What the schema doesn't explain: another version of Letterpress changed it, or nobody generated the crate anew.
fn noise(comparison: &Comparison) -> Option<String> {
    let count = comparison.noise.map(|noise| noise.items)?;
    let (base, revision) = (&comparison.base, &comparison.revision);
    if count == 0 {
        return None;
    }
    let changes = counted(comparison.review.changes.len(), "schema change");
    let items = counted(count, "Rust item");
    Some(if base.generator == revision.generator {
        let verb = if count == 1 { "is" } else { "are" };
        format!(
            "{changes}, {items} of {} {verb} not what its schema makes: its crate was not generated anew",
            base.label
        )
    } else {
        let (was, is) = (&base.generator, &revision.generator);
        format!("{changes}, {items} changed by letterpress {was} -> {is}")
    })
}

/// What there is to say where no change is.
fn nothing(comparison: &Comparison) -> &'static str {
    match noise(comparison) {
        Some(_) => "Nothing changed in the schema.",
        None => "Nothing changed, neither on the wire nor in Rust.",
    }
}

fn unchanged(comparison: &Comparison) -> String {
    format!(
        "Unchanged: {}, {}",
        counted(comparison.review.unchanged_operations, "operation"),
        counted(comparison.review.unchanged_items, "public item")
    )
}

fn counted(count: usize, what: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {what}{ending}")
}
