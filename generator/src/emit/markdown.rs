//! Markdown of a document, written again so that it shows what its author meant and nothing in it runs, links or
//! renders as markup that it wasn't.
//!
//! It is read by the parser that rustdoc uses. Lists, emphasis, code, tables and links to http and https stay;
//! code is never Rust to run; HTML is text; brackets are no links into the crate.

mod plain;
mod sentence;
#[cfg(test)]
mod tests;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

pub(crate) use sentence::{inline, is_ended, sentence};

use super::text::{autolink, code, escaped, longest_run, target, visible};

/// Words that end with a full stop inside a sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g.", "i.e.", "etc.", "vs.", "cf.", "approx.", "no.", "max.", "min.", "incl.", "excl.",
    "resp.", "ca.", "mr.", "ms.", "dr.", "st.",
];

/// Text of a document as lines of safe Markdown.
#[derive(Debug, Default)]
pub(crate) struct Markdown {
    pub(crate) lines: Vec<String>,
    /// Whether the first line is running text: a paragraph, no list, heading or code.
    pub(crate) flows: bool,
}

impl Markdown {
    /// Reads a description.
    pub(crate) fn read(text: &str) -> Self {
        if plain::is(text) {
            plain::read(text)
        } else {
            Self::parsed(text)
        }
    }

    fn parsed(text: &str) -> Self {
        let text = visible(text);
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let events: Vec<Event<'_>> =
            TextMergeStream::new(Parser::new_ext(&text, options)).collect();
        let flows = matches!(events.first(), Some(Event::Start(Tag::Paragraph)));
        let mut writer = Writer::default();
        for event in events {
            writer.event(event);
        }
        writer.end_line();
        Self {
            lines: writer.lines,
            flows,
        }
    }
}

/// Events to lines.
#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    /// The line in the making, without what its containers put before it.
    line: String,
    containers: Vec<Container>,
    lists: Vec<List>,
    /// Whether a blank line stands before the next block.
    gap: bool,
    /// Whether line breaks would end what is open: a heading, a cell, a title.
    whole: bool,
    /// Where open links go.
    links: Vec<Link>,
    code: Option<String>,
    /// Columns of the open table.
    columns: usize,
}

/// An open list.
struct List {
    /// The next number; `None` for bullets.
    number: Option<u64>,
    /// Whether blank lines stand between its items.
    loose: bool,
}

/// A list item or a quote: what it puts before its first line, and before the others.
struct Container {
    first: Option<String>,
    rest: String,
}

