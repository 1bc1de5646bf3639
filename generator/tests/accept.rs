//! What is accepted, and the crate that it makes: a folder of `tests/fixtures/accept` is a behaviour, with the smallest document that
//! shows it and what of its crate is particular to it (`expected.snap`). `tests/accepted` compiles the same crates and executes them.
//!
//! `INSTA_UPDATE=always cargo test -p letterpress --test accept` writes what is made now.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use letterpress::api::Api;
use letterpress::config::{Config, Crate};
use letterpress::diagnostic::Diagnostics;
use letterpress::files::Files;
use letterpress::report::text::render;
use letterpress::source::Sources;
use letterpress::{emit, pipeline};

#[test]
fn each_folder_makes_what_it_expects() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let made = made(&folder);
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let same = settings.bind(|| catch_unwind(|| insta::assert_snapshot!("expected", made)));
        if same.is_err() {
            wrong.push(folder);
        }
    }
    assert!(wrong.is_empty(), "not as expected: {wrong:?}");
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/accept");
    let root = root
        .canonicalize()
        .expect("the fixtures are part of the repository");
    let entries = fs::read_dir(&root).expect("the fixtures are part of the repository");
    let mut folders: Vec<_> = entries
        .map(|entry| entry.expect("a folder that can be listed").path())
        .collect();
    folders.sort();
    folders
}

/// What the document of a folder makes, with what is said about it.
fn made(folder: &Path) -> String {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let api = asked(folder, &mut sources, &mut diagnostics)
        .and_then(|asked| pipeline::api(&asked, &mut sources, &mut diagnostics));
    let printed = render(&diagnostics, &sources, false);
    let api = api.unwrap_or_else(|| unreachable!("a fixture is not accepted:\n{printed}"));
    let printed = printed.replace(&format!("{}/", folder.display()), "");
    text(&api, &emit::emit(&api).files, &printed)
}

/// The crate that a folder asks for: by its letterpress.toml, or of its document alone.
fn asked(folder: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Crate> {
    let name = folder.file_name()?.to_str()?;
    let config = folder.join("letterpress.toml");
    if config.exists() {
        let mut asked = Config::read(&config, sources, diagnostics)?.crates.pop()?;
        name.clone_into(&mut asked.name.value);
        return Some(asked);
    }
    Crate::new(name, &folder.join("openapi.yaml"), &folder.join("crate")).ok()
}

/// Warnings first, then the files of types and endpoints; what the API declares where it declares anything.
fn text(api: &Api, files: &Files, warnings: &str) -> String {
    let mut text = String::new();
    if !warnings.is_empty() {
        text.push_str(warnings);
        text.push('\n');
    }
    for (path, content) in &files.0 {
        let particular = match path.as_str() {
            "src/lib.rs" => false,
            "src/api.rs" => !api.schemes.is_empty() || api.base_url.is_some(),
            _ => path.ends_with(".rs") && !path.ends_with("/mod.rs"),
        };
        if !particular || path.starts_with("src/runtime/") {
            continue;
        }
        // The first line marks the file as generated.
        let content = content.split_once('\n').map_or("", |(_, rest)| rest.trim());
        text.push_str(&format!("==== {path}\n\n{content}\n\n"));
    }
    text
}
