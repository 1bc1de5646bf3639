//! letterpress-acks.toml: breaking changes that are meant, each with its reason.

use serde::Deserialize;

use super::Review;
use crate::diagnostic::{Code, Diagnostic};

/// The name of the file; it stands beside letterpress.toml.
pub const FILE_NAME: &str = "letterpress-acks.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    acknowledged: Vec<Entry>,
}

/// One acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Of the change, as the report shows it.
    pub id: String,
    /// The crate, by its name in letterpress.toml.
    #[serde(rename = "crate")]
    pub name: String,
    /// What it was about, for those who read the file.
    pub rule: String,
    /// Why it is meant.
    pub reason: String,
}

/// Reads the text of the file.
///
/// # Errors
///
/// `LP0604`: it is no such file.
pub fn read(text: &str) -> Result<Vec<Entry>, Diagnostic> {
    let file: File = toml::from_str(text).map_err(|error| problem(error.message()))?;
    match file
        .acknowledged
        .iter()
        .find(|entry| entry.reason.trim().is_empty() || entry.id.is_empty())
    {
        Some(entry) => Err(problem(&format!(
            "the entry `{}` gives no reason",
            entry.id
        ))),
        None => Ok(file.acknowledged),
    }
}

fn problem(why: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0604"), format!("{FILE_NAME} can't be read: {why}"))
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
            None => stale.push(
                Diagnostic::error(
                    Code("LP0603"),
                    format!(
                        "the acknowledgement `{}` ({}) acknowledges nothing",
                        entry.id, entry.rule
                    ),
                )
                .help(format!("remove it from {FILE_NAME}")),
            ),
        }
    }
    stale
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
