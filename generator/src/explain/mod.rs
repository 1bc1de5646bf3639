//! What the codes of diagnostics mean.

mod config;
mod files;

/// A code with its explanation.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// `LP0123`
    pub code: &'static str,
    /// What went wrong, in a line.
    pub title: &'static str,
    /// Why it matters and what to do.
    pub text: &'static str,
    /// What provokes it.
    pub wrong: &'static str,
    /// What to write instead.
    pub right: &'static str,
}

/// All entries, by code.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    config::ENTRIES.iter().chain(files::ENTRIES)
}
