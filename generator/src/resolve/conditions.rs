//! Schemas that only ask: what `not`, `if`, `contains` and `dependentSchemas` say, as statements about the value.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::contract::{Condition, CountRules, NumberRules, Statement, StringRules};
use crate::openapi::{JsonType, Schema};
use crate::pattern;

use super::{Resolver, own};

/// How deep a schema that only asks is followed.
const DEPTH: usize = 16;

/// How many statements one condition may have: more are no rule that anybody reads.
const STATEMENTS: usize = 64;

/// How many schemas are looked at for one condition: those that refer to each other are many more than are written.
const SCHEMAS: usize = 1_000;

/// Whether a schema has a keyword that says a condition, and no union beside it.
pub(super) fn has_any(schema: &Schema) -> bool {
    let some = schema.not.is_some()
        || schema.contains.is_some()
        || !schema.dependent_schemas.is_empty()
        || (schema.if_.is_some() && (schema.then.is_some() || schema.else_.is_some()));
    some && schema.any_of.is_empty() && schema.one_of.is_empty()
}

/// That a value is one of those listed, where no enum is made of the list: of more than scalars, and of one boolean.
fn of_values(schema: &Schema) -> Option<Condition> {
    let values = own::values(schema)?;
    let keyword = if schema.constant.is_some() {
        "const"
    } else {
        "enum"
    };
    let is_boolean = matches!(values[..], [Value::Bool(_)]);
    (is_boolean || own::is_composite(&values)).then_some(Condition {
        origin: schema.origin,
        keyword,
        says: Statement::Is(values),
    })
}

impl<'a> Resolver<'a> {
    /// The conditions of a schema. One that can't be said is told where the schema is looked at: see [`Self::unsaid`].
    pub(super) fn conditions(&mut self, schema: &'a Schema) -> Vec<Condition> {
        let mut conditions = Vec::from_iter(of_values(schema));
        if !has_any(schema) {
            return conditions;
        }
        self.saying = SCHEMAS;
        for keyword in ["not", "contains", "dependentSchemas", "if"] {
            if let Some(Some(says)) = self.said_by(schema, keyword, DEPTH)
                && says != Statement::NOTHING
            {
                conditions.push(Condition {
                    origin: schema.origin,
                    keyword,
                    says,
                });
            }
        }
        conditions
    }

    /// What the variants of a union ask of a value together; `None` where it is more than a statement can say.
    ///
    /// `oneOf` refuses what two variants allow only where they are told apart by the members that they require. Elsewhere people say it of variants that
    /// overlap (an integer or a number, a date or a time), and mean `anyOf`. A variant that takes no other members has none of those of the others.
    pub(super) fn alternatives(
        &mut self,
        listed: &'a [Schema],
        exactly_one: bool,
    ) -> Option<Statement> {
        self.saying = SCHEMAS;
        let listed = listed.iter().filter(|variant| !super::null::only(variant));
        let variants: Vec<&'a Schema> = listed.map(|variant| self.behind(variant)).collect();
        let members = variants
            .iter()
            .flat_map(|variant| variant.properties.keys());
        let members: BTreeSet<&'a String> = members.collect();
        let mut any = Vec::new();
        for variant in variants {
            any.push(self.said_of_variant(variant, &members)?);
        }
        let says = if any.contains(&Statement::NOTHING) {
            Statement::NOTHING
        } else if exactly_one && any.len() > 1 && (any.iter().all(requires) || are_apart(&any)) {
            Statement::One(any)
        } else {
            Statement::Any(any)
        };
        (size(&says) <= STATEMENTS).then_some(says)
    }

    /// What a variant says; `members` are those of all variants.
    fn said_of_variant(
        &mut self,
        variant: &'a Schema,
        members: &BTreeSet<&'a String>,
    ) -> Option<Statement> {
        if !is_closed(variant) {
            return self.said(variant, DEPTH);
        }
        let mut all = vec![self.said_but_of_others(variant, DEPTH)?];
        let others = members
            .iter()
            .filter(|name| !variant.properties.contains_key(**name));
        all.extend(others.map(|name| Statement::Not(Statement::Has((*name).clone()).into())));
        Some(Statement::all(all))
    }

    /// Whether a schema has a keyword that says a condition which can't be said as a statement.
    pub(super) fn unsaid(&mut self, schema: &'a Schema, keyword: &'static str) -> bool {
        let beside = !(schema.any_of.is_empty() && schema.one_of.is_empty());
        if keyword == "if" && schema.then.is_none() && schema.else_.is_none() {
            return true;
        }
        self.saying = SCHEMAS;
        match self.said_by(schema, keyword, DEPTH) {
            Some(Some(_)) => beside,
            Some(None) => true,
            None => false,
        }
    }

