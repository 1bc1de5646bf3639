//! Holds `letterpress diff` against the cases of oasdiff, a peer, and writes what came of it into `tests/diff/oasdiff.tsv`.
//!
//! ```console
//! cargo run -p letterpress-tests --example oasdiff -- FOLDER
//! ```
//!
//! FOLDER has `cases.tsv` (a case a line: its name, two documents, what the peer said at worst) and the documents: those of oasdiff's own tests, commit 4553c69d.
//! A pair that isn't OpenAPI (an operation without an answer, ..) is compared with what is missing put in, `mended`. Reasons that stand in the table
//! stay while both sides say the same. Exit code 1 where a disagreement has none: it is `open`.
#![allow(clippy::print_stdout, reason = "it reports to who runs it")]

mod mend;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use letterpress::diff::wire::Verdict;
use letterpress_tests::judge::{Pair, reviewed};
use letterpress_tests::press::root;

const OPEN: &str = "open";

/// A line of the table: what the peer says, what we say, and why they differ.
struct Line {
    theirs: String,
    ours: String,
    reason: String,
}

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1).map(PathBuf::from) else {
        println!("name the folder with cases.tsv");
        return ExitCode::from(2);
    };
    let table = root().join("tests/diff/oasdiff.tsv");
    let before = known(&fs::read_to_string(&table).unwrap_or_default());
    let mended = root().join("target/oasdiff");
    fs::create_dir_all(&mended).expect("a folder can be made");
    let mut text = "case\tread\ttheirs\tours\tagreement\treason\n".to_owned();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (pair, theirs) in cases(&folder) {
        let (read, review) = match reviewed(&pair) {
            Ok(review) => ("as it is", Ok(review)),
            Err(problem) => match mended_pair(&pair, &mended) {
                Some(pair) => ("mended", reviewed(&pair)),
                None => ("", Err(problem)),
            },
        };
        let ours = review
            .as_ref()
            .map_or("unreadable", |review| said(review.wire()));
        let name = &pair.name;
        let agrees = agrees(&theirs, ours);
        let reason = match &review {
            Err(problem) => first_line(problem),
            Ok(_) if agrees => String::new(),
            Ok(_) => before
                .get(name)
                .filter(|line| line.theirs == theirs && line.ours == ours)
                .map(|line| line.reason.clone())
                .filter(|reason| !reason.is_empty())
                .unwrap_or_else(|| OPEN.to_owned()),
        };
        let agreement = match (&review, agrees) {
            (Err(_), _) => "unreadable",
            (_, true) => "agree",
            (_, false) => "differ",
        };
        let kind = if reason == OPEN { OPEN } else { agreement };
        *counts.entry(kind).or_default() += 1;
        writeln!(
            text,
            "{name}\t{read}\t{theirs}\t{ours}\t{agreement}\t{reason}"
        )
        .expect("a String takes all");
        if kind == OPEN {
            println!("open: {name}: theirs {theirs}, ours {ours}");
        }
    }
    fs::write(&table, text).expect("the table can be written");
    println!("{counts:?}");
    ExitCode::from(u8::from(counts.contains_key(OPEN)))
}

/// The pair with what OpenAPI asks for put in. `None`: it is no YAML, or it refers to files beside it.
fn mended_pair(pair: &Pair, folder: &Path) -> Option<Pair> {
    let read = |path: &Path| -> Option<serde_yaml::Value> {
        let text = fs::read_to_string(path).ok()?;
        let external = text.contains("$ref: ./") || text.contains("$ref: \"./");
        serde_yaml::from_str(&text).ok().filter(|_| !external)
    };
    let (mut base, mut revision) = (read(&pair.base)?, read(&pair.revision)?);
    mend::mend(&mut base, &mut revision);
    let write = |side: &str, document: &serde_yaml::Value| {
        let path = folder.join(format!("{}_{side}.yaml", pair.name));
        let text = serde_yaml::to_string(document).expect("YAML is printed");
        fs::write(&path, text).expect("a file can be written");
        path
    };
    Some(Pair {
        name: pair.name.clone(),
        base: write("base", &base),
        revision: write("revision", &revision),
    })
}

/// Each case, and the worst that the peer says.
fn cases(folder: &Path) -> Vec<(Pair, String)> {
    let text = fs::read_to_string(folder.join("cases.tsv")).expect("cases.tsv can be read");
    let lines = text.lines().skip(1);
    lines
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            assert!(
                columns.len() >= 6,
                "a line of cases.tsv is too short: {line}"
            );
            let pair = Pair {
                name: columns[0].to_owned(),
                base: folder.join(columns[1]),
                revision: folder.join(columns[2]),
            };
            (pair, columns[5].to_owned())
        })
        .collect()
}

/// The table as it was.
fn known(text: &str) -> BTreeMap<String, Line> {
    let lines = text.lines().skip(1).filter_map(|line| {
        let mut columns = line.split('\t').map(str::to_owned);
        let name = columns.next()?;
        let [_, theirs, ours, _] = [(); 4].map(|()| columns.next().unwrap_or_default());
        let reason = columns.next().unwrap_or_default();
        Some((
            name,
            Line {
                theirs,
                ours,
                reason,
            },
        ))
    });
    lines.collect()
}

fn said(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::None => "none",
        Verdict::Compatible => "compatible",
        Verdict::Risky => "risky",
        Verdict::Breaking => "breaking",
    }
}

/// Their ERR is our breaking, their WARN our risky; INFO and silence are what breaks nothing.
fn agrees(theirs: &str, ours: &str) -> bool {
    match theirs {
        "ERR" => ours == "breaking",
        "WARN" => ours == "risky",
        _ => matches!(ours, "none" | "compatible"),
    }
}

/// The first error as it is printed, without its place: that is one of the peer's document.
fn first_line(printed: &str) -> String {
    let mut lines = printed.lines().filter(|line| line.starts_with("error"));
    lines.next().unwrap_or_default().replace('\t', " ")
}
