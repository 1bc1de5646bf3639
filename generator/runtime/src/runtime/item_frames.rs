//! Bytes into frames: the text of each item, and where in the answer it stands. Bytes may come in any portions.

use std::time::Duration;

use serde_json::{Map, Value};

use super::Framing;

/// The text of an item, as JSON, and what came with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    pub(crate) json: Vec<u8>,
    /// `line 3`; `event 2 at line 7`.
    pub(crate) place: String,
    pub(crate) event: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) retry: Option<Duration>,
}

/// Cuts an answer into frames.
pub(crate) struct Frames {
    framing: Framing,
    /// The most bytes of one item.
    limit: usize,
    /// The data of an event that ends the answer.
    done: Option<&'static str>,
    buffer: Vec<u8>,
    /// Where in the buffer the part begins that is yet to be cut.
    start: usize,
    /// Up to where it was searched for an end.
    searched: usize,
    /// Lines that were cut off.
    lines: u64,
    /// Items that were cut off.
    items: u64,
    /// Whether bytes came that are part of the text.
    begun: bool,
    /// Whether the last line ended in a carriage return, to which a line feed may yet belong.
    returned: bool,
    /// Whether there is no more to come.
    ended: bool,
    event: Fields,
    last_id: Option<String>,
    last_retry: Option<Duration>,
}

/// The fields of an event that is not whole yet.
#[derive(Default)]
struct Fields {
    /// The line at which it begins.
    line: u64,
    /// Its lines, each with a line feed behind it.
    data: Vec<u8>,
    event: Option<String>,
    id: Option<String>,
    retry: Option<u64>,
}

impl Frames {
    pub(crate) fn new(framing: Framing, limit: usize) -> Self {
        Self {
            framing,
            limit,
            done: None,
            buffer: Vec::new(),
            start: 0,
            searched: 0,
            lines: 0,
            items: 0,
            begun: false,
            returned: false,
            ended: false,
            event: Fields::default(),
            last_id: None,
            last_retry: None,
        }
    }

    /// An event with this data is no item, and the end.
    pub(crate) fn until(mut self, done: Option<&'static str>) -> Self {
        self.done = done;
        self
    }

    /// The last id that the server named.
    pub(crate) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// The last time to wait that the server named.
    pub(crate) fn last_retry(&self) -> Option<Duration> {
        self.last_retry
    }

    /// More bytes came.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.start);
        self.searched -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// No more bytes will come.
    pub(crate) fn end(&mut self) {
        self.ended = true;
    }

    /// Whether there is no more to come: at the end, or because of what is wrong.
    pub(crate) fn is_ended(&self) -> bool {
        self.ended
    }

    /// The next item; none until more bytes came. What is wrong with the answer as a whole is an error, and its end.
    pub(crate) fn next(&mut self) -> Option<Result<Frame, String>> {
        let found = match self.framing {
            Framing::Lines => self.line_of_json(),
            Framing::Sequence => self.text_of_sequence(),
            _ => self.event(),
        };
        let waiting = self.buffer.len() - self.start + self.event.data.len();
        let found = match found {
            Some(Ok(frame)) if frame.json.len() > self.limit => {
                Some(Err(self.too_large(self.items)))
            }
            None if waiting > self.limit => Some(Err(self.too_large(self.items + 1))),
            found => found,
        };
        if matches!(found, Some(Err(_))) {
            self.stop();
        }
        found
    }

    /// Forgets what is left.
    fn stop(&mut self) {
        self.ended = true;
        self.buffer.clear();
        (self.start, self.searched) = (0, 0);
        self.event = Fields::default();
    }

    fn too_large(&self, item: u64) -> String {
        format!(
            "item {item} is larger than {} bytes, the limit for answers in memory; `response_limit` moves it",
            self.limit
        )
    }

    fn line_of_json(&mut self) -> Option<Result<Frame, String>> {
        loop {
            let line = self.cut(|byte| byte == b'\n')?;
            self.lines += 1;
            let line = self.buffer[line].trim_ascii();
            if line.is_empty() {
                continue;
            }
            let json = line.to_vec();
            self.items += 1;
            return Some(Ok(Frame::new(json, format!("line {}", self.lines))));
        }
    }

    fn text_of_sequence(&mut self) -> Option<Result<Frame, String>> {
        const SEPARATOR: u8 = 0x1e;
        loop {
            let text = self.cut(|byte| byte == SEPARATOR)?;
            let text = &self.buffer[text];
            let json = text.trim_ascii();
            if json.is_empty() {
                continue;
            }
            self.items += 1;
            // Section 2.4: the rest of a number or a word may be missing, and no reader of JSON can tell.
            let closed = matches!(json.first(), Some(b'{' | b'[' | b'"'));
            if !closed && !text.ends_with(b"\n") && !text.ends_with(b" ") {
                return Some(Err(format!("item {} is cut short", self.items)));
            }
            let json = json.to_vec();
            return Some(Ok(Frame::new(json, format!("item {}", self.items))));
        }
    }

