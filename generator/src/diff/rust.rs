//! What changed in Rust: two lists of public items, compared as a compiler would see them.
//!
//! No rule about schemas is here. A removed item, another type, a lost trait break some caller; a new item doesn't, unless a caller
//! had to name all of them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::answers::{gains_failure, parts};
use super::silent::{Places, swapped};
use crate::emit::{Item, ItemKind, Items};
use crate::source::Origin;

/// What a change does to code that upgrades.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    #[default]
    None,
    Docs,
    Deprecating,
    Additive,
    Breaking,
}

/// One public item that isn't what it was.
#[derive(Clone, Debug)]
pub struct ItemChange<'a> {
    pub base: Option<&'a Item>,
    pub revision: Option<&'a Item>,
    pub verdict: Verdict,
    /// What a caller writes compiles as before and means another thing.
    pub silent: Option<Silent<'a>>,
    /// It is what it was, under another name.
    pub only_named: bool,
    /// What of the item is meant, where several things became of it.
    pub part: Part,
}

/// A part of what became of an item, each of which has a cause of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Whole,
    /// What an endpoint gives, how it fails, what it is called.
    Output,
    Failure,
    Name,
    /// The documentation of what breaks or is new besides.
    Docs,
}

/// How code that compiles comes to do another thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silent<'a> {
    /// The name is that of another thing now; what it named is this.
    Elsewhere(&'a Item),
    /// Arguments of one type changed places.
    Swapped,
}

impl<'a> ItemChange<'a> {
    /// The item, as it is now or as it was.
    #[must_use]
    pub fn item(&self) -> &'a Item {
        self.revision
            .or(self.base)
            .expect("a change is of an item on one side at least")
    }
}

/// A thing that has another path now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    pub from: String,
    pub to: String,
}

/// What items are matched by: their path, kind, and the trait of an implementation.
type Key<'i> = (Cow<'i, str>, ItemKind, Cow<'i, str>);

/// Compares; `renamed` are things of the base that are known to stand elsewhere now, `pairs` the nodes of both documents that are one thing.
#[must_use]
pub fn compare<'a>(
    base: &'a Items,
    revision: &'a Items,
    renamed: &'a [Renamed],
    pairs: &[(Origin, Origin)],
) -> Vec<ItemChange<'a>> {
    let mut moved = Moves::new(renamed);
    moved.keep(revision);
    let traits = [Traits(base), Traits(revision)];
    let places = Places::new(revision, pairs);
    let aliases = [Aliases::of(base), Aliases::of(revision)];
    let open = Exhaustive::new(base);
    let mut before: HashMap<Key<'_>, &Item> = HashMap::with_capacity(base.0.len());
    before.extend(base.0.iter().map(|item| (key(item, &moved), item)));
    let mut changes = Vec::new();
    let still = Moves::default();
    for item in &revision.0 {
        let Some(old) = before.remove(&key(item, &still)) else {
            // An old name that stays is told with the new one.
            if traits[0].has(item) || moved.kept.contains(item.path.as_str()) {
                continue;
            }
            let verdict = if open.must_name(item) {
                Verdict::Breaking
            } else {
                Verdict::Additive
            };
            changes.push(ItemChange {
                base: None,
                revision: Some(item),
                verdict,
                silent: None,
                only_named: false,
                part: Part::Whole,
            });
            continue;
        };
        let altered = changed(old, item, &moved, &aliases, &traits);
        let named = moved.named(old);
        let only_named = altered <= Verdict::Docs && named != Verdict::None;
        let verdict = altered.max(named);
        let silent = places
            .elsewhere(old, item)
            .map(Silent::Elsewhere)
            .or_else(|| swapped(old, &moved.text(&old.signature), item).then_some(Silent::Swapped))
            .filter(|_| verdict != Verdict::Breaking);
        if verdict != Verdict::None || silent.is_some() {
            let whole = ItemChange {
                base: Some(old),
                revision: Some(item),
                verdict,
                silent,
                only_named,
                part: Part::Whole,
            };
            let parts = parts(&whole, named, &moved, &aliases);
            if parts.is_empty() {
                changes.push(whole);
            }
            changes.extend(parts);
            if verdict > Verdict::Docs && is_reworded(old, item, &moved) {
                changes.push(ItemChange {
                    base: Some(old),
                    revision: Some(item),
                    verdict: Verdict::Docs,
                    silent: None,
                    only_named: false,
                    part: Part::Docs,
                });
            }
        }
    }
    let mut gone: Vec<&Item> = before.into_values().collect();
    gone.retain(|item| !traits[1].has(item));
    gone.sort_by(|one, other| one.compare(other));
    changes.extend(gone.into_iter().map(|item| ItemChange {
        base: Some(item),
        revision: None,
        verdict: Verdict::Breaking,
        silent: None,
        only_named: false,
        part: Part::Whole,
    }));
    changes
}

