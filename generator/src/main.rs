//! The command `letterpress`.

use std::process::ExitCode;
use std::thread;

/// A run makes a million small things and is over: a third of its time was the allocator's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Documents are nested as deep as their authors like. The stages bound their recursion; this is the second net.
const STACK: usize = 64 * 1024 * 1024;

fn main() -> ExitCode {
    let command = || letterpress::cli::run(std::env::args_os());
    match thread::Builder::new().stack_size(STACK).spawn(command) {
        // A panic has printed its message; its code is the one that every Rust program has.
        Ok(running) => running.join().unwrap_or(ExitCode::from(101)),
        // No thread to be had: the main one will do.
        Err(_) => letterpress::cli::run(std::env::args_os()),
    }
}
