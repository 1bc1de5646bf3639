//! `[[crate.stream]]`: what ends an operation's stream of events, where the document can't say it.

use super::read::only_once;
use super::table::{Reader, Table};
use super::{Located, StreamTable};

/// Reads all of them; an operation has one.
pub(super) fn read(
    reader: &mut Reader<'_>,
    tables: Vec<Table<'_, '_>>,
) -> Vec<Located<StreamTable>> {
    let all: Vec<_> = tables
        .into_iter()
        .filter_map(|table| stream(reader, table))
        .collect();
    only_once(
        reader,
        "two `[[crate.stream]]` are for",
        all.iter().map(|stream| &stream.value.operation),
    );
    all
}

fn stream(reader: &mut Reader<'_>, mut table: Table<'_, '_>) -> Option<Located<StreamTable>> {
    let origin = reader.origin(table.range.clone());
    let operation = table.required(reader, "operation", "operation = \"chat.create\"");
    let done = table.required(reader, "done", "done = \"[DONE]\"");
    table.finish(reader, "`[[crate.stream]]`");
    Some(Located {
        value: StreamTable {
            operation: operation?,
            done: done?,
        },
        origin,
    })
}
