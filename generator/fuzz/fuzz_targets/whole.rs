//! A document to a crate: what is taken is printed, and what is printed is Rust.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(api) = letterpress_fuzz::api(bytes) else {
        return;
    };
    let output = letterpress::emit::emit(&api);
    for (path, text) in &output.files.0 {
        if path.ends_with(".rs") && !path.starts_with("src/runtime/") {
            if let Err(error) = syn::parse_file(text) {
                panic!("{path}: {error}\n{text}");
            }
        }
    }
});
