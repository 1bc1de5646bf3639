//! What the targets share.

use std::path::Path;

use letterpress::api::Api;
use letterpress::config::Crate;
use letterpress::diagnostic::Diagnostics;
use letterpress::source::Sources;
use letterpress::{lower, openapi, report, resolve};

/// The first byte says whether the rest is JSON or YAML.
#[must_use]
pub fn file(bytes: &[u8]) -> Option<(&'static str, &str)> {
    let (first, rest) = bytes.split_first()?;
    let name = if *first == b'j' { "openapi.json" } else { "openapi.yaml" };
    Some((name, std::str::from_utf8(rest).ok()?))
}

/// The Api of a document, where it has no error. All that is to be said of it is printed.
///
/// # Panics
///
/// Where a document is turned down without a word.
#[must_use]
pub fn api(bytes: &[u8]) -> Option<Api> {
    let (name, text) = file(bytes)?;
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let file = sources.add_file(name, text);
    let asked = Crate::new("fuzzed", Path::new(name), Path::new("out")).ok()?;
    let document = openapi::read(&mut sources, file, &mut diagnostics);
    let api = document.map(|document| {
        let contract = resolve::resolve(&document, &mut sources, &mut diagnostics);
        (!diagnostics.has_errors())
            .then(|| lower::lower(&contract, &asked, &sources, &mut diagnostics))
    });
    let printed = report::text::render(&diagnostics, &sources, false);
    assert!(api.is_some() || diagnostics.has_errors(), "turned down without a word: {printed}");
    api.flatten().filter(|_| !diagnostics.has_errors())
}
