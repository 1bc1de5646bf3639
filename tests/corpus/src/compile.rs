//! The crate of a document through the compiler, Clippy and rustdoc.
//!
//! All crates take turns in one folder, under one package name, in one workspace with one target folder and the project's own Cargo.lock. So the
//! dependencies are compiled once and nothing is downloaded, and a turn costs what rustc needs for the crate itself. `cargo clippy` stands for
//! `cargo check`: it is the same compiler with Clippy's lints on top, and those of the group `correctness` are errors there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::limits::{self, Ended, Limits};

const LIMITS: Limits = Limits {
    seconds: 900,
    address_space: 20 * 1024,
};

/// The features of a thorough turn: both clients, with everything.
const ALL: &str = "async,blocking,tracing,rustls";

/// The workspace in which the crates take turns.
#[derive(Clone, Debug)]
pub struct Bench {
    folder: PathBuf,
}

/// What the compiler made of a crate.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// Errors of the compiler, of Clippy's group `correctness` and, in a thorough turn, of rustdoc.
    pub errors: usize,
    /// The first of them: its code and where in the crate it stands.
    pub first: String,
    /// Warnings of the compiler and of Clippy as it comes.
    pub warnings: usize,
    /// The first warning's lint.
    pub lint: String,
    /// Seconds of processor time.
    pub seconds: f64,
    /// Peak memory in mebibytes.
    pub mebibytes: u64,
}

impl Bench {
    /// Sets up the workspace in `folder`, with the Cargo.lock of the project.
    ///
    /// # Errors
    ///
    /// Where it can't be written.
    pub fn new(folder: &Path, lock: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        fs::write(
            folder.join("Cargo.toml"),
            "[workspace]\nmembers = [\"crate\"]\nresolver = \"3\"\n",
        )?;
        fs::copy(lock, folder.join("Cargo.lock"))?;
        Ok(Self {
            folder: folder.canonicalize()?,
        })
    }

    /// Where the crate whose turn it is stands.
    #[must_use]
    pub fn crate_folder(&self) -> PathBuf {
        self.folder.join("crate")
    }

    /// Where the output of commands goes.
    #[must_use]
    pub fn scratch(&self) -> &Path {
        &self.folder
    }

    /// Compiles and lints the crate whose turn it is: without default features, and in a `thorough` turn with all of them and its documentation as well.
    ///
    /// # Errors
    ///
    /// Where Cargo can't be run.
    pub fn compile(&self, thorough: bool) -> io::Result<Compiled> {
        let mut compiled = Compiled::default();
        self.turn(&["clippy", "--no-default-features"], &mut compiled)?;
        if thorough {
            let features = ["clippy", "--no-default-features", "--features", ALL];
            self.turn(&features, &mut compiled)?;
            let doc = [
                "doc",
                "--no-deps",
                "--no-default-features",
                "--features",
                ALL,
            ];
            self.turn(&doc, &mut compiled)?;
        }
        Ok(compiled)
    }

    fn turn(&self, arguments: &[&str], compiled: &mut Compiled) -> io::Result<()> {
        let manifest = self.folder.join("Cargo.toml");
        let target = self.folder.join("target");
        let (manifest, target) = (manifest.to_string_lossy(), target.to_string_lossy());
        let mut all = arguments.to_vec();
        all.extend(["--offline", "--quiet", "--message-format", "json"]);
        all.extend(["--manifest-path", &manifest, "--target-dir", &target]);
        // Without incremental state: no crate has seen this one before.
        let environment = [("CARGO_INCREMENTAL", "0"), ("RUSTDOCFLAGS", "-D warnings")];
        let cargo = PathBuf::from(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        let ended = limits::run(&cargo, &all, &environment, LIMITS, &self.folder)?;
        compiled.seconds += ended.seconds;
        compiled.mebibytes = compiled.mebibytes.max(ended.mebibytes);
        compiled.count(&ended);
        Ok(())
    }
}

impl Compiled {
    fn count(&mut self, ended: &Ended) {
        let before = self.errors;
        for line in ended.stdout.lines() {
            let Ok(Value::Object(line)) = serde_json::from_str(line) else {
                continue;
            };
            let message = line.get("message").unwrap_or(&Value::Null);
            // A summary such as «2 errors emitted» has no place.
            let Some(span) = message["spans"].get(0) else {
                continue;
            };
            let code = message["code"]["code"].as_str().unwrap_or("syntax");
            let said = || {
                format!(
                    "{code} {}:{}",
                    span["file_name"].as_str().unwrap_or_default(),
                    span["line_start"]
                )
            };
            match message["level"].as_str() {
                Some("error") => {
                    if self.errors == 0 {
                        self.first = said();
                    }
                    self.errors += 1;
                }
                Some("warning") => {
                    if self.warnings == 0 {
                        self.lint = said();
                    }
                    self.warnings += 1;
                }
                _ => {}
            }
        }
        if ended.code != Some(0) && self.errors == before {
            self.errors += 1;
            if before == 0 {
                self.first = if ended.timed_out {
                    format!("no end after {} s", LIMITS.seconds)
                } else {
                    let said = ended.stderr.lines().find(|line| !line.is_empty());
                    format!("cargo: {}", said.unwrap_or("ended by a signal"))
                };
            }
        }
    }
}
