//! The part of a document that `[crate.select]` asks for: operations, and the components that they reach.
//!
//! What is not selected is not read, so that nothing wrong with it stands in the way.

mod reach;

use serde_json::{Map, Value};

use crate::config::{Located, Picks, SelectTable, matches_segment};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::source::{FileId, Sources};

/// What a path item holds beside operations.
const NOT_METHODS: [&str; 6] = [
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
    "additionalOperations",
];

/// An operation of the document, and what it can be picked by.
struct Candidate {
    /// `paths` or `webhooks`
    section: &'static str,
    path: String,
    /// As the path item spells it.
    method: String,
    id: Option<String>,
    tags: Vec<String>,
    /// Whether the path item is a `$ref`: what it leads to may be shared.
    elsewhere: bool,
}

/// The document without what is not selected. An entry that picks nothing is an error.
pub(crate) fn select(
    value: &Value,
    file: FileId,
    asked: &Located<SelectTable>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Value {
    let candidates = candidates(value, file, sources);
    let picked =
        |picks: &Picks| -> Vec<bool> { candidates.iter().map(|one| picks.any(one)).collect() };
    let included = asked.value.include.as_ref().map(picked);
    let excluded = picked(&asked.value.exclude);
    let taken: Vec<bool> = (0..candidates.len())
        .map(|index| included.as_ref().is_none_or(|list| list[index]) && !excluded[index])
        .collect();
    for picks in asked.value.include.iter().chain([&asked.value.exclude]) {
        report_idle(picks, &candidates, diagnostics);
    }
    let schemas = schemas(value, asked, diagnostics);
    if !taken.contains(&true)
        && schemas.is_empty()
        && !candidates.is_empty()
        && !diagnostics.has_errors()
    {
        diagnostics.push(
            Diagnostic::error(Code("LP0437"), "nothing of the document is selected")
                .at(asked.origin.place(), "")
                .help("`exclude` takes away all that `include` picks: remove one of its entries"),
        );
    }
    let mut value = value.clone();
    for section in ["paths", "webhooks"] {
        if let Some(items) = value.get_mut(section).and_then(Value::as_object_mut) {
            prune(items, section, &candidates, &taken);
        }
    }
    for (one, _) in candidates
        .iter()
        .zip(&taken)
        .filter(|(one, taken)| one.elsewhere && !**taken)
    {
        let whole = value
            .get(one.section)
            .is_some_and(|items| items.get(&one.path).is_some());
        if whole {
            report_whole(one, asked, diagnostics);
        }
    }
    reach::keep_reached(&mut value, &schemas, file, sources);
    value
}

/// The component schemas that are asked for by name.
fn schemas(
    value: &Value,
    asked: &Located<SelectTable>,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let Some(include) = &asked.value.include else {
        return Vec::new();
    };
    let known = value
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    let known: Vec<&String> = known.into_iter().flat_map(Map::keys).collect();
    for entry in &include.schemas {
        if !known.iter().any(|name| matches_segment(&entry.value, name)) {
            let known = known.iter().map(|name| (*name).clone()).collect();
            idle(entry, "schema", "selects none", known, diagnostics);
        }
    }
    let picked = known.into_iter().filter(|name| include.has_schema(name));
    picked.cloned().collect()
}

/// The document without what no operation reaches, of those that are selected; all are where `asked` says nothing.
pub(crate) fn reached(
    value: &Value,
    file: FileId,
    asked: Option<&Located<SelectTable>>,
    sources: &mut Sources,
) -> Value {
    if let Some(asked) = asked {
        return select(value, file, asked, sources, &mut Diagnostics::new());
    }
    let mut value = value.clone();
    reach::keep_reached(&mut value, &[], file, sources);
    value
}

fn candidates(value: &Value, file: FileId, sources: &mut Sources) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for section in ["paths", "webhooks"] {
        let items = value.get(section).and_then(Value::as_object);
        for (path, item) in items.into_iter().flatten() {
            let mut add = |item: &Value, elsewhere: bool| {
                for (method, operation) in operations(item) {
                    let tags = operation.get("tags").and_then(Value::as_array);
                    let tags = tags.into_iter().flatten().filter_map(Value::as_str);
                    candidates.push(Candidate {
                        section,
                        path: path.clone(),
                        method: method.clone(),
                        id: operation
                            .get("operationId")
                            .and_then(Value::as_str)
                            .map(str::to_owned),
                        tags: tags.map(str::to_owned).collect(),
                        elsewhere,
                    });
                }
            };
            add(item, false);
            if let Some(Value::String(to)) = item.get("$ref")
                && let Some(target) = reach::target(value, file, to, sources)
            {
                add(&target, true);
            }
        }
    }
    candidates
}

/// The operations of a path item, with 3.2's additional ones.
fn operations(item: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let own = item.as_object().into_iter().flatten();
    let own = own.filter(|(name, _)| is_method(name));
    let more = item.get("additionalOperations").and_then(Value::as_object);
    own.chain(more.into_iter().flatten())
}

fn is_method(name: &str) -> bool {
    !NOT_METHODS.contains(&name) && !name.starts_with("x-")
}

