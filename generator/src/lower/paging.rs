//! `[[crate.pages]]`, held against the endpoint that it names.

use crate::api::{
    Counts, Endpoint, JsonKind, Module, PageTurn, Paging, Payload, Said, Step, TextKind, Turned,
    Type, TypeFile,
};
use crate::config::{Located, Next, PagesBy, PagesTable};
use crate::contract::media_type::is_json;
use crate::contract::{Operation, Use};
use crate::diagnostic::{Code, Diagnostic};

use super::Lower;
use super::outcomes::is_success;
use super::ways::{Types, endpoint_of, meant, words};

pub(super) fn fill(lower: &mut Lower<'_>, modules: &mut [Module], types: &[TypeFile]) {
    for pages in lower.config.pages.clone() {
        let Some(endpoint) = endpoint_of(lower, modules, &pages.value.operation) else {
            continue;
        };
        let table = Table {
            lower,
            types: Types {
                endpoint,
                files: types,
            },
            endpoint,
            operation: &lower.contract.operations[endpoint.position],
            pages: &pages.value,
        };
        match table.paging() {
            Ok(paging) => endpoint.paging = Some(paging),
            Err(problem) => lower.report(problem),
        }
    }
}

/// One table, with what it is held against.
pub(super) struct Table<'a> {
    pub(super) lower: &'a Lower<'a>,
    pub(super) types: Types<'a>,
    pub(super) endpoint: &'a Endpoint,
    pub(super) operation: &'a Operation,
    pages: &'a PagesTable,
}

pub(super) fn misfit(at: &Located<String>, message: String, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code("LP0330"), message)
        .at(at.origin.place(), "")
        .help(help)
}

