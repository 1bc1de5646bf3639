//! A whole run of `letterpress generate`, beside the floor (parse the document and stop) and beside ploidy, where that is installed.
//!
//! ```console
//! cargo install ploidy --version 0.15.0 --root /tmp/rivals
//! RIVALS=/tmp/rivals cargo bench -p letterpress --bench generate
//! RIVALS=/tmp/rivals cargo bench -p letterpress --bench generate -- path/to/openapi.json
//! ```
//!
//! All take turns, so that what else the machine does falls on all. Where the time goes, on schema/pcap.yaml: a third reads the document (most of that is the YAML parser), a quarter makes tokens, a quarter lays them out,
//! the rest is Markdown, the two templates and comparing with the disk. `valgrind --tool=callgrind target/release/letterpress generate ..` tells more.
#![allow(clippy::print_stdout, reason = "a bench says what it measured")]
#![allow(missing_docs, unreachable_pub)]

mod process;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use process::{Cost, program};

/// How often each is run.
const RUNS: usize = 21;

fn main() {
    let arguments: Vec<String> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    if let [flag, document] = arguments.as_slice()
        && flag == "--floor"
    {
        return floor(Path::new(document));
    }
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/pcap.yaml");
    let documents = match arguments.as_slice() {
        [] => vec![ours],
        named => named.iter().map(PathBuf::from).collect(),
    };
    for document in documents {
        measure(&document);
    }
}

/// Only parses, as every generator must.
fn floor(document: &Path) {
    let text = fs::read_to_string(document).expect("a document");
    if document
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        std::hint::black_box(&value);
    } else {
        let value: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
        std::hint::black_box(&value);
    }
}

/// A row of the table: a name, a command, and whether the folder that it writes to is removed first.
struct Row {
    name: &'static str,
    command: Command,
    fresh: Option<PathBuf>,
    cost: Cost,
}

fn measure(document: &Path) {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let row = |name, program: PathBuf, arguments: &[&str], folder: Option<&str>, fresh: bool| {
        let mut command = Command::new(program);
        command.args(arguments);
        let folder = folder.map(|folder| out.join(folder));
        if let Some(folder) = &folder {
            let _ = fs::remove_dir_all(folder);
            command.arg(folder);
        }
        let fresh = folder.filter(|_| fresh);
        Row {
            name,
            command,
            fresh,
            cost: Cost::default(),
        }
    };
    let path = document.to_string_lossy();
    let letterpress = || PathBuf::from(env!("CARGO_BIN_EXE_letterpress"));
    let ours = ["generate", "--name", "benched", "--schema", &path, "--out"];
    let mut rows = vec![
        row(
            "parse and stop",
            env::current_exe().expect("this program"),
            &["--floor", &path],
            None,
            false,
        ),
        row(
            "letterpress, nothing changed",
            letterpress(),
            &ours,
            Some("unchanged"),
            false,
        ),
        row(
            "letterpress, empty folder",
            letterpress(),
            &ours,
            Some("empty"),
            true,
        ),
    ];
    if let Some(ploidy) = program("ploidy") {
        let theirs = ["generate", "rust", &path, "--name", "benched", "-o"];
        rows.push(row(
            "ploidy, nothing changed",
            ploidy.clone(),
            &theirs,
            Some("ploidy"),
            false,
        ));
        rows.push(row(
            "ploidy, empty folder",
            ploidy,
            &theirs,
            Some("ploidy-empty"),
            true,
        ));
    }
    for run in 0..=RUNS {
        for row in &mut rows {
            if let Some(folder) = &row.fresh {
                let _ = fs::remove_dir_all(folder);
            }
            // The first round warms the caches, and is measured for its memory.
            if run == 0 {
                row.cost.add_peak(&row.command);
            } else {
                row.cost.add(&mut row.command);
            }
        }
    }
    println!("{path}, {RUNS} runs each: wall (median), processors (mean), peak");
    let floor = rows[0].cost.wall().as_secs_f64();
    for Row { name, cost, .. } in &rows {
        println!(
            "{name:30} {:8.1} ms {:8.1} ms {:7.1} MB   {:5.1} x parsing",
            cost.wall().as_secs_f64() * 1000.0,
            cost.cpu().as_secs_f64() * 1000.0,
            cost.peak(),
            cost.wall().as_secs_f64() / floor,
        );
    }
    if let [_, ours, ours_empty, theirs, theirs_empty] = rows.as_slice() {
        let ratio = |ours: &Row, theirs: &Row| {
            ours.cost.wall().as_secs_f64() / theirs.cost.wall().as_secs_f64()
        };
        println!(
            "letterpress takes {:.2} of ploidy's time where nothing changed, {:.2} in an empty folder",
            ratio(ours, theirs),
            ratio(ours_empty, theirs_empty)
        );
    }
}
