//! Diff: what a change of the document means, for programs that run and for code that upgrades.
//!
//! `wire` compares two contracts, `rust` compares two lists of public items, `join` brings both together by the place of the document
//! that caused them. A change is told once, with the operations behind it.

pub mod acknowledged;
mod alone;
mod answers;
mod around;
pub mod git;
mod help;
mod homes;
mod identity;
mod join;
mod lines;
mod named;
mod places;
mod reach;
mod renamed;
mod rules;
pub mod rust;
pub mod settings;
mod silent;
pub mod wire;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::Serialize;

pub use join::review;
pub use wire::Direction;

use crate::config::Crate;
use crate::contract::Contract;
use crate::emit::Items;
use crate::pipeline::shown;
use crate::source::Sources;

/// A comparison as it is reported.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The name of the crate.
    pub name: String,
    /// What was compared: `git:main`, a file, the working tree.
    pub base: Compared,
    pub revision: Compared,
    pub review: Review,
    /// What the schema doesn't explain. `None`: nothing says what was made.
    pub noise: Option<Noise>,
}

/// Public items of the base's crate, as it was checked in, that are not what this version of Letterpress makes of the base's schema.
#[derive(Clone, Copy, Debug, Default)]
pub struct Noise {
    pub items: usize,
    /// What they ask of a release.
    pub semver: Semver,
}

/// One side of a comparison.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    pub label: String,
    /// The document.
    pub schema: String,
    /// Of the crate, as letterpress.toml says.
    pub version: Option<semver::Version>,
    /// Of Letterpress, as the crate says that was made.
    pub generator: String,
}

impl Comparison {
    /// What the next release has to change in its version: for the schema, and for what another version of Letterpress makes of it.
    #[must_use]
    pub fn semver(&self) -> Semver {
        let noise = self.noise.unwrap_or_default();
        self.review.semver().max(noise.semver)
    }

    /// The version that the release must have at least.
    #[must_use]
    pub fn needed(&self) -> Option<semver::Version> {
        let base = self.base.version.as_ref()?;
        Some(self.semver().next(base))
    }

    /// Whether the revision's version says too little; `None` where a version is unknown.
    #[must_use]
    pub fn is_version_enough(&self) -> Option<bool> {
        Some(self.revision.version.as_ref()? >= &self.needed()?)
    }
}

/// One version: what it means on the wire, what it makes public, and where both come from.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    pub contract: &'a Contract,
    pub items: &'a Items,
    pub sources: &'a Sources,
    /// A folder that files are shown without: where a commit was read into, or the root of the repository.
    pub folder: Option<&'a Path>,
    /// The letterpress.toml that ruled, where one did.
    pub asked: Option<&'a Crate>,
    /// Of the base: what is public of its document under the letterpress.toml of the revision, where that says otherwise.
    pub asked_otherwise: Option<&'a Items>,
}

/// The path of a file from a folder that holds it, else as it is shown.
#[must_use]
pub fn shown_from(folder: Option<&Path>, path: &Path) -> PathBuf {
    let inside = folder.and_then(|folder| {
        let whole = std::path::absolute(path).ok()?;
        whole.strip_prefix(folder).ok().map(Path::to_path_buf)
    });
    inside.unwrap_or_else(|| shown(path))
}

/// The part of a version that a release has to change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Semver {
    #[default]
    None,
    Patch,
    Minor,
    Major,
}

/// All that changed.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// Breaking ones first, then by the order of the document.
    pub changes: Vec<Change>,
    pub unchanged_operations: usize,
    pub unchanged_items: usize,
}

/// One change.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Stays the same when lines move and words change.
    pub id: String,
    pub rule: &'static str,
    /// A sentence without its full stop.
    pub title: String,
    pub wire: wire::Verdict,
    pub rust: rust::Verdict,
    /// Code compiles as before and does another thing.
    pub silent: bool,
    pub semver: Semver,
    pub directions: Vec<Direction>,
    /// By id.
    pub operations: Vec<String>,
    /// The public items, old line and new, the most telling first.
    pub items: Vec<(Option<String>, Option<String>)>,
    /// The path of the first.
    pub item: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub help: Option<String>,
    pub base: Option<At>,
    pub revision: Option<At>,
    /// Why it is meant.
    pub acknowledged: Option<String>,
}

/// A place of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct At {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub pointer: String,
    /// The pointer by names alone.
    #[serde(skip)]
    pub landmark: String,
}

impl Change {
    /// Takes in what is the same change, seen at another pointer.
    fn merge(&mut self, mut other: Self) {
        let landmark = |change: &Self| {
            let at = change.base.as_ref().or(change.revision.as_ref());
            at.map(|at| at.landmark.clone())
        };
        // Known by the first of all names, in whatever order they are seen.
        if landmark(&other) < landmark(self) {
            std::mem::swap(self, &mut other);
        }
        self.wire = self.wire.max(other.wire);
        self.rust = self.rust.max(other.rust);
        self.silent |= other.silent;
        self.semver = self.semver.max(other.semver);
        self.items.extend(other.items);
        let new = other.directions.into_iter();
        let directions: BTreeSet<Direction> = self.directions.drain(..).chain(new).collect();
        self.directions = directions.into_iter().collect();
        for operation in other.operations {
            if !self.operations.contains(&operation) {
                self.operations.push(operation);
            }
        }
        self.help = self.help.take().or(other.help);
    }

    /// Whether it breaks anything.
    #[must_use]
    pub fn breaks(&self) -> bool {
        self.wire == wire::Verdict::Breaking || self.rust == rust::Verdict::Breaking
    }
}

impl Review {
    /// The worst of all changes.
    #[must_use]
    pub fn wire(&self) -> wire::Verdict {
        self.changes
            .iter()
            .map(|change| change.wire)
            .max()
            .unwrap_or_default()
    }

    /// The worst of all changes.
    #[must_use]
    pub fn rust(&self) -> rust::Verdict {
        self.changes
            .iter()
            .map(|change| change.rust)
            .max()
            .unwrap_or_default()
    }

    /// What the next release has to change in its version.
    #[must_use]
    pub fn semver(&self) -> Semver {
        self.changes
            .iter()
            .map(|change| change.semver)
            .max()
            .unwrap_or_default()
    }
}

impl Semver {
    /// The least version after `from` that tells as much. Below 1.0 the second number is the one that breaks, as Cargo has it.
    #[must_use]
    pub fn next(self, from: &semver::Version) -> semver::Version {
        let (major, minor, patch) = (from.major, from.minor, from.patch);
        match (self, major, minor) {
            (Self::None, ..) => from.clone(),
            (Self::Major, 0, 0) => semver::Version::new(0, 0, patch + 1),
            (Self::Major, 0, _) => semver::Version::new(0, minor + 1, 0),
            (Self::Major, ..) => semver::Version::new(major + 1, 0, 0),
            (Self::Minor, 1.., _) => semver::Version::new(major, minor + 1, 0),
            (Self::Minor | Self::Patch, ..) => semver::Version::new(major, minor, patch + 1),
        }
    }
}
