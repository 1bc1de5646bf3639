//! A query that is one value as a whole (OpenAPI 3.2: `in: querystring`).

use super::escape::Escape;
use super::{Check, Draft, Rules, Style};

/// The whole query as pairs: as a form has them, some members in a style of their own.
pub(crate) fn form<'r, T: Check>(
    request: &'r mut Draft,
    name: &'static str,
    value: &'r T,
    styles: &[(&str, Style)],
) -> Rules<'r> {
    if let Some(json) = request.json_of("query", name, value) {
        let pairs = request.pairs("query", name, &json, styles);
        request.query_text(&pairs);
    }
    request.rules("query", name, value)
}

/// The whole query in one piece, percent-encoded: JSON, or text as it is.
pub(crate) fn whole<'r, T: Check>(
    request: &'r mut Draft,
    name: &'static str,
    value: &'r T,
    style: Style,
) -> Rules<'r> {
    if let Some(json) = request.json_of("query", name, value) {
        match style.write(name, &json, Escape::Query) {
            Ok(text) => request.query_text(&text.unwrap_or_default()),
            Err(problem) => request.refuse("query", name, problem),
        }
    }
    request.rules("query", name, value)
}
