//! Security: how a credential travels, and which of them an operation takes.

use std::collections::{BTreeSet, HashMap};

use super::{Direction, Owner, Said, Verdict, Wire, code};
use crate::contract::{Operation, Requirement, SecurityKind, SecurityScheme};

const REQUEST: Option<Direction> = Some(Direction::Request);

/// The schemes, then what operations take: any one of their alternatives.
pub(super) fn compare(wire: &mut Wire<'_>) {
    schemes(wire);
    let renamed = renamed(wire);
    let origins = |operation: &Operation| {
        let all = operation.security.iter();
        all.map(|one| one.origin.0).collect::<Vec<_>>()
    };
    for group in wire.grouped(origins) {
        let (before, after) = (&group.base.security, &group.revision.security);
        let after: Vec<Requirement> = after.iter().map(|one| named(one, &renamed)).collect();
        taken(wire, &group.operations, before, &after);
    }
}

/// Schemes of another name that are the only ones to travel so: new names, and those of before.
fn renamed(wire: &mut Wire<'_>) -> HashMap<String, String> {
    let (base, revision) = (&wire.base.security_schemes, &wire.revision.security_schemes);
    let gone = base
        .iter()
        .filter(|(name, _)| !revision.contains_key(*name));
    let new = revision
        .iter()
        .filter(|(name, _)| !base.contains_key(*name));
    let mut renamed = HashMap::new();
    for (name, after) in new.clone() {
        let mut was = gone.clone().filter(|(_, before)| before.kind == after.kind);
        let mut is = new.clone().filter(|(_, other)| other.kind == after.kind);
        if let (Some((former, before)), None, Some(_), None) =
            (was.next(), was.next(), is.next(), is.next())
        {
            wire.pairs.push((before.origin, after.origin));
            renamed.insert(name.clone(), former.clone());
        }
    }
    renamed
}

/// What an operation takes, by the names of before.
fn named(requirement: &Requirement, renamed: &HashMap<String, String>) -> Requirement {
    let schemes = requirement.schemes.iter().map(|(name, scopes)| {
        let former = renamed.get(name).unwrap_or(name);
        (former.clone(), scopes.clone())
    });
    Requirement {
        origin: requirement.origin,
        schemes: schemes.collect(),
    }
}

fn schemes(wire: &mut Wire<'_>) {
    let (base, revision) = (wire.base, wire.revision);
    for (name, after) in &revision.security_schemes {
        let Some(before) = base.security_schemes.get(name) else {
            continue;
        };
        wire.pairs.push((before.origin, after.origin));
        if before.kind == after.kind {
            tokens(wire, name, before, after);
            continue;
        }
        let (was, is) = (travels(&before.kind), travels(&after.kind));
        let title = format!(
            "The credential {} travels as {is}, no longer as {was}",
            code(name)
        );
        let said = Said::new(
            "security-scheme-changed",
            title,
            before.origin,
            after.origin,
        )
        .from(travels(&before.kind), travels(&after.kind));
        of_scheme(wire, name, Verdict::Breaking, said);
    }
}

/// Notes what became of a scheme, with the operations that take it. One that none takes is on no wire.
fn of_scheme(wire: &mut Wire<'_>, name: &str, verdict: Verdict, said: Said<'_>) {
    let takes = |operation: &Operation| {
        let mut all = operation.security.iter();
        all.any(|requirement| requirement.schemes.contains_key(name))
    };
    let mut all = wire.base.operations.iter().chain(&wire.revision.operations);
    if !all.any(takes) {
        return;
    }
    let index = wire.found(Owner::Api, REQUEST, verdict, said);
    let both = wire.both.iter().filter(|(_, _, after)| takes(after));
    wire.own.extend(both.map(|(number, ..)| (*number, index)));
}

