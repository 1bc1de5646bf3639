//! One call of the async client: its attempts, one after another.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use http::{Request, Response};

use super::exchange::{Arrived, Broken, Exchange, Moment, Next};
use super::setup::{Prepared, Setup};
use super::trace::Trace;
use super::transport::{BoxFuture, Incoming, Limit, Transport, poll_data};
use super::{Body, Bytes, Endpoint, Error, Reply, TransportError, reply};

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
    /// Reads the answer in memory.
    pub(crate) fn read<E: Endpoint>(self, setup: &Setup) -> Result<Reply<E::Output>, Error> {
        let reply = match self.payload {
            Payload::Whole(reply) => reply,
            // Never, where no stream was asked for.
            Payload::Stream(reply, _) => reply.map(|_| Bytes::new()),
        };
        E::response(reply).map_err(|error| error.of_answer(self.attempts, &setup.credentials))
    }
}

/// A call under way, in its span.
pub(crate) struct Call<'a> {
    trace: Trace,
    attempts: Attempts<'a>,
}

impl<'a> Call<'a> {
    /// Begins the first attempt.
    pub(crate) fn new(trace: Trace, mut attempts: Attempts<'a>, request: Request<Body>) -> Self {
        trace.enter(|| attempts.send(&trace, request));
        Self { trace, attempts }
    }
}

impl Future for Call<'_> {
    type Output = Result<Answer, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { trace, attempts } = self.get_mut();
        let result = ready!(trace.enter(|| attempts.poll(trace, context)));
        trace.finish(result.as_ref().err());
        Poll::Ready(result)
    }
}

/// The attempts of a call, one after another. Written by hand: the future of an `async fn` is twice as large.
pub(crate) struct Attempts<'a> {
    transport: &'a dyn Transport,
    exchange: Exchange<'a>,
    prepared: Prepared<'a>,
    /// Whether an answer of bytes is handed over while it arrives.
    stream: bool,
    /// That of the attempt under way.
    limit: Limit<'a>,
    step: Step<'a>,
}

/// What is waited for.
enum Step<'a> {
    /// The beginning of an answer.
    Head(BoxFuture<'a, Result<Response<Incoming>, TransportError>>),
    /// The rest of it, which is taken into memory.
    Body(Response<()>, Incoming, Taken),
    /// The time of the next attempt.
    Pause(BoxFuture<'a, ()>),
    /// Nothing.
    Over,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(transport: &'a dyn Transport, prepared: Prepared<'a>, stream: bool) -> Self {
        let (operation, settings) = (prepared.operation(), prepared.settings());
        Self {
            transport,
            exchange: Exchange::new(operation, settings, prepared.nature(), transport.now()),
            prepared,
            stream,
            limit: Limit::new(transport, None),
            step: Step::Over,
        }
    }

    /// Begins an attempt.
    fn send(&mut self, trace: &Trace, request: Request<Body>) {
        let end = self.exchange.begin(self.transport.now());
        trace.attempt(self.exchange.attempts());
        self.limit = Limit::new(self.transport, end);
        self.step = Step::Head(self.transport.call(request));
    }

    fn poll(&mut self, trace: &Trace, context: &mut Context<'_>) -> Poll<Result<Answer, Error>> {
        loop {
            let next = match &mut self.step {
                Step::Head(head) => {
                    let step = |context: &mut Context<'_>| head.as_mut().poll(context);
                    let head = ready!(self.limit.poll(context, step));
                    // What was sent is given up before anything else is waited for.
                    self.step = Step::Over;
                    match head {
                        Ok(head) => match self.open(trace, head) {
                            Some(answer) => return Poll::Ready(Ok(answer)),
                            None => continue,
                        },
                        Err(error) => self.exchange.failed(error, moment(self.transport)),
                    }
                }
                Step::Body(head, incoming, taken) => {
                    let most = self.prepared.settings().response_limit;
                    let step = |context: &mut Context<'_>| taken.poll(incoming, most, context);
                    let broken = ready!(self.limit.poll(context, step));
                    let broken = broken.unwrap_or_else(|error| Some(Broken::Transport(error)));
                    let (head, body) = (std::mem::take(head), std::mem::take(taken));
                    match self.arrived(head, body.into_bytes(), broken) {
                        Ok(answer) => return Poll::Ready(Ok(answer)),
                        Err(next) => next,
                    }
                }
                Step::Pause(sleep) => {
                    ready!(sleep.as_mut().poll(context));
                    let request = self.prepared.again()?;
                    self.send(trace, request);
                    continue;
                }
                Step::Over => {
                    let error = Error::content(self.prepared.operation(), "the call is over");
                    return Poll::Ready(Err(error));
                }
            };
            match next {
                Next::Fail(error) => return Poll::Ready(Err(error)),
                Next::Again(pause) => {
                    trace.again(pause);
                    self.step = Step::Pause(self.transport.sleep(pause));
                }
                Next::Follow(uri) => {
                    self.prepared.follow(uri);
                    let request = self.prepared.again()?;
                    self.send(trace, request);
                }
                // Never: it was an answer.
                Next::Return => self.step = Step::Over,
            }
        }
    }

    /// An answer has begun. It is the call's, where it is handed over while it arrives; else it is taken into memory.
    fn open(&mut self, trace: &Trace, head: Response<Incoming>) -> Option<Answer> {
        trace.status(head.status());
        let streams = self.stream
            && self.exchange.is_whole(head.status(), head.headers())
            && reply::streams(self.prepared.operation(), &head);
        if streams {
            let payload = Payload::Stream(head, self.exchange.deadline());
            return Some(self.answer(payload));
        }
        let (parts, incoming) = head.into_parts();
        self.step = Step::Body(Response::from_parts(parts, ()), incoming, Taken::default());
        None
    }

    /// An answer is in memory. It is the call's, unless something else follows.
    fn arrived(
        &mut self,
        head: Response<()>,
        body: Bytes,
        broken: Option<Broken>,
    ) -> Result<Answer, Next> {
        let transport = self.transport;
        let mut arrived =
            Arrived::new(self.prepared.operation(), head.into_parts().0, body, broken);
        let asked = self.prepared.uri();
        match self
            .exchange
            .arrived(asked, &mut arrived, || moment(transport))
        {
            Next::Return => Ok(self.answer(Payload::Whole(arrived.into_response()))),
            next => Err(next),
        }
    }

    fn answer(&self, payload: Payload) -> Answer {
        Answer {
            payload,
            attempts: self.exchange.attempts(),
        }
    }
}

fn moment(transport: &dyn Transport) -> Moment {
    Moment {
        now: transport.now(),
        date: transport.date(),
        random: transport.random(),
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