    /// What a keyword says. The outer `None`: it is not there; the inner one: it can't be said.
    #[expect(clippy::option_option, reason = "absence, and what can't be said")]
    fn said_by(
        &mut self,
        schema: &'a Schema,
        keyword: &str,
        depth: usize,
    ) -> Option<Option<Statement>> {
        Some(match keyword {
            "not" => {
                let not = schema.not.as_deref()?;
                self.said(not, depth)
                    .map(|says| Statement::Not(says.into()))
            }
            "contains" => {
                let (least, most) = (schema.min_contains.unwrap_or(1), schema.max_contains);
                let contains = schema.contains.as_deref()?;
                self.said(contains, depth)
                    .map(|says| Statement::Contains(says.into(), least, most))
            }
            "dependentSchemas" => {
                if schema.dependent_schemas.is_empty() {
                    return None;
                }
                let mut all = Vec::new();
                for (name, dependent) in by_name(&schema.dependent_schemas) {
                    let Some(says) = self.said(dependent, depth) else {
                        return Some(None);
                    };
                    if says != Statement::NOTHING {
                        all.push(Statement::Where(
                            Statement::Has(name.clone()).into(),
                            says.into(),
                            Statement::NOTHING.into(),
                        ));
                    }
                }
                Some(Statement::all(all))
            }
            _ => {
                let asked = schema.if_.as_deref()?;
                self.branches(asked, schema, depth)
            }
        })
    }

    fn branches(
        &mut self,
        asked: &'a Schema,
        schema: &'a Schema,
        depth: usize,
    ) -> Option<Statement> {
        let asked = self.said(asked, depth)?;
        let mut branch = |branch: &'a Option<Box<Schema>>| match branch {
            Some(branch) => self.said(branch, depth),
            None => Some(Statement::NOTHING),
        };
        let (then, otherwise) = (branch(&schema.then)?, branch(&schema.else_)?);
        Some(if then == otherwise {
            then
        } else {
            Statement::Where(asked.into(), then.into(), otherwise.into())
        })
    }

    /// What a schema says about a value; `None` where it says more than a statement can.
    fn said(&mut self, schema: &'a Schema, depth: usize) -> Option<Statement> {
        if is_closed(schema) {
            return None;
        }
        self.said_but_of_others(schema, depth)
    }

    /// The same, but that it takes no members that it does not name.
    fn said_but_of_others(&mut self, schema: &'a Schema, depth: usize) -> Option<Statement> {
        let depth = depth.checked_sub(1)?;
        self.saying = self.saying.checked_sub(1)?;
        if let Some(boolean) = schema.boolean {
            return Some(if boolean {
                Statement::NOTHING
            } else {
                Statement::Any(Vec::new())
            });
        }
        if says_more(schema) {
            return None;
        }
        let mut all = scalars(schema)?;
        if schema.reference.is_some() {
            let target = self.schema_at(schema)?;
            all.push(self.said(target, depth)?);
        }
        all.extend(schema.required.iter().cloned().map(Statement::Has));
        for (name, property) in by_name(&schema.properties) {
            match self.said(property, depth)? {
                says if says == Statement::NOTHING => {}
                Statement::Any(none) if none.is_empty() => {
                    all.push(Statement::Not(Statement::Has(name.clone()).into()));
                }
                says => all.push(Statement::Member(name.clone(), says.into())),
            }
        }
        for (name, needs) in by_name(&schema.dependent_required) {
            let needs = needs.iter().cloned().map(Statement::Has).collect();
            all.push(Statement::Where(
                Statement::Has(name.clone()).into(),
                Statement::all(needs).into(),
                Statement::NOTHING.into(),
            ));
        }
        for part in &schema.all_of {
            all.push(self.said(part, depth)?);
        }
        if !schema.any_of.is_empty() {
            let mut any = Vec::new();
            for variant in &schema.any_of {
                any.push(self.said(variant, depth)?);
            }
            all.push(Statement::Any(any));
        }
        if !schema.one_of.is_empty() {
            let mut one = Vec::new();
            for variant in &schema.one_of {
                one.push(self.said(variant, depth)?);
            }
            all.push(Statement::one(one));
        }
        if let Some(items) = &schema.items {
            let says = self.said(items, depth)?;
            if says != Statement::NOTHING {
                all.push(Statement::Each(says.into()));
            }
        }
        for keyword in ["not", "contains", "dependentSchemas", "if"] {
            if let Some(says) = self.said_by(schema, keyword, depth) {
                all.push(says?);
            }
        }
        let says = Statement::all(all);
        (size(&says) <= STATEMENTS).then_some(says)
    }
}

/// The entries of a map, sorted: what is said doesn't depend on where a key stands.
fn by_name<T>(map: &IndexMap<String, T>) -> Vec<(&String, &T)> {
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort_unstable_by_key(|(name, _)| *name);
    entries
}

