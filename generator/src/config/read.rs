//! The text of letterpress.toml to a [`Config`]: one function a table, all problems of the file in one run.

use std::collections::HashMap;
use std::path::Path;

use indexmap::IndexMap;
use serde::Deserialize as _;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::table::{Reader, Table};
use super::{Config, Crate, EnvelopeTable, Located, PackageTable, Secret, problem, rules};
use super::{package, pages, paths, select, stream, wait};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Sources};

/// Reads a file of which the text is in `sources` already; paths in it are relative to `folder`.
pub(super) fn read(
    file: FileId,
    folder: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Config> {
    let text = sources.text(file).to_owned();
    let mut reader = Reader {
        file,
        sources,
        diagnostics,
    };
    let (document, errors) = DeTable::parse_recoverable(&text);
    if !errors.is_empty() {
        for error in errors {
            let range = error.span().unwrap_or_default();
            reader.report(problem::syntax(error.message()), range, "");
        }
        return None;
    }
    let problems = reader.diagnostics.len();
    let range = document.span();
    let mut table = Table::new(document.get_ref(), range);
    let config = whole(&mut reader, &mut table, folder);
    table.finish(&mut reader, "letterpress.toml");
    // A value that had to be left out would make a crate that nobody asked for.
    (reader.diagnostics.len() == problems).then_some(config)
}

fn whole(reader: &mut Reader<'_>, table: &mut Table<'_, '_>, folder: &Path) -> Config {
    let deny = table.text(reader, "deny");
    if let Some(deny) = deny.as_ref().filter(|deny| deny.value != "warnings") {
        let diagnostic = problem::no_choice("deny", &deny.value, &["warnings"]);
        reader
            .diagnostics
            .push(diagnostic.at(deny.origin.place(), ""));
    }
    let mut crates = Vec::new();
    match table.take("crate") {
        Some(value) => {
            for table in reader.tables("crate", value).unwrap_or_default() {
                crates.extend(one_crate(reader, table, folder));
            }
        }
        None => reader.report(problem::no_crate(), 0..0, ""),
    }
    only_once(
        reader,
        "two crates have the name",
        crates.iter().map(|one| &one.name),
    );
    paths::keep_apart(reader, &crates);
    Config {
        deny_warnings: deny.is_some(),
        crates,
    }
}

/// One `[[crate]]`; `None` where its name or a path is missing.
fn one_crate(reader: &mut Reader<'_>, mut table: Table<'_, '_>, folder: &Path) -> Option<Crate> {
    let origin = reader.origin(table.range.clone());
    let name = table.required(reader, "name", "name = \"example-client\"");
    if let Some(name) = &name
        && let Err(why) = rules::crate_name(&name.value)
    {
        let diagnostic = problem::crate_name(&name.value, &why);
        reader
            .diagnostics
            .push(diagnostic.at(name.origin.place(), ""));
    }
    let schema = table.required(reader, "schema", "schema = \"openapi.yaml\"");
    let out = table.required(reader, "out", "out = \"client\"");
    let paths = paths::read(reader, folder, schema, out);
    let overlays = table.texts(reader, "overlays");
    only_once(reader, "`overlays` names", overlays.iter());
    let out = paths.as_ref().map(|(_, out)| out.value.as_path());
    let overlays = paths::overlays(reader, folder, overlays, out);
    let select = table.table(reader, "select").map(|table| Located {
        origin: reader.origin(table.range.clone()),
        value: select::read(reader, table),
    });
    let package = match table.table(reader, "package") {
        Some(table) => package::read(reader, table),
        None => PackageTable::default(),
    };
    let env = table
        .table(reader, "env")
        .map(|table| environment(reader, table));
    let envelope = table
        .table(reader, "envelope")
        .and_then(|table| envelope(reader, table));
    let max_untyped = table.count(reader, "max_untyped");
    let wait = table
        .take("wait")
        .and_then(|value| reader.tables("wait", value));
    let wait = wait::read(reader, wait.unwrap_or_default());
    let stream = table
        .take("stream")
        .and_then(|value| reader.tables("stream", value));
    let stream = stream::read(reader, stream.unwrap_or_default());
    let pages = table
        .take("pages")
        .and_then(|value| reader.tables("pages", value));
    let pages = pages::read(reader, pages.unwrap_or_default());
    let secrets = table
        .table(reader, "secrets")
        .map(|table| secrets(reader, table));
    let rename = table
        .table(reader, "rename")
        .map(|table| renames(reader, table));
    let alias = table
        .table(reader, "alias")
        .map(|table| aliases(reader, table));
    let features = table.table(reader, "features").and_then(|mut table| {
        let origin = reader.origin(table.range.clone());
        let resources = table.boolean(reader, "resources");
        table.finish(reader, "`[crate.features]`");
        (resources == Some(true)).then_some(origin)
    });
    let dependencies = table.table(reader, "dev-dependencies");
    let dev_dependencies = dependencies.map(|table| dev_dependencies(reader, table));
    let examples = table
        .table(reader, "examples")
        .map(|table| examples(reader, table));
    let modules = table.texts(reader, "modules");
    check_modules(reader, &modules);
    table.finish(reader, "`[[crate]]`");
    let (schema, out) = paths?;
    Some(Crate {
        origin,
        name: name?,
        schema,
        out,
        overlays,
        select,
        package,
        env: env.unwrap_or_default(),
        envelope,
        max_untyped,
        wait,
        stream,
        pages,
        secrets: secrets.unwrap_or_default(),
        rename: rename.unwrap_or_default(),
        alias: alias.unwrap_or_default(),
        resource_features: features,
        dev_dependencies: dev_dependencies.unwrap_or_default(),
        examples: examples.unwrap_or_default(),
        modules,
    })
}

/// A table with free keys and text values: key -> (value, place of the value, the whole entry).
fn free_texts<'t>(
    reader: &mut Reader<'_>,
    table: Table<'t, '_>,
) -> Vec<(&'t str, Located<String>, Located<String>)> {
    let mut texts = Vec::new();
    for (key, range, value) in table.entries() {
        if let Some(text) = reader.text(key, value) {
            let entry = Located {
                value: text.value.clone(),
                origin: reader.origin(range.start..value.span().end),
            };
            texts.push((key, text, entry));
        }
    }
    texts
}

