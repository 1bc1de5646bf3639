//! Items: from tokens to lines.

use super::layout::{Break, INDENT, Layout};
use super::tokens::{Kind, Tokens};

/// Reads tokens and writes lines. Every method is about the tokens from `at` to `end`; it writes all of them, so that what it does not know is laid out plainly and never lost.
pub(super) struct Printer<'t> {
    pub(super) tokens: &'t Tokens,
    pub(super) out: Layout,
}

/// What comes before the keyword of an item.
const QUALIFIERS: &[&str; 3] = &["const", "async", "unsafe"];

impl<'t> Printer<'t> {
    pub(super) fn new(tokens: &'t Tokens) -> Self {
        Self {
            tokens,
            out: tokens.layout(),
        }
    }

    /// A whole block.
    pub(super) fn file(mut self) -> String {
        let end = self.tokens.len();
        self.out.all(0);
        let mut at = 0;
        while at < end {
            at = self.item(at, end);
        }
        self.out.end();
        self.out.print()
    }

    /// An item; returns what is behind it.
    pub(super) fn item(&mut self, at: usize, end: usize) -> usize {
        let at = self.attributes(at, end);
        if at >= end {
            return end;
        }
        let keyword = self.keyword(at);
        // No further than the item goes: there may be thousands behind it.
        let brace = self.tokens.find_any(at, end, &["{", ";"]);
        let is_braced = brace < end && self.tokens.is(brace, "{");
        let semicolon = match self.tokens.text(keyword) {
            "fn" | "struct" | "enum" | "mod" | "impl" if is_braced => end,
            _ => self.tokens.find(brace, end, ";"),
        };
        match self.tokens.text(keyword) {
            "fn" if is_braced => self.function(at, keyword, brace),
            "struct" | "enum" | "mod" | "impl" if is_braced => {
                self.braced(at, keyword, brace);
                self.tokens.close(brace) + 1
            }
            "const" | "static" => self.constant(at, keyword, semicolon),
            "type" => self.alias(at, keyword, semicolon),
            "use" => {
                self.visibility(at, keyword);
                self.out.word("use ");
                self.use_tree(keyword + 1, semicolon);
                self.semicolon(semicolon)
            }
            _ if is_braced && !self.tokens.is(brace - 1, "!") => {
                self.plain(at, brace);
                self.out.word(" ");
                self.block_of_items(brace);
                self.tokens.close(brace) + 1
            }
            _ => {
                self.expression(at, semicolon.min(end), false);
                self.semicolon(semicolon)
            }
        }
    }

    /// Where the keyword stands that says what an item is.
    fn keyword(&self, mut at: usize) -> usize {
        if self.tokens.is(at, "pub") {
            at += 1;
            if self.tokens.is(at, "(") {
                at = self.tokens.next(at);
            }
        }
        while self.tokens.is_any(at, QUALIFIERS)
            && (self.tokens.is(at + 1, "fn") || self.tokens.is_any(at + 1, QUALIFIERS))
        {
            at += 1;
        }
        at
    }

    /// The `;` and the line's end.
    fn semicolon(&mut self, at: usize) -> usize {
        if self.tokens.is(at, ";") {
            self.out.word(";");
        }
        self.out.line_break(Break::LINE);
        at + 1
    }

    /// Attributes and documentation, each with a break behind it; returns what is behind them.
    pub(super) fn attributes(&mut self, mut at: usize, end: usize) -> usize {
        while at < end && self.tokens.is(at, "#") {
            if let Some(line) = documentation(self.tokens, at) {
                self.out.word(line.mark);
                self.out.word(line.text.trim_end_matches(' '));
                self.out.line_break(Break::LINE);
                at = line.next;
                continue;
            }
            let inner = self.tokens.is(at + 1, "!");
            let open = at + 1 + usize::from(inner);
            if !self.tokens.is(open, "[") {
                break;
            }
            let close = self.tokens.close(open);
            self.out.word(if inner { "#![" } else { "#[" });
            self.attribute(open + 1, close);
            self.out.word("]");
            self.out.line_break(Break::SPACE);
            at = close + 1;
        }
        at
    }

    /// What stands between the brackets of an attribute.
    fn attribute(&mut self, mut at: usize, end: usize) {
        while at < end {
            if self.tokens.kind(at) == Some(Kind::Open) && self.tokens.is(at, "(") {
                let close = self.tokens.close(at);
                self.out.word("(");
                self.out.all(INDENT);
                self.out.line_break(Break::ZERO);
                for (from, to, last) in self.elements(at + 1, close) {
                    self.attribute(from, to);
                    if last {
                        self.out.line_break(Break::ZERO);
                    } else {
                        self.out.comma(false, Break::ZERO);
                    }
                }
                self.out.offset(-INDENT);
                self.out.end();
                self.out.word(")");
                at = close + 1;
            } else if self.tokens.is(at, "=") {
                self.out.word(" = ");
                at += 1;
            } else {
                self.out.word(self.tokens.text(at));
                at += 1;
            }
        }
    }

