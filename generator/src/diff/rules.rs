//! What the rules of findings can do to a signature.

use crate::emit::{Item, ItemKind};

/// Documentation and numbers: they change no signature.
pub(super) fn is_quiet(rule: &str) -> bool {
    rule == "docs-changed"
        || rule == "info-changed"
        || (rule.starts_with("default-") && !rule.starts_with("default-response-"))
        || (rule.starts_with("pattern-") && !rule.starts_with("pattern-members-"))
        || rule.starts_with("min")
        || rule.starts_with("max")
        || rule.starts_with("exclusive-")
        || rule.starts_with("multiple-of")
        || rule.starts_with("unique-items")
        || rule.starts_with("dependent-required")
        || rule == "union-kind-changed"
        || [
            "not-",
            "if-",
            "contains-",
            "dependent-schemas-",
            "property-names-",
        ]
        .iter()
        .any(|asked| rule.starts_with(asked))
        || rule.ends_with("deprecated")
}

/// How a thing travels, of which no documentation tells.
pub(super) fn is_unsaid(rule: &str) -> bool {
    matches!(
        rule,
        "encoding-changed"
            | "parameter-content-changed"
            | "parameter-style-changed"
            | "security-scheme-changed"
            | "union-kind-changed"
    )
}

/// What is only said otherwise of an operation whose signature stays.
pub(super) fn is_only_said(rule: &str) -> bool {
    is_quiet(rule) || rule.ends_with("-status-changed") || rule.starts_with("security-")
}

/// Which findings inside of a thing, or about what it has from elsewhere, can change its signature.
pub(super) fn about(kind: ItemKind) -> fn(&str) -> bool {
    match kind {
        ItemKind::Method | ItemKind::Struct => |rule| {
            rule.contains("required")
                || rule.contains("optional")
                || rule.contains("type")
                || rule.contains("null")
                || rule.contains("enum")
                || rule.contains("format")
                || rule.contains("read-only")
                || rule.contains("write-only")
                || rule.contains("renamed")
                || rule.starts_with("additional")
                || rule.starts_with("tuple")
                || rule.starts_with("items-")
                || rule.contains("header")
                || is_of_lists(rule)
        },
        ItemKind::Impl => |rule| {
            rule.contains("status")
                || rule.contains("header")
                || rule.contains("response")
                || rule.contains("media")
                || rule.contains("required")
                || rule.contains("union")
                || rule.contains("type")
                || rule.contains("body")
                || rule.contains("enum")
                || rule.contains("null")
        },
        ItemKind::Function => |rule| {
            // An optional parameter has a setter of its own.
            !rule.starts_with("parameter-optional")
                && !rule.starts_with("response-")
                && rule != "parameter-style-changed"
                && (rule.contains("required")
                    || rule.contains("body")
                    || rule.contains("parameter")
                    || rule.contains("type")
                    || rule.contains("format")
                    || rule.contains("media"))
        },
        ItemKind::Enum | ItemKind::Alias | ItemKind::Variant | ItemKind::Field => |rule| {
            replaces(rule)
                || rule.contains("media")
                || rule.contains("nullable")
                || rule.starts_with("additional")
                || rule.starts_with("tuple")
                || rule.starts_with("items-")
        },
        _ => |_| false,
    }
}

/// Whether what stood below is another thing now.
pub(super) fn replaces(rule: &str) -> bool {
    rule.starts_with("type-")
        || rule.contains("enum")
        || rule.contains("union")
        || rule.contains("map")
        || rule.contains("format")
        || rule.contains("discriminator")
        || is_of_lists(rule)
}

/// Whether a single value is a list now, or the reverse.
fn is_of_lists(rule: &str) -> bool {
    rule.ends_with("-became-list") || rule.ends_with("-became-single")
}

/// Whether what stands below has another key above it now, and may be called by it.
pub(super) fn moves(rule: &str) -> bool {
    rule.ends_with("status-changed") || moves_media(rule)
}

/// Whether it is the same, said to be of another media type.
pub(super) fn moves_media(rule: &str) -> bool {
    rule.ends_with("media-type-changed")
}

/// Whether it says where an operation is, or what it is called, and nothing of what it takes and gives.
pub(super) fn is_move(rule: &str) -> bool {
    matches!(
        rule,
        "operation-id-changed" | "path-changed" | "method-changed" | "tags-changed"
    )
}

/// Whether others of its place may be called otherwise after it: one of several bodies or answers came or went.
pub(super) fn names_others(rule: &str) -> bool {
    rule.contains("media-type-") || rule.contains("status-")
}

/// Whether something is called otherwise after it.
pub(super) fn names(rule: &str) -> bool {
    rule.contains("renamed")
        || rule.starts_with("operation-id-")
        || rule.starts_with("path-")
        || rule.starts_with("method-")
        || rule.starts_with("tags-")
        || rule.contains("discriminator")
        || rule.contains("union")
        || rule.starts_with("enum-value-")
        || moves(rule)
}

/// Whether a call takes what it took, but for arguments that came or went.
pub(super) fn is_longer_or_shorter(base: Option<&Item>, revision: Option<&Item>) -> bool {
    let arguments = |item: &Item| -> Vec<String> {
        let inside = item.signature.split_once('(').map_or("", |(_, rest)| rest);
        let inside = inside
            .rsplit_once(") -> ")
            .map_or(inside, |(inside, _)| inside);
        inside
            .split(", ")
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let Some((was, is)) = base.zip(revision) else {
        return false;
    };
    let (was, is) = (arguments(was), arguments(is));
    let (short, long) = if was.len() < is.len() {
        (was, is)
    } else {
        (is, was)
    };
    let mut rest = long.iter();
    short.len() < long.len() && short.iter().all(|one| rest.any(|other| other == one))
}
