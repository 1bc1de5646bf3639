//! Component schemas that letterpress.toml asks for, whether an operation reaches them or not.

use crate::diagnostic::{Code, Diagnostic};

use super::Lower;
use super::endpoints::PlannedOperation;
use super::plan::reach;

/// Makes types of them, to be sent and received.
pub(super) fn reach_selected(lower: &mut Lower<'_>) {
    let select = lower.config.select.as_ref();
    let Some(include) = select.and_then(|select| select.value.include.as_ref()) else {
        return;
    };
    let contract = lower.contract;
    for (name, usage) in &contract.components {
        if include.has_schema(name) {
            reach(lower, usage, true);
            reach(lower, usage, false);
        }
    }
}

/// A document may describe no operation by mistake, and a crate of nothing looks as if all went well.
pub(super) fn report_empty(lower: &mut Lower<'_>, operations: &[PlannedOperation<'_>]) {
    if !operations.is_empty() || !lower.order.is_empty() {
        return;
    }
    let help = if lower.contract.components.is_empty() {
        "describe them under `paths`"
    } else {
        "describe them under `paths`; types alone are made where [crate.select] in letterpress.toml asks for them: `include = { schemas = [\"*\"] }`"
    };
    let message = "the document has no operation, so there is nothing in the crate";
    lower.report(
        Diagnostic::warning(Code("LP0353"), message)
            .at(lower.contract.origin.key_of("paths"), "")
            .help(help),
    );
}
