//! Use from a build script: a document becomes a module of the crate that is being built, or a crate that is checked in is held against its document.
//!
//! # A module, made at build time
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), letterpress::build::Failure> {
//!     letterpress::build::Module::new("schema/orders.yaml").write()
//! }
//! ```
//!
//! ```ignore
//! // src/main.rs, at the root of the crate: makes `mod orders`
//! include!(concat!(env!("OUT_DIR"), "/orders.rs"));
//! ```
//!
//! The module needs what the crate would need: its dependencies and its features stand in the Cargo.toml of the crate that includes it. What is missing there ends the build, with the lines to paste.
//!
//! # A crate that is checked in
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), letterpress::build::Failure> {
//!     letterpress::build::check("letterpress.toml")
//! }
//! ```
//!
//! The build fails while the crates that letterpress.toml names are not what their documents make. Nothing is written: a build script that changes sources changes them under the compiler's hands.

use std::env;
use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::config::{Config, Crate, rules};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::files::{Files, Stale, State};
use crate::pipeline::{self, shown};
use crate::report;
use crate::source::Sources;

mod manifest;
mod reroot;

/// A document that becomes a module of the crate that is being built.
#[derive(Clone, Debug)]
#[must_use = "nothing is written before `write` is called"]
pub struct Module {
    from: From,
    name: Option<String>,
    inside: Vec<String>,
    folder: Option<PathBuf>,
}

#[derive(Clone, Debug)]
enum From {
    Document(PathBuf),
    Config { file: PathBuf, name: String },
}

impl Module {
    /// Of a document alone. Paths are relative to the folder of the package's Cargo.toml, where Cargo runs build scripts.
    pub fn new(document: impl Into<PathBuf>) -> Self {
        Self::of(From::Document(document.into()))
    }

    /// Of a document and all that the `[[crate]]` called `name` in letterpress.toml says about it; its `out` is not used.
    pub fn from_config(file: impl Into<PathBuf>, name: impl Into<String>) -> Self {
        Self::of(From::Config {
            file: file.into(),
            name: name.into(),
        })
    }

    fn of(from: From) -> Self {
        Self {
            from,
            name: None,
            inside: Vec::new(),
            folder: None,
        }
    }

    /// The name of the module, and of the file to include: `orders` for `orders.rs`. Without it, the name of the document's file or of the crate.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The module in which the file is included, where that is not the root of the crate: `"clients::internal"`.
    pub fn inside(mut self, module: &str) -> Self {
        self.inside = module.split("::").map(str::to_owned).collect();
        self
    }

    /// The folder to write to, instead of `OUT_DIR`.
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Writes the module, and tells Cargo when to run again. Only what has changed is written.
    ///
    /// # Errors
    ///
    /// What the document or letterpress.toml has wrong, as the command would print it; a dependency or a feature that Cargo.toml lacks; what the system refuses. Warnings become Cargo's.
    pub fn write(self) -> Result<(), Failure> {
        let folder = match &self.folder {
            Some(folder) => folder.clone(),
            None => env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| {
                Failure(
                    "OUT_DIR is not set: call this from a build script, or name a folder"
                        .to_owned(),
                )
            })?,
        };
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let pressed = self
            .asked(&folder, &mut sources, &mut diagnostics)
            .and_then(|(mut asked, deny)| {
                // A module has no features of its own.
                asked.resource_features = None;
                Some((
                    pipeline::press(&asked, &mut sources, &mut diagnostics)?,
                    asked,
                    deny,
                ))
            });
        for path in sources.paths() {
            cargo(&format!("rerun-if-changed={}", path.display()))?;
        }
        let Some((output, asked, deny)) = pressed.filter(|_| !diagnostics.has_errors()) else {
            return Err(Failure(report::text::render(&diagnostics, &sources, false)));
        };
        if deny && !diagnostics.is_empty() {
            return Err(Failure(report::text::render(&diagnostics, &sources, false)));
        }
        warn(&diagnostics, &sources)?;
        if let Some(manifest) = env::var_os("CARGO_MANIFEST_PATH") {
            manifest::holds(Path::new(&manifest), &output.files).map_err(Failure)?;
        }
        let place = Place {
            name: asked.name.value.replace('-', "_"),
            inside: self.inside,
            library: env::var("CARGO_PKG_NAME")
                .unwrap_or_default()
                .replace('-', "_"),
        };
        place.write(&output.files, &folder).map_err(failure)
    }

    /// What to press, and whether warnings are denied.
    fn asked(
        &self,
        folder: &Path,
        sources: &mut Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<(Crate, bool)> {
        match &self.from {
            From::Document(document) => {
                let stem = document
                    .file_stem()
                    .and_then(|stem| stem.to_str())
                    .unwrap_or_default();
                let name = self.name.as_deref().unwrap_or(stem);
                match Crate::new(name, document, &folder.join(name)) {
                    Ok(asked) => Some((asked, false)),
                    Err(problems) => {
                        diagnostics.extend(problems);
                        None
                    }
                }
            }
            From::Config { file, name } => {
                let config = Config::read(file, sources, diagnostics)?;
                let deny = config.deny_warnings;
                let Some(mut asked) = config
                    .crates
                    .into_iter()
                    .find(|asked| asked.name.value == *name)
                else {
                    diagnostics.push(no_such_crate(file, name));
                    return None;
                };
                if let Some(name) = &self.name {
                    asked.name.value.clone_from(name);
                }
                Some((asked, deny))
            }
        }
    }
}

/// Fails while the crates of letterpress.toml are not what their documents make; writes nothing. Tells Cargo when to look again.
///
/// # Errors
///
/// The stale files with the command that mends them, or what the documents have wrong, as the command would print it.
pub fn check(config: impl AsRef<Path>) -> Result<(), Failure> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let config = Config::read(config.as_ref(), &mut sources, &mut diagnostics);
    let mut stale = String::new();
    let mut deny = false;
    if let Some(config) = config {
        deny = config.deny_warnings;
        for asked in &config.crates {
            let Some(output) = pipeline::press(asked, &mut sources, &mut diagnostics) else {
                continue;
            };
            // All files of the crate: one that is edited by hand is as stale as one that is not written.
            for path in output.files.0.keys() {
                cargo(&format!(
                    "rerun-if-changed={}",
                    asked.out.value.join(path).display()
                ))?;
            }
            for file in output.files.check(&asked.out.value).map_err(failure)? {
                stale.push_str(&line(&asked.out.value, &file));
            }
        }
    }
    for path in sources.paths() {
        cargo(&format!("rerun-if-changed={}", path.display()))?;
    }
    if diagnostics.has_errors() || (deny && !diagnostics.is_empty()) {
        return Err(Failure(report::text::render(&diagnostics, &sources, false)));
    }
    warn(&diagnostics, &sources)?;
    if stale.is_empty() {
        return Ok(());
    }
    Err(Failure(format!(
        "not as they would be generated:\n{stale}To mend it, run `letterpress generate`\n"
    )))
}

