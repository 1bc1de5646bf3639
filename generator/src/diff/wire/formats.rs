//! Formats: of numbers, of text, and how bytes are written.

use super::{Direction, Owner, Said, Verdict, Wire, brief, schemas};
use crate::contract::Schema;

/// Formats that stay text in the crate and that few servers check.
const KNOWN_FORMATS: &[&str] = &[
    "date-time",
    "date",
    "time",
    "duration",
    "uuid",
    "guid",
    "uri",
    "ipv4",
    "ipv6",
    "byte",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float",
    "double",
    "binary",
];

/// `format`, and how binary content is written.
pub(super) fn compare(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Schema,
    revision: &Schema,
) {
    let ((before, coded), (after, recoded)) = (written(base), written(revision));
    // A hint to who shows it: every text is one.
    let is_shown = |format: Option<&str>| format.is_none_or(|format| format == "password");
    if coded != recoded {
        let title = title("encoding", label, coded, recoded);
        let said = Said::new("encoding-changed", title, base.origin, revision.origin)
            .from(coded.map(str::to_owned), recoded.map(str::to_owned));
        wire.found(owner, Some(direction), Verdict::Breaking, said);
    }
    if before == after {
        return;
    }
    let known = |format: Option<&str>| format.is_none_or(|format| KNOWN_FORMATS.contains(&format));
    let (rule, verdict) = match (before, after) {
        (Some(was), Some(is)) if holds(is, was).is_some() => match (holds(is, was), holds(was, is))
        {
            (Some(true), _) => ("format-widened", direction.wider()),
            (_, Some(true)) => ("format-narrowed", direction.narrower()),
            _ => ("format-changed", Verdict::Breaking),
        },
        _ if is_shown(before) && is_shown(after) => ("format-changed", Verdict::None),
        (_, Some("binary")) => (
            "format-changed",
            direction.pick(Verdict::Breaking, Verdict::Risky),
        ),
        (Some("binary"), _) => ("format-changed", Verdict::Breaking),
        _ if !known(before) || !known(after) => match direction {
            Direction::Response if before.is_none() => ("format-changed", Verdict::Compatible),
            Direction::Request if after.is_none() => ("format-changed", Verdict::Compatible),
            _ => ("format-changed", Verdict::Risky),
        },
        (None, Some(_)) => ("format-added", direction.narrower()),
        (Some(_), None) => ("format-removed", direction.wider()),
        _ => ("format-changed", Verdict::Breaking),
    };
    let title = title("format", label, before, after);
    let said = Said::new(rule, title, base.origin, revision.origin)
        .from(before.map(str::to_owned), after.map(str::to_owned));
    wire.found(owner, Some(direction), verdict, said);
}

fn title(word: &str, label: &str, before: Option<&str>, after: Option<&str>) -> String {
    match (before.map(brief), after.map(brief)) {
        (Some(was), Some(is)) => format!("The {word} of {label} is {is}, it was {was}"),
        (Some(was), None) => format!("The {word} of {label} is gone, it was {was}"),
        (None, is) => format!(
            "The {word} of {label} is {}, there was none",
            is.unwrap_or_default()
        ),
    }
}

/// The format and the encoding of a schema: 3.0 and 3.1 have each their own words for bytes.
pub(super) fn written(schema: &Schema) -> (Option<&str>, Option<&str>) {
    let (format, encoding) = (schema.format.as_deref(), schema.content_encoding.as_deref());
    let is_bytes = |media: &str| {
        let kind = media.split('/').next().unwrap_or_default();
        media == "application/octet-stream" || matches!(kind, "image" | "audio" | "video")
    };
    match (format, encoding, schema.content_media_type.as_deref()) {
        (Some("byte"), None, _) => (None, Some("base64")),
        (None, None, Some(media)) if is_bytes(media) => (Some("binary"), None),
        _ => (format, encoding),
    }
}

/// Bytes as they are: 3.0 calls them a string, 3.1 says no type.
pub(super) fn is_bytes(schema: &Schema) -> bool {
    written(schema).0 == Some("binary") && schema.types.string
}

/// Any bytes, which is what a body is of which nothing is said.
pub(super) fn is_any_bytes(schema: &Schema) -> bool {
    let bytes = Schema {
        types: schema.types,
        ..Schema::default()
    };
    let plain = Schema {
        format: None,
        ..schema.clone()
    };
    is_bytes(schema) && schemas::covers(&plain, &bytes)
}

/// Whether a format is one of numbers.
pub(super) fn is_of_numbers(base: &Schema, revision: &Schema) -> bool {
    let mut formats = [&base.format, &revision.format].into_iter().flatten();
    formats.any(|format| shape(format).is_some())
}

/// Whether every number of the one format is one of the other; `None`: one of them is no format of numbers.
fn holds(outer: &str, inner: &str) -> Option<bool> {
    let (outer, inner) = (shape(outer)?, shape(inner)?);
    Some(outer.0 >= inner.0 && outer.1 >= inner.1 && outer.2 >= inner.2)
}

/// A sign, and the bits of what is counted without rounding; fractions.
fn shape(format: &str) -> Option<(bool, u32, bool)> {
    Some(match format {
        "int8" => (true, 7, false),
        "int16" => (true, 15, false),
        "int32" => (true, 31, false),
        "int64" => (true, 63, false),
        "uint8" => (false, 8, false),
        "uint16" => (false, 16, false),
        "uint32" => (false, 32, false),
        "uint64" => (false, 64, false),
        "float" => (true, 24, true),
        "double" => (true, 53, true),
        _ => return None,
    })
}
