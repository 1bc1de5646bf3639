//! Who gets which identifier, where several ask for the same one.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::{Name, Role};

/// A collision that was resolved: `by` says what the claims were told apart by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The identifier that several claimed.
    pub rust: String,
    /// Indices of the claims that had to give way.
    pub moved: Vec<usize>,
    /// Index of the claim that keeps the identifier, where one does.
    pub kept: Option<usize>,
}

/// One claim to an identifier in a scope.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The name that is asked for.
    pub name: Name,
    /// What tells it apart: the same whatever the order, such as a JSON pointer or the wire spelling.
    pub by: String,
    /// Whether it was asked for by the user, or comes first by its nature (a component schema before an inline one). The higher goes first.
    pub rank: u8,
}

/// Settles who gets which identifier in one scope. The result does not depend on the order of the claims: among several, the highest rank keeps the
/// identifier if it is alone there or its wire spelling is the identifier itself. Of the others, those that begin or end with a sign have it spelled out, and those that only case parts have theirs as a word; what is left is told apart by a mark made from [`Claim::by`].
#[must_use]
pub fn settle(role: Role, claims: &[Claim], taken: &[&str]) -> (Vec<Name>, Vec<Collision>) {
    let mut groups: IndexMap<String, Vec<usize>> = IndexMap::new();
    for (index, claim) in claims.iter().enumerate() {
        groups
            .entry(claim.name.rust.to_ascii_lowercase())
            .or_default()
            .push(index);
    }
    let mut names: Vec<Name> = claims.iter().map(|claim| claim.name.clone()).collect();
    let mut collisions = Vec::new();
    for members in groups.values() {
        let reserved = taken.contains(&claims[members[0]].name.rust.as_str());
        if members.len() == 1 && !reserved {
            continue;
        }
        // What only signs part, their names part: `_value` beside `value`. What only case parts, its name parts: `ASC` beside `asc`.
        let is_free = |name: &Name| {
            let rust = name.rust.to_ascii_lowercase();
            !groups.contains_key(&rust) && !taken.contains(&name.rust.as_str())
        };
        let signed = |index: usize| claims[index].name.signed(role);
        let signed = named(members, signed, is_free);
        let unsigned = members.iter().copied();
        let unsigned = unsigned.filter(|index| !signed.contains_key(index));
        let unsigned: Vec<usize> = unsigned.collect();
        let twins = twins(claims, &unsigned);
        let kept = if reserved {
            None
        } else {
            keeper(claims, &unsigned).or_else(|| plainest(claims, &unsigned, &twins))
        };
        let cased =
            |index: usize| cased(role, &claims[index], &twins).filter(|_| Some(index) != kept);
        let mut spelled = named(&unsigned, cased, is_free);
        spelled.extend(signed);
        let moved: Vec<usize> = members
            .iter()
            .copied()
            .filter(|index| Some(*index) != kept)
            .collect();
        for &index in &moved {
            names[index] = match spelled.get(&index) {
                Some(name) => name.clone(),
                None => claims[index].name.distinguished(role, &claims[index].by),
            };
        }
        collisions.push(Collision {
            rust: claims[members[0]].name.rust.clone(),
            moved,
            kept,
        });
    }
    if !collisions.is_empty() {
        part(role, claims, taken, &collisions, &mut names);
    }
    (names, collisions)
}

/// The names that some claims have beside the one that they share, where each is nobody else's.
fn named(
    members: &[usize],
    name: impl Fn(usize) -> Option<Name>,
    is_free: impl Fn(&Name) -> bool,
) -> HashMap<usize, Name> {
    let named = members
        .iter()
        .filter_map(|&index| Some((index, name(index)?)));
    let named: Vec<(usize, Name)> = named.collect();
    let mut asked: HashMap<String, usize> = HashMap::new();
    for (_, name) in &named {
        *asked.entry(name.rust.to_ascii_lowercase()).or_default() += 1;
    }
    let is_alone = |name: &Name| asked[&name.rust.to_ascii_lowercase()] == 1;
    let named = named.into_iter();
    named
        .filter(|(_, name)| is_alone(name) && is_free(name))
        .collect()
}

/// Spellings that only case parts, by the spelling in lower case.
fn twins<'c>(claims: &'c [Claim], members: &[usize]) -> HashMap<String, HashSet<&'c str>> {
    let mut twins: HashMap<String, HashSet<&str>> = HashMap::new();
    for &index in members {
        let wire = &claims[index].name.wire;
        twins.entry(wire.to_lowercase()).or_default().insert(wire);
    }
    twins
}

/// Where only case parts all of them, the one in lower case keeps the identifier.
fn plainest(
    claims: &[Claim],
    members: &[usize],
    twins: &HashMap<String, HashSet<&str>>,
) -> Option<usize> {
    let (lower, _) = twins.iter().next().filter(|_| twins.len() == 1)?;
    let mut plain = members
        .iter()
        .filter(|&&index| claims[index].name.wire == *lower);
    let highest = members.iter().map(|&index| claims[index].rank).max();
    let only = plain.next().filter(|_| plain.next().is_none())?;
    (Some(claims[*only].rank) == highest).then_some(*only)
}

/// The name of a claim with its case as a word: `add` beside `Add`, `ASC` beside `asc`.
fn cased(role: Role, claim: &Claim, twins: &HashMap<String, HashSet<&str>>) -> Option<Name> {
    let wire = claim.name.wire.as_str();
    let lower = wire.to_lowercase();
    if twins[&lower].len() < 2 {
        return None;
    }
    let is_lower = |text: &str| text.chars().all(|letter| !letter.is_uppercase());
    let case = if is_lower(wire) {
        "lowercase"
    } else if wire == wire.to_uppercase() {
        "uppercase"
    } else if is_lower(wire.trim_start_matches(char::is_uppercase)) {
        "capitalized"
    } else {
        return None;
    };
    claim.name.with_word(role, case)
}

/// Four letters tell a few names apart; among thousands, two may get the same ones, or those of a name that nobody had to change. All that clash get longer marks.
fn part(
    role: Role,
    claims: &[Claim],
    taken: &[&str],
    collisions: &[Collision],
    names: &mut [Name],
) {
    for times in 2..=8 {
        let mut owners: IndexMap<String, usize> = IndexMap::new();
        for name in names.iter() {
            *owners.entry(name.rust.to_ascii_lowercase()).or_default() += 1;
        }
        let clashing: Vec<usize> = collisions
            .iter()
            .flat_map(|collision| &collision.moved)
            .copied()
            .filter(|&index| {
                let rust = &names[index].rust;
                owners[&rust.to_ascii_lowercase()] > 1 || taken.contains(&rust.as_str())
            })
            .collect();
        if clashing.is_empty() {
            return;
        }
        for index in clashing {
            names[index] = claims[index].name.marked(role, &claims[index].by, times);
        }
    }
}

/// Who keeps an identifier that several claim.
fn keeper(claims: &[Claim], members: &[usize]) -> Option<usize> {
    let highest = members.iter().map(|&index| claims[index].rank).max()?;
    let first: Vec<usize> = members
        .iter()
        .copied()
        .filter(|&index| claims[index].rank == highest)
        .collect();
    if let [only] = first[..] {
        return Some(only);
    }
    let exact: Vec<usize> = first
        .into_iter()
        .filter(|&index| claims[index].name.wire == claims[index].name.rust)
        .collect();
    if let [only] = exact[..] {
        Some(only)
    } else {
        None
    }
}
