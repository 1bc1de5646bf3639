//! The base URL: validated once, joined with every path, and the yardstick of redirects.

use std::borrow::Cow;
use std::net::IpAddr;

use http::Uri;
use http::uri::{self, Authority, PathAndQuery, Scheme};

use super::Error;

/// Where the API is: an origin and a path prefix without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    origin: Origin,
    /// That of the origin, as URIs have it.
    authority: Authority,
    prefix: String,
}

/// Scheme, host and port: what credentials never leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    secure: bool,
    host: String,
    port: u16,
}

impl Base {
    /// Reads a base URL. The error is a sentence that does not repeat the URL, which may hold a password.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.contains('#') {
            return Err("the base URL has a fragment: end it before the `#`".into());
        }
        if text.contains('?') {
            return Err("the base URL has a query: end it before the `?`, and add the query as an option of the client".into());
        }
        if text
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || c == '\\')
        {
            return Err(
                "the base URL has a space, a control character or a backslash in it".into(),
            );
        }
        let uri: Uri = text
            .parse()
            .map_err(|error| format!("the base URL is no URL: {error}"))?;
        let origin = Origin::of(&uri)?;
        let prefix = uri.path().trim_end_matches('/').to_owned();
        if prefix
            .split('/')
            .skip(1)
            .any(|segment| segment.is_empty() || is_dots(segment))
        {
            return Err("the base URL has an empty segment, `.` or `..` in its path".into());
        }
        Self::new(origin, prefix)
    }

    fn new(origin: Origin, prefix: String) -> Result<Self, String> {
        let authority = origin.authority().parse();
        let authority = authority.map_err(|error| format!("the URL has no host: {error}"))?;
        Ok(Self {
            origin,
            authority,
            prefix,
        })
    }

    /// Refuses a place where credentials would be read on the way.
    pub(crate) fn verify_private(&self) -> Result<(), Error> {
        if self.origin.is_secure() || self.origin.is_loopback() {
            return Ok(());
        }
        Err(Error::configuration(format!(
            "credentials would go to {} unencrypted: use https, or `allow_insecure_http`",
            self.origin
        )))
    }

    /// The place of an absolute URI of a request, which is whole: no prefix.
    pub(crate) fn of(uri: &Uri) -> Result<Self, String> {
        Self::new(Origin::of(uri)?, String::new())
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The absolute URI of a relative one: the prefix is kept.
    pub(crate) fn join(&self, relative: Uri) -> Result<Uri, http::Error> {
        let path = relative.into_parts().path_and_query;
        let path = path.unwrap_or_else(|| PathAndQuery::from_static("/"));
        let mut parts = uri::Parts::default();
        parts.scheme = Some(if self.origin.is_secure() {
            Scheme::HTTPS
        } else {
            Scheme::HTTP
        });
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(if self.prefix.is_empty() {
            path
        } else {
            format!("{}{path}", self.prefix).parse()?
        });
        Ok(Uri::from_parts(parts)?)
    }
}

impl Origin {
    /// The origin of an absolute URI.
    pub(crate) fn of(uri: &Uri) -> Result<Self, String> {
        let secure = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            Some(_) => return Err("the URL is neither https nor http".into()),
            None => return Err("the URL has no scheme: it begins with `https://`".into()),
        };
        let authority = uri.authority().ok_or("the URL has no host")?;
        if authority.as_str().contains('@') {
            return Err(
                "the URL has a user name or password in it: give credentials to the client instead"
                    .into(),
            );
        }
        let host = authority.host().to_ascii_lowercase();
        if host.is_empty() {
            return Err("the URL has no host".into());
        }
        let after_host = authority
            .as_str()
            .get(authority.host().len()..)
            .unwrap_or_default();
        let port = match after_host.strip_prefix(':') {
            None | Some("") => {
                if secure {
                    443
                } else {
                    80
                }
            }
            Some(text) => text
                .parse()
                .map_err(|_| "the URL has a port that is none")?,
        };
        Ok(Self { secure, host, port })
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether the host is this machine: what goes there cannot be overheard on the way.
    pub(crate) fn is_loopback(&self) -> bool {
        let host = self.host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost"
            || host.ends_with(".localhost")
            || host
                .parse::<IpAddr>()
                .is_ok_and(|address| address.is_loopback())
    }

    fn scheme(&self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }

    fn authority(&self) -> String {
        match (self.secure, self.port) {
            (true, 443) | (false, 80) => self.host.clone(),
            (_, port) => format!("{}:{port}", self.host),
        }
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}://{}", self.scheme(), self.authority())
    }
}

/// The URI that a `Location` header names, seen from the URI that was asked (RFC 3986, section 5.2).
pub(crate) fn resolve(asked: &Uri, location: &str) -> Result<Uri, String> {
    let location = location.split('#').next().unwrap_or_default();
    if location
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || c == '\\')
    {
        return Err("the target has a space, a control character or a backslash in it".into());
    }
    let scheme = asked.scheme_str().unwrap_or("https");
    let authority = asked.authority().map_or("", http::uri::Authority::as_str);
    let has_scheme = location.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    let absolute = if has_scheme {
        location.to_owned()
    } else if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else {
        let (path, query) = location
            .split_once('?')
            .map_or((location, None), |(path, query)| (path, Some(query)));
        let folder = asked
            .path()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let path = match path {
            "" => asked.path().to_owned(),
            path if path.starts_with('/') => without_dots(path),
            path => without_dots(&format!("{folder}/{path}")),
        };
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        format!("{scheme}://{authority}{path}{query}")
    };
    absolute
        .parse()
        .map_err(|_| "the target is no URL".to_owned())
}

/// A path without `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if segments.peek().is_none() {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

/// Whether a segment is `.` or `..`, in any spelling that a server may read so: percent-encoded, even twice.
pub(crate) fn is_dots(segment: &str) -> bool {
    // Most values have neither.
    if !segment.bytes().any(|byte| matches!(byte, b'.' | b'%')) {
        return false;
    }
    let mut text = Cow::Borrowed(segment);
    while text.contains('%') {
        let decoded = percent_encoding::percent_decode_str(&text)
            .decode_utf8_lossy()
            .into_owned();
        if decoded == text {
            break;
        }
        text = Cow::Owned(decoded);
    }
    text.split(['/', '\\'])
        .any(|part| part == "." || part == "..")
}
