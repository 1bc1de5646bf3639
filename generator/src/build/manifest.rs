//! What a module needs of the Cargo.toml of the crate that includes it.

use std::fmt::Write as _;
use std::path::Path;

use toml::{Table, Value};

use crate::files::Files;

/// Whether the manifest at `path` has the dependencies and the features of the generated crate. If not: the lines to paste.
pub(super) fn holds(path: &Path, files: &Files) -> Result<(), String> {
    let wanted = files.0.get("Cargo.toml").and_then(|text| text.parse().ok());
    let found = std::fs::read_to_string(path)
        .ok()
        .and_then(|text| text.parse().ok());
    let (Some(wanted), Some(found)) = (wanted, found) else {
        // Cargo has read both kinds before; where it did, they are TOML.
        return Ok(());
    };
    let lines = missing(&wanted, &found);
    if lines.is_empty() {
        return Ok(());
    }
    Err(format!(
        "the generated module needs more than `{}` has. Add to it:\n\n{lines}",
        path.display()
    ))
}

fn missing(wanted: &Table, found: &Table) -> String {
    let mut lines = String::new();
    for name in ["dependencies", "features"] {
        let has = |key: &str| {
            found
                .get(name)
                .and_then(Value::as_table)
                .is_some_and(|table| table.contains_key(key))
        };
        let entries: Vec<String> = wanted
            .get(name)
            .and_then(Value::as_table)
            .into_iter()
            .flatten()
            // What is on by default is for the crate around to say.
            .filter(|(key, _)| *key != "default" && !has(key))
            .map(|(key, value)| format!("{key} = {value}"))
            .collect();
        if !entries.is_empty() {
            let _ = writeln!(lines, "[{name}]\n{}\n", entries.join("\n"));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::missing;

    #[test]
    fn only_what_is_missing_is_asked_for() {
        let wanted = "[dependencies]\nbytes = \"1\"\nhttp = { version = \"1\", optional = true }\n[features]\nasync = [\"dep:http\"]\n";
        let found = "[dependencies]\nbytes = { workspace = true }\n";
        let lines = missing(
            &wanted.parse().expect("TOML"),
            &found.parse().expect("TOML"),
        );
        assert_eq!(
            lines,
            "[dependencies]\nhttp = { version = \"1\", optional = true }\n\n[features]\nasync = [\"dep:http\"]\n\n"
        );
        assert_eq!(
            missing(
                &wanted.parse().expect("TOML"),
                &wanted.parse().expect("TOML")
            ),
            ""
        );
    }
}
