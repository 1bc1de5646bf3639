//! `[[crate.wait]]`, held against the endpoint that it names.

use crate::api::{Endpoint, Kind, Module, Payload, Polling, Type, TypeFile};
use crate::config::{Located, WaitTable};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::Name;
use crate::source::Place;

use super::Lower;
use super::ways::{Types, Way, endpoint_of, meant};

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

/// A problem with a wait: where, what, and what to write instead.
type Misfit = (Place, String, String);

fn polling(
    endpoint: &Endpoint,
    wait: &Located<WaitTable>,
    types: &[TypeFile],
) -> Result<Polling, Misfit> {
    let table = &wait.value;
    let refuse = |place: Place, message: String, help: &str| (place, message, help.to_owned());
    let output = match &endpoint.outcome.payload {
        Payload::Json(output @ Type::Named(_)) => output,
        _ => {
            return Err(refuse(
                table.operation.origin.place(),
                format!("`{}` returns no object", endpoint.id),
                "poll an operation whose output has a status",
            ));
        }
    };
    let known = Types {
        endpoint,
        files: types,
    };
    let member = way(known, output, table, &table.member)?;
    let (Type::Named(enum_name), Some(Kind::Enum(values))) =
        (known.resolved(member.ty), known.kind(member.ty))
    else {
        return Err(refuse(
            table.member.origin.place(),
            format!("`{}` is no enum", table.member.value),
            "the member that tells must have an `enum` of its values",
        ));
    };
    let variants = |names: &[Located<String>]| -> Result<Vec<Name>, Misfit> {
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
    let mut deprecated = member.deprecated;
    let reason = match &table.reason {
        None => None,
        Some(wanted) => {
            let found = way(known, output, table, wanted).ok();
            let reason = found.filter(|way| *way.ty == Type::String);
            let reason = reason.ok_or_else(|| {
                refuse(
                    wanted.origin.place(),
                    format!("`{}` is no string of the output", wanted.value),
                    "name the member that says why it failed",
                )
            })?;
            deprecated |= reason.deprecated;
            Some(reason.steps)
        }
    };
    Ok(Polling {
        interval_ms: u64::try_from(table.interval.as_millis()).unwrap_or(u64::MAX),
        deadline_ms: u64::try_from(table.deadline.as_millis()).unwrap_or(u64::MAX),
        member: member.steps,
        enum_name: enum_name.clone(),
        done: variants(&table.done)?,
        failed: variants(&table.failed)?,
        reason,
        deprecated,
    })
}

/// The way to a member of the output.
fn way<'t>(
    known: Types<'t>,
    output: &'t Type,
    table: &WaitTable,
    path: &Located<String>,
) -> Result<Way<'t>, Misfit> {
    let id = &known.endpoint.id;
    known.way(output, &path.value).map_err(|stop| {
        let (place, what) = match known.kind(stop.at) {
            Some(Kind::Union(_)) if stop.is_first => {
                (&table.operation, format!("the output of `{id}`"))
            }
            Some(Kind::Union(_)) => {
                let what = format!("what stands before `{}` in `{}`", stop.word, path.value);
                (path, what)
            }
            kind => {
                let fields = match kind {
                    Some(Kind::Struct(object)) => object.fields.as_slice(),
                    _ => &[],
                };
                let names: Vec<&str> = fields.iter().map(|field| field.name.wire()).collect();
                return (
                    path.origin.place(),
                    format!("the output of `{id}` has no member `{}`", path.value),
                    meant(&stop.word, &names, "members"),
                );
            }
        };
        (
            place.origin.place(),
            format!("{what} is a union, and a wait reads a member of an object"),
            "describe it as one object, in which what only some of the variants have is optional"
                .to_owned(),
        )
    })
}
