//! Letterpress presses an OpenAPI document into a typed Rust client crate.
#![allow(missing_docs)]

pub mod api;
pub mod config;
pub mod contract;
pub mod diagnostic;
pub mod explain;
pub mod names;
pub mod openapi;
pub mod report;
pub mod resolve;
pub mod source;
