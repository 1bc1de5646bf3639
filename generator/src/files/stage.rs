//! The two phases of writing: everything new beside its target, then the renames.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{TempDir, TempPath};

use super::lock::Lock;
use super::survey::{Differing, Found, Survey, TEMPORARY_PREFIX, TEMPORARY_SUFFIX, UNTOUCHED};
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
    folders: Vec<StagedFolder>,
    unchanged: usize,
    leftover: Vec<String>,
    /// The folder and those above it, as far as they were made, outermost first: removed again unless the run ends well.
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

/// A folder that wasn't there, with all that goes into it: one rename puts it in place.
#[derive(Debug)]
struct StagedFolder {
    path: String,
    content: TempDir,
    /// Its files, by path in the set.
    files: Vec<String>,
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
            files: Vec::new(),
            folders: Vec::new(),
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
                .filter(|file| matches!(&file.found, Found::File(found) if is_of_people(found)))
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

    /// Writes the new content of files beside their targets, and whole folders where there are none.
    fn add(&mut self, files: Vec<Differing<'_>>) -> Result<(), Diagnostic> {
        let dir = &self.dir;
        let mut made = HashSet::new();
        // Where each waits in a folder that is new.
        let mut places = Vec::with_capacity(files.len());
        for file in &files {
            let Found::NoFolder(path) = file.found else {
                places.push(None);
                continue;
            };
            if self.folders.last().is_none_or(|folder| folder.path != path) {
                self.folders.push(StagedFolder {
                    path: path.to_owned(),
                    content: temporary_folder(&dir.join(path))?,
                    files: Vec::new(),
                });
            }
            let folder = self.folders.last_mut().expect("one was just added");
            folder.files.push(file.path.to_owned());
            let place = folder.content.path().join(&file.path[path.len() + 1..]);
            let above = place.parent().expect("a file lies in its folder");
            if !made.contains(above) {
                fs::create_dir_all(above).map_err(|error| {
                    problem::system("make the folder", &dir.join(path), &error, UNTOUCHED)
                })?;
                made.insert(above.to_owned());
            }
            places.push(Some(place));
        }
        // Most of it is the system's work, and that of several files goes side by side.
        let written = parallel::each(files.len(), |index| {
            let file = &files[index];
            let target = dir.join(file.path);
            let text = file.text.as_bytes();
            match &places[index] {
                Some(place) => File::create_new(place)
                    .and_then(|mut file| file.write_all(text))
                    .map(|()| None),
                None => {
                    let replaces = matches!(file.found, Found::File(_));
                    write_temporary(&target, text, replaces).map(Some)
                }
            }
            .map_err(|error| problem::system("write", &target, &error, UNTOUCHED))
        });
        for (file, content) in files.into_iter().zip(written) {
            if let Some(content) = content? {
                self.files.push(StagedFile {
                    path: file.path.to_owned(),
                    content,
                    before: match file.found {
                        Found::File(found) => Some(found),
                        Found::Nothing | Found::NoFolder(_) => None,
                    },
                });
            }
        }
        Ok(())
    }

    /// Renames everything onto its target, then removes what is no longer made and the folders that this leaves empty.
    ///
    /// # Errors
    ///
    /// `LP0505` when a rename fails: the ones before it are undone. `LP0500` when a file can't be removed: the new content is in place then.
    pub fn commit(mut self) -> Result<Written, Vec<Diagnostic>> {
        let mut done = Done::default();
        for folder in std::mem::take(&mut self.folders) {
            let target = self.dir.join(&folder.path);
            if let Err(error) = fs::rename(folder.content.path(), &target) {
                let kept = done.put_back(&self.dir);
                return Err(vec![problem::half_written(&target, &error, &kept)]);
            }
            // What it named has gone: there is nothing to remove.
            let _ = folder.content.keep();
            done.folders.push(folder.path);
            done.written.extend(folder.files);
        }
        for file in std::mem::take(&mut self.files) {
            let target = self.dir.join(&file.path);
            if let Err(error) = file.content.persist(&target) {
                let kept = done.put_back(&self.dir);
                return Err(vec![problem::half_written(&target, &error.error, &kept)]);
            }
            done.written.push(file.path.clone());
            done.files.push((file.path, file.before));
        }
        self.made.clear();
        self.remove_leftovers()?;
        done.written.sort();
        Ok(Written {
            written: done.written,
            unchanged: self.unchanged,
            removed: std::mem::take(&mut self.leftover),
        })
    }

