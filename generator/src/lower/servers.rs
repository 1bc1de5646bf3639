//! Servers -> types to choose from, where there is more than one URL.

use std::collections::HashMap;

use crate::api::{Docs, Enum, EnumVariant, Kind, Server, ServerVariable, TypeDef};
use crate::contract::{self, Contract, inline};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Claim, Name, Role, settle};

use super::Lower;
use super::elsewhere;

/// The base URL where nobody chooses.
pub(super) fn default(contract: &Contract) -> Option<String> {
    let first = contract.servers.first()?;
    (!is_relative(first)).then(|| first.url.clone())
}

/// Every server, those of single operations last; none where the API has one URL and that's all.
pub(super) fn servers(lower: &mut Lower<'_>) -> Vec<Server> {
    let contract = lower.contract;
    let mut distinct: Vec<&contract::Server> = Vec::new();
    let mut by_template: HashMap<&str, Vec<&contract::Server>> = HashMap::new();
    // Where an operation stands in the document says nothing.
    let mut operations: Vec<_> = contract.operations.iter().collect();
    operations.sort_by_key(|operation| (&operation.path, &operation.method));
    let own = operations.into_iter().flat_map(|one| &one.servers);
    for server in contract.servers.iter().chain(own) {
        let known = by_template.entry(&server.template).or_default();
        if !known.iter().any(|known| is_same(known, server)) {
            known.push(server);
            distinct.push(server);
        }
    }
    if let [] | [_] = distinct[..]
        && distinct
            .iter()
            .all(|one| one.variables.is_empty() && !is_relative(one))
    {
        return Vec::new();
    }
    report_relative(lower, &distinct);
    let names = names(lower, &distinct);
    let mut taken: Vec<String> = names.iter().map(|name| name.rust().to_owned()).collect();
    let servers = distinct.iter().zip(names);
    servers
        .map(|(server, name)| self::server(server, name, &mut taken))
        .collect()
}

/// The names of an operation's own servers, the default first.
pub(super) fn own(contract: &Contract, servers: &[Server], at: usize) -> Vec<Name> {
    let own = contract.operations.get(at).map(|one| &one.servers);
    let found = own.into_iter().flatten().filter_map(|server| {
        let mut all = servers.iter();
        all.find(|known| known.url == server.template && is_like(known, server))
    });
    found.map(|server| server.name.clone()).collect()
}

/// A server may stand at many operations.
fn is_same(one: &contract::Server, other: &contract::Server) -> bool {
    one.template == other.template && one.variables == other.variables
}

fn is_like(known: &Server, server: &contract::Server) -> bool {
    let said = server.variables.values();
    known.variables.len() == server.variables.len()
        && known
            .variables
            .iter()
            .zip(said)
            .all(|(one, other)| one.default == other.default && values(one) == other.values)
}

fn values(variable: &ServerVariable) -> Vec<String> {
    let Some(TypeDef {
        kind: Kind::Enum(values),
        ..
    }) = &variable.values
    else {
        return Vec::new();
    };
    let texts = values.variants.iter();
    texts
        .map(|variant| variant.value.as_str().unwrap_or_default().to_owned())
        .collect()
}

/// Whether only who knows where the document is knows where the server is.
fn is_relative(server: &contract::Server) -> bool {
    !server.url.contains("://")
}

fn report_relative(lower: &mut Lower<'_>, servers: &[&contract::Server]) {
    // What begins like a URL and is none was told.
    let is_path = |server: &contract::Server| {
        let beginning = server.url.split(['/', '?', '#']).next();
        !beginning.is_some_and(|beginning| beginning.contains(':'))
    };
    for server in servers
        .iter()
        .filter(|server| is_relative(server) && is_path(server))
    {
        lower.report(
            Diagnostic::warning(
                Code("LP0337"),
                format!("the server `{}` is relative to the document", server.template),
            )
            .at(server.origin.value_of("url"), "and where that is, the crate does not know")
            .help("write an absolute URL; as it is, a client is given its base URL by whoever builds it"),
        );
    }
}

