//! Path templates: `/pets/{pet}/photos/{photo}.png`.

use std::ops::Range;

/// A parameter of a path template.
pub(crate) struct Placeholder<'t> {
    pub(crate) name: &'t str,
    /// Whether it is a segment of its own.
    pub(crate) is_segment: bool,
    /// Where it stands, with its braces.
    pub(crate) range: Range<usize>,
}

/// The parameters of a path template, or those that nothing stands for yet: what is encoded has no braces.
pub(crate) fn parameters(template: &str) -> impl Iterator<Item = Placeholder<'_>> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let start = end + position(&template[end..], b'{')?;
        let behind = &template[start + 1..];
        let length = position(behind, b'}').unwrap_or(behind.len());
        end = (start + 1 + length + 1).min(template.len());
        let after = &template[end..];
        Some(Placeholder {
            name: &behind[..length],
            is_segment: template[..start].ends_with('/')
                && (after.is_empty() || after.starts_with('/')),
            range: start..end,
        })
    })
}

/// In a short text: `find` sets out to search long ones.
fn position(text: &str, byte: u8) -> Option<usize> {
    text.bytes().position(|other| other == byte)
}
