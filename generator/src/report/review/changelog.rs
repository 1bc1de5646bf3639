//! The entry of a CHANGELOG.md, in the form of Keep a Changelog.
//!
//! A file of people: of their lines none is touched. A line of ours ends with the id of its change, in a comment that no page shows: so it
//! is found again when the change is taken back, becomes another one, or is released, also where somebody reworded it.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use crate::diff::{Change, Comparison, rust, wire};

/// Whether a change stands in a section.
type Belongs = fn(&Change) -> bool;

/// A section of an entry: `### Changed`, and its changes.
type Section<'c> = (&'static str, Vec<&'c Change>);

const UNRELEASED: &str = "## [Unreleased]";

/// The entries by themselves, to be read; those of several crates under their names.
#[must_use]
pub fn entries(comparisons: &[Comparison]) -> String {
    match comparisons {
        [only] => entry(only),
        all => {
            let entries = all
                .iter()
                .map(|one| format!("# {}\n\n{}", one.name, entry(one)));
            entries.collect::<Vec<_>>().join("\n")
        }
    }
}

fn entry(comparison: &Comparison) -> String {
    let mut text = format!("{}\n", heading(comparison));
    for (title, changes) in sections(comparison) {
        let lines: Vec<String> = changes.into_iter().map(line).collect();
        let _ = write!(text, "\n### {title}\n\n{}\n", lines.join("\n"));
    }
    text
}

/// The whole CHANGELOG.md with the entry in it; `base` is that of the version before, whose lines tell of earlier changes.
#[must_use]
pub fn changelog(comparison: &Comparison, before: Option<&str>, base: Option<&str>) -> String {
    let head = || {
        format!(
            "# Changelog\n\nAll notable changes of `{}` are listed here, in the form of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/); \
             versions follow [Semantic Versioning](https://semver.org/spec/v2.0.0.html).\n\n{UNRELEASED}\n",
            comparison.name
        )
    };
    let heading = heading(comparison);
    let mut file = File::new(&before.map_or_else(head, str::to_owned));
    let earlier = File::new(base.unwrap_or_default());
    let earlier: HashSet<&str> = earlier
        .lines
        .iter()
        .filter_map(|line| id_of(line))
        .collect();
    let sections = sections(comparison);
    let told: HashSet<&str> = sections
        .iter()
        .flat_map(|(_, changes)| changes.iter().map(|change| change.id.as_str()))
        .collect();
    for other in file.pending(&heading, base.unwrap_or_default()) {
        file.reopen(&other, &heading);
    }
    let is_ours = |id: &str| !earlier.contains(id);
    let stale = |id: &str| is_ours(id) && !told.contains(id);
    let mut released = Vec::new();
    if heading != UNRELEASED {
        file.take(&heading, stale);
        // What is released now isn't unreleased any more, in whatever words.
        released = file.take(UNRELEASED, is_ours);
    } else {
        file.take(UNRELEASED, stale);
    }
    for (title, changes) in sections {
        for change in changes {
            let id = Some(change.id.as_str());
            let text = released
                .iter()
                .find(|item| item.iter().any(|line| id_of(line) == id));
            let item = text.cloned();
            let item =
                item.unwrap_or_else(|| vec![format!("{} <!-- {} -->", line(change), change.id)]);
            file.add(&heading, title, &item, &line(change));
        }
    }
    file.print()
}

/// A CHANGELOG.md as it is written.
struct File {
    lines: Vec<String>,
}

impl File {
    fn new(text: &str) -> Self {
        Self {
            lines: text.lines().map(str::to_owned).collect(),
        }
    }

    fn print(&self) -> String {
        self.lines.join("\n").trim_end().to_owned() + "\n"
    }

    /// The lines of an entry, its heading first.
    fn entry(&self, heading: &str) -> Option<Range<usize>> {
        let start = self
            .lines
            .iter()
            .position(|line| line.starts_with(heading))?;
        let end = self.until(start + 1, self.lines.len(), "## ");
        // What links lead to stands below the last entry, and is part of none.
        let mut links = self.lines[start..end].iter();
        let links = links.position(|line| line.starts_with('[') && line.contains("]: "));
        Some(start..links.map_or(end, |links| start + links))
    }

