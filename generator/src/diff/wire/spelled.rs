//! How scalars are written: in a query, a header or a form they are text, and a number is a text that looks like one.

use std::collections::HashSet;

use super::operations::capital;
use super::schemas::{is_any_text, is_text, takes_all, types_of};
use super::{Direction, Owner, Said, Verdict, Wire, alike, shown};
use crate::contract::{ArrayRules, Schema, Types, Use};

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

/// Values of parameters, headers and forms are text: another type that is written in the same letters takes the same. Whether that is what changed, and told.
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
    let Some((rule, verdict)) = turned(direction, before, after) else {
        return false;
    };
    let (was, is) = (types_of(before), types_of(after));
    let title = format!("{} is {is}, no longer {was}", capital(what));
    let said = Said::new(rule, title, before.origin, after.origin).from(was, is);
    wire.found(owner, Some(direction), verdict, said);
    true
}

/// What became of the texts of a scalar, where they are known.
fn turned(
    direction: Direction,
    base: &Schema,
    revision: &Schema,
) -> Option<(&'static str, Verdict)> {
    match (takes_texts(revision, base), takes_texts(base, revision)) {
        (true, true) => Some(("type-changed", Verdict::None)),
        (true, false) => Some(("type-widened", direction.wider())),
        (false, true) => Some(("type-narrowed", direction.narrower())),
        (false, false) => None,
    }
}

/// Whether the one takes every text that the other is written as, as far as that can be seen.
fn takes_texts(outer: &Schema, inner: &Schema) -> bool {
    if is_any_text(outer) {
        return true;
    }
    let Some(texts) = texts(inner) else {
        return false;
    };
    match self::texts(outer) {
        Some(own) => texts.is_subset(&own),
        None => {
            let types = outer.types;
            let reads = |text: &String| {
                (types.integer && text.parse::<i64>().is_ok())
                    || (types.number && text.parse::<f64>().is_ok_and(f64::is_finite))
            };
            takes_all(outer, types) && texts.iter().all(reads)
        }
    }
}

/// All texts that a scalar is written as, where they are few.
fn texts(schema: &Schema) -> Option<HashSet<String>> {
    let boolean = Types {
        boolean: true,
        ..Types::NONE
    };
    match &schema.values {
        Some(values) => Some(values.iter().map(shown).collect()),
        None if schema.types == boolean => Some(["true", "false"].map(str::to_owned).into()),
        None => None,
    }
}

/// A single value is written as a list of one is, and a list that isn't repeated is a text. Whether that is what changed, and told.
pub(super) fn listed(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    what: &str,
    (base, revision): (&Use, &Use),
    is_repeated: bool,
    rules: [&'static str; 2],
) -> bool {
    let (before, after) = (wire.base_of(base), wire.revision_of(revision));
    let (one, list, now) = match (&before.array.items, &after.array.items) {
        (None, Some(items)) if is_text(before) => (before, (items, after), true),
        (Some(items), None) if is_text(after) => (after, (items, before), false),
        _ => return false,
    };
    let is_like_one = if now {
        alike::alike(wire, base, list.0)
    } else {
        alike::alike(wire, list.0, revision)
    };
    let items = if now {
        wire.revision_of(list.0)
    } else {
        wire.base_of(list.0)
    };
    // Any text may have the commas of a list, if the list is written with any.
    let is_text_of_list = !is_repeated && is_any_text(one);
    let is_list_of_one = is_like_one || takes_texts(items, one);
    let array = &list.1.array;
    let takes_one = array.min_items.is_none_or(|least| least <= 1)
        && array.max_items.is_none_or(|most| most >= 1);
    let list_takes_one = takes_one && is_list_of_one;
    let is_free = is_text_of_list && list_takes_one && is_any_list(array);
    let (wider, narrower) = if now {
        (list_takes_one, is_text_of_list)
    } else {
        (is_text_of_list, list_takes_one)
    };
    let verdict = match (wider, narrower) {
        (false, false) => return false,
        // The same letters, read otherwise: of a text with a comma nobody knows which is meant.
        _ if is_free => Verdict::Risky,
        (true, _) => direction.wider(),
        (false, true) => direction.narrower(),
    };
    let (rule, word) = match (now, is_repeated) {
        (true, true) => (rules[0], "may be given several times"),
        (true, false) => (rules[0], "may be a list"),
        (false, true) => (rules[1], "is given once"),
        (false, false) => (rules[1], "is no list any more"),
    };
    let said = Said::new(
        rule,
        format!("{} {word}", capital(what)),
        base.origin,
        revision.origin,
    );
    wire.found(owner, Some(direction), verdict, said);
    true
}

/// Whether a list has no rule beside what its items are.
fn is_any_list(rules: &ArrayRules) -> bool {
    *rules
        == ArrayRules {
            items: rules.items.clone(),
            ..ArrayRules::default()
        }
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
        (None, Some(items)) if !before.types.array && alike::alike(wire, base, items) => (
            "part-became-list",
            direction.wider(),
            "may be given several times",
        ),
        (Some(items), None) if !after.types.array && alike::alike(wire, items, revision) => {
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