fn names(lower: &mut Lower<'_>, servers: &[&contract::Server]) -> Vec<Name> {
    let mut claims = Vec::with_capacity(servers.len());
    for server in servers {
        let key = lower.pointer(server.origin);
        let renamed = lower.renamed_type(&key);
        let rank = if renamed.is_some() { 3 } else { 0 };
        let words = renamed.unwrap_or_else(|| words(server));
        claims.push(Claim {
            name: Name::spelled(Role::Type, &words, &server.template),
            by: server.template.clone(),
            rank,
        });
    }
    let (names, collisions) = settle(Role::Type, &claims, &[]);
    for collision in collisions {
        let origin = collision.moved.first().map(|&index| servers[index].origin);
        lower.report_collision(
            &collision,
            origin.unwrap_or_default(),
            &claims,
            &names,
            "servers",
            |lower, index| {
                let pointer = lower.pointer(servers[index].origin);
                Some((elsewhere::key(&pointer), names[index].rust().to_owned()))
            },
        );
    }
    names
}

/// What a server is called: its name, a description of a few words, else host and path.
fn words(server: &contract::Server) -> String {
    if let Some(name) = &server.name {
        return name.clone();
    }
    let said = server.description.as_deref().unwrap_or_default();
    let said = said.trim().trim_end_matches('.');
    let is_short = said.split_whitespace().count() <= 4 && said.len() <= 40;
    if is_short && said.chars().any(char::is_alphabetic) && !said.contains("://") {
        return said.to_owned();
    }
    let (_, place) = server
        .template
        .split_once("://")
        .unwrap_or(("", &server.template));
    if place.chars().any(char::is_alphanumeric) {
        place.to_owned()
    } else {
        "root".to_owned()
    }
}

fn server(server: &contract::Server, name: Name, taken: &mut Vec<String>) -> Server {
    let claims: Vec<Claim> = server
        .variables
        .keys()
        .map(|variable| Claim {
            name: Name::new(Role::Field, variable),
            by: variable.clone(),
            rank: 0,
        })
        .collect();
    let reserved = ["document", "new"];
    let (fields, _) = settle(Role::Field, &claims, &reserved);
    let variables = server.variables.values().zip(fields);
    let variables = variables
        .map(|(variable, field)| self::variable(&name, variable, field, taken))
        .collect();
    Server {
        origin: server.origin,
        docs: Docs {
            description: server.description.clone(),
            facts: vec![format!("{}.", inline(&server.template))],
            ..Docs::default()
        },
        name,
        url: server.template.clone(),
        is_relative: is_relative(server),
        variables,
    }
}

fn variable(
    server: &Name,
    variable: &contract::ServerVariable,
    name: Name,
    taken: &mut Vec<String>,
) -> ServerVariable {
    let values = (!variable.values.is_empty()).then(|| {
        let words = format!("{} {}", server.rust(), name.rust());
        let claim = Claim {
            name: Name::spelled(Role::Type, &words, name.wire()),
            by: format!("{} {}", server.wire(), name.wire()),
            rank: 0,
        };
        let known: Vec<&str> = taken.iter().map(String::as_str).collect();
        let (mut names, _) = settle(Role::Type, &[claim], &known);
        let enumeration = names.remove(0);
        taken.push(enumeration.rust().to_owned());
        TypeDef {
            origin: variable.origin,
            name: enumeration,
            docs: Docs {
                description: variable.description.clone(),
                ..Docs::default()
            },
            sent: true,
            made_of: None,
            kind: Kind::Enum(enumerated(variable)),
        }
    });
    ServerVariable {
        origin: variable.origin,
        name,
        docs: Docs {
            description: variable.description.clone(),
            facts: vec![format!("Default: {}.", inline(&variable.default))],
            ..Docs::default()
        },
        default: variable.default.clone(),
        values,
    }
}

fn enumerated(variable: &contract::ServerVariable) -> Enum {
    let claims: Vec<Claim> = variable
        .values
        .iter()
        .map(|value| Claim {
            name: Name::new(Role::Variant, value),
            by: value.clone(),
            rank: 0,
        })
        .collect();
    let (names, _) = settle(Role::Variant, &claims, &["Unrecognized"]);
    let variants = variable.values.iter().zip(names);
    let variants = variants
        .map(|(value, name)| EnumVariant {
            origin: variable.origin,
            name,
            value: value.clone().into(),
            docs: Docs::default(),
        })
        .collect();
    Enum {
        variants,
        strings: true,
        closed: true,
    }
}
