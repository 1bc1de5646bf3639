//! Operations, and what stands beside the paths: servers, security schemes, webhooks.

use indexmap::IndexMap;
use serde_json::Value;

use crate::contract::{self, Body, Requirement, Response, SecurityKind, Status, Webhook};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::{
    In, Operation, PathItem, RefOr, RequestBody, SecurityRequirement, SecuritySchemeKind, Server,
};

use super::parameters::Site;
use super::references::closest;
use super::unhonoured::not_honoured;
use super::{Resolver, parameters, part, urls};

impl<'a> Resolver<'a> {
    /// The operations of `paths`, in document order.
    pub(super) fn operations(&mut self) -> Vec<contract::Operation> {
        let document = self.document;
        self.operations_of(&document.paths, true)
    }

    /// The requests that the API makes: `webhooks`, then the callbacks of the operations.
    pub(super) fn webhooks(&mut self) -> Vec<Webhook> {
        let document = self.document;
        let requests = self.operations_of(&document.webhooks, false).into_iter();
        let mut webhooks: Vec<Webhook> = requests
            .map(|request| Webhook {
                name: request.path.clone(),
                url: None,
                request,
            })
            .collect();
        for (owner, callbacks) in std::mem::take(&mut self.callbacks) {
            for (name, callback) in callbacks {
                let Some(target) = self.target(callback) else {
                    continue;
                };
                let requests = self.operations_of(&target.item.items, false).into_iter();
                webhooks.extend(requests.map(|request| Webhook {
                    name: format!("{owner} {name}"),
                    url: Some(request.path.clone()),
                    request,
                }));
            }
        }
        webhooks
    }

    fn operations_of(
        &mut self,
        paths: &'a IndexMap<String, PathItem>,
        template: bool,
    ) -> Vec<contract::Operation> {
        let document_security = self.security(self.document.security.as_deref());
        let mut operations = Vec::new();
        for (path, item) in paths {
            let items = self.path_items(item);
            let site = Site {
                path,
                item,
                items: &items,
                template,
            };
            let mut methods: IndexMap<&str, &'a Operation> = IndexMap::new();
            for item in &items {
                for (method, operation) in &item.operations {
                    methods.entry(method).or_insert(operation);
                }
            }
            for (method, operation) in methods {
                operations.push(self.operation(&site, method, operation, &document_security));
            }
        }
        operations
    }

    fn operation(
        &mut self,
        site: &Site<'_, 'a>,
        method: &str,
        operation: &'a Operation,
        document_security: &[Requirement],
    ) -> contract::Operation {
        if site.template && !operation.callbacks.is_empty() {
            let owner = operation.operation_id.clone();
            let owner = owner.unwrap_or_else(|| format!("{method} {}", site.path));
            self.callbacks.push((owner, &operation.callbacks));
        } else if !operation.callbacks.is_empty() {
            self.tell(not_honoured(
                operation.origin,
                "callbacks",
                "they are callbacks of a request that the API itself makes; describe what it sends then under `webhooks`",
            ));
        }
        let security = match &operation.security {
            Some(requirements) => self.security(Some(requirements)),
            None => document_security.to_vec(),
        };
        let parameters = self.parameters(site, operation);
        let of_path = site.items.iter().find(|item| !item.servers.is_empty());
        let servers = match of_path {
            Some(item) if operation.servers.is_empty() => &item.servers,
            _ => &operation.servers,
        };
        let servers = self.servers(servers);
        // What is said of a path holds for its operations that say nothing.
        let is_silent = operation.summary.is_none() && operation.description.is_none();
        let described = site.items.iter().filter(|_| is_silent);
        let described = described
            .map(|item| (&item.summary, &item.description))
            .find(|(summary, description)| summary.is_some() || description.is_some());
        let (summary, description) =
            described.unwrap_or((&operation.summary, &operation.description));
        contract::Operation {
            origin: operation.origin,
            id: operation.operation_id.clone(),
            method: method.to_owned(),
            path: parameters::plain_path(site.path, &parameters),
            summary: summary.clone(),
            description: description.clone(),
            external_docs: operation
                .external_docs
                .as_ref()
                .map(|docs| docs.url.clone()),
            deprecated: operation.deprecated,
            tags: operation.tags.clone(),
            parameters,
            body: operation
                .request_body
                .as_ref()
                .and_then(|body| self.body(body)),
            responses: self.responses(operation),
            servers,
            security,
            extensions: operation.extensions.clone(),
        }
    }

    fn body(&mut self, body: &'a RefOr<RequestBody>) -> Option<Body> {
        let target = self.target(body)?;
        Some(Body {
            origin: target.item.origin,
            description: target
                .description()
                .or_else(|| target.item.description.clone()),
            required: target.item.required,
            content: self.media_types(&target.item.content),
        })
    }

