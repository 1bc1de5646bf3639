//! Statements and blocks.

use super::items::Printer;
use super::layout::{Break, INDENT};
use super::tokens::Kind;

/// Keywords that begin an item in a function.
const ITEMS: &[&str; 9] = &[
    "use", "fn", "const", "static", "struct", "enum", "impl", "mod", "type",
];

/// What an expression that ends in braces begins with.
const BLOCKS: &[&str; 8] = &[
    "if", "match", "for", "while", "loop", "{", "unsafe", "async",
];
impl Printer<'_> {
    /// Statements, each on its line.
    pub(super) fn statements_of(&mut self, mut at: usize, end: usize) {
        while at < end {
            at = self.statement(at, end);
        }
    }

    pub(super) fn statement(&mut self, at: usize, end: usize) -> usize {
        let at = self.attributes(at, end);
        if at >= end {
            return end;
        }
        if self.tokens.is_any(at, ITEMS) && self.tokens.kind(at) == Some(Kind::Word) {
            return self.item(at, end);
        }
        if self.tokens.is(at, ";") {
            return at + 1;
        }
        if self.tokens.is(at, "let") {
            let semicolon = self.tokens.find(at, end, ";");
            self.binding(at, semicolon);
            return semicolon + 1;
        }
        // What ends in braces needs no semicolon, and the next statement may follow.
        let (to, next, ends) = match self.block_end(at, end) {
            Some(after) if after < end && !self.tokens.is_any(after, &[".", "?", ";"]) => {
                (after, after, false)
            }
            _ => {
                let semicolon = self.tokens.find(at, end, ";");
                (semicolon, semicolon + 1, semicolon < end)
            }
        };
        self.out.filled(0);
        self.expression(at, to, true);
        if ends && !self.loops(at) {
            self.out.word(";");
        }
        self.out.end();
        self.out.line_break(Break::LINE);
        next
    }

    /// Whether a statement is whole without its semicolon: a loop, or an `if` without an `else`.
    pub(super) fn loops(&self, at: usize) -> bool {
        self.tokens.is_any(at, &["for", "while"])
            || (self.tokens.is(at, "if") && {
                let brace = self.tokens.find(at, self.tokens.len(), "{");
                !self.tokens.is(self.tokens.close(brace) + 1, "else")
            })
    }

    /// `let pattern: Type = value;`
    pub(super) fn binding(&mut self, at: usize, end: usize) {
        let equals = self.tokens.find(at, end, "=");
        let colon = self.tokens.find(at, equals, ":");
        self.out.filled(0);
        self.out.word("let ");
        self.pattern(at + 1, colon);
        if colon < equals {
            self.out.word(": ");
            self.ty(colon + 1, equals);
        }
        if equals < end {
            self.out.word(" = ");
            self.out.line_break(Break::NEVER);
            self.expression(equals + 1, end, false);
        }
        self.out.end();
        self.out.word(";");
        self.out.line_break(Break::LINE);
    }

    /// What is behind an expression that ends in braces, if one begins here.
    pub(super) fn block_end(&self, at: usize, end: usize) -> Option<usize> {
        if !self.tokens.is_any(at, BLOCKS) {
            return None;
        }
        let mut brace = self.tokens.find(at, end, "{");
        loop {
            if brace >= end {
                return None;
            }
            let after = self.tokens.close(brace) + 1;
            if !self.tokens.is(after, "else") || after >= end {
                return Some(after);
            }
            brace = self.tokens.find(after, end, "{");
        }
    }

    /// `{ .. }`, on one line where it is one short expression.
    pub(super) fn block(&mut self, open: usize) {
        self.out.all(INDENT);
        self.small_block(open);
        self.out.end();
    }

    pub(super) fn small_block(&mut self, open: usize) {
        let close = self.tokens.close(open);
        self.out.word("{");
        if open + 1 < close {
            self.out.line_break(Break::SPACE);
            if self.is_expression(open + 1, close) {
                self.out.filled(0);
                self.expression(open + 1, close, true);
                self.out.end();
                self.out.line_break(Break::SPACE);
            } else {
                self.statements_of(open + 1, close);
            }
            self.out.offset(-INDENT);
        }
        self.out.word("}");
    }

    /// Whether these tokens are one expression and no statement.
    pub(super) fn is_expression(&self, at: usize, end: usize) -> bool {
        let whole = match self.block_end(at, end) {
            Some(after) => after >= end || self.tokens.is_any(after, &[".", "?"]),
            None => true,
        };
        whole
            && self.tokens.find(at, end, ";") >= end
            && !self.tokens.is_any(at, ITEMS)
            && !self.tokens.is_any(at, &["#", "let"])
            && !(self.tokens.find(at, end, "!") < end && self.is_macro(at, end))
    }

    /// Whether a macro call is all that stands here.
    pub(super) fn is_macro(&self, at: usize, end: usize) -> bool {
        let bang = self.tokens.find(at, end, "!");
        bang > at && self.tokens.next(bang + 1) == end
    }
}
