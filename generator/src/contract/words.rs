//! Conditions in words: "there is `postal_code` where `country` is `US`".

use serde_json::Value;

use super::{CountRules, NumberRules, Statement, StringRules};
use crate::openapi::JsonType;

impl Statement {
    /// The statement as a sentence without a full stop, about what is called `it`.
    #[must_use]
    pub fn words(&self, it: &str) -> String {
        match self {
            Self::Is(values) => format!("{it} is {}", list(values.iter().map(shown), "or")),
            Self::Kind(kinds) => format!("{it} is {}", list(kinds.iter().map(kind), "or")),
            Self::Text(rules) => list(text(rules).map(|rule| format!("{it} {rule}")), "and"),
            Self::Number(rules) => list(number(rules).map(|rule| format!("{it} {rule}")), "and"),
            Self::Has(name) => format!("there is {}", code(name)),
            Self::Member(name, says) => says.words(&code(name)),
            Self::Contains(says, least, most) => {
                let count = match (least, most) {
                    (1, None) => "at least one".to_owned(),
                    (least, None) => format!("at least {least}"),
                    (0, Some(0)) => "none".to_owned(),
                    (0, Some(most)) => format!("at most {most}"),
                    (least, Some(most)) if least == most => format!("exactly {least}"),
                    (least, Some(most)) => format!("{least} to {most}"),
                };
                let owner = owner(it);
                format!("for {count} of {owner}, {}", says.words("it"))
            }
            Self::Each(says) => {
                let owner = owner(it);
                format!("for each of {owner}, {}", says.words("it"))
            }
            Self::Items(rules) => count(it, *rules, "item"),
            Self::Unique => format!("{it} has no two equal items"),
            Self::Members(rules) => count(it, *rules, "member"),
            Self::All(all) if all.is_empty() => "it is anything".to_owned(),
            Self::Any(any) if any.is_empty() => "it is nothing".to_owned(),
            Self::All(all) => match names(all) {
                Some(names) => format!("there are {}", list(names, "and")),
                None => list(told(all).map(|one| one.within(it)), "and"),
            },
            Self::Any(any) => match (names(any), &any[..]) {
                (Some(names), _) => format!("there is {}", list(names, "or")),
                (None, [Self::Not(one), Self::Not(other)])
                    if let (Self::Has(one), Self::Has(other)) = (&**one, &**other) =>
                {
                    format!("there is at most one of {} and {}", code(one), code(other))
                }
                (None, _) => list(any.iter().map(|one| one.within(it)), "or"),
            },
            Self::One(one) => match (names(one), &one[..]) {
                (Some(names), [_, _]) => {
                    format!("there is {}, and not both", list(names, "or"))
                }
                (Some(names), _) => format!("there is exactly one of {}", list(names, "and")),
                (None, _) => {
                    let one = one.iter().map(|one| one.within(it));
                    format!("exactly one of these holds: {}", list(one, "or"))
                }
            },
            Self::Not(says) => says.denied(it),
            Self::Where(says, then, otherwise) => {
                let says = says.words(it);
                match (&**then, &**otherwise) {
                    (then, otherwise) if *otherwise == Self::NOTHING => {
                        format!("{} where {says}", then.words(it))
                    }
                    (then, otherwise) if *then == Self::NOTHING => {
                        format!("{} unless {says}", otherwise.words(it))
                    }
                    (then, otherwise) => format!(
                        "{} where {says}, and elsewhere {}",
                        then.words(it),
                        otherwise.words(it)
                    ),
                }
            }
        }
    }

    /// That the statement does not hold.
    fn denied(&self, it: &str) -> String {
        let rules: Vec<String> = match self {
            Self::Is(values) => values.iter().map(shown).collect(),
            Self::Kind(kinds) => kinds.iter().map(kind).collect(),
            Self::Number(rules) => number(rules).collect(),
            Self::Text(rules) => text(rules).collect(),
            _ => Vec::new(),
        };
        match (self, &rules[..]) {
            (Self::Is(_) | Self::Kind(_), _) => {
                format!("{it} is not {}", list(rules.into_iter(), "or"))
            }
            (Self::Unique, _) => format!("{it} has two equal items"),
            (Self::Number(_), [rule]) => format!("{it} {}", rule.replacen("is", "is not", 1)),
            (Self::Text(_), [rule]) => {
                let rule = rule.replacen("matches", "match", 1);
                format!("{it} does not {}", rule.replacen("has", "have", 1))
            }
            (Self::Has(name), _) => format!("there is no {}", code(name)),
            (Self::All(all) | Self::Any(all), _) => match (names(all), self) {
                (Some(names), Self::All(_)) => {
                    format!("there are not all of {}", list(names, "and"))
                }
                (Some(names), _) => format!("there is none of {}", list(names, "and")),
                (None, _) => format!("it is not so that {}", self.words(it)),
            },
            _ => format!("it is not so that {}", self.words(it)),
        }
    }

