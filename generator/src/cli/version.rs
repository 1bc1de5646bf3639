//! A version that `letterpress diff` compares: a document, a commit, or the working tree.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{Config, Crate};
use crate::contract::Contract;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::diff::git::{self, Tree};
use crate::diff::{Side, settings, shown_from};
use crate::emit::{self, Items};
use crate::lower::{self, package::FIRST_VERSION};
use crate::pipeline::{self, shown};
use crate::source::Sources;

use super::screen::Screen;

/// A version that was read.
pub(super) struct Version {
    pub(super) label: String,
    pub(super) asked: Crate,
    /// The letterpress.toml that is its own; a document may be read with that of the other side, and has no version.
    pub(super) config: Option<PathBuf>,
    sources: Sources,
    contract: Contract,
    pub(super) items: Items,
    pub(super) tree: Option<Arc<Tree>>,
}

impl Version {
    /// Files are shown by their paths from the folder of the commit, else from `root`, where there is one.
    pub(super) fn side<'a>(&'a self, root: Option<&'a Path>) -> Side<'a> {
        Side {
            contract: &self.contract,
            items: &self.items,
            sources: &self.sources,
            folder: self.tree.as_deref().map(Tree::folder).or(root),
            asked: Some(&self.asked),
            asked_otherwise: None,
        }
    }

    /// What is public of this document under the tables of another letterpress.toml, where they say otherwise. Those may be about a document that this is not yet.
    pub(super) fn items_under(&self, asked: &Crate) -> Option<Items> {
        if settings::is_same(&self.asked, asked) {
            return None;
        }
        let api = lower::lower(
            &self.contract,
            asked,
            &self.sources,
            &mut Diagnostics::new(),
        );
        Some(emit::items(&api))
    }

    /// The document, as people call it.
    pub(super) fn schema(&self, root: Option<&Path>) -> String {
        let folder = self.side(root).folder;
        shown_from(folder, &self.asked.schema.value)
            .display()
            .to_string()
    }

    /// What the crate is released as: a letterpress.toml without a version means the first.
    pub(super) fn release(&self) -> Option<semver::Version> {
        self.config.as_ref()?;
        let said = self.asked.package.version.as_ref();
        said.map_or(FIRST_VERSION, |version| version.value.as_str())
            .parse()
            .ok()
    }
}

/// What was named to be compared: a document, a commit, or nothing: the working tree.
pub(super) struct Input {
    said: Option<String>,
    tree: Option<Arc<Tree>>,
}

impl Input {
    pub(super) fn new(said: Option<&str>) -> Result<Self, Box<Unread>> {
        let tree = missing(said).map_or_else(|| tree(said), Err);
        let tree = tree.map_err(|problem| {
            let mut diagnostics = Diagnostics::new();
            diagnostics.push(problem);
            unread(diagnostics, Sources::new(), None, None)
        })?;
        Ok(Self {
            said: said.map(str::to_owned),
            tree: tree.map(Arc::new),
        })
    }

    /// A document by itself, that no letterpress.toml of its own says anything of.
    pub(super) fn is_document(&self) -> bool {
        self.said.is_some() && self.tree.is_none()
    }

    pub(super) fn label(&self) -> &str {
        self.said.as_deref().unwrap_or("working tree")
    }

