//! A crate without its texts: the items of its files, the code and the links of its docs, the keys of its manifest.

use std::collections::{BTreeMap, BTreeSet};

use letterpress::emit::Output;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use quote::ToTokens;

/// What is left of a crate.
#[derive(Clone, Debug, Default)]
pub(crate) struct Skeleton {
    files: BTreeMap<String, Vec<Item>>,
    /// Every word that is an identifier, a part of a link or of a file's name.
    pub(crate) words: BTreeSet<String>,
}

type Item = Vec<Token>;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Word(String),
    Other(String),
}

/// Files and their items, words that the twin does not have replaced by one sign; sorted, for names decide where things stand.
pub(crate) type Plain = Vec<(String, Vec<String>)>;

impl Skeleton {
    pub(crate) fn of(output: &Output) -> Result<Self, String> {
        let mut skeleton = Self::default();
        for (path, text) in &output.files.0 {
            let items = items(path, text).map_err(|why| format!("{path}: {why}"))?;
            let words = items.iter().flatten().filter_map(|token| match token {
                Token::Word(word) => Some(word.clone()),
                Token::Other(_) => None,
            });
            skeleton.words.extend(words.chain(words_of(path)));
            skeleton.files.insert(path.clone(), items);
        }
        Ok(skeleton)
    }

    pub(crate) fn plain(&self, words: &BTreeSet<String>) -> Plain {
        let plain = |token: &Token| match token {
            Token::Word(word) if words.contains(word) => word.clone(),
            Token::Word(_) => "§".to_owned(),
            Token::Other(text) => text.clone(),
        };
        let mut files: Plain = Vec::new();
        for (path, items) in &self.files {
            let path = path.split('/').map(|part| match part.split_once('.') {
                Some((stem, end)) if !stem.is_empty() && !words.contains(stem) => {
                    format!("§.{end}")
                }
                None if !words.contains(part) => "§".to_owned(),
                _ => part.to_owned(),
            });
            let path: Vec<String> = path.collect();
            let mut items: Vec<String> = items
                .iter()
                .map(|item| item.iter().map(plain).collect::<Vec<_>>().join(" "))
                .collect();
            items.sort();
            files.push((path.join("/"), items));
        }
        files.sort();
        files
    }
}

/// The first thing that only one of two crates has.
pub(crate) fn difference(ours: &Plain, theirs: &Plain) -> Option<String> {
    let paths = |files: &Plain| {
        files
            .iter()
            .map(|(path, _)| path.clone())
            .collect::<Vec<_>>()
    };
    if paths(ours) != paths(theirs) {
        let (ours, theirs) = (paths(ours), paths(theirs));
        let only = |here: &[String], there: &[String]| {
            let only = here.iter().filter(|path| !there.contains(path));
            only.cloned().collect::<Vec<_>>().join(", ")
        };
        return Some(format!(
            "files {}, and not {}",
            only(&ours, &theirs),
            only(&theirs, &ours)
        ));
    }
    for ((path, ours), (_, theirs)) in ours.iter().zip(theirs) {
        if ours != theirs {
            let only = |here: &[String], there: &[String]| {
                let only = here.iter().filter(|item| !there.contains(item));
                only.map(|item| format!("  {item}\n")).collect::<String>()
            };
            return Some(format!(
                "{path} has\n{}and not\n{}",
                only(ours, theirs),
                only(theirs, ours)
            ));
        }
    }
    None
}