/// Takes out what was not picked.
fn prune(items: &mut Map<String, Value>, section: &str, candidates: &[Candidate], taken: &[bool]) {
    let is_taken = |path: &str, method: Option<&str>| {
        candidates.iter().zip(taken).any(|(one, taken)| {
            *taken
                && one.section == section
                && one.path == path
                && method.is_none_or(|method| !one.elsewhere && one.method == method)
        })
    };
    items.retain(|path, item| {
        if path.starts_with("x-") || !is_taken(path, None) {
            return path.starts_with("x-");
        }
        if let Some(item) = item.as_object_mut() {
            item.retain(|name, _| !is_method(name) || is_taken(path, Some(name)));
            if let Some(more) = item
                .get_mut("additionalOperations")
                .and_then(Value::as_object_mut)
            {
                more.retain(|name, _| is_taken(path, Some(name)));
            }
        }
        true
    });
}

impl Picks {
    fn any(&self, one: &Candidate) -> bool {
        self.tags.iter().any(|tag| has_tag(one, &tag.value))
            || self.paths.iter().any(|path| has_path(one, &path.value))
            || self
                .operations
                .iter()
                .any(|operation| is_operation(one, &operation.value))
    }
}

fn has_tag(one: &Candidate, tag: &str) -> bool {
    one.tags.iter().any(|known| known == tag)
}

fn has_path(one: &Candidate, pattern: &str) -> bool {
    one.section == "paths" && matches_path(pattern, &one.path)
}

fn is_operation(one: &Candidate, pattern: &str) -> bool {
    match pattern.split_once(' ') {
        Some((method, path)) if path.starts_with('/') => {
            one.method.eq_ignore_ascii_case(method) && has_path(one, path)
        }
        _ => one
            .id
            .as_deref()
            .is_some_and(|id| matches_segment(pattern, id)),
    }
}

/// Whether a path is one of those that a pattern stands for: `*` within a segment, `**` for any number of segments. Braces are plain letters.
fn matches_path(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    // Which beginnings of the path the pattern so far stands for.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    for part in pattern {
        let mut next = vec![false; path.len() + 1];
        for at in 0..=path.len() {
            if part == "**" {
                next[at] = reached[at] || (at > 0 && next[at - 1]);
            } else if at > 0 {
                next[at] = reached[at - 1] && matches_segment(part, path[at - 1]);
            }
        }
        reached = next;
    }
    reached[path.len()]
}

/// An entry that picks nothing is misspelt, or outlived its reason.
fn report_idle(picks: &Picks, candidates: &[Candidate], diagnostics: &mut Diagnostics) {
    let mut report = |entry: &Located<String>, what: &str, known: Vec<String>| {
        idle(entry, what, "selects no operation", known, diagnostics);
    };
    let without = |entries: &'_ [Located<String>],
                   picks: fn(&Candidate, &str) -> bool|
     -> Vec<Located<String>> {
        let idle = entries
            .iter()
            .filter(|entry| !candidates.iter().any(|one| picks(one, &entry.value)));
        idle.cloned().collect()
    };
    for entry in without(&picks.tags, has_tag) {
        report(
            &entry,
            "tag",
            candidates.iter().flat_map(|one| one.tags.clone()).collect(),
        );
    }
    for entry in without(&picks.paths, has_path) {
        report(
            &entry,
            "path",
            candidates.iter().map(|one| one.path.clone()).collect(),
        );
    }
    for entry in without(&picks.operations, is_operation) {
        let spelled = |one: &Candidate| format!("{} {}", one.method.to_ascii_uppercase(), one.path);
        let ids = candidates.iter().filter_map(|one| one.id.clone());
        report(
            &entry,
            "operation",
            ids.chain(candidates.iter().map(spelled)).collect(),
        );
    }
}

fn idle(
    entry: &Located<String>,
    what: &str,
    selects: &str,
    known: Vec<String>,
    diagnostics: &mut Diagnostics,
) {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let help = match did_you_mean(&entry.value, known.iter().copied()) {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => format!(
            "write it as the document does, or delete the entry; `letterpress inspect document` shows the {what}s"
        ),
    };
    diagnostics.push(
        Diagnostic::error(
            Code("LP0436"),
            format!("the {what} \"{}\" {selects}", entry.value),
        )
        .at(entry.origin.place(), "")
        .help(help),
    );
}

fn report_whole(one: &Candidate, asked: &Located<SelectTable>, diagnostics: &mut Diagnostics) {
    let method = one.method.to_ascii_uppercase();
    diagnostics.push(
        Diagnostic::warning(
            Code("LP0438"),
            format!("`{method} {}` is in the crate, though it is not selected", one.path),
        )
        .at(asked.origin.place(), "")
        .help("its path item is a `$ref`, and is taken whole; write the operations in `paths`, or select all of them"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_segments() {
        assert!(matches_path("/pets/{id}", "/pets/{id}"));
        assert!(matches_path("/pets/*", "/pets/{id}"));
        assert!(!matches_path("/pets/*", "/pets/{id}/toys"));
        assert!(matches_path("/pets/**", "/pets/{id}/toys"));
        assert!(matches_path("/pets/**", "/pets"));
        assert!(matches_path("/**/toys", "/pets/{id}/toys"));
        assert!(!matches_path("/**/toys", "/pets/{id}"));
        assert!(matches_path("/v*/pets", "/v2/pets"));
        assert!(!matches_path("/pets", "/pets/"));
        assert!(matches_segment("pets.*", "pets.list"));
        assert!(matches_segment("*list*", "pets.list"));
        assert!(!matches_segment("pets.list", "pets.list2"));
        assert!(!matches_segment("a*a", "a"));
    }
}
