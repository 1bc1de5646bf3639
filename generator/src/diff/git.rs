//! A version as git has it: read by the git command, without a checkout.

use std::path::{Path, PathBuf};
use std::process::Command;

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
        let root = PathBuf::from(text(
            &git(from, &["rev-parse", "--show-toplevel"]).map_err(|why| missing(revision, &why))?,
        ));
        let folder = TempDir::new().map_err(|error| missing(revision, &error.to_string()))?;
        let listed = git(
            &root,
            &[
                "ls-tree",
                "-r",
                "-z",
                "--name-only",
                "--full-tree",
                revision,
            ],
        )
        .map_err(|why| missing(revision, &why))?;
        let tree = Self {
            folder,
            revision: revision.to_owned(),
            root,
        };
        for path in String::from_utf8_lossy(&listed)
            .split('\0')
            .filter(|path| is_wanted(path))
        {
            tree.extract(path)?;
        }
        Ok(tree)
    }

    /// Where the commit's files are.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
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

    fn extract(&self, path: &str) -> Result<(), Diagnostic> {
        let failed = |error: std::io::Error| missing(&self.revision, &error.to_string());
        let object = format!("{}:{path}", self.revision);
        let bytes = git(&self.root, &["cat-file", "blob", &object])
            .map_err(|why| missing(&self.revision, &why))?;
        let target = self.folder().join(path);
        if let Some(parent) = target.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        std::fs::write(&target, bytes).map_err(failed)
    }
}

/// Documents and letterpress.toml; git's own paths never lead out of the repository.
fn is_wanted(path: &str) -> bool {
    let ends = |ending: &str| path.to_ascii_lowercase().ends_with(ending);
    ends(".yaml")
        || ends(".yml")
        || ends(".json")
        || path.rsplit('/').next() == Some(crate::config::FILE_NAME)
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output();
    let output = output.map_err(|error| format!("git can't be called: {error}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(String::from_utf8_lossy(&output.stderr)
        .lines()
        .next()
        .unwrap_or("git failed")
        .to_owned())
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
