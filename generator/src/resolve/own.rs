//! What a schema says itself: its keywords without those that compose it of others.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::contract::by_value::{equal, is_whole, key};
use crate::contract::{
    self, Additional, ArrayRules, NameRules, NumberRules, ObjectRules, Property, StringRules,
    Types, Use,
};
use crate::openapi::{JsonType, Schema};
use crate::source::Origin;

use super::Resolver;
use super::conditions;
use super::schemas::Content;
use super::values::fits_scalar_rules;

/// Whether a schema has a keyword of its own that is about the value. `nullable` and the keywords that compose do not count.
pub(super) fn says_something(schema: &Schema) -> bool {
    schema.boolean.is_some()
        || !schema.types.is_empty()
        || schema.values.is_some()
        || schema.constant.is_some()
        || schema.format.is_some()
        || schema.content_encoding.is_some()
        || schema.content_media_type.is_some()
        || numbers(schema) != NumberRules::default()
        || strings(schema) != StringRules::default()
        || array_keyword(schema).is_some()
        || object_keyword(schema).is_some()
        || conditions::has_any(schema)
}

/// Whether a schema says nothing about the value: a part of an `allOf` that only documents.
pub(super) fn is_documentation(schema: &Schema) -> bool {
    !says_something(schema)
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
}

/// The first keyword of a schema that is about arrays.
fn array_keyword(schema: &Schema) -> Option<&'static str> {
    [
        ("items", schema.items.is_some()),
        ("prefixItems", !schema.prefix_items.is_empty()),
        ("minItems", schema.min_items.is_some()),
        ("maxItems", schema.max_items.is_some()),
        ("uniqueItems", schema.unique_items),
        ("contains", schema.contains.is_some()),
        (
            "unevaluatedItems",
            schema.unevaluated_items.is_some() && stands_alone(schema),
        ),
    ]
    .into_iter()
    .find_map(|(keyword, present)| present.then_some(keyword))
}

/// The first keyword of a schema that is about objects.
fn object_keyword(schema: &Schema) -> Option<&'static str> {
    [
        ("properties", !schema.properties.is_empty()),
        ("required", !schema.required.is_empty()),
        (
            "additionalProperties",
            schema.additional_properties.is_some(),
        ),
        ("patternProperties", !schema.pattern_properties.is_empty()),
        ("minProperties", schema.min_properties.is_some()),
        ("maxProperties", schema.max_properties.is_some()),
        ("propertyNames", schema.property_names.is_some()),
        (
            "unevaluatedProperties",
            schema.unevaluated_properties.is_some() && stands_alone(schema),
        ),
        ("dependentRequired", !schema.dependent_required.is_empty()),
    ]
    .into_iter()
    .find_map(|(keyword, present)| present.then_some(keyword))
}

/// The keywords of a schema that are about strings or numbers, and the types that they are about.
fn scalar_keywords(schema: &Schema) -> impl Iterator<Item = (&'static str, Types)> {
    let string = Types {
        string: true,
        ..Types::NONE
    };
    let number = Types {
        integer: true,
        number: true,
        ..Types::NONE
    };
    [
        ("pattern", schema.pattern.is_some(), string),
        ("minLength", schema.min_length.is_some(), string),
        ("maxLength", schema.max_length.is_some(), string),
        ("minimum", schema.minimum.is_some(), number),
        ("maximum", schema.maximum.is_some(), number),
        (
            "exclusiveMinimum",
            schema.exclusive_minimum.is_some(),
            number,
        ),
        (
            "exclusiveMaximum",
            schema.exclusive_maximum.is_some(),
            number,
        ),
        ("multipleOf", schema.multiple_of.is_some(), number),
    ]
    .into_iter()
    .filter_map(|(keyword, present, types)| present.then_some((keyword, types)))
}

