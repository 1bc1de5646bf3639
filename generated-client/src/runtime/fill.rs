//! Fills a tape from serde's events: what a format that describes itself says, or a text that is no good JSON.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::tape::Node;
use super::tape_builder::Builder;

/// The key under which serde_json hands over a number when some crate turned `arbitrary_precision` on.
const NUMBER_KEY: &str = "$serde_json::private::Number";

/// Reads one value, and says what the tape of it holds.
pub(super) fn nodes<'a, D: Deserializer<'a>>(deserializer: D) -> Result<Vec<Node<'a>>, D::Error> {
    let mut builder = Builder::new(0);
    Fill(&mut builder).deserialize(deserializer)?;
    Ok(builder.nodes)
}

/// A number from its digits.
fn number(text: &str) -> Option<Node<'static>> {
    if let Ok(value) = text.parse() {
        return Some(Node::Unsigned(value));
    }
    if let Ok(value) = text.parse() {
        return Some(Node::Signed(value));
    }
    let value = text.parse::<f64>().ok()?;
    value.is_finite().then_some(Node::Float(value))
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
        let start = builder.open().map_err(A::Error::custom)?;
        let mut len = 0;
        while items.next_element_seed(Fill(builder))?.is_some() {
            len += 1;
        }
        builder.close(start, len).map_err(A::Error::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let builder = self.0;
        let mut members = builder.open_object().map_err(A::Error::custom)?;
        let mut is_first = true;
        while let Some(name) = entries.next_key_seed(Name)? {
            if is_first && matches!(name, Node::Text(NUMBER_KEY)) {
                let digits: String = entries.next_value()?;
                let value =
                    number(&digits).ok_or_else(|| A::Error::custom("number out of range"))?;
                builder.replace(&members, value);
                return Ok(());
            }
            is_first = false;
            builder.name(&mut members, name);
            entries.next_value_seed(Fill(builder))?;
        }
        builder.close_object(members).map_err(A::Error::custom)
    }
}

/// The next member's name.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Node<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node<'de>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Node<'de>, E> {
        Ok(Node::Text(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Node<'de>, E> {
        Ok(Node::Owned(name.into()))
    }
}
