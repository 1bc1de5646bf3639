//! `Cargo.toml` of the generated crate. Every value goes through a filter that writes it as TOML.

use serde::Serialize;
use serde_json::Value;
use tera::{Context, Kwargs, State, Tera};

use super::needs::Needs;
use super::runtime;
use super::text::is_hidden;
use crate::api::{ALL_RESOURCES, Api, Package};

const TEMPLATE: &str = include_str!("../../templates/Cargo.toml.tera");

/// Folds the runtime in a review; types and endpoints stay open.
pub(crate) const ATTRIBUTES: &str =
    "# The runtime is the same in every crate that Letterpress makes.
src/runtime/** linguist-generated=true
";

/// What the template asks for.
#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    version: &'a str,
    library: &'a str,
    /// What letterpress.toml or the document tells about the package.
    told: Vec<Entry<&'static str, Value>>,
    /// Keys and values that are TOML already.
    dev_dependencies: Vec<Entry<String, String>>,
    /// Examples and the features that they need.
    examples: Vec<Entry<&'a str, &'a [String]>>,
    /// Features and dependencies, TOML already.
    tables: String,
    letterpress: &'static str,
}

#[derive(Serialize)]
struct Entry<K, V> {
    key: K,
    value: V,
}

/// Prints the manifest.
pub(crate) fn emit(api: &Api, needs: &Needs) -> String {
    let package = &api.package;
    let manifest = Manifest {
        name: &package.name,
        version: &package.version,
        library: &package.library,
        told: told(package),
        dev_dependencies: package
            .dev_dependencies
            .iter()
            .map(|(name, value)| Entry {
                key: key(name),
                value: checked(value),
            })
            .collect(),
        examples: package
            .examples
            .iter()
            .map(|(name, features)| Entry {
                key: name.as_str(),
                value: features.as_slice(),
            })
            .collect(),
        tables: tables(api, needs),
        letterpress: env!("CARGO_PKG_VERSION"),
    };
    let mut tera = Tera::new();
    tera.register_filter("toml", |value: tera::Value, _: Kwargs, _: &State<'_>| {
        inline(&value)
    });
    let context = Context::from_serialize(&manifest).expect("a struct of strings is a context");
    let mut text = tera
        .render_str(TEMPLATE, &context, false)
        .expect("the template names what the context has");
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// Features and dependencies of the runtime, and a feature for each resource that has one.
fn tables(api: &Api, needs: &Needs) -> String {
    let tables = runtime::tables(needs).trim_end().to_owned();
    let resources: Vec<_> = api
        .modules
        .iter()
        .filter_map(|module| module.feature.as_ref())
        .collect();
    let Some((features, rest)) = tables.split_once("\n\n").filter(|_| !resources.is_empty()) else {
        return tables;
    };
    let mut text = features.replace("default = [", &format!("default = [\"{ALL_RESOURCES}\", "));
    text.push_str("\n# Every resource. Without it, each has a feature of its own, and the types that it alone reaches come with it.\n");
    text.push_str(&format!("{ALL_RESOURCES} = [\n"));
    for resource in &resources {
        text.push_str(&format!("    {},\n", Value::from(resource.name.as_str())));
    }
    text.push_str("]\n");
    for resource in &resources {
        let needs = Value::from(resource.needs.clone());
        text.push_str(&format!("{} = {needs}\n", key(&resource.name)));
    }
    format!("{text}\n{rest}")
}

/// What there is of the package's description, in the order of Cargo's own documentation.
fn told(package: &Package) -> Vec<Entry<&'static str, Value>> {
    let texts = [
        ("description", &package.description),
        ("license", &package.license),
        ("repository", &package.repository),
        ("homepage", &package.homepage),
        ("documentation", &package.documentation),
    ];
    let texts = texts.into_iter().filter_map(|(key, text)| {
        text.as_ref().map(|text| Entry {
            key,
            value: Value::from(text.as_str()),
        })
    });
    let lists = [
        ("authors", &package.authors),
        ("keywords", &package.keywords),
        ("categories", &package.categories),
    ];
    let lists = lists
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(key, list)| Entry {
            key,
            value: Value::from(list.as_slice()),
        });
    let publish = (!package.publish).then(|| Entry {
        key: "publish",
        value: Value::from(false),
    });
    texts.chain(lists).chain(publish).collect()
}

/// A value of the template as TOML in one line.
fn inline(value: &tera::Value) -> String {
    toml_value(&serde_json::to_value(value).unwrap_or_default())
}

/// Strings, booleans and lists of them are all that a manifest takes from the context.
fn toml_value(json: &Value) -> String {
    match json {
        Value::Bool(value) => value.to_string(),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(toml_value).collect();
            format!("[{}]", values.join(", "))
        }
        Value::String(text) => basic_string(text),
        other => basic_string(&other.to_string()),
    }
}

/// Text as a basic string of TOML, on one line: the escapes are JSON's, and those of what JSON lets stand unseen.
fn basic_string(text: &str) -> String {
    seen(&Value::from(text).to_string())
}

/// A string of TOML with everything that is not seen spelled out.
fn seen(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_hidden(letter) {
            seen.push_str(&format!("\\U{:08x}", u32::from(letter)));
        } else {
            seen.push(letter);
        }
    }
    seen
}

/// A value that is written as TOML already, if it is one and nothing more; else the text as a string.
fn checked(value: &str) -> String {
    let value = &seen(value);
    let table = format!("value = {value}").parse::<toml::Table>();
    match table
        .as_ref()
        .map(|table| (table.len(), table.get("value")))
    {
        Ok((1, Some(_))) => value.trim().to_owned(),
        _ => basic_string(value),
    }
}

/// A key, quoted where it must be.
fn key(name: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !name.is_empty() && name.bytes().all(bare) {
        name.to_owned()
    } else {
        basic_string(name)
    }
}
