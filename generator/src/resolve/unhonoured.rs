//! Keywords that the contract can't carry or that no crate honours: a warning each, at the keyword, with what the crate does instead.

use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::Schema;
use crate::source::Origin;

use super::{Check, Resolver, Subject, address, own};

impl<'a> Resolver<'a> {
    /// Looks at a schema once: what is not honoured, what can't hold, which values are to be checked.
    pub(super) fn visit(&mut self, schema: &'a Schema) {
        for (keyword, present, help) in keywords(schema) {
            let said = |resolver: &mut Self| {
                !CONDITIONS.contains(&keyword) || resolver.unsaid(schema, keyword)
            };
            if present && said(self) {
                self.tell(not_honoured(schema.origin, keyword, help));
            }
        }
        if let Some(to) = &schema.dynamic_reference
            && (schema.reference.as_ref() != Some(to) || self.is_overridden(to))
        {
            self.tell(not_honoured(
                schema.origin,
                "$dynamicRef",
                "the first schema of this `$dynamicAnchor` is taken, whoever refers to this one; write a schema for each use",
            ));
        }
        if schema.discriminator.is_some()
            && schema.any_of.is_empty()
            && schema.one_of.is_empty()
            && !self.is_carrier(schema)
        {
            self.tell(
                Diagnostic::warning(
                    Code("LP0221"),
                    "a `discriminator` without variants is not honoured: there is no `oneOf` or `anyOf`, and no component is made of this schema by `allOf`",
                )
                .at(schema.origin.key_of("discriminator"), "not honoured")
                .help("a value is decoded as this schema, its other members are kept; to decode as the variant, list the variants in `oneOf` beside it"),
            );
        }
        self.constraints(schema);
        for (name, definition) in &schema.defs {
            let name = || name.clone();
            self.names.entry(address(definition)).or_insert_with(name);
        }
        let mut check = |value, member: &str, code, what| {
            self.checks.push(Check {
                value,
                place: schema.origin.value_of(member),
                index: None,
                code: Code(code),
                what,
                subject: Subject::Schema(schema),
            });
        };
        if let Some(default) = &schema.default {
            check(default, "default", "LP0240", "default");
        }
        if let Some(example) = &schema.example {
            check(example, "example", "LP0241", "example");
        }
        for (index, example) in schema.examples.iter().enumerate() {
            self.checks.push(Check {
                value: example,
                place: schema.origin.value_of("examples"),
                index: Some(index),
                code: Code("LP0241"),
                what: "example",
                subject: Subject::Schema(schema),
            });
        }
    }
}

/// The warning for a keyword.
pub(super) fn not_honoured(origin: Origin, keyword: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(Code("LP0270"), format!("`{keyword}` is not honoured"))
        .at(origin.key_of(keyword), "not honoured")
        .help(help)
}

/// Those that are honoured where they say no more than can be checked.
const CONDITIONS: [&str; 4] = ["not", "if", "dependentSchemas", "contains"];

/// The keywords of a schema that are not honoured, whether it has them, and what the crate does instead.
fn keywords(schema: &Schema) -> [(&'static str, bool, &'static str); 12] {
    [
        (
            "not",
            schema.not.is_some(),
            "what it excludes is sent like any other value; types, constants, ranges, patterns, items, and which members there are, can be checked",
        ),
        (
            "if",
            schema.if_.is_some(),
            "neither branch is checked; where all three say types, constants, ranges, patterns, items, and which members there are, they are",
        ),
        (
            "dependentSchemas",
            !schema.dependent_schemas.is_empty(),
            "the schemas are not applied; where they say types, constants, ranges, patterns, items, and which members there are, they are checked",
        ),
        (
            "contains",
            schema.contains.is_some(),
            "arrays are not searched for such an item; types, constants, ranges, patterns, items, and which members there are, can be looked for",
        ),
        (
            "unevaluatedProperties",
            // Requests are closed as it is, and answers keep what they have.
            !own::stands_alone(schema)
                && schema
                    .unevaluated_properties
                    .as_ref()
                    .is_some_and(|others| others.boolean != Some(false)),
            "unknown members are kept as JSON; `additionalProperties` in each part is honoured",
        ),
        (
            "unevaluatedItems",
            schema.unevaluated_items.is_some() && !own::stands_alone(schema),
            "further items are kept; `items` beside `prefixItems` is honoured",
        ),
        (
            "contentSchema",
            schema.content_schema.is_some(),
            "the content stays text; `include = { schemas = [..] }` in [crate.select] makes the type of a component that nothing else reaches, and serde_json reads the text as it",
        ),
        (
            "minContains",
            schema.min_contains.is_some() && schema.contains.is_none(),
            "without `contains` it means nothing; remove it",
        ),
        (
            "maxContains",
            schema.max_contains.is_some() && schema.contains.is_none(),
            "without `contains` it means nothing; remove it",
        ),
        (
            "then",
            schema.then.is_some() && schema.if_.is_none(),
            "without `if` it means nothing; remove it",
        ),
        (
            "else",
            schema.else_.is_some() && schema.if_.is_none(),
            "without `if` it means nothing; remove it",
        ),
        (
            "discriminator",
            schema.discriminator.is_some()
                && !schema.any_of.is_empty()
                && !schema.one_of.is_empty(),
            "it is taken to be about both `oneOf` and `anyOf`; keep one of the two",
        ),
    ]
}
