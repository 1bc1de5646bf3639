//! Is this JSON value valid for this schema? Asked of every `default` and every example.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::contract::by_value::{self, equal, key};
use crate::contract::{Additional, Contract, Schema, SchemaId, Types, Union, Use};
use crate::parallel;
use crate::pattern::Pattern;
use crate::source::Sources;

use super::finish::Settled;
use super::matched::MATCHES;
use super::reason::{Reason, Step};
use super::{formats, own, prune, rules};

/// How deep a value is followed; documents are not nested deeper.
const DEPTH: usize = 256;

/// Tells which values break their schemas, and takes them out of the contract. `lost`: a `$ref` of the document leads to nothing, and what it stands for takes every value.
pub(super) fn check(
    contract: &mut Contract,
    checks: &[Settled<'_>],
    lost: bool,
    sources: &mut Sources,
    problems: &mut Vec<crate::diagnostic::Diagnostic>,
) {
    let mut broken = HashSet::new();
    let whole = &*contract;
    let held = parallel::each(checks.len(), |index| {
        let Settled {
            schema,
            nullable,
            value,
            ..
        } = checks[index];
        let mut validator = Validator::new(whole);
        validator.lost = lost;
        validator.valid(schema, nullable, value, DEPTH)
    });
    for (check, held) in checks.iter().zip(held) {
        let Err(reason) = held else {
            continue;
        };
        broken.insert(check.value);
        let pointer = reason.pointer();
        let at = if pointer.is_empty() {
            String::new()
        } else {
            format!(" at `{pointer}`")
        };
        let mut place = check.place.clone();
        for step in reason.path.iter().rev() {
            let node = match place.member {
                Some(member) => sources.member(place.origin, &member),
                None => place.origin,
            };
            place = match step {
                Step::Member(name) => node.value_of(name),
                Step::Item(index) => sources.item(node, *index).place(),
            };
        }
        problems.push(
            crate::diagnostic::Diagnostic::warning(
                check.code,
                format!("the {} breaks its own schema{at}", check.what),
            )
            .at(place, reason.message)
            .help(format!(
                "change the {0}, or the schema; until then the crate leaves the {0} out",
                check.what
            )),
        );
    }
    if !broken.is_empty() {
        prune::broken(contract, &broken);
    }
}

/// Whether a value is valid for a use of a schema.
pub(super) fn is_valid(
    contract: &Contract,
    schema: SchemaId,
    nullable: bool,
    value: &Value,
) -> bool {
    Validator::new(contract)
        .valid(schema, nullable, value, DEPTH)
        .is_ok()
}

/// Holds one value against its schema.
struct Validator<'a> {
    contract: &'a Contract,
    /// What takes every value may do so by mistake: that several variants match says nothing.
    lost: bool,
    /// What came of holding a node of the value against a union: variants that share their parts would ask again and again, each time twice as often.
    choices: HashMap<(SchemaId, *const Value), Result<(), Reason>>,
    /// How often a member's name was held against a pattern.
    matched: usize,
}

impl<'a> Validator<'a> {
    fn new(contract: &'a Contract) -> Self {
        Self {
            contract,
            lost: false,
            choices: HashMap::new(),
            matched: 0,
        }
    }

    fn valid(
        &mut self,
        id: SchemaId,
        nullable: bool,
        value: &Value,
        depth: usize,
    ) -> Result<(), Reason> {
        let schema = self.contract.schema(id);
        if value.is_null() {
            return if nullable {
                Ok(())
            } else {
                Err(Reason::new(format!(
                    "is null, and has to be {}",
                    type_phrase(schema.types)
                )))
            };
        }
        let Some(depth) = depth.checked_sub(1) else {
            return Ok(());
        };
        if let Some(union) = &schema.union {
            let key = (id, std::ptr::from_ref(value));
            if let Some(known) = self.choices.get(&key) {
                return known.clone();
            }
            let outcome = self.in_union(union, value, depth);
            self.choices.insert(key, outcome.clone());
            return outcome;
        }
        fits_scalar_rules(schema, value).map_err(Reason::new)?;
        if let Value::String(text) = value {
            formats::fits(schema, text).map_err(Reason::new)?;
        }
        if let Some(values) = &schema.values
            && !values.iter().any(|listed| equal(listed, value))
        {
            let listed: Vec<String> = values.iter().take(8).map(shown).collect();
            let more = if values.len() > 8 { ", .." } else { "" };
            return Err(Reason::new(format!(
                "is {}, and has to be one of {}{more}",
                shown(value),
                listed.join(", ")
            )));
        }
        match value {
            Value::Array(items) => self.array(schema, items, depth)?,
            Value::Object(members) => self.object(schema, members, depth)?,
            _ => {}
        }
        let mut conditions = schema.conditions.iter();
        match conditions.find(|condition| !condition.says.holds(value)) {
            Some(condition) => Err(Reason::new(format!(
                "has to be such that {}",
                condition.says.words("it")
            ))),
            None => Ok(()),
        }
    }

