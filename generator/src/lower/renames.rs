//! `[crate.rename]`: the names that a person chose.

use std::sync::PoisonError;

use crate::contract::SchemaId;
use crate::diagnostic::{Code, Diagnostic};

use super::Lower;
use super::directions::INPUT;
use super::elsewhere;

impl Lower<'_> {
    /// What the config calls a type of its own. One of requests follows the one of answers, where it has no name itself.
    pub(super) fn renamed_definition(&self, id: SchemaId) -> Option<String> {
        if self.config.rename.is_empty() {
            return None;
        }
        let own = self.renamed_type(&self.rename_key(id));
        let answer = self.answer_of(id);
        own.or_else(|| {
            let name = self.renamed_type(&self.rename_key(answer?))?;
            Some(format!("{name} {INPUT}"))
        })
    }

    /// The key of a type: its pointer, with `/input` behind it for one of requests.
    pub(super) fn rename_key(&self, id: SchemaId) -> String {
        let pointer = self.pointer(self.schema(id).origin);
        let key = elsewhere::key(&pointer);
        match self.answer_of(id) {
            Some(_) => format!("{key}/{INPUT}"),
            None => key,
        }
    }

    /// What the config calls the type or the variant behind a pointer: a name that starts with a capital. One pointer may lead to a member and to the type of its value.
    pub(super) fn renamed_type(&self, key: &str) -> Option<String> {
        self.renamed_if(key, is_type)
    }

    /// As [`Self::renamed_type`], for who only looks: the rename does not count as applied.
    pub(super) fn chosen_type(&self, pointer: &str) -> Option<String> {
        let name = self.config.rename.get(pointer)?;
        is_type(&name.value).then(|| name.value.clone())
    }

    /// What the config calls the member, the parameter or the operation behind a pointer or an operationId: a name that starts small.
    pub(super) fn renamed(&self, key: &str) -> Option<String> {
        self.renamed_if(key, |name| !is_type(name))
    }

    fn renamed_if(&self, key: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
        let pointer = if key.starts_with('/') {
            elsewhere::key(key)
        } else {
            key.to_owned()
        };
        let name = self
            .config
            .rename
            .get(&pointer)
            .filter(|name| fits(&name.value))?;
        let used = self.used_renames.lock();
        used.unwrap_or_else(PoisonError::into_inner).insert(pointer);
        Some(name.value.clone())
    }
}

pub(super) fn is_type(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

/// A rename that renames nothing is a mistake, or outlived its reason.
pub(super) fn report_unused(lower: &mut Lower<'_>) {
    let used = std::mem::take(&mut lower.used_renames);
    let used = used.into_inner().unwrap_or_else(PoisonError::into_inner);
    let unused: Vec<Diagnostic> = lower
        .config
        .rename
        .iter()
        .filter(|(key, _)| !used.contains(*key) && !names_a_file(lower, key))
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
    let inside = format!("{key}/");
    lower
        .order
        .iter()
        .any(|id| elsewhere::key(&lower.pointer(lower.schema(*id).origin)).starts_with(&inside))
}
