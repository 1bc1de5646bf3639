//! What of a crate is particular to its document, as one text.

use letterpress::api::Api;
use letterpress::files::Files;

/// Warnings first, then the files of types and endpoints; what the API declares where it declares anything.
pub(crate) fn text(api: &Api, files: &Files, warnings: &str) -> String {
    let mut text = String::new();
    if !warnings.is_empty() {
        text.push_str(warnings);
        text.push('\n');
    }
    for (path, content) in &files.0 {
        let particular = match path.as_str() {
            "src/lib.rs" => false,
            "src/api.rs" => !api.schemes.is_empty() || api.base_url.is_some(),
            _ => path.ends_with(".rs") && !path.ends_with("/mod.rs"),
        };
        if !particular || path.starts_with("src/runtime/") {
            continue;
        }
        // The first line marks the file as generated.
        let content = content.split_once('\n').map_or("", |(_, rest)| rest.trim());
        text.push_str(&format!("==== {path}\n\n{content}\n\n"));
    }
    text
}
