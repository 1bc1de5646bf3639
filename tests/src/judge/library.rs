//! Many crates as modules of two: all bases in one, all revisions in the other, under the same names.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::compiler::Bench;
use super::{Pressed, caller, reroot};
use crate::press::root;

/// What both crates are called in code: a caller can't tell which of them it has.
const NAME: &str = "judged";

/// Writes the workspace: two crates, and the callers of both, each against both.
pub(super) fn write(folder: &Path, sides: &[BTreeMap<String, Pressed>; 2]) -> Bench {
    fs::create_dir_all(folder).expect("a folder can be made");
    let folder = folder.canonicalize().expect("the folder is there");
    let names: Vec<String> = sides[0].keys().cloned().collect();
    let callers = ["before", "after"];
    let crates = ["base", "revision"];
    for (side, (name, caller)) in sides.iter().zip(crates.into_iter().zip(callers)) {
        library(&folder.join(name), name, side);
        let texts = folder.join(caller);
        renew(&texts);
        for (module, pressed) in side {
            let text = caller::text(&pressed.items, &format!("{NAME}::{module}"));
            put(&texts.join(format!("{module}.rs")), &text);
        }
    }
    let mut members: Vec<String> = crates.map(str::to_owned).to_vec();
    for caller in callers {
        for library in crates {
            let package = format!("{caller}-{library}");
            let manifest = format!(
                "[package]\nname = \"{package}\"\nedition = \"2024\"\n\n[lib]\npath = \"lib.rs\"\n\n[dependencies]\n{NAME} = {{ path = \"../{library}\", package = \"{NAME}-{library}\", default-features = false }}\n"
            );
            put(&folder.join(&package).join("Cargo.toml"), &manifest);
            put(&folder.join(&package).join("lib.rs"), "");
            members.push(package);
        }
    }
    let manifest = format!("[workspace]\nmembers = {members:?}\nresolver = \"3\"\n");
    put(&folder.join("Cargo.toml"), &manifest);
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("Cargo.lock is there");
    Bench { folder, names }
}

/// One crate with a module a pair, over the whole runtime, as the accepted fixtures are. What credentials there are stands at the runtime: a crate that has some gets one of its own, the others share one.
fn library(folder: &Path, side: &str, crates: &BTreeMap<String, Pressed>) {
    renew(folder);
    let accepted = root().join("tests/accepted");
    let runtime = root().join("generator/runtime/src/runtime/mod.rs");
    let mut library = "#![allow(warnings)]\n\n".to_owned();
    let shared = crates.iter().find(|(_, pressed)| !pressed.has_credentials);
    if let Some((name, _)) = shared {
        // What a runtime asks of its crate: any that has no credentials of its own says the same.
        writeln!(
            library,
            "mod api {{ pub(crate) use crate::{name}::api::API; }}\n#[path = {runtime:?}]\nmod runtime;"
        )
        .expect("a String takes all");
    }
    let manifest =
        fs::read_to_string(accepted.join("Cargo.toml")).expect("the manifest can be read");
    let start = manifest.find("[features]").unwrap_or(manifest.len());
    let end = manifest
        .find("\n[dev-dependencies]")
        .unwrap_or(manifest.len());
    let manifest = format!(
        "[package]\nname = \"{NAME}-{side}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[lib]\nname = \"{NAME}\"\n\n{}",
        &manifest[start..end]
    );
    put(&folder.join("Cargo.toml"), &manifest);
    for (name, pressed) in crates {
        let files = &pressed.output.files.0;
        let outside = reroot::name(name, files.keys());
        for (path, text) in files {
            let own = pressed.has_credentials || !path.starts_with("src/runtime/");
            let Some(path) = path
                .strip_prefix("src/")
                .filter(|path| own && path.ends_with(".rs"))
            else {
                continue;
            };
            let mut text = reroot::reroot(reroot::without_readme(text), name, &outside, NAME);
            if path == "lib.rs" && !pressed.has_credentials {
                text = text.replace("\nmod runtime;\n", "\nuse crate::runtime;\n");
                text = text.replace("\nmod api;\n", "\npub(crate) mod api;\n");
            }
            put(&folder.join("src").join(name).join(path), &text);
        }
        writeln!(library, "#[path = \"{name}/lib.rs\"]\npub mod {name};")
            .expect("a String takes all");
    }
    put(&folder.join("src/lib.rs"), &library);
}

/// An empty folder: nothing of the time before is compiled again.
fn renew(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("a folder of ours can be removed");
    }
    fs::create_dir_all(folder).expect("a folder can be made");
}

/// Writes a file, and the folders above it. One that says so already keeps its time.
pub(super) fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    let folder = path.parent().expect("a file stands in a folder");
    fs::create_dir_all(folder).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}
