//! Operands: paths, literals, lists, closures, macros.

use super::items::Printer;
use super::layout::{Break, INDENT};
use super::tokens::Kind;
use super::types::spaced;

impl Printer<'_> {
    pub(super) fn operand(&mut self, at: usize, end: usize) {
        let tokens = self.tokens;
        match tokens.text(at) {
            _ if tokens.kind(at) == Some(Kind::Literal) => self.out.word(tokens.text(at)),
            "(" => self.tuple(at),
            "[" => self.array(at),
            "{" => self.block(at),
            "if" => self.condition(at, end),
            "match" => self.matching(at, end),
            "for" | "while" | "loop" => self.repetition(at, end),
            "unsafe" | "async" => {
                let brace = tokens.find(at, end, "{");
                self.plain(at, brace);
                self.out.word(" ");
                self.block(brace);
            }
            _ => self.path(at, end),
        }
    }

    /// A path; with braces a struct, with `!` a macro.
    pub(super) fn path(&mut self, at: usize, end: usize) {
        let tokens = self.tokens;
        let brace = tokens.find(at, end, "{");
        let bang = tokens.find(at, end, "!");
        if bang < end && tokens.kind(bang + 1) == Some(Kind::Open) {
            self.ty(at, bang);
            self.out.word("!");
            self.macro_arguments(bang + 1, bang == at + 1);
        } else if brace < end {
            self.literal(at, brace);
        } else {
            self.ty(at, end);
        }
    }

    /// `Path { member: value }`
    pub(super) fn literal(&mut self, at: usize, brace: usize) {
        let tokens = self.tokens;
        self.out.all(INDENT);
        self.out.filled(-INDENT);
        self.ty(at, brace);
        self.out.end();
        self.out.word(" {");
        self.out.line_break(Break::INSIDE);
        for (from, to, last) in self.elements(brace + 1, tokens.close(brace)) {
            let from = self.attributes(from, to);
            let rest = tokens.is(from, "..");
            let colon = tokens.find(from, to, ":");
            self.out.word(tokens.text(from));
            if rest {
                self.expression(from + 1, to, false);
            } else if colon < to {
                self.out.word(": ");
                self.out.filled(0);
                self.expression(colon + 1, to, false);
                self.out.end();
            }
            if rest {
                self.out.line_break(Break::SPACE);
            } else {
                self.out.comma(last, Break::SPACE);
            }
        }
        self.out.offset(-INDENT);
        self.out.end_within(34);
        self.out.word("}");
    }

    pub(super) fn tuple(&mut self, open: usize) {
        let close = self.tokens.close(open);
        let elements = self.elements(open + 1, close);
        let parenthesized = elements.len() == 1 && elements[0].1 == close;
        if parenthesized {
            self.out.word("(");
            self.expression(open + 1, close, false);
            self.out.word(")");
        } else {
            let single = elements.len() == 1;
            self.in_parentheses(elements, single, |printer, from, to| {
                printer.expression(from, to, false);
            });
        }
    }

    pub(super) fn array(&mut self, open: usize) {
        let tokens = self.tokens;
        let close = tokens.close(open);
        let semicolon = tokens.find(open + 1, close, ";");
        if semicolon < close {
            self.out.word("[");
            self.expression(open + 1, semicolon, false);
            self.out.word("; ");
            self.expression(semicolon + 1, close, false);
            self.out.word("]");
            return;
        }
        let elements = self.elements(open + 1, close);
        let simple = |(from, to, _): &(usize, usize, bool)| {
            let text = tokens.text(*from);
            to - from == 1
                && (matches!(text, "true" | "false")
                    || tokens.kind(*from) == Some(Kind::Literal)
                        && !text.contains(['"', '.'])
                        && (!text.contains('e') || text.starts_with("0x")))
        };
        if elements.is_empty() {
            self.out.word("[]");
        } else if elements.iter().all(simple) {
            self.filled("[", elements, "]", |printer, from, to| {
                printer.expression(from, to, false);
            });
        } else {
            self.out.word("[");
            self.out.all(INDENT);
            self.out.line_break(Break::ZERO);
            for (from, to, last) in elements {
                self.expression(from, to, false);
                self.out.comma(last, Break::ZERO);
            }
            self.out.offset(-INDENT);
            self.out.end();
            self.out.word("]");
        }
    }

    /// `|arguments| body`
    pub(super) fn closure(&mut self, mut at: usize, end: usize) {
        let tokens = self.tokens;
        self.out.filled(0);
        if tokens.is(at, "move") {
            self.out.word("move ");
            at += 1;
        }
        self.out.all(INDENT);
        self.out.word("|");
        let mut body = at + 1;
        if tokens.is(at, "|") {
            let close = tokens.find(at + 1, end, "|");
            for (index, (from, to, last)) in self.elements(at + 1, close).into_iter().enumerate() {
                if index == 0 {
                    self.out.line_break(Break::ZERO);
                }
                let colon = tokens.find(from, to, ":");
                self.pattern(from, colon);
                if colon < to {
                    self.out.word(": ");
                    self.ty(colon + 1, to);
                }
                if !last {
                    self.out.word(",");
                    self.out.line_break(Break::SPACE);
                }
            }
            body = close + 1;
        }
        self.out.word("|");
        self.out.line_break(Break::SPACE);
        self.out.offset(-INDENT);
        self.out.end();
        self.out.line_break(Break::NEVER);
        if self.is_block_like(body, end) || self.is_call_or_match(body, end) {
            self.expression(body, end, false);
        } else {
            let ends = tokens.is_any(body, &["return", "break", "continue"]);
            self.out.all(INDENT);
            self.out.line_break(Break::ZERO.before('{'));
            self.expression(body, end, false);
            self.out.line_break(
                Break::ZERO
                    .offset(-INDENT)
                    .before(ends.then_some(';'))
                    .after('}'),
            );
            self.out.end();
        }
        self.out.end();
    }

    /// The arguments of a macro. Those of Rust's own are expressions and may end in a comma, unless they are JSON.
    pub(super) fn macro_arguments(&mut self, open: usize, own: bool) {
        let close = self.tokens.close(open);
        match self.tokens.text(open) {
            "[" if own => return self.array(open),
            "(" if own && !self.tokens.is(open + 1, "{") => return self.call(open),
            _ => {}
        }
        self.out.word(self.tokens.text(open));
        if open + 1 < close {
            self.out.all(INDENT);
            self.out.line_break(Break::ZERO);
            self.out.filled(0);
            for index in open + 1..close {
                let text = self.tokens.text(index);
                let signed = self.tokens.is(index - 1, "-")
                    && self.tokens.is_any(index - 2, &["(", "[", "{", ",", ":"]);
                if index > open + 1 && !signed && spaced(self.tokens.text(index - 1), text) {
                    self.out.line_break(Break::SPACE);
                }
                self.out.word(text);
            }
            self.out.end();
            self.out.line_break(Break::ZERO);
            self.out.offset(-INDENT);
            self.out.end();
        }
        self.out.word(self.tokens.text(close));
    }
}
