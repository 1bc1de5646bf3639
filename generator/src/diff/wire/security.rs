//! Security: the schemes themselves, and which of them an operation takes.

use super::{Owner, Said, Verdict, Wire, code};
use crate::contract::Operation;

/// The schemes: how a credential travels.
pub(super) fn compare(wire: &mut Wire<'_>) {
    let (base, revision) = (wire.base, wire.revision);
    for (name, after) in &revision.security_schemes {
        let Some(before) = base.security_schemes.get(name) else {
            continue;
        };
        wire.pairs.push((before.origin, after.origin));
        if before.kind == after.kind {
            continue;
        }
        let title = format!("The credential {} travels otherwise", code(name));
        let said = Said::new(
            "security-scheme-changed",
            title,
            before.origin,
            after.origin,
        )
        .from(format!("{:?}", before.kind), format!("{:?}", after.kind));
        let index = wire.found(
            Owner::Api,
            Some(super::Direction::Request),
            Verdict::Breaking,
            said,
        );
        let takes = |operation: &&Operation| {
            operation
                .security
                .iter()
                .flatten()
                .any(|scheme| scheme == name)
        };
        for operation in revision.operations.iter().filter(takes) {
            let named = super::name_of(operation);
            if let Some(number) = wire.operations.iter().position(|other| *other == named) {
                wire.own.push((number, index));
            }
        }
    }
}

/// What an operation takes: any one of the alternatives.
pub(super) fn operation(
    wire: &mut Wire<'_>,
    owner: Owner,
    name: &str,
    base: &Operation,
    revision: &Operation,
) {
    let sorted = |operation: &Operation| {
        let mut alternatives = operation.security.clone();
        alternatives.iter_mut().for_each(|all| all.sort());
        alternatives.sort();
        alternatives.dedup();
        alternatives
    };
    let (before, after) = (sorted(base), sorted(revision));
    if before == after {
        return;
    }
    let open = |alternatives: &[Vec<String>]| {
        alternatives.is_empty() || alternatives.iter().any(Vec::is_empty)
    };
    let lost = before.iter().any(|all| !after.contains(all));
    let (rule, verdict, words) = match (open(&before), open(&after)) {
        (true, true) => (
            "security-changed",
            Verdict::Compatible,
            "takes other credentials, or none",
        ),
        (true, false) => (
            "security-added",
            Verdict::Breaking,
            "needs a credential now",
        ),
        (false, true) => (
            "security-removed",
            Verdict::Compatible,
            "needs no credential any more",
        ),
        (false, false) if lost => (
            "security-alternative-removed",
            Verdict::Breaking,
            "takes fewer credentials",
        ),
        (false, false) => (
            "security-alternative-added",
            Verdict::Compatible,
            "takes more credentials",
        ),
    };
    let text = |alternatives: &[Vec<String>]| {
        let all: Vec<String> = alternatives.iter().map(|all| all.join(" and ")).collect();
        all.join(", or ")
    };
    let said = Said::new(
        rule,
        format!("{name} {words}"),
        base.origin,
        revision.origin,
    )
    .from(text(&before), text(&after));
    wire.found(owner, Some(super::Direction::Request), verdict, said);
}
