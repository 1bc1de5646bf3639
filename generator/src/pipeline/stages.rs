//! THE PLACE WHERE THE STAGES ARE PUT IN. Each function becomes the call that its comment names; nothing else has to change.

use serde::Serialize;

use crate::api::Api;
use crate::config::Crate;
use crate::contract::Contract;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::Files;
use crate::openapi::Document;
use crate::source::{FileId, Sources};

/// What the last stage makes. Becomes `pub use crate::emit::Output;`
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The crate.
    pub files: Files,
    /// What is public in it.
    pub items: Items,
}

/// Becomes `crate::emit::Items`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Items {}

/// The document as written.
pub(super) fn read(
    sources: &mut Sources,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    crate::openapi::read(sources, file, diagnostics)
}

/// `Some(crate::resolve::resolve(document, sources, diagnostics))`
pub(super) fn resolve(
    _document: &Document,
    _sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Contract> {
    diagnostics.push(Diagnostic::error(
        Code("LP0599"),
        "this build of letterpress has no stages after the first",
    ));
    None
}

/// `Some(crate::lower::lower(contract, asked, sources, diagnostics))`
pub(super) fn lower(
    _contract: &Contract,
    _asked: &Crate,
    _sources: &Sources,
    _diagnostics: &mut Diagnostics,
) -> Option<Api> {
    None
}

/// `Some(crate::emit::emit(api))`
pub(super) fn emit(_api: &Api) -> Option<Output> {
    None
}