    fn responses(&mut self, operation: &'a Operation) -> Vec<Response> {
        let mut responses = Vec::with_capacity(operation.responses.len());
        for (status, response) in &operation.responses {
            // The reader has told what is no status.
            let Some(status) = parsed(status) else {
                continue;
            };
            let Some(target) = self.target(response) else {
                continue;
            };
            let item = target.item;
            responses.push(Response {
                origin: item.origin,
                status,
                description: target.description().or_else(|| item.description.clone()),
                headers: self.headers(&item.headers),
                content: self.media_types(&item.content),
            });
        }
        responses
    }

    /// The alternatives of a security requirement; a scheme that is not declared is told.
    fn security(&mut self, requirements: Option<&'a [SecurityRequirement]>) -> Vec<Requirement> {
        let mut alternatives = Vec::new();
        for requirement in requirements.unwrap_or_default() {
            let document = self.document;
            let declared = &document.components.security_schemes;
            for name in requirement.schemes.keys() {
                if declared.contains_key(name) || !self.told.insert(part(name)) {
                    continue;
                }
                let help = match closest(name, declared.keys().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("declare it: `components.securitySchemes.{name}`"),
                };
                self.tell(
                    Diagnostic::error(
                        Code("LP0260"),
                        format!("the security scheme `{name}` is not declared"),
                    )
                    .at(requirement.origin.key_of(name), "not declared")
                    .help(help),
                );
            }
            for (name, scopes) in &requirement.schemes {
                self.scopes(requirement, name, scopes);
            }
            let mut schemes = requirement.schemes.clone();
            schemes.sort_unstable_keys();
            alternatives.push(Requirement {
                origin: requirement.origin,
                schemes,
            });
        }
        alternatives
    }

    /// Tells which scopes the flows of a scheme do not list.
    fn scopes(&mut self, requirement: &'a SecurityRequirement, name: &str, scopes: &'a [String]) {
        let document = self.document;
        let Some(scheme) = document.components.security_schemes.get(name) else {
            return;
        };
        if scopes.is_empty() {
            return;
        }
        let Some(target) = self.target(scheme) else {
            return;
        };
        let SecuritySchemeKind::OAuth2 { flows } = &target.item.kind else {
            return;
        };
        let flows = flows
            .as_object()
            .into_iter()
            .flat_map(|flows| flows.values());
        let declared: Vec<&str> = flows
            .filter_map(|flow| flow.get("scopes")?.as_object())
            .flat_map(|scopes| scopes.keys().map(String::as_str))
            .collect();
        // A scheme without any scope has left them out.
        if declared.is_empty() {
            return;
        }
        for scope in scopes {
            if declared.contains(&scope.as_str()) || !self.told.insert(part(scope)) {
                continue;
            }
            let help = match closest(scope, declared.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    "list it under `scopes` of a flow, or ask for one that is listed".to_owned()
                }
            };
            self.tell(
                Diagnostic::warning(
                    Code("LP0265"),
                    format!("the scope `{scope}` is none of `{name}`"),
                )
                .at(
                    requirement.origin.key_of(name),
                    "no flow of the scheme has it",
                )
                .help(help),
            );
        }
    }

    /// The declared security schemes, in document order.
    pub(super) fn security_schemes(&mut self) -> IndexMap<String, contract::SecurityScheme> {
        let document = self.document;
        let mut schemes = IndexMap::new();
        for (name, scheme) in &document.components.security_schemes {
            let Some(target) = self.target(scheme) else {
                continue;
            };
            let item = target.item;
            let scheme = contract::SecurityScheme {
                origin: item.origin,
                kind: kind(&item.kind),
                flows: flows(&item.kind),
                description: target.description().or_else(|| item.description.clone()),
                deprecated: item.deprecated,
            };
            schemes.insert(name.clone(), scheme);
        }
        schemes
    }

    /// Servers, with the defaults of their variables filled in.
    pub(super) fn servers(&mut self, servers: &'a [Server]) -> Vec<contract::Server> {
        let mut resolved = Vec::with_capacity(servers.len());
        for server in servers {
            let template = urls::plain(&server.url);
            let mut url = template.clone();
            let mut variables = IndexMap::new();
            for name in parameters::template(&server.url) {
                let Some(variable) = server.variables.get(name) else {
                    self.tell_variable(server, name);
                    continue;
                };
                url = url.replace(&format!("{{{name}}}"), &variable.default);
                let variable = contract::ServerVariable {
                    origin: variable.origin,
                    default: variable.default.clone(),
                    values: variable.values.clone(),
                    description: variable.description.clone(),
                };
                variables.insert(name.to_owned(), variable);
            }
            self.unused_variables(server);
            self.no_http(server, &url);
            resolved.push(contract::Server {
                origin: server.origin,
                url,
                template,
                name: server.name.clone(),
                description: server.description.clone(),
                variables,
            });
        }
        resolved
    }

    fn unused_variables(&mut self, server: &'a Server) {
        let used = parameters::template(&server.url);
        for (name, variable) in &server.variables {
            if used.contains(&name.as_str()) || !self.told.insert(part(variable)) {
                continue;
            }
            let open = used
                .iter()
                .copied()
                .filter(|name| !server.variables.contains_key(*name));
            // A name that is only misspelt is told once, at the URL.
            if closest(name, open).is_some() {
                continue;
            }
            self.tell(
                Diagnostic::warning(
                    Code("LP0262"),
                    format!("the URL of the server has no variable `{name}`"),
                )
                .at(variable.origin.key(), "never filled in")
                .help(format!(
                    "write `{{{name}}}` where it belongs in the URL, or remove it"
                )),
            );
        }
    }

    /// `localhost:8080` reads as a URL of the scheme `localhost`.
    fn no_http(&mut self, server: &'a Server, url: &str) {
        let beginning = url.split(['/', '?', '#']).next().unwrap_or_default();
        let absolute = url.contains("://");
        if absolute || !beginning.contains(':') || !self.told.insert(part(&server.url)) {
            return;
        }
        self.tell(
            Diagnostic::warning(
                Code("LP0263"),
                format!(
                    "the server `{}` is neither a URL of HTTP nor a path",
                    server.url
                ),
            )
            .at(
                server.origin.value_of("url"),
                "begins with neither `https://` nor `http://`",
            )
            .help("write the URL with its scheme, as in `https://api.example.com/v1`"),
        );
    }

    fn tell_variable(&mut self, server: &Server, name: &str) {
        // A path's servers are those of several operations.
        if !self.told.insert(part(server)) {
            return;
        }
        let known = server.variables.keys().map(String::as_str);
        let help = match closest(name, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("declare it: `variables: {{{name}: {{default: ..}}}}`"),
        };
        self.tell(
            Diagnostic::error(
                Code("LP0261"),
                format!("the variable `{name}` of the server is not declared"),
            )
            .at(
                server.origin.value_of("url"),
                format!("`{{{name}}}` has no value"),
            )
            .help(help),
        );
    }
}

