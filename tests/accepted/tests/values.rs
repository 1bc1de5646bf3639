//! Every fixture's decoders and encoders, executed on its `cases.json`:
//!
//! ```json
//! {
//!   "values": [
//!     { "type": "types::Pet", "json": {"name": "Ada"} },
//!     { "type": "types::Pet", "json": {"name": null}, "error": "$.name: .." },
//!     { "type": "types::Pet", "json": {"age": 3.0}, "encodes": {"age": 3} },
//!     { "type": "types::Pet", "json": {"age": -1}, "refused": "/age: .." }
//!   ],
//!   "answers": [
//!     { "endpoint": "pets::Get", "status": 200, "headers": {"content-type": "application/json"}, "body": {"name": "Ada"}, "gives": {"name": "Ada"} },
//!     { "endpoint": "pets::Get", "status": 404, "body": "gone", "error": "..", "failure": ".." }
//!   ]
//! }
//! ```
//!
//! A value without `error` and `encodes` is kept whole. `refused` is what keeps it from being sent, all lines of it; without it, a value of a type that is sent and that has `sent: true` is accepted.
//! An enum over statuses, and a `failure` (`null`: none is read), are written as `Debug` shows them. A `body` that is a string is sent as it is.

use letterpress_accepted::table::{Endpoint, Fixture, Type};
use letterpress_accepted::{Bytes, FIXTURES, Value, http};

/// A case's name and what is wrong with it.
type Wrong = Vec<(String, String)>;

#[test]
fn values_travel_as_the_cases_say() {
    let mut wrong = Wrong::new();
    for fixture in FIXTURES {
        for case in cases(fixture, "values") {
            let name = format!("{} {case}", fixture.name);
            match find_type(fixture, &case["type"]) {
                Some(ty) => run_value(ty, &case, &name, &mut wrong),
                None => wrong.push((name, "no such type".to_owned())),
            }
        }
    }
    report(&wrong);
}

#[test]
fn answers_are_read_as_the_cases_say() {
    let mut wrong = Wrong::new();
    for fixture in FIXTURES {
        for case in cases(fixture, "answers") {
            let name = format!("{} {case}", fixture.name);
            let endpoint = fixture
                .endpoints
                .iter()
                .find(|endpoint| case["endpoint"] == endpoint.name);
            match endpoint {
                Some(endpoint) => run_answer(endpoint, &case, &name, &mut wrong),
                None => wrong.push((name, "no such endpoint".to_owned())),
            }
        }
    }
    report(&wrong);
}

#[test]
fn each_fixture_is_executed() {
    let idle = FIXTURES.iter().filter(|fixture| {
        let has_types = !fixture.types.is_empty();
        has_types && cases(fixture, "values").is_empty() && cases(fixture, "answers").is_empty()
    });
    let idle: Vec<_> = idle.map(|fixture| fixture.name).collect();
    assert!(idle.is_empty(), "without cases: {idle:?}");
}

fn run_value(ty: &Type, case: &Value, name: &str, wrong: &mut Wrong) {
    let text = case["json"].to_string();
    let found = (ty.through)(text.as_bytes());
    if let Some(error) = case.get("error") {
        let found = found.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        if found.as_ref().err().map(String::as_str) != error.as_str() {
            wrong.push((name.to_owned(), format!("found {found:?}")));
        }
        return;
    }
    compare(
        found,
        case.get("encodes").unwrap_or(&case["json"]),
        name,
        wrong,
    );
    match (ty.check, case["refused"].as_str(), case.get("sent")) {
        (Some(check), Some(refused), _) => {
            let found = check(text.as_bytes());
            if found.as_ref().err().map(String::as_str) != Some(refused) {
                wrong.push((name.to_owned(), format!("not refused so: {found:?}")));
            }
        }
        (Some(check), None, Some(_)) => {
            let expected = case.get("encodes").unwrap_or(&case["json"]);
            compare(check(text.as_bytes()), expected, name, wrong);
        }
        (None, None, None) | (Some(_), None, None) => {}
        (None, ..) => wrong.push((name.to_owned(), "the type is not sent".to_owned())),
    }
}

fn run_answer(endpoint: &Endpoint, case: &Value, name: &str, wrong: &mut Wrong) {
    let status = case["status"].as_u64().unwrap_or(200);
    let mut answer = http::Response::builder().status(u16::try_from(status).unwrap_or_default());
    for (header, value) in case["headers"].as_object().into_iter().flatten() {
        answer = answer.header(header, value.as_str().unwrap_or_default());
    }
    let body = match &case["body"] {
        Value::String(text) => Bytes::from(text.clone()),
        _ if case.get("body").is_none() => Bytes::new(),
        json => Bytes::from(json.to_string()),
    };
    let answer = answer.body(body).expect("a case is a possible answer");
    if let Some(failure) = case.get("failure") {
        let found = (endpoint.failure)(answer.clone());
        if found.as_deref() != failure.as_str() {
            wrong.push((name.to_owned(), format!("the failure is {found:?}")));
        }
    }
    let found = (endpoint.answer)(answer);
    let same = match (&found, case["error"].as_str()) {
        (Ok(value), None) => *value == case["gives"],
        (Err(found), Some(error)) => found == error,
        _ => false,
    };
    if !same {
        wrong.push((name.to_owned(), format!("found {found:?}")));
    }
}

/// As values: whether a member stands before or after another says nothing.
fn compare(found: Result<Vec<u8>, String>, expected: &Value, name: &str, wrong: &mut Wrong) {
    match found {
        Ok(found) => {
            let found = String::from_utf8_lossy(&found).into_owned();
            let value: Value = serde_json::from_str(&found).unwrap_or_default();
            if value != *expected {
                wrong.push((name.to_owned(), format!("encodes {found}")));
            }
        }
        Err(error) => wrong.push((name.to_owned(), error)),
    }
}

fn find_type<'f>(fixture: &'f Fixture, name: &Value) -> Option<&'f Type> {
    fixture.types.iter().find(|ty| *name == ty.name)
}

fn cases(fixture: &Fixture, kind: &str) -> Vec<Value> {
    let cases: Value = serde_json::from_str(fixture.cases)
        .map_err(|error| format!("{}/cases.json: {error}", fixture.name))
        .expect("cases are JSON");
    cases[kind].as_array().cloned().unwrap_or_default()
}

fn report(wrong: &Wrong) {
    let lines: Vec<_> = wrong
        .iter()
        .map(|(name, what)| format!("{name}\n    {what}"))
        .collect();
    assert!(lines.is_empty(), "{}", lines.join("\n"));
}
