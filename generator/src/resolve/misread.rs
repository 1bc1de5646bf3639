//! What only follows from a keyword that is spelled wrong: with that told, nobody has to read it.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Sources;

/// Said of a schema because a keyword of it seems to be missing.
const OF_WHAT_IS_MISSING: [Code; 3] = [Code("LP0225"), Code("LP0233"), Code("LP0234")];

/// The problems of the resolver but those of schemas in which a keyword, or the type, was told to be unknown.
pub(super) fn without_followers(
    mut problems: Vec<Diagnostic>,
    told: &Diagnostics,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let misread: HashSet<u32> = told
        .iter()
        .flat_map(|one| one.labels.iter().map(move |label| (one.code, &label.place)))
        .filter(|(code, place)| match code {
            Code("LP0102") => true,
            Code("LP0108") => place.member.as_deref() == Some("type"),
            _ => false,
        })
        .map(|(_, place)| place.origin.0)
        .collect();
    if !misread.is_empty() {
        problems.retain(|one| {
            !OF_WHAT_IS_MISSING.contains(&one.code)
                || !one.labels.iter().any(|label| {
                    // The schema, or an item of a list in it.
                    let own = label.place.origin;
                    let around = sources.parent(own).and_then(|list| sources.parent(list));
                    misread.contains(&own.0) || around.is_some_and(|it| misread.contains(&it.0))
                })
        });
    }
    problems
}
