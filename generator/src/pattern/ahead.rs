//! Look-ahead at the start of a pattern, as several patterns without any.
//!
//! `^(?!a)(?=b)c` holds of a text that `^(?:a)` is not found in, `^(?:b)` is, and `^c` is. The crate keeps it in one piece, and takes it apart in the same way.

/// What is asked ahead, each with whether it has to hold, and the rest of the pattern.
pub(super) struct Ahead<'p> {
    pub(super) asked: Vec<(bool, &'p str)>,
    pub(super) rest: &'p str,
}

/// A pattern that looks ahead from the start of the text alone.
pub(super) fn split(written: &str) -> Option<Ahead<'_>> {
    let mut rest = written.strip_prefix('^').unwrap_or(written);
    let mut asked = Vec::new();
    while let Some((holds, inner)) = looks(rest) {
        let end = end_of_group(inner)?;
        asked.push((holds, &inner[..end]));
        rest = &inner[end + 1..];
        if rest.starts_with(['*', '+', '?', '{']) {
            return None;
        }
    }
    // `(?=^a)b` is asked nowhere else either.
    let starts = |(holds, inner): &(bool, &str)| {
        *holds && inner.starts_with('^') && !has_alternatives(inner)
    };
    let anchored = written.starts_with('^') || asked.iter().any(starts);
    let only = !asked.is_empty() && anchored && !has_alternatives(rest);
    only.then_some(Ahead { asked, rest })
}

fn looks(pattern: &str) -> Option<(bool, &str)> {
    let held = pattern.strip_prefix("(?=").map(|inner| (true, inner));
    held.or_else(|| pattern.strip_prefix("(?!").map(|inner| (false, inner)))
}

/// Where the group ends whose opening was read.
fn end_of_group(inner: &str) -> Option<usize> {
    let mut signs = signs(inner);
    signs.find_map(|(index, sign, depth)| (sign == ')' && depth == 0).then_some(index))
}

fn has_alternatives(pattern: &str) -> bool {
    signs(pattern).any(|(_, sign, depth)| sign == '|' && depth == 0)
}

/// The characters outside of classes that are not escaped, with the number of groups that each stands in.
fn signs(pattern: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let (mut escaped, mut class, mut depth) = (false, false, 0_usize);
    pattern.char_indices().filter_map(move |(index, char)| {
        if std::mem::take(&mut escaped) {
            return None;
        }
        match char {
            '\\' => escaped = true,
            ']' if class => class = false,
            _ if class => {}
            '[' => class = true,
            '(' => {
                depth += 1;
                return Some((index, char, depth - 1));
            }
            ')' => {
                let at = depth;
                depth = depth.saturating_sub(1);
                return Some((index, char, at));
            }
            _ => return Some((index, char, depth)),
        }
        None
    })
}
