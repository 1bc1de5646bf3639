//! How scalars are written: in a query, a header or a form they are text, and a number is a text that looks like one.

use super::operations::capital;
use super::schemas::{alike, is_any_text, is_text, types_of};
use super::{Direction, Owner, Said, Wire};
use crate::contract::Use;

/// How scalars are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Spelled {
    Json,
    /// As text, all of them: in a query or a header.
    Text,
    /// As text, where they are a part of a form; what is inside of a part is JSON.
    Parts,
}

impl Wire<'_> {
    /// Compares where scalars are written so.
    pub(super) fn spelled(&mut self, spelled: Spelled, compare: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.spelled, spelled);
        compare(self);
        self.spelled = before;
    }
}

/// Values of parameters, headers and forms are text: one that may be any text takes what a number or another scalar is written as.
/// Whether that is what changed, and told.
pub(super) fn as_text(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &Use,
    revision: &Use,
) -> bool {
    let (before, after) = (wire.base_of(base), wire.revision_of(revision));
    if before.types == after.types || !is_text(before) || !is_text(after) {
        return false;
    }
    let (rule, verdict) = match (is_any_text(before), is_any_text(after)) {
        (true, false) => ("type-narrowed", direction.narrower()),
        (false, true) => ("type-widened", direction.wider()),
        _ => return false,
    };
    let (was, is) = (types_of(before), types_of(after));
    let title = format!("{} is {is}, no longer {was}", capital(what));
    let said = Said::new(rule, title, before.origin, after.origin).from(was, is);
    wire.found(owner, Some(direction), verdict, said);
    true
}

/// A list is as many parts of one name as it has items: a single part is a list of one. Whether that is what changed, and told.
pub(super) fn several(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    base: &Use,
    revision: &Use,
) -> bool {
    let (before, after) = (wire.base_of(base), wire.revision_of(revision));
    let (rule, verdict, word) = match (&before.array.items, &after.array.items) {
        (None, Some(items)) if !before.types.array && alike(wire, base, items) => (
            "part-became-list",
            direction.wider(),
            "may be given several times",
        ),
        (Some(items), None) if !after.types.array && alike(wire, items, revision) => {
            ("part-became-single", direction.narrower(), "is given once")
        }
        _ => return false,
    };
    let said = Said::new(
        rule,
        format!("{} {word}", capital(what)),
        before.origin,
        after.origin,
    );
    wire.found(owner, Some(direction), verdict, said);
    true
}
