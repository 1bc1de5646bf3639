//! `letterpress explain`: what a diagnostic means.

use std::fmt::Write as _;

use clap::Args;
use serde_json::json;

use super::Verdict;
use super::screen::Screen;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::explain::{self, Entry};

/// Says what a diagnostic means, with a wrong example and a right one
///
/// Without a code, it lists them all.
#[derive(Args, Clone, Debug)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The code, as the diagnostic shows it: LP0402
    code: Option<String>,
}

const AFTER_HELP: &str = "\
Examples:
  letterpress explain LP0402
  letterpress explain";

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Verdict {
    let Some(asked) = &arguments.code else {
        screen.result(list, || explain::entries().map(as_json).collect());
        return Verdict::Fine;
    };
    let code = normal(asked);
    match explain::entries().find(|entry| entry.code == code) {
        Some(entry) => {
            screen.result(|| as_text(entry), || vec![as_json(entry)]);
            Verdict::Fine
        }
        None => {
            screen.problems([unknown(asked, &code)]);
            Verdict::Bad
        }
    }
}

/// `lp402`, `402` and `LP0402` are one code.
fn normal(asked: &str) -> String {
    let asked = asked.trim().to_ascii_uppercase();
    let digits = asked.strip_prefix("LP").unwrap_or(&asked);
    if !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit()) {
        format!("LP{digits:0>4}")
    } else {
        asked
    }
}

fn unknown(asked: &str, code: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code("LP0425"), format!("there is no diagnostic `{asked}`"));
    match did_you_mean(code, explain::entries().map(|entry| entry.code)) {
        Some(meant) => diagnostic.help(format!(
            "did you mean `{meant}`? `letterpress explain` lists all"
        )),
        None => diagnostic.help("`letterpress explain` lists all"),
    }
}

fn list() -> String {
    let mut text = String::new();
    for entry in explain::entries() {
        let _ = writeln!(text, "{}  {}", entry.code, entry.title);
    }
    text
}

fn as_text(entry: &Entry) -> String {
    let mut text = format!("{}: {}\n\n{}\n", entry.code, entry.title, entry.text.trim());
    for (title, example) in [("Wrong", entry.wrong), ("Right", entry.right)] {
        if !example.is_empty() {
            let _ = write!(text, "\n{title}:\n\n");
            for line in example.trim_matches('\n').lines() {
                let _ = writeln!(text, "{}", format!("    {line}").trim_end());
            }
        }
    }
    text
}

fn as_json(entry: &Entry) -> serde_json::Value {
    json!({ "code": entry.code, "title": entry.title, "text": entry.text, "wrong": entry.wrong, "right": entry.right })
}