/// Where tokens come from: who gets them where they came from may get none that is taken.
fn tokens(wire: &mut Wire<'_>, name: &str, base: &SecurityScheme, revision: &SecurityScheme) {
    let (from, to) = (base.origin, revision.origin);
    for (flow, urls) in &revision.flows {
        let Some(former) = base.flows.get(flow) else {
            let title = format!(
                "A token for {} may come from the flow {} too",
                code(name),
                code(flow)
            );
            let said = Said::new("security-flow-added", title, from, to).from(None, flow.clone());
            of_scheme(wire, name, Verdict::Compatible, said);
            continue;
        };
        let keywords: BTreeSet<&String> = former.keys().chain(urls.keys()).collect();
        for keyword in keywords {
            let (was, is) = (former.get(keyword), urls.get(keyword));
            if was == is {
                continue;
            }
            let keyword = format!("The `{keyword}` of {}", code(name));
            let title = match (was, is) {
                (Some(was), Some(is)) => format!("{keyword} is {}, it was {}", code(is), code(was)),
                (Some(was), None) => format!("{keyword} is gone, it was {}", code(was)),
                (None, is) => {
                    let is = is.map_or(String::new(), |url| code(url));
                    format!("{keyword} is {is}, there was none")
                }
            };
            let said =
                Said::new("security-url-changed", title, from, to).from(was.cloned(), is.cloned());
            let verdict = if was.is_none() {
                Verdict::Compatible
            } else {
                Verdict::Risky
            };
            of_scheme(wire, name, verdict, said);
        }
    }
    for flow in base
        .flows
        .keys()
        .filter(|flow| !revision.flows.contains_key(*flow))
    {
        let title = format!(
            "A token for {} no longer comes from the flow {}",
            code(name),
            code(flow)
        );
        let said = Said::new("security-flow-removed", title, from, to).from(flow.clone(), None);
        of_scheme(wire, name, Verdict::Risky, said);
    }
}

/// The alternatives of operations that have them from the same place.
fn taken(
    wire: &mut Wire<'_>,
    operations: &[usize],
    base: &[Requirement],
    revision: &[Requirement],
) {
    let who = wire.who(operations);
    let [needs, takes] = if operations.len() == 1 {
        ["needs", "takes"]
    } else {
        ["need", "take"]
    };
    let Matched { pairs, gone, new } = matched(base, revision);
    let open = |all: &[Requirement]| all.is_empty() || all.iter().any(|one| one.schemes.is_empty());
    // Only scopes tell some of them apart.
    let among = |one: &Requirement, all: &[Requirement]| {
        let mut others = all.iter();
        others.any(|other| are_of_the_same_schemes(other, one))
    };
    let by_scopes =
        new.iter().any(|one| among(one, base)) || gone.iter().any(|one| among(one, revision));
    let name = if by_scopes { with_scopes } else { credential };
    let names = |all: &[&Requirement]| {
        let all: Vec<String> = all.iter().map(|one| name(one)).collect();
        all.join(" or ")
    };
    let said: Option<(&'static str, Verdict, String)> = match (open(base), open(revision)) {
        _ if new.is_empty() && gone.is_empty() => None,
        (false, true) => Some((
            "security-removed",
            Verdict::Compatible,
            format!("{who} {needs} no credential any more"),
        )),
        (true, false) => {
            let now: Vec<&Requirement> = revision.iter().collect();
            let title = format!("{who} {needs} a credential now: {}", names(&now));
            Some(("security-added", Verdict::Breaking, title))
        }
        (_, is_open) => {
            // Who has more credentials than are needed has those that are.
            let is_enough = |one: &&Requirement| revision.iter().any(|now| needs_less(now, one));
            let lost = |verdict| {
                if is_open || gone.iter().all(is_enough) {
                    Verdict::Compatible
                } else {
                    verdict
                }
            };
            Some(match (gone.is_empty(), new.is_empty()) {
                (false, true) => (
                    "security-alternative-removed",
                    lost(Verdict::Breaking),
                    format!("{who} no longer {takes} {}", names(&gone)),
                ),
                (true, _) => (
                    "security-alternative-added",
                    Verdict::Compatible,
                    format!("{who} {takes} {} too", names(&new)),
                ),
                (false, false) => (
                    "security-changed",
                    lost(Verdict::Breaking),
                    format!("{who} {takes} {}, no longer {}", names(&new), names(&gone)),
                ),
            })
        }
    };
    if let Some((rule, verdict, title)) = said {
        let first = |all: &[&Requirement], otherwise: &[Requirement]| {
            let one = all.first().copied().or(otherwise.first());
            one.map(|one| one.origin)
        };
        // Sorted: the order of alternatives says nothing.
        let all = |all: &[Requirement]| {
            let mut names: Vec<String> = all.iter().map(name).collect();
            names.sort();
            (!names.is_empty()).then(|| names.join(" or "))
        };
        let mut said = Said::new(rule, title, Default::default(), Default::default())
            .from(all(base), all(revision));
        said.base = first(&gone, base);
        said.revision = first(&new, revision);
        wire.found_by(operations, REQUEST, verdict, said);
    }
    for (before, after) in pairs {
        wire.pairs.push((before.origin, after.origin));
        scopes(wire, operations, before, after);
    }
}

