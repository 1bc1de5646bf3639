//! Pages: how a list that comes in parts goes on. The policy, without I/O, of the streams `super::Items` and `super::Pages`, and of the iterators
//! `super::BlockingItems` and `super::BlockingPages`.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use http::{HeaderMap, Request, Response, Uri, header};

use super::base::{Base, Origin, resolve};
use super::{Body, Bytes, Checks, Endpoint, Error, Operation, Reply};

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

/// The request of one page.
#[derive(Clone, Debug)]
pub(crate) struct Sheet<E> {
    endpoint: E,
    /// Its URL, where the page before has named it.
    url: Option<Uri>,
}

impl<E: Endpoint> Endpoint for Sheet<E> {
    type Output = E::Output;
    type Failure = E::Failure;
    const OPERATION: &'static Operation = E::OPERATION;

    fn request(&self, checks: Checks) -> Result<Request<Body>, Error> {
        let mut request = self.endpoint.request(checks)?;
        if let Some(url) = &self.url {
            *request.uri_mut() = url.clone();
        }
        Ok(request)
    }

    fn response(reply: Response<Bytes>) -> Result<Reply<Self::Output>, Error> {
        E::response(reply)
    }
}

/// A list on its way: the page that it is at, and those that were.
pub(crate) struct Course<E> {
    sheet: Sheet<E>,
    state: State,
    /// Targets that were asked.
    asked: HashSet<String>,
    /// The content of the last page, as a number.
    content: Option<u64>,
    /// How many pages there were.
    pages: usize,
}

enum State {
    /// The page is to be asked.
    Ask,
    /// Asking it has failed.
    Failed,
    /// There is a next page that must not be asked, which is to be said; whether it may be asked after all.
    Refused(Error, bool),
    End,
}

impl<E: Paged> Course<E> {
    pub(crate) fn new(endpoint: E) -> Self {
        Self {
            sheet: Sheet {
                endpoint,
                url: None,
            },
            state: State::Ask,
            asked: HashSet::new(),
            content: None,
            pages: 0,
        }
    }

    /// The request of the page that comes next; none at the end, and after an error.
    pub(crate) fn ask(&mut self) -> Option<Result<Sheet<E>, Error>> {
        match std::mem::replace(&mut self.state, State::End) {
            State::Ask => {
                self.state = State::Ask;
                Some(Ok(self.sheet.clone()))
            }
            State::Refused(error, may) => {
                self.state = if may { State::Failed } else { State::End };
                Some(Err(error))
            }
            State::Failed => {
                self.state = State::Failed;
                None
            }
            State::End => None,
        }
    }

    /// The page at which an error has ended the course is asked again.
    pub(crate) fn resume(&mut self) {
        if matches!(self.state, State::Failed) {
            self.state = State::Ask;
        }
    }

    pub(crate) fn endpoint(&self) -> &E {
        &self.sheet.endpoint
    }

    /// The page has come, or its failure.
    pub(crate) fn arrived(&mut self, base: &Base, page: &Result<Reply<E::Output>, Error>) {
        let Ok(page) = page else {
            self.state = State::Failed;
            return;
        };
        self.pages += 1;
        let target = self.target();
        self.asked.extend(target);
        let turned = match self.sheet.endpoint.turn(page) {
            Turn::End => {
                self.state = State::End;
                return;
            }
            Turn::Next(endpoint) => Ok(Sheet {
                endpoint,
                url: None,
            }),
            Turn::Url(url) => self.follow(base, &url),
        };
        let sheet = match turned {
            Ok(sheet) => sheet,
            Err(problem) => {
                self.state = self.refused(&problem, false);
                return;
            }
        };
        self.sheet = sheet;
        let content = number(&page.body);
        let again = self
            .target()
            .is_some_and(|target| self.asked.contains(&target));
        self.state = if again {
            self.refused(
                "it is one that was asked already, so the pages go round in a circle",
                true,
            )
        } else if self.content == Some(content) {
            self.refused(
                "the last two were the same, byte for byte, so the server does not turn the pages",
                true,
            )
        } else {
            State::Ask
        };
        self.content = Some(content);
    }

    /// What the page's request is known by.
    fn target(&self) -> Option<String> {
        let request = self.sheet.request(Checks::Off).ok()?;
        let body = request.body().as_bytes().unwrap_or_default();
        Some(format!(
            "{}\n{}",
            request.uri(),
            String::from_utf8_lossy(&body)
        ))
    }

    /// A next page is only ever asked at the origin of the API: anywhere else would take the credentials along.
    fn follow(&self, base: &Base, url: &str) -> Result<Sheet<E>, String> {
        let request = self.sheet.request(Checks::Off);
        let asked = request.map_err(|error| error.to_string())?.uri().clone();
        let asked = if asked.scheme().is_some() {
            asked
        } else {
            base.join(&asked).map_err(|error| error.to_string())?
        };
        let target = resolve(&asked, url)?;
        let origin = Origin::of(&target)?;
        if origin != *base.origin() {
            return Err(format!(
                "it is at {origin}, and requests to {} go nowhere else",
                base.origin()
            ));
        }
        Ok(Sheet {
            endpoint: self.sheet.endpoint.clone(),
            url: Some(target),
        })
    }

    fn refused(&self, problem: &str, may: bool) -> State {
        let detail = format!(
            "after {} pages, the next one is not asked for: {problem}",
            self.pages
        );
        State::Refused(Error::pages(E::OPERATION, detail), may)
    }
}

fn number(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
