//! Operations -> endpoints: modules, functions, parameters, bodies.

use std::collections::HashMap;

use crate::api::{Docs, Endpoint, Module, Param, Received};
use crate::contract::{self, In, Operation, Parameter};
use crate::names::{Claim, Name, Role, settle};
use crate::parallel;

use super::elsewhere;
use super::failures::{self, FailurePlan};
use super::headers::{self, HeadersPlan};
use super::naming::{Naming, OperationNames};
use super::outcomes::{self, OutcomePlan};
use super::part_headers::{self, AskedHeader};
use super::plan::reach;
use super::received::{self, ReceivedPlan};
use super::unnamed::{self, Unnamed};
use super::{Lower, bodies, parameters, security, streams};

/// An operation with what is decided of it before anything has a name.
pub(super) struct PlannedOperation<'a> {
    pub(super) operation: &'a Operation,
    /// Words for the module.
    pub(super) module: String,
    /// Words for the function.
    pub(super) function: String,
    pub(super) body: Vec<bodies::PlannedContent<'a>>,
    /// What its parameters are followed by.
    pub(super) part_headers: Vec<AskedHeader>,
    pub(super) outcome: OutcomePlan<'a>,
    pub(super) failure: FailurePlan<'a>,
    pub(super) headers: HeadersPlan<'a>,
    /// Where it is no request of the crate's, but one that the API makes.
    pub(super) received: Option<ReceivedPlan<'a>>,
}

pub(super) fn plan<'a>(lower: &mut Lower<'a>) -> Vec<PlannedOperation<'a>> {
    let contract: &'a contract::Contract = lower.contract;
    let operations = &contract.operations;
    let called = parallel::each_small(operations.len(), |index| words(lower, &operations[index]));
    let (mut planned, names): (Vec<PlannedOperation<'a>>, Vec<Option<Unnamed>>) = operations
        .iter()
        .zip(called)
        .map(|(operation, words)| plan_one(lower, operation, words))
        .unzip();
    unnamed::tell_apart(&mut planned, &names);
    let mut named: HashMap<&str, usize> = HashMap::new();
    for webhook in &contract.webhooks {
        *named.entry(&webhook.name).or_default() += 1;
    }
    for webhook in &contract.webhooks {
        let alone = named[webhook.name.as_str()] == 1;
        planned.push(received::plan(lower, webhook, alone));
    }
    planned
}

fn plan_one<'a>(
    lower: &mut Lower<'a>,
    operation: &'a Operation,
    (module, function, unnamed): (String, String, Option<Unnamed>),
) -> (PlannedOperation<'a>, Option<Unnamed>) {
    for parameter in &operation.parameters {
        reach(lower, &parameter.schema, true);
    }
    let body = bodies::plan(lower, operation);
    let part_headers = part_headers::plan(lower, operation, &body);
    let outcome = outcomes::plan(lower, operation);
    let failure = failures::plan(lower, operation);
    let headers = headers::plan(lower, operation);
    let planned = PlannedOperation {
        operation,
        module,
        function,
        body,
        part_headers,
        outcome,
        failure,
        headers,
        received: None,
    };
    (planned, unnamed)
}

/// `pcaps.create` is module and function; another operationId is taken whole; without one, method and path.
///
/// The last is what there is to say of a name that is made of method and path.
fn words(lower: &Lower<'_>, operation: &Operation) -> (String, String, Option<Unnamed>) {
    let key = super::naming::rename_key(lower, operation);
    let renamed = lower.renamed(&key);
    let id = renamed.or_else(|| operation.id.clone());
    if let Some((module, function)) = id.as_deref().and_then(|id| id.rsplit_once('.')) {
        return (module.replace('.', " "), function.to_owned(), None);
    }
    let module = operation
        .tags
        .first()
        .cloned()
        .unwrap_or_else(|| unnamed::module_words(&operation.path));
    if let Some(id) = id {
        return (module, id, None);
    }
    let unnamed = unnamed::function_words(operation, &module);
    (module, unnamed.short.clone(), Some(unnamed))
}

/// What an operation has become.
enum Built {
    Endpoint(Box<Endpoint>),
    Received(Box<Received>),
}