    pub(super) fn visibility(&mut self, at: usize, end: usize) {
        if at < end {
            self.plain(at, end);
            self.out.word(" ");
        }
    }

    /// `b::{c, d}`
    fn use_tree(&mut self, mut at: usize, end: usize) {
        while at < end && !self.tokens.is(at, "{") {
            self.out.word(self.tokens.text(at));
            if self.tokens.is(at + 1, "as") {
                self.out.word(" as ");
                at += 1;
            }
            at += 1;
        }
        if at >= end {
            return;
        }
        let elements = self.elements(at + 1, self.tokens.close(at));
        if let [(from, to, _)] = elements.as_slice()
            && !self.tokens.is(*from, "self")
        {
            return self.use_tree(*from, *to);
        }
        self.filled("{", elements, "}", Self::use_tree);
    }

    /// `struct`, `enum`, `mod` and `impl` with their bodies.
    fn braced(&mut self, at: usize, keyword: usize, brace: usize) {
        let close = self.tokens.close(brace);
        self.out.all(INDENT);
        self.visibility(at, keyword);
        if self.tokens.is(keyword, "impl") {
            self.implementation(keyword, brace);
        } else {
            self.out.word(self.tokens.text(keyword));
            self.out.word(" ");
            self.out.word(self.tokens.text(keyword + 1));
            self.generics(keyword + 2, brace);
        }
        self.out.word(" {");
        self.out.line_break(Break::BODY);
        match self.tokens.text(keyword) {
            "struct" => {
                for (from, to, _) in self.elements(brace + 1, close) {
                    self.field(from, to);
                    self.out.word(",");
                    self.out.line_break(Break::LINE);
                }
            }
            "enum" => {
                for (from, to, _) in self.elements(brace + 1, close) {
                    self.variant(from, to);
                    self.out.word(",");
                    self.out.line_break(Break::LINE);
                }
            }
            _ => self.members(brace + 1, close),
        }
        self.out.offset(-INDENT);
        self.out.end();
        self.out.word("}");
        self.out.line_break(Break::LINE);
    }

    /// `impl Trait for Type`
    fn implementation(&mut self, at: usize, end: usize) {
        self.out.filled(-INDENT);
        self.out.all(INDENT);
        self.out.word("impl");
        let named = if self.tokens.is(at + 1, "<") {
            self.generics(at + 1, end)
        } else {
            at + 1
        };
        self.out.end();
        self.out.word(" ");
        let parted = self.tokens.find(named, end, "for");
        self.ty(named, parted);
        if parted < end {
            self.out.line_break(Break::SPACE);
            self.out.word("for ");
            self.ty(parted + 1, end);
        }
        self.out.end();
    }

    fn block_of_items(&mut self, brace: usize) {
        let close = self.tokens.close(brace);
        self.out.all(INDENT);
        self.out.word("{");
        self.out.line_break(Break::BODY);
        self.members(brace + 1, close);
        self.out.offset(-INDENT);
        self.out.end();
        self.out.word("}");
        self.out.line_break(Break::LINE);
    }

    /// Members with a blank line between; types and the constants behind them stand together.
    fn members(&mut self, mut at: usize, end: usize) {
        let mut before = "";
        while at < end {
            let mut first = at;
            while self.tokens.is(first, "#") {
                first = self.tokens.next(first + 1);
            }
            let kind = self.tokens.text(self.keyword(first));
            let attached = before == "type" && matches!(kind, "type" | "const");
            if !before.is_empty() && !attached {
                self.out.line_break(Break::LINE);
            }
            at = self.item(at, end);
            before = kind;
        }
    }

    /// `name: Type`, with its documentation.
    fn field(&mut self, at: usize, end: usize) {
        let at = self.attributes(at, end);
        let colon = self.tokens.find(at, end, ":");
        if colon < end {
            self.plain(at, colon);
            self.out.word(": ");
            self.ty(colon + 1, end);
        } else {
            self.ty(at, end);
        }
    }

    /// `Name` or `Name(Type)`.
    fn variant(&mut self, at: usize, end: usize) {
        let at = self.attributes(at, end);
        self.out.word(self.tokens.text(at));
        let open = at + 1;
        if !self.tokens.is(open, "(") {
            return self.plain(open, end);
        }
        self.out.all(INDENT);
        self.out.word("(");
        self.out.line_break(Break::ZERO);
        for (from, to, last) in self.elements(open + 1, self.tokens.close(open)) {
            self.field(from, to);
            self.out.comma(last, Break::ZERO);
        }
        self.out.offset(-INDENT);
        self.out.word(")");
        self.out.end();
    }

