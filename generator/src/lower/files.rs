//! Which file each type stands in, and in which order.

use std::collections::HashMap;

use crate::api::{Module, TypeDef, TypeFile};
use crate::contract::SchemaId;
use crate::names::{Claim, Name, Role};
use crate::parallel;

use super::Lower;
use super::naming::Naming;
use super::plan::Plan;
use super::{enums, structs, unions};

/// The files under `types/`, and the inline types of the endpoints into their own files.
pub(super) fn files(lower: &Lower<'_>, naming: &Naming, modules: &mut [Module]) -> Vec<TypeFile> {
    let mut defined: HashMap<(&str, &str), Vec<TypeDef>> = HashMap::new();
    let inline: Vec<(&usize, &Vec<SchemaId>)> = naming.inline.iter().collect();
    let types = parallel::each(inline.len(), |at| of_file(lower, inline[at].1, None));
    for ((index, _), types) in inline.into_iter().zip(types) {
        let names = &naming.operations[*index];
        defined.insert((names.module.rust(), names.function.rust()), types);
    }
    for module in modules {
        let requests = module.received.iter_mut();
        let requests = requests.map(|request| (&request.function, &mut request.types));
        let endpoints = module.endpoints.iter_mut();
        let endpoints = endpoints.map(|endpoint| (&endpoint.function, &mut endpoint.types));
        for (function, types) in requests.chain(endpoints) {
            if let Some(own) = defined.remove(&(module.name.rust(), function.rust())) {
                *types = own;
            }
        }
    }
    // A file is named as the component's own type, so that a rename moves both.
    let own: Vec<String> = naming
        .files
        .iter()
        .map(|(component, ids)| {
            let main = ids
                .iter()
                .find(|id| lower.schema(**id).name.as_deref() == Some(component));
            let renamed = lower
                .config
                .rename
                .get(&format!("#/components/schemas/{component}"))
                .map(|name| name.value.clone());
            main.map(|id| lower.names[id].name.rust().to_owned())
                .or(renamed)
                .unwrap_or_else(|| component.clone())
        })
        .collect();
    let claims: Vec<Claim> = own
        .iter()
        .map(|words| Claim {
            name: Name::new(Role::Module, words),
            by: words.clone(),
            rank: 0,
        })
        .collect();
    let (names, _) = crate::names::settle(Role::Module, &claims, &["mod"]);
    let owned: Vec<(&String, &Vec<SchemaId>)> = naming.files.iter().collect();
    let types = parallel::each(owned.len(), |at| {
        let (component, ids) = owned[at];
        of_file(lower, ids, Some(component))
    });
    let files = names.into_iter().zip(types).map(|(file, types)| TypeFile {
        file,
        feature: None,
        types,
    });
    let mut files: Vec<TypeFile> = files.collect();
    files.sort_by(|one, other| one.file.rust().cmp(other.file.rust()));
    files
}

/// The types of a file.
fn of_file(lower: &Lower<'_>, ids: &[SchemaId], component: Option<&String>) -> Vec<TypeDef> {
    let ids = in_order(lower, ids, component);
    ids.into_iter().map(|id| define(lower, id)).collect()
}

/// Their order: the component's own first, then by the places that they are called by, so that each stands before its parts, whatever is met first. A name of `[crate.rename]` moves none.
fn in_order(lower: &Lower<'_>, ids: &[SchemaId], component: Option<&String>) -> Vec<SchemaId> {
    let mut ids = ids.to_vec();
    ids.sort_by_cached_key(|id| {
        let is_own = component.is_some() && lower.schema(*id).name.as_ref() == component;
        let name = &lower.names[id].name;
        (!is_own, name.wire().to_owned(), name.rust().to_owned())
    });
    ids
}

fn define(lower: &Lower<'_>, id: SchemaId) -> TypeDef {
    let plan = lower.plans[&id].clone();
    let kind = match &plan {
        Plan::Struct(plan) => structs::build(lower, id, plan),
        Plan::Enum(values) => enums::build(lower, id, values),
        Plan::Union(plan) => unions::build(lower, id, plan),
        Plan::Plain(_) | Plan::List(_) | Plan::Entries(_) | Plan::Narrowed(..) => {
            unreachable!("only definitions are ordered")
        }
    };
    let schema = lower.schema(id);
    TypeDef {
        origin: schema.origin,
        name: lower.names[&id].name.clone(),
        docs: super::docs::definition(lower, id, &kind),
        sent: lower.sent.contains(&id),
        made_of: None,
        kind,
    }
}
