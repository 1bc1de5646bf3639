//! Requests that the API makes.

use serde::Serialize;

use super::{Docs, Header, HeaderForm, Rule, StatusVariant, Type, TypeDef};
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
    /// The same as an enum, where any has content.
    pub answer: Option<Answers>,
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
    /// `application/x-www-form-urlencoded`: how the text of each member is read.
    Form(Type, Vec<(String, HeaderForm)>),
    Text,
    Bytes,
}

/// What a receiver may answer: an enum over statuses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answers {
    pub name: Name,
    pub variants: Vec<Answered>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answered {
    /// Its payload: nothing, JSON, text or bytes.
    pub variant: StatusVariant,
    /// `None`: it has no content.
    pub media_type: Option<String>,
    pub rules: Vec<Rule>,
}
