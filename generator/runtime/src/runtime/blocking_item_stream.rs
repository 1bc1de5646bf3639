//! Items of the blocking client.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue, StatusCode, response};

use super::blocking::{Client, Download};
use super::item_frames::Frames;
use super::items::{self, refuse_format};
use super::{Error, Item, Itemized, Operation};

/// The items of an answer while they arrive.
///
/// An item that cannot be read is an error that names its line and the member at fault, and the next one follows. An answer that breaks, or ends within an
/// item, is an error too, and the last. It has no time limit in all unless a deadline is set, but it may not stand still for longer than the idle timeout.
/// No item may be larger than the response limit.
#[must_use = "nothing is read until the iterator is asked"]
pub struct BlockingItemStream<T> {
    operation: &'static Operation,
    head: response::Parts,
    frames: Frames,
    /// None at the end.
    download: Option<Download>,
    item: PhantomData<fn() -> T>,
}

impl Client {
    /// Sends an endpoint, and hands over the items of its answer while they arrive.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn stream<E: Itemized>(&self, endpoint: E) -> Result<BlockingItemStream<E::Item>, Error> {
        let mut request = endpoint.request(self.settings().checks)?;
        let accept = HeaderValue::from_static(E::ACCEPT);
        request.headers_mut().insert(ACCEPT, accept);
        let download = self.begin::<E>(request)?;
        let head = download.head();
        if let Err(error) = refuse_format(E::OPERATION, E::FRAMING, &head.headers) {
            let body = download.to_vec()?;
            return Err(error.answered(&head, body.into()));
        }
        Ok(BlockingItemStream {
            operation: E::OPERATION,
            head,
            frames: Frames::new(E::FRAMING, self.settings().response_limit).until(E::DONE),
            download: Some(download),
            item: PhantomData,
        })
    }
}

impl<T> BlockingItemStream<T> {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The last id of an event that the server named: `Last-Event-ID` of a request that goes on from here.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.frames.last_id()
    }

    /// How long to wait before such a request, where the server said so.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.frames.last_retry()
    }
}

impl<T: Item> Iterator for BlockingItemStream<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let item = items::next(self.operation, &self.head, &mut self.frames);
            if item.is_some() {
                return item;
            }
            if self.frames.is_ended() {
                self.download = None;
            }
            match self.download.as_mut()?.chunk() {
                Ok(Some(chunk)) => self.frames.push(&chunk),
                Ok(None) => {
                    self.download = None;
                    self.frames.end();
                    return items::next(self.operation, &self.head, &mut self.frames);
                }
                Err(error) => {
                    self.download = None;
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<T> fmt::Debug for BlockingItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingItemStream")
            .field("operation", &self.operation.id)
            .field("status", &self.head.status)
            .finish_non_exhaustive()
    }
}
