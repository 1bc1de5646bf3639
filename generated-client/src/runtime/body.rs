//! The body of a request: pieces of memory and files, comparable and sent as often as needed.

use std::fmt;
use std::io::{self, Read};
use std::path::PathBuf;

use bytes::Bytes;
use http::Method;

use super::Reader;

/// The body of a request.
///
/// It can be compared, cloned and, unless a reader is in it, sent again: a file is named by its path and opened when the request goes out.
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
    /// What a reader gives, once.
    Reader(Reader),
}

impl Body {
    /// No body.
    #[must_use]
    pub const fn empty() -> Self {
        Self(Vec::new())
    }

    /// The file at a path, read while it is sent.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self(vec![Segment::File(path.into())])
    }

    /// What a reader gives; its length, where it is known, is told to the server. It can be sent once only: such a request is never retried.
    pub fn reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self(vec![Segment::Reader(Reader::new(reader, length))])
    }

    /// Whether it can be sent again.
    #[must_use]
    pub fn is_replayable(&self) -> bool {
        !self
            .0
            .iter()
            .any(|segment| matches!(segment, Segment::Reader(_)))
    }

    /// Whether there is nothing to send.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The length in bytes; none where a reader does not know its own. Asks the file system for the length of files.
    ///
    /// # Errors
    /// A file that is not there or cannot be read.
    pub fn length(&self) -> io::Result<Option<u64>> {
        let mut length = 0;
        for segment in &self.0 {
            length += match segment {
                Segment::Bytes(bytes) => bytes.len() as u64,
                Segment::File(path) => std::fs::metadata(path)?.len(),
                Segment::Reader(reader) => match reader.length() {
                    Some(length) => length,
                    None => return Ok(None),
                },
            };
        }
        Ok(Some(length))
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
                        Segment::File(_) | Segment::Reader(_) => return None,
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
            Self::Reader(reader) => reader.fmt(f),
        }
    }
}
