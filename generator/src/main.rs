//! The command `letterpress`.

use std::process::ExitCode;

/// A run makes a million small things and is over: a third of its time was the allocator's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    letterpress::cli::run(std::env::args_os())
}