/// The keywords of a schema that are about none of the types that it has, one a type.
pub(super) fn moot_keywords(schema: &Schema) -> Vec<(&'static str, Types)> {
    if schema.types.is_empty() {
        return Vec::new();
    }
    let types = types(schema, None).0;
    let mut moot = Vec::new();
    if let Some(keyword) = object_keyword(schema).filter(|_| !types.object) {
        moot.push((keyword, types));
    }
    if let Some(keyword) = array_keyword(schema).filter(|_| !types.array) {
        moot.push((keyword, types));
    }
    for (keyword, about) in scalar_keywords(schema) {
        if super::rules::both(about, types) == Types::NONE {
            moot.push((keyword, types));
        }
    }
    moot
}

impl<'a> Resolver<'a> {
    /// The contents of a schema that is composed of nothing.
    pub(super) fn own_content(&mut self, schema: &'a Schema) -> Content {
        let values = values(schema);
        let (types, inferred) = types(schema, values.as_deref());
        let only_null = values.as_ref().is_some_and(Vec::is_empty)
            && schema
                .values
                .as_ref()
                .is_none_or(|values| !values.is_empty());
        let contract = contract::Schema {
            origin: schema.origin,
            types: if only_null { Types::NONE } else { types },
            values: values.filter(|values| !only_null && !is_composite(values)),
            format: schema.format.clone(),
            content_encoding: schema.content_encoding.clone(),
            content_media_type: schema.content_media_type.clone(),
            number: numbers(schema).into(),
            string: strings(schema).into(),
            array: self.array(schema).into(),
            object: self.object(schema).into(),
            conditions: self.conditions(schema),
            ..contract::Schema::default()
        };
        Content {
            said: said(schema),
            inferred: inferred.map(|keyword| (keyword, schema.origin)),
            schema: contract,
            ..Content::default()
        }
    }

    fn array(&mut self, schema: &'a Schema) -> ArrayRules {
        ArrayRules {
            items: others(schema, &schema.items, &schema.unevaluated_items)
                .map(|items| self.use_of(items)),
            prefix: schema
                .prefix_items
                .iter()
                .map(|item| self.use_of(item))
                .collect(),
            min_items: schema.min_items,
            max_items: schema.max_items,
            unique_items: schema.unique_items,
        }
    }

    fn object(&mut self, schema: &'a Schema) -> ObjectRules {
        let mut properties: IndexMap<String, Property> =
            IndexMap::with_capacity(schema.properties.len());
        for (name, property) in schema.properties.iter() {
            let property = Property {
                origin: property.origin,
                required: false,
                schema: self.use_of(property),
            };
            properties.insert(name.clone(), property);
        }
        let mut required_undeclared = IndexMap::new();
        for (index, name) in schema.required.iter().enumerate() {
            if let Some(property) = properties.get_mut(name) {
                property.required = true;
            } else if !required_undeclared.contains_key(name) {
                let place = self.item(&schema.origin.value_of("required"), index);
                required_undeclared.insert(name.clone(), place.origin);
            }
        }
        let mut patterns: IndexMap<String, Use> = schema
            .pattern_properties
            .iter()
            .map(|(pattern, property)| (pattern.clone(), self.use_of(property)))
            .collect();
        let names = properties.len() + required_undeclared.len();
        if !self.may_match(names, patterns.len(), schema.origin) {
            patterns.clear();
        }
        for (name, property) in &mut properties {
            property.schema = self.by_patterns(name, &property.schema, &patterns);
        }
        ObjectRules {
            properties,
            required_undeclared,
            additional: self.additional(schema),
            patterns,
            names: self.names_of(schema),
            dependent: schema.dependent_required.clone(),
            min_properties: schema.min_properties,
            max_properties: schema.max_properties,
        }
    }

