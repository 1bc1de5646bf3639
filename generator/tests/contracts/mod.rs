//! Texts to contracts, for the tests of `resolve`.
#![allow(
    dead_code,
    reason = "each test binary uses the part of it that it needs"
)]

use letterpress::contract::{Contract, Schema};
use letterpress::diagnostic::{Diagnostic, Diagnostics, Severity};
use letterpress::openapi;
use letterpress::source::Sources;

/// A document of component schemas only; it may be continued with other components.
pub(crate) fn schemas(text: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: Things, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{}",
        indented(text, 4)
    )
}

/// The same in OpenAPI 3.0.
pub(crate) fn schemas_3_0(text: &str) -> String {
    schemas(text).replace("3.1.0", "3.0.3")
}

pub(crate) fn indented(text: &str, spaces: usize) -> String {
    text.lines()
        .map(|line| format!("{:spaces$}{line}\n", ""))
        .collect()
}

/// Reads and resolves; what the reader has to say comes first.
pub(crate) fn resolve(text: &str) -> (Contract, Sources, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let file = sources.add_file("openapi.yaml", text);
    let document = openapi::read(&mut sources, file, &mut diagnostics);
    assert!(document.is_some(), "no document: {diagnostics:?}");
    let document = document.expect("it was just looked at");
    let contract = letterpress::resolve::resolve(&document, &mut sources, &mut diagnostics);
    (contract, sources, diagnostics.into_iter().collect())
}

/// The contract of a text without problems.
pub(crate) fn contract(text: &str) -> Contract {
    let (contract, _, problems) = resolve(text);
    assert_eq!(problems, [], "the text has no problems");
    contract
}

/// The contract and the problems of a text: `warning LP0253`.
pub(crate) fn problems(text: &str) -> (Contract, Vec<String>) {
    let (contract, _, problems) = resolve(text);
    let problems = problems
        .iter()
        .map(|problem| {
            let severity = match problem.severity {
                Severity::Warning => "warning",
                Severity::Error => "error",
            };
            format!("{severity} {}", problem.code.0)
        })
        .collect();
    (contract, problems)
}

/// The problems of a text.
pub(crate) fn broken(text: &str) -> Vec<String> {
    problems(text).1
}

/// The text at the first place of each problem.
pub(crate) fn underlined(text: &str) -> Vec<String> {
    let (_, sources, problems) = resolve(text);
    problems
        .iter()
        .map(|problem| {
            let location = sources
                .locate(&problem.labels[0].place)
                .expect("the place is in the file");
            sources.text(location.file)[location.range].to_owned()
        })
        .collect()
}

/// A component schema by name.
pub(crate) fn schema<'c>(contract: &'c Contract, name: &str) -> &'c Schema {
    contract.schema(contract.components[name].schema)
}
