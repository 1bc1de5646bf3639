//! Properties that `patternProperties` are about too.

use indexmap::IndexMap;

use crate::contract::Use;
use crate::diagnostic::{Code, Diagnostic};
use crate::pattern::Pattern;
use crate::source::Origin;

use super::{Resolver, part};

/// How many names of members are held against patterns: of a document's schemas, and of one value.
pub(super) const MATCHES: usize = 500_000;

impl Resolver<'_> {
    /// A property whose name matches patterns is what both say.
    pub(super) fn by_patterns(
        &mut self,
        name: &str,
        property: &Use,
        patterns: &IndexMap<String, Use>,
    ) -> Use {
        let mut property = property.clone();
        for (pattern, schema) in patterns {
            if Pattern::new(pattern).is_some_and(|pattern| pattern.matches(name)) {
                let notes = property.notes.clone();
                property = self.merge_uses(schema, &property);
                property.notes = notes;
            }
        }
        property
    }

    /// Whether so many names may still be held against so many patterns. Where they may not, the document is refused.
    pub(super) fn may_match(&mut self, names: usize, patterns: usize, origin: Origin) -> bool {
        self.table.matched += names * patterns;
        let may = self.table.matched <= MATCHES;
        if !may && self.told.insert(part(self.document)) {
            self.tell(
                Diagnostic::error(
                    Code("LP0207"),
                    format!(
                        "the document asks for more than {MATCHES} comparisons of a member's name with a pattern"
                    ),
                )
                .at(origin.place(), "these are too many")
                .help("declare fewer `patternProperties` beside `properties` and `required`"),
            );
        }
        may
    }
}
