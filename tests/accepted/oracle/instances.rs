//! An instance of a schema, and what may become of it in the future.
//!
//! What is made is likely to be valid, and not more: the validator decides.

use letterpress_accepted::Value;
use serde_json::{Map, json};

use super::random::Random;
use super::texts;

/// How deep members that need not be there are made.
const DEPTH: usize = 5;
/// How deep anything is made.
const DEEPEST: usize = 24;

pub(super) struct Instances<'a, 'r> {
    root: &'a Value,
    random: &'r mut Random,
    pub(super) mutants: Vec<Mutant>,
}

/// A change that a server may make tomorrow, at a place of the instance.
pub(super) enum Mutant {
    Member(String),
    Value(String),
    Null(String, String),
}

impl Mutant {
    pub(super) fn property(&self) -> &'static str {
        match self {
            Self::Member(_) => "loses a member that is new",
            Self::Value(_) => "loses a value that no enum lists",
            Self::Null(..) => "does not take null for an optional member",
        }
    }

    /// The value of tomorrow, and what it may also encode to: null for an optional member may be absent.
    pub(super) fn apply(&self, value: &Value) -> (Value, Value) {
        let (mut later, mut expected) = (value.clone(), value.clone());
        for changed in [&mut later, &mut expected] {
            match self {
                Self::Member(place) => {
                    if let Some(Value::Object(object)) = changed.pointer_mut(place) {
                        object.insert("added tomorrow".to_owned(), json!({"deep": [1, null]}));
                    }
                }
                Self::Value(place) => {
                    if let Some(text) = changed.pointer_mut(place) {
                        *text = json!("never heard of");
                    }
                }
                Self::Null(place, name) => {
                    if let Some(Value::Object(object)) = changed.pointer_mut(place) {
                        object.insert(name.clone(), Value::Null);
                    }
                }
            }
        }
        if let Self::Null(place, name) = self
            && let Some(Value::Object(object)) = expected.pointer_mut(place)
        {
            object.remove(name);
        }
        (later, expected)
    }
}

impl<'a, 'r> Instances<'a, 'r> {
    pub(super) fn new(root: &'a Value, random: &'r mut Random) -> Self {
        Self {
            root,
            random,
            mutants: Vec::new(),
        }
    }

    pub(super) fn of(&mut self, pointer: &str) -> Option<Value> {
        let schema = self.root.pointer(pointer)?;
        self.all_of(&[schema], "", 0)
    }

    /// A value that all of some schemas allow.
    fn all_of(&mut self, schemas: &[&'a Value], place: &str, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let (mut parts, mut tags) = (Vec::new(), Vec::new());
        for schema in schemas {
            self.spread(schema, &mut parts, &mut tags, 0)?;
        }
        let every = |keyword: &str| -> Vec<&'a Value> {
            parts.iter().filter_map(|part| part.get(keyword)).collect()
        };
        if let Some(constant) = every("const").first() {
            return Some((*constant).clone());
        }
        let lists = every("enum");
        if let Some(list) = lists.first().and_then(|list| list.as_array()) {
            let shared: Vec<&Value> = list
                .iter()
                .filter(|value| {
                    lists
                        .iter()
                        .all(|list| list.as_array().is_some_and(|list| list.contains(value)))
                })
                .collect();
            if shared.len() > 1 && list.iter().all(Value::is_string) {
                self.mutants.push(Mutant::Value(place.to_owned()));
            }
            return self.random.pick(&shared).map(|value| (*value).clone());
        }
        let kind = self.kind(&parts)?;
        Some(match kind {
            "null" => Value::Null,
            "boolean" => json!(self.random.once_in(2)),
            "integer" | "number" => self.number(&parts, kind == "integer")?,
            "string" => self.text(&parts),
            "array" => self.array(&parts, place, depth)?,
            _ => {
                let mut object = self.object(&parts, place, depth)?;
                for (name, tag) in tags {
                    let of_tag = |known: &String| *known == name;
                    self.mutants.retain(|mutant| {
                        !matches!(mutant, Mutant::Null(at, name) if at == place && of_tag(name))
                    });
                    if let Some(object) = object.as_object_mut() {
                        object.insert(name, tag);
                    }
                }
                object
            }
        })
    }

