//! `README.md` of the generated crate.

use super::types::Index;
use crate::api::Api;

/// Prints the README.
pub(crate) fn emit(_api: &Api, _index: &Index<'_>) -> String {
    String::new()
}