fn environment(reader: &mut Reader<'_>, table: Table<'_, '_>) -> IndexMap<String, Located<String>> {
    let mut variables = IndexMap::new();
    for (key, name, entry) in free_texts(reader, table) {
        if !rules::is_environment_name(&name.value) {
            reader
                .diagnostics
                .push(problem::environment(&name.value).at(name.origin.place(), ""));
        }
        variables.insert(key.to_owned(), entry);
    }
    variables
}

fn envelope(reader: &mut Reader<'_>, mut table: Table<'_, '_>) -> Option<Located<EnvelopeTable>> {
    let origin = reader.origin(table.range.clone());
    let result = table.required(reader, "result", "result = \"result\"");
    let request_id = table.text(reader, "request_id");
    if let Some(header) = &request_id
        && !rules::is_header_name(&header.value)
    {
        let diagnostic = problem::metadata(
            "request_id",
            &header.value,
            "it is no name of a header",
            "name the response header, such as \"x-request-id\"",
        );
        reader
            .diagnostics
            .push(diagnostic.at(header.origin.place(), ""));
    }
    let mut members = Vec::new();
    let mut of_answer = |key| {
        let text = table.text(reader, key)?;
        members.push(text.clone());
        Some(text.value)
    };
    let (success, errors) = (of_answer("success"), of_answer("errors"));
    let (messages, page) = (of_answer("messages"), of_answer("page"));
    let mut member = |key| table.text(reader, key).map(|text| text.value);
    let envelope = EnvelopeTable {
        result: String::new(),
        success,
        errors,
        messages,
        page,
        members,
        code: member("code").unwrap_or_else(|| "code".to_owned()),
        message: member("message").unwrap_or_else(|| "message".to_owned()),
        pointer: member("pointer")
            .map(|path| path.split('.').map(str::to_owned).collect())
            .unwrap_or_default(),
        documentation: member("documentation"),
        request_id: request_id.map(|header| header.value),
    };
    table.finish(reader, "`[crate.envelope]`");
    Some(Located {
        value: EnvelopeTable {
            result: result?.value,
            ..envelope
        },
        origin,
    })
}

