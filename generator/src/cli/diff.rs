//! `letterpress diff`: what changed between two versions, and whether it may.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Verdict;
use super::screen::Screen;
use crate::config::{Config, Crate};
use crate::contract::Contract;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::diff::git::Tree;
use crate::diff::{Compared, Comparison, Side, acknowledged, review, rust, wire};
use crate::emit::Items;
use crate::files;
use crate::pipeline::{self, shown};
use crate::report::review as report;
use crate::source::Sources;

/// Says what changed between two versions: on the wire, for programs that run, and in Rust, for code that upgrades
///
/// A version is a document, or `git:REV`: the schema and letterpress.toml as they were in a commit, read through git.
/// Without REVISION it is the working tree.
#[derive(Args, Clone, Debug)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The version before: a file, or git:REV
    base: String,
    /// The version after: a file, or git:REV; the working tree, if it is left out
    revision: Option<String>,
    /// The crate of letterpress.toml, where it names several
    #[arg(long = "crate", value_name = "NAME")]
    name: Option<String>,
    /// How the review is printed
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Exit with 1 on what breaks there, unless it is acknowledged; `version`: on a version in letterpress.toml that says too little
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    deny: Vec<Deny>,
    /// Write the entry into the crate's CHANGELOG.md instead; print it, where REVISION is not the working tree
    #[arg(long)]
    changelog: bool,
    /// Note in letterpress-acks.toml that a breaking change is meant
    #[arg(long, value_name = "ID", requires = "reason")]
    acknowledge: Option<String>,
    /// Why it is meant
    #[arg(long, value_name = "TEXT", requires = "acknowledge")]
    reason: Option<String>,
}

const AFTER_HELP: &str = "\
Examples:
  letterpress diff git:main
  letterpress diff git:v1.2.0 git:HEAD --format markdown
  letterpress diff old.yaml new.yaml --format json
  letterpress diff git:main --deny wire,rust,version
  letterpress diff git:main --acknowledge 7f3a91c204 --reason 'nobody calls it'

Exit codes:
  0  compared, and no gate says no
  1  something denied, and not acknowledged; or an acknowledgement that is stale
  2  a version can't be read";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    Text,
    Markdown,
    Json,
    /// Annotations of a workflow
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Deny {
    Wire,
    Rust,
    Version,
}

/// A version that was read.
struct Version {
    label: String,
    asked: Crate,
    sources: Sources,
    contract: Contract,
    items: Items,
    tree: Option<Tree>,
}

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Verdict {
    let against_tree = arguments.revision.is_none();
    let Some(revision) = read(
        arguments,
        arguments.revision.as_deref(),
        against_tree,
        screen,
    ) else {
        return Verdict::Bad;
    };
    let Some(base) = read(arguments, Some(&arguments.base), against_tree, screen) else {
        return Verdict::Bad;
    };
    let mut comparison = compare(&base, &revision);
    let acks = acks_file();
    let stale = match acknowledgements(&acks, &mut comparison) {
        Ok(stale) => stale,
        Err(problem) => {
            screen.problems([problem]);
            return Verdict::Bad;
        }
    };
    if let (Some(id), Some(reason)) = (&arguments.acknowledge, &arguments.reason) {
        return acknowledge(&comparison, id, reason, &acks, screen);
    }
    if arguments.changelog && against_tree {
        return changelog(&comparison, &revision.asked, screen);
    }
    let text = match arguments.format {
        _ if arguments.changelog => report::entry(&comparison),
        Form::Text => report::text(&comparison),
        Form::Markdown => report::markdown(&comparison),
        Form::Github => report::github(&comparison),
        Form::Json => {
            let value = report::json(&comparison);
            serde_json::to_string_pretty(&value).expect("a report is plain data") + "\n"
        }
    };
    screen.data(&text);
    gates(arguments, &comparison, stale, screen)
}

fn compare(base: &Version, revision: &Version) -> Comparison {
    let side = |version: &Version| Compared {
        label: version.label.clone(),
        schema: without(&version.asked.schema.value, version.tree.as_ref()),
        version: version
            .asked
            .package
            .version
            .as_ref()
            .and_then(|version| version.value.parse().ok()),
        generator: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let mut comparison = Comparison {
        name: revision.asked.name.value.clone(),
        base: side(base),
        revision: side(revision),
        review: review(&base.side(), &revision.side()),
        noise: None,
    };
    if let Some(tree) = &base.tree {
        let out = &base.asked.out.value;
        if let Some(made) = tree.text(&out.join("API.txt")) {
            comparison.noise = Some(noise(&made, &base.items));
        }
        let manifest = tree.text(&out.join("Cargo.toml")).unwrap_or_default();
        if let Some(version) = generator_of(&manifest) {
            comparison.base.generator = version;
        }
    }
    comparison
}

impl Version {
    fn side(&self) -> Side<'_> {
        Side {
            contract: &self.contract,
            items: &self.items,
            sources: &self.sources,
            folder: self.tree.as_ref().map(Tree::folder),
        }
    }
}

