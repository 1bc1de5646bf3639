//! What can be wrong with letterpress.toml, each as a diagnostic without its place.

use toml::de::DeValue;

use super::package;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};

pub(super) fn syntax(message: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0401"), format!("this is not TOML: {message}"))
        .help("the format is described at https://toml.io; text stands in quotes, a table's header in brackets")
}

pub(super) fn unknown_key(key: &str, table: &str, known: &[&str]) -> Diagnostic {
    let help = match did_you_mean(key, known.iter().copied()) {
        _ if known.contains(&"package") && package::KEYS.contains(&key) => {
            format!("that stands in a table of its own: `[crate.package]`, then `{key} = ..`")
        }
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("{table} knows {}", enumerate(known)),
    };
    Diagnostic::error(Code("LP0402"), format!("unknown key `{key}` in {table}")).help(help)
}

pub(super) fn wrong_type(key: &str, found: &DeValue<'_>, wanted: &str) -> Diagnostic {
    let found = match found {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    Diagnostic::error(Code("LP0403"), format!("`{key}` is {found}")).help(format!("write {wanted}"))
}

pub(super) fn missing(key: &str, example: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0404"), format!("`{key}` is missing"))
        .help(format!("add a line such as `{example}`"))
}

pub(super) fn no_choice(key: &str, found: &str, choices: &[&str]) -> Diagnostic {
    let help = match did_you_mean(found, choices.iter().copied()) {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => format!("write one of {}", enumerate(choices)),
    };
    Diagnostic::error(Code("LP0405"), format!("`{key}` cannot be \"{found}\"")).help(help)
}

pub(super) fn crate_name(name: &str, why: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code("LP0406"),
        format!("\"{name}\" is no name for a crate: {why}"),
    );
    let mended = mended_name(name);
    if mended.is_empty() || mended == name {
        diagnostic.help("write lower-case letters, digits and hyphens, such as \"cloud-billing\"")
    } else {
        diagnostic.help(format!("write \"{mended}\""))
    }
}

/// A name that Cargo takes, made of what stands there; empty where nothing is left.
fn mended_name(name: &str) -> String {
    let words: Vec<String> = name
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let name = words.join("-");
    let name = name.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '-');
    if super::rules::crate_name(name).is_ok() {
        name.to_owned()
    } else {
        String::new()
    }
}

pub(super) fn version(found: &str, why: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0407"), format!("\"{found}\" is no version: {why}"))
        .help("write three numbers, such as \"0.1.0\" or \"1.2.0-beta.1\" (https://semver.org)")
}

pub(super) fn license(found: &str, why: &str) -> Diagnostic {
    let help = if found.contains('/') {
        format!("write \"{}\"", found.replace('/', " OR "))
    } else {
        "write an SPDX expression, such as \"MIT OR Apache-2.0\" (https://spdx.org/licenses)"
            .to_owned()
    };
    Diagnostic::error(
        Code("LP0408"),
        format!("\"{found}\" is no licence expression: {why}"),
    )
    .help(help)
}

pub(super) fn duration(found: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code("LP0409"),
        format!("\"{found}\" is no time span: {why}"),
    )
    .help("write a whole number and a unit, such as \"500ms\", \"2s\", \"10m\" or \"1h\"")
}

pub(super) fn identifier(found: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code("LP0410"),
        format!("\"{found}\" cannot be a name in Rust: {why}"),
    )
    .help("write letters, digits and underscores, beginning with a letter")
}

pub(super) fn reserved_module(name: &str, taken: &str) -> Diagnostic {
    Diagnostic::error(
        Code("LP0411"),
        format!("the module name \"{name}\" is taken: {taken}"),
    )
    .help("choose another name")
}

pub(super) fn absolute_path(key: &str, path: &str) -> Diagnostic {
    Diagnostic::error(
        Code("LP0412"),
        format!("`{key}` is an absolute path: \"{path}\""),
    )
    .help("write it relative to the folder of letterpress.toml, so that it holds on every machine")
}

pub(super) fn outside(out: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0413"), format!("`out` leads out of the folder of letterpress.toml: \"{out}\""))
        .help("choose a folder below letterpress.toml, such as \"client\"; files elsewhere are not written")
}

pub(super) fn holds(out: &str, what: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0414"), format!("the folder \"{out}\" holds {what}"))
        .help("give the crate a folder of its own, such as \"client\"")
}

pub(super) fn twice(what: &str, value: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0415"), format!("{what} \"{value}\" twice"))
        .help("remove one, or give it another value")
}

pub(super) fn no_pointer(key: &str, table: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0416"), format!("\"{key}\" in {table} is no JSON pointer into the document"))
        .help("write it as in a `$ref`, such as \"#/components/schemas/Account/properties/token\"; a `/` in a name is `~1`, a `~` is `~0`")
}

pub(super) fn metadata(key: &str, found: &str, why: &str, help: &str) -> Diagnostic {
    Diagnostic::error(
        Code("LP0417"),
        format!("`{key}` cannot be \"{found}\": {why}"),
    )
    .help(help)
}

pub(super) fn environment(found: &str) -> Diagnostic {
    Diagnostic::error(
        Code("LP0418"),
        format!("\"{found}\" is no name of an environment variable"),
    )
    .help("write letters, digits and underscores, such as \"EXAMPLE_API_TOKEN\"")
}

pub(super) fn no_crate() -> Diagnostic {
    Diagnostic::error(Code("LP0419"), "no crate is asked for")
        .help("add a table `[[crate]]` with `name = \"example-client\"`, `schema = \"openapi.yaml\"` and `out = \"client\"`, a line each")
}

pub(super) fn no_document(written: &str, path: &std::path::Path) -> Diagnostic {
    let help = match nearest_file(path) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "write the path relative to the folder of letterpress.toml".to_owned(),
    };
    Diagnostic::error(Code("LP0420"), format!("there is no file \"{written}\"")).help(help)
}

/// The file of the same folder whose name is nearest.
fn nearest_file(path: &std::path::Path) -> Option<String> {
    let entries = std::fs::read_dir(path.parent()?).ok()?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    did_you_mean(
        path.file_name()?.to_str()?,
        names.iter().map(String::as_str),
    )
    .map(str::to_owned)
}

pub(super) fn wait(message: &str, help: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0421"), message).help(help)
}

pub(super) fn pages(message: &str, help: &str) -> Diagnostic {
    Diagnostic::error(Code("LP0426"), message).help(help)
}

/// `a`, `b` and `c`.
fn enumerate(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => format!("only {last}"),
        None => "no key".to_owned(),
    }
}
