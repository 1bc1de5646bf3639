//! `[crate.package]`: what Cargo and crates.io ask of a crate, asked before they do.

use super::table::{Reader, Table};
use super::{PackageTable, problem, rules};

/// What the table knows, for those who write it beside `name`.
pub(super) const KEYS: &[&str] = &[
    "version",
    "license",
    "description",
    "repository",
    "homepage",
    "documentation",
    "authors",
    "keywords",
    "categories",
    "publish",
];

/// Reads the table. Nothing in it is needed.
pub(super) fn read(reader: &mut Reader<'_>, mut table: Table<'_, '_>) -> PackageTable {
    let version = table.text(reader, "version");
    if let Some(version) = &version
        && let Err(why) = rules::version(&version.value)
    {
        let diagnostic = problem::version(&version.value, &why);
        reader
            .diagnostics
            .push(diagnostic.at(version.origin.place(), ""));
    }
    let license = table.text(reader, "license");
    if let Some(license) = &license
        && let Err(why) = rules::license(&license.value)
    {
        let diagnostic = problem::license(&license.value, &why);
        reader
            .diagnostics
            .push(diagnostic.at(license.origin.place(), ""));
    }
    let package = PackageTable {
        version,
        license,
        description: table.text(reader, "description").map(|text| text.value),
        repository: web_address(reader, &mut table, "repository"),
        homepage: web_address(reader, &mut table, "homepage"),
        documentation: web_address(reader, &mut table, "documentation"),
        authors: table
            .texts(reader, "authors")
            .into_iter()
            .map(|author| author.value)
            .collect(),
        keywords: listed(
            reader,
            &mut table,
            "keywords",
            rules::is_keyword,
            "write at most 20 letters, digits and hyphens",
        ),
        categories: listed(
            reader,
            &mut table,
            "categories",
            rules::is_category,
            "write a slug of https://crates.io/category_slugs, such as \"api-bindings\"",
        ),
        publish: table.boolean(reader, "publish").unwrap_or(false),
    };
    table.finish(reader, "`[crate.package]`");
    package
}

fn web_address(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
) -> Option<String> {
    let address = table.text(reader, key)?;
    if !rules::is_web_address(&address.value) {
        let diagnostic = problem::metadata(
            key,
            &address.value,
            "it is no web address",
            "write it whole, such as \"https://example.com/client\"",
        );
        reader
            .diagnostics
            .push(diagnostic.at(address.origin.place(), ""));
    }
    Some(address.value)
}

/// Keywords or categories: crates.io takes five of each.
fn listed(
    reader: &mut Reader<'_>,
    table: &mut Table<'_, '_>,
    key: &'static str,
    rule: fn(&str) -> bool,
    help: &str,
) -> Vec<String> {
    let words = table.texts(reader, key);
    for (index, word) in words.iter().enumerate() {
        let diagnostic = if index >= 5 {
            problem::metadata(
                key,
                &word.value,
                "there are five already, and crates.io takes no more",
                "remove it",
            )
        } else if rule(&word.value) {
            continue;
        } else {
            problem::metadata(key, &word.value, "crates.io refuses it", help)
        };
        reader
            .diagnostics
            .push(diagnostic.at(word.origin.place(), ""));
    }
    words.into_iter().map(|word| word.value).collect()
}
