//! `letterpress why`: which place of the document a public item comes from.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::Verdict;
use super::screen::Screen;
use super::selection::read_config;
use crate::config::Crate;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::emit::{Item, Items};
use crate::pipeline::{self, shown};
use crate::source::{Location, Sources};

/// Says which place of the document a public item of a crate comes from
///
/// The item is named as a user of the crate writes it, with or without the name of the crate.
#[derive(Args, Clone, Debug)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The item: cloudflare_pcap::types::Filter::protocol
    item: String,
    /// The letterpress.toml to use, instead of that of the current folder or the nearest one above
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
Examples:
  letterpress why example_client::types::Job::state
  letterpress why jobs::get";

/// Lines of the document that are shown of one place.
const LINES: usize = 12;

/// An item that was asked for, in one of the crates.
struct Found<'a> {
    asked: &'a Crate,
    items: Vec<&'a Item>,
}

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Verdict {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let config = read_config(arguments.config.as_deref(), &mut sources, &mut diagnostics);
    let crates = config.map(|config| config.crates).unwrap_or_default();
    let pressed: Vec<(Crate, Items)> = crates
        .into_iter()
        .filter_map(|asked| {
            let output = pipeline::press(&asked, &mut sources, &mut diagnostics)?;
            Some((asked, output.into_items()))
        })
        .collect();
    if diagnostics.has_errors() {
        screen.diagnostics(&diagnostics, &sources);
        return Verdict::Bad;
    }
    let found: Vec<Found<'_>> = pressed
        .iter()
        .filter_map(|(asked, items)| find(&arguments.item, asked, items))
        .collect();
    if found.is_empty() {
        screen.problems([unknown(&arguments.item, &pressed)]);
        return Verdict::Bad;
    }
    screen.result(
        || found.iter().map(|found| as_text(found, &sources)).collect(),
        || {
            found
                .iter()
                .flat_map(|found| as_json(found, &sources))
                .collect()
        },
    );
    Verdict::Fine
}

/// The items of a path: a field and its setter share one.
fn find<'a>(path: &str, asked: &'a Crate, items: &'a Items) -> Option<Found<'a>> {
    // A module may have the name of the crate: the path as it is comes first.
    [path, inside(path, asked)].into_iter().find_map(|path| {
        let found: Vec<&Item> = items.0.iter().filter(|item| item.path == path).collect();
        (!found.is_empty()).then_some(Found {
            asked,
            items: found,
        })
    })
}

/// The path without the name of the crate.
fn inside<'a>(path: &'a str, asked: &Crate) -> &'a str {
    match path.split_once("::") {
        Some((first, rest)) if first == "crate" || first == library(asked) => rest,
        _ => path,
    }
}

fn library(asked: &Crate) -> String {
    asked.name.value.replace('-', "_")
}

fn unknown(asked: &str, pressed: &[(Crate, Items)]) -> Diagnostic {
    let near = pressed.iter().find_map(|(one, items)| {
        let path = inside(asked, one);
        let near = did_you_mean(path, items.0.iter().map(|item| item.path.as_str()));
        let last = path.rsplit("::").next().unwrap_or(path);
        let same_name = || {
            items
                .0
                .iter()
                .map(|item| item.path.as_str())
                .find(|other| other.rsplit("::").next() == Some(last))
        };
        near.or_else(same_name)
    });
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "API.txt of the crate lists what there is".to_owned(),
    };
    Diagnostic::error(
        Code("LP0601"),
        format!("no crate has a public item `{asked}`"),
    )
    .help(help)
}

fn as_text(found: &Found<'_>, sources: &Sources) -> String {
    let mut text = format!("{}::{}\n", library(found.asked), found.items[0].path);
    let mut last = None;
    for item in &found.items {
        let _ = writeln!(text, "  {}", item.signature);
    }
    for item in &found.items {
        let Some((location, pointer)) = cause(item, sources) else {
            continue;
        };
        if last.replace(pointer.clone()) == Some(pointer.clone()) {
            continue;
        }
        let file = shown(sources.path(location.file));
        let (line, column) = (location.line, location.column);
        let _ = write!(
            text,
            "\nit comes from #{pointer}\n  --> {}:{line}:{column}\n",
            file.display()
        );
        excerpt(&mut text, sources.text(location.file), line, column);
    }
    if last.is_none() {
        text.push_str("\nno place of the document causes it: every crate has it\n");
    }
    text.push('\n');
    text
}

/// The line of a node, and those after it that are indented deeper.
fn excerpt(text: &mut String, file: &str, line: usize, column: usize) {
    let indent = |line: &str| line.chars().take_while(|char| *char == ' ').count();
    let mut lines = file.lines().zip(1..).skip(line.saturating_sub(1));
    let Some((first, number)) = lines.next() else {
        return;
    };
    let _ = writeln!(text, "{number:>5} | {first}");
    let mut inside = lines.take_while(|(line, _)| line.trim().is_empty() || indent(line) >= column);
    for (line, number) in inside.by_ref().take(LINES - 1) {
        let _ = writeln!(text, "{number:>5} | {line}");
    }
    if inside.next().is_some() {
        text.push_str("      | ..\n");
    }
}

/// Where the cause of an item is, and its pointer: of a variant the value, of all others the node.
fn cause(item: &Item, sources: &Sources) -> Option<(Location, String)> {
    let origin = item.origin?;
    let listed = item.wire.as_ref();
    let listed = listed.and_then(|wire| sources.locate_listed(origin, wire));
    listed.or_else(|| Some((sources.locate(&origin.key())?, sources.pointer(origin))))
}

fn as_json(found: &Found<'_>, sources: &Sources) -> Vec<Value> {
    let values = found.items.iter().map(|item| {
        let (location, pointer) = cause(item, sources).unzip();
        json!({
            "crate": found.asked.name.value,
            "path": item.path,
            "kind": item.kind,
            "signature": item.signature,
            "pointer": pointer,
            "file": location.as_ref().map(|location| shown(sources.path(location.file))),
            "line": location.as_ref().map(|location| location.line),
            "column": location.as_ref().map(|location| location.column),
        })
    });
    values.collect()
}
