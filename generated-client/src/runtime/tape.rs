//! A JSON text as one flat list of nodes in document order: read once, then looked at as often as needed.

use std::cell::{OnceCell, RefCell};
use std::fmt;

use serde::Deserializer;

use super::{DecodeError, Json};
use super::{fill, scan};

/// A whole JSON text, read: what [`Json`] looks into.
///
/// Strings without escapes are borrowed from the text. An object that names a member twice keeps the last one.
pub struct Tape<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    /// What it was read from, where that was a text.
    pub(super) text: Option<&'a str>,
    /// Where each number is written in the text, by node: found when a number is first asked for its digits.
    pub(super) numbers: OnceCell<Vec<(usize, usize)>>,
    /// Lists of members that [`Json::untagged`] took away; each ends at entry 0.
    hidden: RefCell<Vec<Hidden>>,
}

/// One value, or one member's name.
///
/// An array is followed by its items, an object by its members (name, value); `end` is the index behind the last of them.
pub(super) enum Node<'a> {
    Null,
    Boolean(bool),
    Unsigned(u64),
    /// Below zero.
    Signed(i64),
    Float(f64),
    Text(&'a str),
    /// Text with escapes.
    Owned(Box<str>),
    Array {
        end: u32,
        len: u32,
    },
    Object {
        end: u32,
        len: u32,
        /// The marks of all names: a mark that is not in it is no member's.
        marks: u64,
    },
    /// The name of a member that came again later.
    Dropped,
}

#[derive(Clone, Copy)]
struct Hidden {
    name: u32,
    next: u32,
}

impl<'a> Tape<'a> {
    /// Reads a JSON text.
    ///
    /// # Errors
    ///
    /// Where the text is no JSON, is not UTF-8, or nests deeper than 127 levels: the error has line and column.
    pub fn parse(text: &'a [u8]) -> Result<Self, DecodeError> {
        let text = std::str::from_utf8(text)
            .map_err(|error| DecodeError::not_utf8(text, error.valid_up_to()))?;
        if let Some(tape) = Self::scan(text) {
            return Ok(tape);
        }
        let mut deserializer = serde_json::Deserializer::from_str(text);
        fill::nodes(&mut deserializer)
            .and_then(|nodes| deserializer.end().map(|()| Self::new(nodes, Some(text))))
            .map_err(DecodeError::syntax)
    }

    /// Reads a JSON text; none where [`parse`](Self::parse) has something to say about it.
    pub(crate) fn scan(text: &'a str) -> Option<Self> {
        scan::nodes(text).map(|nodes| Self::new(nodes, Some(text)))
    }

    /// Reads a value from any format that describes itself.
    ///
    /// # Errors
    ///
    /// Those of the format, and values that JSON has no word for.
    pub fn read<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        fill::nodes(deserializer).map(|nodes| Self::new(nodes, None))
    }

    fn new(nodes: Vec<Node<'a>>, text: Option<&'a str>) -> Self {
        Self {
            nodes,
            text,
            numbers: OnceCell::new(),
            hidden: RefCell::new(Vec::new()),
        }
    }

    /// The value that the text holds.
    #[must_use]
    pub fn json(&'a self) -> Json<'a> {
        Json::new(self, 0, 0)
    }

    pub(super) fn node(&self, at: usize) -> &Node<'a> {
        &self.nodes[at]
    }

    /// The name that stands at an index; none where the member was dropped.
    pub(super) fn name(&self, at: usize) -> Option<&str> {
        match &self.nodes[at] {
            Node::Text(text) => Some(text),
            Node::Owned(text) => Some(text),
            _ => None,
        }
    }

    /// The index behind the value at an index.
    pub(super) fn after(&self, at: usize) -> usize {
        after(&self.nodes, at)
    }

    /// Adds a name's index to a list of hidden ones; returns the new list.
    pub(super) fn hide(&self, list: u32, name: usize) -> u32 {
        let mut hidden = self.hidden.borrow_mut();
        if hidden.is_empty() {
            hidden.push(Hidden { name: 0, next: 0 });
        }
        let entry = hidden.len();
        hidden.push(Hidden {
            name: index(name),
            next: list,
        });
        index(entry)
    }

    /// Whether a list of hidden names has this one.
    pub(super) fn hides(&self, mut list: u32, name: usize) -> bool {
        let hidden = self.hidden.borrow();
        while list != 0 {
            let entry = hidden[list as usize];
            if entry.name as usize == name {
                return true;
            }
            list = entry.next;
        }
        false
    }
}

impl fmt::Debug for Tape<'_> {
    /// Says how many nodes there are, never what they hold: it may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tape")
            .field("nodes", &self.nodes.len())
            .finish()
    }
}

/// The index behind the value at an index.
#[inline]
pub(super) fn after(nodes: &[Node<'_>], at: usize) -> usize {
    match nodes.get(at) {
        Some(Node::Array { end, .. } | Node::Object { end, .. }) => *end as usize,
        _ => at + 1,
    }
}

/// One bit of 64 that a name is known by.
#[inline]
pub(super) fn mark(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let len = bytes.len();
    let (first, middle, last) = match bytes {
        [] => (0, 0, 0),
        [first, .., last] => (*first, bytes[len / 2], *last),
        [only] => (*only, 0, 0),
    };
    let mixed =
        (len as u32) ^ u32::from(first) << 8 ^ u32::from(middle) << 16 ^ u32::from(last) << 24;
    1 << (mixed.wrapping_mul(0x9E37_79B1) >> 26)
}

/// An index that the builder made sure of.
pub(super) fn index(at: usize) -> u32 {
    u32::try_from(at).expect("the builder refuses texts of more nodes than u32 counts")
}
