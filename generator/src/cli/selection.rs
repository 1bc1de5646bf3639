//! Which crates a command is about: those of letterpress.toml, or one that the arguments describe.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::Verdict;
use super::screen::Screen;
use crate::api::Api;
use crate::config::{Config, Crate};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::parallel;
use crate::pipeline::{self, Output};
use crate::source::Sources;

/// The arguments of `generate` and `check`.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Selection {
    /// The letterpress.toml to use, instead of that of the current folder or the nearest one above
    #[arg(long, value_name = "FILE", conflicts_with = "schema")]
    config: Option<PathBuf>,
    /// The document, where there is no letterpress.toml
    #[arg(long, value_name = "FILE", requires = "out", requires = "name")]
    schema: Option<PathBuf>,
    /// The folder of the crate that is made of `--schema`
    #[arg(long, value_name = "DIR", requires = "schema")]
    out: Option<PathBuf>,
    /// The name of the crate that is made of `--schema`
    #[arg(long, value_name = "NAME", requires = "schema")]
    name: Option<String>,
}

/// A crate that was asked for, and what it would be.
pub(super) struct Pressed {
    pub(super) asked: Crate,
    pub(super) output: Output,
    /// How long that took.
    pub(super) time: Duration,
}

/// A crate of which all is decided, and nothing made.
struct Decided {
    asked: Crate,
    api: Api,
    time: Duration,
}

impl Decided {
    fn press(self) -> Pressed {
        let start = Instant::now();
        let output = pipeline::print(self.api);
        Pressed {
            asked: self.asked,
            output,
            time: self.time + start.elapsed(),
        }
    }
}

impl Selection {
    /// Runs the stages for every crate and prints what they have to say. An error in one of the crates, or a warning where warnings are denied, stops all of them.
    pub(super) fn press(&self, screen: &Screen) -> Result<Vec<Pressed>, Verdict> {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let decided = self.decide(&mut sources, &mut diagnostics);
        let denied = decided
            .as_ref()
            .is_some_and(|(_, deny_warnings)| *deny_warnings && !diagnostics.is_empty());
        let decided = decided
            .filter(|_| !denied && !diagnostics.has_errors())
            .map(|(crates, _)| crates);
        // Nothing more can be said, and saying it means to find its places in the files.
        let told = || screen.told(&diagnostics, &sources);
        let press = || decided.map(|crates| crates.into_iter().map(Decided::press).collect());
        let (told, pressed) = if diagnostics.is_empty() {
            (told(), press())
        } else {
            parallel::both(told, press)
        };
        screen.tell(&told);
        match pressed {
            Some(pressed) => Ok(pressed),
            None if denied && !diagnostics.has_errors() => {
                screen.problems([self::denied(diagnostics.len())]);
                Err(Verdict::No)
            }
            None => Err(Verdict::Bad),
        }
    }

    /// The crates as they are to be, and whether warnings are denied.
    fn decide(
        &self,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Vec<Decided>, bool)> {
        let config = self.config(sources, diagnostics)?;
        let mut decided = Vec::new();
        for asked in config.crates {
            let start = Instant::now();
            // The others are looked at too, so that all problems show.
            if let Some(api) = pipeline::api(&asked, sources, diagnostics) {
                let time = start.elapsed();
                decided.push(Decided { asked, api, time });
            }
        }
        Some((decided, config.deny_warnings))
    }

    /// Tells problems of crates' files, with the line of letterpress.toml that says where they are.
    pub(super) fn tell(&self, screen: &Screen, problems: Vec<(Pressed, Vec<Diagnostic>)>) {
        // What was read before is let go of by now.
        let mut sources = Sources::new();
        let config = self.config(&mut sources, &mut Diagnostics::new());
        let crates = config.map_or_else(Vec::new, |config| config.crates);
        let mut told = Diagnostics::new();
        for (pressed, problems) in problems {
            let out = &pressed.asked.out.value;
            let known = crates.iter().find(|one| one.out.value == *out);
            told.extend(problems.into_iter().map(|problem| match known {
                Some(one) => problem.at(one.out.origin.place(), "the folder of the crate"),
                None => problem,
            }));
        }
        screen.diagnostics(&told, &sources);
    }

    /// What the arguments ask for, as letterpress.toml would say it.
    fn config(&self, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Config> {
        let (Some(schema), Some(out), Some(name)) = (&self.schema, &self.out, &self.name) else {
            return read_config(self.config.as_deref(), sources, diagnostics);
        };
        match Crate::new(name, schema, out) {
            Ok(asked) => Some(Config {
                deny_warnings: false,
                crates: vec![asked],
            }),
            Err(problems) => {
                diagnostics.extend(problems);
                None
            }
        }
    }

    /// The command that writes what these arguments select.
    pub(super) fn generate_command(&self) -> String {
        let mut command = "letterpress generate".to_owned();
        let paths = [
            ("--config", &self.config),
            ("--schema", &self.schema),
            ("--out", &self.out),
        ];
        let paths = paths
            .into_iter()
            .filter_map(|(flag, path)| Some((flag, path.as_ref()?.display().to_string())));
        for (flag, value) in paths.chain(self.name.clone().map(|name| ("--name", name))) {
            command.push_str(&format!(" {flag} {}", quoted(&value)));
        }
        command
    }
}

/// Reads the letterpress.toml that is named, or the one that rules in the current folder.
pub(super) fn read_config(
    named: Option<&Path>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Config> {
    let found = match named {
        Some(named) => Some(named.to_owned()),
        None => std::env::current_dir()
            .ok()
            .and_then(|folder| Config::find(&folder)),
    };
    match found {
        Some(path) => Config::read(&pipeline::shown(&path), sources, diagnostics),
        None => {
            diagnostics.push(no_config());
            None
        }
    }
}

fn no_config() -> Diagnostic {
    Diagnostic::error(Code("LP0422"), "there is no letterpress.toml here, nor in any folder above")
        .help("write one, or name a document: `letterpress generate --schema openapi.yaml --out client --name example-client`")
}

fn denied(warnings: usize) -> Diagnostic {
    let warnings = counted(warnings, "warning");
    Diagnostic::error(
        Code("LP0423"),
        format!("{warnings}, and letterpress.toml denies warnings: nothing was written"),
    )
    .help("mend what they name, or remove `deny = \"warnings\"`")
}

/// `1 file`, `2 files`.
pub(super) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// An argument as a shell takes it.
fn quoted(argument: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:@%+=,".contains(letter);
    if !argument.is_empty() && argument.chars().all(plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', "'\\''"))
    }
}
