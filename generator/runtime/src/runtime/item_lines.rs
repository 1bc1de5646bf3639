//! A body of items that follow each other: JSON by the line, and JSON text sequences.

use super::{Check, Draft, Rules, encode};

/// An item a line: NDJSON, JSON Lines.
pub(crate) fn lines<'r, T: Check>(
    request: &'r mut Draft,
    media_type: &'static str,
    items: &'r Vec<T>,
) -> Rules<'r> {
    write(request, media_type, items, "")
}

/// A JSON text sequence (RFC 7464): a record separator stands before each item.
pub(crate) fn sequence<'r, T: Check>(
    request: &'r mut Draft,
    media_type: &'static str,
    items: &'r Vec<T>,
) -> Rules<'r> {
    write(request, media_type, items, "\u{1e}")
}

/// JSON is written without a line break, so that one is always the end of an item.
fn write<'r, T: Check>(
    request: &'r mut Draft,
    media_type: &'static str,
    items: &'r Vec<T>,
    before: &str,
) -> Rules<'r> {
    let mut body = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match encode(item) {
            Ok(json) => {
                body.extend_from_slice(before.as_bytes());
                body.extend_from_slice(&json);
                body.push(b'\n');
            }
            Err(error) => {
                let place = format!("{index}{}", error.pointer());
                let problem = format!("cannot be written: {}", error.message());
                request.refuse("body", &place, problem);
            }
        }
    }
    request.content(media_type, body.into());
    request.check_body(items)
}
