//! `[[crate.wait]]`, held against the endpoint that it names.

use crate::api::{
    Endpoint, EnumVariant, Kind, Module, Payload, Polling, PollingTold, Type, TypeFile, TypeRef,
};
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
    let output = match &endpoint.outcome.payload {
        Payload::Json(output @ Type::Named(_)) => output,
        _ => {
            return Err((
                table.operation.origin.place(),
                format!("`{}` returns no object", endpoint.id),
                "poll an operation whose output has a status".to_owned(),
            ));
        }
    };
    let known = Types {
        endpoint,
        files: types,
    };
    let whole = format!("the output of `{}`", endpoint.id);
    let (mut told, mut deprecated) = (Vec::new(), false);
    match (known.resolved(output), known.kind(output)) {
        (Type::Named(union_name), Some(Kind::Union(union))) => {
            for variant in &union.variants {
                let whole = format!("the variant `{}` of {whole}", variant.name.rust());
                let mut one = told_by(known, (&variant.ty, &whole), table, &mut deprecated)?;
                one.variant = Some((union_name.clone(), variant.name.clone()));
                told.push(one);
            }
        }
        _ => told.push(told_by(known, (output, &whole), table, &mut deprecated)?),
    }
    for wanted in table.done.iter().chain(&table.failed) {
        let is_known = |one: &PollingTold| {
            let values = values(known, &one.enum_name);
            values
                .iter()
                .any(|variant| variant.value.as_str() == Some(&wanted.value))
        };
        if !told.iter().any(is_known) {
            let all = told.iter().flat_map(|one| values(known, &one.enum_name));
            let all = all.filter_map(|variant| variant.value.as_str());
            let mut named: Vec<&str> = Vec::new();
            for value in all {
                if !named.contains(&value) {
                    named.push(value);
                }
            }
            return Err((
                wanted.origin.place(),
                format!("`{}` has no value `{}`", table.member.value, wanted.value),
                format!("the document names: {}", named.join(", ")),
            ));
        }
    }
    Ok(Polling {
        interval_ms: u64::try_from(table.interval.as_millis()).unwrap_or(u64::MAX),
        deadline_ms: u64::try_from(table.deadline.as_millis()).unwrap_or(u64::MAX),
        told,
        deprecated,
    })
}

/// What tells in the output, or in a variant of it; which of the two, the text says.
fn told_by<'t>(
    known: Types<'t>,
    output: (&'t Type, &str),
    table: &WaitTable,
    deprecated: &mut bool,
) -> Result<PollingTold, Misfit> {
    let member = way(known, output, table, &table.member)?;
    let (Type::Named(enum_name), Some(Kind::Enum(_))) =
        (known.resolved(member.ty), known.kind(member.ty))
    else {
        return Err((
            table.member.origin.place(),
            format!("`{}` is no enum", table.member.value),
            "the member that tells must have an `enum` of its values".to_owned(),
        ));
    };
    let variants = |wanted: &[Located<String>]| -> Vec<Name> {
        let values = values(known, enum_name).iter();
        let named = values.filter(|variant| {
            let mut wanted = wanted.iter();
            wanted.any(|wanted| variant.value.as_str() == Some(&wanted.value))
        });
        named.map(|variant| variant.name.clone()).collect()
    };
    *deprecated |= member.deprecated;
    let reason = match &table.reason {
        None => None,
        Some(wanted) => {
            let found = way(known, output, table, wanted).ok();
            let reason = found.filter(|way| *way.ty == Type::String);
            let reason = reason.ok_or_else(|| {
                (
                    wanted.origin.place(),
                    format!("`{}` is no string of the output", wanted.value),
                    "name the member that says why it failed".to_owned(),
                )
            })?;
            *deprecated |= reason.deprecated;
            Some(reason.steps)
        }
    };
    Ok(PollingTold {
        variant: None,
        done: variants(&table.done),
        failed: variants(&table.failed),
        enum_name: enum_name.clone(),
        member: member.steps,
        reason,
    })
}

/// The values of an enum.
fn values<'t>(known: Types<'t>, name: &TypeRef) -> &'t [EnumVariant] {
    match known.kind(&Type::Named(name.clone())) {
        Some(Kind::Enum(values)) => &values.variants,
        _ => &[],
    }
}

/// The way to a member of the output, or of a variant of it.
fn way<'t>(
    known: Types<'t>,
    (output, whole): (&'t Type, &str),
    table: &WaitTable,
    path: &Located<String>,
) -> Result<Way<'t>, Misfit> {
    known.way(output, &path.value).map_err(|stop| {
        let (place, what) = match known.kind(stop.at) {
            Some(Kind::Union(_)) if stop.is_first => (&table.operation, whole.to_owned()),
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
                    format!("{whole} has no member `{}`", path.value),
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
