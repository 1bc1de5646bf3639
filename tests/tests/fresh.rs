//! What is checked in is what the documents make: both crates, byte for byte.

#![allow(missing_docs, reason = "a test explains itself by its name")]

use std::process::ExitCode;

use letterpress_tests::press::root;

fn check(config: &str) -> ExitCode {
    let config = root().join(config);
    letterpress::cli::run([
        "letterpress".into(),
        "check".into(),
        "--config".into(),
        config.into_os_string(),
    ])
}

#[test]
fn the_crate_is_what_our_schema_makes() {
    assert_eq!(check("letterpress.toml"), ExitCode::SUCCESS);
}

#[test]
fn the_other_crate_is_what_the_published_document_makes() {
    assert_eq!(
        check("tests/fixtures/published/letterpress.toml"),
        ExitCode::SUCCESS
    );
}
