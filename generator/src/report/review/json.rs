use serde_json::{Value, json};

use crate::diff::{Change, Compared, Comparison};

/// The review as one JSON object; `schema_version` counts its form.
#[must_use]
pub fn json(comparison: &Comparison) -> Value {
    let review = &comparison.review;
    json!({
        "schema_version": 1,
        "crate": comparison.name,
        "base": side(&comparison.base),
        "revision": side(&comparison.revision),
        "summary": {
            "wire": review.wire(),
            "rust": review.rust(),
            "semver": comparison.semver(),
            "next_version": comparison.needed().map(|version| version.to_string()),
        },
        "generator": {
            "base": comparison.base.generator,
            "revision": comparison.revision.generator,
            "items": comparison.noise.map(|noise| noise.items),
        },
        "changes": review.changes.iter().map(change).collect::<Vec<_>>(),
        "unchanged": { "operations": review.unchanged_operations, "items": review.unchanged_items },
    })
}

fn side(side: &Compared) -> Value {
    json!({
        "input": side.label,
        "schema": side.schema,
        "version": side.version.as_ref().map(ToString::to_string),
    })
}

fn change(change: &Change) -> Value {
    json!({
        "id": change.id,
        "rule": change.rule,
        "title": change.title,
        "wire": change.wire,
        "rust": change.rust,
        "silent": change.silent,
        "semver": change.semver,
        "directions": change.directions,
        "operations": change.operations,
        "item": change.item,
        "items": change.items.iter().map(|(base, revision)| json!({ "before": base, "after": revision })).collect::<Vec<_>>(),
        "before": change.before,
        "after": change.after,
        "help": change.help,
        "base": change.base,
        "revision": change.revision,
        "acknowledged": change.acknowledged.is_some(),
        "reason": change.acknowledged,
    })
}