pub(super) fn build(
    lower: &Lower<'_>,
    operations: &[PlannedOperation<'_>],
    naming: &Naming,
) -> Vec<Module> {
    let mut modules: Vec<Module> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let built = parallel::each_small(operations.len(), |position| {
        let (planned, names) = (&operations[position], &naming.operations[position]);
        let docs = module_docs(lower, planned);
        let built = match &planned.received {
            Some(plan) => Built::Received(Box::new(received::build(lower, planned, plan, names))),
            None => Built::Endpoint(Box::new(endpoint(lower, planned, names, position))),
        };
        (docs, built)
    });
    for (names, (docs, built)) in naming.operations.iter().zip(built) {
        let module = &names.module;
        let at = *places.entry(module.rust()).or_insert_with(|| {
            modules.push(Module {
                name: module.clone(),
                docs: Docs::default(),
                former: Vec::new(),
                feature: None,
                endpoints: Vec::new(),
                received: Vec::new(),
            });
            modules.len() - 1
        });
        // Operations of one module may have several tags: what is said of it does not depend on which comes first.
        if tells_more(&docs, &modules[at].docs) {
            modules[at].docs = docs;
        }
        match built {
            Built::Received(received) => modules[at].received.push(*received),
            Built::Endpoint(endpoint) => modules[at].endpoints.push(*endpoint),
        }
    }
    for module in &mut modules {
        module
            .endpoints
            .sort_by(|one, other| one.function.rust().cmp(other.function.rust()));
        module
            .received
            .sort_by(|one, other| one.function.rust().cmp(other.function.rust()));
    }
    modules.sort_by(|one, other| one.name.rust().cmp(other.name.rust()));
    modules
}

/// Whether the docs of a module say more than others; what says as much is taken by its words.
fn tells_more(docs: &Docs, others: &Docs) -> bool {
    let said = |docs: &Docs| (docs.description.is_some(), docs.title.is_some());
    said(docs) > said(others)
        || (said(docs) == said(others)
            && (&docs.title, &docs.description) < (&others.title, &others.description))
}

fn module_docs(lower: &Lower<'_>, planned: &PlannedOperation<'_>) -> Docs {
    if planned.received.is_some() {
        return received::module_docs();
    }
    let tag = planned.operation.tags.first();
    let description = tag.and_then(|tag| lower.contract.tags.get(tag).cloned().flatten());
    // A tag that only repeats the module's name says nothing.
    let title =
        tag.filter(|tag| Name::new(Role::Module, tag).rust() != **tag || description.is_none());
    Docs {
        title: title.cloned(),
        description,
        ..Docs::default()
    }
}

fn endpoint(
    lower: &Lower<'_>,
    planned: &PlannedOperation<'_>,
    settled: &OperationNames,
    position: usize,
) -> Endpoint {
    let operation = planned.operation;
    let (module, function) = (&settled.module, &settled.function);
    let asked = planned.part_headers.iter();
    let asked = asked.map(|header| (&header.parameter, header.words()));
    let parameters = operation.parameters.iter();
    let parameters: Vec<(&Parameter, String)> = parameters
        .map(|parameter| (parameter, parameter.name.clone()))
        .chain(asked)
        .collect();
    let claims: Vec<Claim> = parameters
        .iter()
        .map(|(parameter, own)| {
            let pointer = lower.pointer(parameter.origin);
            let words = lower.renamed(&pointer);
            let rank = if words.is_some() {
                3
            } else {
                u8::from(parameter.place == In::Path)
            };
            let name = Name::spelled(
                Role::Param,
                words.as_deref().unwrap_or(own),
                &parameter.name,
            );
            Claim {
                name,
                by: format!("{:?} {own}", parameter.place),
                rank,
            }
        })
        .collect();
    // The setter of an operation's own server.
    let taken: &[&str] = if operation.servers.is_empty() {
        &[]
    } else {
        &["base_url"]
    };
    let (names, collisions) = settle(Role::Param, &claims, taken);
    for collision in collisions {
        lower.report_collision(
            &collision,
            operation.origin,
            &claims,
            &names,
            "parameters of this operation",
            |lower, index| {
                let pointer = lower.pointer(parameters[index].0.origin);
                Some((elsewhere::key(&pointer), names[index].rust().to_owned()))
            },
        );
    }
    let outcome = {
        let mut fields: Vec<&str> = names.iter().map(Name::rust).collect();
        fields.extend(["body", "base_url"]);
        outcomes::build(lower, &planned.outcome, settled.outcome.as_ref(), &fields)
    };
    let mut names = names.into_iter();
    let params = operation.parameters.iter().zip(names.by_ref());
    let mut params: Vec<Param> = params
        .map(|(parameter, name)| parameters::param(lower, parameter, name))
        .collect();
    let asked = planned.part_headers.iter().zip(names);
    params.extend(asked.map(|(header, name)| header.param(lower, name)));
    let body = bodies::build(lower, planned, settled);
    let failure = failures::build(lower, &planned.failure, settled.failure.as_ref());
    Endpoint {
        origin: operation.origin,
        id: operation
            .id
            .clone()
            .unwrap_or_else(|| format!("{}.{}", module.rust(), function.rust())),
        function: function.clone(),
        name: settled.endpoint.clone(),
        docs: operation_docs(operation),
        method: operation.method.clone(),
        path: operation.path.clone(),
        params,
        body,
        outcome,
        stream: (planned.outcome.stream.as_ref()).map(|stream| streams::build(lower, stream)),
        failure,
        failures: failures::described(operation),
        headers: outcomes::headers(operation),
        header_types: headers::build(
            lower,
            &planned.headers,
            [settled.headers.as_ref(), settled.fault_headers.as_ref()],
        ),
        position,
        servers: Vec::new(),
        server_origin: operation.servers.first().map(|server| server.origin),
        security: security::carried(lower.contract, &operation.security),
        scopes: security::scopes(&operation.security),
        polling: None,
        paging: None,
        former: Vec::new(),
        types: Vec::new(),
        example: Vec::new(),
    }
}

pub(super) fn operation_docs(operation: &Operation) -> Docs {
    Docs {
        title: operation.summary.clone(),
        description: operation.description.clone(),
        facts: Vec::new(),
        deprecated: operation.deprecated,
        link: operation.external_docs.clone(),
    }
}
