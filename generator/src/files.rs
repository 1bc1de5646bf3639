//! Files: what a run makes, in memory.

use std::collections::BTreeMap;

/// The files of a crate: path relative to its folder, with `/` between the parts, to text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(pub BTreeMap<String, String>);
