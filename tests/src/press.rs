//! The press, from a test's hands: a text of the schema to the files of the crate.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use letterpress::config::Config;
use letterpress::diagnostic::Diagnostics;
use letterpress::source::Sources;

/// The root of the project.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_owned)
        .unwrap_or_default()
}

/// The text of `schema/pcap.yaml`.
///
/// # Panics
///
/// Where it can't be read.
#[must_use]
pub fn schema() -> String {
    fs::read_to_string(root().join("schema/pcap.yaml")).expect("the schema is there")
}

/// The files that a text of the PCAP schema makes, with the project's own letterpress.toml. The runtime is left out: no schema changes it.
///
/// # Panics
///
/// With the rendered diagnostics, where the text has an error or, as in our own run, a warning.
#[must_use]
pub fn press(schema: &str) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let config =
        fs::read_to_string(root().join("letterpress.toml")).expect("letterpress.toml is there");
    let name = if schema.trim_start().starts_with('{') {
        "pcap.json"
    } else {
        "pcap.yaml"
    };
    fs::create_dir(folder.path().join("schema")).expect("a folder can be made");
    fs::write(folder.path().join("schema").join(name), schema).expect("a file can be written");
    let file = folder.path().join("letterpress.toml");
    fs::write(&file, config.replace("pcap.yaml", name)).expect("a file can be written");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let config = Config::read(&file, &mut sources, &mut diagnostics);
    let output = config.and_then(|config| {
        letterpress::pipeline::press(&config.crates[0], &mut sources, &mut diagnostics)
    });
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let files = output.expect("without diagnostics there is a crate").files;
    files
        .0
        .into_iter()
        .filter(|(path, _)| !path.starts_with("src/runtime/"))
        .map(|(path, text)| (path, text.into_owned()))
        .collect()
}
