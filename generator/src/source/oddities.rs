//! What the readers of YAML and JSON take silently and a document must not hold: keys twice, merge keys, numbers that are none.

use std::collections::HashMap;

use super::index::{Index, Kind};
use super::syntax::Finding;

/// All of them, in the order of the text.
pub(super) fn find(text: &str, index: &Index, yaml: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    for at in 0..index.len() {
        let node = index.node(at);
        match node.kind {
            Kind::Object => keys(text, index, at, yaml, &mut findings),
            Kind::Scalar if yaml => findings.extend(not_finite(text, index, at)),
            Kind::Scalar | Kind::List | Kind::Alias(_) => {}
        }
    }
    findings.sort_by_key(Finding::start);
    findings
}

fn keys(text: &str, index: &Index, object: u32, yaml: bool, findings: &mut Vec<Finding>) {
    let mut seen = HashMap::new();
    for child in index.children(object) {
        let node = index.node(child);
        let (Some(key), Some(range)) = (index.key(text, child), node.key_range()) else {
            continue;
        };
        if yaml && text.get(range.clone()) == Some("<<") {
            findings.push(
                Finding::new("LP0006", "a merge key `<<` is not followed")
                    .at(range.clone(), "YAML 1.2 has no merge keys")
                    .help("write the members out, or use `allOf` with `$ref` in a schema"),
            );
            continue;
        }
        match seen.get(key) {
            None => {
                seen.insert(key, range);
            }
            Some(first) => findings.push(
                Finding::new(
                    "LP0005",
                    format!("the key `{key}` stands twice in one object"),
                )
                .at(range, "again here")
                .at(first.clone(), "first here")
                .help("keep one of them"),
            ),
        }
    }
}

fn not_finite(text: &str, index: &Index, at: u32) -> Option<Finding> {
    let range = index.node(at).value_range();
    let written = text.get(range.clone())?;
    let number = written.trim_start_matches(['+', '-']);
    [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"]
        .contains(&number)
        .then(|| {
            Finding::new("LP0007", format!("`{written}` is no number of JSON"))
                .at(range, "here")
                .help("write a finite number, or put the text in quotes")
        })
}