fn secrets(reader: &mut Reader<'_>, table: Table<'_, '_>) -> IndexMap<String, Located<Secret>> {
    let mut secrets = IndexMap::new();
    for (key, range, value) in table.entries() {
        let entry = reader.origin(range.start..value.span().end);
        if !rules::is_pointer(key) {
            reader.report(problem::no_pointer(key, "`[crate.secrets]`"), range, "");
        }
        let Some(text) = reader.text(key, value) else {
            continue;
        };
        let secret = match text.value.as_str() {
            "value" => Secret::Value,
            "query" => Secret::Query,
            other => {
                let diagnostic = problem::no_choice(key, other, &["value", "query"]);
                reader
                    .diagnostics
                    .push(diagnostic.at(text.origin.place(), ""));
                continue;
            }
        };
        secrets.insert(
            key.to_owned(),
            Located {
                value: secret,
                origin: entry,
            },
        );
    }
    secrets
}

fn renames(reader: &mut Reader<'_>, table: Table<'_, '_>) -> IndexMap<String, Located<String>> {
    let mut renames = IndexMap::new();
    for (key, name, entry) in free_texts(reader, table) {
        let problem = if pointer_of(key).is_some_and(|pointer| !rules::is_pointer(pointer)) {
            Some(problem::no_pointer(key, "`[crate.rename]`"))
        } else {
            rename_problem(key, &name.value)
        };
        if let Some(diagnostic) = problem {
            reader
                .diagnostics
                .push(diagnostic.at(name.origin.place(), ""));
        }
        renames.insert(key.to_owned(), entry);
    }
    renames
}

/// Both sides are types, functions with their modules, or modules.
fn aliases(reader: &mut Reader<'_>, table: Table<'_, '_>) -> IndexMap<String, Located<String>> {
    let mut aliases = IndexMap::new();
    for (old, name, entry) in free_texts(reader, table) {
        let problem = alias_problem(old).or_else(|| alias_problem(&name.value));
        let problem = problem.or_else(|| {
            let kind = |name: &str| (name.contains('.'), name.starts_with(|first: char| first.is_ascii_uppercase()));
            (kind(old) != kind(&name.value)).then(|| {
                problem::metadata(
                    old,
                    &name.value,
                    "one of them is a type, a function or a module, and the other is not",
                    "an old type stands for a type, an old `module.function` for such, an old module for a module",
                )
            })
        });
        if let Some(diagnostic) = problem {
            reader
                .diagnostics
                .push(diagnostic.at(name.origin.place(), ""));
        }
        aliases.insert(old.to_owned(), entry);
    }
    aliases
}

fn alias_problem(name: &str) -> Option<Diagnostic> {
    let why = match name.split_once('.') {
        Some((module, function)) => rules::snake(module).and(rules::snake(function)).err(),
        None if name.starts_with(|first: char| first.is_ascii_uppercase()) => {
            rules::identifier(name).err()
        }
        None => rules::snake(name).err(),
    };
    why.map(|why| problem::identifier(name, &why))
}

/// The pointer of a key that is one: `#/..` into the document, or `file.yaml#/..`.
fn pointer_of(key: &str) -> Option<&str> {
    let start = if key.starts_with('#') {
        0
    } else {
        key.find("#/")?
    };
    Some(&key[start..])
}

