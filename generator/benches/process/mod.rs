//! A process, run again and again: how long it takes, how much of the processors, how much memory.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

/// What a command takes, over several runs.
#[derive(Default)]
pub struct Cost {
    walls: Vec<Duration>,
    cpu: Duration,
    /// Of the largest run, in kB; nought where the system's `time` isn't installed.
    peak: u64,
}

impl Cost {
    /// The median.
    pub fn wall(&self) -> Duration {
        let mut walls = self.walls.clone();
        walls.sort();
        walls.get(walls.len() / 2).copied().unwrap_or_default()
    }

    /// The mean, user and system: the clock of the processors ticks too slowly for one run.
    pub fn cpu(&self) -> Duration {
        self.cpu / u32::try_from(self.walls.len().max(1)).unwrap_or(1)
    }

    /// In MB.
    pub fn peak(&self) -> f64 {
        self.peak as f64 / 1024.0
    }

    /// Runs it once more.
    pub fn add(&mut self, command: &mut Command) {
        let before = children();
        let start = Instant::now();
        let done = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("a command that can be run");
        self.walls.push(start.elapsed());
        self.cpu += children().saturating_sub(before);
        assert!(done.success(), "{command:?} failed: {done}");
    }

    /// Runs it once for its memory.
    pub fn add_peak(&mut self, command: &Command) {
        let Some(time) = program("time") else { return };
        let mut timed = Command::new(time);
        timed.args(["-f", "%M"]).arg(command.get_program());
        timed.args(command.get_args());
        let Ok(output) = timed.output() else { return };
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        let last = printed.lines().last().and_then(|line| line.parse().ok());
        self.peak = self.peak.max(last.unwrap_or_default());
    }
}

/// What ended children have used of the processors, user and system. Nought where there is no /proc.
fn children() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name of the program, which may hold anything: state is the first, cutime the 14th, cstime the 15th.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = fields
        .split_whitespace()
        .skip(13)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
}

/// A program on the path, or among the rivals: `RIVALS` names the folder that `cargo install --root` made.
pub fn program(name: &str) -> Option<PathBuf> {
    let rivals = env::var_os("RIVALS").map(|root| PathBuf::from(root).join("bin"));
    let path = env::var_os("PATH").unwrap_or_default();
    rivals
        .into_iter()
        .chain(env::split_paths(&path))
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}
