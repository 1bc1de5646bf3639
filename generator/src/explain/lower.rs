//! LP0300 to LP0399, the Rust that it becomes, and names.

use super::Entry;

pub(crate) const ENTRIES: &[Entry] = &[];
