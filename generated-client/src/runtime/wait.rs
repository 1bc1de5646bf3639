//! The policy of a wait, without I/O.

use std::time::{Duration, Instant, SystemTime};

use super::exchange::retry_after;
use super::options::Settings;
use super::{Error, ErrorKind, Operation, Options, Polled, Polling, Progress, Reply};

/// The last look, at the deadline, may take so long.
const LAST_LOOK: Duration = Duration::from_secs(5);

/// A wait: until when, and what was seen so far.
pub(crate) struct Wait {
    operation: &'static Operation,
    interval: Duration,
    deadline: Duration,
    started: Instant,
    /// Until when; none where that is beyond all time.
    end: Option<Instant>,
    /// The last answer, and the state that it named.
    last: Option<(Reply<()>, Option<String>)>,
}

/// What follows after an answer.
pub(crate) enum Step<T> {
    Done(T),
    Failed(Error),
    Pause(Duration),
}

impl Wait {
    pub(crate) fn new(
        operation: &'static Operation,
        settings: &Settings,
        polling: Polling,
        now: Instant,
    ) -> Self {
        let deadline = settings.wait_deadline.unwrap_or(polling.deadline);
        Self {
            operation,
            interval: settings.poll_interval.unwrap_or(polling.interval),
            deadline,
            started: now,
            end: now.checked_add(deadline),
            last: None,
        }
    }

    /// The options of the next question: it has to end with the wait.
    pub(crate) fn options(&self, now: Instant) -> Options {
        match self.end {
            Some(end) => Options::new().deadline(end.saturating_duration_since(now).max(LAST_LOOK)),
            None => Options::new(),
        }
    }

    /// What an answer, or its failure, means for the wait.
    pub(crate) fn answered<E: Polled>(
        &mut self,
        answer: Result<Reply<E::Output>, Error>,
        now: Instant,
        date: SystemTime,
    ) -> Step<E::Output> {
        let reply = match answer {
            Ok(reply) => reply,
            Err(error) => return self.failed(error, now),
        };
        match E::progress(&reply.output) {
            Progress::Done => Step::Done(reply.output),
            Progress::Failed(reason) => {
                let detail = match reason {
                    Some(reason) => format!(
                        "what was waited for has failed: {}",
                        super::excerpt(reason.as_bytes())
                    ),
                    None => "what was waited for has failed".into(),
                };
                let error = Error::wait(self.operation, ErrorKind::WaitFailed, detail, None);
                Step::Failed(reply.map(drop).around(error))
            }
            Progress::Pending => {
                let asked = retry_after(&reply.headers, date);
                let state = E::state(&reply.output);
                self.last = Some((reply.map(drop), state));
                self.pause(asked, None, now)
            }
        }
    }

    /// A failure that may pass is no end, once there was an answer: before, it may be for ever.
    fn failed<T>(&mut self, error: Error, now: Instant) -> Step<T> {
        if self.last.is_none() || !error.is_transient() {
            return Step::Failed(error);
        }
        self.pause(error.retry_after(), Some(error), now)
    }

    fn pause<T>(&mut self, asked: Option<Duration>, error: Option<Error>, now: Instant) -> Step<T> {
        let pause = asked.unwrap_or_default().max(self.interval);
        let Some(end) = self.end else {
            return Step::Pause(pause);
        };
        let left = end.saturating_duration_since(now);
        if left.is_zero() || asked.is_some_and(|asked| asked > left) {
            return Step::Failed(self.timeout(error, now));
        }
        Step::Pause(pause.min(left))
    }

    fn timeout(&mut self, error: Option<Error>, now: Instant) -> Error {
        let (reply, state) = self.last.take().unzip();
        let state = match state.flatten() {
            Some(state) => format!("it is still `{}`", super::excerpt(state.as_bytes())),
            None => "it is still not done".into(),
        };
        let passed = now.saturating_duration_since(self.started).as_secs();
        let detail = format!(
            "{state} after {passed} s; the deadline is {} s",
            self.deadline.as_secs()
        );
        let timeout = Error::wait(self.operation, ErrorKind::WaitTimeout, detail, error);
        match reply {
            Some(reply) => reply.around(timeout),
            None => timeout,
        }
    }
}
