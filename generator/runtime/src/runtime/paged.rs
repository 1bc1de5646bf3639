//! Pages: what an endpoint says about the list that it is a part of. `super::Items` and `super::Pages` are streams over all of it, `super::BlockingItems` and
//! `super::BlockingPages` iterators.

use http::{HeaderMap, header};

use super::{Endpoint, Reply};

/// An endpoint whose list comes in pages: `client.items(..)`, `client.pages(..)`.
pub trait Paged: Endpoint + Clone {
    /// What stands on the pages.
    type Item;

    /// The items of a page.
    fn items(output: Self::Output) -> Vec<Self::Item>;

    /// What follows after a page.
    fn turn(&self, page: &Reply<Self::Output>) -> Turn<Self>;
}

/// What follows after a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn<E> {
    /// It was the last one.
    End,
    /// The next one, which this request asks for.
    Next(E),
    /// The next one, whose URL the answer names: absolute, or seen from the URL that was asked.
    Url(String),
}

/// The URL of the next page in `Link` headers (RFC 8288): the first one of the relation `next`.
#[must_use]
pub fn next_link(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(header::LINK).into_iter();
    values
        .filter_map(|value| value.to_str().ok())
        .find_map(next_of)
}

/// `<url>; name=value; .., <url>; ..`: a comma or a semicolon in angle brackets or in quotes parts nothing.
fn next_of(links: &str) -> Option<String> {
    let mut rest = links;
    while let Some((_, after)) = rest.split_once('<') {
        let (url, after) = after.split_once('>')?;
        let (is_next, after) = parameters(after);
        if is_next {
            return Some(url.trim().to_owned());
        }
        rest = after;
    }
    None
}

/// Whether the parameters of a link say that it is the next page, and what stands behind them. A second `rel` says nothing (section 3.3).
fn parameters(text: &str) -> (bool, &str) {
    let (mut link, rest) = cut(text, ',');
    let mut rel = None;
    while !link.is_empty() {
        let (parameter, after) = cut(link, ';');
        let (name, value) = parameter.split_once('=').unwrap_or_default();
        if name.trim().eq_ignore_ascii_case("rel") {
            rel.get_or_insert(value.trim().trim_matches('"'));
        }
        link = after.strip_prefix(';').unwrap_or_default();
    }
    let mut relations = rel.unwrap_or_default().split_ascii_whitespace();
    let is_next = relations.any(|relation| relation.eq_ignore_ascii_case("next"));
    (is_next, rest)
}

/// A text in front of a character that stands in no quotes, and the text from there on.
fn cut(text: &str, at: char) -> (&str, &str) {
    let (mut quoted, mut escaped) = (false, false);
    let end = text.find(|char| {
        let found = char == at && !quoted;
        quoted ^= char == '"' && !escaped;
        escaped = quoted && char == '\\' && !escaped;
        found
    });
    text.split_at(end.unwrap_or(text.len()))
}
