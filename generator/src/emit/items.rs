//! Items: what a crate makes public, each with its cause in the document.
//!
//! An item is noted by the same call that makes its tokens. What the runtime makes public is not listed: no document
//! changes it.

use serde::Serialize;

use crate::source::Origin;

/// The public surface of a generated crate, sorted by path and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Items(pub Vec<Item>);

/// A public thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// As a user of the crate writes it, without the crate: `types::Filter::destination_port`.
    pub path: String,
    pub kind: ItemKind,
    /// Everything that a caller can depend on, in one line; types as a user writes them.
    pub signature: String,
    /// The derived traits of a type, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub derives: Vec<&'static str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// The node of the document that caused it; `None` for what every crate has.
    #[serde(skip)]
    pub origin: Option<Origin>,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    Module,
    Struct,
    Enum,
    Alias,
    Field,
    Variant,
    Const,
    Function,
    Method,
    /// An implementation of a trait that not every type of its sort has.
    Impl,
}

impl Items {
    /// Sorts by path, then kind, then signature: the order does not depend on the document's.
    pub(crate) fn sort(&mut self) {
        self.0.sort_by(|left, right| {
            (&left.path, left.kind, &left.signature).cmp(&(
                &right.path,
                right.kind,
                &right.signature,
            ))
        });
    }
}
