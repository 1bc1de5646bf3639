//! A document as a validator reads it.

use std::fs;

use jsonschema::{Draft, Registry, Validator};
use letterpress_accepted::Value;
use percent_encoding::percent_decode_str;
use serde_json::json;

use super::dialect;

/// What the references of a document are relative to.
const ROOT: &str = "https://document.example/openapi";

pub(super) struct Document {
    root: Value,
    registry: Registry<'static>,
}

impl Document {
    /// As answers have it, or as requests do. `None`: it has no JSON Schema that a validator could read, or refers to other files.
    pub(super) fn read(path: &str, sent: bool) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let mut root: Value = if text.trim_start().starts_with('{') {
            serde_json::from_str(&text).ok()?
        } else {
            serde_yaml::from_str(&text).ok()?
        };
        if root["openapi"].as_str()?.starts_with("3.0") {
            dialect::to_2020_12(&mut root);
        }
        dialect::of_earlier_drafts(&mut root);
        dialect::of_2019(&mut root, "#", None);
        dialect::inheritance(&mut root);
        dialect::files(&mut root);
        if sent {
            dialect::without_read_only(&mut root);
        }
        let resource = Draft::Draft202012.create_resource(root.clone());
        let registry = Registry::new().add(ROOT, resource).ok()?.prepare().ok()?;
        Some(Self { root, registry })
    }

    pub(super) fn root(&self) -> &Value {
        &self.root
    }

    /// The schema of a type: `PetBase` is the base itself, not all that is made of it.
    pub(super) fn meant(&self, ty: &str, pointer: &str) -> String {
        let itself = format!("{pointer} itself");
        let is_base = ty.ends_with("Base") && self.root.pointer(&itself).is_some();
        if is_base { itself } else { pointer.to_owned() }
    }

    /// Whether it is a variant of a union with members beside it: its type has those too.
    fn is_part(&self, pointer: &str) -> bool {
        let mut words = pointer.rsplitn(3, '/');
        let (_, list, owner) = (words.next(), words.next(), words.next());
        let owner = owner.and_then(|owner| self.root.pointer(owner));
        let beside = |owner: &Value| {
            let members = ["properties", "required", "allOf", "additionalProperties"];
            members.iter().any(|name| owner.get(name).is_some())
        };
        let is_variant = matches!(list, Some("oneOf" | "anyOf"));
        let name = pointer.rsplitn(3, '/').nth(2).unwrap_or_default();
        is_variant && (owner.is_some_and(beside) || is_composed(&self.root, &format!("#{name}")))
    }

    /// Whether it is a member that other parts of an `allOf` describe too: its type is of all of them, and is asked where the whole is.
    fn is_intersected(&self, pointer: &str) -> bool {
        let mut words = pointer.rsplitn(3, '/');
        let (Some(name), Some("properties"), Some(owner)) =
            (words.next(), words.next(), words.next())
        else {
            return false;
        };
        let whole = owner
            .rsplit_once("/allOf/")
            .map_or(owner, |(whole, _)| whole);
        let mut parts = Vec::new();
        self.parts(whole, 0, &mut parts);
        let mut others = parts.iter().filter(|part| *part != owner);
        others.any(|part| {
            self.root
                .pointer(&format!("{part}/properties/{name}"))
                .is_some()
        })
    }

    /// A schema and the parts of its `allOf`, by their pointers.
    fn parts(&self, pointer: &str, depth: usize, parts: &mut Vec<String>) {
        let Some(schema) = self.root.pointer(pointer).filter(|_| depth < 8) else {
            return;
        };
        parts.push(pointer.to_owned());
        if let Some(referred) = schema["$ref"].as_str().and_then(|to| to.strip_prefix('#')) {
            let referred = percent_decode_str(referred).decode_utf8_lossy();
            self.parts(&referred, depth + 1, parts);
        }
        for index in 0..schema["allOf"].as_array().map_or(0, Vec::len) {
            self.parts(&format!("{pointer}/allOf/{index}"), depth + 1, parts);
        }
    }

    /// Of the schema at a pointer. Another name of a type (`[alias]`) has none: the root is no schema.
    pub(super) fn validator(&self, pointer: &str) -> Option<Validator> {
        // A file is no JSON, and a part of a form may be one.
        let is_form = pointer.contains("/content/multipart~1");
        if pointer.is_empty() || is_form || self.is_part(pointer) || self.is_intersected(pointer) {
            return None;
        }
        self.root.pointer(pointer)?;
        let fragment: String = pointer
            .bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'~' | b'-' | b'.' | b'_' => {
                    char::from(byte).to_string()
                }
                byte => format!("%{byte:02X}"),
            })
            .collect();
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .should_ignore_unknown_formats(true)
            .build(&json!({ "$ref": format!("{ROOT}#{fragment}") }))
            .ok()
    }
}

/// Whether a union is one of several parts of an `allOf` anywhere: then its variants have the members of the others too.
fn is_composed(value: &Value, union: &str) -> bool {
    let inside = |value: &Value| is_composed(value, union);
    match value {
        Value::Array(items) => items.iter().any(inside),
        Value::Object(object) => {
            let parts = object.get("allOf").and_then(Value::as_array);
            let composed = parts.is_some_and(|parts| {
                parts.len() > 1 && parts.iter().any(|part| part["$ref"] == union)
            });
            composed || object.values().any(inside)
        }
        _ => false,
    }
}
