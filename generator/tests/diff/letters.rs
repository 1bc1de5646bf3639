//! Parameters and headers are compared by their letters: what is written alike is the same.

use letterpress::diff::wire::Verdict::{Breaking, Compatible, None, Risky};
use serde_json::json;

use super::reviewed;

#[test]
fn what_is_written_in_the_same_letters_is_the_same() {
    let side = |place: &str, schema: &serde_json::Value| {
        json!({
            "openapi": "3.1.0", "info": { "title": "T", "version": "1" },
            "paths": { "/t": { "get": {
                "operationId": "t.list",
                "parameters": [{ "name": "X-Q", "in": place, "schema": schema }],
                "responses": { "204": { "description": "d" } },
            } } },
        })
    };
    let boolean = json!({ "type": "boolean" });
    let words = json!({ "type": "string", "enum": ["false", "true"] });
    let more = json!({ "type": "string", "enum": ["false", "true", "maybe"] });
    let [text, number] = [json!({ "type": "string" }), json!({ "type": "integer" })];
    let texts = json!({ "type": "array", "items": text });
    let some = json!({ "type": "array", "items": number, "minItems": 1 });
    let two = json!({ "type": "array", "items": number, "minItems": 2 });
    let (list, single) = ("parameter-became-list", "parameter-became-single");
    for (place, base, revision, rule, verdict) in [
        ("query", &boolean, &words, "type-changed", None),
        ("query", &words, &boolean, "type-changed", None),
        ("query", &boolean, &more, "type-widened", Compatible),
        ("query", &more, &boolean, "type-narrowed", Breaking),
        // Any text may have commas in it: the letters stay, and one with a comma is read as two items, or no longer.
        ("header", &text, &texts, list, Risky),
        ("header", &texts, &text, single, Risky),
        // A single value is a list of one.
        ("header", &number, &some, list, Compatible),
        ("header", &some, &number, single, Breaking),
        ("header", &number, &two, "type-changed", Breaking),
        // Repeated in a query, which one value isn't.
        ("query", &text, &texts, list, Compatible),
        ("query", &texts, &text, single, Breaking),
    ] {
        let changes = reviewed(&side(place, base), &side(place, revision)).changes;
        let told: Vec<_> = changes.iter().map(|one| (one.rule, one.wire)).collect();
        assert_eq!(told, [(rule, verdict)], "{place}: {base} to {revision}");
    }
}
