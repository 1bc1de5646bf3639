//! What `cargo check` of a generated crate alone costs, beside progenitor's crate of the same document, where that is installed.
//!
//! ```console
//! cargo install cargo-progenitor --version 0.15.1 --root /tmp/rivals
//! RIVALS=/tmp/rivals cargo bench -p letterpress --bench check
//! ```
//!
//! The document is the published one (tests/fixtures/published), less what progenitor panics on: failures are `4XX`, and every media type has a schema. Both crates have their asynchronous client and nothing else; dependencies are
//! built before, then src/lib.rs is touched and the crate checked again, in turns.
#![allow(clippy::print_stdout, reason = "a bench says what it measured")]
#![allow(missing_docs, unreachable_pub, dead_code)]

mod process;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use std::{env, fs};

use process::{Cost, program};
use serde_json::{Value, json};

/// How often each is checked.
const RUNS: usize = 9;

fn main() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("check");
    fs::create_dir_all(&out).expect("a folder of our own");
    let document = out.join("pcap.json");
    fs::write(&document, for_progenitor().to_string()).expect("a document");

    let mut rows = vec![("letterpress", ours(&out, &document), Cost::default())];
    if let Some(progenitor) = program("cargo-progenitor") {
        rows.push((
            "progenitor",
            theirs(&out, &document, progenitor),
            Cost::default(),
        ));
    }
    for run in 0..=RUNS {
        for (_, folder, cost) in &mut rows {
            let touched = fs::File::options()
                .append(true)
                .open(folder.join("src/lib.rs"));
            touched
                .and_then(|file| file.set_modified(SystemTime::now()))
                .expect("a file of our own");
            let mut check = cargo(folder);
            // The first builds the dependencies.
            if run == 0 {
                assert!(
                    check.status().is_ok_and(|status| status.success()),
                    "{check:?}"
                );
            } else {
                cost.add(&mut check);
            }
        }
    }
    println!("cargo check of the crate alone, {RUNS} runs each: wall (median), processors (mean)");
    for (name, _, cost) in &rows {
        println!(
            "{name:12} {:6.0} ms {:6.0} ms",
            cost.wall().as_secs_f64() * 1000.0,
            cost.cpu().as_secs_f64() * 1000.0
        );
    }
    if let [(_, _, ours), (_, _, theirs)] = rows.as_slice() {
        println!(
            "letterpress's crate takes {:.2} of progenitor's processor time",
            ours.cpu().as_secs_f64() / theirs.cpu().as_secs_f64()
        );
    }
}

fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(["check", "--quiet", "--lib"])
        .current_dir(folder)
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTFLAGS", "-Awarnings")
        .env("CARGO_TARGET_DIR", folder.join("../target"));
    command
}

fn ours(out: &Path, document: &Path) -> PathBuf {
    let folder = out.join("letterpress");
    let status = Command::new(env!("CARGO_BIN_EXE_letterpress"))
        .args(["generate", "--name", "pcap-letterpress", "--schema"])
        .arg(document)
        .arg("--out")
        .arg(&folder)
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "letterpress failed"
    );
    alone(&folder)
}

fn theirs(out: &Path, document: &Path, progenitor: PathBuf) -> PathBuf {
    let folder = out.join("progenitor");
    let status = Command::new(progenitor)
        .args(["progenitor", "-n", "pcap-progenitor", "-v", "0.1.0", "-i"])
        .arg(document)
        .arg("-o")
        .arg(&folder)
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "progenitor failed"
    );
    alone(&folder)
}

/// A crate that belongs to no workspace around it.
fn alone(folder: &Path) -> PathBuf {
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("a manifest");
    if !text.contains("[workspace]") {
        fs::write(manifest, format!("{text}\n[workspace]\n")).expect("a manifest");
    }
    folder.to_owned()
}

/// The published document as far as progenitor takes it.
fn for_progenitor() -> Value {
    let published =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/published/openapi.yaml");
    let text = fs::read_to_string(published).expect("the published document");
    let mut document: Value = serde_yaml::from_str(&text).expect("YAML");
    let failure = json!({ "$ref": "#/components/schemas/magic-visibility-pcaps_api-response-common-failure" });
    let paths = document["paths"].as_object_mut().expect("paths");
    let responses = paths
        .values_mut()
        .filter_map(Value::as_object_mut)
        .flat_map(|item| item.values_mut())
        .filter_map(|operation| {
            operation
                .get_mut("responses")
                .and_then(Value::as_object_mut)
        });
    for responses in responses {
        if let Some(default) = responses.remove("default") {
            responses.insert("4XX".to_owned(), default);
        }
        for response in responses.values_mut() {
            let Some(content) = response.get_mut("content").and_then(Value::as_object_mut) else {
                continue;
            };
            for (media_type, body) in content {
                if body.get("schema").is_none() {
                    body["schema"] = match media_type.as_str() {
                        "application/json" => failure.clone(),
                        _ => json!({ "type": "string", "format": "binary" }),
                    };
                }
            }
        }
    }
    document
}
