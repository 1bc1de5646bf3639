//! Names for everything at once: the same whatever the order in which things are met.

use std::collections::{BTreeMap, HashMap};

use crate::api::TypeRef;
use crate::contract::{Operation, Schema, SchemaId};
use crate::names::{Claim, Collision, Name, Role};
use crate::parallel;
use crate::source::Origin;

use super::Lower;
use super::elsewhere;
use super::endpoints::PlannedOperation;
use super::places::{Owner, Place};
use super::written::{Written, place_of, tell_bodies_apart};
use super::{bodies, directions, structs};

/// Whose file each type stands in.
pub(super) struct Naming {
    /// Schemas by the component that owns them.
    pub(super) files: BTreeMap<String, Vec<SchemaId>>,
    /// Schemas by the index of the operation that owns them.
    pub(super) inline: HashMap<usize, Vec<SchemaId>>,
    /// By operation.
    pub(super) operations: Vec<OperationNames>,
}

/// What an operation is called, and what is named after it.
pub(super) struct OperationNames {
    pub(super) module: Name,
    pub(super) function: Name,
    pub(super) endpoint: Name,
    /// The enum over the media types of the body: `CreateContent`.
    pub(super) content: Option<Name>,
    /// The enum over the statuses of success, or of what is answered to the API: `CreateOutcome`, `NewPetAnswer`.
    pub(super) outcome: Option<Name>,
    /// The enum over the statuses of failure: `CreateFault`.
    pub(super) failure: Option<Name>,
    /// The struct of declared headers: `CreateHeaders`.
    pub(super) headers: Option<Name>,
    /// The same of failures: `CreateFaultHeaders`.
    pub(super) fault_headers: Option<Name>,
}

/// Who claims a name in a scope of types.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Claimant {
    Schema(SchemaId),
    Required(SchemaId),
    Endpoint(usize),
    Content(usize),
    Outcome(usize),
    Failure(usize),
    Headers(usize),
    FaultHeaders(usize),
}

impl Claimant {
    /// The operation whose endpoint has the type.
    fn operation(self) -> Option<usize> {
        match self {
            Self::Schema(_) | Self::Required(_) => None,
            Self::Endpoint(at)
            | Self::Content(at)
            | Self::Outcome(at)
            | Self::Failure(at)
            | Self::Headers(at)
            | Self::FaultHeaders(at) => Some(at),
        }
    }
}

/// A schema with the place that it belongs to, and the name that it has by it.
struct Placed {
    pointer: String,
    /// The component whose file it stands in, where it is no operation's.
    owner: String,
    operation: Option<usize>,
    /// Whether it is a component itself.
    component: bool,
    name: Name,
}

impl Placed {
    fn new(
        schema: &Schema,
        pointer: String,
        place: Place,
        operation: Option<usize>,
        function: Option<&Name>,
    ) -> Self {
        let component = schema.name.is_some() && place.words.len() == 1;
        let own = place.words.join(" ");
        let words = match function {
            Some(function) => format!("{} {own}", function.rust()),
            None => own,
        };
        let wire = schema.name.as_ref().unwrap_or(&words);
        Self {
            pointer,
            name: Name::spelled(Role::Type, &words, wire),
            owner: match place.owner {
                Owner::Component(name) => name,
                Owner::Operation(path, _) => super::places::last_words(&path),
            },
            operation,
            component,
        }
    }
}

/// Which module each operation belongs to. Groups whose words make one identifier are one module: `Users` and `users` are the same resource.
fn settle_modules(lower: &Lower<'_>, operations: &[PlannedOperation<'_>]) -> Vec<Name> {
    let by_hand = |name: &Name| {
        lower
            .config
            .modules
            .iter()
            .any(|module| module.value == name.rust())
    };
    parallel::each_small(operations.len(), |index| {
        let words = &operations[index].module;
        let name = Name::new(Role::Module, words);
        if by_hand(&name) {
            name.distinguished(Role::Module, words)
        } else {
            name
        }
    })
}

