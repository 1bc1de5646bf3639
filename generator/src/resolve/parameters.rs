//! Parameters: those of the path pushed down, styles filled in, the path's template against what is declared.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::contract::{self, In, Style};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::openapi::{Operation, Parameter, PathItem, RefOr};
use crate::source::Origin;

use super::references::{Target, closest};
use super::{Part, Resolver, part};

/// Where an operation stands.
pub(super) struct Site<'s, 'a> {
    pub(super) path: &'s str,
    /// The path item under this path.
    pub(super) item: &'a PathItem,
    /// The path item and what its `$ref` leads to.
    pub(super) items: &'s [&'a PathItem],
    /// A webhook's path is a name, not a template.
    pub(super) template: bool,
}

impl<'a> Resolver<'a> {
    /// The parameters of an operation: path parameters in the order of the path, then the others in document order.
    pub(super) fn parameters(
        &mut self,
        site: &Site<'_, 'a>,
        operation: &'a Operation,
    ) -> Vec<contract::Parameter> {
        let mut effective: Vec<Target<'a, Parameter>> = Vec::new();
        let mut known = HashMap::new();
        for item in site.items {
            self.add_parameters(&item.parameters, &mut effective, &mut known, false);
        }
        self.add_parameters(&operation.parameters, &mut effective, &mut known, true);
        self.alone_in_the_query(&effective);
        let mut parameters = Vec::with_capacity(effective.len());
        for target in &effective {
            if self.is_ignored(target.item) {
                continue;
            }
            parameters.push(self.parameter(target));
        }
        if site.template {
            self.against_template(site, operation, &mut parameters);
        }
        parameters
    }

