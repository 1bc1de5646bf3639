//! The arguments of each endpoint's example: Rust made from the document's own examples.

use std::collections::HashMap;

use serde_json::Value;

use crate::api::{
    BodyFormat, Endpoint, Expression, Kind, Module, TextKind, Told, Type, TypeDef, TypeFile,
    TypeRef,
};
use crate::contract::{SchemaId, Use};
use crate::parallel;

use super::bodies::PlannedContent;
use super::endpoints::PlannedOperation;
use super::plan::{Plan, StructPlan, TellPlan, UnionPlan};
use super::structs::is_required;
use super::{Lower, streams};

/// How deep an example goes into required members of required members.
const DEEPEST: usize = 8;

/// Where an expression stands: where anything that becomes the type is taken, or where the type itself is.
#[derive(Clone, Copy, PartialEq)]
enum Position {
    Into,
    Exact,
}

/// Puts arguments into every endpoint for which the document gives enough to make them.
pub(super) fn fill(
    lower: &Lower<'_>,
    operations: &[PlannedOperation<'_>],
    modules: &mut [Module],
    types: &[TypeFile],
) {
    let mut found: HashMap<String, Vec<Expression>> = HashMap::new();
    {
        let writer = Writer {
            lower,
            defs: definitions(modules, types),
        };
        let endpoints: HashMap<String, &Endpoint> = modules
            .iter()
            .flat_map(|module| &module.endpoints)
            .map(|endpoint| (format!("{} {}", endpoint.method, endpoint.path), endpoint))
            .collect();
        let written = parallel::each_small(operations.len(), |index| {
            let planned = &operations[index];
            // What is received is called by nobody.
            if planned.received.is_some() {
                return None;
            }
            let place = format!("{} {}", planned.operation.method, planned.operation.path);
            let arguments = writer.arguments(planned, endpoints.get(&place)?)?;
            Some((place, arguments))
        });
        found.extend(written.into_iter().flatten());
    }
    for endpoint in modules.iter_mut().flat_map(|module| &mut module.endpoints) {
        endpoint.example = found
            .remove(&format!("{} {}", endpoint.method, endpoint.path))
            .unwrap_or_default();
    }
}

type Definitions<'t> = HashMap<(Option<String>, String), &'t TypeDef>;

fn definitions<'t>(modules: &'t [Module], types: &'t [TypeFile]) -> Definitions<'t> {
    let shared = types
        .iter()
        .flat_map(|file| &file.types)
        .map(|def| ((None, def.name.rust().to_owned()), def));
    let inline = modules.iter().flat_map(|module| {
        let home = module.name.rust().to_owned();
        module
            .endpoints
            .iter()
            .flat_map(|endpoint| &endpoint.types)
            .map(move |def| ((Some(home.clone()), def.name.rust().to_owned()), def))
    });
    shared.chain(inline).collect()
}

struct Writer<'w, 'a> {
    lower: &'w Lower<'a>,
    defs: Definitions<'w>,
}

impl Writer<'_, '_> {
    /// What the function asks for, in its order: parameters that must be there, then a body that must.
    fn arguments(
        &self,
        planned: &PlannedOperation<'_>,
        endpoint: &Endpoint,
    ) -> Option<Vec<Expression>> {
        let asked = planned.part_headers.iter().map(|header| &header.parameter);
        let parameters = planned.operation.parameters.iter().chain(asked);
        let parameters = parameters.zip(&endpoint.params);
        let asked = parameters.filter(|(_, param)| param.required && param.fixed.is_none());
        let mut arguments = Vec::new();
        for (parameter, _) in asked {
            arguments.push(self.of(
                &self.lower.outgoing(&parameter.schema),
                parameter.examples.first().map(|value| &**value),
                Some(&parameter.name),
                Position::Into,
                0,
            )?);
        }
        if endpoint.body.as_ref().is_some_and(|body| body.required) {
            arguments.push(self.body(&planned.body)?);
        }
        Some(arguments)
    }

    fn body(&self, contents: &[PlannedContent<'_>]) -> Option<Expression> {
        let content = contents.first()?;
        let alone = contents.len() == 1;
        let example = content.media.examples.first().map(|value| &**value);
        match content.format {
            BodyFormat::Bytes | BodyFormat::Upload if alone => {
                let upload = content.format == BodyFormat::Upload;
                return Some(file(upload, "body"));
            }
            BodyFormat::Text if alone => {
                let listed = super::bodies::listed(self.lower, content.media);
                let named = listed.as_ref().and_then(|texts| texts.first());
                let named = named.map_or("text", String::as_str);
                return plain(&Type::String, example, Some(named), Position::Into, &None);
            }
            BodyFormat::Lines | BodyFormat::Sequence if alone => {
                let item = &self
                    .lower
                    .outgoing(&streams::sent_item(self.lower, content.media)?);
                let item = self.of(item, None, None, Position::Exact, 0)?;
                return Some(Expression::List(vec![item]));
            }
            BodyFormat::Bytes
            | BodyFormat::Upload
            | BodyFormat::Text
            | BodyFormat::Lines
            | BodyFormat::Sequence => return None,
            BodyFormat::Json | BodyFormat::Plain | BodyFormat::Form | BodyFormat::Multipart => {}
        }
        let usage = &self.lower.outgoing(content.media.schema.as_ref()?);
        // An enum over contents is made from a type of its own, not from what a literal is.
        let converts = (alone && !usage.nullable) || self.lower.plan(usage).is_definition();
        converts.then(|| self.of(usage, example, None, Position::Into, 0))?
    }

    fn of(
        &self,
        usage: &Use,
        example: Option<&Value>,
        named: Option<&str>,
        position: Position,
        depth: usize,
    ) -> Option<Expression> {
        if depth > DEEPEST {
            return None;
        }
        let notes = &usage.notes;
        let schema = self.lower.schema(usage.schema);
        let example = example
            .or(notes.examples.first().map(|value| &**value))
            .or(notes.default.as_ref())
            .or(schema.notes.examples.first().map(|value| &**value));
        match self.lower.plan(usage) {
            Plan::Plain(ty) => plain(ty, example, named, position, &schema.number.minimum),
            // An item that may be null is no such literal.
            Plan::List(items)
                if items.nullable
                    && !matches!(
                        self.lower.plan(items),
                        Plan::Plain(Type::Value | Type::Null)
                    ) =>
            {
                None
            }
            Plan::List(items) => {
                let given = example.and_then(Value::as_array);
                let list: Option<Vec<Expression>> = match given {
                    Some(values) => values
                        .iter()
                        .map(|value| self.of(items, Some(value), None, Position::Exact, depth + 1))
                        .collect(),
                    None => {
                        let item = self.of(items, None, named, Position::Exact, depth + 1)?;
                        // As many as there have to be, unless that is a sample of patience.
                        let least = schema.array.min_items.filter(|least| *least <= 4);
                        let least = least.filter(|_| !schema.array.unique_items).unwrap_or(1);
                        Some(vec![item; usize::try_from(least.max(1)).unwrap_or(1)])
                    }
                };
                list.map(Expression::List)
            }
            Plan::Entries(_) => None,
            Plan::Narrowed(whole, values) if values.is_empty() => {
                self.of(whole, example, named, position, depth + 1)
            }
            Plan::Narrowed(whole, values) => {
                let known = |value: &&str| values.iter().any(|known| known == value);
                let given = example.and_then(Value::as_str).filter(known);
                let value = Value::from(given.unwrap_or(values.first()?));
                self.of(whole, Some(&value), None, position, depth + 1)
            }
            Plan::Enum(values) => {
                let value = example
                    .filter(|example| values.contains(example))
                    .or(values.first())?;
                let def = self.definition(usage.schema)?;
                let Kind::Enum(known) = &def.kind else {
                    return None;
                };
                let variant = known
                    .variants
                    .iter()
                    .find(|variant| variant.value == super::enums::written(value))?;
                Some(Expression::Variant(
                    self.name(usage.schema)?,
                    variant.name.clone(),
                ))
            }
            Plan::Struct(plan) => self.object(usage.schema, plan, example, depth),
            Plan::Union(plan) => self.union(usage.schema, plan, example, position, depth),
        }
    }

    fn object(
        &self,
        id: SchemaId,
        plan: &StructPlan,
        example: Option<&Value>,
        depth: usize,
    ) -> Option<Expression> {
        let def = self.definition(id)?;
        let Kind::Struct(object) = &def.kind else {
            return None;
        };
        let given = |wire: &str| {
            let example = example?;
            match wire.parse::<usize>() {
                Ok(index) if plan.positional => example.get(index),
                _ => example.get(wire),
            }
        };
        let (mut arguments, mut setters) = (Vec::new(), Vec::new());
        for member in &plan.members {
            let mut fields = object.fields.iter();
            let field = fields.find(|field| field.name.wire() == member.wire)?;
            if field.fixed.is_some() {
                continue;
            }
            let name = field.name.clone();
            let files = match &field.ty {
                Type::Upload => Some(file(true, &member.wire)),
                Type::List(items) if **items == Type::Upload => {
                    Some(Expression::List(vec![file(true, &member.wire)]))
                }
                _ => None,
            };
            if let Some(files) = files {
                let list = if is_required(self.lower, id, member) {
                    &mut arguments
                } else {
                    &mut setters
                };
                list.push((name, files));
                continue;
            }
            let value = given(&member.wire);
            if is_required(self.lower, id, member) {
                let position = if object.required.is_some() {
                    Position::Exact
                } else {
                    Position::Into
                };
                if member.usage.nullable {
                    return None;
                }
                arguments.push((
                    name,
                    self.of(
                        &member.usage,
                        value,
                        Some(&member.wire),
                        position,
                        depth + 1,
                    )?,
                ));
            } else if let Some(value) = value.filter(|value| !value.is_null())
                && let Some(expression) = self.of(
                    &member.usage,
                    Some(value),
                    Some(&member.wire),
                    Position::Into,
                    depth + 1,
                )
            {
                setters.push((name, expression));
            }
        }
        Some(Expression::New {
            ty: self.name(id)?,
            required: object.required.clone(),
            arguments,
            setters,
        })
    }

    /// The variant that the example's tag or type names, else the first.
    fn union(
        &self,
        id: SchemaId,
        plan: &UnionPlan,
        example: Option<&Value>,
        position: Position,
        depth: usize,
    ) -> Option<Expression> {
        let told = |told: &Told| match (told, &plan.tell, example) {
            (Told::Constant(value), TellPlan::Tag(property), Some(example)) => {
                example.get(property) == Some(value)
            }
            (Told::Keys(keys), _, Some(example)) => {
                keys.iter().all(|key| example.get(&key.wire).is_some())
            }
            _ => false,
        };
        let index = plan
            .variants
            .iter()
            .position(|variant| variant.told_by.iter().any(told));
        let rest = plan
            .variants
            .iter()
            .position(|variant| variant.told_by.contains(&Told::Rest));
        let variant = &plan.variants[index.or(rest).unwrap_or(0)];
        let inner = self.of(&variant.usage, example, None, Position::Exact, depth + 1)?;
        let def = self.definition(id)?;
        let Kind::Union(union) = &def.kind else {
            return None;
        };
        let known = union
            .variants
            .iter()
            .find(|known| known.ty == self.lower.element(&variant.usage))?;
        let alone = union
            .variants
            .iter()
            .filter(|other| other.ty == known.ty)
            .count()
            == 1;
        if position == Position::Into && alone && matches!(known.ty, Type::Named(_)) {
            return Some(inner);
        }
        Some(Expression::Wrap(
            self.name(id)?,
            known.name.clone(),
            Box::new(inner),
        ))
    }

    fn name(&self, id: SchemaId) -> Option<TypeRef> {
        self.lower.names.get(&id).cloned()
    }

    fn definition(&self, id: SchemaId) -> Option<&TypeDef> {
        let name = self.lower.names.get(&id)?;
        let home = name
            .endpoint
            .as_ref()
            .map(|(module, _)| module.rust().to_owned());
        self.defs.get(&(home, name.name.rust().to_owned())).copied()
    }
}

fn plain(
    ty: &Type,
    example: Option<&Value>,
    named: Option<&str>,
    position: Position,
    least: &Option<serde_json::Number>,
) -> Option<Expression> {
    let text = |fallback: &str| {
        let text = example
            .and_then(Value::as_str)
            .unwrap_or(fallback)
            .to_owned();
        if position == Position::Into {
            Expression::Text(text)
        } else {
            Expression::TextInto(text)
        }
    };
    match ty {
        Type::String | Type::Secret | Type::SecretUri => Some(text(named.unwrap_or("text"))),
        Type::Text(kind) => Some(text(match kind {
            TextKind::Timestamp => "2020-01-01T00:00:00Z",
            TextKind::Date => "2020-01-01",
            TextKind::Time => "00:00:00Z",
            TextKind::Span => "PT1H",
            TextKind::Uuid => "00000000-0000-0000-0000-000000000000",
            TextKind::Uri => "https://example.com",
            TextKind::Ipv4 => "192.0.2.1",
            TextKind::Ipv6 => "2001:db8::1",
        })),
        // A literal is an i32 where several types are taken: only what an i32 becomes can stand there bare.
        Type::Integer {
            bits: 64,
            signed: true,
        } => {
            let value = example
                .and_then(whole)
                .or(least.as_ref().and_then(serde_json::Number::as_i64))
                .unwrap_or(1);
            (position == Position::Exact || i32::try_from(value).is_ok())
                .then_some(Expression::Integer(value))
        }
        // The others are taken as they are, nothing becomes them.
        Type::Integer { bits, signed } => {
            let largest = (1_i64 << (u32::from(*bits) - u32::from(*signed)).min(62)) - 1;
            let least = least.as_ref().and_then(serde_json::Number::as_i64);
            let smallest = if *signed { -largest - 1 } else { 0 };
            let fits = |value: &i64| (smallest..=largest).contains(value);
            let value = example.and_then(whole).or(least).filter(fits);
            Some(Expression::Integer(value.unwrap_or(1)))
        }
        Type::Float => Some(Expression::Float(
            example
                .and_then(Value::as_f64)
                .or(least.as_ref().and_then(serde_json::Number::as_f64))
                .unwrap_or(1.0),
        )),
        Type::Boolean => Some(Expression::Boolean(
            example.and_then(Value::as_bool).unwrap_or(true),
        )),
        Type::Value => Some(Expression::Json(example.cloned().unwrap_or(Value::Null))),
        _ => None,
    }
}

/// A file to send, called as what it stands for.
fn file(upload: bool, path: &str) -> Expression {
    Expression::File {
        upload,
        path: path.to_owned(),
    }
}

/// An integer, also where it is written `300.0`.
fn whole(value: &Value) -> Option<i64> {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "only whole numbers far from the limits of i64 are cast"
    )]
    value.as_i64().or_else(|| {
        value
            .as_f64()
            .filter(|number| number.fract() == 0.0 && number.abs() < 9e15)
            .map(|number| number as i64)
    })
}
