//! JSON pointers -> where a schema without a name belongs, and the words to name it by. A function of the pointer alone: nothing else moves a type.

use super::elsewhere;
use crate::source::pointer::unescaped;

/// Whose file a type stands in, and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) owner: Owner,
    /// `SimpleCapture`, `type`: joined they are the type's name. Without the owner's own words, where the owner is an operation.
    pub(super) words: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Owner {
    /// A component, by name: its file under `types/`.
    Component(String),
    /// An operation, by path and method in upper case.
    Operation(String, String),
}

/// Reads a pointer such as `/components/schemas/SimpleCapture/properties/type`, with or without a leading `#`.
pub(super) fn place(pointer: &str) -> Place {
    let segments = segments(pointer);
    let words: Vec<&str> = segments.iter().map(String::as_str).collect();
    match words[..] {
        [
            "paths",
            path,
            caller,
            "callbacks",
            name,
            url,
            method,
            ref rest @ ..,
        ] => Place {
            owner: callback(&format!("{path} {caller}"), name, url, method),
            words: inner(rest),
        },
        ["components", "callbacks", name, url, method, ref rest @ ..] => Place {
            owner: callback("", name, url, method),
            words: inner(rest),
        },
        ["components", _, name, ref rest @ ..] => component(name, rest),
        [elsewhere::FILES, file, ref rest @ ..] => in_file(file, rest),
        ["paths" | "webhooks", path, "parameters", ref rest @ ..] => {
            component(&last_words(path), rest)
        }
        ["paths" | "webhooks", path, method, ref rest @ ..] => Place {
            owner: Owner::Operation(path.to_owned(), method.to_ascii_uppercase()),
            words: inner(rest),
        },
        ["$defs" | "definitions", name, ref rest @ ..] | [name, ref rest @ ..] => {
            component(name, rest)
        }
        [] => component("Root", &[]),
    }
}

/// What another file holds is called as its key there; where the file is one object, as the file.
fn in_file(file: &str, segments: &[&str]) -> Place {
    match segments {
        ["components", _, name, rest @ ..]
        | [
            "schemas" | "$defs" | "definitions" | "responses" | "parameters" | "headers"
            | "requestBodies",
            name,
            rest @ ..,
        ] if !name.bytes().all(|byte| byte.is_ascii_digit()) => component(name, rest),
        [name, rest @ ..] if !is_keyword(name) => component(name, rest),
        _ => {
            let name = file.rsplit('/').next().unwrap_or(file);
            let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
            component(stem, segments)
        }
    }
}

/// Whether a segment is what an object of OpenAPI holds others under.
fn is_keyword(segment: &str) -> bool {
    let keywords = [
        "properties",
        "items",
        "itemSchema",
        "prefixItems",
        "additionalProperties",
        "patternProperties",
        "unevaluatedProperties",
        "dependentSchemas",
        "contains",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "schema",
        "content",
        "headers",
        "parameters",
        "requestBody",
        "responses",
    ];
    keywords.contains(&segment)
}

/// The words of what is below a place, by the rest of its pointer.
pub(super) fn below(rest: &str) -> Vec<String> {
    let segments = segments(rest);
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    inner(&segments)
}

fn segments(pointer: &str) -> Vec<String> {
    let segments = pointer.trim_start_matches('#').split('/').skip(1);
    segments.map(unescaped).collect()
}

/// The request of a callback is an operation of its own.
fn callback(caller: &str, name: &str, url: &str, method: &str) -> Owner {
    Owner::Operation(
        format!("{caller} {name} {url}"),
        method.to_ascii_uppercase(),
    )
}

fn component(name: &str, rest: &[&str]) -> Place {
    let mut words = vec![name.to_owned()];
    words.extend(inner(rest));
    Place {
        owner: Owner::Component(name.to_owned()),
        words,
    }
}

/// The last static segment of a path: `/accounts/{id}/pcaps/{id}` -> `pcaps`.
pub(super) fn last_words(path: &str) -> String {
    path.split('/')
        .rfind(|segment| !segment.is_empty() && !segment.contains('{'))
        .unwrap_or("root")
        .to_owned()
}

/// What the segments below an owner add to the name.
fn inner(segments: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = segments.iter().copied();
    while let Some(segment) = rest.next() {
        match segment {
            "properties" | "$defs" | "definitions" | "headers" | "encoding"
            | "dependentSchemas" => words.extend(rest.next().map(str::to_owned)),
            "items" | "itemSchema" | "contains" => words.push("item".into()),
            "prefixItems" => words.extend(rest.next().map(|index| format!("item {index}"))),
            "additionalProperties" | "unevaluatedProperties" => words.push("value".into()),
            "patternProperties" => {
                rest.next();
                words.push("value".into());
            }
            "requestBody" => words.push("body".into()),
            "responses" => words.extend(rest.next().map(response)),
            "content" | "allOf" => {
                rest.next();
            }
            "oneOf" | "anyOf" => words.extend(rest.next().map(|index| format!("variant {index}"))),
            "parameters" => words.extend(rest.next().map(|index| format!("param {index}"))),
            "schema" => {}
            other => words.push(other.to_owned()),
        }
    }
    words
}

fn response(status: &str) -> String {
    match status {
        "200" | "201" | "202" | "2XX" | "2xx" => "output".into(),
        "default" => "failure".into(),
        other if other.starts_with('2') => format!("output {other}"),
        other => format!("failure {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_of_a_component_is_named_by_both() {
        let place = place("#/components/schemas/SimpleCapture/properties/type");
        assert_eq!(place.owner, Owner::Component("SimpleCapture".into()));
        assert_eq!(place.words, ["SimpleCapture", "type"]);
    }

    #[test]
    fn an_operation_owns_what_is_written_in_it() {
        let place = place(
            "/paths/~1accounts~1{id}~1pcaps/post/requestBody/content/application~1json/schema/properties/mode",
        );
        assert_eq!(
            place.owner,
            Owner::Operation("/accounts/{id}/pcaps".into(), "POST".into())
        );
        assert_eq!(place.words, ["body", "mode"]);
    }

    #[test]
    fn all_of_adds_nothing() {
        assert_eq!(
            place("#/components/schemas/Pcap/allOf/1/properties/status/items").words,
            ["Pcap", "status", "item"]
        );
    }
}
