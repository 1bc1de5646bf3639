//! One edit of the schema, one readable hunk: what a reviewer sees of each of these is held to the place and the size that they would expect.

#![allow(clippy::panic, missing_docs, reason = "a test fails by panicking")]

#[path = "edits/order.rs"]
mod order;

use std::collections::BTreeMap;

use letterpress_tests::press::{press, schema};
use serde_json::Value;
use similar::{ChangeTag, TextDiff};

/// The list of what is public, which says again what the code says: it has a test of its own.
const API: &str = "API.txt";

/// The lines that an edit changes, by file; files that nothing happened to are left out, and so is the list of what is public.
fn changes(edit: impl Fn(&str) -> String) -> BTreeMap<String, Change> {
    let mut changes = all_changes(edit);
    changes.remove(API);
    changes
}

fn all_changes(edit: impl Fn(&str) -> String) -> BTreeMap<String, Change> {
    let before = schema();
    let after = edit(&before);
    assert_ne!(
        before, after,
        "the edit applies to schema/pcap.yaml no more"
    );
    compare(&press(&before), &press(&after))
}

#[derive(Debug, Default)]
struct Change {
    removed: Vec<String>,
    added: Vec<String>,
}

impl Change {
    fn lines(&self) -> usize {
        self.removed.len() + self.added.len()
    }
}

fn compare(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> BTreeMap<String, Change> {
    let mut changes = BTreeMap::new();
    for path in before.keys().chain(after.keys()) {
        let old = before.get(path).map_or("", String::as_str);
        let new = after.get(path).map_or("", String::as_str);
        let mut change = Change::default();
        for line in TextDiff::from_lines(old, new).iter_all_changes() {
            match line.tag() {
                ChangeTag::Delete => change.removed.push(line.value().trim().to_owned()),
                ChangeTag::Insert => change.added.push(line.value().trim().to_owned()),
                ChangeTag::Equal => {}
            }
        }
        if change.lines() > 0 {
            changes.insert(path.clone(), change);
        }
    }
    changes
}

/// Replaces the first occurrence, which must be there.
fn replace(text: &str, from: &str, to: &str) -> String {
    assert!(
        text.contains(from),
        "schema/pcap.yaml no longer holds: {from}"
    );
    text.replacen(from, to, 1)
}

/// The text of a component schema, from its name to the next one.
fn component<'a>(text: &'a str, name: &str) -> &'a str {
    let start = text
        .find(&format!("\n    {name}:\n"))
        .unwrap_or_else(|| panic!("no component {name}"))
        + 1;
    let rest = &text[start..];
    let end = rest
        .match_indices('\n')
        .map(|(index, _)| index + 1)
        .find(|&index| {
            let line = rest[index..].lines().next().unwrap_or_default();
            line.len() > 4
                && line.starts_with("    ")
                && !line.starts_with("     ")
                && line.ends_with(':')
                || (!line.is_empty() && !line.starts_with("    "))
        })
        .unwrap_or(rest.len());
    &rest[..end]
}

/// Puts `lines` into a component schema, right after the line `properties:`.
fn with_property(text: &str, name: &str, lines: &str) -> String {
    let old = component(text, name);
    let new = replace(
        old,
        "      properties:\n",
        &format!("      properties:\n{lines}"),
    );
    replace(text, old, &new)
}

fn touched(changes: &BTreeMap<String, Change>) -> Vec<&str> {
    changes.keys().map(String::as_str).collect()
}

#[test]
fn pressing_twice_gives_the_same_bytes() {
    assert_eq!(press(&schema()), press(&schema()));
}

#[test]
fn the_list_of_what_is_public_gains_the_lines_of_what_is_new() {
    let changes = all_changes(|text| {
        with_property(
            text,
            "Filter",
            "        vlan: { type: integer, description: \"The VLAN.\" }\n",
        )
    });
    let list = &changes[API];
    assert!(list.removed.is_empty(), "{:?}", list.removed);
    assert_eq!(list.added.len(), 2, "{:?}", list.added);
    assert!(list.added.iter().all(|line| line.contains("Filter::vlan")));
    let reworded = all_changes(|text| replace(text, "An empty filter", "A filter without members"));
    assert!(!reworded.contains_key(API), "{:?}", reworded[API].added);
}

#[test]
fn an_optional_property_touches_one_file_and_at_most_twelve_lines() {
    let changes = changes(|text| {
        with_property(
            text,
            "Filter",
            "        vlan:\n          type: integer\n          description: The VLAN.\n",
        )
    });
    assert_eq!(touched(&changes), ["src/types/filter.rs"]);
    let change = &changes["src/types/filter.rs"];
    assert!(change.removed.is_empty(), "{change:?}");
    assert!(
        change.lines() <= 12,
        "{} lines: {change:#?}",
        change.lines()
    );
}

