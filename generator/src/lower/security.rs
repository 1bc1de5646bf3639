//! Security schemes -> credentials.

use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap};

use indexmap::{IndexMap, IndexSet};

use crate::api::{Docs, Scheme, SchemePlace, Scopes};
use crate::contract::{Contract, Requirement, SecurityKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Name, Role};

use super::Lower;

/// The schemes that some operation uses and that a request can carry.
pub(super) fn schemes(lower: &mut Lower<'_>) -> Vec<Scheme> {
    let operations = lower.contract.operations.iter();
    let used: HashSet<&String> = operations
        .flat_map(|one| &one.security)
        .flat_map(|one| one.schemes.keys())
        .collect();
    let mut schemes = Vec::new();
    let mut reports = Vec::new();
    for (name, scheme) in &lower.contract.security_schemes {
        if !used.contains(name) {
            continue;
        }
        let place = match &scheme.kind {
            SecurityKind::Bearer => SchemePlace::Bearer,
            SecurityKind::Basic => SchemePlace::Basic,
            SecurityKind::Header(header) => SchemePlace::Header(header.clone()),
            SecurityKind::Query(parameter) => SchemePlace::Query(parameter.clone()),
            SecurityKind::Cookie(cookie) => SchemePlace::Cookie(cookie.clone()),
            SecurityKind::Other(kind) => {
                reports.push(
                    Diagnostic::warning(Code("LP0350"), format!("the crate does not authenticate by `{kind}`"))
                        .at(scheme.origin.place(), "")
                        .help("bring an HTTP client of your own that does, or use http basic, http bearer, apiKey, oauth2 or openIdConnect"),
                );
                continue;
            }
        };
        schemes.push(Scheme {
            origin: scheme.origin,
            name: Name::new(Role::Scheme, name),
            docs: Docs {
                description: scheme.description.clone(),
                deprecated: scheme.deprecated,
                ..Docs::default()
            },
            env: lower.config.env.get(name).map(|env| env.value.clone()),
            place,
        });
    }
    for (key, env) in &lower.config.env {
        if key != "base_url" && !lower.contract.security_schemes.contains_key(key) {
            reports.push(
                Diagnostic::error(
                    Code("LP0323"),
                    format!("the document has no security scheme `{key}`"),
                )
                .at(env.origin.key(), "")
                .help(
                    "[crate.env] takes `base_url` and the names under components/securitySchemes",
                ),
            );
        }
    }
    for report in reports {
        lower.report(report);
    }
    report_one_header(lower, &schemes);
    schemes
}

/// Credentials that go together and are one header: the last is sent.
fn report_one_header(lower: &mut Lower<'_>, schemes: &[Scheme]) {
    for set in alternatives(lower.contract) {
        // One alone is at odds with none.
        if set.len() < 2 {
            continue;
        }
        let set: HashSet<&str> = set.iter().map(String::as_str).collect();
        let members = schemes
            .iter()
            .filter(|scheme| set.contains(scheme.name.wire()));
        let mut headers: HashMap<String, &Scheme> = HashMap::new();
        for scheme in members {
            let header = match &scheme.place {
                SchemePlace::Bearer | SchemePlace::Basic => "authorization".to_owned(),
                SchemePlace::Header(name) => name.to_ascii_lowercase(),
                SchemePlace::Query(_) | SchemePlace::Cookie(_) => continue,
            };
            match headers.entry(header) {
                Entry::Vacant(free) => {
                    free.insert(scheme);
                }
                Entry::Occupied(first) => report_two(lower, first.get(), scheme),
            }
        }
    }
}

fn report_two(lower: &mut Lower<'_>, first: &Scheme, second: &Scheme) {
    let (one, other) = (first.name.wire(), second.name.wire());
    lower.report(
        Diagnostic::warning(
            Code("LP0351"),
            format!("`{one}` and `{other}` are one header, and are needed together"),
        )
        .at(second.origin.place(), "only one of the two is sent")
        .at(first.origin.place(), "the other")
        .help("where either will do, write them as two items of `security`"),
    );
}

/// Every alternative that some operation accepts, those first that most accept; what is deprecated comes last. Where operations stand in the document says nothing.
pub(super) fn alternatives(contract: &Contract) -> Vec<Vec<String>> {
    let mut operations: Vec<_> = contract.operations.iter().collect();
    operations.sort_by_key(|operation| (&operation.path, &operation.method));
    let mut counts: IndexMap<Vec<String>, usize> = IndexMap::new();
    for operation in operations {
        let alternatives = carried(contract, &operation.security).into_iter();
        for alternative in alternatives.filter(|alternative| !alternative.is_empty()) {
            *counts.entry(alternative).or_default() += 1;
        }
    }
    let is_deprecated = |names: &[String]| {
        let scheme = |name: &String| contract.security_schemes.get(name);
        names.iter().filter_map(scheme).any(|one| one.deprecated)
    };
    counts.sort_by(|one, count, other, more| {
        (is_deprecated(one), more).cmp(&(is_deprecated(other), count))
    });
    counts.into_keys().collect()
}

/// Alternatives without the schemes that no request carries: who connects by a certificate has done so before the first request.
pub(super) fn carried(contract: &Contract, security: &[Requirement]) -> Vec<Vec<String>> {
    let is_carried = |name: &&String| {
        let scheme = contract.security_schemes.get(*name);
        !scheme.is_some_and(|scheme| matches!(scheme.kind, SecurityKind::Other(_)))
    };
    let alternatives: IndexSet<Vec<String>> = security
        .iter()
        .map(|one| one.schemes.keys().filter(is_carried).cloned().collect())
        .collect();
    alternatives.into_iter().collect()
}

/// Of each alternative that asks for any, the scopes by scheme.
pub(super) fn scopes(security: &[Requirement]) -> Vec<Scopes> {
    let mut alternatives = Vec::new();
    let mut known = HashSet::new();
    for requirement in security {
        let mut scopes = requirement.schemes.clone();
        scopes.retain(|_, scopes| !scopes.is_empty());
        // The order of scopes says nothing.
        scopes.values_mut().for_each(|scopes| scopes.sort());
        let mut asked: Vec<(String, Vec<String>)> = scopes.clone().into_iter().collect();
        asked.sort_unstable();
        if !asked.is_empty() && known.insert(asked) {
            alternatives.push(scopes);
        }
    }
    alternatives
}
