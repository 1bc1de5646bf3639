//! Constraints of one schema that can't hold, whatever the value is.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::contract;
use crate::contract::by_value::equal;
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::{JsonType, Schema};
use crate::source::Origin;

use super::values;
use super::{Resolver, notes, own, rules};

impl<'a> Resolver<'a> {
    /// Tells what of a schema can't hold.
    pub(super) fn constraints(&mut self, schema: &'a Schema) {
        self.bounds(schema);
        self.listed_values(schema);
        self.patterns(schema);
        self.redaction(schema);
        for (keyword, types) in own::moot_keywords(schema) {
            self.tell(no_effect(schema.origin, keyword, types));
        }
    }

    fn bounds(&mut self, schema: &Schema) {
        let number = contract::NumberRules {
            minimum: schema.minimum.clone(),
            exclusive_minimum: schema.exclusive_minimum.clone(),
            maximum: schema.maximum.clone(),
            exclusive_maximum: schema.exclusive_maximum.clone(),
            multiple_of: None,
        };
        if let Some((low, high)) = rules::contradiction(&number) {
            self.tell(cannot_hold(
                schema,
                low,
                high,
                "no number is between the two",
            ));
        } else if schema.types == [JsonType::Integer]
            && let Some((low, high)) = rules::nothing_whole(&number)
        {
            self.tell(cannot_hold(
                schema,
                low,
                high,
                "no integer is between the two",
            ));
        } else if let Some((low, high)) = rules::no_multiple(&number, schema.multiple_of.as_ref()) {
            self.tell(cannot_hold(
                schema,
                low,
                high,
                "no multiple of `multipleOf` is between the two",
            ));
        }
        let counts = [
            (
                "minLength",
                schema.min_length,
                "maxLength",
                schema.max_length,
                "no text has such a length",
            ),
            (
                "minItems",
                schema.min_items,
                "maxItems",
                schema.max_items,
                "no array has such a length",
            ),
            (
                "minProperties",
                schema.min_properties,
                "maxProperties",
                schema.max_properties,
                "no object has so many members",
            ),
            (
                "minContains",
                schema.min_contains.filter(|_| schema.contains.is_some()),
                "maxContains",
                schema.max_contains,
                "no array has so many of these items",
            ),
            (
                "minContains",
                schema.min_contains.filter(|_| schema.contains.is_some()),
                "maxItems",
                schema.max_items,
                "no array of such a length has so many of these items",
            ),
            (
                "required",
                Some(schema.required.iter().collect::<BTreeSet<_>>().len() as u64),
                "maxProperties",
                schema.max_properties,
                "no object of so few members has all of these",
            ),
        ];
        for (low, lower, high, upper, why) in counts {
            if matches!((lower, upper), (Some(lower), Some(upper)) if lower > upper) {
                self.tell(cannot_hold(schema, low, high, why));
            }
        }
    }

    fn listed_values(&mut self, schema: &'a Schema) {
        let place = |keyword: &str| schema.origin.value_of(keyword);
        if let Some(listed) = &schema.values {
            for (index, value) in listed.iter().enumerate() {
                let value_place = self.item(&place("enum"), index);
                self.listed_value(schema, value, "enum", value_place);
            }
            let says_null = schema.types.contains(&JsonType::Null);
            if says_null && !listed.is_empty() && !listed.iter().any(Value::is_null) {
                self.tell(
                    Diagnostic::warning(
                        Code("LP0224"),
                        "`type` allows null, and `enum` does not list it: null is not allowed",
                    )
                    .at(place("enum"), "null is not listed here")
                    .at(place("type"), "null is allowed here")
                    .help("add `null` to `enum`, or take it out of `type`"),
                );
            }
        }
        if let Some(constant) = &schema.constant {
            let other = schema
                .values
                .as_ref()
                .is_some_and(|listed| !listed.iter().any(|value| equal(value, constant)));
            if other {
                self.tell(cannot_hold(
                    schema,
                    "const",
                    "enum",
                    "the value is not in the list",
                ));
            }
            self.listed_value(schema, constant, "const", place("const"));
        }
    }

