//! What the server remembers, and how captures advance with time.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{Fault, Options};

/// How long the API counts requests before it starts anew, and how long it refuses them.
const WINDOW: Duration = Duration::from_secs(300);

/// How many paces a full capture runs, unless it is stopped or its time limit is shorter.
const FULL_PACES: u32 = 10;

/// A request that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// `GET`, `POST`, ..
    pub method: String,
    /// The path and the query, as they were sent.
    pub target: String,
    /// Names in lower case, and values, in order of arrival.
    pub headers: Vec<(String, String)>,
    /// The body, as it was sent.
    pub body: Vec<u8>,
    /// The status of the answer; 0 where the connection was dropped.
    pub status: u16,
}

impl Seen {
    /// The value of a header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The server's memory.
#[derive(Debug)]
pub(super) struct State {
    pub(super) options: Options,
    /// The newest last.
    pub(super) captures: Vec<Capture>,
    pub(super) buckets: Vec<Bucket>,
    pub(super) faults: VecDeque<Fault>,
    pub(super) seen: Vec<Seen>,
    ids: u64,
    window: Instant,
    requests: u32,
}

impl State {
    pub(super) fn new(options: Options) -> Self {
        Self {
            options,
            captures: Vec::new(),
            buckets: Vec::new(),
            faults: VecDeque::new(),
            seen: Vec::new(),
            ids: 0,
            window: Instant::now(),
            requests: 0,
        }
    }

    /// An id that no other thing has: 32 hexadecimal digits. The same in each run.
    pub(super) fn next_id(&mut self) -> String {
        self.ids += 1;
        format!("{:016x}{:016x}", mix(self.ids), mix(self.ids ^ u64::MAX))
    }

    /// Counts a request: how many are left, and how many seconds until the count starts anew. No request is left: `Err` with those seconds.
    pub(super) fn count_request(&mut self, now: Instant) -> Result<(u32, u64), u64> {
        if now.duration_since(self.window) >= WINDOW {
            (self.window, self.requests) = (now, 0);
        }
        if self.requests == self.options.requests {
            // Every request is refused for five minutes from the first that was too many.
            self.window = now;
        }
        self.requests = self.requests.saturating_add(1);
        let rest = WINDOW.saturating_sub(now.duration_since(self.window));
        let rest = rest.as_secs() + u64::from(rest.subsec_nanos() > 0);
        self.options
            .requests
            .checked_sub(self.requests)
            .map(|left| (left, rest))
            .ok_or(rest)
    }

    pub(super) fn capture(&self, id: &str) -> Option<&Capture> {
        self.captures.iter().find(|capture| capture.id == id)
    }

    pub(super) fn set_capture(&mut self, id: &str, members: Map<String, Value>) -> bool {
        let capture = self.captures.iter_mut().find(|capture| capture.id == id);
        capture
            .map(|capture| capture.laid_over.extend(members))
            .is_some()
    }

    pub(super) fn challenge(&self, filename: &str) -> Option<&str> {
        self.buckets
            .iter()
            .find(|bucket| bucket.filename == filename)
            .map(|bucket| bucket.challenge.as_str())
    }
}

/// A capture that was requested.
#[derive(Debug)]
pub(super) struct Capture {
    pub(super) id: String,
    /// The body of the request.
    pub(super) request: Map<String, Value>,
    pub(super) submitted: Timestamp,
    pub(super) begun: Instant,
    pub(super) stopped: Option<(Instant, Timestamp)>,
    /// Members that replace or join those of the answer.
    pub(super) laid_over: Map<String, Value>,
}

impl Capture {
    pub(super) fn is_full(&self) -> bool {
        self.request.get("type").and_then(Value::as_str) == Some("full")
    }

    /// The status at this moment.
    pub(super) fn status(&self, now: Instant, pace: Duration) -> &str {
        if let Some(status) = self.laid_over.get("status").and_then(Value::as_str) {
            return status;
        }
        let steps =
            |from: Instant| now.saturating_duration_since(from).as_nanos() / pace.as_nanos().max(1);
        if !self.is_full() {
            return ["pending", "running"]
                .get(index(steps(self.begun)))
                .unwrap_or(&"success");
        }
        let end = self.full_end(pace);
        if now < end {
            return if steps(self.begun) == 0 {
                "pending"
            } else {
                "running"
            };
        }
        ["conversion_pending", "conversion_running"]
            .get(index(steps(end)))
            .unwrap_or(&"success")
    }

