//! The policy of a list that comes in pages, without I/O: which page is asked for next, and what ends it.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use http::{Request, Response, Uri};

use super::base::{Origin, resolve};
use super::setup::{Setup, Whole};
use super::{Body, Bytes, Checks, Endpoint, Error, Operation, Paged, Reply, Turn};

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
            request.extensions_mut().clear();
            request.extensions_mut().insert(Whole);
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
    pub(crate) fn arrived(&mut self, setup: &Setup, page: &Result<Reply<E::Output>, Error>) {
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
            Turn::Url(url) => self.follow(setup, &url),
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
    fn follow(&self, setup: &Setup, url: &str) -> Result<Sheet<E>, String> {
        let request = self.sheet.request(Checks::Off);
        let prepared = request.and_then(|request| setup.prepare(E::OPERATION, request));
        let (_, prepared) = prepared.map_err(|error| error.to_string())?;
        let target = resolve(prepared.uri(), url)?;
        let (origin, home) = (Origin::of(&target)?, Origin::of(prepared.uri())?);
        if origin != home {
            return Err(format!(
                "it is at {origin}, and requests to {home} go nowhere else"
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
