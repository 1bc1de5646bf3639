//! Security schemes -> credentials.

use crate::api::{Docs, Scheme, SchemePlace};
use crate::contract::{Contract, SecurityKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Name, Role};

use super::Lower;

/// The schemes that some operation uses and that a request can carry.
pub(super) fn schemes(lower: &mut Lower<'_>) -> Vec<Scheme> {
    let operations = lower.contract.operations.iter();
    let used: Vec<&Vec<String>> = operations.flat_map(|one| &one.security).collect();
    let mut schemes = Vec::new();
    let mut reports = Vec::new();
    for (name, scheme) in &lower.contract.security_schemes {
        if !used.iter().any(|set| set.contains(name)) {
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
    schemes
}

/// Every alternative that some operation accepts, in document order.
pub(super) fn alternatives(contract: &Contract) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    for operation in &contract.operations {
        for alternative in carried(contract, &operation.security) {
            if !alternative.is_empty() && !all.contains(&alternative) {
                all.push(alternative);
            }
        }
    }
    all
}

/// Alternatives without the schemes that no request carries: who connects by a certificate has done so before the first request.
pub(super) fn carried(contract: &Contract, security: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut alternatives: Vec<Vec<String>> = Vec::with_capacity(security.len());
    for alternative in security {
        let mut names = alternative.clone();
        names.retain(|name| {
            let scheme = contract.security_schemes.get(name);
            !scheme.is_some_and(|scheme| matches!(scheme.kind, SecurityKind::Other(_)))
        });
        if !alternatives.contains(&names) {
            alternatives.push(names);
        }
    }
    alternatives
}
