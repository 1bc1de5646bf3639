//! A document pressed by the command, in a process of its own.

use std::io;
use std::path::Path;

use serde_json::Value;

use crate::documents::Document;
use crate::limits::{self, Ended, Limits};

/// The name of every crate that is made: one package for all of them, so that Cargo keeps what they share.
pub const CRATE: &str = "corpus-client";

/// The most that pressing a document may use. What is killed reserved more than this, and needs not have touched it.
const LIMITS: Limits = Limits {
    seconds: 120,
    address_space: 4096,
};
/// The most memory, in mebibytes, that a document may take.
const MEBIBYTES: u64 = 2048;

/// The diagnostic of a place that no type is made for.
const UNTYPED: &str = "LP0310";

/// What came of pressing a document.
#[derive(Clone, Debug)]
pub struct Pressed {
    /// How it ended.
    pub outcome: Outcome,
    /// Places that hold any JSON value because no type could be made.
    pub untyped: usize,
    /// Seconds of processor time.
    pub seconds: f64,
    /// Peak memory in mebibytes.
    pub mebibytes: u64,
}

/// How pressing a document ended.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// There is a crate.
    Generated,
    /// The document was found wanting.
    Rejected {
        /// The codes of its errors, each once, in order of appearance.
        codes: Vec<String>,
        /// Line and column of the first, and what it says.
        first: String,
    },
    /// A panic, a hang, too much memory, or a rejection without a place.
    Failed(String),
}

/// Presses a document into `folder`, the crate of the document before.
///
/// # Errors
///
/// Where the command can't be run.
pub fn generate(
    letterpress: &Path,
    document: &Document,
    folder: &Path,
    scratch: &Path,
) -> io::Result<Pressed> {
    let (schema, out) = (
        document.path.to_string_lossy(),
        folder.to_string_lossy().into_owned(),
    );
    let arguments = [
        "--message-format",
        "json",
        "generate",
        "--schema",
        &schema,
        "--out",
        &out,
        "--name",
        CRATE,
    ];
    let ended = limits::run(letterpress, &arguments, &[], LIMITS, scratch)?;
    let diagnostics: Vec<Value> = ended
        .stderr
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    Ok(Pressed {
        outcome: outcome(&ended, &diagnostics),
        untyped: diagnostics
            .iter()
            .filter(|found| found["code"] == UNTYPED)
            .count(),
        seconds: ended.seconds,
        mebibytes: ended.mebibytes,
    })
}

fn outcome(ended: &Ended, diagnostics: &[Value]) -> Outcome {
    if ended.timed_out {
        return Outcome::Failed(format!("no end after {} s", LIMITS.seconds));
    }
    if ended.mebibytes > MEBIBYTES {
        return Outcome::Failed(format!("took {} MiB", ended.mebibytes));
    }
    match ended.code {
        Some(0) => Outcome::Generated,
        Some(2) => rejection(diagnostics),
        code => {
            let last = ended.stderr.lines().rfind(|line| !line.starts_with('{'));
            let said = ended
                .stderr
                .lines()
                .find(|line| line.contains("panicked at") || line.contains("allocation"))
                .or(last)
                .unwrap_or_default();
            Outcome::Failed(match code {
                Some(code) => format!("exit code {code}: {said}"),
                None => format!("ended by a signal: {said}"),
            })
        }
    }
}

fn rejection(diagnostics: &[Value]) -> Outcome {
    let errors: Vec<&Value> = diagnostics
        .iter()
        .filter(|found| found["severity"] == "error")
        .collect();
    let mut codes: Vec<String> = Vec::new();
    for error in &errors {
        let code = error["code"].as_str().unwrap_or_default();
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    let Some(first) = errors.first() else {
        return Outcome::Failed("rejected without an error".to_owned());
    };
    let message = first["message"].as_str().unwrap_or_default();
    match (first["line"].as_u64(), first["column"].as_u64()) {
        (Some(line), Some(column)) => Outcome::Rejected {
            codes,
            first: format!("{line}:{column} {message}"),
        },
        _ => Outcome::Failed(format!("rejected without a place: {message}")),
    }
}
