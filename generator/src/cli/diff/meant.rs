//! letterpress-acks.toml, as the command reads and writes it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Reviewed, unreadable};
use crate::cli::Verdict;
use crate::cli::screen::Screen;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::diff::acknowledged;
use crate::files;
use crate::pipeline::shown;
use crate::source::Sources;

/// letterpress-acks.toml, which stands beside letterpress.toml.
pub(super) fn acks_file() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let folder = Config::find(&here).and_then(|config| config.parent().map(Path::to_path_buf));
    folder.unwrap_or(here).join(acknowledged::FILE_NAME)
}

/// The names of the crates of the letterpress.toml beside the file.
pub(super) fn crates_here() -> Vec<String> {
    let here = std::env::current_dir().unwrap_or_default();
    let config = Config::find(&here)
        .and_then(|config| Config::read(&config, &mut Sources::new(), &mut Diagnostics::new()));
    let crates = config.map_or_else(Vec::new, |config| config.crates);
    crates.into_iter().map(|asked| asked.name.value).collect()
}

/// The entries of the file; where there is none, nothing is acknowledged.
pub(super) fn acknowledgements(
    file: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<acknowledged::Entry> {
    match std::fs::read_to_string(file) {
        Ok(text) => {
            let file = sources.add_file(shown(file), text);
            acknowledged::read(file, sources, diagnostics)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            diagnostics.push(unreadable(file, &error));
            Vec::new()
        }
    }
}

/// Writes an entry for each crate that has the change: several may be made of one document.
pub(super) fn acknowledge(
    reviewed: &[Reviewed],
    id: &str,
    reason: &str,
    file: &Path,
    screen: &mut Screen,
) -> Verdict {
    let found = reviewed.iter().filter_map(|one| {
        let mut changes = one.comparison.review.changes.iter();
        let change = changes.find(|change| change.id == id && change.breaks())?;
        Some((&one.comparison.name, change))
    });
    let found: Vec<_> = found.filter(|_| !reason.trim().is_empty()).collect();
    if found.is_empty() {
        let problem = Diagnostic::error(
            Code("LP0605"),
            format!(
                "no breaking change of this comparison has the id `{id}`, or no reason was given"
            ),
        )
        .help("take the id from the report, and say why the change is meant");
        screen.problems([problem]);
        return Verdict::Bad;
    }
    let new = found
        .iter()
        .filter(|(_, change)| change.acknowledged.is_none())
        .map(|(name, change)| acknowledged::entry(name, id, change.rule, reason));
    let entries: String = new.collect();
    if !entries.is_empty() {
        let before = std::fs::read_to_string(file).unwrap_or_default();
        let text = format!("{before}{entries}");
        if let Err(problem) = files::replace(file, text.trim_start()) {
            screen.problems([problem]);
            return Verdict::Bad;
        }
    }
    screen.data(&format!(
        "{}: {id} is acknowledged\n",
        shown(file).display()
    ));
    Verdict::Fine
}
