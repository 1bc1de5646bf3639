//! Which operations of two versions belong together.

use std::collections::HashMap;

use crate::contract::Operation;

/// What two operations have in common that are one.
type Key = fn(&Operation) -> Option<(String, String)>;

/// By method and path; what is left by the same, whatever the parameters of the path are called; what is left then by operationId.
const KEYS: [Key; 3] = [
    |operation| Some((operation.method.clone(), operation.path.clone())),
    |operation| Some((operation.method.clone(), nameless(&operation.path))),
    |operation| Some((String::new(), operation.id.clone()?)),
];

/// The operations of both, those of the second in their order.
pub(super) fn paired<'a>(
    base: &'a [Operation],
    revision: &'a [Operation],
) -> Vec<(Option<&'a Operation>, Option<&'a Operation>)> {
    let mut taken = vec![false; base.len()];
    let mut matched: Vec<Option<usize>> = vec![None; revision.len()];
    for key in KEYS {
        let mut left: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (index, operation) in base.iter().enumerate().rev() {
            if !taken[index]
                && let Some(key) = key(operation)
            {
                left.entry(key).or_default().push(index);
            }
        }
        for (operation, found) in revision.iter().zip(&mut matched) {
            if found.is_none()
                && let Some(index) = key(operation).and_then(|key| left.get_mut(&key)?.pop())
            {
                taken[index] = true;
                *found = Some(index);
            }
        }
    }
    let gone = base
        .iter()
        .enumerate()
        .filter(|(index, _)| !taken[*index])
        .map(|(_, operation)| (Some(operation), None));
    revision
        .iter()
        .zip(&matched)
        .map(|(operation, found)| (found.map(|index| &base[index]), Some(operation)))
        .chain(gone)
        .collect()
}

/// A path with nameless parameters.
pub(super) fn nameless(path: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in path.chars() {
        inside = (inside || letter == '{') && letter != '}';
        if !inside || letter == '{' {
            text.push(letter);
        }
    }
    text
}
