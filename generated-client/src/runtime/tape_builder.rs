//! A tape while it is written, node by node.

use super::tape::{Node, after, mark};

/// How deep arrays and objects may be nested.
const MAX_DEPTH: u32 = 127;

/// Up to this many members, a name that may have come before is looked for at once; beyond it, names are sorted at the object's end.
const FEW_MEMBERS: u32 = 32;

/// A tape while it is written.
pub(super) struct Builder<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    depth: u32,
}

/// Why a text is refused that is good JSON.
pub(super) type Refusal = &'static str;

/// An object whose members are being written.
pub(super) struct Members {
    start: usize,
    /// Names so far, those of dropped members too.
    names: u32,
    dropped: u32,
    marks: u64,
    /// Whether some names may be equal, and are too many to be compared one by one.
    sort: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            nodes: Vec::with_capacity(nodes),
            depth: 0,
        }
    }

    /// Starts an array: returns its index.
    pub(super) fn open(&mut self) -> Result<usize, Refusal> {
        if self.depth == MAX_DEPTH {
            return Err("arrays and objects are nested too deep");
        }
        self.depth += 1;
        self.nodes.push(Node::Null);
        Ok(self.nodes.len() - 1)
    }

    /// Ends the array that starts at an index.
    pub(super) fn close(&mut self, start: usize, len: u32) -> Result<(), Refusal> {
        let end = self.end()?;
        self.nodes[start] = Node::Array { end, len };
        Ok(())
    }

    /// Starts an object.
    pub(super) fn open_object(&mut self) -> Result<Members, Refusal> {
        Ok(Members {
            start: self.open()?,
            names: 0,
            dropped: 0,
            marks: 0,
            sort: false,
        })
    }

    /// Writes a member's name; its value is next.
    #[inline(always)]
    pub(super) fn name(&mut self, members: &mut Members, name: Node<'a>) {
        let mark = mark(text(&name));
        let again = members.marks & mark != 0;
        self.nodes.push(name);
        members.marks |= mark;
        members.names += 1;
        if again {
            self.named_again(members);
        }
    }

    /// The name that was just written has the mark of an earlier one, and may be equal to it: the later one counts.
    #[cold]
    fn named_again(&mut self, members: &mut Members) {
        if members.names > FEW_MEMBERS {
            members.sort = true;
            return;
        }
        let new = self.nodes.len() - 1;
        let is_same = |name: &usize| text(&self.nodes[*name]) == text(&self.nodes[new]);
        let first = self.names(members.start).find(is_same);
        if let Some(earlier) = first.filter(|name| *name != new) {
            self.nodes[earlier] = Node::Dropped;
            members.dropped += 1;
        }
    }

    /// Ends an object.
    pub(super) fn close_object(&mut self, mut members: Members) -> Result<(), Refusal> {
        if members.sort {
            self.drop_earlier(&mut members);
        }
        let end = self.end()?;
        self.nodes[members.start] = Node::Object {
            end,
            len: members.names - members.dropped,
            marks: members.marks,
        };
        Ok(())
    }

    /// Puts a value in place of an object that has no members yet.
    pub(super) fn replace(&mut self, members: &Members, value: Node<'a>) {
        self.depth -= 1;
        self.nodes.truncate(members.start);
        self.nodes.push(value);
    }

    /// Ends an array or an object: returns the index behind it.
    fn end(&mut self) -> Result<u32, Refusal> {
        self.depth -= 1;
        u32::try_from(self.nodes.len()).map_err(|_| "the text has too many values")
    }

    /// Where the names are, that count so far, of the object that starts at an index.
    fn names(&self, start: usize) -> impl Iterator<Item = usize> {
        let mut at = start + 1;
        std::iter::from_fn(move || {
            while at < self.nodes.len() {
                let name = at;
                at = after(&self.nodes, name + 1);
                if !matches!(self.nodes[name], Node::Dropped) {
                    return Some(name);
                }
            }
            None
        })
    }

    /// Drops all but the last of the members with equal names: for objects with many.
    fn drop_earlier(&mut self, members: &mut Members) {
        let mut names: Vec<usize> = self.names(members.start).collect();
        names.sort_by(|a, b| {
            let (left, right) = (text(&self.nodes[*a]), text(&self.nodes[*b]));
            left.cmp(right).then(a.cmp(b))
        });
        for (earlier, later) in names.iter().zip(names.iter().skip(1)) {
            if text(&self.nodes[*earlier]) == text(&self.nodes[*later]) {
                self.nodes[*earlier] = Node::Dropped;
                members.dropped += 1;
            }
        }
    }
}

/// A name; empty where it is dropped.
fn text<'n>(name: &'n Node<'_>) -> &'n str {
    match name {
        Node::Text(text) => text,
        Node::Owned(text) => text,
        _ => "",
    }
}
