//! Crates that generators make of a document, each alone: it belongs to no workspace around it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::{Value, json};

use crate::process::{letterpress, program};

/// A generated crate.
pub struct Crate {
    pub package: String,
    pub folder: PathBuf,
}

/// What letterpress makes of a document, into `out`. With `features`, resources are cargo features.
pub fn ours(out: &Path, name: &str, document: &Path, features: bool) -> Crate {
    let package = format!("{name}-letterpress");
    let folder = out.join(&package);
    // letterpress.toml takes documents beside it or below.
    let copy = Path::new(name).with_extension(document.extension().unwrap_or_default());
    fs::copy(document, out.join(&copy)).expect("a copy of the document");
    let config = out.join(format!("{name}.toml"));
    let text = format!(
        "[[crate]]\nname = {package:?}\nschema = {copy:?}\nout = {package:?}\n[crate.features]\nresources = {features}\n"
    );
    fs::write(&config, text).expect("a file of our own");
    run(Command::new(letterpress())
        .args(["generate", "--config"])
        .arg(config));
    alone(package, folder)
}

/// What progenitor makes of a document, where it is installed.
pub fn progenitors(out: &Path, name: &str, document: &Path) -> Option<Crate> {
    let program = program("cargo-progenitor")?;
    let package = format!("{name}-progenitor");
    let folder = out.join(&package);
    run(Command::new(program)
        .args(["progenitor", "-v", "0.1.0", "-n", &package, "-i"])
        .arg(document)
        .arg("-o")
        .arg(&folder));
    Some(alone(package, folder))
}

/// What ploidy makes of a document, where it is installed.
pub fn ploidys(out: &Path, name: &str, document: &Path) -> Option<Crate> {
    let program = program("ploidy")?;
    let package = format!("{name}-ploidy");
    let folder = out.join(&package);
    run(Command::new(program)
        .args(["generate", "rust"])
        .arg(document)
        .args(["--name", &package, "-o"])
        .arg(&folder));
    Some(alone(package, folder))
}

/// Cargo, for a crate of its own. What it makes stands beside the crate, in a folder that all of them share.
pub fn cargo(verb: &str, folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args([verb, "--quiet"])
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-Awarnings")
        .env("CARGO_TARGET_DIR", folder.join("../target"));
    command
}

pub fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output();
    let output = output.expect("a command that can be run");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{said}");
}

fn alone(package: String, folder: PathBuf) -> Crate {
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("a manifest");
    if !text.contains("[workspace]") {
        fs::write(manifest, format!("{text}\n[workspace]\n")).expect("a manifest");
    }
    lock(&folder);
    Crate { package, folder }
}

/// The versions that this workspace has, for whoever asks for the same dependencies.
pub fn lock(folder: &Path) {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(ours, folder.join("Cargo.lock")).expect("a lock");
}

/// The published document of the PCAP API as far as progenitor takes it, in a file in `out`: failures are `4XX`, and every media type has a schema.
pub fn published(out: &Path) -> PathBuf {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/published/openapi.yaml");
    let text = fs::read_to_string(path).expect("the published document");
    let mut document: Value = serde_yaml::from_str(&text).expect("YAML");
    let paths = document["paths"].as_object_mut().expect("paths");
    let operations = paths
        .values_mut()
        .filter_map(Value::as_object_mut)
        .flat_map(|item| item.values_mut());
    for operation in operations {
        let responses = operation.get_mut("responses");
        let Some(responses) = responses.and_then(Value::as_object_mut) else {
            continue;
        };
        if let Some(default) = responses.remove("default") {
            responses.insert("4XX".to_owned(), default);
        }
        responses.values_mut().for_each(complete);
    }
    let path = out.join("published.json");
    fs::write(&path, document.to_string()).expect("a document");
    path
}

fn complete(response: &mut Value) {
    let content = response.get_mut("content").and_then(Value::as_object_mut);
    for (media_type, body) in content.into_iter().flatten() {
        if body.get("schema").is_none() {
            body["schema"] = match media_type.as_str() {
                "application/json" => {
                    json!({ "$ref": "#/components/schemas/magic-visibility-pcaps_api-response-common-failure" })
                }
                _ => json!({ "type": "string", "format": "binary" }),
            };
        }
    }
}
