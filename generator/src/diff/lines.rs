//! The line that tells a change: that of the keyword that says another thing now, not that of the thing that has it.

use serde_json::Value;

use super::wire::Finding;
use super::{At, Side, shown_from};
use crate::source::{Location, Origin};

/// The places of a finding in both versions.
pub(super) fn of_finding(
    finding: &Finding,
    base: &Side<'_>,
    revision: &Side<'_>,
) -> (Option<At>, Option<At>) {
    let sides = [(base, finding.base), (revision, finding.revision)];
    let keyword = changed(finding.rule, sides);
    // A renamed value stands on each side under its own name.
    let renamed = finding.rule == "enum-value-renamed";
    let values = [&finding.before, &finding.after].map(|value| value.as_ref().filter(|_| renamed));
    let place = |own: usize| {
        let (side, origin) = (sides[own].0, sides[own].1?);
        if finding.rule.starts_with("property-became-")
            && let Some(location) = side.sources.locate_required(origin)
        {
            return Some(told(side, origin, location, None));
        }
        let (other, counterpart) = sides[1 - own];
        let kind = counterpart
            .and_then(|counterpart| kind_of_one(keyword?, (side, origin), (other, counterpart)));
        if finding.rule == "path-changed"
            && let Some(path) = [&finding.before, &finding.after][own]
            && let Some((location, pointer)) = side.sources.locate_path(side.contract.origin, path)
        {
            // The operation may stand in a component.
            return Some(told(side, origin, location, Some(pointer)));
        }
        let value = values[own].or(finding.value.as_ref());
        at(side, origin, value, kind.as_deref().or(keyword))
    };
    (place(0), place(1))
}

/// The kind of a union that the other version doesn't have, where it has a single one or others: `oneOf/1`.
fn kind_of_one(
    keyword: &str,
    one: (&Side<'_>, Origin),
    other: (&Side<'_>, Origin),
) -> Option<String> {
    let said = |side: (&Side<'_>, Origin), way: &str| side.0.sources.said(side.1, way);
    let Some(Value::Array(kinds)) = said(one, keyword).filter(|_| is_union(keyword)) else {
        return None;
    };
    let others = match said(other, keyword) {
        Some(Value::Array(others)) => others,
        _ => vec![said(other, "")?],
    };
    let index = kinds.iter().position(|kind| !others.contains(kind))?;
    Some(format!("{keyword}/{index}"))
}

fn is_union(keyword: &str) -> bool {
    matches!(keyword, "oneOf" | "anyOf")
}

/// The place of a node, or of what stands below it; of a value that a schema lists, where it is listed.
pub(super) fn at(
    side: &Side<'_>,
    origin: Origin,
    value: Option<&String>,
    keyword: Option<&str>,
) -> Option<At> {
    let sources = side.sources;
    if let Some((location, pointer)) = value.and_then(|value| sources.locate_listed(origin, value))
    {
        return Some(told(side, origin, location, Some(pointer)));
    }
    let said = keyword.and_then(|keyword| sources.locate_said(origin, keyword));
    let location = said.or_else(|| sources.locate(&origin.key()))?;
    // Of the document itself nothing but a part of it.
    let part = keyword.filter(|_| sources.pointer(origin).is_empty());
    let pointer = part.map(|keyword| format!("/{keyword}"));
    Some(told(side, origin, location, pointer))
}

fn told(side: &Side<'_>, origin: Origin, location: Location, pointer: Option<String>) -> At {
    At {
        file: shown_from(side.folder, side.sources.path(location.file))
            .display()
            .to_string(),
        line: location.line,
        column: location.column,
        pointer: pointer.unwrap_or_else(|| side.sources.pointer(origin)),
        landmark: side.sources.landmark(origin),
    }
}

/// The first keyword of a rule that says another thing now; else the first of all.
fn changed(rule: &str, sides: [(&Side<'_>, Option<Origin>); 2]) -> Option<&'static str> {
    let keywords = keywords(rule);
    let mut all = keywords.iter();
    let found = all.find(|keyword| {
        let [was, is] = sides.map(|(side, origin)| side.sources.said(origin?, keyword));
        was != is
    });
    found.or(keywords.first()).copied()
}

/// The keywords that a rule is about, for who looks at their lines.
fn keywords(rule: &str) -> &'static [&'static str] {
    let endings = ["-changed", "-added", "-removed", "-widened", "-narrowed"];
    let about = endings
        .iter()
        .find_map(|ending| rule.strip_suffix(ending))
        .unwrap_or(rule);
    match about {
        "minimum" => &["minimum"],
        "maximum" => &["maximum"],
        "exclusive-minimum" => &["exclusiveMinimum"],
        "exclusive-maximum" => &["exclusiveMaximum"],
        "multiple-of" => &["multipleOf"],
        "min-length" => &["minLength"],
        "max-length" => &["maxLength"],
        "min-items" => &["minItems"],
        "max-items" => &["maxItems"],
        "unique-items" => &["uniqueItems"],
        "min-properties" => &["minProperties"],
        "max-properties" => &["maxProperties"],
        "pattern" => &["pattern"],
        "format" => &["format", "contentEncoding", "contentMediaType"],
        "type" | "type-replaced" => &["type", "$ref", "oneOf", "anyOf"],
        "became-union" | "no-longer-union" => &["oneOf", "anyOf", "$ref", "type"],
        "parameter-became-list"
        | "parameter-became-single"
        | "header-became-list"
        | "header-became-single"
        | "part-became-list"
        | "part-became-single" => &["type"],
        "became-nullable" | "became-not-nullable" => {
            &["nullable", "type", "oneOf", "anyOf", "enum"]
        }
        "default" => &["default"],
        "deprecated"
        | "undeprecated"
        | "operation-deprecated"
        | "operation-undeprecated"
        | "parameter-deprecated"
        | "parameter-undeprecated" => &["deprecated"],
        "operation-id" => &["operationId"],
        "became-enum" | "enum" => &["enum", "const"],
        "became-read-only" | "became-not-read-only" => &["readOnly"],
        "became-write-only" | "became-not-write-only" => &["writeOnly"],
        "additional-closed" | "additional-opened" | "additional-typed" | "additional-untyped" => {
            &["additionalProperties", "unevaluatedProperties"]
        }
        "parameter-renamed" | "path-parameter-renamed" => &["name"],
        "parameter-location" => &["in"],
        "parameter-style" => &["style", "explode"],
        "parameter-became-required"
        | "parameter-became-optional"
        | "body-became-required"
        | "body-became-optional"
        | "response-header-became-required"
        | "response-header-became-optional"
        | "part-header-became-required"
        | "part-header-became-optional" => &["required"],
        "allow-empty-value" => &["allowEmptyValue"],
        "allow-reserved" => &["allowReserved"],
        "server-url" => &["url"],
        "docs" => &["description", "summary", "title", "externalDocs"],
        "info" => &[
            "info/version",
            "info/title",
            "info/summary",
            "info/description",
            "info",
        ],
        "tags" => &["tags/0", "tags"],
        _ => &[],
    }
}
