//! Why a JSON text did not become a value.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::Json;
use super::tape::Node;

/// How many characters of a value an error shows.
const SHOWN: usize = 60;

/// Why a JSON text did not become a value: what was expected, what was found, and where.
pub struct DecodeError(Box<Inner>);

struct Inner {
    /// From the value at fault outwards.
    steps: Vec<Step>,
    problem: Problem,
}

enum Step {
    Member(Cow<'static, str>),
    Item(usize),
}

enum Problem {
    /// The text is no JSON.
    Syntax {
        message: String,
        line: usize,
        column: usize,
    },
    /// A required member is absent.
    Missing,
    /// Something else was found.
    Mismatch {
        expected: Cow<'static, str>,
        found: String,
    },
}

impl DecodeError {
    /// The error of a value that is not what was expected: `expected` reads "an integer". Shows the value.
    #[cold]
    #[must_use]
    pub fn mismatch(expected: impl Into<Cow<'static, str>>, found: Json<'_>) -> Self {
        Self::new(Problem::Mismatch {
            expected: expected.into(),
            found: show(found),
        })
    }

    /// As [`mismatch`](Self::mismatch), and shows only what kind of value was found.
    #[cold]
    #[must_use]
    pub fn mismatch_secret(expected: impl Into<Cow<'static, str>>, found: Json<'_>) -> Self {
        Self::new(Problem::Mismatch {
            expected: expected.into(),
            found: name(found).to_owned(),
        })
    }

    /// The error of a required member that is absent.
    #[cold]
    #[must_use]
    pub fn missing(name: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Problem::Missing).in_member(name)
    }

    /// The same error, seen from the object that has the value as a member.
    #[cold]
    #[must_use]
    pub fn in_member(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.0.steps.push(Step::Member(name.into()));
        self
    }

    /// The same error, seen from the array that has the value as an item.
    #[cold]
    #[must_use]
    pub fn in_item(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Item(index));
        self
    }

    /// Where the value at fault is, as a path: `$.result[3].filter_v1.protocol`.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::from("$");
        for step in self.0.steps.iter().rev() {
            // Writing to a String cannot fail.
            let _ = match step {
                Step::Member(name) if is_word(name) => write!(path, ".{name}"),
                Step::Member(name) => write!(path, "[{:?}]", &**name),
                Step::Item(index) => write!(path, "[{index}]"),
            };
        }
        path
    }

    /// Where the value at fault is, as a JSON Pointer: `/result/3/filter_v1/protocol`.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in self.0.steps.iter().rev() {
            match step {
                Step::Member(name) => push_token(&mut pointer, name),
                Step::Item(index) => push_token(&mut pointer, &index.to_string()),
            }
        }
        pointer
    }

    /// Line and column, from 1, where the text is no JSON; none where it is, and a value in it is not what was expected.
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        match self.0.problem {
            Problem::Syntax { line, column, .. } => Some((line, column)),
            _ => None,
        }
    }

    #[cold]
    pub(super) fn syntax(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let mut message = error.to_string();
        if let Some(at) = message.rfind(" at line ") {
            message.truncate(at);
        }
        Self::new(Problem::Syntax {
            message,
            line,
            column,
        })
    }

    #[cold]
    pub(super) fn not_utf8(text: &[u8], valid: usize) -> Self {
        let before = &text[..valid];
        let line_start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let message = String::from("the text is not UTF-8");
        Self::new(Problem::Syntax {
            message,
            line,
            column: valid - line_start + 1,
        })
    }

    #[cold]
    fn new(problem: Problem) -> Self {
        Self(Box::new(Inner {
            steps: Vec::new(),
            problem,
        }))
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.problem {
            Problem::Syntax {
                message,
                line,
                column,
            } => {
                write!(f, "invalid JSON at line {line} column {column}: {message}")
            }
            Problem::Missing => write!(f, "{}: the member is required and absent", self.path()),
            Problem::Mismatch { expected, found } => {
                write!(f, "{}: expected {expected}, found {found}", self.path())
            }
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl std::error::Error for DecodeError {}

/// Whether a name can stand behind a dot.
fn is_word(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || one == '_')
}

/// Appends `/` and a name to a JSON Pointer.
pub(super) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for one in token.chars() {
        match one {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(one),
        }
    }
}

/// Text between quotes, cut where it is long.
pub(super) fn quote(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{:?} and {} more bytes", &text[..cut], text.len() - cut),
        None => format!("{text:?}"),
    }
}

/// A value for people: scalars as they are, the others by their kind.
fn show(json: Json<'_>) -> String {
    match json.node() {
        Node::Boolean(value) => format!("`{value}`"),
        Node::Unsigned(value) => format!("the number {value}"),
        Node::Signed(value) => format!("the number {value}"),
        Node::Float(value) => format!("the number {value:?}"),
        Node::Text(text) => format!("the string {}", quote(text)),
        Node::Owned(text) => format!("the string {}", quote(text)),
        _ => name(json).to_owned(),
    }
}

/// What kind of value it is.
fn name(json: Json<'_>) -> &'static str {
    match json.node() {
        Node::Null | Node::Dropped => "null",
        Node::Boolean(_) => "a boolean",
        Node::Unsigned(_) | Node::Signed(_) | Node::Float(_) => "a number",
        Node::Text(_) | Node::Owned(_) => "a string",
        Node::Array { .. } => "an array",
        Node::Object { .. } => "an object",
    }
}
