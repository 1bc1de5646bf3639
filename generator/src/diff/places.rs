//! The changes of the document at the place that caused an item: there, above, or below.

use super::Side;
use super::answers::{Answers, without};
use super::join::{ByPlace, Join, owner};
use super::renamed::{self, place};
use super::rules::{
    about, is_longer_or_shorter, is_move, is_quiet, is_unsaid, moves, moves_media, names, replaces,
};
use super::rust::{self, ItemChange, Part};
use super::silent::only_turned;
use super::wire::{self, Finding};
use crate::emit::{Item, ItemKind};
use crate::source::Origin;

impl Join<'_> {
    /// The findings that can be the cause of what became of the item; none, where its place says nothing.
    pub(super) fn home(&self, change: &ItemChange<'_>) -> Vec<usize> {
        if change.part == Part::Docs {
            return self.documented(change);
        }
        let mut home = self.around(change);
        if let Some(answers) = Answers::of(change).filter(|_| change.part != Part::Name) {
            home = self.of_answers(home, change, &answers);
        }
        home = self.of_new_answers(home, change);
        // What happened in a thing besides gave it no other name.
        if change.only_named && !is_split(change) {
            home.retain(|number| names(self.findings[*number].rule));
            home.retain(|number| !self.is_part(*number, change));
            // What its own name starts with is called otherwise: it goes with that.
            if home.is_empty() && self.root_of(change).is_none() {
                home = self.namers(change);
            }
        }
        home
    }

    /// Whether a finding is about a part of a type or function: that has another name, and the whole has not.
    fn is_part(&self, number: usize, change: &ItemChange<'_>) -> bool {
        let item = change.item();
        let sides = [
            (change.base, self.base, self.findings[number].base),
            (
                change.revision,
                self.revision,
                self.findings[number].revision,
            ),
        ];
        let is_below = |(own, side, origin): (Option<&Item>, &Side<'_>, Option<Origin>)| {
            let own = place(side.sources, own?.origin?);
            let at = place(side.sources, origin?);
            Some(at.strip_prefix(&own)?.starts_with('/'))
        };
        owner(item) == item.path && sides.into_iter().any(|side| is_below(side) == Some(true))
    }

    pub(super) fn around(&self, change: &ItemChange<'_>) -> Vec<usize> {
        let sides = [
            (change.revision, self.revision, &self.by_revision),
            (change.base, self.base, &self.by_base),
        ];
        for above in [false, true] {
            for (item, side, index) in &sides {
                let Some(origin) = item.and_then(|item| cause(side, item)) else {
                    continue;
                };
                let place = place(side.sources, origin);
                let found = if above {
                    self.above(&place, index)
                } else {
                    let here = self.at(&place, index, change);
                    // What a body is in says nothing of whether there is one.
                    let mut rules = here.iter().map(|number| self.findings[*number].rule);
                    let of_body = if rules.all(|rule| rule == "request-media-type-changed") {
                        self.of_body(&place, index, change)
                    } else {
                        Vec::new()
                    };
                    if of_body.is_empty() { here } else { of_body }
                };
                if !found.is_empty() && self.only_moves(&found) {
                    return self.beside_moves(found, change);
                }
                if !found.is_empty() {
                    return found;
                }
            }
        }
        self.inside(change)
    }

    pub(super) fn is_in_a_schema(&self, number: usize) -> bool {
        let finding = &self.findings[number];
        let sides = [(self.base, finding.base), (self.revision, finding.revision)];
        sides.into_iter().any(|(side, origin)| {
            let place = origin.map(|origin| place(side.sources, origin));
            place.is_some_and(|place| place.contains("#/components/schemas/"))
        })
    }

    /// Whether all that is said at the place of an operation is where and under which name it is now.
    fn only_moves(&self, found: &[usize]) -> bool {
        let mut rules = found.iter().map(|number| self.findings[*number].rule);
        rules.all(is_move)
    }

    /// An operation that moved or is called otherwise: what else became of an item has a cause inside, if anything has.
    fn beside_moves(&self, moves: Vec<usize>, change: &ItemChange<'_>) -> Vec<usize> {
        if change.only_named {
            return moves;
        }
        let inside = self.inside(change);
        let sides = change.base.zip(change.revision);
        let is_renamed = sides.is_some_and(|(was, is)| was.path != is.path);
        if inside.is_empty() || sides.is_some_and(|(was, is)| only_turned(was, is)) {
            moves
        } else if is_renamed {
            [moves, inside].concat()
        } else {
            inside
        }
    }

    /// What is said inside of the thing, or of where it is used.
    fn inside(&self, change: &ItemChange<'_>) -> Vec<usize> {
        let sides = [
            (change.revision, self.revision, &self.by_revision),
            (change.base, self.base, &self.by_base),
        ];
        for (number, (item, side, index)) in sides.iter().enumerate() {
            let Some(origin) = item.and_then(|item| cause(side, item)) else {
                continue;
            };
            let place = place(side.sources, origin);
            let mut found = self.below(&place, index, change);
            if change.verdict == rust::Verdict::Docs {
                // What is no longer said stood in the base alone.
                if let ([_, (Some(was), base, index)], 0) = (&sides, number)
                    && let Some(origin) = cause(base, was)
                {
                    let place = renamed::place(base.sources, origin);
                    found.extend(self.below(&place, index, change));
                }
                // It speaks of what the operation has from elsewhere too, and not of what is in its schemas.
                let mut elsewhere = self.of_operation(&place, index, change);
                elsewhere.retain(|number| !self.is_in_a_schema(*number));
                found.extend(elsewhere);
                found.sort_unstable();
                found.dedup();
            }
            if change.verdict == rust::Verdict::Docs {
                // A media type is said where there are several; what else there is tells more.
                found = without(found, |number| moves_media(self.findings[number].rule));
            } else if is_longer_or_shorter(change.base, change.revision) {
                found = self.with_arguments(found, &place, index, change);
            }
            if !found.is_empty() {
                return found;
            }
            // What tells variants apart stands beside them.
            let union = ["/oneOf/", "/anyOf/"]
                .iter()
                .find_map(|list| Some(place.rsplit_once(list)?.0));
            let beside = format!("{}/discriminator", union.unwrap_or(&place));
            if let Some(found) = index.get(&beside) {
                return found.clone();
            }
            let found = [self.tags(&place), self.schemes(&place)].concat();
            if !found.is_empty() {
                return found;
            }
            let found = self.of_operation(&place, index, change);
            if !found.is_empty() {
                return found;
            }
        }
        let found = self.by_use(change);
        if !found.is_empty() {
            return found;
        }
        if change.item().kind == ItemKind::Crate {
            return self.numbers(|finding| finding.rule == "info-changed");
        }
        Vec::new()
    }

    /// What came with a thing that is new isn't what left with another, and the reverse.
    fn of_its_kind(&self, found: Vec<usize>, change: &ItemChange<'_>) -> Vec<usize> {
        let fits = |number: usize| {
            let finding = &self.findings[number];
            match (change.base, change.revision) {
                (None, _) => finding.revision.is_some(),
                (_, None) => finding.base.is_some(),
                _ => true,
            }
        };
        without(found, |number| !fits(number))
    }

    pub(super) fn numbers(&self, fits: impl Fn(&Finding) -> bool) -> Vec<usize> {
        let all = 0..self.findings.len();
        all.filter(|number| fits(&self.findings[*number])).collect()
    }

    /// What an operation has from elsewhere, its path or a component: the findings about it alone or among others.
    pub(super) fn of_operation(
        &self,
        at: &str,
        index: &ByPlace,
        change: &ItemChange<'_>,
    ) -> Vec<usize> {
        let side = if std::ptr::eq(index, &self.by_base) {
            self.base
        } else {
            self.revision
        };
        let mut operations = side.contract.operations.iter();
        let Some(operation) = operations.find(|one| place(side.sources, one.origin) == at) else {
            return Vec::new();
        };
        let name = wire::name_of(operation);
        let about = about(change.item().kind);
        let docs = change.verdict == rust::Verdict::Docs;
        let mut found = self
            .numbers(|finding| (docs || about(finding.rule)) && finding.operations.contains(&name));
        found.retain(|number| self.tells(*number, change) && self.reaches(*number, change));
        found = self.of_its_kind(found, change);
        match change.item().kind {
            ItemKind::Function if !docs => self.needed(found, change),
            _ => self.of_headers(found, change.item()),
        }
    }

    /// The findings about what has no type of its own, and shows where it is used: a text or a number that a component names.
    fn by_use(&self, change: &ItemChange<'_>) -> Vec<usize> {
        let sides = [
            (change.revision, self.revision, &self.by_use[1]),
            (change.base, self.base, &self.by_use[0]),
        ];
        for (item, side, index) in sides {
            let Some(origin) = item.and_then(|item| cause(side, item)) else {
                continue;
            };
            let place = place(side.sources, origin);
            let below = format!("{place}/");
            let inside = index.range(below.clone()..);
            let inside = inside.take_while(|(other, _)| other.starts_with(&below));
            let inside = inside.filter(|(other, _)| !other[below.len()..].contains("properties/"));
            let here = index.get(&place).into_iter();
            let mut found: Vec<usize> = here
                .chain(inside.map(|(_, numbers)| numbers))
                .flatten()
                .filter(|number| self.tells(**number, change))
                .filter(|number| self.travels(**number, change.item()))
                .filter(|number| self.reaches(**number, change))
                .copied()
                .collect();
            found.sort_unstable();
            found.dedup();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Whether a finding inside of an operation is about a body or an answer as a whole: then its type stands in the signature.
    fn is_of_whole(&self, number: usize, below: &str, item: &Item) -> bool {
        let finding = &self.findings[number];
        let is_operation = matches!(item.kind, ItemKind::Function | ItemKind::Impl);
        let is_shallow = |side: &Side<'_>, origin: Option<Origin>| {
            let place = origin.map(|origin| place(side.sources, origin));
            place
                .as_deref()
                .and_then(|place| place.strip_prefix(below))
                .is_some_and(|rest| !rest.contains("properties/"))
        };
        is_operation
            && self.travels(number, item)
            && (is_shallow(self.base, finding.base) || is_shallow(self.revision, finding.revision))
            && !finding.rule.contains("discriminator")
            && (replaces(finding.rule) || finding.rule.contains("null"))
    }

    /// Whether a finding can change a call: what is answered changes none.
    fn reaches(&self, number: usize, change: &ItemChange<'_>) -> bool {
        let is_call = change.item().kind == ItemKind::Function;
        // What tells the kinds of a union apart gives it no other name.
        let is_tag = self.findings[number].rule.starts_with("discriminator-");
        change.verdict == rust::Verdict::Docs
            || !is_call
            || (!is_tag && self.travels(number, change.item()))
    }

    /// Whether a finding is about what the item is made of: a function takes what is sent, an endpoint gives what is answered.
    pub(super) fn travels(&self, number: usize, item: &Item) -> bool {
        let directions = &self.findings[number].directions;
        let towards = match item.kind {
            ItemKind::Function => wire::Direction::Request,
            ItemKind::Impl if item.signature.starts_with("impl Endpoint<") => {
                wire::Direction::Response
            }
            _ => return true,
        };
        directions.is_empty() || directions.contains(&towards)
    }

    /// Findings at the very place, of the value that the item is about.
    fn at(&self, place: &str, index: &ByPlace, change: &ItemChange<'_>) -> Vec<usize> {
        let Some(found) = index.get(place) else {
            return Vec::new();
        };
        let item = change.item();
        let fits = |number: &&usize| {
            let finding = &self.findings[**number];
            match (&finding.value, &item.wire) {
                (Some(value), Some(wire)) => value == wire,
                // The tag of a union's variant.
                (Some(_), None) => item.kind == ItemKind::Variant,
                (None, Some(wire)) => {
                    finding.rule != "enum-value-renamed"
                        || finding.before.as_ref() == Some(wire)
                        || finding.after.as_ref() == Some(wire)
                }
                (None, None) => {
                    finding.rule != "docs-changed" || change.verdict <= rust::Verdict::Docs
                }
            }
        };
        // How a credential travels says nothing of whether one is taken, what else a type may hold nothing of what it needs.
        let is_needed = item.path.ends_with("::new") || owner(item).ends_with("Required");
        let is_whole = change.base.is_some() == change.revision.is_some();
        let of_scheme = |number: usize| self.findings[number].rule == "security-scheme-changed";
        // What is said of the very value says more than what is said of the whole.
        let is_of_value = |number: &usize| {
            let said = self.findings[*number].value.as_ref();
            said.is_some() && said == item.wire.as_ref()
        };
        let has_own = found.iter().any(is_of_value);
        let all: Vec<usize> = found
            .iter()
            .filter(|number| !has_own || is_of_value(number))
            .filter(fits)
            // How a parameter is written gives it no other type.
            .filter(|number| self.findings[**number].rule != "parameter-style-changed")
            .filter(|number| is_whole || !of_scheme(**number))
            .filter(|number| {
                let rule = self.findings[**number].rule;
                !is_needed || !(rule.starts_with("additional-") || rule.starts_with("items-"))
            })
            .copied()
            .collect();
        let telling: Vec<usize> = all
            .iter()
            .filter(|number| self.tells(**number, change))
            .copied()
            .collect();
        let constructor = change.verdict == rust::Verdict::Breaking
            && matches!(
                item.kind,
                ItemKind::Function | ItemKind::Method | ItemKind::Impl | ItemKind::Struct
            )
            && change.base.is_some();
        // What came or went has a cause that says so.
        let is_gone_or_new = change.base.is_none() || change.revision.is_none();
        if telling.is_empty() && (constructor || is_gone_or_new) {
            return Vec::new();
        }
        if telling.is_empty() { all } else { telling }
    }

    /// Whether a finding can be the cause of what happened to the item.
    pub(super) fn tells(&self, number: usize, change: &ItemChange<'_>) -> bool {
        let rule = self.findings[number].rule;
        let quiet = is_quiet(rule);
        match change.verdict {
            rust::Verdict::Docs => !is_unsaid(rule),
            rust::Verdict::Deprecating => rule.ends_with("deprecated"),
            _ => !quiet,
        }
    }

    /// The nearest place above where something came, went, or became another thing.
    fn above(&self, place: &str, index: &ByPlace) -> Vec<usize> {
        let mut end = place.len();
        while let Some(before) = place[..end].rfind('/') {
            end = before;
            let found: Vec<usize> = index
                .get(&place[..end])
                .into_iter()
                .flatten()
                .filter(|number| {
                    let finding = &self.findings[**number];
                    finding.base.is_none()
                        || finding.revision.is_none()
                        || replaces(finding.rule)
                        || moves(finding.rule)
                })
                .copied()
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// What happened inside of the thing: only what can change the thing itself.
    pub(super) fn below(
        &self,
        place: &str,
        index: &ByPlace,
        change: &ItemChange<'_>,
    ) -> Vec<usize> {
        let item = change.item();
        let below = format!("{place}/");
        let mut found: Vec<usize> = index
            .range(below.clone()..)
            .take_while(|(other, _)| other.starts_with(&below))
            .flat_map(|(_, numbers)| numbers)
            .filter(|number| self.tells(**number, change))
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        if change.verdict == rust::Verdict::Docs {
            return found;
        }
        found = self.of_its_kind(found, change);
        let about = about(item.kind);
        let whole = |number: &usize| self.is_of_whole(*number, &below, item);
        found.retain(|number| about(self.findings[*number].rule) || whole(number));
        found.retain(|number| self.reaches(*number, change));
        self.needed(self.of_headers(found, item), change)
    }

    /// What an item takes follows what is needed, where anything is needed now or no longer.
    fn needed(&self, mut found: Vec<usize>, change: &ItemChange<'_>) -> Vec<usize> {
        let item = change.item();
        let needed: Vec<usize> = found
            .iter()
            .filter(|number| {
                self.findings[**number].rule.contains("required")
                    || self.findings[**number].rule.contains("became-optional")
            })
            .copied()
            .collect();
        if matches!(item.kind, ItemKind::Method | ItemKind::Struct) && !needed.is_empty() {
            needed
        } else if item.kind == ItemKind::Function && !needed.is_empty() {
            if is_longer_or_shorter(change.base, change.revision) {
                // What a body needs is given in it.
                let is_own = |number: &usize| {
                    let rule = self.findings[*number].rule;
                    rule.starts_with("parameter-") || rule.contains("body")
                };
                let own: Vec<usize> = needed.iter().copied().filter(is_own).collect();
                return if own.is_empty() { needed } else { own };
            }
            // Where a parameter stands is nothing to who calls.
            found.retain(|number| self.findings[*number].rule != "parameter-location-changed");
            found
        } else {
            found
        }
    }
}

/// Whether a type is sent otherwise than it is answered now, or no longer: a member did that.
fn is_split(change: &ItemChange<'_>) -> bool {
    let sides = change.base.zip(change.revision);
    sides.is_some_and(|(was, is)| {
        let (was, is) = (owner(was), owner(is));
        was.strip_suffix("Input") == Some(is) || is.strip_suffix("Input") == Some(was)
    })
}

/// The place that caused an item; of a part without one, what caused the whole.
pub(super) fn cause(side: &Side<'_>, item: &Item) -> Option<Origin> {
    let whole = || {
        let mut items = side.items.0.iter();
        items.find(|one| one.path == owner(item))?.origin
    };
    item.origin.or_else(whole)
}
