//! LP0500 to LP0599, files on disk.

use super::Entry;

pub(crate) const ENTRIES: &[Entry] = &[];
