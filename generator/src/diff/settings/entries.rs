//! The tables of two letterpress.toml, held against each other: what came, what went, what says another thing.

use indexmap::IndexMap;

use super::{About, Setting};
use crate::config::{Crate, Located, Next, PagesBy, PagesTable, Secret, StreamTable, WaitTable};
use crate::diff::Side;
use crate::diff::wire::Title;

/// What a table is of, as it was and as it is.
type Entry<'a, T> = (String, Option<&'a Located<T>>, Option<&'a Located<T>>);

/// The entries that changed, in the order of the file.
pub(in crate::diff) fn compare(base: &Side<'_>, revision: &Side<'_>) -> Vec<Setting> {
    let (Some(before), Some(after)) = (base.asked, revision.asked) else {
        return Vec::new();
    };
    let mut settings = Vec::new();
    if before.name != after.name {
        let title = format!(
            "The crate is called `{}`, no longer `{}`",
            after.name.value, before.name.value
        );
        let places = (Some(before.name.origin), Some(after.name.origin));
        let mut setting = Setting::new(About::Name, "crate-renamed", title, places);
        setting.finding.before = Some(before.name.value.clone());
        setting.finding.after = Some(after.name.value.clone());
        settings.push(setting);
    }
    environment(before, after, &mut settings);
    envelope(before, after, &mut settings);
    waits(before, after, &mut settings);
    streams(before, after, &mut settings);
    pages([base, revision], [before, after], &mut settings);
    secrets(before, after, &mut settings);
    names(before, after, &mut settings);
    if before.resource_features.is_some() != after.resource_features.is_some() {
        let (rule, title) = match after.resource_features {
            Some(_) => ("features-added", "Each resource is a feature of the crate"),
            None => (
                "features-removed",
                "Resources are no features of the crate any more",
            ),
        };
        let places = (before.resource_features, after.resource_features);
        settings.push(Setting::new(
            About::Features,
            rule,
            title.to_owned(),
            places,
        ));
    }
    settings
}

/// The keys of which the values differ, those of before first.
fn entries<'a, T: PartialEq>(
    before: &'a IndexMap<String, Located<T>>,
    after: &'a IndexMap<String, Located<T>>,
) -> impl Iterator<Item = (&'a String, Option<&'a Located<T>>, Option<&'a Located<T>>)> {
    let new = after.keys().filter(|key| !before.contains_key(*key));
    let keys = before.keys().chain(new);
    keys.map(|key| (key, before.get(key), after.get(key)))
        .filter(|(_, was, is)| was != is)
}

fn names(before: &Crate, after: &Crate, settings: &mut Vec<Setting>) {
    let mut told: Vec<&String> = Vec::new();
    for (key, was, is) in entries(&before.rename, &after.rename) {
        let news = [was, is].into_iter().flatten().map(|entry| &entry.value);
        let news: Vec<&String> = news.collect();
        let is_its = |alias: &(&String, Option<&Located<String>>, Option<&Located<String>>)| {
            let targets = [alias.1, alias.2].into_iter().flatten();
            targets.into_iter().any(|target| {
                let inside = |new: &&String| {
                    let rest = new.strip_prefix(target.value.as_str());
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                };
                news.iter().any(inside)
            })
        };
        let olds = entries(&before.alias, &after.alias).filter(is_its);
        let olds: Vec<&String> = olds.map(|(old, ..)| old).collect();
        told.extend(&olds);
        let about = About::Rename(
            key.clone(),
            olds.into_iter().map(|old| named(old)).collect(),
        );
        let places = (was.map(|was| was.origin), is.map(|is| is.origin));
        settings.push(Setting::new(
            about,
            "item-renamed",
            Title::NamesOfItems,
            places,
        ));
    }
    for (old, was, is) in entries(&before.alias, &after.alias) {
        let new =
            |entry: Option<&Located<String>>| entry.map_or("", |entry| &entry.value).to_owned();
        let (rule, title) = match (was, is) {
            (None, _) => (
                "alias-added",
                format!("`{old}` is an old name of `{}`", new(is)),
            ),
            (_, None) => (
                "alias-removed",
                format!("`{old}` is no name of `{}` any more", new(was)),
            ),
            _ => (
                "alias-changed",
                format!("`{old}` is an old name of `{}` now", new(is)),
            ),
        };
        if !told.contains(&old) {
            let places = (was.map(|was| was.origin), is.map(|is| is.origin));
            settings.push(Setting::new(About::Alias(named(old)), rule, title, places));
        }
    }
}

