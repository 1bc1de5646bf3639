//! Presses every document of [`letterpress_tests::blowups`] at full size, each in a process of its own, and measures: time, and the most memory that it ever had.
//!
//! ```console
//! cargo build --release -p letterpress
//! cargo run -p letterpress-tests --example blowups -- target/release/letterpress
//! ```
//!
//! With names of cases behind the command, only these. Exit code 1 where one takes more than 2 s or 512 MiB, ends in anything but a crate or an error with its place, or writes beside its folder.
#![allow(clippy::print_stdout, reason = "it reports to who runs it")]

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use letterpress_tests::blowups::{self, Case};

const MOST_TIME: Duration = Duration::from_secs(2);
const MOST_MEMORY: u64 = 512 * 1024;
/// Nothing runs longer than this.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(command) = arguments.next() else {
        println!("usage: blowups LETTERPRESS [CASE]..");
        return ExitCode::from(2);
    };
    let wanted: Vec<String> = arguments.collect();
    let mut bad = 0;
    for case in blowups::all(1) {
        if wanted.is_empty() || wanted.iter().any(|name| name == case.name) {
            bad += u32::from(!run(&command, &case));
        }
    }
    println!("{bad} bad");
    ExitCode::from(u8::from(bad > 0))
}

fn run(command: &str, case: &Case) -> bool {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let at = |name: &str| folder.path().join(name);
    fs::write(at(case.file), &case.bytes).expect("a file can be written");
    let start = Instant::now();
    let mut running = Command::new(command)
        .args([
            "generate", "--schema", case.file, "--out", "out", "--name", "things",
        ])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(fs::File::create(at("stderr")).expect("a file can be made"))
        .spawn()
        .expect("the command can be run");
    let (mut memory, mut work) = (0, Duration::ZERO);
    let status = loop {
        memory = memory.max(high_water(running.id()));
        work = work.max(processor_time(running.id()));
        if let Some(status) = running.try_wait().expect("a child can be waited for") {
            break status.code();
        }
        if start.elapsed() > PATIENCE {
            running.kill().expect("a child can be ended");
            running.wait().expect("a child can be waited for");
            break None;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let time = start.elapsed();
    let said = String::from_utf8_lossy(&fs::read(at("stderr")).unwrap_or_default()).into_owned();
    let outcome = outcome(status, &said, folder.path());
    // On a busy machine a run waits for its turn; that is not its doing.
    let fine = outcome.is_ok() && time.min(work) <= MOST_TIME && memory <= MOST_MEMORY;
    println!(
        "{} {:<44} {:>6} ms {:>6} ms of work {:>5} MiB  {}",
        if fine { "ok " } else { "BAD" },
        case.name,
        time.as_millis(),
        work.as_millis(),
        memory / 1024,
        outcome.unwrap_or_else(|wrong| wrong),
    );
    fine
}

/// A crate, or an error with its place.
fn outcome(status: Option<i32>, said: &str, folder: &Path) -> Result<String, String> {
    let written = folder.join("out/Cargo.toml").exists();
    let strangers = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            !["out", "stderr", "openapi.yaml", "openapi.json"]
                .iter()
                .any(|known| name == *known)
        })
        .count();
    if strangers > 0 {
        return Err(format!("{strangers} files beside its folder"));
    }
    match status {
        Some(0) if written => Ok("a crate".to_owned()),
        Some(2) if !written && said.contains("error[LP") && said.contains("--> ") => {
            let code = said
                .split("error[")
                .nth(1)
                .and_then(|rest| rest.split(']').next());
            Ok(code.unwrap_or_default().to_owned())
        }
        status => {
            let end: Vec<&str> = said.lines().take(3).collect();
            Err(format!(
                "ended with {status:?}: {}",
                end.join(" ").chars().take(160).collect::<String>()
            ))
        }
    }
}

/// The most memory that a process has had so far, in KiB; 0 where the system does not say.
fn high_water(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}

/// The time that processors have spent on a process, in all its threads and in the system; nothing where the system does not say.
fn processor_time(process: u32) -> Duration {
    let line = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // Behind the name, which may hold anything: the 12th and 13th field, in hundredths of a second.
    let fields: Vec<&str> = line
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let ticks = [11, 12]
        .into_iter()
        .filter_map(|at| fields.get(at)?.parse::<u64>().ok());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}
