//! What changes its place in the document, and nothing else.

use super::*;

#[test]
fn moving_keys_of_a_schema_moves_lines_and_changes_nothing_else() {
    let (mut turned, before) = value();
    let properties = turned
        .pointer_mut("/components/schemas/Filter/properties")
        .and_then(Value::as_object_mut);
    let properties = properties.expect("a filter has properties");
    *properties = std::mem::take(properties).into_iter().rev().collect();
    let changes = compare(&press(&before), &press(&turned.to_string()));
    // The example of `create` sets the members in the order of the schema.
    assert_eq!(
        touched(&changes),
        ["src/pcaps/create.rs", "src/types/filter.rs"]
    );
    for change in changes.values() {
        let sorted = |lines: &[String]| {
            let mut lines: Vec<String> = lines
                .iter()
                .map(|line| line.trim_end_matches(',').to_owned())
                .collect();
            lines.sort();
            lines
        };
        assert_eq!(
            sorted(&change.removed),
            sorted(&change.added),
            "moved lines only"
        );
    }
}

#[test]
fn moving_keywords_and_statuses_changes_nothing() {
    fn turn(value: &mut Value) {
        match value {
            Value::Object(members) => {
                let order_matters = members
                    .values()
                    .any(|member| member.get("type").is_some() || member.get("$ref").is_some());
                members.values_mut().for_each(turn);
                if !order_matters {
                    *members = std::mem::take(members).into_iter().rev().collect();
                }
            }
            Value::Array(items) => items.iter_mut().for_each(turn),
            _ => {}
        }
    }
    let (mut turned, before) = value();
    // Everything but properties, whose order is the order of the fields, and schemes, whose order is that of the alternatives.
    turn(
        turned
            .pointer_mut("/components/schemas")
            .expect("there are schemas"),
    );
    turn(turned.pointer_mut("/info").expect("there is an info"));
    assert_ne!(before, turned.to_string());
    let changes = compare(&press(&before), &press(&turned.to_string()));
    let sorted = |lines: &[String]| {
        let mut lines = lines.to_vec();
        lines.sort();
        lines
    };
    for (path, change) in &changes {
        assert_eq!(sorted(&change.removed), sorted(&change.added), "{path}");
    }
}

#[test]
fn moving_a_component_changes_nothing() {
    let before = schema();
    let old = component(&before, "Filter").to_owned();
    let without = replace(&before, &old, "");
    let anchor = component(&without, "System").to_owned();
    let after = replace(&without, &anchor, &format!("{anchor}{old}"));
    assert_ne!(before, after);
    assert!(compare(&press(&before), &press(&after)).is_empty());
}

#[test]
fn moving_paths_and_methods_changes_nothing() {
    let (mut turned, before) = value();
    let paths = turned.pointer_mut("/paths").and_then(Value::as_object_mut);
    let paths = paths.expect("there are paths");
    for item in paths.values_mut().filter_map(Value::as_object_mut) {
        *item = std::mem::take(item).into_iter().rev().collect();
    }
    *paths = std::mem::take(paths).into_iter().rev().collect();
    assert_ne!(before, turned.to_string());
    let changes = compare(&press(&before), &press(&turned.to_string()));
    assert!(changes.is_empty(), "{changes:#?}");
}
