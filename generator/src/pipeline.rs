//! The stages joined: a `[[crate]]` of letterpress.toml to the files of a crate, or to what stands after any stage.

use std::path::{Path, PathBuf};

use crate::api::Api;
use crate::config::Crate;
use crate::contract::Contract;
use crate::diagnostic::Diagnostics;
pub use crate::emit::Output;
use crate::emit::{self, Items};
use crate::lower;
use crate::openapi::{self, Document};
use crate::overlay;
use crate::parallel;
use crate::resolve;
use crate::source::Sources;

/// The document as written, patched by its overlays; of it, what letterpress.toml selects. `None` where it can't be read as one.
pub fn document(
    asked: &Crate,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let file = match sources.open(&shown(&asked.schema.value)) {
        Ok(file) => file,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return None;
        }
    };
    overlay::apply(file, &asked.overlays, sources, diagnostics)?;
    match &asked.select {
        Some(select) => openapi::read_selected(sources, file, select, diagnostics),
        None => openapi::read(sources, file, diagnostics),
    }
}

/// The contract: the document as meant on the wire. With errors in `diagnostics` it has gaps.
pub fn contract(
    asked: &Crate,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Contract> {
    let document = document(asked, sources, diagnostics)?;
    let contract = resolve::resolve(&document, sources, diagnostics);
    parallel::discard(document);
    Some(contract)
}

/// The crate in Rust's terms. `None` as soon as the document has an error: what would be decided about a contract with gaps misleads.
pub fn api(asked: &Crate, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Api> {
    let before = errors(diagnostics);
    let contract = contract(asked, sources, diagnostics)?;
    if errors(diagnostics) > before {
        return None;
    }
    let sources = &*sources;
    let said = diagnostics.iter().find_map(|said| said.labels.first());
    let place = said.map(|label| label.place.clone());
    let mut lower = || lower::lower(&contract, asked, sources, diagnostics);
    let api = match place {
        // What is said already is told with its place, for which the file is read once more: there is time for it meanwhile.
        Some(place) => parallel::both(|| drop(sources.locate(&place)), lower).1,
        None => lower(),
    };
    parallel::discard(contract);
    (errors(diagnostics) == before).then_some(api)
}

/// The whole way: the files of the crate and the list of what is public in it. `None` where the document or its tables in letterpress.toml have an error.
///
/// Warnings don't stop it; whether they should is the caller's to say ([`Config::deny_warnings`](crate::config::Config::deny_warnings)).
pub fn press(
    asked: &Crate,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Output> {
    api(asked, sources, diagnostics).map(print)
}

/// The last stage, which can't fail.
pub(crate) fn print(api: Api) -> Output {
    let output = emit::emit(&api);
    parallel::discard(api);
    output
}

/// What a comparison needs of one version: the contract and the public items.
pub fn sides(
    asked: &Crate,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<(Contract, Items)> {
    let before = errors(diagnostics);
    let contract = contract(asked, sources, diagnostics)?;
    if errors(diagnostics) > before {
        return None;
    }
    let api = lower::lower(&contract, asked, sources, diagnostics);
    (errors(diagnostics) == before).then(|| (contract, emit::items(&api)))
}

fn errors(diagnostics: &Diagnostics) -> usize {
    use crate::diagnostic::Severity;
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .count()
}

/// A path as it is shown in messages: relative to the current folder where it lies below it.
pub(crate) fn shown(path: &Path) -> PathBuf {
    let relative = std::env::current_dir()
        .ok()
        .and_then(|folder| path.strip_prefix(folder).ok().map(Path::to_owned));
    match relative {
        Some(relative) if relative.as_os_str().is_empty() => PathBuf::from("."),
        Some(relative) => relative,
        None => path.to_owned(),
    }
}
