//! What stands between a set of files and the disk, each as a diagnostic.

use std::io;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic};

/// The system refused: `doing` is what was tried, `rest` how things stand now.
pub(super) fn system(doing: &str, path: &Path, error: &io::Error, rest: &str) -> Diagnostic {
    let help = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            format!("free some space and run again; {rest}")
        }
        io::ErrorKind::FileTooLarge => {
            format!("raise the limit on the size of files (`ulimit -f`) and run again; {rest}")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            format!("make the folder writable for you and run again; {rest}")
        }
        _ => rest.to_owned(),
    };
    Diagnostic::error(
        Code("LP0500"),
        format!("cannot {doing} `{}`: {error}", path.display()),
    )
    .help(help)
}

/// A file that people wrote stands where one of ours goes.
pub(super) fn in_the_way(path: &Path) -> Diagnostic {
    Diagnostic::error(
        Code("LP0501"),
        format!("`{}` exists and was not made by letterpress", path.display()),
    )
    .help(format!(
        "move it away or delete it, or choose another folder; only files whose first line says `{}` are overwritten",
        super::MARK
    ))
}

/// A link leads out of the folder, or nowhere.
pub(super) fn leads_outside(path: &Path, target: Option<&Path>) -> Diagnostic {
    let message = match target {
        Some(target) => format!(
            "`{}` is a link that leads out of the crate's folder, to `{}`",
            path.display(),
            target.display()
        ),
        None => format!("`{}` is a link that leads nowhere", path.display()),
    };
    Diagnostic::error(Code("LP0502"), message).help("replace the link with a real file or folder; nothing outside of the crate's folder is written")
}

/// Another run holds the lock.
pub(super) fn locked(dir: &Path, seconds: u64) -> Diagnostic {
    Diagnostic::error(
        Code("LP0503"),
        format!(
            "another run of letterpress has been writing `{}` for {seconds} seconds",
            dir.display()
        ),
    )
    .help("wait for it to end, or end it, and run again")
}

/// A folder where a file goes.
pub(super) fn folder_in_the_way(path: &Path) -> Diagnostic {
    Diagnostic::error(
        Code("LP0504"),
        format!("`{}` is a folder; a file goes there", path.display()),
    )
    .help("move the folder away")
}

/// A file where a folder goes.
pub(super) fn no_folder(path: &Path) -> Diagnostic {
    Diagnostic::error(
        Code("LP0504"),
        format!("`{}` is not a folder; files go into it", path.display()),
    )
    .help("move the file away")
}

/// A rename failed after others were done.
pub(super) fn half_written(path: &Path, error: &io::Error, kept: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Code("LP0505"),
        format!("cannot replace `{}`: {error}", path.display()),
    );
    if kept.is_empty() {
        diagnostic.help("the files that had been replaced were put back: nothing has changed")
    } else {
        diagnostic.help(format!(
            "these files could not be put back and hold new content: {}; run again",
            kept.join(", ")
        ))
    }
}

/// The path of a file does not lead into the folder.
pub(super) fn no_path(path: &str) -> Diagnostic {
    Diagnostic::error(
        Code("LP0506"),
        format!("`{path}` is no path of a file inside of a folder"),
    )
    .help("write it relative to the folder, with `/` between its parts and without `.` and `..`")
}
