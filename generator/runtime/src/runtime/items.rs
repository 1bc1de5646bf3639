//! Answers that are items, one after another: server-sent events, JSON by the line, JSON text sequences.
//!
//! `item_frames` cuts bytes into the texts of items, without I/O. While they arrive, items are read by `super::ItemStream` and `super::BlockingItemStream`.

use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response, response};

use super::item_frames::{Frame, Frames};
use super::{Bytes, Decode, DecodeError, Endpoint, Error, Operation, Reply, decode, reply};

/// An endpoint whose answer is items that may be read while they arrive: `client.stream(..)`.
pub trait Itemized: Endpoint {
    /// An item.
    type Item: Item;
    /// How items follow each other.
    const FRAMING: Framing;
    /// The media type that is asked for.
    const ACCEPT: &'static str;
    /// The data of an event that is no item: nothing follows.
    const DONE: Option<&'static str> = None;
}

impl<E: Itemized + ?Sized> Itemized for &E {
    type Item = E::Item;
    const FRAMING: Framing = E::FRAMING;
    const ACCEPT: &'static str = E::ACCEPT;
    const DONE: Option<&'static str> = E::DONE;
}

/// How the items of an answer follow each other, and what each is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// JSON, a text a line: NDJSON and JSON Lines.
    Lines,
    /// JSON text sequences (RFC 7464).
    Sequence,
    /// Server-sent events whose data is JSON.
    Events,
    /// Server-sent events whose data is text.
    TextEvents,
    /// Server-sent events, each as an object of its fields `event`, `data`, `id` and `retry`; the data is a string.
    EventObjects,
    /// The same where the data is JSON.
    EventObjectsOfJson,
}

impl Framing {
    /// Whether it is the format of server-sent events.
    #[must_use]
    pub fn is_events(self) -> bool {
        !matches!(self, Self::Lines | Self::Sequence)
    }
}

/// A server-sent event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What it carries.
    pub data: T,
    /// Its type. None where the server names none, which then is `message`.
    pub event: Option<String>,
    /// The last id that the server named, with this event or before: `Last-Event-ID` of a request that goes on from here.
    pub id: Option<String>,
    /// How long to wait before a request that goes on from here, where the server says so with this event.
    pub retry: Option<Duration>,
}

/// What an item can be: any type that decodes, or an [`Event`] of one.
pub trait Item: Sized {
    /// Reads an item.
    ///
    /// # Errors
    /// It is no JSON, or other JSON than the document describes.
    #[doc(hidden)]
    fn read(frame: Frame) -> Result<Self, DecodeError>;
}

impl<T: Decode> Item for T {
    fn read(frame: Frame) -> Result<Self, DecodeError> {
        decode(&frame.json)
    }
}

impl<T: Decode> Item for Event<T> {
    fn read(frame: Frame) -> Result<Self, DecodeError> {
        Ok(Self {
            data: decode(&frame.json)?,
            event: frame.event,
            id: frame.id,
            retry: frame.retry,
        })
    }
}

/// Reads an answer that is there as a whole: all its items, or the error of the first that cannot be read.
///
/// # Errors
/// A failing status, an answer in another format, one that ends within an item, or an item that cannot be read.
pub fn all<E: Itemized>(reply: Response<Bytes>) -> Result<Reply<Vec<E::Item>>, Error> {
    let reply = reply::bytes(E::OPERATION, reply)?;
    match read_all::<E>(&reply) {
        Ok(items) => Ok(reply.map(|_| items)),
        Err(error) => Err(reply.around(error)),
    }
}

/// The same for an answer whose content depends on its status.
///
/// # Errors
/// Those of [`all`].
pub fn of_status<E: Itemized, U>(
    reply: reply::Success,
    make: impl FnOnce(Vec<E::Item>) -> U,
) -> Result<Reply<U>, Error> {
    Ok(all::<E>(reply.into_response())?.map(make))
}

fn read_all<E: Itemized>(reply: &Reply<Bytes>) -> Result<Vec<E::Item>, Error> {
    refuse_format(E::OPERATION, E::FRAMING, &reply.headers)?;
    let mut frames = Frames::new(E::FRAMING, usize::MAX).until(E::DONE);
    frames.push(&reply.body);
    frames.end();
    let mut items = Vec::new();
    while let Some(frame) = frames.next() {
        let frame = frame.map_err(|problem| Error::content(E::OPERATION, problem))?;
        items.push(read(E::OPERATION, frame)?);
    }
    Ok(items)
}

fn read<T: Item>(operation: &'static Operation, frame: Frame) -> Result<T, Error> {
    let place = frame.place.clone();
    T::read(frame).map_err(|error| Error::item(operation, &place, &error))
}

/// An item of an answer that arrives.
pub(crate) fn next<T: Item>(
    operation: &'static Operation,
    head: &response::Parts,
    frames: &mut Frames,
) -> Option<Result<T, Error>> {
    let frame = match frames.next()? {
        Ok(frame) => frame,
        Err(problem) => {
            let error = Error::content(operation, problem);
            return Some(Err(error.answered(head, Bytes::new())));
        }
    };
    let body = Bytes::copy_from_slice(&frame.json);
    Some(read(operation, frame).map_err(|error| error.answered(head, body)))
}

/// What is no stream of events says nothing where it is read as one, since lines that are unknown are skipped there.
pub(crate) fn refuse_format(
    operation: &'static Operation,
    framing: Framing,
    headers: &HeaderMap,
) -> Result<(), Error> {
    let Some(given) = headers.get(CONTENT_TYPE).filter(|_| framing.is_events()) else {
        return Ok(());
    };
    let given = String::from_utf8_lossy(given.as_bytes());
    let essence = given.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("text/event-stream") {
        return Ok(());
    }
    let detail = format!("the answer is {given}, and no stream of events");
    Err(Error::content(operation, detail))
}
