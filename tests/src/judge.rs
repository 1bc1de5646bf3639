//! The compiler as judge: whether code that uses a crate still compiles against the crate of the next version.
//!
//! For each version of a pair a caller (`caller.rs`) is made from the list of what that version makes public: it names, builds, reads, matches and calls
//! each item in the ways that semver promises will stay. The caller of the base against the crate of the revision shows what breaks; the caller of the
//! revision against the crate of the base shows what is new; the lint `deprecated` shows what warns. All pairs are modules of two crates,
//! so that a few runs of the compiler judge hundreds of them.

mod caller;
mod compiler;
mod library;
#[path = "../../generator/src/build/reroot.rs"]
mod reroot;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use letterpress::config::{Config, Crate};
use letterpress::diagnostic::Diagnostics;
use letterpress::diff::rust::Verdict;
use letterpress::diff::{Review, Side, review, settings};
use letterpress::report::text::render;
use letterpress::source::Sources;
use letterpress::{emit, lower};

/// Two documents, each by itself or by the letterpress.toml that names it.
#[derive(Clone, Debug)]
pub struct Pair {
    /// An identifier of Rust.
    pub name: String,
    /// The document as it was.
    pub base: PathBuf,
    /// The document as it is.
    pub revision: PathBuf,
}

/// What became of a pair.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The pair's.
    pub name: String,
    /// What we say.
    pub review: Review,
    /// The first error of the base's caller against the revision.
    pub breaks: Option<String>,
    /// The first error of the revision's caller against the base.
    pub adds: Option<String>,
    /// The first warning about something deprecated that the base's caller gets only now.
    pub deprecates: Option<String>,
}

impl Judged {
    /// What the compiler says. It reads no documentation: `None` stands for that too.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.breaks.is_some() {
            Verdict::Breaking
        } else if self.adds.is_some() {
            Verdict::Additive
        } else if self.deprecates.is_some() {
            Verdict::Deprecating
        } else {
            Verdict::None
        }
    }

    /// Whether the review says the same.
    #[must_use]
    pub fn agrees(&self) -> bool {
        let said = match self.review.rust() {
            Verdict::Docs => Verdict::None,
            said => said,
        };
        said == self.verdict()
    }

    /// A line for who reads the outcome.
    #[must_use]
    pub fn line(&self) -> String {
        let why = match self.verdict() {
            Verdict::Breaking => &self.breaks,
            Verdict::Additive => &self.adds,
            _ => &self.deprecates,
        };
        format!(
            "{}\t{}\tletterpress {:?}\trustc {:?}\t{}",
            if self.agrees() { "agree" } else { "DIFFER" },
            self.name,
            self.review.rust(),
            self.verdict(),
            why.as_deref().unwrap_or_default()
        )
    }
}

/// What stands after pressing one version.
struct Pressed {
    output: emit::Output,
    items: emit::Items,
    has_credentials: bool,
}

/// Presses all pairs and lets the compiler judge them, in a folder that keeps what it compiled for the next time. Pairs of which a document has an error are left out;
/// what is printed about them is the second part.
///
/// # Panics
///
/// Where a caller doesn't compile against its own version: then the caller is wrong.
#[must_use]
pub fn judge(pairs: &[Pair], folder: &Path) -> (Vec<Judged>, Vec<String>) {
    let (mut judged, mut refused) = (Vec::new(), Vec::new());
    let mut sides: [BTreeMap<String, Pressed>; 2] = Default::default();
    for pair in pairs {
        match pressed(pair) {
            Ok((review, [base, revision])) => {
                judged.push(Judged {
                    name: pair.name.clone(),
                    review,
                    breaks: None,
                    adds: None,
                    deprecates: None,
                });
                sides[0].insert(pair.name.clone(), base);
                sides[1].insert(pair.name.clone(), revision);
            }
            Err(printed) => refused.push(format!("{}: {printed}", pair.name)),
        }
    }
    let bench = library::write(folder, &sides);
    let said = bench.run();
    for one in &mut judged {
        one.breaks = said.breaks.get(&one.name).cloned();
        one.adds = said.adds.get(&one.name).cloned();
        one.deprecates = said.deprecates.get(&one.name).cloned();
    }
    (judged, refused)
}

/// What changed, as the command says it.
///
/// # Errors
///
/// What is printed about a document that has errors.
pub fn reviewed(pair: &Pair) -> Result<Review, String> {
    pressed(pair).map(|(review, _)| review)
}

/// A pair as the command reads it: the review, and both crates.
fn pressed(pair: &Pair) -> Result<(Review, [Pressed; 2]), String> {
    let mut sources = [Sources::new(), Sources::new()];
    let mut contracts = Vec::new();
    let mut crates = Vec::new();
    let mut tables = Vec::new();
    for (path, sources) in [&pair.base, &pair.revision].into_iter().zip(&mut sources) {
        let mut diagnostics = Diagnostics::new();
        let asked = if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let config = Config::read(path, sources, &mut diagnostics);
            let first = config.and_then(|config| config.crates.into_iter().next());
            first.ok_or_else(|| render(&diagnostics, sources, false))?
        } else {
            Crate::new("client", path, Path::new("client"))
                .map_err(|problems| format!("{problems:?}"))?
        };
        let contract = letterpress::pipeline::contract(&asked, sources, &mut diagnostics);
        let contract = contract.filter(|_| !diagnostics.has_errors());
        let Some(contract) = contract else {
            return Err(render(&diagnostics, sources, false));
        };
        let api = lower::lower(&contract, &asked, sources, &mut diagnostics);
        if diagnostics.has_errors() {
            return Err(render(&diagnostics, sources, false));
        }
        crates.push(Pressed {
            output: emit::emit(&api),
            items: emit::items(&api),
            has_credentials: !api.schemes.is_empty(),
        });
        contracts.push(contract);
        tables.push(asked);
    }
    let otherwise = (!settings::is_same(&tables[0], &tables[1])).then(|| {
        let mut problems = Diagnostics::new();
        let api = lower::lower(&contracts[0], &tables[1], &sources[0], &mut problems);
        emit::items(&api)
    });
    let side = |index: usize| Side {
        contract: &contracts[index],
        items: &crates[index].items,
        sources: &sources[index],
        folder: None,
        asked: Some(&tables[index]),
        asked_otherwise: otherwise.as_ref().filter(|_| index == 0),
    };
    let review = review(&side(0), &side(1));
    let crates = crates.try_into();
    Ok((review, crates.unwrap_or_else(|_| unreachable!("two sides"))))
}
