//! An endpoint whose answers are other types now: what it gives and how it fails, each by itself.

use std::borrow::Cow;

use super::join::{ByPlace, Join};
use super::places::cause;
use super::renamed::place;
use super::rust::{Aliases, ItemChange, Moves, Part, Verdict};
use super::wire;
use crate::contract::media_type::is_json;
use crate::emit::{Item, ItemKind};

/// What an endpoint gives and how it fails, where that is another thing now.
pub(super) struct Answers<'a> {
    pub(super) output: Option<[&'a str; 2]>,
    pub(super) failure: Option<[&'a str; 2]>,
}

impl<'a> Answers<'a> {
    pub(super) fn of(change: &ItemChange<'a>) -> Option<Self> {
        let (base, revision) = (change.base?, change.revision?);
        let (was, is) = (answers(&base.signature)?, answers(&revision.signature)?);
        let pair = |part: Part, was: &'a str, is: &'a str| {
            let is_meant = change.part == part || change.part == Part::Whole;
            (is_meant && was != is).then_some([was, is])
        };
        Some(Self {
            output: pair(Part::Output, was.0, is.0),
            failure: pair(Part::Failure, was.1, is.1),
        })
    }

    /// Whether a change by this rule, at this place of the document, can be the cause.
    pub(super) fn follow(&self, rule: &str, place: &str) -> bool {
        // What an answer carries beside its body has a type of its own.
        if rule.starts_with("response-header-") {
            return false;
        }
        let status = place
            .rsplit_once("/responses/")
            .map_or("", |(_, rest)| rest);
        let is_of = |hundreds: [char; 1]| status.starts_with(hundreds);
        if rule.starts_with("success-status-") || is_of(['2']) {
            self.output.is_some()
        } else if rule.starts_with("error-status-")
            || rule.starts_with("default-response-")
            || is_of(['4'])
            || is_of(['5'])
        {
            self.failure.is_some()
        } else {
            true
        }
    }
}

impl Join<'_> {
    /// What an endpoint gives follows the successes, how it fails the other answers; one may have come as another left.
    pub(super) fn of_answers(
        &self,
        home: Vec<usize>,
        change: &ItemChange<'_>,
        answers: &Answers<'_>,
    ) -> Vec<usize> {
        let sides = [
            (change.base, self.base, &self.by_base),
            (change.revision, self.revision, &self.by_revision),
        ];
        let follows = |number: &usize| {
            let finding = &self.findings[*number];
            let sides = [(self.revision, finding.revision), (self.base, finding.base)];
            let mut places = sides
                .into_iter()
                .filter_map(|(side, origin)| Some(place(side.sources, origin?)));
            let place = places.next().unwrap_or_default();
            answers.follow(finding.rule, &place) && self.travels(*number, change.item())
        };
        let (mut near, mut far) = (home.clone(), Vec::new());
        for (item, side, index) in sides {
            let origin = item.and_then(|item| cause(side, item));
            let Some(place) = origin.map(|origin| place(side.sources, origin)) else {
                continue;
            };
            near.extend(self.below(&place, index, change));
            far.extend(self.of_operation(&place, index, change));
        }
        far.retain(|number| !self.is_in_a_schema(*number));
        for mut found in [near, far] {
            found.sort_unstable();
            found.dedup();
            found.retain(follows);
            if !found.is_empty() {
                return without(found, |number| self.keeps_json(number));
            }
        }
        if home.is_empty() {
            return self.of_events(change, answers);
        }
        home
    }

    /// Whether an answer is JSON before and after: what else it may be has a type of its own.
    fn keeps_json(&self, number: usize) -> bool {
        let finding = &self.findings[number];
        let mut media = [&finding.before, &finding.after].into_iter().flatten();
        match finding.rule {
            "response-media-type-changed" => media.all(|one| is_json(one)),
            "response-media-type-added" | "response-media-type-removed" => {
                !media.any(|one| is_json(one))
            }
            _ => false,
        }
    }

    /// A kind of answer that is new or gone: a status did that, if one came or went too, and not JSON that is called otherwise.
    pub(super) fn of_new_answers(&self, home: Vec<usize>, change: &ItemChange<'_>) -> Vec<usize> {
        let is_whole = change.base.is_none() || change.revision.is_none();
        if !is_whole || home.is_empty() || !home.iter().all(|number| self.keeps_json(*number)) {
            return home;
        }
        let operations = &self.findings[home[0]].operations;
        let statuses = self.numbers(|finding| {
            let comes_or_goes =
                finding.rule.ends_with("-added") || finding.rule.ends_with("-removed");
            comes_or_goes
                && finding.rule.contains("-status-")
                && finding
                    .operations
                    .iter()
                    .any(|one| operations.contains(one))
        });
        if statuses.is_empty() { home } else { statuses }
    }

    /// What came or went with an argument, wherever the operation has that from.
    pub(super) fn with_arguments(
        &self,
        found: Vec<usize>,
        place: &str,
        index: &ByPlace,
        change: &ItemChange<'_>,
    ) -> Vec<usize> {
        let mut own = self.of_operation(place, index, change);
        own.extend(&found);
        own.sort_unstable();
        own.dedup();
        own.retain(|number| {
            let rule = self.findings[*number].rule;
            (rule.starts_with("parameter-") || rule.contains("body"))
                && (rule.contains("required") || rule.contains("became-optional"))
        });
        if own.is_empty() { found } else { own }
    }

    /// What the headers of answers are in comes and goes with them, whatever else the operation takes.
    pub(super) fn of_headers(&self, mut found: Vec<usize>, item: &Item) -> Vec<usize> {
        let is_header = |number: &usize| self.findings[*number].rule.contains("header");
        let is_theirs = item.kind == ItemKind::Struct && item.path.ends_with("Headers");
        if is_theirs && found.iter().any(is_header) {
            found.retain(is_header);
        }
        found
    }

    /// Lines that are events, or no longer are: their members say so, by which come and go.
    fn of_events(&self, change: &ItemChange<'_>, answers: &Answers<'_>) -> Vec<usize> {
        let [was, is] = answers.output.unwrap_or_default();
        if was.contains("Event<") == is.contains("Event<") {
            return Vec::new();
        }
        let mut operations = self.revision.contract.operations.iter();
        let item = change.revision.and_then(|item| item.origin);
        let operation = operations.find(|one| item.is_some_and(|at| at.0 == one.origin.0));
        let Some(name) = operation.map(wire::name_of) else {
            return Vec::new();
        };
        let is_its = |finding: &wire::Finding| {
            finding.rule.starts_with("property-")
                && finding.directions.contains(&wire::Direction::Response)
                && finding.operations.contains(&name)
        };
        self.numbers(is_its).into_iter().take(1).collect()
    }
}

