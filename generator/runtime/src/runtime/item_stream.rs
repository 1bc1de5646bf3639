//! Items of the async client.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue, StatusCode, response};

use super::item_frames::Frames;
use super::items::{self, refuse_format};
use super::{BoxFuture, Bytes, Client, Download, Error, Item, Itemized, Operation};

/// The items of an answer while they arrive.
///
/// An item that cannot be read is an error that names its line and the member at fault, and the next one follows. An answer that breaks, or ends within an
/// item, is an error too, and the last. It has no time limit in all unless a deadline is set, but it may not stand still for longer than the idle timeout.
/// No item may be larger than the response limit.
#[must_use = "nothing is read until `next` is called"]
pub struct ItemStream<T> {
    operation: &'static Operation,
    head: response::Parts,
    frames: Frames,
    source: Source,
    item: PhantomData<fn() -> T>,
}

enum Source {
    Here(Box<Download>),
    /// Its next chunk is on the way. It stays here while nobody waits for it, so that giving up a wait loses nothing.
    Away(BoxFuture<'static, Coming>),
    Done,
}

/// A download, and the chunk that it was asked for.
type Coming = (Box<Download>, Result<Option<Bytes>, Error>);

impl Client {
    /// Sends an endpoint, and hands over the items of its answer while they arrive.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn stream<E: Itemized>(&self, endpoint: E) -> Result<ItemStream<E::Item>, Error> {
        let mut request = endpoint.request(self.settings().checks)?;
        let accept = HeaderValue::from_static(E::ACCEPT);
        request.headers_mut().insert(ACCEPT, accept);
        let download = self.begin::<E>(request).await?;
        let head = download.head();
        if let Err(error) = refuse_format(E::OPERATION, E::FRAMING, &head.headers) {
            let body = download.to_vec().await?;
            return Err(error.answered(&head, body.into()));
        }
        Ok(ItemStream {
            operation: E::OPERATION,
            head,
            frames: Frames::new(E::FRAMING, self.settings().response_limit).until(E::DONE),
            source: Source::Here(Box::new(download)),
            item: PhantomData,
        })
    }
}

impl<T> ItemStream<T> {
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

impl<T: Item> ItemStream<T> {
    /// The next item; none at the end. To give up the wait loses nothing: the next call goes on.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            let item = items::next(self.operation, &self.head, &mut self.frames);
            if item.is_some() {
                return Poll::Ready(item);
            }
            match std::mem::replace(&mut self.source, Source::Done) {
                Source::Here(_) if self.frames.is_ended() => return Poll::Ready(None),
                Source::Done => return Poll::Ready(None),
                Source::Here(mut download) => {
                    self.source = Source::Away(Box::pin(async move {
                        let chunk = download.chunk().await;
                        (download, chunk)
                    }));
                }
                Source::Away(mut coming) => {
                    let Poll::Ready((download, chunk)) = coming.as_mut().poll(context) else {
                        self.source = Source::Away(coming);
                        return Poll::Pending;
                    };
                    match chunk {
                        Ok(Some(chunk)) => {
                            self.frames.push(&chunk);
                            self.source = Source::Here(download);
                        }
                        Ok(None) => self.frames.end(),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
            }
        }
    }
}

impl<T: Item> futures_core::Stream for ItemStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream")
            .field("operation", &self.operation.id)
            .field("status", &self.head.status)
            .finish_non_exhaustive()
    }
}
