//! How text is spelled where it goes: in a URL, a header, a cookie.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// A place of a request, by what it does to text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// As it is: headers, and the parts of a form.
    Plain,
    /// Percent-encoded, all but the unreserved characters of RFC 3986.
    Path,
    /// The same in a query.
    Query,
    /// With `allowReserved`: what is reserved stands as it is, and so does what is percent-encoded already (RFC 6570, section 3.2.3);
    /// but for `/`, `?` and `#`, which would make another path.
    ReservedPath,
    /// Several segments of a path: the same with slashes.
    Segments,
    /// The same in a query, but for `&` and `#`, which would make another query.
    ReservedQuery,
    /// As it is, and refused where a cookie has no room for it (RFC 6265, section 4.1.1).
    Cookie,
}

/// All but the unreserved characters of RFC 3986.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What else a segment of a path may hold (RFC 3986, section 3.3).
const IN_PATH: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What else several segments may hold.
const IN_SEGMENTS: &AsciiSet = &IN_PATH.remove(b'/');

/// What else a value of a query may hold (RFC 3986, section 3.4). The URL standard encodes `'`, and so do HTTP stacks that follow it: it is the same everywhere.
const IN_QUERY: &AsciiSet = &IN_PATH.remove(b'/').remove(b'?').add(b'&').add(b'\'');

/// Text as it stands in a URL.
pub(crate) fn encoded(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, UNRESERVED).into()
}

impl Escape {
    /// With `allowReserved`: it says something where text is percent-encoded.
    pub(crate) fn reserved(self) -> Self {
        match self {
            Self::Path => Self::ReservedPath,
            Self::Query => Self::ReservedQuery,
            other => other,
        }
    }

    /// Text as it is spelled there. The error says why it cannot be.
    pub(crate) fn text(self, text: &str) -> Result<String, String> {
        Ok(match self {
            Self::Plain => text.to_owned(),
            Self::Path | Self::Query => encoded(text).into_owned(),
            Self::ReservedPath => reserved(text, IN_PATH),
            Self::Segments => reserved(text, IN_SEGMENTS),
            Self::ReservedQuery => reserved(text, IN_QUERY),
            Self::Cookie => return of_cookie(text),
        })
    }

    /// A name as it is spelled there: what is reserved is encoded, whatever a value may hold.
    pub(crate) fn name(self, name: &str) -> Result<String, String> {
        match self {
            Self::ReservedPath | Self::Segments | Self::ReservedQuery => {
                Ok(encoded(name).into_owned())
            }
            place => place.text(name),
        }
    }

    /// A space between items.
    pub(crate) fn space(self) -> &'static str {
        if self.encodes() { "%20" } else { " " }
    }

    /// A `|` between items.
    pub(crate) fn pipe(self) -> &'static str {
        if self.encodes() { "%7C" } else { "|" }
    }

    /// What stands around the name of a member.
    pub(crate) fn brackets(self) -> [&'static str; 2] {
        if self.encodes() {
            ["%5B", "%5D"]
        } else {
            ["[", "]"]
        }
    }

    fn encodes(self) -> bool {
        !matches!(self, Self::Plain | Self::Cookie)
    }
}

/// Percent-encodes all that is not kept; `%` with two hexadecimal digits stays.
fn reserved(text: &str, set: &'static AsciiSet) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        written.extend(utf8_percent_encode(before, set));
        let digits = behind
            .get(..2)
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        written.push_str(if digits.is_some() { "%" } else { "%25" });
        rest = behind;
    }
    written.extend(utf8_percent_encode(rest, set));
    written
}

/// Text that a cookie can hold as it is; quotes around it are its own.
fn of_cookie(text: &str) -> Result<String, String> {
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or(text);
    let fits = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
    if inner.bytes().all(fits) {
        Ok(text.to_owned())
    } else {
        Err(
            "has a character that no cookie can carry as it is: escape it as the server reads it"
                .into(),
        )
    }
}
