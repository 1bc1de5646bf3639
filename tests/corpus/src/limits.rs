//! A command under limits of time and memory, and what it used.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Command;

use wait4::Wait4 as _;

/// What a command may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Seconds by the clock, until it is killed.
    pub seconds: u32,
    /// Mebibytes of address space of each of its processes. More than it may use: threads reserve what they never touch.
    pub address_space: u64,
}

/// How a command ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// Whether the time was up.
    pub timed_out: bool,
    /// What it wrote to stdout.
    pub stdout: String,
    /// What it wrote to stderr.
    pub stderr: String,
    /// Seconds of processor time, of all its processes.
    pub seconds: f64,
    /// The largest resident set among its processes, in mebibytes.
    pub mebibytes: u64,
}

/// What `timeout` exits with when the time is up; 137 where even the killing had to be insisted on.
const TIMED_OUT: [i32; 2] = [124, 137];

/// Runs a program under limits, its output into files of `scratch`.
///
/// `timeout` and `ulimit` are every Linux's; a limit set from here would need unsafe code.
///
/// # Errors
///
/// Where the command can't be started, or its output can't be read.
pub fn run(
    program: &Path,
    arguments: &[&str],
    environment: &[(&str, &str)],
    limits: Limits,
    scratch: &Path,
) -> io::Result<Ended> {
    let (out, err) = (scratch.join("stdout"), scratch.join("stderr"));
    let child = Command::new("timeout")
        .args(["--kill-after=5", &limits.seconds.to_string()])
        .args(["sh", "-c", "ulimit -v \"$0\" && exec \"$@\""])
        .arg((limits.address_space * 1024).to_string())
        .arg(program)
        .args(arguments)
        .envs(environment.iter().copied())
        .stdout(File::create(&out)?)
        .stderr(File::create(&err)?)
        .spawn()?;
    let used = child.wait4()?;
    let code = used.status.code();
    Ok(Ended {
        code,
        timed_out: code.is_some_and(|code| TIMED_OUT.contains(&code)),
        stdout: text(&out)?,
        stderr: text(&err)?,
        seconds: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        mebibytes: used.rusage.maxrss / 1024 / 1024,
    })
}

fn text(file: &Path) -> io::Result<String> {
    Ok(String::from_utf8_lossy(&fs::read(file)?).into_owned())
}
