//! `letterpress diff`: what changed between two versions, and whether it may.

mod changelog;
mod meant;
mod pairs;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::Value;

use self::pairs::Pairs;
use super::Verdict;
use super::screen::Screen;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::diff::{
    Compared, Comparison, Noise, Semver, Side, acknowledged, git, review, rust, wire,
};
use crate::emit::Items;
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
    /// One crate of letterpress.toml, where it names several; without it, each of them is compared
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
    /// An object; where several crates are compared, a list of them
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

/// A crate that was compared.
struct Reviewed {
    comparison: Comparison,
    /// The folder of the revision's crate.
    out: PathBuf,
    /// The base's CHANGELOG.md: it tells of earlier changes.
    earlier: Option<String>,
}

impl Reviewed {
    fn new(base: &Version, revision: &Version, form: Form) -> Self {
        let changelog = base.asked.out.value.join("CHANGELOG.md");
        let tree = base.tree.as_ref();
        Self {
            comparison: compare(base, revision, form),
            out: revision.asked.out.value.clone(),
            earlier: tree.and_then(|tree| tree.text(&changelog)),
        }
    }
}

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Verdict {
    let (base, revision) = (&arguments.base, arguments.revision.as_deref());
    let Some(pairs) = Pairs::new(base, revision, arguments.name.as_deref(), screen) else {
        return Verdict::Bad;
    };
    let mut reviewed = Vec::new();
    let all = pairs.each(screen, |base, revision| {
        reviewed.push(Reviewed::new(&base, &revision, arguments.format));
    });
    let acks = meant::acks_file();
    let (mut sources, mut problems) = (Sources::new(), Diagnostics::new());
    let entries = meant::acknowledgements(&acks, &mut sources, &mut problems);
    if !all || problems.has_errors() {
        screen.diagnostics(&problems, &sources);
        return Verdict::Bad;
    }
    for Reviewed { comparison, .. } in &mut reviewed {
        let name = &comparison.name;
        problems.extend(acknowledged::apply(&entries, name, &mut comparison.review));
    }
    problems.extend(acknowledged::of_nothing(&entries, &meant::crates_here()));
    if let (Some(id), Some(reason)) = (&arguments.acknowledge, &arguments.reason) {
        return meant::acknowledge(&reviewed, id, reason, &acks, screen);
    }
    screen.problems(pairs.apart);
    if arguments.changelog && revision.is_none() {
        let written = reviewed.iter().map(|one| changelog::write(one, screen));
        return written.fold(Verdict::Fine, Verdict::max);
    }
    let comparisons: Vec<Comparison> = reviewed.into_iter().map(|one| one.comparison).collect();
    screen.data(&printed(arguments, &comparisons, pairs.are_several));
    if arguments.deny.contains(&Deny::Version) {
        let unknown: Vec<Diagnostic> = comparisons.iter().filter_map(unknown_version).collect();
        if !unknown.is_empty() {
            screen.problems(unknown);
            return Verdict::Bad;
        }
    }
    for comparison in &comparisons {
        gates(arguments, comparison, pairs.are_several, &mut problems);
    }
    if problems.is_empty() {
        return Verdict::Fine;
    }
    screen.diagnostics(&problems, &sources);
    Verdict::No
}

/// The reports of all crates, one after the other; of one crate its own.
fn printed(arguments: &Arguments, comparisons: &[Comparison], are_several: bool) -> String {
    match arguments.format {
        _ if arguments.changelog => report::entries(comparisons),
        Form::Text => report::text(comparisons),
        Form::Markdown => report::markdown(comparisons),
        Form::Github => report::github(comparisons),
        Form::Json => {
            let values: Vec<Value> = comparisons.iter().map(report::json).collect();
            let printed = match (are_several, values.as_slice()) {
                (false, [only]) => serde_json::to_string_pretty(only),
                _ => serde_json::to_string_pretty(&values),
            };
            printed.expect("a report is plain data") + "\n"
        }
    }
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

/// A file of people that is there, and can't be read.
fn unreadable(file: &Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("{} can't be read: {error}", shown(file).display());
    Diagnostic::error(Code("LP0500"), message)
        .help("make it a text file in UTF-8 that can be read, or remove it")
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
fn gates(
    arguments: &Arguments,
    comparison: &Comparison,
    are_several: bool,
    problems: &mut Diagnostics,
) {
    let whose = if are_several {
        format!("{}: ", comparison.name)
    } else {
        String::new()
    };
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
            let message = if count == 1 {
                format!("{whose}1 change breaks {name}, and nothing acknowledges it")
            } else {
                format!("{whose}{count} changes break {name}, and nothing acknowledges them")
            };
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
