//! `letterpress diff` of two large documents, beside generating one of them without laying out its text: from the document to the
//! files of a crate, in memory. To write them takes longer still, and how much is the disk's to say.
//!
//! ```console
//! cargo bench -p letterpress --bench diff
//! cargo bench -p letterpress --bench diff -- old.json new.json
//! ```
//!
//! Without documents it makes two of 4 MB. Both take turns, so that what else the machine does falls on both. A comparison should take at most 2.2 times as long.
#![allow(clippy::print_stdout, reason = "a bench says what it measured")]
#![allow(missing_docs)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use letterpress::config::Crate;
use letterpress::contract::Contract;
use letterpress::diagnostic::Diagnostics;
use letterpress::diff::{Side, review};
use letterpress::emit::{Items, Output, unformatted};
use letterpress::pipeline;
use letterpress::source::Sources;
use serde_json::{Map, Value, json};

/// As the command has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often each is done.
const RUNS: usize = 9;

fn main() {
    let named: Vec<PathBuf> = env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .map(PathBuf::from)
        .collect();
    let [base, revision] = <[PathBuf; 2]>::try_from(named).unwrap_or_else(|_| {
        [("base", false), ("revision", true)].map(|(name, edited)| {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
            let text = serde_json::to_string_pretty(&document(edited)).expect("JSON");
            fs::write(&path, text).expect("a file can be written");
            path
        })
    });
    let (mut one, mut both) = (Vec::new(), Vec::new());
    let mut changes = 0;
    for _ in 0..RUNS {
        let start = Instant::now();
        drop(generate(&base));
        one.push(start.elapsed());
        let start = Instant::now();
        changes = compare(&base, &revision);
        both.push(start.elapsed());
    }
    let (one, both) = (median(one), median(both));
    println!(
        "{} bytes, {changes} changes, {RUNS} runs each, medians",
        fs::metadata(&base).map_or(0, |file| file.len())
    );
    println!(
        "one of them, unformatted {:8.1} ms",
        one.as_secs_f64() * 1000.0
    );
    println!(
        "the comparison           {:8.1} ms",
        both.as_secs_f64() * 1000.0
    );
    println!(
        "ratio                    {:8.2}",
        both.as_secs_f64() / one.as_secs_f64()
    );
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn asked(path: &Path) -> Crate {
    Crate::new("benched", path, Path::new("client")).expect("a good name")
}

fn generate(path: &Path) -> Output {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let api = pipeline::api(&asked(path), &mut sources, &mut diagnostics)
        .expect("a document without errors");
    unformatted(&api)
}

fn read(path: &Path) -> (Sources, Contract, Items) {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let (contract, items) = pipeline::sides(&asked(path), &mut sources, &mut diagnostics)
        .expect("a document without errors");
    (sources, contract, items)
}

fn compare(base: &Path, revision: &Path) -> usize {
    // Both at once, as the command does on threads that it has.
    let (base, revision) = thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(64 << 20);
        let base = builder.spawn_scoped(scope, || read(base));
        let revision = read(revision);
        (base.expect("a thread").join().expect("no panic"), revision)
    });
    let side = |(sources, contract, items): &(Sources, Contract, Items)| {
        review(
            &Side {
                contract: &base.1,
                items: &base.2,
                sources: &base.0,
                folder: None,
                asked: None,
                asked_otherwise: None,
            },
            &Side {
                contract,
                items,
                sources,
                folder: None,
                asked: None,
                asked_otherwise: None,
            },
        )
    };
    side(&revision).changes.len()
}

/// 1,500 schemas, 1,400 operations. Edited: one schema in fifty has a new member, a new value and a lower limit.
fn document(edited: bool) -> Value {
    let name = |number: usize| format!("Thing{}", number % 1500);
    let prose = "The value that a caller sends or receives when the thing is made, read, changed or removed from the account.";
    let mut schemas = Map::new();
    for number in 0..1500 {
        let edited = edited && number % 50 == 0;
        let mut members = Map::new();
        for member in 0..12 {
            let mut schema = match member % 6 {
                0 => json!({ "type": "string", "maxLength": 64 }),
                1 => json!({ "type": "integer", "maximum": if edited { 500 } else { 1000 } }),
                2 => json!({ "type": "boolean" }),
                3 => json!({ "type": "array", "items": { "type": "string" } }),
                4 => {
                    json!({ "type": "string", "enum": ["v0", "v1", "v2", "v3", if edited { "v5" } else { "v4" }] })
                }
                _ => {
                    json!({ "$ref": format!("#/components/schemas/{}", name(number * 7 + member * 13)) })
                }
            };
            if member % 6 != 5 {
                schema["description"] = json!(format!("{prose} It is the {member}th of {number}."));
            }
            members.insert(format!("member_{member}"), schema);
        }
        if edited {
            members.insert("new".to_owned(), json!({ "type": "string" }));
        }
        let schema = json!({ "type": "object", "description": prose, "required": ["member_0", "member_1"], "properties": members });
        schemas.insert(name(number), schema);
    }
    let mut paths = Map::new();
    for number in 0..700 {
        let schema = json!({ "$ref": format!("#/components/schemas/{}", name(number * 2)) });
        let content = json!({ "application/json": { "schema": schema } });
        let answers = json!({ "200": { "description": "The thing.", "content": content } });
        let parameters = json!([
            { "name": "account", "in": "path", "required": true, "schema": { "type": "string" } },
            { "name": "page", "in": "query", "schema": { "type": "integer" } },
        ]);
        let item = json!({
            "get": { "operationId": format!("things{}.get{number}", number % 40), "parameters": parameters, "responses": answers },
            "put": { "operationId": format!("things{}.put{number}", number % 40), "parameters": parameters, "requestBody": { "required": true, "content": content }, "responses": answers },
        });
        paths.insert(format!("/accounts/{{account}}/things{number}"), item);
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Large", "version": "1" },
        "servers": [{ "url": "https://large.example" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}
