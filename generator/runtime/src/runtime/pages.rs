//! Pages of the async client: streams over all of a list.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::course::Course;
use super::{BoxFuture, Client, Error, Paged, Reply};

impl Client {
    /// The items of a list, whatever the number of its pages: a stream that asks for a page when the one before is used up.
    ///
    /// A page is a call of its own, with retries and limits as [`send`](Self::send) has them.
    pub fn items<E: Paged>(&self, endpoint: E) -> Items<E> {
        Items {
            pages: self.pages(endpoint),
            page: Vec::new().into_iter(),
            left: usize::MAX,
        }
    }

    /// The pages of a list, each as [`send_full`](Self::send_full) gives it.
    pub fn pages<E: Paged>(&self, endpoint: E) -> Pages<E> {
        Pages {
            client: self.clone(),
            course: Course::new(endpoint),
            call: None,
        }
    }
}

/// The pages of a list: a [`Stream`]. It ends at the last page, and at an error until it is told to [`resume`](Self::resume).
#[must_use = "no page is asked for before the stream is polled"]
pub struct Pages<E: Paged> {
    client: Client,
    course: Course<E>,
    /// The page that is on its way. It is kept here, so that whoever drops a future of `next` loses none.
    call: Option<BoxFuture<'static, Result<Reply<E::Output>, Error>>>,
}

impl<E> Pages<E>
where
    E: Paged + Send + Sync + 'static,
    E::Output: Send,
{
    /// The next page; none at the end, and after an error.
    ///
    /// # Errors
    /// Those of [`Client::send`]; [`ErrorKind::Pages`](super::ErrorKind::Pages) where the next page is one that must not be asked.
    pub async fn next(&mut self) -> Option<Result<Reply<E::Output>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<E: Paged> Pages<E> {
    /// After an error: asks once more for the page at which it happened, and goes on from there.
    pub fn resume(&mut self) {
        self.course.resume();
    }

    /// The request of the page that comes next, or has failed: where another program could go on. Of an API that names the URL
    /// of the next page it is the request of the first.
    pub fn endpoint(&self) -> &E {
        self.course.endpoint()
    }
}

impl<E> Stream for Pages<E>
where
    E: Paged + Send + Sync + 'static,
    E::Output: Send,
{
    type Item = Result<Reply<E::Output>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pages = self.get_mut();
        let call = match &mut pages.call {
            Some(call) => call,
            None => {
                let sheet = match pages.course.ask() {
                    Some(Ok(sheet)) => sheet,
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None => return Poll::Ready(None),
                };
                let client = pages.client.clone();
                pages
                    .call
                    .insert(Box::pin(async move { client.send_full(sheet).await }))
            }
        };
        let page = ready!(call.as_mut().poll(context));
        pages.call = None;
        pages.course.arrived(&pages.client.setup, &page);
        Poll::Ready(Some(page))
    }
}

/// Nothing of it is pinned.
impl<E: Paged> Unpin for Pages<E> {}

impl<E: Paged> fmt::Debug for Pages<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}

/// The items of a list, over all its pages: a [`Stream`]. It ends as [`Pages`] does.
#[must_use = "no page is asked for before the stream is polled"]
pub struct Items<E: Paged> {
    pages: Pages<E>,
    page: vec::IntoIter<E::Item>,
    left: usize,
}

impl<E> Items<E>
where
    E: Paged + Send + Sync + 'static,
    E::Output: Send,
{
    /// The next item; none at the end, and after an error.
    ///
    /// # Errors
    /// Those of [`Pages::next`].
    pub async fn next(&mut self) -> Option<Result<E::Item, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All that are left.
    ///
    /// # Errors
    /// Those of [`Pages::next`], at the first; the items before it are lost.
    pub async fn collect(mut self) -> Result<Vec<E::Item>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

impl<E: Paged> Items<E> {
    /// At most so many items: no page is asked for beyond them.
    pub fn limit(mut self, items: usize) -> Self {
        self.left = items;
        self
    }

    /// After an error: as [`Pages::resume`].
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    /// As [`Pages::endpoint`].
    pub fn endpoint(&self) -> &E {
        self.pages.endpoint()
    }
}

impl<E> Stream for Items<E>
where
    E: Paged + Send + Sync + 'static,
    E::Output: Send,
{
    type Item = Result<E::Item, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let items = self.get_mut();
        while items.left > 0 {
            if let Some(item) = items.page.next() {
                items.left -= 1;
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut items.pages).poll_next(context)) {
                Some(Ok(page)) => items.page = E::items(page.output).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => break,
            }
        }
        Poll::Ready(None)
    }
}

/// Nothing of it is pinned.
impl<E: Paged> Unpin for Items<E> {}

impl<E: Paged> fmt::Debug for Items<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
