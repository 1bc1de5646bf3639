use std::fmt::Write as _;

use crate::diff::{Change, Comparison, rust, wire};

/// Whether a change stands in a section.
type Belongs = fn(&Change) -> bool;

/// The entry of a CHANGELOG.md, in the form of Keep a Changelog.
#[must_use]
pub fn changelog(comparison: &Comparison) -> String {
    let version = comparison
        .is_version_enough()
        .filter(|enough| *enough)
        .and(comparison.revision.version.as_ref())
        .filter(|version| comparison.base.version.as_ref() != Some(version));
    let mut text = match version {
        Some(version) => format!("## [{version}]\n"),
        None => "## [Unreleased]\n".to_owned(),
    };
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
    for (title, belongs) in sections {
        let changes: Vec<&Change> = comparison
            .review
            .changes
            .iter()
            .filter(|change| belongs(change))
            .collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n### {title}\n");
        for change in changes {
            let breaking = if breaks(change) { "**Breaking**: " } else { "" };
            let mend = change
                .help
                .as_ref()
                .filter(|_| breaks(change))
                .map(|help| format!(" To mend: {help}."))
                .unwrap_or_default();
            let _ = writeln!(text, "- {breaking}{}.{mend}", change.title);
        }
    }
    text
}

fn breaks(change: &Change) -> bool {
    change.rust == rust::Verdict::Breaking
}
