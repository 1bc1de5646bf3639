//! What is rejected, and in which words: a folder of `tests/fixtures/reject` is a behaviour, with the smallest document that
//! shows it (`openapi.yaml` or `openapi.json`) and what is printed about it (`expected.txt`). With a `letterpress.toml` beside it,
//! the document runs through all stages, as that file says.
//!
//! `UPDATE=1 cargo test -p letterpress --test reject` writes what is printed now. Nothing else does.

use std::fs;
use std::path::{Path, PathBuf};

use letterpress::diagnostic::Diagnostics;
use letterpress::source::{FileId, Sources};
use letterpress::{config::Config, openapi, pipeline, report, resolve};

/// The stages that a fixture runs through.
fn run(sources: &mut Sources, file: FileId, diagnostics: &mut Diagnostics) {
    let document = openapi::read(sources, file, diagnostics);
    if let Some(document) = document.filter(|_| !diagnostics.has_errors()) {
        let _ = resolve::resolve(&document, sources, diagnostics);
    }
}

#[test]
fn each_folder_prints_what_it_expects() {
    let mut wrong = Vec::new();
    for folder in folders() {
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let printed = printed(&folder);
        let path = folder.join("expected.txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &printed).expect("the fixture's folder can be written");
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if printed != expected {
            wrong.push(format!(
                "--- {name}, expected:\n{expected}--- {name}, printed:\n{printed}"
            ));
        }
    }
    let hint = "run `UPDATE=1 cargo test -p letterpress --test reject`, and review the difference";
    assert!(wrong.is_empty(), "{}\n{hint}", wrong.join("\n"));
}

#[test]
fn each_folder_is_rejected_or_warned_about() {
    for folder in folders() {
        let printed = printed(&folder);
        assert!(
            printed.contains("[LP"),
            "{} prints no code:\n{printed}",
            folder.display()
        );
    }
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/reject");
    let root = root
        .canonicalize()
        .expect("the fixtures are part of the repository");
    let entries = fs::read_dir(&root).expect("the fixtures are part of the repository");
    let mut folders: Vec<_> = entries
        .map(|entry| entry.expect("a folder that can be listed").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// What is printed about the document of a folder, paths relative to it.
fn printed(folder: &Path) -> String {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let config = folder.join("letterpress.toml");
    if config.exists() {
        let read = Config::read(&config, &mut sources, &mut diagnostics);
        for asked in read.unwrap_or_default().crates {
            let _ = pipeline::press(&asked, &mut sources, &mut diagnostics);
        }
        return relative(&report::text::render(&diagnostics, &sources, false), folder);
    }
    let documents = ["openapi.yaml", "openapi.json"].map(|name| folder.join(name));
    let document = documents.iter().find(|path| path.exists());
    let document = document.expect("a fixture holds openapi.yaml or openapi.json");
    match sources.open(document) {
        Ok(file) => run(&mut sources, file, &mut diagnostics),
        Err(diagnostic) => diagnostics.push(diagnostic),
    }
    relative(&report::text::render(&diagnostics, &sources, false), folder)
}

fn relative(text: &str, folder: &Path) -> String {
    text.replace(&format!("{}/", folder.display()), "")
}