    /// What `propertyNames` says, behind references. More than rules for a text is told by `unhonoured`.
    fn names_of(&mut self, schema: &'a Schema) -> Option<NameRules> {
        let mut names = schema.property_names.as_deref()?;
        for _ in 0..super::schemas::COMPOSITION_DEPTH {
            match self.schema_at(names) {
                Some(target) if !says_something(names) => names = target,
                _ => break,
            }
        }
        if !is_rule_for_names(names) {
            self.tell(super::unhonoured::not_honoured(
                schema.origin,
                "propertyNames",
                "any name of a member is sent; `pattern`, `minLength`, `maxLength`, `enum` and `const` of a name are honoured",
            ));
            return None;
        }
        let listed = values(names).map(|values| {
            let texts = values.iter().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        });
        let rules = NameRules {
            string: strings(names),
            values: listed,
        };
        (rules != NameRules::default()).then_some(rules)
    }

    fn additional(&mut self, schema: &'a Schema) -> Additional {
        let (said, unevaluated) = (
            &schema.additional_properties,
            &schema.unevaluated_properties,
        );
        let Some(additional) = others(schema, said, unevaluated) else {
            return Additional::Unsaid;
        };
        match additional.boolean {
            Some(true) => Additional::Any,
            Some(false) => Additional::Forbidden,
            None if is_documentation(additional) => {
                self.visit(additional);
                Additional::Any
            }
            None => Additional::Typed(Box::new(self.use_of(additional))),
        }
    }
}

/// Whether nothing beside a schema's own keywords evaluates members or items: then what is unevaluated is what is additional.
pub(super) fn stands_alone(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
        && schema.if_.is_none()
        && schema.contains.is_none()
        && schema.dependent_schemas.is_empty()
}

/// What holds of other members or items than those that have a schema of their own.
fn others<'s>(
    schema: &Schema,
    said: &'s Option<Box<Schema>>,
    unevaluated: &'s Option<Box<Schema>>,
) -> Option<&'s Schema> {
    let unevaluated = unevaluated.as_deref().filter(|_| stands_alone(schema));
    said.as_deref().or(unevaluated)
}

/// Whether a schema of names says nothing but what a name is checked for.
fn is_rule_for_names(schema: &Schema) -> bool {
    let string = schema.types.iter().all(|kind| *kind == JsonType::String);
    let composed = schema.reference.is_some()
        || !(schema.all_of.is_empty() && schema.any_of.is_empty() && schema.one_of.is_empty());
    string && !composed && schema.boolean != Some(false) && schema.not.is_none()
}

/// Whether there is an object or a list among values.
pub(super) fn is_composite(values: &[Value]) -> bool {
    values
        .iter()
        .any(|value| value.is_object() || value.is_array())
}

/// `enum` and `const` without null.
pub(super) fn values(schema: &Schema) -> Option<Vec<Value>> {
    let mut values: Option<Vec<Value>> = schema.values.clone();
    if let Some(constant) = &schema.constant {
        values = Some(match values {
            Some(values) => values
                .into_iter()
                .filter(|value| equal(value, constant))
                .collect(),
            None => vec![constant.clone()],
        });
    }
    let mut distinct = values?;
    let mut seen = HashSet::new();
    distinct.retain(|value| !value.is_null() && seen.insert(key(value)));
    // What breaks the rules beside it is told, and is no value; where nothing is left, the rules rule.
    let rules = scalar_rules(schema);
    let listed = distinct.len();
    distinct.retain(|value| fits_scalar_rules(&rules, value).is_ok());
    (listed == 0 || !distinct.is_empty()).then_some(distinct)
}

/// The types that a schema allows, and the keyword that they are guessed from.
fn types(schema: &Schema, values: Option<&[Value]>) -> (Types, Option<&'static str>) {
    match schema.boolean {
        Some(true) => return (Types::ANY, None),
        Some(false) => return (Types::NONE, None),
        None => {}
    }
    let mut types = Types::NONE;
    if !schema.types.is_empty() {
        for kind in &schema.types {
            allow(&mut types, *kind);
        }
        return (types, None);
    }
    if let Some(values) = values {
        for value in values {
            types = either(types, type_of(value));
        }
        return (types, None);
    }
    if let Some(keyword) = object_keyword(schema) {
        allow(&mut types, JsonType::Object);
        return (types, Some(keyword));
    }
    if let Some(keyword) = array_keyword(schema) {
        allow(&mut types, JsonType::Array);
        return (types, Some(keyword));
    }
    match scalar_keywords(schema).next() {
        Some((keyword, types)) => (types, Some(keyword)),
        None => (Types::ANY, None),
    }
}

