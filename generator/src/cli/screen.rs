//! What is printed, and where: results to stdout, diagnostics to stderr.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use serde_json::Value;

use super::{Color, Format, Verdict};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::report;
use crate::source::Sources;

/// Both streams.
#[derive(Debug)]
pub(super) struct Screen {
    format: Format,
    color: Color,
    /// Why stdout takes no more.
    failure: Option<io::Error>,
}

impl Screen {
    pub(super) fn new(format: Format, color: Color) -> Self {
        Self {
            format,
            color,
            failure: None,
        }
    }

    /// Prints a result: `text` for people, a line for each of `values` for programs.
    pub(super) fn result(
        &mut self,
        text: impl FnOnce() -> String,
        values: impl FnOnce() -> Vec<Value>,
    ) {
        let output = match self.format {
            Format::Text => text(),
            Format::Json => values().iter().map(|value| format!("{value}\n")).collect(),
        };
        self.print(&output);
    }

    /// Prints a result that is JSON in any format.
    pub(super) fn data(&mut self, text: &str) {
        self.print(text);
    }

    /// Prints diagnostics, in the order in which they were found.
    pub(super) fn diagnostics(&self, diagnostics: &Diagnostics, sources: &Sources) {
        self.tell(&self.told(diagnostics, sources));
    }

    /// Diagnostics as they are printed.
    pub(super) fn told(&self, diagnostics: &Diagnostics, sources: &Sources) -> String {
        match self.format {
            Format::Text => report::text::render(diagnostics, sources, true),
            Format::Json => report::json::render(diagnostics, sources),
        }
    }

    /// Prints them.
    pub(super) fn tell(&self, told: &str) {
        let mut stderr = AutoStream::new(io::stderr(), self.choice(&io::stderr()));
        // Where stderr is closed there is nobody to tell.
        let _ = stderr.write_all(told.as_bytes());
    }

    /// Prints diagnostics that no document is to blame for.
    pub(super) fn problems(&self, problems: impl IntoIterator<Item = Diagnostic>) {
        let mut diagnostics = Diagnostics::new();
        diagnostics.extend(problems);
        self.diagnostics(&diagnostics, &Sources::new());
    }

    /// The verdict, unless the results could not be written.
    pub(super) fn finish(self, verdict: Verdict) -> Verdict {
        match &self.failure {
            // Who reads has seen enough: `letterpress inspect | head`.
            None => verdict,
            Some(error) if error.kind() == io::ErrorKind::BrokenPipe => verdict,
            Some(error) => {
                let _ = writeln!(io::stderr(), "error: cannot write to stdout: {error}");
                Verdict::Bad
            }
        }
    }

    fn print(&mut self, text: &str) {
        if self.failure.is_some() {
            return;
        }
        let mut stdout = AutoStream::new(io::stdout().lock(), self.choice(&io::stdout()));
        let outcome = stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush());
        self.failure = outcome.err();
    }

    fn choice(&self, stream: &impl anstream::stream::RawStream) -> ColorChoice {
        match self.color {
            Color::Auto => AutoStream::choice(stream),
            Color::Always => ColorChoice::AlwaysAnsi,
            Color::Never => ColorChoice::Never,
        }
    }
}
