//! Bytes to a value: whatever they are, a value or an error with a place, and every place can be printed.
#![no_main]

use letterpress::diagnostic::Diagnostics;
use letterpress::report;
use letterpress::source::Sources;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((name, text)) = letterpress_fuzz::file(bytes) else {
        return;
    };
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let file = sources.add_file(name, text);
    let value = sources.value(file, &mut diagnostics);
    let printed = report::text::render(&diagnostics, &sources, false);
    assert_eq!(value.is_none(), diagnostics.has_errors(), "{printed}");
});
