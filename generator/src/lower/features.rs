//! `[crate.features]`: a cargo feature a resource, so that who uses one resource compiles that one and the types that it reaches.
//!
//! A file of types that one resource reaches belongs to it; what several reach is always there. So the line of a type changes when a second resource
//! begins to use it, or the last but one stops, and never for what happens elsewhere.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use serde_json::Value;

use crate::api::{ALL_RESOURCES, Feature, Module, TypeFile};
use crate::diagnostic::{Code, Diagnostic};

use super::Lower;

/// Features of every crate, and what Cargo means something by.
const TAKEN: [&str; 8] = [
    ALL_RESOURCES,
    "async",
    "blocking",
    "default",
    "native-tls",
    "rustls",
    "tracing",
    "test",
];

pub(super) fn fill(lower: &mut Lower<'_>, modules: &mut [Module], types: &mut [TypeFile]) {
    let Some(asked) = lower.config.resource_features else {
        return;
    };
    if modules.len() < 2 {
        lower.report(
            Diagnostic::error(
                Code("LP0329"),
                "a feature a resource is asked for, and the crate has one resource",
            )
            .at(asked.place(), "")
            .help("delete `[crate.features]`: there is nothing to leave out"),
        );
        return;
    }
    let home: HashMap<String, usize> = types
        .iter()
        .enumerate()
        .flat_map(|(at, file)| file.types.iter().map(move |def| (def, at)))
        .flat_map(|(def, at)| {
            // The struct of required members stands beside its type.
            let name = def.name.rust();
            [(name.to_owned(), at), (format!("{name}Required"), at)]
        })
        .collect();
    let resources: HashMap<String, usize> = modules
        .iter()
        .enumerate()
        .map(|(at, module)| (module.name.rust().to_owned(), at))
        .collect();
    let uses: Vec<Named> = types
        .iter()
        .map(|file| named(file, &home, &resources))
        .collect();
    let mut users: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); types.len()];
    let mut needs: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); modules.len()];
    for (at, resource) in modules.iter().enumerate() {
        let own = named(resource, &home, &resources);
        needs[at].extend(own.modules);
        let mut work: Vec<usize> = own.files.into_iter().collect();
        while let Some(file) = work.pop() {
            if users[file].insert(at) {
                work.extend(&uses[file].files);
                needs[at].extend(&uses[file].modules);
            }
        }
        needs[at].remove(&at);
    }
    let names: Vec<String> = modules
        .iter()
        .map(|module| match module.name.rust() {
            name if TAKEN.contains(&name) => format!("{name}-api"),
            name => name.to_owned(),
        })
        .collect();
    for (at, module) in modules.iter_mut().enumerate() {
        module.feature = Some(Feature {
            name: names[at].clone(),
            needs: needs[at].iter().map(|at| names[*at].clone()).collect(),
        });
    }
    for (at, file) in types.iter_mut().enumerate() {
        let users: Vec<usize> = users[at].iter().copied().collect();
        // What names a type of an endpoint's file stands and falls with it.
        file.feature = match (uses[at].modules.first(), &users[..]) {
            (Some(module), _) => Some(names[*module].clone()),
            (None, [only]) => Some(names[*only].clone()),
            _ => None,
        };
    }
}

/// What a part of the Api names: files of `types/`, and resources in whose files a type stands.
#[derive(Default)]
struct Named {
    files: BTreeSet<usize>,
    modules: BTreeSet<usize>,
}

/// Every reference to a type, wherever in the part it is.
fn named(
    part: &impl Serialize,
    home: &HashMap<String, usize>,
    resources: &HashMap<String, usize>,
) -> Named {
    let mut found = Named::default();
    let mut stack = vec![serde_json::to_value(part).expect("the Api is plain data")];
    while let Some(value) = stack.pop() {
        match value {
            Value::Array(items) => stack.extend(items),
            Value::Object(members) => {
                if let (2, Some(endpoint), Some(Value::String(name))) =
                    (members.len(), members.get("endpoint"), members.get("name"))
                {
                    match endpoint.get(0).and_then(Value::as_str) {
                        Some(module) => found.modules.extend(resources.get(module)),
                        None => found.files.extend(home.get(name)),
                    }
                }
                stack.extend(members.into_iter().map(|(_, member)| member));
            }
            _ => {}
        }
    }
    found
}
