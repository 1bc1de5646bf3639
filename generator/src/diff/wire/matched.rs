//! What is called otherwise now: which of what is gone is which of what is new.
//!
//! Names and documentation speak for a pair, beside a shape that fits. Where another speaks for as much, both stay apart: nobody can know.
//! Where things stand in the document says nothing, as it says nothing anywhere else.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use heck::ToSnakeCase;

use crate::diagnostic::did_you_mean;

/// Beyond so many pairs only those are matched that are spelled otherwise.
const MOST: usize = 4096;
/// No name of a person's is longer, and to compare two takes the square of it.
const LONGEST: usize = 256;

/// Pairs of what is gone and what is new, by their numbers, in the order of what is gone.
///
/// `likeness` of what can't be the same is `None`, of what nothing but the names could speak for 0; what they say counts beside it (see [`of_names`]).
pub(super) fn matched(
    gone: &[String],
    new: &[String],
    likeness: impl Fn(usize, usize) -> Option<u32>,
) -> Vec<(usize, usize)> {
    let mut found = respelled(gone, new);
    found.retain(|(was, is)| likeness(*was, *is).is_some());
    let [before, after] = [
        left(gone.len(), found.iter().map(|pair| pair.0)),
        left(new.len(), found.iter().map(|pair| pair.1)),
    ];
    if before.len() * after.len() <= MOST {
        let score = |was: usize, is: usize| {
            let besides = likeness(was, is)?;
            Some(besides + of_names(&gone[was], &new[is])).filter(|score| *score > 0)
        };
        found.extend(best(before, after, score));
    }
    found.sort_unstable();
    found
}

/// Those that no pair has.
fn left(count: usize, taken: impl Iterator<Item = usize>) -> Vec<usize> {
    let taken: HashSet<usize> = taken.collect();
    (0..count).filter(|one| !taken.contains(one)).collect()
}

/// Pairs that more speaks for than for any other pair of either; with these gone, the next.
fn best(
    mut before: Vec<usize>,
    mut after: Vec<usize>,
    score: impl Fn(usize, usize) -> Option<u32>,
) -> Vec<(usize, usize)> {
    let all = before
        .iter()
        .flat_map(|was| after.iter().map(|is| (*was, *is)));
    let mut scores: Vec<((usize, usize), u32)> = all
        .filter_map(|pair| Some((pair, score(pair.0, pair.1)?)))
        .collect();
    let mut found = Vec::new();
    loop {
        // The shape alone speaks for a pair where little else could be meant.
        let least = 1 + u32::from(before.len().min(after.len()) > 2);
        let was = highest(scores.iter().map(|(pair, score)| (pair.0, *score)));
        let is = highest(scores.iter().map(|(pair, score)| (pair.1, *score)));
        let only = |of: &HashMap<usize, (u32, usize)>, one: usize, score: u32| {
            of.get(&one) == Some(&(score, 1))
        };
        let taken: Vec<(usize, usize)> = scores
            .iter()
            .filter(|(pair, score)| {
                *score >= least && only(&was, pair.0, *score) && only(&is, pair.1, *score)
            })
            .map(|(pair, _)| *pair)
            .collect();
        if taken.is_empty() {
            return found;
        }
        let [was, is]: [HashSet<usize>; 2] = [
            taken.iter().map(|pair| pair.0).collect(),
            taken.iter().map(|pair| pair.1).collect(),
        ];
        before.retain(|one| !was.contains(one));
        after.retain(|one| !is.contains(one));
        scores.retain(|(pair, _)| !was.contains(&pair.0) && !is.contains(&pair.1));
        found.extend(taken);
    }
}

/// The highest score of each, and how often it has that.
fn highest(scores: impl Iterator<Item = (usize, u32)>) -> HashMap<usize, (u32, usize)> {
    let mut found: HashMap<usize, (u32, usize)> = HashMap::new();
    for (one, score) in scores {
        let (most, times) = found.entry(one).or_default();
        match score.cmp(most) {
            Ordering::Greater => (*most, *times) = (score, 1),
            Ordering::Equal => *times += 1,
            Ordering::Less => {}
        }
    }
    found
}

/// Leaves those that have no pair.
pub(super) fn keep_others<T, U>(gone: &mut Vec<T>, new: &mut Vec<U>, pairs: &[(usize, usize)]) {
    for (was, _) in pairs.iter().rev() {
        gone.remove(*was);
    }
    let mut taken: Vec<usize> = pairs.iter().map(|(_, is)| *is).collect();
    taken.sort_unstable();
    for is in taken.into_iter().rev() {
        new.remove(is);
    }
}

/// Names that are the same but for case and separators, where no other is.
fn respelled(gone: &[String], new: &[String]) -> Vec<(usize, usize)> {
    let by_letters = |names: &[String]| {
        let mut found: HashMap<String, Option<usize>> = HashMap::new();
        for (index, name) in names.iter().enumerate() {
            let same = found.entry(letters(name));
            same.and_modify(|one| *one = None).or_insert(Some(index));
        }
        found
    };
    let (before, after) = (by_letters(gone), by_letters(new));
    let pairs = before.iter().filter_map(|(letters, was)| {
        let is = (*after.get(letters)?)?;
        Some(((*was)?, is))
    });
    pairs.collect()
}

fn letters(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// How much two names speak for the same thing: 3 where one is a slip of the other, 2 where most of their words are the same, else 0.
pub(super) fn of_names(was: &str, is: &str) -> u32 {
    if was.len().max(is.len()) > LONGEST {
        return 0;
    }
    let words = |name: &str| -> Vec<String> {
        let name = name.to_snake_case();
        name.split('_').map(str::to_owned).collect()
    };
    let (was, is) = (words(was), words(is));
    // Another number is another thing.
    let near = |one: &String, other: &String| {
        let digits = |word: &str| word.chars().any(|letter| letter.is_ascii_digit());
        one == other
            || (!digits(one) && !digits(other) && did_you_mean(one, [other.as_str()]).is_some())
    };
    if was.len() == is.len() && was.iter().zip(&is).all(|(one, other)| near(one, other)) {
        return 3;
    }
    let mut left = is.clone();
    let shared = was.iter().filter(|one| {
        let found = left.iter().position(|other| near(one, other));
        found.map(|index| left.remove(index)).is_some()
    });
    if shared.count() * 4 > was.len() + is.len() {
        2
    } else {
        0
    }
}

/// What the same documentation counts.
pub(super) const OF_WORDS: u32 = 4;

/// How much documentation speaks for the same thing: what two say in the same words.
pub(super) fn of_words(was: Option<&String>, is: Option<&String>) -> u32 {
    match (was, is) {
        (Some(was), Some(is)) if was.split_whitespace().eq(is.split_whitespace()) => OF_WORDS,
        _ => 0,
    }
}
