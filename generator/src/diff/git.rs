//! A version as git has it: read by the git command, without a checkout.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::diagnostic::{Code, Diagnostic};

/// The files of a commit that a run may read, in a folder that goes when this does.
#[derive(Debug)]
pub struct Tree {
    folder: TempDir,
    revision: String,
    root: PathBuf,
}

impl Tree {
    /// Reads from `revision` every document and letterpress.toml of the repository that holds `from`.
    ///
    /// # Errors
    ///
    /// `LP0602`: no git, no repository, no such commit.
    pub fn read(revision: &str, from: &Path) -> Result<Self, Diagnostic> {
        if revision.starts_with('-') || revision.is_empty() {
            return Err(missing(revision, "it is no name of a commit"));
        }
        let root = root(from).map_err(|why| {
            missing(revision, &why).help(
                "call it inside of a clone, or name two documents: `letterpress diff old.yaml new.yaml`",
            )
        })?;
        let folder = TempDir::new().map_err(|error| missing(revision, &error.to_string()))?;
        let listed = git(&root, &["ls-tree", "-r", "-z", "--full-tree", revision])
            .map_err(|why| missing(revision, &why))?;
        let listed = String::from_utf8_lossy(&listed);
        let entries: HashMap<&str, (&str, &str)> = listed.split('\0').filter_map(entry).collect();
        let wanted: Vec<(&str, &str)> = listed
            .split('\0')
            .filter_map(|line| Some(entry(line)?.0))
            .filter(|path| is_wanted(path))
            .filter_map(|path| Some((followed(&root, &entries, path)?, path)))
            .collect();
        let tree = Self {
            folder,
            revision: revision.to_owned(),
            root,
        };
        tree.extract(&wanted)
            .map_err(|why| missing(revision, &why))?;
        Ok(tree)
    }

    /// Where the commit's files are.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The root of the repository.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where a file of the working tree is in the commit.
    #[must_use]
    pub fn place(&self, path: &Path) -> PathBuf {
        let root = self
            .root
            .canonicalize()
            .unwrap_or_else(|_| self.root.clone());
        let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        match whole.strip_prefix(&root) {
            Ok(inside) => self.folder().join(inside),
            Err(_) => self.folder().join(path),
        }
    }

    /// The text of any file of the commit; `None` where there is none.
    #[must_use]
    pub fn text(&self, path: &Path) -> Option<String> {
        let inside = path.strip_prefix(self.folder()).ok()?;
        let object = format!("{}:{}", self.revision, inside.to_str()?);
        let bytes = git(&self.root, &["cat-file", "blob", &object]).ok()?;
        String::from_utf8(bytes).ok()
    }

    /// Writes files, by object and path: one process hands out all of them.
    fn extract(&self, files: &[(&str, &str)]) -> Result<(), String> {
        let mut git = Command::new("git")
            .arg("-C")
            .arg(&self.root)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| uncalled(&error))?;
        let (Some(mut asked), Some(answers)) = (git.stdin.take(), git.stdout.take()) else {
            return Err("git takes no orders".to_owned());
        };
        let written = std::thread::scope(|scope| {
            // Beside the reading: neither side waits for a full pipe.
            scope.spawn(move || {
                for (object, _) in files {
                    if writeln!(asked, "{object}").is_err() {
                        break;
                    }
                }
            });
            let mut answers = BufReader::new(answers);
            files.iter().try_for_each(|(_, path)| {
                let bytes = blob(&mut answers)?;
                let target = self.folder().join(path);
                let folder = target.parent().unwrap_or(self.folder());
                std::fs::create_dir_all(folder)?;
                std::fs::write(&target, bytes)
            })
        });
        let ended = git.wait();
        written
            .and(ended.map(drop))
            .map_err(|error| error.to_string())
    }
}

/// What `cat-file --batch` answers about an object: its id, kind and length in a line, then the bytes and the end of a line.
fn blob(answers: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = String::new();
    answers.read_line(&mut head)?;
    let length = head.split_whitespace().nth(2);
    let Some(length) = length.and_then(|length| length.parse().ok()) else {
        let why = format!("git has no such object: {}", head.trim_end());
        return Err(io::Error::other(why));
    };
    let mut bytes = Vec::new();
    answers.take(length).read_to_end(&mut bytes)?;
    answers.read_line(&mut String::new())?;
    Ok(bytes)
}

/// Path, mode and object of a line of `ls-tree`; git's own paths never lead out of the repository.
fn entry(line: &str) -> Option<(&str, (&str, &str))> {
    let (about, path) = line.split_once('\t')?;
    let mut about = about.split(' ');
    let (mode, _, object) = (about.next()?, about.next()?, about.next()?);
    Some((path, (mode, object)))
}

/// Documents and letterpress.toml.
fn is_wanted(path: &str) -> bool {
    let ends = |ending: &str| path.to_ascii_lowercase().ends_with(ending);
    ends(".yaml")
        || ends(".yml")
        || ends(".json")
        || path.rsplit('/').next() == Some(crate::config::FILE_NAME)
}

/// The object of a regular file: of a link, that of the file of the commit to which it leads. No submodule.
fn followed<'l>(
    root: &Path,
    entries: &HashMap<&'l str, (&'l str, &'l str)>,
    path: &str,
) -> Option<&'l str> {
    let mut path = path.to_owned();
    // A circle of links leads nowhere.
    for _ in 0..8 {
        let (mode, object) = *entries.get(path.as_str())?;
        if mode != "120000" {
            return mode.starts_with("100").then_some(object);
        }
        let target = git(root, &["cat-file", "blob", object]).ok()?;
        let target = String::from_utf8(target).ok()?;
        let mut parts: Vec<&str> = path.split('/').collect();
        parts.pop();
        for part in target.split('/') {
            match part {
                "." => {}
                ".." => drop(parts.pop()?),
                // Absolute: out of the repository.
                "" => return None,
                part => parts.push(part),
            }
        }
        path = parts.join("/");
    }
    None
}

/// The root of the repository that holds a folder.
///
/// # Errors
///
/// What git says: no git, no repository.
pub fn root(from: &Path) -> Result<PathBuf, String> {
    let said = git(from, &["rev-parse", "--show-toplevel"])?;
    Ok(PathBuf::from(text(&said)))
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output();
    let output = output.map_err(|error| uncalled(&error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(String::from_utf8_lossy(&output.stderr)
        .lines()
        .next()
        .map_or("git failed", |line| {
            line.strip_prefix("fatal: ").unwrap_or(line)
        })
        .to_owned())
}

fn uncalled(error: &io::Error) -> String {
    format!("git can't be called: {error}")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

fn missing(revision: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code("LP0602"),
        format!("`git:{revision}` can't be read: {why}"),
    )
    .help("name a commit, a branch or a tag that this clone has; `git fetch` brings more")
}
