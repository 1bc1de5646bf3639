//! Why a value did not become JSON.

use std::borrow::Cow;
use std::fmt;

use super::decode_error::push_token;

/// Why a value did not become JSON: what is wrong with it, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct EncodeError {
    /// From the value at fault outwards.
    steps: Vec<Cow<'static, str>>,
    message: String,
}

impl EncodeError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            steps: Vec::new(),
            message: message.into(),
        }
    }

    pub(super) fn push(&mut self, step: impl Into<Cow<'static, str>>) {
        self.steps.push(step.into());
    }

    /// Where the value at fault is, as a JSON Pointer.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in self.steps.iter().rev() {
            push_token(&mut pointer, step);
        }
        pointer
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.steps.is_empty() {
            return f.write_str(&self.message);
        }
        write!(f, "`{}`: {}", self.pointer(), self.message)
    }
}

impl std::error::Error for EncodeError {}
