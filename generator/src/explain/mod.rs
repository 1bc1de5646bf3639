//! What a diagnostic means: an entry a code, a file of entries a stage.

mod config;
mod contract;
mod document;
mod files;
mod lower;
mod review;
mod source;

/// What `letterpress explain` says of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `LP0123`
    pub code: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// Why it is a problem, in a few sentences.
    pub text: &'static str,
    /// A document, or the part of one, that yields the code.
    pub wrong: &'static str,
    /// The same, put right.
    pub right: &'static str,
}

/// The entry of a code; `lp123` and `123` stand for `LP0123` too.
#[must_use]
pub fn explain(code: &str) -> Option<&'static Entry> {
    let digits = code.trim().trim_start_matches(['L', 'P', 'l', 'p']);
    let number: u32 = digits.parse().ok()?;
    let code = format!("LP{number:04}");
    entries().find(|entry| entry.code == code)
}

/// All entries, in the order of their codes.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    let stages = [
        source::ENTRIES,
        document::ENTRIES,
        contract::ENTRIES,
        lower::ENTRIES,
        config::ENTRIES,
        files::ENTRIES,
        review::ENTRIES,
    ];
    stages.into_iter().flatten()
}
