//! The other files that a `$ref` may reach: files of the folder of the root document and of the folders below it. Never the network.

use std::path::{Component, Path, PathBuf};

use super::sources::{FileId, Sources};
use super::text;
use crate::diagnostic::{Code, Diagnostic};

impl Sources {
    /// Opens the file that the part of a `$ref` before `#` names; a file that is open already is not read again.
    ///
    /// # Errors
    /// The reference is a URL or an absolute path, leads out of the folder of the root document (links followed), or the file
    /// cannot be read. The diagnostic has no place yet: the caller knows where the `$ref` stands.
    pub fn open_ref(&mut self, from: FileId, relative: &str) -> Result<FileId, Diagnostic> {
        if relative.is_empty() {
            return Ok(from);
        }
        refuse_url(relative)?;
        let base = self.file(from);
        let (Some(folder), Some(canonical)) = (base.folder.clone(), base.canonical.clone()) else {
            return Err(outside(relative).help("read the document from a file, or write `#/..`"));
        };
        let parent = canonical.parent().unwrap_or(&folder);
        let target = parent.join(relative);
        let found = target
            .canonicalize()
            .map_err(|error| text::unreadable(Path::new(relative), &error).help(REACH))?;
        if !found.starts_with(&folder) {
            return Err(outside(relative).help(REACH));
        }
        if let Some(open) = self.opened(&found, &folder) {
            return Ok(open);
        }
        let shown = base.path.parent().unwrap_or(Path::new("")).join(relative);
        self.load(tidy(&shown), found, Some(folder))
    }

    fn opened(&self, canonical: &Path, folder: &Path) -> Option<FileId> {
        let at = self.files.iter().position(|file| {
            file.canonical.as_deref() == Some(canonical) && file.folder.as_deref() == Some(folder)
        })?;
        u32::try_from(at).ok().map(FileId)
    }
}

const REACH: &str = "a `$ref` may reach files in the folder of the root document and below it; its path is relative to the file in which it stands";

fn refuse_url(relative: &str) -> Result<(), Diagnostic> {
    let scheme = relative.split_once(':').map(|(scheme, _)| scheme);
    let url = scheme.is_some_and(|scheme| {
        scheme.len() > 1
            && scheme
                .chars()
                .all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char))
    });
    if url || relative.starts_with("//") {
        let message = format!("`$ref` to `{relative}`: nothing is fetched from the network");
        return Err(Diagnostic::error(Code("LP0014"), message)
            .help("download the file beside the document, and refer to it by a relative path"));
    }
    if Path::new(relative).is_absolute() {
        return Err(outside(relative).help(REACH));
    }
    Ok(())
}

fn outside(relative: &str) -> Diagnostic {
    let message = format!("`$ref` to `{relative}` leads out of the folder of the document");
    Diagnostic::error(Code("LP0013"), message)
}

/// `a/./b/../c` as `a/c`: only for show.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if tidy.file_name().is_some() => {
                tidy.pop();
            }
            part => tidy.push(part),
        }
    }
    tidy
}
