//! The two phases of writing: everything new beside its target, then the renames.

use std::fs::{self, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::lock::Lock;
use super::survey::{Differing, Survey, TEMPORARY_PREFIX, TEMPORARY_SUFFIX, UNTOUCHED};
use super::{Files, is_marked, problem};
use crate::diagnostic::Diagnostic;
use crate::parallel;

/// What a run did to a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were made or got new content, by path in the set.
    pub written: Vec<String>,
    /// How many were right already and were not touched.
    pub unchanged: usize,
    /// Files of earlier runs that are no longer made, and temporary files of a run that was killed.
    pub removed: Vec<String>,
}

/// New content that waits beside its targets. [`Staged::commit`] puts it there; dropping it leaves the disk as it was.
#[derive(Debug)]
#[must_use = "nothing is written before it is committed"]
pub struct Staged {
    dir: PathBuf,
    files: Vec<StagedFile>,
    unchanged: usize,
    leftover: Vec<String>,
    /// Folders that were made, outermost first: removed again unless the run ends well.
    made: Vec<PathBuf>,
    /// Held until the end.
    _lock: Lock,
}

#[derive(Debug)]
struct StagedFile {
    path: String,
    /// Closed: a crate has more files than a process may have open.
    content: TempPath,
    /// What the target held: put back if a later rename fails.
    before: Option<Vec<u8>>,
}

impl Staged {
    pub(super) fn new(files: &Files, dir: &Path) -> Result<Self, Vec<Diagnostic>> {
        if dir.exists() && !dir.is_dir() {
            return Err(vec![problem::no_folder(dir)]);
        }
        let mut made = Vec::new();
        if let Err(diagnostic) = make_folder(dir, &mut made) {
            remove_folders(&made);
            return Err(vec![diagnostic]);
        }
        let lock = match Lock::exclusive(dir) {
            Ok(lock) => lock,
            Err(diagnostic) => {
                remove_folders(&made);
                return Err(vec![diagnostic]);
            }
        };
        let survey = Survey::new(files, dir);
        // From here on, an early return drops it, and that undoes what was done so far.
        let mut staged = Self {
            dir: dir.to_owned(),
            files: Vec::with_capacity(survey.differing.len()),
            unchanged: survey.unchanged,
            leftover: survey.leftover,
            made,
            _lock: lock,
        };
        let mut problems = survey.problems;
        problems.extend(
            survey
                .differing
                .iter()
                .filter(|file| file.found.as_deref().is_some_and(is_of_people))
                .map(|file| problem::in_the_way(&dir.join(file.path))),
        );
        if !problems.is_empty() {
            return Err(problems);
        }
        staged
            .add(survey.differing)
            .map_err(|diagnostic| vec![diagnostic])?;
        Ok(staged)
    }

    /// Writes the new content of files beside their targets.
    fn add(&mut self, files: Vec<Differing<'_>>) -> Result<(), Diagnostic> {
        let mut folders: Vec<PathBuf> = files
            .iter()
            .filter_map(|file| self.dir.join(file.path).parent().map(Path::to_owned))
            .collect();
        folders.dedup();
        for folder in &folders {
            make_folder(folder, &mut self.made)?;
        }
        let dir = &self.dir;
        // Most of it is the system's work, and that of several files goes side by side.
        let written = parallel::each(files.len(), |index| write_beside(dir, &files[index]));
        for (file, content) in files.into_iter().zip(written) {
            self.files.push(StagedFile {
                path: file.path.to_owned(),
                content: content?,
                before: file.found,
            });
        }
        Ok(())
    }

    /// Renames everything onto its target, then removes what is no longer made and the folders that this leaves empty.
    ///
    /// # Errors
    ///
    /// `LP0505` when a rename fails: the ones before it are undone. `LP0500` when a file can't be removed: the new content is in place then.
    pub fn commit(mut self) -> Result<Written, Vec<Diagnostic>> {
        let mut done: Vec<(String, Option<Vec<u8>>)> = Vec::with_capacity(self.files.len());
        for file in std::mem::take(&mut self.files) {
            let target = self.dir.join(&file.path);
            if let Err(error) = file.content.persist(&target) {
                let kept = self.put_back(&done);
                return Err(vec![problem::half_written(&target, &error.error, &kept)]);
            }
            done.push((file.path, file.before));
        }
        self.made.clear();
        self.remove_leftovers()?;
        Ok(Written {
            written: done.into_iter().map(|(path, _)| path).collect(),
            unchanged: self.unchanged,
            removed: std::mem::take(&mut self.leftover),
        })
    }