/// Settles modules, functions, endpoints and types.
pub(super) fn settle(lower: &mut Lower<'_>, operations: &[PlannedOperation<'_>]) -> Naming {
    let modules = settle_modules(lower, operations);
    let functions = settle_functions(lower, operations, &modules);
    let mut files: BTreeMap<String, Vec<SchemaId>> = BTreeMap::new();
    let mut inline: HashMap<usize, Vec<SchemaId>> = HashMap::new();
    // Claims by scope: `None` is `types`, else a module.
    let mut scopes: BTreeMap<Option<String>, Vec<(Claimant, Claim)>> = BTreeMap::new();
    let claimed = parallel::each_small(operations.len(), |index| {
        let function = &functions[index];
        let operation = operations[index].operation;
        let mut claims = Vec::new();
        let mut claim = |claimant, added: &str, rank| {
            let words = format!("{}{added}", function.rust());
            let name = Name::spelled(Role::Type, &words, function.wire());
            let by = format!("{} {}", operation.method, operation.path);
            claims.push((claimant, Claim { name, by, rank }));
        };
        claim(Claimant::Endpoint(index), "", 2);
        if bodies::is_choice(&operations[index].body) {
            claim(Claimant::Content(index), " content", 1);
        }
        if operations[index].outcome.is_by_status() {
            claim(Claimant::Outcome(index), " outcome", 1);
        }
        if let Some(received) = &operations[index].received
            && received.answers.have_content()
        {
            claim(Claimant::Outcome(index), " answer", 1);
        }
        if operations[index].failure.is_by_status() {
            claim(Claimant::Failure(index), " fault", 1);
        }
        if !operations[index].headers.successes.is_empty() {
            claim(Claimant::Headers(index), " headers", 1);
        }
        if !operations[index].headers.failures.is_empty() {
            claim(Claimant::FaultHeaders(index), " fault headers", 1);
        }
        claims
    });
    for (module, claims) in modules.iter().zip(claimed) {
        let scope = scopes.entry(Some(module.rust().to_owned())).or_default();
        scope.extend(claims);
    }
    // By the place where an operation is written, and by its path: the two differ behind a `$ref` and where a path ends in a query.
    let mut owners: HashMap<Owner, usize> = HashMap::new();
    let mut called_by: HashMap<(&str, &str), &PlannedOperation<'_>> = HashMap::new();
    let whole = &*lower;
    let places: Vec<Owner> = parallel::each_small(operations.len(), |index| {
        super::places::place(&whole.pointer(operations[index].operation.origin)).owner
    });
    // Of several that are written in one place, the first by name has what stands there.
    let mut by_name: Vec<usize> = (0..operations.len()).collect();
    by_name.sort_by_key(|&index| (modules[index].rust(), functions[index].rust()));
    for &index in &by_name {
        owners.entry(places[index].clone()).or_insert(index);
    }
    for index in by_name {
        let planned = &operations[index];
        let operation = planned.operation;
        called_by
            .entry((&operation.path, &operation.method))
            .or_insert(planned);
        let called = Owner::Operation(operation.path.clone(), operation.method.clone());
        owners.entry(called).or_insert(index);
    }
    let written = Written::new(lower);
    let mut written_at: HashMap<(Option<String>, String), usize> = HashMap::new();
    let order = lower.order.clone();
    // What no other schema has a say in. Some thousand at a time: each takes room.
    for ids in order.chunks(4096) {
        let whole = &*lower;
        let placed = parallel::each(ids.len(), |index| {
            let id = ids[index];
            let pointer = whole.pointer(whole.schema(id).origin);
            let mut place = place_of(whole, &written, id);
            tell_bodies_apart(&called_by, &pointer, &mut place);
            let operation = match place.owner {
                Owner::Operation(..) => owners.get(&place.owner).copied(),
                Owner::Component(_) => None,
            };
            let function = operation.map(|index| &functions[index]);
            Placed::new(whole.schema(id), pointer, place, operation, function)
        });
        for (&id, placed) in ids.iter().zip(placed) {
            let scope = placed
                .operation
                .map(|index| modules[index].rust().to_owned());
            match placed.operation {
                Some(index) => inline.entry(index).or_default().push(id),
                None => files.entry(placed.owner).or_default().push(id),
            }
            let rank = if placed.component { 1 } else { 0 };
            let (name, rank) = match lower.renamed_definition(id) {
                Some(to) => (Name::spelled(Role::Type, &to, placed.name.wire()), 3),
                None => (placed.name, rank),
            };
            let mut by = match lower.answer_of(id) {
                Some(_) => format!("{} {}", placed.pointer, directions::INPUT),
                // Other files may have components of the same name.
                None if placed.component && !elsewhere::is_elsewhere(&placed.pointer) => {
                    name.wire().to_owned()
                }
                None => placed.pointer,
            };
            // Intersections may be written in one place: a member of two unions that are merged.
            let known = written_at.entry((scope.clone(), by.clone())).or_insert(0);
            *known += 1;
            if *known > 1 {
                by.push_str(&format!(" {known}"));
            }
            scopes
                .entry(scope)
                .or_default()
                .push((Claimant::Schema(id), Claim { name, by, rank }));
        }
    }
    add_required(lower, &mut scopes);
    let owners: HashMap<SchemaId, usize> = inline
        .iter()
        .flat_map(|(index, ids)| ids.iter().map(|id| (*id, *index)))
        .collect();
    let mut settled: HashMap<Claimant, Name> = HashMap::new();
    let scopes: Vec<(bool, Vec<Claimant>, Vec<Claim>)> = scopes
        .into_iter()
        .map(|(scope, claims)| {
            let (claimants, claims) = claims.into_iter().unzip();
            (scope.is_some(), claimants, claims)
        })
        .collect();
    let names = parallel::each_small(scopes.len(), |index| {
        crate::names::settle(Role::Type, &scopes[index].2, &[])
    });
    for ((inner, claimants, claims), names) in scopes.iter().zip(names) {
        settle_scope(
            lower,
            *inner,
            (claimants, claims),
            names,
            operations,
            (&modules, &functions, &owners),
            &mut settled,
        );
    }
    let operations = modules
        .into_iter()
        .zip(functions)
        .enumerate()
        .map(|(index, (module, function))| OperationNames {
            module,
            function,
            endpoint: settled
                .remove(&Claimant::Endpoint(index))
                .expect("every operation claims a name"),
            content: settled.remove(&Claimant::Content(index)),
            outcome: settled.remove(&Claimant::Outcome(index)),
            failure: settled.remove(&Claimant::Failure(index)),
            headers: settled.remove(&Claimant::Headers(index)),
            fault_headers: settled.remove(&Claimant::FaultHeaders(index)),
        })
        .collect();
    Naming {
        files,
        inline,
        operations,
    }
}