fn items(path: &str, text: &str) -> Result<Vec<Item>, String> {
    if path.starts_with("src/runtime/") || path == ".gitattributes" {
        return Ok(vec![vec![Token::Other(text.to_owned())]]);
    }
    if path == "API.txt" {
        // A keyword as a name is written raw.
        return Ok(text
            .lines()
            .map(|line| parts(&line.replace("r#", "")))
            .collect());
    }
    if path == "Cargo.toml" {
        let table: toml::Table = text.parse().map_err(|error| format!("no TOML: {error}"))?;
        let mut keys = Vec::new();
        flatten("", &toml::Value::Table(table), &mut keys);
        return Ok(keys
            .into_iter()
            .map(|key| vec![Token::Other(key)])
            .collect());
    }
    if path.ends_with(".md") {
        let mut item = Vec::new();
        markdown(text, true, &mut item)?;
        return Ok(vec![item]);
    }
    let file = syn::parse_file(text).map_err(|error| format!("no Rust: {error}"))?;
    let mut items = Vec::new();
    let inner: TokenStream = file.attrs.iter().map(ToTokens::to_token_stream).collect();
    for tokens in std::iter::once(inner).chain(file.items.iter().map(ToTokens::to_token_stream)) {
        let mut item = Vec::new();
        walk(tokens, &mut item)?;
        items.push(item);
    }
    Ok(items)
}

/// The keys of a manifest; values only where they name code.
fn flatten(path: &str, value: &toml::Value, keys: &mut Vec<String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                flatten(&format!("{path}/{key}"), value, keys);
            }
        }
        // An empty text is left out.
        _ if path == "/package/description" => {}
        _ if path.starts_with("/package/") => keys.push(path.to_owned()),
        value => keys.push(format!("{path} = {value}")),
    }
}

/// Code as tokens: texts are one sign each, docs are what a reader of Markdown sees in them.
fn walk(tokens: TokenStream, item: &mut Item) -> Result<(), String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut docs = String::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some((line, length)) = doc_line(&tokens[at..]) {
            docs.push_str(&line);
            docs.push('\n');
            at += length;
            continue;
        }
        if !docs.is_empty() {
            markdown(&std::mem::take(&mut docs), false, item)?;
        }
        match &tokens[at] {
            // An arm that is too long for its line stands in braces.
            TokenTree::Group(group)
                if group.delimiter() == Delimiter::Brace && ends_in_an_arrow(&tokens[..at]) =>
            {
                walk(group.stream(), item)?;
                if !matches!(tokens.get(at + 1), Some(TokenTree::Punct(sign)) if sign.as_char() == ',')
                {
                    item.push(Token::Other(",".to_owned()));
                }
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                item.push(Token::Other(open.to_owned()));
                walk(group.stream(), item)?;
                // A line that is too long gets a comma more at the end of its list.
                item.pop_if(|last| *last == Token::Other(",".to_owned()));
                item.push(Token::Other(close.to_owned()));
            }
            TokenTree::Ident(word) => {
                let word = word.to_string();
                item.push(Token::Word(word.trim_start_matches("r#").to_owned()));
            }
            TokenTree::Punct(sign) => item.push(Token::Other(sign.as_char().to_string())),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let is_number = text.starts_with(|first: char| first.is_ascii_digit());
                item.push(Token::Other(if is_number {
                    text
                } else {
                    "\"..\"".to_owned()
                }));
            }
        }
        at += 1;
    }
    if !docs.is_empty() {
        markdown(&docs, false, item)?;
    }
    Ok(())
}

fn ends_in_an_arrow(tokens: &[TokenTree]) -> bool {
    let is = |token: &TokenTree, sign: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
    matches!(tokens, [.., first, second] if is(first, '=') && is(second, '>'))
}

/// `#[doc = ".."]` or `#![doc = ".."]` at the beginning: its text, and how many tokens it is.
fn doc_line(tokens: &[TokenTree]) -> Option<(String, usize)> {
    let is = |at: usize, sign: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    if !is(0, '#') {
        return None;
    }
    let at = if is(1, '!') { 2 } else { 1 };
    let Some(TokenTree::Group(group)) = tokens.get(at) else {
        return None;
    };
    let inside: Vec<TokenTree> = group.stream().into_iter().collect();
    let [
        TokenTree::Ident(word),
        TokenTree::Punct(_),
        TokenTree::Literal(text),
    ] = &inside[..]
    else {
        return None;
    };
    if word != "doc" {
        return None;
    }
    let text: syn::LitStr = syn::parse_str(&text.to_string()).ok()?;
    let text = text.value();
    Some((text.strip_prefix(' ').unwrap_or(&text).to_owned(), at + 1))
}

