//! The reader: a value to a [`Document`].
//!
//! Every keyword is known or reported, and every problem of a document is shown: a bad node is reported, then skipped or
//! defaulted, and reading goes on. What the nodes mean together (references, templates, constraints) is for `resolve`.

mod body;
mod components;
mod cursor;
mod document;
mod fragment;
mod info;
mod keyword;
mod limits;
mod operation;
mod parameter;
mod paths;
mod response;
mod scalar;
mod schema;
mod schema_drafts;
mod schema_keywords;
mod security;

use std::collections::{HashMap, HashSet};

pub use fragment::{Absent, Fragment, read_at};

use serde_json::Value;

use self::cursor::Cursor;
use super::{Document, Version, select};
use crate::config::{Located, SelectTable};
use crate::diagnostic::Diagnostics;
use crate::source::{FileId, Origin, Place, Sources};

/// Reads the document in a file. `None` where nothing of it can be made out: the text is not YAML or JSON, or no OpenAPI 3.
///
/// Where a document comes back beside errors, it holds what could be read; the stages after this one expect none.
pub fn read(
    sources: &mut Sources,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let value = sources.value(file, diagnostics)?;
    let document = read_value(sources, file, &value, diagnostics);
    drop(value);
    // The document holds all that it says. A reference into the middle of an example reads the file once more.
    sources.forget(file);
    document
}

/// As [`read`], of the operations that letterpress.toml selects and of what they reach.
pub fn read_selected(
    sources: &mut Sources,
    file: FileId,
    asked: &Located<SelectTable>,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let value = sources.value(file, diagnostics)?;
    let value = select::select(&value, file, asked, sources, diagnostics);
    read_value(sources, file, &value, diagnostics)
}

fn read_value(
    sources: &mut Sources,
    file: FileId,
    value: &Value,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let cursor = Cursor {
        value,
        origin: sources.root(file),
    };
    let version = document::version(cursor, diagnostics)?;
    Reader::new(sources, version, diagnostics).document(cursor)
}

/// What is known while a document is read.
struct Reader<'r> {
    sources: &'r mut Sources,
    diagnostics: &'r mut Diagnostics,
    version: Version,
    /// Where each operationId was first seen.
    operation_ids: HashMap<String, Place>,
    /// Objects, and the keywords that unknown ones in them were taken for.
    misspelt: HashSet<(u32, &'static str)>,
    /// The schemas with a `$recursiveAnchor` that are being read, the innermost last.
    recursive: Vec<Origin>,
}

impl<'r> Reader<'r> {
    fn new(sources: &'r mut Sources, version: Version, diagnostics: &'r mut Diagnostics) -> Self {
        Self {
            sources,
            diagnostics,
            version,
            operation_ids: HashMap::new(),
            misspelt: HashSet::new(),
            recursive: Vec::new(),
        }
    }
}
