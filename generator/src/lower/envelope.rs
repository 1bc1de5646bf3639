//! `[crate.envelope]`, held against the answers of the document.

use crate::api::Envelope;
use crate::diagnostic::{Code, Diagnostic};

use super::Lower;
use super::endpoints::PlannedOperation;

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
    let mut missing = Vec::new();
    for name in [&table.success, &table.errors, &table.messages, &table.page]
        .into_iter()
        .flatten()
    {
        let declared = lower.contract.schemas.iter().any(|schema| {
            schema.object.properties.contains_key(name)
                && schema.object.properties.contains_key(&table.result)
        });
        if !declared {
            missing.push(name.clone());
        }
    }
    for name in missing {
        lower.report(
            Diagnostic::error(
                Code("LP0322"),
                format!("no answer of the document has the envelope's member `{name}`"),
            )
            .at(declared.origin.place(), "declared here")
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
