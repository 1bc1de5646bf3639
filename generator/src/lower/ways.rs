//! What the tables of letterpress.toml name: an operation, and members by the words on the way to them, such as `result/status`.

use crate::api::{Endpoint, Kind, Module, Step, Struct, Type, TypeDef, TypeFile, TypeRef};
use crate::config::Located;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::pointer::unescaped;

use super::Lower;

/// The endpoint of an operation that letterpress.toml names.
pub(super) fn endpoint_of<'m>(
    lower: &Lower<'_>,
    modules: &'m mut [Module],
    operation: &Located<String>,
) -> Option<&'m mut Endpoint> {
    let mut all = modules.iter_mut().flat_map(|module| &mut module.endpoints);
    let found = all.find(|endpoint| endpoint.id == operation.value);
    if found.is_none() {
        let message = format!("the document has no operation `{}`", operation.value);
        lower.report(
            Diagnostic::error(Code("LP0324"), message)
                .at(operation.origin.place(), "")
                .help("write the operationId as the document spells it"),
        );
    }
    found
}

/// The types that an endpoint has and reaches.
#[derive(Clone, Copy)]
pub(super) struct Types<'t> {
    pub(super) endpoint: &'t Endpoint,
    pub(super) files: &'t [TypeFile],
}

/// The way to a member.
pub(super) struct Way<'t> {
    pub(super) steps: Vec<Step>,
    /// What the member is.
    pub(super) ty: &'t Type,
    /// Whether any on it is deprecated.
    pub(super) deprecated: bool,
}

/// Where a way ends too early: at what has no such member.
pub(super) struct Stop<'t> {
    pub(super) at: &'t Type,
    pub(super) word: String,
    pub(super) is_first: bool,
}

impl<'t> Types<'t> {
    /// The way from a type to a member, by words.
    pub(super) fn way(self, from: &'t Type, path: &str) -> Result<Way<'t>, Stop<'t>> {
        let mut way = Way {
            steps: Vec::new(),
            ty: from,
            deprecated: false,
        };
        for word in words(path) {
            let fields = self.object(way.ty).map_or(&[][..], |object| &object.fields);
            let Some(field) = fields.iter().find(|field| field.name.wire() == word) else {
                return Err(Stop {
                    at: way.ty,
                    word,
                    is_first: way.steps.is_empty(),
                });
            };
            way.steps.push(Step {
                name: field.name.clone(),
                presence: field.presence,
            });
            way.deprecated |= field.docs.deprecated;
            way.ty = &field.ty;
        }
        Ok(way)
    }

    /// The struct that a type is.
    pub(super) fn object(self, ty: &Type) -> Option<&'t Struct> {
        match self.kind(ty)? {
            Kind::Struct(object) => Some(object),
            _ => None,
        }
    }

    /// What a named type is, behind aliases and boxes.
    pub(super) fn kind(self, ty: &Type) -> Option<&'t Kind> {
        match self.resolved(ty) {
            Type::Named(name) => self.find(name).map(|def| &def.kind),
            _ => None,
        }
    }

    /// The type behind aliases and boxes.
    pub(super) fn resolved<'a>(self, ty: &'a Type) -> &'a Type
    where
        't: 'a,
    {
        let mut current = ty;
        // A circle of aliases ends somewhere.
        for _ in 0..=self.files.len() {
            current = match current {
                Type::Boxed(inner) => inner,
                Type::Named(name) => match self.find(name).map(|def| &def.kind) {
                    Some(Kind::Alias(target)) => target,
                    _ => return current,
                },
                _ => return current,
            };
        }
        current
    }

    /// The definition behind a name.
    fn find(self, name: &TypeRef) -> Option<&'t TypeDef> {
        match &name.endpoint {
            Some(_) => {
                let mut own = self.endpoint.types.iter();
                own.find(|def| def.name == name.name)
            }
            None => {
                let mut all = self.files.iter().flat_map(|file| &file.types);
                all.find(|def| def.name == name.name)
            }
        }
    }
}

/// The words of a path: `a/b`, with `~1` for a `/` in a name and `~0` for a `~`.
pub(super) fn words(path: &str) -> Vec<String> {
    path.split('/').map(unescaped).collect()
}

/// The name that was meant, or those that there are.
pub(super) fn meant(word: &str, names: &[&str], what: &str) -> String {
    if let Some(meant) = did_you_mean(word, names.iter().copied()) {
        return format!("did you mean `{meant}`?");
    }
    if names.is_empty() {
        return format!("there are no {what} here");
    }
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    format!("the {what} are {}", names.join(", "))
}
