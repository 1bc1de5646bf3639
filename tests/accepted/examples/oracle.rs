//! The oracle over the documents that this crate was built from:
//!
//! ```console
//! LETTERPRESS_DOCUMENTS=documents.txt cargo run -p letterpress-accepted --no-default-features --example oracle -- --instances 50 --seed 7
//! ```
//!
//! `documents.txt` names a document a line; without it the fixtures are asked.
#![allow(clippy::print_stdout, reason = "a command whose output is its purpose")]

#[path = "../oracle/mod.rs"]
mod oracle;

use std::collections::BTreeMap;
use std::env;
use std::process::ExitCode;

use letterpress_accepted::{FIXTURES, REFUSED};

fn main() -> ExitCode {
    let (instances, seed) = (option("--instances", 50), option("--seed", 1));
    let mut total = oracle::Findings::default();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut clean = 0;
    for fixture in FIXTURES {
        let wanted = usize::try_from(instances).unwrap_or(usize::MAX);
        let findings = oracle::ask(fixture, wanted, seed);
        clean += usize::from(findings.failures.is_empty());
        let mut told: Vec<(&str, &str)> = Vec::new();
        for failure in &findings.failures {
            *kinds.entry(failure.property).or_default() += 1;
            // One of a kind for each type says enough.
            let kind = (failure.property, failure.ty.as_str());
            if !told.contains(&kind) {
                told.push(kind);
                println!("{failure}");
            }
        }
        total.types += findings.types;
        total.without_instances += findings.without_instances;
        total.instances += findings.instances;
        total.futures += findings.futures;
        total.failures.extend(findings.failures);
    }
    println!(
        "{} documents ({clean} without a failure, {REFUSED} refused), {} types ({} without an instance), {} instances, {} futures, {} failures",
        FIXTURES.len(),
        total.types,
        total.without_instances,
        total.instances,
        total.futures,
        total.failures.len()
    );
    for (kind, count) in kinds {
        println!("{count:8} {kind}");
    }
    if total.failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn option(name: &str, default: u64) -> u64 {
    let mut arguments = env::args().skip_while(|argument| argument != name).skip(1);
    arguments
        .next()
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}
