//! A version as git has it: read by the git command, without a checkout.

use std::collections::HashMap;
use std::fs;
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
    links: Links,
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
            .map_err(|why| unknown(&root, revision, &why))?;
        let listed = String::from_utf8_lossy(&listed);
        let entries: Vec<Entry<'_>> = listed.split('\0').filter_map(Entry::read).collect();
        let of_mode =
            |mode: &'static str| entries.iter().filter(move |one| one.mode.starts_with(mode));
        let mut tree = Self {
            folder,
            revision: revision.to_owned(),
            root,
            links: Links::default(),
        };
        let files: Vec<&Entry<'_>> = of_mode("100").filter(|one| is_wanted(one.path)).collect();
        let links: Vec<&Entry<'_>> = of_mode("120000").collect();
        tree.extract(&files)
            .and_then(|()| tree.link(&links))
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
        let inside = self.links.followed(inside.to_str()?)?;
        let object = format!("{}:{inside}", self.revision);
        let bytes = git(&self.root, &["cat-file", "blob", &object]).ok()?;
        String::from_utf8(bytes).ok()
    }

    /// Writes files where they are in the commit.
    fn extract(&self, files: &[&Entry<'_>]) -> Result<(), String> {
        self.read_all(files, |file, bytes| {
            let target = self.folder().join(file.path);
            fs::create_dir_all(target.parent().unwrap_or(self.folder()))?;
            fs::write(&target, bytes)
        })
    }

    /// Makes the links that lead to what was written, a file or a folder.
    fn link(&mut self, links: &[&Entry<'_>]) -> Result<(), String> {
        let mut targets = HashMap::new();
        self.read_all(links, |link, bytes| {
            let target = String::from_utf8_lossy(&bytes).into_owned();
            targets.insert(link.path.to_owned(), target);
            Ok(())
        })?;
        self.links = Links(targets);
        for link in links {
            let target = self.links.followed(link.path);
            let target = target.map(|target| self.folder().join(target));
            if let Some(target) = target.filter(|target| target.exists()) {
                let path = self.folder().join(link.path);
                fs::create_dir_all(path.parent().unwrap_or(self.folder()))
                    .and_then(|()| same(&target, &path))
                    .map_err(|error| error.to_string())?;
            }
        }
        Ok(())
    }

    /// Hands out the bytes of entries: one process reads all of them.
    fn read_all(
        &self,
        entries: &[&Entry<'_>],
        mut take: impl FnMut(&Entry<'_>, Vec<u8>) -> io::Result<()>,
    ) -> Result<(), String> {
        if entries.is_empty() {
            return Ok(());
        }
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
        let taken = std::thread::scope(|scope| {
            // Beside the reading: neither side waits for a full pipe.
            scope.spawn(move || {
                for entry in entries {
                    if writeln!(asked, "{}", entry.object).is_err() {
                        break;
                    }
                }
            });
            let mut answers = BufReader::new(answers);
            entries
                .iter()
                .try_for_each(|entry| take(entry, blob(&mut answers)?))
        });
        let ended = git.wait();
        taken
            .and(ended.map(drop))
            .map_err(|error| error.to_string())
    }
}

/// A line of `ls-tree`; git's own paths never lead out of the repository.
struct Entry<'l> {
    mode: &'l str,
    object: &'l str,
    path: &'l str,
}

impl<'l> Entry<'l> {
    fn read(line: &'l str) -> Option<Self> {
        let (about, path) = line.split_once('\t')?;
        let mut about = about.split(' ');
        let (mode, _, object) = (about.next()?, about.next()?, about.next()?);
        Some(Self { mode, object, path })
    }
}

/// The symbolic links of a commit, by path.
#[derive(Debug, Default)]
struct Links(HashMap<String, String>);

impl Links {
    /// The path without links, a part after the other, as a file system follows them. `None`: it leads out of the repository, or in a circle.
    fn followed(&self, path: &str) -> Option<String> {
        let mut open: Vec<&str> = path.split('/').rev().collect();
        let mut real: Vec<&str> = Vec::new();
        let mut links = 0;
        while let Some(part) = open.pop() {
            match part {
                "" | "." => continue,
                ".." => {
                    real.pop()?;
                    continue;
                }
                name => real.push(name),
            }
            if let Some(target) = self.0.get(&real.join("/")) {
                links += 1;
                if links > 40 || target.starts_with('/') {
                    return None;
                }
                real.pop();
                open.extend(target.split('/').rev());
            }
        }
        Some(real.join("/"))
    }
}

/// Makes a path lead to what another one does.
#[cfg(unix)]
fn same(target: &Path, path: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, path)
}

/// Without links a file is copied; a folder isn't there, which who looks for it is told.
#[cfg(not(unix))]
fn same(target: &Path, path: &Path) -> io::Result<()> {
    if target.is_file() {
        fs::copy(target, path)?;
    }
    Ok(())
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

/// Documents and letterpress.toml.
fn is_wanted(path: &str) -> bool {
    let ends = |ending: &str| path.to_ascii_lowercase().ends_with(ending);
    ends(".yaml")
        || ends(".yml")
        || ends(".json")
        || path.rsplit('/').next() == Some(crate::config::FILE_NAME)
}

/// Whether a repository has a commit that is called so.
#[must_use]
pub fn knows(from: &Path, revision: &str) -> bool {
    let commit = format!("{revision}^{{commit}}");
    !revision.starts_with('-') && git(from, &["rev-parse", "-q", "--verify", &commit]).is_ok()
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

/// A commit that the repository doesn't have, or not yet.
fn unknown(root: &Path, revision: &str, why: &str) -> Diagnostic {
    let said = git(root, &["rev-parse", "--is-shallow-repository"]);
    if said.is_ok_and(|said| text(&said) == "true") {
        return missing(revision, why).help(
            "this clone is shallow, and has none of the older commits: `git fetch --unshallow` brings them, in a workflow `fetch-depth: 0`",
        );
    }
    missing(revision, why)
}