    fn remove_leftovers(&self) -> Result<(), Vec<Diagnostic>> {
        let mut problems = Vec::new();
        for path in &self.leftover {
            let place = self.dir.join(path);
            // A folder is one that a killed run filled, and left under its temporary name.
            let removed = match fs::symlink_metadata(&place) {
                Ok(found) if found.is_dir() => fs::remove_dir_all(&place),
                _ => fs::remove_file(&place),
            };
            match removed {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => {
                    problems.push(problem::system(
                        "remove",
                        &place,
                        &error,
                        "all new content is in place; remove it by hand",
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
        // What is temporary first: it stands in the folders.
        self.files.clear();
        self.folders.clear();
        remove_folders(&self.made);
    }
}

/// The renames so far.
#[derive(Default)]
struct Done {
    folders: Vec<String>,
    /// With what the targets held.
    files: Vec<(String, Option<Vec<u8>>)>,
    /// All files, those of the folders too.
    written: Vec<String>,
}

impl Done {
    /// Undoes them, the last first. Returns the paths where that failed.
    fn put_back(&self, dir: &Path) -> Vec<String> {
        let mut kept = Vec::new();
        for (path, before) in self.files.iter().rev() {
            let target = dir.join(path);
            let undone = match before {
                Some(before) => write_temporary(&target, before, true)
                    .and_then(|content| content.persist(&target).map_err(|error| error.error))
                    .map(drop),
                None => fs::remove_file(&target),
            };
            if undone.is_err() {
                kept.push(path.clone());
            }
        }
        for path in self.folders.iter().rev() {
            if fs::remove_dir_all(dir.join(path)).is_err() {
                kept.push(path.clone());
            }
        }
        kept
    }
}

/// One file, without the rest: written beside its target and renamed.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Diagnostic> {
    write_temporary(path, text.as_bytes(), true)
        .and_then(|content| content.persist(path).map_err(|error| error.error))
        .map(drop)
        .map_err(|error| problem::system("write", path, &error, UNTOUCHED))
}

/// A temporary file beside `target` that holds `content`, with the permissions of the file that it replaces, or those that a new one gets.
fn write_temporary(target: &Path, content: &[u8], replaces: bool) -> io::Result<TempPath> {
    let builder = temporary(0o666);
    let mut file = builder.tempfile_in(target.parent().unwrap_or(Path::new(".")))?;
    file.write_all(content)?;
    if replaces && let Ok(found) = fs::metadata(target) {
        file.as_file().set_permissions(found.permissions())?;
    }
    // Not synced: that takes longer than all the rest of a run. What a power cut takes, the next run writes again.
    Ok(file.into_temp_path())
}

/// A temporary folder beside `target`.
fn temporary_folder(target: &Path) -> Result<TempDir, Diagnostic> {
    temporary(0o777)
        .tempdir_in(target.parent().unwrap_or(Path::new(".")))
        .map_err(|error| problem::system("make the folder", target, &error, UNTOUCHED))
}

/// Names what is temporary. It is private by default; this becomes sources that everybody may read. The umask still counts.
#[cfg_attr(not(unix), expect(unused_variables))]
fn temporary(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX).suffix(TEMPORARY_SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    builder
}

/// Whether a file may not be replaced. An empty one may: it holds nothing, and a power cut leaves such files.
fn is_of_people(found: &[u8]) -> bool {
    !found.is_empty() && !is_marked(found)
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
