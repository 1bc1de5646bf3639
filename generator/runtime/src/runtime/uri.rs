//! URIs and their parts.

use super::TextError;
use super::text::text_type;

text_type! {
    /// A URI (`format: uri`, RFC 3986), or a reference to one, as text.
    Uri
}

/// The parts of a URI (RFC 3986, section 3), as written: nothing is decoded.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct UriParts<'a> {
    /// `https`; none in a relative reference.
    pub scheme: Option<&'a str>,
    /// Host, with user information and port where there are.
    pub authority: Option<&'a str>,
    /// The path; may be empty.
    pub path: &'a str,
    /// What stands behind `?`.
    pub query: Option<&'a str>,
    /// What stands behind `#`.
    pub fragment: Option<&'a str>,
}

impl Uri {
    /// The parts of the URI or of the relative reference.
    ///
    /// # Errors
    ///
    /// Where the text has characters that no URI has (spaces, control characters, quotes, anything beyond ASCII), or a `%` without two hexadecimal digits.
    pub fn parse(&self) -> Result<UriParts<'_>, TextError> {
        let text = self.as_str();
        if !text.bytes().all(is_allowed) || !escapes_are_whole(text) {
            return Err(TextError::new("a URI", text));
        }
        let (rest, fragment) = cut(text, '#');
        let (rest, query) = cut(rest, '?');
        let (scheme, rest) = match rest.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
            _ => (None, rest),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(&rest[..end]), &rest[end..])
            }
            None => (None, rest),
        };
        Ok(UriParts {
            scheme,
            authority,
            path,
            query,
            fragment,
        })
    }
}

fn cut(text: &str, separator: char) -> (&str, Option<&str>) {
    match text.split_once(separator) {
        Some((before, behind)) => (before, Some(behind)),
        None => (text, None),
    }
}

fn is_allowed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

fn escapes_are_whole(text: &str) -> bool {
    text.split('%').skip(1).all(|behind| {
        behind.len() >= 2 && behind.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
    })
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}