/// The path of an old name.
fn named(old: &str) -> String {
    match old.split_once('.') {
        Some((module, function)) => format!("{module}::{function}"),
        None if old.starts_with(|letter: char| letter.is_ascii_uppercase()) => {
            format!("types::{old}")
        }
        None => old.to_owned(),
    }
}

fn environment(before: &Crate, after: &Crate, settings: &mut Vec<Setting>) {
    for (key, was, is) in entries(&before.env, &after.env) {
        let name = |entry: Option<&Located<String>>| entry.map(|entry| entry.value.clone());
        let (rule, title) = match (name(was), name(is)) {
            (None, Some(is)) => (
                "environment-added",
                format!("`{key}` is read from the environment variable `{is}`"),
            ),
            (Some(was), Some(is)) => (
                "environment-changed",
                format!(
                    "`{key}` is read from the environment variable `{is}`, no longer from `{was}`"
                ),
            ),
            (was, _) => (
                "environment-removed",
                format!(
                    "`{key}` is no longer read from the environment variable `{}`",
                    was.unwrap_or_default()
                ),
            ),
        };
        let places = (was.map(|was| was.origin), is.map(|is| is.origin));
        let mut setting = Setting::new(About::Environment, rule, title, places);
        setting.finding.silent = true;
        setting.finding.before = name(was);
        setting.finding.after = name(is);
        settings.push(setting);
    }
}

/// The members of an envelope, by what they are for.
type Parts = IndexMap<&'static str, String>;

fn parts(asked: &Crate) -> Option<Parts> {
    let table = &asked.envelope.as_ref()?.value;
    let parts = [
        ("result", Some(table.result.clone())),
        ("success", table.success.clone()),
        ("errors", table.errors.clone()),
        ("messages", table.messages.clone()),
        ("page", table.page.clone()),
        ("code", Some(table.code.clone())),
        ("message", Some(table.message.clone())),
        ("pointer", Some(table.pointer.join("."))),
        ("documentation", table.documentation.clone()),
        ("request_id", table.request_id.clone()),
    ];
    let said = parts
        .into_iter()
        .filter_map(|(key, name)| Some((key, name?)));
    Some(said.filter(|(_, name)| !name.is_empty()).collect())
}

fn envelope(before: &Crate, after: &Crate, settings: &mut Vec<Setting>) {
    if before.envelope == after.envelope {
        return;
    }
    let (rule, title) = match (&before.envelope, &after.envelope) {
        (None, _) => (
            "envelope-added",
            "Answers come in an envelope, which is taken off",
        ),
        (_, None) => ("envelope-removed", "Answers come in no envelope any more"),
        _ => ("envelope-changed", "The envelope of the answers changed"),
    };
    let place = |asked: &Crate| asked.envelope.as_ref().map(|table| table.origin);
    let places = (place(before), place(after));
    let mut setting = Setting::new(About::Envelope, rule, title.to_owned(), places);
    setting.finding.silent = true;
    let (was, is) = (parts(before), parts(after));
    let text = |own: &Option<Parts>, other: &Option<Parts>| {
        // Of two envelopes what differs, of one what is not called as its key.
        let is_said = |key: &str, name: &String| match other {
            Some(other) => other.get(key) != Some(name),
            None => name != key,
        };
        let said = own.iter().flatten();
        let said = said.filter(|(key, name)| is_said(key, name));
        let said: Vec<String> = said.map(|(key, name)| format!("{key} = {name}")).collect();
        (!said.is_empty()).then(|| said.join(", "))
    };
    setting.finding.before = text(&was, &is);
    setting.finding.after = text(&is, &was);
    settings.push(setting);
}