/// `200`, `4XX`, `default`.
fn parsed(status: &str) -> Option<Status> {
    if status == "default" {
        return Some(Status::Default);
    }
    let hundreds = match status
        .strip_suffix("XX")
        .or_else(|| status.strip_suffix("xx"))
    {
        Some(hundred) => return hundred.parse().ok().map(Status::Range),
        None => status.parse().ok()?,
    };
    (100..=599)
        .contains(&hundreds)
        .then_some(Status::Code(hundreds))
}

/// Where tokens come from, by flow and keyword.
fn flows(kind: &SecuritySchemeKind) -> IndexMap<String, IndexMap<String, String>> {
    let keywords = [
        "authorizationUrl",
        "tokenUrl",
        "refreshUrl",
        "deviceAuthorizationUrl",
    ];
    match kind {
        SecuritySchemeKind::OAuth2 { flows } => {
            let urls = |flow: &Value| {
                let urls = keywords.iter().filter_map(|keyword| {
                    Some((
                        (*keyword).to_owned(),
                        flow.get(keyword)?.as_str()?.to_owned(),
                    ))
                });
                urls.collect()
            };
            let flows = flows.as_object().into_iter().flatten();
            flows
                .map(|(name, flow)| (name.clone(), urls(flow)))
                .collect()
        }
        SecuritySchemeKind::OpenIdConnect { url } => {
            let urls = IndexMap::from([("openIdConnectUrl".to_owned(), url.clone())]);
            IndexMap::from([("openIdConnect".to_owned(), urls)])
        }
        _ => IndexMap::new(),
    }
}

fn kind(kind: &SecuritySchemeKind) -> SecurityKind {
    match kind {
        SecuritySchemeKind::ApiKey { place, name } => match place {
            In::Header => SecurityKind::Header(name.clone()),
            In::Query => SecurityKind::Query(name.clone()),
            In::Cookie => SecurityKind::Cookie(name.clone()),
            In::Path | In::Querystring => SecurityKind::Other("apiKey".to_owned()),
        },
        SecuritySchemeKind::Http { scheme, .. } => match scheme.as_str() {
            "bearer" => SecurityKind::Bearer,
            "basic" => SecurityKind::Basic,
            scheme => SecurityKind::Other(format!("http {scheme}")),
        },
        SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect { .. } => {
            SecurityKind::Bearer
        }
        SecuritySchemeKind::MutualTls => SecurityKind::Other("mutualTLS".to_owned()),
    }
}