    /// Adds the parameters of one list. Those of the operation replace those of the path with the same name and place.
    fn add_parameters(
        &mut self,
        list: &'a [RefOr<Parameter>],
        effective: &mut Vec<Target<'a, Parameter>>,
        known: &mut HashMap<(In, Cow<'a, str>), usize>,
        replaces: bool,
    ) {
        let before = effective.len();
        let mut replaced = HashSet::new();
        for parameter in list {
            let Some(target) = self.target(parameter) else {
                continue;
            };
            let new = effective.len();
            let index = known
                .entry((target.item.place, target.item.key()))
                .or_insert(new);
            match Some(*index).filter(|index| *index < new) {
                Some(index) if index < before && replaced.insert(index) => {
                    if replaces {
                        effective[index] = target;
                    }
                }
                Some(index) => {
                    let first = effective[index].item;
                    if let RefOr::Ref(reference) = parameter {
                        self.tell_twice(&target, reference.origin, first, part(reference));
                    }
                }
                None => effective.push(target),
            }
        }
    }

    /// Two inline parameters of one name are the reader's to tell; behind a `$ref` only we can see it.
    fn tell_twice(
        &mut self,
        target: &Target<'a, Parameter>,
        again: Origin,
        first: &Parameter,
        key: Part,
    ) {
        if self.told.insert(key) {
            let name = &target.item.name;
            let mut diagnostic = Diagnostic::error(
                Code("LP0252"),
                format!("the parameter `{name}` stands twice in one list"),
            )
            .at(
                again.value_of("$ref"),
                "leads to a parameter of the same name and place",
            )
            .at(first.origin.place(), "the first")
            .help("remove one of them");
            // One header in two spellings: the first is sent.
            if *name != first.name {
                diagnostic.severity = Severity::Warning;
            }
            self.tell(diagnostic);
        }
    }

    /// A parameter that is the whole query leaves no room for another.
    fn alone_in_the_query(&mut self, effective: &[Target<'a, Parameter>]) {
        let whole = |target: &&Target<'a, Parameter>| target.item.place == In::Querystring;
        let Some(whole) = effective.iter().find(whole) else {
            return;
        };
        let mut others = effective.iter().map(|target| target.item);
        let other = others.find(|other| {
            matches!(other.place, In::Query | In::Querystring) && !std::ptr::eq(*other, whole.item)
        });
        if let Some(other) = other
            && self.told.insert(part(whole.item))
        {
            self.tell(
                Diagnostic::error(
                    Code("LP0254"),
                    format!(
                        "`{}` is the whole query, and not alone in it",
                        whole.item.name
                    ),
                )
                .at(whole.item.origin.value_of("in"), "the whole query")
                .at(other.origin.value_of("in"), "more of the query")
                .help("make the other a member of it, or write `in: query` in both"),
            );
        }
    }

    /// OpenAPI ignores header parameters of these names: the content and the security schemes say them.
    fn is_ignored(&mut self, parameter: &'a Parameter) -> bool {
        let reserved = ["accept", "content-type", "authorization"];
        let ignored = parameter.place == In::Header
            && reserved.contains(&parameter.name.to_ascii_lowercase().as_str());
        if ignored && self.told.insert(part(parameter)) {
            self.tell(
                Diagnostic::warning(
                    Code("LP0253"),
                    format!("the header parameter `{}` is ignored, as OpenAPI says", parameter.name),
                )
                .at(parameter.origin.value_of("name"), "ignored")
                .help("media types say `Accept` and `Content-Type`, a security scheme says `Authorization`"),
            );
        }
        ignored
    }

    fn parameter(&mut self, target: &Target<'a, Parameter>) -> contract::Parameter {
        let parameter = target.item;
        let media = self.only_media(&parameter.content);
        let schema = match (&parameter.schema, media) {
            (Some(schema), _) => self.use_of(schema),
            (None, Some((_, media))) => match &media.schema {
                Some(schema) => self.use_of(schema),
                None => self.any_use(media.origin),
            },
            (None, None) => self.any_use(parameter.origin),
        };
        let mut examples = self.examples(
            parameter.example.as_ref(),
            &parameter.examples,
            parameter.origin,
            Some(&schema),
        );
        if let Some((_, media)) = media {
            examples.extend(self.examples(
                media.example.as_ref(),
                &media.examples,
                media.origin,
                Some(&schema),
            ));
        }
        let media = media.filter(|_| parameter.schema.is_none());
        let encoding = media
            .map(|(_, media)| self.encodings(media, Some(&schema)))
            .unwrap_or_default();
        contract::Parameter {
            origin: parameter.origin,
            name: parameter.name.clone(),
            place: parameter.place,
            required: parameter.required || parameter.place == In::Path,
            deprecated: parameter.deprecated,
            description: target
                .description()
                .or_else(|| parameter.description.clone()),
            schema,
            style: style_of(parameter),
            content_type: media.map(|(name, _)| name.clone()),
            encoding,
            allow_reserved: parameter.allow_reserved,
            segments: false,
            allow_empty_value: parameter.allow_empty_value,
            examples,
        }
    }

    /// A name with a `+` in the path takes several segments: its slashes stay.
    fn open_segments(
        &mut self,
        site: &Site<'_, 'a>,
        path: &str,
        parameters: &mut [contract::Parameter],
    ) {
        for name in template(path) {
            let Some(at) = open_segment(name, parameters) else {
                continue;
            };
            let parameter = &mut parameters[at];
            parameter.segments = true;
            let (meant, origin) = (parameter.name.clone(), parameter.origin);
            self.tell(
                Diagnostic::warning(
                    Code("LP0251"),
                    format!("`{{{name}}}` is no name of OpenAPI, and taken as `{{{meant}}}` whose slashes stay"),
                )
                .at(site.item.origin.key(), "a `+` is of RFC 6570, or of a gateway")
                .at(origin.value_of("name"), "the parameter")
                .help(format!("write `{{{meant}}}` where it is one segment, as every tool reads it; no OpenAPI has a parameter of several")),
            );
        }
    }

    /// Each `{name}` of the path is declared, and each path parameter is in the path; sorts them.
    fn against_template(
        &mut self,
        site: &Site<'_, 'a>,
        operation: &'a Operation,
        parameters: &mut [contract::Parameter],
    ) {
        let path = without_query(site.path, parameters);
        if path != site.path {
            self.tell(
                Diagnostic::warning(
                    Code("LP0250"),
                    format!("the path `{}` holds parameters of the query", site.path),
                )
                .at(site.item.origin.key(), "the path ends before its `?`")
                .help(format!("write `{path}`: the parameters with `in: query` are sent in the query, as they are now")),
            );
        }
        let out_of_place = |letter: &char| letter.is_whitespace() || letter.is_control();
        if let Some(letter) = path.chars().find(out_of_place) {
            self.tell(
                Diagnostic::warning(
                    Code("LP0250"),
                    format!("the path has {letter:?}, which no URL has: every call of it is refused before anything is sent"),
                )
                .at(site.item.origin.key(), "the path")
                .help("take it out, or write what the server takes for it, such as `%20`"),
            );
        }
        self.open_segments(site, &path, parameters);
        let path = as_names(&path, parameters);
        let names = template(&path);
        let declared: Vec<&str> = parameters
            .iter()
            .filter(|parameter| parameter.place == In::Path)
            .map(|parameter| parameter.name.as_str())
            .collect();
        // A name that is only misspelt is told once, at the parameter.
        let mut misspelt = Vec::new();
        for parameter in parameters.iter().filter(|parameter| {
            parameter.place == In::Path && !names.contains(&parameter.name.as_str())
        }) {
            let open = names
                .iter()
                .copied()
                .filter(|name| !declared.contains(name));
            // RFC 6570 has operators, OpenAPI has none.
            let operated = open.clone().find(|name| {
                let plain = name.trim_start_matches(['#', '.', '/', ';', '?', '&']);
                plain.trim_end_matches('*') == parameter.name
            });
            if let Some(operated) = operated {
                misspelt.push(operated);
                self.tell(
                    Diagnostic::error(
                        Code("LP0251"),
                        format!("`{{{operated}}}` is an operator of RFC 6570, and a path of OpenAPI has only names"),
                    )
                    .at(site.item.origin.key(), "the path")
                    .at(parameter.origin.value_of("name"), "the parameter")
                    .help(format!("write `{{{}}}` in the path, and what the operator says as `style` and `explode` of the parameter", parameter.name)),
                );
                continue;
            }
            let help = match closest(&parameter.name, open) {
                Some(near) => {
                    misspelt.push(near);
                    format!("did you mean `{near}`?")
                }
                None => format!(
                    "write `{{{}}}` where it belongs in the path, or `in: query`",
                    parameter.name
                ),
            };
            self.tell(
                Diagnostic::error(
                    Code("LP0251"),
                    format!("the path parameter `{}` is not in the path", parameter.name),
                )
                .at(parameter.origin.value_of("name"), "not in the path")
                .at(site.item.origin.key(), "the path")
                .help(help),
            );
        }
        for name in names
            .iter()
            .filter(|name| !declared.contains(name) && !misspelt.contains(name))
        {
            self.tell(
                Diagnostic::error(
                    Code("LP0250"),
                    format!("the path has `{{{name}}}`, and the operation has no such path parameter"),
                )
                .at(operation.origin.key(), format!("declares no `{name}`"))
                .at(site.item.origin.key(), "the path")
                .help(format!("add `{{name: {}, in: path, required: true, schema: {{type: string}}}}` to the parameters", name.trim_end_matches('+'))),
            );
        }
        let rank = |parameter: &contract::Parameter| {
            if parameter.place == In::Path {
                names
                    .iter()
                    .position(|name| *name == parameter.name)
                    .unwrap_or(names.len())
            } else {
                usize::MAX
            }
        };
        parameters.sort_by_key(rank);
    }
}

/// A path as the crate has it: without the query that its parameters say, and with names only.
pub(super) fn plain_path(path: &str, parameters: &[contract::Parameter]) -> String {
    as_names(&without_query(path, parameters), parameters)
}

/// `{+name}` and `{name+}` as `{name}`, where that is declared.
fn as_names(path: &str, parameters: &[contract::Parameter]) -> String {
    let mut plain = path.to_owned();
    for name in template(path) {
        if let Some(at) = open_segment(name, parameters) {
            let (written, meant) = (format!("{{{name}}}"), &parameters[at].name);
            plain = plain.replace(&written, &format!("{{{meant}}}"));
        }
    }
    plain
}

/// The path parameter that a name of the template means with a `+`: RFC 6570 writes it before the name, gateways behind it.
fn open_segment(name: &str, parameters: &[contract::Parameter]) -> Option<usize> {
    let plain = name.strip_prefix('+').or_else(|| name.strip_suffix('+'))?;
    let of = |name: &str| {
        let mut parameters = parameters.iter();
        parameters.position(|parameter| parameter.place == In::Path && parameter.name == name)
    };
    of(plain).filter(|_| of(name).is_none())
}

/// A path without the pairs of its query that stand for declared query parameters: `/search?term={term}`.
pub(super) fn without_query(path: &str, parameters: &[contract::Parameter]) -> String {
    let Some((path, query)) = path.split_once('?') else {
        return path.to_owned();
    };
    let declared = |pair: &str| {
        template(pair).first().is_some_and(|name| {
            parameters
                .iter()
                .any(|parameter| parameter.place == In::Query && parameter.name == *name)
        })
    };
    let rest: Vec<&str> = query.split('&').filter(|pair| !declared(pair)).collect();
    if rest.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", rest.join("&"))
    }
}

/// The names in the braces of a path, in order, each once.
pub(super) fn template(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = path;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !names.contains(&name) {
            names.push(name);
        }
        rest = after;
    }
    names
}

