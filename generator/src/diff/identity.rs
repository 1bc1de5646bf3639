//! What a change is known by.

use std::collections::HashMap;

use super::Change;

/// Ids: of the rule, the place and the values, so that neither moved lines nor other words change them.
pub(super) fn identify(changes: &mut [Change]) {
    let mut taken: HashMap<String, usize> = HashMap::new();
    for change in changes {
        let pointer = change
            .base
            .as_ref()
            .or(change.revision.as_ref())
            .map_or("", |at| unlisted(&at.pointer));
        let place = if pointer.is_empty() {
            change.item.as_deref().unwrap_or_default()
        } else {
            pointer
        };
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

/// The pointer of the schema that lists a value: the others may move around it.
fn unlisted(pointer: &str) -> &str {
    match pointer.rsplit_once("/enum/") {
        Some((schema, index)) if index.bytes().all(|byte| byte.is_ascii_digit()) => schema,
        _ => pointer.strip_suffix("/const").unwrap_or(pointer),
    }
}

/// FNV-1a: the same on every machine and in every version.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
