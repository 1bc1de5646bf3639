//! What a client does in several calls: waiting, and going through pages.

use serde::Serialize;

use super::{JsonKind, Presence, Type, TypeRef};
use crate::names::Name;

/// How `client.wait` polls; from letterpress.toml.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Polling {
    pub interval_ms: u64,
    pub deadline_ms: u64,
    /// How the output tells: one, or one for each variant where it is a union.
    pub told: Vec<PollingTold>,
    /// Whether any member on the way is deprecated.
    pub deprecated: bool,
}

/// What is read of an output, or of a variant of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PollingTold {
    /// The union, and its variant.
    pub variant: Option<(TypeRef, Name)>,
    /// The way to the field that tells.
    pub member: Vec<Step>,
    /// The enum of the member, and the variants that end the wait well.
    pub enum_name: TypeRef,
    pub done: Vec<Name>,
    pub failed: Vec<Name>,
    /// The way to the field that says why it failed: a string.
    pub reason: Option<Vec<Step>>,
}

/// How `client.items` goes from page to page; from letterpress.toml.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Paging {
    /// The way to the list of items; empty: the output is the list.
    pub items: Vec<Step>,
    pub item: Type,
    pub turn: PageTurn,
    /// Says whether there are more pages.
    pub more: Option<Said>,
    /// Whether any member or parameter on the way is deprecated.
    pub deprecated: bool,
}

/// How the next page is asked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(clippy::large_enum_variant, reason = "an endpoint has at most one")]
pub enum PageTurn {
    /// A parameter counts.
    Count {
        param: Turned,
        counts: Counts,
        /// The parameter for the size of a page, and what the document says that it is where it is not given.
        size: Option<(Turned, Option<u64>)>,
        /// Says how many there are of what is counted.
        total: Option<Said>,
    },
    /// The answer says what a parameter takes.
    Cursor { param: Turned, next: Said },
    /// The answer says the URL.
    Url(Said),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Counts {
    /// From this number on.
    Pages(u64),
    Items,
}

/// What differs from page to page: a query parameter, or a member of the body.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turned {
    /// The way into the body; none to a parameter. What may be absent on it has a `Default`.
    pub through: Vec<Step>,
    pub name: Name,
    pub presence: Presence,
    pub ty: Type,
}

impl Turned {
    /// The whole way, from the request on.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let last = Step {
            name: self.name.clone(),
            presence: self.presence,
        };
        self.through.iter().cloned().chain([last]).collect()
    }
}

/// Where an answer says something about its page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Said {
    /// In a member of the output, of this type.
    Output(Vec<Step>, Type),
    /// In a member of what the envelope says about the page, of this JSON type.
    Page(Vec<String>, JsonKind),
    /// In a header, as it is.
    Header(String),
    /// In the `Link` header.
    Link,
}

/// A member on the way into a value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    pub name: Name,
    pub presence: Presence,
}
