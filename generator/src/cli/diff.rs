//! `letterpress diff`: what changed between two versions, and whether it may.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Verdict;
use super::screen::Screen;
use super::version::{self, Opened, Version};
use crate::config::{Config, Crate};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::diff::{
    Compared, Comparison, Noise, Semver, Side, acknowledged, git, review, rust, wire,
};
use crate::emit::Items;
use crate::files;
use crate::parallel;
use crate::pipeline::shown;
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

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Verdict {
    let against_tree = arguments.revision.is_none();
    let Some((base, revision)) = read(arguments, screen) else {
        return Verdict::Bad;
    };
    let mut comparison = compare(&base, &revision, arguments.format);
    let acks = acks_file();
    let (mut sources, mut problems) = (Sources::new(), Diagnostics::new());
    let entries = acknowledgements(&acks, &mut sources, &mut problems);
    if problems.has_errors() {
        screen.diagnostics(&problems, &sources);
        return Verdict::Bad;
    }
    let name = comparison.name.clone();
    problems.extend(acknowledged::apply(&entries, &name, &mut comparison.review));
    problems.extend(acknowledged::of_nothing(&entries, &crates_here()));
    if let (Some(id), Some(reason)) = (&arguments.acknowledge, &arguments.reason) {
        return acknowledge(&comparison, id, reason, &acks, screen);
    }
    if arguments.changelog && against_tree {
        return changelog(&comparison, &base, &revision.asked, screen);
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
    if arguments.deny.contains(&Deny::Version)
        && let Some(problem) = unknown_version(&comparison)
    {
        screen.problems([problem]);
        return Verdict::Bad;
    }
    gates(arguments, &comparison, &mut problems);
    if problems.is_empty() {
        return Verdict::Fine;
    }
    screen.diagnostics(&problems, &sources);
    Verdict::No
}

/// Both versions, read at once: a document with the tables of the other, where that has a letterpress.toml.
fn read(arguments: &Arguments, screen: &Screen) -> Option<(Version, Version)> {
    let open = |input: Option<&str>, lent: Option<&Opened>| {
        let lent = lent.and_then(|version| version.config.as_deref());
        let opened = version::open(arguments.name.as_deref(), input, lent);
        opened.map_err(|unread| unread.tell(screen)).ok()
    };
    let (base, revision) = (Some(arguments.base.as_str()), arguments.revision.as_deref());
    let (base, revision) = if revision.is_some_and(|input| !input.starts_with("git:")) {
        let base = open(base, None)?;
        let revision = open(revision, Some(&base))?;
        (base, revision)
    } else {
        let revision = open(revision, None)?;
        (open(base, Some(&revision))?, revision)
    };
    let (base, revision) = parallel::both(|| base.read(), || revision.read());
    for unread in [base.as_ref().err(), revision.as_ref().err()] {
        unread.into_iter().for_each(|unread| unread.tell(screen));
    }
    Some((base.ok()?, revision.ok()?))
}

fn compare(base: &Version, revision: &Version, form: Form) -> Comparison {
    // Both sides alike: from the repository's root, as git and a workflow's host name files.
    let trees = [&base.tree, &revision.tree].into_iter().flatten();
    let root = trees.map(|tree| tree.root().to_path_buf()).next();
    let here = std::env::current_dir().unwrap_or_default();
    let root = root.or_else(|| (form == Form::Github).then(|| git::root(&here).ok())?);
    let root = root.as_deref();
    let side = |version: &Version| Compared {
        label: version.label.clone(),
        schema: version.schema(root),
        version: version.release(),
        generator: env!("CARGO_PKG_VERSION").to_owned(),
    };
    let otherwise = base.items_under(&revision.asked);
    let before = Side {
        asked_otherwise: otherwise.as_ref(),
        ..base.side(root)
    };
    let mut comparison = Comparison {
        name: revision.asked.name.value.clone(),
        base: side(base),
        revision: side(revision),
        review: review(&before, &revision.side(root)),
        noise: None,
    };
    if let Some(tree) = &base.tree {
        let out = &base.asked.out.value;
        let manifest = tree.text(&out.join("Cargo.toml")).unwrap_or_default();
        if let Some(version) = generator_of(&manifest) {
            comparison.base.generator = version;
        }
        if let Some(made) = tree.text(&out.join("API.txt")) {
            let noise = comparison.noise.insert(noise(&made, &base.items));
            // Made by this version of another schema than that of the commit: what is between the two was never reviewed, nor released.
            if comparison.base.generator == comparison.revision.generator {
                noise.semver = Semver::None;
            }
        }
    }
    comparison
}

/// Items of the crate as it was checked in that this generator makes otherwise of the same document, and the reverse.
fn noise(made: &str, items: &Items) -> Noise {
    let was: HashSet<&str> = Items::lines(made).collect();
    let lines: Vec<String> = items.0.iter().map(crate::emit::Item::line).collect();
    let is: HashSet<&str> = lines.iter().map(String::as_str).collect();
    let path = |line: &&&str| line.split(": ").next().unwrap_or_default().to_owned();
    let changed: HashSet<String> = was
        .symmetric_difference(&is)
        .map(|line| path(&line))
        .collect();
    Noise {
        items: changed.len(),
        semver: match changed.is_empty() {
            true => Semver::None,
            false if was.is_subset(&is) => Semver::Minor,
            false => Semver::Major,
        },
    }
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

fn acks_file() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let folder = Config::find(&here).and_then(|config| config.parent().map(Path::to_path_buf));
    folder.unwrap_or(here).join(acknowledged::FILE_NAME)
}

/// The names of the crates of the letterpress.toml beside the file.
fn crates_here() -> Vec<String> {
    let here = std::env::current_dir().unwrap_or_default();
    let config = Config::find(&here)
        .and_then(|config| Config::read(&config, &mut Sources::new(), &mut Diagnostics::new()));
    let crates = config.map_or_else(Vec::new, |config| config.crates);
    crates.into_iter().map(|asked| asked.name.value).collect()
}

/// The entries of the file; where there is none, nothing is acknowledged.
fn acknowledgements(
    file: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<acknowledged::Entry> {
    match std::fs::read_to_string(file) {
        Ok(text) => {
            let file = sources.add_file(shown(file), text);
            acknowledged::read(file, sources, diagnostics)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            diagnostics.push(unreadable(file, &error));
            Vec::new()
        }
    }
}

/// A file of people that is there, and can't be read.
fn unreadable(file: &Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("{} can't be read: {error}", shown(file).display());
    Diagnostic::error(Code("LP0500"), message)
        .help("make it a text file in UTF-8 that can be read, or remove it")
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
fn changelog(
    comparison: &Comparison,
    base: &Version,
    asked: &Crate,
    screen: &mut Screen,
) -> Verdict {
    let file = asked.out.value.join("CHANGELOG.md");
    let before = match std::fs::read_to_string(&file) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            screen.problems([unreadable(&file, &error)]);
            return Verdict::Bad;
        }
    };
    let shown = shown(&file).display().to_string();
    let nothing = comparison.review.changes.is_empty();
    // What a commit's file says is of earlier changes.
    let out = &base.asked.out.value;
    let tree = base.tree.as_ref();
    let earlier = tree.and_then(|tree| tree.text(&out.join("CHANGELOG.md")));
    let text = report::changelog(comparison, before.as_deref(), earlier.as_deref());
    let is_same = before.as_ref().map(|before| before.trim_end()) == Some(text.trim_end());
    if is_same || (before.is_none() && nothing) {
        let word = if nothing {
            "nothing changed"
        } else {
            "has all of it"
        };
        screen.data(&format!("{shown}: {word}\n"));
        return Verdict::Fine;
    }
    if let Err(problem) = files::replace(&file, &text) {
        screen.problems([problem]);
        return Verdict::Bad;
    }
    screen.data(&format!("{shown}: written\n"));
    Verdict::Fine
}

/// Why nobody can say whether the version is enough: a document has none. Where nothing changed, any is.
fn unknown_version(comparison: &Comparison) -> Option<Diagnostic> {
    let sides = [&comparison.base, &comparison.revision];
    let unknown = sides.into_iter().find(|side| side.version.is_none())?;
    if comparison.semver() == Semver::None {
        return None;
    }
    let message = format!(
        "whether the version says enough can't be told: {} has none",
        unknown.label
    );
    let help = "compare with a commit, whose letterpress.toml says the version: `letterpress diff git:main --deny version`";
    Some(Diagnostic::error(Code("LP0608"), message).help(help))
}

/// What may not be, and is.
fn gates(arguments: &Arguments, comparison: &Comparison, problems: &mut Diagnostics) {
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
}
