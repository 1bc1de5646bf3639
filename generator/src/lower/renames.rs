//! `[crate.rename]`: the names that a person chose.

use crate::diagnostic::{Code, Diagnostic};

use super::Lower;

impl Lower<'_> {
    /// What the config calls the thing behind a pointer or an operationId.
    pub(super) fn renamed(&mut self, key: &str) -> Option<String> {
        let pointer = if key.starts_with('/') {
            format!("#{key}")
        } else {
            key.to_owned()
        };
        let name = self.config.rename.get(&pointer)?;
        self.used_renames.insert(pointer);
        Some(name.value.clone())
    }
}

/// A rename that renames nothing is a mistake, or outlived its reason.
pub(super) fn report_unused(lower: &mut Lower<'_>) {
    let unused: Vec<Diagnostic> = lower
        .config
        .rename
        .iter()
        .filter(|(key, _)| !lower.used_renames.contains(*key) && !names_a_file(lower, key))
        .map(|(key, name)| {
            Diagnostic::error(Code("LP0320"), format!("the rename of `{key}` applies to nothing"))
                .at(name.origin.key(), "no operation, type or member of this name is in the crate")
                .help("write an operationId, or the JSON pointer of a schema or a property that an operation reaches; or delete the line")
        })
        .collect();
    for diagnostic in unused {
        lower.report(diagnostic);
    }
}

/// A component that is no type of its own may still give its inline types a file.
fn names_a_file(lower: &Lower<'_>, key: &str) -> bool {
    let inside = format!("{}/", key.trim_start_matches('#'));
    lower
        .order
        .iter()
        .any(|id| lower.pointer(lower.schema(*id).origin).starts_with(&inside))
}
