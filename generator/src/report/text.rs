//! Diagnostics as text for a terminal, in the form that rustc made known.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::{Excerpt, Mark};
use super::{ordered, printable, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Location, Sources};

/// Columns of a terminal; longer lines are cut around what is underlined.
pub(super) const WIDTH: usize = 120;

/// The longest message; what a document names in it may be of any length.
const LONGEST: usize = 400;

/// The most problems that are printed: nobody reads more, and a document can have any number. Programs get all of them as JSON.
const MOST: usize = 500;

/// All of them up to `MOST`, each with its lines of the document, and a last line that counts. Empty where there are none.
#[must_use]
pub fn render(diagnostics: &Diagnostics, sources: &Sources, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(WIDTH);
    let mut text = String::new();
    let ordered = ordered(diagnostics, sources);
    let mut printed = ordered.clone();
    if printed.len() > MOST {
        // Stable: both keep the order of the text.
        printed.sort_by_key(|diagnostic| !is_error(diagnostic));
        printed.truncate(MOST);
    }
    for diagnostic in &printed {
        let title = clipped(&diagnostic.message);
        let help = diagnostic.help.as_deref().map(clipped);
        let parts = parts(diagnostic, sources);
        let report = [group(diagnostic, &title, help.as_deref(), &parts)];
        text.push_str(&renderer.render(&report));
        text.push_str("\n\n");
    }
    if let Some(mut count) = count(&ordered) {
        if printed.len() < ordered.len() {
            count.push_str(&format!(", of which the first {MOST} are shown"));
        }
        let level = level(worst(&ordered));
        let last = [Group::with_title(level.primary_title(count))];
        text.push_str(&renderer.render(&last));
        text.push('\n');
    }
    text
}

/// The lines of one file that a diagnostic shows.
struct Part {
    path: String,
    line: usize,
    column: usize,
    excerpt: Excerpt,
}

fn group<'a>(
    diagnostic: &Diagnostic,
    title: &'a str,
    help: Option<&'a str>,
    parts: &'a [Part],
) -> Group<'a> {
    let title = level(diagnostic.severity).primary_title(title);
    let mut group = title
        .id(diagnostic.code.0)
        .elements(Vec::<Origin<'_>>::new());
    for part in parts {
        let marks = part.excerpt.marks.iter().map(|mark| {
            let kind = if mark.primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let text = Some(mark.text.as_str()).filter(|text| !text.is_empty());
            kind.span(mark.range.clone()).label(text)
        });
        let snippet = Snippet::source(part.excerpt.text.as_str());
        let snippet = snippet.line_start(part.excerpt.line).annotations(marks);
        if part.excerpt.cut {
            // The renderer would count columns in what is left of the line.
            let origin = Origin::path(part.path.as_str());
            group = group.element(origin.line(part.line).char_column(part.column));
            group = group.element(snippet);
        } else {
            group = group.element(snippet.path(part.path.as_str()));
        }
    }
    match help {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }
}

/// Whether a place can be shown with others: two that are far from each other on one line would show all that is between them.
fn fits(location: &Location, marks: &[(Location, Mark)]) -> bool {
    let near = |other: &Location| {
        other.line != location.line || other.column.abs_diff(location.column) < WIDTH
    };
    marks.iter().all(|(other, _)| near(other))
}

/// The labels by file, the primary one's file first; those that do not go with others are alone.
fn parts(diagnostic: &Diagnostic, sources: &Sources) -> Vec<Part> {
    let mut groups: Vec<(FileId, Vec<(Location, Mark)>)> = Vec::new();
    for (index, label) in diagnostic.labels.iter().enumerate() {
        let Some(location) = sources.locate(&label.place) else {
            continue;
        };
        let mark = Mark {
            range: location.range.clone(),
            primary: index == 0,
            text: clipped(&label.text),
        };
        let known = groups.iter_mut();
        let mut known =
            known.filter(|(file, marks)| *file == location.file && fits(&location, marks));
        match known.next() {
            Some((_, marks)) => marks.push((location, mark)),
            None => groups.push((location.file, vec![(location, mark)])),
        }
    }
    let part = |(file, marks): (FileId, Vec<(Location, Mark)>)| {
        let (line, column) = (marks[0].0.line, marks[0].0.column);
        Part {
            path: shown(sources.path(file)),
            line,
            column,
            excerpt: Excerpt::new(sources, file, marks),
        }
    };
    groups.into_iter().map(part).collect()
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

fn worst(diagnostics: &[&Diagnostic]) -> Severity {
    if diagnostics.iter().any(is_error) {
        Severity::Error
    } else {
        Severity::Warning
    }
}

fn is_error(diagnostic: &&Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}

/// `3 errors, 1 warning`
fn count(diagnostics: &[&Diagnostic]) -> Option<String> {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| is_error(diagnostic))
        .count();
    let warnings = diagnostics.len() - errors;
    let named = |count: usize, name: &str| match count {
        0 => None,
        1 => Some(format!("1 {name}")),
        count => Some(format!("{count} {name}s")),
    };
    let parts: Vec<_> = [named(errors, "error"), named(warnings, "warning")]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn clipped(text: &str) -> String {
    let safe = printable(text);
    match safe.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &safe[..at]),
        None => safe,
    }
}
