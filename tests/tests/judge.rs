//! The catalogue of changes: the verdicts of all rows, and the compiler's on twenty of them. The example `judge` asks it about all.
#![allow(missing_docs)]

use std::path::Path;

use letterpress::diff::Review;
use letterpress_tests::catalogue;
use letterpress_tests::judge::{Pair, judge, reviewed};
use serde_json::json;

fn written(pairs: &[catalogue::Pair], folder: &Path) -> Vec<Pair> {
    let pairs = pairs.iter().map(|pair| {
        let [base, revision] = pair.write(folder);
        let name = pair.name.clone();
        Pair {
            name,
            base,
            revision,
        }
    });
    pairs.collect()
}

fn verdicts(review: &Review) -> (String, String) {
    let word = |value: serde_json::Value| value.as_str().map(str::to_owned).unwrap_or_default();
    (word(json!(review.wire())), word(json!(review.rust())))
}

#[test]
fn every_row_of_the_catalogue_has_its_verdicts() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let rows = catalogue::pairs();
    let mut wrong = Vec::new();
    for (row, pair) in rows.iter().zip(written(&rows, folder.path())) {
        let review = reviewed(&pair).expect("a row's documents have no errors");
        let expected = (row.wire.clone(), row.rust.clone());
        let is = verdicts(&review);
        // What is one change of the document is told as one, with all that came of it.
        let once = review.changes.len() <= 1;
        if is != expected || !once {
            let changes = review.changes.iter();
            let rules: Vec<_> = changes.map(|one| (one.rule, one.wire, one.rust)).collect();
            wrong.push(format!("{}: {is:?}, not {expected:?}: {rules:?}", row.name));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(rows.len() >= 221, "{} pairs", rows.len());
}

/// A pair of each kind: operations, credentials, parameters, bodies, answers, members, types, unions, names.
const ASKED: [&str; 20] = [
    "r001_op_added",
    "r004_op_deprecated",
    "r009_operation_id_changed",
    "r015_security_removed",
    "r022_param_required_default_added",
    "r026_param_became_optional",
    "r036_param_int32_int64",
    "r041_param_max_tightened",
    "r049_body_became_optional",
    "r055_success_status_removed",
    "r060_default_response_added",
    "r069_request_prop_optional_added",
    "r077_response_prop_became_optional",
    "r084_request_prop_deprecated",
    "r094_response_format_datetime_added",
    "r101_response_enum_value_added",
    "r124_request_oneof_removed_member",
    "r132_request_allof_single_to_ref",
    "r139_response_schema_renamed",
    "r143_response_schema_became_recursive",
];

#[test]
fn the_compiler_agrees() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let rows: Vec<_> = catalogue::pairs()
        .into_iter()
        .filter(|row| ASKED.contains(&row.name.as_str()))
        .collect();
    assert_eq!(rows.len(), ASKED.len());
    let pairs = written(&rows, folder.path());
    let (judged, refused) = judge(
        &pairs,
        &Path::new(env!("CARGO_TARGET_TMPDIR")).join("judge"),
    );
    assert!(refused.is_empty(), "{refused:#?}");
    let wrong: Vec<String> = judged
        .iter()
        .filter(|one| !one.agrees())
        .map(letterpress_tests::judge::Judged::line)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let kinds: std::collections::BTreeSet<_> = judged.iter().map(|one| one.verdict()).collect();
    assert_eq!(kinds.len(), 4, "all verdicts that a compiler can give");
}
