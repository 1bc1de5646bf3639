//! `letterpress check`: is what is on disk what would be written?

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use anstyle::{AnsiColor, Style};
use clap::Args;
use serde_json::json;

use super::Verdict;
use super::screen::Screen;
use super::selection::{Pressed, Selection, counted};
use crate::files::{Stale, State};
use crate::pipeline::shown;

/// Compares what is on disk with what would be generated, and writes nothing
///
/// Exits with 1 when a file is missing, differs or is left over. For CI, beside the tests.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
}

const AFTER_HELP: &str = "\
Examples:
  letterpress check
  letterpress check --message-format json
  letterpress check --schema openapi.yaml --out client --name example-client";

/// Lines of a diff that are shown of one file, and of all.
const LINES_OF_A_FILE: usize = 40;
const LINES_IN_ALL: usize = 200;

/// Files that are missing, or left over, of which the names are shown.
const FILES: usize = 10;

const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const HUNK: Style = AnsiColor::Cyan.on_default();
const STATE: Style = AnsiColor::Yellow.on_default().bold();

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Verdict {
    let pressed = match arguments.selection.press(screen) {
        Ok(pressed) => pressed,
        Err(verdict) => return verdict,
    };
    let mut budget = LINES_IN_ALL;
    let mut verdict = Verdict::Fine;
    let mut problems = Vec::new();
    for one in pressed {
        let start = Instant::now();
        match one.output.files.check(&one.asked.out.value) {
            Ok(stale) if stale.is_empty() => {
                up_to_date(screen, &one, (one.time + start.elapsed()).as_millis())
            }
            Ok(stale) => {
                verdict = verdict.max(Verdict::No);
                let out = shown(&one.asked.out.value);
                screen.result(
                    || as_text(&out, &stale, &mut budget),
                    || stale.iter().map(|file| as_json(&one, file)).collect(),
                );
            }
            Err(found) => problems.push((one, found)),
        }
    }
    if !problems.is_empty() {
        verdict = Verdict::Bad;
        arguments.selection.tell(screen, problems);
    }
    if verdict == Verdict::No {
        let command = arguments.selection.generate_command();
        screen.result(|| format!("To mend it, run `{command}`\n"), Vec::new);
    }
    verdict
}

fn up_to_date(screen: &mut Screen, one: &Pressed, milliseconds: u128) {
    let out = shown(&one.asked.out.value);
    let files = one.output.files.0.len();
    screen.result(
        || {
            format!(
                "{}: {}, all as they would be generated, {milliseconds} ms\n",
                out.display(),
                counted(files, "file")
            )
        },
        || {
            vec![
                json!({ "crate": one.asked.name.value, "out": out, "files": files, "stale": null }),
            ]
        },
    );
}

fn as_text(out: &Path, stale: &[Stale], budget: &mut usize) -> String {
    let mut text = format!(
        "{}: {} not as {} would be generated\n",
        out.display(),
        if stale.len() == 1 {
            "1 file is".to_owned()
        } else {
            format!("{} files are", stale.len())
        },
        if stale.len() == 1 { "it" } else { "they" },
    );
    let line = |state: &str, file: &Stale| {
        let path = out.join(&file.path);
        format!("{STATE}{state}{STATE:#} {}\n", path.display())
    };
    for (word, state) in [("missing", State::Missing), ("left over", State::Leftover)] {
        let files: Vec<&Stale> = stale.iter().filter(|file| file.state == state).collect();
        if files.is_empty() {
            continue;
        }
        text.push('\n');
        text.extend(files.iter().take(FILES).map(|file| line(word, file)));
        if files.len() > FILES {
            let _ = writeln!(text, "… {}", counted(files.len() - FILES, "more file"));
        }
    }
    for file in stale {
        if let State::Differs { diff } = &file.state {
            text.push('\n');
            text.push_str(&line("differs", file));
            add_diff(&mut text, diff, budget);
        }
    }
    text.push('\n');
    text
}

/// The diff of a file, cut where it gets too long to be read here.
fn add_diff(text: &mut String, diff: &str, budget: &mut usize) {
    let lines: Vec<&str> = diff.lines().collect();
    let shown = lines.len().min(LINES_OF_A_FILE).min(*budget);
    *budget -= shown;
    for line in &lines[..shown] {
        let style = match line.as_bytes().first() {
            Some(b'+') => ADDED,
            Some(b'-') => REMOVED,
            Some(b'@') => HUNK,
            _ => Style::new(),
        };
        let _ = writeln!(text, "  {style}{line}{style:#}");
    }
    if shown < lines.len() {
        let _ = writeln!(text, "  … {}", counted(lines.len() - shown, "more line"));
    }
}

fn as_json(one: &Pressed, file: &Stale) -> serde_json::Value {
    let (state, diff) = match &file.state {
        State::Missing => ("missing", None),
        State::Differs { diff } => ("differs", Some(diff)),
        State::Leftover => ("left over", None),
    };
    json!({ "crate": one.asked.name.value, "out": shown(&one.asked.out.value), "path": file.path, "stale": state, "diff": diff })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs(path: &str, lines: usize) -> Stale {
        Stale {
            path: path.to_owned(),
            state: State::Differs {
                diff: "+new\n".repeat(lines),
            },
        }
    }

    #[test]
    fn diffs_are_cut_for_each_file_and_in_all() {
        let mut stale: Vec<Stale> = (0..6)
            .map(|index| differs(&format!("src/{index}.rs"), 50))
            .collect();
        stale.push(Stale {
            path: "src/gone.rs".to_owned(),
            state: State::Leftover,
        });
        let text = as_text(Path::new("client"), &stale, &mut LINES_IN_ALL.clone());
        let text = anstream::adapter::strip_str(&text).to_string();
        let head = "client: 7 files are not as they would be generated\n\nleft over client/src/gone.rs\n\ndiffers client/src/0.rs\n  +new\n";
        assert!(text.starts_with(head), "{text}");
        assert_eq!(text.matches("+new").count(), LINES_IN_ALL);
        assert_eq!(text.matches("… 10 more lines").count(), 5);
        assert!(
            text.contains("differs client/src/5.rs\n  … 50 more lines\n"),
            "{text}"
        );
        assert!(text.ends_with("… 50 more lines\n\n"), "{text}");
    }
}
