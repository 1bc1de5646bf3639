//! A run over the documents that were asked for.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::arguments::Arguments;
use crate::compile::Bench;
use crate::documents::{self, Document};
use crate::generate::{Outcome, generate};
use crate::table::{Row, Table};

/// What is compiled unless something else is asked for.
const MAX_BYTES: u64 = 1_000_000;
/// One crate in so many is compiled with all features.
const THOROUGH: u64 = 8;
/// How often the table is saved.
const SAVED: Duration = Duration::from_secs(5);

/// Presses and compiles what was asked for, and says what came of it. Whether all is well.
///
/// # Errors
///
/// Where files can't be read or written, or commands can't be run.
pub fn run(arguments: &Arguments, out: &mut impl Write) -> io::Result<bool> {
    let project = project();
    let letterpress = letterpress(arguments)?;
    let table = arguments.table.clone();
    let mut table = Table::open(&table.unwrap_or(project.join("tests/corpus/table.tsv")))?;
    let work = arguments.work.clone();
    let bench = Bench::new(
        &work.unwrap_or(project.join("target/corpus")),
        &project.join("Cargo.lock"),
    )?;
    let documents = chosen(documents::find(&arguments.corpus)?, arguments);

    let mut saved = Instant::now();
    for document in &documents {
        if !arguments.again && is_done(table.row(&document.name), arguments) {
            continue;
        }
        let row = one(document, arguments, &letterpress, &bench)?;
        if !is_fine(&row, arguments) {
            writeln!(out, "{}", row.shown())?;
        }
        table.set(row);
        if saved.elapsed() > SAVED {
            table.save()?;
            saved = Instant::now();
        }
    }
    table.save()?;
    summary(&documents, &table, out)?;
    let mut rows = documents.iter().map(|document| table.row(&document.name));
    Ok(rows.all(|row| row.is_some_and(|row| is_fine(row, arguments))))
}

/// A document from the beginning to the end.
fn one(
    document: &Document,
    arguments: &Arguments,
    letterpress: &Path,
    bench: &Bench,
) -> io::Result<Row> {
    let pressed = generate(
        letterpress,
        document,
        &bench.crate_folder(),
        bench.scratch(),
    )?;
    let compiled = match &pressed.outcome {
        Outcome::Generated if !arguments.generate_only => {
            let thorough =
                arguments.thorough || documents::lot(&document.name, 0).is_multiple_of(THOROUGH);
            Some(bench.compile(thorough)?)
        }
        _ => None,
    };
    Ok(Row::new(document, &pressed, compiled.as_ref()))
}

fn chosen(mut documents: Vec<Document>, arguments: &Arguments) -> Vec<Document> {
    let any = arguments.large || arguments.generate_only;
    let most = arguments
        .max_bytes
        .unwrap_or(if any { u64::MAX } else { MAX_BYTES });
    documents.retain(|document| document.bytes <= most);
    if let Some(text) = &arguments.only {
        documents.retain(|document| document.name.contains(text.as_str()));
    }
    if arguments.large {
        documents.retain(|document| documents::LARGE.contains(&document.name.as_str()));
    }
    match arguments.sample {
        Some(number) => documents::sample(documents, number, arguments.seed),
        None => documents,
    }
}

/// Whether the table has what this run would find out.
fn is_done(row: Option<&Row>, arguments: &Arguments) -> bool {
    row.is_some_and(|row| {
        row.outcome() != "generated" || arguments.generate_only || row.compiles().is_some()
    })
}

fn is_fine(row: &Row, arguments: &Arguments) -> bool {
    let strict = !arguments.strict || (row.outcome() == "generated" && !row.is_linted());
    row.outcome() != "failed" && row.compiles() != Some(false) && strict
}

fn summary(documents: &[Document], table: &Table, out: &mut impl Write) -> io::Result<()> {
    let rows: Vec<&Row> = documents
        .iter()
        .filter_map(|document| table.row(&document.name))
        .collect();
    let mut outcomes: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        *outcomes.entry(row.outcome()).or_default() += 1;
    }
    writeln!(out, "{} documents", rows.len())?;
    for (outcome, number) in outcomes {
        writeln!(out, "  {number} {outcome}")?;
    }
    let compiled = |wanted| {
        rows.iter()
            .filter(|row| row.compiles() == Some(wanted))
            .count()
    };
    let (yes, no) = (compiled(true), compiled(false));
    if yes + no > 0 {
        let linted = rows.iter().filter(|row| row.is_linted()).count();
        let rate = 100.0 * yes as f64 / (yes + no) as f64;
        writeln!(
            out,
            "  {yes} of {} compile ({rate:.1} %), {linted} with warnings",
            yes + no
        )?;
    }
    Ok(())
}

/// The root of the project.
fn project() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// The command: the one that was named, or the one that was built beside this one.
fn letterpress(arguments: &Arguments) -> io::Result<PathBuf> {
    let found = match &arguments.letterpress {
        Some(named) => named.clone(),
        None => {
            let ours = std::env::current_exe()?;
            let profile = ours.ancestors().nth(2).unwrap_or(&ours);
            profile.join(format!("letterpress{}", std::env::consts::EXE_SUFFIX))
        }
    };
    found.canonicalize().map_err(|error| {
        io::Error::other(format!(
            "{}: {error}; `cargo build -p letterpress` makes it",
            found.display()
        ))
    })
}