    /// The schemas that a schema is made of: references followed, one variant of each union taken.
    fn spread(
        &mut self,
        schema: &'a Value,
        parts: &mut Vec<&'a Map<String, Value>>,
        tags: &mut Vec<(String, Value)>,
        depth: usize,
    ) -> Option<()> {
        let Some(object) = schema.as_object() else {
            return (schema != &json!(false)).then_some(());
        };
        if depth > DEEPEST {
            return None;
        }
        if let Some(to) = object.get("$ref").and_then(Value::as_str) {
            let fragment = percent_decoded(to.strip_prefix('#')?);
            let target = self.root.pointer(&fragment)?;
            self.spread(target, parts, tags, depth + 1)?;
        }
        parts.push(object);
        for part in object
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            self.spread(part, parts, tags, depth + 1)?;
        }
        for keyword in ["anyOf", "oneOf"] {
            let variants = object.get(keyword).and_then(Value::as_array);
            if let Some(variant) = variants.and_then(|variants| self.random.pick(variants)) {
                tags.extend(self.tag(object, variant));
                self.spread(variant, parts, tags, depth + 1)?;
            }
        }
        Some(())
    }

    /// The member that names a variant, as a discriminator says: a rule that JSON Schema does not know.
    fn tag(&mut self, union: &'a Map<String, Value>, variant: &Value) -> Option<(String, Value)> {
        let discriminator = union.get("discriminator")?;
        let property = discriminator.get("propertyName")?.as_str()?;
        let to = variant.get("$ref")?.as_str()?;
        let name = to.rsplit('/').next()?;
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let keys: Vec<&str> = mapping
            .into_iter()
            .flatten()
            .filter(|(_, target)| **target == to || **target == name)
            .map(|(key, _)| key.as_str())
            .collect();
        let tag = self.random.pick(&keys).copied().unwrap_or(name);
        // The tag of a number or a flag is written as one.
        let target = self.root.pointer(&percent_decoded(to.strip_prefix('#')?));
        let kind = target.and_then(|target| target["properties"][property]["type"].as_str());
        let value = match kind {
            Some("boolean" | "integer") => serde_json::from_str(tag).unwrap_or(json!(tag)),
            _ => json!(tag),
        };
        Some((property.to_owned(), value))
    }

    fn kind(&mut self, parts: &[&'a Map<String, Value>]) -> Option<&'static str> {
        const KINDS: [&str; 7] = [
            "object", "string", "integer", "number", "array", "boolean", "null",
        ];
        let allowed = |kind: &&&str| {
            parts.iter().all(|part| match part.get("type") {
                Some(Value::String(name)) => {
                    name == **kind || (name == "number" && **kind == "integer")
                }
                Some(Value::Array(names)) => names
                    .iter()
                    .any(|name| name == **kind || (name == "number" && **kind == "integer")),
                _ => true,
            })
        };
        // A schema without a type is about the type that its keywords are about.
        let about = |keywords: &[&str]| {
            parts
                .iter()
                .any(|part| keywords.iter().any(|keyword| part.contains_key(*keyword)))
        };
        let typed = parts.iter().any(|part| part.contains_key("type"));
        if !typed {
            if about(&["properties", "additionalProperties", "required"]) {
                return Some("object");
            }
            if about(&["items", "prefixItems"]) {
                return Some("array");
            }
            if about(&["pattern", "minLength", "maxLength"]) {
                return Some("string");
            }
            if about(&["minimum", "maximum", "multipleOf"]) {
                return Some("number");
            }
        }
        let kinds: Vec<&&str> = KINDS.iter().filter(allowed).collect();
        self.random.pick(&kinds).map(|kind| **kind)
    }

    fn number(&mut self, parts: &[&'a Map<String, Value>], whole: bool) -> Option<Value> {
        let every = |keyword: &str| {
            parts
                .iter()
                .filter_map(|part| part.get(keyword)?.as_f64())
                .collect::<Vec<f64>>()
        };
        let formats: Vec<&str> = parts
            .iter()
            .filter_map(|part| part.get("format")?.as_str())
            .collect();
        let (lowest, highest) = match formats.first() {
            Some(&"int8") => (-128.0, 127.0),
            Some(&"int16") => (-32_768.0, 32_767.0),
            Some(&"int32") => (-2_147_483_648.0, 2_147_483_647.0),
            Some(&"uint8") => (0.0, 255.0),
            Some(&"uint16") => (0.0, 65_535.0),
            Some(&"uint32") => (0.0, 4_294_967_295.0),
            Some(&("uint" | "uint64")) => (0.0, 9e15),
            _ => (-9e15, 9e15),
        };
        let whole = whole || formats.iter().any(|format| format.contains("int"));
        let step = every("multipleOf").first().copied();
        let unit = step.unwrap_or(if whole { 1.0 } else { 0.25 });
        let mut least = every("minimum").into_iter().fold(lowest, f64::max);
        let mut most = every("maximum").into_iter().fold(highest, f64::min);
        for bound in every("exclusiveMinimum") {
            least = least.max(bound + unit.min(1.0) / 2.0);
        }
        for bound in every("exclusiveMaximum") {
            most = most.min(bound - unit.min(1.0) / 2.0);
        }
        if least > most {
            return None;
        }
        let number = match self.random.below(4) {
            0 => least,
            1 => most,
            2 => 0.0_f64.clamp(least, most),
            _ => {
                let near = (self.random.below(100_000) as f64 - 50_000.0) / 8.0;
                near.clamp(least, most)
            }
        };
        let stepped = (number / unit).round() * unit;
        let number = if stepped < least {
            stepped + unit
        } else if stepped > most {
            stepped - unit
        } else {
            stepped
        };
        // `3.0` is an integer too.
        if number.fract() == 0.0 && number.abs() < 9e15 && !(whole && self.random.once_in(8)) {
            return Some(json!(number as i64));
        }
        Some(json!(number))
    }

    fn text(&mut self, parts: &[&'a Map<String, Value>]) -> Value {
        let word = |keyword: &str| parts.iter().find_map(|part| part.get(keyword)?.as_str());
        let count = |keyword: &str| parts.iter().find_map(|part| part.get(keyword)?.as_u64());
        if let Some(text) =
            word("pattern").and_then(|pattern| texts::of_pattern(pattern, self.random))
        {
            return json!(text);
        }
        if let Some(text) = word("format").and_then(|format| texts::of_format(format, self.random))
        {
            return json!(text);
        }
        if word("contentEncoding") == Some("base64") {
            return json!("aGVsbG8=");
        }
        let least = count("minLength").unwrap_or_default();
        let most = count("maxLength").unwrap_or(least + 12).min(least + 12);
        json!(texts::of_length(least as usize, most as usize, self.random))
    }

    fn array(
        &mut self,
        parts: &[&'a Map<String, Value>],
        place: &str,
        depth: usize,
    ) -> Option<Value> {
        let count = |keyword: &str| parts.iter().find_map(|part| part.get(keyword)?.as_u64());
        let least = count("minItems").unwrap_or_default() as usize;
        let mut most = count("maxItems").unwrap_or(least as u64 + 3) as usize;
        most = most.min(least + 3);
        let prefix = parts
            .iter()
            .filter_map(|part| part.get("prefixItems")?.as_array())
            .map(Vec::len)
            .max()
            .unwrap_or_default();
        let wanted = if depth > DEPTH {
            least
        } else {
            least.max(prefix.min(most)) + self.random.below(most - least + 1)
        };
        let mut items = Vec::new();
        for index in 0..wanted.min(most.max(prefix)) {
            let schemas: Vec<&Value> = parts
                .iter()
                .filter_map(|part| {
                    let by_place = part.get("prefixItems").and_then(|list| list.get(index));
                    by_place.or_else(|| part.get("items"))
                })
                .collect();
            let place = format!("{place}/{index}");
            match self.all_of(&schemas, &place, depth + 1) {
                Some(item) => items.push(item),
                None if index >= least => break,
                None => return None,
            }
        }
        Some(Value::Array(items))
    }

    fn object(
        &mut self,
        parts: &[&'a Map<String, Value>],
        place: &str,
        depth: usize,
    ) -> Option<Value> {
        let mut names: Vec<&'a str> = Vec::new();
        for part in parts {
            let properties = part.get("properties").and_then(Value::as_object);
            let required = part.get("required").and_then(Value::as_array);
            let declared = properties
                .into_iter()
                .flat_map(|map| map.keys().map(String::as_str));
            let required = required.into_iter().flatten().filter_map(Value::as_str);
            for name in declared.chain(required) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let is_required = |name: &str| {
            parts.iter().any(|part| {
                let list = part.get("required").and_then(Value::as_array);
                list.is_some_and(|list| list.iter().any(|known| known == name))
            })
        };
        let mut object = Map::new();
        for name in names {
            let required = is_required(name);
            if !required && (depth > DEPTH || self.random.once_in(3)) {
                continue;
            }
            let schemas: Vec<&Value> = parts
                .iter()
                .filter_map(|part| {
                    let declared = part.get("properties").and_then(|map| map.get(name));
                    declared.or_else(|| part.get("additionalProperties"))
                })
                .collect();
            let inside = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
            match self.all_of(&schemas, &inside, depth + 1) {
                Some(value) => {
                    if !required {
                        let null = Mutant::Null(place.to_owned(), name.to_owned());
                        self.mutants.push(null);
                    }
                    object.insert(name.to_owned(), value);
                }
                None if required => return None,
                None => {}
            }
        }
        let is_map = self.others(parts, place, depth, &mut object);
        if !is_map {
            self.mutants.push(Mutant::Member(place.to_owned()));
        }
        Some(Value::Object(object))
    }

    /// Members that are not named; whether those have a type.
    fn others(
        &mut self,
        parts: &[&'a Map<String, Value>],
        place: &str,
        depth: usize,
        object: &mut Map<String, Value>,
    ) -> bool {
        let typed: Vec<&Value> = parts
            .iter()
            .flat_map(|part| {
                ["additionalProperties", "unevaluatedProperties"].map(|name| part.get(name))
            })
            .flatten()
            .filter(|schema| schema.as_object().is_some_and(|schema| !schema.is_empty()))
            .collect();
        // Where nothing is said, requests are closed: what the document does not name is not sent.
        let open = parts
            .iter()
            .any(|part| part.contains_key("additionalProperties"))
            || !parts.iter().any(|part| {
                part.contains_key("properties") || part.contains_key("patternProperties")
            });
        let closed = !open
            || parts
                .iter()
                .any(|part| part.get("additionalProperties") == Some(&json!(false)));
        let patterns: Vec<(&'a String, &'a Value)> = parts
            .iter()
            .filter_map(|part| part.get("patternProperties")?.as_object())
            .flatten()
            .collect();
        let least = parts
            .iter()
            .filter_map(|part| part.get("minProperties")?.as_u64())
            .max()
            .unwrap_or_default() as usize;
        let wanted = if depth > DEPTH {
            least.saturating_sub(object.len())
        } else {
            self.random.below(3).max(least.saturating_sub(object.len()))
        };
        for index in 0..wanted {
            let by_pattern = self.random.pick(&patterns).copied();
            let (name, schemas) = match by_pattern {
                Some((pattern, schema)) => {
                    let Some(name) = texts::of_pattern(pattern, self.random) else {
                        continue;
                    };
                    (name, vec![schema])
                }
                None if closed => continue,
                None => (self.name(parts, index), typed.clone()),
            };
            let inside = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
            if !object.contains_key(&name)
                && let Some(value) = self.all_of(&schemas, &inside, depth + 2)
            {
                object.insert(name, value);
            }
        }
        !typed.is_empty() || !patterns.is_empty()
    }
}

impl<'a> Instances<'a, '_> {
    /// The name of a member that is not named, as `propertyNames` has it.
    fn name(&mut self, parts: &[&'a Map<String, Value>], index: usize) -> String {
        let mut names = parts.iter().filter_map(|part| part.get("propertyNames"));
        let known = self.mutants.len();
        let name = names
            .next()
            .and_then(|names| self.all_of(&[names], "", DEPTH))
            .and_then(|name| name.as_str().map(str::to_owned));
        // A name does not change tomorrow.
        self.mutants.truncate(known);
        name.unwrap_or_else(|| format!("other {index}"))
    }
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}
