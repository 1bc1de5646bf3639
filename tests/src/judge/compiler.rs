//! Runs of the compiler, and which pair each of its messages is about.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::library::put;

/// The workspace, and the pairs in it.
pub(super) struct Bench {
    pub(super) folder: PathBuf,
    pub(super) names: Vec<String>,
}

/// The first message about each pair, by its name.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) breaks: BTreeMap<String, String>,
    pub(super) adds: BTreeMap<String, String>,
    pub(super) deprecates: BTreeMap<String, String>,
}

/// What the compiler said about a caller against a crate.
#[derive(Debug, Default)]
struct Messages {
    errors: BTreeMap<String, String>,
    /// By pair, and within it by text.
    warnings: BTreeMap<String, BTreeSet<String>>,
}

impl Bench {
    pub(super) fn run(&self) -> Said {
        if self.names.is_empty() {
            return Said::default();
        }
        let before = self.own("before", "base");
        self.own("after", "revision");
        let forward = self.against("before", "revision");
        let mut said = Said {
            breaks: forward.errors,
            adds: self.against("after", "base").errors,
            ..Said::default()
        };
        for (name, warnings) in &forward.warnings {
            let known = before.warnings.get(name).cloned().unwrap_or_default();
            if let Some(new) = warnings.difference(&known).next() {
                said.deprecates.insert(name.clone(), new.clone());
            }
        }
        said
    }

    /// A caller against its own version, which it has to fit.
    fn own(&self, caller: &str, library: &str) -> Messages {
        let messages = self.turn(caller, library, &self.names.iter().collect::<Vec<_>>());
        assert!(
            messages.errors.is_empty(),
            "callers don't fit the crates that they were made for: {:#?}",
            messages.errors
        );
        messages
    }

    /// A caller against the other version. The compiler leaves out later errors where it has earlier ones: who has one is taken out, until nobody has.
    fn against(&self, caller: &str, library: &str) -> Messages {
        let mut all = Messages::default();
        loop {
            let left: Vec<&String> = self
                .names
                .iter()
                .filter(|name| !all.errors.contains_key(*name))
                .collect();
            let found = self.turn(caller, library, &left);
            all.warnings = found.warnings;
            if found.errors.is_empty() {
                return all;
            }
            let of_ours = |name: &String| left.contains(&name);
            assert!(found.errors.keys().all(of_ours), "{:#?}", found.errors);
            all.errors.extend(found.errors);
        }
    }

    fn turn(&self, caller: &str, library: &str, names: &[&String]) -> Messages {
        let package = format!("{caller}-{library}");
        let mut text = "#![allow(unused, non_snake_case)]\n\n".to_owned();
        for name in names {
            let path = self.folder.join(caller).join(format!("{name}.rs"));
            writeln!(text, "#[path = {path:?}]\npub mod {name};").expect("a String takes all");
        }
        put(&self.folder.join(&package).join("lib.rs"), &text);
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["check", "--offline", "--quiet", "--message-format", "json"])
            .args(["-p", &package])
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .current_dir(&self.folder)
            .output()
            .expect("Cargo runs");
        let messages = Messages::read(&String::from_utf8_lossy(&output.stdout));
        assert!(
            output.status.success() || !messages.errors.is_empty(),
            "{package}: the compiler failed about no caller: {}\n{}",
            String::from_utf8_lossy(&output.stderr),
            String::from_utf8_lossy(&output.stdout)
                .lines()
                .filter(|line| line.contains("\"level\":\"error\""))
                .take(3)
                .collect::<Vec<_>>()
                .join("\n")
        );
        messages
    }
}

impl Messages {
    fn read(lines: &str) -> Self {
        let mut messages = Self::default();
        for line in lines.lines() {
            let Ok(line) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let message = &line["message"];
            let is_caller = line["target"]["name"]
                .as_str()
                .is_some_and(|name| name.starts_with("before") || name.starts_with("after"));
            let spans = message["spans"].as_array();
            let file = spans
                .into_iter()
                .flatten()
                .filter(|span| span["is_primary"] == Value::Bool(true))
                .filter_map(|span| span["file_name"].as_str())
                .find_map(|file| file.strip_suffix(".rs")?.rsplit('/').next());
            let (true, Some(name)) = (is_caller, file) else {
                continue;
            };
            let code = message["code"]["code"].as_str().unwrap_or("error");
            let text = message["message"].as_str().unwrap_or_default();
            match message["level"].as_str() {
                Some("error") => {
                    let first = messages.errors.entry(name.to_owned());
                    first.or_insert_with(|| format!("{code}: {text}"));
                }
                Some("warning") if code == "deprecated" => {
                    let warnings = messages.warnings.entry(name.to_owned()).or_default();
                    warnings.insert(text.to_owned());
                }
                _ => {}
            }
        }
        messages
    }
}
