//! Constraints: lengths, ranges, patterns, numbers of items and members.

use serde_json::Number;

use super::limits::{self, Limit};
use super::operations::capital;
use super::{Direction, Owner, Said, Verdict, Wire};
use crate::contract::{NameRules, ObjectRules, Schema};

/// What a rule does to the set of values.
pub(super) enum Effect {
    Tighter,
    Looser,
    Other,
}

/// All of them.
pub(super) fn compare(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Schema,
    revision: &Schema,
) {
    let mut say = |rule: &'static str,
                   word: &str,
                   before: Option<String>,
                   after: Option<String>,
                   effect: Effect| {
        let verdict = match effect {
            Effect::Tighter => direction.narrower(),
            Effect::Looser => direction.wider(),
            Effect::Other => Verdict::Breaking,
        };
        let title = match (&before, &after) {
            _ if rule == "unique-items-changed" => format!("Items of {label} {word}"),
            (None, Some(after)) => format!("{word} of {label} is {after}, there was none"),
            (Some(before), None) => format!("{word} of {label} is gone, it was {before}"),
            (Some(before), Some(after)) => {
                format!("{word} of {label} is {after}, it was {before}")
            }
            (None, None) => format!("{word} of {label} changed"),
        };
        let said = Said::new(rule, title, base.origin, revision.origin).from(before, after);
        wire.found(owner, Some(direction), verdict, said);
    };
    let number = |number: &Option<Number>| number.as_ref().map(Number::to_string);
    let count = |count: &Option<u64>| count.map(|count| count.to_string());
    let (old, new) = (&base.number, &revision.number);
    let (text, fresh) = (&base.string, &revision.string);
    let (list, items) = (&base.array, &revision.array);
    let (object, members) = (&base.object, &revision.object);
    let bounds = [
        (
            "min-length-changed",
            "The least length",
            false,
            count(&text.min_length),
            count(&fresh.min_length),
        ),
        (
            "max-length-changed",
            "The greatest length",
            true,
            count(&text.max_length),
            count(&fresh.max_length),
        ),
        (
            "min-items-changed",
            "The least number of items",
            false,
            count(&list.min_items),
            count(&items.min_items),
        ),
        (
            "max-items-changed",
            "The greatest number of items",
            true,
            count(&list.max_items),
            count(&items.max_items),
        ),
        (
            "min-properties-changed",
            "The least number of members",
            false,
            count(&object.min_properties),
            count(&members.min_properties),
        ),
        (
            "max-properties-changed",
            "The greatest number of members",
            true,
            count(&object.max_properties),
            count(&members.max_properties),
        ),
    ];
    for (rule, word, upper, before, after) in bounds {
        // Nothing has less than nothing.
        let says = |count: &Option<String>| count.clone().filter(|count| upper || count != "0");
        if says(&before) == says(&after) {
            continue;
        }
        let value = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<u64>().ok());
        let effect = match (value(&before), value(&after)) {
            (None, _) => Effect::Tighter,
            (_, None) => Effect::Looser,
            (Some(was), Some(is)) if (is < was) == upper => Effect::Tighter,
            _ => Effect::Looser,
        };
        say(rule, word, before, after, effect);
    }
    for upper in [false, true] {
        if let Some(Limit {
            rule,
            word,
            before,
            after,
            effect,
        }) = limits::compare(base, revision, upper)
        {
            say(rule, word, before, after, effect);
        }
    }
    if old.multiple_of != new.multiple_of {
        let effect = match (&old.multiple_of, &new.multiple_of) {
            (None, _) => Effect::Tighter,
            (_, None) => Effect::Looser,
            (Some(was), Some(is)) if limits::divides(was, is) => Effect::Tighter,
            (Some(was), Some(is)) if limits::divides(is, was) => Effect::Looser,
            _ => Effect::Other,
        };
        say(
            "multiple-of-changed",
            "The step",
            number(&old.multiple_of),
            number(&new.multiple_of),
            effect,
        );
    }
    if list.unique_items != items.unique_items {
        let effect = if items.unique_items {
            Effect::Tighter
        } else {
            Effect::Looser
        };
        let word = |unique: bool| Some(if unique { "unique" } else { "any" }.to_owned());
        say(
            "unique-items-changed",
            if items.unique_items {
                "are unique"
            } else {
                "may repeat"
            },
            word(list.unique_items),
            word(items.unique_items),
            effect,
        );
    }
    if object.names != members.names {
        let words = |names: &Option<NameRules>| names.as_ref().map(words_of);
        let effect = match (&object.names, &members.names) {
            (None, _) => Effect::Tighter,
            (_, None) => Effect::Looser,
            _ => Effect::Other,
        };
        say(
            "property-names-changed",
            "What the names of members may be",
            words(&object.names),
            words(&members.names),
            effect,
        );
    }
    if object.dependent != members.dependent {
        let needs = |rules: &ObjectRules| -> Vec<String> {
            let of_one = |(name, needs): (&String, &Vec<String>)| {
                needs
                    .iter()
                    .map(|need| format!("{name} needs {need}"))
                    .collect::<Vec<_>>()
            };
            rules.dependent.iter().flat_map(of_one).collect()
        };
        let (was, is) = (needs(object), needs(members));
        let within =
            |inner: &[String], outer: &[String]| inner.iter().all(|need| outer.contains(need));
        let effect = match (within(&was, &is), within(&is, &was)) {
            (true, _) => Effect::Tighter,
            (_, true) => Effect::Looser,
            _ => Effect::Other,
        };
        let text = |needs: &[String]| (!needs.is_empty()).then(|| needs.join(", "));
        say(
            "dependent-required-changed",
            "Which members need others",
            text(&was),
            text(&is),
            effect,
        );
    }
    patterns(wire, owner, direction, label, base, revision);
}

/// A rule for names in words.
fn words_of(names: &NameRules) -> String {
    let mut words = names.string.patterns.clone();
    words.extend(
        names
            .string
            .min_length
            .map(|least| format!("at least {least} characters")),
    );
    words.extend(
        names
            .string
            .max_length
            .map(|most| format!("at most {most} characters")),
    );
    words.extend(
        names
            .values
            .as_ref()
            .map(|values| format!("one of {}", values.join(", "))),
    );
    words.join(" and ")
}

/// Whether one pattern is narrower than another can't be decided.
fn patterns(
    wire: &mut Wire<'_>,
    owner: Owner,
    direction: Direction,
    label: &str,
    base: &Schema,
    revision: &Schema,
) {
    // What matches every text asks for nothing.
    let asks = |schema: &Schema| -> Vec<String> {
        let patterns = schema.string.patterns.iter();
        let patterns = patterns.filter(|pattern| !matches!(pattern.as_str(), "" | "^" | "$"));
        patterns.cloned().collect()
    };
    let (before, after) = (&asks(base), &asks(revision));
    if before == after {
        return;
    }
    let (rule, verdict, word) = match (before.is_empty(), after.is_empty()) {
        (true, _) => ("pattern-added", direction.narrower(), "has a pattern now"),
        (_, true) => (
            "pattern-removed",
            direction.pick(Verdict::Compatible, Verdict::Risky),
            "has no pattern any more",
        ),
        _ => (
            "pattern-changed",
            direction.pick(Verdict::Breaking, Verdict::Risky),
            "has another pattern",
        ),
    };
    let text = |patterns: &[String]| (!patterns.is_empty()).then(|| patterns.join(" and "));
    let said = Said::new(
        rule,
        format!("{} {word}", capital(label)),
        base.origin,
        revision.origin,
    )
    .from(text(before), text(after));
    wire.found(owner, Some(direction), verdict, said);
}
