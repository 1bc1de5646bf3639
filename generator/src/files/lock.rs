//! One run at a time in a folder.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use super::problem;
use crate::diagnostic::Diagnostic;

/// How long to wait for another run. One takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long between two tries.
const PAUSE: Duration = Duration::from_millis(10);

/// The lock on a folder; dropping it lets the next run in.
///
/// It is a courtesy between runs: where the file system has no locks, or none on folders, there is none and the run goes on.
#[derive(Debug)]
pub(super) struct Lock {
    /// The lock goes when the handle is closed.
    _handle: Option<File>,
}

impl Lock {
    /// For writing: nobody else reads or writes.
    pub(super) fn exclusive(dir: &Path) -> Result<Self, Diagnostic> {
        Self::acquire(dir, File::try_lock)
    }

    /// For comparing: nobody else writes.
    pub(super) fn shared(dir: &Path) -> Result<Self, Diagnostic> {
        Self::acquire(dir, File::try_lock_shared)
    }

    fn acquire(
        dir: &Path,
        lock: fn(&File) -> Result<(), TryLockError>,
    ) -> Result<Self, Diagnostic> {
        let Ok(handle) = handle(dir) else {
            return Ok(Self { _handle: None });
        };
        let start = Instant::now();
        loop {
            match lock(&handle) {
                Ok(()) => {
                    return Ok(Self {
                        _handle: Some(handle),
                    });
                }
                Err(TryLockError::Error(_)) => return Ok(Self { _handle: None }),
                Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    return Err(problem::locked(dir, PATIENCE.as_secs()));
                }
            }
        }
    }
}

/// The folder itself: no file is left behind, and none has to be ignored by git.
#[cfg(unix)]
fn handle(dir: &Path) -> io::Result<File> {
    File::open(dir)
}

/// A file in the folder: a folder can't be opened everywhere.
#[cfg(not(unix))]
fn handle(dir: &Path) -> io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join(".letterpress.lock"))
}
