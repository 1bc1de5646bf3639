//! Servers: those of the API, and those that single operations go to.

use super::operations::capital;
use super::{Direction, Said, Verdict, Wire, code, missing};
use crate::contract::{Operation, Server};

const REQUEST: Option<Direction> = Some(Direction::Request);

/// The servers of all operations, those of the API told once. An API without operations has servers too.
pub(super) fn compare(wire: &mut Wire<'_>) {
    let (base, revision) = (&wire.base.servers, &wire.revision.servers);
    let origins = |operation: &Operation| {
        let all = operation.servers.iter();
        all.map(|one| one.origin.0).collect::<Vec<_>>()
    };
    let mut is_told = false;
    for group in wire.grouped(origins) {
        let (own, new) = (&group.base.servers, &group.revision.servers);
        let common = own.is_empty() && new.is_empty();
        is_told |= common;
        let or = |own: &'_ Vec<Server>, all: &'_ Vec<Server>| -> Vec<Server> {
            if own.is_empty() { all } else { own }.clone()
        };
        let who = if common {
            "The API".to_owned()
        } else {
            wire.who(&group.operations)
        };
        let operations: &[usize] = if common { &[] } else { &group.operations };
        both(wire, operations, &who, &or(own, base), &or(new, revision));
    }
    if !is_told {
        both(wire, &[], "The API", base, revision);
    }
}

/// The first is where requests go, unless the caller says otherwise.
fn both(
    wire: &mut Wire<'_>,
    operations: &[usize],
    who: &str,
    base: &[Server],
    revision: &[Server],
) {
    let silent = operations.is_empty();
    // `/` is what there is when nothing is said.
    let url = |servers: &[Server]| {
        let first = servers.first().map(|server| server.url.clone());
        first.filter(|url| url != "/")
    };
    let (before, after) = (url(base), url(revision));
    if before != after {
        let title = match &after {
            Some(url) => format!("{who}: requests go to {}", code(url)),
            None => format!("{who}: the document no longer says where requests go"),
        };
        let mut said = Said::new(
            "server-url-changed",
            title,
            Default::default(),
            Default::default(),
        )
        .from(before, after);
        said.base = base.first().map(|server| server.origin);
        said.revision = revision.first().map(|server| server.origin);
        let index = wire.found_by(operations, REQUEST, Verdict::Risky, said);
        wire.findings[index].silent = silent;
    }
    for (index, after) in revision.iter().enumerate() {
        match base.iter().find(|before| before.template == after.template) {
            Some(before) => {
                wire.pairs.push((before.origin, after.origin));
                variables(wire, operations, before, after);
            }
            None if index == 0 => {}
            None => {
                let title = format!("{who}: {} is a server too", code(&after.template));
                let said = Said::added("server-added", title, after.origin)
                    .from(None, after.template.clone());
                wire.found_by(operations, REQUEST, Verdict::Compatible, said);
            }
        }
    }
    for before in base.iter().skip(1) {
        if !revision
            .iter()
            .any(|after| after.template == before.template)
        {
            let title = format!("{who}: {} is no server any more", code(&before.template));
            let said = Said::removed("server-removed", title, before.origin)
                .from(before.template.clone(), None);
            wire.found_by(operations, REQUEST, Verdict::Risky, said);
        }
    }
}

/// The values that parts of a URL may have.
fn variables(wire: &mut Wire<'_>, operations: &[usize], base: &Server, revision: &Server) {
    for (name, after) in &revision.variables {
        let Some(before) = base.variables.get(name) else {
            continue;
        };
        wire.pairs.push((before.origin, after.origin));
        let within = |inner: &[String], outer: &[String]| {
            outer.is_empty()
                || (!inner.is_empty() && inner.iter().all(|value| outer.contains(value)))
        };
        let lost = !within(&before.values, &after.values);
        if !lost && within(&after.values, &before.values) {
            continue;
        }
        let verdict = if lost {
            Verdict::Risky
        } else {
            Verdict::Compatible
        };
        let text = |values: &[String]| (!values.is_empty()).then(|| values.join(", "));
        let (what, server) = (code(name), code(&revision.template));
        let new = missing(&after.values, &before.values);
        let gone = missing(&before.values, &after.values);
        let word = match (before.values.is_empty(), after.values.is_empty()) {
            (_, true) => "may be any text".to_owned(),
            (true, _) => "is one of a few values".to_owned(),
            _ if gone.is_empty() => format!("may be {new} too"),
            _ if new.is_empty() => format!("is no longer {gone}"),
            _ => format!("may be {new}, no longer {gone}"),
        };
        let title = format!("{} of the server {server} {word}", capital(&what));
        let said = Said::new(
            "server-variable-changed",
            title,
            before.origin,
            after.origin,
        )
        .from(text(&before.values), text(&after.values));
        wire.found_by(operations, REQUEST, verdict, said);
    }
}
