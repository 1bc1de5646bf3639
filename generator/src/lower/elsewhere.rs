//! Pointers into other files than the document's own, as if all of them were one document.
//!
//! What an operation holds belongs to it in whichever file it is written, and under `components/pathItems` too: what is called how does not depend on whether a path stands behind a `$ref`. Anything else is below `/~files`, by the path of its file from the document's folder:
//! `/~files/schemas~1Card.yaml/properties/type`. People write and read that as `schemas/Card.yaml#/properties/type`.

use std::collections::HashMap;

use crate::contract::Contract;
use crate::source::pointer::{escaped, unescaped};
use crate::source::{FileId, Origin, Sources};

/// The first part of a pointer into another file: no part that a document can have.
pub(super) const FILES: &str = "~files";

/// Where operations are written behind a `$ref`.
pub(super) struct Elsewhere {
    /// The document's own file.
    main: Option<FileId>,
    /// By file: pointers in it, the longest first, and what they are in the document.
    operations: HashMap<FileId, Vec<(String, String)>>,
}

impl Elsewhere {
    pub(super) fn new(contract: &Contract, sources: &Sources) -> Self {
        let main = sources.file_of(contract.origin);
        let mut operations: HashMap<FileId, Vec<(String, String)>> = HashMap::new();
        let paths = contract.operations.iter();
        let paths = paths.map(|operation| ("paths", operation.path.as_str(), operation));
        let webhooks = contract.webhooks.iter();
        let webhooks = webhooks.filter(|webhook| webhook.url.is_none());
        let webhooks = webhooks.map(|webhook| ("webhooks", &*webhook.name, &webhook.request));
        for (list, path, operation) in paths.chain(webhooks) {
            let Some(file) = sources.file_of(operation.origin) else {
                continue;
            };
            let here = sources.pointer(operation.origin);
            // What is another path's is called by that one.
            let own = here.starts_with("/paths/") || here.starts_with("/webhooks/");
            if own && Some(file) == main {
                continue;
            }
            let item = format!("/{list}/{}", escaped(path));
            let known = operations.entry(file).or_default();
            if let Some((folder, method)) = here.rsplit_once('/') {
                known.push((here.clone(), format!("{item}/{method}")));
                known.push((folder.to_owned(), item));
            }
        }
        for known in operations.values_mut() {
            // What several paths share is called by the one that sorts first.
            known.sort_by(|one, other| {
                let longer = other.0.len().cmp(&one.0.len());
                longer.then_with(|| one.1.cmp(&other.1))
            });
        }
        Self { main, operations }
    }

    /// The pointer of a node.
    pub(super) fn pointer(&self, sources: &Sources, origin: Origin) -> String {
        let pointer = sources.pointer(origin);
        let Some(file) = sources.file_of(origin) else {
            return pointer;
        };
        let known = self.operations.get(&file).into_iter().flatten();
        for (here, meant) in known {
            let inside = pointer.strip_prefix(here);
            if let Some(rest) = inside.filter(|rest| is_below(rest, here)) {
                return format!("{meant}{rest}");
            }
        }
        if Some(file) == self.main {
            return pointer;
        }
        let path = sources.relative(file, self.main);
        format!("/{FILES}/{}{pointer}", escaped(&path))
    }
}

/// Whether what follows a pointer is below it. Where a path item is a whole file, other things may stand in it too, such as `$defs`: of the path are its parameters, and the methods have pointers of their own.
fn is_below(rest: &str, here: &str) -> bool {
    match here {
        "" => rest.starts_with("/parameters/"),
        _ => rest.is_empty() || rest.starts_with('/'),
    }
}

/// Whether a pointer leads into another file.
pub(super) fn is_elsewhere(pointer: &str) -> bool {
    inside(pointer).is_some()
}

fn inside(pointer: &str) -> Option<&str> {
    let rest = pointer.strip_prefix('/')?.strip_prefix(FILES)?;
    rest.strip_prefix('/')
}

/// A pointer as letterpress.toml has it: `#/paths/..`, or `schemas/Card.yaml#/properties/type`.
pub(super) fn key(pointer: &str) -> String {
    let Some(inside) = inside(pointer) else {
        return format!("#{pointer}");
    };
    let (file, rest) = inside.split_at(inside.find('/').unwrap_or(inside.len()));
    format!("{}#{rest}", unescaped(file))
}
