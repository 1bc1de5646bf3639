//! The runtime of every crate that Letterpress generates, as a package of its own, so that it is compiled and tested without a document.
//!
//! [`runtime`] is emitted verbatim, as `src/runtime/`. Its tests stand outside of it: in `tests/`, and in `src/tests/` for what only a crate sees of itself.

mod api;
pub mod runtime;

#[cfg(test)]
mod tests;
