//! What schemas that only ask say (`not`, `if`, `contains`, ..), whether a crate checks it or not: kept as text beside the contract, so that a change of it is seen.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::contract::Asked;
use crate::openapi::Schema;

use super::{Resolver, own};

/// References that one keyword is followed through; one beyond stays a `$ref`.
const FOLLOWED: usize = 200;

/// The same of all keywords of a document: no more than hostile ones have.
const FOLLOWED_IN_ALL: usize = 50_000;

impl<'a> Resolver<'a> {
    /// Notes what is asked of a schema's values: by itself, and by its parts. The parts are placed already.
    pub(super) fn note_asked(&mut self, schema: &'a Schema) {
        let mut all: Vec<Asked> = Vec::new();
        let components = &self.document.components.schemas;
        for (keyword, text) in said(schema, components, &mut self.followed) {
            all.push(Asked {
                origin: self.sources.member(schema.origin, keyword),
                keyword,
                text,
            });
        }
        if !self.asked.is_empty() {
            let target = schema.reference.as_ref().and(self.schema_at(schema));
            for part in schema.all_of.iter().chain(target) {
                let said = self.asked.get(&part.origin.0);
                all.extend(said.into_iter().flatten().cloned());
            }
        }
        if !all.is_empty() {
            self.asked.insert(schema.origin.0, all);
        }
    }
}