/// Tables of which an operation has one each, and that differ.
fn of_operations<'a, T: PartialEq>(
    before: &'a [Located<T>],
    after: &'a [Located<T>],
    operation: impl Fn(&T) -> &str,
) -> Vec<Entry<'a, T>> {
    let of = |all: &'a [Located<T>], id: &str| all.iter().find(|one| operation(&one.value) == id);
    let mut ids: Vec<&str> = Vec::new();
    for one in before.iter().chain(after) {
        let id = operation(&one.value);
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let tables = ids
        .into_iter()
        .map(|id| (id.to_owned(), of(before, id), of(after, id)));
    tables.filter(|(_, was, is)| was != is).collect()
}

/// The change of such a table: three rules and sentences for one that came, one that went, one that says another thing. `None`: in other words it says the same.
///
/// `text`: what it says, of the base or of the revision.
fn table<T>(
    (id, was, is): Entry<'_, T>,
    head: &'static str,
    rules: [&'static str; 3],
    titles: [&str; 3],
    text: impl Fn(&T, usize) -> String,
) -> Option<Setting> {
    let before = was.map(|was| text(&was.value, 0));
    let after = is.map(|is| text(&is.value, 1));
    if before == after {
        return None;
    }
    let which = match (was, is) {
        (None, _) => 0,
        (_, None) => 1,
        _ => 2,
    };
    let title = titles[which].replace("{}", &format!("`{id}`"));
    let places = (was.map(|was| was.origin), is.map(|is| is.origin));
    let mut setting = Setting::new(About::Operation(head), rules[which], title, places);
    // Code that asks for the one is answered by the other.
    setting.finding.silent = which == 2;
    setting.finding.before = before;
    setting.finding.after = after;
    setting.finding.operations = vec![id];
    Some(setting)
}

fn waits(before: &Crate, after: &Crate, settings: &mut Vec<Setting>) {
    let values = |all: &[Located<String>]| {
        let mut values: Vec<&str> = all.iter().map(|one| one.value.as_str()).collect();
        values.sort_unstable();
        values.join(" or ")
    };
    let text = |wait: &WaitTable, _| {
        let mut text = format!("until {} is {}", wait.member.value, values(&wait.done));
        if !wait.failed.is_empty() {
            text += &format!(", failed where it is {}", values(&wait.failed));
        }
        if let Some(reason) = &wait.reason {
            text += &format!(", {} says why", reason.value);
        }
        text + &format!(", every {:?} for {:?}", wait.interval, wait.deadline)
    };
    let rules = ["wait-added", "wait-removed", "wait-changed"];
    let titles = [
        "{} can be waited for",
        "{} can no longer be waited for",
        "The wait for {} changed",
    ];
    for one in of_operations(&before.wait, &after.wait, |wait| &wait.operation.value) {
        settings.extend(table(one, "Polled", rules, titles, text));
    }
}

fn streams(before: &Crate, after: &Crate, settings: &mut Vec<Setting>) {
    let rules = [
        "stream-end-added",
        "stream-end-removed",
        "stream-end-changed",
    ];
    let titles = [
        "An event ends the stream of {}",
        "No event ends the stream of {} any more",
        "Another event ends the stream of {}",
    ];
    for one in of_operations(&before.stream, &after.stream, |one| &one.operation.value) {
        let text = |one: &StreamTable, _| one.done.value.clone();
        let setting = table(one, "Events", rules, titles, text);
        settings.extend(setting.map(|mut setting| {
            setting.finding.silent = true;
            setting
        }));
    }
}

fn pages(sides: [&Side<'_>; 2], [before, after]: [&Crate; 2], settings: &mut Vec<Setting>) {
    let text = |pages: &PagesTable, side: usize| {
        let next = |next: &Next| match next {
            Next::Member(name) => format!("the answer's {}", name.value),
            Next::Header(name) => format!("the answer's header {}", name.value),
        };
        let by = match &pages.by {
            PagesBy::Page(name) => format!("{} counts pages", name.value),
            PagesBy::Offset(name) => format!("{} counts items", name.value),
            PagesBy::Next {
                cursor: Some(name),
                next: from,
            } => format!("{} takes {}", name.value, next(from)),
            PagesBy::Next {
                cursor: None,
                next: from,
            } => format!("{} is the URL", next(from)),
        };
        let mut parts = vec![by];
        let mut part = |word: &str, name: Option<&str>| {
            parts.extend(name.map(|name| format!("{word} {name}")));
        };
        let value = |one: &'_ Option<Located<String>>| one.as_ref().map(|one| one.value.clone());
        part("items in", value(&pages.items).as_deref());
        part("the first is", first(pages, sides[side]).as_deref());
        part("as many as", value(&pages.size).as_deref());
        part("in all", value(&pages.total).as_deref());
        part("more while", value(&pages.more).as_deref());
        parts.join(", ")
    };
    let rules = ["pages-added", "pages-removed", "pages-changed"];
    let titles = [
        "{} is read page by page",
        "{} is no longer read page by page",
        "The pages of {} are asked for otherwise",
    ];
    for one in of_operations(&before.pages, &after.pages, |pages| &pages.operation.value) {
        settings.extend(table(one, "Paged", rules, titles, text));
    }
}

/// The number of the first page, where pages are counted: as the table says it, else the document.
fn first(pages: &PagesTable, side: &Side<'_>) -> Option<String> {
    let PagesBy::Page(name) = &pages.by else {
        return None;
    };
    let mut operations = side.contract.operations.iter();
    let operation = operations.find(|one| one.id.as_ref() == Some(&pages.operation.value));
    let parameters = operation.map_or(&[][..], |one| &one.parameters);
    let parameter = parameters.iter().find(|one| one.name == name.value);
    let default = || parameter?.schema.notes.default.as_ref()?.as_u64();
    Some(pages.first.or_else(default).unwrap_or(1).to_string())
}

fn secrets(before: &Crate, after: &Crate, settings: &mut Vec<Setting>) {
    let word = |secret: &Located<Secret>| match secret.value {
        Secret::Value => "value".to_owned(),
        Secret::Query => "query".to_owned(),
    };
    for (pointer, was, is) in entries(&before.secrets, &after.secrets) {
        let name = told(pointer);
        let (rule, title) = match (was, is) {
            (None, _) => ("secret-added", format!("`{name}` is a secret")),
            (_, None) => ("secret-removed", format!("`{name}` is no longer a secret")),
            _ => (
                "secret-changed",
                format!("Of `{name}` another part is a secret"),
            ),
        };
        let places = (was.map(|was| was.origin), is.map(|is| is.origin));
        let mut setting = Setting::new(About::Secret(pointer.clone()), rule, title, places);
        setting.finding.before = was.map(word);
        setting.finding.after = is.map(word);
        settings.push(setting);
    }
}

/// The names on the way of a pointer: `Trip.id` of `#/components/schemas/Trip/properties/id`.
fn told(pointer: &str) -> String {
    let keywords = [
        "#",
        "components",
        "schemas",
        "properties",
        "allOf",
        "oneOf",
        "anyOf",
    ];
    let parts = pointer.split('/').filter(|part| {
        !keywords.contains(part) && !part.chars().all(|letter| letter.is_ascii_digit())
    });
    let parts: Vec<String> = parts.map(crate::source::pointer::unescaped).collect();
    parts.join(".")
}
