//! Source: the text of the files that a document is made of, and the places in them.
//!
//! A stage carries an [`Origin`] for everything it makes; the file, line and column of one are computed only to be printed.
//!
//! - [`Sources`] holds the files and the table of origins.
//! - `text` turns bytes into text, `value` turns text into a [`serde_json::Value`], `syntax` says why that failed.
//! - `index` finds the place of a node, `oddities` finds what the readers of YAML and JSON take silently and we do not.
//! - `pointer` spells names as parts of a JSON pointer, `landmark` names places so that they stay when lists change their order.
//! - `reference` finds where a part is referred to.
//! - `refs` opens the other files that a `$ref` may reach.

mod brackets;
mod index;
mod json;
mod landmark;
mod oddities;
mod patch;
pub(crate) mod pointer;
mod reference;
mod refs;
mod said;
mod sources;
mod syntax;
mod text;
mod value;

use std::fmt;
use std::ops::Range;

pub(crate) use patch::{Key, Trace};
pub use sources::{FileId, Sources};

/// A place in a file, for people: computed by [`Sources::locate`] when something is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub file: FileId,
    /// The line of the first character; the first line is 1.
    pub line: usize,
    /// The column of the first character, in characters; the first is 1.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column after the last character, in characters.
    pub end_column: usize,
    /// The bytes of the text.
    pub range: Range<usize>,
}

/// A node of a document: a number into the table of [`Sources`]. Two origins are always equal, so that values compare by meaning.
#[derive(Clone, Copy, Default)]
pub struct Origin(pub(crate) u32);

impl PartialEq for Origin {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Origin {}

impl fmt::Debug for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.0)
    }
}

/// Where a diagnostic points: a node, or the key or the value of one of its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The node.
    pub origin: Origin,
    /// A member of the node, where the place is finer than the node itself.
    pub member: Option<String>,
    /// Whether the key is meant, not the value behind it.
    pub key: bool,
}

impl Origin {
    /// The node itself: its value.
    #[must_use]
    pub fn place(self) -> Place {
        Place {
            origin: self,
            member: None,
            key: false,
        }
    }

    /// The key under which the node stands in its parent.
    #[must_use]
    pub fn key(self) -> Place {
        Place {
            origin: self,
            member: None,
            key: true,
        }
    }

    /// The value of the member `name` of the node.
    #[must_use]
    pub fn value_of(self, name: &str) -> Place {
        Place {
            origin: self,
            member: Some(name.to_owned()),
            key: false,
        }
    }

    /// The key of the member `name` of the node.
    #[must_use]
    pub fn key_of(self, name: &str) -> Place {
        Place {
            origin: self,
            member: Some(name.to_owned()),
            key: true,
        }
    }
}