/// What became of each alternative.
struct Matched<'a> {
    pairs: Vec<(&'a Requirement, &'a Requirement)>,
    gone: Vec<&'a Requirement>,
    new: Vec<&'a Requirement>,
}

/// Alternatives that ask for the same are one; then those that ask for the same schemes, in their order.
fn matched<'a>(base: &'a [Requirement], revision: &'a [Requirement]) -> Matched<'a> {
    let mut matched = Matched {
        pairs: Vec::new(),
        gone: base.iter().collect(),
        new: revision.iter().collect(),
    };
    let Matched { pairs, gone, new } = &mut matched;
    let ask_the_same =
        |one: &Requirement, other: &Requirement| needs_less(one, other) && needs_less(other, one);
    for are_one in [ask_the_same, are_of_the_same_schemes] {
        new.retain(|after| {
            let was = gone.iter().position(|before| are_one(before, after));
            pairs.extend(was.map(|at| (gone.remove(at), *after)));
            was.is_none()
        });
    }
    matched
}

fn are_of_the_same_schemes(one: &Requirement, other: &Requirement) -> bool {
    let mut names = one.schemes.keys();
    one.schemes.len() == other.schemes.len() && names.all(|name| other.schemes.contains_key(name))
}

/// Whether who has the credentials of the one has those of the other.
fn needs_less(now: &Requirement, before: &Requirement) -> bool {
    now.schemes.iter().all(|(name, scopes)| {
        let given = before.schemes.get(name);
        given.is_some_and(|given| scopes.iter().all(|scope| given.contains(scope)))
    })
}

/// The scopes of a token: who has one may lack a new one.
fn scopes(wire: &mut Wire<'_>, operations: &[usize], base: &Requirement, revision: &Requirement) {
    let who = wire.who(operations);
    let needs = if operations.len() == 1 {
        "needs"
    } else {
        "need"
    };
    for (scheme, after) in &revision.schemes {
        let before = &base.schemes[scheme];
        for scope in after.iter().filter(|scope| !before.contains(scope)) {
            let title = format!(
                "{who} {needs} the scope {} of {}",
                code(scope),
                code(scheme)
            );
            let said = Said::new("security-scope-added", title, base.origin, revision.origin)
                .from(None, scope.clone());
            wire.found_by(operations, REQUEST, Verdict::Risky, said);
        }
        for scope in before.iter().filter(|scope| !after.contains(scope)) {
            let title = format!(
                "{who} {needs} the scope {} of {} no more",
                code(scope),
                code(scheme)
            );
            let said = Said::new(
                "security-scope-removed",
                title,
                base.origin,
                revision.origin,
            )
            .from(scope.clone(), None);
            wire.found_by(operations, REQUEST, Verdict::Compatible, said);
        }
    }
}

fn travels(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::Bearer => "Authorization: Bearer".to_owned(),
        SecurityKind::Basic => "Authorization: Basic".to_owned(),
        SecurityKind::Header(name) => format!("header {name}"),
        SecurityKind::Query(name) => format!("query parameter {name}"),
        SecurityKind::Cookie(name) => format!("cookie {name}"),
        SecurityKind::Other(kind) => kind.clone(),
    }
}

fn credential(requirement: &Requirement) -> String {
    if requirement.schemes.is_empty() {
        return "none".to_owned();
    }
    let names: Vec<String> = requirement.schemes.keys().map(|name| code(name)).collect();
    names.join(" with ")
}

/// The same, each scheme with its scopes: `oauth` (`jobs:read`, `jobs:write`).
fn with_scopes(requirement: &Requirement) -> String {
    let schemes = requirement.schemes.iter().map(|(name, scopes)| {
        let scopes: Vec<String> = scopes.iter().map(|scope| code(scope)).collect();
        match scopes.as_slice() {
            [] => code(name),
            scopes => format!("{} ({})", code(name), scopes.join(", ")),
        }
    });
    let schemes: Vec<String> = schemes.collect();
    schemes.join(" with ")
}