/// Items of the crate as it was checked in that this generator makes otherwise of the same document, and the reverse.
fn noise(made: &str, items: &Items) -> usize {
    let was: std::collections::HashSet<&str> = Items::lines(made).collect();
    let lines: Vec<String> = items.0.iter().map(crate::emit::Item::line).collect();
    let is: std::collections::HashSet<&str> = lines.iter().map(String::as_str).collect();
    let path = |line: &&&str| line.split(": ").next().unwrap_or_default().to_owned();
    let changed: std::collections::HashSet<String> = was
        .symmetric_difference(&is)
        .map(|line| path(&line))
        .collect();
    changed.len()
}

/// `[package.metadata.letterpress] version`.
fn generator_of(manifest: &str) -> Option<String> {
    let table: toml::Table = manifest.parse().ok()?;
    let version = table
        .get("package")?
        .get("metadata")?
        .get("letterpress")?
        .get("version")?;
    version.as_str().map(str::to_owned)
}

fn without(path: &Path, tree: Option<&Tree>) -> String {
    let inside = tree.and_then(|tree| path.strip_prefix(tree.folder()).ok());
    inside
        .map_or_else(|| shown(path), Path::to_path_buf)
        .display()
        .to_string()
}

/// Reads a version. Warnings are `check`'s business; errors are told, and then there is nothing to compare.
fn read(
    arguments: &Arguments,
    input: Option<&str>,
    against_tree: bool,
    screen: &Screen,
) -> Option<Version> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let tree = match tree(input) {
        Ok(tree) => tree,
        Err(problem) => {
            screen.problems([problem]);
            return None;
        }
    };
    let version = opened(
        arguments,
        input,
        tree.as_ref(),
        against_tree,
        &mut sources,
        &mut diagnostics,
    )
    .and_then(|asked| {
        let (contract, items) = pipeline::sides(&asked, &mut sources, &mut diagnostics)?;
        Some((asked, contract, items))
    });
    if version.is_none() || diagnostics.has_errors() {
        if let (Some(tree), Some(input)) = (&tree, input) {
            sources.show_folder_as(tree.folder(), input);
            diagnostics = as_committed(diagnostics, tree, input);
        }
        screen.diagnostics(&diagnostics, &sources);
        return None;
    }
    let (asked, contract, items) = version?;
    let label = input.map_or_else(|| "working tree".to_owned(), str::to_owned);
    Some(Version {
        label,
        asked,
        sources,
        contract,
        items,
        tree,
    })
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

