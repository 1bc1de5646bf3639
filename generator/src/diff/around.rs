//! What is looked for away from an item's own place: a scheme that operations take, a discriminator, what is said beside a break.

use super::join::{ByPlace, Join};
use super::places::cause;
use super::renamed::place;
use super::rules::is_only_said;
use super::rust::{self, ItemChange};
use super::wire::{Finding, name_of};

impl Join<'_> {
    /// Of what breaks or is new besides: the findings there and below that change documentation alone.
    pub(super) fn documented(&self, change: &ItemChange<'_>) -> Vec<usize> {
        let sides = [
            (change.revision, self.revision, &self.by_revision),
            (change.base, self.base, &self.by_base),
        ];
        let mut found = self.around(change);
        for (item, side, index) in sides {
            let Some(origin) = item.and_then(|item| cause(side, item)) else {
                continue;
            };
            let place = place(side.sources, origin);
            found.extend(index.get(&place).into_iter().flatten());
            found.extend(self.below(&place, index, change));
        }
        found.retain(|number| {
            is_only_said(self.findings[*number].rule) && self.tells(*number, change)
        });
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What is said of a body, where the item is its content: whether there is one, and what it is.
    pub(super) fn of_body(&self, at: &str, index: &ByPlace, change: &ItemChange<'_>) -> Vec<usize> {
        let is_docs = change.verdict == rust::Verdict::Docs;
        let body = at
            .rsplit_once("/content/")
            .filter(|(_, media)| !media.contains('/'));
        let found = body.and_then(|(body, _)| index.get(body));
        let tells = |number: &&usize| {
            let rule = self.findings[**number].rule;
            if is_docs {
                rule == "docs-changed"
            } else {
                rule.contains("body-became-")
            }
        };
        found.into_iter().flatten().filter(tells).copied().collect()
    }

    /// What is said of the credentials that operations take, where a credential came or went with it.
    pub(super) fn schemes(&self, place: &str) -> Vec<usize> {
        let Some((_, scheme)) = place.rsplit_once("/components/securitySchemes/") else {
            return Vec::new();
        };
        let name = format!("`{scheme}`");
        let found = self.numbers(|finding| {
            let mut texts = [&finding.before, &finding.after].into_iter().flatten();
            finding.rule.starts_with("security-") && texts.any(|text| text.contains(&name))
        });
        if !found.is_empty() {
            return found;
        }
        // Else it came or went with the operations that take it.
        let takes = |finding: &Finding| {
            let sides = [self.base, self.revision].into_iter();
            let mut operations = sides.flat_map(|side| &side.contract.operations);
            operations.any(|one| {
                let mut needed = one.security.iter();
                finding.operations.contains(&name_of(one))
                    && needed.any(|one| one.schemes.contains_key(scheme))
            })
        };
        let comes_or_goes = |finding: &Finding| {
            let what = finding.rule.strip_prefix("operation-").unwrap_or_default();
            let rules = ["added", "removed", "excluded", "included"];
            rules.iter().any(|rule| what.starts_with(rule))
        };
        let mut found = self.numbers(|finding| comes_or_goes(finding) && takes(finding));
        found.truncate(1);
        found
    }

    /// The discriminators that a property became, or no longer is: it is filled in, or asked for.
    pub(super) fn tags(&self, place: &str) -> Vec<usize> {
        let Some((_, property)) = place.rsplit_once("/properties/") else {
            return Vec::new();
        };
        let is_tag = |number: &usize| {
            let finding = &self.findings[*number];
            let names = [&finding.before, &finding.after];
            names.iter().any(|name| name.as_deref() == Some(property))
        };
        let discriminators = self.discriminators.iter().copied();
        discriminators.filter(is_tag).collect()
    }
}
