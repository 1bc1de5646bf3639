//! A document's text to its Api, as the command would do it.

use std::fs;

use letterpress::api::Api;
use letterpress::config::Config;
use letterpress::diagnostic::Diagnostics;
use letterpress::source::Sources;
use letterpress::{lower, openapi, resolve};

const CONFIG: &str = "[[crate]]\nname = \"things\"\nschema = \"openapi.yaml\"\nout = \"out\"\n";

pub(crate) fn api(document: &str) -> (Api, Diagnostics) {
    api_with(document, CONFIG)
}

/// With a letterpress.toml whose only crate reads `openapi.yaml`.
pub(crate) fn api_with(document: &str, config: &str) -> (Api, Diagnostics) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    fs::write(folder.path().join("openapi.yaml"), document).expect("a file can be written");
    let file = folder.path().join("letterpress.toml");
    fs::write(&file, config).expect("a file can be written");
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let config = Config::read(&file, &mut sources, &mut diagnostics)
        .unwrap_or_else(|| panic!("{diagnostics:?}"));
    let asked = &config.crates[0];
    let file = sources
        .open(&asked.schema.value)
        .expect("the document is there");
    let document = openapi::read(&mut sources, file, &mut diagnostics)
        .unwrap_or_else(|| panic!("{diagnostics:?}"));
    let contract = resolve::resolve(&document, &mut sources, &mut diagnostics);
    let api = lower::lower(&contract, asked, &sources, &mut diagnostics);
    (api, diagnostics)
}

pub(crate) fn codes(diagnostics: &Diagnostics) -> Vec<&str> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.0)
        .collect()
}
