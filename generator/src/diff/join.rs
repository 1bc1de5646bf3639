//! Wire and Rust together: a public item belongs to the change of the document at the place that caused it.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::help::help;
use super::identity::{identify, once};
use super::lines;
use super::reach::Reach;
use super::renamed::{place, renamed};
use super::rust::{self, ItemChange, Part, Renamed};
use super::settings;
use super::wire::{self, Finding, Findings, Title};
use super::{Change, Review, Semver, Side, shown_from};
use crate::emit::{Item, ItemKind};
use crate::parallel;
use crate::source::Origin;

/// Compares two versions.
#[must_use]
pub fn review(base: &Side<'_>, revision: &Side<'_>) -> Review {
    // The first place that is told in a document takes reading where all of it stands, and what stands there: meanwhile.
    let (_, mut found) = parallel::both(
        || [base, revision].map(read_again),
        || wire::compare(base.contract, revision.contract),
    );
    selected(base, revision, &mut found);
    let renamed = renamed(base, revision, &found);
    let items = rust::compare(base.items, revision.items, &renamed, &found.pairs);
    let changed_now: HashSet<*const Item> = items
        .iter()
        .filter_map(|change| change.revision.map(std::ptr::from_ref))
        .collect();
    let settings = settings::compare(base, revision);
    let asked = settings::homes(&settings, &items, base, revision, &renamed);
    let of_document = found.findings.len();
    found
        .findings
        .extend(settings.into_iter().map(|setting| setting.finding));
    let mut join = Join::new(base, revision, &found, of_document, &renamed);
    join.attach(&items, asked);
    let changes = join.changes(&items);
    let touched: HashSet<&String> = changes.iter().flat_map(|one| &one.operations).collect();
    let operations = revision.contract.operations.iter();
    let unchanged = operations.filter(|one| !touched.contains(&wire::name_of(one)));
    Review {
        unchanged_operations: unchanged.count(),
        changes,
        unchanged_items: revision.items.0.len() - changed_now.len(),
    }
}

/// Both stay at hand once somebody asked.
fn read_again(side: &Side<'_>) {
    if let Some(operation) = side.contract.operations.first() {
        drop(side.sources.locate(&operation.origin.key()));
        drop(side.sources.said(operation.origin, "operationId"));
    }
}

/// An operation that both documents have, and one crate leaves out: that says letterpress.toml, and the wire knows nothing of it.
fn selected(base: &Side<'_>, revision: &Side<'_>, found: &mut Findings) {
    for finding in &mut found.findings {
        let (origin, side, other, rule, word) = match finding.rule {
            "operation-removed" | "operation-removed-after-sunset" => {
                let word = "is left out by letterpress.toml";
                (finding.base, base, revision, "operation-excluded", word)
            }
            "operation-added" => {
                let word = "is no longer left out by letterpress.toml";
                (finding.revision, revision, base, "operation-included", word)
            }
            "webhook-removed" => {
                let word = "is left out by letterpress.toml";
                (finding.base, base, revision, "webhook-excluded", word)
            }
            "webhook-added" => {
                let word = "is no longer left out by letterpress.toml";
                (finding.revision, revision, base, "webhook-included", word)
            }
            _ => continue,
        };
        let pointer = origin.map(|origin| side.sources.pointer(origin));
        if pointer.is_some_and(|pointer| other.sources.holds(&pointer)) {
            let who = match finding.operations.first() {
                Some(name) => format!("`{name}`"),
                // "The webhook `name` is gone".
                None => finding
                    .title
                    .sentence()
                    .rsplit_once(" is ")
                    .map_or("", |(who, _)| who)
                    .to_owned(),
            };
            finding.rule = rule;
            finding.title = Title::Sentence(format!("{who} {word}"));
            finding.wire = wire::Verdict::None;
            // The line that says so.
            let select = other.asked.and_then(|asked| asked.select.as_ref());
            let select = select.map(|select| select.origin);
            if finding.base.is_none() {
                finding.base = select;
            } else {
                finding.revision = select;
            }
        }
    }
}

/// Findings by the place that they are about.
pub(super) type ByPlace = BTreeMap<String, Vec<usize>>;

pub(super) struct Join<'a> {
    pub(super) base: &'a Side<'a>,
    pub(super) revision: &'a Side<'a>,
    /// Those about the document, then those about letterpress.toml.
    pub(super) findings: &'a [Finding],
    pub(super) of_document: usize,
    pub(super) renamed: &'a [Renamed],
    /// By place in the base and in the revision.
    pub(super) by_base: ByPlace,
    pub(super) by_revision: ByPlace,
    /// By where the schema is used that they are about, likewise.
    pub(super) by_use: [ByPlace; 2],
    /// The findings about them.
    pub(super) discriminators: Vec<usize>,
    /// The findings that each item change belongs to; empty: to none.
    pub(super) homes: Vec<Vec<usize>>,
    /// Of both sides, once it is asked for.
    reach: OnceCell<[Reach<'a>; 2]>,
    /// Filled once it is asked for.
    pub(super) renamed_at: OnceCell<HashMap<String, &'a str>>,
}

