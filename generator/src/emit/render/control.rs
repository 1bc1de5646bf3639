//! `if`, `match` and loops.

use super::expressions::Postfix;
use super::items::Printer;
use super::layout::{Break, INDENT};

impl Printer<'_> {
    pub(super) fn condition(&mut self, mut at: usize, end: usize) {
        let tokens = self.tokens;
        let mut brace = tokens.find(at, end, "{");
        self.out.all(INDENT);
        self.out.word("if ");
        self.out.all(-INDENT);
        self.tested(at + 1, brace);
        self.out.end();
        if !tokens.is(tokens.close(brace) + 1, "else") || tokens.close(brace) + 1 >= end {
            let close = tokens.close(brace);
            if brace + 1 == close {
                self.out.word("{}");
            } else {
                self.out.word("{");
                self.out.line_break(Break::LINE);
                self.statements_of(brace + 1, close);
                self.out.offset(-INDENT);
                self.out.word("}");
            }
        } else {
            self.small_block(brace);
            at = tokens.close(brace) + 1;
            while at < end && tokens.is(at, "else") {
                self.out.word(" else ");
                brace = tokens.find(at, end, "{");
                if tokens.is(at + 1, "if") {
                    self.out.word("if ");
                    self.out.all(-INDENT);
                    self.tested(at + 2, brace);
                    self.out.end();
                }
                self.small_block(brace);
                at = tokens.close(brace) + 1;
            }
        }
        self.out.end();
    }

    /// What an `if`, a `match` or a loop looks at, and the space behind it.
    pub(super) fn tested(&mut self, at: usize, end: usize) {
        self.out.all(0);
        let wraps = if self.tokens.is(at, "let") {
            let equals = self.tokens.find(at, end, "=");
            self.out.filled(0);
            self.out.word("let ");
            self.out.filled(0);
            self.pattern(at + 1, equals);
            self.out.end();
            self.out.word(" = ");
            self.out.line_break(Break::NEVER);
            self.out.filled(0);
            self.expression(equals + 1, end, false);
            self.out.end();
            self.out.end();
            self.wraps(equals + 1, end)
        } else {
            self.expression(at, end, false);
            self.wraps(at, end)
        };
        if wraps {
            self.out.line_break(Break::SPACE);
        } else {
            self.out.word(" ");
        }
        self.out.end();
    }

    /// Whether the brace after a condition goes to its own line where the condition breaks.
    pub(super) fn wraps(&self, at: usize, end: usize) -> bool {
        let tokens = self.tokens;
        if self.operator(at, end).is_some() {
            return true;
        }
        if tokens.is_any(at, &["&", "*", "-", "!"]) {
            return self.wraps(at + 1, end);
        }
        let mut index = self.atom_end(at, end);
        let mut wraps = false;
        while index < end {
            let (link, next) = self.postfix(index, end);
            wraps = match link {
                Postfix::Member(_) | Postfix::Method(..) | Postfix::Index(_) => true,
                Postfix::Call(_) | Postfix::Try => wraps,
            };
            index = next;
        }
        wraps
    }

    pub(super) fn matching(&mut self, at: usize, end: usize) {
        let brace = self.tokens.find(at, end, "{");
        self.out.filled(0);
        self.out.word("match ");
        self.tested(at + 1, brace);
        self.out.word("{");
        self.out.line_break(Break::NEVER);
        self.out.all(INDENT);
        self.out.line_break(Break::BODY);
        self.arms(brace + 1, self.tokens.close(brace));
        self.out.offset(-INDENT);
        self.out.end();
        self.out.word("}");
        self.out.end();
    }

    pub(super) fn arms(&mut self, mut at: usize, end: usize) {
        let tokens = self.tokens;
        while at < end {
            at = self.attributes(at, end);
            let arrow = tokens.find(at, end, "=>");
            let body = arrow + 1;
            let to = if tokens.is(body, "{") {
                tokens.close(body) + 1
            } else {
                self.element_end_of_arm(body, end)
            };
            self.arm(at, arrow, to);
            self.out.line_break(Break::LINE);
            at = to + usize::from(tokens.is(to, ","));
        }
    }

    /// Where the body of an arm ends that stands in no braces of its own.
    pub(super) fn element_end_of_arm(&self, at: usize, end: usize) -> usize {
        match self.block_end(at, end) {
            Some(after) => after,
            None => self.element_end(at, end),
        }
    }

    pub(super) fn arm(&mut self, at: usize, arrow: usize, end: usize) {
        let tokens = self.tokens;
        let guard = tokens.find(at, arrow, "if");
        self.out.filled(0);
        self.pattern(at, guard);
        if guard < arrow {
            self.out.word(" if ");
            self.expression(guard + 1, arrow, false);
        }
        self.out.word(" => ");
        let (mut from, mut to) = (arrow + 1, end);
        // Braces around one expression are its line breaks' to set.
        while tokens.is(from, "{")
            && tokens.close(from) + 1 == to
            && from + 1 < tokens.close(from)
            && self.is_expression(from + 1, tokens.close(from))
        {
            (from, to) = (from + 1, tokens.close(from));
        }
        if tokens.is(from, "(") && tokens.close(from) == from + 1 && to == from + 2 {
            self.out.word("{}");
        } else if tokens.is(from, "{") && tokens.close(from) + 1 == to {
            self.out.word("{");
            self.out.line_break(Break::NEVER);
            self.out.all(INDENT);
            self.out.line_break(Break::BODY);
            self.statements_of(from + 1, to - 1);
            self.out.offset(-INDENT);
            self.out.end();
            self.out.word("}");
        } else {
            let ends = tokens.is_any(from, &["return", "break", "continue"]);
            let braces = self.block_end(from, to) == Some(to);
            self.out.line_break(Break::NEVER);
            self.out.all(INDENT);
            self.out.line_break(Break::ZERO.before('{'));
            self.expression(from, to, true);
            self.out.line_break(
                Break::ZERO
                    .offset(-INDENT)
                    .before(ends.then_some(';'))
                    .after('}')
                    .unbroken((!braces).then_some(',')),
            );
            self.out.end();
        }
        self.out.end();
    }

    pub(super) fn repetition(&mut self, at: usize, end: usize) {
        let tokens = self.tokens;
        let brace = tokens.find(at, end, "{");
        self.out.filled(0);
        self.out.word(tokens.text(at));
        self.out.word(" ");
        match tokens.text(at) {
            "for" => {
                let parted = tokens.find(at, brace, "in");
                self.pattern(at + 1, parted);
                self.out.word(" in ");
                self.out.line_break(Break::NEVER);
                self.tested(parted + 1, brace);
            }
            "while" => self.tested(at + 1, brace),
            _ => {}
        }
        self.out.word("{");
        self.out.line_break(Break::NEVER);
        self.out.all(INDENT);
        self.out.line_break(Break::BODY);
        self.statements_of(brace + 1, tokens.close(brace));
        self.out.offset(-INDENT);
        self.out.end();
        self.out.word("}");
        self.out.end();
    }
}
