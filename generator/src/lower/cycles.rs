//! Types that hold themselves: the edge that closes the cycle goes through a `Box`.

use std::collections::HashMap;

use crate::api::{Kind, Module, Type, TypeDef, TypeFile, TypeRef};

/// Boxes as few edges as a walk in the order of the names needs: each edge that leads back to a type that is still being looked at.
pub(super) fn break_cycles(types: &mut [TypeFile], modules: &mut [Module]) {
    let mut all: Vec<(TypeRef, &mut TypeDef)> = Vec::new();
    for file in types {
        all.extend(file.types.iter_mut().map(|def| {
            (
                TypeRef {
                    endpoint: None,
                    name: def.name.clone(),
                },
                def,
            )
        }));
    }
    for module in modules {
        let endpoints = module.endpoints.iter_mut();
        let endpoints = endpoints.map(|endpoint| (&endpoint.function, &mut endpoint.types));
        let received = module.received.iter_mut();
        let received = received.map(|received| (&received.function, &mut received.types));
        for (function, types) in endpoints.chain(received) {
            let home = Some((module.name.clone(), function.clone()));
            all.extend(types.iter_mut().map(|def| {
                (
                    TypeRef {
                        endpoint: home.clone(),
                        name: def.name.clone(),
                    },
                    def,
                )
            }));
        }
    }
    all.sort_by(|one, other| one.0.name.cmp(&other.0.name));
    let index: HashMap<String, usize> = all
        .iter()
        .enumerate()
        .map(|(index, (name, _))| (key(name), index))
        .collect();
    let edges: Vec<Vec<usize>> = all
        .iter()
        .map(|(_, def)| {
            held(def)
                .into_iter()
                .filter_map(|name| index.get(&key(name)).copied())
                .collect()
        })
        .collect();
    for (from, to) in back_edges(&edges) {
        let target = all[to].0.clone();
        for ty in direct(&mut all[from].1.kind) {
            wrap(ty, &target);
        }
    }
}

fn key(name: &TypeRef) -> String {
    match &name.endpoint {
        Some((module, _)) => format!("{}::{}", module.rust(), name.name.rust()),
        None => name.name.rust().to_owned(),
    }
}

/// Depth first, without recursion: the edges that lead to a node on the path.
fn back_edges(edges: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut state = vec![0_u8; edges.len()];
    for root in 0..edges.len() {
        if state[root] != 0 {
            continue;
        }
        let mut path = vec![(root, 0)];
        state[root] = 1;
        while let Some((node, next)) = path.last_mut() {
            let Some(&to) = edges[*node].get(*next) else {
                state[*node] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                0 => {
                    state[to] = 1;
                    path.push((to, 0));
                }
                1 => found.push((*node, to)),
                _ => {}
            }
        }
    }
    found
}

/// The types that a type holds without a list, a map or a box between.
fn held(def: &TypeDef) -> Vec<&TypeRef> {
    let types: Vec<&Type> = match &def.kind {
        Kind::Struct(object) => object.fields.iter().map(|field| &field.ty).collect(),
        Kind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Kind::Enum(_) | Kind::Alias(_) => Vec::new(),
    };
    let mut names: Vec<&TypeRef> = types.into_iter().filter_map(named).collect();
    names.sort_by(|one, other| one.name.cmp(&other.name));
    names.dedup();
    names
}

fn named(ty: &Type) -> Option<&TypeRef> {
    match ty {
        Type::Named(name) => Some(name),
        Type::Nullable(inner) => named(inner),
        _ => None,
    }
}

fn direct(kind: &mut Kind) -> Vec<&mut Type> {
    match kind {
        Kind::Struct(object) => object
            .fields
            .iter_mut()
            .map(|field| &mut field.ty)
            .collect(),
        Kind::Union(union) => union
            .variants
            .iter_mut()
            .map(|variant| &mut variant.ty)
            .collect(),
        Kind::Enum(_) | Kind::Alias(_) => Vec::new(),
    }
}

fn wrap(ty: &mut Type, target: &TypeRef) {
    match ty {
        Type::Named(name) if name == target => *ty = Type::Boxed(Box::new(ty.clone())),
        Type::Nullable(inner) => wrap(inner, target),
        _ => {}
    }
}
