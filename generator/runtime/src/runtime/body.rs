//! The body of a request: pieces of memory and files, comparable and sent as often as needed.

use std::fmt;
use std::path::PathBuf;

use bytes::Bytes;
use http::Method;

/// The body of a request.
///
/// It can be compared, cloned and sent again: a file is named by its path and opened when the request goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body(pub Vec<Segment>);

/// A piece of a body.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Segment {
    /// Bytes in memory.
    Bytes(Bytes),
    /// A whole file.
    File(PathBuf),
}

impl Body {
    /// No body.
    #[must_use]
    pub const fn empty() -> Self {
        Self(Vec::new())
    }

    /// Whether there is nothing to send.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The length in bytes. Asks the file system for the length of files.
    ///
    /// # Errors
    /// A file that is not there or cannot be read.
    pub fn length(&self) -> std::io::Result<u64> {
        let mut length = 0;
        for segment in &self.0 {
            length += match segment {
                Segment::Bytes(bytes) => bytes.len() as u64,
                Segment::File(path) => std::fs::metadata(path)?.len(),
            };
        }
        Ok(length)
    }

    /// The bytes, when all of them are in memory.
    #[must_use]
    pub fn as_bytes(&self) -> Option<Bytes> {
        match self.0.as_slice() {
            [] => Some(Bytes::new()),
            [Segment::Bytes(bytes)] => Some(bytes.clone()),
            segments => {
                let mut all = Vec::new();
                for segment in segments {
                    match segment {
                        Segment::Bytes(bytes) => all.extend_from_slice(bytes),
                        Segment::File(_) => return None,
                    }
                }
                Some(Bytes::from(all))
            }
        }
    }
}

/// Whether a request of this method says that it has no body (RFC 9110, section 8.6).
pub(crate) fn says_empty(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Self(vec![Segment::Bytes(bytes.into())])
    }
}

/// Lengths and paths only: a body may hold secrets.
impl fmt::Debug for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::File(path) => write!(f, "File({})", path.display()),
        }
    }
}
