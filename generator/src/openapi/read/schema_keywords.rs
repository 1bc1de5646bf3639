//! The keywords of a schema that restrict a value: types, values, bounds, lengths.

use serde_json::{Number, Value};

use super::Reader;
use super::cursor::{Cursor, Object};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::{JsonType, Schema, Version};
use crate::source::{Origin, Place};

impl Reader<'_> {
    /// Reads one of these keywords; false where `name` is none of them.
    pub(super) fn assertion(
        &mut self,
        schema: &mut Schema,
        object: &Object<'_>,
        name: &str,
        value: &Value,
    ) -> bool {
        let origin = object.origin;
        match name {
            "type" => schema.types = self.types(object, value),
            "nullable" => schema.nullable = self.as_flag(origin, name, value).unwrap_or_default(),
            "enum" => schema.values = self.values(object),
            "const" => schema.constant = Some(value.clone()),
            "format" => schema.format = self.as_text(origin, name, value),
            "multipleOf" => schema.multiple_of = self.multiple_of(origin, value),
            "maximum" => schema.maximum = self.as_number(origin, name, value),
            "minimum" => schema.minimum = self.as_number(origin, name, value),
            // `bounds` looks at both together.
            "exclusiveMaximum" | "exclusiveMinimum" => {}
            "maxLength" => schema.max_length = self.as_count(origin, name, value),
            "minLength" => schema.min_length = self.as_count(origin, name, value),
            "pattern" => schema.pattern = self.as_text(origin, name, value),
            "minContains" => schema.min_contains = self.as_count(origin, name, value),
            "maxContains" => schema.max_contains = self.as_count(origin, name, value),
            "maxItems" => schema.max_items = self.as_count(origin, name, value),
            "minItems" => schema.min_items = self.as_count(origin, name, value),
            "uniqueItems" => {
                schema.unique_items = self.as_flag(origin, name, value).unwrap_or_default()
            }
            "required" => schema.required = self.required(object, value),
            "dependentRequired" => schema.dependent_required = self.dependent_required(object),
            "maxProperties" => schema.max_properties = self.as_count(origin, name, value),
            "minProperties" => schema.min_properties = self.as_count(origin, name, value),
            _ => return false,
        }
        true
    }

    /// Exclusive bounds: a number from 3.1 on; a flag beside the bound in 3.0, read as that number.
    pub(super) fn bounds(&mut self, schema: &mut Schema, object: &Object<'_>) {
        // Asked first: what is assigned takes the place of everything that few schemas have.
        if object.has("exclusiveMaximum") {
            schema.exclusive_maximum =
                self.exclusive(object, "exclusiveMaximum", "maximum", &mut schema.maximum);
        }
        if object.has("exclusiveMinimum") {
            schema.exclusive_minimum =
                self.exclusive(object, "exclusiveMinimum", "minimum", &mut schema.minimum);
        }
    }

    fn exclusive(
        &mut self,
        object: &Object<'_>,
        name: &str,
        bound: &str,
        inclusive: &mut Option<Number>,
    ) -> Option<Number> {
        let origin = object.origin;
        match (object.get(name)?, self.version) {
            (Value::Bool(false), Version::V3_0) => None,
            (Value::Bool(true), Version::V3_0) => {
                let taken = inclusive.take();
                if taken.is_none() {
                    let message = format!("`{name}: true` without `{bound}` has no effect");
                    self.diagnostics.push(
                        Diagnostic::warning(Code("LP0106"), message)
                            .at(origin.key_of(name), "excludes nothing")
                            .help(format!("add `{bound}`, or remove it")),
                    );
                }
                taken
            }
            (Value::Number(number), Version::V3_0) => {
                let message =
                    format!("`{name}` is `true` or `false` in OpenAPI 3.0, and is a number");
                self.diagnostics.push(
                    Diagnostic::warning(Code("LP0116"), message)
                        .at(origin.value_of(name), "a number came with OpenAPI 3.1")
                        .help(format!(
                            "write `{bound}: {number}` and `{name}: true`, as it is taken to mean"
                        )),
                );
                Some(number.clone())
            }
            (Value::Bool(flag), _) => {
                let message = format!("`{name}` is a number since OpenAPI 3.1, and is `{flag}`");
                let help = match (flag, inclusive.as_ref()) {
                    (true, Some(number)) => {
                        format!(
                            "write `{name}: {number}`, and remove `{bound}`, as it is taken to mean"
                        )
                    }
                    (true, None) => format!(
                        "write the bound as a number: `{name}: 0`; until then nothing is excluded"
                    ),
                    (false, _) => format!("remove it; `{bound}` alone is inclusive"),
                };
                self.diagnostics.push(
                    Diagnostic::warning(Code("LP0116"), message)
                        .at(origin.value_of(name), "of OpenAPI 3.0")
                        .help(help),
                );
                flag.then(|| inclusive.take()).flatten()
            }
            (other, _) => self.as_number(origin, name, other),
        }
    }

    /// `type`: a name, or from 3.1 on several.
    fn types(&mut self, object: &Object<'_>, value: &Value) -> Vec<JsonType> {
        let origin = object.origin;
        let place = origin.value_of("type");
        match value {
            Value::String(name) => self.json_type(place, name).into_iter().collect(),
            Value::Null if self.version >= Version::V3_1 => {
                // YAML's own trap: `type: null` is no text.
                let message = "`type` must be a text, and is empty (null)";
                self.diagnostics.push(
                    Diagnostic::warning(Code("LP0103"), message)
                        .at(
                            place,
                            "YAML reads a null here, and the type is taken to be meant",
                        )
                        .help("write `type: 'null'`, in quotes"),
                );
                vec![JsonType::Null]
            }
            Value::Array(names) if self.version == Version::V3_0 => {
                let message = "`type` must be one name in OpenAPI 3.0, and is a list";
                self.diagnostics.push(
                    Diagnostic::warning(Code("LP0103"), message)
                        .at(place, "taken as OpenAPI 3.1 has it")
                        .help(one_type(names)),
                );
                self.several_types(object)
            }
            Value::Array(names) => {
                if names.is_empty() {
                    self.empty_list(origin, "type", "remove it: a value of any type is meant");
                }
                self.several_types(object)
            }
            other => {
                self.wrong_type(place, "`type`", "a text", other);
                Vec::new()
            }
        }
    }

    fn several_types(&mut self, object: &Object<'_>) -> Vec<JsonType> {
        let mut types = Vec::new();
        for cursor in self.items(object, "type") {
            let place = cursor.origin.place();
            let found = match cursor.value {
                // In 3.0 the list itself is reported.
                Value::String(name) if name == "null" => Some(JsonType::Null),
                Value::String(name) => self.json_type(place, name),
                Value::Null => {
                    self.diagnostics.push(
                        Diagnostic::warning(Code("LP0103"), "a type must be a text, and is null")
                            .at(
                                place,
                                "YAML reads a null here, and the type is taken to be meant",
                            )
                            .help("write `'null'`, in quotes"),
                    );
                    Some(JsonType::Null)
                }
                other => {
                    self.wrong_type(place, "a type", "a text", other);
                    None
                }
            };
            match found {
                Some(found) if types.contains(&found) => self.twice(&cursor, "type"),
                Some(found) => types.push(found),
                None => {}
            }
        }
        types
    }

    fn json_type(&mut self, place: Place, name: &str) -> Option<JsonType> {
        let known: &[&'static str] = match self.version {
            Version::V3_0 => &["boolean", "object", "array", "number", "string", "integer"],
            Version::V3_1 | Version::V3_2 => &[
                "null", "boolean", "object", "array", "number", "string", "integer",
            ],
        };
        if let Some(instead) = foreign_type(name) {
            let message = format!("`{name}` is no value of `type`");
            self.diagnostics.push(
                Diagnostic::error(Code("LP0108"), message)
                    .at(place, "not a type of JSON")
                    .help(instead),
            );
            return None;
        }
        if name == "null" && self.version == Version::V3_0 {
            let message = "`null` is no value of `type` in OpenAPI 3.0";
            self.diagnostics.push(
                Diagnostic::warning(Code("LP0108"), message)
                    .at(
                        place,
                        "it came with OpenAPI 3.1, and is taken as it is there",
                    )
                    .help("write the type of the value, and `nullable: true`"),
            );
            return Some(JsonType::Null);
        }
        Some(match self.one_of(place, "type", name, known)? {
            "null" => JsonType::Null,
            "boolean" => JsonType::Boolean,
            "object" => JsonType::Object,
            "array" => JsonType::Array,
            "number" => JsonType::Number,
            "string" => JsonType::String,
            _ => JsonType::Integer,
        })
    }

    fn values(&mut self, object: &Object<'_>) -> Option<Vec<Value>> {
        let cursors = self.items(object, "enum");
        let list = object.get("enum")?.as_array()?;
        if list.is_empty() {
            self.empty_list(object.origin, "enum", "list the values, or remove it");
        }
        let mut seen = std::collections::HashSet::new();
        for cursor in &cursors {
            if !seen.insert(cursor.value.to_string()) {
                self.twice(cursor, "enum");
            }
        }
        Some(list.clone())
    }

    /// `required`: names. Inside a property, people write a flag, which is of earlier drafts.
    fn required(&mut self, object: &Object<'_>, value: &Value) -> Vec<String> {
        if let Value::Bool(flag) = value {
            let message = format!("`required` of a schema is a list of names, and is `{flag}`");
            let help = if *flag {
                "list the name of this property in the schema around it: `required: [name]`"
            } else {
                "remove it; a property is optional unless the schema around it lists its name in `required`"
            };
            self.diagnostics.push(
                Diagnostic::error(Code("LP0115"), message)
                    .at(
                        object.origin.value_of("required"),
                        "only parameters and request bodies have it as a flag",
                    )
                    .help(help),
            );
            return Vec::new();
        }
        self.names(object, "required")
    }

    /// A list of names, each once.
    pub(super) fn names(&mut self, object: &Object<'_>, name: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for cursor in self.items(object, name) {
            match cursor.value {
                Value::String(text) if seen.insert(text) => names.push(text.clone()),
                Value::String(_) => self.twice(&cursor, name),
                other => {
                    let what = format!("an item of `{name}`");
                    self.wrong_type(cursor.origin.place(), &what, "a text", other);
                }
            }
        }
        names
    }

    fn dependent_required(
        &mut self,
        object: &Object<'_>,
    ) -> indexmap::IndexMap<String, Vec<String>> {
        let Some(cursor) = self.member(object, "dependentRequired") else {
            return Default::default();
        };
        let Value::Object(members) = cursor.value else {
            let place = cursor.origin.place();
            self.wrong_type(place, "`dependentRequired`", "an object", cursor.value);
            return Default::default();
        };
        let inner = Object {
            members,
            origin: cursor.origin,
        };
        let lists = members
            .keys()
            .map(|name| (name.clone(), self.names(&inner, name)));
        lists.collect()
    }

    fn multiple_of(&mut self, origin: Origin, value: &Value) -> Option<Number> {
        let number = self.as_number(origin, "multipleOf", value)?;
        let positive = number.as_f64().is_some_and(|number| number > 0.0);
        if !positive {
            let message = format!("`multipleOf` is {number}, and must be above 0");
            self.diagnostics.push(
                Diagnostic::error(Code("LP0117"), message)
                    .at(
                        origin.value_of("multipleOf"),
                        "no value is a multiple of it",
                    )
                    .help("write a number above 0, or remove it"),
            );
        }
        positive.then_some(number)
    }

    pub(super) fn empty_list(&mut self, origin: Origin, name: &str, help: &str) {
        self.diagnostics.push(
            Diagnostic::error(Code("LP0119"), format!("`{name}` is an empty list"))
                .at(origin.value_of(name), "expected one item at least")
                .help(help),
        );
    }

    fn twice(&mut self, cursor: &Cursor<'_>, name: &str) {
        let message = format!("{} stands twice in `{name}`", cursor.value);
        self.diagnostics.push(
            Diagnostic::warning(Code("LP0119"), message)
                .at(cursor.origin.place(), "again here")
                .help("remove it"),
        );
    }

    /// Says that a keyword holds another shape than it must, and what to write.
    pub(super) fn wrong_schema(
        &mut self,
        cursor: Cursor<'_>,
        what: &str,
        expected: &str,
        help: &str,
    ) {
        let found = super::scalar::described(cursor.value);
        let message = format!("{what} must be {expected}, and is {found}");
        self.diagnostics.push(
            Diagnostic::error(Code("LP0103"), message)
                .at(cursor.origin.place(), format!("expected {expected}"))
                .help(help),
        );
    }
}