impl Table<'_> {
    fn paging(&self) -> Result<Paging, Diagnostic> {
        let mut deprecated = false;
        let (items, list) = match &self.pages.items {
            Some(items) => self.member(items, &mut deprecated)?,
            None => (Vec::new(), self.output()?.clone()),
        };
        let Type::List(item) = self.types.resolved(&list) else {
            let (at, what) = match &self.pages.items {
                Some(items) => (items, format!("`{}` is no list", items.value)),
                None => {
                    let what = format!("`{}` returns no list", self.endpoint.id);
                    (&self.pages.operation, what)
                }
            };
            let help = "name the member of the output that holds the items: `items = \"data\"`";
            return Err(misfit(at, what, help));
        };
        let more = match &self.pages.more {
            None => None,
            Some(more) => {
                let said = self.said(more, &mut deprecated)?;
                if self.json_kind(&said) != Some(JsonKind::Boolean) {
                    let what = format!("`{}` is no boolean", more.value);
                    return Err(misfit(
                        more,
                        what,
                        "name the member that is true while there are more pages",
                    ));
                }
                Some(said)
            }
        };
        Ok(Paging {
            turn: self.turn(&mut deprecated)?,
            items,
            item: (**item).clone(),
            more,
            deprecated,
        })
    }

    fn turn(&self, deprecated: &mut bool) -> Result<PageTurn, Diagnostic> {
        let (param, pages) = match &self.pages.by {
            PagesBy::Page(param) => (param, true),
            PagesBy::Offset(param) => (param, false),
            PagesBy::Next {
                cursor: Some(cursor),
                next,
            } => {
                let (param, _) = self.turned(cursor, deprecated)?;
                return self.cursor(cursor, param, next, deprecated);
            }
            PagesBy::Next { cursor: None, next } => return self.url(next, deprecated),
        };
        let (counted, default) = self.number(param, deprecated)?;
        let size = match &self.pages.size {
            None => None,
            Some(size) => Some(self.number(size, deprecated)?),
        };
        let total = match &self.pages.total {
            None => None,
            Some(total) => {
                let said = self.said(total, deprecated)?;
                let kind = self.json_kind(&said);
                if !matches!(kind, Some(JsonKind::Integer | JsonKind::Number)) {
                    let what = format!("`{}` is no number", total.value);
                    return Err(misfit(
                        total,
                        what,
                        "name the member that says how many there are",
                    ));
                }
                Some(said)
            }
        };
        let first = || self.pages.first.or(default).unwrap_or(1);
        Ok(PageTurn::Count {
            param: counted,
            counts: if pages {
                Counts::Pages(first())
            } else {
                Counts::Items
            },
            size,
            total,
        })
    }

    fn cursor(
        &self,
        at: &Located<String>,
        param: Turned,
        next: &Next,
        deprecated: &mut bool,
    ) -> Result<PageTurn, Diagnostic> {
        let (next_at, said) = self.next(next, deprecated)?;
        let takes = self.types.resolved(&param.ty);
        let fits = match &said {
            Said::Output(_, ty) => fits(takes, self.types.resolved(ty)),
            Said::Page(_, JsonKind::String) | Said::Header(_) => {
                matches!(takes, Type::String | Type::Text(_))
            }
            Said::Page(_, JsonKind::Integer) => {
                matches!(
                    takes,
                    Type::String
                        | Type::Integer {
                            bits: 64,
                            signed: true
                        }
                )
            }
            Said::Page(..) | Said::Link => false,
        };
        if !fits {
            let what = format!(
                "the parameter `{}` does not take what `{}` says",
                at.value, next_at.value
            );
            return Err(misfit(next_at, what, "both must be text, or of one type"));
        }
        Ok(PageTurn::Cursor { param, next: said })
    }

    fn url(&self, next: &Next, deprecated: &mut bool) -> Result<PageTurn, Diagnostic> {
        let (at, said) = self.next(next, deprecated)?;
        let text = match &said {
            Said::Output(_, ty) => {
                matches!(
                    self.types.resolved(ty),
                    Type::String | Type::Text(TextKind::Uri)
                )
            }
            Said::Page(_, kind) => *kind == JsonKind::String,
            Said::Header(_) | Said::Link => true,
        };
        if !text {
            let what = format!("`{}` is no URL", at.value);
            return Err(misfit(
                at,
                what,
                "without `cursor` it is the URL of the next page; name what takes it: a query parameter, `cursor = \"after\"`, or a member of the body, `cursor = \"body/after\"`",
            ));
        }
        Ok(PageTurn::Url(said))
    }

    fn next<'n>(
        &self,
        next: &'n Next,
        deprecated: &mut bool,
    ) -> Result<(&'n Located<String>, Said), Diagnostic> {
        Ok(match next {
            Next::Header(name) if next.is_link() => (name, Said::Link),
            Next::Header(name) => (name, Said::Header(name.value.to_ascii_lowercase())),
            Next::Member(member) => (member, self.said(member, deprecated)?),
        })
    }

    /// Something that an answer says: in a member of the output, or in what the envelope says about the page.
    fn said(&self, path: &Located<String>, deprecated: &mut bool) -> Result<Said, Diagnostic> {
        let envelope = self.lower.config.envelope.as_ref();
        let page = envelope.and_then(|envelope| envelope.value.page.as_deref());
        let words = words(&path.value);
        match words.split_first() {
            Some((first, rest)) if self.endpoint.outcome.enveloped && page == Some(first) => {
                self.of_envelope(path, first, rest)
            }
            _ => {
                let (steps, ty) = self.member(path, deprecated)?;
                Ok(Said::Output(steps, ty))
            }
        }
    }

    /// A member of what the envelope says about the page.
    fn of_envelope(
        &self,
        path: &Located<String>,
        page: &str,
        words: &[String],
    ) -> Result<Said, Diagnostic> {
        let answers = self.operation.responses.iter();
        let mut media = answers
            .filter(|answer| is_success(answer.status))
            .flat_map(|answer| &answer.content)
            .filter(|media| is_json(&media.media_type));
        let mut schema = media.find_map(|media| media.schema.as_ref());
        for word in std::iter::once(page).chain(words.iter().map(String::as_str)) {
            let object = schema.map(|usage: &Use| &self.lower.schema(usage.schema).object);
            let property = object.and_then(|object| object.properties.get(word));
            let Some(property) = property else {
                let names: Vec<&str> = object
                    .iter()
                    .flat_map(|object| object.properties.keys().map(String::as_str))
                    .collect();
                let what = format!("what the envelope says about the page has no member `{word}`");
                return Err(misfit(path, what, meant(word, &names, "members")));
            };
            schema = Some(&property.schema);
        }
        let types = schema.map(|usage| self.lower.schema(usage.schema).types);
        let kind = match types.unwrap_or_default() {
            types if types.string => JsonKind::String,
            types if types.boolean => JsonKind::Boolean,
            types if types.number => JsonKind::Number,
            types if types.integer => JsonKind::Integer,
            _ => JsonKind::Object,
        };
        Ok(Said::Page(words.to_vec(), kind))
    }

    /// The output of the endpoint.
    fn output(&self) -> Result<&Type, Diagnostic> {
        match &self.endpoint.outcome.payload {
            Payload::Json(output) => Ok(output),
            _ => Err(misfit(
                &self.pages.operation,
                format!("`{}` does not always return JSON", self.endpoint.id),
                "only a list that every success returns as JSON comes in pages",
            )),
        }
    }

    /// The way to a member of the output, and what it is.
    fn member(
        &self,
        path: &Located<String>,
        deprecated: &mut bool,
    ) -> Result<(Vec<Step>, Type), Diagnostic> {
        let way = self.types.way(self.output()?, &path.value);
        let way = way.map_err(|stop| self.no_member(stop.at, "output", path, &stop.word))?;
        *deprecated |= way.deprecated;
        Ok((way.steps, way.ty.clone()))
    }

    /// There is no such member of the output, or of the body.
    pub(super) fn no_member(
        &self,
        ty: &Type,
        of: &str,
        path: &Located<String>,
        word: &str,
    ) -> Diagnostic {
        let fields = (self.types.object(ty)).map_or(&[][..], |object| &object.fields);
        let what = format!(
            "the {of} of `{}` has no member `{}`",
            self.endpoint.id, path.value
        );
        let names: Vec<&str> = fields.iter().map(|field| field.name.wire()).collect();
        let envelope = self.lower.config.envelope.as_ref();
        let page = envelope.and_then(|envelope| envelope.value.page.as_deref());
        let help = match page.filter(|_| names.is_empty() && self.endpoint.outcome.enveloped) {
            Some(page) => format!("members of the envelope's page begin with `{page}/`"),
            None => meant(word, &names, "members"),
        };
        misfit(path, what, help)
    }

    fn json_kind(&self, said: &Said) -> Option<JsonKind> {
        match said {
            Said::Output(_, ty) => match self.types.resolved(ty) {
                Type::Boolean => Some(JsonKind::Boolean),
                Type::Integer { .. } => Some(JsonKind::Integer),
                Type::Float => Some(JsonKind::Number),
                _ => None,
            },
            Said::Page(_, kind) => Some(*kind),
            Said::Header(_) | Said::Link => None,
        }
    }
}

/// Whether a parameter takes what a member holds.
fn fits(takes: &Type, holds: &Type) -> bool {
    match (takes, holds) {
        (Type::String, Type::String | Type::Text(_) | Type::Integer { .. })
        | (Type::Text(_), Type::String) => true,
        (Type::Text(_) | Type::Integer { .. }, _) => takes == holds,
        _ => false,
    }
}
