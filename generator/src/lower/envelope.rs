//! `[crate.envelope]`, held against the answers of the document.

use crate::api::Envelope;
use crate::contract::Use;
use crate::diagnostic::{Code, Diagnostic};

use super::Lower;
use super::endpoints::PlannedOperation;
use super::outcomes::is_success;
use super::unions::DEEPEST;

pub(super) fn envelope(
    lower: &mut Lower<'_>,
    operations: &[PlannedOperation<'_>],
) -> Option<Envelope> {
    let declared = lower.config.envelope.clone()?;
    if !operations.iter().any(|planned| planned.outcome.enveloped) {
        lower.report(
            Diagnostic::error(
                Code("LP0321"),
                format!("no answer has a member `{}`", declared.value.result),
            )
            .at(
                declared.origin.place(),
                "the envelope that is declared here is around nothing",
            )
            .help("name the member that holds the payload: result = \"data\""),
        );
    }
    let table = declared.value;
    for member in &table.members {
        let name = &member.value;
        let declared = lower.contract.schemas.iter().any(|schema| {
            schema.object.properties.contains_key(name)
                && schema.object.properties.contains_key(&table.result)
        });
        if declared || is_in_failures(lower, name) {
            continue;
        }
        lower.report(
            Diagnostic::error(
                Code("LP0322"),
                format!("no answer of the document has the envelope's member `{name}`"),
            )
            .at(member.origin.place(), "declared here")
            .help("write the member's name as the document spells it, or delete the line"),
        );
    }
    Some(Envelope {
        result: table.result,
        success: table.success,
        errors: table.errors,
        messages: table.messages,
        page: table.page,
        code: table.code,
        message: table.message,
        pointer: table.pointer,
        documentation: table.documentation,
        request_id: table.request_id,
    })
}

/// Whether a failure has a member: the payload's is left out there.
fn is_in_failures(lower: &Lower<'_>, name: &str) -> bool {
    let operations = lower.contract.operations.iter();
    operations
        .flat_map(|operation| &operation.responses)
        .filter(|response| !is_success(response.status))
        .flat_map(|response| &response.content)
        .filter_map(|media| media.schema.as_ref())
        .any(|usage| has_member(lower, usage, name, 0))
}

fn has_member(lower: &Lower<'_>, usage: &Use, name: &str, depth: usize) -> bool {
    let schema = lower.schema(usage.schema);
    let variants = schema.union.iter().flat_map(|union| &union.variants);
    schema.object.properties.contains_key(name)
        || (depth < DEEPEST
            && variants
                .into_iter()
                .any(|variant| has_member(lower, &variant.schema, name, depth + 1)))
}
