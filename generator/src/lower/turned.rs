//! What of a request differs from page to page: a query parameter, or a member of the body.

use crate::api::{BodyFormat, ParamPlace, Presence, Step, Turned, Type};
use crate::config::Located;
use crate::contract::Use;
use crate::diagnostic::Diagnostic;

use super::paging::{Table, misfit};
use super::ways::{meant, words};

impl Table<'_> {
    /// What the key names, and its default as a number.
    pub(super) fn turned(
        &self,
        name: &Located<String>,
        deprecated: &mut bool,
    ) -> Result<(Turned, Option<u64>), Diagnostic> {
        let words = words(&name.value);
        match words.split_first() {
            Some((first, rest)) if first == "body" && !rest.is_empty() => {
                self.of_body(name, rest, deprecated)
            }
            _ => self.param(name, deprecated),
        }
    }

    /// What the key names, where it is a number.
    pub(super) fn number(
        &self,
        name: &Located<String>,
        deprecated: &mut bool,
    ) -> Result<(Turned, Option<u64>), Diagnostic> {
        let (mut turned, default) = self.turned(name, deprecated)?;
        turned.ty = self.types.resolved(&turned.ty).clone();
        if !matches!(turned.ty, Type::Integer { .. } | Type::Float) {
            let what = format!("the parameter `{}` is no number", name.value);
            return Err(misfit(
                name,
                what,
                "name a parameter that counts, or say with `cursor` and `next` how pages follow each other",
            ));
        }
        Ok((turned, default))
    }

    fn param(
        &self,
        name: &Located<String>,
        deprecated: &mut bool,
    ) -> Result<(Turned, Option<u64>), Diagnostic> {
        let query = || {
            let params = self.endpoint.params.iter();
            params.filter(|param| matches!(param.place, ParamPlace::Query(_)))
        };
        let found = query().find_map(|param| {
            let mut all = self.operation.parameters.iter();
            let described =
                all.find(|one| one.name == name.value && one.name == param.name.wire())?;
            Some((param, described))
        });
        let Some((param, described)) = found else {
            let what = format!(
                "`{}` has no query parameter `{}`",
                self.endpoint.id, name.value
            );
            let names: Vec<&str> = query().map(|param| param.name.wire()).collect();
            return Err(misfit(
                name,
                what,
                meant(&name.value, &names, "query parameters"),
            ));
        };
        *deprecated |= param.docs.deprecated;
        let turned = Turned {
            through: Vec::new(),
            name: param.name.clone(),
            presence: presence(param.required),
            ty: param.ty.clone(),
        };
        Ok((turned, default(&described.schema)))
    }

    /// A member of the body. What may be absent on the way is made where a page needs it, so it must need nothing itself.
    fn of_body(
        &self,
        path: &Located<String>,
        words: &[String],
        deprecated: &mut bool,
    ) -> Result<(Turned, Option<u64>), Diagnostic> {
        let Some(body) = (self.endpoint.body.as_ref()).filter(|body| {
            body.others.is_empty()
                && matches!(body.content.format, BodyFormat::Json | BodyFormat::Form)
        }) else {
            let what = format!(
                "`{}` has no body of one kind with members",
                self.endpoint.id
            );
            let help = "only a body that is always JSON, or always a form, can turn the page";
            return Err(misfit(path, what, help));
        };
        let contents = self.operation.body.iter().flat_map(|body| &body.content);
        let mut media = contents.filter(|media| media.origin == body.content.origin);
        let mut usage = media.find_map(|media| media.schema.as_ref());
        let mut through = Vec::new();
        let mut step = Step {
            name: body.name.clone(),
            presence: presence(body.required),
        };
        let mut ty = &body.ty;
        for word in words {
            self.can_be_made(path, &step, ty)?;
            let fields = (self.types.object(ty)).map_or(&[][..], |object| &object.fields);
            let field = fields.iter().find(|field| field.name.wire() == word);
            let field = field.ok_or_else(|| self.no_member(ty, "body", path, word))?;
            *deprecated |= field.docs.deprecated;
            let next = Step {
                name: field.name.clone(),
                presence: field.presence,
            };
            through.push(std::mem::replace(&mut step, next));
            ty = &field.ty;
            usage = usage.and_then(|usage| {
                let properties = &self.lower.schema(usage.schema).object.properties;
                properties.get(word).map(|property| &property.schema)
            });
        }
        let turned = Turned {
            through,
            name: step.name,
            presence: step.presence,
            ty: ty.clone(),
        };
        Ok((turned, usage.and_then(default)))
    }

    fn can_be_made(
        &self,
        path: &Located<String>,
        step: &Step,
        ty: &Type,
    ) -> Result<(), Diagnostic> {
        let made = match step.presence {
            Presence::Required => true,
            Presence::Optional => self.types.object(ty).is_some_and(|object| {
                let mut fields = object.fields.iter();
                !matches!(ty, Type::Boxed(_))
                    && fields.all(|field| {
                        let may_be_absent =
                            matches!(field.presence, Presence::Optional | Presence::Maybe);
                        may_be_absent || field.fixed.is_some()
                    })
            }),
            Presence::Nullable | Presence::Maybe => false,
        };
        if made {
            return Ok(());
        }
        let what = format!(
            "`{}` may be absent, and the crate can't make one",
            step.name.wire()
        );
        let help = "what is on the way to the member that turns the page is required, or an object without required members";
        Err(misfit(path, what, help))
    }
}

fn presence(required: bool) -> Presence {
    if required {
        Presence::Required
    } else {
        Presence::Optional
    }
}

fn default(usage: &Use) -> Option<u64> {
    usage.notes.default.as_ref()?.as_u64()
}