    /// The crates that its letterpress.toml names, and the folders that they are made in, from there.
    pub(super) fn crates(&self) -> Result<Vec<(String, PathBuf)>, Box<Unread>> {
        let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
        let here = std::env::current_dir().unwrap_or_default();
        let found = Config::find(&here);
        if found.is_none() {
            diagnostics.push(no_config());
        }
        let path = found.map(|config| match &self.tree {
            Some(tree) => tree.place(&config),
            None => config,
        });
        let config = path
            .as_ref()
            .and_then(|path| Config::read(&shown(path), &mut sources, &mut diagnostics));
        let Some(config) = config.filter(|_| !diagnostics.has_errors()) else {
            return Err(unread(
                diagnostics,
                sources,
                self.tree.as_deref(),
                self.said.as_deref(),
            ));
        };
        let folder = path.as_deref().and_then(Path::parent).map(shown);
        let out = |asked: &Crate| {
            let out = shown(&asked.out.value);
            let inside = folder
                .as_ref()
                .and_then(|folder| out.strip_prefix(folder).ok());
            inside.map_or_else(|| out.clone(), Path::to_path_buf)
        };
        let crates = config.crates.iter();
        Ok(crates
            .map(|asked| (asked.name.value.clone(), out(asked)))
            .collect())
    }
}

/// A version of which it is known what to read.
pub(super) struct Opened {
    input: Option<String>,
    asked: Crate,
    pub(super) config: Option<PathBuf>,
    sources: Sources,
    diagnostics: Diagnostics,
    tree: Option<Arc<Tree>>,
}

/// Why a version can't be read.
pub(super) struct Unread {
    diagnostics: Diagnostics,
    sources: Sources,
}

impl Unread {
    pub(super) fn tell(&self, screen: &Screen) {
        screen.diagnostics(&self.diagnostics, &self.sources);
    }
}

/// Opens a version, of the crate of this name where several are to choose from; a document with the tables of `lent`, where there is one.
pub(super) fn open(
    name: Option<&str>,
    input: &Input,
    lent: Option<&Path>,
) -> Result<Opened, Box<Unread>> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let opened = opened(name, input, lent, &mut sources, &mut diagnostics);
    match opened {
        Some((asked, config)) => Ok(Opened {
            input: input.said.clone(),
            asked,
            config,
            sources,
            diagnostics,
            tree: input.tree.clone(),
        }),
        None => Err(unread(
            diagnostics,
            sources,
            input.tree.as_deref(),
            input.said.as_deref(),
        )),
    }
}

impl Opened {
    /// Reads it. Warnings are `check`'s business; errors are told, and then there is nothing to compare.
    pub(super) fn read(self) -> Result<Version, Box<Unread>> {
        let (mut sources, mut diagnostics) = (self.sources, self.diagnostics);
        let sides = pipeline::sides(&self.asked, &mut sources, &mut diagnostics);
        let Some((contract, items)) = sides.filter(|_| !diagnostics.has_errors()) else {
            let (tree, input) = (self.tree.as_deref(), self.input.as_deref());
            return Err(unread(diagnostics, sources, tree, input));
        };
        let label = self.input.unwrap_or_else(|| "working tree".to_owned());
        Ok(Version {
            label,
            asked: self.asked,
            config: self.config,
            sources,
            contract,
            items,
            tree: self.tree,
        })
    }
}

fn unread(
    mut diagnostics: Diagnostics,
    mut sources: Sources,
    tree: Option<&Tree>,
    input: Option<&str>,
) -> Box<Unread> {
    if let (Some(tree), Some(input)) = (tree, input) {
        sources.show_folder_as(tree.folder(), input);
        diagnostics = as_committed(diagnostics, tree, input);
        // Nobody mends a commit; but a crate can be called by its name there.
        let is_named = diagnostics.iter().all(|one| one.code != Code("LP0424"));
        let message = format!("{input} has errors, and nothing can be compared with it");
        let help = "name a commit without them, or write its document into a file, mend that, and compare it: `letterpress diff mended.yaml`";
        let problem = Diagnostic::error(Code("LP0610"), message).help(help);
        diagnostics.extend(is_named.then_some(problem));
    }
    Box::new(Unread {
        diagnostics,
        sources,
    })
}

