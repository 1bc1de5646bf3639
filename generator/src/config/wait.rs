//! `[[crate.wait]]`: which operation is polled, and what ends it.

use std::time::Duration;

use super::read::only_once;
use super::table::{Reader, Table};
use super::{Located, WaitTable, problem, rules};

/// Reads all of them; an operation has one.
pub(super) fn read(reader: &mut Reader<'_>, tables: Vec<Table<'_, '_>>) -> Vec<Located<WaitTable>> {
    let waits: Vec<_> = tables
        .into_iter()
        .filter_map(|table| wait(reader, table))
        .collect();
    only_once(
        reader,
        "two `[[crate.wait]]` are for",
        waits.iter().map(|wait| &wait.value.operation),
    );
    waits
}

fn wait(reader: &mut Reader<'_>, mut table: Table<'_, '_>) -> Option<Located<WaitTable>> {
    let origin = reader.origin(table.range.clone());
    let operation = table.required(reader, "operation", "operation = \"exports.get\"");
    let member = table.required(reader, "member", "member = \"status\"");
    let problems = reader.diagnostics.len();
    let done = table.texts(reader, "done");
    // Where values were refused, that has been said.
    if done.is_empty() && reader.diagnostics.len() == problems {
        let diagnostic = problem::wait(
            "nothing ends the wait well",
            "add the values that do: `done = [\"success\"]`",
        );
        reader.report(diagnostic, table.range.clone(), "");
    }
    let failed = table.texts(reader, "failed");
    for value in failed
        .iter()
        .filter(|value| done.iter().any(|done| done.value == value.value))
    {
        let diagnostic = problem::wait(
            &format!("\"{}\" ends the wait both well and badly", value.value),
            "remove it from `done` or from `failed`",
        );
        reader
            .diagnostics
            .push(diagnostic.at(value.origin.place(), ""));
    }
    let reason = table.text(reader, "reason");
    let interval = duration(reader, &mut table, "interval", WaitTable::INTERVAL);
    let deadline = duration(reader, &mut table, "deadline", WaitTable::DEADLINE);
    if interval > deadline {
        let diagnostic = problem::wait(
            "the wait ends before it asks a second time",
            "make `deadline` longer than `interval`",
        );
        reader.report(diagnostic, table.range.clone(), "");
    }
    table.finish(reader, "`[[crate.wait]]`");
    Some(Located {
        value: WaitTable {
            operation: operation?,
            member: member?,
            done,
            failed,
            reason,
            interval,
            deadline,
        },
        origin,
    })
}

fn duration(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    default: Duration,
) -> Duration {
    let Some(text) = table.text(reader, key) else {
        return default;
    };
    rules::duration(&text.value).unwrap_or_else(|why| {
        let diagnostic = problem::duration(&text.value, &why);
        reader
            .diagnostics
            .push(diagnostic.at(text.origin.place(), ""));
        default
    })
}