/// What a reader of Markdown takes for more than text: links, and code. HTML is refused.
fn markdown(text: &str, is_file: bool, item: &mut Item) -> Result<(), String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut references = Vec::new();
    let mut note = |link: pulldown_cmark::BrokenLink<'_>| {
        references.push(link.reference.to_string());
        None
    };
    let mut code: Option<(String, String)> = None;
    let mut found = Vec::new();
    for event in Parser::new_with_broken_link_callback(text, options, Some(&mut note)) {
        match event {
            Event::Html(html)
                if is_file
                    && html.starts_with("<!-- @generated by letterpress. ")
                    && html.trim_end().ends_with("-->")
                    && html.matches("-->").count() == 1 => {}
            Event::Html(html) | Event::InlineHtml(html) => return Err(format!("HTML: {html:?}")),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !dest_url.starts_with("http://") && !dest_url.starts_with("https://") =>
            {
                found.push(format!("link {dest_url}"));
            }
            Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)) => {
                return Err("a footnote".to_owned());
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                code = Some((info.to_string(), String::new()))
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                return Err("indented code".to_owned());
            }
            Event::Text(more) => {
                if let Some((_, code)) = &mut code {
                    code.push_str(&more);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((info, code)) = code.take() {
                    block(&info, &code, item)?;
                }
            }
            _ => {}
        }
    }
    // The order of what a name makes is the name's.
    found.extend(
        references
            .into_iter()
            .map(|reference| format!("reference {reference}")),
    );
    for link in found {
        item.extend(parts(&link));
    }
    Ok(())
}

fn block(info: &str, code: &str, item: &mut Item) -> Result<(), String> {
    let is_rust = info
        .split(',')
        .all(|word| matches!(word, "" | "rust" | "no_run" | "ignore"));
    match info {
        "text" => Ok(()),
        _ if is_rust => {
            item.push(Token::Other(format!("```{info}")));
            let hidden = |line: &str| {
                line.trim_start()
                    .strip_prefix("# ")
                    .map_or(line.to_owned(), str::to_owned)
            };
            let code: Vec<String> = code.lines().map(hidden).collect();
            let tokens: TokenStream = code
                .join("\n")
                .parse()
                .map_err(|error| format!("an example that is no Rust: {error}"))?;
            walk(tokens, item)
        }
        "console" | "toml" => {
            item.push(Token::Other(format!("```{info}")));
            item.extend(parts(code));
            Ok(())
        }
        info => Err(format!("code of the language {info:?}")),
    }
}

fn words_of(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A text as words and what is between them.
fn parts(text: &str) -> Vec<Token> {
    let mut parts = Vec::new();
    let mut word = String::new();
    for letter in text.chars().chain([' ']) {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            word.push(letter);
            continue;
        }
        if !word.is_empty() {
            parts.push(Token::Word(std::mem::take(&mut word)));
        }
        if letter != ' ' {
            parts.push(Token::Other(letter.to_string()));
        }
    }
    parts
}

/// Nothing that a terminal obeys, a reader does not see, or that shows code in another order.
pub(crate) fn only_plain_characters(path: &str, text: &str) -> Result<(), String> {
    let is_plain = |letter: char| {
        letter == '\n'
            || !(letter.is_control()
                || matches!(letter,
                    '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'))
    };
    match text.chars().find(|letter| !is_plain(*letter)) {
        Some(letter) => {
            let line = text
                .lines()
                .find(|line| line.contains(letter))
                .unwrap_or_default();
            Err(format!("{path} holds {letter:?}: {line:?}"))
        }
        None => Ok(()),
    }
}

/// A path that every system takes, and that stays in its folder.
pub(crate) fn is_a_file_name(path: &str) -> Result<(), String> {
    const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com1", "lpt1"];
    let is_fine = |part: &str| {
        let stem = part
            .split('.')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        !part.is_empty()
            && part != ".."
            && part.len() <= 100
            && !DEVICES.contains(&stem.as_str())
            && part
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'))
    };
    if path.split('/').all(is_fine) {
        Ok(())
    } else {
        Err(format!("a file named {path:?}"))
    }
}
