//! The entries of `letterpress explain` for the contract hold what they say: the wrong example yields the code, the right one nothing.

mod contracts;

use letterpress::explain::{entries, explain};

/// Their examples are prose: a document that shows them is too long to read. `tests/resolve_schemas.rs` shows these codes.
const NOT_DOCUMENTS: [&str; 3] = ["LP0204", "LP0206", "LP0207"];

#[test]
fn wrong_examples_yield_their_code_and_right_ones_nothing() {
    let ours = entries().filter(|entry| ("LP0200".."LP0300").contains(&entry.code));
    for entry in ours.filter(|entry| !NOT_DOCUMENTS.contains(&entry.code)) {
        let wrong = codes(entry.wrong);
        assert_eq!(wrong, [entry.code], "{}: wrong", entry.code);
        let right = codes(entry.right);
        assert!(right.is_empty(), "{}: right yields {right:?}", entry.code);
    }
}

#[test]
fn every_code_of_the_stage_has_an_entry() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/resolve");
    for file in std::fs::read_dir(folder).expect("a folder of the sources") {
        let path = file.expect("a file of the sources").path();
        let text = std::fs::read_to_string(path).expect("a file of the sources");
        for number in text.split("\"LP").skip(1).filter_map(|rest| rest.get(..4)) {
            assert!(explain(number).is_some(), "LP{number} has no entry");
        }
    }
}

/// What an example yields, completed to a document where it is a part of one.
fn codes(example: &str) -> Vec<&'static str> {
    // What another version has says so.
    let version = example
        .strip_prefix("# ")
        .map_or("3.1.0", |rest| &rest[..5]);
    let mut text = format!("openapi: {version}\ninfo: {{title: Pets, version: '1'}}\n{example}\n");
    if !example.contains("paths:") {
        text += "paths: {}\n";
    }
    let (_, _, problems) = contracts::resolve(&text);
    problems.iter().map(|problem| problem.code.0).collect()
}
