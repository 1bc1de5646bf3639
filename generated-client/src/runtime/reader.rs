//! The reader of a body that is sent once.

use std::fmt;
use std::io::{self, Read};
use std::sync::{Arc, Mutex};

/// Content that is sent once.
#[derive(Clone)]
pub struct Reader(Arc<Source>);

struct Source {
    reader: Mutex<Option<Box<dyn Read + Send>>>,
    length: Option<u64>,
}

impl Reader {
    pub(crate) fn new(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self(Arc::new(Source {
            reader: Mutex::new(Some(Box::new(reader))),
            length,
        }))
    }

    /// How many bytes it gives, where that was said.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.0.length
    }

    /// The reader, for whoever asks first.
    #[must_use]
    pub fn take(&self) -> Option<Box<dyn Read + Send>> {
        self.0.reader.lock().ok()?.take()
    }

    /// The reader, or the error that it is gone.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        self.take()
            .ok_or_else(|| io::Error::other("the reader of the body was sent already"))
    }
}

/// Equal to itself and its clones only.
impl PartialEq for Reader {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Reader {}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Reader({length})"),
            None => f.write_str("Reader"),
        }
    }
}
