//! The corpus: public OpenAPI documents by the thousand, each pressed and compiled, and a table of what came of it.
//!
//! It is a command of its own, no part of `cargo test`: `cargo run -p letterpress-corpus --example corpus -- --help`.
//!
//! Every document is pressed by the `letterpress` binary in a process of its own, under limits of time and memory: a panic, a hang or a
//! greedy document ends that process and nothing else. What it makes replaces the crate of the document before it, in one folder and over one target
//! folder, so that the dependencies are compiled once and Cargo compiles nothing but the crate ([`compile`] has the details).

pub mod arguments;
pub mod compile;
pub mod documents;
pub mod generate;
pub mod limits;
pub mod run;
pub mod table;
