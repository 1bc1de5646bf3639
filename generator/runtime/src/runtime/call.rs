//! One call of the async client: its attempts, one after another.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use http::{Request, Response, response};

use super::exchange::{Arrived, Broken, Exchange, Moment, Next};
use super::options::Settings;
use super::setup::Prepared;
use super::trace::Trace;
use super::transport::{BoxFuture, Incoming, Limit, Transport, poll_data};
use super::{Body, Bytes, Error, Operation, TransportError, reply};

/// An answer, and how many attempts it took.
pub(crate) struct Answer {
    pub(crate) payload: Payload,
    pub(crate) attempts: u32,
}

pub(crate) enum Payload {
    Whole(Response<Bytes>),
    Stream(Response<Incoming>, Option<Instant>),
}

impl Answer {
    /// The answer in memory.
    pub(crate) fn whole(self) -> Response<Bytes> {
        match self.payload {
            Payload::Whole(reply) => reply,
            // Never, where no stream was asked for.
            Payload::Stream(reply, _) => reply.map(|_| Bytes::new()),
        }
    }
}

/// A call under way.
pub(crate) struct Call<'a> {
    operation: &'static Operation,
    transport: &'a dyn Transport,
    exchange: Exchange<'a>,
    prepared: Prepared,
    /// The most bytes that are taken into memory.
    most: usize,
    stream: bool,
}

/// An attempt that is sent, until its answer begins, and when it has to end.
pub(crate) struct Sent<'a> {
    head: BoxFuture<'a, Result<Response<Incoming>, TransportError>>,
    limit: Limit<'a>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(
        operation: &'static Operation,
        settings: &'a Settings,
        transport: &'a dyn Transport,
        prepared: Prepared,
        stream: bool,
    ) -> Self {
        let base = Arc::clone(prepared.base());
        let now = transport.now();
        Self {
            operation,
            transport,
            exchange: Exchange::new(operation, settings, base, prepared.nature(), now),
            prepared,
            most: settings.response_limit,
            stream,
        }
    }

    /// Begins an attempt.
    pub(crate) fn send(&mut self, trace: &Trace, request: Request<Body>) -> Sent<'a> {
        let end = self.exchange.begin(self.transport.now());
        trace.attempt(self.exchange.attempts());
        Sent {
            head: self.transport.call(request),
            limit: Limit::new(self.transport, end),
        }
    }

    /// The answer, after as many attempts as it takes.
    pub(crate) async fn answer(
        &mut self,
        trace: &Trace,
        mut sent: Sent<'a>,
    ) -> Result<Answer, Error> {
        loop {
            let Sent { head, mut limit } = sent;
            let next = match limit.keep(head).await {
                Err(error) => self.exchange.failed(error, self.moment()),
                Ok(head) => {
                    let (parts, mut incoming) = match self.open(trace, head) {
                        Ok(opened) => opened,
                        Err(answer) => return Ok(answer),
                    };
                    let mut taken = Taken::default();
                    let most = self.most;
                    let take = poll_fn(|context| taken.poll(&mut incoming, most, context));
                    let broken = limit.keep(take).await;
                    match self.arrived(parts, taken, broken) {
                        Ok(answer) => return Ok(answer),
                        Err(next) => next,
                    }
                }
            };
            match next {
                Next::Return => {}
                Next::Fail(error) => return Err(error),
                Next::Follow(uri) => self.prepared.follow(uri),
                Next::Again(pause) => {
                    trace.again(pause);
                    self.transport.sleep(pause).await;
                }
            }
            sent = self.send(trace, self.prepared.again()?);
        }
    }

    /// An answer that has begun, in its parts; or as it is, where it is handed over while it arrives.
    fn open(
        &self,
        trace: &Trace,
        head: Response<Incoming>,
    ) -> Result<(response::Parts, Incoming), Answer> {
        trace.status(head.status());
        let streams = self.stream
            && self.exchange.is_whole(head.status(), head.headers())
            && reply::streams(self.operation, &head);
        if streams {
            let payload = Payload::Stream(head, self.exchange.deadline());
            return Err(Answer {
                payload,
                attempts: self.exchange.attempts(),
            });
        }
        Ok(head.into_parts())
    }

    /// What follows after an answer that was taken into memory, where it is not the last.
    fn arrived(
        &mut self,
        parts: response::Parts,
        taken: Taken,
        broken: Result<Option<Broken>, TransportError>,
    ) -> Result<Answer, Next> {
        let broken = broken.unwrap_or_else(|error| Some(Broken::Transport(error)));
        let mut arrived = Arrived::new(self.operation, parts, taken.into_bytes(), broken);
        let moment = self.moment();
        match self
            .exchange
            .arrived(self.prepared.uri(), &mut arrived, moment)
        {
            Next::Return => Ok(Answer {
                payload: Payload::Whole(arrived.into_response()),
                attempts: self.exchange.attempts(),
            }),
            next => Err(next),
        }
    }

    fn moment(&self) -> Moment {
        Moment {
            now: self.transport.now(),
            date: self.transport.date(),
            random: self.transport.random(),
        }
    }
}

/// What came of an answer so far. Most come in one piece, which is taken as it is.
#[derive(Default)]
struct Taken {
    first: Bytes,
    all: Vec<u8>,
}

impl Taken {
    /// Takes the rest of an answer, as far as it comes and the limit allows.
    fn poll(
        &mut self,
        incoming: &mut Incoming,
        most: usize,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Broken>, TransportError>> {
        loop {
            let mut data = match poll_data(incoming, context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Ok(Some(data))) => data,
                Poll::Ready(Ok(None)) => return Poll::Ready(Ok(None)),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
            };
            let room = most - self.first.len().max(self.all.len());
            let too_large = data.len() > room;
            data.truncate(room);
            if self.first.is_empty() && self.all.is_empty() {
                self.first = data;
            } else {
                if self.all.is_empty() {
                    self.all.extend_from_slice(&self.first);
                }
                self.all.extend_from_slice(&data);
            }
            if too_large {
                return Poll::Ready(Ok(Some(Broken::TooLarge)));
            }
        }
    }

    fn into_bytes(self) -> Bytes {
        if self.all.is_empty() {
            self.first
        } else {
            self.all.into()
        }
    }
}