/// Why a document can't be one: nothing is called so, except perhaps a commit.
fn missing(input: Option<&str>) -> Option<Diagnostic> {
    let document = input.filter(|input| !input.starts_with("git:"))?;
    if Path::new(document).exists() {
        return None;
    }
    let here = std::env::current_dir().unwrap_or_default();
    let help = if git::knows(&here, document) {
        format!("of the commit write `git:{document}`")
    } else {
        "a version is a document, by its path from the current folder, or `git:REV`".to_owned()
    };
    let message = format!("`{document}` cannot be read: there is no such file");
    Some(Diagnostic::error(Code("LP0001"), message).help(help))
}

/// The commit that an input means; `None`: it is a document, or the working tree.
fn tree(input: Option<&str>) -> Result<Option<Tree>, Diagnostic> {
    let Some(revision) = input.and_then(|input| input.strip_prefix("git:")) else {
        return Ok(None);
    };
    let here = std::env::current_dir().unwrap_or_default();
    let Some(config) = Config::find(&here) else {
        return Err(no_config());
    };
    let tree = Tree::read(revision, &here)?;
    if tree.place(&config).is_file() {
        return Ok(Some(tree));
    }
    let message = format!("`git:{revision}` has no {}", shown(&config).display());
    Err(Diagnostic::error(Code("LP0602"), message)
        .help("name a commit that has it, or the document of before: `letterpress diff old.yaml`"))
}

/// Problems of a commit name its files as git does, not by the folder that they were read into.
fn as_committed(problems: Diagnostics, tree: &Tree, input: &str) -> Diagnostics {
    let folder = format!("{}/", tree.folder().display());
    let mut told = Diagnostics::new();
    for mut problem in problems {
        problem.message = problem.message.replace(&folder, &format!("{input}:"));
        told.push(problem);
    }
    told
}

/// The crate that an input means, and the letterpress.toml that is its own.
fn opened(
    name: Option<&str>,
    input: &Input,
    lent: Option<&Path>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(Crate, Option<PathBuf>)> {
    let here = std::env::current_dir().ok()?;
    let label = input.label();
    let Some(document) = input.said.as_deref().filter(|_| input.is_document()) else {
        let Some(config) = Config::find(&here) else {
            diagnostics.push(no_config());
            return None;
        };
        let config = match &input.tree {
            Some(tree) => tree.place(&config),
            None => config,
        };
        let asked = only(name, label, &config, sources, diagnostics)?;
        return Some((asked, Some(config)));
    };
    // A document: with the tables of the letterpress.toml that the other side has.
    if let Some(config) = lent {
        let mut asked = only(name, label, config, sources, diagnostics)?;
        asked.schema.value = here.join(document);
        return Some((asked, None));
    }
    match Crate::new(
        "client",
        Path::new(document),
        &Path::new(document).with_file_name("client"),
    ) {
        Ok(asked) => Some((asked, None)),
        Err(problems) => {
            diagnostics.extend(problems);
            None
        }
    }
}

/// The crate of a letterpress.toml that is compared.
fn only(
    name: Option<&str>,
    label: &str,
    config: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Crate> {
    let config = Config::read(&shown(config), sources, diagnostics)?;
    let names: Vec<String> = config
        .crates
        .iter()
        .map(|asked| format!("`--crate {}`", asked.name.value))
        .collect();
    let wanted = |asked: &Crate| name.is_none_or(|name| name == asked.name.value);
    let mut found = config.crates.into_iter().filter(wanted);
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        _ => {
            let (message, help) = match name {
                Some(name) => (
                    format!("letterpress.toml of {label} names no crate `{name}`"),
                    format!("write {}", names.join(" or ")),
                ),
                None => (
                    "letterpress.toml names several crates, and a document is that of one"
                        .to_owned(),
                    format!("add {}", names.join(" or ")),
                ),
            };
            diagnostics.push(Diagnostic::error(Code("LP0424"), message).help(help));
            None
        }
    }
}

fn no_config() -> Diagnostic {
    Diagnostic::error(
        Code("LP0422"),
        "there is no letterpress.toml here, nor in any folder above",
    )
    .help("name two documents: `letterpress diff old.yaml new.yaml`")
}
