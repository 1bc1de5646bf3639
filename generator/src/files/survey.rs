//! How the disk stands to a set of files. Reads, and changes nothing.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::{Files, is_marked, problem};
use crate::diagnostic::Diagnostic;
use crate::parallel;

/// What temporary files and folders are called: `.letterpress-a1b2c3.tmp`.
pub(super) const TEMPORARY_PREFIX: &str = ".letterpress-";
pub(super) const TEMPORARY_SUFFIX: &str = ".tmp";

/// Enough of a file to see its first line's mark.
const HEAD: u64 = 256;

/// How the disk stands to a set of files.
#[derive(Debug, Default)]
pub(super) struct Survey<'a> {
    /// Wanted, and not there or with other content.
    pub(super) differing: Vec<Differing<'a>>,
    /// Wanted, and there to the byte.
    pub(super) unchanged: usize,
    /// Made by an earlier run and not wanted now; temporary files and folders of a run that was killed.
    pub(super) leftover: Vec<String>,
    /// What keeps the files from being compared or written.
    pub(super) problems: Vec<Diagnostic>,
}

/// A file that isn't as it should be.
#[derive(Debug)]
pub(super) struct Differing<'a> {
    /// Its path in the set.
    pub(super) path: &'a str,
    /// What it should hold.
    pub(super) text: &'a str,
    /// What is on disk.
    pub(super) found: Found<'a>,
}

/// What stands where a file goes.
#[derive(Debug)]
pub(super) enum Found<'a> {
    /// A file with other content.
    File(Vec<u8>),
    /// Nothing, in a folder that is there.
    Nothing,
    /// Not even the folder: the outermost that is missing.
    NoFolder(&'a str),
}

impl<'a> Survey<'a> {
    /// Compares `files` with the folder `dir`.
    pub(super) fn new(files: &'a Files, dir: &Path) -> Self {
        let mut survey = Self::default();
        match fs::metadata(dir) {
            Ok(found) if !found.is_dir() => {
                survey.problems.push(problem::no_folder(dir));
                return survey;
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                survey
                    .problems
                    .push(problem::system("look into", dir, &error, UNTOUCHED));
                return survey;
            }
        }
        // A link may stand anywhere above the folder; what matters is what leads out of the folder itself.
        let root = fs::canonicalize(dir).unwrap_or_else(|_| dir.to_owned());
        let mut folders = HashSet::new();
        let mut missing = None;
        let mut wanted = Vec::with_capacity(files.0.len());
        for (path, text) in &files.0 {
            if !is_relative(path) {
                survey.problems.push(problem::no_path(path));
                continue;
            }
            // The paths are sorted: those of a folder follow one another.
            if !missing.is_some_and(|folder| lies_in(path, folder)) {
                missing = match first_missing(dir, &root, path, &mut folders) {
                    Ok(missing) => missing,
                    Err(diagnostic) => {
                        // One folder in the way is one problem, however many files go into it.
                        if !survey.problems.contains(&diagnostic) {
                            survey.problems.push(diagnostic);
                        }
                        continue;
                    }
                };
            }
            wanted.push((&**path, &**text, missing));
        }
        let found = parallel::each(wanted.len(), |index| match wanted[index] {
            (path, text, Some(folder)) => Ok(Some(Differing {
                path,
                text,
                found: Found::NoFolder(folder),
            })),
            (path, text, None) => compared(dir, &root, path, text),
        });
        for found in found {
            match found {
                Ok(None) => survey.unchanged += 1,
                Ok(Some(differing)) => survey.differing.push(differing),
                Err(diagnostic) => survey.problems.push(diagnostic),
            }
        }
        survey.find_leftovers(files, dir);
        survey
    }

    /// What is ours and isn't wanted: files beside Cargo.toml, and everything under `src/` and the other folders that the set writes to.
    fn find_leftovers(&mut self, files: &Files, dir: &Path) {
        let mut tops: BTreeSet<&str> = files
            .0
            .keys()
            .filter_map(|path| path.split_once('/'))
            .map(|(top, _)| top)
            .collect();
        tops.insert("src");
        let mut pending: Vec<String> = vec![String::new()];
        while let Some(folder) = pending.pop() {
            let path = dir.join(&folder);
            let entries = match fs::read_dir(&path) {
                Ok(entries) => entries,
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                    ) =>
                {
                    continue;
                }
                Err(error) => {
                    self.problems
                        .push(problem::system("look into", &path, &error, UNTOUCHED));
                    continue;
                }
            };
            for entry in entries.flatten() {
                // Links are not followed: what they lead to was not made here. A name that is no UTF-8 is none of ours.
                let (Ok(kind), Ok(name)) = (entry.file_type(), entry.file_name().into_string())
                else {
                    continue;
                };
                let child = if folder.is_empty() {
                    name.clone()
                } else {
                    format!("{folder}/{name}")
                };
                if kind.is_dir() && is_temporary(&name) {
                    self.leftover.push(child);
                } else if kind.is_dir() && (!folder.is_empty() || tops.contains(name.as_str())) {
                    pending.push(child);
                } else if kind.is_file()
                    && !files.0.contains_key(&child)
                    && (is_temporary(&name) || has_mark(&entry.path()))
                {
                    self.leftover.push(child);
                }
            }
        }
        self.leftover.sort();
    }
}

