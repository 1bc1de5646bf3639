//! What is on disk against what would be written.

use std::path::Path;

use similar::TextDiff;

use super::Files;
use super::lock::Lock;
use super::survey::{Found, Survey};
use crate::diagnostic::Diagnostic;

/// A file that isn't as it would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Relative to the folder, with `/` between the parts.
    pub path: String,
    /// What is wrong with it.
    pub state: State,
}

/// How a file differs from what would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It isn't there.
    Missing,
    /// It has other content.
    Differs {
        /// From what is there to what would be: a unified diff with three lines of context and without a header. Where nothing but the ends of lines differs, a sentence that says so.
        diff: String,
    },
    /// An earlier run made it, and it is no longer made; or a run that was killed left it behind.
    Leftover,
}

/// Compares, sorted by path.
pub(super) fn check(files: &Files, dir: &Path) -> Result<Vec<Stale>, Vec<Diagnostic>> {
    let _lock = Lock::shared(dir).map_err(|diagnostic| vec![diagnostic])?;
    let survey = Survey::new(files, dir);
    if !survey.problems.is_empty() {
        return Err(survey.problems);
    }
    let differing = survey.differing.into_iter().map(|file| Stale {
        path: file.path.to_owned(),
        state: match file.found {
            Found::Nothing | Found::NoFolder(_) => State::Missing,
            Found::File(found) => State::Differs {
                diff: diff(&String::from_utf8_lossy(&found), file.text),
            },
        },
    });
    let leftover = survey.leftover.into_iter().map(|path| Stale {
        path,
        state: State::Leftover,
    });
    let mut stale: Vec<Stale> = differing.chain(leftover).collect();
    stale.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(stale)
}

fn diff(found: &str, wanted: &str) -> String {
    if found.replace("\r\n", "\n") == wanted.replace("\r\n", "\n") {
        return "only the ends of lines differ (CRLF and LF)\n".to_owned();
    }
    TextDiff::from_lines(found, wanted)
        .unified_diff()
        .context_radius(3)
        .to_string()
}
