//! Words to identifiers. The only place where an identifier is made.

use std::fmt;

use serde::{Serialize, Serializer};

/// A name in its two spellings: as it travels and as Rust has it.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    wire: String,
    rust: String,
}

impl Name {
    /// As the document spells it.
    #[must_use]
    pub fn wire(&self) -> &str {
        &self.wire
    }

    /// The identifier, without `r#`.
    #[must_use]
    pub fn rust(&self) -> &str {
        &self.rust
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({:?})", self.rust, self.wire)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rust)
    }
}
