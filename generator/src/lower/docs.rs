//! Prose of the document, and the sentences that the schema itself makes.

use serde_json::Value;

use crate::api::{Docs, Kind, Rule};
use crate::contract::{Notes, SchemaId, Use, inline};

use super::{Lower, rules};

/// Of a type.
pub(super) fn definition(lower: &Lower<'_>, id: SchemaId, kind: &Kind) -> Docs {
    let schema = lower.schema(id);
    let rules: &[Rule] = match kind {
        Kind::Struct(object) => &object.rules,
        _ => &[],
    };
    let facts = rules::facts(rules).into_iter().chain(direction(lower, id));
    Docs {
        link: schema.notes.external_docs.clone(),
        deprecated: schema.notes.deprecated,
        facts: facts.collect(),
        ..summary(&schema.notes)
    }
}

/// Which direction a type is for, where there is one for each.
fn direction(lower: &Lower<'_>, id: SchemaId) -> Option<String> {
    let name = |id: &SchemaId| Some(inline(lower.names.get(id)?.name.rust()));
    match lower.answer_of(id) {
        Some(answer) => Some(format!(
            "As requests have it: answers have {}.",
            name(&answer)?
        )),
        None => {
            let input = lower.inputs.get(&id)?;
            Some(format!(
                "As answers have it: requests have {}.",
                name(input)?
            ))
        }
    }
}

/// Title and prose alone.
pub(super) fn summary(notes: &Notes) -> Docs {
    Docs {
        title: notes.title.clone(),
        description: notes.description.clone(),
        ..Docs::default()
    }
}

/// Of a field or a parameter.
pub(super) fn value(usage: &Use, rules: &[Rule]) -> Docs {
    let notes = &usage.notes;
    let mut facts = rules::facts(rules);
    if let Some(default) = &notes.default {
        facts.push(format!("Default: {}.", json(default)));
    }
    if notes.read_only {
        facts.push("Set by the server.".into());
    }
    if notes.write_only {
        facts.push("Sent only: never in an answer.".into());
    }
    if let Some(example) = notes
        .examples
        .first()
        .filter(|example| !example.is_object() && !example.is_array())
    {
        let example = json(example);
        // Of what is always the same there is no example.
        if !facts.contains(&format!("Always {example}.")) {
            facts.push(format!("Example: {example}."));
        }
    }
    Docs {
        facts,
        deprecated: notes.deprecated,
        link: notes.external_docs.clone(),
        ..summary(notes)
    }
}

/// Members stand by name: their order says nothing, and moves no documentation.
fn json(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    match value {
        Value::String(text) => inline(&text),
        other => inline(&other.to_string()),
    }
}
