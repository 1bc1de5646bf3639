//! Why a value is not valid for a schema, and where in the value.

use std::fmt::Write as _;

use crate::source::pointer::escaped;

/// Why a value is not valid, and where in it.
#[derive(Clone)]
pub(super) struct Reason {
    /// The way to the member at fault.
    pub(super) path: Vec<Step>,
    /// `is 301, and the maximum is 300`
    pub(super) message: String,
}

/// A part of a value.
#[derive(Clone)]
pub(super) enum Step {
    Member(String),
    Item(usize),
}

impl Reason {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            path: Vec::new(),
            message: message.into(),
        }
    }

    pub(super) fn inside(mut self, step: Step) -> Self {
        // The innermost step was pushed first.
        self.path.push(step);
        self
    }

    pub(super) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in self.path.iter().rev() {
            // Writing to a String can't fail.
            let _ = match step {
                Step::Member(name) => write!(pointer, "/{}", escaped(name)),
                Step::Item(index) => write!(pointer, "/{index}"),
            };
        }
        pointer
    }
}
