//! Tokens laid out flat: every opening bracket knows its closing one, and operators are whole.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::layout::Layout;

/// Whether this is an operator of more than one character. Not `>>`: generics may end twice.
fn is_operator(text: &str) -> bool {
    matches!(
        text,
        "::" | "->"
            | "=>"
            | "=="
            | "!="
            | "<="
            | ">="
            | "&&"
            | "||"
            | ".."
            | "..="
            | "+="
            | "-="
            | "*="
            | "/="
    )
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier, a keyword or a lifetime.
    Word,
    Literal,
    Operator,
    Open,
    Close,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
    /// Of an opening bracket: where its closing one is.
    close: usize,
}

/// Adds what stands behind each `runtime::`, read off the stream as it is.
pub(super) fn add_names(stream: TokenStream, names: &mut BTreeSet<String>) {
    // What was seen of `runtime::`: nothing, the word, one colon, both.
    let mut seen = 0;
    for tree in stream {
        seen = match (seen, tree) {
            (3, TokenTree::Ident(name)) => {
                if !names.iter().any(|known| name == known) {
                    names.insert(name.to_string());
                }
                0
            }
            (_, TokenTree::Ident(word)) if word == "runtime" => 1,
            (1 | 2, TokenTree::Punct(colon)) if colon.as_char() == ':' => seen + 1,
            (_, TokenTree::Group(group)) => {
                let inside = group.stream();
                drop(group);
                add_names(inside, names);
                0
            }
            _ => 0,
        };
    }
}

/// The tokens of a block, by index. Beyond the last, all texts are empty.
pub(super) struct Tokens {
    text: String,
    list: Vec<Token>,
}

impl Tokens {
    pub(super) fn new(stream: TokenStream) -> Self {
        let mut tokens = Self {
            text: String::with_capacity(1024),
            list: Vec::with_capacity(128),
        };
        tokens.flatten(stream);
        tokens
    }

    /// Adds what stands behind each `runtime::`.
    pub(super) fn add_names(&self, names: &mut BTreeSet<String>) {
        for at in 0..self.len() {
            if self.is(at, "runtime") && self.is(at + 1, "::") && !names.contains(self.text(at + 2))
            {
                names.insert(self.text(at + 2).to_owned());
            }
        }
    }

    /// A layout with room for all of them.
    pub(super) fn layout(&self) -> Layout {
        Layout::with_capacity(self.list.len(), self.size() * 5 / 4)
    }

    /// How long they are together.
    pub(super) fn size(&self) -> usize {
        self.text.len()
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.list.get(at).map(|token| token.kind)
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.list
            .get(at)
            .map_or("", |token| &self.text[token.start..token.end])
    }

    /// Whether a token is the keyword, the operator or the bracket. A literal is none.
    ///
    /// Inline: the text is known where this is asked, and comparing it is one instruction then.
    #[inline(always)]
    pub(super) fn is(&self, at: usize, text: &str) -> bool {
        self.text(at) == text && self.kind(at) != Some(Kind::Literal)
    }

    /// Whether a token is one of several.
    #[inline(always)]
    #[allow(
        clippy::manual_contains,
        reason = "`contains` is a call, which a comparison with known texts is not"
    )]
    pub(super) fn is_any<const N: usize>(&self, at: usize, texts: &[&str; N]) -> bool {
        let found = self.text(at);
        self.kind(at) != Some(Kind::Literal) && texts.iter().any(|text| *text == found)
    }

    /// Where the bracket that opens here closes.
    pub(super) fn close(&self, open: usize) -> usize {
        self.list.get(open).map_or(open, |token| token.close)
    }

    /// The token after this one and all that is in its brackets.
    pub(super) fn next(&self, at: usize) -> usize {
        match self.kind(at) {
            Some(Kind::Open) => self.close(at) + 1,
            _ => at + 1,
        }
    }

    /// The first of the tokens from `at` to `end`, not in brackets, that is `text`; else `end`.
    pub(super) fn find(&self, at: usize, end: usize, text: &str) -> usize {
        self.find_any(at, end, &[text])
    }

    /// The first of the tokens from `at` to `end`, not in brackets, that is one of these; else `end`.
    pub(super) fn find_any(&self, mut at: usize, end: usize, texts: &[&str]) -> usize {
        while at < end && !texts.iter().any(|text| self.is(at, text)) {
            at = self.next(at);
        }
        at.min(end)
    }

    /// The token behind the `>` that closes the `<` at `at`.
    pub(super) fn after_angles(&self, mut at: usize, end: usize) -> usize {
        let mut depth = 0_usize;
        while at < end {
            if self.is(at, "<") {
                depth += 1;
            } else if self.is(at, ">") {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            at = self.next(at);
        }
        end
    }

    fn flatten(&mut self, stream: TokenStream) {
        let mut joint = false;
        for tree in stream {
            let was_joint = std::mem::take(&mut joint);
            let start = self.text.len();
            match tree {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::None => {
                            self.flatten(group.stream());
                            continue;
                        }
                    };
                    let opened = self.list.len();
                    // With its last owner gone, a stream is taken apart in place.
                    let inside = group.stream();
                    drop(group);
                    self.text.push_str(open);
                    self.push(Kind::Open, start);
                    self.flatten(inside);
                    let start = self.text.len();
                    self.text.push_str(close);
                    self.push(Kind::Close, start);
                    self.list[opened].close = self.list.len() - 1;
                }
                TokenTree::Punct(punct) => {
                    joint = punct.spacing() == Spacing::Joint;
                    self.text.push(punct.as_char());
                    match self.list.last_mut() {
                        Some(last)
                            if was_joint && is_operator(&self.text[last.start..start + 1]) =>
                        {
                            last.end = start + 1;
                        }
                        _ => self.push(Kind::Operator, start),
                    }
                }
                TokenTree::Ident(word) => {
                    write!(self.text, "{word}").expect("a string takes all");
                    match self.list.last_mut() {
                        Some(quote) if was_joint && &self.text[quote.start..start] == "'" => {
                            quote.kind = Kind::Word;
                            quote.end = self.text.len();
                        }
                        _ => self.push(Kind::Word, start),
                    }
                }
                TokenTree::Literal(literal) => {
                    write!(self.text, "{literal}").expect("a string takes all");
                    self.push(Kind::Literal, start);
                }
            }
        }
    }

    fn push(&mut self, kind: Kind, start: usize) {
        let close = self.list.len();
        self.list.push(Token {
            kind,
            start,
            end: self.text.len(),
            close,
        });
    }
}
