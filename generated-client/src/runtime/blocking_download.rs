//! A download of the blocking client.

use std::fmt;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use http::{HeaderMap, Response, StatusCode, response};

use super::blocking_transport::{Incoming, Transport, unread};
use super::part_file::PartFile;
use super::tally::Tally;
use super::{Bytes, Error, Operation, TransportError};

/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// An answer of bytes while it arrives.
///
/// It has no time limit in all unless a deadline is set, but it may not stand still for longer than the idle timeout.
#[must_use = "nothing is read until `chunk`, `to_vec`, `to_writer` or `to_file` is called"]
pub struct Download {
    tally: Tally,
    source: Source,
    transport: Arc<dyn Transport>,
    end: Option<Instant>,
    limit: usize,
}

enum Source {
    Whole(Bytes),
    Stream(Incoming),
    Done,
}

impl Download {
    pub(crate) fn stream(
        operation: &'static Operation,
        reply: Response<Incoming>,
        transport: Arc<dyn Transport>,
        limit: usize,
        end: Option<Instant>,
    ) -> Self {
        let (parts, incoming) = reply.into_parts();
        let tally = Tally::new(operation, parts);
        Self {
            tally,
            source: Source::Stream(incoming),
            transport,
            end,
            limit,
        }
    }

    pub(crate) fn whole(
        operation: &'static Operation,
        parts: response::Parts,
        body: Bytes,
        transport: Arc<dyn Transport>,
        limit: usize,
    ) -> Self {
        let tally = Tally::new(operation, parts);
        Self {
            tally,
            source: Source::Whole(body),
            transport,
            end: None,
            limit,
        }
    }

    pub(crate) fn head(&self) -> response::Parts {
        self.tally.head()
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.tally.status()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.tally.headers()
    }

    /// How many bytes there will be, where the server says so.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.tally.length()
    }

    /// How many bytes came so far.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.tally.received()
    }

    /// Calls this after each chunk, with the bytes that came so far and with how many there will be where that is known.
    pub fn on_progress(mut self, call: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.tally.on_progress(Box::new(call));
        self
    }

    /// The next bytes; none at the end. The end is an error when bytes are missing.
    ///
    /// # Errors
    /// The connection broke, stood still for too long, or ended too early.
    pub fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = match &mut self.source {
            Source::Done => return Ok(None),
            Source::Whole(bytes) => Some(std::mem::take(bytes)).filter(|bytes| !bytes.is_empty()),
            Source::Stream(incoming) => {
                if self.end.is_some_and(|end| self.transport.now() > end) {
                    self.source = Source::Done;
                    return Err(self.tally.broken(TransportError::timed_out(
                        "the deadline of the call has passed",
                    )));
                }
                let mut buffer = Vec::new();
                match fill(incoming, &mut buffer) {
                    Ok(()) => Some(Bytes::from(buffer)).filter(|bytes| !bytes.is_empty()),
                    Err(error) => {
                        self.source = Source::Done;
                        return Err(self.tally.broken(unread(error)));
                    }
                }
            }
        };
        match &chunk {
            Some(bytes) => self.tally.add(bytes.len()),
            None => {
                self.source = Source::Done;
                self.tally.end()?;
            }
        }
        Ok(chunk)
    }

    /// All bytes, up to the response limit of the client (at first 16 MiB).
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk), and more bytes than the limit.
    pub fn to_vec(mut self) -> Result<Vec<u8>, Error> {
        let mut all = Vec::new();
        while let Some(chunk) = self.chunk()? {
            if chunk.len() > self.limit - all.len() {
                return Err(self.tally.too_large(self.limit));
            }
            all.extend_from_slice(&chunk);
        }
        Ok(all)
    }

    /// Writes all bytes, and says how many.
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk), and those of the writer.
    pub fn to_writer<W: Write>(mut self, mut writer: W) -> Result<u64, Error> {
        let unwritable =
            |tally: &Tally, error| tally.unwritable("the download cannot be written", error);
        while let Some(chunk) = self.chunk()? {
            writer
                .write_all(&chunk)
                .map_err(|error| unwritable(&self.tally, error))?;
        }
        writer
            .flush()
            .map_err(|error| unwritable(&self.tally, error))?;
        Ok(self.received())
    }

    /// Writes all bytes to a file, and says how many. The file is complete or absent: it is written under another name in the same folder,
    /// and takes its own when all is there. One that was there before is replaced then.
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk), and those of the file system.
    pub fn to_file(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let unwritable = |tally: &Tally, error| {
            tally.unwritable("the download cannot be written to the file", error)
        };
        let mut file =
            PartFile::create(path.as_ref()).map_err(|error| unwritable(&self.tally, error))?;
        while let Some(chunk) = self.chunk()? {
            file.write(&chunk)
                .map_err(|error| unwritable(&self.tally, error))?;
        }
        file.finish()
            .map_err(|error| unwritable(&self.tally, error))?;
        Ok(self.received())
    }
}

/// Reads what is there, once.
fn fill(incoming: &mut Incoming, buffer: &mut Vec<u8>) -> std::io::Result<()> {
    buffer.resize(CHUNK, 0);
    let count = loop {
        match incoming.read(buffer) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            result => break result?,
        }
    };
    buffer.truncate(count);
    Ok(())
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tally.fmt(f)
    }
}
