//! `[crate.alias]`: old names that stay, deprecated, beside what is called otherwise now.

use crate::api::{Docs, Endpoint, Former, Kind, Module, Type, TypeDef, TypeFile, TypeRef};
use crate::config::Located;
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::names::{Name, Role};

use super::Lower;

pub(super) fn fill(lower: &mut Lower<'_>, modules: &mut [Module], types: &mut [TypeFile]) {
    for (old, new) in &lower.config.alias {
        let outcome = match (old.split_once('.'), new.value.split_once('.')) {
            (Some(old), Some(to)) => function(modules, old, to, new),
            _ if super::renames::is_type(old) => ty(types, old, new),
            _ => module(lower, modules, old, new),
        };
        if let Err(diagnostic) = outcome {
            lower.report(diagnostic);
        }
    }
}

/// A type under `types`, and the struct of its required members.
fn ty(types: &mut [TypeFile], old: &str, new: &Located<String>) -> Result<(), Diagnostic> {
    let known: Vec<String> = types
        .iter()
        .flat_map(|file| &file.types)
        .flat_map(|def| required(def).into_iter().chain([&def.name]))
        .map(|name| name.rust().to_owned())
        .collect();
    let name = spelled(Role::Type, old, new)?;
    let file = types.iter_mut().find_map(|file| {
        let at = file
            .types
            .iter()
            .position(|def| def.name.rust() == new.value)?;
        Some((file, at))
    });
    let Some((file, at)) = file else {
        return Err(nothing(old, new, "type", &known));
    };
    let def = &file.types[at];
    let mut aliases = vec![(name, def.name.clone())];
    if let Some(required) = required(def) {
        aliases.push((
            spelled(Role::Type, &format!("{old}Required"), new)?,
            required.clone(),
        ));
    }
    for (name, _) in &aliases {
        if known.iter().any(|taken| taken == name.rust()) {
            return Err(taken(name.rust(), new, "a type"));
        }
    }
    for (name, target) in aliases {
        let description = format!("The former name of `{}`.", target.rust());
        file.types.push(TypeDef {
            origin: new.origin,
            name,
            docs: Docs {
                title: Some(description),
                deprecated: true,
                ..Docs::default()
            },
            sent: false,
            made_of: None,
            kind: Kind::Alias(Type::Named(TypeRef {
                endpoint: None,
                name: target,
            })),
        });
    }
    Ok(())
}

fn required(def: &TypeDef) -> Option<&Name> {
    match &def.kind {
        Kind::Struct(object) if def.sent => object.required.as_ref(),
        _ => None,
    }
}

/// A function of a module.
fn function(
    modules: &mut [Module],
    (old_module, old): (&str, &str),
    (in_module, to): (&str, &str),
    new: &Located<String>,
) -> Result<(), Diagnostic> {
    let known: Vec<String> = modules
        .iter()
        .flat_map(|module| {
            let name = module.name.rust();
            let functions = module.endpoints.iter();
            functions.map(move |endpoint| format!("{name}.{}", endpoint.function.rust()))
        })
        .collect();
    let whole = format!("{old_module}.{old}");
    if known.contains(&whole) {
        return Err(taken(&whole, new, "a function"));
    }
    let name = spelled(Role::Function, old, new)?;
    let module = modules
        .iter_mut()
        .find(|module| module.name.rust() == in_module);
    let types: Vec<String> = module
        .iter()
        .flat_map(|module| &module.endpoints)
        .flat_map(|endpoint| {
            let former = endpoint.former.iter().filter_map(|one| one.name.as_ref());
            let types = endpoint.types.iter();
            let types = types.flat_map(|def| required(def).into_iter().chain([&def.name]));
            former.chain(types).chain([&endpoint.name])
        })
        .map(|name| name.rust().to_owned())
        .collect();
    let endpoint: Option<&mut Endpoint> = module.and_then(|module| {
        let mut all = module.endpoints.iter_mut();
        all.find(|endpoint| endpoint.function.rust() == to)
    });
    let Some(endpoint) = endpoint else {
        return Err(nothing(&whole, new, "function", &known));
    };
    if old_module != in_module {
        return Err(Diagnostic::error(
            Code("LP0327"),
            format!("`{whole}` is in another module than `{}`", new.value),
        )
        .at(new.origin.key(), "")
        .help(format!("an old name stays in its module: keep the module with `{old_module} = \"{in_module}\"`, and write `\"{in_module}.{old}\"`")));
    }
    let request = Name::new(Role::Type, old);
    endpoint.former.push(Former {
        function: name,
        name: Some(request).filter(|name| types.iter().all(|taken| taken != name.rust())),
    });
    Ok(())
}

/// A module, as a whole.
fn module(
    lower: &Lower<'_>,
    modules: &mut [Module],
    old: &str,
    new: &Located<String>,
) -> Result<(), Diagnostic> {
    let known: Vec<String> = modules
        .iter()
        .map(|module| module.name.rust().to_owned())
        .collect();
    let own = lower
        .config
        .modules
        .iter()
        .any(|module| module.value == old);
    if own || known.iter().any(|name| name == old) {
        return Err(taken(old, new, "a module"));
    }
    let name = spelled(Role::Module, old, new)?;
    match modules
        .iter_mut()
        .find(|module| module.name.rust() == new.value)
    {
        Some(module) => {
            module.former.push(name);
            Ok(())
        }
        None => Err(nothing(old, new, "module", &known)),
    }
}

/// The old name, where it is one that the crate can have.
fn spelled(role: Role, old: &str, new: &Located<String>) -> Result<Name, Diagnostic> {
    let name = Name::new(role, old);
    if name.rust() == old {
        Ok(name)
    } else {
        Err(taken(old, new, "something of the crate's own"))
    }
}

fn nothing(old: &str, new: &Located<String>, what: &str, known: &[String]) -> Diagnostic {
    let help = match did_you_mean(&new.value, known.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean \"{meant}\"?"),
        None => "write the new name as the crate has it: `NewType`, `module.function` or `module`; or delete the line".to_owned(),
    };
    Diagnostic::error(
        Code("LP0327"),
        format!(
            "`{old}` is to be another name of `{}`, and the crate has no such {what}",
            new.value
        ),
    )
    .at(new.origin.key(), "")
    .help(help)
}

fn taken(old: &str, new: &Located<String>, by: &str) -> Diagnostic {
    Diagnostic::error(
        Code("LP0328"),
        format!("the old name `{old}` is taken: it is that of {by}"),
    )
    .at(new.origin.key(), "")
    .help("delete the line: an alias is for a name that nothing else has")
}
