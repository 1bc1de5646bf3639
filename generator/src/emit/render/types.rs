//! Types, patterns, and whatever else is laid out plainly.

use super::items::Printer;
use super::layout::{Break, INDENT};
use super::tokens::Kind;

/// A part between commas: from, to, and whether it is the last.
type Element = (usize, usize, bool);

impl Printer<'_> {
    /// `(a, b)`, on a line each where they are too long for one. A single one keeps its comma in any case.
    pub(super) fn in_parentheses(
        &mut self,
        elements: Vec<Element>,
        single: bool,
        print: fn(&mut Self, usize, usize),
    ) {
        self.out.word("(");
        self.out.all(INDENT);
        self.out.line_break(Break::ZERO);
        for (from, to, last) in elements {
            print(self, from, to);
            if single {
                self.out.word(",");
                self.out.line_break(Break::ZERO);
            } else {
                self.out.comma(last, Break::ZERO);
            }
        }
        self.out.offset(-INDENT);
        self.out.end();
        self.out.word(")");
    }

    /// Between brackets, as many on a line as there is room for.
    pub(super) fn filled(
        &mut self,
        open: &'static str,
        elements: Vec<Element>,
        close: &'static str,
        print: fn(&mut Self, usize, usize),
    ) {
        self.out.all(INDENT);
        self.out.word(open);
        self.out.line_break(Break::ZERO);
        self.out.filled(0);
        for (from, to, last) in elements {
            print(self, from, to);
            if !last {
                self.out.word(",");
                self.out.line_break(Break::SPACE);
            }
        }
        self.out.end();
        self.out.comma(true, Break::ZERO);
        self.out.offset(-INDENT);
        self.out.word(close);
        self.out.end();
    }

    /// The parts between commas, without an empty last one.
    pub(super) fn elements(&self, mut at: usize, end: usize) -> Vec<Element> {
        let mut elements = Vec::new();
        while at < end {
            let comma = self.element_end(at, end);
            elements.push((at, comma, comma + 1 >= end));
            at = comma + 1;
        }
        elements
    }

    /// The next comma that is in no brackets, angles or arguments of a closure.
    pub(super) fn element_end(&self, mut at: usize, end: usize) -> usize {
        let tokens = self.tokens;
        if tokens.is(at, "|") {
            at = tokens.find(at + 1, end, "|");
        }
        // Between words, `<` opens generics where it follows a name or `::`; comparisons have no commas behind them.
        while at < end && !tokens.is(at, ",") {
            at = if tokens.is(at, "<") && tokens.after_angles(at, end) <= end {
                tokens.after_angles(at, end)
            } else {
                tokens.next(at)
            };
        }
        at.min(end)
    }

    /// A type.
    pub(super) fn ty(&mut self, mut at: usize, end: usize) {
        while at < end {
            let text = self.tokens.text(at);
            match text {
                "<" => {
                    let after = self.tokens.after_angles(at, end);
                    self.out.word("<");
                    self.out.all(INDENT);
                    self.out.line_break(Break::ZERO);
                    for (from, to, last) in self.elements(at + 1, after - 1) {
                        self.ty(from, to);
                        self.out.comma(last, Break::ZERO);
                    }
                    self.out.offset(-INDENT);
                    self.out.end();
                    self.out.word(">");
                    at = after;
                    continue;
                }
                "(" => {
                    let elements = self.elements(at + 1, self.tokens.close(at));
                    let single = elements.len() == 1 && self.tokens.is(elements[0].1, ",");
                    self.in_parentheses(elements, single, Self::ty);
                }
                "[" => {
                    self.out.word("[");
                    self.ty(at + 1, self.tokens.close(at));
                    self.out.word("]");
                }
                "->" | "+" | "=" => {
                    self.out.word(" ");
                    self.out.word(text);
                    self.out.word(" ");
                }
                ":" | ";" => {
                    self.out.word(text);
                    self.out.word(" ");
                }
                _ => {
                    self.out.word(text);
                    if self.tokens.kind(at) == Some(Kind::Word)
                        && matches!(
                            self.tokens.kind(at + 1),
                            Some(Kind::Word) | Some(Kind::Literal)
                        )
                        && at + 1 < end
                        || (matches!(text, "impl" | "dyn" | "mut" | "const")
                            || text.starts_with('\''))
                            && self.tokens.is_any(at + 1, &["&", "[", "("])
                            && at + 1 < end
                    {
                        self.out.word(" ");
                    }
                }
            }
            at = self.tokens.next(at);
        }
    }

    /// A pattern.
    pub(super) fn pattern(&mut self, at: usize, end: usize) {
        let mut cases = Vec::new();
        let mut from = at;
        while from < end {
            let to = self.tokens.find(from, end, "|");
            cases.push((from, to));
            from = to + 1;
        }
        if let [(from, to)] = cases.as_slice() {
            return self.case(*from, *to);
        }
        let short = |(from, to): &(usize, usize)| {
            to - from == 1
                && (self.tokens.kind(*from) == Some(Kind::Literal)
                    || self.tokens.is_any(*from, &["_", "true", "false"]))
        };
        if cases.iter().all(short) {
            self.out.filled(0);
        } else {
            self.out.all(0);
        }
        for (index, (from, to)) in cases.into_iter().enumerate() {
            if index > 0 {
                self.out.line_break(Break::SPACE);
                self.out.word("| ");
            }
            self.case(from, to);
        }
        self.out.end();
    }

    fn case(&mut self, at: usize, end: usize) {
        let open = self.tokens.find(at, end, "(");
        if open >= end || self.tokens.close(open) + 1 != end {
            return self.plain(at, end);
        }
        self.plain(at, open);
        self.out.word("(");
        self.out.all(INDENT);
        self.out.line_break(Break::ZERO);
        for (from, to, last) in self.elements(open + 1, end - 1) {
            self.pattern(from, to);
            self.out.comma(last, Break::ZERO);
        }
        self.out.offset(-INDENT);
        self.out.end();
        self.out.word(")");
    }

    /// Tokens in one line, spaced as in Rust.
    pub(super) fn plain(&mut self, at: usize, end: usize) {
        for index in at..end {
            let text = self.tokens.text(index);
            if index > at && spaced(self.tokens.text(index - 1), text) {
                self.out.word(" ");
            }
            self.out.word(text);
        }
    }
}

/// Whether a space stands between two tokens.
pub(super) fn spaced(left: &str, right: &str) -> bool {
    let opens = matches!(
        left,
        "(" | "[" | "<" | "&" | "::" | "#" | "." | "!" | "*" | ".." | "..="
    );
    let closes = matches!(
        right,
        ")" | "]" | "<" | ">" | "," | ";" | ":" | "::" | "." | "?" | "!" | ".." | "..=" | ""
    );
    let apart = matches!(left, "->" | "=" | ":" | "," | "+" | ">" | "|") || left.starts_with('\'');
    let calls = matches!(right, "(" | "[") && !apart;
    !(opens || closes || calls)
}
