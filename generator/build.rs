//! Lists the runtime's sources, so that they are emitted as they are: none is named twice, none is forgotten.
//!
//! A crate gets those that it needs. So it is also listed what each names of the others, and which lines of `mod.rs` are about which.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let folder = root.join("runtime/src/runtime");
    println!("cargo::rerun-if-changed={}", folder.display());
    let lines = parts(&fs::read_to_string(folder.join("mod.rs"))?);
    let mut list = String::from("&[\n");
    for line in &lines {
        let (module, names) = subject(line);
        let names: Vec<&str> = names.into_iter().collect();
        writeln!(
            list,
            "    Line {{ text: {line:?}, module: {module:?}, names: &{names:?} }},"
        )
        .map_err(io::Error::other)?;
    }
    list.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("runtime_lines.rs"), list)?;

    let mut files: Vec<PathBuf> = fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in &files {
        let module = file.file_stem().unwrap_or_default().to_string_lossy();
        let source = fs::read_to_string(file)?;
        if module == "mod" {
            continue;
        }
        let needs: Vec<&str> = named(&source).into_iter().collect();
        let words: Vec<&str> = words(&source).into_iter().collect();
        writeln!(
            list,
            "    File {{ module: {module:?}, text: concat!(head!(), include_str!({file:?})), names: &{needs:?}, crates: &{words:?} }},"
        )
        .map_err(io::Error::other)?;
    }
    list.push_str("]\n");
    fs::write(out.join("runtime_files.rs"), list)
}

/// A source in parts: a declaration of a module or a `use`, with what stands before it up to an empty line, is one; so is the rest.
fn parts(source: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in source.split_inclusive('\n') {
        let last = parts.last_mut().expect("there is one");
        last.push_str(line);
        if line.ends_with(";\n") || line == "\n" {
            parts.push(String::new());
        }
    }
    parts
}

/// The module that a part of `mod.rs` is about, and the names that it takes from there.
fn subject(part: &str) -> (Option<&str>, BTreeSet<&str>) {
    let none = (None, BTreeSet::new());
    let Some(at) = ["mod ", "pub use ", "pub(crate) use "]
        .iter()
        .find_map(|word| part.find(word))
    else {
        return none;
    };
    let line = part[at..].trim_end().trim_end_matches(';');
    if let Some(module) = line.strip_prefix("mod ") {
        return (Some(module), BTreeSet::from([module]));
    }
    match line
        .split_once("use ")
        .and_then(|(_, path)| path.split_once("::"))
    {
        Some((module, _)) if ["bytes", "http", "serde_json"].contains(&module) => none,
        Some((module, names)) => (Some(module), list_of(names).into_iter().collect()),
        None => none,
    }
}

/// `A` and `{A, b::C}`: the first segments.
fn list_of(names: &str) -> Vec<&str> {
    let names = names.trim_start_matches('{').trim_end_matches('}');
    let first = |name: &'_ str| name.len() - name.trim_start_matches(is_word).len();
    names
        .split(',')
        .map(str::trim)
        .map(|name| &name[..first(name)])
        .filter(|name| !name.is_empty())
        .collect()
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// What a source names of its siblings: everything behind `super::` and `runtime::`, the first segment each.
fn named(source: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for (at, before) in ["super::", "runtime::"]
        .iter()
        .flat_map(|before| source.match_indices(before))
    {
        let path = &source[at + before.len()..];
        let end = match path.strip_prefix('{') {
            Some(list) => {
                let end = list.find('}').unwrap_or(list.len());
                assert!(!list[..end].contains('{'), "a list within a list: {list}");
                end + 1
            }
            None => path.find(|letter| !is_word(letter)).unwrap_or(path.len()),
        };
        names.extend(list_of(&path[..end]));
    }
    names
}

/// The words of a source that may be crates.
fn words(source: &str) -> BTreeSet<&str> {
    source
        .match_indices("::")
        .map(|(end, _)| &source[..end])
        .map(|before| &before[before.trim_end_matches(is_word).len()..])
        .filter(|word| word.starts_with(|letter: char| letter.is_ascii_lowercase()))
        .collect()
}
