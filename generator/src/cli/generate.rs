//! `letterpress generate`: writes the crates.

use std::time::{Duration, Instant};

use clap::Args;
use serde_json::json;

use super::Verdict;
use super::screen::Screen;
use super::selection::{Pressed, Selection, counted};
use crate::files::{Staged, Written};
use crate::pipeline::shown;

/// Writes the crates that letterpress.toml names, or one of a document
///
/// Reads letterpress.toml from the current folder or the nearest one above. Only what differs is written, and files that an earlier run made and this one doesn't are removed. Files that people wrote (examples/,
/// modules of their own) are never touched: every file of letterpress says so in its first line, and no other is overwritten. Any error, in any of the crates, and nothing is written at all.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
}

const AFTER_HELP: &str = "\
Examples:
  letterpress generate
  letterpress generate --config apis/letterpress.toml
  letterpress generate --schema openapi.yaml --out client --name example-client

It says in one line a crate what changed:
  client: 3 files written, 14 unchanged, 0 removed, 41 ms";

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Verdict {
    let pressed = match arguments.selection.press(screen) {
        Ok(pressed) => pressed,
        Err(verdict) => return verdict,
    };
    // Every crate is on the disk, beside what it replaces, before the first file changes.
    let mut staged: Vec<(Pressed, Staged, Duration)> = Vec::new();
    let mut problems = Vec::new();
    for one in pressed {
        let start = Instant::now();
        match one.output.files.stage(&one.asked.out.value) {
            Ok(files) => staged.push((one, files, start.elapsed())),
            Err(found) => problems.push((one, found)),
        }
    }
    if !problems.is_empty() {
        drop(staged);
        arguments.selection.tell(screen, problems);
        return Verdict::Bad;
    }
    for (one, files, staging) in staged {
        let start = Instant::now();
        match files.commit() {
            Ok(written) => {
                report(screen, &one, &written, one.time + staging + start.elapsed());
                // The run is over soon. To take a crate apart item by item first is a fortieth of it.
                std::mem::forget(one);
            }
            // Those that are not committed yet stay as they were.
            Err(problems) => {
                arguments.selection.tell(screen, vec![(one, problems)]);
                return Verdict::Bad;
            }
        }
    }
    Verdict::Fine
}

fn report(screen: &mut Screen, one: &Pressed, written: &Written, time: Duration) {
    let out = shown(&one.asked.out.value);
    screen.result(
        || {
            format!(
                "{}: {} written, {} unchanged, {} removed, {} ms\n",
                out.display(),
                counted(written.written.len(), "file"),
                written.unchanged,
                written.removed.len(),
                time.as_millis(),
            )
        },
        || {
            vec![json!({
                "crate": one.asked.name.value,
                "out": out,
                "written": written.written,
                "unchanged": written.unchanged,
                "removed": written.removed,
                "milliseconds": time.as_millis() as u64,
            })]
        },
    );
}