    fn in_union(&mut self, union: &Union, value: &Value, depth: usize) -> Result<(), Reason> {
        // A tag that names its variant makes the better message.
        if let Some(discriminator) = &union.discriminator {
            let tag = value.get(&discriminator.property).and_then(Value::as_str);
            let named =
                tag.and_then(|tag| discriminator.mapping.iter().find(|(known, _)| known == tag));
            if let Some(index) = named.map(|(_, index)| *index).or(discriminator.default) {
                let variant = &union.variants[index].schema;
                return self.valid(variant.schema, variant.nullable, value, depth);
            }
        }
        let mut matched = 0;
        let mut nearest: Option<Reason> = None;
        for variant in &union.variants {
            match self.valid(variant.schema.schema, variant.schema.nullable, value, depth) {
                Ok(()) if !union.exactly_one => return Ok(()),
                Ok(()) => matched += 1,
                // The variant that was followed furthest is the one that was meant.
                Err(reason)
                    if nearest
                        .as_ref()
                        .is_none_or(|known| reason.path.len() > known.path.len()) =>
                {
                    nearest = Some(reason);
                }
                Err(_) => {}
            }
        }
        match matched {
            1 => Ok(()),
            2.. if self.lost => Ok(()),
            0 => {
                let reason = nearest.unwrap_or_else(|| Reason::new("has no variant to be"));
                Err(Reason {
                    message: format!("matches no variant; in the nearest it {}", reason.message),
                    path: reason.path,
                })
            }
            _ => Err(Reason::new(format!(
                "matches {matched} variants, and `oneOf` allows exactly one"
            ))),
        }
    }

    fn array(&mut self, schema: &Schema, items: &[Value], depth: usize) -> Result<(), Reason> {
        let rules = &schema.array;
        count(items.len(), "items", rules.min_items, rules.max_items)?;
        let mut seen = HashSet::new();
        for (index, item) in items.iter().enumerate() {
            let place = rules.prefix.get(index).or(rules.items.as_ref());
            if place.is_some_and(|place| self.is_never(place)) {
                let reason = format!(
                    "has no place: there are {} items at most",
                    rules.prefix.len()
                );
                return Err(Reason::new(reason).inside(Step::Item(index)));
            }
            if let Some(expected) = place {
                self.valid(expected.schema, expected.nullable, item, depth)
                    .map_err(|reason| reason.inside(Step::Item(index)))?;
            }
            if rules.unique_items && !seen.insert(key(item)) {
                return Err(Reason::new("stands twice, and items have to be unique")
                    .inside(Step::Item(index)));
            }
        }
        Ok(())
    }

    /// Whether nothing is a value of a schema: `false`.
    fn is_never(&self, usage: &Use) -> bool {
        !usage.nullable && self.contract.schema(usage.schema).types == Types::NONE
    }

    fn object(
        &mut self,
        schema: &Schema,
        members: &serde_json::Map<String, Value>,
        depth: usize,
    ) -> Result<(), Reason> {
        let rules = &schema.object;
        count(
            members.len(),
            "members",
            rules.min_properties,
            rules.max_properties,
        )?;
        for (name, property) in &rules.properties {
            let notes = &property.schema.notes;
            // An example is of a request or of a response, and one of the two does not have it.
            let one_way = notes.read_only || notes.write_only;
            if property.required && !one_way && !members.contains_key(name) {
                return Err(Reason::new(format!("has no `{name}`, which is required")));
            }
        }
        for name in rules.required_undeclared.keys() {
            if !members.contains_key(name) {
                return Err(Reason::new(format!("has no `{name}`, which is required")));
            }
        }
        for (name, needs) in &rules.dependent {
            let lacking = needs.iter().find(|need| !members.contains_key(*need));
            if let Some(need) = lacking.filter(|_| members.contains_key(name)) {
                return Err(Reason::new(format!(
                    "has `{name}`, and no `{need}`, which goes with it"
                )));
            }
        }
        if let Some(names) = &rules.names {
            for name in members.keys() {
                formats::fits_names(names, name).map_err(|reason| {
                    Reason::new(format!("has the name `{name}`, which {reason}"))
                })?;
            }
        }
        self.matched += members.len() * rules.patterns.len();
        if self.matched > MATCHES {
            return Err(Reason::new(
                "is too large to be held against `patternProperties`",
            ));
        }
        for (name, member) in members {
            let mut by_pattern = false;
            for (pattern, expected) in &rules.patterns {
                match Pattern::new(pattern) {
                    Some(pattern) if !pattern.matches(name) => continue,
                    Some(_) => self
                        .valid(expected.schema, expected.nullable, member, depth)
                        .map_err(|reason| reason.inside(Step::Member(name.clone())))?,
                    // A pattern that can't be run may be about any name.
                    None => {}
                }
                by_pattern = true;
            }
            let expected = match (rules.properties.get(name), &rules.additional) {
                (Some(property), _) => &property.schema,
                (None, _) if by_pattern => continue,
                (None, Additional::Typed(expected)) => expected,
                (None, Additional::Forbidden) => {
                    return Err(
                        Reason::new("is not declared, and no other members are allowed")
                            .inside(Step::Member(name.clone())),
                    );
                }
                (None, Additional::Unsaid | Additional::Any) => continue,
            };
            self.valid(expected.schema, expected.nullable, member, depth)
                .map_err(|reason| reason.inside(Step::Member(name.clone())))?;
        }
        Ok(())
    }
}

