//! Who gets which identifier, where several ask for the same one.

use std::collections::HashMap;

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
/// identifier if it is alone there or its wire spelling is the identifier itself. Of the others, those that begin or end with a sign have it spelled out; what is left is told apart by a mark made from [`Claim::by`].
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
        // What only signs part, their names part: `_value` beside `value`.
        let signed = signed(role, claims, members, &groups, taken);
        let others: Vec<usize> = members
            .iter()
            .copied()
            .filter(|index| !signed.contains_key(index))
            .collect();
        let kept = if reserved {
            None
        } else {
            keeper(claims, &others)
        };
        let moved: Vec<usize> = members
            .iter()
            .copied()
            .filter(|index| Some(*index) != kept)
            .collect();
        for &index in &moved {
            names[index] = match signed.get(&index) {
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

/// Those of some claims whose signs, spelled out, tell them apart from all others.
fn signed(
    role: Role,
    claims: &[Claim],
    members: &[usize],
    groups: &IndexMap<String, Vec<usize>>,
    taken: &[&str],
) -> HashMap<usize, Name> {
    let signed = |index: &usize| claims[*index].name.signed(role).map(|name| (*index, name));
    let signed: Vec<(usize, Name)> = members.iter().filter_map(signed).collect();
    let mut asked: HashMap<String, usize> = HashMap::new();
    for (_, name) in &signed {
        *asked.entry(name.rust.to_ascii_lowercase()).or_default() += 1;
    }
    let is_free = |name: &Name| {
        let rust = name.rust.to_ascii_lowercase();
        asked[&rust] == 1 && !groups.contains_key(&rust) && !taken.contains(&name.rust.as_str())
    };
    signed
        .into_iter()
        .filter(|(_, name)| is_free(name))
        .collect()
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
