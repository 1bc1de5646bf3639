//! How time and memory of `letterpress generate` grow with the document, from 10 kB to 20 MB.
//!
//! ```console
//! cargo bench -p letterpress --bench growth
//! ```
//!
//! The document is a resource again and again: six operations, ten schemas with `allOf`, `oneOf`, `enum` and references, one of them to the resource at half its number. What a run costs without any resource (the process, the runtime that
//! is in every crate) is measured too, and taken off. The exponent is the slope of the line, by least squares, through the logarithms of sizes and of what is left; 1 is linear. As a curve hides in a line, the slope between the two
//! largest is printed beside. A time is the shortest of its runs, as what else the machine does only adds; sizes take turns. Nothing changes on disk but in the first run, which isn't counted. `QUICK=1` ends at 1 MB.
#![allow(clippy::print_stdout, reason = "a bench says what it measured")]
#![allow(missing_docs, unreachable_pub, dead_code)]

mod process;
mod table;

use std::fs;
use std::path::Path;
use std::process::Command;

use process::{Cost, letterpress};
use serde_json::{Map, Value, json};
use table::{quick, row};
use tempfile::TempDir;

/// How many resources, of 8.4 kB each, and how often a round runs each.
const SIZES: [(usize, u32); 6] = [(0, 9), (1, 9), (12, 7), (120, 3), (600, 1), (2400, 1)];
const ROUNDS: usize = 3;

struct Size {
    resources: usize,
    times: u32,
    bytes: usize,
    command: Command,
    cost: Cost,
}

fn main() {
    let out = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder of our own");
    let sizes = SIZES
        .into_iter()
        .filter(|(resources, _)| !quick() || *resources <= 120);
    let mut sizes: Vec<Size> = sizes
        .map(|(resources, times)| prepare(out.path(), resources, times))
        .collect();
    for size in &mut sizes {
        Cost::default().add(&mut size.command);
        size.cost.add_peak(&mut size.command);
        size.cost.only_peak();
    }
    for _ in 0..ROUNDS {
        for size in &mut sizes {
            for _ in 0..size.times {
                size.cost.add(&mut size.command);
            }
        }
    }
    for size in &sizes {
        println!(
            "{:5} resources {:9} bytes {:9.1} ms {:7.1} MB",
            size.resources,
            size.bytes,
            size.cost.least() * 1000.0,
            size.cost.peak().unwrap_or_default()
        );
    }
    let largest = sizes.last().map_or(0.0, |size| size.bytes as f64 / 1e6);
    let time = exponents(&sizes, |size| Ok(size.cost.least()));
    let peak = exponents(&sizes, |size| size.cost.peak());
    for (figure, exponents) in [("time", time), ("memory", peak)] {
        if let Ok((_, last)) = exponents {
            println!("{figure}: between the two largest {last:.2}");
        }
        let what = format!("growth from 10 kB to {largest:.0} MB, exponent of {figure}");
        row(&what, 1.1, "", &exponents.map(|(whole, _)| whole));
    }
}

fn prepare(out: &Path, resources: usize, times: u32) -> Size {
    let text = document(resources).to_string();
    let path = out.join(format!("{resources}.json"));
    fs::write(&path, &text).expect("a file can be written");
    let mut command = Command::new(letterpress());
    command.args(["generate", "--name", "grown", "--schema"]);
    command.arg(path).arg("--out");
    command.arg(out.join(resources.to_string()));
    Size {
        resources,
        times,
        bytes: text.len(),
        command,
        cost: Cost::default(),
    }
}

/// The exponent over all sizes, and that between the two largest. The first size is what any run costs.
fn exponents(
    sizes: &[Size],
    figure: impl Fn(&Size) -> Result<f64, String>,
) -> Result<(f64, f64), String> {
    let [none, sizes @ ..] = sizes else {
        return Err("there are no sizes".to_owned());
    };
    let always = figure(none)?;
    let mut points = Vec::new();
    for size in sizes {
        let more = figure(size)? - always;
        if more <= 0.0 {
            return Err(format!("{} bytes cost no more than none", size.bytes));
        }
        points.push((((size.bytes - none.bytes) as f64).ln(), more.ln()));
    }
    Ok((slope(&points), slope(&points[points.len() - 2..])))
}