    /// The headings of versions that are no more what the next one is called: those that have a line of ours, and that the base has not.
    /// A date says that it is released.
    fn pending(&self, heading: &str, base: &str) -> Vec<String> {
        let is_version = |line: &&String| {
            let version = line.trim_end().strip_prefix("## [");
            let version = version.and_then(|rest| rest.strip_suffix(']'));
            version.is_some_and(|version| version.parse::<semver::Version>().is_ok())
        };
        let is_ours = |line: &&String| {
            let entry = self.entry(line).unwrap_or_default();
            self.lines[entry].iter().any(|line| id_of(line).is_some())
        };
        let others = self.lines.iter().filter(is_version).filter(is_ours);
        others
            .filter(|line| line.trim_end() != heading)
            .filter(|line| !base.lines().any(|known| known.starts_with(line.trim_end())))
            .cloned()
            .collect()
    }

    /// Calls an entry otherwise; where there is one of that name, brings all of it there, also what people wrote.
    fn reopen(&mut self, from: &str, to: &str) {
        let Some(entry) = self.entry(from) else {
            return;
        };
        if self.entry(to).is_none() {
            to.clone_into(&mut self.lines[entry.start]);
            return;
        }
        let taken: Vec<String> = self.lines.drain(entry).collect();
        let (above, below): (Vec<_>, Vec<_>) = blocks(&taken[1..])
            .into_iter()
            .partition(|(title, _)| title.is_none());
        let start = self.entry(to).map_or(0, |entry| entry.start) + 1;
        let above = above.into_iter().rev();
        above.for_each(|(_, block)| {
            let apart = std::iter::once(String::new());
            self.lines.splice(start..start, apart.chain(block));
        });
        for (title, mut block) in below {
            let words = block[0].trim_end().to_owned();
            if !is_item(&words) {
                block.insert(0, String::new());
            }
            self.add(to, title.unwrap_or_default(), &block, &words);
        }
    }

    /// The next line that starts so.
    fn until(&self, from: usize, end: usize, start: &str) -> usize {
        let mut rest = self.lines[from..end].iter();
        rest.position(|line| line.starts_with(start))
            .map_or(end, |found| from + found)
    }

    /// The items of lists: `- `, and what is below it.
    fn items(&self, entry: Range<usize>) -> Vec<Range<usize>> {
        let mut items: Vec<Range<usize>> = Vec::new();
        let mut inside = false;
        for index in entry {
            let line = &self.lines[index];
            if is_item(line) {
                items.push(index..index + 1);
                inside = true;
            } else if line.trim().is_empty() || line.starts_with('#') {
                inside = false;
            } else if let Some(last) = items.last_mut().filter(|_| inside) {
                last.end = index + 1;
            }
        }
        items
    }

    /// Takes items of ours out of an entry, and sections that nothing is left of.
    fn take(&mut self, heading: &str, which: impl Fn(&str) -> bool) -> Vec<Vec<String>> {
        let mut taken = Vec::new();
        while let Some(entry) = self.entry(heading) {
            let is_meant = |item: &Range<usize>| {
                let mut ids = self.lines[item.clone()]
                    .iter()
                    .filter_map(|line| id_of(line));
                ids.any(&which)
            };
            let Some(item) = self.items(entry.clone()).into_iter().find(is_meant) else {
                break;
            };
            taken.push(self.lines.drain(item.clone()).collect());
            let mut above = self.lines[entry.start..item.start].iter();
            let section = above.rposition(|line| line.starts_with("### "));
            let Some(section) = section.map(|section| entry.start + section) else {
                continue;
            };
            let end = entry.end - item.len();
            let next = self.until(section + 1, end, "### ");
            if self.lines[section + 1..next]
                .iter()
                .all(|line| line.trim().is_empty())
            {
                self.lines.drain(section..next);
            }
        }
        taken
    }

    /// Adds an item at the end of its section, if the entry hasn't it, in the same words or under the same id.
    fn add(&mut self, heading: &str, title: &str, item: &[String], words: &str) {
        let entry = self.entry(heading).unwrap_or_else(|| self.open(heading));
        let id = item.iter().find_map(|line| id_of(line));
        let is_told =
            |line: &String| line.trim_end() == words || (id.is_some() && id_of(line) == id);
        if self.lines[entry.clone()].iter().any(is_told) {
            return;
        }
        let title = format!("### {title}");
        let mut lines = self.lines[entry.clone()].iter();
        let section = lines.position(|line| *line == title);
        let end = section.map_or(entry.end, |section| {
            self.until(entry.start + section + 1, entry.end, "#")
        });
        let mut place = end;
        while self.lines[place - 1].trim().is_empty() {
            place -= 1;
        }
        let mut new = item.to_vec();
        match section {
            Some(section) if place == entry.start + section + 1 => new.insert(0, String::new()),
            Some(_) => {}
            None => {
                let head = [String::new(), title, String::new()];
                new.splice(0..0, head);
            }
        }
        new.dedup_by(|next, line| next.is_empty() && line.is_empty());
        // Between this and what follows stays an empty line.
        if place == end && end < self.lines.len() {
            new.push(String::new());
        }
        self.lines.splice(place..place, new);
    }

