//! LP0200 to LP0299, what the document means.

use super::Entry;

pub(crate) const ENTRIES: &[Entry] = &[];
