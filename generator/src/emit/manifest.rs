//! `Cargo.toml` of the generated crate. Every value goes through a filter that writes it as TOML.

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use super::runtime;
use crate::api::{Api, Package};

const TEMPLATE: &str = include_str!("../../templates/Cargo.toml.tera");

/// Folds the runtime in a review; types and endpoints stay open.
pub(crate) const ATTRIBUTES: &str =
    "# The runtime is the same in every crate that Letterpress makes.
src/runtime/** linguist-generated=true
";

/// What the template asks for beside the package.
#[derive(Serialize)]
struct Manifest<'a> {
    package: &'a Package,
    /// Each a key and a value, both TOML already.
    dev_dependencies: Vec<(String, String)>,
    /// Features and dependencies, TOML already.
    tables: String,
    letterpress: &'static str,
}

/// Prints the manifest.
pub(crate) fn emit(api: &Api) -> String {
    let package = &api.package;
    let dev_dependencies = package
        .dev_dependencies
        .iter()
        .map(|(name, value)| (key(name), reread(value)))
        .collect();
    let manifest = Manifest {
        package,
        dev_dependencies,
        tables: runtime::tables(),
        letterpress: env!("CARGO_PKG_VERSION"),
    };
    let mut tera = Tera::new();
    tera.register_filter("toml", |value: tera::Value, _: Kwargs, _: &State| {
        inline(&value)
    });
    let context = Context::from_serialize(&manifest).expect("a struct of strings is a context");
    tera.render_str(TEMPLATE, &context, false)
        .expect("the template names what the context has")
}

/// A value of the template as TOML in one line.
fn inline(value: &tera::Value) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    toml_value(&json).to_string()
}

/// Strings, booleans and lists of them are all that a manifest takes from the context.
fn toml_value(json: &serde_json::Value) -> toml::Value {
    match json {
        serde_json::Value::Bool(value) => toml::Value::Boolean(*value),
        serde_json::Value::Array(values) => {
            toml::Value::Array(values.iter().map(toml_value).collect())
        }
        serde_json::Value::String(text) => toml::Value::String(text.clone()),
        other => toml::Value::String(other.to_string()),
    }
}

/// A value that is written as TOML already, read and written again: it is one value, or else the text of one.
fn reread(value: &str) -> String {
    let table = format!("value = {value}").parse::<toml::Table>();
    match table
        .as_ref()
        .map(|table| (table.len(), table.get("value")))
    {
        Ok((1, Some(value))) => value.to_string(),
        _ => toml::Value::String(value.to_owned()).to_string(),
    }
}

/// A key, quoted where it must be.
fn key(name: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if !name.is_empty() && name.bytes().all(bare) {
        name.to_owned()
    } else {
        // A basic string: a multi-line or literal one is no key.
        serde_json::Value::from(name).to_string()
    }
}
