//! Diagnostics as JSON, one object a line, for editors and scripts.

use serde_json::{Map, Value, json};

use super::{ordered, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::Sources;

/// One line a diagnostic.
///
/// `severity`, `code`, `message`; `file`, `line`, `column`, `end_line`, `end_column` (from 1; columns count characters, the end
/// is behind the last one) and `pointer` of the primary place, null where there is none; `help`, null or a text; `labels`: all
/// places, the primary one first, each with `text` beside the same members.
#[must_use]
pub fn render(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let ordered = ordered(diagnostics, sources).into_iter();
    let lines = ordered.map(|diagnostic| {
        line(diagnostic, sources)
            + "
"
    });
    lines.collect()
}

fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut object = Map::new();
    object.insert("severity".to_owned(), severity.into());
    object.insert("code".to_owned(), diagnostic.code.0.into());
    object.insert("message".to_owned(), diagnostic.message.as_str().into());
    object.extend(place(diagnostic.labels.first(), sources));
    object.insert("help".to_owned(), diagnostic.help.as_deref().into());
    let labels = diagnostic.labels.iter().map(|label| {
        let mut object = place(Some(label), sources);
        object.insert("text".to_owned(), label.text.as_str().into());
        Value::Object(object)
    });
    object.insert("labels".to_owned(), labels.collect());
    Value::Object(object).to_string()
}

fn place(label: Option<&Label>, sources: &Sources) -> Map<String, Value> {
    let found = label.and_then(|label| {
        let location = sources.locate(&label.place)?;
        Some(json!({
            "file": shown(sources.path(location.file)),
            "line": location.line,
            "column": location.column,
            "end_line": location.end_line,
            "end_column": location.end_column,
            "pointer": sources.pointer_of(&label.place),
        }))
    });
    let nowhere = || json!({"file": null, "line": null, "column": null, "end_line": null, "end_column": null, "pointer": null});
    match found.unwrap_or_else(nowhere) {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}
