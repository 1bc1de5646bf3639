//! LP0400 to LP0499, letterpress.toml.

use super::Entry;

pub(crate) const ENTRIES: &[Entry] = &[];
