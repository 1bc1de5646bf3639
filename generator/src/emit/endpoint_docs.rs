//! What stands above an operation's function: prose, where it goes, its errors, its headers, an example.

use super::docs::DocText;
use super::markdown::Markdown;
use super::types::Scope;
use super::{base_urls, examples, text};
use crate::api::{Api, Body, Endpoint, Failure, Module, ParamPlace, Payload, Type};

/// The documentation of the function.
pub(crate) fn function_docs(
    api: &Api,
    scope: &Scope<'_>,
    module: &Module,
    endpoint: &Endpoint,
) -> DocText {
    let mut docs = DocText::of(&endpoint.docs, &format!("Requests {}.", route(endpoint)));
    if !endpoint.scopes.is_empty() {
        docs.paragraph([scopes(endpoint)]);
    }
    if !endpoint.failures.is_empty() || endpoint.failure.is_some() {
        docs.paragraph(["# Errors".to_owned()]);
        docs.paragraph(endpoint.failures.iter().map(|(status, description)| {
            let status = if status == "default" {
                "otherwise".to_owned()
            } else {
                text::code(status)
            };
            led(&status, description.as_deref())
        }));
    }
    let failure = match &endpoint.failure {
        Some(Failure::Body(Type::Named(failure))) => Some(scope.path(failure)),
        Some(Failure::ByStatus(enumeration)) => Some(scope.local(&enumeration.name)),
        _ => None,
    };
    if let Some(failure) = failure {
        let failure = super::render::one_line(&failure);
        docs.paragraph([format!(
            "The documented body of a failure is [`{failure}`]: [`Error::failure`](crate::Error::failure) reads it."
        )]);
    }
    if !endpoint.headers.is_empty() {
        docs.paragraph(["# Headers of answers".to_owned()]);
        docs.paragraph(
            endpoint
                .headers
                .iter()
                .map(|(name, statuses, description)| {
                    let statuses: Vec<String> =
                        statuses.iter().map(|status| text::code(status)).collect();
                    led(
                        &format!("{} ({})", text::code(name), statuses.join(", ")),
                        description.as_deref(),
                    )
                }),
        );
    }
    if !endpoint.header_types.is_empty() {
        docs.paragraph(endpoint.header_types.iter().map(|headers| {
            let of = if headers.failures {
                "failures"
            } else {
                "successes"
            };
            format!(
                "[`{}`] has those of {of} with their types.",
                headers.name.ident()
            )
        }));
    }
    let bodies = endpoint.body.iter().flat_map(Body::contents);
    let headers: Vec<String> = bodies
        .flat_map(|content| &content.headers)
        .map(|header| {
            let (name, member) = (text::code(&header.name), text::code(&header.member));
            let whose = match (&header.fixed, header.required) {
                (Some(value), _) => format!("always {}", text::code(value)),
                (None, true) => "the file must bring it".to_owned(),
                (None, false) => "the file may bring it".to_owned(),
            };
            led(
                &format!("{name} of {member} ({whose})"),
                header.description.as_deref(),
            )
        })
        .collect();
    if !headers.is_empty() {
        docs.paragraph(["# Headers of parts".to_owned()]);
        docs.paragraph(headers);
    }
    let servers: Vec<String> = base_urls::of(api, endpoint)
        .map(|server| {
            let name = server.name.ident();
            format!(
                "- [`{name}`](crate::base_urls::{name}): {}",
                text::code(&server.url)
            )
        })
        .collect();
    if !servers.is_empty() {
        docs.paragraph(["# Servers".to_owned()]);
        docs.paragraph([format!(
            "It goes to the first of these, unless [`base_url`](method@{}::base_url) says another, or the client's base URL is none of the document's.",
            endpoint.name.ident()
        )]);
        docs.paragraph(servers);
    }
    if let Some(stream) = endpoint
        .stream
        .iter()
        .find(|_| !matches!(endpoint.outcome.payload, Payload::Items(..)))
    {
        docs.paragraph([format!(
            "`client.stream(..)` asks for {}, and gives its items while they arrive.",
            text::code(&stream.accept)
        )]);
    }
    if !endpoint.outcome.alternatives.is_empty() {
        let name = endpoint.name.ident();
        docs.paragraph(["The answer comes in other media types too:".to_owned()]);
        docs.paragraph(endpoint.outcome.alternatives.iter().map(|alternative| {
            let method = alternative.name.ident();
            let media_type = text::code(&alternative.media_type);
            format!("- {media_type}: [`{method}`](method@{name}::{method})")
        }));
    }
    if let Some(example) = examples::lines(scope.index, module, endpoint) {
        docs.paragraph(["# Example".to_owned()]);
        docs.example(example);
    }
    docs
}

/// "Needs the scope `jobs:read` with `oauth`, or the scopes `jobs`, `admin` with `token`."
fn scopes(endpoint: &Endpoint) -> String {
    let of_one = |(scheme, scopes): (&String, &Vec<String>)| {
        let plural = if scopes.len() == 1 { "" } else { "s" };
        let scopes: Vec<String> = scopes.iter().map(|scope| text::code(scope)).collect();
        let scheme = text::code(scheme);
        format!("the scope{plural} {} with {scheme}", scopes.join(", "))
    };
    let alternatives = endpoint.scopes.iter().map(|alternative| {
        let all: Vec<String> = alternative.iter().map(of_one).collect();
        all.join(" and ")
    });
    let alternatives: Vec<String> = alternatives.collect();
    format!("Needs {}.", alternatives.join(", or "))
}

/// An item of a list: what it is about, and the first paragraph of what the document says.
pub(crate) fn led(lead: &str, description: Option<&str>) -> String {
    let said = description.map(Markdown::read).unwrap_or_default();
    let paragraph: Vec<String> = said
        .lines
        .into_iter()
        .take_while(|line| !line.is_empty())
        .collect();
    if said.flows && !paragraph.is_empty() {
        format!("- {lead}: {}", paragraph.join(" "))
    } else {
        format!("- {lead}.")
    }
}

pub(crate) fn place_in_words(place: &ParamPlace) -> &'static str {
    match place {
        ParamPlace::Path(_) => "path parameter",
        ParamPlace::Query(_) => "query parameter",
        ParamPlace::Header(_) => "header",
        ParamPlace::Cookie(_) => "cookie",
        ParamPlace::Querystring(..) => "query string",
        ParamPlace::PartHeader { .. } => "header of parts",
    }
}

/// `GET /captures`, as code.
pub(crate) fn route(endpoint: &Endpoint) -> String {
    text::code(&format!("{} {}", endpoint.method, endpoint.path))
}
