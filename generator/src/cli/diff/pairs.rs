//! What is compared: the versions of one crate, or those of every crate that both letterpress.toml name.

use std::path::PathBuf;

use crate::cli::screen::Screen;
use crate::cli::version::{self, Input, Opened, Version};
use crate::diagnostic::{Code, Diagnostic};
use crate::parallel;

/// The names of a crate in the base and in the revision; without one, it is the only crate there.
type Names = [Option<String>; 2];

/// Pairs of versions, yet to be read.
pub(super) struct Pairs {
    base: Input,
    revision: Input,
    names: Vec<Names>,
    /// Whether letterpress.toml names several crates and no argument one of them.
    pub(super) are_several: bool,
    /// Crates that only one side has.
    pub(super) apart: Vec<Diagnostic>,
}

impl Pairs {
    /// What the arguments mean; what can't be read is told.
    pub(super) fn new(
        base: &str,
        revision: Option<&str>,
        name: Option<&str>,
        screen: &Screen,
    ) -> Option<Self> {
        let told = |unread: Box<version::Unread>| unread.tell(screen);
        let revision = Input::new(revision).map_err(told).ok()?;
        let base = Input::new(Some(base)).map_err(told).ok()?;
        let mut pairs = Self {
            base,
            revision,
            names: vec![[name, name].map(|name| name.map(str::to_owned))],
            are_several: false,
            apart: Vec::new(),
        };
        if name.is_some() || pairs.base.is_document() || pairs.revision.is_document() {
            return Some(pairs);
        }
        let after = pairs.revision.crates().map_err(told).ok()?;
        let before = pairs.base.crates().map_err(told).ok()?;
        if before.len() > 1 || after.len() > 1 {
            pairs.are_several = true;
            pairs.match_names(before, after);
        }
        Some(pairs)
    }

    /// A crate is known by its name; one that is called otherwise by its folder.
    fn match_names(&mut self, mut before: Vec<(String, PathBuf)>, after: Vec<(String, PathBuf)>) {
        self.names.clear();
        let mut places: Vec<Option<usize>> = after
            .iter()
            .map(|(name, _)| before.iter().position(|(other, _)| other == name))
            .collect();
        for (index, (_, out)) in after.iter().enumerate() {
            let mut others = before.iter().enumerate();
            let same = others.find(|(at, (_, other))| other == out && !places.contains(&Some(*at)));
            places[index] = places[index].or(same.map(|(at, _)| at));
        }
        for ((name, _), place) in after.into_iter().zip(&places) {
            match place {
                Some(at) => self.names.push([Some(before[*at].0.clone()), Some(name)]),
                None => self.apart.push(new(&name, self.base.label())),
            }
        }
        let mut at = 0;
        before.retain(|_| {
            at += 1;
            !places.contains(&Some(at - 1))
        });
        let gone = before.iter();
        self.apart
            .extend(gone.map(|(name, _)| gone_from(name, self.revision.label())));
    }

    /// Reads each pair and hands it out; of those that can't be read it is told why. Whether all could.
    pub(super) fn each(&self, screen: &Screen, mut take: impl FnMut(Version, Version)) -> bool {
        let mut all = true;
        for names in &self.names {
            match self.read(names, screen) {
                Some((base, revision)) => take(base, revision),
                None => all = false,
            }
        }
        all
    }

    /// Both versions, read at once: a document with the tables of the other, where that has a letterpress.toml.
    fn read(&self, [before, after]: &Names, screen: &Screen) -> Option<(Version, Version)> {
        let open = |name: &Option<String>, input: &Input, lent: Option<&Opened>| {
            let lent = lent.and_then(|version| version.config.as_deref());
            let opened = version::open(name.as_deref(), input, lent);
            opened.map_err(|unread| unread.tell(screen)).ok()
        };
        let (base, revision) = if self.revision.is_document() {
            let base = open(before, &self.base, None)?;
            let revision = open(after, &self.revision, Some(&base))?;
            (base, revision)
        } else {
            let revision = open(after, &self.revision, None)?;
            (open(before, &self.base, Some(&revision))?, revision)
        };
        let (base, revision) = parallel::both(|| base.read(), || revision.read());
        for unread in [base.as_ref().err(), revision.as_ref().err()] {
            unread.into_iter().for_each(|unread| unread.tell(screen));
        }
        Some((base.ok()?, revision.ok()?))
    }
}

fn new(name: &str, label: &str) -> Diagnostic {
    let message = format!("the crate `{name}` is new: letterpress.toml of {label} doesn't name it");
    Diagnostic::warning(Code("LP0609"), message)
        .help("nothing is to be compared; its first release breaks nobody")
}

fn gone_from(name: &str, label: &str) -> Diagnostic {
    let message =
        format!("the crate `{name}` is gone: letterpress.toml of {label} doesn't name it");
    Diagnostic::warning(Code("LP0609"), message)
        .help("who depends on it gets no more releases; where it is only called otherwise, leave its `out` as it was")
}
