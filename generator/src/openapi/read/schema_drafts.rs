//! Words of earlier drafts of JSON Schema, where what they say is known: read as the words of today, and reported.

use indexmap::IndexMap;
use serde_json::Value;

use super::Reader;
use super::cursor::Object;
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::{Schema, Version};

impl Reader<'_> {
    /// Reads one of these words; false where `name` is none of them, or says nothing that is known.
    pub(super) fn of_earlier_drafts(
        &mut self,
        schema: &mut Schema,
        object: &Object<'_>,
        name: &str,
    ) -> bool {
        let value = object.get(name);
        match name {
            "$recursiveAnchor" | "$recursiveRef" => self.of_2019(schema, object, name),
            "definitions" if value.is_some_and(Value::is_object) => {
                self.old(
                    object,
                    name,
                    "since draft 2019-09",
                    "read as `$defs`",
                    "write `$defs`, or `components: {schemas: ..}`",
                );
                schema.defs.extend(self.map(object, name, Self::schema));
                true
            }
            "items" if value.is_some_and(Value::is_array) => {
                self.list_of_items(schema, object);
                true
            }
            "additionalItems" => {
                self.additional_items(schema, object);
                true
            }
            "dependencies"
                if self.version >= Version::V3_1 && value.is_some_and(Value::is_object) =>
            {
                self.dependencies(schema, object);
                true
            }
            "id" if value.is_some_and(Value::is_string) => {
                self.old(
                    object,
                    name,
                    "since draft 6",
                    "ignored",
                    "write `$id` where references use it, else remove it",
                );
                true
            }
            _ => false,
        }
    }

    fn old(&mut self, object: &Object<'_>, name: &str, since: &str, taken: &str, help: &str) {
        let message = format!("`{name}` is no keyword of a schema {since}");
        self.diagnostics.push(
            Diagnostic::warning(Code("LP0102"), message)
                .at(object.origin.key_of(name), taken)
                .help(help),
        );
    }

    /// Draft 2019-09 spelled recursion in other words: `$recursiveRef: '#'` leads to the schema around it that says `$recursiveAnchor: true`.
    fn of_2019(&mut self, schema: &mut Schema, object: &Object<'_>, name: &str) -> bool {
        let value = object.get(name);
        let instead = match (name, self.recursive.last()) {
            ("$recursiveAnchor", _) if value.is_some_and(Value::is_boolean) => {
                "`$recursiveRef` in this schema leads here"
            }
            ("$recursiveRef", Some(around)) if value == Some(&Value::from("#")) => {
                let pointer = self.sources.pointer(*around).replace('%', "%25");
                schema.reference = Some(format!("#{pointer}"));
                "read as a `$ref` to the schema around it that says `$recursiveAnchor`"
            }
            _ => return false,
        };
        self.old(
            object,
            name,
            "since draft 2020-12",
            instead,
            "write `$ref` with the place of the schema, and no anchor",
        );
        true
    }

    /// `items` is one schema; the list of earlier drafts is `prefixItems` now.
    fn list_of_items(&mut self, schema: &mut Schema, object: &Object<'_>) {
        let help = if self.version == Version::V3_0 {
            "write one schema, which all items have, or `openapi: 3.1.0` and `prefixItems`"
        } else {
            "write `prefixItems`, and a schema for all items behind them in `items`"
        };
        self.diagnostics.push(
            Diagnostic::warning(Code("LP0103"), "`items` must be one schema, and is a list")
                .at(
                    object.origin.value_of("items"),
                    "read as `prefixItems`, a schema by position",
                )
                .help(help),
        );
        schema.prefix_items = self.list(object, "items", Self::schema);
    }

    /// What is behind the items that have a schema by position; without such it always said nothing.
    fn additional_items(&mut self, schema: &mut Schema, object: &Object<'_>) {
        let by_position = object.get("items").is_some_and(Value::is_array)
            || (object.get("items").is_none() && object.has("prefixItems"));
        let (taken, help) = if by_position {
            ("read as `items` beside `prefixItems`", "write `items`")
        } else {
            ("says nothing here", "remove it: `items` is about all items")
        };
        self.old(
            object,
            "additionalItems",
            "since draft 2020-12",
            taken,
            help,
        );
        if by_position {
            schema.items = self.inner(object, "additionalItems");
        }
    }

    /// Names that a member asks for, and what it asks of the whole object, in one map.
    fn dependencies(&mut self, schema: &mut Schema, object: &Object<'_>) {
        self.old(
            object,
            "dependencies",
            "since draft 2019-09",
            "read as `dependentRequired` and `dependentSchemas`",
            "write the lists of names in `dependentRequired`, the schemas in `dependentSchemas`",
        );
        let Some(cursor) = self.member(object, "dependencies") else {
            return;
        };
        let Some(members) = cursor.value.as_object() else {
            return;
        };
        let inner = Object {
            members,
            origin: cursor.origin,
        };
        let (mut names, mut schemas) = (IndexMap::new(), IndexMap::new());
        for (name, value) in members {
            if value.is_array() {
                names.insert(name.clone(), self.names(&inner, name));
            } else if let Some(read) = self.inner(&inner, name) {
                schemas.insert(name.clone(), *read);
            }
        }
        schema.dependent_required.extend(names);
        schema.dependent_schemas.extend(schemas);
    }
}