    /// An empty entry: the newest stands first, below what is not released yet.
    fn open(&mut self, heading: &str) -> Range<usize> {
        let unreleased = self.entry(UNRELEASED).map(|entry| entry.end);
        let first = self.until(0, self.lines.len(), "## ");
        let place = unreleased.unwrap_or(first);
        let mut new = vec![heading.to_owned()];
        if self.lines[..place]
            .last()
            .is_some_and(|line| !line.is_empty())
        {
            new.insert(0, String::new());
        }
        if place < self.lines.len() {
            new.push(String::new());
        }
        let start = place + new.iter().position(|line| !line.is_empty()).unwrap_or(0);
        let end = place + new.len();
        self.lines.splice(place..place, new);
        start..end
    }
}

fn is_item(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with("* ")
}

/// Items and paragraphs, each with the title of the section that it stands in.
fn blocks(lines: &[String]) -> Vec<(Option<&str>, Vec<String>)> {
    let mut blocks: Vec<(Option<&str>, Vec<String>)> = Vec::new();
    let (mut title, mut inside) = (None, false);
    for line in lines {
        if let Some(name) = line.strip_prefix("### ") {
            (title, inside) = (Some(name.trim_end()), false);
        } else if line.trim().is_empty() {
            inside = false;
        } else if let Some((_, block)) = blocks.last_mut().filter(|_| inside && !is_item(line)) {
            block.push(line.clone());
        } else {
            blocks.push((title, vec![line.clone()]));
            inside = true;
        }
    }
    blocks
}

/// The change that a line of ours tells of: `- Words. <!-- 7f3a91c204 -->`.
fn id_of(line: &str) -> Option<&str> {
    let (_, rest) = line.trim_end().strip_suffix("-->")?.rsplit_once("<!--")?;
    let id = rest.trim();
    let is_id = |text: &str| text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let (hash, number) = id.split_once('-').unwrap_or((id, "0"));
    (is_id(hash) && number.parse::<usize>().is_ok()).then_some(id)
}

/// The version that letterpress.toml says, where it is a new one and says enough.
fn heading(comparison: &Comparison) -> String {
    let version = comparison
        .is_version_enough()
        .filter(|enough| *enough)
        .and(comparison.revision.version.as_ref())
        .filter(|version| comparison.base.version.as_ref() != Some(version));
    match version {
        Some(version) => format!("## [{version}]"),
        None => UNRELEASED.to_owned(),
    }
}

fn sections(comparison: &Comparison) -> Vec<Section<'_>> {
    let sections: [(&str, Belongs); 5] = [
        ("Removed", |change| {
            breaks(change) && change.rule.contains("removed")
        }),
        ("Changed", |change| {
            (breaks(change) && !change.rule.contains("removed"))
                || (!breaks(change)
                    && change.wire != wire::Verdict::None
                    && change.rust <= rust::Verdict::Docs)
        }),
        ("Added", |change| change.rust == rust::Verdict::Additive),
        ("Deprecated", |change| {
            change.rust == rust::Verdict::Deprecating
        }),
        ("Documentation", |change| {
            change.rust == rust::Verdict::Docs && change.wire == wire::Verdict::None
        }),
    ];
    let mut filled = Vec::new();
    for (title, belongs) in sections {
        let changes = comparison.review.changes.iter();
        let changes: Vec<&Change> = changes.filter(|change| belongs(change)).collect();
        if !changes.is_empty() {
            filled.push((title, changes));
        }
    }
    filled
}

fn line(change: &Change) -> String {
    // Who does not upgrade is told so too: what only breaks the wire is a patch.
    let is_urgent = change.wire == wire::Verdict::Breaking && !breaks(change);
    let word = match (breaks(change), is_urgent) {
        (true, _) => "**Breaking**: ",
        (_, true) => "**Urgent**: ",
        _ => "",
    };
    let mend = change
        .help
        .as_ref()
        .filter(|_| breaks(change))
        .map(|help| format!(" To mend: {help}."))
        .unwrap_or_default();
    let upgrade = if is_urgent {
        " To mend: upgrade, versions before this one stop working."
    } else {
        ""
    };
    format!("- {word}{}.{mend}{upgrade}", change.title)
}

fn breaks(change: &Change) -> bool {
    change.rust == rust::Verdict::Breaking
}
