//! Places where the crate has a `serde_json::Value` or a free map: because the document says no more, or because the crate has no type for what it says.

use crate::api::{Type, Untyped, UntypedCause};
use crate::contract::SchemaId;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Origin;

use super::Lower;
use super::plan::Plan;

/// How many places are named beside a budget that does not hold.
const SHOWN: usize = 5;

/// Says that a type falls back to JSON as it is, once a place.
pub(super) fn untyped(lower: &mut Lower<'_>, origin: Origin, why: &str) {
    if !note(lower, origin, UntypedCause::Crate, why) {
        return;
    }
    lower.report(
        Diagnostic::warning(
            Code("LP0310"),
            format!("the crate has no type for this: {why}"),
        )
        .at(origin.place(), "becomes a JSON value")
        .help("describe the value by one `type`, or by variants that something tells apart"),
    );
}

/// Notes a planned schema of which the document leaves open what it is.
pub(super) fn note_open(lower: &mut Lower<'_>, id: SchemaId, plan: &Plan) {
    let Plan::Plain(ty) = plan else { return };
    let why = match ty {
        Type::Value => "the schema allows any value",
        Type::Map => "the schema allows any members",
        Type::List(items) if **items == Type::Value => "the schema allows any items",
        _ => return,
    };
    let origin = lower.schema(id).origin;
    note(lower, origin, UntypedCause::Document, why);
}

/// Notes a body in JSON without a schema.
pub(super) fn note_body(lower: &mut Lower<'_>, origin: Origin) {
    note(
        lower,
        origin,
        UntypedCause::Document,
        "the media type has no schema",
    );
}

/// Adds a place; false where it is known already.
fn note(lower: &mut Lower<'_>, origin: Origin, cause: UntypedCause, why: &str) -> bool {
    let pointer = lower.pointer(origin);
    let place = (lower.sources.file_of(origin), pointer.clone());
    let known = lower.untyped.contains_key(&place);
    if !known {
        let untyped = Untyped {
            origin,
            pointer,
            cause,
            reason: why.to_owned(),
        };
        lower.untyped.insert(place, untyped);
    }
    !known
}

/// Holds what the crate has no type for against `max_untyped`. What the document leaves open is no fault of the crate, and does not count.
pub(super) fn hold_budget(lower: &mut Lower<'_>) {
    let Some(most) = &lower.config.max_untyped else {
        return;
    };
    let places: Vec<Origin> = lower
        .untyped
        .values()
        .filter(|place| place.cause == UntypedCause::Crate)
        .map(|place| place.origin)
        .collect();
    if places.len() as u64 <= most.value {
        return;
    }
    let message = match places.len() {
        1 => format!("one place has no type, and `max_untyped` is {}", most.value),
        count => format!(
            "{count} places have no type, and `max_untyped` is {}",
            most.value
        ),
    };
    let mut diagnostic = Diagnostic::error(Code("LP0311"), message)
        .at(most.origin.place(), "the budget")
        .help("`letterpress inspect untyped` lists all of them; describe them in the document, or raise `max_untyped`");
    for place in places.iter().take(SHOWN) {
        diagnostic = diagnostic.at(place.place(), "becomes a JSON value");
    }
    lower.report(diagnostic);
}