/// The style of a parameter, with the default of its place.
fn style_of(parameter: &Parameter) -> Style {
    let (default, allowed): (&str, &[&str]) = match parameter.place {
        In::Path => ("simple", &["simple", "label", "matrix"]),
        In::Header => ("simple", &["simple"]),
        In::Query | In::Querystring => (
            "form",
            &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        ),
        In::Cookie => ("form", &["form", "cookie"]),
    };
    // The reader has told what is no style here.
    let written = parameter
        .style
        .as_deref()
        .filter(|style| allowed.contains(style))
        .unwrap_or(default);
    style(written, parameter.explode).unwrap_or(Style::Simple { explode: false })
}

/// A style under its OpenAPI name, with its default of `explode`.
pub(super) fn style(name: &str, explode: Option<bool>) -> Option<Style> {
    let explode_or = |default: bool| explode.unwrap_or(default);
    Some(match name {
        "simple" => Style::Simple {
            explode: explode_or(false),
        },
        "label" => Style::Label {
            explode: explode_or(false),
        },
        "matrix" => Style::Matrix {
            explode: explode_or(false),
        },
        "form" => Style::Form {
            explode: explode_or(true),
        },
        "cookie" => Style::Cookie {
            explode: explode_or(true),
        },
        "spaceDelimited" => Style::SpaceDelimited {
            explode: explode_or(false),
        },
        "pipeDelimited" => Style::PipeDelimited {
            explode: explode_or(false),
        },
        "deepObject" => Style::DeepObject,
        _ => return None,
    })
}
