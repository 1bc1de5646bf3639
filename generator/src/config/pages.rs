//! `[[crate.pages]]`: which operation's list comes in pages, and how the next one is asked for.

use super::read::only_once;
use super::table::{Reader, Table};
use super::{Located, Next, PagesBy, PagesTable, problem, rules};

/// Reads all of them; an operation has one.
pub(super) fn read(
    reader: &mut Reader<'_>,
    tables: Vec<Table<'_, '_>>,
) -> Vec<Located<PagesTable>> {
    let all: Vec<_> = tables
        .into_iter()
        .filter_map(|table| pages(reader, table))
        .collect();
    only_once(
        reader,
        "two `[[crate.pages]]` are for",
        all.iter().map(|pages| &pages.value.operation),
    );
    all
}

fn pages(reader: &mut Reader<'_>, mut table: Table<'_, '_>) -> Option<Located<PagesTable>> {
    let origin = reader.origin(table.range.clone());
    let operation = table.required(reader, "operation", "operation = \"exports.list\"");
    let items = table.text(reader, "items");
    let page = table.text(reader, "page");
    let offset = table.text(reader, "offset");
    let cursor = table.text(reader, "cursor");
    let next = table.text(reader, "next").map(Next::Member);
    let next_header = table.text(reader, "next_header").map(Next::Header);
    let first = table.count(reader, "first");
    let size = table.text(reader, "size");
    let total = table.text(reader, "total");
    let more = table.text(reader, "more");
    let range = table.range.clone();
    table.finish(reader, "`[[crate.pages]]`");

    let before = reader.diagnostics.len();
    if let Some(Next::Header(name)) = &next_header
        && !rules::is_header_name(&name.value)
    {
        let diagnostic = problem::metadata(
            "next_header",
            &name.value,
            "it is no name of a header",
            "write the header's name, such as \"Link\"",
        );
        let place = name.origin.place();
        reader.diagnostics.push(diagnostic.at(place, ""));
    }
    let mut refuse = |message: &str, help: &str| {
        let diagnostic = problem::pages(message, help);
        reader.report(diagnostic, range.clone(), "");
    };
    let counts = page.is_some() || offset.is_some();
    let ways = [
        page.is_some(),
        offset.is_some(),
        next.is_some(),
        next_header.is_some(),
    ];
    match ways.into_iter().filter(|way| *way).count() {
        0 if cursor.is_none() => refuse(
            "nothing says how the next page is asked for",
            "name the query parameter that counts (`page` or `offset`), or where the answer names the next page (`next` or `next_header`)",
        ),
        0 | 1 => {}
        _ => refuse(
            "several keys say how the next page is asked for",
            "keep one of `page`, `offset`, `next` and `next_header`",
        ),
    }
    if cursor.is_some() && next.is_none() && next_header.is_none() {
        refuse(
            "nothing says where the next cursor is",
            "name the member of the answer, `next = \"next_cursor\"`, or `next_header`",
        );
    }
    if cursor.is_some() && next_header.as_ref().is_some_and(Next::is_link) {
        refuse(
            "a `Link` header holds a URL, not a cursor",
            "delete `cursor`",
        );
    }
    if first.is_some() && page.is_none() {
        refuse(
            "`first` is the number of the first page, and no parameter counts pages",
            "delete `first`",
        );
    }
    if (size.is_some() || total.is_some()) && !counts {
        refuse(
            "`size` and `total` end what a parameter counts, and here the answer names the next page",
            "delete them: where the answer names no next page, the last one was reached",
        );
    }
    let sound = reader.diagnostics.len() == before;
    let by = match (page, offset, next.or(next_header)) {
        (Some(page), ..) => PagesBy::Page(page),
        (None, Some(offset), _) => PagesBy::Offset(offset),
        (None, None, next) => PagesBy::Next {
            cursor,
            next: next?,
        },
    };
    sound.then_some(())?;
    Some(Located {
        value: PagesTable {
            operation: operation?,
            items,
            by,
            first: first.map(|first| first.value),
            size,
            total,
            more,
        },
        origin,
    })
}
