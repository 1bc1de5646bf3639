//! What is called otherwise because something around it or in it changed: no place above it says so.

use super::join::{Join, owner};
use super::renamed::place;
use super::rules::{is_move, names_others};
use super::rust::ItemChange;
use crate::emit::Item;

impl Join<'_> {
    /// The findings that gave it its new name.
    pub(super) fn namers(&self, change: &ItemChange<'_>) -> Vec<usize> {
        let (Some(base), Some(revision)) = (change.base, change.revision) else {
            return Vec::new();
        };
        let sides = [
            (self.revision, revision, &self.by_revision),
            (self.base, base, &self.by_base),
        ];
        let whole = |item: &Item| owner(item) == item.path;
        let mut found = Vec::new();
        for (side, item, index) in sides {
            let Some(origin) = item.origin else { continue };
            let own = place(side.sources, origin);
            // A kind without a name is called by the member that tells it.
            let is_kind = own.contains("/oneOf/") || own.contains("/anyOf/");
            let below = format!("{own}/properties/");
            let members = index
                .range(below.clone()..)
                .take_while(|(at, _)| at.starts_with(&below))
                .filter(|_| is_kind)
                .flat_map(|(_, numbers)| numbers);
            found.extend(members.filter(|number| {
                let rule = self.findings[**number].rule;
                rule == "property-renamed"
            }));
            // What has no name is called by the member or parameter that it is in.
            let ends = own.match_indices('/').map(|(end, _)| &own[..end]);
            let around = ends.filter_map(|above| index.get(above)).flatten();
            found.extend(around.filter(|number| {
                let rule = self.findings[**number].rule;
                rule == "property-renamed" || rule.ends_with("parameter-renamed")
            }));
            // One of several bodies or answers is called by its media type or its status, the only one isn't: and what is in it with it.
            for list in ["/content/", "/responses/"] {
                let Some((above, _)) = own.rsplit_once(list) else {
                    continue;
                };
                let above = format!("{above}{list}");
                let beside = index
                    .range(above.clone()..)
                    .take_while(|(at, _)| at.starts_with(&above))
                    .flat_map(|(_, numbers)| numbers);
                found.extend(beside.filter(|number| names_others(self.findings[**number].rule)));
            }
        }
        // What stands in no schema of its own is called by the operation.
        let is_own = |item: &Item| {
            let place = item.origin.map(|origin| place(self.base.sources, origin));
            place.is_some_and(|place| place.contains("#/components/schemas/"))
        };
        if found.is_empty() && whole(base) && !is_own(base) {
            let operations = self.operations_of(&revision.path);
            found.extend((0..self.of_document).filter(|number| {
                let finding = &self.findings[*number];
                let mut all = finding.operations.iter();
                is_move(finding.rule) && all.any(|name| operations.contains(name))
            }));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
