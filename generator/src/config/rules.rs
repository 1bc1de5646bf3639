//! What a value of letterpress.toml must look like. Each rule says what is wrong in words that end a sentence.

use std::time::Duration;

/// What is wrong: the end of a sentence.
type Why = String;

/// The words that Rust keeps for itself, editions 2015 to 2024.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Crates that every crate has already, and one that Cargo refuses.
const RESERVED_CRATES: &[&str] = &["alloc", "core", "proc_macro", "proc-macro", "std", "test"];

/// Names of files that Windows does not have.
const DEVICES: &[&str] = &[
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Modules of every generated crate.
const MODULES: &[(&str, &str)] = &[
    ("api", "the crate's `api` holds what the document declares"),
    (
        "blocking",
        "the crate's `blocking` holds the blocking client",
    ),
    ("lib", "`src/lib.rs` is the crate itself"),
    ("main", "`src/main.rs` would be a program"),
    (
        "runtime",
        "the crate's `runtime` sends requests and reads answers",
    ),
    ("types", "the crate's `types` holds the schemas"),
];

/// The name of a package, as Cargo and crates.io take it.
pub(crate) fn crate_name(name: &str) -> Result<(), Why> {
    if name.is_empty() {
        return Err("it is empty".to_owned());
    }
    if let Some(letter) = name
        .chars()
        .find(|letter| !letter.is_ascii_alphanumeric() && !matches!(letter, '-' | '_'))
    {
        return Err(format!("{} cannot stand in it", shown(letter)));
    }
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return Err("it must begin with a letter".to_owned());
    }
    if name.len() > 64 {
        return Err(format!("it has {} letters, and 64 are allowed", name.len()));
    }
    if KEYWORDS.contains(&name) {
        return Err("it is a keyword of Rust".to_owned());
    }
    if RESERVED_CRATES.contains(&name) {
        return Err("Rust has a crate of this name".to_owned());
    }
    if DEVICES.contains(&name.to_ascii_lowercase().as_str()) {
        return Err("Windows cannot have a folder of this name".to_owned());
    }
    Ok(())
}

/// A letter as a message names it.
fn shown(letter: char) -> String {
    match letter {
        ' ' => "a space".to_owned(),
        letter if letter.is_control() => format!("the character {}", letter.escape_debug()),
        letter => format!("`{letter}`"),
    }
}

/// A plain identifier that needs no `r#`.
pub(super) fn identifier(name: &str) -> Result<(), Why> {
    if name.is_empty() {
        return Err("it is empty".to_owned());
    }
    if let Some(letter) = name
        .chars()
        .find(|letter| !letter.is_ascii_alphanumeric() && *letter != '_')
    {
        return Err(format!("{} cannot stand in it", shown(letter)));
    }
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return Err("it must begin with a letter".to_owned());
    }
    if KEYWORDS.contains(&name) {
        return Err("it is a keyword".to_owned());
    }
    Ok(())
}

/// The name of a module or a function: an identifier in lower case.
pub(crate) fn snake(name: &str) -> Result<(), Why> {
    identifier(name)?;
    if name.contains(|letter: char| letter.is_ascii_uppercase()) {
        return Err("modules, functions and fields are written in lower case".to_owned());
    }
    Ok(())
}

/// Who has the name of a module already, in every generated crate.
pub(super) fn reserved_module(name: &str) -> Option<&'static str> {
    MODULES
        .iter()
        .find(|(module, _)| *module == name)
        .map(|(_, taken)| *taken)
}

/// `"500ms"`, `"2s"`, `"10m"`, `"1h"`. More than nothing.
pub(super) fn duration(text: &str) -> Result<Duration, Why> {
    let digits = text.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let unit = &text[digits.len()..];
    if digits.is_empty() {
        return Err("it has no number".to_owned());
    }
    let number: u64 = digits
        .parse()
        .map_err(|_| format!("`{digits}` is no whole number, or too large a one"))?;
    let milliseconds = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "" => return Err("it has no unit".to_owned()),
        _ => return Err(format!("`{unit}` is no unit")),
    };
    match number.checked_mul(milliseconds) {
        Some(0) => Err("it must be more than nothing".to_owned()),
        Some(milliseconds) => Ok(Duration::from_millis(milliseconds)),
        None => Err("it is too long".to_owned()),
    }
}

/// A version in Cargo's grammar.
pub(super) fn version(text: &str) -> Result<(), Why> {
    semver::Version::parse(text)
        .map(drop)
        .map_err(|error| error.to_string())
}

/// The shape of an SPDX expression: names joined by `AND`, `OR` and `WITH`, in parentheses or not. Whether a name is on SPDX's list is left to crates.io.
pub(super) fn license(text: &str) -> Result<(), Why> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let mut depth = 0_usize;
    let mut name_is_next = true;
    for word in spaced.split_whitespace() {
        match word {
            "(" if name_is_next => depth += 1,
            ")" if !name_is_next && depth > 0 => depth -= 1,
            "AND" | "OR" | "WITH" if !name_is_next => name_is_next = true,
            "and" | "or" | "with" => return Err(format!("`{word}` is written in capitals")),
            "(" | ")" | "AND" | "OR" | "WITH" => return Err(format!("`{word}` is out of place")),
            _ if !name_is_next => return Err(format!("`AND` or `OR` is missing before `{word}`")),
            _ => {
                let odd = |letter: char| {
                    !letter.is_ascii_alphanumeric() && !matches!(letter, '.' | '-' | '+' | ':')
                };
                if let Some(letter) = word.chars().find(|letter| odd(*letter)) {
                    return Err(format!(
                        "{} cannot stand in the name of a licence",
                        shown(letter)
                    ));
                }
                name_is_next = false;
            }
        }
    }
    match (depth, name_is_next) {
        (_, true) => Err("the name of a licence is missing at its end".to_owned()),
        (0, false) => Ok(()),
        _ => Err("a parenthesis is not closed".to_owned()),
    }
}

/// A web address.
pub(super) fn is_web_address(text: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .filter_map(|scheme| text.strip_prefix(scheme))
        .any(|rest| {
            rest.starts_with(|letter: char| letter.is_alphanumeric())
                && !rest.contains(|letter: char| letter.is_whitespace() || letter.is_control())
        })
}

/// A keyword of crates.io: at most 20 letters, digits, `-`, `_` and `+`, beginning with a letter or a digit.
pub(super) fn is_keyword(text: &str) -> bool {
    text.len() <= 20
        && text.starts_with(|letter: char| letter.is_ascii_alphanumeric())
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '+'))
}

/// A category of crates.io: `api-bindings`, `web-programming::http-client`.
pub(super) fn is_category(text: &str) -> bool {
    let is_slug = |part: &str| {
        part.starts_with(|letter: char| letter.is_ascii_lowercase())
            && part.chars().all(|letter| {
                letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-'
            })
    };
    text.split("::").all(is_slug)
}

/// The name of an environment variable, as every shell takes it.
pub(super) fn is_environment_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// The name of an HTTP header (RFC 9110, section 5.1).
pub(super) fn is_header_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter))
}

/// A JSON pointer into the document, as a `$ref` writes it.
pub(super) fn is_pointer(text: &str) -> bool {
    let Some(pointer) = text.strip_prefix("#/") else {
        return false;
    };
    let mut letters = pointer.chars();
    while let Some(letter) = letters.next() {
        if letter == '~' && !matches!(letters.next(), Some('0' | '1')) {
            return false;
        }
    }
    true
}

/// The name of an example or of a cargo feature.
pub(super) fn is_cargo_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_')
        && text.chars().all(|letter| {
            letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '+' | '.' | '/')
        })
}