/// What a list of types is in 3.0.
fn one_type(names: &[Value]) -> String {
    let mut others = names
        .iter()
        .filter_map(Value::as_str)
        .filter(|name| *name != "null");
    let null = names.iter().any(|name| name.is_null() || name == "null");
    match (others.next(), others.next(), null) {
        (Some(one), None, true) => {
            format!("write `type: {one}` and `nullable: true`, or `openapi: 3.1.0`")
        }
        (Some(one), None, false) => format!("write `type: {one}`"),
        _ => "write `anyOf` with a schema for each type, or `openapi: 3.1.0`".to_owned(),
    }
}

/// Types of other languages, and what they are here.
fn foreign_type(name: &str) -> Option<&'static str> {
    Some(match name {
        "file" => "write `type: string` and `format: binary`",
        "any" => "leave `type` out: a value of any type is meant",
        "int" | "int32" => "write `type: integer` and `format: int32`",
        "long" | "int64" => "write `type: integer` and `format: int64`",
        "float" => "write `type: number` and `format: float`",
        "double" | "decimal" => "write `type: number` and `format: double`",
        "date" => "write `type: string` and `format: date`",
        "datetime" | "date-time" | "timestamp" => "write `type: string` and `format: date-time`",
        "uuid" | "uri" | "email" | "byte" | "binary" | "password" => {
            "write `type: string`, and this word as `format`"
        }
        "list" => "write `type: array`",
        "map" | "dict" | "hash" => "write `type: object` and `additionalProperties`",
        "enum" => "write `type: string` and the values in `enum`",
        _ => return None,
    })
}
