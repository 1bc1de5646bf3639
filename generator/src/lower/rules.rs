//! Constraints -> the rules that are checked before a request is sent.

use serde_json::Number;

use crate::api::{Extra, Kind, Module, Rule, Type, TypeFile};
use crate::contract::{
    self, Condition, Media, NumberRules, ObjectRules, Schema, Statement, StringRules, Use, inline,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::pattern;
use crate::source::Origin;

use super::plan::Plan;
use super::{Lower, undeclared};

/// The rules of a value.
pub(super) fn of(lower: &Lower<'_>, usage: &Use) -> Vec<Rule> {
    let schema = lower.ruled(usage.schema);
    let mut rules = of_shape(lower, usage, schema);
    // A struct has them itself.
    if !matches!(lower.plan(usage), Plan::Struct(_)) {
        rules.extend(conditions(schema));
    }
    rules
}

/// The rules of a body of items: of each, and of the list where the document describes that.
pub(super) fn of_items(lower: &Lower<'_>, media: &Media, item: &Use) -> Vec<Rule> {
    let whole = media
        .schema
        .as_ref()
        .filter(|_| media.item_schema.is_none());
    let whole = whole.map(|usage| lower.ruled(usage.schema));
    let mut rules = match whole {
        Some(schema) if schema.array.items.is_some() => of_list(schema),
        _ => Vec::new(),
    };
    rules.extend(each(lower, item, Rule::Items));
    rules
}

/// What has to hold of a value as a whole.
pub(super) fn conditions(schema: &Schema) -> Vec<Rule> {
    let undeclared = undeclared::condition(schema);
    let all = undeclared.iter().chain(&schema.conditions);
    all.flat_map(holds).collect()
}

pub(super) fn holds(condition: &Condition) -> Vec<Rule> {
    let mut rules = Vec::new();
    add_holds(&condition.says, &mut rules);
    rules
}

fn add_holds(says: &Statement, rules: &mut Vec<Rule>) {
    let words = says.words("it");
    match says {
        // What would need brackets is said and checked by itself.
        Statement::All(all) if words.starts_with('(') => {
            all.iter().for_each(|one| add_holds(one, rules));
        }
        says => rules.push(Rule::Holds {
            words,
            says: says.clone(),
        }),
    }
}

fn of_shape(lower: &Lower<'_>, usage: &Use, schema: &Schema) -> Vec<Rule> {
    match lower.plan(usage) {
        Plan::Plain(Type::String | Type::Secret | Type::SecretUri | Type::Text(_)) => {
            text(&schema.string)
        }
        Plan::Plain(Type::Base64) => of_encoded(&schema.string),
        Plan::Narrowed(_, values) if values.is_empty() => Vec::new(),
        Plan::Narrowed(_, values) => vec![Rule::OneOf(values.clone())],
        Plan::Plain(Type::Integer { .. }) => number(&whole(&schema.number)),
        Plan::Plain(Type::Float | Type::Decimal) => number(&schema.number),
        plan @ (Plan::List(_) | Plan::Plain(Type::List(_))) => {
            let mut rules = of_list(schema);
            if let Plan::List(items) = plan {
                rules.extend(each(lower, items, Rule::Items));
            }
            rules
        }
        plan @ (Plan::Entries(_) | Plan::Plain(Type::Map)) => {
            let mut rules = object(&schema.object);
            rules.extend(names_by_pattern(&schema.object));
            if let Plan::Entries(values) = plan {
                rules.extend(each(lower, values, Rule::Values));
            }
            rules
        }
        _ => Vec::new(),
    }
}

/// The rules of a list, without those of its items.
fn of_list(schema: &Schema) -> Vec<Rule> {
    let rules = &schema.array;
    let least = rules.min_items.filter(|&least| least > 0);
    let least = least.map(Rule::MinItems);
    least
        .into_iter()
        .chain(rules.max_items.map(Rule::MaxItems))
        .chain(rules.unique_items.then_some(Rule::UniqueItems))
        .collect()
}

/// The rules of each element, where there are any.
fn each(lower: &Lower<'_>, usage: &Use, rule: fn(Vec<Rule>) -> Rule) -> Option<Rule> {
    Some(of(lower, usage))
        .filter(|rules| !rules.is_empty())
        .map(rule)
}

/// Of a map by one pattern: the names match it.
fn names_by_pattern(rules: &ObjectRules) -> Option<Rule> {
    let (written, _) = rules.patterns.first()?;
    let checked = pattern::translated(written).ok()?;
    let rule = Rule::Pattern {
        written: written.clone(),
        checked: Some(checked),
    };
    (rules.patterns.len() == 1 && !super::plan::matches_all(written))
        .then(|| Rule::Names(vec![rule]))
}

/// The rules of an object as a whole.
pub(super) fn object(rules: &ObjectRules) -> Vec<Rule> {
    let least = rules
        .min_properties
        .filter(|&least| least > 0)
        .map(Rule::MinProperties);
    let names = rules.names.as_ref().map(|names| {
        let mut of_name = text(&names.string);
        of_name.extend(names.values.clone().map(Rule::OneOf));
        Rule::Names(of_name)
    });
    let dependent = rules
        .dependent
        .iter()
        .map(|(name, needs)| Rule::Dependent(name.clone(), needs.clone()));
    least
        .into_iter()
        .chain(rules.max_properties.map(Rule::MaxProperties))
        .chain(names)
        .chain(dependent)
        .collect()
}

fn text(rules: &StringRules) -> Vec<Rule> {
    let least = rules
        .min_length
        .filter(|&least| least > 0)
        .map(Rule::MinLength);
    least
        .into_iter()
        .chain(rules.max_length.map(Rule::MaxLength))
        .chain(rules.patterns.iter().map(|written| Rule::Pattern {
            written: written.clone(),
            checked: pattern::translated(written).ok(),
        }))
        .collect()
}

/// Of the text that bytes travel as: its length is known, and a pattern asks for the text itself.
fn of_encoded(rules: &StringRules) -> Vec<Rule> {
    let of_text = |rule| match rule {
        Rule::Pattern {
            written,
            checked: Some(_),
        } => {
            let says = Statement::Text(StringRules {
                patterns: vec![written],
                ..StringRules::default()
            });
            let words = says.words("it");
            Rule::Holds { words, says }
        }
        rule => rule,
    };
    text(rules).into_iter().map(of_text).collect()
}

/// Of integers, below 101 is at most 100, however the document says it.
fn whole(rules: &NumberRules) -> NumberRules {
    let mut rules = rules.clone();
    let next = |bound: &Option<Number>, step| bound.as_ref()?.as_i64()?.checked_add(step);
    if let (None, Some(most)) = (&rules.maximum, next(&rules.exclusive_maximum, -1)) {
        (rules.maximum, rules.exclusive_maximum) = (Some(most.into()), None);
    }
    if let (None, Some(least)) = (&rules.minimum, next(&rules.exclusive_minimum, 1)) {
        (rules.minimum, rules.exclusive_minimum) = (Some(least.into()), None);
    }
    rules
}

fn number(rules: &NumberRules) -> Vec<Rule> {
    let of = |bound: &Option<Number>, rule: fn(Number) -> Rule| bound.clone().map(rule);
    [
        of(&rules.minimum, Rule::Minimum),
        of(&rules.maximum, Rule::Maximum),
        of(&rules.exclusive_minimum, Rule::ExclusiveMinimum),
        of(&rules.exclusive_maximum, Rule::ExclusiveMaximum),
        of(&rules.multiple_of, Rule::MultipleOf),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Patterns that can't be checked are documented: said once for every place.
pub(super) fn report_patterns(lower: &mut Lower<'_>, modules: &[Module], types: &[TypeFile]) {
    let mut places: Vec<(Origin, &str)> = Vec::new();
    let mut look = |origin: Origin, rules| {
        places.extend(unchecked(rules).map(|pattern| (origin, pattern)));
    };
    let inline = modules
        .iter()
        .flat_map(|module| &module.endpoints)
        .flat_map(|endpoint| &endpoint.types);
    for def in types
        .iter()
        .flat_map(|file| &file.types)
        .chain(inline)
        .filter(|def| def.sent)
    {
        match &def.kind {
            Kind::Struct(object) => {
                for field in &object.fields {
                    look(field.origin, &field.rules);
                }
                if let Extra::Typed(_, rules) = &object.extra {
                    look(def.origin, rules);
                }
                look(def.origin, &object.rules);
            }
            Kind::Union(union) => {
                for variant in &union.variants {
                    look(variant.origin, &variant.rules);
                }
            }
            Kind::Enum(_) | Kind::Alias(_) => {}
        }
    }
    for endpoint in modules.iter().flat_map(|module| &module.endpoints) {
        for param in &endpoint.params {
            look(param.origin, &param.rules);
        }
        for content in endpoint.body.iter().flat_map(crate::api::Body::contents) {
            look(content.origin, &content.rules);
        }
    }
    for (origin, pattern) in places {
        let Err(reason) = pattern::translated(pattern) else {
            continue;
        };
        let pattern = contract::inline(pattern);
        lower.report(
            Diagnostic::warning(Code("LP0333"), format!("the pattern {pattern} is documented, and not checked before a request is sent: {reason}"))
                .at(origin.value_of("pattern"), "not checked")
                .help("say it without look-behind, back-references, Java's names of classes (`\\p{Alnum}`), and look-ahead but from the start; or leave the check to the server, and accept the warning"),
        );
    }
}

/// The patterns among some rules that are not checked.
fn unchecked(rules: &[Rule]) -> Box<dyn Iterator<Item = &str> + '_> {
    Box::new(rules.iter().flat_map(|rule| match rule {
        Rule::Pattern {
            written,
            checked: None,
        } => Box::new(std::iter::once(written.as_str())),
        Rule::Items(rules) | Rule::Values(rules) | Rule::Names(rules) => unchecked(rules),
        _ => Box::new(std::iter::empty()) as Box<dyn Iterator<Item = &str>>,
    }))
}

/// A rule's sentences for the docs: "1 to 10000.", "At most 32 characters."
pub(super) fn facts(rules: &[Rule]) -> Vec<String> {
    let mut facts = Vec::new();
    let find = |pick: fn(&Rule) -> Option<String>| rules.iter().find_map(pick);
    let least = find(|rule| {
        if let Rule::Minimum(number) = rule {
            Some(plain(number))
        } else {
            None
        }
    });
    let most = find(|rule| {
        if let Rule::Maximum(number) = rule {
            Some(plain(number))
        } else {
            None
        }
    });
    match (least, most) {
        (Some(least), Some(most)) if least == most => facts.push(format!("Always {least}.")),
        (Some(least), Some(most)) => facts.push(format!("{least} to {most}.")),
        (Some(least), None) => facts.push(format!("At least {least}.")),
        (None, Some(most)) => facts.push(format!("At most {most}.")),
        (None, None) => {}
    }
    range(&mut facts, rules, "character", |rule| match rule {
        Rule::MinLength(least) => Some((Some(*least), None)),
        Rule::MaxLength(most) => Some((None, Some(*most))),
        _ => None,
    });
    range(&mut facts, rules, "item", |rule| match rule {
        Rule::MinItems(least) => Some((Some(*least), None)),
        Rule::MaxItems(most) => Some((None, Some(*most))),
        _ => None,
    });
    range(&mut facts, rules, "member", |rule| match rule {
        Rule::MinProperties(least) => Some((Some(*least), None)),
        Rule::MaxProperties(most) => Some((None, Some(*most))),
        _ => None,
    });
    for rule in rules {
        match rule {
            Rule::Items(rules) => facts.push(format!("Each: {}", self::facts(rules).join(" "))),
            Rule::Values(rules) => {
                facts.push(format!("Each value: {}", self::facts(rules).join(" ")));
            }
            Rule::ExclusiveMinimum(number) => facts.push(format!("More than {}.", plain(number))),
            Rule::ExclusiveMaximum(number) => facts.push(format!("Less than {}.", plain(number))),
            Rule::MultipleOf(number) => facts.push(format!("A multiple of {}.", plain(number))),
            Rule::Pattern { written, .. } => {
                facts.push(format!("Matches the pattern {}.", inline(written)))
            }
            Rule::OneOf(values) => facts.push(match &values[..] {
                [only] => format!("Always {}.", inline(only)),
                _ => format!("One of {}.", codes(values)),
            }),
            Rule::Names(rules) => {
                facts.push(format!("Each name: {}", self::facts(rules).join(" ")))
            }
            Rule::Dependent(name, needs) => {
                facts.push(format!("With {} also {}.", inline(name), codes(needs)))
            }
            Rule::UniqueItems => facts.push("No item twice.".into()),
            Rule::Holds { says, words } => facts.push(match says {
                Statement::Is(values) if values.len() == 1 => {
                    format!("Always {}.", inline(&values[0].to_string()))
                }
                _ => sentence(words),
            }),
            _ => {}
        }
    }
    facts
}

/// A number as people write it: `100` for `100.0`.
fn plain(number: &Number) -> String {
    let text = number.to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// Words as a sentence.
fn sentence(words: &str) -> String {
    // One of several that have parts: `(..) or (..)`.
    if words.starts_with('(') {
        return format!("Either {words}.");
    }
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    format!(
        "{}{}.",
        first.map(String::from).unwrap_or_default(),
        letters.as_str()
    )
}

/// Several texts as inline code.
fn codes(texts: &[String]) -> String {
    let codes: Vec<String> = texts.iter().map(|text| inline(text)).collect();
    codes.join(", ")
}

/// The least and the most.
type Limits = (Option<u64>, Option<u64>);

fn range(facts: &mut Vec<String>, rules: &[Rule], noun: &str, pick: fn(&Rule) -> Option<Limits>) {
    let (mut least, mut most) = (None, None);
    for (low, high) in rules.iter().filter_map(pick) {
        least = least.or(low);
        most = most.or(high);
    }
    let plural = |count: u64| {
        if count == 1 {
            noun.to_owned()
        } else {
            format!("{noun}s")
        }
    };
    match (least, most) {
        (Some(least), Some(most)) if least == most => {
            facts.push(format!("Exactly {least} {}.", plural(least)))
        }
        (Some(least), Some(most)) => facts.push(format!("{least} to {most} {}.", plural(most))),
        (Some(least), None) => facts.push(format!("At least {least} {}.", plural(least))),
        (None, Some(most)) => facts.push(format!("At most {most} {}.", plural(most))),
        (None, None) => {}
    }
}
