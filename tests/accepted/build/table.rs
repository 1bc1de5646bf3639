//! The rows of the table that the tests execute: types with their shape, endpoints with their answers.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use letterpress::api::{Api, Endpoint, Extra, Field, Kind, Payload, Type, TypeDef};
use letterpress::source::Sources;

/// The row of a fixture, as Rust.
pub(crate) fn row(
    api: &Api,
    sources: &Sources,
    name: &str,
    document: &Path,
) -> Result<String, Box<dyn Error>> {
    let root = format!("fixtures::{name}");
    let mut row = format!("table::Fixture {{ name: {name:?}, document: {document:?}, ");
    let cases = document.with_file_name("cases.json");
    let _ = match cases.exists() {
        true => write!(row, "cases: include_str!({:?}), ", cases.canonicalize()?),
        false => write!(row, "cases: \"{{}}\", "),
    };
    row.push_str("types: &[\n");
    for def in api.types.iter().flat_map(|file| &file.types) {
        add_type(&mut row, sources, &root, "types", "types", def);
    }
    for module in &api.modules {
        let (wire, rust) = (module.name.rust(), module.name.ident());
        for endpoint in &module.endpoints {
            for def in &endpoint.types {
                add_type(&mut row, sources, &root, &rust.to_string(), wire, def);
            }
        }
        for def in module.received.iter().flat_map(|request| &request.types) {
            add_type(&mut row, sources, &root, &rust.to_string(), wire, def);
        }
    }
    row.push_str("], endpoints: &[\n");
    for module in &api.modules {
        for endpoint in &module.endpoints {
            add_endpoint(
                &mut row,
                &root,
                &module.name.ident().to_string(),
                module.name.rust(),
                endpoint,
            );
        }
    }
    row.push_str("] },\n");
    Ok(row)
}

fn add_type(
    row: &mut String,
    sources: &Sources,
    root: &str,
    module: &str,
    shown: &str,
    def: &TypeDef,
) {
    // The struct of required members is given, not decoded; nor is another name of it.
    if matches!(&def.kind, Kind::Alias(Type::Named(target)) if target.name.rust().ends_with("Required"))
    {
        return;
    }
    let path = format!("{root}::{module}::{}", def.name.ident());
    // What an alias stands for may be checked by its own name, or have nothing to check.
    let check = if def.sent && !matches!(def.kind, Kind::Alias(_)) {
        format!("Some(table::check::<{path}>)")
    } else {
        "None".to_owned()
    };
    let _ = writeln!(
        row,
        "table::Type {{ name: \"{shown}::{}\", pointer: {:?}, through: table::through::<{path}>, check: {check}, shape: {} }},",
        def.name.rust(),
        sources.pointer(def.origin),
        shape(def)
    );
}

fn shape(def: &TypeDef) -> String {
    match &def.kind {
        // Items by position are left as they are.
        Kind::Struct(object) if object.positional => "table::Shape::Alias".to_owned(),
        Kind::Struct(object) => {
            let members: String = object.fields.iter().map(member).collect();
            let open = !matches!(object.extra, Extra::Typed(..)) && object.patterns.is_empty();
            format!("table::Shape::Object {{ open: {open}, members: &[{members}] }}")
        }
        Kind::Enum(values) => format!("table::Shape::Enum {{ strings: {} }}", values.strings),
        Kind::Union(_) => "table::Shape::Union".to_owned(),
        Kind::Alias(_) => "table::Shape::Alias".to_owned(),
    }
}

fn member(field: &Field) -> String {
    format!(
        "table::Member {{ name: {:?}, presence: table::Presence::{:?}, ty: {:?} }}, ",
        field.name.wire(),
        field.presence,
        named(&field.ty).unwrap_or_default()
    )
}

/// The named type that a member's value is, by the name that the table has for it.
fn named(ty: &Type) -> Option<String> {
    match ty {
        Type::Named(reference) => Some(match &reference.endpoint {
            Some((module, _)) => format!("{}::{}", module.rust(), reference.name.rust()),
            None => format!("types::{}", reference.name.rust()),
        }),
        Type::Boxed(inner) => named(inner),
        _ => None,
    }
}

fn add_endpoint(row: &mut String, root: &str, module: &str, shown: &str, endpoint: &Endpoint) {
    let path = format!("{root}::{module}::{}", endpoint.name.ident());
    let read = match &endpoint.outcome.payload {
        Payload::Empty => "nothing",
        Payload::Json(_) | Payload::Plain(..) => "json",
        Payload::Text => "text",
        Payload::Bytes => "bytes",
        Payload::Optional(payload, _)
            if matches!(**payload, Payload::Json(_) | Payload::Plain(..)) =>
        {
            "json"
        }
        Payload::Optional(..) | Payload::ByStatus(_) | Payload::Items(..) => "shown",
    };
    let _ = writeln!(
        row,
        "table::Endpoint {{ name: \"{shown}::{}\", answer: table::{read}::<{path}>, failure: table::failure::<{path}> }},",
        endpoint.name.rust()
    );
    for other in &endpoint.outcome.alternatives {
        let _ = writeln!(
            row,
            "table::Endpoint {{ name: \"{shown}::{} as {}\", answer: |reply| table::accepting({path}::{}, reply), failure: table::failure::<{path}> }},",
            endpoint.name.rust(),
            other.media_type,
            other.name.ident(),
        );
    }
}