fn line(out: &Path, file: &Stale) -> String {
    let state = match file.state {
        State::Missing => "missing",
        State::Differs { .. } => "differs",
        State::Leftover => "left over",
    };
    format!("  {state} {}\n", shown(&out.join(&file.path)).display())
}

fn no_such_crate(file: &Path, name: &str) -> Diagnostic {
    let message = format!("`{}` names no crate `{name}`", file.display());
    Diagnostic::error(crate::diagnostic::Code("LP0424"), message).help("name a `[[crate]]` of it")
}

/// Where a crate goes that becomes a module.
struct Place {
    /// Of the module, in Rust's spelling.
    name: String,
    /// The modules around it, from the root.
    inside: Vec<String>,
    /// The crate that is being built, as its examples import it.
    library: String,
}

impl Place {
    /// Writes the crate's tree to `folder/NAME/` and the file to include to `folder/NAME.rs`.
    fn write(&self, files: &Files, folder: &Path) -> Result<(), Vec<Diagnostic>> {
        for part in self.inside.iter().chain([&self.name]) {
            rules::snake(part).map_err(|why| vec![no_module(part, &why)])?;
        }
        let mut path = self.inside.clone();
        path.push(self.name.clone());
        let root = path.join("::");
        let rust = |name: &str| name.ends_with(".rs");
        let outside = reroot::name(&self.name, files.0.keys());
        let tree = files.0.iter().map(|(name, text)| {
            let text = if rust(name) {
                let text = reroot::without_readme(text);
                reroot::reroot(text, &root, &outside, &self.library).into()
            } else {
                text.clone()
            };
            (name.clone(), text)
        });
        let tree = Files(tree.collect());
        let crate_folder = folder.join(&self.name);
        tree.write(&crate_folder)?;
        self.write_entry(folder, &crate_folder.join("src").join("lib.rs"))
    }

    /// The file to include: one `mod` that leads to the tree.
    fn write_entry(&self, folder: &Path, library: &Path) -> Result<(), Vec<Diagnostic>> {
        let text = format!(
            "// {}\n#[allow(dead_code, unused_imports, unreachable_pub, clippy::all)]\n#[path = {:?}]\npub mod {};\n",
            crate::files::MARK,
            library.display().to_string(),
            self.name
        );
        let path = folder.join(format!("{}.rs", self.name));
        if std::fs::read_to_string(&path).is_ok_and(|found| found == text) {
            return Ok(());
        }
        crate::files::replace(&path, &text).map_err(|diagnostic| vec![diagnostic])
    }
}

