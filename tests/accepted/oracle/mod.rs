//! The oracle: random instances of a document's schemas, accepted by a JSON Schema validator that is not ours, executed on the crate made from the document.
//!
//! Of each instance: it decodes and encodes to the same JSON; what is encoded is accepted by the validator; where the type is sent, sending it is not refused;
//! and a future version of it (a member more, a value that no `enum` lists, null where a value is optional) decodes with nothing lost.

mod compare;
mod dialect;
mod document;
mod instances;
mod random;
mod texts;

use std::fmt;

use letterpress_accepted::Value;
use letterpress_accepted::table::{Fixture, Type};

use self::document::Document;
use self::instances::{Instances, Mutant};
use self::random::Random;

/// What was found about the types of a document.
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) types: usize,
    /// Types for which no instance was found that the validator accepts.
    pub(crate) without_instances: usize,
    pub(crate) instances: usize,
    pub(crate) futures: usize,
    pub(crate) failures: Vec<Failure>,
}

/// A property that does not hold.
pub(crate) struct Failure {
    pub(crate) property: &'static str,
    /// `types::Pet`, and the schema that it is made of.
    pub(crate) ty: String,
    pub(crate) instance: String,
    pub(crate) found: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |text: &str| text.chars().take(600).collect::<String>();
        let (instance, found) = (short(&self.instance), short(&self.found));
        write!(
            formatter,
            "{}: {}\n    {instance}\n    {found}",
            self.ty, self.property
        )
    }
}

/// Looks at every type of a document: at most `wanted` instances each.
pub(crate) fn ask(fixture: &Fixture, wanted: usize, seed: u64) -> Findings {
    let mut findings = Findings::default();
    let (Some(answers), Some(requests)) = (
        Document::read(fixture.document, false),
        Document::read(fixture.document, true),
    ) else {
        return findings;
    };
    let mut asked = std::collections::HashSet::new();
    for ty in fixture.types {
        let document = if ty.check.is_some() {
            &requests
        } else {
            &answers
        };
        let pointer = document.meant(ty.name, ty.pointer);
        // A part of a schema of several types stands where the schema does, and is not all of it.
        if !asked.insert((pointer.clone(), ty.check.is_some())) {
            continue;
        }
        let Some(validator) = document.validator(&pointer) else {
            continue;
        };
        findings.types += 1;
        let mut random = Random::new(seed ^ random::hash(&pointer));
        let before = findings.instances;
        for _ in 0..wanted * 4 {
            if findings.instances - before >= wanted {
                break;
            }
            let mut instances = Instances::new(document.root(), &mut random);
            let Some(value) = instances.of(&pointer) else {
                continue;
            };
            let mutants = instances.mutants;
            if value.is_null() || !validator.is_valid(&value) {
                continue;
            }
            findings.instances += 1;
            let mut tell = |property, instance: &Value, found: String| {
                findings.failures.push(Failure {
                    property,
                    ty: format!("{} {} {}", fixture.name, ty.name, ty.pointer),
                    instance: instance.to_string(),
                    found,
                });
            };
            look(ty, &value, &|value| validator.is_valid(value), &mut tell);
            if let Some(mutant) = random.pick(&mutants) {
                future(ty, &value, mutant, &mut tell);
                findings.futures += 1;
            }
        }
        findings.without_instances += usize::from(findings.instances == before);
    }
    findings
}

fn look(
    ty: &Type,
    value: &Value,
    accepts: &dyn Fn(&Value) -> bool,
    tell: &mut dyn FnMut(&'static str, &Value, String),
) {
    let text = value.to_string();
    match read((ty.through)(text.as_bytes())) {
        Ok(encoded) => {
            if !compare::same(value, &encoded) {
                tell("encodes to something else", value, encoded.to_string());
            }
            if !accepts(&encoded) {
                tell("encodes to what is not valid", value, encoded.to_string());
            }
        }
        Err(error) => tell("does not decode", value, error),
    }
    if let Some(check) = ty.check {
        match read(check(text.as_bytes())) {
            Ok(sent) if !compare::same(value, &sent) => {
                tell("is sent as something else", value, sent.to_string());
            }
            Ok(_) => {}
            Err(error) => tell("is valid and may not be sent", value, error),
        }
    }
}

fn future(
    ty: &Type,
    value: &Value,
    mutant: &Mutant,
    tell: &mut dyn FnMut(&'static str, &Value, String),
) {
    let (later, expected) = mutant.apply(value);
    match read((ty.through)(later.to_string().as_bytes())) {
        Ok(encoded) => {
            if !compare::same(&later, &encoded) && !compare::same(&expected, &encoded) {
                tell(mutant.property(), &later, encoded.to_string());
            }
        }
        Err(error) => tell(mutant.property(), &later, error),
    }
}

fn read(found: Result<Vec<u8>, String>) -> Result<Value, String> {
    serde_json::from_slice(&found?).map_err(|error| error.to_string())
}
