//! Where a document is and where its crate goes: relative to letterpress.toml, and apart from everything else.

use std::path::{Component, Path, PathBuf};

use super::table::Reader;
use super::{Crate, Located, problem};

/// `schema` and `out` of a `[[crate]]`, absolute. Both are checked, each as far as the other allows.
pub(super) fn read(
    reader: &mut Reader<'_>,
    folder: &Path,
    schema: Option<Located<String>>,
    out: Option<Located<String>>,
) -> Option<(Located<PathBuf>, Located<PathBuf>)> {
    let schema = schema.and_then(|schema| document(reader, folder, "schema", schema));
    let out = out.and_then(|out| target(reader, folder, out));
    let (schema, out) = (schema?, out?);
    if schema.value.starts_with(&out.value) {
        let diagnostic = problem::holds(&shown(folder, &out.value), "the document")
            .at(out.origin.place(), "")
            .at(schema.origin.place(), "the document is here");
        reader.diagnostics.push(diagnostic);
        return None;
    }
    Some((schema, out))
}

/// `overlays`: files that are there, outside of the crate's folder.
pub(super) fn overlays(
    reader: &mut Reader<'_>,
    folder: &Path,
    overlays: Vec<Located<String>>,
    out: Option<&Path>,
) -> Vec<Located<PathBuf>> {
    let mut found = Vec::new();
    for overlay in overlays {
        let Some(overlay) = document(reader, folder, "overlays", overlay) else {
            continue;
        };
        if out.is_some_and(|out| overlay.value.starts_with(out)) {
            let diagnostic = problem::holds(&shown(folder, out.unwrap_or(folder)), "an overlay");
            reader
                .diagnostics
                .push(diagnostic.at(overlay.origin.place(), ""));
        }
        found.push(overlay);
    }
    found
}

/// The document, or an overlay: a file that is there.
fn document(
    reader: &mut Reader<'_>,
    folder: &Path,
    key: &str,
    schema: Located<String>,
) -> Option<Located<PathBuf>> {
    let place = schema.origin.place();
    if is_absolute(&schema.value) {
        reader
            .diagnostics
            .push(problem::absolute_path(key, &schema.value).at(place, ""));
        return None;
    }
    let path = normal(&folder.join(&schema.value));
    if !path.is_file() {
        reader
            .diagnostics
            .push(problem::no_document(&schema.value, &path).at(place, ""));
        return None;
    }
    Some(Located {
        value: path,
        origin: schema.origin,
    })
}

/// The folder of the crate: below the folder of letterpress.toml, and not that folder itself.
fn target(
    reader: &mut Reader<'_>,
    folder: &Path,
    out: Located<String>,
) -> Option<Located<PathBuf>> {
    let place = out.origin.place();
    let path = normal(&folder.join(&out.value));
    let diagnostic = if is_absolute(&out.value) {
        problem::absolute_path("out", &out.value)
    } else if path == folder {
        problem::holds(&out.value, "letterpress.toml")
    } else if !path.starts_with(folder) || leads_out(folder, &path) {
        problem::outside(&out.value)
    } else {
        return Some(Located {
            value: path,
            origin: out.origin,
        });
    };
    reader.diagnostics.push(diagnostic.at(place, ""));
    None
}

/// Whether a link on the way to a path leads out of the folder, or nowhere.
fn leads_out(folder: &Path, path: &Path) -> bool {
    let Ok(folder) = folder.canonicalize() else {
        return false;
    };
    let there = path
        .ancestors()
        .find(|part| part.symlink_metadata().is_ok());
    there.is_some_and(|part| {
        let target = part.canonicalize();
        !target.is_ok_and(|target| target.starts_with(&folder))
    })
}

/// Reports crates that would be written into each other.
pub(super) fn keep_apart(reader: &mut Reader<'_>, crates: &[Crate]) {
    for (index, one) in crates.iter().enumerate() {
        for earlier in &crates[..index] {
            let (inner, outer) = if one.out.value.starts_with(&earlier.out.value) {
                (one, earlier)
            } else if earlier.out.value.starts_with(&one.out.value) {
                (earlier, one)
            } else {
                continue;
            };
            let name = outer
                .out
                .value
                .file_name()
                .unwrap_or_default()
                .to_string_lossy();
            let diagnostic =
                problem::holds(&name, &format!("another crate, `{}`", inner.name.value))
                    .at(one.out.origin.place(), "")
                    .at(earlier.out.origin.place(), "the other crate goes here");
            reader.diagnostics.push(diagnostic);
        }
        for other in crates
            .iter()
            .filter(|other| other.schema.value.starts_with(&one.out.value))
        {
            if other.name != one.name {
                let name = one
                    .out
                    .value
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy();
                let diagnostic =
                    problem::holds(&name, &format!("the document of `{}`", other.name.value))
                        .at(one.out.origin.place(), "")
                        .at(other.schema.origin.place(), "the document is here");
                reader.diagnostics.push(diagnostic);
            }
        }
    }
}

/// Absolute here or on another system: `/x`, `\x`, `C:\x`.
fn is_absolute(path: &str) -> bool {
    let mut letters = path.chars();
    let (first, second) = (letters.next(), letters.next());
    matches!(first, Some('/' | '\\')) || second == Some(':') || Path::new(path).is_absolute()
}

/// Without `.` and `..`, as text: nothing is looked up on disk.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

/// A path as letterpress.toml would write it.
fn shown(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder)
        .unwrap_or(path)
        .display()
        .to_string()
}
