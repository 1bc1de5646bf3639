//! What is said of a change, before it is known whose it is.

use crate::source::Origin;

use super::Key;

/// What a finding says, before it is known where else it holds.
pub(super) struct Said<'s> {
    pub(super) rule: &'static str,
    pub(super) title: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) base: Option<Origin>,
    pub(super) revision: Option<Origin>,
    pub(super) value: Option<&'s str>,
}

impl<'s> Said<'s> {
    pub(super) fn new(rule: &'static str, title: String, base: Origin, revision: Origin) -> Self {
        Self {
            rule,
            title,
            before: None,
            after: None,
            base: Some(base),
            revision: Some(revision),
            value: None,
        }
    }

    pub(super) fn added(rule: &'static str, title: String, revision: Origin) -> Self {
        Self {
            base: None,
            ..Self::new(rule, title, revision, revision)
        }
    }

    pub(super) fn removed(rule: &'static str, title: String, base: Origin) -> Self {
        Self {
            revision: None,
            ..Self::new(rule, title, base, base)
        }
    }

    pub(super) fn from(
        mut self,
        before: impl Into<Option<String>>,
        after: impl Into<Option<String>>,
    ) -> Self {
        self.before = before.into();
        self.after = after.into();
        self
    }

    pub(super) fn value(mut self, value: &'s str) -> Self {
        self.value = Some(value);
        self
    }

    pub(super) fn key(&self) -> Key {
        let number = |origin: Option<Origin>| origin.map_or(u32::MAX, |origin| origin.0);
        let nowhere = self.base.is_none() && self.revision.is_none();
        let title = if nowhere { self.title.as_str() } else { "" };
        let detail = format!(
            "{:?} {:?} {:?} {title}",
            self.value, self.before, self.after
        );
        (self.rule, number(self.base), number(self.revision), detail)
    }
}
