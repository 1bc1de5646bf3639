//! letterpress-acks.toml: breaking changes that are meant, each with its reason.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::Review;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Origin, Sources};

/// The name of the file; it stands beside letterpress.toml.
pub const FILE_NAME: &str = "letterpress-acks.toml";

/// The file as TOML has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    acknowledged: Vec<Spanned<Written>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Spanned<String>,
    #[serde(rename = "crate")]
    name: String,
    rule: String,
    reason: Spanned<String>,
}

/// One acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Of the change, as the report shows it.
    pub id: String,
    /// The crate, by its name in letterpress.toml.
    pub name: String,
    /// What it was about, for those who read the file.
    pub rule: String,
    /// Why it is meant.
    pub reason: String,
    /// Where its id stands.
    pub origin: Origin,
}

/// Reads the file, of which the text is in `sources` already.
///
/// What is wrong with it is told as `LP0604`, each problem at its place; the entries are then those without one.
pub fn read(file: FileId, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let parsed = toml::from_str::<File>(sources.text(file));
    let mut report = |sources: &mut Sources, why: &str, range: Range<usize>| {
        let place = sources.add_span(file, range).place();
        diagnostics.push(problem(why).at(place, ""));
    };
    let written = match parsed {
        Ok(parsed) => parsed.acknowledged,
        Err(error) => {
            report(sources, error.message(), error.span().unwrap_or_default());
            return Vec::new();
        }
    };
    let mut entries = Vec::new();
    for entry in written {
        let entry = entry.into_inner();
        if entry.id.get_ref().trim().is_empty() {
            report(sources, "the id is empty", entry.id.span());
        } else if entry.reason.get_ref().trim().is_empty() {
            report(sources, "the reason is empty", entry.reason.span());
        } else {
            entries.push(Entry {
                origin: sources.add_span(file, entry.id.span()),
                id: entry.id.into_inner(),
                name: entry.name,
                rule: entry.rule,
                reason: entry.reason.into_inner(),
            });
        }
    }
    entries
}

fn problem(why: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0604"), format!("{FILE_NAME} can't be used: {why}"))
        .help("a table `[[acknowledged]]` a change: `crate`, `id`, `rule`, `reason`")
}

/// Marks the changes of a crate that are acknowledged, and says which entries acknowledge nothing.
pub fn apply(entries: &[Entry], name: &str, review: &mut Review) -> Vec<Diagnostic> {
    let mut stale = Vec::new();
    for entry in entries.iter().filter(|entry| entry.name == name) {
        match review
            .changes
            .iter_mut()
            .find(|change| change.id == entry.id && change.breaks())
        {
            Some(change) => change.acknowledged = Some(entry.reason.clone()),
            None => stale.push(entry.stale("no breaking change has this id")),
        }
    }
    stale
}

/// The entries of crates that letterpress.toml does not name; none of them, where there is no letterpress.toml.
pub fn of_nothing(entries: &[Entry], crates: &[String]) -> Vec<Diagnostic> {
    let nobody = |entry: &&Entry| !crates.is_empty() && !crates.contains(&entry.name);
    let told =
        |entry: &Entry| entry.stale(&format!("letterpress.toml has no crate `{}`", entry.name));
    entries.iter().filter(nobody).map(told).collect()
}

impl Entry {
    fn stale(&self, why: &str) -> Diagnostic {
        let message = format!(
            "the acknowledgement `{}` ({}) acknowledges nothing",
            self.id, self.rule
        );
        Diagnostic::error(Code("LP0603"), message)
            .at(self.origin.place(), why)
            .help("remove this `[[acknowledged]]` table")
    }
}

/// The entry as it is appended to the file.
#[must_use]
pub fn entry(name: &str, id: &str, rule: &str, reason: &str) -> String {
    let text = |text: &str| toml::Value::from(text).to_string();
    format!(
        "\n[[acknowledged]]\ncrate = {}\nid = {}\nrule = {}\nreason = {}\n",
        text(name),
        text(id),
        text(rule),
        text(reason)
    )
}