    fn function(&mut self, at: usize, keyword: usize, brace: usize) -> usize {
        let close = self.tokens.close(brace);
        self.out.all(INDENT);
        self.visibility(at, keyword);
        self.out.word("fn ");
        self.out.word(self.tokens.text(keyword + 1));
        let open = self.generics(keyword + 2, brace);
        let closed = self.tokens.close(open);
        self.out.word("(");
        self.out.line_break(Break::NEVER);
        self.out.all(0);
        self.out.line_break(Break::ZERO);
        for (from, to, last) in self.elements(open + 1, closed) {
            let colon = self.tokens.find(from, to, ":");
            self.pattern(from, colon);
            if colon < to {
                self.out.word(": ");
                self.ty(colon + 1, to);
            }
            self.out.comma(last, Break::ZERO);
        }
        self.out.offset(-INDENT);
        self.out.end();
        self.out.word(")");
        self.out.all(-INDENT);
        if self.tokens.is(closed + 1, "->") {
            self.out.word(" -> ");
            self.ty(closed + 2, brace);
        } else {
            self.plain(closed + 1, brace);
        }
        self.out.end();
        self.out.word(" {");
        self.out.line_break(Break::BODY);
        self.statements_of(brace + 1, close);
        self.out.offset(-INDENT);
        self.out.end();
        self.out.word("}");
        self.out.line_break(Break::LINE);
        close + 1
    }

    fn constant(&mut self, at: usize, keyword: usize, end: usize) -> usize {
        self.out.all(0);
        self.plain(at, keyword + 2);
        let equals = self.tokens.find(keyword, end, "=");
        self.out.word(": ");
        self.ty(keyword + 3, equals);
        self.out.word(" = ");
        self.out.line_break(Break::NEVER);
        self.expression(equals + 1, end, false);
        self.out.word(";");
        self.out.end();
        self.out.line_break(Break::LINE);
        end + 1
    }

    /// `type Name = Type;`
    fn alias(&mut self, at: usize, keyword: usize, end: usize) -> usize {
        let equals = self.tokens.find(keyword, end, "=");
        self.out.all(INDENT);
        self.plain(at, equals);
        self.out.word(" = ");
        self.out.line_break(Break::NEVER);
        self.out.filled(-INDENT);
        self.ty(equals + 1, end);
        self.out.end();
        self.out.word(";");
        self.out.end();
        self.out.line_break(Break::LINE);
        end + 1
    }

    /// `<A, B>`, if there are any; returns what is behind them.
    fn generics(&mut self, at: usize, end: usize) -> usize {
        if !self.tokens.is(at, "<") {
            return at;
        }
        let after = self.tokens.after_angles(at, end);
        self.out.word("<");
        self.out.all(0);
        self.out.line_break(Break::ZERO);
        for (from, to, last) in self.elements(at + 1, after - 1) {
            self.plain(from, to);
            self.out.comma(last, Break::ZERO);
        }
        self.out.offset(-INDENT);
        self.out.end();
        self.out.word(">");
        after
    }
}

/// A line of documentation.
pub(super) struct Line {
    /// `///` or `//!`
    pub(super) mark: &'static str,
    pub(super) text: String,
    /// The token behind the attribute.
    pub(super) next: usize,
}

/// The line of `#[doc = "line"]`, where one stands at `at`. What would read as another comment stays an attribute.
pub(super) fn documentation(tokens: &Tokens, at: usize) -> Option<Line> {
    if !tokens.is(at, "#") {
        return None;
    }
    let inner = tokens.is(at + 1, "!");
    let open = at + 1 + usize::from(inner);
    let (close, literal) = (tokens.close(open), open + 3);
    if !(tokens.is(open + 1, "doc") && tokens.is(open + 2, "=") && literal + 1 == close) {
        return None;
    }
    let text = tokens.text(literal);
    let raw = text.strip_prefix('r').map(|raw| raw.trim_matches('#'));
    let inside = raw.unwrap_or(text).strip_prefix('"')?.strip_suffix('"')?;
    let line = if raw.is_none() && inside.contains('\\') {
        unescaped(inside)?
    } else {
        inside.to_owned()
    };
    let plain = !line.contains('\n') && (inner || !line.starts_with('/'));
    plain.then_some(Line {
        mark: if inner { "//!" } else { "///" },
        text: line,
        next: close + 1,
    })
}

/// The text of a string literal.
fn unescaped(literal: &str) -> Option<String> {
    let mut text = String::with_capacity(literal.len());
    let mut characters = literal.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        text.push(match characters.next()? {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '0' => '\0',
            'u' => {
                let code: String = characters
                    .by_ref()
                    .skip(1)
                    .take_while(|character| *character != '}')
                    .collect();
                char::from_u32(u32::from_str_radix(&code, 16).ok()?)?
            }
            'x' => {
                let code: String = characters.by_ref().take(2).collect();
                char::from_u32(u32::from_str_radix(&code, 16).ok()?)?
            }
            plain @ ('\\' | '"' | '\'') => plain,
            _ => return None,
        });
    }
    Some(text)
}