enum Link {
    To(String),
    /// The text is the URL, and is written already.
    Written,
    /// Not a link: its text stays.
    Text,
    /// A place that is not linked, and told in code.
    Told(String),
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.text(&text),
            },
            Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.inline_code(&text)
            }
            Event::SoftBreak => self.line_break(),
            Event::HardBreak => {
                if !self.whole {
                    self.line.push('\\');
                }
                self.line_break();
            }
            Event::Rule => {
                self.begin();
                self.line.push_str("---");
                self.finish();
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.begin();
                self.line.push_str(&"#".repeat(level as usize));
                self.line.push(' ');
                self.whole = true;
            }
            Tag::BlockQuote(_) => {
                self.begin();
                self.containers.push(Container {
                    first: None,
                    rest: "> ".to_owned(),
                });
            }
            // Indented or fenced, of whatever language: shown, never compiled.
            Tag::CodeBlock(_) => {
                self.begin();
                self.code = Some(String::new());
            }
            Tag::List(first) => {
                self.begin();
                self.lists.push(List {
                    number: first,
                    loose: false,
                });
            }
            Tag::Item => self.item(),
            Tag::Table(alignments) => {
                self.begin();
                self.columns = alignments.len();
                self.whole = true;
            }
            Tag::TableCell => self
                .line
                .push_str(if self.line.is_empty() { "| " } else { " | " }),
            Tag::Emphasis => self.line.push('*'),
            Tag::Strong => self.line.push_str("**"),
            Tag::Strikethrough => self.line.push_str("~~"),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.link(LinkType::Inline, &dest_url),
            Tag::Paragraph | Tag::HtmlBlock => {
                if let Some(list) = self.lists.last_mut() {
                    list.loose = true;
                }
                self.begin();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.finish();
                self.whole = false;
            }
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.finish(),
            TagEnd::BlockQuote(_) => {
                self.end_line();
                self.containers.pop();
                self.gap = true;
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.gap = true;
            }
            TagEnd::Item => {
                self.end_line();
                if self
                    .containers
                    .last()
                    .is_some_and(|item| item.first.is_some())
                {
                    self.write("");
                }
                self.containers.pop();
                if self.lists.last().is_some_and(|list| !list.loose) {
                    self.gap = false;
                }
            }
            TagEnd::Table => {
                self.whole = false;
                self.columns = 0;
                self.gap = true;
            }
            TagEnd::TableHead => {
                self.end_row();
                let rule = " --- |".repeat(self.columns);
                self.write(&format!("|{rule}"));
            }
            TagEnd::TableRow => self.end_row(),
            TagEnd::Emphasis => self.line.push('*'),
            TagEnd::Strong => self.line.push_str("**"),
            TagEnd::Strikethrough => self.line.push_str("~~"),
            TagEnd::Link | TagEnd::Image => match self.links.pop() {
                Some(Link::To(url)) => self.line.push_str(&format!("]({url})")),
                Some(Link::Told(place)) => {
                    self.line.push_str(" (");
                    self.line.push_str(&code(&place));
                    self.line.push(')');
                }
                Some(Link::Written | Link::Text) | None => {}
            },
            _ => {}
        }
    }

    /// Before a block: what is open on the line is ended, and a blank line comes where one is due.
    fn begin(&mut self) {
        self.end_line();
        if std::mem::take(&mut self.gap) {
            self.blank();
        }
    }

    /// Behind a block.
    fn finish(&mut self) {
        self.end_line();
        self.gap = true;
    }

    fn item(&mut self) {
        self.begin();
        let marker = match self.lists.last_mut() {
            Some(List {
                number: Some(number),
                ..
            }) => {
                let marker = format!("{number}. ");
                *number += 1;
                marker
            }
            _ => "- ".to_owned(),
        };
        let rest = " ".repeat(marker.len());
        self.containers.push(Container {
            first: Some(marker),
            rest,
        });
    }

    fn link(&mut self, kind: LinkType, url: &str) {
        let link = match (target(url), kind) {
            // Links don't nest: an image within a link is its text.
            _ if !self.links.is_empty() => Link::Text,
            (Some(url), LinkType::Autolink) => {
                self.line.push_str(&format!("<{url}>"));
                Link::Written
            }
            (Some(url), _) => {
                self.line.push('[');
                Link::To(url)
            }
            (None, LinkType::Email | LinkType::Autolink) => Link::Text,
            (None, _) if url.is_empty() || url.starts_with('#') => Link::Text,
            (None, _) => Link::Told(url.to_owned()),
        };
        self.links.push(link);
    }

    fn inline_code(&mut self, text: &str) {
        let cell = self.columns > 0 && self.whole;
        let code = code(text);
        if self.sentence_ended() {
            self.line_break();
        }
        self.line
            .push_str(&if cell { code.replace('|', "\\|") } else { code });
    }

    fn code_block(&mut self) {
        let text = self.code.take().unwrap_or_default();
        let fence = "`".repeat(longest_run(&text, '`').max(2) + 1);
        self.write(&format!("{fence}text"));
        for line in text.lines() {
            self.write(line);
        }
        self.write(&fence);
        self.gap = true;
    }

    /// Running text: escaped, bare URLs as links, a new line behind a sentence.
    fn text(&mut self, text: &str) {
        if matches!(self.links.last(), Some(Link::Written)) {
            return;
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.line_break();
            }
            let mut rest = line;
            while let Some(character) = rest.chars().next() {
                if let Some(url) = self.bare_url(rest) {
                    let link = if self.links.is_empty() {
                        autolink(url)
                    } else {
                        None
                    };
                    self.line.push_str(&link.unwrap_or_else(|| escaped(url)));
                    rest = &rest[url.len()..];
                    continue;
                }
                if character.is_ascii_alphanumeric() {
                    // A word: nothing in it is markup, and no URL begins within.
                    let word = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric());
                    let (word, behind) = rest.split_at(word.unwrap_or(rest.len()));
                    self.line.push_str(word);
                    rest = behind;
                    continue;
                }
                let behind = &rest[character.len_utf8()..];
                if character == ' '
                    && !self.whole
                    && behind.starts_with(char::is_uppercase)
                    && self.sentence_ended()
                {
                    self.line_break();
                } else {
                    self.character(character, behind);
                }
                rest = behind;
            }
        }
    }

    fn character(&mut self, character: char, behind: &str) {
        let next = behind.chars().next();
        let escape = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' => true,
            '_' => {
                !(self.line.ends_with(char::is_alphanumeric)
                    && next.is_some_and(char::is_alphanumeric))
            }
            '&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '#'),
            '#' | '>' | '+' | '-' | '=' | ':' => self.line.is_empty(),
            // An item of a list, where a space follows.
            '.' | ')' => {
                !self.line.is_empty()
                    && self.line.bytes().all(|byte| byte.is_ascii_digit())
                    && next.is_none_or(char::is_whitespace)
            }
            ' ' if self.line.is_empty() => return,
            _ => false,
        };
        if escape {
            self.line.push('\\');
        }
        self.line.push(character);
    }

    /// The URL that the text begins with, where a word begins.
    fn bare_url<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !text.starts_with("http") || self.line.ends_with(char::is_alphanumeric) {
            return None;
        }
        let end = text
            .find(|character: char| {
                character.is_whitespace() || matches!(character, '<' | '>' | '"' | '`' | '\\')
            })
            .unwrap_or(text.len());
        let mut url = text[..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '|', ']']);
        if !url.contains('(') {
            url = url.trim_end_matches(')');
        }
        target(url).map(|_| url)
    }

    /// Whether the line ends with a sentence's end, so that what comes is a new one.
    fn sentence_ended(&self) -> bool {
        let line = self.line.trim_end();
        if self.whole
            || self.line.is_empty()
            || !(line.len() == self.line.len() || self.line.ends_with(' '))
        {
            return false;
        }
        let closed = line.trim_end_matches(['"', ')', '\'', '*']);
        if !closed.ends_with(['.', '!', '?']) || closed.ends_with("\\.") {
            return false;
        }
        let word = closed
            .rsplit([' ', '('])
            .next()
            .unwrap_or(closed)
            .to_lowercase();
        let initial = word.len() == 2 && word.starts_with(char::is_alphabetic);
        !(ABBREVIATIONS.contains(&word.as_str()) || initial)
    }

    fn line_break(&mut self) {
        if self.whole {
            if !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        } else {
            self.end_line();
        }
    }

    /// Writes the open line, if anything is on it.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end();
        if !line.is_empty() {
            self.write(line);
        }
    }

    fn end_row(&mut self) {
        self.line.push_str(" |");
        self.end_line();
    }

    fn blank(&mut self) {
        // An item that has not begun needs no line before its marker, beyond that of what it stands in.
        let open = self
            .containers
            .iter()
            .take_while(|container| container.first.is_none());
        let prefix: String = open.map(|container| container.rest.as_str()).collect();
        self.lines.push(prefix.trim_end().to_owned());
    }

    fn write(&mut self, content: &str) {
        let mut line = String::new();
        for container in &mut self.containers {
            match container.first.take() {
                Some(first) => line.push_str(&first),
                None => line.push_str(&container.rest),
            }
        }
        line.push_str(content);
        self.lines.push(line.trim_end().to_owned());
    }
}
