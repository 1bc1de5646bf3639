//! The table of agreement with a peer's cases: `cargo run -p letterpress --example agreement -- FOLDER`, where FOLDER has `cases.tsv` and the documents that it names.
//! A line a case: what the peer says, what we say, whether both call it breaking.

#![allow(clippy::print_stdout, reason = "a command")]

use std::path::{Path, PathBuf};

use letterpress::config::Crate;
use letterpress::diagnostic::Diagnostics;
use letterpress::diff::{Side, review, wire::Verdict};
use letterpress::pipeline;
use letterpress::source::Sources;

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| ".".into()));
    let cases = std::fs::read_to_string(folder.join("cases.tsv")).unwrap_or_default();
    let (mut agree, mut differ, mut unread) = (0, 0, 0);
    for line in cases.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, base, revision, _, _, worst, ids, ..] = cells.as_slice() else {
            continue;
        };
        let Some((ours, rules)) = verdict(&folder.join(base), &folder.join(revision)) else {
            unread += 1;
            println!("{name}\t{worst}\tunreadable\t-\t{ids}\t");
            continue;
        };
        // Their WARN and our risky both say that the documents can't decide it.
        let same = match *worst {
            "ERR" => ours == Verdict::Breaking,
            "WARN" => ours >= Verdict::Risky,
            _ => ours < Verdict::Breaking,
        };
        if same {
            agree += 1;
        } else {
            differ += 1;
        }
        println!(
            "{name}\t{worst}\t{ours:?}\t{}\t{ids}\t{rules}",
            if same { "agree" } else { "differ" }
        );
    }
    println!("# {agree} agree, {differ} differ, {unread} are no documents to us");
}

fn verdict(base: &Path, revision: &Path) -> Option<(Verdict, String)> {
    let mut sources = [Sources::new(), Sources::new()];
    let mut read = |index: usize, path: &Path| {
        let asked = Crate::new("client", path, Path::new("/client")).ok()?;
        pipeline::sides(&asked, &mut sources[index], &mut Diagnostics::new())
    };
    let (base, revision) = (read(0, base)?, read(1, revision)?);
    let sides = [(&base, &sources[0]), (&revision, &sources[1])];
    let side = |index: usize| Side {
        contract: &sides[index].0.0,
        items: &sides[index].0.1,
        sources: sides[index].1,
        folder: None,
        asked: None,
        asked_otherwise: None,
    };
    let review = review(&side(0), &side(1));
    let mut rules: Vec<&str> = review.changes.iter().map(|change| change.rule).collect();
    rules.dedup();
    Some((review.wire(), rules.join(",")))
}