impl<'a> Join<'a> {
    fn new(
        base: &'a Side<'a>,
        revision: &'a Side<'a>,
        found: &'a Findings,
        of_document: usize,
        renamed: &'a [Renamed],
    ) -> Self {
        type Pick = fn((Origin, Origin)) -> Origin;
        let index = |side: &Side<'_>, origin: fn(&Finding) -> Option<Origin>, pick: Pick| {
            let mut index = ByPlace::new();
            for (number, finding) in found.findings[..of_document].iter().enumerate() {
                let also = finding.also.iter().map(|seen| pick(*seen));
                for origin in origin(finding).into_iter().chain(also) {
                    let numbers = index.entry(place(side.sources, origin)).or_default();
                    if numbers.last() != Some(&number) {
                        numbers.push(number);
                    }
                }
            }
            index
        };
        let used = |side: &Side<'_>, pick: Pick| {
            let mut index = ByPlace::new();
            for (number, finding) in found.findings[..of_document].iter().enumerate() {
                for seen in &finding.uses {
                    let place = place(side.sources, pick(*seen));
                    let numbers: &mut Vec<usize> = index.entry(place).or_default();
                    if numbers.last() != Some(&number) {
                        numbers.push(number);
                    }
                }
            }
            index
        };
        Self {
            by_use: [used(base, |seen| seen.0), used(revision, |seen| seen.1)],
            base,
            revision,
            findings: &found.findings,
            renamed,
            by_base: index(base, |finding| finding.base, |seen| seen.0),
            by_revision: index(revision, |finding| finding.revision, |seen| seen.1),
            of_document,
            discriminators: (0..of_document)
                .filter(|number| found.findings[*number].rule.starts_with("discriminator-"))
                .collect(),
            homes: Vec::new(),
            reach: OnceCell::new(),
            renamed_at: OnceCell::new(),
        }
    }

    fn changes(&self, items: &[ItemChange<'_>]) -> Vec<Change> {
        let mut of_finding: Vec<Vec<&ItemChange<'_>>> = vec![Vec::new(); self.findings.len()];
        let mut alone = Vec::new();
        for (change, home) in items.iter().zip(&self.homes) {
            if home.is_empty() && change.part != Part::Docs {
                alone.push(change);
            }
            for number in home {
                of_finding[*number].push(change);
            }
        }
        let alone = self.groups(&alone);
        let mut changes: Vec<Change> = of_finding
            .iter()
            .enumerate()
            .map(|(number, items)| self.of_finding(number, items))
            .chain(alone.iter().map(|(path, items)| self.of_items(path, items)))
            .filter(|change| {
                change.semver != Semver::None || change.wire != wire::Verdict::None || change.silent
            })
            .collect();
        once(&mut changes);
        changes.sort_by_key(|change| {
            let place = change.revision.as_ref().or(change.base.as_ref());
            (
                !change.breaks(),
                place.is_none(),
                place.map(|place| (place.file.clone(), place.line)),
            )
        });
        identify(&mut changes);
        changes
    }

    fn of_finding(&self, number: usize, items: &[&ItemChange<'_>]) -> Change {
        let finding = &self.findings[number];
        let items = &mut items.to_vec();
        // Of several that are documented otherwise, the nearest says most.
        let depth = |one: &ItemChange<'_>| {
            let sides = [
                (one.revision, self.revision, finding.revision),
                (one.base, self.base, finding.base),
            ];
            let near = sides.into_iter().filter_map(|(item, side, origin)| {
                let own = place(side.sources, item?.origin?);
                let at = place(side.sources, origin?);
                let rest = at.strip_prefix(&own)?;
                (rest.is_empty() || rest.starts_with('/')).then_some(own.len())
            });
            near.max().unwrap_or_default()
        };
        let mut change = self.with_items(items, depth);
        change.rule = finding.rule;
        finding.title.sentence().clone_into(&mut change.title);
        change.wire = finding.wire;
        change.silent |= finding.silent && change.rust != rust::Verdict::Breaking;
        change.directions = finding.directions.iter().copied().collect();
        change.operations.clone_from(&finding.operations);
        change.before.clone_from(&finding.before);
        change.after.clone_from(&finding.after);
        (change.base, change.revision) = lines::of_finding(finding, self.base, self.revision);
        match finding.title {
            Title::NamesOfItems => self.of_rename(&mut change, items),
            Title::Sentence(_) => self.referred(finding, &mut change),
        }
        if number >= self.of_document && finding.operations.is_empty() {
            change.operations = self.behind(items);
        }
        if finding.rule.starts_with("server-") && finding.operations.is_empty() {
            let all = self.revision.contract.operations.iter();
            let all = all.filter(|one| one.servers.is_empty());
            change.operations = all.map(wire::name_of).collect();
        }
        change.semver = semver(&change, items);
        change.help = help(&change, items, &finding.breaks);
        change
    }

    /// What an operation has, no longer has, or has under another status, of a component that is there before and after: the line that says it is the reference.
    fn referred(&self, finding: &Finding, change: &mut Change) {
        let is_whole = finding.base.is_none() || finding.revision.is_none();
        if !is_whole && !finding.rule.ends_with("status-changed") {
            return;
        }
        let base = (finding.base, self.base, self.revision, &mut change.base);
        let revision = (
            finding.revision,
            self.revision,
            self.base,
            &mut change.revision,
        );
        for (origin, side, other, at) in [base, revision] {
            let (Some(origin), Some(at)) = (origin, at) else {
                continue;
            };
            let name = finding.operations.first();
            let mut operations = side.contract.operations.iter();
            let Some(operation) = operations.find(|one| Some(&wire::name_of(one)) == name) else {
                continue;
            };
            let file = |origin| side.sources.file_of(origin);
            let is_elsewhere = file(origin) != file(operation.origin);
            let stays = at.pointer.starts_with("/components/") && other.sources.holds(&at.pointer);
            if !is_elsewhere && !stays {
                continue;
            }
            let own = side.sources.locate_reference(operation.origin, origin);
            let said = own.or_else(|| {
                let path = side.sources.parent(operation.origin)?;
                side.sources.locate_reference(path, origin)
            });
            if let Some((location, pointer)) = said {
                at.file = shown_from(side.folder, side.sources.path(location.file))
                    .display()
                    .to_string();
                (at.line, at.column, at.pointer) = (location.line, location.column, pointer);
            }
        }
    }

    /// The operations whose functions reach the item, in document order.
    pub(super) fn operations_of(&self, path: &str) -> Vec<String> {
        let mut reached: Vec<String> = Vec::new();
        let [base, revision] = self
            .reach
            .get_or_init(|| [Reach::new(self.base), Reach::new(self.revision)]);
        for name in base.operations_of(path).chain(revision.operations_of(path)) {
            if !reached.iter().any(|other| other == name) {
                reached.push(name.to_owned());
            }
        }
        reached
    }

    /// What became of the items, the most telling first: a function says more than the types around it.
    pub(super) fn with_items(
        &self,
        items: &mut [&ItemChange<'_>],
        depth: impl Fn(&ItemChange<'_>) -> usize,
    ) -> Change {
        items.sort_by_key(|change| {
            let item = change.item();
            let is_docs = change.verdict == rust::Verdict::Docs;
            (
                change.silent.is_none(),
                std::cmp::Reverse(change.verdict),
                std::cmp::Reverse(if is_docs { depth(change) } else { 0 }),
                match item.kind {
                    // What is said of a function speaks of many things.
                    ItemKind::Function if is_docs && depth(change) == 0 => 4,
                    ItemKind::Function => 0,
                    ItemKind::Impl => 2,
                    ItemKind::Reexport | ItemKind::Feature => 3,
                    _ => 1,
                },
                item.path.clone(),
                item.kind,
            )
        });
        let rust = items
            .iter()
            .map(|change| change.verdict)
            .max()
            .unwrap_or_default();
        let mut lines: Vec<_> = items
            .iter()
            .filter(|change| change.verdict > rust::Verdict::Docs || change.silent.is_some())
            .map(|change| (change.base.map(Item::line), change.revision.map(Item::line)))
            .collect();
        lines.dedup();
        Change {
            rust,
            silent: items.iter().any(|change| change.silent.is_some()),
            item: items.first().map(|change| change.item().path.clone()),
            items: lines,
            ..Change::default()
        }
    }
}

/// The type or function that an item belongs to.
pub(super) fn owner(item: &Item) -> &str {
    match item.kind {
        ItemKind::Field | ItemKind::Variant | ItemKind::Const | ItemKind::Method => item
            .path
            .rsplit_once("::")
            .map_or(item.path.as_str(), |(owner, _)| owner),
        _ => &item.path,
    }
}

pub(super) fn semver(change: &Change, items: &[&ItemChange<'_>]) -> Semver {
    if items.iter().any(|one| one.silent.is_some()) {
        return Semver::Major;
    }
    match (change.rust, change.wire) {
        (rust::Verdict::Breaking, _) => Semver::Major,
        (rust::Verdict::Additive | rust::Verdict::Deprecating, _) => Semver::Minor,
        // Who upgrades runs the program in another environment, or doesn't.
        _ if matches!(change.rule, "environment-changed" | "environment-removed") => Semver::Major,
        _ if change.silent => Semver::Minor,
        (rust::Verdict::Docs, _) | (_, wire::Verdict::Breaking | wire::Verdict::Risky) => {
            Semver::Patch
        }
        _ => Semver::None,
    }
}
