//! An endpoint whose answers are other types now: what it gives and how it fails, each by itself.

use super::rust::ItemChange;
use crate::emit::Item;

/// What an endpoint gives and how it fails, where that is another thing now.
pub(super) struct Answers<'a> {
    pub(super) output: Option<[&'a str; 2]>,
    pub(super) failure: Option<[&'a str; 2]>,
    /// Something else breaks too: what is given, or the name.
    breaks_besides: bool,
}

impl<'a> Answers<'a> {
    pub(super) fn of(change: &ItemChange<'a>) -> Option<Self> {
        let types = |item: &'a Item| {
            let head = item.signature.strip_prefix("impl Endpoint<Output = ")?;
            head.split_once("> for ")?.0.split_once(", Failure = ")
        };
        let (base, revision) = (change.base?, change.revision?);
        let (was, is) = (types(base)?, types(revision)?);
        let pair = |was: &'a str, is: &'a str| (was != is).then_some([was, is]);
        Some(Self {
            output: pair(was.0, is.0),
            failure: pair(was.1, is.1),
            breaks_besides: was.0 != is.0 || base.path != revision.path,
        })
    }

    /// Whether a change by this rule can be the cause of what breaks.
    pub(super) fn follow(&self, rule: &str) -> bool {
        if rule.starts_with("success-status-") {
            self.output.is_some()
        } else if rule.starts_with("error-status-") || rule.starts_with("default-response-") {
            // Of no documented failure nobody reads anything.
            !self.breaks_besides || self.failure.is_some_and(|[was, _]| was != "()")
        } else {
            true
        }
    }
}
