//! Lets the compiler judge what [`letterpress_tests::catalogue`] says about Rust, row by row, or any other pairs of documents.
//!
//! ```console
//! cargo run -p letterpress-tests --example judge
//! cargo run -p letterpress-tests --example judge -- pairs.tsv
//! ```
//!
//! `pairs.tsv` has a pair a line: a name, and two paths. Exit code 1 where the compiler disagrees. What was compiled stays in `target/judge`.
#![allow(clippy::print_stdout, reason = "it reports to who runs it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use letterpress_tests::judge::{Pair, judge};
use letterpress_tests::{catalogue, press};

fn main() -> ExitCode {
    let folder = press::root().join("target/judge");
    let documents = folder.join("documents");
    fs::create_dir_all(&documents).expect("a folder can be made");
    let pairs: Vec<Pair> = match std::env::args().nth(1) {
        None => catalogue::pairs()
            .iter()
            .map(|pair| {
                let [base, revision] = pair.write(&documents);
                let name = pair.name.clone();
                Pair {
                    name,
                    base,
                    revision,
                }
            })
            .collect(),
        Some(list) => listed(Path::new(&list)),
    };
    let (judged, refused) = judge(&pairs, &folder);
    for one in &judged {
        println!("{}", one.line());
    }
    for printed in &refused {
        println!("{}", printed.lines().take(2).collect::<Vec<_>>().join(" "));
    }
    let differ = judged.iter().filter(|one| !one.agrees()).count();
    println!(
        "{} pairs, {differ} differ, {} have a document that letterpress refuses",
        judged.len(),
        refused.len()
    );
    ExitCode::from(u8::from(differ > 0))
}

fn listed(list: &Path) -> Vec<Pair> {
    let text = fs::read_to_string(list).expect("the list can be read");
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let mut columns = line.split('\t');
            let mut next = || columns.next().expect("name, base, revision");
            Pair {
                name: next().to_owned(),
                base: PathBuf::from(next()),
                revision: PathBuf::from(next()),
            }
        })
        .collect()
}