/// The crate that an input means.
fn opened(
    arguments: &Arguments,
    input: Option<&str>,
    tree: Option<&Tree>,
    against_tree: bool,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Crate> {
    let here = std::env::current_dir().ok()?;
    let config = Config::find(&here);
    let Some(input) = input else {
        let Some(config) = config else {
            diagnostics.push(no_config());
            return None;
        };
        return only(arguments, &config, sources, diagnostics);
    };
    if let (Some(tree), Some(config)) = (tree, &config) {
        return only(arguments, &tree.place(config), sources, diagnostics);
    }
    // A document: with the tables of letterpress.toml, where it is held against the working tree.
    if let (true, Some(config)) = (against_tree, config) {
        let mut asked = only(arguments, &config, sources, diagnostics)?;
        asked.schema.value = here.join(input);
        return Some(asked);
    }
    match Crate::new(
        "client",
        Path::new(input),
        &Path::new(input).with_file_name("client"),
    ) {
        Ok(asked) => Some(asked),
        Err(problems) => {
            diagnostics.extend(problems);
            None
        }
    }
}

/// The crate of a letterpress.toml that is compared.
fn only(
    arguments: &Arguments,
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
    let wanted = |asked: &Crate| {
        arguments
            .name
            .as_ref()
            .is_none_or(|name| *name == asked.name.value)
    };
    let mut found = config.crates.into_iter().filter(wanted);
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        (first, _) => {
            let message = if first.is_some() {
                "letterpress.toml names several crates"
            } else {
                "letterpress.toml names no such crate"
            };
            diagnostics.push(
                Diagnostic::error(Code("LP0424"), message)
                    .help(format!("add {}", names.join(" or "))),
            );
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

fn acks_file() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let folder = Config::find(&here).and_then(|config| config.parent().map(Path::to_path_buf));
    folder.unwrap_or(here).join(acknowledged::FILE_NAME)
}

fn acknowledgements(
    file: &Path,
    comparison: &mut Comparison,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let Ok(text) = std::fs::read_to_string(file) else {
        return Ok(Vec::new());
    };
    let entries = acknowledged::read(&text)?;
    Ok(acknowledged::apply(
        &entries,
        &comparison.name.clone(),
        &mut comparison.review,
    ))
}

fn acknowledge(
    comparison: &Comparison,
    id: &str,
    reason: &str,
    file: &Path,
    screen: &mut Screen,
) -> Verdict {
    let found = comparison
        .review
        .changes
        .iter()
        .find(|change| change.id == id && change.breaks());
    let Some(change) = found.filter(|_| !reason.trim().is_empty()) else {
        let problem = Diagnostic::error(
            Code("LP0605"),
            format!(
                "no breaking change of this comparison has the id `{id}`, or no reason was given"
            ),
        )
        .help("take the id from the report, and say why the change is meant");
        screen.problems([problem]);
        return Verdict::Bad;
    };
    if change.acknowledged.is_none() {
        let before = std::fs::read_to_string(file).unwrap_or_default();
        let entry = acknowledged::entry(&comparison.name, id, change.rule, reason);
        let text = format!("{before}{entry}");
        if let Err(problem) = files::replace(file, text.trim_start()) {
            screen.problems([problem]);
            return Verdict::Bad;
        }
    }
    screen.data(&format!(
        "{}: {} is acknowledged\n",
        shown(file).display(),
        id
    ));
    Verdict::Fine
}

/// Writes the entry into the crate's CHANGELOG.md: a file of people, which `generate` never touches.
fn changelog(comparison: &Comparison, asked: &Crate, screen: &mut Screen) -> Verdict {
    let file = asked.out.value.join("CHANGELOG.md");
    let before = match std::fs::read_to_string(&file) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            let message = format!("{} can't be read: {error}", shown(&file).display());
            screen.problems([Diagnostic::error(Code("LP0500"), message)]);
            return Verdict::Bad;
        }
    };
    let shown = shown(&file).display().to_string();
    if comparison.review.changes.is_empty() {
        screen.data(&format!("{shown}: nothing changed\n"));
        return Verdict::Fine;
    }
    let text = report::changelog(comparison, before.as_deref());
    if before.as_ref() == Some(&text) {
        screen.data(&format!("{shown}: has all of it\n"));
        return Verdict::Fine;
    }
    if let Err(problem) = files::replace(&file, &text) {
        screen.problems([problem]);
        return Verdict::Bad;
    }
    screen.data(&format!("{shown}: written\n"));
    Verdict::Fine
}

/// What may not be, and is.
fn gates(
    arguments: &Arguments,
    comparison: &Comparison,
    stale: Vec<Diagnostic>,
    screen: &Screen,
) -> Verdict {
    let mut problems = stale;
    let denies = |what: Deny| arguments.deny.contains(&what);
    let open = |breaks: &dyn Fn(&crate::diff::Change) -> bool| {
        let changes = comparison.review.changes.iter();
        changes
            .filter(|change| breaks(change) && change.acknowledged.is_none())
            .count()
    };
    let gates = [
        (
            Deny::Wire,
            "the wire",
            open(&|change| change.wire == wire::Verdict::Breaking),
        ),
        (
            Deny::Rust,
            "Rust",
            open(&|change| change.rust == rust::Verdict::Breaking),
        ),
    ];
    for (gate, name, count) in gates {
        if denies(gate) && count > 0 {
            let message = format!(
                "{} {name}, and nothing acknowledges it",
                if count == 1 {
                    "1 change breaks".to_owned()
                } else {
                    format!("{count} changes break")
                }
            );
            problems.push(
                Diagnostic::error(Code("LP0606"), message)
                    .help("take it back, or `letterpress diff .. --acknowledge ID --reason TEXT`"),
            );
        }
    }
    if let (true, Some(false), Some(needed)) = (
        denies(Deny::Version),
        comparison.is_version_enough(),
        comparison.needed(),
    ) {
        let message = format!("{} needs the version {needed}", comparison.name);
        problems.push(Diagnostic::error(Code("LP0607"), message).help(format!(
            "write `version = \"{needed}\"` into letterpress.toml"
        )));
    }
    if problems.is_empty() {
        return Verdict::Fine;
    }
    screen.problems(problems);
    Verdict::No
}
