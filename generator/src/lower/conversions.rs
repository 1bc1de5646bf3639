//! From what an answer has to what a request has: where a type has one for each direction, and an answer holds all that a request asks for.

use std::collections::HashMap;

use crate::api::{Extra, Kind, Module, Presence, Type, TypeDef, TypeFile, TypeRef};

use super::Lower;

/// The pairs of types, input to answer, and what each is.
struct Pairs<'t> {
    answer_of: HashMap<Key, TypeRef>,
    defs: HashMap<Key, &'t TypeDef>,
}

/// Module and name of a type.
type Key = (Option<String>, String);

fn key(name: &TypeRef) -> Key {
    let module = name
        .endpoint
        .as_ref()
        .map(|(module, _)| module.rust().to_owned());
    (module, name.name.rust().to_owned())
}

/// Notes which types of requests can be made of those of answers.
pub(super) fn fill(lower: &Lower<'_>, modules: &mut [Module], types: &mut [TypeFile]) {
    let pairs = lower.inputs.iter().filter_map(|(answer, input)| {
        let (answer, input) = (lower.names.get(answer)?, lower.names.get(input)?);
        Some((key(input), answer.clone()))
    });
    let mut pairs = Pairs {
        answer_of: pairs.collect(),
        defs: definitions(modules, types),
    };
    loop {
        let lost: Vec<Key> = pairs
            .answer_of
            .iter()
            .filter(|(input, answer)| !pairs.converts(input, answer))
            .map(|(input, _)| input.clone())
            .collect();
        if lost.is_empty() {
            break;
        }
        for input in lost {
            pairs.answer_of.remove(&input);
        }
    }
    let mut answer_of = pairs.answer_of;
    for def in types.iter_mut().flat_map(|file| &mut file.types) {
        def.made_of = answer_of.remove(&(None, def.name.rust().to_owned()));
    }
    for module in modules {
        let home = module.name.rust().to_owned();
        for endpoint in &mut module.endpoints {
            for def in &mut endpoint.types {
                let key = (Some(home.clone()), def.name.rust().to_owned());
                def.made_of = answer_of.remove(&key);
            }
        }
    }
}

fn definitions<'t>(modules: &'t [Module], types: &'t [TypeFile]) -> HashMap<Key, &'t TypeDef> {
    let shared = types
        .iter()
        .flat_map(|file| &file.types)
        .map(|def| ((None, def.name.rust().to_owned()), def));
    let inline = modules.iter().flat_map(|module| {
        let home = module.name.rust();
        let endpoints = module.endpoints.iter();
        endpoints
            .flat_map(|endpoint| &endpoint.types)
            .map(move |def| ((Some(home.to_owned()), def.name.rust().to_owned()), def))
    });
    shared.chain(inline).collect()
}

impl Pairs<'_> {
    /// Whether every member of a type of requests is one of its type of answers.
    fn converts(&self, input: &Key, answer: &TypeRef) -> bool {
        let (Some(input), Some(answer)) = (self.defs.get(input), self.defs.get(&key(answer)))
        else {
            return false;
        };
        match (&input.kind, &answer.kind) {
            (Kind::Struct(input), Kind::Struct(answer)) => {
                let extra = match (&input.extra, &answer.extra) {
                    (Extra::Typed(to, _), Extra::Typed(from, _)) => to == from,
                    (Extra::Typed(..), _) => false,
                    _ => true,
                };
                let patterns = input.patterns.iter().all(|to| {
                    let mut known = answer.patterns.iter();
                    known.any(|from| from.pattern == to.pattern && from.ty == to.ty)
                });
                extra
                    && patterns
                    && !input.positional
                    && input.fields.iter().all(|to| {
                        let wire = to.name.wire();
                        let mut known = answer.fields.iter();
                        known
                            .find(|from| from.name.wire() == wire)
                            .is_some_and(|from| {
                                from.presence == to.presence
                                    && (from.ty == to.ty
                                        || to.presence != Presence::Maybe
                                            && self.fits(&from.ty, &to.ty))
                            })
                    })
            }
            (Kind::Union(input), Kind::Union(answer)) => input.variants.iter().all(|to| {
                let mut known = answer.variants.iter();
                known
                    .find(|from| from.name == to.name)
                    .is_some_and(|from| self.fits(&from.ty, &to.ty))
            }),
            _ => false,
        }
    }

    fn fits(&self, from: &Type, to: &Type) -> bool {
        match (from, to) {
            (from, to) if from == to => true,
            (Type::Boxed(from), to) => self.fits(from, to),
            (from, Type::Boxed(to)) => self.fits(from, to),
            (Type::List(from), Type::List(to))
            | (Type::Entries(from), Type::Entries(to))
            | (Type::Nullable(from), Type::Nullable(to)) => self.fits(from, to),
            (Type::Named(from), Type::Named(to)) => self
                .answer_of
                .get(&key(to))
                .is_some_and(|answer| key(answer) == key(from)),
            _ => false,
        }
    }
}
