//! Statements and expressions.

use super::items::Printer;
use super::layout::{Break, INDENT};
use super::tokens::Kind;
use super::types::spaced;

/// Binary operators, from those that bind least.
const BINARY: &[&[&str]] = &[
    &["=", "+=", "-=", "*=", "/="],
    &["..", "..="],
    &["||"],
    &["&&"],
    &["==", "!=", "<", ">", "<=", ">="],
    &["|"],
    &["^"],
    &["&"],
    &["+", "-"],
    &["*", "/", "%"],
    &["as"],
];

/// Keywords that begin an item in a function.
const ITEMS: &[&str] = &[
    "use", "fn", "const", "static", "struct", "enum", "impl", "mod", "type",
];

/// What an expression that ends in braces begins with.
const BLOCKS: &[&str] = &[
    "if", "match", "for", "while", "loop", "{", "unsafe", "async",
];

/// What follows an operand.
#[derive(Clone, Copy)]
enum Postfix {
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
    /// Statements, each on its line.
    pub(super) fn statements_of(&mut self, mut at: usize, end: usize) {
        while at < end {
            at = self.statement(at, end);
        }
    }

    fn statement(&mut self, at: usize, end: usize) -> usize {
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
        let semicolon = self.tokens.find(at, end, ";");
        if self.tokens.is(at, "let") {
            self.binding(at, semicolon);
            return semicolon + 1;
        }
        // What ends in braces needs no semicolon, and the next statement may follow.
        let (to, next, ends) = match self.block_end(at, end) {
            Some(after) if after < end && !self.tokens.is_any(after, &[".", "?", ";"]) => {
                (after, after, false)
            }
            _ => (semicolon, semicolon + 1, semicolon < end),
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
    fn loops(&self, at: usize) -> bool {
        self.tokens.is_any(at, &["for", "while"])
            || (self.tokens.is(at, "if") && {
                let brace = self.tokens.find(at, self.tokens.len(), "{");
                !self.tokens.is(self.tokens.close(brace) + 1, "else")
            })
    }

    /// `let pattern: Type = value;`
    fn binding(&mut self, at: usize, end: usize) {
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
    fn block_end(&self, at: usize, end: usize) -> Option<usize> {
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
    fn operator(&self, at: usize, end: usize) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let mut found: Option<(usize, usize)> = None;
        let (mut index, mut operand) = match self.block_end(at, end) {
            Some(after) => (after, true),
            None => (at, false),
        };
        while index < end {
            let kind = tokens.kind(index);
            if operand && matches!(kind, Some(Kind::Operator)) || tokens.is(index, "as") {
                let level = BINARY.iter().position(|level| tokens.is_any(index, level));
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

    fn binary(&mut self, at: usize, operator: usize, level: usize, end: usize) {
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
    fn atom_end(&self, at: usize, end: usize) -> usize {
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
    fn chain(&mut self, at: usize, atom: usize, end: usize, first: bool) {
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
            && self.tokens.text(at).len() as isize <= INDENT;
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

    fn postfix(&self, at: usize, end: usize) -> (Postfix, usize) {
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

    fn link(&mut self, link: Postfix, indent: isize) {
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
    fn call(&mut self, open: usize) {
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
    fn is_block_like(&self, at: usize, end: usize) -> bool {
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

    fn operand(&mut self, at: usize, end: usize) {
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
    fn path(&mut self, at: usize, end: usize) {
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
    fn literal(&mut self, at: usize, brace: usize) {
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

    fn tuple(&mut self, open: usize) {
        let close = self.tokens.close(open);
        let elements = self.elements(open + 1, close);
        let parenthesized = elements.len() == 1 && elements[0].1 == close;
        self.out.word("(");
        if parenthesized {
            self.expression(open + 1, close, false);
        } else {
            let single = elements.len() == 1;
            self.out.all(INDENT);
            self.out.line_break(Break::ZERO);
            for (from, to, last) in elements {
                self.expression(from, to, false);
                if single {
                    self.out.word(",");
                    self.out.line_break(Break::ZERO);
                } else {
                    self.out.comma(last, Break::ZERO);
                }
            }
            self.out.offset(-INDENT);
            self.out.end();
        }
        self.out.word(")");
    }

    fn array(&mut self, open: usize) {
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
            self.out.all(INDENT);
            self.out.word("[");
            self.out.line_break(Break::ZERO);
            self.out.filled(0);
            for (from, to, last) in elements {
                self.expression(from, to, false);
                if !last {
                    self.out.word(",");
                    self.out.line_break(Break::SPACE);
                }
            }
            self.out.end();
            self.out.comma(true, Break::ZERO);
            self.out.offset(-INDENT);
            self.out.word("]");
            self.out.end();
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

    /// `{ .. }`, on one line where it is one short expression.
    fn block(&mut self, open: usize) {
        self.out.all(INDENT);
        self.small_block(open);
        self.out.end();
    }

    fn small_block(&mut self, open: usize) {
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
    fn is_expression(&self, at: usize, end: usize) -> bool {
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
    fn is_macro(&self, at: usize, end: usize) -> bool {
        let bang = self.tokens.find(at, end, "!");
        bang > at && self.tokens.next(bang + 1) == end
    }

    fn condition(&mut self, mut at: usize, end: usize) {
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
    fn tested(&mut self, at: usize, end: usize) {
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
    fn wraps(&self, at: usize, end: usize) -> bool {
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

    fn matching(&mut self, at: usize, end: usize) {
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

    fn arms(&mut self, mut at: usize, end: usize) {
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
    fn element_end_of_arm(&self, at: usize, end: usize) -> usize {
        match self.block_end(at, end) {
            Some(after) => after,
            None => self.elements(at, end).first().map_or(end, |(_, to, _)| *to),
        }
    }

    fn arm(&mut self, at: usize, arrow: usize, end: usize) {
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
            self.out.line_break(Break::ZERO.before("{"));
            self.expression(from, to, true);
            self.out.line_break(
                Break::ZERO
                    .offset(-INDENT)
                    .before(if ends { ";" } else { "" })
                    .after("}")
                    .unbroken(if braces { "" } else { "," }),
            );
            self.out.end();
        }
        self.out.end();
    }

    fn repetition(&mut self, at: usize, end: usize) {
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

    /// `|arguments| body`
    fn closure(&mut self, mut at: usize, end: usize) {
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
            self.out.line_break(Break::ZERO.before("{"));
            self.expression(body, end, false);
            self.out.line_break(
                Break::ZERO
                    .offset(-INDENT)
                    .before(if ends { ";" } else { "" })
                    .after("}"),
            );
            self.out.end();
        }
        self.out.end();
    }

    fn is_call_or_match(&self, at: usize, end: usize) -> bool {
        if self.operator(at, end).is_some() {
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

    /// The arguments of a macro. Those of Rust's own are expressions and may end in a comma, unless they are JSON.
    fn macro_arguments(&mut self, open: usize, own: bool) {
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
