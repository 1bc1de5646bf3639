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
    /// Of the largest run, in bytes; nought where none was measured.
    peak: u64,
}

impl Cost {
    /// The median, in seconds.
    pub fn wall(&self) -> f64 {
        let mut walls = self.walls.clone();
        walls.sort();
        walls
            .get(walls.len() / 2)
            .copied()
            .unwrap_or_default()
            .as_secs_f64()
    }

    /// The shortest, in seconds.
    pub fn least(&self) -> f64 {
        self.walls
            .iter()
            .min()
            .copied()
            .unwrap_or_default()
            .as_secs_f64()
    }

    /// The mean, user and system, in seconds: the clock of the processors ticks too slowly for one short run.
    pub fn cpu(&self) -> f64 {
        self.cpu.as_secs_f64() / self.walls.len().max(1) as f64
    }

    /// In MB.
    ///
    /// # Errors
    /// Why it isn't known.
    pub fn peak(&self) -> Result<f64, String> {
        match self.peak {
            0 => Err("GNU time isn't installed".to_owned()),
            peak => Ok(peak as f64 / 1e6),
        }
    }

    /// Forgets how long its runs took, not their memory.
    pub fn only_peak(&mut self) {
        self.walls.clear();
        self.cpu = Duration::ZERO;
    }

    /// Runs it once more.
    pub fn add(&mut self, command: &mut Command) {
        let before = children();
        let start = Instant::now();
        let done = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("a command that can be run");
        self.walls.push(start.elapsed());
        self.cpu += children().saturating_sub(before);
        assert!(done.success(), "{command:?} failed: {done}");
    }

    /// Runs it once more, also for its memory: between us stands GNU time, which takes a millisecond.
    pub fn add_peak(&mut self, command: &mut Command) {
        let time = program("time").filter(|_| cfg!(target_os = "linux"));
        let Some(time) = time else {
            return self.add(command);
        };
        let report = tempfile::NamedTempFile::new().expect("a file of our own");
        let mut timed = Command::new(time);
        timed.args(["--quiet", "--format", "%M", "--output"]);
        timed.arg(report.path()).arg(command.get_program());
        timed.args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => timed.env(name, value),
                None => timed.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            timed.current_dir(folder);
        }
        self.add(&mut timed);
        let printed = fs::read_to_string(report.path()).unwrap_or_default();
        let kilobytes: u64 = printed.trim().parse().unwrap_or_default();
        self.peak = self.peak.max(kilobytes * 1024);
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

/// The command under test: the one that the bench was built with, or the one that `LETTERPRESS` names.
pub fn letterpress() -> PathBuf {
    env::var_os("LETTERPRESS").map_or_else(
        || PathBuf::from(env!("CARGO_BIN_EXE_letterpress")),
        PathBuf::from,
    )
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
