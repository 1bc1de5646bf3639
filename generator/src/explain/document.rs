use super::Entry;

pub(crate) const ENTRIES: &[Entry] = &[];