    /// In a list: in brackets where it is one itself.
    fn within(&self, it: &str) -> String {
        let words = self.words(it);
        match self {
            Self::All(all) | Self::Any(all) | Self::One(all) if all.len() > 1 => {
                format!("({words})")
            }
            Self::Where(..) | Self::Each(_) => format!("({words})"),
            _ => words,
        }
    }
}

/// The names of members, where there being such is all that is said.
fn names(all: &[Statement]) -> Option<impl Iterator<Item = String>> {
    let names: Option<Vec<String>> = all
        .iter()
        .map(|one| match one {
            Statement::Has(name) => Some(code(name)),
            _ => None,
        })
        .collect();
    names.filter(|names| names.len() > 1).map(Vec::into_iter)
}

/// What is worth saying: that there is a member goes without saying where its value is said.
fn told(all: &[Statement]) -> impl Iterator<Item = &Statement> {
    all.iter().filter(|one| {
        let Statement::Has(name) = one else {
            return true;
        };
        let valued = |other: &Statement| match other {
            Statement::Member(known, says) => known == name && matches!(**says, Statement::Is(_)),
            _ => false,
        };
        !all.iter().any(valued)
    })
}

fn owner(it: &str) -> String {
    if it == "it" {
        "its items".to_owned()
    } else {
        format!("the items of {it}")
    }
}

/// `it has 2 to 4 items`
fn count(it: &str, rules: CountRules, thing: &str) -> String {
    let plural = |count: u64| if count == 1 { "" } else { "s" };
    match (rules.least, rules.most) {
        (Some(least), Some(most)) if least == most => {
            format!("{it} has exactly {least} {thing}{}", plural(most))
        }
        (Some(least), Some(most)) => format!("{it} has {least} to {most} {thing}{}", plural(most)),
        (Some(least), None) => format!("{it} has at least {least} {thing}{}", plural(least)),
        (None, Some(0)) => format!("{it} has no {thing}s"),
        (None, Some(most)) => format!("{it} has at most {most} {thing}{}", plural(most)),
        (None, None) => format!("{it} has any number of {thing}s"),
    }
}

fn text(rules: &StringRules) -> impl Iterator<Item = String> {
    let least = rules
        .min_length
        .map(|least| format!("has at least {least} characters"));
    let most = rules
        .max_length
        .map(|most| format!("has at most {most} characters"));
    let patterns = rules.patterns.iter();
    let patterns: Vec<String> = patterns
        .map(|pattern| format!("matches the pattern {}", code(pattern)))
        .collect();
    least.into_iter().chain(most).chain(patterns)
}

fn number(rules: &NumberRules) -> impl Iterator<Item = String> {
    let bounds = [
        (&rules.minimum, "is at least"),
        (&rules.maximum, "is at most"),
        (&rules.exclusive_minimum, "is above"),
        (&rules.exclusive_maximum, "is below"),
    ];
    let multiple = (rules.multiple_of.as_ref()).map(|unit| format!("is a multiple of {unit}"));
    bounds
        .into_iter()
        .filter_map(|(bound, words)| Some(format!("{words} {}", bound.as_ref()?)))
        .chain(multiple)
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => code(text),
        other => code(&other.to_string()),
    }
}

fn kind(kind: &JsonType) -> String {
    match kind {
        JsonType::Null => "null",
        JsonType::Boolean => "a boolean",
        JsonType::Object => "an object",
        JsonType::Array => "an array",
        JsonType::Number => "a number",
        JsonType::String => "a string",
        JsonType::Integer => "an integer",
    }
    .to_owned()
}

/// Inline code on one line, whatever is in it.
fn code(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            visible.extend(letter.escape_default());
        } else {
            visible.push(letter);
        }
    }
    inline(&visible)
}

/// Text as inline code of Markdown, whatever backticks it holds.
pub(crate) fn inline(text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') || text.is_empty() {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// More than these are counted: nobody reads them in a line.
const SAID: usize = 30;

fn list(words: impl Iterator<Item = String>, last: &str) -> String {
    let mut words: Vec<String> = words.collect();
    if words.len() > SAID + 1 {
        let more = words.len() - SAID;
        words.truncate(SAID);
        words.push(format!("{more} more"));
    }
    match words.pop() {
        None => String::new(),
        Some(only) if words.is_empty() => only,
        Some(end) => format!("{} {last} {end}", words.join(", ")),
    }
}
