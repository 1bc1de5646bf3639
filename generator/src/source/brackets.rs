//! Brackets in brackets, which the reader of YAML refuses only after minutes: it looks at all that are open for each token.

use granit_parser::ErrorKind;

use super::index::{events, printable};
use super::syntax::{self, Finding};

/// So many open brackets cost the reader nothing that one would notice.
const MANY: usize = 10_000;

/// What is wrong with a text of many brackets: a parser of events, whose time is the text's length, looks at it before.
pub(super) fn finding(text: &str) -> Option<Finding> {
    if opening(text) <= MANY {
        return None;
    }
    let printable = printable(text);
    let error = events(&printable).find_map(Result::err)?;
    let place = syntax::one(text, error.marker().byte_offset().unwrap_or_default());
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return Some(syntax::too_deep().at(place, "one level too many"));
    }
    // The two parsers need not agree about what is YAML; this one did not see the rest.
    (opening(&text[place.start..]) > MANY)
        .then(|| syntax::not_yaml(&error.info(), syntax::LOOK_AROUND, place))
}

fn opening(text: &str) -> usize {
    let brackets = text.bytes().filter(|byte| matches!(byte, b'[' | b'{'));
    brackets.count()
}
