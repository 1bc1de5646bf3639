//! How a caller mends what broke.

use std::collections::BTreeSet;

use super::answers::Answers;
use super::join::owner;
use super::rules::names;
use super::rust::{self, ItemChange, Silent};
use super::{Change, wire};
use crate::emit::{Item, ItemKind};

/// What a caller writes instead, or what follows for crates that are released.
///
/// `breaks`: the directions in which the wire does.
pub(super) fn help(
    change: &Change,
    items: &[&ItemChange<'_>],
    breaks: &BTreeSet<wire::Direction>,
) -> Option<String> {
    if let Some(text) = of_settings(change) {
        return Some(text);
    }
    let breaking = items
        .iter()
        .filter(|one| one.verdict == rust::Verdict::Breaking);
    // What is called tells more than the types around it.
    let call = breaking.clone().find(|one| {
        let kind = one.item().kind;
        matches!(kind, ItemKind::Function | ItemKind::Method)
            && one.base.is_some()
            && one.revision.is_some()
    });
    let first = call.or_else(|| breaking.clone().next());
    if let Some(silent) = items.iter().find_map(|one| silent(one)) {
        return Some(silent);
    }
    // A member that is needed now is given where the others that are needed are.
    let needed = || {
        items.iter().filter_map(|one| {
            let item = one.revision.filter(|_| one.base.is_none())?;
            let (owner, field) = item.path.rsplit_once("::")?;
            (item.kind == ItemKind::Field && owner.ends_with("Required")).then_some((owner, field))
        })
    };
    let at = change.revision.as_ref().or(change.base.as_ref());
    let member = at.and_then(|at| at.pointer.rsplit('/').next());
    let is_it = |field: &str| member.is_some_and(|member| plain(member) == plain(field));
    let field = needed()
        .find(|(_, field)| is_it(field))
        .or_else(|| needed().next());
    let needed = field.map(|(_, field)| {
        let owners = needed().filter(|(_, other)| *other == field);
        let owners = owners.map(|(owner, _)| format!("`{owner} {{ .. }}`"));
        format!(
            "give `{field}` in {}",
            some(&owners.collect::<Vec<_>>(), " and ")
        )
    });
    if let (Some(needed), Some(_)) = (needed, first)
        && change.rule.ends_with("required")
    {
        return Some(needed);
    }
    // What is called otherwise, and nothing else; a call that needs more is told as it is now.
    let needs_more = call.is_some_and(|one| !one.only_named) && !names(change.rule);
    if let Some(written) = renamed(items).filter(|_| !needs_more) {
        return Some(written);
    }
    let instead = |gone: &Item| {
        let mut new = items.iter().filter_map(|one| match one.base {
            None => one
                .revision
                .filter(|item| item.kind == gone.kind && owner(item) == owner(gone)),
            Some(_) => None,
        });
        let only = new.next().filter(|_| new.next().is_none());
        only.filter(|_| gone.kind == ItemKind::Variant)
    };
    let rust = first.map(|first| match (first.base, first.revision) {
        (Some(base), None) if instead(base).is_some_and(|new| new.wire.is_some()) => {
            let pairs = breaking.clone().filter_map(|one| {
                let gone = one.base?;
                Some((one.revision.or_else(|| instead(gone))?, gone))
            });
            let moved = pairs.filter(|(new, gone)| new.path != gone.path);
            let names = moved.map(|(new, gone)| format!("`{}` for `{}`", new.path, gone.path));
            write_for(&names.collect::<Vec<_>>()).unwrap_or_default()
        }
        (Some(base), Some(item)) if base.path != item.path && !needs_more => {
            format!("write `{}` for `{}`", item.path, base.path)
        }
        (Some(base), None) if rust::written_out(base).is_some() => format!(
            "`{}` is no longer `{}`: take out what needs that",
            base.path,
            rust::written_out(base).unwrap_or_default()
        ),
        // A type that only an answer had goes with it.
        (Some(base), None) => answered(change, base, items)
            .unwrap_or_else(|| format!("`{}` is gone: take it out of the calling code", base.path)),
        (None, Some(item)) => match item.path.rsplit_once("::") {
            Some((owner, field)) => format!("give `{field}` in `{owner} {{ .. }}`"),
            None => format!("give `{}`", item.path),
        },
        _ if answers(change, first).is_some() => answers(change, first).unwrap_or_default(),
        (_, Some(item)) => match item.kind {
            ItemKind::Function | ItemKind::Method => format!("call it as `{}`", item.signature),
            _ => format!("read it as `{}`", item.signature),
        },
        (None, None) => String::new(),
    });
    // Of a webhook alone there is no operation behind.
    let is_called = !change.operations.is_empty();
    let wire = (change.wire == wire::Verdict::Breaking).then(|| {
        match (breaks.iter().eq([&wire::Direction::Response]), is_called) {
            (true, true) => {
                "release and upgrade: crates of before may meet answers that they don't expect"
            }
            (true, false) => {
                "release and upgrade: crates of before may receive what they don't expect"
            }
            (false, true) => {
                "release and upgrade: crates of before send what the server no longer takes"
            }
            (false, false) => {
                "release and upgrade: what receives it answers what the API no longer takes"
            }
        }
    });
    let wire = wire.map(str::to_owned);
    rust.or(wire)
}

/// What a caller takes of an endpoint whose answers are other types now.
fn answers(change: &Change, item: &ItemChange<'_>) -> Option<String> {
    let answers = Answers::of(item)?;
    let path = &item.item().path;
    let is_failure = change.rule.starts_with("error-") || change.rule.starts_with("default-");
    let failure = answers.failure.map(|[was, is]| match is {
        "()" => format!("nothing is documented any more that `error.failure::<{path}>()` could read: take it out"),
        _ => format!("take `{is}` where `error.failure::<{path}>()` gave `{was}`"),
    });
    let output = answers.output.map(|[was, is]| match is {
        "()" => format!("sending `{path}` gives nothing any more: take out what reads its `{was}`"),
        _ => format!("take `{is}` where sending `{path}` gave `{was}`"),
    });
    if is_failure {
        failure.or(output)
    } else {
        output.or(failure)
    }
}

/// What a caller takes of an endpoint instead, where a type is gone that it gave.
fn answered(change: &Change, gone: &Item, items: &[&ItemChange<'_>]) -> Option<String> {
    let is_type = matches!(gone.kind, ItemKind::Struct | ItemKind::Enum);
    let mut breaking = items
        .iter()
        .filter(|one| is_type && one.verdict == rust::Verdict::Breaking);
    breaking.find_map(|one| answers(change, one))
}

/// What follows of letterpress.toml alone.
fn of_settings(change: &Change) -> Option<String> {
    let before = change.before.as_deref().unwrap_or_default();
    let after = change.after.as_deref().unwrap_or_default();
    Some(match change.rule {
        "crate-renamed" => {
            let name = |name: &str| name.replace('-', "_");
            format!("depend on `{after}`, and write `{}` for `{}`", name(after), name(before))
        }
        "environment-changed" => {
            format!("set `{after}` where the program runs, as `{before}` is set")
        }
        "environment-removed" => format!("give in code what `{before}` gave"),
        "features-added" => "turn on `all-resources`, or the features of the resources in use, where the default features are off".to_owned(),
        "features-removed" => "take the features of resources out of Cargo.toml: all of them are there".to_owned(),
        _ => return None,
    })
}

/// A name without what Rust writes otherwise.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// What compiles, and is to be looked at.
fn silent(change: &ItemChange<'_>) -> Option<String> {
    let item = change.item();
    Some(match change.silent? {
        Silent::Elsewhere(now) => format!(
            "`{}` is another thing now: write `{}` where the one of before is meant",
            item.path, now.path
        ),
        Silent::Swapped => format!(
            "look at each call: it is `{}`, its arguments changed places",
            item.signature
        ),
    })
}

/// What to write for things that are called otherwise: the member that types are called by, the function, then the types.
fn renamed(items: &[&ItemChange<'_>]) -> Option<String> {
    let moved = |one: &&ItemChange<'_>| {
        let (was, is) = (one.base?, one.revision?);
        (was.path != is.path).then(|| (was.clone(), format!("`{}` for `{}`", is.path, was.path)))
    };
    let is_whole = |item: &Item| {
        owner(item) == item.path && item.kind != ItemKind::Impl && !item.path.ends_with("Required")
    };
    let all = || items.iter().filter_map(moved);
    let mut whole = all().filter(|(item, _)| is_whole(item)).peekable();
    whole.peek()?;
    let owners: Vec<String> = all()
        .filter(|(item, _)| is_whole(item))
        .map(|(item, _)| item.path)
        .collect();
    let members = all().filter(|(item, _)| {
        item.kind == ItemKind::Field && !owners.iter().any(|path| path == owner(item))
    });
    let whole = members.chain(whole).map(|(_, name)| name);
    // A function that gives another thing under its new name changed in two ways.
    let mut names: Vec<String> = Vec::new();
    for name in whole {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    write_for(&names)
}

/// A few of the names to write for others.
fn write_for(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| format!("write {}", some(names, ", and ")))
}

/// Three at most, or two and how many more there are.
fn some(names: &[String], and: &str) -> String {
    match names.len() {
        0..=3 => names.join(and),
        more => format!("{}, and so on for {} more", names[..2].join(", "), more - 2),
    }
}