fn key<'i>(item: &'i Item, moved: &Moves<'_>) -> Key<'i> {
    let detail = match item.kind {
        ItemKind::Impl => {
            let head = item.signature.split(" for ").next().unwrap_or_default();
            let head = moved.text(head);
            if head.starts_with("impl Endpoint<") {
                Cow::Borrowed("impl Endpoint")
            } else {
                head
            }
        }
        _ => Cow::Borrowed(""),
    };
    (moved.path(&item.path), item.kind, detail)
}

fn changed(
    base: &Item,
    revision: &Item,
    moved: &Moves<'_>,
    aliases: &[Aliases<'_>; 2],
    traits: &[Traits<'_>; 2],
) -> Verdict {
    let mut verdict = Verdict::None;
    if is_reworded(base, revision, moved) || (base.deprecated && !revision.deprecated) {
        verdict = Verdict::Docs;
    }
    if revision.deprecated && !base.deprecated {
        verdict = Verdict::Deprecating;
    }
    if revision
        .derives
        .iter()
        .any(|derive| !base.derives.contains(derive) && !traits[0].is_written(base, derive))
    {
        verdict = verdict.max(Verdict::Additive);
    }
    if base
        .derives
        .iter()
        .any(|derive| !revision.derives.contains(derive) && !traits[1].is_written(revision, derive))
    {
        verdict = Verdict::Breaking;
    }
    if base.feature != revision.feature {
        // Who has turned the default features off and others on may lose it.
        verdict = verdict.max(match revision.feature {
            Some(_) => Verdict::Breaking,
            None => Verdict::Additive,
        });
    }
    // A renamed thing is told by its path; that its name stands in its own signature tells nothing more.
    let own = (last(&base.path), last(&revision.path));
    let before = nameless(moved.text(&base.signature), revision.kind);
    let mut before = aliases[0].expand(before);
    if own.0 != own.1 {
        before = Cow::Owned(replace_word(&before, own.0, own.1));
    }
    let after = nameless(Cow::Borrowed(&revision.signature), revision.kind);
    let after = aliases[1].expand(after);
    if before != after {
        let gained = revision.kind == ItemKind::Feature && {
            let names = |text: &str| {
                text.split('"')
                    .skip(1)
                    .step_by(2)
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            };
            names(&before)
                .iter()
                .all(|name| names(&after).contains(name))
        };
        verdict = verdict.max(if gained || gains_failure(&before, &after) {
            Verdict::Additive
        } else {
            Verdict::Breaking
        });
    }
    verdict
}

fn is_reworded(base: &Item, revision: &Item, moved: &Moves<'_>) -> bool {
    let docs = moved.text(&base.docs);
    docs != revision.docs && !says_same(&docs, &revision.docs)
}

/// Whether it is the same text, wrapped as it may be, or a list in another order.
fn says_same(before: &str, after: &str) -> bool {
    let lines = |docs| {
        let lines = shown(docs).map(|line| line.split_whitespace().collect::<Vec<_>>());
        let mut lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
        lines.sort_unstable();
        lines
    };
    words(before).eq(words(after)) || lines(before) == lines(after)
}

fn words(docs: &str) -> impl Iterator<Item = &str> {
    shown(docs).flat_map(str::split_whitespace)
}

/// Documentation without its examples, which are the document's.
fn shown(docs: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    docs.lines()
        .filter(move |line| {
            let fence = line.trim_start().starts_with("```");
            inside ^= fence;
            !inside && !fence && *line != "# Example"
        })
        .map(|line| line.find("Example: ").map_or(line, |start| &line[..start]))
}

/// A signature without the names of its arguments: callers give them by position.
fn nameless(signature: Cow<'_, str>, kind: ItemKind) -> Cow<'_, str> {
    if !matches!(kind, ItemKind::Function | ItemKind::Method) {
        return signature;
    }
    let Some((head, rest)) = signature.split_once('(') else {
        return signature;
    };
    let end = rest.rfind(" -> ").unwrap_or(rest.len());
    let (arguments, output) = rest.split_at(end);
    let mut text = format!("{head}(");
    for part in arguments.split(", ") {
        text.push_str(part.split_once(": ").map_or(part, |(_, ty)| ty));
        text.push(',');
    }
    Cow::Owned(text + output)
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Replaces a word of a text where it stands alone.
fn replace_word(text: &str, from: &str, to: &str) -> String {
    words_replaced(text, &|word| (word == from).then_some(to))
}

/// Replaces words of a text, a path being one word.
fn words_replaced<'w>(text: &str, replacement: &dyn Fn(&str) -> Option<&'w str>) -> String {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
        let word = &rest[..end];
        out.push_str(replacement(word).unwrap_or(word));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Paths that became other paths.
#[derive(Default)]
pub(super) struct Moves<'r> {
    whole: HashMap<&'r str, &'r str>,
    /// Those whose old name is still there, as another name of the new one.
    kept: HashSet<&'r str>,
}

impl<'r> Moves<'r> {
    pub(super) fn new(renamed: &'r [Renamed]) -> Self {
        Self {
            whole: renamed
                .iter()
                .map(|one| (one.from.as_str(), one.to.as_str()))
                .collect(),
            kept: HashSet::new(),
        }
    }

    fn keep(&mut self, revision: &'r Items) {
        let aliases = Aliases::of(revision).0.into_iter();
        let kept = aliases.filter(|(from, to)| self.whole.get(from) == Some(to));
        self.kept = kept.map(|(from, _)| from).collect();
        // A module under its old name has all that it had.
        let modules = revision.0.iter();
        let modules = modules.filter(|item| item.kind == ItemKind::Module && item.deprecated);
        let modules: HashSet<&str> = modules.map(|item| item.path.as_str()).collect();
        let stays = |(from, to): &(&&'r str, &&'r str)| {
            let parts = from.split_once("::").zip(to.split_once("::"));
            parts.is_some_and(|((was, old), (_, new))| old == new && modules.contains(was))
        };
        let stay = self.whole.iter().filter(stays).map(|(from, _)| *from);
        self.kept.extend(stay);
    }

    /// What a new name does by itself. What stands in a renamed thing follows it, and is told with it.
    fn named(&self, item: &Item) -> Verdict {
        let path = item.path.as_str();
        match (self.whole.contains_key(path), self.kept.contains(path)) {
            (false, _) => Verdict::None,
            // The old name warns, the new one is new.
            (true, true) => Verdict::Additive,
            (true, false) => Verdict::Breaking,
        }
    }

    pub(super) fn path<'t>(&self, path: &'t str) -> Cow<'t, str> {
        if self.whole.is_empty() {
            return Cow::Borrowed(path);
        }
        let mut end = path.len();
        loop {
            if let Some(to) = self.whole.get(&path[..end]) {
                return Cow::Owned(format!("{to}{}", &path[end..]));
            }
            match path[..end].rfind("::") {
                Some(before) => end = before,
                None => return Cow::Borrowed(path),
            }
        }
    }

    pub(super) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.whole.is_empty() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(words_replaced(text, &|word| self.whole.get(word).copied()))
    }
}

