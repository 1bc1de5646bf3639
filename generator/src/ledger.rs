//! The ledger: how each JSON pointer of a document ends. It is used, noted (documentation, or nothing that an operation reaches), or reported.
//!
//! `rules` says of every keyword which stage honours it; a test takes each of them out of a document and sees that the crate changes. What has no
//! rule and no report is unaccounted for, and shows as that.

mod files;
mod rules;

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;

use self::files::Link;
use self::rules::{Kind, Part, Rule};
use crate::config::Crate;
use crate::diagnostic::{Diagnostics, Severity};
use crate::source::pointer::escaped;
use crate::source::{FileId, Sources};
use crate::{openapi, pipeline};

/// Warnings about a whole part of the document: nothing in it is honoured. Other warnings are about a node, and what is in it still counts.
const ABOUT_ALL_WITHIN: [&str; 13] = [
    "LP0102", "LP0105", "LP0106", "LP0118", "LP0270", "LP0310", "LP0340", "LP0341", "LP0345",
    "LP0346", "LP0347", "LP0348", "LP0349",
];

/// How a node ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// A stage reads it, and the crate depends on it.
    Used,
    /// It is documentation, or no operation reaches it.
    Noted,
    /// A diagnostic names it, or what it stands in.
    Reported,
    /// Nobody did: a fault of ours.
    Unaccounted,
}

/// A node of the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Inside the document; of another file that a reference reaches, behind its path and a `#`.
    pub pointer: String,
    pub end: End,
    /// The keyword that decides, `Schema.minLength`; the code of the diagnostic; or why it is only noted.
    pub by: String,
}

/// How many ended in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub used: usize,
    pub noted: usize,
    pub reported: usize,
    pub unaccounted: usize,
}

/// All nodes, in document order; behind them those of the other files that references reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ledger {
    pub summary: Summary,
    pub pointers: Vec<Entry>,
}

/// Accounts for every node of a crate's document, and of the other files that its references reach. `None` where its text can't be read at all; `diagnostics` says why.
pub fn ledger(
    asked: &Crate,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Ledger> {
    let _ = pipeline::api(asked, sources, diagnostics);
    // What is wrong with it was told above, and it is patched as its overlays ask.
    let file = sources.opened_at(&pipeline::shown(&asked.schema.value))?;
    let value = sources.value(file, &mut Diagnostics::new())?;
    let reached = openapi::reached(&value, file, asked.select.as_ref(), sources);
    let reports = reports(sources, diagnostics);
    let mut walk = Walk::new(file, Some(&reached), &reports);
    let root = Rule::used("Document", Part::One(Kind::Document));
    walk.node(&value, String::new(), &root, "the document", None);
    let Walk {
        mut pointers,
        links,
        ..
    } = walk;
    pointers.extend(files::account(links, file, &reports, sources));
    let mut summary = Summary::default();
    for entry in &pointers {
        *match entry.end {
            End::Used => &mut summary.used,
            End::Noted => &mut summary.noted,
            End::Reported => &mut summary.reported,
            End::Unaccounted => &mut summary.unaccounted,
        } += 1;
    }
    Some(Ledger { summary, pointers })
}

/// What was said about each pointer of each file, and whether it is about all within.
type Reports = HashMap<(FileId, String), (&'static str, bool)>;

fn reports(sources: &Sources, diagnostics: &Diagnostics) -> Reports {
    let mut reports = Reports::new();
    for diagnostic in diagnostics.iter() {
        let code = diagnostic.code.0;
        let whole = diagnostic.severity == Severity::Error || ABOUT_ALL_WITHIN.contains(&code);
        for label in &diagnostic.labels {
            let file = sources.file_of(label.place.origin);
            let (Some(file), Some(pointer)) = (file, sources.pointer_of(&label.place)) else {
                continue;
            };
            let known = reports.entry((file, pointer)).or_insert((code, whole));
            known.1 |= whole;
        }
    }
    reports
}

struct Walk<'w> {
    file: FileId,
    /// The document without what no selected operation reaches; none in another file.
    reached: Option<&'w Value>,
    reports: &'w Reports,
    pointers: Vec<Entry>,
    /// References that count, of this file to others.
    links: Vec<Link>,
}

impl<'w> Walk<'w> {
    fn new(file: FileId, reached: Option<&'w Value>, reports: &'w Reports) -> Self {
        Self {
            file,
            reached,
            reports,
            pointers: Vec::new(),
            links: Vec::new(),
        }
    }
}

impl Walk<'_> {
    /// Accounts for a node by the rule of its keyword, and for all below it.
    fn node(
        &mut self,
        value: &Value,
        pointer: String,
        rule: &Rule,
        by: &str,
        above: Option<(End, String)>,
    ) {
        let report = self.reports.get(&(self.file, pointer.clone())).copied();
        let fate = match (above, report) {
            (Some(above), _) => Some(above),
            (None, Some((code, true))) => Some((End::Reported, code.to_owned())),
            (None, _) if self.is_unreached(&pointer) => {
                Some((End::Noted, "no selected operation reaches it".to_owned()))
            }
            _ => None,
        };
        let (end, why) = match (&fate, report) {
            (Some((end, why)), _) => (*end, why.clone()),
            (None, Some((code, false))) => (End::Reported, code.to_owned()),
            _ => (rule.end, by.to_owned()),
        };
        self.pointers.push(Entry {
            pointer: pointer.clone(),
            end,
            by: why,
        });
        if let (End::Used, None, Part::One(kind)) = (end, &fate, rule.part)
            && let Some(to) = value.get("$ref").and_then(Value::as_str)
            && (self.reached.is_none() || !to.starts_with('#'))
        {
            self.links.push((self.file, kind, to.to_owned()));
        }
        // What is noted or unknown is so with all that it holds.
        let fate = fate.or_else(|| (rule.end != End::Used).then(|| (rule.end, by.to_owned())));
        self.children(value, &pointer, rule, by, fate);
    }

    fn children(
        &mut self,
        value: &Value,
        pointer: &str,
        rule: &Rule,
        by: &str,
        fate: Option<(End, String)>,
    ) {
        match value {
            Value::Array(items) => {
                let inner = rule.inner();
                for (index, item) in items.iter().enumerate() {
                    self.node(item, format!("{pointer}/{index}"), &inner, by, fate.clone());
                }
            }
            Value::Object(members) => {
                for (name, member) in members {
                    let pointer = format!("{pointer}/{}", escaped(name));
                    let (rule, by) = match rule.part {
                        Part::One(kind) => kind.rule(name, value),
                        _ if rule.is_named_extension(name) => {
                            (Rule::noted(name), "extension".to_owned())
                        }
                        _ => (rule.inner(), by.to_owned()),
                    };
                    self.node(member, pointer, &rule, &by, fate.clone());
                }
            }
            _ => {}
        }
    }

    fn is_unreached(&self, pointer: &str) -> bool {
        let about = ["/paths/", "/webhooks/", "/components/"];
        about.iter().any(|part| pointer.starts_with(part))
            && self
                .reached
                .is_some_and(|reached| reached.pointer(pointer).is_none())
    }
}