fn slope(points: &[(f64, f64)]) -> f64 {
    let mean =
        |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let along: f64 = points
        .iter()
        .map(|point| (point.0 - x) * (point.1 - y))
        .sum();
    let across: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    along / across
}

fn document(resources: usize) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for number in 0..resources {
        operations(number, &mut paths);
        types(number, &mut schemas);
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Growing", "version": "1" },
        "servers": [{ "url": "https://growing.example" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}

fn operations(number: usize, paths: &mut Map<String, Value>) {
    let schema = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}{number}") });
    let content = |name: &str| json!({ "application/json": { "schema": schema(name) } });
    let answers = |status: &str, name: &str| {
        json!({
            status: { "description": "What was asked for.", "content": content(name) },
            "4XX": { "description": "The request was refused.", "content": content("Problem") },
        })
    };
    let operation = |verb: &str, prose: &str| {
        json!({
            "operationId": format!("orders{number}.{verb}"),
            "tags": [format!("orders{number}")],
            "summary": prose,
            "description": format!("{prose} Needs the permission *orders:{verb}* of account {number}. What it changes is seen by everybody who works in the account, at once."),
        })
    };
    let with = |mut operation: Value, name: &str, value: Value| {
        operation[name] = value;
        operation
    };
    let id = json!([{ "name": "order_id", "in": "path", "required": true, "description": "The id of the order.", "schema": { "type": "string", "maxLength": 32 } }]);
    let page = json!([
        { "name": "limit", "in": "query", "description": "How many orders a page holds at most.", "schema": { "type": "integer", "minimum": 1, "maximum": 100, "default": 20 } },
        { "name": "after", "in": "query", "description": "Where the page begins: `next` of the page before.", "schema": { "type": "string" } },
        { "name": "status", "in": "query", "description": "Only orders of these statuses.", "schema": { "type": "array", "items": schema("OrderStatus") } },
    ]);
    let body = json!({ "required": true, "content": content("OrderInput") });
    let list = with(
        operation("list", "Lists orders, the newest first."),
        "parameters",
        page,
    );
    let create = with(
        operation("create", "Makes an order."),
        "requestBody",
        body.clone(),
    );
    let update = with(
        operation("update", "Changes an order."),
        "requestBody",
        body,
    );
    paths.insert(
        format!("/orders{number}"),
        json!({
            "get": with(list, "responses", answers("200", "OrderPage")),
            "post": with(create, "responses", answers("201", "Order")),
        }),
    );
    paths.insert(
        format!("/orders{number}/{{order_id}}"),
        json!({
            "parameters": id,
            "get": with(operation("get", "Reads an order."), "responses", answers("200", "Order")),
            "patch": with(update, "responses", answers("200", "Order")),
            "delete": with(operation("delete", "Removes an order."), "responses", json!({ "204": { "description": "It is gone." } })),
        }),
    );
    paths.insert(
        format!("/orders{number}/{{order_id}}/cancel"),
        json!({
            "parameters": id,
            "post": with(operation("cancel", "Stops an order that has not been sent."), "responses", answers("200", "Order")),
        }),
    );
}

fn types(number: usize, schemas: &mut Map<String, Value>) {
    let schema = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}{number}") });
    let text = |prose: &str| json!({ "type": "string", "description": prose, "maxLength": 200 });
    let half = number / 2;
    let lines = json!({ "type": "array", "minItems": 1, "description": "What is ordered.", "items": schema("Line") });
    let line = |kind: &str, members: Value| {
        let mut properties = json!({
            "kind": { "type": "string", "enum": [kind] },
            "price": { "type": "integer", "minimum": 0, "description": "In the smallest unit of the currency, without taxes." },
            "note": text("What the buyer has written beside it."),
        });
        for (name, member) in members.as_object().into_iter().flatten() {
            properties[name] = member.clone();
        }
        json!({ "type": "object", "description": format!("A line of the kind {kind}."), "required": ["kind", "price"], "properties": properties })
    };
    let types = [
        (
            "Stamped",
            json!({ "type": "object", "description": "What everything that is stored has.", "required": ["id", "created"], "properties": {
                "id": { "type": "string", "description": "By which it is known.", "minLength": 32, "maxLength": 32 },
                "created": { "type": "string", "format": "date-time", "description": "When it was made." },
                "updated": { "type": ["string", "null"], "format": "date-time", "description": "When it was last changed; null before that." },
            } }),
        ),
        (
            "OrderStatus",
            json!({ "type": "string", "description": "How far an order is.", "enum": ["draft", "placed", "paid", "packed", "sent", "returned", "cancelled"] }),
        ),
        (
            "Order",
            json!({ "description": "An order as it is stored.", "allOf": [schema("Stamped"), schema("OrderInput"), { "type": "object", "required": ["status"], "properties": {
                "status": schema("OrderStatus"),
                "total": { "type": "integer", "description": "The sum of all lines, with taxes." },
                "parent": { "$ref": format!("#/components/schemas/Stamped{half}") },
            } }] }),
        ),
        (
            "OrderInput",
            json!({ "type": "object", "description": "What makes an order.", "required": ["lines", "deliver_to"], "properties": {
                "lines": lines,
                "deliver_to": schema("Address"),
                "bill_to": schema("Address"),
                "currency": { "type": "string", "pattern": "^[A-Z]{3}$", "description": "A code of ISO 4217." },
                "labels": { "type": "object", "description": "Words of your own.", "additionalProperties": { "type": "string" } },
                "gift": { "type": "boolean", "description": "Whether prices are left out of what is sent.", "default": false },
            } }),
        ),
        (
            "OrderPage",
            json!({ "type": "object", "description": "Some of the orders.", "required": ["orders"], "properties": {
                "orders": { "type": "array", "items": schema("Order") },
                "next": { "type": ["string", "null"], "description": "Where the next page begins; null on the last." },
            } }),
        ),
        (
            "Line",
            json!({ "description": "What one line of an order is about.", "oneOf": [schema("GoodsLine"), schema("ServiceLine")], "discriminator": { "propertyName": "kind", "mapping": {
                "goods": format!("#/components/schemas/GoodsLine{number}"),
                "service": format!("#/components/schemas/ServiceLine{number}"),
            } } }),
        ),
        (
            "GoodsLine",
            line(
                "goods",
                json!({
                    "article": text("The number of the article, as in the catalogue."),
                    "count": { "type": "integer", "format": "int32", "minimum": 1, "maximum": 1000, "description": "How many." },
                    "weight": { "type": "number", "description": "In kilograms, all of them together." },
                }),
            ),
        ),
        (
            "ServiceLine",
            line(
                "service",
                json!({
                    "hours": { "type": "number", "minimum": 0, "description": "How long it takes." },
                    "person": text("Who does it."),
                    "at": { "type": "string", "format": "date", "description": "The day it is done." },
                }),
            ),
        ),
        (
            "Address",
            json!({ "type": "object", "description": "Where somebody lives.", "required": ["name", "street", "city", "country"], "properties": {
                "name": text("Whom it is for."),
                "street": text("Street and number."),
                "city": text("Town or city."),
                "code": text("The postal code, where the country has them."),
                "country": { "type": "string", "enum": ["AT", "CH", "DE", "FR", "IT"], "description": "A code of ISO 3166." },
            } }),
        ),
        (
            "Problem",
            json!({ "type": "object", "description": "Why a request was refused.", "required": ["title"], "properties": {
                "title": text("In a few words."),
                "detail": text("In more words."),
                "status": { "type": "integer", "description": "The status once more." },
                "members": { "type": "array", "description": "Pointers to the members at fault.", "items": { "type": "string" } },
            } }),
        ),
    ];
    for (name, schema) in types {
        schemas.insert(format!("{name}{number}"), schema);
    }
}
