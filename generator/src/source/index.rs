//! Where the nodes of a file stand: an index over the events of a parser. Built only to print places.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::OnceLock;

use granit_parser::{Event, Parser, ScanError, Span, StructureStyle};

use super::json;

/// One step from a node to a node inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

/// The nodes of a file in the order of its text.
#[derive(Debug, Default)]
pub(super) struct Index {
    nodes: Vec<Node>,
    /// The keys whose text is not what stands between their bytes: escapes, several lines, aliases.
    keys: HashMap<u32, Box<str>>,
    /// The members and items of what holds many, made when first asked: by parent, and the hash of a key or an item's number.
    wide: OnceLock<HashMap<(u32, u64), u32>>,
}

/// What holds more nodes than this is looked up in a table.
const MANY: usize = 32;

/// A value, and the key under which it stands.
#[derive(Debug)]
pub(super) struct Node {
    key: Option<Range<u32>>,
    value: Range<u32>,
    /// The first node after this one and all that it holds.
    next: u32,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Scalar,
    Object,
    List,
    /// The node that the alias names.
    Alias(u32),
}

impl Index {
    /// Reads a text. Where the parser stops, the index ends.
    pub(super) fn new(text: &str) -> Self {
        if text.trim_start().starts_with(['{', '[']) {
            let mut builder = Builder::new(text);
            if json::read(text, &mut builder).is_some() {
                return builder.finish();
            }
        }
        Self::of_yaml(text)
    }

    pub(super) fn of_yaml(text: &str) -> Self {
        let mut builder = Builder::new(text);
        let printable = printable(text);
        for event in events(&printable) {
            let Ok((event, span)) = event else { break };
            if !builder.event(event, span) {
                break;
            }
        }
        builder.finish()
    }

    /// The bytes to show for the node that the steps lead to, or for the last node on the way that exists.
    pub(super) fn find(&self, text: &str, steps: &[Step<'_>], key: bool) -> Range<usize> {
        if self.nodes.is_empty() {
            return 0..0;
        }
        let mut at = 0;
        let mut complete = true;
        for step in steps {
            match self.child(text, at, *step) {
                Some(child) => at = child,
                None => {
                    complete = false;
                    break;
                }
            }
        }
        let node = &self.nodes[at as usize];
        match &node.key {
            Some(range) if key && complete => wide(range),
            _ => shown(text, node),
        }
    }

    /// The nodes right inside a node.
    pub(super) fn children(&self, at: u32) -> impl Iterator<Item = u32> + '_ {
        let mut next = at + 1;
        let end = self.nodes[at as usize].next;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.nodes[child as usize].next;
                child
            })
        })
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> u32 {
        to_u32(self.nodes.len())
    }

    pub(super) fn node(&self, at: u32) -> &Node {
        &self.nodes[at as usize]
    }

    /// The text of the key under which a node stands.
    pub(super) fn key<'a>(&'a self, text: &'a str, at: u32) -> Option<&'a str> {
        let range = self.nodes[at as usize].key.as_ref()?;
        match self.keys.get(&at) {
            Some(key) => Some(key),
            None => text.get(wide(range)).map(unquoted),
        }
    }

    fn child(&self, text: &str, at: u32, step: Step<'_>) -> Option<u32> {
        let at = match self.nodes[at as usize].kind {
            Kind::Alias(target) => target,
            _ => at,
        };
        let mut children = self.children(at);
        let is_meant = |child: &u32| match step {
            Step::Item(_) => true,
            Step::Member(name) => self.key(text, *child) == Some(name),
        };
        if children.by_ref().nth(MANY).is_some() {
            let place = match step {
                Step::Item(index) => index as u64,
                Step::Member(name) => hash(name),
            };
            let table = self.wide.get_or_init(|| self.table(text));
            // Two keys of one hash are no reason to show a wrong place.
            if let Some(child) = table.get(&(at, place)).copied().filter(is_meant) {
                return Some(child);
            }
        }
        let mut children = self.children(at);
        match step {
            Step::Item(index) => children.nth(index),
            Step::Member(_) => children.find(is_meant),
        }
    }

    fn table(&self, text: &str) -> HashMap<(u32, u64), u32> {
        let mut table = HashMap::new();
        for parent in (0..self.len()).filter(|at| self.children(*at).nth(MANY).is_some()) {
            for (index, child) in self.children(parent).enumerate() {
                let place = match self.key(text, child) {
                    Some(key) => hash(key),
                    None => index as u64,
                };
                table.entry((parent, place)).or_insert(child);
            }
        }
        table
    }
}