    /// Undoes renames, the last first. Returns the paths where that failed.
    fn put_back(&self, done: &[(String, Option<Vec<u8>>)]) -> Vec<String> {
        let mut kept = Vec::new();
        for (path, before) in done.iter().rev() {
            let target = self.dir.join(path);
            let undone = match (before, target.parent()) {
                (Some(before), Some(folder)) => write_temporary(folder, before, Some(&target))
                    .and_then(|content| content.persist(&target).map_err(|error| error.error))
                    .map(drop),
                _ => fs::remove_file(&target),
            };
            if undone.is_err() {
                kept.push(path.clone());
            }
        }
        kept
    }

    fn remove_leftovers(&self) -> Result<(), Vec<Diagnostic>> {
        let mut problems = Vec::new();
        for path in &self.leftover {
            let place = self.dir.join(path);
            match fs::remove_file(&place) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    problems.push(problem::system(
                        "remove",
                        &place,
                        &error,
                        "all new content is in place; remove the file by hand",
                    ));
                    continue;
                }
            }
            // A folder goes with its last file; one that isn't empty stays, and so do those above it.
            let folders = place
                .ancestors()
                .skip(1)
                .take_while(|folder| *folder != self.dir);
            for folder in folders {
                if fs::remove_dir(folder).is_err() {
                    break;
                }
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // The temporary files first: they stand in the folders.
        self.files.clear();
        remove_folders(&self.made);
    }
}

/// Writes the new content of a file beside its target.
fn write_beside(dir: &Path, file: &Differing<'_>) -> Result<TempPath, Diagnostic> {
    let target = dir.join(file.path);
    let folder = target
        .parent()
        .expect("a file of the set lies in the folder");
    let replaced = file.found.is_some().then_some(&*target);
    write_temporary(folder, file.text.as_bytes(), replaced)
        .map_err(|error| problem::system("write", &target, &error, UNTOUCHED))
}

/// One file, without the rest: written beside its target and renamed.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Diagnostic> {
    let folder = path.parent().unwrap_or(Path::new("."));
    write_temporary(folder, text.as_bytes(), Some(path))
        .and_then(|content| content.persist(path).map_err(|error| error.error))
        .map(drop)
        .map_err(|error| problem::system("write", path, &error, UNTOUCHED))
}

/// A temporary file in `folder` that holds `content`, with the permissions of the file that it replaces or those that a new one gets.
fn write_temporary(folder: &Path, content: &[u8], replaced: Option<&Path>) -> io::Result<TempPath> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX);
    let ordinary = ordinary_permissions();
    if let Some(permissions) = ordinary {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content)?;
    if let Some(target) = replaced
        && let Ok(found) = fs::metadata(target)
    {
        file.as_file().set_permissions(found.permissions())?;
    }
    // Not synced: that takes longer than all the rest of a run. What a power cut takes, the next run writes again.
    Ok(file.into_temp_path())
}

/// Whether a file may not be replaced. An empty one may: it holds nothing, and a power cut leaves such files.
fn is_of_people(found: &[u8]) -> bool {
    !found.is_empty() && !is_marked(found)
}

/// Temporary files are private by default; these become sources that everybody may read. The umask still counts.
#[cfg(unix)]
fn ordinary_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn ordinary_permissions() -> Option<Permissions> {
    None
}

/// Makes a folder and those above it, and notes which were made.
fn make_folder(folder: &Path, made: &mut Vec<PathBuf>) -> Result<(), Diagnostic> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists())
        .collect();
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_owned()),
            // Another run made it first.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                return Err(problem::system(
                    "make the folder",
                    folder,
                    &error,
                    UNTOUCHED,
                ));
            }
        }
    }
    Ok(())
}

/// Removes folders that were made, innermost first. One that isn't empty has been used by somebody else and stays.
fn remove_folders(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}