/// The structs of required members take part in their type's scope: `SimpleCapture` claims `SimpleCaptureRequired`.
fn add_required(lower: &Lower<'_>, scopes: &mut BTreeMap<Option<String>, Vec<(Claimant, Claim)>>) {
    for claims in scopes.values_mut() {
        let more: Vec<_> = claims
            .iter()
            .filter_map(|(claimant, claim)| match claimant {
                Claimant::Schema(id) if structs::needs_required(lower, *id) => Some((*id, claim)),
                _ => None,
            })
            .map(|(id, claim)| {
                let name = Name::spelled(
                    Role::Type,
                    &format!("{}Required", claim.name.rust()),
                    claim.name.wire(),
                );
                let by = format!("{} required", claim.by);
                (Claimant::Required(id), Claim { name, by, rank: 0 })
            })
            .collect();
        claims.extend(more);
    }
}

/// Settles the names of one scope; `inner` scopes are modules, where types stand in the files of operations.
fn settle_scope(
    lower: &mut Lower<'_>,
    inner: bool,
    (claimants, claims): (&[Claimant], &[Claim]),
    (names, collisions): (Vec<Name>, Vec<Collision>),
    operations: &[PlannedOperation<'_>],
    (modules, functions, owners): (&[Name], &[Name], &HashMap<SchemaId, usize>),
    settled: &mut HashMap<Claimant, Name>,
) {
    let schema = |index: usize| match claimants[index] {
        Claimant::Schema(id) => Some(id),
        _ => None,
    };
    for collision in &collisions {
        let origin = |index: usize| match claimants[index] {
            Claimant::Schema(id) | Claimant::Required(id) => lower.schema(id).origin,
            other => (other.operation())
                .map_or_else(Origin::default, |at| operations[at].operation.origin),
        };
        let origin = collision.moved.first().map(|&index| origin(index));
        let origin = origin.unwrap_or_default();
        lower.report_collision(
            collision,
            origin,
            claims,
            &names,
            "types",
            |lower, index| {
                if let Some(id) = schema(index) {
                    return Some((lower.rename_key(id), names[index].rust().to_owned()));
                }
                // What an endpoint has is called as its function: another function, another name.
                let at = claimants[index].operation()?;
                let (module, function) = (modules[at].rust(), functions[at].rust());
                let key = rename_key(lower, operations[at].operation);
                Some((key, format!("{module}.{function}_operation")))
            },
        );
    }
    for (claimant, name) in claimants.iter().zip(names) {
        match *claimant {
            Claimant::Schema(id) => {
                let owner = if inner {
                    owners.get(&id).copied()
                } else {
                    None
                };
                let endpoint =
                    owner.map(|index| (modules[index].clone(), functions[index].clone()));
                lower.names.insert(id, TypeRef { endpoint, name });
            }
            Claimant::Required(id) => {
                lower.required_names.insert(id, name);
            }
            other => {
                settled.insert(other, name);
            }
        }
    }
}

fn settle_functions(
    lower: &mut Lower<'_>,
    operations: &[PlannedOperation<'_>],
    modules: &[Name],
) -> Vec<Name> {
    let mut scopes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, module) in modules.iter().enumerate() {
        scopes.entry(module.rust()).or_default().push(index);
    }
    let scopes: Vec<Vec<usize>> = scopes.into_values().collect();
    let settled = parallel::each_small(scopes.len(), |scope| {
        let claim = |&index: &usize| {
            let planned = &operations[index];
            let operation = planned.operation;
            let wire = operation.id.as_ref().unwrap_or(&planned.function);
            Claim {
                name: Name::spelled(Role::Function, &planned.function, wire),
                by: format!("{} {}", operation.method, operation.path),
                rank: 0,
            }
        };
        let claims: Vec<Claim> = scopes[scope].iter().map(claim).collect();
        let (names, collisions) = crate::names::settle(Role::Function, &claims, &[]);
        (claims, names, collisions)
    });
    let mut functions: Vec<Option<Name>> = vec![None; operations.len()];
    for (members, (claims, names, collisions)) in scopes.iter().zip(settled) {
        for collision in &collisions {
            let first = members[collision.moved[0]];
            lower.report_collision(
                collision,
                operations[first].operation.origin,
                &claims,
                &names,
                "operations of one module",
                |lower, index| {
                    let at = members[index];
                    let name = format!("{}.{}", modules[at].rust(), names[index].rust());
                    Some((rename_key(lower, operations[at].operation), name))
                },
            );
        }
        for (&index, name) in members.iter().zip(names) {
            functions[index] = Some(name);
        }
    }
    functions
        .into_iter()
        .map(|name| name.expect("every operation is in one scope"))
        .collect()
}

/// What `[crate.rename]` calls an operation: its id, or where it stands.
pub(super) fn rename_key(lower: &Lower<'_>, operation: &Operation) -> String {
    let place = || elsewhere::key(&lower.pointer(operation.origin));
    operation.id.clone().unwrap_or_else(place)
}

impl Lower<'_> {
    pub(super) fn pointer(&self, origin: Origin) -> String {
        self.elsewhere.pointer(self.sources, origin)
    }
}
