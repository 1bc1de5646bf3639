//! What is said about a value beside its shape, and which saying wins.

use serde_json::Value;

use crate::contract::{Notes, Redact};
use crate::openapi::Schema;
use crate::shared::{Empty as _, Shared};

/// What a schema says itself.
pub(super) fn of(schema: &Schema) -> Shared<Notes> {
    let mut examples: Vec<_> = schema.example.iter().cloned().collect();
    examples.extend(schema.examples.iter().cloned());
    Shared::from(Notes {
        title: schema.title.clone(),
        description: schema.description.clone(),
        deprecated: schema.deprecated,
        default: schema.default.as_deref().cloned(),
        examples,
        read_only: schema.read_only,
        write_only: schema.write_only,
        external_docs: schema.external_docs.as_ref().map(|docs| docs.url.clone()),
        redact: redact(schema),
    })
}

/// The extension that says what must not be shown.
pub(super) const REDACT: &str = "x-letterpress-redact";

fn redact(schema: &Schema) -> Option<Redact> {
    match schema.extensions.get(REDACT).and_then(Value::as_str) {
        Some("value") => Some(Redact::Value),
        Some("query") => Some(Redact::Query),
        _ => (schema.format.as_deref() == Some("password")).then_some(Redact::Value),
    }
}

/// `site`, with what `target` says where the site is silent.
pub(super) fn over(site: Shared<Notes>, target: &Shared<Notes>) -> Shared<Notes> {
    if site == *Notes::empty() {
        return target.clone();
    }
    if *target == *Notes::empty() {
        return site;
    }
    let site = site.into_inner();
    let examples = if site.examples.is_empty() {
        target.examples.clone()
    } else {
        site.examples
    };
    Shared::from(Notes {
        title: site.title.or_else(|| target.title.clone()),
        description: site.description.or_else(|| target.description.clone()),
        deprecated: site.deprecated || target.deprecated,
        default: site.default.or_else(|| target.default.clone()),
        examples,
        read_only: site.read_only || target.read_only,
        write_only: site.write_only || target.write_only,
        external_docs: site.external_docs.or_else(|| target.external_docs.clone()),
        redact: site.redact.or(target.redact),
    })
}

/// `site`, with what holds of every value of a part that it is made of. The part's prose and examples are about the part.
pub(super) fn flags_over(site: Shared<Notes>, part: &Notes) -> Shared<Notes> {
    if !part.read_only && !part.write_only && part.redact.is_none() {
        return site;
    }
    let site = site.into_inner();
    Shared::from(Notes {
        read_only: site.read_only || part.read_only,
        write_only: site.write_only || part.write_only,
        redact: site.redact.or(part.redact),
        ..site
    })
}
