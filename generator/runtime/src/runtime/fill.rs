//! Fills a tape from serde's events.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::tape::{Node, mark};

/// How deep arrays and objects may be nested.
const MAX_DEPTH: u32 = 127;

/// Up to this many members, a name that may have come before is looked for at once; beyond it, names are sorted at the object's end.
const FEW_MEMBERS: usize = 32;

/// The key under which serde_json hands over a number when some crate turned `arbitrary_precision` on.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// Reads one value, and says what the tape of it holds. `text` is what is read, where that is known.
pub(super) fn nodes<'a, D: Deserializer<'a>>(
    text: Option<&'a str>,
    deserializer: D,
) -> Result<Vec<Node<'a>>, D::Error> {
    let mut builder = Builder::new(text);
    Fill(&mut builder).deserialize(deserializer)?;
    Ok(builder.nodes)
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
        // A node for each 8 to 12 bytes is what lists of records have.
        let nodes = Vec::with_capacity(text.map_or(0, |text| text.len() / 8 + 1));
        Self {
            text,
            nodes,
            names: Vec::with_capacity(FEW_MEMBERS),
            depth: 0,
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
        let is_last = |position: usize| {
            let name = |at: &u32| self.name_at(*at as usize);
            names.get(position + 1).map(name) != names.get(position).map(name)
        };
        let (kept, dropped): (Vec<_>, Vec<_>) = names
            .iter()
            .enumerate()
            .partition(|(position, _)| is_last(*position));
        self.names.extend(kept.into_iter().map(|(_, name)| *name));
        for (_, name) in dropped {
            self.nodes[*name as usize] = Node::Dropped;
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
