//! "Did you mean": the known word that is nearest to a misspelt one.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How often a program compares two words. Thousands of slips among thousands of names are the work of a machine, and nobody reads what they may mean.
const COMPARISONS: usize = 5_000_000;

/// How often it did.
static COMPARED: AtomicUsize = AtomicUsize::new(0);

/// The candidate that `word` most likely stands for: another case of it, or one or two slips away. `None` where nothing is near, and after some millions of words.
#[must_use]
pub fn did_you_mean<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let (mut letters, word) = (Vec::new(), plain(word, Vec::new()));
    let limit = match word.len() {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    };
    let (mut best, mut rows): (Option<(usize, &str)>, Rows) = (None, Rows::default());
    let mut left = COMPARISONS.saturating_sub(COMPARED.load(Ordering::Relaxed));
    let mut compared = 0;
    for candidate in candidates {
        if candidate.len() + limit < word.len() {
            continue;
        }
        let Some(rest) = left.checked_sub(1) else {
            break;
        };
        left = rest;
        compared += 1;
        letters = plain(candidate, letters);
        let distance = rows.distance(&word, &letters, limit);
        if distance <= limit && best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, candidate));
        }
    }
    COMPARED.fetch_add(compared, Ordering::Relaxed);
    best.map(|(_, candidate)| candidate)
}

/// Case, hyphens and underscores are no difference: `operation_ID` is `operationId`.
fn plain(word: &str, mut room: Vec<char>) -> Vec<char> {
    room.clear();
    let letters = word.chars().filter(|char| !matches!(char, '_' | '-' | ' '));
    if word.is_ascii() {
        room.extend(letters.map(|letter| letter.to_ascii_lowercase()).take(64));
    } else {
        room.extend(letters.flat_map(char::to_lowercase).take(64));
    }
    room
}

/// Three rows of a table, kept from one comparison to the next: a document may have a hundred thousand misspelt words.
#[derive(Default)]
struct Rows {
    before: Vec<usize>,
    above: Vec<usize>,
    current: Vec<usize>,
}

impl Rows {
    /// How many letters are wrong, missing, superfluous or swapped with their neighbour (optimal string alignment). Where the lengths alone
    /// are further apart than the limit, or all that begins one of them is, any number beyond it.
    fn distance(&mut self, left: &[char], right: &[char], limit: usize) -> usize {
        if left.len().abs_diff(right.len()) > limit {
            return usize::MAX;
        }
        let (left, right) = without_ends(left, right);
        let Self {
            before,
            above,
            current,
        } = self;
        above.clear();
        above.extend(0..=right.len());
        let mut least = 0;
        for (row, letter) in left.iter().enumerate() {
            current.clear();
            current.push(row + 1);
            let mut nearest = row + 1;
            for (column, other) in right.iter().enumerate() {
                let changed = above[column] + usize::from(letter != other);
                let mut cost = changed.min(above[column + 1] + 1).min(current[column] + 1);
                let swapped = row > 0
                    && column > 0
                    && left[row - 1] == *other
                    && right[column - 1] == *letter;
                if swapped {
                    cost = cost.min(before[column - 1] + 1);
                }
                nearest = nearest.min(cost);
                current.push(cost);
            }
            // A swap reaches back two rows.
            if least.min(nearest) > limit {
                return usize::MAX;
            }
            least = nearest;
            std::mem::swap(before, above);
            std::mem::swap(above, current);
        }
        above[right.len()]
    }
}

/// What is left of two words without what they begin and end with alike.
fn without_ends<'w>(left: &'w [char], right: &'w [char]) -> (&'w [char], &'w [char]) {
    let same = |(one, other): &(&char, &char)| one == other;
    let begin = left.iter().zip(right).take_while(same).count();
    let (left, right) = (&left[begin..], &right[begin..]);
    let backwards = left.iter().rev().zip(right.iter().rev());
    let end = backwards.take_while(same).count();
    (&left[..left.len() - end], &right[..right.len() - end])
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn case_and_slips_are_forgiven() {
        let words = ["operationId", "maxLength", "minLength", "in"];
        assert_eq!(did_you_mean("operationID", words), Some("operationId"));
        assert_eq!(did_you_mean("operation_id", words), Some("operationId"));
        assert_eq!(did_you_mean("maxLenght", words), Some("maxLength"));
        assert_eq!(did_you_mean("minlenth", words), Some("minLength"));
    }

    #[test]
    fn what_is_far_is_not_suggested() {
        assert_eq!(did_you_mean("colour", ["color", "host"]), Some("color"));
        assert_eq!(did_you_mean("on", ["in", "or"]), None);
        assert_eq!(did_you_mean("banana", ["required", "type"]), None);
    }
}
