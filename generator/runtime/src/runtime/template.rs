//! Path templates: `/pets/{pet}/photos/{photo}.png`.

/// A parameter of a path template.
pub(crate) struct Placeholder {
    /// What stands between it and the one before.
    before: &'static str,
    pub(crate) name: &'static str,
    /// All that follows.
    after: &'static str,
}

impl Placeholder {
    /// Whether it is a segment of its own.
    pub(crate) fn is_segment(&self) -> bool {
        self.before.ends_with('/') && (self.after.is_empty() || self.after.starts_with('/'))
    }
}

/// The parameters of a path template.
pub(crate) fn parameters(template: &'static str) -> impl Iterator<Item = Placeholder> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (before, after) = cut(rest, b'{')?;
        let (name, after) = cut(after, b'}').unwrap_or((after, ""));
        rest = after;
        Some(Placeholder {
            before,
            name,
            after,
        })
    })
}

/// A short text, cut at an ASCII character: `split_once` sets out to search long ones.
fn cut(text: &'static str, at: u8) -> Option<(&'static str, &'static str)> {
    let position = text.bytes().position(|byte| byte == at)?;
    Some((&text[..position], &text[position + 1..]))
}

/// A path template with something in the place of each name.
pub(crate) fn filled(
    template: &'static str,
    mut put: impl FnMut(&Placeholder, &mut String),
) -> String {
    let mut path = String::with_capacity(template.len() + 32);
    let mut rest = template;
    for parameter in parameters(template) {
        path.push_str(parameter.before);
        put(&parameter, &mut path);
        rest = parameter.after;
    }
    path.push_str(rest);
    path
}