/// Whether a statement is about which members there are, and about nothing else.
fn requires(says: &Statement) -> bool {
    match says {
        Statement::Has(_) => true,
        Statement::All(all) => all.iter().all(requires),
        _ => false,
    }
}

/// Whether statements are about which members there are and of which types they are, and none requires all that another one does.
fn are_apart(any: &[Statement]) -> bool {
    fn required<'s>(says: &'s Statement, names: &mut BTreeSet<&'s str>) -> bool {
        match says {
            Statement::Has(name) => {
                names.insert(name);
                true
            }
            Statement::Kind(_) => true,
            Statement::Member(_, says) => matches!(**says, Statement::Kind(_)),
            Statement::All(all) => all.iter().all(|one| required(one, names)),
            _ => false,
        }
    }
    let mut seen: Vec<BTreeSet<&str>> = Vec::with_capacity(any.len());
    any.iter().all(|says| {
        let mut names = BTreeSet::new();
        let apart = required(says, &mut names)
            && seen
                .iter()
                .all(|other| !names.is_subset(other) && !other.is_subset(&names));
        seen.push(names);
        apart
    })
}

/// What a schema says about scalars and counts; `None` where it has a pattern that can't be run.
fn scalars(schema: &Schema) -> Option<Vec<Statement>> {
    let mut all = Vec::new();
    if !schema.types.is_empty() {
        let mut kinds = schema.types.clone();
        if schema.nullable && !kinds.contains(&JsonType::Null) {
            kinds.push(JsonType::Null);
        }
        all.push(Statement::Kind(kinds));
    }
    let constant = schema.constant.as_ref().map(std::slice::from_ref);
    for values in schema.values.as_deref().into_iter().chain(constant) {
        all.push(Statement::Is(values.to_vec()));
    }
    // The type goes without saying where the values are said.
    if let [Statement::Kind(kinds), Statement::Is(values)] = &all[..]
        && values
            .iter()
            .all(|value| kinds.iter().any(|kind| is_sure(value, *kind)))
    {
        all.remove(0);
    }
    let strings = own::strings(schema);
    if strings != StringRules::default() {
        if strings
            .patterns
            .iter()
            .any(|written| pattern::translated(written).is_err())
        {
            return None;
        }
        all.push(Statement::Text(strings));
    }
    let numbers = own::numbers(schema);
    if numbers != NumberRules::default() {
        all.push(Statement::Number(numbers));
    }
    let (items, members) = (
        counts(schema.min_items, schema.max_items),
        counts(schema.min_properties, schema.max_properties),
    );
    all.extend(items.map(Statement::Items));
    all.extend(schema.unique_items.then_some(Statement::Unique));
    all.extend(members.map(Statement::Members));
    Some(all)
}

/// At least none says nothing.
fn counts(least: Option<u64>, most: Option<u64>) -> Option<CountRules> {
    let least = least.filter(|least| *least > 0);
    (least.is_some() || most.is_some()).then_some(CountRules { least, most })
}

fn is_sure(value: &Value, kind: JsonType) -> bool {
    match kind {
        JsonType::String => value.is_string(),
        JsonType::Boolean => value.is_boolean(),
        JsonType::Null => value.is_null(),
        JsonType::Number => value.is_number(),
        JsonType::Integer => value.is_i64() || value.is_u64(),
        JsonType::Array | JsonType::Object => false,
    }
}

/// Whether an object may have no members but those that the schema names.
fn is_closed(schema: &Schema) -> bool {
    let others = schema.additional_properties.as_deref();
    others.is_some_and(|others| others.boolean == Some(false))
}

/// Whether a schema has a keyword that no statement has words for.
fn says_more(schema: &Schema) -> bool {
    schema.dynamic_reference.is_some()
        || !schema.prefix_items.is_empty()
        || schema.unevaluated_items.is_some()
        || !schema.pattern_properties.is_empty()
        || schema
            .additional_properties
            .as_deref()
            .is_some_and(|others| others.boolean.is_none())
        || schema.unevaluated_properties.is_some()
        || schema.property_names.is_some()
}

fn size(says: &Statement) -> usize {
    1 + match says {
        Statement::All(all) | Statement::Any(all) | Statement::One(all) => {
            all.iter().map(size).sum()
        }
        Statement::Member(_, says)
        | Statement::Contains(says, ..)
        | Statement::Each(says)
        | Statement::Not(says) => size(says),
        Statement::Where(says, then, otherwise) => size(says) + size(then) + size(otherwise),
        Statement::Is(_)
        | Statement::Kind(_)
        | Statement::Text(_)
        | Statement::Number(_)
        | Statement::Items(_)
        | Statement::Unique
        | Statement::Members(_)
        | Statement::Has(_) => 0,
    }
}
