//! What a change is known by.

use std::collections::HashMap;

use super::{At, Change};

/// Ids: of the rule, the place and the values, so that neither moved lines nor other words change them.
pub(super) fn identify(changes: &mut [Change]) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for change in changes {
        let at = change.base.as_ref().or(change.revision.as_ref());
        let place = at
            .map(|at| at.landmark.as_str())
            .filter(|landmark| !landmark.is_empty())
            .or(change.item.as_deref())
            .or(change.operations.first().map(String::as_str))
            .unwrap_or_default();
        let values = if change.rule == "docs-changed" || change.rule == "info-changed" {
            String::new()
        } else {
            format!("{:?}{:?}", change.before, change.after)
        };
        let id = format!(
            "{:010x}",
            hash(&format!("{}\n{place}\n{values}", change.rule)) >> 24
        );
        let times = taken.entry(id.clone()).or_default();
        *times += 1;
        change.id = if *times == 1 {
            id
        } else {
            format!("{id}-{times}")
        };
    }
}

/// FNV-1a: the same on every machine and in every version.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// What YAML names by an anchor and repeats by aliases stands at one place, whatever pointers lead there: it changed once.
pub(super) fn once(changes: &mut Vec<Change>) {
    let mut told: HashMap<_, usize> = HashMap::new();
    let mut kept: Vec<Change> = Vec::with_capacity(changes.len());
    for change in changes.drain(..) {
        let line = |at: &Option<At>| {
            let at = at.as_ref()?;
            Some((at.file.clone(), at.line, at.column))
        };
        let (base, revision) = (line(&change.base), line(&change.revision));
        let key = (
            change.rule,
            change.before.clone(),
            change.after.clone(),
            base,
            revision,
        );
        let same = told.get(&key).copied().filter(|index| {
            let other: &Change = &kept[*index];
            other.base != change.base || other.revision != change.revision
        });
        match same {
            Some(index) => kept[index].merge(change),
            None => {
                told.entry(key).or_insert(kept.len());
                kept.push(change);
            }
        }
    }
    *changes = kept;
}