/// What an endpoint gives, how it fails and what it is called, where more than one of them is another now.
pub(super) fn parts<'a>(
    whole: &ItemChange<'a>,
    named: Verdict,
    moved: &Moves<'_>,
    aliases: &[Aliases<'_>; 2],
) -> Vec<ItemChange<'a>> {
    let Some((base, revision)) = whole.base.zip(whole.revision) else {
        return Vec::new();
    };
    let before = aliases[0].expand(moved.text(&base.signature));
    let after = aliases[1].expand(Cow::Borrowed(&revision.signature));
    let Some((was, is)) = answers(&before).zip(answers(&after)) else {
        return Vec::new();
    };
    let failure = match was.1 {
        "()" => Verdict::Additive,
        _ => Verdict::Breaking,
    };
    let all = [
        (Part::Output, Verdict::Breaking, was.0 != is.0),
        (Part::Failure, failure, was.1 != is.1),
        (Part::Name, named, named != Verdict::None),
    ];
    let parts = all.iter().filter(|(.., is_other)| *is_other);
    let parts: Vec<ItemChange<'a>> = parts
        .map(|(part, verdict, _)| ItemChange {
            verdict: *verdict,
            only_named: *part == Part::Name,
            part: *part,
            ..whole.clone()
        })
        .collect();
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// Those that are not so, if any is not.
pub(super) fn without(found: Vec<usize>, is_so: impl Fn(usize) -> bool) -> Vec<usize> {
    let kept: Vec<usize> = found.iter().copied().filter(|one| !is_so(*one)).collect();
    if kept.is_empty() { found } else { kept }
}

/// The types of an endpoint: what it gives, how it fails.
fn answers(signature: &str) -> Option<(&str, &str)> {
    let head = signature.strip_prefix("impl Endpoint<Output = ")?;
    head.split_once("> for ")?.0.split_once(", Failure = ")
}

/// Whether an endpoint that documented no failure has one to read: of the one before nobody could do anything with `()`.
pub(super) fn gains_failure(before: &str, after: &str) -> bool {
    let none = before.split_once(", Failure = ()> for ");
    none.is_some_and(|(head, tail)| {
        let rest = after.strip_prefix(head);
        let rest = rest.and_then(|rest| rest.strip_suffix(tail));
        rest.is_some_and(|rest| rest.starts_with(", Failure = ") && rest.ends_with("> for "))
    })
}
