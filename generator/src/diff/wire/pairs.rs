//! Which operations of two versions belong together.

use std::collections::HashMap;

use super::matched::{OF_WORDS, matched, of_names};
use super::operations::words_of;
use super::{Wire, alike};
use crate::contract::{In, Media, Operation, Use};

/// What two operations have in common that are one.
type Key = fn(&Operation) -> Option<(String, String)>;

/// By method and path; what is left by the same, whatever the parameters of the path are called; what is left then by operationId.
const KEYS: [Key; 3] = [
    |operation| Some((operation.method.clone(), operation.path.clone())),
    |operation| Some((operation.method.clone(), nameless(&operation.path))),
    |operation| Some((String::new(), operation.id.clone()?)),
];

/// The operations of both, those of the second in their order.
pub(super) fn paired<'a>(wire: &Wire<'a>) -> Vec<(Option<&'a Operation>, Option<&'a Operation>)> {
    let (base, revision) = (&wire.base.operations, &wire.revision.operations);
    let mut taken = vec![false; base.len()];
    let mut found: Vec<Option<usize>> = vec![None; revision.len()];
    for key in KEYS {
        let mut left: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (index, operation) in base.iter().enumerate().rev() {
            if !taken[index]
                && let Some(key) = key(operation)
            {
                left.entry(key).or_default().push(index);
            }
        }
        for (operation, one) in revision.iter().zip(&mut found) {
            if one.is_none()
                && let Some(index) = key(operation).and_then(|key| left.get_mut(&key)?.pop())
            {
                taken[index] = true;
                *one = Some(index);
            }
        }
    }
    called_otherwise(wire, &mut taken, &mut found);
    let gone = base
        .iter()
        .enumerate()
        .filter(|(index, _)| !taken[*index])
        .map(|(_, operation)| (Some(operation), None));
    revision
        .iter()
        .zip(&found)
        .map(|(operation, one)| (one.map(|index| &base[index]), Some(operation)))
        .chain(gone)
        .collect()
}

/// Those that take and give the same at another path or by another method, under another name: their documentation or their paths speak for it.
fn called_otherwise(wire: &Wire<'_>, taken: &mut [bool], found: &mut [Option<usize>]) {
    let (base, revision) = (&wire.base.operations, &wire.revision.operations);
    let left = |all: &'_ [Operation], is_left: &dyn Fn(usize) -> bool| {
        let indices = (0..all.len()).filter(|index| is_left(*index));
        indices
            .map(|index| {
                (
                    index,
                    format!("{} {}", all[index].method, unversioned(&all[index].path)),
                )
            })
            .unzip::<usize, String, Vec<_>, Vec<_>>()
    };
    let (gone, was) = left(base, &|index| !taken[index]);
    let (new, is) = left(revision, &|index| found[index].is_none());
    let pairs = matched(&was, &is, |old, young| {
        let (before, after) = (&base[gone[old]], &revision[new[young]]);
        let is_documented = words_of(before).next().is_some();
        let said = if is_documented && words_of(before).eq(words_of(after)) {
            OF_WORDS
        } else {
            0
        };
        // Without a body little speaks for it: much is deleted, and answers nothing.
        let stays = before.body.is_some() && nameless(&before.path) == nameless(&after.path);
        let is_near = before.method == after.method && of_names(&was[old], &is[young]) == 3;
        ((stays || is_near || said > 0) && takes_and_gives_the_same(wire, before, after))
            .then_some(said + u32::from(stays))
    });
    for (old, young) in pairs {
        taken[gone[old]] = true;
        found[new[young]] = Some(gone[old]);
    }
}

fn takes_and_gives_the_same(wire: &Wire<'_>, base: &Operation, revision: &Operation) -> bool {
    let alike = |base: &Use, revision: &Use| alike::alike(wire, base, revision);
    let content = |base: &[Media], revision: &[Media]| {
        base.len() == revision.len()
            && base.iter().zip(revision).all(|(before, after)| {
                before.media_type == after.media_type
                    && match (&before.schema, &after.schema) {
                        (Some(before), Some(after)) => alike(before, after),
                        (before, after) => before.is_none() == after.is_none(),
                    }
            })
    };
    let bodies = match (&base.body, &revision.body) {
        (Some(before), Some(after)) => content(&before.content, &after.content),
        (before, after) => before.is_none() == after.is_none(),
    };
    let in_path = |one: &Operation| {
        one.parameters
            .iter()
            .filter(|one| one.place == In::Path)
            .count()
    };
    let parameters = base.parameters.len() == revision.parameters.len()
        && in_path(base) == in_path(revision)
        && base
            .parameters
            .iter()
            .filter(|one| one.place != In::Path)
            .all(|before| {
                let mut all = revision.parameters.iter();
                all.any(|after| {
                    (before.place, &before.name, before.required)
                        == (after.place, &after.name, after.required)
                        && alike(&before.schema, &after.schema)
                })
            });
    let answers = base.responses.len() == revision.responses.len()
        && base.responses.iter().all(|before| {
            let mut all = revision.responses.iter();
            all.any(|after| {
                before.status == after.status && content(&before.content, &after.content)
            })
        });
    bodies && parameters && answers
}

/// A path with nameless parameters, and without a version.
fn unversioned(path: &str) -> String {
    let is_version = |segment: &&str| {
        let number = segment.strip_prefix('v').filter(|rest| !rest.is_empty());
        number.is_some_and(|rest| {
            rest.chars()
                .all(|letter| letter.is_ascii_digit() || letter == '.')
        })
    };
    let path = nameless(path);
    let segments: Vec<&str> = path
        .split('/')
        .filter(|segment| !is_version(segment))
        .collect();
    segments.join("/")
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
