//! Where an API is: a URL that somebody brings, or a server that the document names.

use std::fmt;

use http::Uri;

use super::base::Base;

/// Where the API is.
///
/// A URL converts into one. So does each server that the document names, where it names several.
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    url: String,
    /// Whether the document names it: operations that it places elsewhere stay there.
    documented: bool,
}

/// The URI of a request that goes to a server of its own, as it is relative to that server.
#[derive(Clone, Debug)]
pub(crate) struct Relative(pub(crate) Uri);

impl BaseUrl {
    /// A server of the document.
    pub(crate) fn documented(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            documented: true,
        }
    }

    pub(crate) fn is_documented(&self) -> bool {
        self.documented
    }

    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.url
    }
}

impl From<String> for BaseUrl {
    fn from(url: String) -> Self {
        Self {
            url,
            documented: false,
        }
    }
}

impl From<&str> for BaseUrl {
    fn from(url: &str) -> Self {
        url.to_owned().into()
    }
}

impl From<&String> for BaseUrl {
    fn from(url: &String) -> Self {
        url.as_str().into()
    }
}

/// Nothing of a text that is no base URL: it may hold a password.
impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Base::parse(&self.url) {
            Ok(_) => f.debug_tuple("BaseUrl").field(&self.url).finish(),
            Err(_) => f.debug_tuple("BaseUrl").finish_non_exhaustive(),
        }
    }
}
