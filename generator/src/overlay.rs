//! Overlays <https://spec.openapis.org/overlay/>: files that patch a document that is not ours.
//!
//! An action that applies to nothing, or that changes nothing any more, is an error: a fix does not outlive its reason. What an action puts into the
//! document stands, for every diagnostic, in the overlay's file.

mod apply;
mod read;

use std::path::PathBuf;

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::config::Located;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::pipeline::shown;
use crate::source::{FileId, Origin, Sources};

/// One action of an overlay.
struct Action {
    origin: Origin,
    /// `/actions/0`, for what it puts into the document.
    index: usize,
    target: JsonPath,
    written: String,
    change: Change,
}

enum Change {
    Update(Value),
    /// 1.1: the value of another node of the document.
    Copy(JsonPath, String),
    Remove,
}

/// The most values that overlays put into a document: actions whose targets are what others put there double it each time.
const MOST_ADDED: usize = 500_000;

/// How many values overlays have put into a document.
#[derive(Default)]
struct Growth(usize);

impl Growth {
    fn add(&mut self, action: &Action, times: usize, update: &Value) -> Result<(), Diagnostic> {
        self.0 = self.0.saturating_add(times.saturating_mul(values(update)));
        if self.is_too_much() {
            return Err(too_large(action));
        }
        Ok(())
    }

    fn is_too_much(&self) -> bool {
        self.0 > MOST_ADDED
    }
}

/// A value and all that it holds.
fn values(value: &Value) -> usize {
    let inner: usize = match value {
        Value::Array(items) => items.iter().map(values).sum(),
        Value::Object(members) => members.values().map(values).sum(),
        _ => 0,
    };
    inner + 1
}

/// Applies overlays to a document, in order. `None` where the document or an overlay can't be read.
pub(crate) fn apply(
    document: FileId,
    overlays: &[Located<PathBuf>],
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    if overlays.is_empty() {
        return Some(());
    }
    let mut value = (*sources.value(document, diagnostics)?).clone();
    let mut trace = crate::source::Trace::default();
    let mut growth = Growth::default();
    let before = diagnostics.len();
    for overlay in overlays {
        let file = match sources.open(&shown(&overlay.value)) {
            Ok(file) => file,
            Err(diagnostic) => {
                diagnostics.push(diagnostic.at(overlay.origin.place(), ""));
                continue;
            }
        };
        let Some(actions) = read::read(file, document, sources, diagnostics) else {
            continue;
        };
        for action in actions {
            let mut patch = apply::Patch {
                document,
                overlay: file,
                value: &mut value,
                trace: &mut trace,
                growth: &mut growth,
            };
            if let Err(problem) = patch.run(&action) {
                diagnostics.push(problem);
            }
            if growth.is_too_much() {
                return None;
            }
        }
    }
    sources.patch(document, value, trace);
    (diagnostics.len() == before).then_some(())
}

fn applies_to_nothing(action: &Action) -> Diagnostic {
    Diagnostic::error(
        Code("LP0430"),
        format!(
            "the action applies to nothing: the document has no `{}`",
            action.written
        ),
    )
    .at(action.origin.value_of("target"), "selects no node")
    .help("what it mended is gone, or moved: delete the action, or correct its `target`")
}

fn changes_nothing(action: &Action) -> Diagnostic {
    let member = match action.change {
        Change::Copy(..) => "copy",
        _ => "update",
    };
    Diagnostic::error(
        Code("LP0431"),
        format!(
            "the action changes nothing: the document has it already at `{}`",
            action.written
        ),
    )
    .at(action.origin.key_of(member), "is what stands there")
    .help("the document was mended: delete the action")
}

fn too_large(action: &Action) -> Diagnostic {
    Diagnostic::error(
        Code("LP0434"),
        format!("overlays put more than {MOST_ADDED} values into the document"),
    )
    .at(action.origin.value_of("target"), "with this action, on all that it selects")
    .help("select less: a target such as `$..properties` also selects what the actions before it have put there")
}

fn does_not_fit(action: &Action, message: String, help: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0432"), message)
        .at(action.origin.value_of("target"), "")
        .help(help)
}
