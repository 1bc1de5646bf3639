//! A query that is one value as a whole (OpenAPI 3.2: `in: querystring`).

use super::escape::Escape;
use super::{Check, Draft, Rules, Style};

impl Draft {
    /// The whole query, as pairs: as a form has them, some members in a style of their own.
    pub fn querystring_form<'r, T: Check>(
        &'r mut self,
        name: &'static str,
        value: &'r T,
        styles: &[(&str, Style)],
    ) -> Rules<'r> {
        if let Some(json) = self.json_of("query", name, value) {
            let pairs = self.pairs("query", name, &json, styles);
            self.query_text(&pairs);
        }
        self.rules("query", name, value)
    }

    /// The whole query in one piece, percent-encoded: JSON, or text as it is.
    pub fn querystring<'r, T: Check>(
        &'r mut self,
        name: &'static str,
        value: &'r T,
        style: Style,
    ) -> Rules<'r> {
        if let Some(json) = self.json_of("query", name, value) {
            match style.write(name, &json, Escape::Query) {
                Ok(text) => self.query_text(&text.unwrap_or_default()),
                Err(problem) => self.refuse("query", name, problem),
            }
        }
        self.rules("query", name, value)
    }
}