/// The keywords of a schema that only ask, each as text.
fn said<'a>(
    schema: &'a Schema,
    components: &'a IndexMap<String, Schema>,
    in_all: &mut usize,
) -> Vec<(&'static str, String)> {
    let alone = own::stands_alone(schema);
    let schemas = [
        ("not", schema.not.as_deref()),
        ("contains", schema.contains.as_deref()),
        ("contentSchema", schema.content_schema.as_deref()),
        (
            "unevaluatedItems",
            schema.unevaluated_items.as_deref().filter(|_| !alone),
        ),
        (
            "unevaluatedProperties",
            schema.unevaluated_properties.as_deref().filter(|_| !alone),
        ),
    ];
    let mut said = Vec::new();
    for (keyword, inner) in schemas {
        if let Some(inner) = inner {
            let plain = Plain::new(components, in_all).schema(inner);
            said.push((keyword, plain.to_string()));
        }
    }
    if schema.if_.is_some() && (schema.then.is_some() || schema.else_.is_some()) {
        let mut plain = Plain::new(components, in_all);
        let branches = [
            ("if", &schema.if_),
            ("then", &schema.then),
            ("else", &schema.else_),
        ];
        let of = |(name, inner): (&str, &'a Option<Box<Schema>>)| {
            Some((name.to_owned(), plain.schema(inner.as_deref()?)))
        };
        let all: Map<String, Value> = branches.into_iter().filter_map(of).collect();
        said.push(("if", Value::from(all).to_string()));
    }
    if !schema.dependent_schemas.is_empty() {
        let mut plain = Plain::new(components, in_all);
        let of = |(name, inner): (&String, &'a Schema)| (name.clone(), plain.schema(inner));
        let all: Map<String, Value> = schema.dependent_schemas.iter().map(of).collect();
        said.push(("dependentSchemas", Value::from(all).to_string()));
    }
    let counts = [
        ("minContains", schema.min_contains),
        ("maxContains", schema.max_contains),
    ];
    for (keyword, count) in counts {
        if let (Some(count), Some(_)) = (count, &schema.contains) {
            said.push((keyword, count.to_string()));
        }
    }
    said
}

/// Makes JSON of schemas: what holds of a value, keywords in one order, references followed.
struct Plain<'a, 'c> {
    components: &'a IndexMap<String, Schema>,
    /// The components that are being followed.
    inside: Vec<&'a str>,
    followed: usize,
    /// How many were followed for the document.
    in_all: &'c mut usize,
}

impl<'a, 'c> Plain<'a, 'c> {
    fn new(components: &'a IndexMap<String, Schema>, in_all: &'c mut usize) -> Self {
        Self {
            components,
            inside: Vec::new(),
            followed: 0,
            in_all,
        }
    }

    fn schema(&mut self, schema: &'a Schema) -> Value {
        if let Some(boolean) = schema.boolean {
            return Value::from(boolean);
        }
        let mut plain = Map::new();
        if let Some(to) = &schema.reference {
            match self.follow(to) {
                Some(Value::Object(target)) => plain = target,
                Some(target) => return target,
                None => drop(plain.insert("$ref".to_owned(), Value::from(to.as_str()))),
            }
        }
        let one = |inner: &'a Option<Box<Schema>>| inner.as_deref();
        let singles = [
            ("items", one(&schema.items)),
            ("contains", one(&schema.contains)),
            ("additionalProperties", one(&schema.additional_properties)),
            ("propertyNames", one(&schema.property_names)),
            ("unevaluatedItems", one(&schema.unevaluated_items)),
            ("unevaluatedProperties", one(&schema.unevaluated_properties)),
            ("contentSchema", one(&schema.content_schema)),
            ("not", one(&schema.not)),
            ("if", one(&schema.if_)),
            ("then", one(&schema.then)),
            ("else", one(&schema.else_)),
        ];
        for (keyword, inner) in singles {
            if let Some(inner) = inner {
                let inner = self.schema(inner);
                plain.insert(keyword.to_owned(), inner);
            }
        }
        let lists = [
            ("prefixItems", &schema.prefix_items),
            ("allOf", &schema.all_of),
            ("anyOf", &schema.any_of),
            ("oneOf", &schema.one_of),
        ];
        for (keyword, list) in lists {
            let list: Vec<Value> = list.iter().map(|inner| self.schema(inner)).collect();
            put(&mut plain, keyword, list);
        }
        let named: [(&str, &'a IndexMap<String, Schema>); 3] = [
            ("properties", &schema.properties),
            ("patternProperties", &schema.pattern_properties),
            ("dependentSchemas", &schema.dependent_schemas),
        ];
        for (keyword, members) in named {
            if !members.is_empty() {
                let mut sorted: Vec<(&String, &'a Schema)> = members.iter().collect();
                sorted.sort_by_key(|(name, _)| *name);
                let of = |(name, inner): (&String, &'a Schema)| (name.clone(), self.schema(inner));
                let members: Map<String, Value> = sorted.into_iter().map(of).collect();
                plain.insert(keyword.to_owned(), Value::from(members));
            }
        }
        scalars(schema, &mut plain);
        Value::from(plain)
    }

    /// The component behind a reference, unless it leads in a circle or too far.
    fn follow(&mut self, to: &str) -> Option<Value> {
        let name = to.strip_prefix("#/components/schemas/")?;
        let (name, target) = self.components.get_key_value(name)?;
        let far = self.followed >= FOLLOWED || *self.in_all >= FOLLOWED_IN_ALL;
        if far || self.inside.contains(&name.as_str()) {
            return None;
        }
        self.followed += 1;
        *self.in_all += 1;
        self.inside.push(name);
        let target = self.schema(target);
        self.inside.pop();
        Some(target)
    }
}

/// The keywords without schemas in them.
fn scalars(schema: &Schema, plain: &mut Map<String, Value>) {
    let mut types: Vec<_> = schema.types.clone();
    types.sort_unstable();
    put(
        plain,
        "type",
        types.iter().map(|one| serde_json::json!(one)).collect(),
    );
    put(plain, "enum", schema.values.clone().unwrap_or_default());
    let mut required = schema.required.clone();
    required.sort();
    put(
        plain,
        "required",
        required.into_iter().map(Value::from).collect(),
    );
    let dependent = schema.dependent_required.iter();
    put(
        plain,
        "dependentRequired",
        dependent.map(|pair| serde_json::json!(pair)).collect(),
    );
    let counts = [
        ("minLength", schema.min_length),
        ("maxLength", schema.max_length),
        ("minItems", schema.min_items),
        ("maxItems", schema.max_items),
        ("minContains", schema.min_contains),
        ("maxContains", schema.max_contains),
        ("minProperties", schema.min_properties),
        ("maxProperties", schema.max_properties),
    ];
    let counts = counts.map(|(keyword, count)| (keyword, count.map(Value::from)));
    let numbers = [
        ("multipleOf", &schema.multiple_of),
        ("minimum", &schema.minimum),
        ("exclusiveMinimum", &schema.exclusive_minimum),
        ("maximum", &schema.maximum),
        ("exclusiveMaximum", &schema.exclusive_maximum),
    ];
    let numbers = numbers.map(|(keyword, number)| (keyword, number.clone().map(Value::from)));
    let texts = [
        ("pattern", &schema.pattern),
        ("format", &schema.format),
        ("contentEncoding", &schema.content_encoding),
        ("contentMediaType", &schema.content_media_type),
    ];
    let texts = texts.map(|(keyword, text)| (keyword, text.clone().map(Value::from)));
    let flags = [
        ("nullable", schema.nullable),
        ("uniqueItems", schema.unique_items),
    ];
    let flags = flags.map(|(keyword, flag)| (keyword, flag.then_some(Value::from(true))));
    let constant = [("const", schema.constant.clone())];
    let all = counts
        .into_iter()
        .chain(numbers)
        .chain(texts)
        .chain(flags)
        .chain(constant);
    for (keyword, value) in all {
        if let Some(value) = value {
            plain.insert(keyword.to_owned(), value);
        }
    }
}

fn put(plain: &mut Map<String, Value>, keyword: &str, list: Vec<Value>) {
    if !list.is_empty() {
        plain.insert(keyword.to_owned(), Value::from(list));
    }
}