fn allow(types: &mut Types, kind: JsonType) {
    match kind {
        JsonType::Null => {}
        JsonType::Boolean => types.boolean = true,
        JsonType::Object => types.object = true,
        JsonType::Array => types.array = true,
        JsonType::Integer => types.integer = true,
        JsonType::Number => {
            types.integer = true;
            types.number = true;
        }
        JsonType::String => types.string = true,
    }
}

/// What either of two sets has.
pub(super) fn either(a: Types, b: Types) -> Types {
    Types {
        boolean: a.boolean || b.boolean,
        integer: a.integer || b.integer,
        number: a.number || b.number,
        string: a.string || b.string,
        array: a.array || b.array,
        object: a.object || b.object,
    }
}

/// The type of a value; `300.0` is an integer. Null has none.
pub(super) fn type_of(value: &Value) -> Types {
    let mut types = Types::NONE;
    match value {
        Value::Null => {}
        Value::Bool(_) => types.boolean = true,
        Value::Number(number) if is_whole(number) => types.integer = true,
        Value::Number(_) => types.number = true,
        Value::String(_) => types.string = true,
        Value::Array(_) => types.array = true,
        Value::Object(_) => types.object = true,
    }
    types
}

pub(super) fn numbers(schema: &Schema) -> NumberRules {
    NumberRules {
        minimum: schema.minimum.clone(),
        exclusive_minimum: schema.exclusive_minimum.clone(),
        maximum: schema.maximum.clone(),
        exclusive_maximum: schema.exclusive_maximum.clone(),
        multiple_of: schema.multiple_of.clone(),
    }
}

pub(super) fn strings(schema: &Schema) -> StringRules {
    StringRules {
        min_length: schema.min_length,
        max_length: schema.max_length,
        patterns: schema.pattern.iter().cloned().collect(),
    }
}

/// The keywords that an intersection may be about in a message.
fn said(schema: &Schema) -> Vec<(&'static str, Origin)> {
    [
        ("type", !schema.types.is_empty()),
        ("enum", schema.values.is_some()),
        ("const", schema.constant.is_some()),
        ("format", schema.format.is_some()),
        ("contentEncoding", schema.content_encoding.is_some()),
        ("contentMediaType", schema.content_media_type.is_some()),
        ("minimum", schema.minimum.is_some()),
        ("maximum", schema.maximum.is_some()),
        ("exclusiveMinimum", schema.exclusive_minimum.is_some()),
        ("exclusiveMaximum", schema.exclusive_maximum.is_some()),
        ("multipleOf", schema.multiple_of.is_some()),
        ("minLength", schema.min_length.is_some()),
        ("maxLength", schema.max_length.is_some()),
        ("minItems", schema.min_items.is_some()),
        ("maxItems", schema.max_items.is_some()),
        ("minProperties", schema.min_properties.is_some()),
        ("maxProperties", schema.max_properties.is_some()),
        ("required", !schema.required.is_empty()),
        (
            "additionalProperties",
            schema.additional_properties.is_some(),
        ),
    ]
    .into_iter()
    .filter(|(_, present)| *present)
    .map(|(keyword, _)| (keyword, schema.origin))
    .collect()
}

/// The types and the rules for strings and numbers of a schema, without its values: what a value in its own `enum` has to pass.
pub(super) fn scalar_rules(schema: &Schema) -> contract::Schema {
    contract::Schema {
        types: types(schema, None).0,
        format: schema.format.clone(),
        number: numbers(schema).into(),
        string: strings(schema).into(),
        ..contract::Schema::default()
    }
}