/// The end of a message about a run that stopped in time.
pub(super) const UNTOUCHED: &str = "nothing has changed";

/// Whether a file or a folder is one that a killed run left behind.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY_PREFIX) && name.ends_with(TEMPORARY_SUFFIX)
}

/// Whether a path of the set leads into the folder and nowhere else, on every system.
fn is_relative(path: &str) -> bool {
    path.split('/')
        .all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']))
}

/// Whether a path of the set leads into a folder.
fn lies_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// The outermost folder above a file that isn't there yet. Those above it are folders, and lie inside of the root.
fn first_missing<'a>(
    dir: &Path,
    root: &Path,
    path: &'a str,
    there: &mut HashSet<&'a str>,
) -> Result<Option<&'a str>, Diagnostic> {
    for (end, _) in path.match_indices('/') {
        let folder = &path[..end];
        if there.contains(folder) {
            continue;
        }
        let place = dir.join(folder);
        match fs::symlink_metadata(&place) {
            Ok(found) => {
                if found.is_symlink() {
                    stays_inside(root, &place)?;
                }
                if !place.is_dir() {
                    return Err(problem::no_folder(&place));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some(folder)),
            Err(error) => return Err(problem::system("look at", &place, &error, UNTOUCHED)),
        }
        there.insert(folder);
    }
    Ok(None)
}

/// A wanted file that isn't as it should be. `None`: it is.
fn compared<'a>(
    dir: &Path,
    root: &Path,
    path: &'a str,
    text: &'a str,
) -> Result<Option<Differing<'a>>, Diagnostic> {
    let place = dir.join(path);
    let mut found = Found::Nothing;
    if is_there(&place, root)? {
        let refused = |error| problem::system("read", &place, &error, UNTOUCHED);
        if holds(&place, text.as_bytes()).map_err(refused)? {
            return Ok(None);
        }
        found = Found::File(fs::read(&place).map_err(refused)?);
    }
    Ok(Some(Differing { path, text, found }))
}

/// Whether a file stands at a place, and nothing else.
fn is_there(place: &Path, root: &Path) -> Result<bool, Diagnostic> {
    match fs::symlink_metadata(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(problem::system("look at", place, &error, UNTOUCHED)),
        Ok(found) if found.is_symlink() => {
            stays_inside(root, place)?;
            if place.is_dir() {
                return Err(problem::folder_in_the_way(place));
            }
        }
        Ok(found) if found.is_dir() => return Err(problem::folder_in_the_way(place)),
        Ok(_) => {}
    }
    Ok(true)
}

/// Whether a file holds just that. Most do, so it isn't taken into memory whole.
fn holds(place: &Path, mut expected: &[u8]) -> io::Result<bool> {
    let mut file = File::open(place)?;
    let mut buffer = [0; 16 * 1024];
    loop {
        let read = match file.read(&mut buffer) {
            Ok(0) => return Ok(expected.is_empty()),
            Ok(count) => &buffer[..count],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        match expected.strip_prefix(read) {
            Some(rest) => expected = rest,
            None => return Ok(false),
        }
    }
}

/// Whether a link leads to a place under the root.
fn stays_inside(root: &Path, link: &Path) -> Result<(), Diagnostic> {
    let target: Option<PathBuf> = fs::canonicalize(link).ok();
    match target {
        Some(target) if target.starts_with(root) => Ok(()),
        target => Err(problem::leads_outside(link, target.as_deref())),
    }
}

/// Whether the file at `path` begins with our mark. One that can't be read has none.
fn has_mark(path: &Path) -> bool {
    let mut head = Vec::new();
    File::open(path)
        .and_then(|file| file.take(HEAD).read_to_end(&mut head))
        .is_ok_and(|_| is_marked(&head))
}