/// Names of types that are other types: to Rust they are one.
pub(super) struct Aliases<'a>(HashMap<&'a str, &'a str>);

impl<'a> Aliases<'a> {
    fn of(items: &'a Items) -> Self {
        let aliases = items.0.iter().filter(|item| item.kind == ItemKind::Alias);
        Self(
            aliases
                .filter_map(|item| Some((item.path.as_str(), item.signature.split_once(" = ")?.1)))
                .collect(),
        )
    }

    pub(super) fn expand<'t>(&self, signature: Cow<'t, str>) -> Cow<'t, str> {
        let mut text = signature;
        // A circle of aliases does not compile; should one be here, it ends.
        for _ in 0..8 {
            if self.0.is_empty() {
                break;
            }
            let expanded = words_replaced(&text, &|word| self.0.get(word).copied());
            if expanded == text {
                break;
            }
            text = Cow::Owned(expanded);
        }
        text
    }
}

/// Traits of types that are derived or written out: to a caller they are one.
struct Traits<'a>(&'a Items);

impl Traits<'_> {
    /// Whether the type of an implementation derives the trait.
    fn has(&self, item: &Item) -> bool {
        written_out(item).is_some_and(|name| {
            let mut there = self.0.at(&item.path).iter();
            there.any(|other| other.derives.contains(&name))
        })
    }

    fn is_written(&self, item: &Item, name: &str) -> bool {
        let mut there = self.0.at(&item.path).iter();
        there.any(|other| written_out(other) == Some(name))
    }
}

/// The trait of an implementation: `impl Default for T`.
pub(super) fn written_out(item: &Item) -> Option<&str> {
    let head = item.signature.strip_prefix("impl ")?;
    let name = head.split_once(" for ")?.0;
    (item.kind == ItemKind::Impl).then_some(name)
}

/// Types whose parts a caller has to name, all of them.
struct Exhaustive<'a>(HashSet<&'a str>);

impl<'a> Exhaustive<'a> {
    fn new(items: &'a Items) -> Self {
        let types = items
            .0
            .iter()
            .filter(|item| matches!(item.kind, ItemKind::Struct | ItemKind::Enum));
        Self(
            types
                .filter(|item| !item.signature.contains("#[non_exhaustive]"))
                .map(|item| item.path.as_str())
                .collect(),
        )
    }

    /// Whether the new item is a part of a type that was there, and that has no room.
    fn must_name(&self, item: &Item) -> bool {
        matches!(item.kind, ItemKind::Field | ItemKind::Variant)
            && item
                .path
                .rsplit_once("::")
                .is_some_and(|(owner, _)| self.0.contains(owner))
    }
}
