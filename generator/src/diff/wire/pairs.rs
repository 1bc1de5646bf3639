//! Which operations of two versions belong together.

use std::collections::HashMap;

use crate::contract::Operation;

/// By method and path, whatever the parameters of the path are called; what is left by operationId.
pub(super) fn paired<'a>(
    base: &'a [Operation],
    revision: &'a [Operation],
) -> Vec<(Option<&'a Operation>, Option<&'a Operation>)> {
    let by_place: HashMap<_, _> = base
        .iter()
        .enumerate()
        .map(|(index, operation)| (place(operation), index))
        .collect();
    let mut taken = vec![false; base.len()];
    let mut matched: Vec<Option<usize>> = revision
        .iter()
        .map(|operation| {
            let index = *by_place.get(&place(operation))?;
            (!std::mem::replace(&mut taken[index], true)).then_some(index)
        })
        .collect();
    let by_id: HashMap<_, _> = base
        .iter()
        .enumerate()
        .filter(|(index, _)| !taken[*index])
        .filter_map(|(index, operation)| Some((operation.id.as_deref()?, index)))
        .collect();
    for (operation, found) in revision.iter().zip(&mut matched) {
        let left = operation
            .id
            .as_deref()
            .and_then(|id| by_id.get(id))
            .copied();
        if let (None, Some(index)) = (&found, left)
            && !std::mem::replace(&mut taken[index], true)
        {
            *found = Some(index);
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

/// Method, and path with nameless parameters.
fn place(operation: &Operation) -> (&str, String) {
    (&operation.method, nameless(&operation.path))
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
