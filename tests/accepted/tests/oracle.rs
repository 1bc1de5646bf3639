//! A small fixed run of the oracle: ten instances of every type of every fixture. `examples/oracle.rs` is the large one.

#[path = "../oracle/mod.rs"]
mod oracle;

use letterpress_accepted::FIXTURES;

#[test]
fn instances_that_a_validator_accepts_travel_whole() {
    let (mut failures, mut instances) = (Vec::new(), 0);
    for fixture in FIXTURES {
        let findings = oracle::ask(fixture, 10, 1);
        instances += findings.instances;
        failures.extend(findings.failures.iter().map(ToString::to_string));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(instances > 500, "only {instances} instances");
}