impl Node {
    /// The bytes of the key.
    pub(super) fn key_range(&self) -> Option<Range<usize>> {
        self.key.as_ref().map(wide)
    }

    /// The bytes of the value.
    pub(super) fn value_range(&self) -> Range<usize> {
        wide(&self.value)
    }
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// A value of one line as it stands; a longer object or list by its key; anything else by its first line.
fn shown(text: &str, node: &Node) -> Range<usize> {
    let range = wide(&node.value);
    let whole = text.get(range.clone()).unwrap_or_default();
    let first = whole.lines().next().unwrap_or_default().trim_end();
    let several = whole.len() > first.len();
    // A value that begins on a line of its own.
    let below = |key: &Range<u32>| {
        let between = text.get(key.end as usize..range.start);
        between.is_some_and(|between| between.contains('\n'))
    };
    match &node.key {
        Some(key) if whole.is_empty() || (node.kind != Kind::Scalar && (several || below(key))) => {
            wide(key)
        }
        _ => range.start..range.start + first.len(),
    }
}

/// Quotes are no part of a key.
fn unquoted(key: &str) -> &str {
    for quote in ['"', '\''] {
        let inner = key
            .strip_prefix(quote)
            .and_then(|key| key.strip_suffix(quote));
        if let Some(inner) = inner {
            return inner;
        }
    }
    key
}

/// What the parser says of a printable text.
pub(super) fn events(
    printable: &str,
) -> impl Iterator<Item = Result<(Event<'_>, Span), ScanError>> {
    let options = granit_parser::options! {
        emit_comments: false,
        simple_key_max_lookahead: 1_000_000,
    };
    Parser::new_from_str_with_options(printable, options)
}

/// JSON may hold characters that YAML may not; others of the same length stand in for them, so that the places stay.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let odd = |char: char| {
        char == '\u{7f}'
            || ('\u{80}'..'\u{a0}').contains(&char)
            || matches!(char, '\u{fffe}' | '\u{ffff}')
    };
    if !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let replaced = text.chars().map(|char| match (odd(char), char.len_utf8()) {
        (false, _) => char,
        (true, 1) => '?',
        (true, 2) => '\u{bf}',
        (true, _) => '\u{fffd}',
    });
    Cow::Owned(replaced.collect())
}

fn wide(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// A file is at most 256 MiB.
fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Makes an index of events.
pub(super) struct Builder<'t> {
    text: &'t str,
    index: Index,
    open: Vec<Frame>,
    anchors: HashMap<usize, u32>,
    /// How many brackets of a key that is an object or a list are open.
    odd_key: usize,
}

