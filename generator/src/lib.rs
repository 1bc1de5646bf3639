//! Letterpress presses an OpenAPI document into a typed Rust client crate.
#![allow(missing_docs)]

pub mod api;
pub mod build;
pub mod cli;
pub mod config;
pub mod contract;
pub mod diagnostic;
pub mod emit;
pub mod explain;
pub mod files;
pub mod lower;
pub mod names;
pub mod openapi;
pub mod pipeline;
pub mod report;
pub mod resolve;
pub mod source;
