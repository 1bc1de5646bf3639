//! The command: one file a subcommand. Results go to stdout, diagnostics to stderr.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

mod check;
mod diff;
mod explain;
mod generate;
mod inspect;
mod screen;
mod selection;
mod version;
mod why;

use screen::Screen;

use crate::parallel;

/// Presses an OpenAPI document into a typed Rust client crate.
///
/// Without a command, it does what `letterpress generate` does: it reads letterpress.toml, from the current folder or the nearest one above, and writes the crates that it names.
#[derive(Debug, Parser)]
#[command(name = "letterpress", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    /// How diagnostics and results are printed
    #[arg(long, global = true, value_enum, default_value_t = Format::Text, value_name = "FORMAT", help_heading = "Output")]
    message_format: Format,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN", help_heading = "Output")]
    color: Color,
    #[command(subcommand)]
    command: Option<Command>,
}

const AFTER_HELP: &str = "\
Examples:
  letterpress                        write the crates that letterpress.toml names
  letterpress check                  in CI: is what is checked in what would be written?
  letterpress diff git:main          what changed since, for programs that run and code that upgrades
  letterpress inspect api            the crate as data, before it becomes text
  letterpress explain LP0402         what a diagnostic means, and what to write instead
  letterpress why types::Job::state  the place of the document that an item comes from
  letterpress generate --schema openapi.yaml --out client --name example-client

Exit codes:
  0  fine
  1  a gate said no: files are stale, or a warning where letterpress.toml denies warnings
  2  bad input or usage: nothing was written";

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Arguments),
    Check(check::Arguments),
    Diff(diff::Arguments),
    Inspect(inspect::Arguments),
    Explain(explain::Arguments),
    Why(why::Arguments),
}

/// How things are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs: one JSON object a line
    Json,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Fine,
    /// A gate said no.
    No,
    /// Bad input or usage.
    Bad,
}

/// Runs the command with its arguments, the name of the program first. Prints; returns 0, 1 or 2.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    parallel::within(|| obey(arguments))
}

fn obey(arguments: Vec<OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(refusal) => {
            // Help and version are answers, not refusals; where they can't be printed, nobody reads them.
            let _ = refusal.print();
            return ExitCode::from(u8::from(refusal.use_stderr()) * 2);
        }
    };
    let mut screen = Screen::new(cli.message_format, cli.color);
    let verdict = match cli
        .command
        .unwrap_or(Command::Generate(generate::Arguments::default()))
    {
        Command::Generate(arguments) => generate::run(&arguments, &mut screen),
        Command::Check(arguments) => check::run(&arguments, &mut screen),
        Command::Diff(arguments) => diff::run(&arguments, &mut screen),
        Command::Inspect(arguments) => inspect::run(&arguments, &mut screen),
        Command::Explain(arguments) => explain::run(&arguments, &mut screen),
        Command::Why(arguments) => why::run(&arguments, &mut screen),
    };
    match screen.finish(verdict) {
        Verdict::Fine => ExitCode::SUCCESS,
        Verdict::No => ExitCode::from(1),
        Verdict::Bad => ExitCode::from(2),
    }
}
