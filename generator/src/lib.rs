//! Letterpress presses an OpenAPI document into a typed Rust client crate.
//!
//! # Use
//!
//! Most people use the command, `letterpress`. From a build script, there is [`build`]. From a program, the whole way is three calls: ask for a crate, press it, write it.
//!
//! ```no_run
//! use std::path::Path;
//!
//! use letterpress::config::Crate;
//! use letterpress::diagnostic::Diagnostics;
//! use letterpress::source::Sources;
//!
//! let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
//! let asked = Crate::new("example-client", Path::new("openapi.yaml"), Path::new("client")).expect("a good name");
//! match letterpress::press(&asked, &mut sources, &mut diagnostics) {
//!     Some(output) => {
//!         let written = output.files.write(&asked.out.value).expect("a folder of our own");
//!         println!("{} files written, {} unchanged", written.written.len(), written.unchanged);
//!     }
//!     None => eprint!("{}", letterpress::report::text::render(&diagnostics, &sources, false)),
//! }
//! ```
//!
//! # How it is built
//!
//! Data flows one way, through plain types:
//!
//! ```text
//! Source -> Document -> Contract -> Api -> (Files, Items) -> disk
//! ```
//!
//! | from | to | by | what happens |
//! |---|---|---|---|
//! | files | [`source`] | `Sources::open` | text to values, patched by overlays; where every node stands, computed only to be printed |
//! | `Sources` | [`openapi`]`::Document` | `openapi::read` | OpenAPI's own objects, 3.0 to 3.2 in one shape; every keyword is known or reported |
//! | `Document` | [`contract`]`::Contract` | `resolve` | what travels on the wire: references resolved, `allOf` merged, null spelled one way |
//! | `Contract` | [`api`]`::Api` | `lower` | the Rust decisions: unions, names, modules. [`config`] has its say here |
//! | `Api` | [`files`]`::Files`, `Items` | `emit` | printing; cannot fail |
//! | `Files` | disk | `Files::write` | the only code that writes |
//!
//! [`pipeline`] joins the stages, and hands out what stands after each. What a stage finds wrong it adds to the [`diagnostic::Diagnostics`] of the run and goes on; [`report`] prints them, [`explain`] knows what their codes mean.
//!
//! Invariants: only `source` and `openapi` know text. `lower` sees no tokens; `emit` sees neither Document nor Contract, and returns no Result. Only `files` writes. An identifier is made by [`names`] and by nothing else. Order is
//! the document's, never that of a hash.
//!
//! # Where a new keyword goes
//!
//! 1. `openapi`: a field of the object that has it, read there. Until a later stage uses it, it is reported as not honoured.
//! 2. `contract` and `resolve`: what it means on the wire.
//! 3. `api` and `lower`: what it means in Rust.
//! 4. `emit`: how that is printed. `letterpress inspect` shows the crate after each of the four.
#![allow(missing_docs)]

pub mod api;
pub mod build;
pub mod cli;
pub mod config;
pub mod contract;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod explain;
pub mod files;
pub mod ledger;
pub mod lower;
pub mod names;
pub mod openapi;
mod overlay;
mod parallel;
mod pattern;
pub mod pipeline;
pub mod report;
pub mod resolve;
pub mod shared;
pub mod source;

pub use pipeline::press;
