use std::fmt::Write as _;

use crate::diff::{Change, Comparison, rust, wire};

/// Whether a change stands in a section.
type Belongs = fn(&Change) -> bool;

/// A section of an entry: `### Changed`, and its lines.
type Section = (&'static str, Vec<String>);

/// The entry of a CHANGELOG.md, in the form of Keep a Changelog.
#[must_use]
pub fn entry(comparison: &Comparison) -> String {
    let mut text = format!("{}\n", heading(comparison));
    for (title, lines) in sections(comparison) {
        let _ = write!(text, "\n### {title}\n\n{}\n", lines.join("\n"));
    }
    text
}

/// The whole CHANGELOG.md with the entry in it. What people wrote stays: an entry that is there already gets the lines that it lacks.
#[must_use]
pub fn changelog(comparison: &Comparison, before: Option<&str>) -> String {
    let Some(before) = before else {
        let head = format!(
            "# Changelog\n\nAll notable changes of `{}` are listed here, in the form of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/); \
             versions follow [Semantic Versioning](https://semver.org/spec/v2.0.0.html).\n",
            comparison.name
        );
        return format!("{head}\n{}", entry(comparison));
    };
    let heading = heading(comparison);
    let mut lines: Vec<String> = before.lines().map(str::to_owned).collect();
    let is_entry = |line: &String| line.starts_with("## ");
    match lines.iter().position(|line| line.starts_with(&heading)) {
        Some(start) => {
            let rest = &lines[start + 1..];
            let end = rest.iter().position(is_entry);
            let end = end.map_or(lines.len(), |end| start + 1 + end);
            let merged = merged(&lines[start..end], sections(comparison));
            lines.splice(start..end, merged);
        }
        None => {
            // The newest stands first, below what is not released yet.
            let unreleased = lines
                .iter()
                .position(|line| line.starts_with("## [Unreleased]"));
            let after = unreleased.map_or(0, |line| line + 1);
            let next = lines[after..].iter().position(is_entry);
            let place = next.map_or(lines.len(), |next| after + next);
            let mut new: Vec<String> = entry(comparison).lines().map(str::to_owned).collect();
            if lines[..place].last().is_some_and(|line| !line.is_empty()) {
                new.insert(0, String::new());
            }
            if place < lines.len() {
                new.push(String::new());
            }
            lines.splice(place..place, new);
        }
    }
    lines.join("\n").trim_end().to_owned() + "\n"
}

/// The lines of an entry, and those that it lacks at the end of their sections.
fn merged(there: &[String], sections: Vec<Section>) -> Vec<String> {
    let mut lines = there.to_vec();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let all: Vec<String> = sections.iter().flat_map(|(_, new)| new.clone()).collect();
    for (title, new) in sections {
        let mut missing = Vec::new();
        for line in new.into_iter().filter(|line| !there.contains(line)) {
            let is_old = |other: &String| !all.contains(other) && is_former(other, &line);
            match lines.iter().position(is_old) {
                Some(old) => lines[old] = line,
                None => missing.push(line),
            }
        }
        let new = missing;
        if new.is_empty() {
            continue;
        }
        let title = format!("### {title}");
        let Some(start) = lines.iter().position(|line| *line == title) else {
            lines.extend([String::new(), title, String::new()]);
            lines.extend(new);
            continue;
        };
        let rest = &lines[start + 1..];
        let end = rest.iter().position(|line| line.starts_with('#'));
        let mut end = end.map_or(lines.len(), |end| start + 1 + end);
        while lines[end - 1].is_empty() {
            end -= 1;
        }
        lines.splice(end..end, new);
    }
    if there.last().is_some_and(String::is_empty) {
        lines.push(String::new());
    }
    lines
}

/// Whether a line says the same of an earlier state: what it was before is the same, and what it is isn't.
fn is_former(other: &str, line: &str) -> bool {
    let parts = |line: &str| {
        let (about, was) = line.split_once(", it was ")?;
        let (what, _) = about.rsplit_once(" is ")?;
        let what = what.replace("**Breaking**: ", "");
        let was = was.split(". ").next().unwrap_or(was);
        Some((what, was.trim_end_matches('.').to_owned()))
    };
    parts(other).is_some_and(|other| Some(other) == parts(line))
}

/// The version that letterpress.toml says, where it is a new one and says enough.
fn heading(comparison: &Comparison) -> String {
    let version = comparison
        .is_version_enough()
        .filter(|enough| *enough)
        .and(comparison.revision.version.as_ref())
        .filter(|version| comparison.base.version.as_ref() != Some(version));
    match version {
        Some(version) => format!("## [{version}]"),
        None => "## [Unreleased]".to_owned(),
    }
}

fn sections(comparison: &Comparison) -> Vec<Section> {
    let sections: [(&str, Belongs); 5] = [
        ("Removed", |change| {
            breaks(change) && change.rule.contains("removed")
        }),
        ("Changed", |change| {
            (breaks(change) && !change.rule.contains("removed"))
                || (!breaks(change)
                    && change.wire != wire::Verdict::None
                    && change.rust <= rust::Verdict::Docs)
        }),
        ("Added", |change| change.rust == rust::Verdict::Additive),
        ("Deprecated", |change| {
            change.rust == rust::Verdict::Deprecating
        }),
        ("Documentation", |change| {
            change.rust == rust::Verdict::Docs && change.wire == wire::Verdict::None
        }),
    ];
    let mut filled = Vec::new();
    for (title, belongs) in sections {
        let changes = comparison.review.changes.iter();
        let lines: Vec<String> = changes.filter(|change| belongs(change)).map(line).collect();
        if !lines.is_empty() {
            filled.push((title, lines));
        }
    }
    filled
}

fn line(change: &Change) -> String {
    let breaking = if breaks(change) { "**Breaking**: " } else { "" };
    let mend = change
        .help
        .as_ref()
        .filter(|_| breaks(change))
        .map(|help| format!(" To mend: {help}."))
        .unwrap_or_default();
    format!("- {breaking}{}.{mend}", change.title)
}

fn breaks(change: &Change) -> bool {
    change.rust == rust::Verdict::Breaking
}
