//! What a crate needs of the runtime: the files that its own code names, and what those name in turn.
//!
//! A file of the runtime goes into a crate as it is or not at all; of `mod.rs`, the lines about files that are there. So a crate that never sends a form compiles nothing about forms.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// A file of the runtime.
struct File {
    module: &'static str,
    text: &'static str,
    /// What it names of the others.
    names: &'static [&'static str],
    /// What may be crates that it names.
    crates: &'static [&'static str],
}

/// A declaration of `mod.rs`, or what stands before the first.
struct Line {
    text: &'static str,
    /// The module that it is about; none: it is in every crate.
    module: Option<&'static str>,
    /// What it declares or takes from there.
    names: &'static [&'static str],
}

const FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));
const LINES: &[Line] = include!(concat!(env!("OUT_DIR"), "/runtime_lines.rs"));

/// What every crate has: the clients, and what calls are made of. The rest comes with what names it.
const ALWAYS: &[&str] = &[
    "Client", "blocking", "Endpoint", "Error", "Reply", "Options",
];

/// Files that name others only for themselves: what comes with them is no part of what a crate makes public, or a rule of the document would change that.
const INNER: &[&str] = &["pattern", "seen", "unicode"];

/// The files of the runtime that a crate has.
pub(crate) struct Needs {
    modules: BTreeSet<&'static str>,
    /// Those of which the crate shows something.
    shown: BTreeSet<&'static str>,
}

impl Needs {
    /// Of a crate whose own code takes these names from the runtime.
    pub(crate) fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        // Every file of the crate names the same few.
        let names: BTreeSet<&str> = ALWAYS.iter().copied().chain(names).collect();
        Self {
            modules: reached(names.iter().copied().collect(), &[]),
            shown: reached(names.into_iter().collect(), INNER),
        }
    }

    /// Path below `src/runtime/`, and text.
    pub(crate) fn files(&self) -> impl Iterator<Item = (String, Cow<'static, str>)> {
        let modules = LINES
            .iter()
            .filter(|line| {
                line.module
                    .is_none_or(|module| self.modules.contains(module))
            })
            .map(|line| line.text)
            .collect();
        let files = FILES
            .iter()
            .filter(|file| self.modules.contains(file.module))
            .map(|file| (format!("{}.rs", file.module), Cow::Borrowed(file.text)));
        [("mod.rs".to_owned(), Cow::Owned(modules))]
            .into_iter()
            .chain(files)
    }

    /// Whether the crate has what the runtime calls so, and shows it.
    pub(crate) fn name(&self, name: &str) -> bool {
        module_of(name).is_none_or(|module| self.shown.contains(module))
    }

    /// Whether the crate has a file that names the dependency, where only files that may be left out do.
    pub(crate) fn dependency(&self, name: &str) -> bool {
        let name = name.replace('-', "_");
        let mut users = FILES
            .iter()
            .filter(|file| file.crates.contains(&name.as_str()))
            .peekable();
        let everywhere = LINES
            .iter()
            .any(|line| line.module.is_none() && line.text.contains(&format!("{name}::")));
        everywhere || users.peek().is_none() || users.any(|file| self.modules.contains(file.module))
    }
}

/// The modules of these names, and of what they name in turn; not of what the `inner` ones do.
fn reached(names: Vec<&str>, inner: &[&str]) -> BTreeSet<&'static str> {
    let mut modules = BTreeSet::new();
    let mut open = names;
    while let Some(name) = open.pop() {
        let Some(module) = module_of(name) else {
            continue;
        };
        if modules.insert(module) && !inner.contains(&module) {
            let file = FILES.iter().find(|file| file.module == module);
            open.extend(file.iter().flat_map(|file| file.names));
        }
    }
    modules
}

/// The module that a name is from, or that is called so; none where `mod.rs` itself declares it.
fn module_of(name: &str) -> Option<&'static str> {
    static MODULES: LazyLock<HashMap<&str, Option<&str>>> = LazyLock::new(|| {
        let mut modules = HashMap::new();
        for line in LINES {
            for name in line.names {
                modules.entry(*name).or_insert(line.module);
            }
        }
        modules
    });
    MODULES.get(name).copied().flatten()
}
