//! The entries of `letterpress explain` for the text of files and for the document hold what they say: the wrong example yields
//! the code, the right one does not.

use letterpress::diagnostic::Diagnostics;
use letterpress::explain::{Entry, entries, explain};
use letterpress::openapi;
use letterpress::source::Sources;

/// Their examples are not documents: missing files, limits, files that a `$ref` reaches. `tests/source.rs` shows these codes.
const NOT_DOCUMENTS: [&str; 6] = ["LP0001", "LP0008", "LP0009", "LP0013", "LP0014", "LP0125"];

#[test]
fn wrong_examples_yield_their_code_and_right_ones_do_not() {
    for entry in ours().filter(|entry| !NOT_DOCUMENTS.contains(&entry.code)) {
        let wrong = codes(entry.wrong);
        assert!(
            wrong.contains(&entry.code),
            "{}: wrong yields {wrong:?}",
            entry.code
        );
        let right = codes(entry.right);
        assert!(right.is_empty(), "{}: right yields {right:?}", entry.code);
    }
}

#[test]
fn every_code_of_a_fixture_and_of_the_sources_has_an_entry() {
    let mut missing = Vec::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for folder in ["source", "openapi", "openapi/read"] {
        for file in std::fs::read_dir(root.join(folder)).expect("a folder of the sources") {
            let path = file.expect("a file of the sources").path();
            let Ok(text) = std::fs::read_to_string(&path) else {
                continue;
            };
            let found = text.split("\"LP").skip(1).filter_map(|rest| rest.get(..4));
            missing.extend(
                found
                    .filter(|number| explain(number).is_none())
                    .map(str::to_owned),
            );
        }
    }
    assert!(missing.is_empty(), "without an entry: {missing:?}");
}

#[test]
fn codes_are_sorted_and_written_in_several_ways() {
    let codes: Vec<_> = entries().map(|entry| entry.code).collect();
    assert!(codes.is_sorted_by(|one, next| one < next), "{codes:?}");
    let long = explain("LP0102").map(|entry| entry.title);
    assert_eq!(long, Some("an unknown keyword"));
    assert_eq!(explain("lp102").map(|entry| entry.title), long);
    assert_eq!(explain("102").map(|entry| entry.title), long);
    assert_eq!(explain("LP9999"), None);
    assert_eq!(explain("banana"), None);
}

fn ours() -> impl Iterator<Item = &'static Entry> {
    entries().filter(|entry| entry.code < "LP0200")
}

/// What an example yields, completed to a document where it is a part of one.
fn codes(example: &str) -> Vec<&'static str> {
    let json = example.starts_with('{');
    let has = |name: &str| example.lines().any(|line| line.starts_with(name));
    let whole = json || has("swagger:") || has("name:");
    let mut text = String::new();
    if !whole && !has("openapi:") {
        text.push_str("openapi: 3.1.0\n");
    }
    text.push_str(example);
    if !whole && !has("info:") {
        text.push_str("\ninfo: {title: Pets, version: '1'}");
    }
    if !whole && !has("paths:") {
        text.push_str("\npaths: {}");
    }
    let folder = tempfile::tempdir().expect("a folder for the example");
    let path = folder
        .path()
        .join(if json { "openapi.json" } else { "openapi.yaml" });
    std::fs::write(&path, text).expect("the example is written");
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    match sources.open(&path) {
        Ok(file) => {
            openapi::read(&mut sources, file, &mut diagnostics);
        }
        Err(diagnostic) => diagnostics.push(diagnostic),
    }
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.0)
        .collect()
}
