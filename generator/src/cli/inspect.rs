//! `letterpress inspect`: what stands after a stage, as JSON.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;
use serde_json::{Value, json};

use super::Verdict;
use super::screen::Screen;
use super::selection::read_config;
use crate::api::{Api, UntypedCause};
use crate::config::{Crate, rules};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Sources;
use crate::{ledger, pipeline};

/// Prints what stands after a stage, as JSON
///
/// A document becomes a crate in four steps, and each can be looked at:
/// the document as it is written, the contract as it is meant on the wire, the crate in Rust's terms, and the list of what is public in it.
#[derive(Args, Clone, Debug)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The stage
    #[arg(value_enum, default_value_t = Stage::Api)]
    stage: Stage,
    /// How each JSON pointer of the document ends: used, noted (documentation, or nothing that an operation reaches) or reported
    #[arg(long)]
    ledger: bool,
    /// The letterpress.toml to use, instead of that of the current folder or the nearest one above
    #[arg(long, value_name = "FILE", conflicts_with = "schema")]
    config: Option<PathBuf>,
    /// The crate of letterpress.toml, where it names several
    #[arg(long = "crate", value_name = "NAME", conflicts_with = "schema")]
    name: Option<String>,
    /// A document that no letterpress.toml names
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,
}

const AFTER_HELP: &str = "\
Examples:
  letterpress inspect
  letterpress inspect contract --schema openapi.yaml
  letterpress inspect items --crate example-client | jq '.'
  letterpress inspect untyped --schema openapi.yaml
  letterpress inspect --ledger --schema openapi.yaml";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// The document as it is written, under OpenAPI's own names
    Document,
    /// As it is meant on the wire: references resolved, allOf merged
    Contract,
    /// The crate in Rust's terms: modules, endpoints, types, names
    Api,
    /// What is public in the crate
    Items,
    /// Where the crate has JSON as it is, and why
    Untyped,
}

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Verdict {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let data = select(arguments, &mut sources, &mut diagnostics).and_then(|asked| {
        if arguments.ledger {
            let ledger = ledger::ledger(&asked, &mut sources, &mut diagnostics);
            return ledger.map(|ledger| pretty(&ledger));
        }
        inspect(arguments.stage, &asked, &mut sources, &mut diagnostics)
    });
    screen.diagnostics(&diagnostics, &sources);
    if let Some(data) = data {
        screen.data(&data);
    }
    // A document with errors is still shown, as far as it was understood.
    if diagnostics.has_errors() {
        Verdict::Bad
    } else {
        Verdict::Fine
    }
}

fn inspect(
    stage: Stage,
    asked: &Crate,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    match stage {
        Stage::Document => {
            pipeline::document(asked, sources, diagnostics).map(|stage| pretty(&stage))
        }
        Stage::Contract => {
            pipeline::contract(asked, sources, diagnostics).map(|stage| pretty(&stage))
        }
        Stage::Api => pipeline::api(asked, sources, diagnostics).map(|stage| pretty(&stage)),
        Stage::Items => {
            pipeline::press(asked, sources, diagnostics).map(|output| pretty(&output.into_items()))
        }
        Stage::Untyped => {
            pipeline::api(asked, sources, diagnostics).map(|api| pretty(&untyped(&api, sources)))
        }
    }
}

/// The places with their lines: those that the document leaves open, and those that the crate has no type for.
fn untyped(api: &Api, sources: &Sources) -> Value {
    let list = |cause| -> Value {
        let places = api.untyped.iter().filter(|place| place.cause == cause);
        let places = places.map(|place| {
            let location = sources.locate(&place.origin.place());
            json!({
                "file": location.as_ref().map(|at| sources.path(at.file)),
                "line": location.as_ref().map(|at| at.line),
                "column": location.as_ref().map(|at| at.column),
                "pointer": place.pointer,
                "reason": place.reason,
            })
        });
        places.collect()
    };
    json!({
        "document": list(UntypedCause::Document),
        "crate": list(UntypedCause::Crate),
    })
}

fn pretty(data: &impl Serialize) -> String {
    let mut text =
        serde_json::to_string_pretty(data).expect("the stages are plain data whose keys are text");
    text.push('\n');
    text
}

fn select(
    arguments: &Arguments,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Crate> {
    if let Some(schema) = &arguments.schema {
        return match of_document(schema) {
            Ok(asked) => Some(asked),
            Err(problems) => {
                diagnostics.extend(problems);
                None
            }
        };
    }
    let config = read_config(arguments.config.as_deref(), sources, diagnostics)?;
    let names: Vec<String> = config
        .crates
        .iter()
        .map(|asked| asked.name.value.clone())
        .collect();
    let mut found = config.crates.into_iter().filter(|asked| {
        arguments
            .name
            .as_ref()
            .is_none_or(|name| *name == asked.name.value)
    });
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        (Some(_), Some(_)) => {
            diagnostics.push(which_crate(
                "letterpress.toml names several crates".to_owned(),
                &names,
            ));
            None
        }
        (None, _) => {
            let name = arguments.name.as_deref().unwrap_or_default();
            diagnostics.push(which_crate(
                format!("letterpress.toml names no crate `{name}`"),
                &names,
            ));
            None
        }
    }
}

fn which_crate(message: String, names: &[String]) -> Diagnostic {
    let choices: Vec<String> = names
        .iter()
        .map(|name| format!("`--crate {name}`"))
        .collect();
    Diagnostic::error(Code("LP0424"), message).help(format!("add {}", choices.join(" or ")))
}

/// A crate of which only the document counts. It is called as its file, where a crate can be.
fn of_document(schema: &Path) -> Result<Crate, Vec<Diagnostic>> {
    let stem = schema
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    let name = if rules::crate_name(stem).is_ok() {
        stem
    } else {
        "client"
    };
    Crate::new(name, schema, &schema.with_file_name("client"))
}
