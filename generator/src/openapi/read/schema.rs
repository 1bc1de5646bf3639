//! A schema: its members one after another, each into its field.

use serde_json::Value;

use super::Reader;
use super::cursor::{Cursor, Object};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::keywords::{DISCRIMINATOR, SCHEMA, XML};
use crate::openapi::{Discriminator, Schema, Version};
use crate::shared::Shared;

impl Reader<'_> {
    pub(super) fn schema(&mut self, cursor: Cursor<'_>) -> Option<Schema> {
        let mut schema = Schema {
            origin: cursor.origin,
            ..Schema::default()
        };
        let members = match cursor.value {
            Value::Object(members) => members,
            Value::Bool(boolean) => {
                schema.boolean = Some(*boolean);
                return Some(schema);
            }
            other => {
                self.wrong_type(cursor.origin.place(), "a schema", "an object", other);
                return None;
            }
        };
        let object = Object {
            members,
            origin: cursor.origin,
        };
        let recursive = members.get("$recursiveAnchor") == Some(&Value::Bool(true));
        if recursive {
            self.recursive.push(cursor.origin);
        }
        for (name, value) in members {
            if name.starts_with("x-") {
                schema.extensions.insert(name.clone(), value.clone());
            }
            if self.of_earlier_drafts(&mut schema, &object, name) {
                continue;
            }
            if !self.keyword(&object, name, &SCHEMA) || self.too_many(&object, name, &SCHEMA) {
                continue;
            }
            let taken = self.annotation(&mut schema, &object, name, value)
                || self.assertion(&mut schema, &object, name, value)
                || self.applicator(&mut schema, &object, name);
            debug_assert!(
                taken,
                "`{name}` is in the table of keywords and has no field"
            );
        }
        self.bounds(&mut schema, &object);
        if schema.not.as_deref().is_some_and(is_anything) {
            schema.boolean = Some(false);
            schema.not = None;
        }
        if recursive {
            self.recursive.pop();
        }
        self.beside_reference(&object);
        Some(schema)
    }

    /// 3.0 wants what stands beside a `$ref` ignored, and hardly anybody who writes it means that.
    fn beside_reference(&mut self, object: &Object<'_>) {
        if self.version > Version::V3_0 || object.get("$ref").is_none() {
            return;
        }
        let documents = [
            "$ref",
            "title",
            "description",
            "example",
            "externalDocs",
            "deprecated",
            "xml",
        ];
        let mut names = object.members.keys().map(String::as_str);
        let Some(name) =
            names.find(|name| !documents.contains(name) && SCHEMA.find(name).is_some())
        else {
            return;
        };
        self.diagnostics.push(
            Diagnostic::warning(
                Code("LP0128"),
                format!("`{name}` beside `$ref` is ignored in OpenAPI 3.0, and not by this crate"),
            )
            .at(object.origin.key_of(name), "taken as OpenAPI 3.1 has it")
            .help(
                "write `allOf: [{$ref: ..}]` and the rest beside it, and every tool reads the same",
            ),
        );
    }

    /// Keywords that say something about a value; false where `name` is none of them.
    fn annotation(
        &mut self,
        schema: &mut Schema,
        object: &Object<'_>,
        name: &str,
        value: &Value,
    ) -> bool {
        let origin = object.origin;
        match name {
            "$ref" => schema.reference = self.as_text(origin, name, value),
            "$dynamicRef" => {
                schema.dynamic_reference = self.as_text(origin, name, value);
                // Where nothing overrides it, it is a reference like any other.
                if object.get("$ref").is_none() {
                    schema.reference = schema.dynamic_reference.clone();
                }
            }
            "$id" => schema.id = self.as_text(origin, name, value),
            "$anchor" => schema.anchor = self.as_text(origin, name, value),
            "$dynamicAnchor" => schema.dynamic_anchor = self.as_text(origin, name, value),
            "$comment" => schema.comment = self.as_text(origin, name, value),
            "$schema" => {
                if let Some(dialect) = self.as_text(origin, name, value) {
                    self.dialect(origin, name, &dialect);
                }
            }
            "title" => schema.title = self.as_text(origin, name, value),
            "description" => schema.description = self.as_text(origin, name, value),
            "default" => schema.default = Some(Box::new(value.clone())),
            "example" => schema.example = Some(value.clone().into()),
            "examples" => schema.examples = self.schema_examples(object),
            "deprecated" => {
                schema.deprecated = self.as_flag(origin, name, value).unwrap_or_default()
            }
            "readOnly" => schema.read_only = self.as_flag(origin, name, value).unwrap_or_default(),
            "writeOnly" => {
                schema.write_only = self.as_flag(origin, name, value).unwrap_or_default()
            }
            "externalDocs" => schema.external_docs = self.external_docs(object),
            "xml" => schema.xml = self.xml(object),
            "discriminator" => schema.discriminator = self.discriminator(object),
            "contentEncoding" => schema.content_encoding = self.as_text(origin, name, value),
            "contentMediaType" => schema.content_media_type = self.as_text(origin, name, value),
            _ => return false,
        }
        true
    }

    /// Keywords that hold schemas; false where `name` is none of them.
    fn applicator(&mut self, schema: &mut Schema, object: &Object<'_>, name: &str) -> bool {
        match name {
            "$defs" => schema.defs.extend(self.map(object, name, Self::schema)),
            "properties" => schema.properties = self.map(object, name, Self::schema).into(),
            "patternProperties" => schema.pattern_properties = self.map(object, name, Self::schema),
            "dependentSchemas" => schema.dependent_schemas = self.map(object, name, Self::schema),
            "additionalProperties" => schema.additional_properties = self.inner(object, name),
            "unevaluatedProperties" => schema.unevaluated_properties = self.inner(object, name),
            "propertyNames" => schema.property_names = self.inner(object, name),
            "items" => schema.items = self.inner(object, name),
            "prefixItems" => schema.prefix_items = self.list(object, name, Self::schema),
            "unevaluatedItems" => schema.unevaluated_items = self.inner(object, name),
            "contains" => schema.contains = self.inner(object, name),
            "contentSchema" => schema.content_schema = self.inner(object, name),
            "allOf" => schema.all_of = self.alternatives(object, name),
            "anyOf" => schema.any_of = self.alternatives(object, name),
            "oneOf" => schema.one_of = self.alternatives(object, name),
            "not" => schema.not = self.inner(object, name),
            "if" => schema.if_ = self.inner(object, name),
            "then" => schema.then = self.inner(object, name),
            "else" => schema.else_ = self.inner(object, name),
            _ => return false,
        }
        true
    }

    pub(super) fn inner(&mut self, object: &Object<'_>, name: &str) -> Option<Box<Schema>> {
        let cursor = self.member(object, name)?;
        self.schema(cursor).map(Box::new)
    }

    /// `allOf`, `anyOf`, `oneOf`: a list that is not empty.
    fn alternatives(&mut self, object: &Object<'_>, name: &str) -> Vec<Schema> {
        let list = self.list(object, name, Self::schema);
        if object
            .get(name)
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
        {
            self.empty_list(object.origin, name, "remove it, or write a schema in it");
        }
        list
    }

    /// 3.1: a list of values, other than the `examples` of parameters and media types.
    fn schema_examples(&mut self, object: &Object<'_>) -> Vec<Shared<Value>> {
        if object.get("examples").is_some_and(Value::is_object) {
            let cursor = self.member(object, "examples");
            let instead =
                "write a list of values; examples with names belong to parameters and media types";
            if let Some(cursor) = cursor {
                self.wrong_schema(cursor, "`examples` of a schema", "a list", instead);
            }
            return Vec::new();
        }
        self.list(object, "examples", |_, cursor| {
            Some(cursor.value.clone().into())
        })
    }

    fn xml(&mut self, object: &Object<'_>) -> Option<Value> {
        let cursor = self.member(object, "xml")?;
        self.object(cursor, &XML)?;
        Some(cursor.value.clone())
    }

    fn discriminator(&mut self, object: &Object<'_>) -> Option<Discriminator> {
        let cursor = self.member(object, "discriminator")?;
        if cursor.value.is_string() {
            let instead = "write `discriminator: {propertyName: ..}`";
            self.wrong_schema(cursor, "`discriminator`", "an object", instead);
            return None;
        }
        let object = self.object(cursor, &DISCRIMINATOR)?;
        let mapping = self.map(&object, "mapping", |reader, cursor| {
            let found = cursor.value.as_str().map(str::to_owned);
            if found.is_none() {
                reader.wrong_type(cursor.origin.place(), "a mapping", "a text", cursor.value);
            }
            found
        });
        let default_mapping = self.text(&object, "defaultMapping");
        Some(Discriminator {
            origin: cursor.origin,
            property_name: self.required_text(&object, "propertyName", "a discriminator"),
            mapping,
            default_mapping: default_mapping.filter(|_| self.version >= Version::V3_2),
        })
    }
}

/// Whether a schema is `true` or `{}`. What is `not` that is nothing: another way to write `false`.
fn is_anything(schema: &Schema) -> bool {
    let empty = Schema {
        origin: schema.origin,
        boolean: schema.boolean.filter(|boolean| *boolean),
        ..Schema::default()
    };
    *schema == empty
}
