//! Constraints -> the rules that are checked before a request is sent.

use serde_json::Number;

use crate::api::{Extra, Kind, Module, Rule, Type, TypeFile};
use crate::contract::{NumberRules, Use};
use crate::diagnostic::{Code, Diagnostic};

use super::Lower;
use super::plan::Plan;

/// The rules of a value.
pub(super) fn of(lower: &Lower<'_>, usage: &Use) -> Vec<Rule> {
    let schema = lower.ruled(usage.schema);
    match lower.plan(usage) {
        Plan::Plain(Type::String | Type::Secret | Type::SecretUri | Type::Text(_)) => {
            text(&schema.string)
        }
        Plan::Plain(Type::Integer { .. } | Type::Float { .. }) => number(&schema.number),
        plan @ (Plan::List(_) | Plan::Plain(Type::List(_))) => {
            let mut rules = Vec::new();
            rules.extend(
                schema
                    .array
                    .min_items
                    .filter(|&least| least > 0)
                    .map(Rule::MinItems),
            );
            rules.extend(schema.array.max_items.map(Rule::MaxItems));
            rules.extend(schema.array.unique_items.then_some(Rule::UniqueItems));
            if let Plan::List(items) = plan {
                rules.extend(each(lower, items, Rule::Items));
            }
            rules
        }
        plan @ (Plan::Entries(_) | Plan::Plain(Type::Map)) => {
            let mut rules = object(schema.object.min_properties, schema.object.max_properties);
            if let Plan::Entries(values) = plan {
                rules.extend(each(lower, values, Rule::Values));
            }
            rules
        }
        _ => Vec::new(),
    }
}

/// The rules of each element, where there are any.
fn each(lower: &Lower<'_>, usage: &Use, rule: fn(Vec<Rule>) -> Rule) -> Option<Rule> {
    Some(of(lower, usage))
        .filter(|rules| !rules.is_empty())
        .map(rule)
}

pub(super) fn object(least: Option<u64>, most: Option<u64>) -> Vec<Rule> {
    let least = least.filter(|&least| least > 0).map(Rule::MinProperties);
    least
        .into_iter()
        .chain(most.map(Rule::MaxProperties))
        .collect()
}

fn text(rules: &crate::contract::StringRules) -> Vec<Rule> {
    let least = rules
        .min_length
        .filter(|&least| least > 0)
        .map(Rule::MinLength);
    least
        .into_iter()
        .chain(rules.max_length.map(Rule::MaxLength))
        .chain(rules.patterns.iter().cloned().map(Rule::Pattern))
        .collect()
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

/// Patterns are documented and not checked: said once for every place.
pub(super) fn report_patterns(lower: &mut Lower<'_>, modules: &[Module], types: &[TypeFile]) {
    let mut places = Vec::new();
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
                let fields = object.fields.iter();
                places.extend(
                    fields
                        .filter(|field| has_pattern(&field.rules))
                        .map(|field| field.origin),
                );
                if matches!(&object.extra, Extra::Typed(_, rules) if has_pattern(rules)) {
                    places.push(def.origin);
                }
            }
            Kind::Union(union) => {
                let variants = union.variants.iter();
                places.extend(
                    variants
                        .filter(|variant| has_pattern(&variant.rules))
                        .map(|variant| variant.origin),
                );
            }
            Kind::Enum(_) | Kind::Alias(_) => {}
        }
    }
    for endpoint in modules.iter().flat_map(|module| &module.endpoints) {
        let params = endpoint.params.iter();
        places.extend(
            params
                .filter(|param| has_pattern(&param.rules))
                .map(|param| param.origin),
        );
        let contents = endpoint.body.iter().flat_map(crate::api::Body::contents);
        places.extend(
            contents
                .filter(|content| has_pattern(&content.rules))
                .map(|content| content.origin),
        );
    }
    for origin in places {
        lower.report(
            Diagnostic::warning(Code("LP0333"), "a `pattern` is documented, and not checked before a request is sent")
                .at(origin.place(), "")
                .help("say in the description what the value looks like, and leave the check to the server; or accept the warning"),
        );
    }
}

fn has_pattern(rules: &[Rule]) -> bool {
    rules.iter().any(|rule| match rule {
        Rule::Pattern(_) => true,
        Rule::Items(rules) | Rule::Values(rules) => has_pattern(rules),
        _ => false,
    })
}

/// A rule's sentences for the docs: "1 to 10000.", "At most 32 characters."
pub(super) fn facts(rules: &[Rule]) -> Vec<String> {
    let mut facts = Vec::new();
    let find = |pick: fn(&Rule) -> Option<String>| rules.iter().find_map(pick);
    let least = find(|rule| {
        if let Rule::Minimum(number) = rule {
            Some(number.to_string())
        } else {
            None
        }
    });
    let most = find(|rule| {
        if let Rule::Maximum(number) = rule {
            Some(number.to_string())
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
            Rule::Present => facts.push("Requests need it.".into()),
            Rule::Items(rules) => facts.push(format!("Each: {}", self::facts(rules).join(" "))),
            Rule::Values(rules) => {
                facts.push(format!("Each value: {}", self::facts(rules).join(" ")));
            }
            Rule::ExclusiveMinimum(number) => facts.push(format!("More than {number}.")),
            Rule::ExclusiveMaximum(number) => facts.push(format!("Less than {number}.")),
            Rule::MultipleOf(number) => facts.push(format!("A multiple of {number}.")),
            Rule::Pattern(pattern) => facts.push(format!(
                "Matches the pattern {}.",
                super::docs::code(pattern)
            )),
            Rule::UniqueItems => facts.push("No item twice.".into()),
            _ => {}
        }
    }
    facts
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
