//! `[[crate.wait]]`, held against the endpoint that it names.

use crate::api::{
    Endpoint, Field, Kind, Module, Payload, Polling, Type, TypeDef, TypeFile, TypeRef,
};
use crate::config::{Located, WaitTable};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::names::Name;
use crate::source::Place;

use super::Lower;

pub(super) fn fill(lower: &mut Lower<'_>, modules: &mut [Module], types: &[TypeFile]) {
    for wait in lower.config.wait.clone() {
        let Some(endpoint) = endpoint_of(lower, modules, &wait.value.operation) else {
            continue;
        };
        match polling(endpoint, &wait, types) {
            Ok(polling) => endpoint.polling = Some(polling),
            Err((place, message, help)) => {
                lower.report(
                    Diagnostic::error(Code("LP0325"), message)
                        .at(place, "")
                        .help(help),
                );
            }
        }
    }
}

/// The endpoint of an operation that letterpress.toml names.
pub(super) fn endpoint_of<'m>(
    lower: &mut Lower<'_>,
    modules: &'m mut [Module],
    operation: &Located<String>,
) -> Option<&'m mut Endpoint> {
    let mut all = modules.iter_mut().flat_map(|module| &mut module.endpoints);
    let found = all.find(|endpoint| endpoint.id == operation.value);
    if found.is_none() {
        let message = format!("the document has no operation `{}`", operation.value);
        lower.report(
            Diagnostic::error(Code("LP0324"), message)
                .at(operation.origin.place(), "")
                .help("write the operationId as the document spells it"),
        );
    }
    found
}

fn polling(
    endpoint: &Endpoint,
    wait: &Located<WaitTable>,
    types: &[TypeFile],
) -> Result<Polling, (Place, String, String)> {
    let table = &wait.value;
    let refuse = |place: Place, message: String, help: &str| (place, message, help.to_owned());
    let Payload::Json(Type::Named(output)) = &endpoint.outcome.payload else {
        return Err(refuse(
            table.operation.origin.place(),
            format!("`{}` returns no object", endpoint.id),
            "poll an operation whose output has a status",
        ));
    };
    let object = match find(endpoint, types, output).map(|def| &def.kind) {
        Some(Kind::Union(_)) => {
            return Err(refuse(
                table.operation.origin.place(),
                format!(
                    "the output of `{}` is a union, and a wait reads a member of an object",
                    endpoint.id
                ),
                "describe the output as one object, in which what only some of the variants have is optional",
            ));
        }
        Some(Kind::Struct(object)) => Some(object),
        _ => None,
    };
    let fields = object
        .map(|object| object.fields.as_slice())
        .unwrap_or_default();
    let member = fields
        .iter()
        .find(|field| field.name.wire() == table.member.value)
        .ok_or_else(|| {
            refuse(
                table.member.origin.place(),
                format!(
                    "the output of `{}` has no member `{}`",
                    endpoint.id, table.member.value
                ),
                &no_member(fields, &table.member.value),
            )
        })?;
    let known = match &member.ty {
        Type::Named(name) => find(endpoint, types, name).map(|def| (name, &def.kind)),
        _ => None,
    };
    let Some((enum_name, Kind::Enum(values))) = known else {
        return Err(refuse(
            table.member.origin.place(),
            format!("`{}` is no enum", table.member.value),
            "the member that tells must have an `enum` of its values",
        ));
    };
    let variants = |names: &[Located<String>]| -> Result<Vec<Name>, (Place, String, String)> {
        names
            .iter()
            .map(|wanted| {
                let variant = values
                    .variants
                    .iter()
                    .find(|variant| variant.value.as_str() == Some(&wanted.value));
                variant.map(|variant| variant.name.clone()).ok_or_else(|| {
                    let all: Vec<&str> = values
                        .variants
                        .iter()
                        .filter_map(|variant| variant.value.as_str())
                        .collect();
                    (
                        wanted.origin.place(),
                        format!("`{}` has no value `{}`", table.member.value, wanted.value),
                        format!("the document names: {}", all.join(", ")),
                    )
                })
            })
            .collect()
    };
    let reason = match &table.reason {
        None => None,
        Some(wanted) => {
            let field = fields
                .iter()
                .find(|field| field.name.wire() == wanted.value && field.ty == Type::String);
            let reason = field.map(|field| (field.name.clone(), field.presence));
            Some(reason.ok_or_else(|| {
                refuse(
                    wanted.origin.place(),
                    format!("`{}` is no string of the output", wanted.value),
                    "name the member that says why it failed",
                )
            })?)
        }
    };
    Ok(Polling {
        interval_ms: u64::try_from(table.interval.as_millis()).unwrap_or(u64::MAX),
        deadline_ms: u64::try_from(table.deadline.as_millis()).unwrap_or(u64::MAX),
        member: member.name.clone(),
        presence: member.presence,
        enum_name: enum_name.clone(),
        done: variants(&table.done)?,
        failed: variants(&table.failed)?,
        reason,
    })
}

/// What to write instead of a member that the output does not have.
fn no_member(fields: &[Field], wanted: &str) -> String {
    let known = fields.iter().map(|field| field.name.wire());
    match did_you_mean(wanted, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if wanted.contains('/') => {
            "name a member of the output itself: a wait reads none inside of another".to_owned()
        }
        None => "write the member's name as the document spells it".to_owned(),
    }
}

/// The definition behind a name.
pub(super) fn find<'t>(
    endpoint: &'t Endpoint,
    types: &'t [TypeFile],
    name: &TypeRef,
) -> Option<&'t TypeDef> {
    match &name.endpoint {
        Some(_) => endpoint.types.iter().find(|def| def.name == name.name),
        None => types
            .iter()
            .flat_map(|file| &file.types)
            .find(|def| def.name == name.name),
    }
}
