//! A document's files on disk, and what the press makes of them.

use std::fs;

use letterpress::config::Config;
use letterpress::diagnostic::Diagnostics;
use letterpress::emit::Output;
use letterpress::report;
use letterpress::source::Sources;

use crate::sinks::Document;

pub(crate) enum Pressed {
    Crate(Output),
    /// With what is printed about it.
    Refused(String),
}

pub(crate) fn press(document: &Document) -> Pressed {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("openapi.json"),
        document.schema.to_string(),
    )
    .unwrap();
    let file = folder.path().join("letterpress.toml");
    fs::write(&file, &document.config).unwrap();
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let output = Config::read(&file, &mut sources, &mut diagnostics)
        .and_then(|config| letterpress::press(&config.crates[0], &mut sources, &mut diagnostics));
    let printed = report::text::render(&diagnostics, &sources, false);
    assert!(
        printed
            .chars()
            .all(|letter| letter == '\n' || !letter.is_control()),
        "a report with a control character: {printed:?}"
    );
    match output {
        Some(output) => Pressed::Crate(output),
        None => Pressed::Refused(printed),
    }
}
