//! Bytes into frames: by the standards, and however the bytes are portioned.

use crate::runtime::Framing;
use crate::runtime::item_frames::{Frame, Frames};

/// What comes out of an answer that comes in these portions.
fn framed<'b>(
    framing: Framing,
    limit: usize,
    portions: impl IntoIterator<Item = &'b [u8]>,
) -> Vec<Result<Frame, String>> {
    let mut frames = Frames::new(framing, limit);
    let mut all = Vec::new();
    for portion in portions {
        frames.push(portion);
        all.extend(std::iter::from_fn(|| frames.next()));
        if frames.is_ended() {
            return all;
        }
    }
    frames.end();
    all.extend(std::iter::from_fn(|| frames.next()));
    all
}

/// What comes out of an answer, the same in one portion, in any two, and byte by byte: as lines of text, or the problem.
fn lines(framing: Framing, answer: &str) -> Vec<String> {
    let bytes = answer.as_bytes();
    let whole = framed(framing, 1000, [bytes]);
    for cut in 0..=bytes.len() {
        let (one, other) = bytes.split_at(cut);
        assert_eq!(
            framed(framing, 1000, [one, other]),
            whole,
            "{answer:?} cut at {cut}"
        );
    }
    assert_eq!(framed(framing, 1000, bytes.chunks(1)), whole, "{answer:?}");
    let shown = |frame: Result<Frame, String>| match frame {
        Err(problem) => format!("! {problem}"),
        Ok(frame) => {
            let mut line = format!("{}: {}", frame.place, String::from_utf8_lossy(&frame.json));
            for (name, value) in [("event", frame.event), ("id", frame.id)] {
                line.extend(value.map(|value| format!(", {name} {value}")));
            }
            line.extend(frame.retry.map(|retry| format!(", retry {retry:?}")));
            line
        }
    };
    whole.into_iter().map(shown).collect()
}

#[test]
fn lines_of_json() {
    let framing = Framing::Lines;
    assert_eq!(
        lines(framing, "{\"a\":1}\n[2]\r\n\n \n3"),
        ["line 1: {\"a\":1}", "line 2: [2]", "line 5: 3"]
    );
    assert_eq!(lines(framing, "\u{feff}1\n"), ["line 1: 1"]);
    assert_eq!(lines(framing, ""), Vec::<String>::new());
    assert_eq!(
        lines(framing, "\"\u{2028}ü\"\n"),
        ["line 1: \"\u{2028}ü\""],
        "only a line feed ends a line"
    );
}

#[test]
fn sequences_of_json() {
    let framing = Framing::Sequence;
    assert_eq!(
        lines(framing, "\u{1e}{\"a\":\n1}\n\u{1e}\u{1e}2\n\u{1e}\"x\""),
        ["item 1: {\"a\":\n1}", "item 2: 2", "item 3: \"x\""]
    );
    assert_eq!(
        lines(framing, "\u{1e}1\n\u{1e}12"),
        ["item 1: 1", "! item 2 is cut short"]
    );
}

/// The examples of section 9.2.6 of the HTML standard, and its corners.
#[test]
fn events() {
    let framing = Framing::Events;
    assert_eq!(
        lines(framing, "data: YHOO\ndata: +2\ndata: 10\n\n"),
        ["event 1 at line 1: YHOO\n+2\n10"]
    );
    assert_eq!(
        lines(
            framing,
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n"
        ),
        [
            "event 1 at line 3: first event, id 1",
            "event 2 at line 6: second event, id ",
            "event 3 at line 9:  third event, id "
        ]
    );
    assert_eq!(
        lines(framing, "data\n\ndata\ndata\n\n"),
        ["event 1 at line 1: ", "event 2 at line 3: \n"]
    );
    assert_eq!(
        lines(framing, "data:test\n\ndata: test\n\n"),
        ["event 1 at line 1: test", "event 2 at line 3: test"]
    );
    assert_eq!(
        lines(
            framing,
            "\u{feff}data: a\rdata: b\r\n\r\nevent: e\nretry: 10\nretry: x\ndata: c\r\r: end"
        ),
        [
            "event 1 at line 1: a\nb",
            "event 2 at line 4: c, event e, retry 10ms"
        ]
    );
    assert_eq!(
        lines(
            framing,
            "id: 7\n\nevent: nothing\n\nfoo: bar\ndata: x\nid: a\u{0}b\n\n"
        ),
        ["event 1 at line 5: x, id 7"],
        "an event without data is none, though its id counts"
    );
    assert_eq!(
        lines(framing, "data: a\n\ndata: b\n"),
        [
            "event 1 at line 1: a",
            "! the answer ends within event 2, which begins at line 3"
        ]
    );
}

#[test]
fn events_as_text_and_as_objects() {
    assert_eq!(
        lines(Framing::TextEvents, "data: a \"b\"\n\n"),
        ["event 1 at line 1: \"a \\\"b\\\"\""]
    );
    let stream = "event: e\ndata: {\"x\":1}\nid: 4\nretry: 5\n\ndata: {\n\n";
    assert_eq!(
        lines(Framing::EventObjects, stream),
        [
            "event 1 at line 1: {\"event\":\"e\",\"data\":\"{\\\"x\\\":1}\",\"id\":\"4\",\"retry\":5}, event e, id 4, retry 5ms",
            "event 2 at line 6: {\"data\":\"{\"}, id 4"
        ]
    );
    assert_eq!(
        lines(Framing::EventObjectsOfJson, stream),
        [
            "event 1 at line 1: {\"event\":\"e\",\"data\":{\"x\":1},\"id\":\"4\",\"retry\":5}, event e, id 4, retry 5ms",
            "event 2 at line 6: {\"data\":\"{\"}, id 4"
        ]
    );
}

#[test]
fn an_item_has_a_limit() {
    let too_large = |item: u64| {
        Err(format!(
            "item {item} is larger than 8 bytes, the limit for answers in memory; `response_limit` moves it"
        ))
    };
    let limited = |framing, answer: &str| -> Vec<Result<Vec<u8>, String>> {
        let portions = answer.as_bytes().chunks(3);
        let frames = framed(framing, 8, portions).into_iter();
        frames.map(|frame| frame.map(|frame| frame.json)).collect()
    };
    let good = |json: &str| Ok(json.as_bytes().to_vec());
    assert_eq!(
        limited(Framing::Lines, "12345678\n123456789012\n1\n"),
        [good("12345678"), too_large(2)]
    );
    assert_eq!(
        limited(
            Framing::Events,
            "data: 1\n\ndata: 123\ndata: 45678\n\ndata: 1\n\n"
        ),
        [good("1"), too_large(2)]
    );
    assert_eq!(
        limited(Framing::Sequence, "\u{1e}[1]\u{1e}[1,2,3,4,5]\u{1e}[1]"),
        [good("[1]"), too_large(2)]
    );
}