fn no_module(name: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        crate::diagnostic::Code("LP0410"),
        format!("\"{name}\" cannot be the name of a module: {why}"),
    )
    .help("choose one with `Module::name`")
}

/// Warnings as Cargo's own. It shows them for packages of the workspace.
fn warn(diagnostics: &Diagnostics, sources: &Sources) -> Result<(), Failure> {
    for diagnostic in diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Warning)
    {
        let place = diagnostic
            .labels
            .first()
            .and_then(|label| sources.locate(&label.place));
        let place = place.map_or_else(String::new, |place| {
            format!(
                "{}:{}:{}: ",
                sources.path(place.file).display(),
                place.line,
                place.column
            )
        });
        cargo(&format!(
            "warning={place}{} [{}]",
            diagnostic.message.replace('\n', " "),
            diagnostic.code.0
        ))?;
    }
    Ok(())
}

/// An instruction to Cargo, which reads a build script's stdout.
fn cargo(instruction: &str) -> Result<(), Failure> {
    writeln!(io::stdout(), "cargo:{instruction}")
        .map_err(|error| Failure(format!("cannot tell Cargo `{instruction}`: {error}")))
}

fn failure(problems: Vec<Diagnostic>) -> Failure {
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(problems);
    Failure(report::text::render(&diagnostics, &Sources::new(), false))
}

/// Why a build script ends: the diagnostics as text. `Debug` prints them as they are, so that returning it from `main` is readable.
pub struct Failure(String);

impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "letterpress could not make the client\n\n{}",
            self.0
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{Files, Place};

    /// A crate as they are generated: inner attributes, a private module, a macro, paths from the root.
    const FILES: &[(&str, &str)] = &[
        (
            "src/lib.rs",
            "//! Shop.\n#![forbid(unsafe_code)]\n\npub mod orders;\nmod runtime;\npub mod types;\n\npub use runtime::Value;\n",
        ),
        (
            "src/runtime/mod.rs",
            "pub struct Value(pub &'static str);\nmacro_rules! value { ($text:literal) => { $crate::runtime::Value($text) } }\npub(crate) use value;\n",
        ),
        ("src/types/mod.rs", "mod order;\npub use order::Order;\n"),
        (
            "src/types/order.rs",
            "use crate::runtime;\npub struct Order(pub runtime::Value);\n",
        ),
        (
            "src/orders/mod.rs",
            "use crate::{runtime, types};\npub fn get() -> types::Order { types::Order(runtime::value!(\"crate::kept\")) }\n",
        ),
    ];

    #[test]
    fn a_module_compiles_where_it_is_included_and_is_not_written_twice() {
        let dir = tempfile::TempDir::new().expect("a folder");
        let files = FILES.iter().map(|(path, text)| {
            (
                (*path).to_owned(),
                format!("// {}\n{text}", crate::files::MARK).into(),
            )
        });
        let files = Files(files.collect());
        let place = Place {
            name: "shop".to_owned(),
            inside: vec!["clients".to_owned()],
            library: "program".to_owned(),
        };
        let out = dir.path().join("out");
        std::fs::create_dir(&out).expect("a folder");
        place.write(&files, &out).expect("nothing in the way");

        let program = "mod clients { include!(concat!(env!(\"OUT_DIR\"), \"/shop.rs\")); }\nfn main() { print!(\"{}\", clients::shop::orders::get().0.0) }\n";
        std::fs::write(dir.path().join("main.rs"), program).expect("a file");
        let compiled = Command::new("rustc")
            .args(["--edition", "2024", "-Dwarnings", "main.rs"])
            .env("OUT_DIR", &out)
            .current_dir(dir.path())
            .output()
            .expect("rustc, which has compiled this test");
        assert!(
            compiled.status.success(),
            "{}",
            String::from_utf8_lossy(&compiled.stderr)
        );
        let output = Command::new(dir.path().join("main"))
            .output()
            .expect("a program");
        assert_eq!(String::from_utf8_lossy(&output.stdout), "crate::kept");

        // Cargo builds again what has a new time: a second run must leave everything alone.
        let time = |path: &str| {
            std::fs::metadata(out.join(path))
                .and_then(|found| found.modified())
                .expect("a file")
        };
        let before = (time("shop.rs"), time("shop/src/lib.rs"));
        place.write(&files, &out).expect("nothing in the way");
        assert_eq!((time("shop.rs"), time("shop/src/lib.rs")), before);
    }
}
