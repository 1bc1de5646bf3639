//! What letterpress.toml asks for beyond the document: a module a table.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod features;
mod part;
mod secrets;
mod untyped;

use std::fs;
use std::path::Path;

use letterpress::api::Api;
use letterpress::config::Config;
use letterpress::diagnostic::Diagnostics;
use letterpress::pipeline;
use letterpress::report::text::render;
use letterpress::source::Sources;

/// A folder with `openapi.yaml`, a letterpress.toml of one crate with these lines in it, and other files.
fn folder(document: &str, lines: &str, others: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let config = format!(
        "[[crate]]\nname = \"things\"\nschema = \"openapi.yaml\"\nout = \"out\"\n{lines}\n"
    );
    let files = [("openapi.yaml", document), ("letterpress.toml", &config)];
    for (name, text) in files.iter().chain(others) {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The crate of such a folder, and what is printed.
fn asked(folder: &Path) -> (Option<Api>, String) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let file = folder.join("letterpress.toml");
    let config = Config::read(&file, &mut sources, &mut diagnostics);
    let api =
        config.and_then(|config| pipeline::api(&config.crates[0], &mut sources, &mut diagnostics));
    let printed = render(&diagnostics, &sources, false);
    (api, printed.replace(&format!("{}/", folder.display()), ""))
}