/// An object or a list that is not closed yet.
struct Frame {
    node: u32,
    object: bool,
    flow: bool,
    /// The key that waits for its value, and its text where that is not what stands there.
    key: Option<(Range<u32>, Option<Box<str>>)>,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            index: Index::default(),
            open: Vec::new(),
            anchors: HashMap::new(),
            odd_key: 0,
        }
    }

    /// Takes an event; false at the end of the first document.
    fn event(&mut self, event: Event<'_>, span: Span) -> bool {
        let range = range(span);
        match event {
            Event::DocumentEnd | Event::StreamEnd => return false,
            Event::Scalar(text, _, anchor, _) => self.scalar(&text, range, anchor),
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::MappingStart(style, anchor, _) => {
                self.start(true, style == StructureStyle::Flow, range, anchor);
            }
            Event::SequenceStart(style, anchor, _) => {
                self.start(false, style == StructureStyle::Flow, range, anchor);
            }
            Event::MappingEnd | Event::SequenceEnd => self.end(range),
            _ => {}
        }
        true
    }

    /// A value of one piece, or a key: `text` is what it says.
    pub(super) fn scalar(&mut self, text: &str, range: Range<u32>, anchor: usize) {
        if self.odd_key > 0 {
            return;
        }
        if self.waits_for_key() {
            let plain = self.text.get(wide(&range)).map(unquoted) == Some(text);
            self.set_key(range, (!plain).then(|| text.into()));
            return;
        }
        self.push(Kind::Scalar, range, anchor);
    }

    fn alias(&mut self, anchor: usize, range: Range<u32>) {
        if self.odd_key > 0 {
            return;
        }
        let target = self.anchors.get(&anchor).copied();
        if self.waits_for_key() {
            let named = target.map(|target| self.index.node(target).value_range());
            let text = named
                .and_then(|range| self.text.get(range))
                .unwrap_or_default();
            self.set_key(range, Some(unquoted(text).into()));
            return;
        }
        let kind = target.map_or(Kind::Scalar, Kind::Alias);
        self.push(kind, range, 0);
    }

    /// The start of an object or a list; `flow`: in brackets.
    pub(super) fn start(&mut self, object: bool, flow: bool, range: Range<u32>, anchor: usize) {
        if self.odd_key > 0 || self.waits_for_key() {
            self.odd_key += 1;
            return;
        }
        let kind = if object { Kind::Object } else { Kind::List };
        let node = self.push(kind, range, anchor);
        self.open.push(Frame {
            node,
            object,
            flow,
            key: None,
        });
    }

    /// The end of the innermost object or list.
    pub(super) fn end(&mut self, range: Range<u32>) {
        if self.odd_key > 0 {
            self.odd_key -= 1;
            if self.odd_key == 0 {
                self.set_key(range, None);
            }
            return;
        }
        if let Some(frame) = self.open.pop() {
            self.close(&frame, frame.flow.then_some(range.end));
        }
    }

    fn close(&mut self, frame: &Frame, end: Option<u32>) {
        let last = self.index.nodes.last().map_or(0, |node| node.value.end);
        let next = self.index.len();
        let node = &mut self.index.nodes[frame.node as usize];
        node.next = next;
        node.value.end = end.unwrap_or(last).max(node.value.start);
    }

    fn push(&mut self, kind: Kind, value: Range<u32>, anchor: usize) -> u32 {
        let at = self.index.len();
        let key = self.open.last_mut().and_then(|frame| frame.key.take());
        let (key, text) = key.map_or((None, None), |(range, text)| (Some(range), text));
        if let Some(text) = text {
            self.index.keys.insert(at, text);
        }
        if anchor != 0 {
            self.anchors.insert(anchor, at);
        }
        let next = at + 1;
        self.index.nodes.push(Node {
            key,
            value,
            next,
            kind,
        });
        at
    }

    fn waits_for_key(&self) -> bool {
        self.open
            .last()
            .is_some_and(|frame| frame.object && frame.key.is_none())
    }

    fn set_key(&mut self, range: Range<u32>, text: Option<Box<str>>) {
        if let Some(frame) = self.open.last_mut() {
            frame.key = Some((range, text));
        }
    }

    fn finish(mut self) -> Index {
        while let Some(frame) = self.open.pop() {
            self.close(&frame, None);
        }
        self.index
    }
}

fn range(span: Span) -> Range<u32> {
    let range = span.byte_range().unwrap_or_default();
    to_u32(range.start)..to_u32(range.end)
}
