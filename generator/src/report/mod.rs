//! Diagnostics as text and JSON.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostics, Severity};
use crate::source::Sources;

/// For people.
#[must_use]
pub fn text(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        let severity = match diagnostic.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let _ = writeln!(
            text,
            "{severity}[{}]: {}",
            diagnostic.code.0, diagnostic.message
        );
        for label in &diagnostic.labels {
            if let Some(location) = sources.locate(&label.place) {
                let path = sources.path(location.file).display();
                let _ = writeln!(
                    text,
                    "  --> {path}:{}:{} {}",
                    location.line, location.column, label.text
                );
            }
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(text, "  help: {help}");
        }
        text.push('\n');
    }
    text
}

/// For programs.
#[must_use]
pub fn json(diagnostics: &Diagnostics, _sources: &Sources) -> String {
    diagnostics
        .iter()
        .map(|diagnostic| format!("{}\n", serde_json::json!({ "code": diagnostic.code.0, "message": diagnostic.message, "help": diagnostic.help })))
        .collect()
}