#[test]
fn an_optional_property_of_an_answer_touches_one_file() {
    let changes = changes(|text| {
        with_property(
            text,
            "Ownership",
            "        region:\n          type: string\n",
        )
    });
    assert_eq!(touched(&changes), ["src/types/ownership.rs"]);
    assert!(
        changes["src/types/ownership.rs"].lines() <= 12,
        "{changes:#?}"
    );
}

#[test]
fn a_description_is_one_line_of_docs() {
    let changes = changes(|text| {
        replace(
            text,
            "summary: List captures.",
            "summary: List all captures.",
        )
    });
    let total: usize = changes.values().map(Change::lines).sum();
    assert!(changes.contains_key("src/pcaps/list.rs"), "{changes:#?}");
    assert!(
        changes
            .keys()
            .all(|path| path == "src/pcaps/list.rs" || path == "README.md"),
        "{changes:#?}"
    );
    assert!(total <= 4, "{changes:#?}");
}

#[test]
fn a_sentence_more_in_a_description_is_a_line_more() {
    let changes = changes(|text| {
        replace(
            text,
            "There are no pages: older",
            "Sorted by time.\n        There are no pages: older",
        )
    });
    assert_eq!(touched(&changes), ["src/pcaps/list.rs"]);
    assert_eq!(changes["src/pcaps/list.rs"].added, ["/// Sorted by time."]);
    assert!(changes["src/pcaps/list.rs"].removed.is_empty());
}

#[test]
fn an_enum_value_touches_the_enum_alone() {
    let changes = changes(|text| {
        replace(
            text,
            "- conversion_pending\n",
            "- conversion_queued\n        - conversion_pending\n",
        )
    });
    assert_eq!(touched(&changes), ["src/types/pcap_status.rs"]);
    let change = &changes["src/types/pcap_status.rs"];
    assert!(
        change.removed.is_empty() && change.lines() <= 6,
        "{change:#?}"
    );
}

#[test]
fn an_enum_value_less_removes_the_same_lines() {
    let changes = changes(|text| replace(text, "        - conversion_pending\n", ""));
    assert_eq!(touched(&changes), ["src/types/pcap_status.rs"]);
    assert!(changes["src/types/pcap_status.rs"].added.is_empty());
}

#[test]
fn an_operation_is_a_new_file_and_a_line_in_the_list() {
    let changes = changes(|text| {
        replace(
            text,
            "  /accounts/{account_id}/pcaps/{pcap_id}/stop:\n",
            "  /accounts/{account_id}/pcaps/{pcap_id}/restart:\n    parameters:\n      - $ref: '#/components/parameters/AccountId'\n      - $ref: '#/components/parameters/PcapId'\n    put:\n      operationId: pcaps.restart\n      summary: Start again.\n      responses:\n        '204':\n          description: Started.\n\n  /accounts/{account_id}/pcaps/{pcap_id}/stop:\n",
        )
    });
    assert_eq!(
        touched(&changes),
        ["README.md", "src/pcaps/mod.rs", "src/pcaps/restart.rs"]
    );
    assert!(
        changes.values().all(|change| change.removed.is_empty()),
        "{changes:#?}"
    );
    assert!(changes["src/pcaps/mod.rs"].lines() <= 2, "{changes:#?}");
    assert_eq!(changes["README.md"].lines(), 1);
}

/// The schema as a JSON value, and its text.
fn value() -> (Value, String) {
    let value: Value = serde_yaml::from_str(&schema()).expect("the schema is YAML");
    let text = value.to_string();
    (value, text)
}

#[test]
fn a_schema_that_nobody_uses_adds_nothing() {
    let changes = changes(|text| {
        replace(
            text,
            "\n  schemas:\n",
            "\n  schemas:\n    Unused:\n      type: object\n      properties:\n        a:\n          type: string\n",
        )
    });
    assert!(changes.is_empty(), "{changes:#?}");
}

#[test]
fn a_schema_that_is_used_renames_no_other() {
    let changes = changes(|text| {
        let text = with_property(
            text,
            "Filter",
            "        window:\n          $ref: '#/components/schemas/Window'\n",
        );
        replace(
            &text,
            "\n  schemas:\n",
            "\n  schemas:\n    Window:\n      type: object\n      description: A span of time.\n      properties:\n        from:\n          type: string\n",
        )
    });
    assert_eq!(
        touched(&changes),
        [
            "src/types/filter.rs",
            "src/types/mod.rs",
            "src/types/window.rs"
        ]
    );
    assert!(
        changes.values().all(|change| change.removed.is_empty()),
        "{changes:#?}"
    );
}

