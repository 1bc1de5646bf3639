//! Patterns that name properties of Unicode: `\p{L}`.

use super::{Asked, Expression};

/// An expression that names properties of Unicode.
#[derive(Clone, Copy, Debug)]
pub struct UnicodePattern(pub &'static str);

impl Expression for UnicodePattern {
    fn text(self) -> &'static str {
        self.0
    }

    fn asked(text: &str) -> Option<Asked> {
        let regex = regex::Regex::new(text).ok()?;
        Some(Box::new(move |text| regex.is_match(text)))
    }
}
