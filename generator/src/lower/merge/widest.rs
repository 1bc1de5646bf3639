//! What several schemas say at most: the widest rules, the values of all, what their places say.

use serde_json::Value;

use crate::contract::{Notes, NumberRules, Schema, StringRules, Use};

/// The values of all, where all name theirs; with `open`, also where a free text stands beside them.
pub(super) fn common_values(
    schemas: &[Schema],
    may_open: bool,
    open: &mut bool,
) -> Option<Vec<Value>> {
    let named = schemas
        .iter()
        .filter(|schema| schema.values.is_some())
        .count();
    if named == 0 || (named < schemas.len() && !may_open) {
        return None;
    }
    *open = named < schemas.len();
    let mut values: Vec<Value> = Vec::new();
    for value in schemas
        .iter()
        .filter_map(|schema| schema.values.as_ref())
        .flatten()
    {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    Some(values)
}

pub(super) fn widest_text(schemas: &[Schema]) -> StringRules {
    StringRules {
        min_length: schemas
            .iter()
            .map(|schema| schema.string.min_length)
            .min()
            .flatten(),
        max_length: widest(schemas.iter().map(|schema| schema.string.max_length)),
        patterns: same(schemas.iter().map(|schema| schema.string.patterns.clone()))
            .unwrap_or_default(),
    }
}

pub(super) fn widest_number(schemas: &[Schema]) -> NumberRules {
    let bound = |pick: fn(&NumberRules) -> &Option<serde_json::Number>, higher: bool| {
        let mut best: Option<serde_json::Number> = None;
        for schema in schemas {
            let value = pick(&schema.number).clone()?;
            let wider = best
                .as_ref()
                .is_none_or(|best| (value.as_f64() > best.as_f64()) == higher);
            if wider {
                best = Some(value);
            }
        }
        best
    };
    NumberRules {
        minimum: bound(|rules| &rules.minimum, false),
        maximum: bound(|rules| &rules.maximum, true),
        exclusive_minimum: bound(|rules| &rules.exclusive_minimum, false),
        exclusive_maximum: bound(|rules| &rules.exclusive_maximum, true),
        multiple_of: same(
            schemas
                .iter()
                .map(|schema| schema.number.multiple_of.clone()),
        )
        .flatten(),
    }
}

/// The highest of all, where all have one.
fn widest(values: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    values.collect::<Option<Vec<u64>>>()?.into_iter().max()
}

pub(super) fn same<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// What all of the places say of the value: prose that differs is kept, one paragraph after the other.
pub(super) fn common_notes(uses: &[Use]) -> Notes {
    let mut paragraphs: Vec<&str> = Vec::new();
    for text in uses
        .iter()
        .filter_map(|usage| usage.notes.description.as_deref())
    {
        if !paragraphs.contains(&text) {
            paragraphs.push(text);
        }
    }
    let first = &uses[0].notes;
    Notes {
        title: same(uses.iter().map(|usage| usage.notes.title.clone())).flatten(),
        description: (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n")),
        deprecated: uses.iter().all(|usage| usage.notes.deprecated),
        default: same(uses.iter().map(|usage| usage.notes.default.clone())).flatten(),
        examples: first.examples.clone(),
        read_only: uses.iter().all(|usage| usage.notes.read_only),
        write_only: uses.iter().all(|usage| usage.notes.write_only),
        external_docs: first.external_docs.clone(),
        redact: uses.iter().find_map(|usage| usage.notes.redact),
    }
}
