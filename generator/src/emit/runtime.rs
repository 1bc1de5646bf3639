//! The runtime: its sources go into every crate as they are, and so do its features and dependencies.

use proc_macro2::TokenStream;
use quote::quote;

/// Path below `src/runtime/`, and text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));

/// The manifest of the runtime's package: the only place that states features and dependencies.
const MANIFEST: &str = include_str!("../../runtime/Cargo.toml");

/// The runtime's sources.
pub(crate) fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied()
}

/// The tables of the runtime's manifest that every crate has, with their comments, as they stand there.
pub(crate) fn tables() -> String {
    let mut text = String::new();
    let mut wanted = false;
    for line in MANIFEST.lines() {
        if let Some(header) = line.strip_prefix('[') {
            wanted =
                header == "features]" || header == "dependencies]" || header.starts_with("target.");
            if wanted && !text.is_empty() {
                text.push('\n');
            }
        }
        if wanted && !(line.is_empty()) {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// What a crate re-exports of its runtime at its root.
pub(crate) fn reexports() -> Vec<TokenStream> {
    vec![quote! {
        pub use runtime::{
            Base64, Decode, Encode, Entries, Maybe, Null, Secret, SecretUri, Value,
        };
    }]
}
