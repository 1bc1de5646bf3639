//! A JSON text as one flat list of nodes in document order: read once, then looked at as often as needed.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{DecodeError, Json};

/// How deep arrays and objects may be nested.
const MAX_DEPTH: u32 = 127;

/// Up to this many members, a name that may have come before is looked for at once; beyond it, names are sorted at the object's end.
const FEW_MEMBERS: usize = 32;

/// The key under which serde_json hands over a number when some crate turned `arbitrary_precision` on.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// A whole JSON text, read: what [`Json`] looks into.
///
/// Strings without escapes are borrowed from the text. An object that names a member twice keeps the last one.
pub struct Tape<'a> {
    nodes: Vec<Node<'a>>,
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
        let mut builder = Builder::new(Some(text));
        let mut deserializer = serde_json::Deserializer::from_str(text);
        Fill(&mut builder)
            .deserialize(&mut deserializer)
            .and_then(|()| deserializer.end())
            .map_err(DecodeError::syntax)?;
        Ok(builder.finish())
    }

    /// Reads a value from any format that describes itself.
    ///
    /// # Errors
    ///
    /// Those of the format, and values that JSON has no word for.
    pub fn read<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        let mut builder = Builder::new(None);
        Fill(&mut builder).deserialize(deserializer)?;
        Ok(builder.finish())
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
        match self.nodes[at] {
            Node::Array { end, .. } | Node::Object { end, .. } => end as usize,
            _ => at + 1,
        }
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

/// A tape while it is written.
struct Builder<'a> {
    /// Where borrowed names come from, where that is known.
    text: Option<&'a str>,
    nodes: Vec<Node<'a>>,
    /// The names of all objects that are open, by index.
    names: Vec<u32>,
    depth: u32,
}

impl<'a> Builder<'a> {
    fn new(text: Option<&'a str>) -> Self {
        // A node for each 12 bytes is what lists of records have.
        let nodes = Vec::with_capacity(text.map_or(0, |text| text.len() / 12 + 1));
        Self {
            text,
            nodes,
            names: Vec::new(),
            depth: 0,
        }
    }

    fn finish(self) -> Tape<'a> {
        Tape {
            nodes: self.nodes,
            hidden: RefCell::new(Vec::new()),
        }
    }

    /// Starts an array or an object: returns its index.
    fn open<E: Error>(&mut self) -> Result<usize, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom("arrays and objects are nested too deep"));
        }
        self.depth += 1;
        self.nodes.push(Node::Null);
        Ok(self.nodes.len() - 1)
    }

    /// Ends an array or an object: returns the index behind it.
    fn close<E: Error>(&mut self) -> Result<u32, E> {
        self.depth -= 1;
        u32::try_from(self.nodes.len()).map_err(|_| E::custom("the text has too many values"))
    }

    fn name_at(&self, at: usize) -> &str {
        match &self.nodes[at] {
            Node::Text(text) => text,
            Node::Owned(text) => text,
            _ => "",
        }
    }

    /// Whether the name that was just read is how serde_json says "number".
    fn says_number(&self) -> bool {
        match self.nodes.last() {
            Some(Node::Text(name)) if *name == NUMBER_KEY => self.text.is_none_or(|text| {
                let text = text.as_bytes().as_ptr_range();
                !text.contains(&name.as_ptr())
            }),
            _ => false,
        }
    }

    /// Drops the earlier of two members with the name at `new`, which is no part of `names` yet.
    fn drop_earlier(&mut self, first: usize, new: usize) {
        let earlier = self.names[first..]
            .iter()
            .position(|name| self.name_at(*name as usize) == self.name_at(new));
        if let Some(position) = earlier {
            let name = self.names.remove(first + position);
            self.nodes[name as usize] = Node::Dropped;
        }
    }

    /// Drops all but the last of the members with equal names: for objects with many.
    fn drop_all_earlier(&mut self, first: usize) {
        let mut names = self.names.split_off(first);
        names.sort_by(|a, b| {
            let (left, right) = (self.name_at(*a as usize), self.name_at(*b as usize));
            left.cmp(right).then(a.cmp(b))
        });
        let mut kept = Vec::with_capacity(names.len());
        for (position, name) in names.iter().enumerate() {
            let next = names.get(position + 1);
            if next.is_some_and(|next| self.name_at(*next as usize) == self.name_at(*name as usize))
            {
                // The next one is equal, so that this node is not compared again.
                kept.push((*name, false));
            } else {
                kept.push((*name, true));
            }
        }
        for (name, keep) in kept {
            if keep {
                self.names.push(name);
            } else {
                self.nodes[name as usize] = Node::Dropped;
            }
        }
    }
}

/// Writes the next value.
struct Fill<'b, 'a>(&'b mut Builder<'a>);

impl<'de> DeserializeSeed<'de> for Fill<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Fill<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.nodes.push(Node::Null);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.nodes.push(Node::Boolean(value));
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0.nodes.push(Node::Unsigned(value));
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.nodes.push(match u64::try_from(value) {
            Ok(value) => Node::Unsigned(value),
            Err(_) => Node::Signed(value),
        });
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.nodes.push(Node::Float(value));
        Ok(())
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<(), E> {
        self.0.nodes.push(Node::Text(value));
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.nodes.push(Node::Owned(value.into()));
        Ok(())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<(), E> {
        self.0.nodes.push(Node::Owned(value.into()));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let builder = self.0;
        let start = builder.open()?;
        let mut len = 0;
        while items.next_element_seed(Fill(builder))?.is_some() {
            len += 1;
        }
        let end = builder.close()?;
        builder.nodes[start] = Node::Array { end, len };
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let builder = self.0;
        let start = builder.open()?;
        let first = builder.names.len();
        let mut marks = 0;
        let mut sort = false;
        while members.next_key_seed(Name(builder))?.is_some() {
            let name = builder.nodes.len() - 1;
            if name == start + 1 && builder.says_number() {
                members.next_value_seed(Fill(builder))?;
                return builder.number(start);
            }
            let mark = mark(builder.name_at(name));
            if marks & mark != 0 {
                if builder.names.len() - first <= FEW_MEMBERS {
                    builder.drop_earlier(first, name);
                } else {
                    sort = true;
                }
            }
            marks |= mark;
            builder.names.push(name as u32);
            members.next_value_seed(Fill(builder))?;
        }
        if sort {
            builder.drop_all_earlier(first);
        }
        let len = (builder.names.len() - first) as u32;
        builder.names.truncate(first);
        let end = builder.close()?;
        builder.nodes[start] = Node::Object { end, len, marks };
        Ok(())
    }
}

impl Builder<'_> {
    /// Puts a number in place of the object that serde_json made of it.
    fn number<E: Error>(&mut self, start: usize) -> Result<(), E> {
        self.depth -= 1;
        let text = self.name_at(self.nodes.len() - 1);
        let number = if let Ok(value) = text.parse() {
            Node::Unsigned(value)
        } else if let Ok(value) = text.parse() {
            Node::Signed(value)
        } else {
            match text.parse::<f64>() {
                Ok(value) if value.is_finite() => Node::Float(value),
                _ => return Err(E::custom("number out of range")),
            }
        };
        self.nodes.truncate(start);
        self.nodes.push(number);
        Ok(())
    }
}

/// Writes the next member's name.
struct Name<'b, 'a>(&'b mut Builder<'a>);

impl<'de> DeserializeSeed<'de> for Name<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<(), E> {
        self.0.nodes.push(Node::Text(name));
        Ok(())
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        self.0.nodes.push(Node::Owned(name.into()));
        Ok(())
    }
}
