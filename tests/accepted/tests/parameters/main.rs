//! Parameters on the wire: every style, with and without explode, in every place, of every type, sent by both clients over loopback and read there by
//! libraries that are not ours.

mod headers;
#[path = "../loopback/mod.rs"]
mod loopback;
mod more;
mod paths;
mod queries;
mod read;
mod table;
