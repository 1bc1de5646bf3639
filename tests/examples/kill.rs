//! Kills `letterpress generate` at random moments, and looks at what is left: 200 times SIGKILL, a disk that takes no more, two runs at once.
//!
//! ```console
//! cargo build -p letterpress
//! cargo run -p letterpress-tests --example kill -- target/debug/letterpress [SEED]
//! ```
//!
//! A run goes from one document to another one and back. Whatever moment it dies at: each file is the old one or the new one, whole; `check` says so where they are mixed, and the next run
//! makes the crate that an undisturbed run makes, with nothing left over. Exit code 1 where it doesn't.
#![allow(clippy::print_stdout, reason = "it reports to who runs it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const KILLS: u32 = 200;

type Tree = BTreeMap<PathBuf, Vec<u8>>;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(command) = arguments
        .next()
        .and_then(|path| fs::canonicalize(path).ok())
    else {
        println!("usage: kill LETTERPRESS [SEED]");
        return ExitCode::from(2);
    };
    let seed = arguments
        .next()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(1);
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let house = House::new(command, folder.path());
    let outcome = house
        .kills(seed)
        .and_then(|()| house.full_disk())
        .and_then(|()| house.two_at_once());
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            println!("BAD {why}");
            ExitCode::FAILURE
        }
    }
}

/// Two documents, the crates that they make undisturbed, and a folder to disturb.
struct House {
    command: PathBuf,
    folder: PathBuf,
    crates: [Tree; 2],
    /// How long an undisturbed run takes.
    whole: Duration,
}

impl House {
    fn new(command: PathBuf, folder: &Path) -> Self {
        let mut house = Self {
            command,
            folder: folder.to_owned(),
            crates: [Tree::new(), Tree::new()],
            whole: Duration::ZERO,
        };
        for (number, file) in ["one.yaml", "two.yaml"].into_iter().enumerate() {
            fs::write(folder.join(file), document(number)).expect("a file can be written");
            assert!(
                house
                    .run(number, "reference")
                    .status()
                    .expect("the command runs")
                    .success(),
                "the documents are good"
            );
            house.crates[number] = tree(&folder.join("reference"));
        }
        let start = Instant::now();
        house
            .run(0, "reference")
            .status()
            .expect("the command runs");
        house.whole = start.elapsed();
        house
    }

    fn run(&self, number: usize, out: &str) -> Command {
        self.letterpress("generate", number, out)
    }

