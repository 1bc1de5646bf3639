//! What of the runtime only some crates need: files that nothing else of it refers to, and the dependencies that they alone have.

use crate::api::{Api, Body, Extra, Kind, Rule, Struct, TypeDef};

/// A file by need.
struct Part {
    /// Its module.
    module: &'static str,
    /// What it alone depends on.
    dependencies: &'static [&'static str],
    needed: fn(&Api) -> bool,
}

const PARTS: &[Part] = &[
    Part {
        module: "members",
        dependencies: &[],
        needed: |api| {
            any_struct(api, &|object| !object.patterns.is_empty())
                || any_rule(api, &|rule| {
                    matches!(rule, Rule::Names(_) | Rule::Dependent(..))
                })
        },
    },
    Part {
        module: "pattern",
        dependencies: &["regex-lite"],
        needed: |api| {
            any_struct(api, &|object| !object.patterns.is_empty())
                || any_rule(api, &|rule| {
                    matches!(
                        rule,
                        Rule::Pattern {
                            checked: Some(_),
                            ..
                        }
                    )
                })
        },
    },
    Part {
        module: "tuple",
        dependencies: &[],
        needed: |api| any_struct(api, &|object| object.positional),
    },
];

fn absent(api: &Api) -> impl Iterator<Item = &'static Part> {
    PARTS.iter().filter(|part| !(part.needed)(api))
}

/// Whether the crate has a file of the runtime.
pub(crate) fn has_file(api: &Api, path: &str) -> bool {
    !absent(api).any(|part| path.strip_suffix(".rs") == Some(part.module))
}

/// The runtime's list of modules, without those that the crate does not have.
pub(crate) fn without_modules(api: &Api, text: &str) -> String {
    let mut text = text.to_owned();
    for part in absent(api) {
        text = text.replace(&format!("mod {};\n", part.module), "");
    }
    text
}

/// The runtime's tables, without dependencies that the crate does not need, and the comments above them.
pub(crate) fn without_dependencies(api: &Api, tables: &str) -> String {
    let absent: Vec<&str> = absent(api)
        .flat_map(|part| part.dependencies)
        .copied()
        .collect();
    let mut kept = String::with_capacity(tables.len());
    let mut comment = String::new();
    for line in tables.lines() {
        if line.starts_with('#') {
            comment = format!("{line}\n");
            continue;
        }
        let comment = std::mem::take(&mut comment);
        let name = line.split_once(" = ").map(|(name, _)| name);
        if name.is_none_or(|name| !absent.contains(&name)) {
            kept.push_str(&comment);
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Every type of the crate.
fn types(api: &Api) -> impl Iterator<Item = &TypeDef> {
    let types = api.types.iter().flat_map(|file| &file.types);
    let endpoints = api.modules.iter().flat_map(|module| &module.endpoints);
    types.chain(endpoints.flat_map(|endpoint| &endpoint.types))
}

fn any_struct(api: &Api, test: &dyn Fn(&Struct) -> bool) -> bool {
    types(api).any(|def| matches!(&def.kind, Kind::Struct(object) if test(object)))
}

/// Whether any value that is sent has such a rule.
fn any_rule(api: &Api, test: &dyn Fn(&Rule) -> bool) -> bool {
    let endpoints = || api.modules.iter().flat_map(|module| &module.endpoints);
    types(api).any(|def| def.sent && in_type(def, test))
        || endpoints().any(|endpoint| {
            let contents = endpoint.body.iter().flat_map(Body::contents);
            let params = endpoint.params.iter();
            params
                .map(|param| &param.rules)
                .any(|rules| in_rules(rules, test))
                || contents
                    .map(|content| &content.rules)
                    .any(|rules| in_rules(rules, test))
        })
}

fn in_type(def: &TypeDef, test: &dyn Fn(&Rule) -> bool) -> bool {
    match &def.kind {
        Kind::Struct(object) => {
            in_rules(&object.rules, test)
                || matches!(&object.extra, Extra::Typed(_, rules) if in_rules(rules, test))
                || object
                    .fields
                    .iter()
                    .any(|field| in_rules(&field.rules, test))
                || object
                    .patterns
                    .iter()
                    .any(|field| in_rules(&field.rules, test))
        }
        Kind::Union(union) => union
            .variants
            .iter()
            .any(|variant| in_rules(&variant.rules, test)),
        Kind::Enum(_) | Kind::Alias(_) => false,
    }
}

fn in_rules(rules: &[Rule], test: &dyn Fn(&Rule) -> bool) -> bool {
    rules.iter().any(|rule| {
        test(rule)
            || match rule {
                Rule::Items(inner) | Rule::Values(inner) | Rule::Names(inner) => {
                    in_rules(inner, test)
                }
                _ => false,
            }
    })
}