fn count(length: usize, what: &str, least: Option<u64>, most: Option<u64>) -> Result<(), Reason> {
    let length = length as u64;
    if let Some(least) = least.filter(|least| length < *least) {
        return Err(Reason::new(format!(
            "has {length} {what}, and the least is {least}"
        )));
    }
    if let Some(most) = most.filter(|most| length > *most) {
        return Err(Reason::new(format!(
            "has {length} {what}, and the most is {most}"
        )));
    }
    Ok(())
}

/// Whether a value has an allowed type and passes the rules for numbers and strings. The error says why not.
pub(crate) fn fits_scalar_rules(schema: &Schema, value: &Value) -> Result<(), String> {
    let kind = own::type_of(value);
    if rules::both(kind, schema.types) == Types::NONE {
        return Err(format!(
            "is {}, and has to be {}",
            shown(value),
            type_phrase(schema.types)
        ));
    }
    match value {
        Value::Number(number) => fits_number(schema, number),
        Value::String(text) => {
            let length = text.chars().count() as u64;
            let rules = &schema.string;
            if let Some(least) = rules.min_length.filter(|least| length < *least) {
                return Err(format!("has {length} characters, and the least is {least}"));
            }
            if let Some(most) = rules.max_length.filter(|most| length > *most) {
                return Err(format!("has {length} characters, and the most is {most}"));
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn fits_number(schema: &Schema, number: &serde_json::Number) -> Result<(), String> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let bounds = &schema.number;
    let against =
        |bound: &Option<serde_json::Number>, bad: &[std::cmp::Ordering], what: &str| match bound {
            Some(bound) if bad.contains(&by_value::compare(number, bound)) => {
                Err(format!("is {number}, and {what} {bound}"))
            }
            _ => Ok(()),
        };
    against(&bounds.minimum, &[Less], "the minimum is")?;
    against(&bounds.maximum, &[Greater], "the maximum is")?;
    against(&bounds.exclusive_minimum, &[Less, Equal], "has to be above")?;
    against(
        &bounds.exclusive_maximum,
        &[Greater, Equal],
        "has to be below",
    )?;
    if let Some(unit) = &bounds.multiple_of
        && !by_value::is_multiple(number, unit)
    {
        return Err(format!("is {number}, and has to be a multiple of {unit}"));
    }
    let range: Option<(i128, i128)> = match schema.format.as_deref() {
        Some("int8") => Some((i8::MIN.into(), i8::MAX.into())),
        Some("int16") => Some((i16::MIN.into(), i16::MAX.into())),
        Some("int32") => Some((i32::MIN.into(), i32::MAX.into())),
        Some("int64") => Some((i64::MIN.into(), i64::MAX.into())),
        Some("uint8") => Some((0, u8::MAX.into())),
        Some("uint16") => Some((0, u16::MAX.into())),
        Some("uint32") => Some((0, u32::MAX.into())),
        Some("uint64") => Some((0, u64::MAX.into())),
        _ => None,
    };
    if let (Some((least, most)), Some(value)) = (range, by_value::integer(number))
        && (value < least || value > most)
    {
        let format = schema.format.as_deref().unwrap_or_default();
        return Err(format!(
            "is {number}, which is out of the range of `{format}`"
        ));
    }
    Ok(())
}

/// A value in a message: short.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        value => {
            let text = value.to_string();
            if text.chars().count() > 40 {
                let start: String = text.chars().take(37).collect();
                format!("`{start}..`")
            } else {
                format!("`{text}`")
            }
        }
    }
}

/// A set of types in words: `string or null`.
pub(super) fn type_words(types: Types) -> String {
    let words: Vec<&str> = [
        (types.boolean, "boolean"),
        (types.integer && !types.number, "integer"),
        (types.number, "number"),
        (types.string, "string"),
        (types.array, "array"),
        (types.object, "object"),
    ]
    .into_iter()
    .filter_map(|(present, word)| present.then_some(word))
    .collect();
    if words.is_empty() {
        "null".to_owned()
    } else {
        words.join(" or ")
    }
}

/// A set of types with articles: `a string or an object`.
fn type_phrase(types: Types) -> String {
    let words = type_words(types);
    let phrases: Vec<String> = words
        .split(" or ")
        .map(|word| match word {
            "null" => word.to_owned(),
            "integer" | "array" | "object" => format!("an {word}"),
            word => format!("a {word}"),
        })
        .collect();
    phrases.join(" or ")
}
