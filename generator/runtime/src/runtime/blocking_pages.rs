//! Pages of the blocking client: iterators over all of a list.

use std::fmt;
use std::vec;

use super::blocking_client::Client;
use super::course::Course;
use super::{Error, Paged, Reply};

impl Client {
    /// The items of a list, whatever the number of its pages: an iterator that asks for a page when the one before is used up.
    ///
    /// A page is a call of its own, with retries and limits as [`send`](Self::send) has them.
    pub fn items<E: Paged>(&self, endpoint: E) -> BlockingItems<E> {
        BlockingItems {
            pages: self.pages(endpoint),
            page: Vec::new().into_iter(),
            left: usize::MAX,
        }
    }

    /// The pages of a list, each as [`send_full`](Self::send_full) gives it.
    pub fn pages<E: Paged>(&self, endpoint: E) -> BlockingPages<E> {
        BlockingPages {
            client: self.clone(),
            course: Course::new(endpoint),
        }
    }
}

/// The pages of a list: an iterator. It ends at the last page, and at an error until it is told to [`resume`](Self::resume).
///
/// Its errors are those of [`Client::send`], and [`ErrorKind::Pages`](super::ErrorKind::Pages) where the next page is one that must not be asked.
#[must_use = "no page is asked for before the iterator is"]
pub struct BlockingPages<E: Paged> {
    client: Client,
    course: Course<E>,
}

impl<E: Paged> BlockingPages<E> {
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

impl<E: Paged> Iterator for BlockingPages<E> {
    type Item = Result<Reply<E::Output>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let sheet = match self.course.ask()? {
            Ok(sheet) => sheet,
            Err(error) => return Some(Err(error)),
        };
        let page = self.client.send_full(sheet);
        self.course.arrived(&self.client.setup, &page);
        Some(page)
    }
}

impl<E: Paged> fmt::Debug for BlockingPages<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingPages")
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}

/// The items of a list, over all its pages: an iterator. It ends as [`BlockingPages`] does.
#[must_use = "no page is asked for before the iterator is"]
pub struct BlockingItems<E: Paged> {
    pages: BlockingPages<E>,
    page: vec::IntoIter<E::Item>,
    left: usize,
}

impl<E: Paged> BlockingItems<E> {
    /// At most so many items: no page is asked for beyond them.
    pub fn limit(mut self, items: usize) -> Self {
        self.left = items;
        self
    }

    /// After an error: as [`BlockingPages::resume`].
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    /// As [`BlockingPages::endpoint`].
    pub fn endpoint(&self) -> &E {
        self.pages.endpoint()
    }
}

impl<E: Paged> Iterator for BlockingItems<E> {
    type Item = Result<E::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.left > 0 {
            if let Some(item) = self.page.next() {
                self.left -= 1;
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.page = E::items(page.output).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

impl<E: Paged> fmt::Debug for BlockingItems<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingItems")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
