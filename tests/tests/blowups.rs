//! Documents that are made to take time, memory or stack: at a fiftieth of their size each ends in a crate or in an error with its place. The example `blowups` measures them at full size.
#![allow(missing_docs, clippy::panic, reason = "a test fails by panicking")]

use std::panic::catch_unwind;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use letterpress::config::Crate;
use letterpress::diagnostic::Diagnostics;
use letterpress::report;
use letterpress::source::Sources;
use letterpress_tests::blowups::{self, Case};

#[test]
fn each_ends_in_a_crate_or_in_an_error_with_its_place() {
    let cases = blowups::all(50);
    assert!(cases.len() > 150, "{}", cases.len());
    let cases = Mutex::new(cases.into_iter());
    let next = || cases.lock().expect("nobody panics with it").next();
    thread::scope(|scope| {
        for _ in 0..2 {
            // The stack that the command has.
            let worker = thread::Builder::new().stack_size(64 << 20);
            let each = || {
                while let Some(case) = next() {
                    let name = case.name;
                    match catch_unwind(|| press(&case)) {
                        Ok(outcome) => outcome.unwrap_or_else(|why| panic!("{name}: {why}")),
                        Err(_) => panic!("{name}: the press panicked"),
                    }
                }
            };
            worker
                .spawn_scoped(scope, each)
                .expect("a thread can be started");
        }
    });
}

fn press(case: &Case) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join(case.file);
    std::fs::write(&file, &case.bytes).expect("a file can be written");
    let asked = Crate::new("things", &file, Path::new("out"))
        .map_err(|problems| format!("{problems:?}"))?;
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let output = letterpress::press(&asked, &mut sources, &mut diagnostics);
    let printed = report::text::render(&diagnostics, &sources, false);
    match output {
        Some(output) => {
            for (path, text) in output
                .files
                .0
                .iter()
                .filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime/"))
            {
                syn::parse_file(text).map_err(|error| format!("{path} is no Rust: {error}"))?;
            }
            Ok(())
        }
        None if printed.contains("error[LP") && printed.contains("--> ") => Ok(()),
        None => Err(format!("an error without a place: {printed}")),
    }
}