    /// A value of `enum` or `const` has to pass what stands beside it.
    fn listed_value(
        &mut self,
        schema: &Schema,
        value: &Value,
        keyword: &str,
        place: crate::source::Place,
    ) {
        // Null is allowed by being listed.
        if value.is_null() {
            return;
        }
        let Err(reason) = values::fits_scalar_rules(&own::scalar_rules(schema), value) else {
            return;
        };
        self.tell(
            Diagnostic::warning(
                Code("LP0231"),
                format!(
                    "the value {} of `{keyword}` breaks the schema that it stands in",
                    values::shown(value)
                ),
            )
            .at(place, reason)
            .help("change the value, or the rule that it breaks; until then the crate leaves the value out"),
        );
    }

    fn patterns(&mut self, schema: &Schema) {
        if let Some(pattern) = &schema.pattern
            && let Err(error) = parsed(pattern)
        {
            let place = schema.origin.value_of("pattern");
            self.tell(error.diagnostic(pattern).at(place, error.label()));
        }
        for pattern in schema.pattern_properties.keys() {
            if let Err(error) = parsed(pattern) {
                let properties = self.sources.member(schema.origin, "patternProperties");
                let place = properties.key_of(pattern);
                self.tell(error.diagnostic(pattern).at(place, error.label()));
            }
        }
    }

    fn redaction(&mut self, schema: &Schema) {
        let Some(value) = schema.extensions.get(notes::REDACT) else {
            return;
        };
        if !matches!(value.as_str(), Some("value" | "query")) {
            self.tell(
                Diagnostic::error(
                    Code("LP0236"),
                    format!("`{}` is {}", notes::REDACT, values::shown(value)),
                )
                .at(
                    schema.origin.value_of(notes::REDACT),
                    "neither `value` nor `query`",
                )
                .help("`value` hides the whole value, `query` hides the query of a URI"),
            );
        }
    }
}

/// Whether a pattern is a regular expression of ECMA-262, with the `u` flag or, as older ones are written, without it.
fn parsed(pattern: &str) -> Result<(), Unparsed> {
    // The parser recurses: what no person writes is not given to it.
    const NESTING: usize = 64;
    const LENGTH: usize = 8_192;
    if pattern.len() > LENGTH {
        return Err(Unparsed::TooLarge(format!(
            "it is longer than {LENGTH} bytes"
        )));
    }
    if nesting(pattern) > NESTING {
        return Err(Unparsed::TooLarge(format!(
            "its groups are nested more than {NESTING} deep"
        )));
    }
    match regress::Regex::with_flags(pattern, "u") {
        Ok(_) => Ok(()),
        Err(error) => regress::Regex::new(pattern)
            .map(drop)
            .map_err(|_| Unparsed::Invalid(error.to_string())),
    }
}

/// Why a pattern is not looked at.
enum Unparsed {
    TooLarge(String),
    Invalid(String),
}

impl Unparsed {
    fn diagnostic(&self, pattern: &str) -> Diagnostic {
        let shown = values::shown(&Value::from(pattern));
        match self {
            Self::TooLarge(why) => Diagnostic::warning(
                Code("LP0235"),
                format!("the pattern {shown} is not looked at: {why}"),
            )
            .help("say the same in fewer words; until then it is only documented"),
            Self::Invalid(error) => Diagnostic::error(
                Code("LP0235"),
                format!("the pattern {shown} is no regular expression: {error}"),
            )
            .help("patterns are regular expressions of ECMA-262, as JavaScript has them"),
        }
    }

    fn label(&self) -> &'static str {
        match self {
            Self::TooLarge(_) => "too large",
            Self::Invalid(_) => "not a valid pattern",
        }
    }
}

/// How deep the groups of a pattern are nested, at most.
fn nesting(pattern: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut chars = pattern.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => {
                chars.next();
            }
            '(' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn cannot_hold(schema: &Schema, low: &str, high: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code("LP0230"),
        format!("`{low}` and `{high}` can't both hold: {why}"),
    )
    .at(schema.origin.value_of(low), "this one")
    .at(schema.origin.value_of(high), "against this one")
    .help("change one of the two")
}

/// A rule that is about other types than the schema has.
pub(super) fn no_effect(origin: Origin, keyword: &str, types: contract::Types) -> Diagnostic {
    let types = values::type_words(types);
    Diagnostic::warning(
        Code("LP0226"),
        format!("`{keyword}` says nothing about a value of type {types}"),
    )
    .at(origin.key_of(keyword), "has no effect here")
    .help("remove it, or change the type")
}
