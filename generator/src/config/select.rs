//! `[crate.select]`: which operations of the document the crate has.

use super::table::{Reader, Table};
use super::{Located, problem};

/// Which operations are taken: those that `include` names (all of them, where it is absent), without those that `exclude` names; and which schemas beside them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SelectTable {
    pub include: Option<Picks>,
    pub exclude: Picks,
}

/// Operations, named by any of three.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Picks {
    /// Tags, as the document spells them.
    pub tags: Vec<Located<String>>,
    /// Paths: `*` stands for anything within a segment, `**` for any number of segments.
    pub paths: Vec<Located<String>>,
    /// operationIds, or a method and a path: `GET /pets/{id}`. `*` as in paths.
    pub operations: Vec<Located<String>>,
    /// Of `include`: component schemas that the crate has a type for though no operation reaches them. `*` as in paths.
    pub schemas: Vec<Located<String>>,
}

impl Picks {
    /// Whether a component schema is asked for by its name.
    #[must_use]
    pub fn has_schema(&self, name: &str) -> bool {
        self.schemas
            .iter()
            .any(|pattern| matches_segment(&pattern.value, name))
    }
}

/// `*` stands for anything.
pub(crate) fn matches_segment(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

pub(super) fn read(reader: &mut Reader<'_>, mut table: Table<'_, '_>) -> SelectTable {
    let range = table.range.clone();
    let include = table
        .table(reader, "include")
        .map(|table| picks(reader, table, "`[crate.select.include]`", true));
    let exclude = table
        .table(reader, "exclude")
        .map(|table| picks(reader, table, "`[crate.select.exclude]`", false));
    table.finish(reader, "`[crate.select]`");
    if include.is_none() && exclude.is_none() {
        reader.report(
            problem::missing("include", "include = { tags = [\"pets\"] }"),
            range,
            "",
        );
    }
    SelectTable {
        include,
        exclude: exclude.unwrap_or_default(),
    }
}

fn picks(
    reader: &mut Reader<'_>,
    mut table: Table<'_, '_>,
    name: &str,
    with_schemas: bool,
) -> Picks {
    let (range, before) = (table.range.clone(), reader.diagnostics.len());
    let picks = Picks {
        tags: table.texts(reader, "tags"),
        paths: table.texts(reader, "paths"),
        operations: table.texts(reader, "operations"),
        schemas: if with_schemas {
            table.texts(reader, "schemas")
        } else {
            Vec::new()
        },
    };
    table.finish(reader, name);
    for path in picks
        .paths
        .iter()
        .filter(|path| !path.value.starts_with('/'))
    {
        let help = format!(
            "paths of the document begin with `/`: write \"/{}\"",
            path.value
        );
        let diagnostic = problem::metadata("paths", &path.value, "no path matches it", &help);
        reader
            .diagnostics
            .push(diagnostic.at(path.origin.place(), ""));
    }
    let empty = picks.tags.is_empty()
        && picks.paths.is_empty()
        && picks.operations.is_empty()
        && picks.schemas.is_empty();
    if empty && reader.diagnostics.len() == before {
        reader.report(problem::missing("tags", "tags = [\"pets\"]"), range, "");
    }
    picks
}
