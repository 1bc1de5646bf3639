//! What is wrong with the text of a file, by bytes of it; errors of the readers of YAML and JSON in our words.

use std::ops::Range;

use super::Origin;
use crate::diagnostic::{Code, Diagnostic};

/// A problem of a text, before its bytes have an origin.
#[derive(Debug)]
pub(super) struct Finding {
    code: &'static str,
    message: String,
    labels: Vec<(Range<usize>, String)>,
    help: Option<String>,
}

impl Finding {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            labels: Vec::new(),
            help: None,
        }
    }

    pub(super) fn at(mut self, range: Range<usize>, text: impl Into<String>) -> Self {
        self.labels.push((range, text.into()));
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The first byte of the primary label.
    pub(super) fn start(&self) -> usize {
        self.labels.first().map_or(0, |(range, _)| range.start)
    }

    /// Gives the bytes their origins.
    pub(super) fn into_diagnostic(
        self,
        mut origin: impl FnMut(Range<usize>) -> Origin,
    ) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(Code(self.code), self.message);
        for (range, text) in self.labels {
            diagnostic = diagnostic.at(origin(range).place(), text);
        }
        diagnostic.help = self.help;
        diagnostic
    }
}

/// An error of serde_json.
pub(super) fn json(text: &str, error: &serde_json::Error) -> Finding {
    let full = error.to_string();
    let message = full.split(" at line ").next().unwrap_or(&full);
    if message.starts_with("recursion limit exceeded") {
        return too_deep().at(json_offset(text, error), "one level too many");
    }
    let finding = Finding::new("LP0004", format!("this is not JSON: {message}"))
        .at(json_offset(text, error), "the reader stopped here");
    match message {
        "trailing comma" => finding.help("remove the comma before the closing bracket"),
        "key must be a string" => finding.help("write the key in double quotes"),
        "trailing characters" => {
            finding.help("a file holds one JSON value; remove what follows it")
        }
        _ if error.is_eof() => finding.help("the file ends too early; close what is open"),
        _ => finding
            .help("look for a comma, a quote or a bracket that is missing or too many just before"),
    }
}

/// serde_json counts bytes of a line from 1, and stops at the byte at fault.
fn json_offset(text: &str, error: &serde_json::Error) -> Range<usize> {
    let line: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    one(text, line + error.column().saturating_sub(1))
}

/// An error of serde_yaml.
pub(super) fn yaml(text: &str, error: &serde_yaml::Error) -> Finding {
    let full = error.to_string();
    let message = full.split(" at line ").next().unwrap_or(&full);
    let place = error.location().map(|location| one(text, location.index()));
    let place = place.unwrap_or_else(|| one(text, 0));
    if message.contains("recursion limit exceeded") {
        return too_deep().at(place, "one level too many");
    }
    if message.contains("repetition limit exceeded") {
        return too_repetitive().at(place, "somewhere in this file");
    }
    if message.contains("more than one document") {
        return several_documents(text);
    }
    if let Some(finding) = message.split("invalid type: ").nth(1).and_then(wrong_kind) {
        return finding.at(place, "here");
    }
    let problem = message.replace("deserializing from YAML ", "");
    let mut finding = not_yaml(&problem, yaml_help(text, &place, &full), place);
    if let Some((what, range)) = yaml_context(text, &full) {
        finding = finding.at(range, what);
    }
    finding
}

pub(super) fn not_yaml(problem: &str, help: &'static str, place: Range<usize>) -> Finding {
    Finding::new("LP0003", format!("this is not YAML: {problem}"))
        .help(help)
        .at(place, "the reader stopped here")
}

/// `.., while parsing a block mapping at line 3 column 5` as a label.
fn yaml_context(text: &str, full: &str) -> Option<(String, Range<usize>)> {
    let context = full.split(", while ").nth(1)?;
    let (what, place) = context.split_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    let line: usize = line.parse().ok()?;
    let column: usize = column.parse().ok()?;
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines.by_ref().take(line - 1).map(str::len).sum();
    let inside = lines.next()?.char_indices().nth(column - 1)?.0;
    Some((format!("while {what}"), one(text, start + inside)))
}

/// The help where nothing nearer is known.
pub(super) const LOOK_AROUND: &str =
    "look at this line and the one above: their indentation, quotes and brackets";

fn yaml_help(text: &str, place: &Range<usize>, message: &str) -> &'static str {
    if text[place.clone()].starts_with('\t') || message.contains("tab character") {
        return "indent by spaces; YAML allows no tab there";
    }
    if message.contains("mapping values are not allowed") {
        return "put the text in quotes where it holds `: `, or look at the indentation";
    }
    if message.contains("did not find expected key")
        || message.contains("did not find expected '-' indicator")
    {
        return "look at the indentation of this line and of the one above";
    }
    if message.contains("unknown anchor") {
        return "an alias `*name` needs an anchor `&name` above it; a text that begins with `*` is quoted";
    }
    if message.contains("cannot start any token") {
        return "put the text in quotes";
    }
    if message.contains("quoted scalar") {
        return "close the quotes where the text ends; within `\"..\"` write a quote as `\\\"`, within `'..'` as `''`";
    }
    if message.contains("flow sequence") || message.contains("flow mapping") {
        return "close the bracket, and put a comma between the entries";
    }
    if message.contains("could not find expected ':'") {
        return "put a colon and a space behind the key, or the text in quotes";
    }
    LOOK_AROUND
}

/// A tag makes an enum of a value for serde; a key that is a list or an object is no text.
fn wrong_kind(found: &str) -> Option<Finding> {
    if found.starts_with("enum") {
        let message = "a YAML tag changes the meaning of a value, and is not followed";
        return Some(
            Finding::new("LP0011", message).help("remove the tag, and write the value itself"),
        );
    }
    let kind = match found.split(',').next()? {
        "sequence" => "a list",
        "map" => "an object",
        _ => return None,
    };
    Some(
        Finding::new("LP0012", format!("a key is {kind}"))
            .help("keys are text; write a plain word, or a text in quotes"),
    )
}

fn several_documents(text: &str) -> Finding {
    let second = second_document(text);
    Finding::new("LP0010", "the file holds several YAML documents")
        .at(second, "the second one begins here")
        .help("keep one document in a file; remove the line `---`")
}

/// The marker `---` after the first content.
fn second_document(text: &str) -> Range<usize> {
    let mut at = 0;
    let mut content = false;
    for line in text.split_inclusive('\n') {
        let plain = line.trim_end();
        let marker = plain == "---" || plain.starts_with("--- ");
        if marker && content {
            return at..at + 3;
        }
        content |= !marker && !plain.is_empty() && !plain.starts_with(['#', '%']);
        at += line.len();
    }
    one(text, 0)
}

pub(super) fn too_deep() -> Finding {
    Finding::new("LP0008", "the document is nested more than 128 levels deep")
        .help("move inner schemas to `components/schemas` and refer to them")
}

pub(super) fn too_repetitive() -> Finding {
    Finding::new(
        "LP0009",
        "aliases make the document far larger than its text",
    )
    .help("refer to components by `$ref`; an alias `*name` copies the whole value that it names")
}

/// The range of the character at a byte, or the end of the text.
pub(super) fn one(text: &str, at: usize) -> Range<usize> {
    let mut start = at.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}