    /// The bytes up to the next end, which is cut off with them; at the end of all, the bytes that are left.
    fn cut(&mut self, is_end: impl Fn(u8) -> bool) -> Option<std::ops::Range<usize>> {
        self.skip_mark();
        let start = self.start;
        let rest = self.buffer.get(self.searched..).unwrap_or_default();
        match rest.iter().position(|&byte| is_end(byte)) {
            Some(found) => {
                let end = self.searched + found;
                (self.start, self.searched) = (end + 1, end + 1);
                Some(start..end)
            }
            None => {
                let end = self.buffer.len();
                self.searched = end;
                if !self.ended || start == end {
                    return None;
                }
                self.start = end;
                Some(start..end)
            }
        }
    }

    /// A byte order mark may stand before everything else, and means nothing.
    fn skip_mark(&mut self) {
        const MARK: &[u8] = "\u{feff}".as_bytes();
        if self.begun || (self.buffer.len() < MARK.len() && !self.ended) {
            return;
        }
        self.begun = true;
        if self.buffer.starts_with(MARK) {
            (self.start, self.searched) = (MARK.len(), MARK.len());
        }
    }

    /// Section 9.2.6 of the HTML standard, "Interpreting an event stream".
    fn event(&mut self) -> Option<Result<Frame, String>> {
        loop {
            if self.returned && self.buffer.get(self.start) == Some(&b'\n') {
                (self.start, self.searched) = (self.start + 1, self.start + 1);
            }
            if self.start < self.buffer.len() {
                self.returned = false;
            }
            let Some(line) = self.cut(|byte| matches!(byte, b'\n' | b'\r')) else {
                return self.rest_of_events();
            };
            let ends = self.buffer.get(line.end).copied();
            self.returned = ends == Some(b'\r');
            self.lines += 1;
            if !line.is_empty() {
                self.field(line);
            } else if let Some(frame) = self.dispatch() {
                return Some(Ok(frame));
            }
            // Without an end it was the last line, and no event is whole without an empty one.
            if ends.is_none() {
                return self.rest_of_events();
            }
        }
    }

    /// An event that no empty line ends did not come whole.
    fn rest_of_events(&mut self) -> Option<Result<Frame, String>> {
        if !self.ended || self.event.data.is_empty() {
            return None;
        }
        Some(Err(format!(
            "the answer ends within event {}, which begins at line {}",
            self.items + 1,
            self.event.line
        )))
    }

    fn field(&mut self, line: std::ops::Range<usize>) {
        let line = &self.buffer[line];
        let colon = line.iter().position(|&byte| byte == b':');
        let (name, value) = match colon {
            // A comment, often to keep the connection open.
            Some(0) => return,
            Some(at) => {
                let value = &line[at + 1..];
                (&line[..at], value.strip_prefix(b" ").unwrap_or(value))
            }
            None => (line, &line[line.len()..]),
        };
        let event = &mut self.event;
        if event.line == 0 {
            event.line = self.lines;
        }
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"data" => {
                event.data.extend_from_slice(value);
                event.data.push(b'\n');
            }
            b"event" => event.event = Some(text()).filter(|text| !text.is_empty()),
            b"id" if !value.contains(&0) => event.id = Some(text()),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                event.retry = text().parse().ok();
            }
            _ => {}
        }
    }

    /// An empty line ends an event. One without data is none, but its id counts.
    fn dispatch(&mut self) -> Option<Frame> {
        let mut event = std::mem::take(&mut self.event);
        if let Some(id) = &event.id {
            self.last_id = Some(id.clone());
        }
        let retry = event.retry.map(Duration::from_millis);
        self.last_retry = retry.or(self.last_retry);
        event.data.pop()?;
        if self.done.is_some_and(|done| done.as_bytes() == event.data) {
            self.stop();
            return None;
        }
        self.items += 1;
        let place = format!("event {} at line {}", self.items, event.line);
        let mut frame = Frame::new(event.json(self.framing), place);
        frame.event = event.event;
        frame.id.clone_from(&self.last_id);
        frame.retry = retry;
        Some(frame)
    }
}

impl Fields {
    /// What is decoded: the data, or the event with all its fields.
    fn json(&mut self, framing: Framing) -> Vec<u8> {
        let data = std::mem::take(&mut self.data);
        let text = |data: &[u8]| Value::from(String::from_utf8_lossy(data).into_owned());
        let value = match framing {
            Framing::TextEvents => text(&data),
            Framing::EventObjects | Framing::EventObjectsOfJson => {
                let mut object = Map::new();
                if let Some(event) = &self.event {
                    object.insert("event".to_owned(), event.clone().into());
                }
                let json = match framing {
                    Framing::EventObjectsOfJson => serde_json::from_slice(&data).ok(),
                    _ => None,
                };
                // What is no JSON where some should be is told with the path to it: it is a string.
                object.insert("data".to_owned(), json.unwrap_or_else(|| text(&data)));
                if let Some(id) = &self.id {
                    object.insert("id".to_owned(), id.clone().into());
                }
                if let Some(retry) = self.retry {
                    object.insert("retry".to_owned(), retry.into());
                }
                Value::Object(object)
            }
            _ => return data,
        };
        value.to_string().into_bytes()
    }
}

impl Frame {
    fn new(json: Vec<u8>, place: String) -> Self {
        Self {
            json,
            place,
            event: None,
            id: None,
            retry: None,
        }
    }
}
