//! Expressions: operators, and chains of calls.

use super::items::Printer;
use super::layout::{Break, INDENT};
use super::tokens::Kind;

/// How tightly a binary operator binds; nought binds least.
fn level(operator: &str) -> Option<usize> {
    let level = match operator {
        "=" | "+=" | "-=" | "*=" | "/=" => 0,
        ".." | "..=" => 1,
        "||" => 2,
        "&&" => 3,
        "==" | "!=" | "<" | ">" | "<=" | ">=" => 4,
        "|" => 5,
        "^" => 6,
        "&" => 7,
        "+" | "-" => 8,
        "*" | "/" | "%" => 9,
        "as" => 10,
        _ => return None,
    };
    Some(level)
}

/// What follows an operand.
#[derive(Clone, Copy)]
pub(super) enum Postfix {
    /// `.await` or `.member`, by the token of the name.
    Member(usize),
    /// `.name::<T>(..)`: the name and the bracket.
    Method(usize, usize),
    /// `(..)`, by its bracket.
    Call(usize),
    /// `[..]`, by its bracket.
    Index(usize),
    Try,
}
impl Printer<'_> {
    /// An expression; `first` where it begins its line.
    pub(super) fn expression(&mut self, at: usize, end: usize, first: bool) {
        let tokens = self.tokens;
        if at >= end {
            return;
        }
        if tokens.is_any(at, &["|", "||", "move"]) {
            return self.closure(at, end);
        }
        if tokens.is_any(at, &["return", "break"]) {
            self.out.word(tokens.text(at));
            if at + 1 < end {
                self.out.word(" ");
                self.expression(at + 1, end, false);
            }
            return;
        }
        if let Some((operator, level)) = self.operator(at, end) {
            return self.binary(at, operator, level, end);
        }
        if tokens.is_any(at, &["&", "&&", "*", "-", "!"]) {
            self.out.word(tokens.text(at));
            if tokens.is(at + 1, "mut") {
                self.out.word("mut ");
                return self.expression(at + 2, end, false);
            }
            return self.expression(at + 1, end, false);
        }
        let atom = self.atom_end(at, end);
        self.chain(at, atom, end, first);
    }

    /// The operator that binds least, the last of its kind.
    pub(super) fn operator(&self, at: usize, end: usize) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let mut found: Option<(usize, usize)> = None;
        let (mut index, mut operand) = match self.block_end(at, end) {
            Some(after) => (after, true),
            None => (at, false),
        };
        while index < end {
            let kind = tokens.kind(index);
            if operand && matches!(kind, Some(Kind::Operator)) || tokens.is(index, "as") {
                let level = level(tokens.text(index));
                if tokens.is(index, "::") && tokens.is(index + 1, "<") {
                    index = tokens.after_angles(index + 1, end);
                    continue;
                }
                if let Some(level) = level {
                    let looser = found.is_none_or(|(_, known)| level <= known);
                    if looser {
                        found = Some((index, level));
                    }
                    // The right of an assignment is whole.
                    if level == 0 {
                        return found;
                    }
                    operand = false;
                    index += 1;
                    continue;
                }
                operand = tokens.is(index, "?");
                index += 1;
                continue;
            }
            if !operand && tokens.is_any(index, &["|", "||", "move"]) {
                break;
            }
            operand = !matches!(kind, Some(Kind::Operator)) || tokens.is(index, "?");
            index = tokens.next(index);
        }
        found
    }

    pub(super) fn binary(&mut self, at: usize, operator: usize, level: usize, end: usize) {
        let text = self.tokens.text(operator);
        match level {
            0 => {
                self.out.filled(0);
                self.expression(at, operator, false);
                self.out.word(" ");
                self.out.word(text);
                self.out.word(" ");
                self.out.line_break(Break::NEVER);
                self.expression(operator + 1, end, false);
                self.out.end();
            }
            1 => {
                self.expression(at, operator, false);
                self.out.word(text);
                self.expression(operator + 1, end, false);
            }
            _ => {
                self.out.filled(INDENT);
                self.out.filled(-INDENT);
                self.expression(at, operator, false);
                self.out.end();
                self.out.line_break(Break::SPACE);
                self.out.word(text);
                self.out.word(" ");
                if text == "as" {
                    self.ty(operator + 1, end);
                } else {
                    self.expression(operator + 1, end, false);
                }
                self.out.end();
            }
        }
    }

    /// What is behind the operand that begins here, without what follows it.
    pub(super) fn atom_end(&self, at: usize, end: usize) -> usize {
        let tokens = self.tokens;
        if let Some(after) = self.block_end(at, end) {
            return after;
        }
        match tokens.kind(at) {
            Some(Kind::Open) => tokens.close(at) + 1,
            Some(Kind::Word) | Some(Kind::Operator) => {
                let mut index = at;
                if tokens.is(index, "<") {
                    index = tokens.after_angles(index, end);
                } else if !tokens.is(index, "::") {
                    index += 1;
                }
                while index < end && tokens.is(index, "::") {
                    index = if tokens.is(index + 1, "<") {
                        tokens.after_angles(index + 1, end)
                    } else {
                        index + 2
                    };
                }
                if index < end
                    && tokens.is(index, "!")
                    && tokens.kind(index + 1) == Some(Kind::Open)
                {
                    return tokens.close(index + 1) + 1;
                }
                if index < end && tokens.is(index, "{") {
                    return tokens.close(index) + 1;
                }
                index.max(at + 1)
            }
            _ => at + 1,
        }
        .min(end)
    }

    /// An operand with what follows it.
    pub(super) fn chain(&mut self, at: usize, atom: usize, end: usize, first: bool) {
        let mut links = Vec::new();
        let mut index = atom;
        while index < end {
            let (link, next) = self.postfix(index, end);
            links.push(link);
            index = next;
        }
        let dotted = |link: &Postfix| matches!(link, Postfix::Member(_) | Postfix::Method(..));
        let Some(last) = links.iter().rposition(dotted) else {
            self.operand(at, atom);
            for link in links {
                self.link(link, 0);
            }
            return;
        };
        let short = first
            && atom == at + 1
            && self.tokens.kind(at) == Some(Kind::Word)
            && self.tokens.text(at).len() as i32 <= INDENT;
        self.out.all(INDENT);
        self.out.all(-INDENT);
        self.operand(at, atom);
        self.out.end();
        for (index, link) in links.iter().enumerate() {
            if dotted(link) && !(short && index == 0) {
                self.out.line_break(Break::ZERO);
            }
            let unindented = short && last == 0 && index == 0;
            self.link(*link, if unindented { -INDENT } else { 0 });
            if index == last {
                self.out.end();
            }
        }
    }

    pub(super) fn postfix(&self, at: usize, end: usize) -> (Postfix, usize) {
        let tokens = self.tokens;
        match tokens.text(at) {
            "(" => (Postfix::Call(at), tokens.next(at)),
            "[" => (Postfix::Index(at), tokens.next(at)),
            "?" => (Postfix::Try, at + 1),
            "." => {
                let mut open = at + 2;
                if tokens.is(open, "::") {
                    open = tokens.after_angles(open + 1, end);
                }
                if open < end && tokens.is(open, "(") {
                    (Postfix::Method(at + 1, open), tokens.next(open))
                } else {
                    (Postfix::Member(at + 1), at + 2)
                }
            }
            // Nothing that we make; kept as it is.
            _ => (Postfix::Member(at), at + 1),
        }
    }

    pub(super) fn link(&mut self, link: Postfix, indent: i32) {
        match link {
            Postfix::Member(name) => {
                self.out.word(if self.tokens.is(name - 1, ".") {
                    "."
                } else {
                    " "
                });
                self.out.word(self.tokens.text(name));
            }
            Postfix::Method(name, open) => {
                self.out.word(".");
                self.out.word(self.tokens.text(name));
                if open > name + 1 {
                    self.out.word("::");
                    self.ty(name + 2, open);
                }
                self.out.all(indent);
                self.call(open);
                self.out.end();
            }
            Postfix::Call(open) => self.call(open),
            Postfix::Index(open) => {
                self.out.word("[");
                self.expression(open + 1, self.tokens.close(open), false);
                self.out.word("]");
            }
            Postfix::Try => self.out.word("?"),
        }
    }

    /// `(arguments)`
    pub(super) fn call(&mut self, open: usize) {
        let arguments = self.elements(open + 1, self.tokens.close(open));
        self.out.word("(");
        match arguments.as_slice() {
            [(from, to, _)] if self.is_block_like(*from, *to) => self.expression(*from, *to, false),
            _ => {
                self.out.all(INDENT);
                self.out.line_break(Break::ZERO);
                for (from, to, last) in arguments {
                    self.expression(from, to, false);
                    self.out.comma(last, Break::ZERO);
                }
                self.out.offset(-INDENT);
                self.out.end();
            }
        }
        self.out.word(")");
    }

    /// Whether an argument has brackets of its own to break in.
    pub(super) fn is_block_like(&self, at: usize, end: usize) -> bool {
        let tokens = self.tokens;
        if tokens.is_any(at, &["|", "||", "move"]) {
            return true;
        }
        if self.operator(at, end).is_some() || self.atom_end(at, end) != end {
            return false;
        }
        match tokens.text(at) {
            "{" | "[" | "unsafe" | "async" => true,
            "(" => {
                let inside = self.elements(at + 1, tokens.close(at));
                inside.len() != 1 || tokens.is(inside[0].1, ",") && inside[0].1 < tokens.close(at)
            }
            "if" | "match" | "for" | "while" | "loop" => false,
            _ => {
                tokens.is(end - 1, "}")
                    && tokens.kind(at) == Some(Kind::Word)
                    && tokens.find(at, end, "!") == end
            }
        }
    }

    pub(super) fn is_call_or_match(&self, at: usize, end: usize) -> bool {
        let is_prefixed = self.tokens.is_any(at, &["&", "&&", "*", "-", "!"]);
        if is_prefixed || self.operator(at, end).is_some() {
            return false;
        }
        if self.tokens.is(at, "match") {
            return self.block_end(at, end) == Some(end);
        }
        let mut index = self.atom_end(at, end);
        let mut call = false;
        while index < end {
            let (link, next) = self.postfix(index, end);
            call = matches!(link, Postfix::Call(_));
            index = next;
        }
        call
    }
}