    fn full_end(&self, pace: Duration) -> Instant {
        let limit = Duration::from_secs(
            self.request
                .get("time_limit")
                .and_then(Value::as_u64)
                .unwrap_or(0),
        );
        let end = self.begun + limit.min(pace * FULL_PACES);
        self.stopped.map_or(end, |(at, _)| at.min(end))
    }

    /// The capture as an answer has it.
    pub(super) fn show(&self, now: Instant, pace: Duration) -> Value {
        let status = self.status(now, pace);
        let mut shown = Map::new();
        shown.insert("id".to_owned(), json!(self.id));
        shown.insert("submitted".to_owned(), json!(rfc3339(self.submitted)));
        shown.insert(
            "filter_v1".to_owned(),
            self.request
                .get("filter_v1")
                .cloned()
                .unwrap_or_else(|| json!({})),
        );
        shown.insert(
            "time_limit".to_owned(),
            self.request.get("time_limit").cloned().unwrap_or_default(),
        );
        shown.insert("status".to_owned(), json!(status));
        if !self.is_full() {
            shown.insert("packets_remaining".to_owned(), json!(0));
        }
        for name in [
            "type",
            "system",
            "offset_time",
            "packet_limit",
            "byte_limit",
            "colo_name",
            "colo",
            "destination_conf",
        ] {
            // The API shows a simple capture without its packet limit.
            if let Some(value) = self
                .request
                .get(name)
                .filter(|_| name != "packet_limit" || self.is_full())
            {
                shown.insert(name.to_owned(), value.clone());
            }
        }
        if let Some((_, at)) = self.stopped {
            shown.insert("stop_requested".to_owned(), json!(rfc3339(at)));
        }
        if self.is_full() && status == "success" {
            let limit = self.request.get("packet_limit").cloned();
            shown.insert(
                "packets_captured".to_owned(),
                limit.unwrap_or_else(|| json!(10_000)),
            );
        }
        shown.extend(self.laid_over.clone());
        Value::Object(shown)
    }
}

/// A bucket that was registered.
#[derive(Debug)]
pub(super) struct Bucket {
    pub(super) id: String,
    pub(super) destination: String,
    pub(super) filename: String,
    /// The content of the file.
    pub(super) challenge: String,
    pub(super) submitted: Timestamp,
    /// `None`: pending. `Some(None)`: failed. Else when it was validated.
    pub(super) validated: Option<Option<Timestamp>>,
}

impl Bucket {
    /// The bucket as an answer has it. `validated` is empty, not absent, while it has not been: so the API does.
    pub(super) fn show(&self) -> Value {
        let (status, validated) = match self.validated {
            None => ("pending", String::new()),
            Some(None) => ("failed", String::new()),
            Some(Some(at)) => ("success", rfc3339(at)),
        };
        json!({
            "id": self.id,
            "status": status,
            "submitted": rfc3339(self.submitted),
            "validated": validated,
            "destination_conf": self.destination,
            "filename": self.filename,
        })
    }

    /// Whether a URI names this bucket. Queries are not compared: they hold keys on one call and none on another.
    pub(super) fn is_at(&self, destination: &str) -> bool {
        fn place(uri: &str) -> &str {
            uri.split('?').next().unwrap_or(uri).trim_end_matches('/')
        }
        place(&self.destination) == place(destination)
    }
}

/// Microseconds, as the API writes them: `2021-12-20T17:29:20.641845Z`.
fn rfc3339(at: Timestamp) -> String {
    format!("{at:.6}")
}

fn index(steps: u128) -> usize {
    usize::try_from(steps).unwrap_or(usize::MAX)
}

/// Spreads a counter over 64 bits (the finaliser of SplitMix64).
fn mix(value: u64) -> u64 {
    let value = value.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
