//! A download of the async client.

use std::fmt;
use std::future::poll_fn;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::{HeaderMap, Response, StatusCode, response};

use super::exchange::earlier;
use super::options::Settings;
use super::part_file::PartFile;
use super::tally::Tally;
use super::transport::{Incoming, Limit, Transport, poll_data};
use super::{Bytes, Error, Operation};

/// An answer of bytes while it arrives.
///
/// It has no time limit in all unless a deadline is set, but it may not stand still for longer than the idle timeout.
#[must_use = "nothing is read until `chunk`, `to_vec`, `to_writer` or `to_file` is called"]
pub struct Download {
    tally: Tally,
    source: Source,
    transport: Arc<dyn Transport>,
    idle: Duration,
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
        settings: &Settings,
        end: Option<Instant>,
    ) -> Self {
        let (parts, incoming) = reply.into_parts();
        let tally = Tally::new(operation, parts);
        Self {
            tally,
            source: Source::Stream(incoming),
            transport,
            idle: settings.idle,
            end,
            limit: settings.response_limit,
        }
    }

    pub(crate) fn whole(
        operation: &'static Operation,
        parts: response::Parts,
        body: Bytes,
        transport: Arc<dyn Transport>,
        settings: &Settings,
    ) -> Self {
        let tally = Tally::new(operation, parts);
        Self {
            tally,
            source: Source::Whole(body),
            transport,
            idle: settings.idle,
            end: None,
            limit: settings.response_limit,
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
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        let chunk = match &mut self.source {
            Source::Done => None,
            Source::Whole(bytes) => Some(std::mem::take(bytes)).filter(|bytes| !bytes.is_empty()),
            Source::Stream(incoming) => {
                let end = earlier(self.transport.now().checked_add(self.idle), self.end);
                let mut limit = Limit::new(&*self.transport, end);
                let next =
                    poll_fn(|context| limit.poll(context, |context| poll_data(incoming, context)));
                match next.await {
                    Ok(chunk) => chunk,
                    Err(error) => {
                        self.source = Source::Done;
                        return Err(self.tally.broken(error));
                    }
                }
            }
        };
        match &chunk {
            Some(bytes) => self.tally.add(bytes.len()),
            None if matches!(self.source, Source::Done) => {}
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
    pub async fn to_vec(mut self) -> Result<Vec<u8>, Error> {
        let mut all = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if chunk.len() > self.limit - all.len() {
                return Err(self.tally.too_large(self.limit));
            }
            all.extend_from_slice(&chunk);
        }
        Ok(all)
    }

    /// Writes all bytes, and says how many. A writer that is slow holds up the thread: such a one takes [`chunk`](Self::chunk)s.
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk), and those of the writer.
    pub async fn to_writer<W: Write>(mut self, mut writer: W) -> Result<u64, Error> {
        let unwritable =
            |tally: &Tally, error| tally.unwritable("the download cannot be written", error);
        while let Some(chunk) = self.chunk().await? {
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
    pub async fn to_file(mut self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref().to_owned();
        let unwritable = |tally: &Tally, error| {
            tally.unwritable("the download cannot be written to the file", error)
        };
        let mut file = aside(move || PartFile::create(&path))
            .await
            .map_err(|error| unwritable(&self.tally, error))?;
        while let Some(chunk) = self.chunk().await? {
            let write = move || file.write(&chunk).map(|()| file);
            file = aside(write)
                .await
                .map_err(|error| unwritable(&self.tally, error))?;
        }
        aside(move || file.finish())
            .await
            .map_err(|error| unwritable(&self.tally, error))?;
        Ok(self.received())
    }
}

/// Does what blocks on a thread for it, where there is a runtime that has such.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => runtime.spawn_blocking(work).await?,
        Err(_) => work(),
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tally.fmt(f)
    }
}