    fn letterpress(&self, subcommand: &str, number: usize, out: &str) -> Command {
        let mut command = Command::new(&self.command);
        command
            .args([
                subcommand,
                "--schema",
                ["one.yaml", "two.yaml"][number],
                "--out",
                out,
                "--name",
                "things",
            ])
            .current_dir(&self.folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// Whether each file is whole, `check` tells the truth, and the next run mends it.
    fn is_sound(&self, from: usize, to: usize, out: &str) -> Result<&'static str, String> {
        let found = tree(&self.folder.join(out));
        for (path, content) in &found {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let left = name.starts_with(".letterpress-") && name.ends_with(".tmp");
            let known = [from, to]
                .iter()
                .any(|number| self.crates[*number].get(path) == Some(content));
            if !left && !known {
                return Err(format!(
                    "{} is neither the old file nor the new one",
                    path.display()
                ));
            }
        }
        let state = match () {
            () if found == self.crates[to] => "the new crate",
            () if found == self.crates[from] => "the old crate",
            () => "some of both, or leftovers",
        };
        let checked = self
            .letterpress("check", to, out)
            .status()
            .map_err(|error| error.to_string())?;
        if checked.success() != (found == self.crates[to]) {
            return Err(format!("`check` ends with {checked} over {state}"));
        }
        let mended = self
            .run(to, out)
            .status()
            .map_err(|error| error.to_string())?;
        if !mended.success() || tree(&self.folder.join(out)) != self.crates[to] {
            return Err(format!("the next run does not mend {state}"));
        }
        Ok(state)
    }

    fn kills(&self, seed: u64) -> Result<(), String> {
        let mut random = seed | 1;
        let mut states: BTreeMap<&str, u32> = BTreeMap::new();
        self.run(0, "out")
            .status()
            .map_err(|error| error.to_string())?;
        for kill in 0..KILLS {
            let (from, to) = (kill as usize % 2, (kill as usize + 1) % 2);
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let moment = self.whole.mul_f64((random % 1_000) as f64 / 900.0);
            let mut running = self
                .run(to, "out")
                .spawn()
                .map_err(|error| error.to_string())?;
            std::thread::sleep(moment);
            // SIGKILL; a run that is over already is none the worse.
            running.kill().map_err(|error| error.to_string())?;
            running.wait().map_err(|error| error.to_string())?;
            let state = self
                .is_sound(from, to, "out")
                .map_err(|why| format!("kill {kill} after {moment:?}: {why}"))?;
            *states.entry(state).or_default() += 1;
        }
        println!(
            "{KILLS} kills within {:?}: {states:?}, all mended",
            self.whole
        );
        Ok(())
    }

    /// A limit on the size of files, the signal ignored: writes beyond it fail as on a full disk.
    fn full_disk(&self) -> Result<(), String> {
        self.run(0, "full")
            .status()
            .map_err(|error| error.to_string())?;
        for blocks in [0, 1, 2, 4, 8, 16, 32] {
            let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
            let run = self.run(1, "full");
            let status = Command::new("sh")
                .args(["-c", &script, "sh"])
                .arg(&self.command)
                .args(run.get_args())
                .current_dir(&self.folder)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .map_err(|error| error.to_string())?;
            let found = tree(&self.folder.join("full"));
            let is_old = found == self.crates[0];
            if status.success() || !is_old {
                return Err(format!(
                    "a disk that is full after {blocks} blocks: {status}, the old crate {}",
                    if is_old { "stays" } else { "is gone" }
                ));
            }
        }
        println!("7 full disks: the old crate each time");
        self.is_sound(0, 1, "full").map(drop)
    }

    fn two_at_once(&self) -> Result<(), String> {
        for round in 0..20 {
            let running: Vec<_> = [0, 1]
                .into_iter()
                .map(|number| self.run(number, "both").spawn())
                .collect();
            for one in running {
                let status = one
                    .and_then(|mut one| one.wait())
                    .map_err(|error| error.to_string())?;
                if !status.success() {
                    return Err(format!("round {round}: one of two runs ends with {status}"));
                }
            }
            let found = tree(&self.folder.join("both"));
            if !self.crates.contains(&found) {
                return Err(format!(
                    "round {round}: two runs make a crate that neither makes"
                ));
            }
        }
        println!("20 times two runs at once: one crate or the other");
        Ok(())
    }
}

/// Forty types; between the two documents half of them differ, one is new and one is gone.
fn document(number: usize) -> String {
    let mut text = String::from(
        "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\npaths:\n  /things:\n    get:\n      operationId: things.get\n      responses:\n        '200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/All'}}}}\ncomponents:\n  schemas:\n",
    );
    let names: Vec<String> = (0..40)
        .map(|schema| format!("Thing{schema}"))
        .chain([format!("Only{number}")])
        .collect();
    // A file that is larger than the fullest disk takes.
    let prose = format!("Everything of edition {number}, which is a great deal. ").repeat(600);
    text.push_str(&format!(
        "    All:\n      type: object\n      description: '{prose}'\n      properties:\n"
    ));
    for name in &names {
        text.push_str(&format!(
            "        {name}: {{$ref: '#/components/schemas/{name}'}}\n"
        ));
    }
    for (index, name) in names.iter().enumerate() {
        let member = if index % 2 == 0 {
            "same".to_owned()
        } else {
            format!("member_{number}")
        };
        text.push_str(&format!(
            "    {name}: {{type: object, properties: {{{member}: {{type: string}}}}}}\n"
        ));
    }
    text
}

/// Every file below a folder.
fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_owned();
                tree.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
    tree
}
