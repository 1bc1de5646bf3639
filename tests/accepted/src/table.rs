//! The types and endpoints of the fixtures as a table, so that data in `cases.json` executes them.

use std::fmt::Debug;

use crate::runtime::{self, Bytes, Check, Checks, Decode, Encode, Value};

/// A folder of `tests/fixtures/accept`.
pub struct Fixture {
    pub name: &'static str,
    /// Where the document is.
    pub document: &'static str,
    /// The text of `cases.json`.
    pub cases: &'static str,
    pub types: &'static [Type],
    pub endpoints: &'static [Endpoint],
}

/// A type that travels.
pub struct Type {
    /// `types::Pet`, `pets::CreateBody`
    pub name: &'static str,
    /// The JSON pointer of its schema.
    pub pointer: &'static str,
    /// Decodes a text and encodes the value again.
    pub through: Through,
    /// Decodes a text and sends the value, for types that are sent: what is refused.
    pub check: Option<Through>,
    pub shape: Shape,
}

/// A text to what it became, or to what is wrong with it.
pub type Through = fn(&[u8]) -> Result<Vec<u8>, String>;

/// What the members of a type are.
pub enum Shape {
    Object {
        /// Whether members that the document does not name can have any value.
        open: bool,
        members: &'static [Member],
    },
    Enum {
        strings: bool,
    },
    Union,
    /// Another name of a type that is not looked into.
    Alias,
}

pub struct Member {
    pub name: &'static str,
    pub presence: Presence,
    /// The named type of the value, or nothing.
    pub ty: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Required,
    Optional,
    Nullable,
    Maybe,
}

/// An operation and how its answers are read.
pub struct Endpoint {
    /// `pets::Get`
    pub name: &'static str,
    /// What an answer gives, as JSON; an enum over statuses as `Debug` shows it.
    pub answer: Answer,
    /// The documented failure that an answer holds, as `Debug` shows it.
    pub failure: fn(runtime::http::Response<Bytes>) -> Option<String>,
}

/// Reads an answer.
pub type Answer = fn(runtime::http::Response<Bytes>) -> Result<Value, String>;

pub fn through<T: Decode + Encode>(json: &[u8]) -> Result<Vec<u8>, String> {
    let value: T = runtime::decode(json).map_err(|error| error.to_string())?;
    runtime::encode(&value).map_err(|error| error.to_string())
}

pub fn check<T: Decode + Check>(json: &[u8]) -> Result<Vec<u8>, String> {
    const OPERATION: runtime::Operation = runtime::Operation {
        id: "check",
        method: "POST",
        path: "/",
        accept: "*/*",
        security: &[],
        envelope: None,
    };
    let value: T = runtime::decode(json).map_err(|error| error.to_string())?;
    let mut request = runtime::Draft::new(&OPERATION, Checks::On);
    request.json(&value);
    let request = request.finish().map_err(|error| {
        let violations = error.violations().iter().map(ToString::to_string);
        violations.collect::<Vec<_>>().join("\n")
    })?;
    let body = request.body().as_bytes().unwrap_or_default();
    Ok(body.to_vec())
}

pub fn json<E>(reply: runtime::http::Response<Bytes>) -> Result<Value, String>
where
    E: runtime::Endpoint,
    E::Output: Encode,
{
    let output = output::<E>(reply)?;
    let text = runtime::encode(&output).map_err(|error| error.to_string())?;
    serde_json::from_slice(&text).map_err(|error| error.to_string())
}

pub fn nothing<E>(reply: runtime::http::Response<Bytes>) -> Result<Value, String>
where
    E: runtime::Endpoint<Output = ()>,
{
    output::<E>(reply).map(|()| Value::Null)
}

pub fn text<E>(reply: runtime::http::Response<Bytes>) -> Result<Value, String>
where
    E: runtime::Endpoint<Output = String>,
{
    output::<E>(reply).map(Value::String)
}

pub fn bytes<E>(reply: runtime::http::Response<Bytes>) -> Result<Value, String>
where
    E: runtime::Streamed + runtime::Endpoint<Output = Bytes>,
{
    output::<E>(reply).map(|bytes| Value::String(String::from_utf8_lossy(&bytes).into_owned()))
}

pub fn shown<E>(reply: runtime::http::Response<Bytes>) -> Result<Value, String>
where
    E: runtime::Endpoint,
    E::Output: Debug,
{
    output::<E>(reply).map(|output| Value::String(format!("{output:?}")))
}

/// What a request gives that asks for another media type.
pub fn accepting<E, A>(
    _: fn(E) -> A,
    reply: runtime::http::Response<Bytes>,
) -> Result<Value, String>
where
    A: runtime::Endpoint,
    A::Output: Debug,
{
    shown::<A>(reply)
}

pub fn failure<E>(reply: runtime::http::Response<Bytes>) -> Option<String>
where
    E: runtime::Endpoint,
    E::Failure: Debug,
{
    let failure = E::response(reply).err()?.failure::<E>()?;
    Some(format!("{failure:?}"))
}

/// The output, or the error with the documented failure where there is one.
fn output<E: runtime::Endpoint>(
    reply: runtime::http::Response<Bytes>,
) -> Result<E::Output, String> {
    match E::response(reply) {
        Ok(reply) => Ok(reply.output),
        Err(error) => Err(error.to_string()),
    }
}
