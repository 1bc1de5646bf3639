//! Declared headers -> fields with types, of answers and of requests that the API makes.

use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap};

use crate::api::{Docs, Header, HeaderForm, Headers, Type};
use crate::contract::media_type::is_json;
use crate::contract::{Operation, Response, Types, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{Claim, Name, Role, settle};
use crate::source::Origin;

use super::outcomes::{is_same, is_success};
use super::plan::reach;
use super::{Lower, docs};

/// The declared headers of an operation's answers, before anything has a name.
pub(super) struct HeadersPlan<'a> {
    pub(super) successes: Vec<HeaderPlan<'a>>,
    /// Without `Retry-After`, which every error has.
    pub(super) failures: Vec<HeaderPlan<'a>>,
}

/// A header, and how its text is read.
pub(super) struct HeaderPlan<'a> {
    pub(super) origin: Origin,
    pub(super) name: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) required: bool,
    pub(super) deprecated: bool,
    pub(super) in_query: bool,
    form: HeaderForm,
    /// `None`: text as it is.
    usage: Option<&'a Use>,
}

pub(super) fn plan<'a>(lower: &mut Lower<'a>, operation: &'a Operation) -> HeadersPlan<'a> {
    let (good, bad): (Vec<&Response>, Vec<&Response>) = operation
        .responses
        .iter()
        .partition(|response| is_success(response.status));
    HeadersPlan {
        successes: merged(lower, &good),
        failures: merged(lower, &bad)
            .into_iter()
            .filter(|header| !header.name.eq_ignore_ascii_case("retry-after"))
            .collect(),
    }
}

/// The headers of all these answers: required are those that all of them require.
fn merged<'a>(lower: &mut Lower<'a>, responses: &[&'a Response]) -> Vec<HeaderPlan<'a>> {
    let mut headers: Vec<HeaderPlan<'a>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let requiring = requiring(responses);
    for header in responses.iter().flat_map(|response| &response.headers) {
        let media_type = header.content_type.as_deref();
        let mut plan = one(
            lower,
            header.origin,
            &header.name,
            &header.schema,
            media_type,
        );
        plan.description = header.description.as_deref();
        plan.deprecated = header.deprecated;
        let known = match places.entry(header.name.to_ascii_lowercase()) {
            Entry::Occupied(place) => &mut headers[*place.get()],
            Entry::Vacant(place) => {
                plan.required = requiring.get(place.key()) == Some(&responses.len());
                place.insert(headers.len());
                headers.push(plan);
                continue;
            }
        };
        known.deprecated &= plan.deprecated;
        let same = known.form == plan.form
            && match (known.usage, plan.usage) {
                (Some(one), Some(other)) => is_same(lower, one, other),
                (one, other) => one.is_none() && other.is_none(),
            };
        if !same && (known.usage.is_some() || plan.usage.is_some()) {
            (known.form, known.usage) = (HeaderForm::Text, None);
            report(lower, plan.origin, "of another type under another status");
        }
    }
    headers
}

/// How many of these answers require a header of that name, in small letters.
fn requiring(responses: &[&Response]) -> HashMap<String, usize> {
    let mut requiring = HashMap::new();
    for response in responses {
        let required = response.headers.iter().filter(|header| header.required);
        let names: HashSet<String> = required
            .map(|header| header.name.to_ascii_lowercase())
            .collect();
        for name in names {
            *requiring.entry(name).or_default() += 1;
        }
    }
    requiring
}

/// A header of that schema.
pub(super) fn one<'a>(
    lower: &mut Lower<'a>,
    origin: Origin,
    name: &'a str,
    usage: &'a Use,
    media_type: Option<&str>,
) -> HeaderPlan<'a> {
    let form = match media_type {
        Some(media_type) if is_json(media_type) => Some(HeaderForm::Json),
        Some(_) => None,
        None => form(lower, usage),
    };
    let unsaid = lower.schema(usage.schema).types == Types::ANY;
    if form.is_none() {
        report(lower, origin, "stays text");
    }
    let usage = Some(usage).filter(|_| form.is_some() && !(unsaid && media_type.is_none()));
    if let Some(usage) = usage {
        reach(lower, usage, false);
    }
    HeaderPlan {
        origin,
        name,
        description: None,
        required: false,
        deprecated: false,
        in_query: false,
        form: form.unwrap_or(HeaderForm::Text),
        usage,
    }
}

/// How the text of such a value is read; `None` where nobody can.
pub(super) fn form(lower: &Lower<'_>, usage: &Use) -> Option<HeaderForm> {
    let schema = lower.schema(usage.schema);
    let types = schema.types;
    let only_text = Types {
        string: true,
        ..Types::NONE
    };
    let only_list = Types {
        array: true,
        ..Types::NONE
    };
    if types == Types::ANY || types == only_text {
        return Some(HeaderForm::Text);
    }
    if types != only_list {
        return (!types.array && !types.object).then_some(HeaderForm::Plain);
    }
    let items = schema.array.items.as_ref()?;
    match form(lower, items)? {
        HeaderForm::Text => Some(HeaderForm::Texts),
        HeaderForm::Plain => Some(HeaderForm::Plains),
        _ => None,
    }
}

fn report(lower: &Lower<'_>, origin: Origin, label: &str) {
    lower.report(
        Diagnostic::warning(Code("LP0347"), "the header is not read as the type that it has")
            .at(origin.key(), label)
            .help("a header is read as text, a number, a boolean or a list of those; more is said by `content: {application/json: {schema: ..}}`"),
    );
}

/// The structs of an endpoint.
pub(super) fn build(
    lower: &Lower<'_>,
    plan: &HeadersPlan<'_>,
    names: [Option<&Name>; 2],
) -> Vec<Headers> {
    let [good, bad] = names;
    let mut structs = Vec::new();
    for (plans, name, failures) in [(&plan.successes, good, false), (&plan.failures, bad, true)] {
        if let Some(name) = name {
            structs.push(Headers {
                name: name.clone(),
                failures,
                fields: fields(lower, plans, Role::Field),
            });
        }
    }
    structs
}

/// The fields, with names of their own.
pub(super) fn fields(lower: &Lower<'_>, plans: &[HeaderPlan<'_>], role: Role) -> Vec<Header> {
    let claims: Vec<Claim> = plans
        .iter()
        .map(|plan| Claim {
            name: Name::spelled(role, plan.name, plan.name),
            by: plan.name.to_owned(),
            rank: 0,
        })
        .collect();
    let (names, _) = settle(role, &claims, &[]);
    let built = plans.iter().zip(names).map(|(plan, name)| Header {
        origin: plan.origin,
        name,
        in_query: plan.in_query,
        docs: field_docs(plan),
        required: plan.required,
        form: plan.form,
        ty: plan.usage.map_or(Type::String, |usage| lower.ty(usage)),
    });
    built.collect()
}

fn field_docs(plan: &HeaderPlan<'_>) -> Docs {
    let said = plan.usage.map(|usage| docs::value(usage, &[]));
    let mut docs = said.unwrap_or_default();
    docs.description = plan.description.map(str::to_owned).or(docs.description);
    docs.deprecated |= plan.deprecated;
    docs
}
