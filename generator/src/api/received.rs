//! Requests that the API makes.

use serde::Serialize;

use super::{Docs, Header, Type, TypeDef};
use crate::names::Name;
use crate::source::Origin;

/// A request that the API makes, in a file of its own: a webhook or a callback.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Received {
    #[serde(skip)]
    pub origin: Origin,
    /// What the document calls it.
    pub id: String,
    /// Its file: `new_pet`.
    pub function: Name,
    /// `NewPet`
    pub name: Name,
    pub docs: Docs,
    /// Upper case.
    pub method: String,
    /// Of a callback: the URL, as a runtime expression.
    pub url: Option<String>,
    pub headers: Vec<Header>,
    pub body: Option<ReceivedBody>,
    /// What the document says of answers: the status as written, the description.
    pub answers: Vec<(String, Option<String>)>,
    /// Inline types, in its own file.
    pub types: Vec<TypeDef>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReceivedBody {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub docs: Docs,
    pub required: bool,
    pub content: ReceivedContent,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum ReceivedContent {
    Json(Type),
    Text,
    Bytes,
}