#[test]
fn a_limit_is_a_line_of_docs_and_a_line_of_check() {
    let changes = changes(|text| {
        let old = component(text, "FullCapture");
        replace(
            text,
            old,
            &replace(old, "maximum: 1000000000", "maximum: 2000000000"),
        )
    });
    assert_eq!(touched(&changes), ["src/types/full_capture.rs"]);
    assert!(
        changes["src/types/full_capture.rs"].lines() <= 4,
        "{changes:#?}"
    );
}

#[test]
fn required_becomes_optional_in_one_file() {
    let changes = changes(|text| {
        let old = component(text, "FullCapture");
        replace(text, old, &replace(old, ", colo_name", ""))
    });
    assert!(
        changes
            .keys()
            .all(|path| path == "src/types/full_capture.rs"),
        "{:?}",
        touched(&changes)
    );
}

#[test]
fn deprecating_a_property_stays_with_it() {
    let changes = changes(|text| {
        let old = component(text, "Filter");
        replace(
            text,
            old,
            &replace(
                old,
                "        protocol:\n",
                "        protocol:\n          deprecated: true\n",
            ),
        )
    });
    assert_eq!(touched(&changes), ["src/types/filter.rs"]);
    assert!(changes["src/types/filter.rs"].lines() <= 10, "{changes:#?}");
}

#[test]
fn renaming_a_component_moves_its_file_and_its_uses() {
    let changes = changes(|text| {
        text.replace("schemas/Filter'", "schemas/PacketFilter'")
            .replace("\n    Filter:\n", "\n    PacketFilter:\n")
    });
    assert!(
        changes.contains_key("src/types/filter.rs")
            && changes.contains_key("src/types/packet_filter.rs")
    );
    assert!(
        !changes.contains_key("src/pcaps/get.rs")
            && !changes.contains_key("src/types/ownership.rs"),
        "{:?}",
        touched(&changes)
    );
}

#[test]
fn renaming_an_operation_moves_its_file() {
    let changes =
        changes(|text| text.replace("operationId: pcaps.stop", "operationId: pcaps.halt"));
    assert_eq!(
        touched(&changes),
        [
            "README.md",
            "src/pcaps/halt.rs",
            "src/pcaps/mod.rs",
            "src/pcaps/stop.rs"
        ]
    );
}

#[test]
fn a_query_parameter_touches_one_endpoint() {
    let changes = changes(|text| {
        replace(
            text,
            "      operationId: pcaps.list\n",
            "      operationId: pcaps.list\n      parameters:\n        - name: status\n          in: query\n          description: Only captures in this status.\n          schema:\n            type: string\n",
        )
    });
    assert_eq!(touched(&changes), ["src/pcaps/list.rs"]);
    assert!(changes["src/pcaps/list.rs"].lines() <= 24, "{changes:#?}");
}

#[test]
fn the_version_of_the_api_touches_no_rust() {
    let changes = changes(|text| replace(text, "  version: 4.0.0\n", "  version: 4.1.0\n"));
    assert!(
        changes.keys().all(|path| !path.ends_with(".rs")),
        "{:?}",
        touched(&changes)
    );
}

#[test]
fn another_server_touches_the_data_and_the_readme() {
    let changes = changes(|text| {
        replace(
            text,
            "https://api.cloudflare.com/client/v4",
            "https://api.example.com/v5",
        )
    });
    assert!(
        changes
            .keys()
            .all(|path| path == "src/api.rs" || path == "README.md" || path == "src/lib.rs"),
        "{:?}",
        touched(&changes)
    );
}

#[test]
fn comments_quotes_and_blank_lines_change_nothing() {
    let before = schema();
    let after = before
        .replace("'200':", "\"200\":")
        .replace("\npaths:\n", "\n# All of them.\n\npaths:\n");
    assert_ne!(before, after);
    assert!(compare(&press(&before), &press(&after)).is_empty());
}

#[test]
fn the_same_document_as_json_gives_the_same_crate() {
    let (_, json) = value();
    assert!(compare(&press(&schema()), &press(&json)).is_empty());
}

#[test]
fn inlining_an_all_of_of_one_changes_nothing() {
    let changes = changes(|text| {
        let old = component(text, "SimpleCapture");
        replace(
            text,
            old,
            &replace(
                old,
                "          $ref: '#/components/schemas/Filter'",
                "          allOf:\n            - $ref: '#/components/schemas/Filter'",
            ),
        )
    });
    assert!(changes.is_empty(), "{changes:#?}");
}
