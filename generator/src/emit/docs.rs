//! Doc text: the only maker of doc attributes.
//!
//! What a document says becomes Markdown that shows it and does nothing else; `markdown.rs` sees to that. What the
//! generator says itself is written here as Markdown already.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::markdown::{self, Markdown};
use super::text;
use crate::api::Docs;

/// Documentation of one item, line by line.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocText {
    lines: Vec<String>,
    /// The first line is ours, for want of the document's.
    fallback: bool,
}

/// More than this nobody reads, and a compiler keeps every line of it.
const LONGEST: usize = 256 * 1024;

/// The beginning of a description, to the end of a line where there is one.
fn cut(description: &str) -> &str {
    if description.len() <= LONGEST {
        return description;
    }
    let beginning = &description[..description.floor_char_boundary(LONGEST)];
    beginning
        .rfind('\n')
        .map_or(beginning, |end| &beginning[..end])
}

impl DocText {
    /// The generator's own sentence, in Markdown that it vouches for.
    pub(crate) fn own(line: impl Into<String>) -> Self {
        Self {
            lines: vec![line.into()],
            fallback: false,
        }
    }

    /// What the document says about a thing; `fallback` (our Markdown) where it says nothing.
    pub(crate) fn of(docs: &Docs, fallback: &str) -> Self {
        let mut text = Self::default();
        let flows = text.prose(docs);
        if text.lines.is_empty() {
            text.lines.push(fallback.to_owned());
            text.fallback = true;
        }
        text.facts(docs, flows || text.lines.len() == 1);
        text
    }

    /// Adds a line to the last paragraph.
    pub(crate) fn add(&mut self, line: &str) {
        self.lines.push(line.to_owned());
    }

    /// What the document says about a value that is known by `lead`: "`success`: The capture is complete." Where it says
    /// nothing, the lead ends with `end`.
    pub(crate) fn led(lead: &str, end: &str, docs: &Docs) -> Self {
        let mut text = Self::default();
        let flows = text.prose(docs);
        match text.lines.first_mut() {
            Some(first) if flows => first.insert_str(0, &format!("{lead}: ")),
            Some(_) => {
                text.lines
                    .splice(0..0, [format!("{lead}{end}"), String::new()]);
            }
            None => text.lines.push(format!("{lead}{end}")),
        }
        text.facts(docs, flows);
        text
    }

    /// Adds a paragraph of our own.
    pub(crate) fn paragraph(&mut self, lines: impl IntoIterator<Item = String>) {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_some() && !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
    }

    /// Adds an example: code of our own making that is compiled and not run.
    pub(crate) fn example(&mut self, code: impl IntoIterator<Item = String>) {
        let fence = ["```no_run".to_owned()].into_iter();
        self.paragraph(fence.chain(code).chain(["```".to_owned()]));
    }

    /// Title and description. Says whether the first line is running text.
    fn prose(&mut self, docs: &Docs) -> bool {
        let title = docs
            .title
            .as_deref()
            .map(markdown::sentence)
            .filter(|title| !title.is_empty());
        let whole = docs.description.as_deref().unwrap_or_default();
        let read = cut(whole);
        let mut description = Markdown::read(read);
        if read.len() < whole.len() {
            let rest = whole.len() - read.len();
            description.lines.extend([
                String::new(),
                format!("*(The document goes on for {rest} bytes.)*"),
            ]);
        }
        let repeated = title
            .as_ref()
            .is_some_and(|title| description.lines.first() == Some(title));
        let flows = (title.is_some() && !repeated) || description.flows;
        if !repeated {
            self.paragraph(title);
        }
        self.paragraph(description.lines);
        flows
    }

    /// Facts behind the prose: sentences on one line, which follows running text at once; what is more than a sentence stands by itself. Then the link.
    fn facts(&mut self, docs: &Docs, flows: bool) {
        let (mut sentences, mut blocks) = (Vec::new(), Vec::new());
        for fact in &docs.facts {
            let mut fact = Markdown::read(fact);
            if fact.flows && fact.lines.len() == 1 {
                sentences.append(&mut fact.lines);
            } else {
                blocks.push(fact.lines);
            }
        }
        if !sentences.is_empty() {
            let line = sentences.join(" ");
            if flows && self.lines.iter().all(|line| !line.is_empty()) {
                // On a page both stand in one line.
                if let Some(last) = self.lines.last_mut()
                    && !markdown::is_ended(last)
                {
                    last.push('.');
                }
                self.lines.push(line);
            } else {
                self.paragraph([line]);
            }
        }
        for block in blocks {
            self.paragraph(block);
        }
        if let Some(link) = docs.link.as_deref().and_then(text::autolink) {
            self.paragraph([format!("See {link}.")]);
        }
    }

    /// As `/// ..` before an item.
    pub(crate) fn outer(&self) -> TokenStream {
        let lines = self.spaced();
        quote!(#(#[doc = #lines])*)
    }

    /// As `//! ..` at the top of a file.
    pub(crate) fn inner(&self) -> TokenStream {
        let lines = self.spaced();
        quote!(#(#![doc = #lines])*)
    }

    /// The lines, for a file of Markdown.
    pub(crate) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// The text, for the list of public items: without what we say where the document says nothing.
    pub(crate) fn text(&self) -> String {
        self.lines[usize::from(self.fallback)..].join("\n")
    }

    /// The lines as literals, with the space that stands behind `///`.
    fn spaced(&self) -> impl Iterator<Item = Literal> + '_ {
        self.lines.iter().map(|line| {
            let space = if line.is_empty() { "" } else { " " };
            // Most need no escape, and to read such a literal is a fifth of the work of making one.
            let plain = |byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
            let read = line
                .bytes()
                .all(plain)
                .then(|| ["\"", space, line, "\""].concat().parse().ok());
            read.flatten()
                .unwrap_or_else(|| Literal::string(&[space, line].concat()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{DocText, Docs};

    fn described(description: &str) -> Docs {
        Docs {
            description: Some(description.to_owned()),
            ..Docs::default()
        }
    }

    #[test]
    fn a_lead_stands_in_running_text_or_above_what_is_none() {
        let led =
            |description: &str| DocText::led("`x`", ", a value.", &described(description)).lines;
        assert_eq!(
            led("Of one kind. And more."),
            ["`x`: Of one kind.", "And more."]
        );
        assert_eq!(
            led("- One.\n- Two."),
            ["`x`, a value.", "", "- One.", "- Two."]
        );
        assert_eq!(led(""), ["`x`, a value."]);
    }

    #[test]
    fn the_list_of_items_has_what_the_document_says_and_not_what_we_do_for_want_of_it() {
        let text = |docs: &Docs| DocText::of(docs, "The object `thing`.").text();
        assert_eq!(text(&described("A thing. Of ours.")), "A thing.\nOf ours.");
        assert_eq!(text(&Docs::default()), "");
        let counted = Docs {
            facts: vec!["At most 3.".to_owned()],
            ..Docs::default()
        };
        assert_eq!(text(&counted), "At most 3.");
    }

    #[test]
    fn every_line_is_a_literal_of_itself() {
        for line in ["plain", "", "a \"b\"", "a \\ b", "größe", "a\u{301}"] {
            let tokens = DocText::own(line).outer();
            let item: syn::ItemStruct = syn::parse_quote! { #tokens struct Thing; };
            let doc = item.attrs[0].meta.require_name_value();
            let value = &doc.expect("a doc comment").value;
            let value: syn::LitStr = syn::parse_quote!(#value);
            assert_eq!(value.value().trim_start(), line);
        }
    }
}
