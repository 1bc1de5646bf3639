//! `[[crate.wait]]`, held against the endpoint that it names.

use crate::api::{
    Endpoint, Field, Kind, Module, Payload, Polling, Step, Type, TypeDef, TypeFile, TypeRef,
};
use crate::config::{Located, WaitTable};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::Name;
use crate::source::Place;

use super::Lower;
use super::paging::{meant, words};

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
    let member = way(endpoint, types, output, table, &table.member)?;
    let known = match resolved(endpoint, types, &member.field.ty) {
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
            let found = way(endpoint, types, output, table, wanted).ok();
            let reason = found.filter(|way| way.field.ty == Type::String);
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
struct Way<'t> {
    steps: Vec<Step>,
    /// The field at its end.
    field: &'t Field,
    /// Whether any on it is deprecated.
    deprecated: bool,
}

fn way<'t>(
    endpoint: &'t Endpoint,
    types: &'t [TypeFile],
    output: &'t Type,
    table: &WaitTable,
    path: &Located<String>,
) -> Result<Way<'t>, Misfit> {
    let mut ty = output;
    let mut steps = Vec::new();
    let mut deprecated = false;
    let mut last = None;
    for word in words(&path.value) {
        let object = match resolved(endpoint, types, ty) {
            Type::Named(name) => find(endpoint, types, name).map(|def| &def.kind),
            _ => None,
        };
        if let Some(Kind::Union(_)) = object {
            let (place, what) = match last {
                None => (&table.operation, format!("the output of `{}`", endpoint.id)),
                Some(_) => (
                    path,
                    format!("what stands before `{word}` in `{}`", path.value),
                ),
            };
            return Err((
                place.origin.place(),
                format!("{what} is a union, and a wait reads a member of an object"),
                "describe it as one object, in which what only some of the variants have is optional".to_owned(),
            ));
        }
        let fields = match object {
            Some(Kind::Struct(object)) => object.fields.as_slice(),
            _ => &[],
        };
        let field = fields.iter().find(|field| field.name.wire() == word);
        let field = field.ok_or_else(|| {
            let names: Vec<&str> = fields.iter().map(|field| field.name.wire()).collect();
            (
                path.origin.place(),
                format!(
                    "the output of `{}` has no member `{}`",
                    endpoint.id, path.value
                ),
                meant(&word, &names, "members"),
            )
        })?;
        steps.push(Step {
            name: field.name.clone(),
            presence: field.presence,
        });
        deprecated |= field.docs.deprecated;
        ty = &field.ty;
        last = Some(field);
    }
    let field = last.ok_or_else(|| {
        (
            path.origin.place(),
            "no member is named".to_owned(),
            "name a member of the output, with a `/` on the way into an object".to_owned(),
        )
    })?;
    Ok(Way {
        steps,
        field,
        deprecated,
    })
}

/// The type behind aliases and boxes.
pub(super) fn resolved<'t>(
    endpoint: &'t Endpoint,
    types: &'t [TypeFile],
    ty: &'t Type,
) -> &'t Type {
    let mut current = ty;
    // A circle of aliases ends somewhere.
    for _ in 0..=types.len() {
        current = match current {
            Type::Boxed(inner) => inner,
            Type::Named(name) => match find(endpoint, types, name).map(|def| &def.kind) {
                Some(Kind::Alias(target)) => target,
                _ => return current,
            },
            _ => return current,
        };
    }
    current
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