/// What is wrong with the new name of what `key` means: an operation has a module and a function, a component schema a type, all else an identifier.
fn rename_problem(key: &str, name: &str) -> Option<Diagnostic> {
    let parts: Vec<&str> = key.split('/').collect();
    let by_id = pointer_of(key).is_none() && !key.ends_with('#');
    let is_operation = by_id || (parts.len() == 4 && parts[0] == "#" && parts[1] == "paths");
    if is_operation {
        let Some((module, function)) = name.split_once('.') else {
            let why = "an operation has a module and a function: `module.function`";
            return Some(problem::identifier(name, why));
        };
        return match (
            rules::snake(module),
            rules::snake(function),
            rules::reserved_module(module),
        ) {
            (Err(why), _, _) | (_, Err(why), _) => Some(problem::identifier(name, &why)),
            (_, _, Some(taken)) => Some(problem::reserved_module(module, taken)),
            _ => None,
        };
    }
    if let Err(why) = rules::identifier(name) {
        return Some(problem::identifier(name, &why));
    }
    let is_type = parts.len() == 4 && parts[..3] == ["#", "components", "schemas"];
    let is_camel =
        name.starts_with(|letter: char| letter.is_ascii_uppercase()) && !name.contains('_');
    (is_type && !is_camel)
        .then(|| problem::identifier(name, "types are written as `SimpleCapture`"))
}

/// Each value as it will stand in Cargo.toml: on one line, whatever its shape was.
fn dev_dependencies(reader: &mut Reader<'_>, table: Table<'_, '_>) -> Vec<(String, String)> {
    let mut dependencies = Vec::new();
    for (name, range, value) in table.entries() {
        if let Err(why) = rules::crate_name(name) {
            reader.report(problem::crate_name(name, &why), range, "");
        }
        if !matches!(value.get_ref(), DeValue::String(_) | DeValue::Table(_)) {
            let _: Option<()> = reader.wrong_type(name, value, "a version or a table, as in Cargo.toml: \"1.0\" or { version = \"1.0\", features = [..] }");
            continue;
        }
        match toml::Value::deserialize(ValueDeserializer::from(value.clone())) {
            Ok(plain) => dependencies.push((name.to_owned(), plain.to_string())),
            Err(error) => reader.report(problem::syntax(error.message()), value.span(), ""),
        }
    }
    dependencies
}

fn examples(reader: &mut Reader<'_>, table: Table<'_, '_>) -> Vec<(String, Vec<String>)> {
    let mut examples = Vec::new();
    for (name, range, value) in table.entries() {
        if !rules::is_cargo_name(name) {
            reader.report(cargo_name("the name of an example", name), range, "");
        }
        let features = reader.texts(name, value).unwrap_or_default();
        for feature in features
            .iter()
            .filter(|feature| !rules::is_cargo_name(&feature.value))
        {
            let diagnostic = cargo_name("a feature", &feature.value);
            reader
                .diagnostics
                .push(diagnostic.at(feature.origin.place(), ""));
        }
        examples.push((
            name.to_owned(),
            features.into_iter().map(|feature| feature.value).collect(),
        ));
    }
    examples
}

fn cargo_name(what: &str, name: &str) -> Diagnostic {
    problem::metadata(
        what,
        name,
        "Cargo refuses it",
        "write letters, digits, hyphens and underscores",
    )
}

fn check_modules(reader: &mut Reader<'_>, modules: &[Located<String>]) {
    for module in modules {
        let diagnostic = match (
            rules::snake(&module.value),
            rules::reserved_module(&module.value),
        ) {
            (Err(why), _) => problem::identifier(&module.value, &why),
            (_, Some(taken)) => problem::reserved_module(&module.value, taken),
            _ => continue,
        };
        reader
            .diagnostics
            .push(diagnostic.at(module.origin.place(), ""));
    }
    only_once(reader, "`modules` names", modules.iter());
}

/// Reports a value that was there before, with the place of the first.
pub(super) fn only_once<'a>(
    reader: &mut Reader<'_>,
    what: &str,
    values: impl Iterator<Item = &'a Located<String>>,
) {
    let mut seen: HashMap<&str, &Located<String>> = HashMap::new();
    for value in values {
        match seen.get(value.value.as_str()) {
            Some(first) => {
                let diagnostic = problem::twice(what, &value.value)
                    .at(value.origin.place(), "")
                    .at(first.origin.place(), "first here");
                reader.diagnostics.push(diagnostic);
            }
            None => {
                seen.insert(&value.value, value);
            }
        }
    }
}
