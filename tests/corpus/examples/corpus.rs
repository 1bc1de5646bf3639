//! The corpus: `cargo run -p letterpress-corpus --example corpus -- --help`.

use std::io::{self, Write as _};
use std::process::ExitCode;

use letterpress_corpus::arguments::{Arguments, USAGE};
use letterpress_corpus::run;

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => return said(io::stdout().write_all(USAGE.as_bytes()).map(|()| true)),
        Err(message) => {
            let _ = writeln!(io::stderr(), "error: {message}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    said(run::run(&arguments, &mut io::stdout().lock()))
}

fn said(outcome: io::Result<bool>) -> ExitCode {
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}
