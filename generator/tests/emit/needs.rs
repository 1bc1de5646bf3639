//! A crate has the files of the runtime that it needs, and the names and dependencies that come with them.

use std::path::Path;

use letterpress::config::Crate;
use letterpress::diagnostic::Diagnostics;
use letterpress::emit::Output;
use letterpress::source::Sources;

/// The crate of a document with one operation, which sends and returns this schema.
fn press(media_type: &str, schema: &str) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("openapi.yaml");
    let document = format!(
        "openapi: 3.1.0
info: {{ title: Test, version: '1' }}
paths:
  /things:
    post:
      operationId: things.send
      requestBody: {{ required: true, content: {{ {media_type}: {{ schema: {schema} }} }} }}
      responses: {{ '200': {{ description: done, content: {{ application/json: {{ schema: {schema} }} }} }} }}
"
    );
    std::fs::write(&file, document).expect("a file");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let asked = Crate::new("things", &file, Path::new("out")).expect("a crate is asked for");
    letterpress::press(&asked, &mut sources, &mut diagnostics).expect("a crate")
}

fn has(output: &Output, file: &str) -> bool {
    output.files.0.contains_key(&format!("src/runtime/{file}"))
}

#[test]
fn a_crate_has_the_runtime_that_it_names() {
    let rows = [
        (
            "multipart/form-data",
            "{ type: object, properties: { a: { type: string, format: binary } } }",
            "multipart.rs",
            "Upload",
        ),
        (
            "application/json",
            "{ type: object, properties: { at: { type: string, format: date-time } } }",
            "timestamp.rs",
            "Timestamp",
        ),
        (
            "application/json",
            "{ type: object, properties: { at: { type: string, format: duration } } }",
            "span.rs",
            "Span",
        ),
        (
            "application/json",
            "{ type: object, properties: { id: { type: string, format: uuid } } }",
            "uuid.rs",
            "Uuid",
        ),
        (
            "application/json",
            "{ type: object, additionalProperties: { type: integer } }",
            "entries.rs",
            "Entries",
        ),
        (
            "application/json",
            "{ type: object, properties: { a: { type: [string, 'null'] } } }",
            "maybe.rs",
            "Maybe",
        ),
    ];
    let plain = press(
        "application/json",
        "{ type: object, properties: { a: { type: string } } }",
    );
    for (media_type, schema, file, name) in rows {
        let output = press(media_type, schema);
        let library = |output: &Output| output.files.0["src/lib.rs"].clone();
        assert!(has(&output, file), "{schema} needs {file}");
        assert!(
            library(&output).contains(name),
            "{schema}: no {name} at the root"
        );
        assert!(!has(&plain, file), "nothing needs {file}");
        assert!(
            !library(&plain).contains(name),
            "a {name} that nothing needs at the root"
        );
        let manifest = &output.files.0["Cargo.toml"];
        let dated = ["timestamp.rs", "span.rs"].contains(&file);
        assert_eq!(
            manifest.contains("\njiff = "),
            dated,
            "{schema}: {manifest}"
        );
    }
}

/// Every `mod` line of the emitted `mod.rs` has its file, and every file its line.
#[test]
fn modules_and_files_are_the_same() {
    let output = press(
        "multipart/form-data",
        "{ type: object, properties: { a: { type: string, format: binary } } }",
    );
    let mut declared: Vec<String> = output.files.0["src/runtime/mod.rs"]
        .lines()
        .filter_map(|line| {
            line.trim_end_matches(';')
                .split_once("mod ")
                .filter(|(before, _)| !before.starts_with("//"))
        })
        .map(|(_, module)| format!("src/runtime/{module}.rs"))
        .collect();
    declared.sort();
    let files: Vec<String> = output
        .files
        .0
        .keys()
        .filter(|path| path.starts_with("src/runtime/") && !path.ends_with("/mod.rs"))
        .cloned()
        .collect();
    assert_eq!(declared, files);
}
